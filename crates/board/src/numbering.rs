//! Criteria named by a number alone: which set's number it is.
//!
//! Every decision numbers its criteria anew. People say "criterion 5" and mean the set in use where and when they say it; what that is in
//! other sets, [`vedich_criteria::Catalogue::correspond`] knows.

use crate::{Board, Reference};
use std::sync::Arc;
use vedich_criteria::{CriteriaSet, Subject};
use vedich_facts::UnitLevel;
use vedich_steering::Task;
use vedich_values::{CriterionKey, CriterionNo, Date, UnitId};

impl Reference {
    /// The day nearest to another on which a unit exists.
    #[must_use]
    pub fn day_there(&self, unit: UnitId, on: Date) -> Date {
        crate::standing::nearest_day(&self.registry, unit, on).unwrap_or(on)
    }

    /// The set by whose numbers people speak of the criteria of a kind of unit, in the province of a unit on a day; of a unit that has
    /// ended by then: on its last day, as everywhere.
    #[must_use]
    pub fn set_spoken_of(&self, subject: Subject, unit: UnitId, on: Date) -> Option<&Arc<CriteriaSet>> {
        let there = self.day_there(unit, on);
        self.catalogue.spoken_of(subject, self.registry.province_slug(unit, there), there)
    }

    /// The criterion a text names: `vn.commune.2021-2025.standard:5`, or a number alone, which is one of the set spoken of at a unit on a
    /// day: for hamlets in a hamlet, for communes elsewhere. None when no set has such a criterion.
    #[must_use]
    pub fn criterion_meant(&self, text: &str, unit: UnitId, on: Date) -> Option<CriterionKey> {
        let named = |key: &CriterionKey| self.catalogue.get(key.set.as_str()).is_some_and(|set| set.criterion(key.no).is_some());
        if let Ok(no) = text.trim().parse().map(CriterionNo) {
            let level = self.registry.at(unit, self.day_there(unit, on)).map(|at| at.level);
            let subject = if level == Some(UnitLevel::Hamlet) { Subject::Hamlet } else { Subject::Commune };
            return self.set_spoken_of(subject, unit, on).map(|set| set.key(no)).filter(named);
        }
        text.trim().parse().ok().filter(named)
    }
}

impl Board {
    /// The set by whose numbers a unit shares out criteria on a day: its own for a commune or hamlet, that of the communes for those above.
    #[must_use]
    pub fn shared_set(&self, unit: UnitId, on: Date) -> Option<&Arc<CriteriaSet>> {
        let reference = self.reference();
        match reference.registry.at(unit, reference.day_there(unit, on))?.level {
            UnitLevel::Commune | UnitLevel::Hamlet => self.set_in_force_on(unit, on),
            _ => reference.set_spoken_of(Subject::Commune, unit, on),
        }
    }

    /// The criteria a task is about: its numbers are of the set in force for the commune or hamlet it concerns on the day it was given; of
    /// a task about no such place, of the one for communes where it was assigned.
    #[must_use]
    pub fn criteria_of_task(&self, task: &Task) -> Vec<CriterionKey> {
        let assignment = &task.assignment;
        if assignment.criteria.is_empty() {
            return Vec::new();
        }
        let (reference, on) = (self.reference(), assignment.given);
        let level = |unit: UnitId| reference.registry.at(unit, reference.day_there(unit, on)).map(|at| at.level);
        let assessed = |unit: &&UnitId| matches!(level(**unit), Some(UnitLevel::Commune | UnitLevel::Hamlet));
        let there = assignment.places.iter().find(assessed).and_then(|unit| self.set_in_force_on(*unit, on));
        let set = there.or_else(|| reference.set_spoken_of(Subject::Commune, task.assigner, on));
        set.map(|set| assignment.criteria.iter().map(|no| set.key(*no)).collect()).unwrap_or_default()
    }
}
