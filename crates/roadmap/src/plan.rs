//! The roadmap of a place (lộ trình): tasks as people write them, timed on a working calendar, from plan or from progress.

mod chains;
mod milestones;
mod resolve;

pub use chains::Step;
pub use vedich_facts::roadmap::{Constraint, Span};

use crate::calendar::WorkCalendar;
use crate::network::{LinkKind, Network, Timing};
use vedich_values::{Date, Decimal, Vnd};

/// A link to an earlier task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predecessor {
    /// Id of the earlier task.
    pub id: String,
    /// Which ends are tied.
    pub kind: LinkKind,
    /// Working days between; negative for a lead.
    pub lag: i32,
}

/// What has been done of a task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Not begun.
    #[default]
    NotStarted,
    /// Begun on a day; so many working days are left, from the day of the count on.
    Started {
        /// First day of work.
        on: Date,
        /// Working days left.
        days_left: u32,
    },
    /// Over.
    Done {
        /// First day of work.
        from: Date,
        /// Last day of work.
        to: Date,
    },
}

/// Work counted by quantity (khối lượng): metres of road, gardens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantity {
    /// Unit of measure.
    pub unit: String,
    /// Planned.
    pub planned: Decimal,
    /// Done so far.
    pub done: Decimal,
}

/// Who answers for a task: one person, one unit; others help.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Responsible {
    /// The one responsible person (người phụ trách).
    pub person: Option<String>,
    /// The one leading unit (đơn vị chủ trì).
    pub lead: Option<String>,
    /// Cooperating units (đơn vị phối hợp).
    pub cooperating: Vec<String>,
    /// Member of the steering committee in charge (thành viên Ban chỉ đạo).
    pub committee_member: Option<String>,
}

/// A task of a roadmap (công việc, nhiệm vụ).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Unique in the plan.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The summary task it belongs to.
    pub parent: Option<String>,
    /// Duration, most likely; 0 makes a milestone (mốc). Ignored for a summary task.
    pub span: Span,
    /// Days if all goes well and if it goes badly, in the unit of the duration.
    pub estimate: Option<(u32, u32)>,
    /// What it waits on.
    pub predecessors: Vec<Predecessor>,
    /// A date it is held to. A summary task hands it down to its parts.
    pub constraint: Option<Constraint>,
    /// The day by whose end it must be over, beside the constraint. Handed down likewise.
    pub deadline: Option<Date>,
    /// Progress as last counted.
    pub progress: Progress,
    /// Progress in hundredths of a percent, when counted; [`Self::done_share`] prefers quantities.
    pub percent: Option<u32>,
    /// Quantity of work.
    pub quantity: Option<Quantity>,
    /// Planned cost.
    pub cost: Vnd,
    /// Planned cost by source of capital.
    pub sources: Vec<(String, Vnd)>,
    /// Spent so far.
    pub spent: Vnd,
    /// Criterion or indicator it serves, by code.
    pub serves: Option<String>,
    /// Names of risks that lengthen it (rain, land clearance), for the forecast.
    pub risks: Vec<String>,
    /// Who answers for it.
    pub responsible: Responsible,
}

impl Task {
    /// A task with an id, a name and working days; everything else empty.
    #[must_use]
    pub fn new(id: &str, name: &str, working_days: u32) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            parent: None,
            span: Span::Working(working_days),
            estimate: None,
            predecessors: Vec::new(),
            constraint: None,
            deadline: None,
            progress: Progress::NotStarted,
            percent: None,
            quantity: None,
            cost: Vnd(0),
            sources: Vec::new(),
            spent: Vnd(0),
            serves: None,
            risks: Vec::new(),
            responsible: Responsible::default(),
        }
    }

    /// Adds a predecessor.
    #[must_use]
    pub fn after(mut self, id: &str, kind: LinkKind, lag: i32) -> Self {
        self.predecessors.push(Predecessor { id: id.into(), kind, lag });
        self
    }

    /// Share done in hundredths of a percent: by quantity, else by the counted percent, else all or nothing.
    #[must_use]
    pub fn done_share(&self) -> u32 {
        let by_quantity = self.quantity.as_ref().filter(|q| !q.planned.is_zero()).and_then(|q| {
            let share = q.done.checked_mul(Decimal::from(10_000))?.checked_div(q.planned)?;
            u32::try_from(share.trunc().clamp(Decimal::ZERO, Decimal::from(10_000))).ok()
        });
        let whole = || if matches!(self.progress, Progress::Done { .. }) { 10_000 } else { 0 };
        by_quantity.or(self.percent.map(|p| p.min(10_000))).unwrap_or_else(whole)
    }
}

