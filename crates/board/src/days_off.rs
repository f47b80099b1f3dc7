//! Days off that areas declare (ngày nghỉ chung), and what of them holds for a unit.

use crate::Board;
use std::collections::BTreeSet;
use std::sync::Arc;
use vedich_facts::roadmap::DayOff;
use vedich_facts::{Body, DaysOff, Recorded};
use vedich_values::{Date, UnitId};

/// Days an area took off; not withdrawn.
#[derive(Clone, Debug)]
pub struct Closed {
    /// The fact; its number is the identity, its unit the area.
    pub recorded: Arc<Recorded>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Why.
    pub reason: String,
}

impl Board {
    /// What an area declared itself and did not withdraw, the latest days first.
    #[must_use]
    pub fn days_off_of(&self, area: UnitId) -> Vec<Closed> {
        let said = || self.dossier(area).into_iter().flat_map(|dossier| &dossier.days_off);
        let withdrawn: BTreeSet<_> = said()
            .filter_map(|recorded| match recorded.fact.body {
                Body::DaysOff(DaysOff::Withdrawn { declared }) => Some(declared),
                _ => None,
            })
            .collect();
        let closed = |recorded: &Arc<Recorded>| match &recorded.fact.body {
            Body::DaysOff(DaysOff::Declared { from, to, reason }) if !withdrawn.contains(&recorded.seq) => {
                Some(Closed { recorded: Arc::clone(recorded), from: *from, to: *to, reason: reason.clone() })
            }
            _ => None,
        };
        let mut found: Vec<Closed> = said().filter_map(closed).collect();
        found.sort_by_key(|one| std::cmp::Reverse((one.from, one.recorded.seq)));
        found
    }

    /// What holds for a unit: its own days off, and those of the areas it lay in on their first day; the latest first.
    #[must_use]
    pub fn days_off_for(&self, unit: UnitId) -> Vec<Closed> {
        let registry = &self.reference().registry;
        let lay_in = |area: UnitId, day: Date| area == unit || registry.ancestors(unit, day).contains(&area);
        let areas = self.areas_ever_above(unit);
        let all = std::iter::once(unit).chain(areas).flat_map(|area| self.days_off_of(area));
        let mut found: Vec<Closed> = all.filter(|one| lay_in(one.recorded.fact.unit, one.from)).collect();
        found.sort_by_key(|one| std::cmp::Reverse((one.from, one.recorded.seq)));
        found
    }

    /// The same day by day, as calendars take them; known by the end of a day.
    #[must_use]
    pub fn closed_days(&self, unit: UnitId, known_by: Date) -> Arc<[DayOff]> {
        let known = self.days_off_for(unit).into_iter().filter(|one| one.recorded.fact.as_of <= known_by);
        let days =
            known.flat_map(|one| one.from.iter_days().take_while(move |day| *day <= one.to).map(move |date| (date, one.reason.clone())));
        let by_day: std::collections::BTreeMap<Date, String> = days.collect();
        by_day.into_iter().map(|(date, reason)| DayOff { date, reason }).collect()
    }

    /// Every area the unit, or what it lay in, ever lay in.
    fn areas_ever_above(&self, unit: UnitId) -> BTreeSet<UnitId> {
        let registry = &self.reference().registry;
        let (mut found, mut waiting) = (BTreeSet::new(), vec![unit]);
        while let Some(next) = waiting.pop() {
            for parent in registry.get(next).into_iter().flat_map(|unit| unit.parents.iter()).map(|dated| dated.value) {
                if found.insert(parent) {
                    waiting.push(parent);
                }
            }
        }
        found
    }

    /// Roadmaps are put together anew: their calendars may have changed.
    pub(crate) fn redraw_roadmaps(&mut self) {
        self.dossiers_mut().for_each(|dossier| dossier.roadmaps.put_together_anew());
    }
}
