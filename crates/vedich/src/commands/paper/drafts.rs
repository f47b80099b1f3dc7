//! `vedich paper begin|write|refresh|issue|drop`: drafts that are kept, and their numbers.

use super::{area, occasion};
use crate::cli::papers::{BeginArguments, BegunForm};
use crate::commands::{Ended, resolve};
use crate::output::Output;
use anyhow::Result;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vedich_app::papers::{BeginFrom, BeginPaper, IssuePaper, WritePaper};
use vedich_app::{App, AppError, By, Committed};
use vedich_facts::PaperId;
use vedich_papers::{Forms, PaperLine, PaperState};
use vedich_reference::paper_forms;
use vedich_values::{Date, Diagnostic, FactSeq, Place};

pub(super) fn by() -> By {
    By::operator("vedich", "cli")
}

/// A paper in a list, as JSON.
pub(super) fn shape(line: &PaperLine) -> Value {
    let (state, symbol, dated) = match &line.state {
        PaperState::Draft => ("draft", None, None),
        PaperState::Dropped => ("dropped", None, None),
        PaperState::Issued { issue, dated } => ("issued", Some(issue.symbol.clone()), Some(*dated)),
    };
    let period = line.period.as_ref().map(Forms::period_code);
    json!({ "id": line.id.0, "form": line.form, "layout": line.layout, "period": period, "state": state, "symbol": symbol, "dated": dated })
}

/// What became of a paper: its line as JSON, or a sentence.
fn told(outcome: Result<Committed, AppError>, paper: Option<PaperId>, key: &'static str, app: &App, output: Output) -> Result<Ended> {
    super::told(outcome, key, output, |done| {
        let paper = paper.unwrap_or(PaperId(done.facts.start.get()));
        let papers = app.papers();
        let line = papers.get(paper);
        let symbol = line.and_then(|line| match &line.state {
            PaperState::Issued { issue, .. } => Some(issue.symbol.clone()),
            _ => None,
        });
        let words = vec![("paper", paper.to_string()), ("symbol", symbol.unwrap_or_default())];
        (line.map_or(Value::Null, |line| shape(line)), words)
    })
}

pub(super) async fn begin(arguments: &BeginArguments, app: &App, output: Output) -> Result<Ended> {
    let period = arguments.period.as_deref().map(|text| paper_forms().parse_period(text));
    if period == Some(None) {
        output.problems(&[Diagnostic::error("paper.bad-period", Place::default())]);
        return Ok(Ended::Refused);
    }
    let period = period.flatten();
    let on = arguments.about.as_of.or_else(|| period.as_ref().map(|period| period.to)).unwrap_or_else(|| app.today()).min(app.today());
    let Some(unit) = resolve(&app.reference().registry, &arguments.issuer, on, output) else { return Ok(Ended::Refused) };
    let layout = arguments.about.layout.clone();
    let BegunForm::Of(form) = arguments.form else {
        let paper = BeginPaper { unit, form: "report".to_owned(), layout, period, fields: None, on: None };
        return told(app.begin_paper(by(), paper).await, None, "papers.cli-begun", app, output);
    };
    let Some(area) = area(&arguments.about, unit, on, app, output) else { return Ok(Ended::Refused) };
    let occasion = occasion(form, &arguments.about, area);
    let begun = app.begin_from(by(), BeginFrom { unit, layout, occasion, on: arguments.about.as_of }).await;
    told(begun, None, "papers.cli-begun", app, output)
}

pub(super) async fn write(paper: PaperId, key: &str, text: Option<&str>, app: &App, output: Output) -> Result<Ended> {
    let base = app.papers().get(paper).map_or(FactSeq(0), |line| line.version);
    let texts = BTreeMap::from([(key.to_owned(), text.map(str::to_owned))]);
    told(app.write_paper(by(), WritePaper { paper, texts, base }).await, Some(paper), "papers.cli-written", app, output)
}

pub(super) async fn refresh(paper: PaperId, app: &App, output: Output) -> Result<Ended> {
    told(app.refresh_paper(by(), paper).await, Some(paper), "papers.cli-refreshed", app, output)
}

pub(super) async fn issue(paper: PaperId, dated: Option<Date>, number: Option<u32>, app: &App, output: Output) -> Result<Ended> {
    told(app.issue_paper(by(), IssuePaper { paper, dated, number, base: None }).await, Some(paper), "papers.cli-issued", app, output)
}

pub(super) async fn give_up(paper: PaperId, app: &App, output: Output) -> Result<Ended> {
    told(app.drop_paper(by(), paper).await, Some(paper), "papers.cli-dropped", app, output)
}