/// A roadmap: tasks, the first day, the calendar.
#[derive(Clone, Debug)]
pub struct Plan {
    /// First day; when it is off, work starts on the next working day.
    pub start: Date,
    /// Working calendar of the place.
    pub calendar: WorkCalendar,
    /// Tasks in the order people keep them.
    pub tasks: Vec<Task>,
}

/// Why a plan cannot be timed. Tasks are named as people know them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Two tasks have one id.
    #[error("two tasks have the id `{0}`")]
    DuplicateTask(String),
    /// A predecessor is not in the plan.
    #[error("task `{task}` waits on `{predecessor}`, which is not in the plan")]
    UnknownPredecessor {
        /// The waiting task.
        task: String,
        /// The id that is not there.
        predecessor: String,
    },
    /// A summary task is not in the plan, or holds itself.
    #[error("task `{task}` belongs to `{parent}`, which is not in the plan or holds itself")]
    BadParent {
        /// The task.
        task: String,
        /// The id given as its summary.
        parent: String,
    },
    /// Tasks wait for each other in a ring; the names follow each other, the first waits on the last.
    #[error("tasks wait for each other: {}", .0.join(" → "))]
    Cycle(Vec<String>),
    /// A summary task can only be linked finish-to-start, or start-to-start into it.
    #[error("summary task `{summary}` cannot be linked {kind:?}")]
    SummaryLink {
        /// The summary.
        summary: String,
        /// The kind refused.
        kind: LinkKind,
    },
    /// The three estimates are not in order.
    #[error("task `{0}`: optimistic, likely and pessimistic days must rise")]
    BadEstimate(String),
    /// More days than can be planned.
    #[error("durations and lags add up to more days than can be planned")]
    TooLong,
}

impl PlanError {
    /// Stable code of the wording.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::DuplicateTask(_) => "roadmap.duplicate-task",
            Self::UnknownPredecessor { .. } => "roadmap.unknown-predecessor",
            Self::BadParent { .. } => "roadmap.bad-parent",
            Self::Cycle(_) => "roadmap.cycle",
            Self::SummaryLink { .. } => "roadmap.summary-link",
            Self::BadEstimate(_) => "roadmap.bad-estimate",
            Self::TooLong => "roadmap.too-long",
        }
    }
}

/// A date constraint the network cannot keep, or one on a day off, which is moved to the next working day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Place of the task in the plan.
    pub task: usize,
    /// The constraint.
    pub constraint: Constraint,
    /// Working days by which it is missed; 0: it is held to a day off and starts on the next working day.
    pub by_days: i32,
}

/// Dates and floats of one task, in working days from the start of the plan; finishes are exclusive (start + duration).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskDates {
    /// Earliest start (actual start once begun).
    pub early_start: i32,
    /// Earliest finish (actual finish once done).
    pub early_finish: i32,
    /// Latest start.
    pub late_start: i32,
    /// Latest finish.
    pub late_finish: i32,
    /// Total float.
    pub total_float: i32,
    /// Free float.
    pub free_float: i32,
    /// Whether it lies on the critical path. A finished task never does.
    pub critical: bool,
    /// Offsets of the first and last working day it stands on. Of a milestone both are one day: that on which what drives it ends, or
    /// the date (or the start of another task) it is held to, where that is later.
    pub days: (i32, i32),
    /// The same as late as the finish of the plan and its constraints allow.
    pub late_days: (i32, i32),
}

