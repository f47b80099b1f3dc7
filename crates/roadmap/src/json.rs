//! The scripted shapes: file text in, JSON value out. Wire shapes only; the engine is in the other modules.

use crate::allocate::AllocationError;
use crate::calendar::holidays::{self, Holiday};
use crate::calendar::{Rules, Week, WorkCalendar};
use crate::forecast::{Estimate, Model, Risk, Settings, Shape};
use crate::network::{self, FileError, LinkKind};
use crate::plan::{Constraint, Plan, PlanError, Predecessor, Span, Task};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;
use vedich_values::date::parse_date;
use vedich_values::{Date, Diagnostic};

mod allocation;
mod capital;
mod place;
mod shape;

pub use allocation::allocation;
pub use capital::{Asked as CapitalAsked, answer as capital_answer, question as capital_question};

/// Why a file of the command line was refused.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// Not JSON, or not in the shape described.
    #[error("the file is not in the shape of a plan: {0}")]
    Shape(#[from] serde_json::Error),
    /// A date that is none.
    #[error("`{0}` is not a date; write 2020-09-08")]
    Date(String),
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
    /// The file says something it cannot say there; the place stands in it.
    #[error("{}", .0.code)]
    Located(Box<Diagnostic>),
    /// The holiday list shipped cannot be read.
    #[error("the holiday list cannot be read ({0} problems)")]
    Holidays(usize),
}

#[derive(Deserialize)]
struct PlanFile {
    start: String,
    #[serde(default)]
    calendar: Option<String>,
    tasks: Vec<TaskFile>,
    #[serde(default)]
    risks: Vec<RiskFile>,
    #[serde(default)]
    distribution: ShapeFile,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ShapeFile {
    #[default]
    Triangular,
    Pert,
}

#[derive(Deserialize)]
struct TaskFile {
    id: Id,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    parent: Option<Id>,
    #[serde(default)]
    duration_days: Option<u32>,
    #[serde(default)]
    duration_calendar_days: Option<u32>,
    #[serde(default)]
    optimistic: Option<u32>,
    #[serde(default)]
    pessimistic: Option<u32>,
    #[serde(default)]
    predecessors: Vec<PredecessorFile>,
    #[serde(default)]
    not_before: Option<String>,
    #[serde(default)]
    not_after: Option<String>,
    #[serde(default)]
    fixed: Option<String>,
    #[serde(default)]
    risks: Vec<String>,
}

/// Ids are texts; numbers are taken as written.
#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(i64),
}

