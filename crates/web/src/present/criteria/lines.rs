//! Criteria and indicators of a set as lines of its page: everything the set says of them.

use super::super::{Scene, words};
use crate::frame::Frame;
use crate::pages::criteria_set::{CriterionLine, IndicatorLine, PartLine};
use std::sync::Arc;
use vedich_criteria::{Confidence, CriteriaSet, Criterion, Indicator, Measure, Part, ThresholdTable, parse_threshold};
use vedich_facts::{Body, Recorded};
use vedich_values::DateSpan;
use vedich_wording::assessment::circumstances;
use vedich_wording::decree::delegated;

/// A criterion with its indicators.
pub(super) fn criterion(s: Scene<'_>, set: &CriteriaSet, criterion: &Criterion, overlays: &[Arc<Recorded>]) -> CriterionLine {
    let f = s.f;
    CriterionLine {
        no: criterion.no.0,
        name: f.lang.of(&criterion.name).to_owned(),
        name_doubt: criterion.name_confidence.map(|confidence| words::label_doubt(f, confidence)).unwrap_or_default().to_owned(),
        indicators: criterion.indicators.iter().map(|one| indicator(s, set, one, overlays)).collect(),
        note: criterion.note.as_ref().map(|note| f.lang.of(note).to_owned()).unwrap_or_default(),
    }
}

fn indicator(s: Scene<'_>, set: &CriteriaSet, one: &Indicator, overlays: &[Arc<Recorded>]) -> IndicatorLine {
    let f = s.f;
    let unit = one.unit.as_deref();
    IndicatorLine {
        code: one.code.to_string(),
        name: f.lang.of(&one.name).to_owned(),
        name_doubt: words::label_doubt(f, one.label_confidence).to_owned(),
        unit: unit
            .filter(|unit| *unit != "%")
            .map(|unit| vedich_wording::assessment::unit_name(f.lang, unit))
            .unwrap_or_default()
            .to_owned(),
        thresholds: words::table(f, &one.threshold, one.measure, unit),
        remarks: remarks(s, set, one),
        doubt: value_doubt(f, one.confidence),
        parts: parts(f, set, one),
        overlay: overlay(s, one, overlays),
    }
}

/// How sure of a value, in words; empty when it was verified.
fn value_doubt(f: &Frame, confidence: Confidence) -> String {
    match confidence {
        Confidence::Verified | Confidence::Confirmed => String::new(),
        other => words::confidence(f, other).to_owned(),
    }
}

/// Who sets it, when it applies, what it is relative to, how its parts combine, what changed, what the file's author says.
fn remarks(s: Scene<'_>, set: &CriteriaSet, one: &Indicator) -> Vec<String> {
    let f = s.f;
    let mut remarks = Vec::new();
    if vedich_values::code::is_placeholder(one.code.as_str()) {
        remarks.push(f.text("web.set.placeholder").to_owned());
    }
    if let Some(when) = &one.when {
        remarks.push(f.say("web.set.applies-when", &[("when", &circumstances(f.lang, &set.zones, when))]));
    }
    if let Some(what) = &one.relative_to {
        remarks.push(f.say("web.set.relative-to", &[("what", f.lang.of(what))]));
    }
    if let Some(years) = one.lookback_years {
        remarks.push(f.say("web.set.lookback", &[("n", &years.to_string())]));
    }
    if let Some(refers) = &one.refers_to {
        remarks.push(f.say("web.set.refers-to", &[("set", &referred(s, refers))]));
    }
    remarks.extend(one.delegated_to.as_deref().map(|to| delegated(f.lang, to, one.authority.as_deref())));
    if one.if_applicable {
        remarks.push(f.text("web.set.if-applicable").to_owned());
    }
    if one.threshold_partial {
        remarks.push(f.text("web.set.partial-zones").to_owned());
    }
    if let Some(amended) = &one.amended {
        let what = amended.name.as_ref().or(amended.what.as_ref()).map(|words| f.lang.of(words)).unwrap_or_default();
        remarks.push(f.say("web.set.amended", &[("by", &amended.by), ("from", &f.date(amended.from)), ("what", what)]));
    }
    remarks.extend(one.note.as_ref().map(|note| f.say("web.set.note", &[("note", f.lang.of(note))])));
    if !one.any_of.is_empty() {
        remarks.push(f.text("web.set.any-of").to_owned());
    } else if !one.parts.is_empty() {
        remarks.push(f.text("web.set.all-of").to_owned());
    }
    remarks
}

/// Another set, or one of its indicators, by name; what we do not hold stands as it is written.
pub(in crate::present) fn referred(s: Scene<'_>, refers: &str) -> String {
    let (set, code) = refers.split_once('#').map_or((refers, None), |(set, code)| (set, Some(code)));
    let title = s.catalogue().get(set).map_or(set, |set| s.f.lang.of(&set.title));
    match code {
        Some(code) => s.f.say("web.set.indicator-of", &[("code", code), ("set", title)]),
        None => title.to_owned(),
    }
}

fn parts(f: &Frame, set: &CriteriaSet, one: &Indicator) -> Vec<PartLine> {
    let bounds = |table: &ThresholdTable, measure: Measure, unit: Option<&str>| {
        let said = words::table(f, table, measure, unit).into_iter().map(|(whom, bound)| format!("{whom} {bound}").trim().to_owned());
        said.collect::<Vec<_>>().join(", ")
    };
    let span = |span: DateSpan| (span != DateSpan::ALWAYS).then(|| super::units::span_words(f, span));
    let said = |part: &Part| {
        let when = part.when.as_deref().map(|when| f.say("web.set.applies-when", &[("when", &circumstances(f.lang, &set.zones, when))]));
        let to = part.delegated.then(|| delegated(f.lang, one.delegated_to.as_deref().unwrap_or("province"), one.authority.as_deref()));
        let note = part.note.as_ref().map(|note| f.lang.of(note).to_owned());
        when.into_iter().chain(span(part.span)).chain(to).chain(note).collect()
    };
    let parts = one.parts.iter().map(|part| PartLine {
        name: f.lang.of(&part.name).to_owned(),
        threshold: bounds(&part.threshold, part.measure, part.unit.as_deref()),
        remarks: said(part),
        doubt: value_doubt(f, part.confidence),
    });
    let ways = one.any_of.iter().map(|way| PartLine {
        name: f.lang.of(&way.name).to_owned(),
        threshold: bounds(&way.threshold, way.measure, one.unit.as_deref()),
        remarks: span(way.span).into_iter().collect(),
        doubt: String::new(),
    });
    parts.chain(ways).collect()
}

/// The last value set or confirmed locally for the indicator as a whole.
fn overlay(s: Scene<'_>, one: &Indicator, overlays: &[Arc<Recorded>]) -> String {
    let own = overlays.iter().rev().find_map(|recorded| match &recorded.fact.body {
        Body::Overlay(overlay) if overlay.code == one.code && overlay.part.is_none() => Some((recorded, overlay)),
        _ => None,
    });
    let said = |(recorded, overlay): (&Arc<Recorded>, &vedich_facts::Overlay)| {
        let read = |text: &str| {
            let bound = parse_threshold(one.measure, &one.scale, text);
            bound.map_or_else(|_| text.to_owned(), |bound| words::threshold(s.f, &bound, one.measure, one.unit.as_deref()))
        };
        let bound = overlay.threshold.as_deref().map_or_else(|| s.f.text("confidence.confirmed").to_owned(), read);
        format!("{}: {bound} ({})", s.name(recorded.fact.unit), overlay.decision)
    };
    own.map(said).unwrap_or_default()
}
