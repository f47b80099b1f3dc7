//! The scripted shapes: file text in, JSON value out. Wire shapes only; the engine is in the other modules.

use crate::allocate::AllocationError;
use crate::calendar::holidays::Holiday;
use crate::forecast::{Estimate, Model, Settings, Shape};
use crate::network::{self, FileError};
use crate::plan::{Conflict, Constraint, PlanError, Schedule};
use plan_file::PlanAsked;
use serde_json::{Value, json};
use std::time::Duration;
use vedich_values::{Date, Diagnostic};

mod allocation;
mod capital;
mod place;
mod plan_file;
mod shape;

pub use allocation::allocation;
pub use capital::{Asked as CapitalAsked, answer as capital_answer, question as capital_question};
pub use plan_file::calendar;

/// Why a file of the command line was refused.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// Not JSON, or not in the shape described.
    #[error("the file is not in the shape of a plan: {0}")]
    Shape(#[from] serde_json::Error),
    /// A calendar that is none.
    #[error("`{0}` is not a calendar; write vn, every-day or mon-fri")]
    Calendar(String),
    /// The plan cannot be timed.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The network file cannot be used.
    #[error(transparent)]
    File(#[from] FileError),
    /// The question of money cannot be answered.
    #[error(transparent)]
    Allocation(#[from] AllocationError),
    /// What the file says and cannot say, each with its place; remarks on it stand among them.
    #[error("{} problems in the file", .0.len())]
    Refused(Vec<Diagnostic>),
    /// The file says something it cannot say there; the place stands in it.
    #[error("{}", .0.code)]
    Located(Box<Diagnostic>),
}

/// An answer, and what is worth a look in the file it was asked by.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The answer.
    pub value: Value,
    /// Remarks with their places; nothing of them was refused.
    pub remarks: Vec<Diagnostic>,
}

impl From<Value> for Answered {
    fn from(value: Value) -> Self {
        Self { value, remarks: Vec::new() }
    }
}

/// The text without the mark some editors put before it (BOM).
fn unmarked(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
}

/// `vedich roadmap schedule`: the timed plan, on Vietnam's calendar with these holidays unless the file names another.
///
/// # Errors
/// A file that is not in shape, or a plan that cannot be timed.
pub fn schedule(text: &str, holidays: &[Holiday]) -> Result<Answered, InputError> {
    let asked = PlanAsked::read(unmarked(text), holidays)?;
    let (plan, ids) = (&asked.plan, &asked.ids);
    let schedule = plan.schedule()?;
    let tasks: Vec<Value> = plan
        .tasks
        .iter()
        .zip(ids)
        .zip(&schedule.tasks)
        .map(|((task, id), t)| {
            let ((start, finish), (late_start, late_finish)) = (schedule.span_of(t), schedule.late_span_of(t));
            json!({
                "id": id,
                "name": task.name,
                "early_start": start.to_string(),
                "early_finish": finish.to_string(),
                "late_start": late_start.to_string(),
                "late_finish": late_finish.to_string(),
                "early_start_offset": t.early_start,
                "early_finish_offset": t.early_finish,
                "late_start_offset": t.late_start,
                "late_finish_offset": t.late_finish,
                "total_float_days": t.total_float,
                "free_float_days": t.free_float,
                "critical": t.critical,
            })
        })
        .collect();
    let critical: Vec<&Value> = schedule.critical().into_iter().map(|place| &ids[place]).collect();
    let conflicts: Vec<Value> = schedule.conflicts.iter().map(|conflict| conflict_json(conflict, &schedule, ids)).collect();
    let value = json!({
        "finish": schedule.finish().to_string(),
        "duration_days": schedule.duration,
        "critical": critical,
        "conflicts": conflicts,
        "tasks": tasks,
    });
    Ok(Answered { value, remarks: asked.remarks })
}

/// A date that is not kept, and the day that comes instead. One on a day off is moved by no working day.
fn conflict_json(conflict: &Conflict, schedule: &Schedule, ids: &[Value]) -> Value {
    let (start, finish) = schedule.span_of(&schedule.tasks[conflict.task]);
    let (name, date, instead) = match conflict.constraint {
        Constraint::NotBefore(date) => ("not_before", date, start),
        Constraint::NotAfter(date) => ("not_after", date, finish),
        Constraint::Fixed(date) => ("fixed", date, start),
    };
    json!({
        "id": ids[conflict.task],
        "by_days": conflict.by_days,
        "constraint": name,
        "date": date.to_string(),
        "instead": instead.to_string(),
    })
}

/// What `vedich roadmap forecast` is asked.
#[derive(Clone, Copy, Debug)]
pub struct ForecastQuestion {
    /// Number of runs.
    pub runs: u32,
    /// Seed.
    pub seed: u64,
    /// The date to reach.
    pub target: Option<Date>,
    /// Threads to use.
    pub threads: usize,
}

/// `vedich roadmap forecast`: dates at 50, 80 and 90 %, the chance of the target, criticality and sensitivity per task.
///
/// # Errors
/// As [`schedule`]; tasks that name a risk the file does not describe.
pub fn forecast(text: &str, holidays: &[Holiday], question: &ForecastQuestion) -> Result<Answered, InputError> {
    let asked = PlanAsked::read_with_risks(unmarked(text), holidays)?;
    let plan = &asked.plan;
    let schedule = plan.schedule()?;
    let model = Model::of_plan(plan, &schedule, asked.shape, asked.risks);
    let outcome = model.run(&Settings { runs: question.runs.max(1), seed: question.seed, threads: question.threads, per_task: true });
    let finish_at = |share| schedule.finish_of_run(outcome.whole_days_at(share)).to_string();
    let per_task = |values: &[f64]| -> serde_json::Map<String, Value> {
        values
            .iter()
            .enumerate()
            .map(|(node, value)| (plan.tasks[schedule.place(node as u32)].id.clone(), json!(rounded(*value))))
            .collect()
    };
    let chance = question
        .target
        .map(|target| if schedule.is_settled_by(target) { rounded(outcome.chance_by(schedule.offset_after(target))) } else { 0.0 });
    let value = json!({
        "p50": finish_at(0.5),
        "p80": finish_at(0.8),
        "p90": finish_at(0.9),
        "p50_days": outcome.whole_days_at(0.5),
        "p80_days": outcome.whole_days_at(0.8),
        "p90_days": outcome.whole_days_at(0.9),
        "plan_finish": schedule.finish().to_string(),
        "plan_days": schedule.duration,
        "chance_by_target": chance,
        "criticality": per_task(&outcome.criticality),
        "sensitivity": per_task(&outcome.sensitivity),
        "distribution": asked.shape.name(),
        "runs": outcome.finishes.len(),
        "seed": question.seed,
    });
    Ok(Answered { value, remarks: asked.remarks })
}

/// Six decimals say all that a million runs can.
#[expect(clippy::float_arithmetic, reason = "shares of runs, rounded for printing")]
fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}