impl Id {
    fn text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum PredecessorFile {
    Full {
        id: Id,
        #[serde(default, rename = "type")]
        kind: Option<String>,
        #[serde(default)]
        lag_days: i32,
    },
    Id(Id),
}

/// A risk that lengthens tasks: chance in percent, and by how many percent at least, likely, at most.
#[derive(Deserialize)]
struct RiskFile {
    name: String,
    chance_percent: u32,
    impact_percent: [u32; 3],
}

fn read_file(text: &str) -> Result<PlanFile, InputError> {
    shape::check(text)?;
    Ok(serde_json::from_str(text)?)
}

fn date(text: &str) -> Result<Date, InputError> {
    parse_date(text).ok_or_else(|| InputError::Date(text.into()))
}

/// The calendar a file names: `vn` (default), `every-day`, `mon-fri`; the table reaches as far as the plan can.
///
/// # Errors
/// An unknown name.
pub fn calendar(name: &str, holidays: &[Holiday]) -> Result<WorkCalendar, InputError> {
    Ok(match name {
        "vn" => Rules::vietnam(holidays.to_vec()).build(),
        "every-day" => Rules::week(Week::EveryDay).years(2000..=2000).build(),
        "mon-fri" => Rules::week(Week::MondayToFriday).years(2000..=2000).build(),
        other => return Err(InputError::Calendar(other.into())),
    })
}

fn read_plan(file: PlanFile, holiday_list: &str) -> Result<Plan, InputError> {
    let holidays = holidays::read_list(holiday_list).map_err(|problems| InputError::Holidays(problems.len()))?;
    let calendar = calendar(file.calendar.as_deref().unwrap_or("vn"), &holidays)?;
    let tasks = file.tasks.into_iter().map(read_task).collect::<Result<_, _>>()?;
    Ok(Plan { start: date(&file.start)?, calendar, tasks })
}

fn read_task(file: TaskFile) -> Result<Task, InputError> {
    let id = file.id.text();
    let name = file.name.unwrap_or_else(|| id.clone());
    let mut task = Task::new(&id, &name, file.duration_days.unwrap_or(0));
    if let (None, Some(days)) = (file.duration_days, file.duration_calendar_days) {
        task.span = Span::Calendar(days);
    }
    let likely = task.span.days();
    if file.optimistic.is_some() || file.pessimistic.is_some() {
        task.estimate = Some((file.optimistic.unwrap_or(likely), file.pessimistic.unwrap_or(likely)));
    }
    task.parent = file.parent.map(Id::text);
    task.risks = file.risks;
    task.predecessors = file
        .predecessors
        .into_iter()
        .map(|p| match p {
            PredecessorFile::Full { id, kind, lag_days } => {
                // Other letters were refused with their place.
                let kind = kind.as_deref().and_then(LinkKind::from_letters).unwrap_or_default();
                Predecessor { id: id.text(), kind, lag: lag_days }
            }
            PredecessorFile::Id(id) => Predecessor { id: id.text(), kind: LinkKind::FinishToStart, lag: 0 },
        })
        .collect();
    task.constraint = match (file.fixed, file.not_before) {
        (Some(day), _) => Some(Constraint::Fixed(date(&day)?)),
        (None, Some(day)) => Some(Constraint::NotBefore(date(&day)?)),
        (None, None) => None,
    };
    task.deadline = file.not_after.as_deref().map(date).transpose()?;
    Ok(task)
}

/// `vedich roadmap schedule`: the timed plan. `holiday_list` is the text of `data/calendar/holidays.csv`.
///
/// # Errors
/// A file that is not in shape, or a plan that cannot be timed.
pub fn schedule(text: &str, holiday_list: &str) -> Result<Value, InputError> {
    let plan = read_plan(read_file(text)?, holiday_list)?;
    let schedule = plan.schedule()?;
    let tasks: Vec<Value> = plan
        .tasks
        .iter()
        .zip(&schedule.tasks)
        .map(|(task, t)| {
            let start = |offset| schedule.start_date(offset).to_string();
            // A milestone stands on the last day worked before it, at both ends.
            let milestone = t.early_start == t.early_finish;
            let begin = |offset| if milestone { schedule.finish_date(offset).to_string() } else { start(offset) };
            json!({
                "id": task.id,
                "name": task.name,
                "early_start": begin(t.early_start),
                "early_finish": schedule.finish_date(t.early_finish).to_string(),
                "late_start": begin(t.late_start),
                "late_finish": schedule.finish_date(t.late_finish).to_string(),
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
    let critical: Vec<&str> = schedule.critical().into_iter().map(|i| plan.tasks[i].id.as_str()).collect();
    let conflicts: Vec<Value> = schedule
        .conflicts
        .iter()
        .map(|c| json!({ "id": plan.tasks[c.task].id, "by_days": c.by_days, "constraint": constraint_name(c.constraint) }))
        .collect();
    Ok(json!({
        "finish": schedule.finish().to_string(),
        "duration_days": schedule.duration,
        "critical": critical,
        "conflicts": conflicts,
        "tasks": tasks,
    }))
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
/// As [`schedule`].
pub fn forecast(text: &str, holiday_list: &str, question: &ForecastQuestion) -> Result<Value, InputError> {
    let mut file = read_file(text)?;
    let risks = std::mem::take(&mut file.risks).into_iter().map(RiskFile::risk).collect();
    let shape = match file.distribution {
        ShapeFile::Triangular => Shape::Triangular,
        ShapeFile::Pert => Shape::Pert,
    };
    let plan = read_plan(file, holiday_list)?;
    let schedule = plan.schedule()?;
    let model = Model::of_plan(&plan, &schedule, shape, risks);
    let outcome = model.run(&Settings { runs: question.runs.max(1), seed: question.seed, threads: question.threads, per_task: true });
    let finish_at = |share| schedule.finish_date(outcome.whole_days_at(share)).to_string();
    let per_task = |values: &[f64]| -> serde_json::Map<String, Value> {
        values
            .iter()
            .enumerate()
            .map(|(node, value)| (plan.tasks[schedule.place(node as u32)].id.clone(), json!(rounded(*value))))
            .collect()
    };
    let chance = question.target.map(|target| rounded(outcome.chance_by(schedule.duration + schedule.room_before(target))));
    Ok(json!({
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
        "runs": outcome.finishes.len(),
        "seed": question.seed,
    }))
}

/// Six decimals say all that a million runs can.
#[expect(clippy::float_arithmetic, reason = "shares of runs, rounded for printing")]
fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}

impl RiskFile {
    fn risk(self) -> Risk {
        Risk::of_percent(&self.name, self.chance_percent, self.impact_percent)
    }
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

const fn constraint_name(constraint: Constraint) -> &'static str {
    match constraint {
        Constraint::NotBefore(_) => "not_before",
        Constraint::NotAfter(_) => "not_after",
        Constraint::Fixed(_) => "fixed",
    }
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
mod tests {
    use super::*;

    const HOLIDAYS: &str = include_str!("../../../data/calendar/holidays.csv");

    #[test]
    fn the_scripted_schedule_answers_in_its_shape() {
        let text = r#"{"start":"2020-09-08","calendar":"vn","tasks":[
            {"id":"a","name":"Khảo sát","duration_days":5,"optimistic":3,"pessimistic":9,"predecessors":[]},
            {"id":"b","name":"Làm đường","duration_days":10,"predecessors":[{"id":"a","type":"SS","lag_days":2}]},
            {"id":"c","name":"Xong","duration_days":0,"predecessors":["a",{"id":"b"}]}]}"#;
        let answer = schedule(text, HOLIDAYS).unwrap();
        assert_eq!(answer["duration_days"], 12);
        assert_eq!(answer["finish"], "2020-09-23");
        assert_eq!(answer["critical"], json!(["a", "b", "c"]));
        assert_eq!(answer["tasks"][0]["early_finish"], "2020-09-14");
        assert_eq!(answer["tasks"][1]["early_start_offset"], 2);
        assert_eq!(answer["tasks"][2]["early_start"], "2020-09-23");
    }

    #[test]
    fn the_scripted_forecast_answers_in_its_shape() {
        let text = r#"{"start":"2020-09-08","calendar":"mon-fri","tasks":[
            {"id":"a","duration_days":10,"optimistic":5,"pessimistic":30,"risks":["rain"]},
            {"id":"b","duration_days":2},
            {"id":"c","duration_days":1,"predecessors":["a","b"]}],"risks":[{"name":"rain","chance_percent":20,"impact_percent":[10,20,30]}]}"#;
        let question = ForecastQuestion { runs: 2_000, seed: 3, target: parse_date("2020-09-22"), threads: 2 };
        let answer = forecast(text, HOLIDAYS, &question).unwrap();
        assert_eq!(answer, forecast(text, HOLIDAYS, &ForecastQuestion { threads: 1, ..question }).unwrap());
        assert_eq!((answer["criticality"]["a"].as_f64(), answer["criticality"]["b"].as_f64()), (Some(1.0), Some(0.0)));
        assert!(answer["chance_by_target"].as_f64().unwrap() < 0.3, "{answer}");
        assert!(answer["p50"].as_str() < answer["p90"].as_str());
    }

    #[test]
    fn a_task_of_a_file_is_held_from_both_sides() {
        let text = r#"{"start":"2020-09-08","calendar":"mon-fri","tasks":[
            {"id":"a","duration_days":5,"not_before":"2020-09-14","not_after":"2020-09-16"}]}"#;
        let answer = schedule(text, HOLIDAYS).unwrap();
        assert_eq!(answer["tasks"][0]["early_start"], "2020-09-14");
        assert_eq!(answer["conflicts"], json!([{ "id": "a", "by_days": 2, "constraint": "not_after" }]));
    }

