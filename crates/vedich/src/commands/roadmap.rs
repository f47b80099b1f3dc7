//! `vedich roadmap`: plans and budgets from files; and the measurement of the critical path.

mod capital;
pub(crate) mod kept;

use super::{Ended, given, given_text};
use crate::cli::roadmaps::{KeptRoadmap, OfUnit};
use crate::cli::{Distribution, Roadmap};
use crate::output::Output;
use anyhow::Result;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use vedich_app::App;
use vedich_reference::working_days;
use vedich_roadmap::json::{self, Answered, ForecastQuestion, InputError};
use vedich_roadmap::planner::Asked;
use vedich_values::{Date, Diagnostic};

/// Communes left out that are shown to a person; the others are counted.
const MOST_LEFT_OUT: usize = 50;

/// How one answer is shown to a person.
type Show = fn(&Value, Output) -> Result<()>;

/// Runs a command; `database` runs those about roadmaps in the database.
pub(crate) fn run(command: &Roadmap, output: Output, database: impl FnOnce(Kept<'_>) -> Result<Ended>) -> Result<Ended> {
    match command {
        Roadmap::Schedule { file } => answer(file, output, show_schedule, |text| json::schedule(text, &working_days())),
        Roadmap::Check { files } => check(files, output),
        Roadmap::Kept(command) => database(Kept::Command(command)),
        Roadmap::Forecast { file: None, unit, as_of, roadmap, runs, seed, target, distribution } => {
            let of = OfUnit { unit: unit.clone().unwrap_or_default(), as_of: *as_of, roadmap: roadmap.clone() };
            let shape = distribution.unwrap_or(Distribution::Pert).shape();
            let threads = std::thread::available_parallelism().map_or(1, usize::from);
            database(Kept::Forecast(of, Asked { runs: *runs, seed: *seed, target: *target, shape, threads }))
        }
        Roadmap::Forecast { file: Some(file), runs, seed, target, .. } => {
            let threads = std::thread::available_parallelism().map_or(1, usize::from);
            let question = ForecastQuestion { runs: *runs, seed: *seed, target: *target, threads };
            answer(file, output, show_forecast, |text| {
                let mut answer = json::forecast(text, &working_days(), &question)?;
                answer.value["target"] = target.map_or(Value::Null, |date| Value::from(date.to_string()));
                Ok(answer)
            })
        }
        Roadmap::Allocate { file, seconds } => {
            let start = Instant::now();
            let limit = Duration::from_secs(*seconds);
            let text = given_text(file)?;
            match json::capital_question(&text) {
                Ok(Some(asked)) => capital::answer(file, &asked, limit, start, output),
                _ => finish(file, output, show_allocation, json::allocation(&text, limit, || start.elapsed()).map(Answered::from)),
            }
        }
    }
}

/// Tells everything wrong with files of the office's own.
fn check(files: &[PathBuf], output: Output) -> Result<Ended> {
    let mut problems = Vec::new();
    for file in files {
        let text = given_text(file)?;
        problems.extend(vedich_reference::check_roadmap_file(&file.to_string_lossy(), &text));
    }
    if problems.is_empty() {
        output.line(output.lang.text("cli.files-right"))?;
        return Ok(Ended::Done);
    }
    output.problems(&problems);
    Ok(Ended::Refused)
}

/// A command about roadmaps in the database.
pub(crate) enum Kept<'a> {
    Command(&'a KeptRoadmap),
    Forecast(OfUnit, Asked),
}

impl Kept<'_> {
    pub(crate) async fn run(&self, app: &App, output: Output) -> Result<Ended> {
        match self {
            Self::Command(command) => kept::run(command, app, output).await,
            Self::Forecast(of, asked) => kept::forecast(of, asked, app, output).await,
        }
    }
}

/// `vedich bench cpm`: check values and timings, the reading of the file included.
pub(crate) fn bench(file: &Path, output: Output) -> Result<Ended> {
    let start = Instant::now();
    let bytes = given(file)?;
    let opened = start.elapsed();
    let measured = json::bench_cpm(&bytes, || start.elapsed()).map(|mut answer| {
        let micros = |key: &str| answer[key].as_u64().unwrap_or(0);
        let whole = micros("total_us") + u64::try_from(opened.as_micros()).unwrap_or(u64::MAX);
        answer["open_us"] = Value::from(u64::try_from(opened.as_micros()).unwrap_or(u64::MAX));
        answer["file_to_answer_us"] = Value::from(whole);
        answer
    });
    finish(file, output, |answer, output| output.json(answer), measured.map(Answered::from))
}

fn answer(file: &Path, output: Output, show: Show, work: impl FnOnce(&str) -> Result<Answered, InputError>) -> Result<Ended> {
    finish(file, output, show, work(&given_text(file)?))
}

fn finish(file: &Path, output: Output, show: Show, answer: Result<Answered, InputError>) -> Result<Ended> {
    let name = file.display().to_string();
    match answer {
        Ok(Answered { value, remarks }) => {
            let remarks: Vec<Diagnostic> = remarks.into_iter().map(|remark| remark.in_file(&name)).collect();
            output.problems(&remarks);
            if output.json {
                output.json(&value)?;
            } else {
                show(&value, output)?;
            }
            Ok(Ended::Done)
        }
        Err(error) => {
            output.problems(&error.problems(&name));
            Ok(Ended::Refused)
        }
    }
}

