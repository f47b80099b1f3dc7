//! What else differs than names and thresholds: when something applies, who sets it, what it refers to.

use crate::model::{Condition, Indicator, Measure};
use serde::Serialize;

/// A field that differs, as the files write it; absent: not given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// The key of the file: `when`, `unit`, `delegated_to`, `if_applicable`, `refers_to`, `applies_when`, `must_include`, `options`,
    /// `each_content_each_commune`, `measure`.
    pub field: &'static str,
    /// The left value.
    pub from: Option<String>,
    /// The right value.
    pub to: Option<String>,
}

/// Those of the pairs that differ.
fn differing<const N: usize>(pairs: [(&'static str, Option<String>, Option<String>); N]) -> Vec<FieldChange> {
    let differs = pairs.into_iter().filter(|(_, from, to)| from != to);
    differs.map(|(field, from, to)| FieldChange { field, from, to }).collect()
}

pub(super) fn of_rules(from: Option<&str>, to: Option<&str>) -> Vec<FieldChange> {
    differing([("when", from.map(str::to_owned), to.map(str::to_owned))])
}

pub(super) fn of_indicators(from: &Indicator, to: &Indicator) -> Vec<FieldChange> {
    let yes = |flag: bool| flag.then(|| "yes".to_owned());
    // Percentages are written with or without their unit.
    let unit = |one: &Indicator| one.unit.clone().filter(|_| one.measure != Measure::Percent);
    differing([
        ("unit", unit(from), unit(to)),
        ("when", from.when.clone(), to.when.clone()),
        ("if_applicable", yes(from.if_applicable), yes(to.if_applicable)),
        ("delegated_to", from.delegated_to.clone(), to.delegated_to.clone()),
        ("refers_to", from.refers_to.clone(), to.refers_to.clone()),
    ])
}

pub(super) fn of_conditions(from: &Condition, to: &Condition) -> Vec<FieldChange> {
    let list = |texts: &[String]| (!texts.is_empty()).then(|| texts.join("; "));
    let each = |one: &Condition| one.each_content_each_commune.as_ref().map(ToString::to_string);
    differing([
        ("measure", Some(from.measure.clone()), Some(to.measure.clone())),
        ("refers_to", from.refers_to.clone(), to.refers_to.clone()),
        ("delegated_to", from.delegated_to.clone(), to.delegated_to.clone()),
        ("applies_when", from.applies_when.clone(), to.applies_when.clone()),
        ("must_include", list(&from.must_include), list(&to.must_include)),
        ("options", list(&from.options), list(&to.options)),
        ("each_content_each_commune", each(from), each(to)),
    ])
}
