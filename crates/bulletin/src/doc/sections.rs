//! Headings that name a unit: "Xã Thạch Đài" on a line of its own, and what stands under it until the next.

use super::{Doc, Sentence};
use crate::class::Class;
use crate::facts::UnitRef;
use crate::gazetteer::Level;
use crate::term::Kind;

/// Sentences a heading reaches over.
const REACH: usize = 12;

impl Doc<'_> {
    /// The unit of the heading a sentence stands under.
    pub(crate) fn section(&self, sentence: usize) -> Option<UnitRef> {
        let place = self.sections.get(sentence).copied().flatten().and_then(|at| self.place_at(at as usize))?;
        place.level.map(|level| self.unit(place, level))
    }

    /// The term that names the unit of the heading above, for every sentence.
    pub(crate) fn sections(&self) -> Vec<Option<u32>> {
        let title = self.sentences.iter().position(|s| !s.skip).unwrap_or(0);
        let mut heads = vec![None; self.sentences.len()];
        let mut open: Option<(usize, u32)> = None;
        for (index, s) in self.sentences.iter().enumerate().skip(title + 1) {
            if let Some(at) = self.heading_of_unit(*s) {
                open = u32::try_from(at).ok().map(|at| (index, at));
                continue;
            }
            let closed = |(from, at): &(usize, u32)| index - from > REACH || self.leaves_section(*s, *at as usize);
            if open.as_ref().is_some_and(closed) {
                open = None;
            }
            heads[index] = open.map(|(_, at)| at);
        }
        heads
    }

    /// "1. Xã A (huyện B):", "A" alone on its line: the term that names the unit.
    fn heading_of_unit(&self, s: Sentence) -> Option<usize> {
        let numbers = |j: usize| matches!(self.kind(j), Some(Kind::Num(_))) || self.mark_any(j, ".)/-+•*") || self.is_roman(j);
        let from = (s.from..s.to).find(|j| !self.line(*j)).filter(|_| s.line_start)?;
        let at = (from..s.to.min(from + 4)).find(|j| !numbers(*j))?;
        let named = self.place_at(at).filter(|p| p.explicit && !p.address)?;
        let low = named.level.is_some_and(|level| level <= Level::District);
        let where_it_lies = |j: usize| self.place_at(j).is_some_and(|p| p.address);
        let ends = |j: usize| self.line(j) || self.mark_any(j, ":.,(-)") || where_it_lies(j);
        let whole = (at + 1..s.to).all(ends) && (self.line(s.to - 1) || s.to == self.terms.len());
        (low && whole).then_some(at)
    }

    pub(super) fn is_roman(&self, at: usize) -> bool {
        let Some(term) = self.terms.get(at) else { return false };
        let letters = &self.source.chars[term.start as usize..term.end as usize];
        letters.len() <= 4 && letters.iter().all(|c| matches!(c, 'I' | 'V' | 'X'))
    }

    /// A line that begins with something above the unit, or with the next part of the text: it goes on with another matter.
    fn leaves_section(&self, s: Sentence, at: usize) -> bool {
        let Some(first) = (s.from..s.to).find(|j| !self.line(*j)).filter(|_| s.line_start) else { return false };
        let rank = self.place_at(at).and_then(|p| p.level).map_or(0, Level::rank);
        let wider = |j: usize| {
            let level = self.place_at(j).map_or_else(|| self.bare_level(j), |p| p.level);
            level.is_some_and(|level| level.rank() > rank && level != Level::Region) || self.is(j, Class::Country)
        };
        self.heads_part(s) || (first..s.to.min(first + 3)).any(wider)
    }
}
