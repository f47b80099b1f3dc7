//! `vedich roadmap days-off`: days an area takes off, shown, declared, withdrawn.

use super::{by, ended, unit};
use crate::commands::Ended;
use crate::output::Output;
use anyhow::Result;
use serde::Serialize;
use vedich_app::App;
use vedich_app::days_off::DeclareDaysOff;
use vedich_values::{Date, FactSeq, UnitId};

/// What is asked for; nothing: to be shown what holds.
pub(super) struct Asked<'a> {
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
    pub(super) reason: Option<&'a str>,
    pub(super) withdraw: Option<u64>,
}

pub(super) async fn run(text: &str, as_of: Option<Date>, asked: Asked<'_>, app: &App, output: Output) -> Result<Ended> {
    let on = as_of.unwrap_or_else(|| app.today());
    let Some(area) = unit(text, on, app, output) else { return Ok(Ended::Refused) };
    match asked {
        Asked { withdraw: Some(declared), .. } => ended(app.withdraw_days_off(by(), area, FactSeq(declared)).await, output),
        Asked { from: Some(from), to, reason, .. } => {
            let reason = reason.unwrap_or_default().to_owned();
            let command = DeclareDaysOff { area, from, to: to.unwrap_or(from), reason, on: as_of };
            ended(app.declare_days_off(by(), command).await, output)
        }
        _ => show(area, on, app, output).await,
    }
}

#[derive(Serialize)]
struct Line {
    seq: u64,
    area: String,
    from: Date,
    to: Date,
    reason: String,
    on: Date,
}

async fn show(area: UnitId, on: Date, app: &App, output: Output) -> Result<Ended> {
    let board = app.picture(on, None).await?;
    let registry = &board.reference().registry;
    let line = |one: &vedich_board::Closed| {
        let fact = &one.recorded.fact;
        let (seq, area) = (one.recorded.seq.get(), registry.path(fact.unit, one.from));
        Line { seq, area, from: one.from, to: one.to, reason: one.reason.clone(), on: fact.as_of }
    };
    let lines: Vec<Line> = board.days_off_for(area).iter().map(line).collect();
    if output.json {
        return output.json(&lines).map(|()| Ended::Done);
    }
    if lines.is_empty() {
        output.remark(output.lang.text("gantt.closed.none"));
        return Ok(Ended::Done);
    }
    let lang = output.lang;
    let head = ["gantt.no", "gantt.closed.days", "gantt.closed.reason", "gantt.closed.by", "gantt.closed.said"].map(|key| lang.text(key));
    let date = |date| vedich_wording::date(lang, date);
    let row = |one: &Line| {
        vec![one.seq.to_string(), format!("{} – {}", date(one.from), date(one.to)), one.reason.clone(), one.area.clone(), date(one.on)]
    };
    output.table(&head, &[0], lines.iter().map(row).collect())?;
    Ok(Ended::Done)
}
