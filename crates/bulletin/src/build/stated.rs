//! Tallies in other word orders: "số xã đạt chuẩn lên 16/20", "không còn xã dưới 5 tiêu chí", "tiêu chí số 1 có 152 xã".

mod criterion;

use super::standing::{Standing, known_status};
use super::tally::{Count, count_at, level_of, subject_at};
use super::tiers::{STANDARD, tier_at};
use super::{Builder, list};
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::facts::{Body, Tally, UnitRef};
use crate::gazetteer::Level;
use crate::term::Kind;

/// The number of units that "số xã …" states, its term, and what was said before it.
struct Stated {
    n: i64,
    of: Option<i64>,
    at: usize,
    status: Option<&'static str>,
    tier: Option<&'static str>,
}

impl Builder<'_> {
    /// "số xã đạt chuẩn (lên, là, đạt) 16/20", "nâng tổng số xã NTM kiểu mẫu lên 12".
    pub(crate) fn stated_counts(&mut self, s: Sentence) {
        for i in s.from + 1..s.to {
            let Some(named) = self.named_count(i).filter(|_| !self.scope.off(i)) else { continue };
            // "số xã đạt dưới 5 tiêu chí giảm còn 11 xã"
            if self.stated_band(s, &named) {
                continue;
            }
            let Some(said) = self.stated(s, &named) else { continue };
            let count = Count { n: said.n, of: said.of, ..named };
            let Some(unit) = self.whose_number(s, &count, said.at) else { continue };
            let products = count.subject == "products";
            let tally = Tally {
                tier: if products { None } else { said.tier.or(Some(STANDARD)) },
                of: said.of,
                ..Tally::of(unit, count.subject, said.status.unwrap_or(if products { "recognised" } else { "met" }), said.n)
            };
            self.add(Body::Tally(tally), i - 1, said.at + 1, "tally-stated");
        }
    }

    /// "số xã", "tổng số sản phẩm": what a number said further behind counts.
    fn named_count(&self, at: usize) -> Option<Count> {
        let doc = self.doc;
        let (subject, end) = subject_at(doc, at).filter(|(_, end)| *end == at + 1)?;
        let lead = doc.ends_in(at - 1, "số") || doc.reads_any(at - 1, &["số lượng", "tổng"]);
        lead.then_some(Count { at, end, n: 0, of: None, subject, delta: false, less: false, base: false })
    }

    /// What is said between "số xã" and its number, and the number.
    fn stated(&self, s: Sentence, named: &Count) -> Option<Stated> {
        let doc = self.doc;
        let subject = named.subject;
        // "số khu dân cư kiểu mẫu lên 5/6"
        let (mut status, mut tier, mut program) = (None, tier_at(doc, named.at), false);
        let mut j = named.end;
        while j < s.to.min(named.end + 14) {
            if doc.mark_any(j, ",;.") || count_at(doc, s, j).is_some_and(|c| c.subject != subject) {
                return None;
            }
            status = status.or_else(|| doc.value(j, Class::Status).and_then(known_status));
            tier = tier.or_else(|| tier_at(doc, j));
            program |= doc.is(j, Class::Program) || subject == "products" && doc.holds(named.at, "ocop");
            let at = if doc.is(j + 1, Class::Approx) { j + 2 } else { j + 1 };
            let number = whole_number(doc, at);
            // "số xã đạt 19 tiêu chí tăng từ 12 lên 14"
            if number.is_some() && doc.is(at + 1, Class::Criteria) {
                status = status.or(Some("met"));
                j = at + 2;
                continue;
            }
            // "số xã đạt chuẩn chiếm gần 70% (19/28)"
            let share = doc.mark(j, '(') && matches!(doc.kind(j - 1), Some(Kind::Percent(_)));
            let led = share || doc.is_any(j, &[Class::LevelVerb, Class::List]) || doc.mark(j, ':') || doc.reads_any(j, &["đạt", "còn"]);
            if let Some((n, of)) = number.filter(|_| led) {
                let ours = status.is_some() || tier.is_some() || program;
                let counted = ours && self.counts_same(s, subject, at) && !self.other_program(named.end, at);
                // "số xã đạt chuẩn là 9 xã/14 xã"
                let of = of.or_else(|| count_at(doc, s, at).and_then(|count| count.of));
                return counted.then_some(Stated { n, of, at, status, tier });
            }
            j += 1;
        }
        None
    }

    /// What stands behind the number is no other thing that it counts.
    fn counts_same(&self, s: Sentence, subject: &str, at: usize) -> bool {
        let doc = self.doc;
        // "lên 276 sản phẩm được xếp hạng từ 3 sao trở lên": counted by their stars
        let mut clause = (at + 1..s.to.min(at + 10)).take_while(|j| !doc.mark(*j, ','));
        let starred = subject == "products" && clause.any(|j| doc.is(j, Class::Ocop));
        !starred
            && subject_at(doc, at + 1).is_none_or(|(other, _)| other == subject)
            && !doc.is_any(at + 1, &[Class::Criteria, Class::Indicators, Class::Percent])
    }

    /// "số xã nâng cao của huyện lên 7/11": whose units they are.
    fn whose_number(&self, s: Sentence, count: &Count, at: usize) -> Option<UnitRef> {
        let doc = self.doc;
        let rank = level_of(count.subject).map_or(0, Level::rank);
        let above = |j: usize| doc.bare_level(j).filter(|l| l.rank() > rank && *l != Level::Region).map(|l| doc.anaphor(j, l));
        let whose = (count.end + 1..at).filter(|j| doc.is(j - 1, Class::Prep)).find_map(above);
        whose.filter(|u| u.name.is_some()).or_else(|| self.area_of(s, count, rank))
    }

    /// "số xã đạt dưới 5 tiêu chí giảm còn 11 (xã)": a band named before its count.
    fn stated_band(&mut self, s: Sentence, named: &Count) -> bool {
        let (doc, subject) = (self.doc, named.subject);
        let Some(level) = level_of(subject) else { return false };
        let Some(st) = self.band_from(s, named, named.end + 3) else { return false };
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
        let Some(unit) = self.area_of(s, named, level.rank()) else { return false };
        let end = j + 1 + usize::from(subject_at(doc, j + 1).is_some_and(|(x, _)| x == subject));
        let tally = Tally { band: st.band, ..Tally::of(unit, subject, "criteria_band", n) };
        self.add(Body::Tally(tally), named.at, end, "tally-stated");
        true
    }

    /// The band of criteria said behind what is counted.
    fn band_from(&self, s: Sentence, count: &Count, limit: usize) -> Option<Standing> {
        (count.end..limit).find_map(|j| self.band(s, &Count { end: j, ..count.clone() }, j).filter(|st| st.status == "criteria_band"))
    }

    /// "không còn xã dưới 5 tiêu chí", "chưa có xã nào đạt chuẩn": none.
    pub(crate) fn none_left(&mut self, s: Sentence) {
        let doc = self.doc;
        for i in s.from..s.to.saturating_sub(2) {
            let none = doc.has(i, Class::Negation, "none") || list::is_word(doc, i, "chưa có");
            let Some((subject, after)) = subject_at(doc, i + 1).filter(|_| none && !self.scope.off(i)) else { continue };
            let Some(level) = level_of(subject) else { continue };
            let count = Count { at: i, end: after, n: 0, of: None, subject, delta: false, less: false, base: false };
            let met = self.met_by_none(s, &count);
            if met.is_some_and(|j| self.was_then(j)) {
                continue;
            }
            let band = self.band_from(s, &count, s.to.min(after + 4));
            let Some(unit) = self.area_of(s, &count, level.rank()) else { continue };
            // "huyện chưa có xã đạt chuẩn được hỗ trợ thêm": any such district
            let any = met.is_some_and(|j| doc.begins_in(j + 1, "được") || doc.begins_in(j + 2, "được"));
            if any && unit.name.is_none() && unit.level.rank() >= 1 {
                continue;
            }
            let (tally, end) = match (band, met) {
                (Some(st), _) => (Tally { band: st.band, ..Tally::of(unit, subject, "criteria_band", 0) }, st.end),
                (None, Some(j)) => {
                    let tier = self.tier_near(&count, j, (j + 4).min(s.to)).or(Some(STANDARD));
                    (Tally { tier, ..Tally::of(unit, subject, "met", 0) }, j + 1)
                }
                _ => continue,
            };
            self.add(Body::Tally(tally), i, end, "tally-none");
        }
    }

    /// "chưa có xã nào đạt chuẩn": the word for what none has.
    fn met_by_none(&self, s: Sentence, count: &Count) -> Option<usize> {
        let met = |j: &usize| matches!(self.doc.value(*j, Class::Status), Some("met" | "recognised"));
        let none = list::is_word(self.doc, count.at, "chưa có");
        none.then(|| (count.end..s.to.min(count.end + 3)).find(met)).flatten()
    }

    /// "chưa có xã nào cán đích trước năm 2015": as it was then.
    fn was_then(&self, met: usize) -> bool {
        let doc = self.doc;
        let past = |j: usize| matches!(doc.kind(j), Some(Kind::Year(y)) if doc.hint.year.is_none_or(|now| y < now));
        (met + 1..met + 4).any(|j| list::is_word(doc, j, "trước") && past(j + 2))
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

/// `12` or `16/20`.
fn whole_number(doc: &Doc<'_>, at: usize) -> Option<(i64, Option<i64>)> {
    match doc.kind(at)? {
        Kind::Num(n) => n.as_whole().map(|n| (n, None)),
        Kind::Frac(a, b) if a <= b => a.as_whole().zip(b.as_whole()).map(|(a, b)| (a, Some(b))),
        _ => None,
    }
}
