//! Criteria sets as officials know them.

pub mod diff;
pub(super) mod lines;

use super::place_more::tier;
use super::{Scene, conditions, units, words};
use crate::frame::{Frame, Reader};
use crate::pages::criteria::{CriteriaView, SetLine};
use crate::pages::criteria_set::{OverlayLine, SetView, ZoneLine};
use crate::parts::Link;
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_criteria::threshold::parse_condition_threshold;
use vedich_criteria::{Completeness, Confidence, CriteriaSet, Indicator, Measure, Subject, Zone, parse_threshold};
use vedich_facts::{Body, Recorded};
use vedich_values::{Bilingual, DateSpan, PartKey, SetId};

pub(super) fn subject(f: &Frame, subject: Subject) -> &'static str {
    match subject {
        Subject::Commune => f.text("subject.commune"),
        Subject::Hamlet => f.text("subject.hamlet"),
        Subject::District => f.text("subject.district"),
        Subject::Province => f.text("subject.province"),
        Subject::Garden => f.text("subject.garden"),
        Subject::Household => f.text("subject.household"),
    }
}

pub(super) fn completeness(f: &Frame, completeness: Completeness) -> &'static str {
    match completeness {
        Completeness::Full => "",
        Completeness::Partial => f.text("web.complete.partial"),
        Completeness::CriteriaOnly => f.text("web.complete.criteria-only"),
        Completeness::DeclaredOnly => f.text("web.complete.declared-only"),
    }
}

fn size(set: &CriteriaSet) -> (String, String) {
    let or = |declared: Option<u32>, listed: usize| {
        declared.map_or_else(|| if listed == 0 { "–".to_owned() } else { listed.to_string() }, |n| n.to_string())
    };
    (or(set.declared_criteria, set.criteria.len()), or(set.declared_indicators, set.indicators().count()))
}

/// Every set, by subject, later ones first.
#[must_use]
pub fn list(s: Scene<'_>) -> CriteriaView {
    let mut groups: BTreeMap<Subject, Vec<&Arc<CriteriaSet>>> = BTreeMap::new();
    for set in s.catalogue().iter() {
        groups.entry(set.subject).or_default().push(set);
    }
    let line = |set: &Arc<CriteriaSet>| {
        let (criteria, indicators) = size(set);
        SetLine {
            title: s.set_link(set),
            tier: tier(s, set).to_owned(),
            period: units::span_words(s.f, set.effective),
            scope: s.scope(&set.scope),
            decision: set.decision().filter(|number| *number != "?").unwrap_or_default().to_owned(),
            size: format!("{criteria} · {indicators}"),
            in_force: set.effective.contains(s.f.as_of),
            doubt: completeness(s.f, set.completeness).to_owned(),
            diff: compared_with(s, set).map(|other| diff_link(s, other, set)),
        }
    };
    let groups = groups.into_iter().map(|(key, mut sets)| {
        sets.sort_by(|a, b| b.effective.from.cmp(&a.effective.from).then_with(|| a.tier.cmp(&b.tier)));
        (subject(s.f, key).to_owned(), sets.into_iter().map(line).collect())
    });
    CriteriaView { groups: groups.collect() }
}

/// The set that one compares with: the base it extends, else the national one of the same subject and tier before it.
fn compared_with<'a>(s: Scene<'a>, set: &CriteriaSet) -> Option<&'a Arc<CriteriaSet>> {
    if let Some(base) = &set.extends {
        return s.catalogue().get(base.as_str());
    }
    s.catalogue()
        .iter()
        .filter(|other| {
            other.subject == set.subject && other.tier == set.tier && other.scope == set.scope && other.effective.from < set.effective.from
        })
        .max_by_key(|other| other.effective.from)
}

fn diff_link(s: Scene<'_>, a: &CriteriaSet, b: &CriteriaSet) -> Link {
    Link::new(s.f.say("web.diff.with", &[("set", s.f.lang.of(&a.title))]), s.f.link(&format!("/criteria/{}/diff/{}", a.id, b.id)))
}

