//! `vedich assess`: a place against a criteria set as of a date. The JSON shape is fixed.

use super::{Ended, resolve};
use crate::cli::Assess;
use crate::failure::Failure;
use crate::output::Output;
use anyhow::Result;
use vedich_app::{App, fitting};
use vedich_values::Date;
use vedich_web::api::convert;
use vedich_web::api::shapes::{AssessAnswer, CountsShape};

pub(crate) async fn run(arguments: &Assess, app: &App, output: Output) -> Result<Ended> {
    let as_of = arguments.as_of.unwrap_or_else(|| app.today());
    let reference = app.reference();
    let Some(unit) = resolve(&reference.registry, &arguments.unit, as_of, output) else { return Ok(Ended::Refused) };
    let set = match &arguments.set {
        None => None,
        Some(id) => match super::criteria::named(&reference.catalogue, id, output) {
            None => return Ok(Ended::Refused),
            Some(set) => {
                if let Some(misfit) = fitting::misfit(&reference, set, unit, as_of) {
                    return Err(Failure::refused(vec![misfit]).into());
                }
                Some(set.id.clone())
            }
        },
    };
    let board = app.picture(as_of, arguments.known_on.map(vedich_values::date::end_of_day)).await?;
    let Some(place) = board.place(unit, set.as_ref()) else {
        let (unit, date) = (reference.registry.path(unit, as_of), vedich_wording::date(output.lang, as_of));
        output.complain(&output.lang.say("cli.no-set-in-force", &[("unit", &unit), ("date", &date)]));
        return Ok(Ended::Refused);
    };
    let answer = convert::assess_answer(output.lang, &reference.registry, as_of, &place);
    if output.json {
        output.json(&answer)?
    } else {
        print(&answer, output)?
    }
    Ok(Ended::Done)
}

fn print(answer: &AssessAnswer, output: Output) -> Result<()> {
    let lang = output.lang;
    output.line(&format!("{} ({})", answer.unit.path, answer.unit.code.as_deref().unwrap_or_default()))?;
    output.line(&lang.say("cli.assessed-by", &[("set", &answer.set), ("date", &date(output, answer.as_of))]))?;
    if let Some(open) = &answer.zone_undecided {
        output.line(open)?;
    }
    // What is reported and can't be assessed is not "no data".
    let open = answer.results.iter().any(|result| result.status == "not_assessable" && result.value.is_some());
    let counted = |counts: &CountsShape| {
        let numbers = [counts.met, counts.total, counts.narrowly_met, counts.not_met, counts.no_data].map(|n| n.to_string());
        lang.say(
            if open { "cli.counted-open" } else { "cli.counted" },
            &[("met", &numbers[0]), ("total", &numbers[1]), ("narrowly", &numbers[2]), ("not_met", &numbers[3]), ("no_data", &numbers[4])],
        )
    };
    output.line(&format!("{} {}", lang.text("cli.criteria"), counted(&answer.criteria)))?;
    output.line(&format!("{} {}", lang.text("cli.indicators"), counted(&answer.indicators)))?;
    for reported in &answer.reported {
        let tally = |tally: Option<vedich_web::api::shapes::TallyShape>| {
            tally.map_or_else(|| "–".to_owned(), |tally| format!("{}/{}", tally.met, tally.total))
        };
        let (criteria, indicators, when) = (tally(reported.criteria), tally(reported.indicators), date(output, reported.as_of));
        let source = reported.source.as_deref().unwrap_or_default();
        output.line(
            &lang.say("cli.reported", &[("criteria", &criteria), ("indicators", &indicators), ("date", &when), ("source", source)]),
        )?;
        output.line(&format!("  {}", reported.comparison.as_deref().unwrap_or_default()))?;
    }
    let unmet: Vec<Vec<String>> =
        answer.unmet.iter().map(|unmet| vec![unmet.no.to_string(), unmet.name.clone(), unmet.why.clone()]).collect();
    if !unmet.is_empty() {
        output.line("")?;
        output.table(&[lang.text("cli.no"), lang.text("cli.not-met"), lang.text("cli.why")], &[0], unmet)?;
    }
    let known: Vec<Vec<String>> = answer
        .results
        .iter()
        .filter(|result| result.value.is_some())
        .map(|result| vec![result.code.clone(), result.name.clone(), result.explanation.clone()])
        .collect();
    if !known.is_empty() {
        output.line("")?;
        output.table(&[lang.text("cli.code"), lang.text("cli.indicator"), lang.text("cli.result")], &[], known)?;
    }
    if !answer.conditions.is_empty() {
        output.line("")?;
        output.line(lang.text("web.place.conditions"))?;
        for condition in &answer.conditions {
            output.line(&format!("  {}", condition.explanation))?;
        }
    }
    Ok(())
}

fn date(output: Output, date: Date) -> String {
    vedich_wording::date(output.lang, date)
}
