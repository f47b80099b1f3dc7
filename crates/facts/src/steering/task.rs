//! A task (nhiệm vụ): what is assigned, what happens to it, and the counts of tasks.

use super::{Due, Party, Someone};
use crate::StoredFile;
use crate::roadmap::field::fielded;
use serde::{Deserialize, Serialize};
use vedich_values::{CriterionNo, Date, FactSeq, ItemKey, RoadmapKey, TaskId, UnitId};

/// What a fact about tasks states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskStatement {
    /// Something of one task.
    Change(TaskChange),
    /// The tasks of the unit were counted (kiểm đếm), by whoever records it.
    Counted(Counted),
}

/// What one person wrote of one task in one go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskChange {
    /// Which task.
    pub task: ItemKey,
    /// The last fact of the task its maker had seen; 0: none.
    #[serde(default = "super::unseen", skip_serializing_if = "super::is_unseen")]
    pub base: FactSeq,
    /// What is written, in this order.
    pub edits: Vec<TaskEdit>,
}

/// One thing written of a task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskEdit {
    /// Assigns the task, or, in older records, writes its assignment anew. The unit of the fact is the one that assigns.
    Assign(Box<Assignment>),
    /// Changes fields of the assignment.
    Set(Vec<AssignmentField>),
    /// Another unit leads it, or another person answers for it.
    Lead {
        /// The one unit that leads it (chủ trì).
        lead: Party,
        /// The one person who answers for it.
        person: Someone,
    },
    /// Something that happened to it.
    Act(TaskAct),
    /// Files (minh chứng) that go with what happened in the same go; they lie in the evidence store.
    Enclose(Vec<StoredFile>),
}

/// Something that happened to a task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskAct {
    /// Whoever leads it takes it on (nhận việc).
    Accept,
    /// Whoever leads it gives it back (trả lại).
    Decline {
        /// Why.
        reason: String,
    },
    /// How far it is.
    Note {
        /// In words.
        text: String,
        /// In percent, 0 to 100, when said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        percent: Option<u8>,
        /// Reference to evidence (minh chứng): a document number, an address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<String>,
    },
    /// Whoever leads it reports it done; the date of the fact is the day it was done.
    Report {
        /// What came out: a document number, a volume.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        product: Option<String>,
        /// Reference to evidence.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<String>,
    },
    /// One round of a recurring task is done; the date of the fact is the day it was done.
    Round {
        /// The day the round was due.
        due: Date,
        /// What came out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        product: Option<String>,
    },
    /// Whoever assigned it confirms that it was done, on the day reported.
    Confirm,
    /// Whoever assigned it does not take what was reported.
    SendBack {
        /// What is missing.
        reason: String,
    },
    /// More time is asked for (xin gia hạn).
    AskExtension {
        /// Until when.
        to: Date,
        /// Why.
        reason: String,
    },
    /// An extension is granted or refused.
    DecideExtension {
        /// The fact that asked for it; 0: the one that waits.
        request: FactSeq,
        /// The new last day; none: refused.
        to: Option<Date>,
        /// Why, or on which paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Whoever may approve gives more time without being asked (lùi hạn); a later day written into the assignment takes it beside it.
    Extend {
        /// The new last day; none: there is no deadline any more, or it follows another rule that is written in the same go.
        to: Option<Date>,
        /// Why, or on which paper.
        reason: String,
    },
    /// A task that was done or stopped is taken up again.
    Reopen {
        /// Why.
        reason: String,
    },
    /// It is no longer to be done (dừng), or another takes its place (thay thế).
    Stop {
        /// Why.
        reason: String,
        /// The task in its place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaced_by: Option<ItemKey>,
    },
}

impl TaskAct {
    /// Whether it is the deed of whoever leads the task, not of whoever assigned it.
    #[must_use]
    pub const fn is_leads(&self) -> bool {
        matches!(
            self,
            Self::Accept | Self::Decline { .. } | Self::Note { .. } | Self::Report { .. } | Self::Round { .. } | Self::AskExtension { .. }
        )
    }

    /// Whether it takes somebody who may approve.
    #[must_use]
    pub const fn takes_approval(&self) -> bool {
        matches!(self, Self::DecideExtension { .. } | Self::Extend { .. } | Self::Reopen { .. })
    }