/// A set as a page.
#[must_use]
pub fn set(s: Scene<'_>, id: &str) -> Option<SetView> {
    let f = s.f;
    let set = s.catalogue().get(id)?;
    let overlays = overlays(s, &set.id);
    let (criteria, indicators) = size(set);
    let unverified = set.indicators().filter(|(_, one)| matches!(one.confidence, Confidence::Memory | Confidence::Weak)).count();
    let unknown = set.indicators().filter(|(_, one)| one.confidence == Confidence::Unknown).count();
    let mut doubt = vec![completeness(s.f, set.completeness).to_owned()];
    if unverified + unknown > 0 {
        doubt.push(f.say(
            "web.set.doubt",
            &[("unverified", &unverified.to_string()), ("unknown", &unknown.to_string()), ("all", &set.indicators().count().to_string())],
        ));
    }
    Some(SetView {
        title: f.lang.of(&set.title).to_owned(),
        facts: vec![
            (f.text("web.set.subject").to_owned(), subject(f, set.subject).to_owned()),
            (f.text("web.col.tier").to_owned(), tier(s, set).to_owned()),
            (f.text("web.col.scope").to_owned(), s.scope(&set.scope)),
            (f.text("web.col.period").to_owned(), units::span_words(f, set.effective)),
            (f.text("web.set.by-law").to_owned(), f.say("web.set.size", &[("criteria", &criteria), ("indicators", &indicators)])),
            (f.text("web.set.id").to_owned(), set.id.to_string()),
        ],
        note: set.note.as_ref().map(|note| f.lang.of(note).to_owned()).unwrap_or_default(),
        doubt: doubt.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(". "),
        legal: set.legal.iter().map(|one| vedich_wording::decree::basis(f.lang, one)).collect(),
        amendments: set
            .amendments
            .iter()
            .map(|one| [f.date(one.from), one.by.clone(), target(f, &one.target), f.lang.of(&one.what).to_owned()])
            .collect(),
        criteria: set.criteria.iter().map(|criterion| lines::criterion(s, set, criterion, &overlays)).collect(),
        conditions: set.conditions.iter().map(|one| conditions::demand(s, set, one, &overlays)).collect(),
        zones: zones(f, set),
        zone_rules: set
            .zone_rules
            .iter()
            .map(|rule| {
                [
                    f.say(
                        "web.set.zone-rule",
                        &[("zone", &words::zone_name(f, set, &rule.use_zone)), ("when", &circumstances(f, set, &rule.when_any))],
                    ),
                    units::span_words(f, rule.span),
                    rule.note.as_ref().map(|note| f.lang.of(note).to_owned()).unwrap_or_default(),
                    words::doubt(f, rule.confidence).to_owned(),
                ]
            })
            .collect(),
        sources: set
            .sources
            .values()
            .map(|source| {
                Link::new(
                    source.title.clone(),
                    if source.url.starts_with("https://") || source.url.starts_with("http://") {
                        source.url.clone()
                    } else {
                        String::new()
                    },
                )
            })
            .collect(),
        diffs: compared_with(s, set).map(|other| diff_link(s, other, set)).into_iter().collect(),
        overlays: overlays.iter().filter_map(|recorded| overlay_line(s, set, recorded)).collect(),
        form: None,
        saved: f.param("saved").is_some(),
        data: Link::new(f.text("web.set.data"), format!("/api/v1/criteria/{}", set.id)),
    })
}

/// Any of these conditions, in words.
fn circumstances(f: &Frame, set: &CriteriaSet, when_any: &[String]) -> String {
    when_any.iter().map(|one| vedich_wording::assessment::circumstances(f.lang, &set.zones, one)).collect::<Vec<_>>().join("; ")
}

/// The zones or commune groups whose columns the set has, with what puts a unit in each.
fn zones(f: &Frame, set: &CriteriaSet) -> Vec<ZoneLine> {
    let line = |zone: &Zone| ZoneLine {
        short: words::zone_short(f, &zone.id),
        name: f.lang.of(&zone.name).to_owned(),
        definition: zone.definition.as_ref().map_or_else(|| circumstances(f, set, &zone.when_any), |said| f.lang.of(said).to_owned()),
        doubt: zone.confidence.map(|confidence| words::zone_doubt(f, confidence)).unwrap_or_default().to_owned(),
    };
    set.zones.iter().map(line).collect()
}

/// What an amendment changed: a code stands for itself.
fn target(f: &Frame, target: &str) -> String {
    if target == "zone_rules" { f.text("web.set.zone-rules").to_owned() } else { target.to_owned() }
}

