//! `vedich criteria diff`: two sets beside each other.

use super::named;
use crate::commands::Ended;
use crate::output::Output;
use anyhow::Result;
use vedich_criteria::{Catalogue, ConditionChange, CriterionChange, FieldChange, IndicatorChange, PartChange, Threshold, ThresholdChange};
use vedich_values::Bilingual;
use vedich_wording::{Lang, assessment};

/// What differs between two sets, a line per change.
pub(super) fn diff(catalogue: &Catalogue, from: &str, to: &str, output: Output) -> Result<Ended> {
    let (Some(from), Some(to)) = (named(catalogue, from, output), named(catalogue, to, output)) else { return Ok(Ended::Refused) };
    let diff = vedich_criteria::diff(from, to);
    if output.json {
        output.json(&diff)?;
        return Ok(Ended::Done);
    }
    let lang = output.lang;
    let mut rows: Vec<Vec<String>> = diff.criteria.iter().map(|change| criterion_change(lang, change)).collect();
    rows.extend(diff.indicators.iter().map(|change| indicator_change(lang, change)));
    rows.extend(diff.conditions.iter().map(|change| condition_change(lang, change)));
    if rows.is_empty() {
        output.remark(lang.text("cli.no-difference"));
    } else {
        output.table(&["", lang.text("cli.code"), lang.text("cli.difference")], &[], rows)?;
    }
    Ok(Ended::Done)
}

fn criterion_change(lang: Lang, change: &CriterionChange) -> Vec<String> {
    match change {
        CriterionChange::Added { no, name } => vec!["+".to_owned(), no.to_string(), lang.of(name).to_owned()],
        CriterionChange::Removed { no, name } => vec!["−".to_owned(), no.to_string(), lang.of(name).to_owned()],
        CriterionChange::Renamed { no, from, to } => {
            vec!["~".to_owned(), no.to_string(), format!("{} → {}", lang.of(from), lang.of(to))]
        }
        CriterionChange::Moved { from, to, name, renamed } => {
            let names = renamed.as_ref().map_or_else(|| lang.of(name).to_owned(), |names| names_changed(lang, names));
            vec!["→".to_owned(), format!("{from} → {to}"), names]
        }
        CriterionChange::Regrouped { no, name, of } => {
            let numbers: Vec<String> = of.iter().map(|part| part.no.to_string()).collect();
            let parts: Vec<String> = of.iter().map(|part| format!("{} {}", part.no, lang.of(&part.name))).collect();
            vec!["→".to_owned(), format!("{} → {no}", numbers.join(", ")), format!("{} → {}", parts.join("; "), lang.of(name))]
        }
    }
}

fn indicator_change(lang: Lang, change: &IndicatorChange) -> Vec<String> {
    let bounds = |changes: &[ThresholdChange]| changes.iter().map(|change| threshold_change(lang, change)).collect::<Vec<_>>();
    match change {
        IndicatorChange::Added { code, name } => vec!["+".to_owned(), code.to_string(), lang.of(name).to_owned()],
        IndicatorChange::Removed { code, name } => vec!["−".to_owned(), code.to_string(), lang.of(name).to_owned()],
        IndicatorChange::Moved { from, to, name, thresholds, parts, fields } => {
            let mut lines = vec![lang.of(name).to_owned()];
            lines.extend(parts.iter().flat_map(|part| part_change(lang, part)));
            lines.extend(bounds(thresholds));
            lines.extend(field_changes(lang, fields));
            vec!["→".to_owned(), format!("{from} → {to}"), lines.join("\n")]
        }
        IndicatorChange::Changed { code, renamed, thresholds, parts, fields, .. } => {
            let mut lines: Vec<String> = renamed.iter().map(|names| names_changed(lang, names)).collect();
            lines.extend(parts.iter().flat_map(|part| part_change(lang, part)));
            lines.extend(bounds(thresholds));
            lines.extend(field_changes(lang, fields));
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

/// Two names; where our English says the same of both, the official wording that changed.
fn names_changed(lang: Lang, (from, to): &(Bilingual, Bilingual)) -> String {
    let same = lang.of(from) == lang.of(to);
    if same { format!("{} → {}", from.vi, to.vi) } else { format!("{} → {}", lang.of(from), lang.of(to)) }
}

fn part_change(lang: Lang, change: &PartChange) -> Vec<String> {
    match change {
        PartChange::Added { name, .. } => vec![format!("+ {}", lang.of(name))],
        PartChange::Removed { name, .. } => vec![format!("− {}", lang.of(name))],
        PartChange::Changed { name, renamed, fields, .. } => {
            let renamed = renamed.iter().map(|names| names_changed(lang, names));
            renamed.chain(field_changes(lang, fields).into_iter().map(|line| format!("{}: {line}", lang.of(name)))).collect()
        }
    }
}

/// What else differs, as the files write it.
fn field_changes(lang: Lang, fields: &[FieldChange]) -> Vec<String> {
    let side = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    let named = |change: &FieldChange| lang.text(&format!("criteria-field.{}", change.field)).to_owned();
    fields.iter().map(|change| format!("{}: {} → {}", named(change), side(&change.from), side(&change.to))).collect()
}

fn condition_change(lang: Lang, change: &ConditionChange) -> Vec<String> {
    let bound = |bound: &Option<Threshold>| bound.as_ref().map_or_else(|| "?".to_owned(), |bound| assessment::threshold(lang, bound, ""));
    match change {
        ConditionChange::Added { id, name, threshold } => {
            vec!["+".to_owned(), format!("@{id}"), format!("{} {}", lang.of(name), bound(threshold))]
        }
        ConditionChange::Removed { id, name, threshold } => {
            vec!["−".to_owned(), format!("@{id}"), format!("{} {}", lang.of(name), bound(threshold))]
        }
        ConditionChange::Changed { id, name, renamed, threshold, fields } => {
            let mut lines = vec![renamed.as_ref().map_or_else(|| lang.of(name).to_owned(), |names| names_changed(lang, names))];
            lines.extend(threshold.iter().map(|(from, to)| format!("{} → {}", bound(from), bound(to))));
            lines.extend(field_changes(lang, fields));
            vec!["~".to_owned(), format!("@{id}"), lines.join("\n")]
        }
    }
}
