//! How a fact finds its place on the board, and how it leaves it again.

use super::{Applied, Board, reaches};
use crate::citations::Citations;
use crate::dossier::Removed;
use crate::origin::{Origin, Sighting};
use crate::row::Word;
use crate::steering::is_steering;
use rustc_hash::FxHashSet;
use std::sync::Arc;
use vedich_facts::{Body, DeclaredState, Observed, Recorded, Target};
use vedich_values::{CriterionNo, Date, FactSeq, IndicatorCode, SetId, UnitId};

/// A declared status before it has a place in a set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) state: DeclaredState,
    pub(super) implied: bool,
    pub(super) origin: Origin,
}

/// Whether a statement belongs in the picture of a date: dated by then, or, of who is responsible from a day to come, decided by then.
pub(super) fn is_of(recorded: &Recorded, date: Date) -> bool {
    let decided = || vedich_values::date::day_of(recorded.recorded_at);
    recorded.fact.as_of <= date || (matches!(recorded.fact.body, Body::Responsibility(_)) && decided() <= date)
}

impl Board {
    /// Takes one fact in and brings every result and total up to date.
    /// Applying a fact twice, or facts in another order, makes no difference.
    pub fn apply(&mut self, recorded: &Recorded) -> Applied {
        self.ledger.see(recorded.seq);
        if let Some(corrected) = recorded.fact.supersedes
            && self.ledger.supersede(corrected)
        {
            self.withdraw(corrected, recorded.fact.unit);
        }
        if self.ledger.has(recorded.seq) {
            return Applied::Already;
        }
        if self.ledger.is_superseded(recorded.seq) {
            return Applied::Superseded;
        }
        if !is_of(recorded, self.date) {
            return Applied::Later;
        }
        if self.place_fact(recorded) {
            self.ledger.keep(recorded.seq);
            Applied::Standing
        } else {
            Applied::Aside
        }
    }

    fn place_fact(&mut self, recorded: &Recorded) -> bool {
        let unit = recorded.fact.unit;
        if matches!(
            recorded.fact.body,
            Body::UnitChange(_)
                | Body::Account(_)
                | Body::Paper(_)
                | Body::Reading(_)
                | Body::Document(_)
                | Body::Observation { observed: Observed::Withdrawn, .. }
        ) {
            return false;
        }
        if !self.standings.admit(&self.reference, unit, self.date) {
            self.unknown.insert(unit);
            return false;
        }
        match &recorded.fact.body {
            Body::Observation { target, observed } => {
                let origin = self.origin(recorded);
                self.place_value(unit, target, observed, origin)
            }
            Body::DeclaredStatus { set, criterion, code, state, implied } => {
                let said = Said { state: *state, implied: *implied, origin: self.origin(recorded) };
                self.place_word(unit, set, &(*criterion, code.clone()), said)
            }
            body if is_steering(body) => {
                Citations::see(&mut self.citations, recorded);
                self.put_steering(recorded);
                true
            }
            body => {
                let removed = match body {
                    Body::Attribute { .. } => Removed::Attribute,
                    Body::Overlay(_) => Removed::Overlay,
                    _ => Removed::Other,
                };
                self.dossiers.entry(unit).or_default().put(Arc::new(recorded.clone()));
                self.unsettle(unit, removed);
                if matches!(body, Body::Roadmap(_)) {
                    self.unsettle_linked(unit);
                }
                if matches!(body, Body::DaysOff(_)) {
                    self.redraw_roadmaps();
                }
                true
            }
        }
    }

    fn origin(&mut self, recorded: &Recorded) -> Origin {
        Citations::see(&mut self.citations, recorded);
        Origin::new(recorded.fact.as_of, recorded.seq, self.sources.number(recorded.fact.source.as_ref()))
    }

    /// Puts a value into every sheet that takes it; false when there is none.
    pub(super) fn place_value(&mut self, unit: UnitId, target: &Target, observed: &Observed, origin: Origin) -> bool {
        let mut placed = false;
        let (set, sheets) = self.accepting(&target.set);
        for index in 0..sheets {
            let Some(sheet) = self.accepting_sheet(set, index, unit) else { continue };
            let Some((slot, cell)) = self.sheets[sheet].pack(target, observed) else { continue };
            let row = self.sheets[sheet].open(unit);
            let sighting = Sighting { cell, origin: if placed { origin.inherited() } else { origin } };
            let current = self.sheets[sheet].rows[row as usize].see(slot, sighting);
            if current && self.bulk.is_none() {
                self.refresh(sheet, row);
            }
            placed = true;
        }
        placed
    }

