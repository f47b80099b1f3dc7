//! `vedich bench`: speed on this machine, and test data of national size.

use super::{Ended, shipped};
use crate::bench::{asked, bulletins, entry, files, gantt, generated, lists, national, papers, queue, record, roadmap, run, tasks};
use crate::cli::{Bench, BenchWhat};
use crate::config::Criteria;
use crate::output::Output;
use anyhow::Result;
use vedich_app::Clock;

/// Seconds of load on each page: long enough for an error that comes once in a while to show.
const LOAD_SECONDS: u64 = 60;

/// Seconds of load on each page of a roadmap.
const GANTT_SECONDS: u64 = 5;

/// Officers who save at once, and how often each does.
const OFFICERS: usize = 500;
const ROUNDS: usize = 3;

pub(crate) async fn bench(arguments: &Bench, url: &str, output: Output) -> Result<Ended> {
    let reference = vedich_app::reference(shipped(&Criteria::default())?);
    match &arguments.what {
        None => {
            let bar = output.waiting("cli.measuring");
            let report = run::all(&reference, LOAD_SECONDS).await?;
            let mut lines = report.lines();
            lines.extend(asked::apart("papers")?);
            lines.extend(asked::apart("tasks")?);
            lines.extend(asked::apart("lists")?);
            lines.extend(asked::apart("bulletins")?);
            lines.extend(asked::apart("queue")?);
            lines.extend(entry::measure(&reference, OFFICERS, ROUNDS, None).await?);
            let right = of_generated(&mut lines).await?;
            bar.finish();
            asked::told(&report, &lines, output)?;
            if !right {
                output.complain(output.lang.text("cli.bench-wrong"));
                return Ok(Ended::Refused);
            }
        }
        Some(BenchWhat::Entry { officers, rounds, postgres }) => {
            let lines = entry::measure(&reference, *officers, *rounds, postgres.as_deref()).await?;
            if output.json { output.json(&lines)? } else { asked::show(&lines, output)? }
        }
        Some(BenchWhat::Roadmap { dir }) => {
            let report = roadmap::measure(dir)?;
            for file in &report.missing {
                output.remark(&output.lang.say("cli.bench-missing", &[("file", file)]));
            }
            if output.json { output.json(&report)? } else { asked::show(&report.lines, output)? }
        }
        Some(BenchWhat::Gantt) => {
            let report = gantt::measure(&reference, GANTT_SECONDS).await?;
            let lines = report.lines();
            asked::told(&report, &lines, output)?;
        }
        Some(BenchWhat::Cpm { file }) => return super::roadmap::bench(file, output),
        Some(BenchWhat::Papers) => {
            let report = papers::measure()?;
            let lines = report.lines();
            asked::told(&report, &lines, output)?;
        }
        Some(BenchWhat::Bulletins) => {
            let report = bulletins::measure()?;
            let lines = report.lines();
            asked::told(&report, &lines, output)?;
        }
        Some(BenchWhat::Tasks) => {
            let report = tasks::measure(&reference)?;
            let lines = report.lines();
            asked::told(&report, &lines, output)?;
        }
        Some(BenchWhat::Lists) => {
            let (report, record) = (lists::measure(&reference)?, record::measure(&reference).await?);
            let lines: Vec<_> = report.lines().into_iter().chain(record.lines()).collect();
            asked::told(&(report, record), &lines, output)?;
        }
        Some(BenchWhat::Queue) => {
            let report = queue::measure(&reference).await?;
            let lines = report.lines();
            asked::told(&report, &lines, output)?;
        }
        Some(BenchWhat::Sheet) => {
            let lines = files::sheet_lines()?;
            if output.json { output.json(&lines)? } else { asked::show(&lines, output)? }
        }
        Some(BenchWhat::Files { dir }) => generated::write(dir)?,
        Some(BenchWhat::Rollup { dir }) => {
            let report = run::rollup_from_store(dir).await?;
            output.json(&report)?;
            // Figures that are not those expected are no answer, however quick.
            return Ok(if report.is_right() { Ended::Done } else { Ended::Refused });
        }
        Some(BenchWhat::Data { communes, seed }) => {
            let facts = national::facts(&reference, *communes, *seed)?;
            let appended = national::fill(url, facts, vedich_app::SystemClock.now()).await?;
            let count = (appended.facts.end.get() - appended.facts.start.get()).to_string();
            let date = vedich_wording::date(output.lang, national::as_of());
            if output.json {
                output.json(&appended)?;
            } else {
                output.line(&output.lang.say("cli.bench-data", &[("facts", &count), ("set", national::SET), ("date", &date)]))?;
            }
        }
    }
    Ok(Ended::Done)
}

/// What is measured on the data sets the rivals are measured on; whether the figures are those expected.
async fn of_generated(lines: &mut Vec<asked::Line>) -> Result<bool> {
    let dir = tempfile::tempdir()?;
    generated::write(dir.path())?;
    let rolled = run::rollup_from_store(dir.path()).await?;
    let right = rolled.is_right();
    lines.extend(rolled.lines);
    lines.extend(roadmap::measure(dir.path())?.lines);
    Ok(right)
}
