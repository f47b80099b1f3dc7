//! Units over time, as steering follows them: who carries on what a unit began that has ended since, and what lies above it.

use crate::{App, Ground};
use vedich_rights::Places;
use vedich_values::{Date, UnitId};

impl App {
    /// The units that act for one on a day: itself until it ends, then those it went into whole; none when it was divided.
    #[must_use]
    pub fn acting_for(&self, unit: UnitId, on: Date) -> Vec<UnitId> {
        let registry = self.reference().registry;
        let ended = registry.get(unit).and_then(|unit| unit.span.to).is_some_and(|last| last < on);
        if ended { registry.went_into(unit, on) } else { vec![unit] }
    }

    /// The unit in whose name something new of a unit is stated on a day: itself until it ends, then the one it went into whole, else
    /// the nearest level above that is still there.
    #[must_use]
    pub fn carried_on_by(&self, unit: UnitId, on: Date) -> UnitId {
        let acting = self.acting_for(unit, on).into_iter().next();
        acting.or_else(|| self.levels_above(unit, on).into_iter().next()).unwrap_or(unit)
    }

    /// The units a proposal of a unit can go to, nearest first: the levels above it that exist on a day. Above a unit that has ended are
    /// those that were on its last day and those above what it went into, as far as they are still there.
    #[must_use]
    pub fn levels_above(&self, unit: UnitId, on: Date) -> Vec<UnitId> {
        let reference = self.reference();
        let ground = Ground(&reference.registry);
        let heirs = ground.heirs(unit, on);
        let lines = std::iter::once(unit).chain(heirs.iter().copied()).flat_map(|unit| ground.line(unit, on));
        let mut found: Vec<UnitId> = Vec::new();
        for above in lines {
            let there = reference.registry.get(above).is_some_and(|known| known.exists(on));
            if there && above != unit && !heirs.contains(&above) && !found.contains(&above) {
                found.push(above);
            }
        }
        // Lines of several units meet further up: the nearest level comes first.
        found.sort_by_key(|above| std::cmp::Reverse(reference.registry.ancestors(*above, on).len()));
        found
    }
}
