//! What a row's value is for: which set, which indicator, part or criterion.

use super::Desk;
use super::problems::Finding;
use super::tiers::Tiers;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;
use vedich_board::Reference;
use vedich_criteria::{Catalogue, CriteriaSet, Indicator, Layout, Measure, Subject};
use vedich_documents::CellValue;
use vedich_facts::Target;
use vedich_units::Registry;
use vedich_values::{CriterionNo, Date, IndicatorCode, PartKey, UnitId, date::print_date, text::fold};

/// Number of a set among those a file uses.
pub(super) type SetNo = u16;
/// Number of a target among those a file uses.
pub(super) type TargetNo = u32;

/// One thing values or statuses can be stated of.
#[derive(Clone, Debug)]
pub(super) struct Aim {
    pub(super) set: SetNo,
    /// The criterion; none for set-level conditions.
    pub(super) criterion: Option<CriterionNo>,
    /// The indicator or condition (`@id`); none for a whole criterion.
    pub(super) code: Option<IndicatorCode>,
    pub(super) part: Option<PartKey>,
    /// Slot of values; none for a whole criterion of several indicators.
    pub(super) slot: Option<u16>,
    /// The bare number of a criterion was written: a status without a value is the criterion's.
    pub(super) whole: bool,
}

/// A set in use.
pub(super) struct Used {
    pub(super) set: Arc<CriteriaSet>,
    pub(super) layout: Layout,
    by_text: FxHashMap<Box<str>, Result<TargetNo, Finding>>,
    /// Codes by the folded name; none where several have it.
    by_name: FxHashMap<String, Option<String>>,
}

/// Finds sets and targets, working each text out once.
pub(super) struct Targets {
    reference: Reference,
    registry: Arc<Registry>,
    catalogue: Arc<Catalogue>,
    tiers: Arc<Tiers>,
    pub(super) used: Vec<Used>,
    pub(super) aims: Vec<Aim>,
    sets_by_text: FxHashMap<Box<str>, Result<SetNo, Finding>>,
    in_force: FxHashMap<(UnitId, Date), Result<SetNo, Finding>>,
    fitting: FxHashMap<(SetNo, UnitId, Date), Option<Finding>>,
    scales: Option<Vec<Vec<String>>>,
}

impl Targets {
    pub(super) fn new(desk: &Desk) -> Self {
        Self {
            reference: desk.reference.clone(),
            registry: Arc::clone(&desk.reference.registry),
            catalogue: Arc::clone(&desk.reference.catalogue),
            tiers: Arc::clone(&desk.tiers),
            used: Vec::new(),
            aims: Vec::new(),
            sets_by_text: FxHashMap::default(),
            in_force: FxHashMap::default(),
            fitting: FxHashMap::default(),
            scales: None,
        }
    }

    /// The set a text names: its id or its official title.
    pub(super) fn set(&mut self, text: &str) -> Result<SetNo, Finding> {
        if let Some(known) = self.sets_by_text.get(text) {
            return known.clone();
        }
        let folded = fold(text);
        let found = self.catalogue.get(text).or_else(|| {
            let mut same = self.catalogue.iter().filter(|set| fold(&set.title.vi) == folded || fold(set.id.as_str()) == folded);
            same.next().filter(|_| same.next().is_none())
        });
        let result = match found.cloned() {
            Some(set) => Ok(self.using(set)),
            None => {
                let mut near: Vec<&str> = self.catalogue.iter().map(|set| set.id.as_str()).collect();
                near.sort_by_key(|id| std::cmp::Reverse(shared_parts(id, text)));
                Err(Finding::error("import.unknown-set").with("found", text).with("candidates", near[..near.len().min(5)].join(", ")))
            }
        };
        self.sets_by_text.insert(text.into(), result.clone());
        result
    }