/// A date of an answer in the reader's way of writing.
fn day(value: &Value, output: Output) -> String {
    let text = value.as_str().unwrap_or_default();
    text.parse::<Date>().map_or_else(|_| text.to_owned(), |date| vedich_wording::date(output.lang, date))
}

fn show_schedule(answer: &Value, output: Output) -> Result<()> {
    let lang = output.lang;
    let none = Vec::new();
    let list = |key: &str| answer[key].as_array().unwrap_or(&none).clone();
    let rows = list("tasks")
        .iter()
        .map(|task| {
            let critical = if task["critical"] == true { "●" } else { "" };
            vec![
                task["name"].as_str().unwrap_or_default().to_owned(),
                day(&task["early_start"], output),
                day(&task["early_finish"], output),
                task["total_float_days"].to_string(),
                critical.to_owned(),
            ]
        })
        .collect();
    let head = ["roadmap.task", "roadmap.start", "roadmap.end", "roadmap.float", "roadmap.critical"].map(|key| lang.text(key));
    output.table(&head, &[3], rows)?;
    for conflict in list("conflicts") {
        let task = said(&conflict["id"]);
        let (date, instead, days) = (day(&conflict["date"], output), day(&conflict["instead"], output), conflict["by_days"].to_string());
        let key = if conflict["by_days"] == 0 { "roadmap.moved" } else { "roadmap.late" };
        output.remark(&lang.say(key, &[("task", &task), ("days", &days), ("date", &date), ("instead", &instead)]));
    }
    let days = answer["duration_days"].to_string();
    output.line(&lang.say("roadmap.finish", &[("date", &day(&answer["finish"], output)), ("days", &days)]))
}

fn show_forecast(answer: &Value, output: Output) -> Result<()> {
    let lang = output.lang;
    let at = |key: &str| day(&answer[key], output);
    output.line(&lang.say("roadmap.forecast", &[("p50", &at("p50")), ("p80", &at("p80")), ("p90", &at("p90"))]))?;
    if answer["chance_by_target"].is_number() {
        let percent = percent(&answer["chance_by_target"]);
        output.line(&lang.say("roadmap.chance", &[("date", &at("target")), ("percent", &percent)]))?;
    }
    let rows = answer["criticality"].as_object().into_iter().flatten().map(|(id, share)| vec![id.clone(), percent(share)]).collect();
    output.table(&[lang.text("roadmap.task"), lang.text("roadmap.critical-share")], &[1], rows)
}

/// An id as people wrote it, without the quotation marks of JSON.
fn said(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A share as whole percent.
#[expect(clippy::float_arithmetic, reason = "a share of runs, printed")]
fn percent(share: &Value) -> String {
    format!("{:.0}", share.as_f64().unwrap_or(0.0) * 100.0)
}

fn show_allocation(answer: &Value, output: Output) -> Result<()> {
    let number = |key: &str| answer[key].to_string();
    let values =
        [("count", number("recognised")), ("objective", number("objective")), ("bound", number("bound")), ("easy", number("easy_first"))];
    output.line(&output.lang.say("roadmap.funded", &values.each_ref().map(|(key, value)| (*key, value.as_str()))))?;
    let left_out = answer["left_out"].as_array().map(Vec::as_slice).unwrap_or_default();
    if left_out.is_empty() { Ok(()) } else { show_left_out(left_out, output) }
}

/// Who does not reach the target, and why.
fn show_left_out(left_out: &[Value], output: Output) -> Result<()> {
    let lang = output.lang;
    output.line("")?;
    let amount = |value: &Value| vedich_wording::number(lang, value.as_i64().unwrap_or(0).into());
    let why = |left: &Value| {
        let year = left["year"].as_u64().map_or_else(String::new, |year| (year + 1).to_string());
        let key = match left["reason"].as_str() {
            Some("excluded") => "roadmap.left-excluded",
            Some("too-slow") => "roadmap.left-too-slow",
            Some("district-cap") => "roadmap.left-district-cap",
            Some("budget") => "roadmap.left-budget",
            _ => "roadmap.left-not-tried",
        };
        lang.say(key, &[("amount", &amount(&left["amount"])), ("year", &year)])
    };
    let rows = left_out.iter().take(MOST_LEFT_OUT).map(|left| vec![left["commune"].to_string(), amount(&left["cost"]), why(left)]);
    let head = ["roadmap.commune-no", "roadmap.needs", "roadmap.left-why"].map(|key| lang.text(key));
    output.table(&head, &[0, 1], rows.collect())?;
    let more = left_out.len().saturating_sub(MOST_LEFT_OUT);
    if more > 0 {
        output.line(&lang.say("roadmap.left-more", &[("count", &more.to_string())]))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use vedich_values::{Diagnostic, Place};
    use vedich_wording::Lang;

    #[test]
    fn every_refusal_has_its_words_in_both_languages() {
        for code in vedich_roadmap::problem::CODES {
            for lang in [Lang::Vi, Lang::En] {
                let words = lang.problem(&Diagnostic::error(code, Place::default()));
                assert!(!words.contains("problem."), "{code}: {words}");
            }
        }
    }
}
