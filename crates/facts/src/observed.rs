//! Values of indicators: what is measured and what was seen.

use serde::{Deserialize, Serialize};
use vedich_values::{Date, Decimal, IndicatorCode, PartKey, SetId};

/// What a value is for: an indicator (chỉ tiêu) of a set, or one part of it, or a set-level condition (code `@id`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Target {
    /// The criteria set.
    pub set: SetId,
    /// The indicator's code, or `@` and the id of a set-level condition.
    pub code: IndicatorCode,
    /// The part, for indicators measured in parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<PartKey>,
}

impl Target {
    /// A whole indicator.
    #[must_use]
    pub fn indicator(set: &str, code: &str) -> Self {
        Self { set: set.into(), code: code.into(), part: None }
    }

    /// One part of an indicator.
    #[must_use]
    pub fn part(set: &str, code: &str, part: &str) -> Self {
        Self { set: set.into(), code: code.into(), part: Some(part.into()) }
    }
}

/// A measured value. The measure of the indicator decides which kind is acceptable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A number in the indicator's unit, its written scale kept; at most 6 decimals and 12 whole digits.
    Number(Decimal),
    /// Yes or no (có / không).
    YesNo(bool),
    /// A word or grade of the indicator's scale (`kha`, `3`).
    Level(Box<str>),
    /// A date.
    Date(Date),
}

/// What was seen. Not reported at all is the absence of an observation, which is not zero and not "not applicable".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Observed {
    /// A value.
    Value(Value),
    /// The indicator does not apply to this unit (không áp dụng, `-`); it then counts as met.
    NotApplicable,
    /// Taken back: the value corrected by this one never stood. Needs `supersedes`; earlier values show again.
    Withdrawn,
}
