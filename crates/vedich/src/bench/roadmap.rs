//! Critical paths, forecasts and allocations on the files of the peers' generators, whichever of them the folder holds.

use super::asked::Line;
use anyhow::{Context, Result, anyhow};
use serde::Serialize;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use vedich_facts::roadmap::RoadmapChange;
use vedich_facts::{Body, Fact, Recorded};
use vedich_reference::{risks, working_days};
use vedich_roadmap::json::{allocation, bench_cpm, bench_forecast};
use vedich_roadmap::planner::{Asked, Planner};
use vedich_roadmap::record::RoadmapRecord;
use vedich_values::{Date, EntrySeq, FactSeq, RoadmapKey, Timestamp, UnitId};

/// What was measured.
#[derive(Serialize)]
pub(crate) struct Report {
    /// Asked beside reached.
    pub(crate) lines: Vec<Line>,
    /// The answers with their check values, by file.
    pub(crate) answers: Vec<(String, Value)>,
    /// Files the folder does not hold.
    pub(crate) missing: Vec<String>,
}

/// A budget to allocate: communes, seconds, the least objective, its stretch, the widest gap to the bound in percent.
struct Budget {
    communes: u32,
    seconds: u64,
    objective: Option<(u64, u64)>,
    gap_percent: u64,
}

const BUDGETS: [Budget; 4] = [
    Budget { communes: 50, seconds: 2, objective: Some((87, 87)), gap_percent: 0 },
    Budget { communes: 200, seconds: 10, objective: Some((333, 333)), gap_percent: 0 },
    Budget { communes: 1_000, seconds: 10, objective: Some((1_660, 1_690)), gap_percent: 100 },
    Budget { communes: 3_000, seconds: 60, objective: None, gap_percent: 2 },
];

/// Measures what the folder's files allow.
///
/// # Errors
/// When a file is there and can't be used.
pub(crate) fn measure(dir: &Path) -> Result<Report> {
    let mut report = Report { lines: Vec::new(), answers: Vec::new(), missing: Vec::new() };
    report.with("dag_1000000.csv", dir, |bytes, start| {
        let answer = bench_cpm(bytes, || start.elapsed()).map_err(refused)?;
        let lines = vec![Line::at_most("cpm_million_file_to_answer_us", 500_000, 150_000, micros(start.elapsed()))];
        Ok((answer, lines))
    })?;
    report.with("dag_100000.csv", dir, |bytes, start| {
        let answer = bench_cpm(bytes, || start.elapsed()).map_err(refused)?;
        let lines = vec![Line::at_most("cpm_100000_solve_us", 10_000, None, number(&answer, "solve_best_us"))];
        Ok((answer, lines))
    })?;
    report.with("port_8000.csv", dir, |bytes, start| {
        let answer = bench_cpm(bytes, || start.elapsed()).map_err(refused)?;
        let lines = vec![Line::at_most("cpm_8000x40_solve_us", 60_000, 20_000, number(&answer, "solve_best_us"))];
        Ok((answer, lines))
    })?;
    report.with("dag_100000.csv", dir, |bytes, start| {
        let answer = bench_forecast(bytes, 1_000, 2, false, || start.elapsed()).map_err(refused)?;
        let per_us = number(&answer, "tasks") * number(&answer, "runs") / number(&answer, "us").max(1);
        Ok((answer, vec![Line::at_least("forecast_million_samples_per_s", 250, 600, per_us)]))
    })?;
    report.with("dag_200.csv", dir, |bytes, start| {
        let answer = bench_forecast(bytes, 10_000, 2, false, || start.elapsed()).map_err(refused)?;
        let spent = number(&answer, "us");
        Ok((answer, vec![Line::at_most("forecast_200_tasks_10000_runs_us", 15_000, None, spent)]))
    })?;
    report.lines.push(forecast_of_a_roadmap()?);
    for budget in BUDGETS {
        report.with(&format!("alloc_{}.json", budget.communes), dir, |bytes, start| allocate(&budget, bytes, start))?;
    }
    Ok(report)
}

/// Tasks of a commune's roadmap.
const TASKS: usize = 200;

