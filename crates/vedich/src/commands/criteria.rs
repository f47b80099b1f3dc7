//! `vedich criteria`: list the sets, show one, check a file, compare two.

use super::{Ended, Known};
use crate::cli::Criteria;
use crate::output::Output;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use vedich_board::Board;
use vedich_criteria::{
    Catalogue, Confidence, CriteriaSet, CriterionChange, Indicator, IndicatorChange, Threshold, ThresholdChange, ThresholdTable, check_file,
};
use vedich_facts::{Body, Recorded};
use vedich_values::{Date, Diagnostic, ZoneId};
use vedich_wording::{Lang, assessment};

pub(crate) fn run(command: &Criteria, known: &Known, today: Date, output: Output) -> Result<Ended> {
    let catalogue = &known.reference.catalogue;
    match command {
        Criteria::List => list(catalogue, output),
        Criteria::Show { set } => show(known, set, today, output),
        Criteria::Check { files } => check(catalogue, files, output),
        Criteria::Diff { from, to } => diff(catalogue, from, to, output),
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
        output.remark(&output.lang.say("cli.set-unknown", &[("set", id), ("sets", &ids)]));
    }
    set
}

/// Checks files against the shipped sets; a file that replaces a shipped set is checked in its place.
fn check(catalogue: &Catalogue, files: &[PathBuf], output: Output) -> Result<Ended> {
    let mut problems: Vec<Diagnostic> = Vec::new();
    for file in files {
        let bytes = std::fs::read(file).with_context(|| format!("while reading {}", file.display()))?;
        let name = file.file_name().map_or_else(|| file.display().to_string(), |name| name.to_string_lossy().into_owned());
        match String::from_utf8(bytes) {
            Ok(text) => problems.extend(check_file(&name, &text, Some(catalogue))),
            Err(_) => problems.push(Diagnostic::error("set.not-utf8", vedich_values::Place { file: Some(name), ..Default::default() })),
        }
    }
    let refused = if output.json {
        output.json(&problems)?;
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
        output.json(set.as_ref())?;
        return Ok(Ended::Done);
    }
    let lang = output.lang;
    output.line(lang.of(&set.title))?;
    for basis in &set.legal {
        let (number, issued) = (basis.number.as_deref().unwrap_or("?"), basis.issued.as_deref().unwrap_or("?"));
        output.line(&format!("  {number} ({issued}), {}: {}", lang.of(&basis.issuer), basis.role))?;
    }
    let mut rows = Vec::new();
    for criterion in &set.criteria {
        rows.push(vec![criterion.no.to_string(), lang.of(&criterion.name).to_uppercase(), String::new(), String::new()]);
        rows.extend(criterion.indicators.iter().map(|indicator| indicator_row(lang, indicator)));
    }
    rows.extend(set.conditions.iter().map(|condition| {
        let bound =
            condition.threshold.as_ref().map(|bound| assessment::threshold(lang, bound, condition.unit.as_deref().unwrap_or_default()));
        vec![format!("@{}", condition.id), lang.of(&condition.name).to_owned(), bound.unwrap_or_default(), sure(lang, condition.confidence)]
    }));
    let head = ["cli.code", "cli.name", "cli.threshold", "cli.confidence"].map(|key| lang.text(key));
    output.table(&head, &[], rows)?;
    overlays(known, set, today, output)?;
    Ok(Ended::Done)
}

/// The values this installation confirmed or set itself, corrected ones as they stand now.
fn overlays(known: &Known, set: &CriteriaSet, today: Date, output: Output) -> Result<()> {
    let lang = output.lang;
    let mut board = Board::new(&known.reference, today);
    known.overlays.iter().for_each(|recorded| _ = board.apply(recorded));
    let row = |recorded: &Recorded| {
        let Body::Overlay(overlay) = &recorded.fact.body else { return None };
        let zone = overlay.zone.iter().map(ToString::to_string).chain(overlay.year.map(|year| year.to_string()));
        let code = std::iter::once(overlay.code.to_string()).chain(zone).collect::<Vec<_>>().join(" ");
        let bound = overlay.threshold.clone().unwrap_or_else(|| lang.text("confidence.confirmed").to_owned());
        let place = known.reference.registry.path(recorded.fact.unit, recorded.fact.as_of);
        let decision = format!("{}, {}", overlay.decision, vedich_wording::date(lang, overlay.decided));
        Some(vec![code, bound, place, decision, vedich_wording::date(lang, recorded.fact.as_of)])
    };
    let rows: Vec<_> = board.overlays(&set.id).iter().filter_map(|recorded| row(recorded)).collect();
    if rows.is_empty() {
        return Ok(());
    }
    output.line("")?;
    output.line(lang.text("web.set.overlays"))?;
    let head = ["cli.code", "cli.threshold", "cli.place", "cli.decision", "cli.in-force"].map(|key| lang.text(key));
    output.table(&head, &[], rows)
}

