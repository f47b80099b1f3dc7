//! A threshold set by decision: it must say by which, read like one of the set's own, and be one that can apply.

use super::{Problem, known_set, problem, unknown_code};
use crate::{App, AppError};
use chrono::Datelike;
use vedich_board::Reference;
use vedich_criteria::threshold::{ThresholdRefused, parse_condition_threshold, parse_threshold};
use vedich_criteria::{CriteriaSet, Measure, Scope, ThresholdTable};
use vedich_facts::{Body, Fact, Kind, Overlay};
use vedich_journal::Select;
use vedich_values::{Date, DateSpan, FactSeq, UnitId};

/// What an overlay's code means in its set.
enum Meant<'a> {
    /// A set-level condition.
    Condition,
    /// An indicator or a part of one, with the measures it has or had.
    Measured { measures: Vec<Measure>, scale: &'a [String] },
}

impl App {
    /// A decision says one thing of a value: what another entry has of it is corrected, not said beside it.
    pub(super) async fn said_otherwise(&self, fact: &Fact, overlay: &Overlay) -> Result<Option<Problem>, AppError> {
        let select = Select { unit: Some(fact.unit), kind: Some(Kind::Overlay), ..Select::default() };
        let recorded = self.journal().read(&select).await?;
        let corrected: Vec<FactSeq> = recorded.iter().filter_map(|one| one.fact.supersedes).chain(fact.supersedes).collect();
        let other = recorded.iter().find_map(|one| match &one.fact.body {
            Body::Overlay(other) if !corrected.contains(&one.seq) && is_of_the_same(other, overlay) => {
                // "≥ 60 until the end of 2026, then ≥ 70": steps of one decision
                let overlaps = overlay.to.is_none_or(|to| one.fact.as_of <= to) && other.to.is_none_or(|to| fact.as_of <= to);
                overlaps.then_some((one.seq, other))
            }
            _ => None,
        });
        let differs = other.filter(|(_, other)| other.threshold != overlay.threshold && overlay.threshold.is_some());
        Ok(differs.map(|(seq, other)| {
            let old = other.threshold.as_deref().unwrap_or("–");
            problem("overlay.said-otherwise").with("decision", &overlay.decision).with("old", old).with("fact", seq)
        }))
    }
}

/// Whether two overlays speak of the same value by the same decision.
fn is_of_the_same(a: &Overlay, b: &Overlay) -> bool {
    let of = |overlay: &Overlay| (overlay.set.clone(), overlay.code.clone(), overlay.part.clone(), overlay.zone.clone(), overlay.year);
    of(a) == of(b) && a.decided == b.decided && a.decision.trim() == b.decision.trim()
}

/// Days on which a set, or one that builds on it, measures units of an area.
fn in_force(reference: &Reference, set: &CriteriaSet, area: UnitId, from: Date) -> Option<DateSpan> {
    let slug = reference.registry.province_slug(area, from);
    let is_here = |set: &CriteriaSet| match (&set.scope, slug) {
        (Scope::Province(own), Some(here)) => own == here,
        _ => true,
    };
    let all: Vec<DateSpan> = reference
        .catalogue
        .iter()
        .filter(|one| is_here(one) && reference.catalogue.accepts(&one.id, &set.id))
        .map(|one| one.effective)
        .collect();
    let start = all.iter().map(|span| span.from).min()?;
    let end = if all.iter().any(|span| span.to.is_none()) { None } else { all.iter().filter_map(|span| span.to).max() };
    Some(DateSpan { from: start, to: end })
}

/// What can never apply: the set is not in force there and then, or the year lies outside.
fn never_applies(reference: &Reference, set: &CriteriaSet, overlay: &Overlay, (area, from): (UnitId, Date)) -> Option<Problem> {
    let never = || problem("overlay.never-in-force").with("set", &set.id).with("unit", named(reference, area, from));
    let Some(span) = in_force(reference, set, area, from) else { return Some(never().with("from", "–").with("to", "–")) };
    let shown = |date: Option<Date>| date.map_or_else(|| "…".to_owned(), |date| date.to_string());
    let is_over = span.to.is_some_and(|end| end < from) || span.from.is_some_and(|start| overlay.to.is_some_and(|to| to < start));
    // Between two stages the ended set still counts.
    let slug = reference.registry.province_slug(area, from);
    let counts_still = || {
        let last = reference.catalogue.in_force(set.subject, set.tier, slug, from);
        last.is_some_and(|last| reference.catalogue.accepts(&last.id, &set.id))
    };
    if is_over && !counts_still() {
        return Some(never().with("from", shown(span.from)).with("to", shown(span.to)));
    }
    let year = overlay.year?;
    let first = span.from.map_or(from, |start| start.max(from)).year();
    let last = [span.to, overlay.to].into_iter().flatten().min().map(|date| date.year());
    let outside = year < first || last.is_some_and(|last| year > last);
    let last = last.map_or_else(|| "…".to_owned(), |last| last.to_string());
    outside.then(|| problem("overlay.year-never-counts").with("year", year).with("first", first).with("last", last))
}

