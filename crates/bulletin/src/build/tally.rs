//! Tallies: how many units stand where. "330 xã, 869 thôn đạt chuẩn NTM; 30 xã nâng cao".

mod area;
mod count;
mod named;
mod shares;
mod turns;

pub(crate) use count::{Count, count_at, level_of, subject_at};

use super::standing::{Found, Standing};
use super::tiers::STANDARD;
use super::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, Tally};
use crate::gazetteer::Level;
use crate::term::Kind;

/// No province ever had more communes than this; a greater number is the country's.
const MOST_COMMUNES: i64 = 700;

impl Builder<'_> {
    pub(crate) fn tallies(&mut self, s: Sentence) {
        let doc = self.doc;
        let mut counts: Vec<Count> = Vec::new();
        let mut at = s.from;
        while at < s.to {
            if let Some(count) = count_at(doc, s, at) {
                at = count.end.max(at + 1);
                counts.push(count);
            } else {
                at += 1;
            }
        }
        let mut found: Vec<Found> = Vec::new();
        for (k, count) in counts.iter().enumerate() {
            let limit = counts.get(k + 1).map_or(s.to, |c| c.at);
            let left = if k == 0 { s.from } else { counts[k - 1].end };
            found.push(match self.same_verb(k.checked_sub(1).map(|p| &counts[p]), count, found.last()) {
                Some(st) => Found::Standing(st),
                None => self.standing(s, count, left, limit),
            });
        }
        let mut next: Option<Standing> = None;
        let mut ready: Vec<Option<Standing>> = Vec::new();
        for one in found.into_iter().rev() {
            let standing = match one {
                Found::Standing(st) => Some(st),
                Found::Next(names) => {
                    next.clone().filter(|n| n.band.is_none() && !n.status.starts_with("ocop")).map(|n| Standing { names, ..n })
                }
                Found::Over(names) => {
                    let over = next.take().map(|n| Standing { names, ..n });
                    if let Some(last) = ready.last_mut() {
                        *last = None;
                    }
                    over
                }
                Found::Nothing => None,
            };
            next.clone_from(&standing);
            ready.push(standing);
        }
        ready.reverse();
        self.emit(s, &counts, ready);
        self.shared_out(s, &counts);
        self.counted_in_turn(s);
        self.named_units(s);
        self.stated_counts(s);
        self.none_left(s);
        self.by_criterion(s);
        self.bare_stars(s);
        self.rung_first(s);
    }

    fn emit(&mut self, s: Sentence, counts: &[Count], ready: Vec<Option<Standing>>) {
        let doc = self.doc;
        let mut bases: Vec<(&'static str, i64)> = Vec::new();
        let mut last: Option<(&'static str, Standing)> = None;
        let mut said: Option<(&'static str, Standing)> = None;
        let mut wholes: Vec<(usize, usize, usize)> = Vec::new();
        for (count, standing) in counts.iter().zip(ready) {
            let level = level_of(count.subject);
            if count.less || self.scope.off(count.at) {
                if let Some(st) = standing.filter(|_| !self.scope.law(count.at)) {
                    said = Some((count.subject, st));
                }
                continue;
            }
            let mut standing = standing;
            // "tăng 769 xã so với": an increase of what was just said
            if count.delta && standing.is_none() {
                standing = last.as_ref().filter(|(subject, st)| *subject == count.subject && st.band.is_none()).map(|(_, st)| Standing {
                    names: Vec::new(),
                    end: count.end,
                    ..st.clone()
                });
            }
            if standing.is_none() && self.rest_of(s, count, counts) {
                standing = last.as_ref().map(|(_, st)| {
                    let names = level.map(|l| self.listed_behind(s, count, l)).unwrap_or_default();
                    Standing { status: "not_met", tier: st.tier, names, end: count.end, ..Standing::default() }
                });
            }
            if !count.delta
                && standing.is_none()
                && (said.is_some() || last.is_some())
                && let Some((subject, st)) = last.as_ref().or(said.as_ref())
                && *subject == count.subject
                && st.band.is_none()
                && self.goes_on(s, count)
            {
                standing = Some(Standing { names: Vec::new(), end: count.end, ..st.clone() });
            }
            // "…; 1.204 vườn mẫu": a model garden is one that met its standard
            if standing.is_none()
                && last.is_some()
                && count.subject == "gardens"
                && doc.holds(count.end - 1, "mẫu")
                && (count.end >= s.to || [',', '.', ';'].iter().any(|c| doc.mark(count.end, *c)))
            {
                standing = Some(Standing { status: "met", tier: Some(STANDARD), end: count.end, ..Standing::default() });
            }
            // "…, 32 khu dân cư kiểu mẫu.", "xã A có 5 khu dân cư kiểu mẫu;"
            let has = list::is_word(doc, count.at.wrapping_sub(1), "có")
                && doc.place_at(count.at.wrapping_sub(2)).is_some_and(|p| p.explicit && p.level.is_some_and(|l| l.rank() >= 1));
            if standing.is_none()
                && (last.is_some() || has)
                && count.subject == "hamlets"
                && doc.is(count.end - 1, Class::Subject)
                && (count.end >= s.to || [',', '.', ';'].iter().any(|c| doc.mark(count.end, *c)) || doc.is(count.end, Class::Prep))
                && let Some(tier) = super::tiers::tier_at(doc, count.end - 1)
            {
                standing = Some(Standing { status: "met", tier: Some(tier), end: count.end, ..Standing::default() });
            }
            if standing.is_none() && self.just_met(s, count, last.as_ref()) {
                standing =
                    last.as_ref().map(|(_, st)| Standing { status: "met", tier: st.tier, end: count.end + 1, ..Standing::default() });
            }
            // "A có 3 làng đăng ký …; B 2 làng; C 6 làng"
            if !count.delta
                && standing.is_none()
                && let Some((subject, st)) = last.as_ref()
                && *subject == count.subject
                && st.band.is_none()
                && self.after_place(s, count)
            {
                standing = Some(Standing { names: Vec::new(), end: count.end, ..st.clone() });
            }
            // "yêu cầu hai xã A, B hoàn thành …": an order
            if count.at > s.from && doc.has(count.at - 1, Class::Order, "give") {
                continue;
            }
            // "A 2 khu, B 3 khu phải đạt chuẩn": laid on them
            let due = |st: &Standing| {
                (count.end..st.end).any(|j| self.scope.law(j) || ["phải", "cần", "cần phải"].iter().any(|w| list::is_word(doc, j, w)))
            };
            if standing.as_ref().is_some_and(|st| matches!(st.status, "met" | "recognised") && due(st)) {
                continue;
            }
            // "giao huyện A có ít nhất 2 xã đạt chuẩn": laid on it
            let laid = (s.from..count.at).rev().take(8).take_while(|j| !doc.mark(*j, ';') && !doc.is(*j, Class::Result));
            if laid.into_iter().any(|j| doc.has(j, Class::Order, "give") && doc.place_at(j + 1).is_some_and(|p| p.explicit)) {
                continue;
            }
            // "cần vốn để 15 xã về đích": what it is for
            if list::is_word(doc, count.at.wrapping_sub(1), "để") && count.of.is_none() || list::is_word(doc, count.at.wrapping_sub(1), "giúp")
                // "đầu tư 86 tỷ đồng cho 3 xã nâng cao"
                || list::is_word(doc, count.at.wrapping_sub(1), "cho")
                    && matches!(doc.kind(count.at.wrapping_sub(2)), Some(Kind::Money { .. }))
            {
                continue;
            }
            // "cả ba xã đều đạt 19/19 tiêu chí": each one's own score, when they were named
            let each = standing.as_ref().is_some_and(|st| {
                st.status == "met"
                    && (count.end..st.end.max(count.end)).any(|j| matches!(doc.kind(j), Some(Kind::Frac(a, b)) if a == b))
                    && (count.end..st.end).any(|j| doc.is(j, Class::Together))
            });
            if each && !self.counted(s, count.at).is_empty() {
                continue;
            }
            if self.left_behind(s, count, counts) {
                continue;
            }
            if count.base {
                bases.push((count.subject, count.n));
            }
            let Some(st) = standing else { continue };
            if st.status == "criteria_band" && self.counts_named(s, count.at) {
                continue;
            }
            // "hai xã A và B cùng đạt 13/19": each one's own score
            if st.status == "criteria_band"
                && !st.names.is_empty()
                && st.names.len() as i64 == count.n
                && let Some((lo, Some(hi))) = st.band
                && lo == hi
            {
                self.scores_of(s, count, &st, lo);
                continue;
            }
            // "hai xã còn lại mỗi xã đạt 18/19": said as their scores already
            if st.status == "criteria_band" && list::is_word(doc, count.end, "còn lại") && self.scored_here(count.at, st.end, count.n) {
                continue;
            }
            // "Trong số 39 xã nông thôn mới của tỉnh", "trong 57 xã đạt chuẩn": said of the whole itself
            let told = matches!(st.status, "met" | "recognised")
                && st.end <= count.end + 8
                && !(count.end..st.end).any(|j| doc.mark(j, ','))
                && (count.end..st.end).any(|j| {
                    matches!(doc.value(j, Class::Status), Some("met" | "recognised")) || j < count.end + 2 && doc.is(j, Class::Program)
                });
            if count.base && st.status != "registered" && !told {
                // "trong 15 thôn xây dựng kiểu mẫu, … công nhận 2 thôn đạt chuẩn": of their tier
                if st.tier.is_some_and(|t| t != STANDARD) {
                    last = Some((count.subject, st));
                }
                continue;
            }
            let rank = level.map_or(0, Level::rank);
            let here = doc.sentence_of(count.at);
            let rest = count.at > s.from && list::is_word(doc, count.at - 1, "còn lại");
            let base = self.base.clone().filter(|b| rest && b.1 == count.subject && here - b.0 <= 1 && b.4 > count.n);
            let area = if count.n > MOST_COMMUNES && count.subject == "communes" {
                self.area_of(s, count, rank).filter(|u| u.level == Level::Region).or_else(|| Some(crate::doc::country()))
            } else {
                base.as_ref().map(|b| b.2.clone()).or_else(|| self.area_of(s, count, rank))
            };
            // "3 xã đề nghị công nhận … của huyện A": said behind the standing
            let behind = (count.end + 1..(st.end + 2).min(s.to)).find(|j| {
                list::is_word(doc, j - 1, "của")
                    && doc.place_at(*j).is_some_and(|p| p.explicit && !p.address && p.level.is_some_and(|l| l.rank() > rank))
            });
            // "9 trong 14 xã đã công nhận của huyện …"
            let bare = || {
                let own = |j: &usize| {
                    list::is_word(doc, j - 1, "của") && doc.bare_level(*j).is_some_and(|l| l.rank() > rank && l != Level::Region)
                };
                let j = (count.end + 1..(st.end + 1).min(s.to).min(count.end + 6)).find(own)?;
                doc.bare_level(j).map(|level| doc.anaphor(j, level)).filter(|u| u.name.is_some())
            };
            let area = behind.and_then(|j| doc.place_at(j)).and_then(|p| p.level.map(|l| doc.unit(p, l))).or_else(bare).or(area);
            let Some(unit) = area else { continue };
            if count.base || count.of.is_none() && list::is_word(doc, count.at.wrapping_sub(1), "trong") {
                self.base = Some((here, count.subject, unit.clone(), st.tier, count.n));
            }
            let mut st = st;
            // one out of "22 thôn đăng ký … kiểu mẫu" is of their tier
            if let Some((_, before)) =
                last.as_ref().filter(|(subject, l)| *subject == count.subject && l.tier.is_some_and(|t| t != STANDARD))
            {
                let based = bases.iter().any(|(b, _)| *b == count.subject);
                let plain = (count.end..st.end).any(|j| doc.is(j, Class::Program) || !based && doc.has(j, Class::Status, "met"));
                if st.tier == Some(STANDARD) && !plain {
                    st.tier = before.tier;
                }
            }
            if let Some(tier) = self.tier_of_clause_before(s, count, &st) {
                st.tier = Some(tier);
            }
            if let Some(b) = base.as_ref().filter(|_| st.tier == Some(STANDARD)) {
                st.tier = b.3;
            }
            let of = count
                .of
                .or(base.as_ref().map(|b| b.4))
                .or_else(|| bases.iter().find(|(subject, n)| *subject == count.subject && *n > count.n && !count.base).map(|(_, n)| *n));
            let tally = Tally {
                unit,
                subject: count.subject,
                status: st.status,
                tier: if matches!(st.status, "criteria_band" | "met_criterion")
                    || st.status.starts_with("ocop")
                    || count.subject == "gardens"
                {
                    None
                } else {
                    st.tier
                },
                count: count.n,
                of,
                delta: count.delta,
                band: st.band,
                criterion: None,
                names: st.names.clone(),
                year: None,
            };
            let rule = match st.status {
                "criteria_band" => "tally-band",
                "met_criterion" => "tally-criterion",
                s if s.starts_with("ocop") => "tally-ocop",
                _ if count.delta => "tally-delta",
                _ => "tally",
            };
            let known = self.facts.len();
            self.add(Body::Tally(tally), count.at, st.end.max(count.end), rule);
            if self.facts.len() > known && count.n > 1 && !count.delta && st.band.is_none() {
                wholes.push((known, st.end.max(count.end), s.to));
            }
            last = Some((count.subject, st));
        }
        self.spread_out(s, &wholes);
    }
}