    /// The set in force for a unit on a date, by its level, the tier it works towards and its province.
    pub(super) fn set_in_force(&mut self, unit: UnitId, date: Date) -> Result<SetNo, Finding> {
        if let Some(known) = self.in_force.get(&(unit, date)) {
            return known.clone();
        }
        let tier = self.tiers.of(unit, date);
        let set = self.registry.at(unit, date).and_then(|at| {
            let slug = self.registry.province_slug(unit, date);
            self.catalogue.in_force(Subject::of_level(at.level)?, tier, slug, date)
        });
        let result = match set.cloned() {
            Some(set) => Ok(self.using(set)),
            None => Err(Finding::error("import.no-set-in-force").with("unit", self.registry.path(unit, date)).with("date", date)),
        };
        self.in_force.insert((unit, date), result.clone());
        result
    }

    /// What is odd about stating something of this unit under this set on this date.
    pub(super) fn misfit(&mut self, set: SetNo, unit: UnitId, date: Date) -> Option<&Finding> {
        let (used, reference) = (&self.used[usize::from(set)], &self.reference);
        self.fitting
            .entry((set, unit, date))
            .or_insert_with(|| {
                let set = &used.set;
                // Gardens and households have no units of their own: a value of one of them is none of a commune's.
                if let Some(misfit) = crate::fitting::misfit(reference, set, unit, date) {
                    return Some(Finding::error(misfit.code).with_all(misfit.params));
                }
                (!set.effective.contains(date)).then(|| Finding::warning("import.set-not-in-force").with("set", &set.id).with("date", date))
            })
            .as_ref()
    }

    /// The target a cell names in a set.
    pub(super) fn target(&mut self, set: SetNo, cell: &CellValue<'_>) -> Result<TargetNo, Finding> {
        if let CellValue::Text(text) = cell
            && let Some(known) = self.used[usize::from(set)].by_text.get(*text)
        {
            return known.clone();
        }
        if let Some(finding) = no_indicator(cell) {
            return Err(finding);
        }
        let label = cell.label();
        if matches!(cell, CellValue::Number(_)) && self.loses_a_zero(set, &label) {
            return Err(Finding::error("import.indicator-is-number").with("found", &label).with("other", format!("{label}0")));
        }
        let result = if let Some(known) = self.used[usize::from(set)].by_text.get(label.as_ref()) {
            known.clone()
        } else {
            self.resolve(set, &label)
        };
        self.used[usize::from(set)].by_text.insert(label.into(), result.clone());
        result
    }

    /// Under which measures a value of this slot may be read on a date, the likeliest first.
    pub(super) fn measures(&self, aim: &Aim, date: Date) -> Vec<Measure> {
        let used = &self.used[usize::from(aim.set)];
        let Some(slot) = aim.slot.and_then(|slot| used.layout.at(slot)) else { return Vec::new() };
        let mut measures = slot.measures.clone();
        let amended = slot.indicator.and_then(|_| used.set.indicator(slot.code.as_str())).and_then(|indicator| indicator.amended.as_ref());
        if measures.len() > 1 && amended.is_some_and(|amended| amended.from <= date) {
            measures.reverse();
        }
        measures
    }

    /// The scale of a level and whether "not applicable" may be said.
    pub(super) fn slot(&self, aim: &Aim) -> Option<&vedich_criteria::Slot> {
        self.used[usize::from(aim.set)].layout.at(aim.slot?)
    }

    /// Whether the set lets it be not applicable: an indicator by what it says, a criterion as a whole when all its indicators may be.
    pub(super) fn may_not_apply(&self, aim: &Aim) -> bool {
        let set = &self.used[usize::from(aim.set)].set;
        let Some(code) = &aim.code else {
            let criterion = aim.criterion.and_then(|no| set.criteria.iter().find(|criterion| criterion.no == no));
            let may = |indicator: &Indicator| indicator.if_applicable || indicator.when.is_some();
            return criterion.is_none_or(|criterion| criterion.indicators.iter().all(may));
        };
        set.indicator(code.as_str()).is_none_or(|indicator| indicator.if_applicable)
    }

    /// The set of an aim.
    pub(super) fn set_of(&self, aim: &Aim) -> &CriteriaSet {
        &self.used[usize::from(aim.set)].set
    }

