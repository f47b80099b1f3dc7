//! `vedich roadmap allocate` with budgets by source: the answer for people.

use crate::commands::Ended;
use crate::output::Output;
use anyhow::Result;
use std::path::Path;
use std::time::{Duration, Instant};
use vedich_roadmap::allocate::capital::{Gain, Report};
use vedich_roadmap::json::CapitalAsked;
use vedich_wording::money::Money;

pub(super) fn answer(file: &Path, asked: &CapitalAsked, limit: Duration, start: Instant, output: Output) -> Result<Ended> {
    match asked.report(limit, || start.elapsed()) {
        Ok(report) if output.json => output.json(&asked.json(&report)).map(|()| Ended::Done),
        Ok(report) => show(asked, &report, output).map(|()| Ended::Done),
        Err(error) => {
            output.problems(&[error.problem(&file.display().to_string())]);
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
    let easy = &report.easy;
    let counts = [easy.communes.value.to_string(), easy.criteria.value.to_string(), money.amount(easy.cost.value)];
    let params = [("communes", counts[0].as_str()), ("criteria", &counts[1]), ("cost", &counts[2])];
    output.line(&lang.say("money.easy-first", &params))?;
    output.line("")?;
    sources(asked, report, money, output)?;
    left_out(asked, report, money, output)?;
    gains(asked, report, money, output)
}

/// Spent of the budget, by source and year.
fn sources(asked: &CapitalAsked, report: &Report, money: Money, output: Output) -> Result<()> {
    let lang = output.lang;
    let years: Vec<String> = asked.names.years.iter().map(ToString::to_string).collect();
    let mut head = vec![lang.text("money.source")];
    head.extend(years.iter().map(String::as_str));
    head.push(lang.text("money.all-years"));
    let spent = report.answer.spent(&asked.question);
    let of =
        |spent: i64, budget: i64| lang.say("money.spent-of", &[("spent", &money.millions(spent)), ("budget", &money.millions(budget))]);
    let row = |(source, name): (usize, &String)| {
        let (spent, budgets) = (&spent[source], &asked.question.budgets[source]);
        let mut row = vec![name.clone()];
        row.extend(spent.iter().zip(budgets).map(|(spent, budget)| of(*spent, *budget)));
        row.push(of(spent.iter().sum(), budgets.iter().sum()));
        row
    };
    let rows = asked.names.sources.iter().enumerate().map(row).collect();
    output.table(&head, &(1..head.len()).collect::<Vec<_>>(), rows)
}

fn left_out(asked: &CapitalAsked, report: &Report, money: Money, output: Output) -> Result<()> {
    if report.left_out.is_empty() {
        return Ok(());
    }
    let rows = report
        .left_out
        .iter()
        .map(|left| {
            let instead = left.instead.as_ref().map_or_else(String::new, |instead| money.instead(instead));
            vec![asked.names.communes[left.commune].clone(), money.millions(left.cost), money.reason(left), instead]
        })
        .collect();
    let head = ["money.commune", "money.needs", "money.why", "money.why-others"].map(|key| output.lang.text(key));
    output.line("")?;
    output.table(&head, &[1], rows)
}

/// What more money would bring: found by solving again, and by the price of the bound.
fn gains(asked: &CapitalAsked, report: &Report, money: Money, output: Output) -> Result<()> {
    let lang = output.lang;
    let found = |gain: &Gain, count: i64| match gain.proven {
        true => count.to_string(),
        false => lang.say("money.at-least-so-many", &[("count", &count.to_string())]),
    };
    let by_price = |gain: &Gain| gain.by_price.map_or_else(|| "–".to_owned(), |price| money.share(price));
    let rows = report
        .gains
        .iter()
        .map(|gain| {
            let (source, year) = (asked.names.sources[gain.source].clone(), asked.names.years[gain.year].to_string());
            vec![source, year, found(gain, gain.communes), gain.criteria.to_string(), by_price(gain)]
        })
        .collect();
    output.line("")?;
    output.line(&lang.say("money.more", &[("amount", &money.amount(report.more))]))?;
    let head = ["money.source", "money.year", "money.more-communes", "money.more-criteria", "money.by-price"].map(|key| lang.text(key));
    output.table(&head, &[2, 3, 4], rows)
}
