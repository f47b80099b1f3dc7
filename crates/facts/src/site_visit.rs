//! Site visits (kiểm tra thực địa): who went, what was found, what has to be done by when.

use crate::StoredFile;
use serde::{Deserialize, Serialize};
use vedich_values::{CriterionNo, Date, FactSeq};

/// What happened with a visit. The fact's unit is the one visited, its date the day of the visit (or of the answer), its note the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum SiteVisit {
    /// A visit took place; the number of this fact is its identity.
    Held {
        /// Who took part, one a line.
        people: Vec<String>,
        /// The kind of unit its criteria are of: `commune`.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        subject: String,
        /// What was found.
        findings: Vec<Finding>,
        /// Photos and minutes.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<StoredFile>,
    },
    /// A demand was met.
    Met {
        /// The visit.
        visit: FactSeq,
        /// Which of its findings, from 0.
        finding: u16,
    },
    /// A demand gets another deadline.
    Extended {
        /// The visit.
        visit: FactSeq,
        /// Which of its findings, from 0.
        finding: u16,
        /// The new deadline.
        due: Date,
    },
}

/// Something found on a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The criterion it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<CriterionNo>,
    /// What was found.
    pub found: String,
    /// What has to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demand: Option<String>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
}
