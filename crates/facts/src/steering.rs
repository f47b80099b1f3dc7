//! Statements about steering (chỉ đạo, điều hành): meetings, tasks, proposals, as small changes that several people can make at once.
//!
//! Every change carries the last fact of its item that its maker had seen: it replaces what they had seen and stands beside what they
//! had not. What happened (accepted, reported, answered) is only ever added.

mod meeting;
mod proposal;
mod task;

pub use meeting::{
    Achievement, Attendance, Conclusion, Direction, Invitation, Invitee, MeetingChange, MeetingEdit, MeetingKind, MeetingPlan,
    MeetingPlanField, MeetingPlanFieldName, Notes, Shortcoming, Signing, SpokenWord, Supplement,
};
pub use proposal::{Answer, AnswerKind, Commitment, ProposalChange, ProposalEdit, Request, RequestField, RequestFieldName, Verdict};
pub use task::{
    Assignment, AssignmentField, AssignmentFieldName, CountSpan, Counted, Every, RoadmapTask, Source, SourceKind, TaskAct, TaskChange,
    TaskEdit, TaskStatement, TaskTally,
};

use crate::PersonId;
use serde::{Deserialize, Serialize};
use vedich_values::{Date, FactSeq, UnitId};

/// An office: a unit, or one of its divisions (phòng, ban, sở, ngành), which are no units of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The unit it belongs to.
    pub unit: UnitId,
    /// Its name, as people write it: "Phòng Giáo dục và Đào tạo"; empty: the unit itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub office: String,
}

impl Party {
    /// The unit itself.
    #[must_use]
    pub const fn unit(unit: UnitId) -> Self {
        Self { unit, office: String::new() }
    }
}

/// A person: one with an account, or a name and post as they stand on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Someone {
    /// Their account, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Name or post.
    pub name: String,
}

/// A deadline (thời hạn): how it was given, and the day it comes to. The day is worked out once, when it is given, so that a later list
/// of holidays moves no deadline that stands on paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// How it was given.
    pub rule: DueRule,
    /// The last day; none: no deadline. For recurring tasks the first round's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
}

/// How a deadline is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueRule {
    /// There is none (không hạn).
    #[default]
    None,
    /// A day.
    Day,
    /// Calendar days after it was given; an end on a day off moves to the next working day.
    CalendarDays(u32),
    /// Working days (ngày làm việc) after it was given.
    WorkingDays(u32),
    /// Again and again, up to and including a day when one is named.
    Every {
        /// Week or month.
        every: Every,
        /// The last round ends by this day; none: until it is stopped.
        until: Option<Date>,
    },
}

const fn unseen() -> FactSeq {
    FactSeq(0)
}

fn is_unseen(base: &FactSeq) -> bool {
    base.get() == 0
}

pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests;
