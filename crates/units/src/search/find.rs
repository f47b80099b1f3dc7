//! Comparing names with what was written, and ranking.

use super::{
    Found,
    index::Entry,
    query::{self, Reading, Segments},
};
use crate::{Registry, registry::same_code};
use rustc_hash::FxHashMap;
use vedich_values::{Date, DateSpan};

/// A unit found, with what ranking and resolving need.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub(super) found: Found,
    /// It exists on the date asked about, under the parents asked for.
    pub(super) valid: bool,
    /// Every diacritic written is in its name.
    pub(super) accents_fit: bool,
    index: u32,
}

/// How a name fits, best last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// One typing error away.
    Near,
    /// All words are in it, in another order or not side by side.
    Scattered,
    /// A word inside starts like that.
    InsideStart,
    /// It starts like that.
    Start,
    /// Whole words inside.
    InsideWords,
    /// Whole words at its start.
    FirstWords,
    /// The whole name.
    Whole,
}

/// Everything that fits, unranked; a unit may come several times.
pub(super) fn hits(registry: &Registry, text: &str, on: Option<Date>) -> Vec<Hit> {
    let mut hits = Vec::new();
    by_code(registry, text, on, &mut hits);
    let segments = query::segments(text);
    by_name(registry, &segments, on, &mut hits);
    if hits.is_empty() {
        for cut in query::cuts(text) {
            by_name(registry, &cut, on, &mut hits);
        }
    }
    if hits.is_empty() {
        near(registry, &segments, on, &mut hits);
    }
    hits
}

/// Best first, each unit once.
pub(super) fn rank(registry: &Registry, hits: &mut Vec<Hit>, limit: usize) {
    let mut best: FxHashMap<u32, usize> = FxHashMap::default();
    for (position, hit) in hits.iter().enumerate() {
        let known = best.entry(hit.index).or_insert(position);
        if hits[*known].found.score < hit.found.score {
            *known = position;
        }
    }
    let mut position = 0;
    hits.retain(|hit| {
        position += 1;
        best.get(&hit.index) == Some(&(position - 1))
    });
    let name = |hit: &Hit| registry.search.of(hit.index).last().map_or("", |entry| &entry.folded);
    let order = |a: &Hit, b: &Hit| b.found.score.cmp(&a.found.score).then_with(|| name(a).cmp(name(b))).then(a.index.cmp(&b.index));
    if limit < hits.len() && limit > 0 {
        hits.select_nth_unstable_by(limit, order);
    }
    hits.truncate(limit);
    hits.sort_unstable_by(order);
}

fn by_code(registry: &Registry, text: &str, on: Option<Date>, hits: &mut Vec<Hit>) {
    let text = text.trim();
    if text.is_empty() || text.len() > 12 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return;
    }
    for unit in registry.codes_like(text) {
        let Some(&index) = registry.index_of.get(&unit.id) else { continue };
        for dated in unit.codes.iter().filter(|dated| same_code(&dated.value, text)) {
            let (on, valid) = nearest(registry, dated.span, on);
            let whole = dated.value.len() == text.len();
            let score = Score {
                fit: if whole { Fit::Whole } else { Fit::InsideWords },
                accents: true,
                kind: true,
                valid,
                named_then: valid,
                above: true,
            };
            let found = Found { unit: unit.id, on, score: score.sum(unit.level), exact: whole };
            hits.push(Hit { found, valid, accents_fit: true, index });
        }
    }
}

fn by_name(registry: &Registry, segments: &Segments, on: Option<Date>, hits: &mut Vec<Hit>) {
    let Some((names, above)) = segments.split_first() else { return };
    for reading in names {
        for entry in registry.search.candidates(&reading.words()) {
            if let Some(fit) = fit(&entry.folded, reading) {
                hits.extend(hit(registry, entry, reading, fit, above, on, false));
            }
        }
    }
}

fn near(registry: &Registry, segments: &Segments, on: Option<Date>, hits: &mut Vec<Hit>) {
    let Some((names, above)) = segments.split_first() else { return };
    for reading in names {
        for entry in registry.search.all().filter(|entry| one_edit(&entry.folded, &reading.folded)) {
            hits.extend(hit(registry, entry, reading, Fit::Near, above, on, true));
        }
    }
}

/// A name that fits becomes a hit when its level and what lies above it fit too.
fn hit(
    registry: &Registry,
    entry: &Entry,
    reading: &Reading,
    fit: Fit,
    above: &[Vec<Reading>],
    on: Option<Date>,
    loosely: bool,
) -> Option<Hit> {
    if !reading.allows(entry.level) {
        return None;
    }
    let unit = &registry.units[entry.unit as usize];
    let (on_date, valid, above_exact) = place_above(registry, entry.unit, above, on, loosely)?;
    let accents_fit = fit < Fit::InsideWords || accents_fit(entry, reading);
    let kind = reading.names_kind(entry.kind);
    let named_then = entry.span.contains(on_date);
    let score = Score { fit, accents: accents_fit, kind, valid, named_then, above: above_exact };
    let mut sum = score.sum(entry.level);
    if reading.has_word() && kind {
        sum += 1;
    }
    let exact = fit == Fit::Whole && kind && above_exact;
    Some(Hit { found: Found { unit: unit.id, on: on_date, score: sum, exact }, valid, accents_fit, index: entry.unit })
}

