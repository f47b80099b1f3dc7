//! Reported counts ("12/20") where they stand in for what nobody assessed: in averages, bands and ranks.

use crate::Board;
use crate::sums::is_assessed;
use vedich_criteria::Counts;
use vedich_facts::{Body, UnitLevel};
use vedich_values::{SetId, Tally, UnitId};

impl Board {
    /// The count of criteria a unit reported last for a set or one it builds on.
    pub(crate) fn reported_of(&self, unit: UnitId, set: &SetId) -> Option<Tally> {
        let catalogue = &self.reference().catalogue;
        // The latest stands first.
        self.dossier(unit)?.others.iter().find_map(|recorded| match &recorded.fact.body {
            Body::ReportedCount { set: stated, criteria: Some(tally), .. } if catalogue.accepts(set, stated) => Some(*tally),
            _ => None,
        })
    }

    /// What units of a level below an area (or the area itself) reported that have no criterion assessed under their set of a family.
    pub(crate) fn reported_under(&self, area: UnitId, level: UnitLevel, family: u16) -> Vec<Tally> {
        let one = |unit: UnitId| {
            let standing = self.standing(unit).filter(|standing| standing.level == level && standing.assessed)?;
            let family = self.family(family);
            let sheet = self.sheet_number(family.members[family.member(standing.province.as_deref())?]);
            if sheet.row(unit).is_some_and(|row| row.has_data() && is_assessed(&row.marks)) {
                return None;
            }
            self.reported_of(unit, &sheet.set.id)
        };
        self.units_under(area).into_iter().filter_map(one).collect()
    }
}

/// A reported count as bands look at it.
pub(crate) fn as_counts(tally: Tally) -> Counts {
    Counts { met: tally.met(), not_met: tally.missing(), total: tally.total(), ..Counts::default() }
}
