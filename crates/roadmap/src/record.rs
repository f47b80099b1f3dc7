//! A roadmap as it is agreed on paper (lộ trình): what the changes stated of it add up to, with what two people said differently at once.
//!
//! Every header field, task field, link, count, week and baseline is a place of its own. A change takes the place of everything its maker
//! had seen there (the change's `base`) and stands beside what they had not: that is a conflict, shown until somebody who has seen
//! both writes the place again. So neither of two people working at once loses a change, and the order of arrival makes no difference.

mod check;
mod diff;
mod marks;
mod plan;
mod replay;

pub(crate) use check::not_held;
pub use check::{Ground, check_change, check_network, check_spreads, is_structural};
pub use diff::{Differences, diff, diff_tasks};
pub(crate) use marks::Before;
pub use plan::{Counted, calendar, keep_baseline};

use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;
pub use vedich_facts::roadmap::{
    BaselineRecord, CalendarChoice, Count, DayOff, Done, Funding, HeaderField, HeaderFieldName, LinkRecord, Period, PlannedQuantity,
    RoadmapChange, RoadmapEdit, RoadmapHeader, RoadmapState, Spread, TaskField, TaskFieldName, TaskKind, TaskRecord, TaskSpan, WeekClosing,
    WeekRule,
};
use vedich_values::{Date, EntrySeq, FactSeq, RoadmapKey, TaskId, Timestamp, UnitId};

/// Who wrote something, when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The fact.
    pub seq: FactSeq,
    /// The entry it came with.
    pub entry: EntrySeq,
    /// The date it holds for.
    pub on: Date,
    /// When it was recorded.
    pub at: Timestamp,
    /// Who says so: the fact's source.
    pub by: Option<Arc<str>>,
}

/// A place of a roadmap that can be written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// A field of the header.
    Header(HeaderFieldName),
    /// Whether a task is there at all.
    Task(TaskId),
    /// A field of a task.
    Field(TaskId, TaskFieldName),
    /// The link of a task (first) to one it waits on.
    Link(TaskId, TaskId),
    /// The count of a task for a period.
    Count(TaskId, Date, Period),
    /// The closing of a week, by its Monday.
    Week(Date),
    /// An agreed plan, by name.
    Baseline(String),
}

impl Spot {
    /// The task it belongs to.
    #[must_use]
    pub const fn task(&self) -> Option<&TaskId> {
        match self {
            Self::Task(task) | Self::Field(task, _) | Self::Link(task, _) | Self::Count(task, _, _) => Some(task),
            Self::Header(_) | Self::Week(_) | Self::Baseline(_) => None,
        }
    }
}

/// What stands at a place; nothing where it was taken away.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    /// A field of the header.
    Header(HeaderField),
    /// The task is there, or not.
    Task(bool),
    /// A field of a task.
    Field(TaskField),
    /// A link.
    Link(Option<LinkRecord>),
    /// A count.
    Count(Option<Box<Count>>),
    /// A closed week.
    Week(Option<WeekClosing>),
    /// An agreed plan.
    Baseline(Option<Box<BaselineRecord>>),
}

/// A place that two people wrote without having seen each other: all versions, oldest first. The last one shows until it is resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldConflict {
    /// Where.
    pub spot: Spot,
    /// What was written, by whom.
    pub versions: Vec<(Stamp, Held)>,
}

/// A count with who recorded it.
#[derive(Clone, Debug, PartialEq)]
pub struct CountEntry {
    /// The count.
    pub count: Count,
    /// Who recorded it, when.
    pub stamp: Stamp,
}

/// A change of the roadmap, as a line of its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// Who, when.
    pub stamp: Stamp,
    /// How many edits.
    pub edits: usize,
    /// The earlier change it took back.
    pub undoes: Option<FactSeq>,
}

/// A roadmap: what its changes add up to.
#[derive(Clone, Debug, PartialEq)]
pub struct RoadmapRecord {
    /// Whose.
    pub unit: UnitId,
    /// Which of theirs.
    pub key: RoadmapKey,
    /// Its last change: what an edit made now carries as its base.
    pub version: FactSeq,
    /// What is agreed of it as a whole.
    pub header: RoadmapHeader,
    /// Tasks in the order people keep. Links and headings that are not there are left out.
    pub tasks: Vec<TaskRecord>,
    /// Counts of each task in the order of the last day they cover; of two that reach as far, the one recorded later stands last.
    pub counts: BTreeMap<TaskId, Vec<CountEntry>>,
    /// Closed weeks by their Monday.
    pub weeks: BTreeMap<Date, (WeekClosing, Stamp)>,
    /// Plans that were agreed, oldest first.
    pub baselines: Vec<BaselineRecord>,
    /// What two people wrote differently at once.
    pub conflicts: Vec<FieldConflict>,
    /// Its changes, oldest first.
    pub log: Vec<LogLine>,
    /// The last change of each task or its counts.
    pub touched: FxHashMap<TaskId, Stamp>,
    /// Days off that the unit or an area above it declared for everybody (ngày nghỉ chung), beside those of the roadmap's own calendar;
    /// set by whoever knows them, no part of its changes.
    pub closed: Arc<[DayOff]>,
}

impl RoadmapRecord {
    /// A task by its id.
    #[must_use]
    pub fn task(&self, id: &TaskId) -> Option<&TaskRecord> {
        self.tasks.iter().find(|task| task.id == *id)
    }

    /// The same with days off declared for everybody.
    #[must_use]
    pub fn with_days_off(self, closed: Arc<[DayOff]>) -> Self {
        Self { closed, ..self }
    }

    /// Its calendar with the days off declared for everybody. A day its own calendar says is worked stays worked.
    #[must_use]
    pub fn calendar_choice(&self) -> CalendarChoice {
        let mut choice = self.header.calendar.clone();
        let own: Vec<Date> = choice.lost.iter().chain(&choice.worked).map(|day| day.date).collect();
        choice.lost.extend(self.closed.iter().filter(|day| !own.contains(&day.date)).cloned());
        choice
    }

    /// The plan agreed last.
    #[must_use]
    pub fn baseline(&self) -> Option<&BaselineRecord> {
        self.baselines.last()
    }

    /// The last count of a task that says how much is done.
    #[must_use]
    pub fn last_count(&self, task: &TaskId) -> Option<&CountEntry> {
        self.counts.get(task)?.iter().rev().find(|entry| entry.count.done.is_some())
    }

    /// The latest change that has not been taken back and is no taking back itself: what "undo" takes back next. `by` narrows it to
    /// one person's changes.
    #[must_use]
    pub fn undoable(&self, by: Option<&str>) -> Option<&LogLine> {
        let undone: Vec<FactSeq> = self.log.iter().filter_map(|line| line.undoes).collect();
        let own = |line: &&LogLine| by.is_none_or(|by| line.stamp.by.as_deref() == Some(by));
        self.log.iter().rev().filter(own).find(|line| line.undoes.is_none() && !undone.contains(&line.stamp.seq))
    }

    /// Whether the roadmap is being followed.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.header.state == RoadmapState::Active
    }
}

#[cfg(test)]
mod tests;
