//! Comparing names with what was written, and ranking.

use super::{
    Found,
    index::Entry,
    query::{self, Reading},
};
use crate::{Registry, registry::same_code};
use rustc_hash::FxHashMap;
use vedich_facts::UnitLevel;
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
    let Some((names, above)) = segments.split_first() else { return hits };
    let seek = Seek { registry, on, above: Above::all(registry, above, false) };
    for reading in names {
        for entry in registry.search.candidates(&reading.words()) {
            hits.extend(fit(&entry.folded, reading).and_then(|fit| seek.hit(entry, reading, fit)));
        }
    }
    if hits.is_empty() {
        without_commas(registry, text, on, &mut hits);
    }
    if hits.is_empty() {
        largest_first(registry, &segments, on, &mut hits);
    }
    if hits.is_empty() {
        let seek = Seek { registry, on, above: Above::all(registry, above, true) };
        for reading in names {
            for entry in registry.search.all().filter(|entry| one_edit(&entry.folded, &reading.folded)) {
                hits.extend(seek.hit(entry, reading, Fit::Near));
            }
        }
    }
    hits
}

/// A whole name followed by one or two units above it, not set apart: "hai dong mong cai quang ninh".
fn without_commas(registry: &Registry, text: &str, on: Option<Date>, hits: &mut Vec<Hit>) {
    let words = query::words(text);
    for first in (1..words.len()).rev() {
        let names = query::readings(&words[..first].join(" "));
        let whole: Vec<(&Entry, &Reading)> = names
            .iter()
            .flat_map(|reading| registry.search.candidates(&reading.words()).into_iter().map(move |entry| (entry, reading)))
            .filter(|(entry, reading)| *entry.folded == *reading.folded && reading.allows(entry.level))
            .collect();
        if whole.is_empty() {
            continue;
        }
        for second in first + 1..=words.len() {
            let above = [&words[first..second], &words[second..]].map(|part| query::readings(&part.join(" ")));
            let above: Vec<_> = above.into_iter().filter(|readings| !readings.is_empty()).collect();
            let seek = Seek { registry, on, above: Above::all(registry, &above, false) };
            for (entry, reading) in &whole {
                hits.extend(seek.hit(entry, reading, Fit::Whole));
            }
        }
    }
}

/// The units above written before the name: "Hà Nội, Ba Đình", as addresses abroad and many forms have it.
fn largest_first(registry: &Registry, segments: &[Vec<Reading>], on: Option<Date>, hits: &mut Vec<Hit>) {
    let Some((names, above)) = segments.split_last().filter(|(_, above)| !above.is_empty()) else { return };
    let seek = Seek { registry, on, above: Above::all(registry, above, false) };
    for reading in names {
        for entry in registry.search.candidates(&reading.words()) {
            hits.extend(fit(&entry.folded, reading).and_then(|fit| seek.hit(entry, reading, fit)));
        }
    }
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

/// Units that one piece of the text behind the name can mean.
struct Above {
    /// Each with the days it bore that name and whether it was written in full.
    units: FxHashMap<u32, Vec<(DateSpan, bool)>>,
    /// A bit for every unit that ever lay below one of them: most of ten thousand hamlets of one name are ruled out by it.
    reach: Vec<u64>,
}

/// Pieces behind the name that are looked at; nobody writes more.
const MOST_ABOVE: usize = 6;

impl Above {
    fn all(registry: &Registry, pieces: &[Vec<Reading>], loosely: bool) -> Vec<Self> {
        pieces.iter().take(MOST_ABOVE).map(|readings| Self::of(registry, readings, loosely)).collect()
    }

    fn of(registry: &Registry, readings: &[Reading], loosely: bool) -> Self {
        let mut units: FxHashMap<u32, Vec<(DateSpan, bool)>> = FxHashMap::default();
        for reading in readings {
            let mut keep = |entry: &Entry, whole: bool| {
                if entry.level < UnitLevel::Hamlet && reading.allows(entry.level) {
                    units.entry(entry.unit).or_default().push((entry.span, whole && reading.names_kind(entry.kind)));
                }
            };
            for entry in registry.search.candidates(&reading.words()) {
                if let Some(fit) = fit(&entry.folded, reading) {
                    keep(entry, fit == Fit::Whole);
                }
            }
            if loosely {
                registry.search.all().filter(|entry| one_edit(&entry.folded, &reading.folded)).for_each(|entry| keep(entry, false));
            }
        }
        let reach = reach(registry, &units);
        Self { units, reach }
    }

    /// Whether a unit ever lay below one that is meant.
    fn reaches(&self, index: u32) -> bool {
        self.reach.get(index as usize / 64).is_some_and(|bits| bits >> (index % 64) & 1 == 1)
    }

    /// Whether a unit on a date is meant; true when written in full.
    fn means(&self, index: u32, date: Date) -> Option<bool> {
        self.units.get(&index)?.iter().filter(|(span, _)| span.contains(date)).map(|(_, whole)| *whole).max()
    }
}

/// Every unit that ever lay below any of these, as bits.
fn reach(registry: &Registry, units: &FxHashMap<u32, Vec<(DateSpan, bool)>>) -> Vec<u64> {
    let mut bits = vec![0_u64; registry.units.len().div_ceil(64)];
    let mut waiting: Vec<u32> = units.keys().copied().collect();
    while let Some(above) = waiting.pop() {
        for below in &registry.below[above as usize] {
            let (word, bit) = (&mut bits[*below as usize / 64], 1 << (below % 64));
            if *word & bit == 0 {
                *word |= bit;
                waiting.push(*below);
            }
        }
    }
    bits
}

/// A search for names below given units.
struct Seek<'a> {
    registry: &'a Registry,
    on: Option<Date>,
    above: Vec<Above>,
}

