//! Properties of units that criteria sets ask for: what decides the zone, the group or the part of an indicator that applies to a unit.

use crate::catalogue::Catalogue;
use crate::expr::{Expr, Literal, Test, looks_like_expression, parse};
use crate::model::{CriteriaSet, Tier};
use std::collections::{BTreeMap, BTreeSet};
use vedich_facts::{AttributeValue, UnitLevel};
use vedich_values::{Bilingual, number::parse_number, text::fold};

/// The official type of a unit (`xa`, `phuong`, `dac_khu`): conditions may ask for it, and the register answers, so nobody states it.
pub const KIND: &str = "kind";

/// A property that may be stated of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The level of the units that have it.
    pub level: UnitLevel,
    /// Its name: `tier`, `zone`, `group`, `school_count`, `ethnic_region`.
    pub name: String,
    /// What its values are.
    pub kind: AttributeKind,
}

/// What the values of a property are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeKind {
    /// Yes or no.
    YesNo,
    /// A number, 0 or more.
    Number,
    /// One of some words: the word that is kept and its name.
    Word(BTreeMap<String, Option<Bilingual>>),
}

impl AttributeKind {
    /// The value a person means: `có`, `không`, `x`; a number; a word or its name in either language.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<AttributeValue> {
        let said = fold(text);
        match self {
            Self::YesNo => match said.as_str() {
                "co" | "yes" | "x" | "dung" | "true" | "1" => Some(AttributeValue::YesNo(true)),
                "khong" | "no" | "sai" | "false" | "0" => Some(AttributeValue::YesNo(false)),
                _ => None,
            },
            Self::Number => parse_number(text).ok().filter(|number| !number.is_sign_negative()).map(AttributeValue::Number),
            Self::Word(words) => {
                let named = |name: &Option<Bilingual>| name.as_ref().is_some_and(|name| fold(&name.vi) == said || fold(&name.en) == said);
                let found = words.iter().find(|(word, name)| fold(word) == said || named(name));
                found.map(|(word, _)| AttributeValue::Text(word.clone()))
            }
        }
    }

    /// Whether a value is one of them.
    #[must_use]
    pub fn has(&self, value: &AttributeValue) -> bool {
        match (self, value) {
            (Self::YesNo, AttributeValue::YesNo(_)) => true,
            (Self::Number, AttributeValue::Number(number)) => !number.is_sign_negative(),
            (Self::Word(words), AttributeValue::Text(word)) => words.contains_key(word),
            _ => false,
        }
    }
}

impl CriteriaSet {
    /// Whether its thresholds go by commune groups that it defines (2026-2030), not by the socio-economic zone of the place.
    #[must_use]
    pub fn is_grouped(&self) -> bool {
        self.zones.iter().any(|zone| !zone.when_any.is_empty())
    }

    /// The property by which a decision puts a unit into one of its zones: `group` or `zone`.
    #[must_use]
    pub fn zone_attribute(&self) -> &'static str {
        if self.is_grouped() { "group" } else { "zone" }
    }

    /// The conditions of the set: of zones and groups, of indicators and their parts, of the set itself.
    fn conditions_in_words(&self) -> impl Iterator<Item = &str> {
        let of_indicators = self.indicators().flat_map(|(_, indicator)| {
            indicator.when.as_deref().into_iter().chain(indicator.parts.iter().filter_map(|part| part.when.as_deref()))
        });
        let of_zones = self.zones.iter().flat_map(|zone| &zone.when_any).chain(self.zone_rules.iter().flat_map(|rule| &rule.when_any));
        let of_conditions = self.conditions.iter().filter_map(|condition| condition.applies_when.as_ref());
        of_indicators.chain(of_zones.chain(of_conditions).map(String::as_str))
    }

    /// The properties the set asks for, as its conditions name them (`commune.school_count`), with the kind of value they are compared
    /// with; first those of every set: the zone and the group of the unit.
    #[must_use]
    pub fn asks_for(&self) -> Vec<(String, Attribute)> {
        let subject = self.subject.name();
        let mut asked: Vec<(String, Attribute)> = Vec::new();
        let mut add = |key: &str, kind: AttributeKind| {
            let Some((level, name)) = key.split_once('.') else { return };
            let Some(level) = UnitLevel::from_name(level).filter(|level| *level != UnitLevel::Country) else { return };
            if !name.is_empty() && asked.iter().all(|(known, _)| known != key) {
                asked.push((key.to_owned(), Attribute { level, name: name.to_owned(), kind }));
            }
        };
        let zones: BTreeMap<String, Option<Bilingual>> =
            self.zones.iter().map(|zone| (zone.id.to_string(), Some(zone.name.clone()))).collect();
        add(&format!("{subject}.{}", self.zone_attribute()), AttributeKind::Word(zones));
        for text in self.conditions_in_words().filter(|text| looks_like_expression(text)) {
            if let Ok(expression) = parse(text) {
                each_test(&expression, &mut |attribute, test| add(attribute, kind_of(test)));
            }
        }
        asked
    }
}

