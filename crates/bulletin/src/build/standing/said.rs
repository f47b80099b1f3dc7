//! The standing a term says, if it says one.

use super::{Standing, is_weak, known_status};
use crate::build::tally::{Count, count_at};
use crate::build::tiers::{STANDARD, tier_at};
use crate::build::{Builder, list, stated};
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

impl Builder<'_> {
    /// The standing a term says, if it says one.
    pub(super) fn standing_at(&self, s: Sentence, count: &Count, at: usize, limit: usize) -> Option<Standing> {
        let doc = self.doc;
        if let Some(st) = self.band(s, count, at) {
            return Some(st);
        }
        // "28/28 xã chuẩn, 11 xã nâng cao"
        if at == count.end && list::is_word(doc, at, "chuẩn") && list::ends(doc, s, at + 1) {
            return Some(Standing { status: "met", tier: Some(STANDARD), end: at + 1, ..Standing::default() });
        }
        if let Some(value) = doc.value(at, Class::Status) {
            let status = known_status(value)?;
            // "7 trong số 10 xã đăng ký nâng cao hoàn thành đủ 18 tiêu chí": all ten were entered
            let whole = count.end > count.at + 2 && count.of.is_some();
            let later = |j: usize| match (status, doc.value(j, Class::Status)) {
                ("registered", Some(value)) => matches!(value, "met" | "not_met" | "recognised" | "basically_met"),
                // "9 trong 14 xã đã công nhận tụt tiêu chí"
                ("recognised" | "met", Some(value)) => matches!(value, "lost" | "not_met"),
                _ => false,
            };
            if whole && (at + 1..limit.min(at + 60)).take_while(|j| ![';', '.'].iter().any(|c| doc.mark(*j, *c))).any(later) {
                return None;
            }
            // "3/6 xã đăng ký được công nhận": all six were entered
            if status == "registered" && count.of.is_some() && doc.has(at + 1, Class::Status, "recognised") && doc.begins_in(at + 1, "được")
            {
                return None;
            }
            // "89 xã hoàn tất rà soát lại tiêu chí": looked through, whatever came of it
            let checks = ["rà soát", "rà soát lại", "thẩm tra", "tự đánh giá", "đánh giá", "lấy phiếu", "kiểm kê", "tự chấm"];
            if matches!(status, "met" | "basically_met") && is_weak(doc, at) && checks.iter().any(|w| list::is_word(doc, at + 1, w)) {
                return None;
            }
            // "35/35 xã hoàn thành tiêu chí môi trường": one criterion
            if matches!(status, "met" | "basically_met")
                && doc.is(at + 1, Class::Criteria)
                && stated::criterion_number(doc, at + 2).is_some()
            {
                return None;
            }
            // "cả ba xã đều chưa đạt tiêu chí môi trường": one criterion
            let one =
                doc.is(at + 1, Class::Criteria) && (doc.is(at + 2, Class::Criterion) || stated::criterion_number(doc, at + 2).is_some());
            if status == "not_met" && one {
                return None;
            }
            // "33 xã chưa đạt 50% tiêu chuẩn về diện tích"
            if status == "not_met" && matches!(doc.kind(at + 1), Some(Kind::Percent(_))) {
                return None;
            }
            // "củng cố các tiêu chí bị tụt": the criteria, not the units
            if status == "lost" && doc.is(at.wrapping_sub(1), Class::Criteria) {
                return None;
            }
            let weak = doc.has(at, Class::Status, "weak")
                || matches!(status, "registered" | "in_progress" | "proposed" | "pending")
                || is_weak(doc, at) && !(count.subject == "districts" && doc.holds(at, "nhiệm vụ"));
            let end = self.phrase_end(at, limit.max(at + 1), s);
            let program = (at..end.max(at + 1)).any(|j| {
                doc.is(j, Class::Program) || tier_at(doc, j).is_some() || j > at && doc.has(j, Class::Status, "met") && !is_weak(doc, j)
            });
            let in_clause = (count.end..end).any(|j| doc.is(j, Class::Program) || tier_at(doc, j).is_some() || doc.is(j, Class::Criteria))
                || (s.from..count.at).any(|j| doc.is(j, Class::Program));
            let in_clause = in_clause
                || list::is_word(doc, count.at.wrapping_sub(1), "còn lại")
                || list::is_word(doc, count.end, "còn lại")
                || self.goes_on_from_last(s);
            let in_clause = in_clause
                || status == "met" && (s.from..s.to).any(|j| j != at && doc.has(j, Class::Status, "met") && !is_weak(doc, j))
                || status == "proposed" && doc.text(at, at + 1).to_lowercase().contains("công nhận");
            // "4 xã đã thẩm định, 2 xã đang hoàn thiện hồ sơ": another count of the sentence stands on the ladder
            let in_clause = in_clause
                || (s.from..count.at).any(|j| {
                    matches!(doc.value(j, Class::Status), Some("appraised" | "recognised" | "registered" | "not_met"))
                        && !doc.is(j, Class::Act)
                }) && (s.from..count.at).any(|j| count_at(doc, s, j).is_some_and(|c| c.subject == count.subject));
            if weak && !program && !in_clause {
                return None;
            }
            if self.other_program(at, end) {
                return None;
            }
            let (mut status, mut end) = (status, end);
            // "cơ bản đạt 19/19 tiêu chí" keeps its own words; "đạt" of criteria is a band
            if let Some(st) = (at + 1..(at + 3).min(s.to)).take_while(|j| !doc.mark(*j, ',')).find_map(|j| self.band(s, count, j)) {
                if st.status == "met" {
                    end = st.end;
                    if status == "basically_met" {
                        status = "basically_met";
                    }
                } else if matches!(status, "met" | "basically_met") {
                    return Some(st);
                }
            }
            // "4 xã đã được công nhận trước đây nay không còn duy trì đủ tiêu chí"
            if matches!(status, "recognised" | "met") {
                let turns = |j: usize| ["nay", "hiện", "nhưng", "song", "hiện nay", "đến nay"].iter().any(|w| list::is_word(doc, j, w));
                let ends = |j: usize| [';', '.', ':'].iter().any(|c| doc.mark(j, *c)) || doc.mark(j, ',') && !turns(j + 1);
                let lost = (at + 1..limit.min(at + 14)).take_while(|j| !ends(*j)).find(|j| doc.has(*j, Class::Status, "lost"));
                if let Some(j) = lost {
                    (status, end) = ("lost", self.phrase_end(j, limit, s));
                }
            }
            let tier = self.tier_near(count, at, end);
            return Some(Standing { status, tier, end, ..Standing::default() });
        }
        if let Some(tier) = tier_at(doc, at) {
            // "đạt 15/19 và 14/19 tiêu chí nâng cao": of the scores
            let scored = at > 1 && doc.is(at - 1, Class::Criteria) && matches!(doc.kind(at - 2), Some(Kind::Frac(..)));
            if scored || self.other_program(at, at + 3) {
                return None;
            }
            // a status may follow the tier: "2 thôn kiểu mẫu được công nhận"
            let end = self.phrase_end(at, limit, s);
            let status = self.own_status(at, end).unwrap_or("met");
            return Some(Standing { status, tier: Some(tier), end, ..Standing::default() });
        }
        // "139/139 xã đã là xã NTM"
        let already = doc.is(at, Class::Program)
            && at > count.end + 1
            && doc.is(at - 1, Class::Level)
            && (list::is_word(doc, at - 2, "là") || doc.is(at - 2, Class::Reach));
        if already {
            let end = self.phrase_end(at, limit, s);
            return Some(Standing {
                status: "met",
                tier: Some(self.tier_near(count, at, end).unwrap_or(STANDARD)),
                end,
                ..Standing::default()
            });
        }
        // "31/32 thôn đạt NTM", "5 xã NTM"
        (doc.is(at, Class::Program) && (at == count.end || doc.is(at - 1, Class::Reach)))
            .then(|| {
                let end = self.phrase_end(at, limit, s);
                Standing {
                    status: self.own_status(at, end).unwrap_or("met"),
                    tier: Some(self.tier_near(count, at, end).unwrap_or(STANDARD)),
                    end,
                    ..Standing::default()
                }
            })
            .filter(|_| {
                let ends = doc.mark(at + 1, ',')
                    || doc.mark(at + 1, '(') && doc.place_at(at + 2).is_some()
                    || doc.mark(at + 1, ';')
                    || doc.mark(at + 1, '.')
                    || doc.is(at + 1, Class::Conj)
                    || doc.is(at + 1, Class::Prep)
                    || at + 1 >= s.to;
                ends && count.at > s.from
                    && (count.base
                        || doc.is(count.at - 1, Class::Reach)
                        || doc.is(count.at - 1, Class::Result)
                        || doc.has(count.at - 1, Class::Delta, "more")
                        || doc.mark(count.at - 1, ':')
                        || (doc.mark(count.at - 1, ';') || doc.mark(count.at - 1, ','))
                            && (s.from..count.at).any(|j| doc.is(j, Class::Criteria) || doc.is(j, Class::Status)))
                    || doc.is(at.wrapping_sub(1), Class::Reach)
                    || count.of.is_some()
                    || (at..limit.min(at + 3)).any(|j| doc.is(j, Class::Status))
            })
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
