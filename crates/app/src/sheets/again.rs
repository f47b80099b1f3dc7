//! A period handed in once more: a version says something new, or there is none. Whoever presses the button again is told on which day the same
//! was handed in, and nobody who verifies is told of anything.

use super::{FormFate, FormLine, LineFate, SaveSheet, SheetPlan};
use crate::{App, AppError};
use std::collections::{BTreeMap, BTreeSet};
use vedich_board::{Board, Handed};
use vedich_facts::{Body, Kind, Observed, Recorded};
use vedich_journal::Select;
use vedich_values::date::day_of;
use vedich_values::{Date, FactSeq, UnitId};

/// What the units of a sheet handed in last, each with the first fact behind its entry.
#[derive(Debug, Default)]
pub(super) struct HandedBefore(BTreeMap<UnitId, (Handed, FactSeq)>);

/// Which of the units stand as they did when they handed the period in, and when that was.
#[derive(Debug, Default)]
pub(super) struct AsHandedIn(BTreeMap<UnitId, Date>);

impl App {
    /// What the units of a sheet that is to be handed in handed in last.
    pub(super) async fn handed_before(&self, save: &SaveSheet) -> Result<HandedBefore, AppError> {
        if !save.submit {
            return Ok(HandedBefore::default());
        }
        let last: Vec<(UnitId, Handed)> = {
            let live = self.live();
            let last = |unit: &UnitId| Some((*unit, live.handed_in(*unit, save.period).into_iter().next()?));
            save.units.iter().filter_map(last).collect()
        };
        let numbers: BTreeSet<_> = last.iter().map(|(_, handed)| handed.recorded.entry).collect();
        let entries = self.inner.journal.entries_of(&numbers.into_iter().collect::<Vec<_>>()).await?;
        let ends: BTreeMap<_, _> = entries.into_iter().map(|entry| (entry.seq, entry.facts.end)).collect();
        let mut before = HandedBefore::default();
        for (unit, handed) in last {
            let Some(end) = ends.get(&handed.recorded.entry).copied() else { continue };
            if !self.was_taken_back_since(unit, end).await? {
                before.0.insert(unit, (handed, end));
            }
        }
        Ok(before)
    }

    /// Whether a value of the unit was taken back by what was recorded from a fact on: the board has nothing in its place that would tell.
    async fn was_taken_back_since(&self, unit: UnitId, first: FactSeq) -> Result<bool, AppError> {
        let after = first.get().checked_sub(1).map(FactSeq);
        let since = Select { unit: Some(unit), kind: Some(Kind::Observation), after, ..Select::default() };
        let mut taken_back = false;
        let look = |recorded: Recorded| taken_back |= matches!(recorded.fact.body, Body::Observation { observed: Observed::Withdrawn, .. });
        self.inner.journal.for_each(&since, look).await?;
        Ok(taken_back)
    }
}

impl HandedBefore {
    /// The units of which neither the record nor the sheet says anything new.
    pub(super) fn as_they_stand(&self, board: &Board, plans: &[SheetPlan], forms: &[FormLine]) -> AsHandedIn {
        let says_nothing = |plan: &SheetPlan| {
            let known = |fate| matches!(fate, LineFate::Blank | LineFate::Unchanged);
            let stated = |line: &FormLine| line.fact.unit == plan.unit && line.fate == FormFate::New;
            plan.lines.iter().all(|line| known(line.fate)) && !forms.iter().any(stated)
        };
        let unchanged = plans.iter().filter(|plan| says_nothing(plan)).filter_map(|plan| {
            let (handed, end) = self.0.get(&plan.unit)?;
            // A version that came since the entries were looked up is weighed by nobody here; it is none of this hand's.
            let last = board.handed_in(plan.unit, plan.period).into_iter().next()?;
            let same = last.recorded.seq == handed.recorded.seq && board.stands_as_handed_in(&plan.form, handed, *end);
            same.then(|| (plan.unit, day_of(handed.recorded.recorded_at)))
        });
        AsHandedIn(unchanged.collect())
    }
}

impl AsHandedIn {
    /// Whether a unit stands as it did when it handed the period in.
    pub(super) fn is_as_handed_in(&self, unit: UnitId) -> bool {
        self.0.contains_key(&unit)
    }

    /// The day all units of a sheet were handed in as they stand, the latest of several.
    pub(super) fn all_of(&self, save: &SaveSheet) -> Option<Date> {
        let all = save.submit && save.draft.unread.is_empty() && save.units.iter().all(|unit| self.is_as_handed_in(*unit));
        self.0.values().max().copied().filter(|_| all)
    }
}
