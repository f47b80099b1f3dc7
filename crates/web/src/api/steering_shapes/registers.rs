//! Registers of papers: what went out, what came in, what became of it, how it was handed over.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vedich_values::Date;

/// Which lines of the registers.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RegistersQuery {
    /// Our id of the unit.
    pub unit: u32,
    /// The year; default this year.
    pub year: Option<i32>,
    /// Words that all stand in a line, with or without diacritics.
    pub q: Option<String>,
    /// `next_outgoing` of the page before.
    pub after_outgoing: Option<u64>,
    /// `next_incoming` of the page before.
    pub after_incoming: Option<u64>,
}

/// A paper that came in.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrivalRequest {
    /// Whose register: our id.
    pub unit: u32,
    /// The day it came; default today.
    #[schema(value_type = Option<String>, format = Date)]
    pub came: Option<Date>,
    /// Who issued it.
    pub author: String,
    /// Number and symbol on it.
    #[serde(default)]
    pub symbol: String,
    /// The date on it.
    #[schema(value_type = String, format = Date)]
    pub dated: Date,
    /// Type name and abstract.
    pub title: String,
    /// Unit or person it is given to.
    #[serde(default)]
    pub given_to: String,
    /// By when it has to be answered.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Date>,
}

/// A line of the incoming register written anew: the number stays, what stood there is kept.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectionRequest {
    /// Its number in the register.
    pub number: u32,
    /// The year of the register; default this year.
    pub year: Option<i32>,
    /// The whole line as it is right.
    pub line: ArrivalRequest,
    /// Why it is corrected.
    pub reason: String,
    /// The version that was read (`version` of the line); default the present one.
    pub base: Option<u64>,
}

/// What a line of the incoming register said before it was corrected.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EarlierShape {
    /// The day it was said to have come.
    #[schema(value_type = String, format = Date)]
    pub came: Date,
    /// Who issued it.
    pub author: String,
    /// Number and symbol on it.
    pub symbol: String,
    /// The date on it.
    #[schema(value_type = String, format = Date)]
    pub dated: Date,
    /// Type name and abstract.
    pub title: String,
    /// Unit or person it was given to.
    pub given_to: String,
    /// By when it had to be answered.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Date>,
    /// When it was replaced.
    #[schema(value_type = String, format = DateTime)]
    pub corrected_at: vedich_values::Timestamp,
    /// Who corrected it.
    pub corrected_by: String,
    /// Why.
    pub reason: String,
}

/// What became of a paper that came in; it replaces what was said before.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowUpRequest {
    /// Whose register: our id.
    pub unit: u32,
    /// Its number in the register.
    pub number: u32,
    /// The year of the register; default this year.
    pub year: Option<i32>,
    /// How far it is.
    #[serde(default)]
    pub progress: String,
    /// Number and symbol of the paper that answers it.
    #[serde(default)]
    pub answer: String,
    /// A remark.
    #[serde(default)]
    pub note: String,
}

/// A paper handed over: an issued one by `paper`, or one that came in by `number` and `year`.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperHandOverRequest {
    /// Whose register: our id.
    pub unit: u32,
    /// The issued paper.
    pub paper: Option<u64>,
    /// The number of the paper that came in.
    pub number: Option<u32>,
    /// The year of its register; default this year.
    pub year: Option<i32>,
    /// The day; default today.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    /// How many copies.
    pub copies: Option<u32>,
    /// Who keeps the copy for the file.
    #[serde(default)]
    pub kept_by: String,
    /// Who signed for it.
    #[serde(default)]
    pub received_by: String,
    /// A remark.
    #[serde(default)]
    pub note: String,
}

/// How a paper was handed over.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HandOverShape {
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// How many copies.
    pub copies: Option<u32>,
    /// Who keeps the copy for the file.
    pub kept_by: String,
    /// Who signed for it.
    pub received_by: String,
    /// A remark.
    pub note: String,
}

/// A line of the register of papers that went out.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OutgoingShape {
    /// The paper.
    pub paper: u64,
    /// Number and symbol.
    pub symbol: String,
    /// The date on it.
    #[schema(value_type = String, format = Date)]
    pub dated: Date,
    /// Type name and abstract.
    pub title: String,
    /// Who signed.
    pub signer: String,
    /// Who gets it.
    pub recipients: Vec<String>,
    /// Pages, annexes included.
    pub pages: u32,
    /// How it was handed over.
    pub handed_over: Option<HandOverShape>,
}

/// A line of the register of papers that came in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IncomingShape {
    /// Its number in the year.
    pub number: u32,
    /// The day it came.
    #[schema(value_type = String, format = Date)]
    pub came: Date,
    /// Who issued it.
    pub author: String,
    /// Number and symbol on it.
    pub symbol: String,
    /// The date on it.
    #[schema(value_type = String, format = Date)]
    pub dated: Date,
    /// Type name and abstract.
    pub title: String,
    /// Unit or person it was given to.
    pub given_to: String,
    /// By when it has to be answered.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Date>,
    /// Days its answer is overdue today.
    pub days_overdue: u32,
    /// How far it is.
    pub progress: String,
    /// Number and symbol of the paper that answers it.
    pub answer: String,
    /// How it was handed over.
    pub handed_over: Option<HandOverShape>,
    /// The last version of the line, for `base` of a correction.
    pub version: u64,
    /// What it said before it was corrected, oldest first.
    pub earlier: Vec<EarlierShape>,
}

/// The registers of a unit and year.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RegistersShape {
    /// Whose.
    pub unit: u32,
    /// The year.
    pub year: i32,
    /// What went out: a page, the latest number first.
    pub outgoing: Vec<OutgoingShape>,
    /// `after_outgoing` of the next page; none: these were the last.
    pub next_outgoing: Option<u64>,
    /// What came in: a page, the latest number first.
    pub incoming: Vec<IncomingShape>,
    /// `after_incoming` of the next page; none: these were the last.
    pub next_incoming: Option<u64>,
}
