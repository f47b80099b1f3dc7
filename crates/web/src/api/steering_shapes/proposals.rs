//! Proposals.

use super::PartyShape;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vedich_values::Date;

/// A proposal to send.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalRequest {
    /// Who proposes: our id.
    pub unit: u32,
    /// What.
    pub text: String,
    /// To whom.
    pub to: PartyShape,
    /// The field.
    #[serde(default)]
    pub topic: String,
    /// Criteria it concerns.
    #[serde(default)]
    pub criteria: Vec<u16>,
    /// Working days an answer is expected in; default 15.
    pub answer_days: Option<u32>,
    /// The meeting it is brought up at.
    pub meeting: Option<String>,
}

/// An answer to a proposal.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerRequest {
    /// `agreed`, `part`, `refused`, `passed_up`, `passed_on` (to another office of the same unit), `regulated`.
    pub kind: String,
    /// In words.
    pub text: String,
    /// The office that answers.
    #[serde(default)]
    pub office: String,
    /// Number of the paper.
    pub paper: Option<String>,
    /// Who it is passed up or on to.
    pub to: Option<PartyShape>,
    /// By when they are to answer; default the days of a new proposal, from today.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Date>,
    /// The meeting it is answered at.
    pub meeting: Option<String>,
    /// What is promised: becomes a task.
    pub promise: Option<PromiseShape>,
    /// The version it was made from; default the present one.
    pub base: Option<u64>,
}

/// What is promised with an answer.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PromiseShape {
    /// What will be done.
    pub content: String,
    /// Who answers for it.
    pub person: String,
    /// By when.
    #[schema(value_type = Option<String>, format = Date)]
    pub by: Option<Date>,
    /// Money, in đồng.
    pub amount: Option<i64>,
}

/// What whoever proposed says of the answer.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerdictRequest {
    /// `satisfied`, `partly`, `unsatisfied`: it is with whoever answered once more; `withdrawn`: the proposal is taken back.
    pub verdict: String,
    /// Why; needed when it is not settled.
    #[serde(default)]
    pub text: String,
    /// The version it was made from; default the present one.
    pub base: Option<u64>,
}

/// A proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalShape {
    /// Its id.
    pub id: String,
    /// What is proposed.
    pub text: String,
    /// Who proposes.
    pub from: u32,
    /// Who has to answer, or answered.
    pub with: u32,
    /// The office within it; empty: the unit itself.
    pub office: String,
    /// The field.
    pub topic: String,
    /// Criteria it concerns.
    pub criteria: Vec<u16>,
    /// The day it was sent.
    pub sent: Date,
    /// By when an answer is expected.
    pub due: Option<Date>,
    /// `open`, `passed-up`, `answered`, `reopened`, `withdrawn`.
    pub state: &'static str,
    /// How often it was found not settled and was to be answered again.
    pub reopened: u32,
    /// Days the answer is overdue.
    pub days_overdue: u32,
    /// Answers in their order.
    #[schema(value_type = Vec<Object>)]
    pub answers: Vec<serde_json::Value>,
    /// Its version: the base of the next change.
    pub version: u64,
}

/// A page of proposals.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalList {
    /// The date it holds for.
    pub as_of: Date,
    /// Those to be answered first at the front.
    pub proposals: Vec<ProposalShape>,
    /// Where the next page starts.
    pub next: Option<String>,
}
