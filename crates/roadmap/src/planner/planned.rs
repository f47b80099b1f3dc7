//! One roadmap timed on one day.

use crate::calendar::WorkCalendar;
use crate::forecast::{Calibration, Forecast, Model, Risk, Settings, Shape, calibrate};
use crate::plan::{Plan, PlanError, Progress, Schedule, Span};
use crate::record::{BaselineRecord, Before, CountEntry, Counted, Period, RoadmapRecord, TaskKind, TaskRecord, keep_baseline};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, OnceLock};
use vedich_values::{Date, TaskId};

/// Runs of a forecast: a chance is right within a percent.
const RUNS: u32 = 10_000;
/// The same roadmap gives the same forecast, on every machine.
const SEED: u64 = 1;
/// All of it, in hundredths of a percent.
const WHOLE: u32 = 10_000;

/// How a task stands on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaskStanding {
    /// Over.
    Done,
    /// Should have begun or been over by now, or is begun and ends later than agreed. What is only pushed along by others is not late
    /// before its own day.
    Late,
    /// Begun, on time.
    Underway,
    /// Not begun, on time.
    Waiting,
}

/// A task with its dates on the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskTimes {
    /// Place in the record's list.
    pub place: usize,
    /// How it stands.
    pub standing: TaskStanding,
    /// First and last day as things go now; actual days once begun or over.
    pub expected: (Date, Date),
    /// First and last day as agreed: in the last agreed plan, else as planned without progress.
    pub agreed: (Date, Date),
    /// Latest first and last day that keep the finish.
    pub latest: (Date, Date),
    /// Working days by which its expected finish lies behind the agreed one; negative: ahead.
    pub days_late: i32,
    /// Working days it can slip without moving the finish.
    pub float: i32,
    /// Whether it decides the finish.
    pub critical: bool,
    /// What was counted.
    pub counted: Counted,
}

/// How likely the dates are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// The date that holds in one of two runs.
    pub p50: Date,
    /// In four of five.
    pub p80: Date,
    /// In nine of ten.
    pub p90: Date,
    /// Chance of finishing by the target date, in hundredths of a percent; none without a target.
    pub by_target: Option<u32>,
}

/// How a forecast is asked for when it is not the usual one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Number of runs.
    pub runs: u32,
    /// The same seed gives the same forecast, on every machine.
    pub seed: u64,
    /// The date to reach; none: the roadmap's own.
    pub target: Option<Date>,
    /// The shape of a duration between its estimates.
    pub shape: Shape,
    /// Threads to use; the answer does not depend on it.
    pub threads: usize,
}

impl Default for Asked {
    /// As pages ask: ten thousand runs, PERT.
    fn default() -> Self {
        Self { runs: RUNS, seed: SEED, target: None, shape: Shape::Pert, threads: 1 }
    }
}

/// One roadmap timed at the end of one day.
#[derive(Debug)]
pub struct Planned {
    /// The roadmap.
    pub record: Arc<RoadmapRecord>,
    /// The day.
    pub on: Date,
    /// Its tasks as a plan, counts included; in the record's order.
    pub plan: Plan,
    /// As planned, whatever was done.
    pub as_planned: Schedule,
    /// As things go now: what is over stands, what is left goes on from the day.
    pub schedule: Schedule,
    /// Estimates learned from the unit's own finished tasks, when there are enough.
    pub calibration: Option<Calibration>,
    /// By place: whether the task is a heading over others.
    headings: Vec<bool>,
    places: FxHashMap<TaskId, usize>,
    risks: Vec<Risk>,
    times: OnceLock<Vec<TaskTimes>>,
    gains: OnceLock<Vec<(usize, i32)>>,
    runs: OnceLock<Forecast>,
    detailed: OnceLock<Forecast>,
}