    #[test]
    fn what_no_plan_says_is_refused_with_its_place() {
        let refused = |text: &str| {
            let problem = schedule(text, HOLIDAYS).unwrap_err().problem("a.json");
            let place = (problem.place.line.unwrap(), problem.place.column.unwrap());
            (problem.code, problem.param("found").unwrap_or_default().to_owned(), problem.place.key.unwrap(), place)
        };
        let task = |task: &str| format!("{{\"start\":\"2020-01-01\",\n\"tasks\":[{{\"id\":1}},\n{task}]}}");
        let (unknown, found) = ("roadmap.unknown-key", str::to_owned);
        assert_eq!(refused(&task(r#"{"id":2,"lag":3}"#)), (unknown, found("lag"), found("tasks[1].lag"), (3, 15)));
        let link = |link: &str| task(&format!("{{\"id\":2,\"predecessors\":[1,{link}]}}"));
        assert_eq!(refused(&link(r#"{"id":1,"lag":3}"#)), (unknown, found("lag"), found("tasks[1].predecessors[1].lag"), (3, 41)));
        let bad = refused(&link(r#"{"id":1,"type":"XX"}"#));
        assert_eq!(bad, ("roadmap.bad-link", found("XX"), found("tasks[1].predecessors[1].type"), (3, 42)));
        assert_eq!(refused(&link(r#"{"id":1,"lag_days":"2"}"#)).0, "roadmap.bad-lag");
        assert_eq!(refused(&link(r#"{"type":"FS"}"#)).0, "roadmap.no-predecessor");
        assert_eq!(refused(&task(r#"{"id":2,"fixed":"2020-01-02","not_before":"2020-01-03"}"#)).0, "roadmap.two-starts");
        assert_eq!(refused(r#"{"start":"2020-01-01","calender":"vn","tasks":[]}"#).2, "calender");
        assert!(schedule(&link(r#"{"id":1,"type":"fs","lag_days":-1}"#), HOLIDAYS).is_ok(), "letters of either case");
    }

    #[test]
    fn what_is_wrong_is_said() {
        let error = |text: &str| schedule(text, HOLIDAYS).unwrap_err().to_string();
        assert!(error("{").contains("shape"));
        assert!(error(r#"{"start":"x","tasks":[]}"#).contains("`x` is not a date"));
        assert!(error(r#"{"start":"2020-01-01","calendar":"mars","tasks":[]}"#).contains("mars"));
        assert!(error(r#"{"start":"2020-01-01","tasks":[{"id":1,"duration_days":1,"predecessors":[{"id":2}]}]}"#).contains("waits on `2`"));
    }
}
