//! The criteria set a statement is about.

use std::sync::Arc;
use vedich_board::Board;
use vedich_criteria::{CriteriaSet, Subject, Tier};
use vedich_values::{Date, UnitId};

/// The tier of that name.
pub(crate) fn tier(name: &str) -> Option<Tier> {
    Some(match name {
        "standard" => Tier::Standard,
        "advanced" => Tier::Advanced,
        "model" => Tier::Model,
        "modern" => Tier::Modern,
        _ => return None,
    })
}

/// The set of a tier in force for units of a kind in the province of a unit.
pub(crate) fn of_tier(board: &Board, unit: UnitId, subject: Subject, tier: Tier, date: Date) -> Option<Arc<CriteriaSet>> {
    let reference = board.reference();
    reference.catalogue.in_force(subject, tier, reference.registry.province_slug(unit, date), date).cloned()
}

/// How many criteria a set has, as far as known.
pub(crate) fn criteria_of(set: &CriteriaSet) -> u32 {
    u32::try_from(set.criteria.len()).unwrap_or(u32::MAX).max(set.declared_criteria.unwrap_or_default())
}

/// How many indicators.
pub(crate) fn indicators_of(set: &CriteriaSet) -> u32 {
    u32::try_from(set.indicators().count()).unwrap_or(u32::MAX).max(set.declared_indicators.unwrap_or_default())
}

/// The set meant: of the tier the text names, else of the one the unit works towards; when the text counts out of a total that this set
/// has not, the set of another tier that has it.
pub(crate) fn meant(board: &Board, unit: UnitId, named: &str, date: Date, fits: impl Fn(&CriteriaSet) -> bool) -> Option<Arc<CriteriaSet>> {
    let subject = Subject::of_level(board.reference().registry.at(unit, date)?.level)?;
    let own = board.set_in_force_on(unit, date).cloned();
    let said = tier(named).and_then(|tier| of_tier(board, unit, subject, tier, date));
    let all = [Tier::Standard, Tier::Advanced, Tier::Model, Tier::Modern];
    let others = all.into_iter().filter_map(|tier| of_tier(board, unit, subject, tier, date));
    let candidates: Vec<Arc<CriteriaSet>> = said.into_iter().chain(own).chain(others).collect();
    candidates.iter().find(|set| fits(set)).or_else(|| candidates.first()).cloned()
}