impl Planned {
    pub(super) fn new(
        record: &Arc<RoadmapRecord>,
        earlier: &[Arc<RoadmapRecord>],
        calendar: &WorkCalendar,
        risks: Vec<Risk>,
        on: Date,
    ) -> Result<Self, PlanError> {
        let plan = record.plan(calendar, on);
        let as_planned = plan.schedule()?;
        let schedule = plan.schedule_from(on.max(record.header.start))?;
        let mut experience: Vec<(u32, u32)> = record.experience(&plan).collect();
        for other in earlier.iter().filter(|other| other.key != record.key) {
            experience.extend(other.experience(&other.plan(calendar, on)));
        }
        Ok(Self {
            record: Arc::clone(record),
            on,
            as_planned,
            schedule,
            calibration: calibrate(&experience),
            headings: headings(record),
            places: record.tasks.iter().zip(0..).map(|(task, place)| (task.id.clone(), place)).collect(),
            risks,
            plan,
            times: OnceLock::new(),
            gains: OnceLock::new(),
            runs: OnceLock::new(),
            detailed: OnceLock::new(),
        })
    }

    /// Last day of the roadmap as things go now.
    #[must_use]
    pub fn finish(&self) -> Date {
        self.schedule.finish()
    }

    /// Working days by which the expected finish lies behind the target; 0 when it is kept, none without a target.
    #[must_use]
    pub fn days_late(&self) -> Option<i32> {
        Some((-self.schedule.room_before(self.record.header.target?)).max(0))
    }

    /// The plan as things go now, to be agreed under a name.
    #[must_use]
    pub fn to_agree(&self, name: &str) -> BaselineRecord {
        keep_baseline(name, self.on, &self.record, &self.schedule)
    }

    /// Whether every task is over.
    #[must_use]
    pub fn is_done(&self) -> bool {
        !self.plan.tasks.is_empty() && self.schedule.network().is_empty()
    }

    /// Tasks that come next to the critical ones: what would decide the finish after a few days' delay, the fewest days first; with the
    /// working days they can slip. No headings.
    #[must_use]
    pub fn near_critical(&self, at_most_days: i32) -> Vec<(usize, i32)> {
        let near = self.schedule.near_critical(at_most_days).into_iter().filter(|place| !self.is_heading(*place));
        near.map(|place| (place, self.schedule.tasks[place].total_float)).collect()
    }

    /// A task with its dates, by its place in the record's list.
    #[must_use]
    pub fn task(&self, place: usize) -> &TaskTimes {
        &self.times()[place]
    }

    /// All tasks with their dates, in the record's order; worked out once.
    #[must_use]
    pub fn times(&self) -> &[TaskTimes] {
        self.times.get_or_init(|| {
            let (over, agreed) = (self.over(), self.agreed());
            (0..self.plan.tasks.len()).map(|place| self.times_of(place, over[place], &agreed)).collect()
        })
    }

    /// A task of the record, by its id.
    pub(super) fn place_of(&self, id: &TaskId) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// How many days the finish would gain if a critical task took no time, greatest first; worked out once.
    #[must_use]
    pub fn drag(&self) -> &[(usize, i32)] {
        self.gains.get_or_init(|| self.schedule.drag())
    }

    /// The dates agreed last.
    fn agreed(&self) -> FxHashMap<&TaskId, (Date, Date)> {
        let spans = self.record.baseline().map(|kept| kept.tasks.as_slice()).unwrap_or_default();
        spans.iter().map(|span| (&span.task, (span.start, span.finish))).collect()
    }

    fn times_of(&self, place: usize, is_over: bool, agreed: &FxHashMap<&TaskId, (Date, Date)>) -> TaskTimes {
        let (task, dates) = (&self.plan.tasks[place], &self.schedule.tasks[place]);
        let agreed = agreed.get(&self.record.tasks[place].id).copied();
        let agreed = agreed.unwrap_or_else(|| self.as_planned.span_of(&self.as_planned.tasks[place]));
        let expected = self.schedule.span_of(dates);
        let days_late = self.plan.calendar.between(agreed.1, expected.1);
        let begun = matches!(task.progress, Progress::Started { .. });
        let standing = if is_over {
            TaskStanding::Done
        } else if agreed.1 < self.on || (begun && days_late > 0) || (!begun && agreed.0 < self.on && !self.is_mark(place)) {
            TaskStanding::Late
        } else if begun {
            TaskStanding::Underway
        } else {
            TaskStanding::Waiting
        };
        TaskTimes {
            place,
            standing,
            expected,
            agreed,
            latest: self.schedule.late_span_of(dates),
            days_late,
            float: dates.total_float,
            critical: dates.critical,
            counted: self.record.counted(&self.record.tasks[place], self.on),
        }
    }

