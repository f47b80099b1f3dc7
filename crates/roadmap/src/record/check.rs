//! What must hold before a change of a roadmap is recorded.

use super::RoadmapRecord;
use crate::plan::{Conflict, Constraint, PlanError, Schedule};
use crate::problem::plan_problem;
use chrono::Datelike;
use rustc_hash::FxHashSet;
use vedich_facts::roadmap::{
    Count, Done, Period, RoadmapChange, RoadmapEdit, RoadmapHeader, Span, TaskField, TaskFieldName, TaskRecord, WeekClosing,
};
use vedich_values::{Date, Decimal, Diagnostic, Place, TaskId};

/// No task of the programme takes longer than ten years of working days.
const LONGEST_DAYS: u32 = 2_600;
/// A roadmap is read and kept by people.
const MOST_TASKS: usize = 5_000;
/// Ids are shown in addresses and files.
const LONGEST_ID_BYTES: usize = 80;
/// Tiers a roadmap can aim at.
const TIERS: [&str; 4] = ["standard", "advanced", "model", "modern"];

/// The state a change is checked against.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The roadmap before the change; none when it is not open.
    pub before: Option<&'a RoadmapRecord>,
    /// Every task it ever had.
    pub ever: &'a FxHashSet<TaskId>,
    /// Today.
    pub today: Date,
}

/// Every problem of a change by itself; each with the number of its edit, from 0, as key `edits[2]`.
#[must_use]
pub fn check_change(change: &RoadmapChange, ground: &Ground<'_>) -> Vec<Diagnostic> {
    let closed = ground.before.iter().flat_map(|before| before.weeks.keys().copied());
    // Taking back is taking back, whatever was closed since; and who reopens the week may count in it.
    let reopened = |week: &Date| {
        change.undoes.is_some() || change.edits.iter().any(|edit| matches!(edit, RoadmapEdit::ReopenWeek { week: one } if one == week))
    };
    let mut checking = Checking {
        ground: *ground,
        opened: ground.before.is_some(),
        added: FxHashSet::default(),
        closed: closed.filter(|week| !reopened(week)).collect(),
        edit: 0,
        found: Vec::new(),
    };
    for (place, edit) in change.edits.iter().enumerate() {
        checking.edit = place;
        checking.edit(edit, change);
    }
    if !checking.opened {
        checking.edit = 0;
        let roadmap = &change.roadmap;
        checking.found(|problem| problem.with("roadmap", roadmap), "roadmap.not-open");
    }
    checking.found
}

/// Problems of the whole roadmap after a change: tasks that cannot be timed, too many of them.
///
/// # Errors
/// The problem that keeps it from being timed.
pub fn check_network(record: &RoadmapRecord, timed: &Result<Schedule, PlanError>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if record.tasks.len() > MOST_TASKS {
        found.push(Diagnostic::error("roadmap.too-many", Place::default()).with("count", record.tasks.len()).with("most", MOST_TASKS));
    }
    found.extend(timed.as_ref().err().map(|error| plan_problem(error, Place::default())));
    found
}

/// Estimates a change states that do not hold the duration between them: best, likely and worst must rise. `after` is the roadmap with
/// the change. Who only changes a duration moves a worst case that is too short along, see [`RoadmapRecord::plan`].
#[must_use]
pub fn check_spreads(after: &RoadmapRecord, change: &RoadmapChange) -> Vec<Diagnostic> {
    let states = |edit: &RoadmapEdit| match edit {
        RoadmapEdit::PutTask(task) => task.spread.is_some().then(|| task.id.clone()),
        RoadmapEdit::SetTask { task, set } => set.iter().any(|field| matches!(field, TaskField::Spread(Some(_)))).then(|| task.clone()),
        _ => None,
    };
    let stated = change.edits.iter().enumerate().filter_map(|(place, edit)| Some((place, after.task(&states(edit)?)?)));
    let wrong = stated.filter(|(_, task)| {
        let days = task.duration.days();
        task.spread.is_some_and(|spread| !(spread.optimistic..=spread.pessimistic).contains(&days))
    });
    let told = |(place, task): (usize, &TaskRecord)| {
        let place = Place { key: Some(format!("edits[{place}]")), ..Place::default() };
        Diagnostic::error("roadmap.bad-estimate", place).with("task", &task.title)
    };
    if change.undoes.is_some() { Vec::new() } else { wrong.map(told).collect() }
}

