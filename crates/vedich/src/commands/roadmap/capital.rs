//! `vedich roadmap allocate` with budgets by source: the answer for people.

use crate::commands::Ended;
use crate::output::Output;
use anyhow::Result;
use std::path::Path;
use std::time::{Duration, Instant};
use vedich_roadmap::allocate::capital::Report;
use vedich_roadmap::json::CapitalAsked;
use vedich_wording::money::{Lines, Money};

pub(super) fn answer(file: &Path, asked: &CapitalAsked, limit: Duration, start: Instant, output: Output) -> Result<Ended> {
    match asked.report(limit, || start.elapsed()) {
        Ok(report) if output.json => output.json(&asked.json(&report)).map(|()| Ended::Done),
        Ok(report) => show(asked, &report, output).map(|()| Ended::Done),
        Err(error) => {
            output.problems(&error.problems(&file.display().to_string()));
            Ok(Ended::Refused)
        }
    }
}

fn show(asked: &CapitalAsked, report: &Report, output: Output) -> Result<()> {
    let lang = output.lang;
    let money = Money { lang, names: &asked.names, unit_dong: asked.unit_dong };
    for goal in money.goals(&report.answer) {
        output.line(&goal)?;
    }
    output.line(&money.easy_first(report))?;
    let table = |lines: Lines| {
        let head: Vec<&str> = lines.head.iter().map(String::as_str).collect();
        output.table(&head, &lines.numbers, lines.rows)
    };
    output.line("")?;
    table(money.spent(asked, report))?;
    if !report.left_out.is_empty() {
        output.line("")?;
        table(money.left_out(asked, report))?;
    }
    output.line("")?;
    output.line(&lang.say("money.more", &[("amount", &money.amount(report.more))]))?;
    table(money.gains(asked, report))
}