fn sure(lang: Lang, confidence: Confidence) -> String {
    lang.text(&format!("confidence.{}", vedich_web::api::convert::confidence_name(confidence))).to_owned()
}

fn indicator_row(lang: Lang, indicator: &Indicator) -> Vec<String> {
    let unit = indicator.unit.as_deref().unwrap_or_default();
    let mut lines = table_lines(lang, &indicator.threshold, unit);
    if let Some(to) = &indicator.delegated_to {
        lines.push(lang.say("cli.delegated", &[("to", to)]));
    }
    for part in &indicator.parts {
        let bounds = table_lines(lang, &part.threshold, part.unit.as_deref().unwrap_or(unit)).join("; ");
        lines.push(format!("{}: {bounds}", lang.of(&part.name)));
    }
    if let Some(amended) = &indicator.amended {
        lines.push(lang.say("cli.amended", &[("by", &amended.by), ("from", &vedich_wording::date(lang, amended.from))]));
    }
    vec![indicator.code.to_string(), lang.of(&indicator.name).to_owned(), lines.join("\n"), sure(lang, indicator.confidence)]
}

/// The thresholds of a table, a line per distinct value or year.
fn table_lines(lang: Lang, table: &ThresholdTable, unit: &str) -> Vec<String> {
    let zones = |zones: &BTreeMap<ZoneId, Threshold>| {
        zones.iter().map(|(zone, bound)| format!("{zone} {}", assessment::threshold(lang, bound, unit))).collect::<Vec<_>>().join(", ")
    };
    match table {
        ThresholdTable::None => Vec::new(),
        ThresholdTable::One(bound) => vec![assessment::threshold(lang, bound, unit)],
        ThresholdTable::ByZone(by_zone) => vec![zones(by_zone)],
        ThresholdTable::ByYear(by_year) => by_year.iter().map(|(year, by_zone)| format!("{year}: {}", zones(by_zone))).collect(),
    }
}

/// What differs between two sets, a line per change.
fn diff(catalogue: &Catalogue, from: &str, to: &str, output: Output) -> Result<Ended> {
    let (Some(from), Some(to)) = (named(catalogue, from, output), named(catalogue, to, output)) else { return Ok(Ended::Refused) };
    let diff = vedich_criteria::diff(from, to);
    if output.json {
        output.json(&diff)?;
        return Ok(Ended::Done);
    }
    let lang = output.lang;
    let mut rows: Vec<Vec<String>> = diff
        .criteria
        .iter()
        .map(|change| match change {
            CriterionChange::Added { no, name } => vec!["+".to_owned(), no.to_string(), lang.of(name).to_owned()],
            CriterionChange::Removed { no, name } => vec!["−".to_owned(), no.to_string(), lang.of(name).to_owned()],
            CriterionChange::Renamed { no, from, to } => {
                vec!["~".to_owned(), no.to_string(), format!("{} → {}", lang.of(from), lang.of(to))]
            }
        })
        .collect();
    rows.extend(diff.indicators.iter().map(|change| indicator_change(lang, change)));
    if rows.is_empty() {
        output.remark(lang.text("cli.no-difference"));
    } else {
        output.table(&["", lang.text("cli.code"), lang.text("cli.difference")], &[], rows)?;
    }
    Ok(Ended::Done)
}

fn indicator_change(lang: Lang, change: &IndicatorChange) -> Vec<String> {
    let bounds = |changes: &[ThresholdChange]| changes.iter().map(|change| threshold_change(lang, change)).collect::<Vec<_>>();
    match change {
        IndicatorChange::Added { code, name } => vec!["+".to_owned(), code.to_string(), lang.of(name).to_owned()],
        IndicatorChange::Removed { code, name } => vec!["−".to_owned(), code.to_string(), lang.of(name).to_owned()],
        IndicatorChange::Moved { from, to, name, thresholds } => {
            let mut lines = vec![lang.of(name).to_owned()];
            lines.extend(bounds(thresholds));
            vec!["→".to_owned(), format!("{from} → {to}"), lines.join("\n")]
        }
        IndicatorChange::Changed { code, renamed, thresholds, .. } => {
            let mut lines: Vec<String> = renamed.iter().map(|(from, to)| format!("{} → {}", lang.of(from), lang.of(to))).collect();
            lines.extend(bounds(thresholds));
            vec!["~".to_owned(), code.to_string(), lines.join("\n")]
        }
    }
}

fn threshold_change(lang: Lang, change: &ThresholdChange) -> String {
    let side = |bound: &Option<Threshold>| bound.as_ref().map_or_else(|| "?".to_owned(), |bound| assessment::threshold(lang, bound, ""));
    let at = [change.part.clone(), change.year.map(|year| year.to_string()), change.zone.as_ref().map(ToString::to_string)];
    let at = at.into_iter().flatten().collect::<Vec<_>>().join(" ");
    format!("{at} {} → {}", side(&change.from), side(&change.to)).trim_start().to_owned()
}
