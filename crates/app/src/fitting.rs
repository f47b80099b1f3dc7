//! Whether a criteria set can measure a unit: one of its kind, in its province. A commune is not judged as a garden, nor by the values of
//! another province; who asks for that is told which sets can.

use vedich_board::Reference;
use vedich_criteria::{CriteriaSet, Scope, Subject};
use vedich_units::UnitLevel;
use vedich_values::{Date, Diagnostic, Place, UnitId};

/// Why a set measures nothing of a unit on a day, with the sets that do: `fit.other-kind`, `fit.other-province`. None: it can. That it was
/// not in force then is no reason: earlier and later sets are looked at to compare.
#[must_use]
pub fn misfit(reference: &Reference, set: &CriteriaSet, unit: UnitId, on: Date) -> Option<Diagnostic> {
    let level = reference.registry.at(unit, on)?.level;
    misfit_of(reference, set, (unit, Subject::of_level(level)?), on)
}

/// The same of the units of a level below an area.
#[must_use]
pub fn misfit_below(reference: &Reference, set: &CriteriaSet, (area, level): (UnitId, UnitLevel), on: Date) -> Option<Diagnostic> {
    misfit_of(reference, set, (area, Subject::of_level(level)?), on)
}

fn misfit_of(reference: &Reference, set: &CriteriaSet, (unit, subject): (UnitId, Subject), on: Date) -> Option<Diagnostic> {
    let registry = &reference.registry;
    let slug = registry.province_slug(unit, on);
    let code = if set.subject != subject {
        "fit.other-kind"
    } else if is_elsewhere(set, slug) {
        "fit.other-province"
    } else {
        return None;
    };
    let path = registry.path(unit, on);
    // The country has no path.
    let named = if path.is_empty() { registry.at(unit, on).map_or_else(String::new, |at| at.name.to_owned()) } else { path };
    let told = Diagnostic::error(code, Place::default()).with("set", &set.id).with("unit", named);
    Some(told.with("candidates", those_that_fit(reference, (unit, subject), on)))
}

/// The sets that can measure a unit on a day, by their ids; those of any day where none is in force.
#[must_use]
pub fn sets_of(reference: &Reference, unit: UnitId, on: Date) -> String {
    let subject = reference.registry.at(unit, on).and_then(|at| Subject::of_level(at.level));
    subject.map_or_else(|| "–".to_owned(), |subject| those_that_fit(reference, (unit, subject), on))
}

/// The same of the units of a level below an area.
#[must_use]
pub fn sets_below(reference: &Reference, (area, level): (UnitId, UnitLevel), on: Date) -> String {
    Subject::of_level(level).map_or_else(|| "–".to_owned(), |subject| those_that_fit(reference, (area, subject), on))
}

fn those_that_fit(reference: &Reference, (unit, subject): (UnitId, Subject), on: Date) -> String {
    let catalogue = &reference.catalogue;
    let slug = reference.registry.province_slug(unit, on);
    let mut fitting: Vec<&str> = catalogue.applying(subject, slug, on).map(|set| set.id.as_str()).collect();
    if fitting.is_empty() {
        let of_any_day = catalogue.iter().filter(|set| set.subject == subject && !is_elsewhere(set, slug));
        fitting = of_any_day.map(|set| set.id.as_str()).collect();
    }
    if fitting.is_empty() { "–".to_owned() } else { fitting.join(", ") }
}

/// A set of one province, for a unit of another. For the whole country every province's counts.
fn is_elsewhere(set: &CriteriaSet, slug: Option<&str>) -> bool {
    matches!((&set.scope, slug), (Scope::Province(own), Some(here)) if own != here)
}