    /// The scales of all sets there are, each once: the words that may be a level of something.
    pub(super) fn scales(&mut self) -> &[Vec<String>] {
        self.scales.get_or_insert_with(|| {
            let layouts: Vec<Layout> = self.catalogue.iter().map(|set| Layout::of(set)).collect();
            let scales = layouts.iter().flat_map(Layout::slots).map(|slot| slot.scale.clone());
            scales.filter(|scale| !scale.is_empty()).collect::<BTreeSet<_>>().into_iter().collect()
        })
    }

    /// The target of values stated of an aim.
    pub(super) fn value_target(&self, aim: &Aim) -> Option<Target> {
        let code = aim.code.clone()?;
        Some(Target { set: self.used[usize::from(aim.set)].set.id.clone(), code, part: aim.part.clone() })
    }

    fn using(&mut self, set: Arc<CriteriaSet>) -> SetNo {
        let known = self.used.iter().position(|used| used.set.id == set.id);
        let index = known.unwrap_or_else(|| {
            self.used.push(Used { layout: Layout::of(&set), by_name: names(&set), set, by_text: FxHashMap::default() });
            self.used.len() - 1
        });
        SetNo::try_from(index).unwrap_or(SetNo::MAX)
    }

    /// A number cell `2.1` may have been typed as 2.10.
    fn loses_a_zero(&self, set: SetNo, label: &str) -> bool {
        label.contains('.') && self.used[usize::from(set)].layout.slot(&format!("{label}0"), None).is_some()
    }

    fn resolve(&mut self, number: SetNo, text: &str) -> Result<TargetNo, Finding> {
        let used = &self.used[usize::from(number)];
        let (set, layout) = (&used.set, &used.layout);
        let (cleaned, said_indicator) = cleaned(text);
        let (code, part) = cleaned.split_once('/').map_or((cleaned.as_str(), None), |(code, part)| (code.trim(), Some(part.trim())));
        let part = part.map(|part| set.indicator(code).and_then(|one| one.part_named(part)).map_or(part, PartKey::as_str));
        let aim = if let Some(slot) = layout.slot(code, part) {
            let slot_of = layout.at(slot);
            let indicator = slot_of.and_then(|slot| slot.indicator).map(usize::from);
            let criterion = indicator.and_then(|index| set.indicators().nth(index)).map(|(criterion, _)| set.criteria[criterion].no);
            let whole = !said_indicator && part.is_none() && code.parse::<u16>().is_ok();
            Aim { set: number, criterion, code: Some(code.into()), part: part.map(PartKey::new), slot: Some(slot), whole }
        } else if let (Ok(no), None) = (code.parse::<u16>(), part)
            && layout.criterion(CriterionNo(no)).is_some()
        {
            Aim { set: number, criterion: Some(CriterionNo(no)), code: None, part: None, slot: None, whole: true }
        } else if let Some(found) = used.by_name.get(&fold(text)).cloned().flatten() {
            return self.resolve(number, &found);
        } else {
            return Err(unknown(set, layout, code, part, text));
        };
        let known = self.aims.iter().position(|other| {
            other.set == aim.set
                && other.criterion == aim.criterion
                && other.code == aim.code
                && other.part == aim.part
                && other.whole == aim.whole
        });
        let index = known.unwrap_or_else(|| {
            self.aims.push(aim);
            self.aims.len() - 1
        });
        Ok(TargetNo::try_from(index).unwrap_or(TargetNo::MAX))
    }
}

/// What is wrong with a cell that names no indicator of any set.
pub(super) fn no_indicator(cell: &CellValue<'_>) -> Option<Finding> {
    match cell {
        CellValue::Empty => Some(Finding::error("import.no-indicator")),
        CellValue::Date(date) => Some(Finding::error("import.indicator-is-date").with("found", print_date(*date))),
        CellValue::Error(error) => Some(Finding::error("import.error-cell").with("found", error)),
        CellValue::Text(_) | CellValue::Number(_) | CellValue::Bool(_) => None,
    }
}

