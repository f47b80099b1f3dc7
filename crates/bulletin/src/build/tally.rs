//! Tallies: how many units stand where. "330 xã, 869 thôn đạt chuẩn NTM; 30 xã nâng cao".

use super::standing::{Found, Standing};
use super::tiers::STANDARD;
use super::{Builder, list};
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::facts::{Body, Tally};
use crate::gazetteer::Level;
use crate::term::Kind;

/// A number of units: `30 xã`, `16/20 xã`.
#[derive(Debug, Clone)]
pub(crate) struct Count {
    pub(crate) at: usize,
    pub(crate) end: usize,
    pub(crate) n: i64,
    pub(crate) of: Option<i64>,
    pub(crate) subject: &'static str,
    pub(crate) delta: bool,
    pub(crate) less: bool,
    /// The whole out of which others are counted ("trong 8.227 xã").
    pub(crate) base: bool,
}

/// No province ever had more communes than this; a greater number is the country's.
const MOST_COMMUNES: i64 = 700;

pub(crate) const SUBJECTS: [&str; 8] = ["communes", "hamlets", "districts", "provinces", "gardens", "products", "wards", "towns"];

pub(crate) fn level_of(subject: &str) -> Option<Level> {
    Level::of(subject)
}

fn plural(level: Level) -> Option<&'static str> {
    Some(match level {
        Level::Hamlet => "hamlets",
        Level::Commune => "communes",
        Level::District => "districts",
        Level::Province => "provinces",
        Level::Ward => "wards",
        Level::Town => "towns",
        _ => return None,
    })
}

/// The subject a term counts, and the term after it (a place's type word may be the subject: "4 xã A, B").
pub(crate) fn subject_at(doc: &Doc<'_>, at: usize) -> Option<(&'static str, usize)> {
    if let Some(value) = doc.value(at, Class::Subject) {
        return SUBJECTS.into_iter().find(|s| *s == value).map(|s| (s, at + 1));
    }
    if let Some(level) = doc.value(at, Class::Level).and_then(Level::of) {
        return plural(level).map(|s| (s, at + 1));
    }
    let place = doc.place_at(at).filter(|p| p.explicit && p.name.len() < (p.end - p.start) as usize * 4)?;
    place.level.and_then(plural).map(|s| (s, at))
}

/// The count that begins with a term.
pub(crate) fn count_at(doc: &Doc<'_>, s: Sentence, at: usize) -> Option<Count> {
    let (n, of) = match doc.kind(at)? {
        Kind::Num(n) => (n.as_whole()?, None),
        Kind::Frac(a, b) => (a.as_whole()?, Some(b.as_whole()?)),
        _ => return None,
    };
    if of.is_some_and(|of| n > of) || !(0..=100_000_000).contains(&n) {
        return None;
    }
    let (subject, end) = match subject_at(doc, at + 1) {
        Some(found) => found,
        None if doc.is(at + 1, Class::VagueSubject) => (vague(doc, s, at)?, at + 2),
        None => return None,
    };
    let mut back = at;
    while back > s.from
        && (doc.is(back - 1, Class::Approx) && !doc.is(back - 1, Class::From)
            || list::is_word(doc, back - 1, "được")
            || doc.is(back - 1, Class::Country)
            || list::is_word(doc, back - 1, "cả"))
    {
        back -= 1;
    }
    let before = back.checked_sub(1).filter(|b| *b >= s.from);
    let each = before.is_some_and(|b| doc.is(b, Class::Each));
    // "từ 57 xã xuống còn 2 xã", "mỗi 5 xã"
    if each {
        return None;
    }
    let (delta, less) = before.map_or((false, false), |b| (doc.has(b, Class::Delta, "more"), doc.has(b, Class::Delta, "less")));
    let delta = delta || list::is_word(doc, end, "nữa");
    let base = before.is_some_and(|b| {
        list::is_word(doc, b, "trong")
            || list::is_word(doc, b, "tổng số")
            || (list::is_word(doc, b, "số") && b > s.from && (list::is_word(doc, b - 1, "trong") || doc.ends_in(b - 1, "tổng")))
    });
    Some(Count { at, end, n, of, subject, delta, less, base })
}

