//! By when: "trước ngày 30/6", "trong quý I", "hằng tuần".

use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::target::iso;
use crate::class::Class;
use crate::term::{Kind, When};

impl Builder<'_> {
    /// "trong thời gian tới": the term after it.
    pub(super) fn time_phrase(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        (at..at + 5).find(|j| is_word(doc, *j, "tới")).map(|j| j + 1)
    }

    /// A deadline around a term: its text or date, and where the words of it begin.
    pub(super) fn deadline_at(&self, at: usize) -> Option<(String, usize)> {
        let doc = self.doc;
        if doc.is(at, Class::Recurring) {
            // "định kỳ báo cáo vào ngày 25 hằng tháng": the one that says when
            let plain = is_word(doc, at, "định kỳ");
            if plain && (at + 1..at + 10).take_while(|j| !doc.mark(*j, ';')).any(|j| doc.is(j, Class::Recurring)) {
                return None;
            }
            // "mỗi tuần tối thiểu 200 m": how much, not by when
            if doc.begins_in(at, "mỗi") && (doc.is(at + 1, Class::Approx) || matches!(doc.kind(at + 1), Some(Kind::Num(_)))) {
                return None;
            }
            let mut from = at;
            while from > 0
                && at - from < 5
                && !doc.mark(from - 1, ',')
                && (doc.is(from - 1, Class::DateCue)
                    || doc.is(from - 1, Class::Deadline) && !is_word(doc, from - 1, "vào")
                    || is_word(doc, from - 1, "thứ")
                    || is_word(doc, from - 1, "nhật") && from > 1 && is_word(doc, from - 2, "chủ")
                    || ["hai", "ba", "tư", "năm", "sáu", "bảy"].iter().any(|w| is_word(doc, from - 1, w))
                        && from > 1
                        && is_word(doc, from - 2, "thứ")
                    || matches!(doc.kind(from - 1), Some(Kind::Word)) && doc.terms[from - 1].capital
                    || matches!(doc.kind(from - 1), Some(Kind::Num(_) | Kind::Date(_))))
            {
                from -= 1;
            }
            // "hằng tháng trước ngày 25"
            let day =
                (at + 1..at + 4).find(|j| doc.terms.get(*j).and_then(crate::term::Term::whole).is_some_and(|n| (1..=31).contains(&n)));
            let cued = |j: usize| doc.is(j, Class::Deadline) || doc.is(j, Class::DateCue);
            if let Some(day) = day.filter(|d| *d > at + 1 && (at + 1..*d).all(cued) && !doc.is(d + 1, Class::Level)) {
                return Some((doc.text(from, day + 1), from));
            }
            // "trước ngày 05 hằng tháng" is cut off the action; "vào chiều thứ Sáu hằng tuần" may stay in it
            let until = (from..at).any(|j| doc.is(j, Class::Deadline));
            let words = doc.text(from, at + 1);
            let words = words.strip_prefix("vào ").map_or(words.clone(), str::to_owned);
            return Some((words, if until { from } else { at + 1 }));
        }
        if !doc.is(at, Class::Deadline) {
            return None;
        }
        // "trước mùa mưa", "trước Tết Nguyên đán": as written
        if is_word(doc, at, "trước") && ["mùa", "tết", "dịp", "vụ"].iter().any(|w| is_word(doc, at + 1, w)) {
            let word = |j: usize| matches!(doc.kind(j), Some(Kind::Word | Kind::Name | Kind::Phrase));
            let end = (at + 1..at + 4).take_while(|j| word(*j)).last().unwrap_or(at + 1);
            return Some((doc.text(at, end + 1), at));
        }
        let mut j = at + 1;
        while j < at + 8 {
            match doc.kind(j) {
                Some(Kind::Date(w)) => return Some((self.due(w)?, at)),
                Some(Kind::Year(y)) if j <= at + 2 => return Some((y.to_string(), at)),
                Some(Kind::Num(n))
                    if n.0 > 0
                        && !is_word(doc, j - 1, "h")
                        && !is_word(doc, j - 1, "giờ")
                        && !doc.mark(j - 1, ':')
                        && (doc.is(j + 1, Class::WorkingDays) || is_word(doc, j + 1, "ngày") || doc.is(j + 1, Class::DateCue)) =>
                {
                    return Some((doc.text(j, j + 2), at));
                }
                // "thời gian hoàn thành: 30/4/2022"
                _ if doc.mark(j, ':') && j == at + 1 => {}
                Some(Kind::Num(_)) if is_word(doc, j + 1, "h") || doc.mark(j + 1, ':') || is_word(doc, j + 1, "giờ") => {}
                _ if doc.is(j, Class::Quarter) => {
                    let end =
                        (j + 1..j + 4).take_while(|k| !doc.mark(*k, ',') && !doc.mark(*k, '.') && !doc.mark(*k, ';')).last().unwrap_or(j);
                    return Some((doc.text(j, end + 1), at));
                }
                _ if doc.is(j, Class::DateCue)
                    || doc.is(j, Class::Deadline)
                    || doc.is(j, Class::MonthWord)
                    || doc.is(j, Class::Half)
                    || doc.is(j, Class::YearWord) =>
                {
                    if doc.has(j, Class::YearWord, "this") {
                        return doc.hint.year.map(|y| (y.to_string(), at));
                    }
                }
                Some(Kind::Num(_) | Kind::Word) if j <= at + 5 && doc.terms[j].end - doc.terms[j].start <= 3 => {}
                _ => return None,
            }
            j += 1;
        }
        None
    }

    pub(super) fn due(&self, when: When) -> Option<String> {
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
