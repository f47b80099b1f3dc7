//! Where counted units stand: the status, tier, band or stars said around a count.

mod band;
mod before;
mod names;
mod stars;
mod tier;

use super::tally::{Count, count_at, level_of};
use super::tiers::{STANDARD, tier_at};
use super::{Builder, list};
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::gazetteer::Level;
use crate::term::Kind;

/// Where counted units stand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Standing {
    pub(crate) status: &'static str,
    pub(crate) tier: Option<&'static str>,
    pub(crate) band: Option<(i64, Option<i64>)>,
    pub(crate) names: Vec<String>,
    pub(crate) end: usize,
}

/// What the words around a count say.
pub(crate) enum Found {
    Standing(Standing),
    /// The next count's standing is this one's too.
    Next(Vec<String>),
    /// The same, but the next one only says where: "61 đơn vị thuộc 31 tỉnh".
    Over(Vec<String>),
    Nothing,
}

impl Builder<'_> {
    /// What is said of a count between it and the next one.
    pub(crate) fn standing(&self, s: Sentence, count: &Count, left: usize, limit: usize) -> Found {
        let doc = self.doc;
        if count.subject == "products" {
            return self.stars(s, count, limit);
        }
        // "trạm y tế 9/9 xã đạt chuẩn": the stations, not the communes
        if count.of.is_some() && count.at > s.from && doc.is(count.at - 1, Class::Unit) {
            return Found::Nothing;
        }
        let level = level_of(count.subject).unwrap_or(Level::Hamlet);
        if let Some(st) = self.governed(s, count, left, limit) {
            return Found::Standing(st);
        }
        let mut names = Vec::new();
        let mut i = count.end;
        let mut steps = 0;
        while i < limit && steps < 28 {
            steps += 1;
            if doc.mark(i, ';') || doc.line(i) || doc.mark(i, '.') {
                break;
            }
            if doc.mark(i, '(') {
                let inside = list::names(doc, i + 1, level);
                if names.is_empty() && doc.place_at(i + 1).is_none_or(|p| !p.address) {
                    names = inside.names;
                }
                i = list::close(doc, i);
                continue;
            }
            // "hai xã của huyện biên giới A": where they lie
            let above = doc.place_at(i).is_some_and(|p| p.level.is_some_and(|l| l.rank() > level.rank()));
            if names.is_empty() && doc.place_at(i).is_some() && !above && !doc.is(i.wrapping_sub(1), Class::Prep) {
                let found = list::names(doc, i, level);
                if !found.names.is_empty() {
                    names = found.names;
                    i = found.end.max(i + 1);
                    continue;
                }
            }
            if doc.is(i, Class::Target) && self.scope.aimed(i) && !doc.is(i, Class::Status) {
                break;
            }
            // "rà soát 15 xã: A, B, C đạt 19 tiêu chí; D 13 tiêu chí": the first few have a standing of their own
            let apart = doc.mark(count.end, ':') || (count.end..i).any(|j| doc.mark(j, ':')) && doc.place_at(i - 1).is_some();
            if apart && !names.is_empty() && names.len() as i64 * 2 <= count.n {
                return Found::Nothing;
            }
            // "bốn xã A, B phải về đích trong năm 2019": laid on them
            let laid = doc.is(i, Class::Modal) || doc.has(i, Class::Order, "passive") && is_word_given(doc, i);
            if laid && (i + 1..i + 3).any(|j| doc.is(j, Class::Status)) {
                return Found::Nothing;
            }
            if let Some(mut st) = self.standing_at(s, count, i, limit) {
                if names.is_empty() {
                    names = self.names_after(&st, level, limit.max(s.to.min(st.end + 90)));
                    if !names.is_empty() && count.n > 0 && names.len() as i64 > count.n.saturating_mul(2).saturating_add(2) {
                        names.clear();
                    }
                }
                st.names = names;
                return Found::Standing(st);
            }
            // "62 khu dân cư được chọn xây dựng kiểu mẫu": chosen, no more
            if list::is_word(doc, i, "chọn") || list::is_word(doc, i, "lựa chọn") {
                return Found::Nothing;
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
                let onward =
                    (i + 1..(i + 4).min(limit)).any(|j| doc.is(j, Class::Status) || doc.is(j, Class::Together) || doc.is(j, Class::Result));
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
        if limit < s.to
            && (count.end..limit)
                .all(|j| doc.mark(j, ',') || doc.is(j, Class::Conj) || doc.mark(j, '/') || doc.is(j, Class::Approx) || self.qualifier(j))
        {
            return Found::Next(names);
        }
        if let Some(st) = self.headed(s, count) {
            return Found::Standing(st);
        }
        if let Some(st) = self.band_before(s, count, left) {
            return Found::Standing(st);
        }
        match self.standing_before(count, left) {
            Some(mut st) => {
                if names.is_empty() {
                    names = self.names_after(&st, level, limit);
                }
                st.names = names;
                Found::Standing(st)
            }
            None => Found::Nothing,
        }
    }

    /// The standing a term says, if it says one.
    fn standing_at(&self, s: Sentence, count: &Count, at: usize, limit: usize) -> Option<Standing> {
        let doc = self.doc;
        if let Some(st) = self.band(s, count, at) {
            return Some(st);
        }
        if let Some(value) = doc.value(at, Class::Status) {
            let status = known_status(value)?;
            // "35/35 xã hoàn thành tiêu chí môi trường": one criterion
            if status == "met" && doc.is(at + 1, Class::Criteria) && super::stated::criterion_number(doc, at + 2).is_some() {
                return None;
            }
            // "củng cố các tiêu chí bị tụt": the criteria, not the units
            if status == "lost" && doc.is(at.wrapping_sub(1), Class::Criteria) {
                return None;
            }
            let weak = doc.has(at, Class::Status, "weak")
                || matches!(status, "registered" | "in_progress" | "proposed" | "pending")
                || is_weak(doc, at);
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
                } else if matches!(status, "met" | "basically_met" | "not_met") {
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
            let status = (at..end).find_map(|j| doc.value(j, Class::Status).and_then(known_status)).unwrap_or("met");
            return Some(Standing { status, tier: Some(tier), end, ..Standing::default() });
        }
        // "31/32 thôn đạt NTM", "5 xã NTM"
        (doc.is(at, Class::Program) && (at == count.end || doc.is(at - 1, Class::Reach)))
            .then(|| {
                let end = self.phrase_end(at, limit, s);
                let later = (at + 1..end).find_map(|j| doc.value(j, Class::Status).and_then(known_status));
                Standing {
                    status: later.unwrap_or("met"),
                    tier: Some(self.tier_near(count, at, end).unwrap_or(STANDARD)),
                    end,
                    ..Standing::default()
                }
            })
            .filter(|_| {
                let ends = doc.mark(at + 1, ',')
                    || doc.mark(at + 1, ';')
                    || doc.mark(at + 1, '.')
                    || doc.is(at + 1, Class::Conj)
                    || at + 1 >= s.to;
                ends && count.at > s.from
                    && (doc.is(count.at - 1, Class::Reach)
                        || doc.is(count.at - 1, Class::Result)
                        || doc.mark(count.at - 1, ':')
                        || (doc.mark(count.at - 1, ';') || doc.mark(count.at - 1, ','))
                            && (s.from..count.at).any(|j| doc.is(j, Class::Criteria) || doc.is(j, Class::Status)))
                    || doc.is(at.wrapping_sub(1), Class::Reach)
                    || count.of.is_some()
                    || (at..limit.min(at + 3)).any(|j| doc.is(j, Class::Status))
            })
    }

    /// Standards that are not ours: văn minh đô thị, chuẩn quốc gia về y tế.
    pub(crate) fn other_program(&self, at: usize, end: usize) -> bool {
        let doc = self.doc;
        let end = end.max(at + 1).min(doc.terms.len());
        let ours = (at..end).any(|j| doc.is(j, Class::Program));
        !ours && (at..end.min(at + 6)).any(|j| doc.is(j, Class::OtherProgram))
    }
}

fn is_word_given(doc: &Doc<'_>, at: usize) -> bool {
    doc.begins_in(at, "được giao")
}

pub(crate) fn known_status(value: &str) -> Option<&'static str> {
    ["recognised", "met", "not_met", "basically_met", "registered", "appraised", "pending", "proposed", "in_progress", "lost", "revoked"]
        .into_iter()
        .find(|s| *s == value)
}

/// Status words that also speak of other things: they need the programme beside them.
fn is_weak(doc: &Doc<'_>, at: usize) -> bool {
    doc.is(at, Class::Act)
        || doc.is(at, Class::OutputVerb)
        || doc.has(at, Class::Status, "met") && !doc.holds(at, "chuẩn") && !doc.holds(at, "đích")
}