fn named(reference: &Reference, area: UnitId, on: Date) -> String {
    let path = reference.registry.path(area, on);
    if path.is_empty() { reference.registry.at(area, on).map_or_else(String::new, |at| at.name.to_owned()) } else { path }
}

pub(super) fn check(reference: &Reference, overlay: &Overlay, (area, from): (UnitId, Date), today: Date, found: &mut Vec<Problem>) {
    if overlay.decision.trim().is_empty() {
        found.push(problem("overlay.no-decision"));
    }
    if overlay.decided > today {
        found.push(problem("overlay.future-decision").with("date", overlay.decided).with("today", today));
    }
    if overlay.to.is_some_and(|to| to < from) {
        found.push(problem("overlay.bad-span"));
    }
    let Some(set) = known_set(reference, &overlay.set, found) else { return };
    if let Some(zone) = overlay.zone.as_ref().filter(|zone| !set.zones.iter().any(|known| known.id == **zone)) {
        found.push(problem("overlay.unknown-zone").with("zone", zone).with("set", &overlay.set));
    }
    let Some(meant) = meant(set, overlay) else {
        return found.push(unknown_code(&overlay.set, &overlay.code, overlay.part.as_ref()));
    };
    match overlay.threshold.as_deref() {
        Some(text) => found.extend(refused(&meant, text)),
        None if !has_value(set, overlay) => found.push(problem("overlay.nothing-to-confirm").with("code", &overlay.code)),
        None => {}
    }
    if found.is_empty() {
        found.extend(never_applies(reference, set, overlay, (area, from)));
    }
}

/// Whether the set's file has a value that could be confirmed as it stands: one that a province sets has none before it is set.
fn has_value(set: &CriteriaSet, overlay: &Overlay) -> bool {
    let Some(indicator) = set.indicator(overlay.code.as_str()) else {
        let id = overlay.code.as_str().trim_start_matches('@');
        return set.conditions.iter().any(|condition| condition.id == id && condition.threshold.is_some());
    };
    let is_there = |table: &ThresholdTable| !matches!(table, ThresholdTable::None);
    match &overlay.part {
        Some(key) => {
            indicator.parts.iter().any(|part| part.key == *key && is_there(&part.threshold))
                || indicator.any_of.iter().any(|way| way.key == *key && is_there(&way.threshold))
        }
        None => {
            let amended = indicator.amended.as_ref().and_then(|amended| amended.threshold.as_ref());
            is_there(&indicator.threshold)
                || amended.is_some_and(is_there)
                || indicator.parts.iter().any(|part| is_there(&part.threshold))
                || !indicator.any_of.is_empty()
        }
    }
}

fn meant<'a>(set: &'a CriteriaSet, overlay: &Overlay) -> Option<Meant<'a>> {
    if let Some(condition) = overlay.code.as_str().strip_prefix('@') {
        return set.conditions.iter().any(|known| known.id == condition).then_some(Meant::Condition);
    }
    let indicator = set.indicator(overlay.code.as_str())?;
    let Some(key) = &overlay.part else {
        let later = indicator.amended.as_ref().and_then(|amended| amended.measure);
        return Some(Meant::Measured { measures: std::iter::once(indicator.measure).chain(later).collect(), scale: &indicator.scale });
    };
    if let Some(part) = indicator.parts.iter().find(|part| part.key == *key) {
        return Some(Meant::Measured { measures: vec![part.measure], scale: &part.scale });
    }
    let way = indicator.any_of.iter().find(|way| way.key == *key)?;
    Some(Meant::Measured { measures: vec![way.measure], scale: &indicator.scale })
}

fn refused(meant: &Meant<'_>, text: &str) -> Option<Problem> {
    let (refused, measure) = match meant {
        Meant::Condition => (parse_condition_threshold(text).err()?, ""),
        Meant::Measured { measures, scale } => {
            let read = |measure: &Measure| parse_threshold(*measure, scale, text);
            if measures.iter().any(|measure| read(measure).is_ok()) {
                return None;
            }
            let measure = measures.first()?;
            (read(measure).err()?, measure.name())
        }
    };
    let problem = problem(refused.code()).with("found", text).with("measure", measure);
    Some(match refused {
        ThresholdRefused::Malformed { suggestion: Some(suggestion), .. } => problem.with("suggestion", suggestion),
        ThresholdRefused::NotInScale { word, scale } => problem.with("word", word).with("allowed", scale.join(", ")),
        ThresholdRefused::NoScale(word) => problem.with("word", word),
        _ => problem,
    })
}