/// Constraints that cannot be kept, each with the task, its date, by how many working days and what comes instead: worth a look, nothing is
/// refused.
#[must_use]
pub(crate) fn not_held(record: &RoadmapRecord, schedule: &Schedule) -> Vec<Diagnostic> {
    let one = |conflict: &Conflict| {
        let (code, date) = match conflict.constraint {
            Constraint::Fixed(date) if conflict.by_days == 0 => ("roadmap.fixed-day-off", date),
            Constraint::NotAfter(date) | Constraint::NotBefore(date) => ("roadmap.not-over-by", date),
            Constraint::Fixed(date) => ("roadmap.not-fixed", date),
        };
        let task = &record.tasks[conflict.task];
        let place = Place { key: Some(task.id.to_string()), ..Place::default() };
        let said = Diagnostic::warning(code, place).with("task", &task.title).with("date", date).with("days", conflict.by_days);
        said.with("instead", schedule.span_of(&schedule.tasks[conflict.task]).0)
    };
    schedule.conflicts.iter().map(one).collect()
}

/// Whether a change can make tasks impossible to time.
#[must_use]
pub fn is_structural(change: &RoadmapChange) -> bool {
    change.edits.iter().any(|edit| match edit {
        RoadmapEdit::PutTask(_) | RoadmapEdit::Link { .. } => true,
        RoadmapEdit::SetTask { set, .. } => set.iter().any(|field| {
            matches!(field.name(), TaskFieldName::Parent | TaskFieldName::Links | TaskFieldName::Duration | TaskFieldName::Kind)
        }),
        _ => false,
    })
}

struct Checking<'a> {
    ground: Ground<'a>,
    opened: bool,
    added: FxHashSet<TaskId>,
    /// Mondays of the weeks that were closed before and are not reopened by the change.
    closed: FxHashSet<Date>,
    edit: usize,
    found: Vec<Diagnostic>,
}

