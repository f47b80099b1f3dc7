//! What a date in the lead is of: an event, the page, or neither.

use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

impl Builder<'_> {
    /// What a date in the lead is: the event's, the page's, or neither.
    pub(super) fn role(&self, s: Sentence, at: usize) -> Option<&'static str> {
        let doc = self.doc;
        if self.is_stamp(s, at) {
            return Some("published");
        }
        let before = self.before_weekday(s, at)?;
        if !self.cues_event(s, at, before) {
            return None;
        }
        let past = self.is_past(at);
        if past && self.of_paper(s, at) {
            return Some("event");
        }
        // "Đại hội ngày 9/8 đề ra đến năm 2030 …": held, whatever it aimed at
        let held = || {
            past && (at.saturating_sub(7).max(s.from)..at).any(|j| doc.is(j, Class::Event))
                && !(s.from..at).any(|j| doc.is_any(j, &[Class::Target, Class::Promise]))
        };
        let banner = doc.depth[at] > 0 && doc.mark(at + 1, '-');
        let other = banner || self.is_of_law(s, at) || self.bounds(s, before);
        (!other && (self.happens(s) || self.titled_morning(at, before)) && (held() || !self.scope.aimed(at))).then_some("event")
    }

    /// With an hour, "Đăng lúc", or alone on its line.
    fn is_stamp(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        let number = |j: usize| matches!(doc.kind(j), Some(Kind::Num(_)));
        let clock = |j: usize| doc.mark(j, ':') && number(j.wrapping_sub(1)) && number(j + 1);
        let word = |j: &usize| matches!(doc.kind(*j), Some(Kind::Word | Kind::Phrase | Kind::Place(_)));
        (at.saturating_sub(4).max(s.from)..(at + 6).min(s.to)).any(|j| clock(j) || doc.is(j, Class::Published))
            || s.line_start && (s.from..s.to).filter(word).count() <= 3 && !self.titled(s)
    }

    /// The word before a date, or before its day of the week: "sáng chủ nhật 8/9", "chiều thứ Sáu 13/9".
    fn before_weekday(&self, s: Sentence, at: usize) -> Option<usize> {
        const WEEKDAY: [&str; 10] = ["chủ", "nhật", "chủ nhật", "thứ", "hai", "ba", "tư", "năm", "sáu", "bảy"];
        let doc = self.doc;
        let cue = (s.from..at).rev().take(4).find(|j| !doc.reads_any(*j, &WEEKDAY) && !doc.mark(*j, ','));
        cue.filter(|b| doc.has(*b, Class::DateCue, "event")).or_else(|| at.checked_sub(1)).filter(|b| *b >= s.from)
    }

    /// The day of a paper, or from when it is in force.
    fn is_of_law(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        let paper = |j: usize| {
            doc.is(j, Class::Citation) && !is_word(doc, j, "số")
                || doc.kind(j) == Some(Kind::Cited)
                || doc.is(j, Class::Effective) && !doc.is(j, Class::Event)
        };
        (s.from..at).rev().take(16).any(|j| is_word(doc, j, "căn cứ")) || (s.from..at).rev().take(8).any(paper)
    }

    /// Up to when, or by when.
    fn bounds(&self, s: Sentence, before: usize) -> bool {
        let doc = self.doc;
        // "nộp lại trước 17h ngày 10/11"
        let due =
            |j: usize| doc.has(j, Class::Deadline, "before") && ["trước", "chậm nhất", "muộn nhất"].iter().any(|w| doc.begins_in(j, w));
        let cue = |j: usize| doc.is(j, Class::Deadline) || doc.has(j, Class::DateCue, "bound");
        cue(before)
            // "tính đến ngày 31/12"
            || before > s.from && (doc.has(before - 1, Class::Result, "time") || cue(before - 1))
            || (before.saturating_sub(4).max(s.from)..before).any(due)
    }

    /// The words before a date that may make it an event's.
    fn cues_event(&self, s: Sentence, at: usize, before: usize) -> bool {
        let doc = self.doc;
        // "Ghi nhanh họp Ban Chỉ đạo xã A 08/6/2023"
        let headed = || {
            self.minutes
                && doc.sentence_of(at) == 0
                && matches!(doc.kind(at), Some(Kind::Date(when)) if when.day.is_some() && when.year.is_some())
                && (s.from..at).any(|j| doc.is(j, Class::Event))
        };
        doc.has(before, Class::DateCue, "event")
            || doc.mark(before, '(') && before > s.from && doc.has(before - 1, Class::DateCue, "event")
            || headed()
    }

    /// "Xã A ra quân. … sáng chủ nhật 8/9, hơn 600 người …": the title says what happened that morning.
    fn titled_morning(&self, at: usize, before: usize) -> bool {
        let doc = self.doc;
        let title = || doc.sentences.first().is_some_and(|t| (t.from..t.to).any(|j| doc.is(j, Class::Event)));
        doc.sentence_of(at) <= 3 && ["sáng", "chiều", "tối", "trưa"].iter().any(|w| doc.begins_in(before, w)) && title()
    }

    /// A date not after the month the text was published in.
    fn is_past(&self, at: usize) -> bool {
        let doc = self.doc;
        let (Some(Kind::Date(when)), Some(now), Some(month)) = (doc.kind(at), doc.hint.year, doc.hint.month) else { return false };
        doc.resolve_year(when).zip(when.month).is_some_and(|(y, m)| (y, m) <= (now, month))
    }

    /// "Tại công văn ngày 05/6/2018, UBND huyện A yêu cầu …", "Quyết định ngày 18/12 của UBND huyện A công nhận …": what the news opens with.
    fn of_paper(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        let first = (s.from..s.to).find(|j| !doc.line(*j)).unwrap_or(s.from);
        let paper = ["công văn", "văn bản", "quyết định", "thông báo", "chỉ thị"];
        let named = (first..at.min(first + 3))
            .any(|j| paper.iter().any(|w| is_word(doc, j, w) || is_word(doc, first, "tại") && doc.begins_in(j, w)));
        let does = |j: usize| doc.has(j, Class::Order, "give") || doc.has(j, Class::Status, "recognised");
        doc.sentence_of(s.from) == 1 && named && at <= first + 4 && (at + 1..s.to).any(does)
    }
}
