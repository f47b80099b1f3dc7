//! `vedich import`: files of officials into the journal, all or nothing.

use super::Ended;
use crate::cli::{Import, ImportWhat};
use crate::output::Output;
use anyhow::Result;
use serde_json::Value;
use vedich_app::import::{Given, Outcome, Subject};
use vedich_app::{App, Hand};

pub(crate) async fn run(arguments: &Import, app: &App, output: Output) -> Result<Ended> {
    let subject = match &arguments.what {
        ImportWhat::Observations(_) => Subject::Observations,
        ImportWhat::Units(_) => Subject::Units,
        ImportWhat::Attributes(_) => Subject::Attributes,
    };
    let arguments = arguments.file();
    let bytes = super::given(&arguments.file)?;
    let file = arguments.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let given = Given { file, bytes, hand: Hand::operator("vedich import", "cli"), mapping: Vec::new() };
    let bar = output.waiting("cli.importing");
    let outcome = if arguments.dry_run { app.plan_import(subject, given).await?.outcome } else { app.import(subject, given).await? };
    bar.finish();
    if output.json {
        output.json(&worded(&outcome, output)?)?;
    } else {
        tell(&outcome, arguments.dry_run, output)?;
    }
    Ok(if outcome.is_refused() { Ended::Refused } else { Ended::Done })
}

/// The outcome with each problem in words beside its code: what is wrong and what to do.
fn worded(outcome: &Outcome, output: Output) -> Result<Value> {
    let mut value = serde_json::to_value(outcome)?;
    value["problems"] = output.worded(&outcome.problems);
    Ok(value)
}

fn tell(outcome: &Outcome, dry_run: bool, output: Output) -> Result<()> {
    let lang = output.lang;
    output.problems(&outcome.problems);
    if outcome.problems_left_out > 0 {
        output.complain(&lang.say("cli.import-more", &[("count", &outcome.problems_left_out.to_string())]));
    }
    let numbers = [outcome.rows, outcome.new, outcome.changed, outcome.unchanged, outcome.blank, outcome.refused].map(|n| n.to_string());
    let [rows, new, changed, unchanged, blank, refused] = &numbers;
    let params =
        [("rows", rows.as_str()), ("new", new), ("changed", changed), ("unchanged", unchanged), ("blank", blank), ("refused", refused)];
    output.line(&lang.say("cli.import-counts", &params))?;
    let key = match (outcome.is_refused(), outcome.already, outcome.applied, dry_run) {
        (true, ..) => "cli.import-refused",
        (_, true, ..) => "cli.import-already",
        (_, _, true, _) => "cli.import-applied",
        (_, _, _, true) => "cli.import-dry-run",
        _ => "cli.import-nothing",
    };
    output.line(lang.text(key))
}
