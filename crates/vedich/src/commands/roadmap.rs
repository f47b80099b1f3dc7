//! `vedich roadmap`: plans and budgets from files; and the measurement of the critical path.

mod capital;
pub(crate) mod kept;

use super::{Ended, Opening};
use crate::cli::roadmaps::{KeptRoadmap, OfUnit};
use crate::cli::{Distribution, Roadmap};
use crate::output::Output;
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use vedich_app::App;
use vedich_reference::HOLIDAYS;
use vedich_roadmap::json::{self, ForecastQuestion, InputError};
use vedich_roadmap::planner::Asked;
use vedich_values::Date;

/// How one answer is shown to a person.
type Show = fn(&Value, Output) -> Result<()>;

/// Runs a command; `database` runs those about roadmaps in the database.
pub(crate) fn run(command: &Roadmap, output: Output, database: impl FnOnce(Kept<'_>) -> Result<Ended>) -> Result<Ended> {
    match command {
        Roadmap::Schedule { file } => answer(file, output, show_schedule, |text| json::schedule(text, HOLIDAYS)),
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
                let mut answer = json::forecast(text, HOLIDAYS, &question)?;
                answer["target"] = target.map_or(Value::Null, |date| Value::from(date.to_string()));
                Ok(answer)
            })
        }
        Roadmap::Allocate { file, seconds } => {
            let start = Instant::now();
            let limit = Duration::from_secs(*seconds);
            let text = text_of(file)?;
            match json::capital_question(&text) {
                Ok(Some(asked)) => capital::answer(file, &asked, limit, start, output),
                _ => finish(file, output, show_allocation, json::allocation(&text, limit, || start.elapsed())),
            }
        }
    }
}

/// Tells everything wrong with files of the office's own.
fn check(files: &[PathBuf], output: Output) -> Result<Ended> {
    let mut problems = Vec::new();
    for file in files {
        let text = text_of(file)?;
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
    /// What the database is opened for.
    pub(crate) fn opening(&self) -> Opening {
        match self {
            Self::Command(command) if command.writes() => Opening::Writing,
            _ => Opening::Looking,
        }
    }

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
    let bytes = read(file)?;
    let opened = start.elapsed();
    let measured = json::bench_cpm(&bytes, || start.elapsed()).map(|mut answer| {
        let micros = |key: &str| answer[key].as_u64().unwrap_or(0);
        let whole = micros("total_us") + u64::try_from(opened.as_micros()).unwrap_or(u64::MAX);
        answer["open_us"] = Value::from(u64::try_from(opened.as_micros()).unwrap_or(u64::MAX));
        answer["file_to_answer_us"] = Value::from(whole);
        answer
    });
    finish(file, output, |answer, output| output.json(answer), measured)
}

fn read(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("reading {}", file.display()))
}

fn answer(file: &Path, output: Output, show: Show, work: impl FnOnce(&str) -> Result<Value, InputError>) -> Result<Ended> {
    finish(file, output, show, work(&text_of(file)?))
}

fn text_of(file: &Path) -> Result<String> {
    String::from_utf8(read(file)?).with_context(|| format!("{} is not UTF-8", file.display()))
}

fn finish(file: &Path, output: Output, show: Show, answer: Result<Value, InputError>) -> Result<Ended> {
    match answer {
        Ok(answer) => {
            if output.json {
                output.json(&answer)?;
            } else {
                show(&answer, output)?;
            }
            Ok(Ended::Done)
        }
        Err(error) => {
            output.problems(&[error.problem(&file.display().to_string())]);
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
        let task = conflict["id"].as_str().unwrap_or_default().to_owned();
        output.remark(&lang.say("roadmap.late", &[("task", &task), ("days", &conflict["by_days"].to_string())]));
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

/// A share as whole percent.
#[expect(clippy::float_arithmetic, reason = "a share of runs, printed")]
fn percent(share: &Value) -> String {
    format!("{:.0}", share.as_f64().unwrap_or(0.0) * 100.0)
}

fn show_allocation(answer: &Value, output: Output) -> Result<()> {
    let number = |key: &str| answer[key].to_string();
    let values =
        [("count", number("recognised")), ("objective", number("objective")), ("bound", number("bound")), ("easy", number("easy_first"))];
    output.line(&output.lang.say("roadmap.funded", &values.each_ref().map(|(key, value)| (*key, value.as_str()))))
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
