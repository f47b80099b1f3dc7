//! Levels of bare names, and which places only say where another lies.

use super::Place;
use crate::gazetteer::{Gazetteer, Level, name_key};
use crate::lexicon::Lexicon;
use crate::term::{Kind, Term};
use rustc_hash::FxHashMap;

/// Names looked through for one written in capitals elsewhere.
const MOST_CASED: usize = 4000;

/// The places of a text while their levels are found.
pub(super) struct Names<'a> {
    pub(super) terms: &'a [Term],
    pub(super) places: &'a mut [Place],
    pub(super) lexicon: &'a Lexicon,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) two_tier: bool,
}

/// Gives bare names their level and marks what is only an address.
pub(crate) fn resolve_places(terms: &[Term], places: &mut [Place], lexicon: &Lexicon, gazetteer: &Gazetteer, two_tier: bool) {
    let mut names = Names { terms, places, lexicon, gazetteer, two_tier };
    names.addresses();
    names.counted_lists();
    names.merged_parts();
    names.former_parts();
    names.listed_behind_type();
    names.levels_said();
    names.headings();
    names.cased();
}

impl Names<'_> {
    /// The place a term is.
    pub(super) fn place(&self, at: usize) -> Option<usize> {
        match self.terms.get(at).map(|t| t.kind) {
            Some(Kind::Place(i)) => Some(i as usize),
            _ => None,
        }
    }

    /// The terms from one on, so many at most.
    pub(super) fn ahead(&self, from: usize, most: usize) -> std::ops::Range<usize> {
        from..self.terms.len().min(from + most)
    }

    /// "Thạch Đài" alone on its line: a heading, as good as "Xã Thạch Đài".
    fn headings(&mut self) {
        let line = |at: Option<usize>| at.is_none_or(|at| self.terms.get(at).is_some_and(|t| t.kind == Kind::Line));
        let alone = |at: &usize| line(at.checked_sub(1)) && line(Some(at + 1));
        let heads: Vec<usize> = (1..self.terms.len()).filter(alone).filter_map(|at| self.place(at)).collect();
        for place in heads {
            let low = self.places[place].level.is_some_and(|level| level <= Level::District);
            self.places[place].explicit |= low;
        }
    }

    /// "XÃ HƯƠNG MINH" of a heading is the "xã Hương Minh" of the text.
    fn cased(&mut self) {
        let capitals = |p: &Place| p.name.chars().count() > 1 && !p.name.chars().any(char::is_lowercase);
        let loud: Vec<usize> = (0..self.places.len().min(MOST_CASED)).filter(|i| capitals(&self.places[*i])).collect();
        if loud.is_empty() {
            return;
        }
        let told = self.places.iter().take(MOST_CASED).filter(|p| !capitals(p)).map(|p| (name_key(&p.name), p.name.clone()));
        let told: FxHashMap<String, String> = told.collect();
        for place in loud {
            if let Some(name) = told.get(&name_key(&self.places[place].name)) {
                self.places[place].name.clone_from(name);
            }
        }
    }

    /// A full stop or the end of the line.
    pub(super) fn stops(&self, at: usize) -> bool {
        self.terms[at].mark('.') || self.terms[at].kind == Kind::Line
    }

    /// These bare names are units of this level.
    pub(super) fn are(&mut self, members: &[usize], level: Level) {
        for i in members {
            self.places[*i].level = Some(level);
            self.places[*i].solid = true;
        }
    }
}