/// "249 đơn vị": the level said before in the sentence ("ở cấp huyện").
fn vague(doc: &Doc<'_>, s: Sentence, at: usize) -> Option<&'static str> {
    let i = (s.from..at).rev().find(|i| *i > s.from && doc.is(*i, Class::Level) && list::is_word(doc, i - 1, "cấp"))?;
    doc.value(i, Class::Level).and_then(Level::of).and_then(plural)
}

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
        self.named_units(s);
        self.stated_counts(s);
        self.none_left(s);
        self.by_criterion(s);
    }

    fn emit(&mut self, s: Sentence, counts: &[Count], ready: Vec<Option<Standing>>) {
        let doc = self.doc;
        let mut bases: Vec<(&'static str, i64)> = Vec::new();
        let mut last: Option<(&'static str, Standing)> = None;
        let mut said: Option<(&'static str, Standing)> = None;
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
            // "…, 32 khu dân cư kiểu mẫu."
            if standing.is_none()
                && last.is_some()
                && count.subject == "hamlets"
                && doc.is(count.end - 1, Class::Subject)
                && (count.end >= s.to || [',', '.', ';'].iter().any(|c| doc.mark(count.end, *c)))
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
            // "giao huyện A có ít nhất 2 xã đạt chuẩn": laid on it
            let laid = (s.from..count.at).rev().take(8).take_while(|j| !doc.mark(*j, ';') && !doc.is(*j, Class::Result));
            if laid.into_iter().any(|j| doc.has(j, Class::Order, "give") && doc.place_at(j + 1).is_some_and(|p| p.explicit)) {
                continue;
            }
            // "cần vốn để 15 xã về đích": what it is for
            if list::is_word(doc, count.at.wrapping_sub(1), "để") || list::is_word(doc, count.at.wrapping_sub(1), "giúp")
                // "đầu tư 86 tỷ đồng cho 3 xã nâng cao"
                || list::is_word(doc, count.at.wrapping_sub(1), "cho")
                    && matches!(doc.kind(count.at.wrapping_sub(2)), Some(Kind::Money { .. }))
            {
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
            if count.base && !matches!(st.status, "registered") {
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
            self.add(Body::Tally(tally), count.at, st.end.max(count.end), rule);
            last = Some((count.subject, st));
        }
    }

    /// "có 10 xã, đã có 8 xã đạt chuẩn, còn 2 xã là …": with those just said to have met they are all.
    fn rest_of(&self, s: Sentence, count: &Count, counts: &[Count]) -> bool {
        let doc = self.doc;
        let left = count.at > s.from && (list::is_word(doc, count.at - 1, "còn") || list::is_word(doc, count.at - 1, "chỉ còn"));
        let start = doc.span(s.from, s.from + 1).start;
        let met = self.facts.iter().rev().take(12).find_map(|f| match &f.body {
            Body::Tally(t) if t.subject == count.subject && f.span.start >= start => Some((t.count, t.of, t.status, t.delta)),
            _ => None,
        });
        let Some((n, of, "met" | "recognised", false)) = met.filter(|_| left) else { return false };
        let all = n + count.n;
        let before = &counts[..counts.partition_point(|c| c.at < count.at)];
        of == Some(all) || before.iter().rev().take(6).any(|c| c.subject == count.subject && (c.n == all || c.of == Some(all)))
    }

    /// Names behind a count: "2 xã là A và B", "2 xã: A, B".
    fn listed_behind(&self, s: Sentence, count: &Count, level: Level) -> Vec<String> {
        let doc = self.doc;
        let opens = |j: usize| doc.is(j, Class::List) || doc.mark(j, ':') || doc.mark(j, '(') || list::is_word(doc, j, "các");
        let first = (count.end..s.to.min(count.end + 4)).find(|j| !opens(*j)).filter(|j| *j > count.end && doc.place_at(*j).is_some());
        first.map(|j| list::names(doc, j, level).names).unwrap_or_default()
    }

    /// "tăng từ 1 xã (năm 2015) lên 9 xã": the first of the two was before.
    fn left_behind(&self, s: Sentence, count: &Count, counts: &[Count]) -> bool {
        let doc = self.doc;
        let from = count.at > s.from && doc.is(count.at - 1, Class::From);
        let next = counts[counts.partition_point(|c| c.at < count.end)..].iter().take(2).find(|c| c.subject == count.subject);
        from && next.is_some_and(|n| n.at - count.end <= 6 && n.at > s.from && doc.has(n.at - 1, Class::LevelVerb, "to"))
    }

    /// "đăng ký thêm 1 xã (A) và 5 bản về đích": the verb before the first count governs the second too.
    fn same_verb(&self, before: Option<&Count>, count: &Count, found: Option<&Found>) -> Option<Standing> {
        let doc = self.doc;
        let (Some(before), Some(Found::Standing(st))) = (before, found) else { return None };
        let verb = match st.status {
            "registered" | "proposed" => before.at.saturating_sub(3)..before.at,
            _ => return None,
        };
        // or the count before had it from the one before that
        let governed = st.end == before.end || verb.clone().any(|j| doc.value(j, Class::Status) == Some(st.status));
        let joined = count.at - before.end <= 8
            && (before.end..count.at).all(|j| {
                !(doc.mark(j, ';')
                    || doc.mark(j, '.')
                    || doc.is(j, Class::Result)
                    || doc.is(j, Class::Status) && !doc.has(j, Class::Status, "met"))
            });
        let and = doc.is(count.at - 1, Class::Conj) || doc.mark(count.at - 1, ',');
        let own = ["đã", "được", "hiện", "đang", "mới", "chưa"].iter().any(|w| list::is_word(doc, count.end, w))
            || doc.is(count.end, Class::Result)
            || doc.is(count.end, Class::Status) && !doc.has(count.end, Class::Status, "met");
        let tier = (count.end..count.end + 3).find_map(|j| super::tiers::tier_at(doc, j));
        (governed && joined && and && !own).then(|| Standing {
            names: Vec::new(),
            end: count.end,
            tier: tier.or(st.tier.filter(|_| doc.is(count.at - 1, Class::Conj))).or(Some(STANDARD)),
            ..st.clone()
        })
    }

    /// "8 xã đã đạt.": said of units whose fellows were just said not to.
    fn just_met(&self, s: Sentence, count: &Count, last: Option<&(&'static str, Standing)>) -> bool {
        let doc = self.doc;
        let mut j = count.end;
        while j < count.end + 2 && (list::is_word(doc, j, "đã") || doc.is(j, Class::Together)) {
            j += 1;
        }
        let verb = list::is_word(doc, j, "đạt") || list::is_word(doc, j, "đã đạt") || list::is_word(doc, j, "đạt được");
        let ends = j + 1 >= s.to || [',', '.', ';'].iter().any(|c| doc.mark(j + 1, *c));
        verb && ends
            && last.is_some_and(|(subject, st)| *subject == count.subject && matches!(st.status, "not_met" | "met" | "in_progress"))
    }

    /// "3 xã đạt 16 tiêu chí gồm A, B, C": each one's own score, unless it was read already.
    fn scores_of(&mut self, s: Sentence, count: &Count, st: &Standing, met: i64) {
        let doc = self.doc;
        let Some(level) = level_of(count.subject).filter(|l| l.rank() <= 1) else { return };
        let tier = (count.end..st.end).find_map(|j| super::tiers::tier_at(doc, j)).unwrap_or(STANDARD);
        let from = doc.span(s.from, s.from + 1).start;
        for name in &st.names {
            let unit = crate::facts::UnitRef { name: Some(name.clone()), level };
            let said = self.facts.iter().rev().take(60).any(|f| {
                f.span.start >= from
                    && matches!(&f.body, Body::Progress { unit: u, kind: "criteria", average_per: None, .. } if u.name == unit.name)
            });
            if !said {
                let met = crate::number::Number::whole(met);
                let body = Body::Progress { unit, kind: "criteria", met, total: None, tier, as_of: None, average_per: None };
                self.add(body, count.at, st.end, "progress-plain");
            }
        }
    }

    /// As many scores as units were counted have been read between two terms.
    fn scored_here(&self, from: usize, to: usize, n: i64) -> bool {
        let span = self.doc.span(from, to);
        let own = |f: &&crate::facts::Fact| matches!(f.body, Body::Progress { .. }) && f.span.start >= span.start && f.span.end <= span.end;
        self.facts.iter().rev().take(60).filter(own).count() as i64 >= n
    }

    /// A unit, then its count, then nothing: "huyện B 2 làng;".
    fn after_place(&self, s: Sentence, count: &Count) -> bool {
        let doc = self.doc;
        let Some(place) = count.at.checked_sub(1).filter(|b| *b > s.from).and_then(|b| doc.place_at(b).map(|p| (b, p))) else {
            return false;
        };
        let rank = level_of(count.subject).map_or(0, Level::rank);
        let opens = doc.mark(place.0 - 1, ';') || doc.mark(place.0 - 1, ',');
        let ends =
            count.end >= s.to || doc.mark(count.end, ',') || doc.mark(count.end, ';') || doc.mark(count.end, '.') || doc.line(count.end);
        place.1.level.is_some_and(|l| l.rank() > rank) && opens && ends
    }

    /// The level a change led to, or the result of an aim: "nâng tổng số lên", "lũy kế", "kết quả đạt".
    fn goes_on(&self, s: Sentence, count: &Count) -> bool {
        let doc = self.doc;
        let (Some(a), b) = (count.at.checked_sub(1).filter(|a| *a >= s.from), count.at.saturating_sub(2).max(s.from)) else { return false };
        let ends = count.end >= s.to
            || doc.mark(count.end, ',')
            || doc.mark(count.end, ';')
            || doc.mark(count.end, '.')
            || doc.mark(count.end, '(')
            || doc.line(count.end)
            || list::is_word(doc, count.end, "đạt")
                && (doc.mark(count.end + 1, ',') || doc.mark(count.end + 1, ';') || doc.mark(count.end + 1, '.'));
        let rises = doc.is(a, Class::LevelVerb) && !list::is_word(doc, a, "còn") && !list::is_word(doc, a, "chỉ còn");
        let result = doc.is(a, Class::Reach) && doc.is(b, Class::Result) && b < a;
        ends && (rises || result)
    }

    /// "công nhận xã A và xã B của huyện C đạt chuẩn NTM": as many as are named.
    fn named_units(&mut self, s: Sentence) {
        let doc = self.doc;
        for i in s.from..s.to {
            if doc.value(i, Class::Status) != Some("recognised") || self.scope.off(i) || self.is_title(s) {
                continue;
            }
            let Some(place) = doc.place_at(i + 1).filter(|p| p.explicit && !p.address) else { continue };
            let Some(level) = place.level.filter(|l| l.rank() <= 1) else { continue };
            let listed = list::names(doc, i + 1, level);
            let to = (listed.end + 8).min(s.to);
            let ours = (listed.end..to)
                .take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.'))
                .any(|j| doc.is(j, Class::Program) || doc.has(j, Class::Status, "met"));
            let n = listed.names.len() as i64;
            let Some(subject) = plural(level).filter(|_| ours && n >= 2 && !self.other_program(listed.end, to)) else { continue };
            let count = Count { at: i, end: listed.end, n, of: None, subject, delta: false, less: false, base: false };
            let again = self
                .facts
                .iter()
                .rev()
                .take(400)
                .any(|f| matches!(&f.body, Body::Tally(t) if t.subject == subject && t.count == n && t.status == "recognised"));
            let Some(unit) = self.area_of(s, &count, level.rank()).filter(|_| !again) else { continue };
            let tier = self.tier_near(&count, listed.end, to);
            let tally = Tally {
                unit,
                subject,
                status: "recognised",
                tier,
                count: n,
                of: None,
                delta: false,
                band: None,
                criterion: None,
                names: listed.names,
                year: None,
            };
            self.add(Body::Tally(tally), i, listed.end, "tally-stated");
        }
    }

    pub(crate) fn area_of(&self, s: Sentence, count: &Count, rank: u8) -> Option<crate::facts::UnitRef> {
        let doc = self.doc;
        // "4 xã trước sáp nhập", "trước sắp xếp có 2/3 xã": the commune they became
        let ahead = count.subject == "communes" && doc.main.first().is_some_and(|m| m.level == Level::Commune);
        let clause = super::scope::clause_start(doc, s, count.at);
        let before = (count.at.saturating_sub(24).max(clause)..count.at).any(|i| doc.is(i, Class::BeforeMerger)) && ahead;
        if before || (count.end..s.to.min(count.end + 3)).any(|i| doc.is(i, Class::BeforeMerger)) {
            return doc.main.first().cloned();
        }
        // "5 xã A, B, C của huyện D"
        if let Some(level) = level_of(count.subject).filter(|_| doc.place_at(count.end).is_some()) {
            let end = list::names(doc, count.end, level).end;
            let above = doc.place_at(end + 1).is_some_and(|p| p.level.is_some_and(|l| l.rank() > rank));
            if end > count.end && doc.is(end, Class::Prep) && above {
                return doc.area(count.at, end, rank);
            }
        }
        if !matches!(count.subject, "products" | "gardens" | "hamlets") {
            return doc.area(count.at, count.end, rank);
        }
        // "Bắc Thái 3 thôn": a bare name right before counted hamlets is their commune
        if let Some(place) =
            count.at.checked_sub(1).and_then(|b| doc.place_at(b)).filter(|p| count.subject == "hamlets" && p.level.is_none())
        {
            return Some(doc.unit(place, Level::Commune));
        }
        // hamlets, products and gardens are counted for any unit above them
        doc.area(count.at, count.end, 0)
    }
}
