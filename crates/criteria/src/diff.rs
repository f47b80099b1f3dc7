//! What changed from one set to another: criteria, indicators and their parts added, removed, renamed, moved; thresholds by zone and
//! year; conditions outside the criteria; when something applies and who sets it.

mod fields;

pub use fields::FieldChange;

use crate::correspondence::Correspondence;
use crate::model::{Condition, CriteriaSet, Indicator, Measure, Threshold, ThresholdTable};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use vedich_values::text::fold;
use vedich_values::{Bilingual, CriterionNo, IndicatorCode, PartKey, SetId, ZoneId};

/// The difference between two sets.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SetDiff {
    /// The earlier or left set.
    pub from: Option<SetId>,
    /// The later or right set.
    pub to: Option<SetId>,
    /// Which criteria of the two sets correspond.
    pub correspondence: Correspondence,
    /// Changes of criteria, in the order of their numbers.
    pub criteria: Vec<CriterionChange>,
    /// Changes of indicators, in the order of their codes.
    pub indicators: Vec<IndicatorChange>,
    /// Changes of the demands outside the criteria, in the order of the right set, those only in the left one last.
    pub conditions: Vec<ConditionChange>,
}

/// A change of a criterion.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum CriterionChange {
    /// Only in the right set.
    Added {
        /// Its number.
        no: CriterionNo,
        /// Its name.
        name: Bilingual,
    },
    /// Only in the left set.
    Removed {
        /// Its number.
        no: CriterionNo,
        /// Its name.
        name: Bilingual,
    },
    /// Another name under the same number.
    Renamed {
        /// Its number.
        no: CriterionNo,
        /// The name in the left set.
        from: Bilingual,
        /// The name in the right set.
        to: Bilingual,
    },
    /// The same criterion under another number.
    Moved {
        /// Number in the left set.
        from: CriterionNo,
        /// Number in the right set.
        to: CriterionNo,
        /// The name in the right set.
        name: Bilingual,
        /// The two names, where they differ.
        renamed: Option<(Bilingual, Bilingual)>,
    },
    /// Made of several criteria of the left set, or of a part of one.
    Regrouped {
        /// Its number in the right set.
        no: CriterionNo,
        /// Its name.
        name: Bilingual,
        /// The criteria of the left set that are in it.
        of: Vec<NamedCriterion>,
    },
}

/// A criterion by number and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NamedCriterion {
    /// Its number.
    pub no: CriterionNo,
    /// Its name.
    pub name: Bilingual,
}

/// A change of an indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum IndicatorChange {
    /// Only in the right set.
    Added {
        /// Its code.
        code: IndicatorCode,
        /// Its name.
        name: Bilingual,
    },
    /// Only in the left set.
    Removed {
        /// Its code.
        code: IndicatorCode,
        /// Its name.
        name: Bilingual,
    },
    /// The same indicator under another code.
    Moved {
        /// Code in the left set.
        from: IndicatorCode,
        /// Code in the right set.
        to: IndicatorCode,
        /// Its name.
        name: Bilingual,
        /// Thresholds that differ.
        thresholds: Vec<ThresholdChange>,
        /// Parts and ways to meet it that differ.
        parts: Vec<PartChange>,
        /// What else differs.
        fields: Vec<FieldChange>,
    },
    /// Something else changed under the same code.
    Changed {
        /// Its code.
        code: IndicatorCode,
        /// The two names, where they differ.
        renamed: Option<(Bilingual, Bilingual)>,
        /// The two measures, where they differ.
        measure: Option<(Measure, Measure)>,
        /// Thresholds that differ.
        thresholds: Vec<ThresholdChange>,
        /// Parts and ways to meet it that differ.
        parts: Vec<PartChange>,
        /// What else differs.
        fields: Vec<FieldChange>,
    },
}

