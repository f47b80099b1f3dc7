//! A proposal (đề xuất, kiến nghị) of a unit to a department or a level above, and what came of it.

use super::{Due, Party};
use crate::roadmap::field::fielded;
use serde::{Deserialize, Serialize};
use vedich_values::{CriterionNo, Date, FactSeq, ItemKey, Vnd};

/// What one person wrote of one proposal in one go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProposalChange {
    /// Which proposal.
    pub proposal: ItemKey,
    /// The last fact of the proposal its maker had seen; 0: none.
    #[serde(default = "super::unseen", skip_serializing_if = "super::is_unseen")]
    pub base: FactSeq,
    /// What is written, in this order.
    pub edits: Vec<ProposalEdit>,
}

/// One thing written of a proposal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalEdit {
    /// Sends it, or writes it anew. The unit of the fact is the one that proposes.
    Send(Box<Request>),
    /// Changes fields of it.
    Set(Vec<RequestField>),
    /// It is answered. The unit of the fact is the one that answers.
    Answer(Box<Answer>),
    /// Whoever proposed says what the answer was worth (đánh giá lại). What is not settled is with whoever answered once more.
    Reassess {
        /// In a word.
        verdict: Verdict,
        /// In words.
        text: String,
        /// By when it is to be answered again; none: it stays as it was answered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Date>,
    },
    /// Whoever proposed takes it back.
    Withdraw {
        /// Why.
        reason: String,
    },
}

fielded! {
    /// What is proposed.
    record Request {
        /// Whom it is sent to (gửi cơ quan).
        to: Party,
    }
    /// A field of the proposal with its value.
    field RequestField;
    /// A field of the proposal.
    name RequestFieldName;
    /// Its content (nội dung).
    Text text: String,
    /// The field it is about (lĩnh vực), as people name it: "Giao thông".
    Topic topic: String,
    /// Criteria it concerns, by number.
    Criteria criteria: Vec<CriterionNo>,
    /// By when an answer is expected.
    Due due: Due,
    /// The day it was sent.
    Sent sent: Date,
    /// The meeting it was brought up at.
    Meeting meeting: Option<ItemKey>,
}

impl Request {
    /// A proposal to somebody, everything else empty.
    #[must_use]
    pub fn new(text: &str, to: Party) -> Self {
        let (text, due) = (text.to_owned(), Due::default());
        Self { to, text, topic: String::new(), criteria: Vec::new(), due, sent: Date::default(), meeting: None }
    }
}

/// What kind of answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// Agreed (đồng ý).
    Agreed,
    /// Agreed in part (một phần).
    Part,
    /// Refused (không).
    Refused,
    /// Passed to the level above (chuyển cấp trên).
    PassedUp,
    /// Passed on to another office of the same unit (chuyển cơ quan khác cùng cấp).
    PassedOn,
    /// There is a rule already (đã có quy định).
    Regulated,
}

impl AnswerKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Agreed, Self::Part, Self::Refused, Self::PassedUp, Self::PassedOn, Self::Regulated];

    /// Whether it answers nothing yet: somebody else is to answer.
    #[must_use]
    pub const fn passes(self) -> bool {
        matches!(self, Self::PassedUp | Self::PassedOn)
    }

    /// The name in the API and the wording.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Part => "part",
            Self::Refused => "refused",
            Self::PassedUp => "passed_up",
            Self::PassedOn => "passed_on",
            Self::Regulated => "regulated",
        }
    }
}

/// What is promised in an answer (cam kết); it becomes a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// By when; none: not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
    /// Money, in đồng; none: not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Vnd>,
    /// The task it became.
    pub task: ItemKey,
}

/// An answer to a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What kind.
    pub kind: AnswerKind,
    /// Its content.
    pub text: String,
    /// Which office answered, as people name it; empty: the unit itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub office: String,
    /// Number of the paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// Whom it is passed up or on to, when it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Party>,
    /// By when whoever it is passed up to is to answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// What is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Commitment>,
    /// The meeting at which it was given by word of mouth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<ItemKey>,
}

/// What the proposer makes of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It was done as answered.
    Satisfied,
    /// In part.
    Partly,
    /// It was not.
    Unsatisfied,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 3] = [Self::Satisfied, Self::Partly, Self::Unsatisfied];

    /// The name in the API and the wording.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::Partly => "partly",
            Self::Unsatisfied => "unsatisfied",
        }
    }
}
