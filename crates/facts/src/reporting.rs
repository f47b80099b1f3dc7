//! Reporting: values of a period handed in, and periods whose last day was moved.

use serde::{Deserialize, Serialize};
use vedich_values::{Date, Period, SetId, Tally};

/// The values of a period, handed in (nộp báo cáo). A later one of the same unit and period is its next version; the earlier stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// The period.
    pub period: Period,
    /// The set the unit is assessed by in it.
    pub set: SetId,
    /// Criteria met, as computed from the values when it was handed in.
    pub criteria: Tally,
    /// Indicators met, as computed from the values when it was handed in.
    pub indicators: Tally,
    /// Why it was handed in after the period was locked (nộp bổ sung); none when in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<String>,
}

/// The last day to hand a period in, moved by who keeps the register above.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodChange {
    /// The period.
    pub period: Period,
    /// The new last day, itself included.
    pub due: Date,
    /// Why.
    pub reason: String,
}