impl Checking<'_> {
    fn found(&mut self, with: impl FnOnce(Diagnostic) -> Diagnostic, code: &'static str) {
        let place = Place { key: Some(format!("edits[{}]", self.edit)), ..Place::default() };
        self.found.push(with(Diagnostic::error(code, place)));
    }

    fn edit(&mut self, edit: &RoadmapEdit, change: &RoadmapChange) {
        match edit {
            RoadmapEdit::Open(header) => {
                if self.ground.before.is_some_and(|before| before.version > change.base) {
                    self.found(|problem| problem.with("roadmap", &change.roadmap), "roadmap.already-open");
                }
                self.opened = true;
                self.header(header);
            }
            RoadmapEdit::SetHeader(fields) => {
                if let Some(before) = self.ground.before {
                    let mut header = before.header.clone();
                    fields.iter().cloned().for_each(|field| header.set(field));
                    self.header(&header);
                }
            }
            RoadmapEdit::PutTask(task) => {
                self.added.insert(task.id.clone());
                self.task(task);
            }
            RoadmapEdit::SetTask { task, set } => {
                self.known(task);
                let title = self.title(task);
                set.iter().for_each(|field| self.field(&title, field));
            }
            RoadmapEdit::RemoveTask { task } | RoadmapEdit::Unlink { task, .. } => self.known(task),
            RoadmapEdit::StrikeCount { task, on, period } => {
                self.known(task);
                self.not_closed(task, *on, *period);
            }
            RoadmapEdit::Link { task, link } => {
                self.known(task);
                self.known(&link.from);
            }
            RoadmapEdit::Count(count) => self.count(count),
            RoadmapEdit::CloseWeek(closing) => self.week(closing.week),
            RoadmapEdit::ReopenWeek { week } => self.week(*week),
            RoadmapEdit::AgreeBaseline(baseline) => {
                let taken = self.ground.before.is_some_and(|before| before.baselines.iter().any(|kept| kept.name == baseline.name));
                if baseline.name.trim().is_empty() {
                    self.found(|problem| problem, "roadmap.no-baseline-name");
                } else if taken && change.undoes.is_none() {
                    self.found(|problem| problem.with("name", &baseline.name), "roadmap.baseline-taken");
                }
            }
            RoadmapEdit::DropBaseline { .. } => {}
        }
    }

    fn header(&mut self, header: &RoadmapHeader) {
        if header.title.trim().is_empty() {
            self.found(|problem| problem, "roadmap.no-title");
        }
        if !(2000..=2100).contains(&header.start.year()) {
            self.found(|problem| problem.with("date", header.start), "roadmap.bad-start");
        }
        if let Some(target) = header.target.filter(|target| *target < header.start) {
            self.found(|problem| problem.with("date", target).with("start", header.start), "roadmap.target-before-start");
        }
        if let Some(tier) = header.tier.as_ref().filter(|tier| !TIERS.contains(&tier.as_str())) {
            self.found(|problem| problem.with("found", tier), "roadmap.unknown-tier");
        }
    }

    fn task(&mut self, task: &TaskRecord) {
        let id = task.id.as_str();
        if id.trim().is_empty() || id.len() > LONGEST_ID_BYTES || id.chars().any(char::is_control) {
            self.found(|problem| problem.with("task", id), "roadmap.bad-id");
        }
        for name in TaskFieldName::ALL {
            self.field(&task.title, &task.field(*name));
        }
    }

    fn field(&mut self, title: &str, field: &TaskField) {
        let code = match field {
            TaskField::Title(title) if title.trim().is_empty() => "roadmap.no-task-title",
            TaskField::Duration(Span::Working(days) | Span::Calendar(days)) if *days > LONGEST_DAYS => "roadmap.task-too-long",
            TaskField::Spread(Some(spread)) if spread.optimistic > spread.pessimistic => "roadmap.bad-estimate",
            TaskField::Cost(Some(cost)) if cost.0 < 0 => "roadmap.negative-money",
            TaskField::Funding(funding) if funding.iter().any(|one| one.amount.0 < 0) => "roadmap.negative-money",
            TaskField::Quantity(Some(quantity)) if quantity.planned.is_some_and(|planned| planned <= Decimal::ZERO) => {
                "roadmap.bad-quantity"
            }
            _ => return,
        };
        self.found(|problem| problem.with("task", title).with("most", LONGEST_DAYS), code);
    }

    /// What a task is called, for people.
    fn title(&self, id: &TaskId) -> String {
        self.ground.before.and_then(|before| before.task(id)).map_or_else(|| id.to_string(), |task| task.title.clone())
    }

    /// Tasks that somebody else took out meanwhile are known: then both changes are kept.
    fn known(&mut self, task: &TaskId) {
        if !self.ground.ever.contains(task) && !self.added.contains(task) {
            self.found(|problem| problem.with("task", task), "roadmap.unknown-task");
        }
    }

    fn count(&mut self, count: &Count) {
        self.known(&count.task);
        let (title, today) = (self.title(&count.task), self.ground.today);
        let late = [Some(count.on), count.started, count.finished].into_iter().flatten().find(|date| *date > today);
        if let Some(date) = late {
            self.found(|problem| problem.with("task", &title).with("date", date).with("today", today), "roadmap.future-count");
        }
        if count.period == Period::Week {
            self.week(count.on);
        }
        self.not_closed(&count.task, count.on, count.period);
        if count.started.zip(count.finished).is_some_and(|(started, finished)| started > finished) {
            self.found(|problem| problem.with("task", &title), "roadmap.finished-before-started");
        }
        if count.spent.is_some_and(|spent| spent.0 < 0) {
            self.found(|problem| problem.with("task", &title), "roadmap.negative-money");
        }
        if count.spent_by.iter().any(|source| source.amount.0 < 0) {
            self.found(|problem| problem.with("task", &title), "roadmap.negative-money");
        }
        let by_source = count.spent_by.iter().fold(0_i64, |sum, source| sum.saturating_add(source.amount.0));
        if by_source > count.spent.map_or(0, |spent| spent.0) {
            self.found(|problem| problem.with("task", &title), "roadmap.spent-by-source");
        }
        match count.done {
            Some(Done::Percent(percent)) if percent > 10_000 => self.found(|problem| problem.with("task", &title), "roadmap.bad-percent"),
            Some(Done::Quantity(done)) if done < Decimal::ZERO => self.found(|problem| problem.with("task", &title), "roadmap.bad-done"),
            Some(Done::Quantity(_)) if self.has_no_quantity(&count.task) => {
                self.found(|problem| problem.with("task", &title), "roadmap.no-quantity");
            }
            _ => {}
        }
    }

    /// What was closed stands until it is reopened. The last day of a month may lie in such a week: it is the count of the month.
    fn not_closed(&mut self, task: &TaskId, on: Date, period: Period) {
        let of_month = period == Period::Day && on.succ_opt().is_some_and(|next| next.day() == 1);
        let week = WeekClosing::of(on).week;
        if !of_month && self.closed.contains(&week) {
            let title = self.title(task);
            self.found(|problem| problem.with("task", title).with("date", week), "roadmap.week-closed");
        }
    }

    /// A quantity counted of a task for which none is planned says nothing.
    fn has_no_quantity(&self, task: &TaskId) -> bool {
        let record = self.ground.before.and_then(|before| before.task(task));
        !self.added.contains(task)
            && record.is_some_and(|record| record.quantity.as_ref().is_none_or(|quantity| quantity.planned.is_none()))
    }

    fn week(&mut self, week: Date) {
        if week.weekday() != chrono::Weekday::Mon {
            self.found(|problem| problem.with("date", week), "roadmap.no-monday");
        }
    }
}
