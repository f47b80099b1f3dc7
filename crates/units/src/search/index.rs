//! Names by their words.

use crate::{
    kinds::KINDS,
    letters::{self, Forms},
    unit::Named,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_facts::UnitLevel;
use vedich_values::DateSpan;

/// A name of a unit, ready to compare.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) unit: u32,
    pub(crate) level: UnitLevel,
    /// Position of the type in `KINDS`.
    pub(crate) kind: u8,
    pub(crate) span: DateSpan,
    /// Name without type word, folded.
    pub(crate) folded: Box<str>,
    /// The same with marks, word by word.
    pub(crate) accents: Box<str>,
}

/// All names by word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// By number; none where the unit was taken out. Shared with the registers this one was copied from.
    entries: Vec<Option<Arc<Entry>>>,
    words: BTreeMap<Box<str>, Vec<u32>>,
    /// Where the entries of a unit start, and how many there are.
    of_unit: Vec<(u32, u32)>,
    /// Room to take names apart in.
    forms: Forms,
}

impl Index {
    /// Adds a name; the names of one unit are added one right after the other.
    pub(crate) fn add(&mut self, unit: u32, level: UnitLevel, span: DateSpan, named: &Named) {
        let forms = &mut self.forms;
        letters::forms_into(named.short_name(), forms);
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        for word in forms.folded.split(' ') {
            match self.words.get_mut(word) {
                Some(bearers) if bearers.last() == Some(&number) => {}
                Some(bearers) => bearers.push(number),
                None => {
                    self.words.insert(word.into(), vec![number]);
                }
            }
        }
        if self.of_unit.len() <= unit as usize {
            self.of_unit.resize(unit as usize + 1, (number, 0));
        }
        let place = &mut self.of_unit[unit as usize];
        if place.1 == 0 {
            place.0 = number;
        }
        place.1 += 1;
        let kind = KINDS.iter().position(|kind| *kind == named.kind).and_then(|kind| u8::try_from(kind).ok()).unwrap_or(u8::MAX);
        let entry = Entry { unit, level, kind, span, folded: forms.folded.as_str().into(), accents: forms.accents.as_str().into() };
        self.entries.push(Some(Arc::new(entry)));
    }

    /// Takes all names of a unit out.
    pub(crate) fn remove(&mut self, unit: u32) {
        let Some(place) = self.of_unit.get_mut(unit as usize) else { return };
        let (start, count) = std::mem::take(place);
        self.entries.iter_mut().skip(start as usize).take(count as usize).for_each(|entry| *entry = None);
    }

    /// Names of a unit.
    pub(crate) fn of(&self, unit: u32) -> impl Iterator<Item = &Entry> {
        let (start, count) = self.of_unit.get(unit as usize).copied().unwrap_or_default();
        self.entries.iter().skip(start as usize).take(count as usize).flatten().map(|entry| &**entry)
    }

    /// All names there are.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().flatten().map(|entry| &**entry)
    }

    /// Names that may hold all the words, the last one perhaps unfinished. Each comes at least once.
    pub(crate) fn candidates<'a>(&'a self, words: &[&str]) -> Vec<&'a Entry> {
        let Some((last, whole)) = words.split_last() else { return Vec::new() };
        let mut rarest: Option<&Vec<u32>> = None;
        for word in whole {
            let Some(bearers) = self.words.get(*word) else { return Vec::new() };
            if rarest.is_none_or(|rarest| bearers.len() < rarest.len()) {
                rarest = Some(bearers);
            }
        }
        let numbers: Vec<u32> = match rarest {
            Some(rarest) => rarest.clone(),
            None => {
                let from = self.words.range::<str, _>((std::ops::Bound::Included(*last), std::ops::Bound::Unbounded));
                let mut numbers: Vec<u32> =
                    from.take_while(|(word, _)| word.starts_with(last)).flat_map(|(_, bearers)| bearers).copied().collect();
                numbers.sort_unstable();
                numbers.dedup();
                numbers
            }
        };
        numbers.into_iter().filter_map(|number| self.entries[number as usize].as_deref()).collect()
    }
}
