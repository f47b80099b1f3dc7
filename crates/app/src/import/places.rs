//! Which unit a row means: by code and date, cross-checked with the name; by name where no code is given.

use super::problems::Finding;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use vedich_units::{Found, Registry, Resolution};
use vedich_values::{Date, UnitId, text::fold};

/// How many units are listed when a name is ambiguous.
const LISTED: usize = 6;

/// What a code, a name and a date mean.
#[derive(Clone, Debug, Default)]
pub(super) struct Meaning {
    /// The unit, if it could be told.
    pub(super) unit: Option<UnitId>,
    /// What is wrong with the code.
    pub(super) code: Option<Finding>,
    /// What is wrong with the name.
    pub(super) name: Option<Finding>,
}

/// Finds units, asking the register once per code, name and date.
pub(super) struct Places {
    registry: Arc<Registry>,
    known: FxHashMap<Option<Date>, FxHashMap<Box<str>, Meaning>>,
    key: String,
}

impl Places {
    pub(super) fn new(registry: &Arc<Registry>) -> Self {
        Self { registry: Arc::clone(registry), known: FxHashMap::default(), key: String::new() }
    }

    /// What a row means; without a date (it is wrong, and told already) just what no date would mend.
    pub(super) fn find(&mut self, code: &str, name: &str, date: Option<Date>) -> &Meaning {
        self.key.clear();
        self.key.push_str(code);
        self.key.push('\0');
        self.key.push_str(name);
        let of_date = self.known.entry(date).or_default();
        if !of_date.contains_key(self.key.as_str()) {
            let meant = date.map_or_else(|| whenever(&self.registry, code, name), |date| meaning(&self.registry, code, name, date));
            of_date.insert(self.key.as_str().into(), meant);
        }
        &of_date[self.key.as_str()]
    }
}

fn meaning(registry: &Registry, code: &str, name: &str, date: Date) -> Meaning {
    match (code.is_empty(), name.is_empty()) {
        (true, true) => Meaning { code: Some(Finding::error("import.no-unit")), ..Meaning::default() },
        (true, false) => match by_name(registry, name, date) {
            Ok(unit) => Meaning { unit: Some(unit), ..Meaning::default() },
            Err(finding) => Meaning { name: Some(finding), ..Meaning::default() },
        },
        (false, _) => coded(registry, code, name, date),
    }
}

/// What is wrong whatever the date: no unit at all, a code nobody ever bore, a name nobody ever had.
fn whenever(registry: &Registry, code: &str, name: &str) -> Meaning {
    match (code.is_empty(), name.is_empty()) {
        (true, true) => Meaning { code: Some(Finding::error("import.no-unit")), ..Meaning::default() },
        (true, false) => {
            let unheard = matches!(registry.resolve(name, registry.latest()), Resolution::NotFound(near) if near.is_empty());
            let finding = unheard.then(|| Finding::error("import.unknown-unit-ever").with("name", name));
            Meaning { name: finding, ..Meaning::default() }
        }
        (false, _) => {
            let finding = (!registry.ever_bore(code)).then(|| Finding::error("import.unknown-code-ever").with("code", code));
            Meaning { code: finding, ..Meaning::default() }
        }
    }
}

/// The unit of a code. A spreadsheet that takes `00385` for a number leaves `385`, the code of a district: where several units bear what is
/// written, the name tells which is meant; without a name one whose code is complete as it stands counts, with a warning.
fn coded(registry: &Registry, code: &str, name: &str, date: Date) -> Meaning {
    let bearers: Vec<UnitId> = registry.bearers(code, date).collect();
    let Some(&first) = bearers.first() else {
        return Meaning { code: Some(unknown_code(registry, code, name, date)), ..Meaning::default() };
    };
    if name.is_empty() {
        let complete = registry.at(first, date).and_then(|unit| unit.code).is_some_and(|official| official == code.trim());
        let several = |finding: Finding| {
            let listed = bearers.iter().map(|unit| described(registry, *unit, date)).collect::<Vec<_>>().join("; ");
            finding.with("code", code).with("candidates", listed).with("unit", registry.path(first, date))
        };
        return match (bearers.len(), complete) {
            (1, _) => Meaning { unit: Some(first), ..Meaning::default() },
            (_, true) => Meaning { unit: Some(first), code: Some(several(Finding::warning("import.code-short"))), name: None },
            (_, false) => Meaning { code: Some(several(Finding::error("import.code-of-several"))), ..Meaning::default() },
        };
    }
    if let Some(unit) = bearers.iter().find(|unit| contradiction(registry, **unit, code, name, date).is_none()) {
        return Meaning { unit: Some(*unit), ..Meaning::default() };
    }
    let name = contradiction(registry, first, code, name, date);
    Meaning { unit: name.as_ref().is_none_or(|finding| !finding.is_error()).then_some(first), code: None, name }
}

/// What a row means where one unit is asked for: the unit, none where nothing is written, or what is wrong.
pub(super) fn meant(registry: &Registry, code: &str, name: &str, date: Date) -> Result<Option<UnitId>, Finding> {
    if code.is_empty() && name.is_empty() {
        return Ok(None);
    }
    let meaning = meaning(registry, code, name, date);
    match meaning.code.into_iter().chain(meaning.name).find(Finding::is_error) {
        Some(finding) => Err(finding),
        None => Ok(meaning.unit),
    }
}

