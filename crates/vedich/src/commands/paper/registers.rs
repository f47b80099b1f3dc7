//! `vedich paper register|receive|correct|follow|hand-over`: the registers of a unit.

use super::drafts::by;
use crate::cli::papers::{CorrectArguments, FollowArguments, HandOverArguments, LineOf, ReceiveArguments, RegisterArguments, RegisterOf};
use crate::commands::{Ended, resolve};
use crate::output::Output;
use anyhow::Result;
use chrono::Datelike;
use serde_json::{Value, json};
use vedich_app::papers::{CorrectArrival, ReceivePaper, RegisterSearch, tables_workbook};
use vedich_app::{App, AppError, Committed};
use vedich_facts::{FollowUp, HandOver, Handed, PaperId};
use vedich_papers::Table;
use vedich_values::{Date, Diagnostic, Place, UnitId};

/// The three registers of a unit and year: on the screen, or as a workbook.
pub(super) fn show(arguments: &RegisterArguments, app: &App, output: Output) -> Result<Ended> {
    let today = app.today();
    let Some((unit, year)) = register(&arguments.of, app, output) else { return Ok(Ended::Refused) };
    let tables = app.registers_of(RegisterSearch { unit, year, words: arguments.words.clone() }).tables(today);
    if let Some(to) = &arguments.to {
        let bytes = tables_workbook(&tables.iter().collect::<Vec<_>>())?;
        crate::commands::write(to, bytes)?;
        return Ok(Ended::Done);
    }
    if output.json {
        let [outgoing, incoming, followed] = tables.each_ref().map(rows);
        output.json(&json!({ "year": year, "outgoing": outgoing, "incoming": incoming, "follow_up": followed }))?;
        return Ok(Ended::Done);
    }
    for table in tables.iter().filter(|table| !table.rows.is_empty()) {
        output.line(&table.title)?;
        for row in &table.rows {
            output.line(&row.cells.iter().map(|cell| cell.content.printed()).collect::<Vec<_>>().join("\t"))?;
        }
    }
    Ok(Ended::Done)
}

/// The unit and year of a register; none when nobody bears the name, which was told.
fn register(of: &RegisterOf, app: &App, output: Output) -> Option<(UnitId, i32)> {
    let today = app.today();
    let year = of.year.unwrap_or_else(|| today.year());
    Some((resolve(&app.reference().registry, &of.unit, day_of(year, today), output)?, year))
}

/// The day a unit of a register is looked up on: the last of its year, or today. Units that have ended since are found by their names.
fn day_of(year: i32, today: Date) -> Date {
    Date::from_ymd_opt(year, 12, 31).map_or(today, |last| last.min(today))
}

/// Rows by the headings of their columns.
fn rows(table: &Table) -> Vec<Value> {
    let headings: Vec<String> = table.head.first().into_iter().flatten().map(|cell| cell.content.printed()).collect();
    let row = |row: &vedich_papers::Row| {
        headings.iter().zip(&row.cells).map(|(heading, cell)| (heading.clone(), Value::from(cell.content.printed()))).collect()
    };
    table.rows.iter().map(|one| Value::Object(row(one))).collect()
}

pub(super) async fn receive(arguments: &ReceiveArguments, app: &App, output: Output) -> Result<Ended> {
    let came = arguments.came.unwrap_or_else(|| app.today());
    let Some(unit) = resolve(&app.reference().registry, &arguments.unit, came, output) else { return Ok(Ended::Refused) };
    let ReceiveArguments { author, symbol, dated, subject, given_to, due, .. } = arguments;
    let command = ReceivePaper {
        unit,
        came,
        author: author.clone(),
        symbol: symbol.clone(),
        dated: *dated,
        title: subject.clone(),
        given_to: given_to.clone(),
        due: *due,
    };
    let done = app.receive_paper(by(), command).await;
    let entered = |done: &Committed| {
        let papers = app.papers();
        let own = papers.arrival_at(done.facts.start);
        own.map(|arrival| arrival.receipt.number.to_string()).unwrap_or_default()
    };
    told(done, "papers.cli-received", entered, output)
}

