//! Shapes of the API's entry sheets and reporting.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vedich_values::Date;

/// Which period.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PeriodQuery {
    /// `2026-11`, `2026-Q4` …; default the month to report.
    pub period: Option<String>,
}

/// Values to record for a unit and period.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetRequest {
    /// The period: `2026-W48` (a week), `2026-11`, `2026-Q4`, `2026-H1`, `2026-9M`, `2026`.
    pub period: String,
    /// How far the record went when the values were looked up (`version` of the answer to GET): what was recorded later is never replaced.
    pub base: u64,
    /// Whether the period is handed in.
    #[serde(default)]
    pub submit: bool,
    /// Source of lines that name none.
    #[serde(default)]
    pub source: String,
    /// Date of lines that name none (YYYY-MM-DD); default the period's last day, or today.
    #[serde(default)]
    pub as_of: String,
    /// Why it comes after the period was locked.
    #[serde(default)]
    pub late: String,
    /// The lines.
    pub lines: Vec<SheetLineRequest>,
}

/// A value to record.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetLineRequest {
    /// Indicator code, or `#` and the number of a criterion declared as a whole.
    pub code: String,
    /// Part of the indicator.
    #[serde(default)]
    pub part: Option<String>,
    /// The value as officials write it: `95,3`, `x`, `CĐ`, `-`.
    pub value: String,
    /// A remark.
    #[serde(default)]
    pub note: String,
    /// Who says so.
    #[serde(default)]
    pub source: String,
    /// Its date.
    #[serde(default)]
    pub as_of: String,
    /// Why an odd value is kept.
    #[serde(default)]
    pub reason: String,
}

/// What became of a sheet.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetAnswer {
    /// `recorded`, `nothing` (it is all on record), `unchanged` (it was to be handed in, and nothing has changed since it was: no new version
    /// is made), or `open` (look at the lines; nothing was written).
    pub outcome: &'static str,
    /// The journal's entry, once written.
    pub entry: Option<u64>,
    /// Lines by what becomes of them.
    pub new: u64,
    /// Lines that replace a value of the same day.
    pub changed: u64,
    /// Lines that are on record already.
    pub unchanged: u64,
    /// With `unchanged`: the day on which the same was handed in.
    pub handed_in: Option<String>,
    /// Lines to look at.
    pub lines: Vec<SheetLineAnswer>,
    /// What is wrong with the sheet as a whole.
    pub problems: Vec<String>,
}

/// A line to look at.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetLineAnswer {
    /// Indicator code.
    pub code: String,
    /// Part.
    pub part: Option<String>,
    /// `waiting` (odd: needs a reason), `conflict` (recorded by somebody else since), `refused`.
    pub fate: &'static str,
    /// What is said of it.
    pub problems: Vec<String>,
}

/// A sheet as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetShape {
    /// Our id of the unit.
    pub unit: u32,
    /// The period.
    pub period: String,
    /// First day of its data.
    pub opens: String,
    /// Last day of its data.
    pub closes: String,
    /// Last day to hand it in.
    pub due: String,
    /// Whether it is locked.
    pub locked: bool,
    /// The criteria set.
    pub set: String,
    /// How far the record goes: the `base` of what is sent back.
    pub version: u64,
    /// Versions handed in.
    pub versions: u64,
    /// Lines without a value: indicators and criteria rated as a whole, as the page counts them. `no_data` of `/api/v1/places` counts
    /// indicators only, and also those no threshold is in force for (`not_assessable` in its `results`) and those in `unlisted`.
    pub missing: u64,
    /// Indicators the decision counts without listing them: they have no line, their criteria are rated as a whole.
    pub unlisted: u64,
    /// Indicators that can't be assessed whatever is entered, because no threshold is set for them.
    pub without_threshold: Vec<UnsetShape>,
    /// The lines in the order of the set.
    pub lines: Vec<SheetLineShape>,
}

/// An indicator without a threshold.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnsetShape {
    /// Indicator code.
    pub code: String,
    /// Why: who sets it, that it is not known.
    pub why: String,
}

/// A line of a sheet.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetLineShape {
    /// Indicator code.
    pub code: String,
    /// Part.
    pub part: Option<String>,
    /// The value that stands, as officials write it; none: nothing reported.
    pub value: Option<String>,
    /// What was declared of it and counts: `Đ`, `Đ*`, `CĐ`, `-`. Date and source are those of the value, else of what was declared.
    pub declared: Option<&'static str>,
    /// Its date.
    pub as_of: Option<String>,
    /// Who says so.
    pub source: Option<String>,
    /// Where the value stands with those who verify it: `entered`, `answered`, `asked`, `returned`, `verified`; none: there is no value.
    pub check: Option<&'static str>,
    /// Why it was returned, or what is asked about it.
    pub why: Option<String>,
}

/// Who has handed a period in.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportingShape {
    /// Our id of the area.
    pub unit: u32,
    /// The period.
    pub period: String,
    /// Last day to hand it in.
    pub due: String,
    /// Units that report.
    pub expected: u32,
    /// Handed in before the period was locked.
    pub in_time: u32,
    /// Handed in after it.
    pub late: u32,
    /// Not handed in.
    pub missing: u32,
    /// Just below the area.
    pub rows: Vec<ReportingRowShape>,
}

/// A unit of that list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportingRowShape {
    /// Our id of the unit.
    pub unit: u32,
    /// Its name.
    pub name: String,
    /// Units that report in it.
    pub expected: u32,
    /// Handed in before the period was locked.
    pub in_time: u32,
    /// Handed in after it.
    pub late: u32,
    /// Not handed in.
    pub missing: u32,
}

/// Another last day for handing a period in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveDueRequest {
    /// The period: `2026-W48` (a week), `2026-11`, `2026-Q4`, `2026-H1`, `2026-9M`, `2026`.
    pub period: String,
    /// The new last day, not before the last day of its data.
    pub due: Date,
    /// Why.
    pub reason: String,
}
