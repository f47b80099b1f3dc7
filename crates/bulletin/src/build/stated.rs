//! Tallies in other word orders: "số xã đạt chuẩn lên 16/20", "không còn xã dưới 5 tiêu chí", "tiêu chí số 1 có 152 xã".

mod criterion;

use super::standing::known_status;
use super::tally::{Count, count_at, level_of, subject_at};
use super::tiers::{STANDARD, tier_at};
use super::{Builder, list};
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::facts::{Body, Tally};
use crate::gazetteer::Level;
use crate::term::Kind;

impl Builder<'_> {
    /// "số xã đạt chuẩn (lên, là, đạt) 16/20", "nâng tổng số xã NTM kiểu mẫu lên 12".
    pub(crate) fn stated_counts(&mut self, s: Sentence) {
        let doc = self.doc;
        for i in s.from + 1..s.to {
            let Some((subject, after)) = subject_at(doc, i).filter(|(_, end)| *end == i + 1) else { continue };
            let lead = doc.ends_in(i - 1, "số") || list::is_word(doc, i - 1, "số lượng") || list::is_word(doc, i - 1, "tổng");
            if !lead || self.scope.off(i) {
                continue;
            }
            // "số xã đạt dưới 5 tiêu chí giảm còn 11 xã"
            if self.stated_band(s, i, subject, after) {
                continue;
            }
            // "số khu dân cư kiểu mẫu lên 5/6"
            let (mut status, mut tier, mut program) = (None, tier_at(doc, i), false);
            let mut j = after;
            while j < s.to.min(after + 14) {
                if doc.mark(j, ',') || doc.mark(j, ';') || doc.mark(j, '.') || count_at(doc, s, j).is_some_and(|c| c.subject != subject) {
                    break;
                }
                status = status.or_else(|| doc.value(j, Class::Status).and_then(known_status));
                tier = tier.or_else(|| tier_at(doc, j));
                program |= doc.is(j, Class::Program) || subject == "products" && doc.holds(i, "ocop");
                let led = doc.is(j, Class::LevelVerb)
                    || doc.is(j, Class::List)
                    || doc.mark(j, ':')
                    || list::is_word(doc, j, "đạt")
                    || list::is_word(doc, j, "còn");
                let k = if doc.is(j + 1, Class::Approx) { j + 2 } else { j + 1 };
                let number = match doc.kind(k) {
                    Some(Kind::Num(n)) => n.as_whole().map(|n| (n, None)),
                    Some(Kind::Frac(a, b)) if a <= b => a.as_whole().zip(b.as_whole()).map(|(a, b)| (a, Some(b))),
                    _ => None,
                };
                // "số xã đạt 19 tiêu chí tăng từ 12 lên 14"
                if number.is_some() && doc.is(k + 1, Class::Criteria) {
                    status = status.or(Some("met"));
                    j = k + 2;
                    continue;
                }
                if let (true, Some((n, of))) = (led, number) {
                    // "lên 276 sản phẩm được xếp hạng từ 3 sao trở lên": counted by their stars
                    let starred = subject == "products"
                        && (k + 1..s.to.min(k + 10)).take_while(|j| !doc.mark(*j, ',')).any(|j| doc.is(j, Class::Ocop));
                    let counted = !starred
                        && subject_at(doc, k + 1).is_none_or(|(s, _)| s == subject)
                        && !doc.is(k + 1, Class::Criteria)
                        && !doc.is(k + 1, Class::Indicators)
                        && !doc.is(k + 1, Class::Percent);
                    if counted && (status.is_some() || tier.is_some() || program) && !self.other_program(after, k) {
                        let count = Count { at: i, end: after, n, of, subject, delta: false, less: false, base: false };
                        // "số xã nâng cao của huyện lên 7/11"
                        let rank = level_of(subject).map_or(0, Level::rank);
                        let whose = (after + 1..k)
                            .filter(|j| doc.is(j - 1, Class::Prep))
                            .find_map(|j| doc.bare_level(j).filter(|l| l.rank() > rank && *l != Level::Region).map(|l| doc.anaphor(j, l)))
                            .filter(|u| u.name.is_some());
                        if let Some(unit) = whose.or_else(|| self.area_of(s, &count, rank)) {
                            let tally = Tally {
                                unit,
                                subject,
                                status: status.unwrap_or(if subject == "products" { "recognised" } else { "met" }),
                                tier: if subject == "products" { None } else { tier.or(Some(STANDARD)) },
                                count: n,
                                of,
                                delta: false,
                                band: None,
                                criterion: None,
                                names: Vec::new(),
                                year: None,
                            };
                            self.add(Body::Tally(tally), i - 1, k + 1, "tally-stated");
                        }
                    }
                    break;
                }
                j += 1;
            }
        }
    }

    /// "số xã đạt dưới 5 tiêu chí giảm còn 11 (xã)": a band named before its count.
    fn stated_band(&mut self, s: Sentence, at: usize, subject: &'static str, after: usize) -> bool {
        let doc = self.doc;
        let Some(level) = level_of(subject) else { return false };
        let blank = Count { at, end: after, n: 0, of: None, subject, delta: false, less: false, base: false };
        let band =
            (after..after + 3).find_map(|j| self.band(s, &Count { end: j, ..blank.clone() }, j).filter(|st| st.status == "criteria_band"));
        let Some(st) = band else { return false };
        let mut j = st.end;
        while j < st.end + 4
            && (doc.is(j, Class::LevelVerb)
                || doc.is(j, Class::List)
                || doc.mark(j, ':')
                || doc.is(j, Class::Delta)
                || doc.is(j, Class::Approx))
        {
            j += 1;
        }
        // "số xã dưới 7 tiêu chí giảm 52 xã, chỉ còn 38 xã": the change, then the level
        let left =
            |k: usize| doc.is(k, Class::LevelVerb) && doc.ends_in(k, "còn") && doc.terms.get(k + 1).is_some_and(|t| t.whole().is_some());
        if j > st.end && doc.has(j - 1, Class::Delta, "less") {
            let Some(k) = (j + 1..s.to.min(j + 5)).find(|k| left(*k)) else { return true };
            j = k + 1;
        }
        let Some(n) = doc.terms.get(j).and_then(crate::term::Term::whole).filter(|_| j > st.end) else { return false };
        if doc.is(j + 1, Class::Criteria) || doc.is(j + 1, Class::Percent) {
            return false;
        }
        let Some(unit) = self.area_of(s, &blank, level.rank()) else { return false };
        let (band, end) = (st.band, j + 1 + usize::from(subject_at(doc, j + 1).is_some_and(|(x, _)| x == subject)));
        let tally = Tally {
            unit,
            subject,
            status: "criteria_band",
            tier: None,
            count: n,
            of: None,
            delta: false,
            band,
            criterion: None,
            names: Vec::new(),
            year: None,
        };
        self.add(Body::Tally(tally), at, end, "tally-stated");
        true
    }

    /// "không còn xã dưới 5 tiêu chí", "chưa có xã nào đạt chuẩn": none.
    pub(crate) fn none_left(&mut self, s: Sentence) {
        let doc = self.doc;
        for i in s.from..s.to.saturating_sub(2) {
            let none = doc.has(i, Class::Negation, "none") || list::is_word(doc, i, "chưa có");
            let Some((subject, after)) = subject_at(doc, i + 1).filter(|_| none && !self.scope.off(i)) else { continue };
            let Some(level) = level_of(subject) else { continue };
            let count = Count { at: i, end: after, n: 0, of: None, subject, delta: false, less: false, base: false };
            let from = (after..s.to.min(after + 4))
                .find_map(|j| self.band(s, &Count { end: j, ..count.clone() }, j).filter(|st| st.status == "criteria_band"));
            let met = list::is_word(doc, i, "chưa có")
                .then(|| (after..s.to.min(after + 3)).find(|j| matches!(doc.value(*j, Class::Status), Some("met" | "recognised"))))
                .flatten();
            // "chưa có xã nào cán đích trước năm 2015": as it was then
            let then = |j: usize| {
                list::is_word(doc, j, "trước") && matches!(doc.kind(j + 2), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y < now))
            };
            if met.is_some_and(|j| (j + 1..j + 4).any(then)) {
                continue;
            }
            let Some(unit) = self.area_of(s, &count, level.rank()) else { continue };
            // "huyện chưa có xã đạt chuẩn được hỗ trợ thêm": any such district
            if unit.name.is_none()
                && unit.level.rank() >= 1
                && met.is_some_and(|j| doc.begins_in(j + 1, "được") || doc.begins_in(j + 2, "được"))
            {
                continue;
            }
            let (status, band, tier, end) = match (from, met) {
                (Some(st), _) => ("criteria_band", st.band, None, st.end),
                (None, Some(j)) => ("met", None, Some(self.tier_near(&count, j, (j + 4).min(s.to)).unwrap_or(STANDARD)), j + 1),
                _ => continue,
            };
            let tally = Tally {
                unit,
                subject,
                status,
                tier,
                count: 0,
                of: None,
                delta: false,
                band,
                criterion: None,
                names: Vec::new(),
                year: None,
            };
            self.add(Body::Tally(tally), i, end, "tally-none");
        }
    }
}

/// `2`, `số 2`, `giao thông` after "tiêu chí".
pub(crate) fn criterion_number(doc: &Doc<'_>, at: usize) -> Option<(String, usize)> {
    let at = at + usize::from(list::is_word(doc, at, "về"));
    let numbered = list::is_word(doc, at, "số");
    let i = if numbered { at + 1 } else { at };
    if let Some(Kind::Num(n)) = doc.kind(i) {
        let n = n.as_whole().filter(|n| (1..=25).contains(n))?;
        return Some((n.to_string(), i + 1));
    }
    doc.is(at, Class::Criterion).then(|| (doc.text(at, at + 1), at + 1))
}