/// The code without the words people put before it: `TC17.1`, `Chỉ tiêu 17,1`, `17.1.` are `17.1`; and whether they said "indicator",
/// which tells the only indicator 3 of criterion 3 from the criterion itself.
fn cleaned(text: &str) -> (String, bool) {
    let trimmed = text.trim();
    let start = trimmed.find(|c: char| c.is_ascii_digit() || c == '@').unwrap_or(0);
    let words = fold(&trimmed[..start]);
    let bare =
        if matches!(words.as_str(), "" | "tc" | "tieu chi" | "tieu chi so" | "chi tieu" | "chi tieu so" | "ct" | "indicator" | "criterion")
        {
            &trimmed[start..]
        } else {
            trimmed
        };
    let bare = bare.trim_end_matches(['.', ':', ' ']);
    let decimal_comma =
        bare.split_once(',').is_some_and(|(a, b)| a.bytes().all(|b| b.is_ascii_digit()) && b.starts_with(|c: char| c.is_ascii_digit()));
    let said_indicator = matches!(words.as_str(), "chi tieu" | "chi tieu so" | "ct" | "indicator");
    (if decimal_comma { bare.replacen(',', ".", 1) } else { bare.to_owned() }, said_indicator)
}

/// Codes of indicators and criteria by their folded names: an indicator's before a criterion's, none where two share a name.
fn names(set: &CriteriaSet) -> FxHashMap<String, Option<String>> {
    let (mut names, mut criteria) = (FxHashMap::default(), FxHashMap::default());
    let put = |names: &mut FxHashMap<String, Option<String>>, name: &str, code: String| {
        let name = fold(name);
        if name.len() >= 4 {
            names.entry(name).and_modify(|other| *other = None).or_insert(Some(code));
        }
    };
    for (_, indicator) in set.indicators() {
        put(&mut names, &indicator.name.vi, indicator.code.to_string());
    }
    for criterion in &set.criteria {
        put(&mut criteria, &criterion.name.vi, criterion.no.to_string());
    }
    for (name, code) in criteria {
        names.entry(name).or_insert(code);
    }
    names
}

fn unknown(set: &CriteriaSet, layout: &Layout, code: &str, part: Option<&str>, text: &str) -> Finding {
    if let (Some(part), Some(_)) = (part, layout.slot(code, None)) {
        let parts: Vec<&str> =
            layout.slots().iter().filter(|slot| slot.code.as_str() == code).filter_map(|slot| Some(slot.part.as_ref()?.as_str())).collect();
        return Finding::error("import.unknown-part")
            .with("found", part)
            .with("code", code)
            .with("set", &set.id)
            .with("candidates", if parts.is_empty() { "–".to_owned() } else { parts.join(", ") });
    }
    let criterion = code.split('.').next().unwrap_or(code);
    let of_criterion: Vec<&str> = set
        .criteria
        .iter()
        .filter(|other| other.no.to_string() == criterion)
        .flat_map(|criterion| criterion.indicators.iter().map(|indicator| indicator.code.as_str()))
        .collect();
    let candidates = match (of_criterion.is_empty(), set.criteria.first(), set.criteria.last()) {
        (false, ..) => of_criterion.join(", "),
        (true, Some(first), Some(last)) => format!("{} … {}", first.no, last.no),
        _ => "–".to_owned(),
    };
    Finding::error("import.unknown-indicator").with("found", text).with("set", &set.id).with("candidates", candidates)
}

fn shared_parts(id: &str, text: &str) -> usize {
    let text = text.to_lowercase();
    id.split(['.', '-']).filter(|part| text.contains(part)).count()
}

#[cfg(test)]
mod tests {
    use super::cleaned;

    #[test]
    fn codes_are_read_as_people_write_them() {
        for (text, code) in [
            ("17.1", "17.1"),
            ("TC17", "17"),
            ("Chỉ tiêu 17,1", "17.1"),
            ("17.1/nuoc_sach", "17.1/nuoc_sach"),
            ("20.x1", "20.x1"),
            (" 3. ", "3"),
        ] {
            assert_eq!(cleaned(text).0, code);
        }
    }
}