impl Seek<'_> {
    /// A name that fits becomes a hit when its level and what lies above it fit too.
    fn hit(&self, entry: &Entry, reading: &Reading, fit: Fit) -> Option<Hit> {
        if !reading.allows(entry.level) || !self.above.iter().all(|above| above.reaches(entry.unit)) {
            return None;
        }
        let (on, valid, above) = self.place(entry.unit)?;
        let accents_fit = fit < Fit::InsideWords || accents_fit(entry, reading);
        let kind = reading.names_kind(entry.kind);
        let score = Score { fit, accents: accents_fit, kind, valid, named_then: entry.span.contains(on), above };
        let sum = score.sum(entry.level) + u32::from(reading.has_word() && kind);
        let exact = fit == Fit::Whole && kind && above;
        let unit = self.registry.units[entry.unit as usize].id;
        Some(Hit { found: Found { unit, on, score: sum, exact }, valid, accents_fit, index: entry.unit })
    }

    /// A date on which the units above are as written, whether it is the one asked about, and whether they were written in full.
    fn place(&self, index: u32) -> Option<(Date, bool, bool)> {
        let unit = &self.registry.units[index as usize];
        let (first, valid) = nearest(self.registry, unit.span, self.on);
        if self.above.is_empty() {
            return Some((first, valid, true));
        }
        let others = unit.parents.iter().rev().map(|dated| nearest(self.registry, dated.span, self.on).0);
        let dates = std::iter::once(first).chain(others);
        dates.into_iter().find_map(|date| self.lies_below(index, date).map(|whole| (date, valid && date == first, whole)))
    }

    /// Whether every piece of the text means a unit above on the date; true when all are written in full.
    fn lies_below(&self, index: u32, date: Date) -> Option<bool> {
        let mut best = [None; MOST_ABOVE];
        let mut at = index;
        while let Some(parent) = self.registry.units[at as usize].parents.at(date) {
            at = *self.registry.index_of.get(parent)?;
            for (best, above) in best.iter_mut().zip(&self.above) {
                *best = (*best).max(above.means(at, date));
            }
        }
        best.iter().take(self.above.len()).try_fold(true, |all, best| best.map(|whole| all && whole))
    }
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
    fn sum(&self, level: UnitLevel) -> u32 {
        (self.fit as u32) * 10_000
            + u32::from(self.accents) * 4_000
            + u32::from(self.kind) * 2_000
            + u32::from(self.valid) * 1_000
            + u32::from(self.above) * 400
            + u32::from(self.valid && self.named_then) * 200
            + (4 - level as u32) * 10
    }
}
