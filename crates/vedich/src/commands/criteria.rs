//! `vedich criteria`: list the sets, show one, check a file, compare two; recognition procedures.

pub(crate) mod confirm;
mod diff;
mod procedures;

use super::{Ended, Known};
use crate::cli::Criteria;
use crate::output::Output;
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use vedich_app::AppError;
use vedich_app::people::called;
use vedich_board::Board;
use vedich_criteria::threshold::parse_threshold;
use vedich_criteria::{Catalogue, Condition, Confidence, CriteriaSet, Indicator, Threshold, ThresholdTable, check_file, check_province};
use vedich_facts::{Body, Overlay, Recorded};
use vedich_values::{Date, Diagnostic, PartKey, ZoneId};
use vedich_web::api::convert;
use vedich_web::api::shapes::OverlayShape;
use vedich_wording::{Lang, assessment, decree};

pub(crate) fn run(command: &Criteria, known: &Known, today: Date, output: Output) -> Result<Ended> {
    let catalogue = &known.reference.catalogue;
    match command {
        Criteria::List => list(catalogue, output),
        Criteria::Show { set } => show(known, set, today, output),
        Criteria::Check { files } => check(known, files, output),
        Criteria::Diff { from, to } => diff::diff(catalogue, from, to, output),
        Criteria::Confirm(_) => anyhow::bail!("a value is confirmed in the database"),
        Criteria::Procedures { id } => procedures::run(id.as_deref(), output),
    }
}

fn list(catalogue: &Catalogue, output: Output) -> Result<Ended> {
    let lang = output.lang;
    if output.json {
        let sets: Vec<&CriteriaSet> = catalogue.iter().map(AsRef::as_ref).collect();
        output.json(&sets)?;
        return Ok(Ended::Done);
    }
    let count =
        |declared: Option<u32>, listed: usize| declared.map_or_else(|| format!("{listed}/?"), |declared| format!("{listed}/{declared}"));
    let day = |date: Option<Date>| date.map_or_else(|| "…".to_owned(), |date| vedich_wording::date(lang, date));
    let rows = catalogue
        .iter()
        .map(|set| {
            vec![
                set.id.to_string(),
                lang.of(&set.title).to_owned(),
                count(set.declared_criteria, set.criteria.len()),
                count(set.declared_indicators, set.indicators().count()),
                format!("{} – {}", day(set.effective.from), day(set.effective.to)),
                set.decision().unwrap_or("?").to_owned(),
            ]
        })
        .collect();
    let head =
        ["cli.set", "cli.title", "cli.criteria-listed", "cli.indicators-listed", "cli.in-force", "cli.decision"].map(|key| lang.text(key));
    output.table(&head, &[2, 3], rows)?;
    Ok(Ended::Done)
}

/// The set of that id, or a remark naming those that exist.
pub(crate) fn named<'a>(catalogue: &'a Catalogue, id: &str, output: Output) -> Option<&'a Arc<CriteriaSet>> {
    let set = catalogue.get(id);
    if set.is_none() {
        let ids = catalogue.iter().map(|set| set.id.as_str()).collect::<Vec<_>>().join("\n  ");
        output.complain(&output.lang.say("cli.set-unknown", &[("set", id), ("sets", &ids)]));
    }
    set
}

/// Checks files against the shipped sets; a file that replaces a shipped set is checked in its place.
fn check(known: &Known, files: &[PathBuf], output: Output) -> Result<Ended> {
    let mut problems: Vec<Diagnostic> = Vec::new();
    for file in files {
        // As it was given: files of several folders may have one name.
        let name = file.display().to_string();
        match super::given_text(file) {
            Ok(text) => {
                problems.extend(check_file(&name, &text, Some(&known.reference.catalogue)));
                problems.extend(check_province(&name, &text, &known.reference.registry.province_slugs().collect()));
            }
            Err(AppError::Refused(refused)) => problems.extend(refused),
            Err(other) => return Err(other.into()),
        }
    }
    let refused = if output.json {
        output.json(&output.worded(&problems))?;
        problems.iter().any(|problem| problem.severity == vedich_values::Severity::Error)
    } else {
        output.problems(&problems)
    };
    if !refused && !output.json {
        output.line(&output.lang.say("cli.files-fine", &[("count", &files.len().to_string())]))?;
    }
    Ok(if refused { Ended::Refused } else { Ended::Done })
}

