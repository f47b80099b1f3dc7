//! The document's own date and places.

mod role;

use super::Builder;
use super::list::is_word;
use super::target::iso;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, Document};
use crate::gazetteer::Level;
use crate::term::{Kind, When};
use vedich_values::date::parse_date;

/// Sentences in which an event's date is looked for.
const LEAD: usize = 9;
/// Terms a sentence opens with.
const OPENING: usize = 7;

impl Builder<'_> {
    pub(crate) fn document(&mut self) {
        let doc = self.doc;
        let (mut event, mut spoken, mut as_of) = (false, 0, false);
        for s in doc.sentences.iter().filter(|s| !s.skip).take(40).copied() {
            let words = (s.from..s.to).filter(|j| matches!(doc.kind(*j), Some(Kind::Word | Kind::Phrase))).count();
            spoken += usize::from(words >= 5);
            let mut i = s.from;
            while i < s.to {
                if spoken < LEAD && !as_of && self.as_of(s, i) {
                    as_of = true;
                }
                if let Some(Kind::Date(when)) = doc.kind(i).filter(|_| spoken < LEAD || !event && self.opens_meeting(s, i))
                    && when.day.is_some()
                {
                    let first = self.first_day(s, i);
                    if let Some((cue, day)) = first.filter(|_| !event && self.happens(s) && !self.scope.aimed(i)) {
                        event = true;
                        self.lasted(cue, i, day, when);
                        i += 1;
                        continue;
                    }
                    let role = self.role(s, i);
                    if role == Some("published") || role == Some("event") && !event {
                        event |= role == Some("event");
                        self.dated(i, when, role.unwrap_or("event"));
                    }
                }
                i += 1;
            }
        }
        self.placed();
    }

    /// "Làm việc với xã ngày 2/4/2026, Phó Chủ tịch …": a meeting a later sentence opens with.
    fn opens_meeting(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        let first = (s.from..at).find(|j| !doc.line(*j)).unwrap_or(s.from);
        let meets = doc.reads_any(
            first,
            &["làm việc", "kiểm tra", "khảo sát", "phát biểu", "kết luận", "tại buổi làm việc", "tại cuộc họp", "tại hội nghị"],
        );
        meets
            && at > first
            && at <= first + 7
            && doc.mark(at + 1, ',')
            && matches!(doc.kind(at), Some(Kind::Date(when)) if when.year.is_some())
    }

    /// Of a text about something else only the day its news opens with counts: "Sáng 13/3, giải chạy kết thúc tại xã A".
    pub(super) fn opening_days(&mut self) {
        let doc = self.doc;
        let opens = |start: u32| {
            doc.sentences.iter().filter(|s| !s.skip).take(4).any(|s| {
                let first = (s.from..s.to).find(|j| !doc.line(*j)).unwrap_or(s.from);
                let to = s.to.min(first + OPENING);
                let span = doc.span(first, to.max(first + 1));
                (span.start..span.end).contains(&start)
            })
        };
        let other = doc.main.iter().any(|unit| unit.level < Level::Country);
        self.facts.retain(|f| match &f.body {
            Body::Document(Document::Date { role, .. }) => other && *role != "as_of" && opens(f.span.start),
            _ => true,
        });
    }

    /// "Đến hết tháng 10/2026, xã đạt …", "Tính đến ngày 30/9, …": up to when the figures are counted; a month counts to its last day.
    fn as_of(&mut self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        let Some(Kind::Date(when)) = doc.kind(at) else { return false };
        let lead = at.checked_sub(1).filter(|b| *b >= s.from);
        let lead = lead.map(|b| if doc.has(b, Class::DateCue, "event") && b > s.from { b - 1 } else { b });
        // "Ngày 08/09/2020, xã A đạt 16/20 tiêu chí.": nothing took place, so the day is that of the figures
        let opens = |b: usize| {
            let first = (s.from..at).find(|j| !doc.line(*j));
            let whole = when.day.is_some() && when.year.is_some() && (doc.mark(at + 1, ',') || doc.mark(at + 1, ':'));
            first == Some(b) && whole && doc.has(b, Class::DateCue, "event") && !self.happens(s)
        };
        let cued = |b: &usize| doc.has(*b, Class::Result, "time") || doc.has(*b, Class::DateCue, "bound") && doc.begins_in(*b, "đến");
        let Some(lead) = lead.filter(|b| cued(b) || opens(*b)) else {
            return false;
        };
        let counted = (s.from..s.to).any(|j| doc.is(j, Class::Criteria) || doc.is(j, Class::Status) || doc.is(j, Class::Indicator));
        let (Some(year), Some(month)) = (doc.resolve_year(when), when.month) else { return false };
        let ahead = doc.hint.year.is_some_and(|now| (year, month) > (now, doc.hint.month.unwrap_or(12)));
        if !counted || ahead || self.scope.off(at) || (s.from..lead).any(|j| doc.is(j, Class::From)) {
            return false;
        }
        let (after, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        let last = || parse_date(&format!("{after:04}-{next:02}-01")).and_then(|first| first.pred_opt());
        let day = when.day.map_or_else(last, |day| parse_date(&format!("{year:04}-{month:02}-{day:02}")));
        let Some(resolved) = day.map(|day| day.to_string()) else { return false };
        let value = iso(year, when);
        self.add(Body::Document(Document::Date { value, resolved: Some(resolved), role: "as_of" }), lead, at + 1, "date-as-of");
        true
    }

    /// "ngày 14 và 15/6", "từ ngày 5 đến ngày 9/10": the cue and the first of the days.
    fn first_day(&self, s: Sentence, at: usize) -> Option<(usize, When)> {
        let doc = self.doc;
        let link = at.checked_sub(1).filter(|l| *l > s.from + 1)?;
        let linked = doc.mark(link, '-') || doc.is(link, Class::Conj) || doc.has(link, Class::DateCue, "bound");
        let cue = link - 2;
        // "hồ sơ nhận từ 8/6 đến 8/7": how long something is open
        let open = ["nhận", "hồ sơ", "nhận hồ sơ", "thời hạn", "thời gian nhận"];
        if (cue.saturating_sub(3).max(s.from)..cue).any(|j| open.iter().any(|w| is_word(doc, j, w))) {
            return None;
        }
        let cued = doc.is(cue, Class::DateCue) && !doc.is(cue, Class::Deadline);
        let first = match doc.kind(link - 1) {
            Some(Kind::Num(n)) => {
                When { year: None, month: None, day: n.as_whole().filter(|d| (1..=31).contains(d)).and_then(|d| u8::try_from(d).ok()) }
            }
            Some(Kind::Date(w)) if w.day.is_some() => w,
            _ => return None,
        };
        (linked && cued && first.day.is_some()).then_some((cue, first))
    }

    fn lasted(&mut self, from: usize, at: usize, first: When, last: When) {
        let year = self.doc.resolve_year(last);
        let first = When { year: last.year, month: first.month.or(last.month), day: first.day };
        let written = |w: When| match w.year {
            Some(y) => iso(y, w),
            None => format!("--{:02}-{:02}", w.month.unwrap_or(1), w.day.unwrap_or(1)),
        };
        let value = format!("{}/{}", written(first), written(last));
        let resolved = year.filter(|_| last.year.is_none()).map(|y| format!("{}/{}", iso(y, first), iso(y, last)));
        self.add(Body::Document(Document::Date { value, resolved, role: "event" }), from, at + 1, "date-event");
    }

    fn happens(&self, s: Sentence) -> bool {
        // "Thời gian: 19 giờ 30 ngày 14/3/2023" of minutes
        let when = self.minutes && (s.from..s.to).any(|j| is_word(self.doc, j, "thời gian") && self.doc.mark(j + 1, ':'));
        when || (s.from..s.to).any(|j| self.doc.is(j, Class::Event) || self.doc.has(j, Class::Status, "recognised")) || self.titled(s)
    }

    fn dated(&mut self, at: usize, when: When, role: &'static str) {
        let doc = self.doc;
        let value = match when.year {
            Some(y) => iso(y, when),
            None => format!("--{:02}-{:02}", when.month.unwrap_or(1), when.day.unwrap_or(1)),
        };
        let resolved = if when.year.is_none() { doc.resolve_year(when).map(|y| iso(y, when)) } else { None };
        let cue = at > 0 && doc.is(at - 1, Class::DateCue);
        let from = if cue { at - 1 } else { at };
        self.add(
            Body::Document(Document::Date { value, resolved, role }),
            from,
            at + 1,
            if role == "event" { "date-event" } else { "date-published" },
        );
    }

    fn titled(&self, s: Sentence) -> bool {
        let here = self.doc.sentence_of(s.from);
        // the heading of minutes may be broken over two lines
        let from = self.doc.sentences.first().map_or(s.from, |first| first.from);
        s.lead && here < 2 && (from..s.to).any(|j| self.doc.is(j, Class::Minutes) || j >= s.from && self.doc.is(j, Class::Event))
    }

    /// Places the item is about: those of the lead, and every province or district facts may hang on.
    pub(super) fn placed(&mut self) {
        let doc = self.doc;
        let mut said: Vec<(String, Level)> = Vec::new();
        for (index, s) in doc.sentences.iter().copied().enumerate().filter(|(i, s)| !s.skip || *i < 4) {
            let _ = index;
            for i in s.from..s.to {
                let Some(place) = doc.place_at(i) else { continue };
                let Some(level) = place.level else { continue };
                let early = s.lead || doc.sentence_of(i) < if place.explicit { 6 } else { 3 };
                let high = level >= Level::District;
                let known = place.explicit || place.group.is_some() || place.address;
                if !(early
                    || high && (place.explicit || level == Level::Province || place.address || doc.is(i.wrapping_sub(1), Class::Prep)))
                    || !known
                    || said.len() >= 24
                {
                    continue;
                }
                // "A (huyện B, tỉnh C)": said where it lies
                let located = doc.mark(i + 1, '(') && doc.place_at(i + 2).is_some_and(|p| p.address);
                let listed = !(high || place.explicit || located && early);
                let entry = (place.name.clone(), level);
                if listed || said.contains(&entry) {
                    continue;
                }
                said.push(entry);
                self.add(Body::Document(Document::Place { name: place.name.clone(), level }), i, i + 1, "place");
            }
        }
    }
}