/// A change of a part of an indicator, or of a way to meet it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum PartChange {
    /// Only in the right set.
    Added {
        /// Its key.
        key: PartKey,
        /// Its name.
        name: Bilingual,
    },
    /// Only in the left set.
    Removed {
        /// Its key.
        key: PartKey,
        /// Its name.
        name: Bilingual,
    },
    /// Another name, or another rule on when it applies, under the same key.
    Changed {
        /// Its key.
        key: PartKey,
        /// Its name in the right set.
        name: Bilingual,
        /// The two names, where they differ.
        renamed: Option<(Bilingual, Bilingual)>,
        /// What else differs.
        fields: Vec<FieldChange>,
    },
}

/// A change of a demand outside the criteria.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum ConditionChange {
    /// Only in the right set.
    Added {
        /// Its id.
        id: String,
        /// Its name.
        name: Bilingual,
        /// Its bound.
        threshold: Option<Threshold>,
    },
    /// Only in the left set.
    Removed {
        /// Its id.
        id: String,
        /// Its name.
        name: Bilingual,
        /// Its bound.
        threshold: Option<Threshold>,
    },
    /// Something changed under the same id.
    Changed {
        /// Its id.
        id: String,
        /// Its name in the right set.
        name: Bilingual,
        /// The two names, where they differ.
        renamed: Option<(Bilingual, Bilingual)>,
        /// The two bounds, where they differ.
        threshold: Option<(Option<Threshold>, Option<Threshold>)>,
        /// What else differs.
        fields: Vec<FieldChange>,
    },
}

/// A threshold that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ThresholdChange {
    /// The part or alternative, by key.
    pub part: Option<String>,
    /// The year, where the table has years.
    pub year: Option<i32>,
    /// The zone, where the table has zones.
    pub zone: Option<ZoneId>,
    /// The left value; absent: none known.
    pub from: Option<Threshold>,
    /// The right value; absent: none known.
    pub to: Option<Threshold>,
}

/// Compares two sets.
#[must_use]
pub fn diff(a: &CriteriaSet, b: &CriteriaSet) -> SetDiff {
    let same = Correspondence::of(a, b);
    SetDiff {
        from: Some(a.id.clone()),
        to: Some(b.id.clone()),
        criteria: criteria(a, b, &same),
        indicators: indicators(a, b, &same),
        conditions: conditions(a, b),
        correspondence: same,
    }
}

fn criteria(a: &CriteriaSet, b: &CriteriaSet, same: &Correspondence) -> Vec<CriterionChange> {
    let left: BTreeMap<CriterionNo, &Bilingual> = a.criteria.iter().map(|criterion| (criterion.no, &criterion.name)).collect();
    let named = |no: &CriterionNo| left.get(no).map(|name| NamedCriterion { no: *no, name: (*name).clone() });
    let right = b.criteria.iter().filter_map(|criterion| {
        let (no, name) = (criterion.no, criterion.name.clone());
        let of: Vec<NamedCriterion> = same.of_right(no).iter().filter_map(named).collect();
        match of.as_slice() {
            [] => Some((no, CriterionChange::Added { no, name })),
            [one] if same.of_left(one.no).len() > 1 => Some((no, CriterionChange::Regrouped { no, name, of })),
            [one] if one.no != no => {
                let renamed = renamed(&one.name, &name);
                Some((no, CriterionChange::Moved { from: one.no, to: no, name, renamed }))
            }
            [one] if one.name.vi != name.vi => Some((no, CriterionChange::Renamed { no, from: one.name.clone(), to: name })),
            [_] => None,
            _ => Some((no, CriterionChange::Regrouped { no, name, of })),
        }
    });
    let gone = left.iter().filter(|(no, _)| same.of_left(**no).is_empty());
    let gone = gone.map(|(no, name)| (*no, CriterionChange::Removed { no: *no, name: (*name).clone() }));
    let mut changes: Vec<(CriterionNo, CriterionChange)> = right.chain(gone).collect();
    changes.sort_by_key(|(no, _)| *no);
    changes.into_iter().map(|(_, change)| change).collect()
}