/// Corrects a line: what is not given stays as it stands.
pub(super) async fn correct(arguments: &CorrectArguments, app: &App, output: Output) -> Result<Ended> {
    let CorrectArguments { line: LineOf { of, number }, reason, author, symbol, dated, subject, came, given_to, due } = arguments;
    let Some((unit, year)) = register(of, app, output) else { return Ok(Ended::Refused) };
    let Some(stands) = app.papers().arrival(unit, year, *number).cloned() else {
        let unknown = Diagnostic::error("paper.no-arrival", Place::default());
        output.problems(&[unknown.with("number", number).with("year", year)]);
        return Ok(Ended::Refused);
    };
    let (base, receipt) = (Some(stands.version()), &stands.receipt);
    let or = |given: &Option<String>, stood: &str| given.clone().unwrap_or_else(|| stood.to_owned());
    let line = ReceivePaper {
        unit,
        came: came.unwrap_or(stands.came),
        author: or(author, &receipt.author),
        symbol: or(symbol, &receipt.symbol),
        dated: dated.unwrap_or(receipt.dated),
        title: or(subject, &receipt.title),
        given_to: or(given_to, &receipt.given_to),
        due: due.or(receipt.due),
    };
    let command = CorrectArrival { line, year, number: *number, reason: reason.clone(), base };
    told(app.correct_arrival(by(), command).await, "papers.cli-corrected", |_| number.to_string(), output)
}

pub(super) async fn follow(arguments: &FollowArguments, app: &App, output: Output) -> Result<Ended> {
    let FollowArguments { line: LineOf { of, number }, progress, answer, note } = arguments;
    let Some((unit, year)) = register(of, app, output) else { return Ok(Ended::Refused) };
    let follow = FollowUp { year, number: *number, progress: progress.clone(), answer: answer.clone(), note: note.clone() };
    told(app.follow_paper(by(), unit, follow).await, "papers.cli-followed", |_| number.to_string(), output)
}

pub(super) async fn hand_over(arguments: &HandOverArguments, app: &App, output: Output) -> Result<Ended> {
    let today = app.today();
    let HandOverArguments { paper, number, year, on, copies, kept_by, received_by, note, .. } = arguments;
    let year = year.unwrap_or_else(|| today.year());
    // An issued paper says itself whose it is.
    let issued = paper.and_then(|paper| app.papers().get(PaperId(paper)).map(|line| line.unit));
    let named = || resolve(&app.reference().registry, arguments.unit.as_deref().unwrap_or_default(), day_of(year, today), output);
    let Some(unit) = issued.or_else(named) else { return Ok(Ended::Refused) };
    let what = match (paper, number) {
        (Some(paper), _) => Handed::Issued(PaperId(*paper)),
        (None, number) => Handed::Arrival { year, number: number.unwrap_or_default() },
    };
    let over = HandOver { what, copies: *copies, kept_by: kept_by.clone(), received_by: received_by.clone(), note: note.clone() };
    let done = app.hand_over(by(), unit, on.unwrap_or(today), over).await;
    let which = paper.map(|paper| paper.to_string()).or_else(|| number.map(|number| number.to_string())).unwrap_or_default();
    told(done, "papers.cli-handed", |_| which, output)
}

/// What became of it: the number of what was written, or what is wrong.
fn told(
    outcome: Result<Committed, AppError>,
    key: &'static str,
    which: impl FnOnce(&Committed) -> String,
    output: Output,
) -> Result<Ended> {
    super::told(outcome, key, output, |done| {
        let number = which(done);
        (json!({ "number": number, "entry": done.entry.get(), "already": done.already }), vec![("number", number)])
    })
}
