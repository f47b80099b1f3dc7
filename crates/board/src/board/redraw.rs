//! The same facts drawn again: against a changed register, or as of an earlier date.

use super::take_in::{Said, is_of};
use super::{Board, Reference};
use crate::standing::Standings;
use std::sync::Arc;
use vedich_units::Registry;
use vedich_values::{Date, UnitId};

impl Board {
    /// Draws the same facts against a changed register of units: places in the tree, zones, thresholds and totals are worked out anew.
    /// Returns false when the register now knows a unit whose facts were left aside before: then the board must be loaded again.
    #[must_use]
    pub fn set_registry(&mut self, registry: Arc<Registry>) -> bool {
        self.reference.registry = registry;
        let before = std::mem::take(&mut self.standings);
        let province = |standings: &Standings, unit| standings.get(unit).and_then(|standing| standing.province.clone());
        let mut same_provinces = true;
        for unit in before.units() {
            self.standings.admit(&self.reference, unit, self.date);
            same_provinces &= province(&before, unit) == province(&self.standings, unit);
        }
        if same_provinces {
            self.redraw();
        } else {
            let reference = self.reference.clone();
            self.standings = before;
            *self = self.drawn_again(&reference, self.date);
        }
        self.settle_all_steering();
        !self.unknown.iter().any(|unit| self.reference.registry.get(*unit).is_some())
    }

    /// The picture as of an earlier date, as known now, drawn from this one without reading the journal: equal to a board of that
    /// date loaded from the same facts. A later date gives the date of this picture.
    #[must_use]
    pub fn earlier(&self, date: Date) -> Self {
        self.drawn_again(&self.reference, date.min(self.date))
    }

    /// Settings, marks and sums of everything, from the values.
    pub(super) fn redraw(&mut self) {
        self.sums.clear();
        for sheet in 0..self.sheets.len() {
            for row in 0..u32::try_from(self.sheets[sheet].rows.len()).unwrap_or(u32::MAX) {
                self.sheets[sheet].rows[row as usize].counted = false;
                self.set_up(sheet, row);
                self.refresh(sheet, row);
            }
        }
    }

    fn drawn_again(&self, reference: &Reference, date: Date) -> Self {
        let mut drawn = Self::loading(reference, date);
        drawn.ledger = self.ledger.corrections();
        drawn.sources = self.sources.clone();
        drawn.citations = Arc::clone(&self.citations);
        drawn.unknown = self.unknown.clone();
        for (unit, dossier) in &self.dossiers {
            for recorded in dossier.all().filter(|recorded| is_of(recorded, date)) {
                if drawn.standings.admit(reference, *unit, date) {
                    drawn.dossiers.entry(*unit).or_default().put(Arc::clone(recorded));
                    drawn.ledger.keep(recorded.seq);
                }
            }
        }
        for recorded in self.steering_facts().filter(|recorded| recorded.fact.as_of <= date) {
            if drawn.standings.admit(reference, recorded.fact.unit, date) {
                drawn.put_steering(recorded);
                drawn.ledger.keep(recorded.seq);
            }
        }
        for sheet in 0..self.sheets.len() {
            for row in 0..self.sheets[sheet].rows.len() {
                self.copy_row(sheet, row, &mut drawn);
            }
        }
        drawn.finish();
        drawn
    }

    /// Copies what stands in a row by the date of the other picture. Where the unit lies in the same province, the same sheets take
    /// the same facts; else each fact finds its sheets anew, from the set it was stated for.
    fn copy_row(&self, sheet: usize, row: usize, drawn: &mut Self) {
        let (from, date) = (&self.sheets[sheet], drawn.date);
        let row = &from.rows[row];
        let words = || row.words.iter().filter(|word| word.origin.is_by(date));
        let sightings = || row.sightings().filter(|(_, sighting)| sighting.origin.is_by(date));
        if (sightings().next().is_none() && words().next().is_none()) || !drawn.standings.admit(&drawn.reference, row.unit, date) {
            return;
        }
        let province = |board: &Self, unit: UnitId| board.standings.get(unit).and_then(|standing| standing.province.clone());
        if province(self, row.unit) == province(drawn, row.unit) {
            let to = drawn.sheets[sheet].open(row.unit);
            for (slot, sighting) in sightings() {
                drawn.ledger.keep(sighting.origin.seq());
                drawn.sheets[sheet].rows[to as usize].see(slot, sighting);
            }
            for word in words() {
                drawn.ledger.keep(word.origin.seq());
                drawn.sheets[sheet].hear(to, *word);
            }
            return;
        }
        for (slot, sighting) in sightings().filter(|(_, sighting)| !sighting.origin.is_inherited()) {
            let Some((target, observed)) = from.unpack(slot, sighting.cell) else { continue };
            if drawn.place_value(row.unit, &target, &observed, sighting.origin) {
                drawn.ledger.keep(sighting.origin.seq());
            }
        }
        for word in words().filter(|word| !word.origin.is_inherited()) {
            let Some(about) = from.about(word.subject) else { continue };
            let said = Said { state: word.state, implied: word.implied, origin: word.origin };
            if drawn.place_word(row.unit, &from.set.id, &about, said) {
                drawn.ledger.keep(word.origin.seq());
            }
        }
    }
}
