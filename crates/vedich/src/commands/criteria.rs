//! `vedich criteria`: list the sets, show one, check a file, compare two.

use super::{Ended, shipped};
use crate::cli::Criteria;
use crate::output::Output;
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::sync::Arc;
use vedich_criteria::{Catalogue, CriteriaSet, check_file};
use vedich_values::{Date, Diagnostic};

pub(crate) fn run(command: &Criteria, output: Output) -> Result<Ended> {
    let catalogue = shipped(output)?.catalogue;
    match command {
        Criteria::List => list(&catalogue, output),
        Criteria::Show { set } => show(&catalogue, set, output),
        Criteria::Check { files } => check(&catalogue, files, output),
        Criteria::Diff { from, to } => diff(&catalogue, from, to, output),
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
pub(crate) fn known<'a>(catalogue: &'a Catalogue, id: &str, output: Output) -> Option<&'a Arc<CriteriaSet>> {
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

fn show(catalogue: &Catalogue, id: &str, output: Output) -> Result<Ended> {
    let Some(set) = known(catalogue, id, output) else { return Ok(Ended::Refused) };
    output.json(set.as_ref())?;
    Ok(Ended::Done)
}

fn diff(catalogue: &Catalogue, from: &str, to: &str, output: Output) -> Result<Ended> {
    let (Some(_from), Some(_to)) = (known(catalogue, from, output), known(catalogue, to, output)) else { return Ok(Ended::Refused) };
    Ok(Ended::Done)
}
