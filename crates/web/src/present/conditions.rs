//! Demands of a set outside its criteria in words: on the page of the set, and as a place stands at them.

use super::criteria::lines::referred;
use super::{Scene, words};
use crate::mark::Mark;
use crate::pages::conditions::Terms;
use crate::pages::criteria_set::DemandLine;
use crate::pages::place::ConditionLine;
use crate::parts::Link;
use vedich_board::Place;
use vedich_criteria::{Condition, ConditionResult, CriteriaSet};
use vedich_facts::{Body, Recorded};
use vedich_wording::assessment::{circumstances, condition_body, condition_unit, threshold};
use vedich_wording::decree::delegated;

/// A demand as the set states it.
pub(super) fn demand(s: Scene<'_>, set: &CriteriaSet, one: &Condition, overlays: &[std::sync::Arc<Recorded>]) -> DemandLine {
    let f = s.f;
    let unit = condition_unit(&one.measure, one.unit.as_deref());
    let local = overlays.iter().rev().find_map(|recorded| match &recorded.fact.body {
        Body::Overlay(overlay) if overlay.code.as_str().strip_prefix('@') == Some(&one.id) => Some((recorded, overlay)),
        _ => None,
    });
    let mut terms = terms(s, set, one);
    if !one.must_include.is_empty() {
        terms.lines.push((f.text("web.condition.must-include").to_owned(), one.must_include.join(", ")));
    }
    terms.lines.extend(one.note.as_ref().map(|note| (f.lang.of(note).to_owned(), String::new())));
    DemandLine {
        name: f.lang.of(&one.name).to_owned(),
        threshold: one.threshold.as_ref().map(|bound| threshold(f.lang, bound, unit)).unwrap_or_default(),
        doubt: words::doubt(f, one.confidence).to_owned(),
        terms,
        overlay: local
            .map(|(recorded, overlay)| {
                let bound = overlay.threshold.as_deref().unwrap_or(f.text("confidence.confirmed"));
                format!("{}: {bound} ({})", s.name(recorded.fact.unit), overlay.decision)
            })
            .unwrap_or_default(),
    }
}

/// How a place stands at the demands of its set.
pub(super) fn of_place(s: Scene<'_>, place: &Place) -> Vec<ConditionLine> {
    let stated = |one: &ConditionResult| place.set.conditions.iter().find(|condition| condition.id == one.id);
    place.conditions.iter().filter_map(|one| Some(line(s, &place.set, stated(one)?, one))).collect()
}

fn line(s: Scene<'_>, set: &CriteriaSet, stated: &Condition, one: &ConditionResult) -> ConditionLine {
    let f = s.f;
    let mut terms = terms(s, set, stated);
    // Of units below only the names are told: each of them stands elsewhere.
    let told = one.included.iter().any(|included| included.status.is_some());
    if !told && !stated.must_include.is_empty() {
        terms.lines.push((f.text("web.condition.must-include").to_owned(), stated.must_include.join(", ")));
    }
    let included = one.included.iter().filter(|_| told).map(|one| (one.name.clone(), one.status.map_or(Mark::NotAssessable, Mark::from)));
    ConditionLine {
        name: f.lang.of(&one.name).to_owned(),
        mark: one.status.into(),
        why: condition_body(f.lang, one),
        doubt: if one.threshold.is_some() { words::doubt(f, one.confidence).to_owned() } else { String::new() },
        terms,
        included: included.collect(),
    }
}

/// To whom it applies, what there is to choose from, what else holds, who sets it, which set it refers to.
fn terms(s: Scene<'_>, set: &CriteriaSet, one: &Condition) -> Terms {
    let f = s.f;
    let mut lines = Vec::new();
    let mut add = |label: &str, words: String| lines.push((label.to_owned(), words));
    if let Some(when) = &one.applies_when {
        add(f.text("web.condition.applies-when"), circumstances(f.lang, &set.zones, when));
    }
    if !one.options.is_empty() {
        add(f.text("web.condition.options"), one.options.join(", "));
    }
    if let Some(bound) = &one.each_content_each_commune {
        add(f.text("web.condition.each"), threshold(f.lang, bound, condition_unit(&one.measure, one.unit.as_deref())));
    }
    if let Some(to) = &one.delegated_to {
        add(&delegated(f.lang, to, None), String::new());
    }
    let refers = one.refers_to.as_deref().filter(|refers| *refers != "self");
    let refers = refers.map(|refers| {
        let base = refers.split('#').next().unwrap_or_default();
        let href = s.catalogue().get(base).map(|set| f.link(&format!("/criteria/{}", set.id))).unwrap_or_default();
        let name = if refers.ends_with("set in force") { f.text("web.condition.set-in-force").to_owned() } else { referred(s, refers) };
        Link::new(f.say("web.set.refers-to", &[("set", &name)]), href)
    });
    Terms { lines, refers }
}
