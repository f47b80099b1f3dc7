//! The levels of bare names: of the list they stand in, of the same name said with its type word, or of what bears it.

use super::Place;
use super::places::Names;
use crate::class::Class;
use crate::gazetteer::{Gazetteer, Level, name_key};
use rustc_hash::FxHashMap;

/// Places whose levels are told apart by name, and levels of one name.
const MOST_PLACES: usize = 4000;
const MOST_LEVELS: usize = 8;

/// What the text says of each name elsewhere.
struct Said<'k> {
    /// The levels it is called by, with whether a long type word stood there.
    levels: FxHashMap<&'k str, Vec<(Level, bool)>>,
    /// Whether it is first said with its type word.
    first: FxHashMap<&'k str, bool>,
}

impl Names<'_> {
    /// "xã A, B và C": the type word is said once.
    pub(super) fn listed_behind_type(&mut self) {
        for at in 0..self.terms.len() {
            let Some(this) = self.place(at) else { continue };
            let place = &self.places[this];
            let Some(level) = place.level.filter(|_| place.explicit && !place.address) else { continue };
            let mut i = at + 1;
            while self.joins(i) {
                let next = if self.place(i + 1).is_some() { i + 1 } else { i + 2 };
                let Some(other) = self.place(next).filter(|o| self.places[*o].level.is_none() && !self.places[*o].address) else { break };
                if self.is_address(other, level) {
                    break;
                }
                if i == at + 1 && self.ends_in_province(i, next, other, level) {
                    self.places[other].level = Some(Level::Province);
                    self.places[other].address = true;
                    break;
                }
                // "của huyện X, A và B": communes beside a district are no districts
                if level.rank() >= 2 && !self.known(other, level) && self.known(other, Level::Commune) {
                    break;
                }
                self.places[other].level = Some(level);
                i = next + 1;
            }
        }
    }

    fn joins(&self, at: usize) -> bool {
        self.terms.get(at).is_some_and(|t| t.mark(',') || t.is(self.lexicon, Class::Conj) && !t.is(self.lexicon, Class::Prep))
    }

    fn known(&self, place: usize, level: Level) -> bool {
        self.gazetteer.called(&self.places[place].name).any(|u| u.level == level)
    }

    /// A province in a list of communes is an address, not a member.
    fn is_address(&self, other: usize, level: Level) -> bool {
        level != Level::Province && self.known(other, Level::Province) && !self.known(other, level)
    }

    /// "huyện A, B: …": the last of a list without "và" that bears a province's name is where it lies.
    fn ends_in_province(&self, comma: usize, next: usize, other: usize, level: Level) -> bool {
        let goes_on = |t: &crate::term::Term| t.mark(',') || t.is(self.lexicon, Class::Conj) && self.place(next + 2).is_some();
        let last = self.terms.get(comma).is_some_and(|t| t.mark(',')) && !self.terms.get(next + 1).is_some_and(goes_on);
        last && level < Level::Province && self.known(other, Level::Province)
    }

    /// Gives the bare names that are left the level they are called by elsewhere, or the likeliest.
    pub(super) fn levels_said(&mut self) {
        let keys: Vec<String> = self.places.iter().map(|p| name_key(&p.name)).collect();
        let said = self.said(&keys);
        for (p, key) in self.places.iter_mut().zip(&keys) {
            p.solid |= p.level.is_some_and(|l| said.levels.get(key.as_str()).is_some_and(|list| list.iter().any(|(k, _)| *k == l)));
        }
        for (p, key) in self.places.iter_mut().zip(&keys).filter(|(p, _)| p.level.is_none()) {
            let explicit = said.levels.get(key.as_str()).map(Vec::as_slice).unwrap_or_default();
            p.level = likeliest(p, key, self.gazetteer, self.two_tier, explicit, said.first.get(key.as_str()) == Some(&false));
            p.solid = p.level.is_some_and(|l| l == Level::Province || explicit.iter().any(|(k, _)| *k == l));
        }
    }

    fn said<'k>(&self, keys: &'k [String]) -> Said<'k> {
        // "(TP. A)" behind a name is no reason to take the bare "A" of the title for the city
        let only_address = |p: &Place| p.address && self.gazetteer.called(&p.name).any(|u| u.level == Level::Province);
        let mut levels: FxHashMap<&str, Vec<(Level, bool)>> = FxHashMap::default();
        let told = self.places.iter().zip(keys).filter(|(p, _)| (p.explicit || p.solid) && !only_address(p));
        for (p, key) in told.take(MOST_PLACES) {
            let Some(level) = p.level else { continue };
            let list = levels.entry(key).or_default();
            if list.len() < MOST_LEVELS && !list.iter().any(|(l, _)| *l == level) {
                list.push((level, p.name.len() as u32 + 7 < p.end - p.start));
            }
        }
        // "A có 136/182 xã đạt chuẩn. … TP A đã hoàn thành": the name is first said bare, so it is the province's
        let mut first: FxHashMap<&str, bool> = FxHashMap::default();
        for (p, key) in self.places.iter().zip(keys) {
            first.entry(key).or_insert(p.explicit);
        }
        Said { levels, first }
    }
}

/// The level of a bare name: as the text calls it elsewhere, else a province's, else the highest that bears it.
fn likeliest(
    place: &Place,
    key: &str,
    gazetteer: &Gazetteer,
    two_tier: bool,
    explicit: &[(Level, bool)],
    first_bare: bool,
) -> Option<Level> {
    let mut levels: Vec<(Level, bool)> = match place.group {
        Some(g) => gazetteer.group(g).map(|u| (u.level, u.two_tier)).collect(),
        None => gazetteer.keyed(key).map(|u| (u.level, u.two_tier)).collect(),
    };
    levels.sort_by_key(|(l, t)| (*t != two_tier, std::cmp::Reverse(l.rank())));
    let province = levels.iter().any(|(l, _)| *l == Level::Province);
    let city_only = explicit.len() == 1 && explicit[0].0 == Level::District && province && (explicit[0].1 || first_bare);
    match explicit {
        [(level, _), ..] if !city_only => {
            Some(if province && explicit.iter().any(|(l, _)| *l == Level::Province) { Level::Province } else { *level })
        }
        _ => levels.iter().map(|(l, _)| *l).find(|l| *l == Level::Province).or_else(|| levels.first().map(|(l, _)| *l)),
    }
}