/// A set as officials know it: criteria, indicators, thresholds by zone and year, how sure we are of each.
fn show(known: &Known, id: &str, today: Date, output: Output) -> Result<Ended> {
    let Some(set) = named(&known.reference.catalogue, id, output) else { return Ok(Ended::Refused) };
    if output.json {
        let mut data = serde_json::to_value(set.as_ref())?;
        data["overlays"] = serde_json::to_value(overlay_shapes(known, set, today, output.lang))?;
        output.json(&data)?;
        return Ok(Ended::Done);
    }
    let lang = output.lang;
    output.line(lang.of(&set.title))?;
    for basis in &set.legal {
        let [number, issued, issuer, role] = decree::basis(lang, basis);
        let issued = if issued.is_empty() { issued } else { format!(" ({issued})") };
        output.line(&format!("  {number}{issued}, {issuer}: {role}"))?;
    }
    let mut rows = Vec::new();
    for criterion in &set.criteria {
        rows.push(vec![criterion.no.to_string(), lang.of(&criterion.name).to_uppercase(), String::new(), String::new()]);
        rows.extend(criterion.indicators.iter().map(|indicator| indicator_row(lang, set, indicator)));
    }
    rows.extend(set.conditions.iter().map(|condition| condition_row(lang, set, condition)));
    let head = ["cli.code", "cli.name", "cli.threshold", "cli.confidence"].map(|key| lang.text(key));
    output.table(&head, &[], rows)?;
    overlays(known, set, today, output)?;
    Ok(Ended::Done)
}

/// The values this installation confirmed or set itself, corrected ones as they stand now.
fn standing(known: &Known, set: &CriteriaSet, today: Date) -> Vec<Arc<Recorded>> {
    let mut board = Board::new(&known.reference, today);
    known.overlays.iter().for_each(|recorded| _ = board.apply(recorded));
    board.overlays(&set.id)
}

/// They as the API has them, with who recorded them: whoever holds the database reads all of it.
fn overlay_shapes(known: &Known, set: &CriteriaSet, today: Date, lang: Lang) -> Vec<OverlayShape> {
    let shape = |recorded: &Arc<Recorded>| {
        let by = Some(author(known, recorded, lang)).filter(|by| !by.is_empty());
        Some(OverlayShape { by, ..convert::overlay(&known.reference.registry, recorded)? })
    };
    standing(known, set, today).iter().filter_map(shape).collect()
}

/// Who set or confirmed a value, by name and post.
fn author(known: &Known, recorded: &Recorded, lang: Lang) -> String {
    let by = recorded.fact.source.as_deref().unwrap_or_default();
    let on = recorded.recorded_at.date_naive();
    known.rights.as_deref().map_or_else(|| by.to_owned(), |rights| called(rights, lang, by, Some(recorded.fact.unit), on))
}

/// They as a table.
fn overlays(known: &Known, set: &CriteriaSet, today: Date, output: Output) -> Result<()> {
    let lang = output.lang;
    let row = |recorded: &Recorded| {
        let Body::Overlay(overlay) = &recorded.fact.body else { return None };
        let zone = overlay
            .zone
            .iter()
            .map(|zone| decree::zone(lang, set, zone.as_str()).to_owned())
            .chain(overlay.year.map(|year| year.to_string()));
        let code = std::iter::once(overlay.code.to_string()).chain(zone).collect::<Vec<_>>().join(" ");
        let confirmed = || lang.text("confidence.confirmed").to_owned();
        let bound = overlay.threshold.as_deref().map_or_else(confirmed, |text| set_bound(lang, set, overlay, text));
        let place = known.reference.registry.path(recorded.fact.unit, recorded.fact.as_of);
        let decision = format!("{}, {}", overlay.decision, vedich_wording::date(lang, overlay.decided));
        let from = vedich_wording::date(lang, recorded.fact.as_of);
        let recorded_at = vedich_wording::date_time(lang, recorded.recorded_at);
        let by = [author(known, recorded, lang), lang.say("web.set.recorded", &[("date", &recorded_at)])];
        let by = by.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        Some(vec![code, bound, place, decision, from, by])
    };
    let rows: Vec<_> = standing(known, set, today).iter().filter_map(|recorded| row(recorded)).collect();
    if rows.is_empty() {
        return Ok(());
    }
    output.line("")?;
    output.line(lang.text("web.set.overlays"))?;
    let head = ["cli.code", "cli.threshold", "cli.place", "cli.decision", "cli.in-force", "web.col.by"].map(|key| lang.text(key));
    output.table(&head, &[], rows)
}

