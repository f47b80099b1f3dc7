//! What decides which thresholds apply to a unit: its date, its zone, its attributes.

use crate::expr::{self, Truth};
use crate::model::{CriteriaSet, Zone};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use vedich_facts::{AttributeValue, Overlay};
use vedich_values::{Date, ZoneId};

/// The circumstances of a unit on a date. Units with equal contexts share one yardstick.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitContext {
    /// The date assessed.
    pub date: Date,
    /// The zone of the place.
    pub zone: Option<ZoneId>,
    /// Attributes stated, by name as set files use it: `commune.school_count`, `district.poor`; ours: `commune.zone`, `commune.group`.
    pub attributes: BTreeMap<String, AttributeValue>,
}

impl UnitContext {
    /// A context without attributes.
    #[must_use]
    pub const fn new(date: Date, zone: Option<ZoneId>) -> Self {
        Self { date, zone, attributes: BTreeMap::new() }
    }

    /// Adds an attribute.
    #[must_use]
    pub fn with(mut self, name: &str, value: AttributeValue) -> Self {
        self.attributes.insert(name.to_owned(), value);
        self
    }
}

/// A local threshold or confirmation in force for a unit. Where several fit, the more specific (zone, year) wins, then the later
/// in the slice: give them from the country down to the unit, and by date of decision.
#[derive(Clone, Debug, PartialEq)]
pub struct OverlayInForce {
    /// What was set or confirmed.
    pub overlay: Overlay,
    /// First day it holds.
    pub since: Date,
}

/// Which zone's thresholds apply, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ZoneDecision {
    /// The zone or group; absent when not known.
    pub zone: Option<ZoneId>,
    /// What decided.
    pub by: ZoneOrigin,
    /// Attributes nobody stated that could move the unit to another zone.
    pub undecided: BTreeSet<String>,
}

/// What decided the zone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ZoneOrigin {
    /// Where the unit lies.
    #[default]
    Place,
    /// An attribute of the unit (`zone`, `group`), set by decision.
    Attribute,
    /// A zone rule of the set, by its id.
    Rule(String),
    /// The definition of the commune group.
    Definition,
}

impl ZoneDecision {
    /// Decides the zone of a unit under a set.
    #[must_use]
    pub fn of(set: &CriteriaSet, context: &UnitContext) -> Self {
        let owner = set.subject.name();
        let stated = context.attributes.get(&format!("{owner}.{}", set.zone_attribute())).and_then(|value| zone_of(value, set));
        if let Some(zone) = stated {
            return Self { zone: Some(zone), by: ZoneOrigin::Attribute, undecided: BTreeSet::new() };
        }
        if set.is_grouped() { Self::group(set, context) } else { Self::ruled(set, context) }
    }

    /// The zone of the place, unless a rule in force moves the unit to another.
    fn ruled(set: &CriteriaSet, context: &UnitContext) -> Self {
        let mut decision = Self { zone: context.zone.clone(), by: ZoneOrigin::Place, undecided: BTreeSet::new() };
        for rule in set.zone_rules.iter().filter(|rule| rule.span.contains(context.date)) {
            if decision.zone.as_ref() == Some(&rule.use_zone) {
                continue;
            }
            match any(&rule.when_any, context, context.zone.as_ref()) {
                Truth::True => {
                    return Self { zone: Some(rule.use_zone.clone()), by: ZoneOrigin::Rule(rule.id.clone()), undecided: BTreeSet::new() };
                }
                Truth::Unknown(missing) => decision.undecided.extend(missing),
                Truth::False => {}
            }
        }
        decision
    }

    /// The first commune group whose definition certainly holds.
    fn group(set: &CriteriaSet, context: &UnitContext) -> Self {
        let mut undecided = BTreeSet::new();
        let certain = |zone: &&Zone| match any(&zone.when_any, context, context.zone.as_ref()) {
            Truth::True => true,
            Truth::False => false,
            Truth::Unknown(missing) => {
                undecided.extend(missing);
                false
            }
        };
        match set.zones.iter().find(certain) {
            Some(zone) => Self { zone: Some(zone.id.clone()), by: ZoneOrigin::Definition, undecided: BTreeSet::new() },
            None => {
                undecided.insert(format!("{}.group", set.subject.name()));
                Self { zone: None, by: ZoneOrigin::Definition, undecided }
            }
        }
    }
}

/// The zone an attribute names: its id, or the number of a group.
fn zone_of(value: &AttributeValue, set: &CriteriaSet) -> Option<ZoneId> {
    let wanted = match value {
        AttributeValue::Text(text) => text.clone(),
        AttributeValue::Number(number) => format!("nhom{}", number.normalize()),
        AttributeValue::YesNo(_) => return None,
    };
    set.zones.iter().find(|zone| zone.id.as_str() == wanted || zone.id.as_str() == format!("nhom{wanted}")).map(|zone| zone.id.clone())
}

/// Whether any of the conditions holds; plain words depend on nothing we can look up and stay unknown.
fn any(conditions: &[String], context: &UnitContext, zone: Option<&ZoneId>) -> Truth {
    conditions.iter().map(|text| evaluate(text, context, zone)).fold(Truth::False, Truth::or)
}

/// Evaluates a condition of a set in a context; plain words are unknown.
#[must_use]
pub fn evaluate(text: &str, context: &UnitContext, zone: Option<&ZoneId>) -> Truth {
    let look_up = |attribute: &str| {
        if attribute == "zone" {
            return zone.map(|zone| AttributeValue::Text(zone.as_str().to_owned()));
        }
        context.attributes.get(attribute).cloned()
    };
    expr::parse(text).map_or_else(|_| Truth::Unknown(BTreeSet::new()), |expr| expr.evaluate(&look_up))
}