impl Catalogue {
    /// The properties that may be stated of units of a level, by name: those the sets ask for, and the tier a unit works towards.
    #[must_use]
    pub fn attributes(&self, level: UnitLevel) -> Vec<Attribute> {
        let mut found: BTreeMap<String, AttributeKind> = BTreeMap::new();
        for set in self.iter() {
            for (_, attribute) in set.asks_for().into_iter().filter(|(_, attribute)| attribute.level == level) {
                let kind = found.entry(attribute.name).or_insert_with(|| attribute.kind.clone());
                if let (AttributeKind::Word(known), AttributeKind::Word(more)) = (kind, attribute.kind) {
                    known.extend(more);
                }
            }
        }
        let tiers: BTreeSet<Tier> =
            self.iter().filter(|set| UnitLevel::from_name(set.subject.name()) == Some(level)).map(|set| set.tier).collect();
        if tiers.len() > 1 {
            let words = tiers.into_iter().map(|tier| (tier.name().to_owned(), None)).collect();
            found.insert("tier".to_owned(), AttributeKind::Word(words));
        }
        found.retain(|name, kind| name != KIND && !matches!(kind, AttributeKind::Word(words) if words.is_empty()));
        found.into_iter().map(|(name, kind)| Attribute { level, name, kind }).collect()
    }
}

/// Every comparison of a condition, with the attribute it asks for.
pub(crate) fn each_test<'e>(expression: &'e Expr, sink: &mut impl FnMut(&'e str, &'e Test)) {
    match expression {
        Expr::Test { attribute, test } => sink(attribute, test),
        Expr::And(a, b) | Expr::Or(a, b) => {
            each_test(a, sink);
            each_test(b, sink);
        }
        Expr::Not(inner) => each_test(inner, sink),
    }
}

fn kind_of(test: &Test) -> AttributeKind {
    let Test::In(values) = test else { return AttributeKind::Number };
    if values.iter().any(|value| matches!(value, Literal::YesNo(_))) {
        return AttributeKind::YesNo;
    }
    if values.iter().any(|value| matches!(value, Literal::Number(_))) {
        return AttributeKind::Number;
    }
    let word = |value: &Literal| match value {
        Literal::Word(word) => Some((word.clone(), None)),
        _ => None,
    };
    AttributeKind::Word(values.iter().filter_map(word).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use vedich_values::Decimal;

    #[test]
    fn a_value_is_read_as_people_write_it() {
        let zones =
            BTreeMap::from([("dbsh".to_owned(), Some(Bilingual { vi: "Đồng bằng sông Hồng".into(), en: "Red River Delta".into() }))]);
        let word = AttributeKind::Word(zones);
        assert_eq!(word.read("đồng bằng sông hồng"), Some(AttributeValue::Text("dbsh".into())));
        assert_eq!(word.read("DBSH"), Some(AttributeValue::Text("dbsh".into())));
        assert_eq!(word.read("btb"), None);
        assert_eq!(AttributeKind::YesNo.read("Có"), Some(AttributeValue::YesNo(true)));
        assert_eq!(AttributeKind::YesNo.read("có thể"), None);
        assert_eq!(AttributeKind::Number.read("3"), Some(AttributeValue::Number(Decimal::from(3))));
        assert_eq!(AttributeKind::Number.read("-3"), None);
        assert!(!AttributeKind::Number.has(&AttributeValue::YesNo(true)));
    }
}