/// The unit of that name on that date; ambiguous and unknown names list what could be meant.
pub(super) fn by_name(registry: &Registry, name: &str, date: Date) -> Result<UnitId, Finding> {
    match registry.resolve(name, date) {
        Resolution::One(unit) => Ok(unit),
        Resolution::Ambiguous(found) => Err(Finding::error("import.ambiguous-unit")
            .with("name", name)
            .with("date", date)
            .with("count", found.len())
            .with("candidates", listed(registry, &found))),
        Resolution::NotFound(near) => {
            let then: Vec<String> = near.iter().filter_map(|found| of_another_day(registry, found, name, date)).take(LISTED).collect();
            if !then.is_empty() {
                let finding = Finding::error("import.unit-not-then").with("name", name).with("date", date);
                return Err(finding.with("candidates", then.join("; ")));
            }
            let finding = Finding::error(if near.is_empty() { "import.unknown-unit" } else { "import.unknown-unit-near" });
            let finding = finding.with("name", name).with("date", date);
            Err(if near.is_empty() { finding } else { finding.with("candidates", listed(registry, &near)) })
        }
    }
}

fn listed(registry: &Registry, found: &[Found]) -> String {
    let mut list: Vec<String> = found.iter().take(LISTED).map(|found| described(registry, found.unit, found.on)).collect();
    if found.len() > LISTED {
        list.push("…".to_owned());
    }
    list.join("; ")
}

/// A unit of just the name written that does not exist on the date: with the days of its existence.
fn of_another_day(registry: &Registry, found: &Found, name: &str, date: Date) -> Option<String> {
    let written = fold(name.split(',').next().unwrap_or(name));
    let at = registry.at(found.unit, found.on)?;
    if registry.at(found.unit, date).is_some() || (fold(at.name) != written && fold(at.short_name()) != written) {
        return None;
    }
    let span = &registry.get(found.unit)?.span;
    let day = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), vedich_values::date::print_date);
    Some(format!("{}, {} – {}", described(registry, found.unit, found.on), day(span.from), day(span.to)))
}

/// `Xã Lâm Hợp, Huyện Kỳ Anh, Tỉnh Hà Tĩnh (18781)`.
fn described(registry: &Registry, unit: UnitId, date: Date) -> String {
    let path = registry.path(unit, date);
    match registry.at(unit, date).and_then(|unit| unit.code) {
        Some(code) => format!("{path} ({code})"),
        None => path,
    }
}

/// What is wrong when code and name do not mean the same unit. A name that clearly is another unit's refuses the row;
/// an old, short or misspelt one is a warning.
fn contradiction(registry: &Registry, unit: UnitId, code: &str, name: &str, date: Date) -> Option<Finding> {
    let at = registry.at(unit, date)?;
    let written = fold(name.split(',').next().unwrap_or(name));
    let named = |name: &str| written == fold(name);
    if named(at.name) || named(at.short_name()) {
        return None;
    }
    let finding = |finding: Finding| finding.with("code", code).with("name", name).with("unit", registry.path(unit, date));
    let earlier = || {
        registry.get(unit).is_some_and(|unit| unit.names.iter().any(|dated| named(&dated.value.name) || named(dated.value.short_name())))
    };
    match registry.resolve(name, date) {
        Resolution::One(other) if other == unit => None,
        Resolution::Ambiguous(found) | Resolution::NotFound(found) if found.iter().any(|found| found.unit == unit) => None,
        _ if earlier() => None,
        Resolution::One(other) => {
            Some(finding(Finding::error("import.name-contradicts-code")).with("other", described(registry, other, date)))
        }
        Resolution::Ambiguous(found) => {
            Some(finding(Finding::error("import.name-contradicts-code")).with("other", listed(registry, &found)))
        }
        Resolution::NotFound(_) => Some(finding(Finding::warning("import.name-differs"))),
    }
}

/// A code nobody bears on the date: perhaps it was valid before or after the reorganisation of 1 July 2025.
fn unknown_code(registry: &Registry, code: &str, name: &str, date: Date) -> Finding {
    let last_old_day = Date::from_ymd_opt(2025, 6, 30);
    let elsewhere = [last_old_day, last_old_day.and_then(|day| day.succ_opt()), Some(registry.latest())]
        .into_iter()
        .flatten()
        .find_map(|day| Some((registry.by_code(code, day)?, day)));
    if let Some((unit, day)) = elsewhere {
        let heirs: Vec<String> = registry
            .successors(unit)
            .iter()
            .chain(registry.predecessors(unit))
            .filter(|other| registry.at(other.unit, date).is_some())
            .take(LISTED)
            .map(|other| described(registry, other.unit, date))
            .collect();
        let finding = Finding::error(if heirs.is_empty() { "import.code-not-then" } else { "import.code-not-then-but" });
        let finding = finding.with("code", code).with("date", date).with("unit", registry.path(unit, day));
        let finding = finding.with("valid", day);
        return if heirs.is_empty() { finding } else { finding.with("candidates", heirs.join("; ")) };
    }
    let finding = |key| Finding::error(key).with("code", code).with("date", date);
    match (!name.is_empty()).then(|| by_name(registry, name, date)) {
        Some(Ok(unit)) => finding("import.unknown-code-name").with("candidates", described(registry, unit, date)),
        _ => finding("import.unknown-code"),
    }
}