    /// Puts a declared status into every sheet that takes it; false when there is none.
    pub(super) fn place_word(&mut self, unit: UnitId, set: &SetId, about: &(CriterionNo, Option<IndicatorCode>), word: Said) -> bool {
        let mut placed = false;
        let (set, sheets) = self.accepting(set);
        for index in 0..sheets {
            let Some(sheet) = self.accepting_sheet(set, index, unit) else { continue };
            let Some(subject) = self.sheets[sheet].subject(about.0, about.1.as_ref()) else { continue };
            let row = self.sheets[sheet].open(unit);
            let origin = if placed { word.origin.inherited() } else { word.origin };
            self.sheets[sheet].hear(row, Word { subject, state: word.state, implied: word.implied, origin });
            if self.bulk.is_none() {
                self.refresh(sheet, row);
            }
            placed = true;
        }
        placed
    }

    /// Number of the set facts are stated for, and how many sheets they may count in.
    fn accepting(&self, stated_for: &SetId) -> (usize, usize) {
        self.by_set.get(stated_for).map_or((0, 0), |set| (usize::from(*set), self.counts_in[usize::from(*set)].len()))
    }

    /// One of these sheets, if it reaches the unit's province.
    fn accepting_sheet(&self, set: usize, index: usize, unit: UnitId) -> Option<usize> {
        let sheet = usize::from(self.counts_in[set][index]);
        // The set the fact is stated for always takes it, wherever the unit lies: what was stated is shown.
        let reached = || reaches(&self.sheets[sheet].set.scope, self.standings.get(unit).and_then(|standing| standing.province.as_deref()));
        (index == 0 || reached()).then_some(sheet)
    }

    /// Takes a corrected fact off the board, wherever it stands.
    fn withdraw(&mut self, seq: FactSeq, likely: UnitId) {
        if !self.ledger.has(seq) {
            return;
        }
        if self.withdraw_from(seq, likely) {
            self.ledger.drop(seq);
        } else if let Some(waiting) = &mut self.bulk {
            waiting.insert(seq);
        } else {
            let units: Vec<UnitId> = self.standings.units().collect();
            units.into_iter().any(|unit| self.withdraw_from(seq, unit));
            self.ledger.drop(seq);
        }
    }

    fn withdraw_from(&mut self, seq: FactSeq, unit: UnitId) -> bool {
        let closed = self.dossiers.get(&unit).is_some_and(|dossier| dossier.days_off.iter().any(|recorded| recorded.seq == seq));
        if let Some(removed) = self.dossiers.get_mut(&unit).and_then(|dossier| dossier.forget(seq)) {
            self.unsettle(unit, removed);
            self.unsettle_linked(unit);
            if closed {
                self.redraw_roadmaps();
            }
            return true;
        }
        if self.forget_steering(&[seq]) {
            return true;
        }
        let mut found = false;
        for sheet in 0..self.sheets.len() {
            let Some(row) = self.sheets[sheet].find(unit) else { continue };
            if self.sheets[sheet].forget(row, seq) {
                found = true;
                if self.bulk.is_none() {
                    self.refresh(sheet, row);
                }
            }
        }
        found
    }

    /// One sweep over everything for corrections that came with another unit than the fact they correct.
    pub(super) fn forget_everywhere(&mut self, corrected: &FxHashSet<FactSeq>) {
        if corrected.is_empty() {
            return;
        }
        for dossier in self.dossiers.values_mut() {
            dossier.retain(|seq| !corrected.contains(&seq));
        }
        self.redraw_roadmaps();
        let all: Vec<FactSeq> = corrected.iter().copied().collect();
        self.forget_steering(&all);
        for sheet in &mut self.sheets {
            for row in 0..sheet.rows.len() {
                let mut gone = sheet.rows[row].facts();
                gone.retain(|seq| corrected.contains(seq));
                for seq in gone {
                    sheet.forget(row as u32, seq);
                }
            }
        }
        for seq in corrected {
            self.ledger.drop(*seq);
        }
    }
}
