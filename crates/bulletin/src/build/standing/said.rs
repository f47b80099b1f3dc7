//! The standing a term says, if it says one.

use super::behind::Behind;
use super::{Standing, is_weak, known_status};
use crate::build::tally::count_at;
use crate::build::tiers::{STANDARD, tier_at};
use crate::build::{Builder, list, stated};
use crate::class::Class;
use crate::term::Kind;

/// Work on a count of units that says nothing of what came of it.
const CHECKS: [&str; 8] = ["rà soát", "rà soát lại", "thẩm tra", "tự đánh giá", "đánh giá", "lấy phiếu", "kiểm kê", "tự chấm"];

impl Builder<'_> {
    /// The standing a term behind a count says: a number of criteria, a status, a rung, or the programme's name.
    pub(super) fn standing_at(&self, behind: &Behind<'_>, at: usize) -> Option<Standing> {
        let (doc, s, count) = (self.doc, behind.s, behind.count);
        if let Some(st) = self.band(s, count, at) {
            return Some(st);
        }
        // "28/28 xã chuẩn, 11 xã nâng cao"
        if at == count.end && list::is_word(doc, at, "chuẩn") && list::ends(doc, s, at + 1) {
            return Some(Standing::of("met", Some(STANDARD), at + 1));
        }
        if let Some(value) = doc.value(at, Class::Status) {
            return self.status_said(behind, at, known_status(value)?);
        }
        if let Some(tier) = tier_at(doc, at) {
            return self.tier_said(behind, at, tier);
        }
        self.programme_said(behind, at)
    }

    /// A word of the ladder: "đạt chuẩn", "được công nhận", "đăng ký".
    fn status_said(&self, behind: &Behind<'_>, at: usize, status: &'static str) -> Option<Standing> {
        let (doc, s, count) = (self.doc, behind.s, behind.count);
        if self.of_whole_counted(behind, at, status) || self.of_criteria(at, status) {
            return None;
        }
        let mut end = self.phrase_end(at, behind.limit.max(at + 1), s);
        if self.needs_programme(behind, at, status)
            && !self.programme_beside(at, end)
            && !self.programme_in_clause(behind, at, status, end)
            && !self.ladder_in_sentence(behind, at, status)
        {
            return None;
        }
        if self.other_program(at, end) {
            return None;
        }
        // "cơ bản đạt 19/19 tiêu chí" keeps its own words; "đạt" of criteria is a band
        if let Some(st) = (at + 1..(at + 3).min(s.to)).take_while(|j| !doc.mark(*j, ',')).find_map(|j| self.band(s, count, j)) {
            if st.status == "met" {
                end = st.end;
            } else if matches!(status, "met" | "basically_met") {
                return Some(st);
            }
        }
        let mut status = status;
        if let Some(lost) = self.lost_since(behind, at, status) {
            (status, end) = ("lost", self.phrase_end(lost, behind.limit, s));
        }
        Some(Standing::of(status, self.tier_near(count, at, end), end))
    }

    /// The status is of all the units that some were counted out of, and another one follows.
    fn of_whole_counted(&self, behind: &Behind<'_>, at: usize, status: &str) -> bool {
        let (doc, count) = (self.doc, behind.count);
        // "7 trong số 10 xã đăng ký nâng cao hoàn thành đủ 18 tiêu chí": all ten were entered
        let later = |j: usize| match (status, doc.value(j, Class::Status)) {
            ("registered", Some(value)) => matches!(value, "met" | "not_met" | "recognised" | "basically_met"),
            // "9 trong 14 xã đã công nhận tụt tiêu chí"
            ("recognised" | "met", Some(value)) => matches!(value, "lost" | "not_met"),
            _ => false,
        };
        let out_of = count.end > count.at + 2 && count.of.is_some();
        if out_of && (at + 1..behind.limit.min(at + 60)).take_while(|j| !doc.mark_any(*j, ";.")).any(later) {
            return true;
        }
        // "3/6 xã đăng ký được công nhận": all six were entered
        status == "registered" && count.of.is_some() && doc.has(at + 1, Class::Status, "recognised") && doc.begins_in(at + 1, "được")
    }

    /// The status is of work or of single criteria, not of the units.
    fn of_criteria(&self, at: usize, status: &str) -> bool {
        let doc = self.doc;
        let numbered = || doc.is(at + 1, Class::Criteria) && stated::criterion_number(doc, at + 2).is_some();
        match status {
            "met" | "basically_met" => {
                // "89 xã hoàn tất rà soát lại tiêu chí": looked through, whatever came of it
                is_weak(doc, at) && doc.reads_any(at + 1, &CHECKS)
                    // "35/35 xã hoàn thành tiêu chí môi trường": one criterion
                    || numbered()
            }
            "not_met" => {
                // "cả ba xã đều chưa đạt tiêu chí môi trường": one criterion
                doc.is(at + 1, Class::Criteria) && doc.is(at + 2, Class::Criterion)
                    || numbered()
                    // "33 xã chưa đạt 50% tiêu chuẩn về diện tích"
                    || matches!(doc.kind(at + 1), Some(Kind::Percent(_)))
            }
            // "củng cố các tiêu chí bị tụt": the criteria, not the units
            "lost" => doc.is(at.wrapping_sub(1), Class::Criteria),
            _ => false,
        }
    }

    /// The word also speaks of other things: the programme has to be named with it.
    fn needs_programme(&self, behind: &Behind<'_>, at: usize, status: &str) -> bool {
        let doc = self.doc;
        doc.has(at, Class::Status, "weak")
            || matches!(status, "registered" | "in_progress" | "proposed" | "pending")
            || is_weak(doc, at) && !(behind.count.subject == "districts" && doc.holds(at, "nhiệm vụ"))
    }

    /// The phrase of the status names the programme, a rung, or that the standard was met.
    fn programme_beside(&self, at: usize, end: usize) -> bool {
        let doc = self.doc;
        (at..end.max(at + 1)).any(|j| {
            doc.is(j, Class::Program) || tier_at(doc, j).is_some() || j > at && doc.has(j, Class::Status, "met") && !is_weak(doc, j)
        })
    }

    /// The clause is about the programme, or goes on from what is.
    fn programme_in_clause(&self, behind: &Behind<'_>, at: usize, status: &str, end: usize) -> bool {
        let (doc, s, count) = (self.doc, behind.s, behind.count);
        (count.end..end).any(|j| doc.is(j, Class::Program) || tier_at(doc, j).is_some() || doc.is(j, Class::Criteria))
            || (s.from..count.at).any(|j| doc.is(j, Class::Program) || tier_at(doc, j).is_some())
            // "Hiện 4 xã đã đăng ký với tỉnh", below a headline of a rung
            || status == "registered" && list::is_word(doc, at + 1, "với") && doc.bare_level(at + 2).is_some() && doc.title_tier.is_some()
            || list::is_word(doc, count.at.wrapping_sub(1), "còn lại")
            || list::is_word(doc, count.end, "còn lại")
            || self.goes_on_from_last(s)
            || status == "proposed" && doc.text(at, at + 1).to_lowercase().contains("công nhận")
    }

    /// Other units of the sentence stand on the ladder.
    fn ladder_in_sentence(&self, behind: &Behind<'_>, at: usize, status: &str) -> bool {
        let (doc, s, count) = (self.doc, behind.s, behind.count);
        let met = |j: usize| j != at && doc.has(j, Class::Status, "met") && !is_weak(doc, j);
        // "4 xã đã thẩm định, 2 xã đang hoàn thiện hồ sơ": another count of the sentence
        let stands = |j: usize| {
            matches!(doc.value(j, Class::Status), Some("appraised" | "recognised" | "registered" | "not_met")) && !doc.is(j, Class::Act)
        };
        let counted = |j: usize| count_at(doc, s, j).is_some_and(|c| c.subject == count.subject);
        status == "met" && (s.from..s.to).any(met) || (s.from..count.at).any(stands) && (s.from..count.at).any(counted)
    }

    /// "4 xã đã được công nhận trước đây nay không còn duy trì đủ tiêu chí": where it says that they lost it.
    fn lost_since(&self, behind: &Behind<'_>, at: usize, status: &str) -> Option<usize> {
        let doc = self.doc;
        if !matches!(status, "recognised" | "met") {
            return None;
        }
        let turns = |j: usize| doc.reads_any(j, &["nay", "hiện", "nhưng", "song", "hiện nay", "đến nay"]);
        // "3 xã từng đạt chuẩn nay chỉ còn lần lượt 14, 15 và 13 tiêu chí"
        let once = doc.reads_any(at.wrapping_sub(1), &["từng", "đã từng"]) && turns(at + 1);
        if once && (at + 2..at + 4).any(|j| doc.reads_any(j, &["còn", "chỉ còn", "tụt", "rớt", "xuống"])) {
            return Some(at + 1);
        }
        let ends = |j: usize| doc.mark_any(j, ";.:") || doc.mark(j, ',') && !turns(j + 1);
        (at + 1..behind.limit.min(at + 14)).take_while(|j| !ends(*j)).find(|j| doc.has(*j, Class::Status, "lost"))
    }

    /// A rung without a status before it: "9 xã nâng cao", "2 thôn kiểu mẫu được công nhận".
    fn tier_said(&self, behind: &Behind<'_>, at: usize, tier: &'static str) -> Option<Standing> {
        let doc = self.doc;
        // "đạt 15/19 và 14/19 tiêu chí nâng cao": of the scores
        let scored = at > 1 && doc.is(at - 1, Class::Criteria) && matches!(doc.kind(at - 2), Some(Kind::Frac(..)));
        if scored || self.other_program(at, at + 3) {
            return None;
        }
        // a status may follow the tier: "2 thôn kiểu mẫu được công nhận"
        let end = self.phrase_end(at, behind.limit, behind.s);
        let status = self.own_status(at, end).unwrap_or("met");
        Some(Standing::of(status, Some(tier), end))
    }

    /// The programme's name alone: "31/32 thôn đạt NTM", "5 xã NTM".
    fn programme_said(&self, behind: &Behind<'_>, at: usize) -> Option<Standing> {
        let (doc, count) = (self.doc, behind.count);
        if !doc.is(at, Class::Program) {
            return None;
        }
        // "139/139 xã đã là xã NTM"
        let already =
            at > count.end + 1 && doc.is(at - 1, Class::Level) && (list::is_word(doc, at - 2, "là") || doc.is(at - 2, Class::Reach));
        let named = || (at == count.end || doc.is(at - 1, Class::Reach)) && self.name_suffices(behind, at);
        if !already && !named() {
            return None;
        }
        let end = self.phrase_end(at, behind.limit, behind.s);
        let status = if already { "met" } else { self.own_status(at, end).unwrap_or("met") };
        Some(Standing::of(status, Some(self.tier_near(count, at, end).unwrap_or(STANDARD)), end))
    }

    /// The words around a count say that those of the programme are meant, not those that carry it out.
    fn name_suffices(&self, behind: &Behind<'_>, at: usize) -> bool {
        let (doc, s, count) = (self.doc, behind.s, behind.count);
        let ends = doc.mark_any(at + 1, ",;.")
            || doc.mark(at + 1, '(') && doc.place_at(at + 2).is_some()
            || doc.is_any(at + 1, &[Class::Conj, Class::Prep])
            || at + 1 >= s.to;
        let led = |before: usize| {
            count.base
                || doc.is_any(before, &[Class::Reach, Class::Result])
                || doc.has(before, Class::Delta, "more")
                || doc.mark(before, ':')
                || doc.mark_any(before, ";,") && (s.from..count.at).any(|j| doc.is_any(j, &[Class::Criteria, Class::Status]))
        };
        ends && count.at > s.from && led(count.at - 1)
            || doc.is(at.wrapping_sub(1), Class::Reach)
            || count.of.is_some()
            || (at..behind.limit.min(at + 3)).any(|j| doc.is(j, Class::Status))
    }

    /// The status said behind a tier or the programme's name: "18/18 xã NTM và đã trình hồ sơ huyện NTM": what comes after "và" is of
    /// something else.
    fn own_status(&self, at: usize, end: usize) -> Option<&'static str> {
        let doc = self.doc;
        let onward = |j: usize| doc.is(j, Class::Result) || doc.is(j, Class::Status) || list::is_word(doc, j, "đang");
        (at..end)
            .take_while(|j| *j == at || !(doc.is(*j, Class::Conj) && onward(*j + 1)))
            .find_map(|j| doc.value(j, Class::Status).and_then(known_status))
    }
}