/// Indicators of two sets that are the same: under the same code of criteria that correspond, else by name.
fn pair_indicators<'a>(a: &'a CriteriaSet, b: &'a CriteriaSet, same: &Correspondence) -> BTreeMap<&'a str, &'a Indicator> {
    let number = |set: &CriteriaSet, criterion: usize| set.criteria.get(criterion).map(|criterion| criterion.no);
    let corresponds = |from: usize, to: usize| {
        let pair = number(a, from).zip(number(b, to));
        pair.is_some_and(|(from, to)| same.of_left(from).contains(&to))
    };
    let mut pairs: BTreeMap<&str, &Indicator> = BTreeMap::new();
    for (criterion, from) in a.indicators() {
        let stayed = b.indicators().find(|(other, to)| to.code == from.code && corresponds(criterion, *other));
        pairs.extend(stayed.map(|(_, to)| (from.code.as_str(), to)));
    }
    let taken: BTreeSet<&str> = pairs.values().map(|to| to.code.as_str()).collect();
    let mut new: Vec<&Indicator> = b.indicators().map(|(_, to)| to).filter(|to| !taken.contains(to.code.as_str())).collect();
    for (_, from) in a.indicators() {
        if pairs.contains_key(from.code.as_str()) {
            continue;
        }
        if let Some(place) = new.iter().position(|to| fold(&to.name.vi) == fold(&from.name.vi)) {
            pairs.insert(from.code.as_str(), new.remove(place));
        }
    }
    pairs
}

fn indicators(a: &CriteriaSet, b: &CriteriaSet, same: &Correspondence) -> Vec<IndicatorChange> {
    let pairs = pair_indicators(a, b, same);
    let mut changes: Vec<(String, IndicatorChange)> = Vec::new();
    for (_, from) in a.indicators() {
        let change = match pairs.get(from.code.as_str()) {
            Some(to) => indicator(from, to),
            None => Some(IndicatorChange::Removed { code: from.code.clone(), name: from.name.clone() }),
        };
        changes.extend(change.map(|change| (from.code.to_string(), change)));
    }
    let kept: BTreeSet<&str> = pairs.values().map(|to| to.code.as_str()).collect();
    for (_, to) in b.indicators().filter(|(_, to)| !kept.contains(to.code.as_str())) {
        changes.push((to.code.to_string(), IndicatorChange::Added { code: to.code.clone(), name: to.name.clone() }));
    }
    changes.sort_by(|(a, _), (b, _)| vedich_values::code::compare_codes(a, b));
    changes.into_iter().map(|(_, change)| change).collect()
}

/// What changed of an indicator, if anything did.
fn indicator(from: &Indicator, to: &Indicator) -> Option<IndicatorChange> {
    let (thresholds, parts, fields) = (thresholds(from, to), parts(from, to), fields::of_indicators(from, to));
    if from.code != to.code {
        let (from, to, name) = (from.code.clone(), to.code.clone(), to.name.clone());
        return Some(IndicatorChange::Moved { from, to, name, thresholds, parts, fields });
    }
    let measure = (from.measure != to.measure).then_some((from.measure, to.measure));
    let renamed = renamed(&from.name, &to.name);
    let differs = renamed.is_some() || measure.is_some() || !(thresholds.is_empty() && parts.is_empty() && fields.is_empty());
    differs.then(|| IndicatorChange::Changed { code: to.code.clone(), renamed, measure, thresholds, parts, fields })
}

/// The two names, where the official one differs.
fn renamed(from: &Bilingual, to: &Bilingual) -> Option<(Bilingual, Bilingual)> {
    (from.vi != to.vi).then(|| (from.clone(), to.clone()))
}

/// Parts and ways to meet an indicator: key, name, rule on when it applies.
fn ways(indicator: &Indicator) -> Vec<(&PartKey, &Bilingual, Option<&str>)> {
    let parts = indicator.parts.iter().map(|part| (&part.key, &part.name, part.when.as_deref()));
    parts.chain(indicator.any_of.iter().map(|way| (&way.key, &way.name, None))).collect()
}