    /// By place: whether a task is over; a heading, when it has parts and all of them are.
    fn over(&self) -> Vec<bool> {
        let is_done = |place: usize| matches!(self.plan.tasks[place].progress, Progress::Done { .. });
        let parent = |place: usize| self.record.tasks[place].parent.as_ref().and_then(|id| self.place_of(id));
        let (mut has_work, mut has_open) = (vec![false; self.headings.len()], vec![false; self.headings.len()]);
        for place in (0..self.headings.len()).filter(|place| !self.is_heading(*place)) {
            let (mut above, open) = (parent(place), !is_done(place));
            while let Some(at) = above.filter(|at| !has_work[*at] || (open && !has_open[*at])) {
                has_work[at] = true;
                has_open[at] |= open;
                above = parent(at);
            }
        }
        (0..self.headings.len())
            .map(|place| if self.is_heading(place) { has_work[place] && !has_open[place] } else { is_done(place) })
            .collect()
    }

    /// Whether a task takes no time of its own: a milestone or a heading.
    fn is_mark(&self, place: usize) -> bool {
        self.record.tasks[place].kind != TaskKind::Task || self.is_heading(place)
    }

    /// Whether a task is a heading over others.
    #[must_use]
    pub fn is_heading(&self, place: usize) -> bool {
        self.headings[place]
    }

    /// Places of the tasks that do work: no headings, no milestones.
    pub fn work(&self) -> impl Iterator<Item = usize> {
        (0..self.record.tasks.len()).filter(|place| !self.is_mark(*place))
    }

    /// Milestones somebody has to bring about (an application handed in, a decision) and nothing is in the way of any more.
    pub fn acts_due(&self) -> impl Iterator<Item = usize> {
        let before = Before::new(&self.record);
        let is_open = |place: usize| self.record.is_act(&self.record.tasks[place]) && self.task(place).standing != TaskStanding::Done;
        let acts = (0..self.record.tasks.len()).filter(move |place| !self.is_heading(*place) && is_open(*place));
        acts.filter(move |place| before.over_since(*place, &self.plan).is_some_and(|since| since <= self.on))
    }

    /// Late tasks (việc chậm), the latest first: what every page, file and letter counts and lists. A milestone does no work; it counts
    /// when somebody has to bring it about and nothing is in the way. One that waits on late tasks is not one more.
    #[must_use]
    pub fn late(&self) -> Vec<&TaskTimes> {
        let ours = self.work().chain(self.acts_due()).map(|place| self.task(place));
        let mut late: Vec<&TaskTimes> = ours.filter(|task| task.standing == TaskStanding::Late).collect();
        late.sort_by_key(|task| (std::cmp::Reverse(task.days_late), task.place));
        late
    }

    /// Tasks that have not begun and are to begin within so many days of the day, soonest first.
    #[must_use]
    pub fn starting_within(&self, days: u64) -> Vec<&TaskTimes> {
        let until = self.on.checked_add_days(chrono::Days::new(days)).unwrap_or(self.on);
        let waiting = |place: &usize| matches!(self.plan.tasks[*place].progress, Progress::NotStarted);
        let mut soon: Vec<&TaskTimes> =
            self.work().filter(waiting).map(|place| self.task(place)).filter(|task| task.expected.0 <= until).collect();
        soon.sort_by_key(|task| (task.expected.0, task.place));
        soon
    }