/// A bound set by decision, worded as those of the set; as it was written where the set has no such indicator (any more).
fn set_bound(lang: Lang, set: &CriteriaSet, overlay: &Overlay, text: &str) -> String {
    let of_part = |indicator: &Indicator, key: &PartKey| {
        let part = indicator.parts.iter().find(|part| part.key == *key)?;
        let bound = parse_threshold(part.measure, &part.scale, text).ok()?;
        Some(assessment::threshold(lang, &bound, part.unit.as_deref().or(indicator.unit.as_deref()).unwrap_or_default()))
    };
    let whole = |indicator: &Indicator| {
        let bound = parse_threshold(indicator.measure, &indicator.scale, text).ok()?;
        Some(assessment::threshold(lang, &bound, indicator.unit.as_deref().unwrap_or_default()))
    };
    let indicator = set.indicator(overlay.code.as_str());
    let worded = indicator.and_then(|one| overlay.part.as_ref().map_or_else(|| whole(one), |key| of_part(one, key)));
    worded.unwrap_or_else(|| text.to_owned())
}

fn sure(lang: Lang, confidence: Confidence) -> String {
    lang.text(&format!("confidence.{}", convert::confidence_name(confidence))).to_owned()
}

fn indicator_row(lang: Lang, set: &CriteriaSet, indicator: &Indicator) -> Vec<String> {
    let unit = indicator.unit.as_deref().unwrap_or_default();
    let mut lines = table_lines(lang, set, &indicator.threshold, unit);
    lines.extend(indicator.when.as_deref().map(|when| applies_when(lang, set, when)));
    if let Some(what) = &indicator.relative_to {
        lines.push(lang.say("web.set.relative-to", &[("what", lang.of(what))]));
    }
    if let Some(to) = &indicator.delegated_to {
        lines.push(decree::delegated(lang, to, indicator.authority.as_deref()));
    }
    for part in &indicator.parts {
        let bounds = table_lines(lang, set, &part.threshold, part.unit.as_deref().unwrap_or(unit)).join("; ");
        lines.push(format!("{}: {bounds}", lang.of(&part.name)));
        lines.extend(part.when.as_deref().map(|when| format!("  {}", applies_when(lang, set, when))));
    }
    if let Some(amended) = &indicator.amended {
        lines.push(lang.say("cli.amended", &[("by", &amended.by), ("from", &vedich_wording::date(lang, amended.from))]));
    }
    lines.extend(indicator.note.as_ref().map(|note| lang.of(note).to_owned()));
    let name = lang.of(&indicator.name);
    let verified = matches!(indicator.label_confidence, Confidence::Verified | Confidence::Confirmed);
    let name = if verified { name.to_owned() } else { format!("{name}\n({})", lang.text("web.label-doubt")) };
    vec![indicator.code.to_string(), name, lines.join("\n"), sure(lang, indicator.confidence)]
}

fn applies_when(lang: Lang, set: &CriteriaSet, when: &str) -> String {
    lang.say("web.set.applies-when", &[("when", &assessment::circumstances(lang, &set.zones, when))])
}

/// A demand outside the criteria with everything the set says of it.
fn condition_row(lang: Lang, set: &CriteriaSet, condition: &Condition) -> Vec<String> {
    let unit = assessment::condition_unit(&condition.measure, condition.unit.as_deref());
    let mut lines: Vec<String> = condition.threshold.iter().map(|bound| assessment::threshold(lang, bound, unit)).collect();
    lines.extend(condition.applies_when.as_deref().map(|when| applies_when(lang, set, when)));
    for (label, names) in [("web.condition.must-include", &condition.must_include), ("web.condition.options", &condition.options)] {
        if !names.is_empty() {
            lines.push(format!("{}: {}", lang.text(label), names.join(", ")));
        }
    }
    if let Some(bound) = &condition.each_content_each_commune {
        lines.push(format!("{}: {}", lang.text("web.condition.each"), assessment::threshold(lang, bound, unit)));
    }
    lines.extend(condition.note.as_ref().map(|note| lang.of(note).to_owned()));
    vec![format!("@{}", condition.id), lang.of(&condition.name).to_owned(), lines.join("\n"), sure(lang, condition.confidence)]
}

/// The thresholds of a table, a line per distinct value or year.
fn table_lines(lang: Lang, set: &CriteriaSet, table: &ThresholdTable, unit: &str) -> Vec<String> {
    let zones = |zones: &BTreeMap<ZoneId, Threshold>| {
        let cell = |(zone, bound): (&ZoneId, &Threshold)| {
            format!("{} {}", decree::zone(lang, set, zone.as_str()), assessment::threshold(lang, bound, unit))
        };
        zones.iter().map(cell).collect::<Vec<_>>().join("; ")
    };
    match table {
        ThresholdTable::None => Vec::new(),
        ThresholdTable::One(bound) => vec![assessment::threshold(lang, bound, unit)],
        ThresholdTable::ByZone(by_zone) => vec![zones(by_zone)],
        ThresholdTable::ByYear(by_year) => by_year.iter().map(|(year, by_zone)| format!("{year}: {}", zones(by_zone))).collect(),
    }
}