/// Runs of a network file for measuring: estimates from 0.7 to 1.9 times each duration, as the peers' scripts draw them.
///
/// # Errors
/// A file that cannot be used.
#[expect(clippy::float_arithmetic, reason = "samples per second of a measurement")]
pub fn bench_forecast(bytes: &[u8], runs: u32, threads: usize, per_task: bool, now: impl Fn() -> Duration) -> Result<Value, InputError> {
    let network = network::read_csv(bytes)?;
    let n = network.len();
    let estimates: Vec<Estimate> = (0..n as u32)
        .map(|i| {
            let days = network.duration(i) as f32;
            Estimate { low: 0.7 * days, likely: days, high: 1.9 * days + 0.01 }
        })
        .collect();
    let model = Model::new(network, &estimates, Shape::Triangular, (0..n).map(|i| i.to_string()));
    let start = now();
    let outcome = model.run(&Settings { runs, seed: 1, threads, per_task });
    let spent = now().saturating_sub(start);
    Ok(json!({
        "tasks": n,
        "runs": runs,
        "p50": outcome.days_at(0.5),
        "p80": outcome.days_at(0.8),
        "us": u64::try_from(spent.as_micros()).unwrap_or(u64::MAX),
        "task_samples_per_s": (n as f64 * f64::from(runs) / spent.as_secs_f64().max(1e-9)).round(),
    }))
}

/// Check values and timings of `vedich bench cpm`: the caller reads the clock.
///
/// # Errors
/// A file that cannot be used.
pub fn bench_cpm(bytes: &[u8], now: impl Fn() -> Duration) -> Result<Value, InputError> {
    let begin = now();
    let network = network::read_csv(bytes)?;
    let read = now();
    let timing = network.time();
    let done = now();
    let again = (0..5)
        .map(|_| {
            let start = now();
            std::hint::black_box(network.time());
            now().saturating_sub(start)
        })
        .min()
        .unwrap_or_default();
    let parts = timing.finishes.len();
    let sum: i64 = timing.finishes.iter().map(|&f| i64::from(f)).sum();
    let ms = |d: Duration| u64::try_from(d.as_micros()).unwrap_or(u64::MAX);
    Ok(json!({
        "tasks": network.len(),
        "links": network.link_count(),
        "units": parts,
        "makespan": timing.finish(),
        "sum_makespan": sum,
        "critical": timing.critical_count(),
        "read_us": ms(read.saturating_sub(begin)),
        "solve_us": ms(done.saturating_sub(read)),
        "solve_best_us": ms(again),
        "total_us": ms(done.saturating_sub(begin)),
    }))
}

#[cfg(test)]
mod tests;
