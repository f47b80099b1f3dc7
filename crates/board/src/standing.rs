//! Where the units with facts stand in the tree on the date of the picture.

use crate::Reference;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use vedich_facts::UnitLevel;
use vedich_units::Registry;
use vedich_values::{Date, UnitId};

/// One unit's place in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// The day the tree is read on: the date of the picture, or the nearest day the unit exists.
    pub(crate) on: Date,
    /// Whether the unit exists on the date of the picture; only then it is part of the totals.
    pub(crate) valid: bool,
    pub(crate) level: UnitLevel,
    /// Whether sets of its level assess it: not a ward, township or special zone; only then it is part of the totals.
    pub(crate) assessed: bool,
    pub(crate) province: Option<Arc<str>>,
    /// Nearest first, the country last.
    pub(crate) ancestors: Box<[(UnitId, UnitLevel)]>,
}

impl Standing {
    /// None when the registry does not know the unit at all.
    pub(crate) fn of(registry: &Registry, unit: UnitId, date: Date) -> Option<Self> {
        let on = nearest_day(registry, unit, date)?;
        let at = registry.at(unit, on)?;
        let level_of = |id: UnitId| registry.at(id, on).map(|ancestor| (id, ancestor.level));
        Some(Self {
            on,
            valid: on == date,
            level: at.level,
            assessed: at.is_assessed(),
            province: registry.province_slug(unit, on).map(Arc::from),
            ancestors: registry.ancestors(unit, on).into_iter().filter_map(level_of).collect(),
        })
    }
}

/// The date itself when the unit exists then, else the last day before it, else the first day after it.
pub(crate) fn nearest_day(registry: &Registry, unit: UnitId, date: Date) -> Option<Date> {
    Some(registry.get(unit)?.span.nearest(date))
}

/// The places of all units with facts, and who lies below whom among them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standings {
    units: FxHashMap<UnitId, Standing>,
    below: FxHashMap<UnitId, Vec<UnitId>>,
}

impl Standings {
    /// Makes sure the unit is known here.
    pub(crate) fn admit(&mut self, reference: &Reference, unit: UnitId, date: Date) -> bool {
        if self.units.contains_key(&unit) {
            return true;
        }
        let Some(standing) = Standing::of(&reference.registry, unit, date) else { return false };
        for (ancestor, _) in &standing.ancestors {
            self.below.entry(*ancestor).or_default().push(unit);
        }
        self.units.insert(unit, standing);
        true
    }

    pub(crate) fn get(&self, unit: UnitId) -> Option<&Standing> {
        self.units.get(&unit)
    }

    /// The unit itself, if it has facts, and every unit with facts below it.
    pub(crate) fn under(&self, unit: UnitId) -> Vec<UnitId> {
        let mut units: Vec<UnitId> = self.units.contains_key(&unit).then_some(unit).into_iter().collect();
        units.extend(self.below.get(&unit).into_iter().flatten());
        units
    }

    pub(crate) fn units(&self) -> impl Iterator<Item = UnitId> {
        self.units.keys().copied()
    }
}
