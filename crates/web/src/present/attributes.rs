//! Properties of units in words.

use super::{Scene, units};
use crate::pages::fieldwork::attributes::{AttributeLine, AttributesView};
use vedich_criteria::{Attribute, AttributeKind};
use vedich_facts::{AttributeValue, Body, Recorded, UnitLevel};
use vedich_values::{DateSpan, UnitId};

/// What is stated of a unit, and what can be.
#[must_use]
pub fn page(s: Scene<'_>, unit: UnitId) -> AttributesView {
    let asked = asked(s, unit);
    let stated = s.board.place(unit, None).map(|place| place.attributes).unwrap_or_default();
    AttributesView {
        name: s.name(unit),
        crumbs: s.crumbs(unit).into_iter().chain([s.place_link(unit)]).collect(),
        path: format!("/attributes/{unit}"),
        lines: stated.iter().filter_map(|recorded| line(s, &asked, recorded, &stated)).collect(),
        // Nothing is chosen for whoever states it.
        choices: std::iter::once((String::new(), "–".to_owned())).chain(asked.iter().flat_map(|attribute| choices(s, attribute))).collect(),
        ..AttributesView::default()
    }
}

/// The properties units of its level have.
pub(crate) fn asked(s: Scene<'_>, unit: UnitId) -> Vec<Attribute> {
    let level = s.registry().get(unit).map_or(UnitLevel::Commune, |unit| unit.level);
    s.catalogue().attributes(level)
}

/// The name of a property; one of an own set stands as it is written there.
pub(crate) fn name(s: Scene<'_>, attribute: &str) -> String {
    let key = if attribute == "tier" { "web.topic.tier".to_owned() } else { format!("attribute.{attribute}") };
    let text = s.f.lang.text(&key);
    if text == key { attribute.to_owned() } else { text.to_owned() }
}

/// A value in words.
pub(crate) fn value(s: Scene<'_>, asked: &[Attribute], attribute: &str, value: &AttributeValue) -> String {
    let f = s.f;
    match value {
        AttributeValue::YesNo(yes) => f.text(if *yes { "assess.yes" } else { "assess.no" }).to_owned(),
        AttributeValue::Number(number) => vedich_wording::number(f.lang, *number),
        AttributeValue::Text(word) => {
            let kind = asked.iter().find(|known| known.name == attribute).map(|known| &known.kind);
            let named = match kind {
                Some(AttributeKind::Word(words)) => words.get(word).and_then(Option::as_ref).map(|name| f.lang.of(name).to_owned()),
                _ => None,
            };
            let key = format!("{attribute}.{word}");
            let said = f.lang.text(&key);
            named.unwrap_or_else(|| if said == key { word.clone() } else { said.to_owned() })
        }
    }
}

fn choices(s: Scene<'_>, attribute: &Attribute) -> Vec<(String, String)> {
    let of = |kept: AttributeValue, key: &str| {
        (
            format!("{}={key}", attribute.name),
            format!("{}: {}", name(s, &attribute.name), value(s, std::slice::from_ref(attribute), &attribute.name, &kept)),
        )
    };
    match &attribute.kind {
        AttributeKind::YesNo => vec![of(AttributeValue::YesNo(true), "yes"), of(AttributeValue::YesNo(false), "no")],
        AttributeKind::Word(words) => words.keys().map(|word| of(AttributeValue::Text(word.clone()), word)).collect(),
        AttributeKind::Number => {
            vec![(attribute.name.clone(), s.f.say("fieldwork.attribute.as-number", &[("name", &name(s, &attribute.name))]))]
        }
    }
}

fn line(s: Scene<'_>, asked: &[Attribute], recorded: &Recorded, all: &[std::sync::Arc<Recorded>]) -> Option<AttributeLine> {
    let f = s.f;
    let Body::Attribute { name: property, value: stated, to } = &recorded.fact.body else { return None };
    let from = recorded.fact.as_of;
    let same = |other: &Recorded| matches!(&other.fact.body, Body::Attribute { name, .. } if name == property);
    let current = all.iter().filter(|other| same(other) && other.fact.as_of <= f.as_of).max_by_key(|other| (other.fact.as_of, other.seq));
    let note = recorded.fact.note.as_deref().map(|note| format!(" ({note})")).unwrap_or_default();
    Some(AttributeLine {
        name: name(s, property),
        value: value(s, asked, property, stated),
        span: units::span_words(f, DateSpan { from: Some(from), to: *to }),
        holds: current.is_some_and(|current| current.seq == recorded.seq) && to.is_none_or(|to| f.as_of <= to),
        source: recorded.fact.source.as_deref().unwrap_or_default().to_owned() + &note,
        recorded: vedich_wording::date_time(f.lang, recorded.recorded_at),
    })
}