    /// Tasks and acts that nobody counted for the week of a day although they were begun or due to begin.
    #[must_use]
    pub fn uncounted(&self, day: Date) -> Vec<usize> {
        let sunday = crate::record::WeekClosing::of(day).week + chrono::Days::new(6);
        let begun = |place: usize| matches!(self.plan.tasks[place].progress, Progress::Started { on, .. } if on <= sunday);
        let acts: FxHashSet<usize> = self.acts_due().collect();
        let may_begin = |place: usize| !self.is_mark(place) || acts.contains(&place);
        let mut due = self.record.uncounted(day, |place| begun(place) || (may_begin(place) && self.task(place).agreed.0 <= sunday));
        due.retain(|place| !self.is_heading(*place));
        due
    }

    /// Tasks whose expected finish moved since an earlier picture of the same roadmap, with working days; positive is later.
    #[must_use]
    pub fn moved_since(&self, earlier: &Self) -> Vec<(TaskId, i32)> {
        let places: FxHashMap<&TaskId, usize> = earlier.record.tasks.iter().zip(0..).map(|(task, place)| (&task.id, place)).collect();
        let before = |id: &TaskId| Some(earlier.schedule.span_of(&earlier.schedule.tasks[*places.get(id)?]).1);
        let moved = |(task, dates): (&TaskRecord, &crate::plan::TaskDates)| {
            let days = self.plan.calendar.between(before(&task.id)?, self.schedule.span_of(dates).1);
            (days != 0).then(|| (task.id.clone(), days))
        };
        self.record.tasks.iter().zip(&self.schedule.tasks).filter_map(moved).collect()
    }

    /// How likely the dates are, from ten thousand runs; worked out once.
    #[must_use]
    pub fn chance(&self) -> Chance {
        self.chance_of(self.runs.get_or_init(|| self.run(false)), self.record.header.target)
    }

    fn chance_of(&self, runs: &Forecast, target: Option<Date>) -> Chance {
        let at = |share: f64| self.schedule.finish_of_run(runs.whole_days_at(share));
        Chance { p50: at(0.5), p80: at(0.8), p90: at(0.9), by_target: target.map(|target| self.chance_by(runs, target)) }
    }

    /// The same asked otherwise: other runs, another seed, date or shape; worked out each time. Drivers as [`Self::drivers`].
    #[must_use]
    pub fn forecast(&self, asked: &Asked) -> (Chance, Vec<(usize, u32, i32)>) {
        if *asked == Asked::default() {
            return (self.chance(), self.drivers());
        }
        let runs =
            self.run_with(&Settings { runs: asked.runs.max(1), seed: asked.seed, threads: asked.threads, per_task: true }, asked.shape);
        let target = asked.target.or(self.record.header.target);
        (self.chance_of(&runs, target), self.drivers_of(&runs))
    }

    #[expect(clippy::float_arithmetic, reason = "a share of runs is rounded to hundredths of a percent here")]
    fn chance_by(&self, runs: &Forecast, target: Date) -> u32 {
        let within = || (runs.chance_by(self.schedule.offset_after(target)) * f64::from(WHOLE)).round() as u32;
        if self.schedule.is_settled_by(target) { within() } else { 0 }
    }

    /// Per task, by its place in the record's list: how often it decided the finish (hundredths of a percent), and how strongly its
    /// duration moves with the finish (thousandths, -1,000 to 1,000). Tasks that are over and headings have none.
    #[must_use]
    pub fn drivers(&self) -> Vec<(usize, u32, i32)> {
        self.drivers_of(self.detailed.get_or_init(|| self.run(true)))
    }

