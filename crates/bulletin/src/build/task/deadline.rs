//! By when: "trước ngày 30/6", "trong quý I", "hằng tuần".

use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::target::iso;
use crate::class::Class;
use crate::term::{Kind, Term, When};
use std::ops::ControlFlow;

impl Builder<'_> {
    /// "trong thời gian tới": the term after it.
    pub(super) fn time_phrase(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        (at..at + 5).find(|j| is_word(doc, *j, "tới")).map(|j| j + 1)
    }

    /// A deadline around a term: its text or date, and where the action ends for it.
    pub(in crate::build) fn deadline_at(&self, at: usize) -> Option<(String, usize)> {
        let doc = self.doc;
        if doc.is(at, Class::Recurring) {
            return self.recurring_at(at);
        }
        if !doc.is(at, Class::Deadline) {
            return None;
        }
        // "trước mùa mưa", "trước Tết Nguyên đán": as written
        if is_word(doc, at, "trước") && doc.reads_any(at + 1, &["mùa", "tết", "dịp", "vụ"]) {
            let word = |j: usize| matches!(doc.kind(j), Some(Kind::Word | Kind::Name | Kind::Phrase));
            let end = (at + 1..at + 4).take_while(|j| word(*j)).last().unwrap_or(at + 1);
            return Some((doc.text(at, end + 1), at));
        }
        match (at + 1..at + 8).try_for_each(|j| self.due_word(at, j)) {
            ControlFlow::Break(by) => by.map(|by| (by, at)),
            ControlFlow::Continue(()) => None,
        }
    }

    /// A word behind that of a deadline: the day, what leads to it, or the end of the search.
    fn due_word(&self, cue: usize, at: usize) -> ControlFlow<Option<String>> {
        let doc = self.doc;
        match doc.kind(at) {
            Some(Kind::Date(when)) => ControlFlow::Break(self.due(when)),
            Some(Kind::Year(y)) if at <= cue + 2 => ControlFlow::Break(Some(y.to_string())),
            Some(Kind::Num(n)) if n.0 > 0 && self.counts_days(at) => ControlFlow::Break(Some(doc.text(at, at + 2))),
            _ if doc.is(at, Class::Quarter) => {
                let end = (at + 1..at + 4).take_while(|k| !doc.mark_any(*k, ",.;")).last().unwrap_or(at);
                ControlFlow::Break(Some(doc.text(at, end + 1)))
            }
            _ if doc.has(at, Class::YearWord, "this") => ControlFlow::Break(doc.hint.year.map(|y| y.to_string())),
            _ if self.leads_to_day(cue, at) => ControlFlow::Continue(()),
            _ => ControlFlow::Break(None),
        }
    }

    /// "trong 05 ngày làm việc": so many days, not an hour.
    fn counts_days(&self, at: usize) -> bool {
        let doc = self.doc;
        let hour = doc.reads_any(at - 1, &["h", "giờ"]) || doc.mark(at - 1, ':');
        !hour && (doc.is_any(at + 1, &[Class::WorkingDays, Class::DateCue]) || is_word(doc, at + 1, "ngày"))
    }

    /// Words between that of a deadline and its day: "trước 17h ngày 5/10", "thời gian hoàn thành: 30/4/2022".
    fn leads_to_day(&self, cue: usize, at: usize) -> bool {
        let doc = self.doc;
        let number = matches!(doc.kind(at), Some(Kind::Num(_)));
        let short = |at: usize| doc.terms[at].end - doc.terms[at].start <= 3;
        doc.mark(at, ':') && at == cue + 1
            || number && (doc.mark(at + 1, ':') || doc.reads_any(at + 1, &["h", "giờ"]))
            || doc.is_any(at, &[Class::DateCue, Class::Deadline, Class::MonthWord, Class::Half, Class::YearWord])
            || (number || matches!(doc.kind(at), Some(Kind::Word))) && at <= cue + 5 && short(at)
    }

    /// "trước ngày 05 hằng tháng", "chiều thứ Sáu hằng tuần".
    fn recurring_at(&self, at: usize) -> Option<(String, usize)> {
        let doc = self.doc;
        // "định kỳ báo cáo vào ngày 25 hằng tháng": the one that says when
        let later = || (at + 1..at + 10).take_while(|j| !doc.mark(*j, ';')).any(|j| doc.is(j, Class::Recurring));
        if is_word(doc, at, "định kỳ") && later() {
            return None;
        }
        // "mỗi tuần tối thiểu 200 m": how much, not by when
        if doc.begins_in(at, "mỗi") && (doc.is(at + 1, Class::Approx) || matches!(doc.kind(at + 1), Some(Kind::Num(_)))) {
            return None;
        }
        let mut from = at;
        while from > 0 && at - from < 5 && !doc.mark(from - 1, ',') && self.names_day(from - 1) {
            from -= 1;
        }
        if let Some(day) = self.day_behind(at) {
            return Some((doc.text(from, day + 1), from));
        }
        // "trước ngày 05 hằng tháng" is cut off the action; "vào chiều thứ Sáu hằng tuần" may stay in it
        let until = (from..at).any(|j| doc.is(j, Class::Deadline));
        let words = doc.text(from, at + 1);
        let words = words.strip_prefix("vào ").map_or(words.clone(), str::to_owned);
        // "theo dõi, hằng tuần báo cáo UBND tỉnh": what is done so often stands behind
        let goes_on = doc.mark(from.wrapping_sub(1), ',') && matches!(doc.kind(at + 1), Some(Kind::Word | Kind::Phrase));
        let cut = match (until, goes_on) {
            (true, _) => from,
            (_, true) => doc.terms.len(),
            _ => at + 1,
        };
        Some((words, cut))
    }

    /// "hằng tháng trước ngày 25".
    fn day_behind(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        let day = |j: &usize| doc.terms.get(*j).and_then(Term::whole).is_some_and(|n| (1..=31).contains(&n));
        let found = (at + 1..at + 4).find(day).filter(|found| *found > at + 1)?;
        let cued = (at + 1..found).all(|j| doc.is_any(j, &[Class::Deadline, Class::DateCue]));
        (cued && !doc.is(found + 1, Class::Level)).then_some(found)
    }

    /// A word of the day before "hằng tuần", "hằng tháng": "ngày 25", "chiều thứ Sáu", "Chủ nhật".
    fn names_day(&self, at: usize) -> bool {
        let doc = self.doc;
        let behind = |word: &str| at > 0 && is_word(doc, at - 1, word);
        doc.is(at, Class::DateCue)
            || doc.is(at, Class::Deadline) && !is_word(doc, at, "vào")
            || is_word(doc, at, "thứ")
            || is_word(doc, at, "nhật") && behind("chủ")
            || doc.reads_any(at, &["hai", "ba", "tư", "năm", "sáu", "bảy"]) && behind("thứ")
            || matches!(doc.kind(at), Some(Kind::Word)) && doc.terms[at].capital
            || matches!(doc.kind(at), Some(Kind::Num(_) | Kind::Date(_)))
    }

    pub(in crate::build) fn due(&self, when: When) -> Option<String> {
        let mut when = when;
        when.year = when.year.or_else(|| {
            let year = self.doc.hint.year?;
            // a deadline without a year lies ahead of the text
            let past = when.month.zip(self.doc.hint.month).is_some_and(|(m, h)| m < h);
            Some(if past { year + 1 } else { year })
        });
        when.year.map(|y| iso(y, when))
    }
}
