//! What the API takes into the record beside sheets: values of sets by decision, files of officials. Keys are only ever added.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vedich_values::Date;

/// A value of a set, set or confirmed by a decision.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ConfirmRequest {
    /// Our id of the area the value holds in: a province, or the country.
    pub unit: u32,
    /// Indicator code, or `@` and the id of a demand outside the criteria.
    pub code: String,
    /// Part of the indicator, or a way to meet it.
    pub part: Option<String>,
    /// Only for this zone or group of the set.
    pub zone: Option<String>,
    /// Only for this year.
    pub year: Option<i32>,
    /// The value as sets write it: `>= 80`, `= yes`; absent: the value of the set is confirmed as it stands.
    pub threshold: Option<String>,
    /// Number of the decision.
    pub decision: String,
    /// Date of the decision.
    #[schema(value_type = String, format = Date)]
    pub decided: Date,
    /// First day it holds; default the date of the decision.
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// Last day it holds; absent: open.
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// The value set before that this one corrects, by its `seq`.
    pub correcting: Option<u64>,
}

/// What is to be done with a file.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportQuery {
    /// Show what it would do; write nothing.
    #[serde(default)]
    pub dry_run: bool,
    /// Its name: `thang-6.xlsx`, for its kind and the places of problems.
    pub name: Option<String>,
}

/// What a file did, or would do.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportAnswer {
    /// Rows of data read.
    pub rows: u64,
    /// Statements nobody had made of that unit, indicator and date.
    pub new: u64,
    /// Statements that correct earlier ones.
    pub changed: u64,
    /// Statements that are known already.
    pub unchanged: u64,
    /// Rows that report nothing, or repeat another row.
    pub blank: u64,
    /// Rows with an error; with any, nothing of the file is written.
    pub refused: u64,
    /// Whether it was written now.
    pub applied: bool,
    /// The same file had been imported before.
    pub already: bool,
    /// The entry of the record, once written.
    pub entry: Option<u64>,
    /// Errors and warnings, each with its place and what to do; the first thousand.
    pub problems: Vec<ProblemLine>,
    /// How many more problems there are.
    pub problems_left_out: u64,
}

/// A problem of a file.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemLine {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// Its code.
    pub code: String,
    /// Sheet, where the file has several.
    pub sheet: Option<String>,
    /// Row, from 1.
    pub line: Option<u32>,
    /// Column, from 1.
    pub column: Option<u32>,
    /// What is wrong and what to do, with its place.
    pub message: String,
}
