//! What changed between two pictures.

use crate::area::AreaRow;
use crate::{Board, Totals};
use vedich_criteria::{Counts, Status};
use vedich_facts::UnitLevel;
use vedich_values::{CriterionNo, SetId, UnitId};

/// How one unit moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitMove {
    /// The unit.
    pub unit: UnitId,
    /// Criteria then; none when it did not exist then or nothing was known.
    pub criteria_before: Option<Counts>,
    /// Criteria now; none when nothing is known.
    pub criteria_now: Option<Counts>,
    /// Indicators then.
    pub indicators_before: Option<Counts>,
    /// Indicators now.
    pub indicators_now: Option<Counts>,
    /// Criteria met now and not then.
    pub gained: Vec<CriterionNo>,
    /// Criteria met then and not now.
    pub lost: Vec<CriterionNo>,
}

impl UnitMove {
    /// Criteria met more (or, negative, fewer) than then, nothing known counting as none met.
    #[must_use]
    pub fn criteria_met(&self) -> i64 {
        difference(self.criteria_before, self.criteria_now)
    }

    /// Indicators met more (or, negative, fewer) than then.
    #[must_use]
    pub fn indicators_met(&self) -> i64 {
        difference(self.indicators_before, self.indicators_now)
    }
}

/// How an area moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Totals then.
    pub before: Totals,
    /// Totals now.
    pub now: Totals,
    /// The units of the area now, in Vietnamese order of names.
    pub units: Vec<UnitMove>,
}

impl Board {
    /// What changed in an area since an earlier picture: since last month, since the start of the year.
    #[must_use]
    pub fn change(&self, against: &Self, area: UnitId, level: UnitLevel, family: &SetId) -> Change {
        let table = self.area(area, level, family);
        Change {
            before: against.totals(area, level, family),
            now: self.totals(area, level, family),
            units: table.rows.iter().map(|now| between(against.line(now.unit, family), *now)).collect(),
        }
    }

    /// How one unit moved since an earlier picture.
    #[must_use]
    pub fn change_of(&self, against: &Self, unit: UnitId, family: &SetId) -> Option<UnitMove> {
        Some(between(against.line(unit, family), self.line(unit, family)?))
    }
}

fn between(before: Option<AreaRow<'_>>, now: AreaRow<'_>) -> UnitMove {
    let known = |row: &AreaRow<'_>| row.marks.is_some();
    let before = before.filter(known);
    let met = |row: &AreaRow<'_>, no: CriterionNo| row.status(no).is_some_and(Status::is_met);
    let met_then = |no| before.is_some_and(|before| met(&before, no));
    let numbers = || now.set.criteria.iter().map(|criterion| criterion.no);
    UnitMove {
        unit: now.unit,
        criteria_before: before.map(|row| row.criteria()),
        criteria_now: known(&now).then(|| now.criteria()),
        indicators_before: before.map(|row| row.indicators()),
        indicators_now: known(&now).then(|| now.indicators()),
        gained: numbers().filter(|no| met(&now, *no) && !met_then(*no)).collect(),
        lost: numbers().filter(|no| !met(&now, *no) && met_then(*no)).collect(),
    }
}

fn difference(before: Option<Counts>, now: Option<Counts>) -> i64 {
    let met = |counts: Option<Counts>| counts.map_or(0, |counts| i64::from(counts.met));
    met(now) - met(before)
}