/// A date on which the units above are as written, whether it is the one asked about, and whether they were written in full.
fn place_above(registry: &Registry, index: u32, above: &[Vec<Reading>], on: Option<Date>, loosely: bool) -> Option<(Date, bool, bool)> {
    let unit = &registry.units[index as usize];
    let (first, valid) = nearest(registry, unit.span, on);
    if above.is_empty() {
        return Some((first, valid, true));
    }
    let others = unit.parents.iter().rev().map(|dated| nearest(registry, dated.span, on).0);
    for date in std::iter::once(first).chain(others) {
        let ancestors = registry.ancestors(unit.id, date);
        let mut exact = true;
        let all = above.iter().all(|readings| {
            let best = ancestors.iter().filter_map(|id| above_fit(registry, registry.index_of[id], date, readings, loosely)).max();
            exact &= best == Some(true);
            best.is_some()
        });
        if all {
            return Some((date, valid && date == first, exact));
        }
    }
    None
}

/// Whether a unit above is what was written; true when in full.
fn above_fit(registry: &Registry, index: u32, date: Date, readings: &[Reading], loosely: bool) -> Option<bool> {
    let entries = registry.search.of(index).iter().filter(|entry| entry.span.contains(date));
    let mut best = None;
    for entry in entries {
        for reading in readings.iter().filter(|reading| reading.allows(entry.level)) {
            let exact = match fit(&entry.folded, reading) {
                Some(Fit::Whole) => reading.names_kind(entry.kind),
                Some(_) => false,
                None if loosely && one_edit(&entry.folded, &reading.folded) => false,
                None => continue,
            };
            best = best.max(Some(exact));
        }
    }
    best
}

/// The date in the span nearest to the one asked about, and whether it is that one. Not asked: the newest state of the register.
fn nearest(registry: &Registry, span: DateSpan, on: Option<Date>) -> (Date, bool) {
    let wanted = on.unwrap_or(registry.latest);
    let date = span.from.map_or(wanted, |from| wanted.max(from));
    let date = span.to.map_or(date, |to| date.min(to));
    (date, date == wanted || (on.is_none() && span.to.is_none()))
}

fn fit(name: &str, reading: &Reading) -> Option<Fit> {
    let wanted = reading.folded.as_str();
    if let Some(rest) = name.strip_prefix(wanted) {
        return Some(if rest.is_empty() {
            Fit::Whole
        } else if rest.starts_with(' ') {
            Fit::FirstWords
        } else {
            Fit::Start
        });
    }
    let mut start = 0;
    let mut inside = None;
    while let Some(found) = name.get(start..).and_then(|rest| rest.find(wanted)) {
        let (begin, end) = (start + found, start + found + wanted.len());
        if name.as_bytes().get(begin.wrapping_sub(1)) == Some(&b' ') {
            if name.as_bytes().get(end).is_none_or(|b| *b == b' ') {
                return Some(Fit::InsideWords);
            }
            inside = Some(Fit::InsideStart);
        }
        start = begin + wanted.chars().next().map_or(1, char::len_utf8);
    }
    if inside.is_some() || !wanted.contains(' ') {
        return inside;
    }
    let (whole, last) = wanted.rsplit_once(' ')?;
    let has = |word: &str| name.split(' ').any(|own| own == word);
    (whole.split(' ').all(has) && name.split(' ').any(|own| own.starts_with(last))).then_some(Fit::Scattered)
}

/// Whether every word written with marks stands in the name with the same marks.
fn accents_fit(entry: &Entry, reading: &Reading) -> bool {
    if reading.accents.is_ascii() {
        return true;
    }
    let own: Vec<&str> = entry.accents.split(' ').collect();
    let wanted: Vec<&str> = reading.accents.split(' ').collect();
    own.windows(wanted.len())
        .zip(words_windows(&entry.folded, wanted.len()))
        .any(|(own, folded)| folded == reading.folded && wanted.iter().zip(own).all(|(wanted, own)| wanted.is_ascii() || wanted == own))
}

/// Runs of `count` words of a text.
fn words_windows(text: &str, count: usize) -> impl Iterator<Item = &str> {
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices(' ').map(|(at, _)| at + 1)).collect();
    let ends: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).chain(std::iter::once(text.len())).collect();
    (0..(starts.len() + 1).saturating_sub(count)).map(move |first| &text[starts[first]..ends[first + count - 1]])
}

/// Whether two names differ by at most one letter added, left out, changed, or swapped with its neighbour. Short names must be equal.
fn one_edit(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > 1 || a.len().min(b.len()) < 4 {
        return a == b;
    }
    let front = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let longest = a.len().max(b.len());
    let back = a.iter().rev().zip(b.iter().rev()).take(a.len().min(b.len()) - front).take_while(|(a, b)| a == b).count();
    let differing = longest - front - back;
    differing <= 1 || (a.len() == b.len() && differing == 2 && a[front] == b[front + 1] && a[front + 1] == b[front])
}

/// What a rank is made of.
struct Score {
    fit: Fit,
    accents: bool,
    kind: bool,
    valid: bool,
    named_then: bool,
    above: bool,
}

impl Score {
    /// Fit decides, then diacritics, then the type word, then the date, then what lies above, then the level.
    fn sum(&self, level: vedich_facts::UnitLevel) -> u32 {
        (self.fit as u32) * 10_000
            + u32::from(self.accents) * 4_000
            + u32::from(self.kind) * 2_000
            + u32::from(self.valid) * 1_000
            + u32::from(self.above) * 400
            + u32::from(self.valid && self.named_then) * 200
            + (4 - level as u32) * 10
    }
}
