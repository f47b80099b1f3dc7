//! Tallies: how many units stand where. "330 xã, 869 thôn đạt chuẩn NTM; 30 xã nâng cao".

use super::tiers::{STANDARD, tier_at, title_tier};
use super::{Builder, list};
use crate::doc::{Doc, Sentence};
use crate::facts::{Body, Tally};
use crate::gazetteer::Level;
use crate::lexicon::Class;
use crate::number::Number;
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

/// Where counted units stand.
#[derive(Debug, Clone, Default)]
struct Standing {
    status: &'static str,
    tier: Option<&'static str>,
    band: Option<(i64, Option<i64>)>,
    criterion: Option<i64>,
    names: Vec<String>,
    end: usize,
}

/// No province ever had more communes than this; a greater number is the country's.
const MOST_COMMUNES: i64 = 700;

enum Found {
    Standing(Standing),
    /// The next count's standing is this one's too.
    Next(Vec<String>),
    /// The same, but the next one only says where: "61 đơn vị thuộc 31 tỉnh".
    Over(Vec<String>),
    Nothing,
}

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
fn subject_at(doc: &Doc<'_>, at: usize) -> Option<(&'static str, usize)> {
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
    while back > s.from && (doc.is(back - 1, Class::Approx) && !doc.is(back - 1, Class::From) || list::is_word(doc, back - 1, "được") || doc.is(back - 1, Class::Country) || list::is_word(doc, back - 1, "cả")) {
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
    let base = before.is_some_and(|b| list::is_word(doc, b, "trong") || list::is_word(doc, b, "tổng số") || (list::is_word(doc, b, "số") && b > s.from && (list::is_word(doc, b - 1, "trong") || doc.text(b - 1, b).to_lowercase().ends_with("tổng"))));
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
            found.push(self.standing(s, count, left, limit));
        }
        let mut next: Option<Standing> = None;
        let mut ready: Vec<Option<Standing>> = Vec::new();
        for one in found.into_iter().rev() {
            let standing = match one {
                Found::Standing(st) => Some(st),
                Found::Next(names) => next.clone().filter(|n| n.band.is_none() && !n.status.starts_with("ocop")).map(|n| Standing { names, ..n }),
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
        self.stated_counts(s);
        self.none_left(s);
        self.by_criterion(s);
    }

    fn emit(&mut self, s: Sentence, counts: &[Count], ready: Vec<Option<Standing>>) {
        let doc = self.doc;
        let mut bases: Vec<(&'static str, i64)> = Vec::new();
        let mut last: Option<(&'static str, Standing)> = None;
        for (count, standing) in counts.iter().zip(ready) {
            let level = level_of(count.subject);
            if count.less || self.scope.off(count.at) {
                continue;
            }
            let mut standing = standing;
            // "tăng 769 xã so với": an increase of what was just said
            if count.delta && standing.is_none() {
                standing = last.as_ref().filter(|(subject, st)| *subject == count.subject && st.band.is_none()).map(|(_, st)| Standing { names: Vec::new(), end: count.end, ..st.clone() });
            }
            if count.base {
                bases.push((count.subject, count.n));
            }
            let Some(st) = standing else { continue };
            // "hai xã A và B cùng đạt 13/19": each one's own score
            if st.status == "criteria_band" && !st.names.is_empty() && st.names.len() as i64 == count.n && st.band.is_some_and(|(lo, hi)| hi == Some(lo)) {
                continue;
            }
            if count.base && !matches!(st.status, "registered") {
                continue;
            }
            let rank = level.map_or(0, Level::rank);
            let here = doc.sentence_of(count.at);
            let rest = count.at > s.from && list::is_word(doc, count.at - 1, "còn lại");
            let base = self.base.clone().filter(|b| rest && b.1 == count.subject && here - b.0 <= 1 && b.4 > count.n);
            let area = if count.n > MOST_COMMUNES && count.subject == "communes" { Some(crate::doc::country()) } else { base.as_ref().map(|b| b.2.clone()).or_else(|| self.area_of(s, count, rank)) };
            let Some(unit) = area else { continue };
            if count.base || count.of.is_none() && list::is_word(doc, count.at.wrapping_sub(1), "trong") {
                self.base = Some((here, count.subject, unit.clone(), st.tier, count.n));
            }
            let mut st = st;
            // one out of "22 thôn đăng ký … kiểu mẫu" is of their tier
            if let Some((_, before)) = last.as_ref().filter(|(subject, l)| *subject == count.subject && l.tier.is_some_and(|t| t != STANDARD)) {
                let based = bases.iter().any(|(b, _)| *b == count.subject);
                let plain = (count.end..st.end).any(|j| doc.is(j, Class::Program) || !based && doc.has(j, Class::Status, "met"));
                if st.tier == Some(STANDARD) && !plain {
                    st.tier = before.tier;
                }
            }
            if let Some(b) = base.as_ref().filter(|_| st.tier == Some(STANDARD)) {
                st.tier = b.3;
            }
            let of = count.of.or(base.as_ref().map(|b| b.4)).or_else(|| bases.iter().find(|(subject, n)| *subject == count.subject && *n > count.n && !count.base).map(|(_, n)| *n));
            let tally = Tally {
                unit,
                subject: count.subject,
                status: st.status,
                tier: if matches!(st.status, "criteria_band" | "met_criterion") || st.status.starts_with("ocop") { None } else { st.tier },
                count: count.n,
                of,
                delta: count.delta,
                band: st.band,
                criterion: st.criterion,
                names: st.names.clone(),
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
        let _ = doc;
    }

    fn area_of(&self, s: Sentence, count: &Count, rank: u8) -> Option<crate::facts::UnitRef> {
        let doc = self.doc;
        // "4 xã trước sáp nhập": the commune they became
        if (count.end..s.to.min(count.end + 3)).any(|i| doc.is(i, Class::BeforeMerger)) {
            return doc.main.first().cloned();
        }
        if !matches!(count.subject, "products" | "gardens" | "hamlets") {
            return doc.area(count.at, count.end, rank);
        }
        // "Bắc Thái 3 thôn": a bare name right before counted hamlets is their commune
        if let Some(place) = count.at.checked_sub(1).and_then(|b| doc.place_at(b)).filter(|p| count.subject == "hamlets" && p.level.is_none()) {
            return Some(doc.unit(place, Level::Commune));
        }
        // hamlets, products and gardens are counted for any unit above them
        doc.area(count.at, count.end, 0)
    }

    /// What is said of a count between it and the next one.
    fn standing(&self, s: Sentence, count: &Count, left: usize, limit: usize) -> Found {
        let doc = self.doc;
        if count.subject == "products" {
            return self.stars(s, count, limit);
        }
        let level = level_of(count.subject).unwrap_or(Level::Hamlet);
        let mut names = Vec::new();
        let mut i = count.end;
        let mut steps = 0;
        while i < limit && steps < 28 {
            steps += 1;
            if doc.mark(i, ';') || doc.kind(i) == Some(Kind::Line) || doc.mark(i, '.') {
                break;
            }
            if doc.mark(i, '(') {
                let inside = list::names(doc, i + 1, level);
                if names.is_empty() {
                    names = inside.names;
                }
                i = list::close(doc, i);
                continue;
            }
            if names.is_empty() && doc.place_at(i).is_some() && !doc.is(i.wrapping_sub(1), Class::Prep) {
                let found = list::names(doc, i, level);
                if !found.names.is_empty() {
                    names = found.names;
                    i = found.end.max(i + 1);
                    continue;
                }
            }
            if doc.is(i, Class::Target) && self.scope.aimed(i) {
                break;
            }
            if let Some(mut st) = self.standing_at(s, count, i, limit) {
                if names.is_empty() {
                    names = self.names_after(&st, level, limit.max(s.to.min(st.end + 90)), limit == s.to || true);
                    if !names.is_empty() && count.n > 0 && names.len() as i64 > count.n.saturating_mul(2).saturating_add(2) {
                        names.clear();
                    }
                }
                st.names = names;
                return Found::Standing(st);
            }
            // văn minh đô thị; "16 tỉnh mà toàn bộ số xã đạt chuẩn"
            if doc.is(i, Class::OtherProgram) && !doc.is(i, Class::Program) && !doc.is(i, Class::Level) {
                return Found::Nothing;
            }
            if i > count.end && self.other_noun(count, i) {
                return Found::Nothing;
            }
            if (doc.mark(i, ':') || doc.is(i, Class::List)) && names.is_empty() {
                let j = if doc.mark(i + 1, ':') { i + 2 } else { i + 1 };
                let found = list::names(doc, j, level);
                if !found.names.is_empty() {
                    names = found.names;
                    i = found.end.max(i + 1);
                    continue;
                }
            }
            if doc.mark(i, ',') || doc.mark(i, ':') {
                let onward = (i + 1..(i + 4).min(limit)).any(|j| doc.is(j, Class::Status) || doc.is(j, Class::Together) || doc.is(j, Class::Result));
                if i + 1 == limit && limit < s.to && !names.is_empty() {
                    return Found::Next(names);
                }
                if !onward {
                    break;
                }
            }
            i += 1;
        }
        // nothing but "và", "cùng", "," up to the next count
        if limit < s.to && (count.end..limit).all(|j| doc.is(j, Class::Prep)) && count.end < limit {
            return Found::Over(names);
        }
        // "xã A có 4 thôn, B 3 thôn đạt chuẩn"
        if limit < s.to && limit == count.end + 2 && doc.mark(count.end, ',') && doc.place_at(count.end + 1).is_some() {
            return Found::Next(Vec::new());
        }
        if limit < s.to && (count.end..limit).all(|j| doc.mark(j, ',') || doc.is(j, Class::Conj) || doc.mark(j, '/') || doc.is(j, Class::Approx) || self.qualifier(j)) {
            return Found::Next(names);
        }
        match self.standing_before(count, left) {
            Some(mut st) => {
                if names.is_empty() {
                    names = self.names_after(&st, level, limit, true);
                }
                st.names = names;
                Found::Standing(st)
            }
            None => Found::Nothing,
        }
    }

    /// Another kind of unit is what the following words speak of.
    fn other_noun(&self, count: &Count, at: usize) -> bool {
        let doc = self.doc;
        let other = subject_at(doc, at).is_some_and(|(s, end)| s != count.subject && end == at + 1);
        other && at > 0 && (doc.is(at - 1, Class::Whole) || doc.is(at - 1, Class::Percent) || matches!(doc.kind(at - 1), Some(Kind::Percent(_))) || doc.text(at - 1, at).to_lowercase().ends_with("số"))
    }

    fn qualifier(&self, at: usize) -> bool {
        matches!(self.doc.kind(at), Some(Kind::Word)) && !self.doc.terms[at].capital && !self.doc.is(at, Class::Program)
    }

    /// Names said after the status: "… đạt chuẩn NTM, gồm: A, B, C".
    fn names_after(&self, st: &Standing, level: Level, limit: usize, _open: bool) -> Vec<String> {
        let doc = self.doc;
        let mut i = st.end;
        let mut seen = false;
        for _ in 0..8 {
            if i >= limit {
                break;
            }
            if doc.mark(i, '(') {
                let inside = list::names(doc, i + 1, level);
                if !inside.names.is_empty() {
                    return inside.names;
                }
                i = list::close(doc, i);
                continue;
            }
            if doc.place_at(i).is_some() && seen {
                return list::names(doc, i, level).names;
            }
            let year = matches!(doc.kind(i), Some(Kind::Year(_) | Kind::Years(..) | Kind::Date(_))) || doc.is(i, Class::YearWord) || list::is_word(doc, i, "trong");
            if doc.is(i, Class::List) || doc.mark(i, ':') {
                seen = true;
            } else if !(doc.mark(i, ',') || doc.is(i, Class::Program) || year || tier_at(doc, i).is_some() || doc.is(i, Class::DateCue) || list::is_word(doc, i, "các") || doc.is(i, Class::Level)) {
                break;
            }
            i += 1;
        }
        Vec::new()
    }

    /// The standing a term says, if it says one.
    fn standing_at(&self, s: Sentence, count: &Count, at: usize, limit: usize) -> Option<Standing> {
        let doc = self.doc;
        if let Some(st) = self.band(s, count, at) {
            return Some(st);
        }
        if let Some(value) = doc.value(at, Class::Status) {
            let status = known_status(value)?;
            let weak = doc.has(at, Class::Status, "weak") || matches!(status, "registered" | "in_progress" | "proposed" | "pending") || is_weak(doc, at);
            let end = self.phrase_end(at, limit.max(at + 1), s);
            let program = (at..end.max(at + 1)).any(|j| doc.is(j, Class::Program) || tier_at(doc, j).is_some() || j > at && doc.has(j, Class::Status, "met") && !is_weak(doc, j));
            let in_clause = (count.end..end).any(|j| doc.is(j, Class::Program) || tier_at(doc, j).is_some() || doc.is(j, Class::Criteria)) || (s.from..count.at).any(|j| doc.is(j, Class::Program));
            let in_clause = in_clause || list::is_word(doc, count.at.wrapping_sub(1), "còn lại");
            if weak && !program && !in_clause {
                return None;
            }
            if self.other_program(at, end) {
                return None;
            }
            let (mut status, mut end) = (status, end);
            // "cơ bản đạt 19/19 tiêu chí" keeps its own words; "đạt" of criteria is a band
            if let Some(st) = (at + 1..(at + 3).min(s.to)).find_map(|j| self.band(s, count, j)) {
                if st.status == "met" {
                    end = st.end;
                    if status == "basically_met" {
                        status = "basically_met";
                    }
                } else if matches!(status, "met" | "basically_met" | "not_met") {
                    return Some(st);
                }
            }
            let tier = self.tier_near(count, at, end);
            return Some(Standing { status, tier, end, ..Standing::default() });
        }
        if let Some(tier) = tier_at(doc, at) {
            if self.other_program(at, at + 3) {
                return None;
            }
            // a status may follow the tier: "2 thôn kiểu mẫu được công nhận"
            let end = self.phrase_end(at, limit, s);
            let status = (at..end).find_map(|j| doc.value(j, Class::Status).and_then(known_status)).unwrap_or("met");
            return Some(Standing { status, tier: Some(tier), end, ..Standing::default() });
        }
        // "31/32 thôn đạt NTM", "5 xã NTM"
        (doc.is(at, Class::Program) && (at == count.end || doc.is(at - 1, Class::Reach))).then(|| {
            let end = self.phrase_end(at, limit, s);
            let later = (at + 1..end).find_map(|j| doc.value(j, Class::Status).and_then(known_status));
            Standing { status: later.unwrap_or("met"), tier: Some(self.tier_near(count, at, end).unwrap_or(STANDARD)), end, ..Standing::default() }
        })
        .filter(|_| {
            let ends = doc.mark(at + 1, ',') || doc.mark(at + 1, ';') || doc.mark(at + 1, '.') || doc.is(at + 1, Class::Conj) || at + 1 >= s.to;
            ends && count.at > s.from && (doc.is(count.at - 1, Class::Reach) || doc.is(count.at - 1, Class::Result) || doc.mark(count.at - 1, ':')) || doc.is(at.wrapping_sub(1), Class::Reach) || count.of.is_some() || (at..limit.min(at + 3)).any(|j| doc.is(j, Class::Status))
        })
    }

    /// End of the words that belong to a status: up to a comma, a semicolon or the next count.
    fn phrase_end(&self, at: usize, limit: usize, s: Sentence) -> usize {
        let doc = self.doc;
        let mut i = at + 1;
        while i < limit.max(at + 1).min(s.to).min(at + 10) {
            let stop = doc.mark(i, ',') || doc.mark(i, ';') || doc.mark(i, '.') || doc.mark(i, ':') || doc.mark(i, '(') || doc.kind(i) == Some(Kind::Line);
            if stop || doc.is(i, Class::List) && (!doc.is(i, Class::Reach) || doc.place_at(i + 1).is_some()) || doc.is(i, Class::Delta) {
                break;
            }
            i += 1;
        }
        i
    }

    fn tier_near(&self, count: &Count, at: usize, end: usize) -> Option<&'static str> {
        let doc = self.doc;
        let after = (count.end..end.max(at + 1)).find_map(|j| tier_at(doc, j));
        let before = || {
            let from = count.at.saturating_sub(12);
            (from..count.at).rev().take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.')).find_map(|j| tier_at(doc, j).filter(|_| list::is_word(doc, j + 1, "có") || j + 2 >= count.at))
        };
        let own = tier_at(doc, count.end.wrapping_sub(1));
        let s = doc.sentences[doc.sentence_of(at)];
        let bare = !(count.end..end).any(|j| doc.is(j, Class::Program) || doc.has(j, Class::Status, "met")) && !(s.from..s.to).any(|j| tier_at(doc, j).is_some());
        let title = || title_tier(doc).filter(|t| bare && (*t != "model" || count.subject == "hamlets"));
        own.or(after).or_else(before).or_else(title).or(Some(STANDARD))
    }

    /// Standards that are not ours: văn minh đô thị, chuẩn quốc gia về y tế.
    fn other_program(&self, at: usize, end: usize) -> bool {
        let doc = self.doc;
        let end = end.max(at + 1).min(doc.terms.len());
        let ours = (at..end).any(|j| doc.is(j, Class::Program));
        !ours && (at..end.min(at + 6)).any(|j| doc.is(j, Class::OtherProgram))
    }

    /// `đạt 13-18 tiêu chí`, `dưới 5 tiêu chí`, `19/19 tiêu chí`, `từ 10 tiêu chí trở lên`.
    fn band(&self, s: Sentence, count: &Count, at: usize) -> Option<Standing> {
        let doc = self.doc;
        let start = at;
        let mut i = at;
        let reach = doc.is(i, Class::Reach) || at == count.end;
        while i < at + 4 && (doc.is(i, Class::Reach) || list::is_word(doc, i, "chỉ") || list::is_word(doc, i, "mới")) {
            i += 1;
        }
        let below = doc.has(i, Class::Below, "any");
        let above = doc.has(i, Class::Below, "above");
        let from = doc.is(i, Class::From) || doc.has(i, Class::Approx, "at_least");
        if below || above || from || doc.is(i, Class::Approx) {
            i += 1;
        }
        let noun = |j: usize| doc.is(j, Class::Criteria);
        let elided = (s.from..s.to).any(noun) && !self.scope.off(at);
        let (lo, hi, mut end) = match doc.kind(i)? {
            Kind::Range(a, b) => (a.as_whole()?, Some(b.as_whole()?), i + 1),
            Kind::Frac(a, b) if noun(i + 1) && a <= b => {
                if a == b {
                    return Some(self.full(count, i + 2));
                }
                (a.as_whole()?, Some(a.as_whole()?), i + 1)
            }
            Kind::Num(n) => {
                let n = n.as_whole()?;
                if let (true, Some(Kind::Num(m))) = (list::is_word(doc, i + 1, "đến") || list::is_word(doc, i + 1, "tới"), doc.kind(i + 2)) {
                    (n, Some(m.as_whole()?), i + 3)
                } else if below {
                    (0, Some(n - 1), i + 1)
                } else if above {
                    (n + 1, None, i + 1)
                } else if doc.is(i + 1, Class::AndUp) || (noun(i + 1) && doc.is(i + 2, Class::AndUp)) {
                    (n, None, if noun(i + 1) { i + 3 } else { i + 2 })
                } else if noun(i + 1) && count_at(doc, s, i).is_none() {
                    let named = doc.is(i + 2, Class::Citation) || doc.is(i + 2, Class::Criterion);
                    if !reach || named {
                        return None;
                    }
                    if (19..=25).contains(&n) && count.subject == "communes" || doc.text(start, i).to_lowercase().contains("đủ") {
                        return Some(self.full(count, i + 2));
                    }
                    (n, Some(n), i + 1)
                } else {
                    return None;
                }
            }
            _ => return None,
        };
        if noun(end) {
            end += 1;
        } else if !elided || doc.is(end, Class::Percent) || doc.is(end, Class::Indicators) || !reach && !matches!(doc.kind(i), Some(Kind::Range(..))) && !below {
            return None;
        }
        if lo > 60 || hi.is_some_and(|h| h > 60 || h < lo) {
            return None;
        }
        Some(Standing { status: "criteria_band", band: Some((lo, hi)), end, ..Standing::default() })
    }

    fn full(&self, count: &Count, end: usize) -> Standing {
        Standing { status: "met", tier: self.tier_near(count, count.end, end + 4), end, ..Standing::default() }
    }

    /// "công nhận 4 xã", "xã NTM nâng cao có 764 xã", "chưa đạt chuẩn còn 4 xã".
    fn standing_before(&self, count: &Count, left: usize) -> Option<Standing> {
        let doc = self.doc;
        let mut tier = None;
        for i in (left.max(count.at.saturating_sub(7))..count.at).rev() {
            if doc.mark(i, ';') || doc.mark(i, '.') || doc.mark(i, ':') && i + 1 < count.at || doc.kind(i) == Some(Kind::Line) {
                break;
            }
            if doc.place_at(i).is_some() && i + 1 < count.at && doc.mark(i + 1, ',') {
                break;
            }
            tier = tier.or_else(|| tier_at(doc, i));
            if let Some(status) = doc.value(i, Class::Status).and_then(known_status) {
                let ok = matches!(status, "recognised" | "not_met" | "lost" | "revoked" | "appraised" | "met" | "registered" | "pending" | "proposed");
                let noun = (s_from(left, i)..i).any(|j| doc.is(j, Class::Level) || doc.is(j, Class::Subject));
                let act = matches!(status, "recognised" | "revoked" | "appraised");
                if self.other_program(i, count.at) || !ok || (is_weak(doc, i) && !noun) || !(act || noun) {
                    return None;
                }
                return Some(Standing { status, tier: tier.or(Some(STANDARD)), end: count.end, ..Standing::default() });
            }
        }
        let tier = tier?;
        let noun = (left..count.at).any(|j| doc.is(j, Class::Level) || doc.is(j, Class::Subject));
        let own = list::is_word(doc, count.at.wrapping_sub(1), "có") || doc.mark(count.at.wrapping_sub(1), ':') || doc.is(count.at.wrapping_sub(1), Class::List);
        (noun && own).then(|| Standing { status: "met", tier: Some(tier), end: count.end, ..Standing::default() })
    }

    /// Stars of OCOP products.
    fn stars(&self, s: Sentence, count: &Count, limit: usize) -> Found {
        let doc = self.doc;
        let about = (s.from..s.to).any(|i| doc.is(i, Class::OcopWord) || doc.is(i, Class::Ocop));
        if !about {
            return Found::Nothing;
        }
        let end = limit.min(count.end + 14);
        for i in count.end..end {
            if doc.mark(i, ';') || doc.mark(i, '.') || (doc.mark(i, ',') && i > count.end + 1) {
                break;
            }
            if let Some(value) = doc.value(i, Class::Ocop) {
                let status = match value {
                    "3" => "ocop_3star",
                    "4" => "ocop_4star",
                    "5" => "ocop_5star",
                    _ => "ocop_3plus",
                };
                return Found::Standing(Standing { status, end: i + 1, ..Standing::default() });
            }
        }
        let word = (count.at..end).any(|i| doc.is(i, Class::OcopWord)) || doc.text(count.end - 1, count.end).to_lowercase().contains("ocop") || (s.from..count.at).any(|i| doc.is(i, Class::OcopWord));
        let said = (s.from..end).any(|i| doc.has(i, Class::Status, "recognised")) || list::is_word(doc, count.end, "cấp") || doc.text(count.end - 1, count.end).to_lowercase().contains("ocop") || doc.is(count.end, Class::OcopWord);
        if word && said && count.n > 1 {
            return Found::Standing(Standing { status: "recognised", end: count.end, ..Standing::default() });
        }
        Found::Nothing
    }

    /// "số xã đạt chuẩn (lên, là, đạt) 16/20", "nâng tổng số xã NTM kiểu mẫu lên 12".
    fn stated_counts(&mut self, s: Sentence) {
        let doc = self.doc;
        for i in s.from + 1..s.to {
            let Some((subject, after)) = subject_at(doc, i).filter(|(_, end)| *end == i + 1) else { continue };
            let lead = doc.text(i - 1, i).to_lowercase();
            if !(lead.ends_with("số") || lead == "số lượng") || self.scope.off(i) {
                continue;
            }
            let (mut status, mut tier, mut program) = (None, None, false);
            let mut j = after;
            while j < s.to.min(after + 14) {
                if doc.mark(j, ',') || doc.mark(j, ';') || doc.mark(j, '.') || count_at(doc, s, j).is_some_and(|c| c.subject != subject) {
                    break;
                }
                status = status.or_else(|| doc.value(j, Class::Status).and_then(known_status));
                tier = tier.or_else(|| tier_at(doc, j));
                program |= doc.is(j, Class::Program);
                let led = doc.is(j, Class::LevelVerb) || doc.is(j, Class::List) || doc.mark(j, ':') || list::is_word(doc, j, "đạt") || list::is_word(doc, j, "còn");
                let k = if doc.is(j + 1, Class::Approx) { j + 2 } else { j + 1 };
                let number = match doc.kind(k) {
                    Some(Kind::Num(n)) => n.as_whole().map(|n| (n, None)),
                    Some(Kind::Frac(a, b)) if a <= b => a.as_whole().zip(b.as_whole()).map(|(a, b)| (a, Some(b))),
                    _ => None,
                };
                if let (true, Some((n, of))) = (led, number) {
                    let counted = subject_at(doc, k + 1).is_none_or(|(s, _)| s == subject) && !doc.is(k + 1, Class::Criteria) && !doc.is(k + 1, Class::Indicators) && !doc.is(k + 1, Class::Percent);
                    if counted && (status.is_some() || tier.is_some() || program) && !self.other_program(after, k) {
                        let count = Count { at: i, end: after, n, of, subject, delta: false, less: false, base: false };
                        if let Some(unit) = self.area_of(s, &count, level_of(subject).map_or(0, Level::rank)) {
                            let tally = Tally { unit, subject, status: status.unwrap_or("met"), tier: tier.or(Some(STANDARD)), count: n, of, delta: false, band: None, criterion: None, names: Vec::new() };
                            self.add(Body::Tally(tally), i - 1, k + 1, "tally-stated");
                        }
                    }
                    break;
                }
                j += 1;
            }
        }
    }

    /// "không còn xã dưới 5 tiêu chí", "chưa có xã nào đạt chuẩn": none.
    fn none_left(&mut self, s: Sentence) {
        let doc = self.doc;
        for i in s.from..s.to.saturating_sub(2) {
            let none = doc.has(i, Class::Negation, "none") || list::is_word(doc, i, "chưa có");
            let Some((subject, after)) = subject_at(doc, i + 1).filter(|_| none && !self.scope.off(i)) else { continue };
            let Some(level) = level_of(subject) else { continue };
            let count = Count { at: i, end: after, n: 0, of: None, subject, delta: false, less: false, base: false };
            let from = (after..s.to.min(after + 4)).find_map(|j| self.band(s, &Count { end: j, ..count.clone() }, j).filter(|st| st.status == "criteria_band"));
            let met = list::is_word(doc, i, "chưa có").then(|| (after..s.to.min(after + 3)).find(|j| matches!(doc.value(*j, Class::Status), Some("met" | "recognised")))).flatten();
            let Some(unit) = self.area_of(s, &count, level.rank()) else { continue };
            let (status, band, tier, end) = match (from, met) {
                (Some(st), _) => ("criteria_band", st.band, None, st.end),
                (None, Some(j)) => ("met", None, Some(self.tier_near(&count, j, (j + 4).min(s.to)).unwrap_or(STANDARD)), j + 1),
                _ => continue,
            };
            let tally = Tally { unit, subject, status, tier, count: 0, of: None, delta: false, band, criterion: None, names: Vec::new() };
            self.add(Body::Tally(tally), i, end, "tally-none");
        }
    }

    /// "tiêu chí số 1 có 152 xã (đạt)", "152 xã đạt tiêu chí giao thông".
    fn by_criterion(&mut self, s: Sentence) {
        let doc = self.doc;
        for i in s.from..s.to {
            if !doc.is(i, Class::Criteria) || self.scope.off(i) {
                continue;
            }
            let Some((criterion, after)) = criterion_number(doc, i + 1) else { continue };
            // the count after: "tiêu chí 2 có 13 xã"
            let mut j = after;
            if doc.mark(j, '(') {
                j = list::close(doc, j);
            }
            while j < after + 8 && (doc.is(j, Class::Reach) || doc.is(j, Class::Approx) || doc.is(j, Class::Conj) || doc.mark(j, ':') || list::is_word(doc, j, "hiện") || doc.is(j, Class::Criterion) || list::is_word(doc, j, "về")) {
                j += 1;
            }
            let linked = j > after;
            let forward = count_at(doc, s, j).filter(|c| linked && !c.less && !c.delta);
            // the count before: "13 xã đạt tiêu chí số 2"
            let backward = || (s.from..i).rev().take(4).find_map(|b| count_at(doc, s, b)).filter(|c| (c.end..i).all(|k| doc.is(k, Class::Reach) || list::is_word(doc, k, "đã")) && c.end < i);
            let Some(count) = forward.or_else(backward) else { continue };
            if (count.end..s.to.min(count.end + 2)).any(|k| doc.has(k, Class::Status, "not_met")) {
                continue;
            }
            let Some(unit) = self.area_of(s, &count, level_of(count.subject).map_or(0, Level::rank)) else { continue };
            let tally = Tally { unit, subject: count.subject, status: "met_criterion", tier: None, count: count.n, of: count.of, delta: false, band: None, criterion: Some(criterion), names: Vec::new() };
            self.add(Body::Tally(tally), i.min(count.at), count.end.max(after), "tally-criterion");
        }
    }
}

fn s_from(left: usize, at: usize) -> usize {
    left.max(at.saturating_sub(3))
}

/// `2`, `số 2`, `giao thông` after "tiêu chí".
pub(crate) fn criterion_number(doc: &Doc<'_>, at: usize) -> Option<(i64, usize)> {
    let numbered = list::is_word(doc, at, "số");
    let i = if numbered { at + 1 } else { at };
    if let Some(Kind::Num(n)) = doc.kind(i) {
        let n = n.as_whole().filter(|n| (1..=25).contains(n))?;
        return Some((n, i + 1));
    }
    let value = doc.value(at, Class::Criterion)?;
    value.parse().ok().map(|n| (n, at + 1))
}

pub(crate) fn known_status(value: &str) -> Option<&'static str> {
    ["recognised", "met", "not_met", "basically_met", "registered", "appraised", "pending", "proposed", "in_progress", "lost", "revoked"].into_iter().find(|s| *s == value)
}

/// Status words that also speak of other things: they need the programme beside them.
fn is_weak(doc: &Doc<'_>, at: usize) -> bool {
    doc.is(at, Class::Act) || doc.is(at, Class::OutputVerb) || doc.has(at, Class::Status, "met") && !doc.text(at, at + 1).to_lowercase().contains("chuẩn") && !doc.text(at, at + 1).to_lowercase().contains("đích")
}

/// A whole number as a score.
pub(crate) fn whole(n: Number) -> Option<i64> {
    n.as_whole()
}