/// A forecast as people get it: ten thousand runs of a commune's roadmap with headings, counts, PERT estimates and risks, with how often each
/// task decides. The bare network is measured above.
fn forecast_of_a_roadmap() -> Result<Line> {
    let (unit, key, today) = (UnitId(1), RoadmapKey::new("1"), "2020-09-08".parse::<Date>()?);
    let (edits, counts) = super::gantt::roadmap(today, TASKS)?;
    let edits = edits.into_iter().chain(counts).collect();
    let change = RoadmapChange { roadmap: key.clone(), base: FactSeq(0), edits, undoes: None };
    let fact = Fact::new(unit, today, Body::Roadmap(Box::new(change)));
    let recorded = Recorded { seq: FactSeq(1), entry: EntrySeq(1), recorded_at: Timestamp::default(), fact };
    let record = RoadmapRecord::replay(unit, &key, [&recorded]).context("no roadmap was opened")?;
    let planned = Planner::new(working_days(), risks()).timed(&Arc::new(record), &[], today).map_err(refused)?;
    let start = Instant::now();
    // Another seed than the pages': those are worked out once and kept.
    let (chance, drivers) = planned.forecast(&Asked { seed: 2, threads: 2, ..Asked::default() });
    let spent = start.elapsed();
    anyhow::ensure!(chance.p50 <= chance.p90 && !drivers.is_empty(), "the forecast says nothing");
    Ok(Line::at_most("forecast_roadmap_200_tasks_10000_runs_us", 15_000, None, micros(spent)))
}

impl Report {
    fn with(&mut self, file: &str, dir: &Path, work: impl FnOnce(&[u8], Instant) -> Result<(Value, Vec<Line>)>) -> Result<()> {
        let path = dir.join(file);
        if !path.is_file() {
            self.missing.push(file.to_owned());
            return Ok(());
        }
        let start = Instant::now();
        let bytes = std::fs::read(&path).with_context(|| format!("while reading {}", path.display()))?;
        let (answer, lines) = work(&bytes, start).with_context(|| format!("while measuring {}", path.display()))?;
        self.answers.push((file.to_owned(), answer));
        self.lines.extend(lines);
        Ok(())
    }
}

fn allocate(budget: &Budget, bytes: &[u8], start: Instant) -> Result<(Value, Vec<Line>)> {
    let text = std::str::from_utf8(bytes)?;
    // The search uses the time it is given: a tenth of a second is kept for reading the file and writing the answer.
    let limit = Duration::from_secs(budget.seconds).saturating_sub(Duration::from_millis(100));
    let mut answer = allocation(text, limit, || start.elapsed()).map_err(refused)?;
    let spent = u64::try_from(start.elapsed().as_millis())?;
    let (objective, bound) = (number(&answer, "objective"), number(&answer, "bound"));
    if let Some(answer) = answer.as_object_mut() {
        answer.retain(|key, _| key != "chosen" && key != "left_out");
        answer.insert("ms".to_owned(), Value::from(spent));
    }
    let name = |what: &str| format!("allocate_{}_{what}", budget.communes);
    let mut lines = vec![Line::at_most(name("ms"), budget.seconds * 1_000, None, spent)];
    lines.extend(budget.objective.map(|(asked, stretch)| Line::at_least(name("objective"), asked, stretch, objective)));
    let gap = bound.saturating_sub(objective) * 10_000 / bound.max(1);
    lines.push(Line::at_most(name("gap_hundredths_of_percent"), budget.gap_percent * 100, None, gap));
    Ok((answer, lines))
}

fn refused(error: impl std::fmt::Debug) -> anyhow::Error {
    anyhow!("{error:?}")
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

fn number(answer: &Value, key: &str) -> u64 {
    answer[key].as_u64().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_files_that_are_there_are_measured() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("dag_200.csv"), "id,duration,preds\n0,5,\n1,7,0\n").unwrap();
        let report = measure(dir.path()).unwrap();
        assert_eq!((report.lines.len(), report.answers.len(), report.missing.len()), (2, 1, 8));
        std::fs::write(dir.path().join("alloc_50.json"), "no JSON").unwrap();
        assert!(measure(dir.path()).is_err());
    }
}