    /// The name in the API and the wording.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Decline { .. } => "decline",
            Self::Note { .. } => "note",
            Self::Report { .. } => "report",
            Self::Round { .. } => "round",
            Self::Confirm => "confirm",
            Self::SendBack { .. } => "send-back",
            Self::AskExtension { .. } => "ask-extension",
            Self::DecideExtension { to: Some(_), .. } => "grant-extension",
            Self::DecideExtension { .. } => "refuse-extension",
            Self::Extend { .. } => "extend",
            Self::Reopen { .. } => "reopen",
            Self::Stop { .. } => "stop",
        }
    }
}

/// Where a task comes from (nguồn giao).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A conclusion of a meeting.
    Conclusion,
    /// A plan.
    Plan,
    /// A directive or an opinion of a leader.
    #[default]
    Directive,
    /// What was promised in answer to a proposal.
    Commitment,
}

impl SourceKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Conclusion, Self::Plan, Self::Directive, Self::Commitment];

    /// The name in the API and the wording.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Conclusion => "conclusion",
            Self::Plan => "plan",
            Self::Directive => "directive",
            Self::Commitment => "commitment",
        }
    }
}

/// Where a task comes from, to the paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// What it is.
    pub kind: SourceKind,
    /// The meeting or proposal it came out of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemKey>,
    /// The conclusion of that meeting, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conclusion: Option<String>,
    /// The paper: "Thông báo số 123-TB/HU".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// Its paragraph: "III.2".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
}

/// The task of a roadmap that this task is: one thing, not two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoadmapTask {
    /// Whose roadmap.
    pub unit: UnitId,
    /// Which of theirs.
    pub roadmap: RoadmapKey,
    /// Which task of it.
    pub task: TaskId,
}

/// How often a task comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// Every week on a day, 1 for Monday to 7 for Sunday.
    Week(u8),
    /// Every month on a day, 1 to 31; the last day of shorter months.
    Month(u8),
}

fielded! {
    /// What is assigned (giao nhiệm vụ). What is not said stays empty.
    record Assignment {
        /// The one unit that leads it (chủ trì).
        lead: Party,
        /// The one person who answers for it.
        person: Someone,
    }
    /// A field of the assignment with its value.
    field AssignmentField;
    /// A field of the assignment.
    name AssignmentFieldName;
    /// What is to be done (nội dung).
    Content content: String,
    /// What comes out of it (sản phẩm): a document, a volume, an indicator.
    Product product: String,
    /// By when.
    Due due: Due,
    /// The day it was assigned (ngày giao).
    Given given: Date,
    /// Who cooperates (phối hợp).
    Cooperating cooperating: Vec<Party>,
    /// Places it concerns.
    Places places: Vec<UnitId>,
    /// Criteria (tiêu chí) it concerns, by number.
    Criteria criteria: Vec<CriterionNo>,
    /// Where it comes from.
    Source source: Source,
    /// The task of a roadmap that it is.
    Roadmap roadmap: Option<RoadmapTask>,
    /// A remark.
    Note note: Option<String>,
}

impl Assignment {
    /// A task for somebody, everything else empty.
    #[must_use]
    pub fn new(content: &str, lead: Party, person: &str, given: Date, due: Due) -> Self {
        Self {
            lead,
            person: Someone { person: None, name: person.to_owned() },
            content: content.to_owned(),
            product: String::new(),
            due,
            given,
            cooperating: Vec::new(),
            places: Vec::new(),
            criteria: Vec::new(),
            source: Source::default(),
            roadmap: None,
            note: None,
        }
    }
}

/// How long a time a count covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountSpan {
    /// A week, to its Sunday.
    Week,
    /// A month, to its last day.
    Month,
}

/// How many tasks stand where. What is assigned is the sum of the first four: that is the counting habit of the programme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskTally {
    /// Finished in time.
    pub in_time: u32,
    /// Finished late.
    pub late: u32,
    /// Being done, and not late.
    pub in_progress: u32,
    /// Overdue and not finished.
    pub overdue: u32,
}

impl TaskTally {
    /// Assigned in all.
    #[must_use]
    pub const fn assigned(&self) -> u32 {
        self.in_time + self.late + self.in_progress + self.overdue
    }

    /// Finished, in time or late.
    #[must_use]
    pub const fn finished(&self) -> u32 {
        self.in_time + self.late
    }
}

/// The tasks of a unit were counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Week or month.
    pub span: CountSpan,
    /// The last day of it.
    pub through: Date,
    /// What was counted, as it stood then.
    pub tally: TaskTally,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