    #[expect(clippy::float_arithmetic, reason = "shares of runs are rounded to whole numbers here")]
    fn drivers_of(&self, runs: &Forecast) -> Vec<(usize, u32, i32)> {
        let rounded = |node: usize, critical: &f64, sensitive: &f64| {
            let place = self.schedule.place(u32::try_from(node).unwrap_or(u32::MAX));
            (place, (critical * f64::from(WHOLE)).round() as u32, (sensitive * 1000.0).round() as i32)
        };
        let mut drivers: Vec<(usize, u32, i32)> =
            runs.criticality.iter().zip(&runs.sensitivity).enumerate().map(|(node, (c, s))| rounded(node, c, s)).collect();
        drivers.sort_by_key(|(place, critical, _)| (std::cmp::Reverse(*critical), *place));
        drivers
    }

    fn run(&self, per_task: bool) -> Forecast {
        self.run_with(&Settings { runs: RUNS, seed: SEED, threads: 1, per_task }, Shape::Pert)
    }

    fn run_with(&self, settings: &Settings, shape: Shape) -> Forecast {
        let model = |plan: &Plan, schedule: &Schedule| Model::of_plan(plan, schedule, shape, self.risks.clone()).run(settings);
        let Some(calibration) = &self.calibration else { return model(&self.plan, &self.schedule) };
        let mut plan = self.plan.clone();
        for (task, record) in plan.tasks.iter_mut().zip(&self.record.tasks) {
            // What the unit's own record says is worth more than what we assumed.
            if record.assumed {
                task.estimate = None;
            }
            calibration.apply(task, self.record.counted(record, self.on).days_left.is_some());
        }
        // Only durations differ, so the tasks keep their places in the network; a plan too long to be timed is taken as it was.
        match plan.schedule_from(self.on.max(self.record.header.start)) {
            Ok(schedule) => model(&plan, &schedule),
            Err(_) => model(&self.plan, &self.schedule),
        }
    }
}

fn headings(record: &RoadmapRecord) -> Vec<bool> {
    let over: FxHashSet<&TaskId> = record.tasks.iter().filter_map(|task| task.parent.as_ref()).collect();
    record.tasks.iter().map(|task| task.kind == TaskKind::Summary || over.contains(&task.id)).collect()
}

/// Tasks estimated at fewer days are lost in the week when their ends are known to the week only.
const LEAST_DAYS_BY_WEEK: u32 = 10;
/// Working days by which an end known to the week only is off, on average: it is put into the middle of the week.
const HALF_WEEK: u32 = 2;

impl RoadmapRecord {
    /// Agreed and actual working days of the tasks that are over; illustrative counts do not teach anything.
    fn experience<'a>(&'a self, plan: &'a Plan) -> impl Iterator<Item = (u32, u32)> + 'a {
        self.tasks.iter().zip(&plan.tasks).filter_map(|(record, task)| {
            let counts = self.counts.get(&record.id)?;
            let assumed = counts.iter().any(|entry| entry.count.assumed);
            let (Progress::Done { from, to }, Span::Working(days)) = (task.progress, task.span) else { return None };
            let estimated = self.agreed_days(&record.id, from, plan).unwrap_or(days);
            let over_on_a_day = |entry: &CountEntry| entry.count.period == Period::Day && entry.share(record) == Some(WHOLE);
            let started = counts.iter().any(|entry| entry.count.started.is_some());
            let finished = counts.iter().any(|entry| entry.count.finished.is_some() || over_on_a_day(entry));
            let by_week = u32::from(!started) + u32::from(!finished);
            if estimated == 0 || assumed || (by_week > 0 && estimated < LEAST_DAYS_BY_WEEK) {
                return None;
            }
            let actual = u32::try_from(plan.calendar.count(from..=to)).unwrap_or(0);
            Some((estimated, actual.saturating_sub(by_week * HALF_WEEK).max(1)))
        })
    }

    /// Working days agreed for a task before it began: in the first plan that was agreed with it. None: no such plan.
    fn agreed_days(&self, task: &TaskId, began: Date, plan: &Plan) -> Option<u32> {
        let before = self.baselines.iter().filter(|kept| kept.agreed <= began);
        let span = before.flat_map(|kept| &kept.tasks).find(|span| span.task == *task)?;
        u32::try_from(plan.calendar.count(span.start..=span.finish)).ok()
    }
}
