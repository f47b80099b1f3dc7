//! Statements about roadmaps (lộ trình): what was agreed, changed, counted, as small typed changes that two people can make at once.

mod count;
pub(crate) mod field;
mod header;
mod task;

pub use count::{BaselineRecord, Count, Done, Period, TaskSpan, WeekClosing};
pub use header::{CalendarChoice, DayOff, HeaderField, HeaderFieldName, RoadmapHeader, RoadmapState, WeekRule};
pub use task::{
    Constraint, Decider, Funding, LinkKind, LinkRecord, PlannedQuantity, Span, Spread, TaskField, TaskFieldName, TaskKind, TaskRecord,
};

use serde::{Deserialize, Serialize};
use vedich_values::{Date, FactSeq, RoadmapKey, TaskId};

/// What one person changed of one roadmap in one go.
///
/// It carries the version it was made from, so that nothing is lost when two people work at once: a change takes the place of
/// everything its maker had seen, and stands beside what they had not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoadmapChange {
    /// Which roadmap of the unit.
    pub roadmap: RoadmapKey,
    /// The last fact of the roadmap its maker had seen; 0: none.
    #[serde(default = "unseen", skip_serializing_if = "is_unseen")]
    pub base: FactSeq,
    /// What is changed, in this order.
    pub edits: Vec<RoadmapEdit>,
    /// The earlier change this one takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<FactSeq>,
}

impl RoadmapChange {
    /// Whether it only counts what was done and closes weeks, and leaves the plan as it is.
    #[must_use]
    pub fn only_counts(&self) -> bool {
        self.edits.iter().all(|edit| {
            matches!(
                edit,
                RoadmapEdit::Count(_) | RoadmapEdit::StrikeCount { .. } | RoadmapEdit::CloseWeek(_) | RoadmapEdit::ReopenWeek { .. }
            )
        })
    }
}

const fn unseen() -> FactSeq {
    FactSeq(0)
}

fn is_unseen(base: &FactSeq) -> bool {
    base.get() == 0
}

/// One change of a roadmap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoadmapEdit {
    /// Opens the roadmap, or writes its whole header anew.
    Open(RoadmapHeader),
    /// Changes fields of the header.
    SetHeader(Vec<HeaderField>),
    /// Adds a task, or writes it whole; its links included.
    PutTask(Box<TaskRecord>),
    /// Changes fields of a task.
    SetTask {
        /// Which.
        task: TaskId,
        /// The new values.
        set: Vec<TaskField>,
    },
    /// Takes a task out.
    RemoveTask {
        /// Which.
        task: TaskId,
    },
    /// Makes a task wait on another, or changes how it does.
    Link {
        /// The task that waits.
        task: TaskId,
        /// On which, and how.
        link: LinkRecord,
    },
    /// A task no longer waits on another.
    Unlink {
        /// The task that waited.
        task: TaskId,
        /// On which.
        from: TaskId,
    },
    /// What is done of a task by a week or day (kiểm đếm).
    Count(Count),
    /// A count that was a mistake.
    StrikeCount {
        /// Of which task.
        task: TaskId,
        /// First day of the period counted.
        on: Date,
        /// Week or day.
        period: Period,
    },
    /// A week's count is complete.
    CloseWeek(WeekClosing),
    /// It was not complete after all.
    ReopenWeek {
        /// Monday of the week.
        week: Date,
    },
    /// A plan is agreed and kept as it stands (kế hoạch gốc).
    AgreeBaseline(BaselineRecord),
    /// It was not agreed after all.
    DropBaseline {
        /// Its name.
        name: String,
    },
}

pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests;