fn parts(from: &Indicator, to: &Indicator) -> Vec<PartChange> {
    let (left, right) = (ways(from), ways(to));
    let change = |(key, name, when): &(&PartKey, &Bilingual, Option<&str>)| {
        let Some((_, before, earlier)) = left.iter().find(|(other, ..)| other == key) else {
            return Some(PartChange::Added { key: (*key).clone(), name: (*name).clone() });
        };
        let (renamed, fields) = (renamed(before, name), fields::of_rules(*earlier, *when));
        (renamed.is_some() || !fields.is_empty()).then(|| PartChange::Changed {
            key: (*key).clone(),
            name: (*name).clone(),
            renamed,
            fields,
        })
    };
    let gone = left.iter().filter(|(key, ..)| right.iter().all(|(other, ..)| other != key));
    let gone = gone.map(|(key, name, _)| PartChange::Removed { key: (*key).clone(), name: (*name).clone() });
    right.iter().filter_map(change).chain(gone).collect()
}

fn conditions(a: &CriteriaSet, b: &CriteriaSet) -> Vec<ConditionChange> {
    let change = |to: &Condition| {
        let Some(from) = a.conditions.iter().find(|from| from.id == to.id) else {
            return Some(ConditionChange::Added { id: to.id.clone(), name: to.name.clone(), threshold: to.threshold.clone() });
        };
        let threshold = (from.threshold != to.threshold).then(|| (from.threshold.clone(), to.threshold.clone()));
        let (renamed, fields) = (renamed(&from.name, &to.name), fields::of_conditions(from, to));
        (renamed.is_some() || threshold.is_some() || !fields.is_empty()).then(|| ConditionChange::Changed {
            id: to.id.clone(),
            name: to.name.clone(),
            renamed,
            threshold,
            fields,
        })
    };
    let gone = a.conditions.iter().filter(|from| b.conditions.iter().all(|to| to.id != from.id));
    let gone =
        gone.map(|from| ConditionChange::Removed { id: from.id.clone(), name: from.name.clone(), threshold: from.threshold.clone() });
    b.conditions.iter().filter_map(change).chain(gone).collect()
}

type Place = (Option<String>, Option<i32>, Option<ZoneId>);

fn thresholds(from: &Indicator, to: &Indicator) -> Vec<ThresholdChange> {
    let (left, right) = (cells(from), cells(to));
    let places: BTreeSet<&Place> = left.keys().chain(right.keys()).collect();
    let differs = |place: &&Place| left.get(*place) != right.get(*place);
    places
        .into_iter()
        .filter(differs)
        .map(|place| ThresholdChange {
            part: place.0.clone(),
            year: place.1,
            zone: place.2.clone(),
            from: left.get(place).map(|threshold| (*threshold).clone()),
            to: right.get(place).map(|threshold| (*threshold).clone()),
        })
        .collect()
}

fn cells(indicator: &Indicator) -> BTreeMap<Place, &Threshold> {
    let mut cells = BTreeMap::new();
    collect(None, &indicator.threshold, &mut cells);
    for part in &indicator.parts {
        collect(Some(part.key.as_str()), &part.threshold, &mut cells);
    }
    for way in &indicator.any_of {
        collect(Some(way.key.as_str()), &way.threshold, &mut cells);
    }
    cells
}

fn collect<'a>(part: Option<&str>, table: &'a ThresholdTable, cells: &mut BTreeMap<Place, &'a Threshold>) {
    let part = part.map(str::to_owned);
    match table {
        ThresholdTable::None => {}
        ThresholdTable::One(threshold) => {
            cells.insert((part, None, None), threshold);
        }
        ThresholdTable::ByZone(zones) => {
            cells.extend(zones.iter().map(|(zone, threshold)| ((part.clone(), None, Some(zone.clone())), threshold)));
        }
        ThresholdTable::ByYear(years) => {
            for (year, zones) in years {
                cells.extend(zones.iter().map(|(zone, threshold)| ((part.clone(), Some(*year), Some(zone.clone())), threshold)));
            }
        }
    }
}
