//! Where somebody is to work: the unit a text means on a day; of one that has ended, what it became.

use vedich_units::{COUNTRY, Found, Registry, Resolution};
use vedich_values::text::fold;
use vedich_values::{Date, Diagnostic, Place, UnitId};
use vedich_wording::Lang;

/// Units named in a sentence, at most.
const NAMED: usize = 4;
/// Reorganisations one after the other that are followed: more than there were since 1975.
const MOST_STEPS: usize = 12;

/// Codes of what keeps a text from being a unit; each is worded in `vedich-wording`.
pub const CODES: &[&str] = &["account.unit-ended", "account.unit-ambiguous", "account.no-unit"];

/// The unit a text means on a day.
///
/// # Errors
/// That there is none, several, or none any more; then what it became.
pub fn workplace(registry: &Registry, text: &str, on: Date) -> Result<UnitId, Diagnostic> {
    let problem = |code| Diagnostic::error(code, Place::default()).with("found", text);
    if Lang::ALL.iter().any(|lang| fold(lang.text("level.country")) == fold(text)) {
        return Ok(COUNTRY);
    }
    let near = |found: &[Found]| list(found.iter().map(|one| registry.path(one.unit, one.on)));
    match registry.resolve(text, on) {
        Resolution::One(unit) => Ok(unit),
        Resolution::Ambiguous(found) => Err(problem("account.unit-ambiguous").with("near", near(&found))),
        Resolution::NotFound(found) => {
            let last = |one: &Found| registry.get(one.unit).and_then(|unit| unit.span.to).filter(|last| *last < on);
            let ended: Vec<_> = found.iter().filter(|one| one.exact).filter_map(|one| Some((one.unit, last(one)?))).collect();
            if ended.is_empty() {
                let near = near(&found);
                return Err(problem("account.no-unit").with("near", if near.is_empty() { "–".to_owned() } else { near }));
            }
            let became = ended.into_iter().map(|(unit, last)| became(registry, unit, last, on));
            Err(problem("account.unit-ended").with("became", became.take(NAMED).collect::<Vec<_>>().join("; ")))
        }
    }
}

/// What a unit that does not exist on a day has become; none while it exists.
///
/// # Errors
/// That it was divided or is gone: nobody's post goes on there.
pub fn carried_on(registry: &Registry, unit: UnitId, on: Date) -> Result<UnitId, Diagnostic> {
    let Some(last) = registry.get(unit).and_then(|known| known.span.to).filter(|last| *last < on) else { return Ok(unit) };
    match registry.went_into(unit, on).as_slice() {
        [heir] => Ok(*heir),
        _ => {
            let problem = Diagnostic::error("account.unit-ended", Place::default()).with("found", registry.path(unit, last));
            Err(problem.with("became", became(registry, unit, last, on)))
        }
    }
}

/// "Xã Lâm Hợp, Huyện Kỳ Anh, Tỉnh Hà Tĩnh (30/06/2025) → Xã Kỳ Lạc, Tỉnh Hà Tĩnh".
fn became(registry: &Registry, unit: UnitId, last: Date, on: Date) -> String {
    let heirs = list(heirs(registry, unit, on).into_iter().map(|heir| registry.path(heir, on)));
    let heirs = if heirs.is_empty() { "–".to_owned() } else { heirs };
    format!("{} ({}) → {heirs}", registry.path(unit, last), vedich_wording::date(Lang::Vi, last))
}

/// The units of a day that took a unit's place, however many reorganisations lie between.
fn heirs(registry: &Registry, unit: UnitId, on: Date) -> Vec<UnitId> {
    let (mut found, mut waiting) = (Vec::new(), vec![unit]);
    for _ in 0..MOST_STEPS {
        for next in std::mem::take(&mut waiting).into_iter().flat_map(|one| registry.heirs(one)) {
            let exists = registry.get(next.unit).is_some_and(|known| known.exists(on));
            let seen = if exists { &mut found } else { &mut waiting };
            if !seen.contains(&next.unit) {
                seen.push(next.unit);
            }
        }
    }
    found
}

/// The first of some names, and that there are more.
fn list(mut names: impl Iterator<Item = String>) -> String {
    let mut named: Vec<String> = names.by_ref().take(NAMED).collect();
    if names.next().is_some() {
        named.push("…".to_owned());
    }
    named.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_unit_that_has_ended_says_what_it_became() {
        let registry = vedich_reference::Shipped::load().unwrap().registry;
        let ended = workplace(&registry, "Lâm Hợp, Kỳ Anh, Hà Tĩnh", day("2026-11-22")).unwrap_err();
        assert_eq!(ended.code, "account.unit-ended");
        let became = ended.param("became").unwrap();
        assert!(
            became.starts_with("Xã Lâm Hợp, Huyện Kỳ Anh, Tỉnh Hà Tĩnh (30/06/2025) → Xã ") && became.ends_with(", Tỉnh Hà Tĩnh"),
            "{became}"
        );
        let district = workplace(&registry, "Huyện Kỳ Anh, Hà Tĩnh", day("2026-11-22")).unwrap_err();
        assert!(district.param("became").unwrap().ends_with("; …"), "a district became its communes: {district:?}");
        assert_eq!(workplace(&registry, "Xã Không Đâu", day("2026-11-22")).unwrap_err().code, "account.no-unit");
        let then = workplace(&registry, "Lâm Hợp, Kỳ Anh, Hà Tĩnh", day("2020-09-08")).unwrap();
        assert_eq!(
            registry.path(carried_on(&registry, then, day("2026-11-22")).unwrap(), day("2026-11-22")),
            became.split(" → ").nth(1).unwrap()
        );
        let district = workplace(&registry, "Huyện Kỳ Anh, Hà Tĩnh", day("2020-09-08")).unwrap();
        assert_eq!(carried_on(&registry, district, day("2026-11-22")).unwrap_err().code, "account.unit-ended");
    }
}