/// Overlays for a set or one it extends, oldest first.
fn overlays(s: Scene<'_>, set: &SetId) -> Vec<Arc<Recorded>> {
    s.board.overlays(set)
}

/// A value set or confirmed locally, as a row.
pub(super) fn overlay_line(s: Scene<'_>, set: &CriteriaSet, recorded: &Recorded) -> Option<OverlayLine> {
    let f = s.f;
    let Body::Overlay(overlay) = &recorded.fact.body else { return None };
    let indicator = set.indicator(overlay.code.as_str());
    let part = overlay.part.as_ref().and_then(|key| part(indicator?, key));
    let condition = set.conditions.iter().find(|one| overlay.code.as_str().strip_prefix('@') == Some(&one.id));
    let name = part.as_ref().map(|(name, ..)| *name).or_else(|| indicator.map(|one| &one.name)).or_else(|| condition.map(|one| &one.name));
    let name = name.map(|name| f.lang.of(name)).unwrap_or_default();
    // A demand has an id of the file's, which says nothing to people.
    let code = if condition.is_some() { String::new() } else { format!("{} ", overlay.code) };
    let zone = overlay.zone.as_ref().map(|zone| words::zone_name(f, set, zone));
    let whom = zone.into_iter().chain(overlay.year.map(|year| year.to_string())).collect::<Vec<_>>().join(", ");
    let span = DateSpan { from: Some(recorded.fact.as_of), to: overlay.to };
    let correct = f.link_with(&format!("/criteria/{}", overlay.set), &[("correct", &recorded.seq.to_string())]);
    Some(OverlayLine {
        place: s.place_link(recorded.fact.unit),
        what: format!("{code}{name}{}", if whom.is_empty() { String::new() } else { format!(" ({whom})") }),
        threshold: overlay.threshold.as_deref().map_or_else(
            || f.text("confidence.confirmed").to_owned(),
            |text| {
                if let (Some(one), Ok(bound)) = (condition, parse_condition_threshold(text)) {
                    let unit = vedich_wording::assessment::condition_unit(&one.measure, one.unit.as_deref());
                    return vedich_wording::assessment::threshold(f.lang, &bound, unit);
                }
                let (measure, scale, unit) = part
                    .map(|(_, measure, scale, unit)| (measure, scale, unit))
                    .or_else(|| indicator.map(|one| (one.measure, one.scale.as_slice(), one.unit.as_deref())))
                    .unwrap_or((Measure::Amount, &[], None));
                parse_threshold(measure, scale, text).map_or_else(|_| text.to_owned(), |bound| words::threshold(f, &bound, measure, unit))
            },
        ),
        decision: format!("{}, {}", overlay.decision, f.date(overlay.decided)),
        span: units::span_words(f, span),
        by: author(s, recorded),
        recorded: vedich_wording::date_time(f.lang, recorded.recorded_at),
        correct: Link::new(f.text("web.confirm.correct"), format!("{correct}#confirm")),
    })
}

/// Who set or confirmed a value, by name and post: nothing for guests of a site where people sign in.
pub(crate) fn author(s: Scene<'_>, recorded: &Recorded) -> String {
    let by = recorded.fact.source.as_deref().filter(|_| s.f.reader != Reader::Guest).unwrap_or_default();
    let (unit, on) = (recorded.fact.unit, recorded.recorded_at.date_naive());
    s.beside.map_or_else(|| by.to_owned(), |beside| vedich_app::people::called(beside.rights, s.f.lang, by, Some(unit), on))
}

/// A part of an indicator, or one of the ways to meet it: name, measure, scale, unit.
fn part<'a>(one: &'a Indicator, key: &PartKey) -> Option<(&'a Bilingual, Measure, &'a [String], Option<&'a str>)> {
    let of_parts = one.parts.iter().find(|part| part.key == *key);
    let of_ways = || one.any_of.iter().find(|way| way.key == *key);
    of_parts
        .map(|part| (&part.name, part.measure, part.scale.as_slice(), part.unit.as_deref()))
        .or_else(|| of_ways().map(|way| (&way.name, way.measure, one.scale.as_slice(), one.unit.as_deref())))
}