/// A timed plan.
#[derive(Clone, Debug)]
pub struct Schedule {
    pub(crate) calendar: WorkCalendar,
    pub(crate) origin: i32,
    /// Dates per task, in the plan's order.
    pub tasks: Vec<TaskDates>,
    /// Finish of the plan in working days from its start.
    pub duration: i32,
    /// First offset after its last day; beyond the duration where a milestone stands on a day after all work.
    pub(crate) end: i32,
    /// Offset before which no run of a forecast ends: after what is over, and after the dates milestones are held to.
    pub(crate) settled: i32,
    /// Constraints that cannot be kept, and by how much.
    pub conflicts: Vec<Conflict>,
    pub(crate) network: Network,
    pub(crate) timing: Timing,
    /// Place in the plan of each task of the network.
    pub(crate) places: Vec<usize>,
}

impl Plan {
    /// Times the plan as planned, whatever has been done.
    ///
    /// # Errors
    /// See [`PlanError`]. Constraints that cannot be kept do not stop it: they are [`Schedule::conflicts`].
    pub fn schedule(&self) -> Result<Schedule, PlanError> {
        resolve::schedule(self, None)
    }

    /// Times what is left from a day on: finished tasks stand as they went, begun ones have their days left, nothing starts earlier.
    ///
    /// # Errors
    /// As [`Self::schedule`].
    pub fn schedule_from(&self, today: Date) -> Result<Schedule, PlanError> {
        resolve::schedule(self, Some(today))
    }
}

impl Schedule {
    /// The working day with an offset: when a task that starts there starts.
    #[must_use]
    pub fn start_date(&self, offset: i32) -> Date {
        self.calendar.date(self.origin.saturating_add(offset))
    }

    /// The last day worked before an offset: when a task that finishes there is over.
    /// Nothing worked yet gives the first day.
    #[must_use]
    pub fn finish_date(&self, offset: i32) -> Date {
        self.calendar.date(self.origin.saturating_add(if offset == 0 { 0 } else { offset - 1 }))
    }

    /// First and last day of a task, as early as it can be. A milestone stands on one day: see [`TaskDates::days`].
    #[must_use]
    pub fn span_of(&self, dates: &TaskDates) -> (Date, Date) {
        (self.start_date(dates.days.0), self.start_date(dates.days.1))
    }

    /// First and last day of a task, as late as the finish of the plan and its constraints allow.
    #[must_use]
    pub fn late_span_of(&self, dates: &TaskDates) -> (Date, Date) {
        (self.start_date(dates.late_days.0), self.start_date(dates.late_days.1))
    }

    /// Last day of the plan.
    #[must_use]
    pub fn finish(&self) -> Date {
        self.finish_date(self.end)
    }

    /// The last day of a plan whose work ends by an offset, as runs of a forecast do: never before what is over, nor before the dates its
    /// milestones are held to.
    #[must_use]
    pub fn finish_of_run(&self, offset: i32) -> Date {
        self.finish_date(offset.max(self.settled))
    }

    /// Offset at the end of a day: working days up to and including it.
    #[must_use]
    pub fn offset_after(&self, date: Date) -> i32 {
        self.offset(date) + i32::from(self.calendar.is_working(date))
    }

    /// Whether a plan whose work ends by an offset can end on the target day at all: what is settled lies not behind it.
    #[must_use]
    pub fn is_settled_by(&self, target: Date) -> bool {
        self.settled <= self.offset_after(target)
    }

    /// Offset of the first working day on or after a date.
    #[must_use]
    pub fn offset(&self, date: Date) -> i32 {
        self.calendar.ordinal(date) - self.origin
    }

    /// The bare network that was timed; without finished and summary tasks.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Place in the plan of a task of the network.
    #[must_use]
    pub fn place(&self, task: u32) -> usize {
        self.places[task as usize]
    }

    /// Working days between the finish and the end of a target day: positive is room, negative is late.
    #[must_use]
    pub fn room_before(&self, target: Date) -> i32 {
        self.offset_after(target) - self.end
    }
}

#[cfg(test)]
mod tests;
