//! A task (nhiệm vụ) as the sum of what was stated of it.

pub(crate) mod edit;
mod replay;
mod standing;

pub use standing::{Brief, Standing};

use crate::register::Stamp;
use std::collections::BTreeMap;
use vedich_facts::StoredFile;
use vedich_facts::steering::{Assignment, AssignmentField, AssignmentFieldName, TaskAct};
use vedich_roadmap::record::RoadmapRecord;
use vedich_values::{Date, FactSeq, ItemKey, TaskId, UnitId};

/// A task.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Which.
    pub key: ItemKey,
    /// The unit that assigned it.
    pub assigner: UnitId,
    /// The last fact about it.
    pub version: FactSeq,
    /// The first fact about it.
    pub first: FactSeq,
    /// What is assigned.
    pub assignment: Assignment,
    /// Where it stands.
    pub state: State,
    /// The last day in force: as assigned, or as extended; of a recurring task, of the first round that is not done.
    pub due: Option<Date>,
    /// Extensions granted.
    pub extensions: u32,
    /// The fact that granted the last one.
    pub extended: Option<FactSeq>,
    /// An extension asked for and not decided on.
    pub request: Option<ExtensionRequest>,
    /// How far it was said to be, in percent.
    pub percent: Option<u8>,
    /// Since when it is to be done anew: the last time it was sent back, reopened or given to another lead. What a roadmap had counted
    /// before says nothing of it any more.
    pub anew: Option<(FactSeq, Date)>,
    /// Rounds of a recurring task that are done: the day each was due, and the day it was done.
    pub rounds: BTreeMap<Date, Date>,
    /// Everything that happened, in order.
    pub log: Vec<LogLine>,
    /// Fields that two people wrote differently at the same time.
    pub conflicts: Vec<FieldConflict>,
}

/// Where a task stands (trạng thái).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Assigned, not taken on yet (chưa nhận).
    Assigned,
    /// Given back (trả lại).
    Declined {
        /// When.
        on: Date,
        /// Why.
        reason: String,
    },
    /// Being done (đang thực hiện).
    InProgress {
        /// Since when.
        since: Date,
    },
    /// Reported done, waiting to be confirmed (chờ xác nhận).
    Reported {
        /// The day it was done.
        on: Date,
        /// What came out.
        product: Option<String>,
    },
    /// Done (hoàn thành).
    Finished {
        /// The day it was done.
        on: Date,
        /// What came out.
        product: Option<String>,
    },
    /// No longer to be done (dừng, thay thế).
    Stopped {
        /// When.
        on: Date,
        /// Why.
        reason: String,
        /// The task in its place.
        replaced_by: Option<ItemKey>,
    },
}

impl State {
    /// Whether something is still to be done.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self, Self::Finished { .. } | Self::Stopped { .. })
    }

    /// The name in the API and the wording.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Declined { .. } => "declined",
            Self::InProgress { .. } => "in-progress",
            Self::Reported { .. } => "reported",
            Self::Finished { .. } => "finished",
            Self::Stopped { .. } => "stopped",
        }
    }
}

/// An extension asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtensionRequest {
    /// The fact that asks.
    pub stamp: Stamp,
    /// Until when.
    pub to: Date,
    /// Why.
    pub reason: String,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct LogLine {
    /// Who, when.
    pub stamp: Stamp,
    /// What; none: the assignment was written or changed.
    pub act: Option<TaskAct>,
    /// Files that go with it.
    pub files: Vec<StoredFile>,
    /// Whether it had an effect: what came too late to change anything (reported after it was stopped) is kept all the same.
    pub counts: bool,
}

/// A field that was written differently by people who had not seen each other's version.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldConflict {
    /// Which; none: who leads it.
    pub field: Option<AssignmentFieldName>,
    /// The version that does not show, and who wrote it.
    pub other: (Stamp, FieldVersion),
}

/// A version of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldVersion {
    /// A field.
    Field(AssignmentField),
    /// Who leads it and who answers for it.
    Lead(vedich_facts::steering::Party, vedich_facts::steering::Someone),
}

/// What the count of a roadmap says of the task that is one of its tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How much is done, in hundredths of a percent.
    pub done: Option<u32>,
    /// The day it was finished.
    pub finished: Option<Date>,
    /// The fact that counted so.
    pub by: FactSeq,
}

impl Progress {
    /// What a roadmap had counted by a day of the task that an assigned task is; none when it has no such task.
    #[must_use]
    pub fn of(record: &RoadmapRecord, task: &TaskId, on: Date) -> Option<Self> {
        let counted = record.counted(record.task(task)?, on);
        Some(Self { done: counted.share, finished: counted.finished, by: counted.by.unwrap_or(FactSeq(0)) })
    }
}

impl Task {
    /// The task with the progress its roadmap counts: what is finished there is reported here. Once a task was sent back, reopened or given
    /// to another lead, only what is counted afterwards says anything of it, and nothing was finished before that day.
    #[must_use]
    pub fn with_progress(mut self, progress: Progress) -> Self {
        if self.anew.is_some_and(|(since, _)| progress.by <= since) {
            return self;
        }
        let finished = progress.finished.map(|on| self.anew.map_or(on, |(_, from)| on.max(from)));
        if let Some(done) = progress.done {
            self.percent = u8::try_from(done / 100).ok().map(|percent| percent.min(100));
        }
        if let Some(on) = finished
            && matches!(self.state, State::Assigned | State::InProgress { .. } | State::Declined { .. })
        {
            self.state = State::Reported { on, product: None };
        }
        // Confirmed later, done on the day that was counted.
        if let (Some(counted), State::Finished { on, .. }) = (finished, &mut self.state) {
            *on = counted.min(*on);
        }
        self
    }
}

#[cfg(test)]
mod tests;
