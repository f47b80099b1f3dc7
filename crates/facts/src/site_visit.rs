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
    /// Whoever answers for the unit reports a demand done (báo cáo khắc phục): the date is the day it was done, the note what was done.
    Reported {
        /// The day it was done, where the unit had ended by then: the date is the unit's last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Date>,
        /// The visit.
        visit: FactSeq,
        /// Which of its findings, from 0.
        finding: u16,
        /// Photos and papers that show it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<StoredFile>,
    },
    /// Whoever follows the visit up accepts that a demand was met, as reported or as they saw themselves.
    Met {
        /// The visit.
        visit: FactSeq,
        /// Which of its findings, from 0.
        finding: u16,
    },
    /// What was reported or accepted is not so: the demand is to be met again; the note says why.
    Reopened {
        /// The visit.
        visit: FactSeq,
        /// Which of its findings, from 0.
        finding: u16,
        /// Another deadline; none: the one it had.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Date>,
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

impl SiteVisit {
    /// The demand it says something of: the visit and which of its findings; none for the visit itself.
    #[must_use]
    pub const fn demand(&self) -> Option<(FactSeq, u16)> {
        match self {
            Self::Held { .. } => None,
            Self::Reported { visit, finding, .. }
            | Self::Met { visit, finding }
            | Self::Reopened { visit, finding, .. }
            | Self::Extended { visit, finding, .. } => Some((*visit, *finding)),
        }
    }

    /// The day it is of: of a report the day it was done, of all else the fact's date.
    #[must_use]
    pub fn day(&self, as_of: Date) -> Date {
        match self {
            Self::Reported { on: Some(on), .. } => *on,
            _ => as_of,
        }
    }

    /// What came with it: photos, minutes, papers; of a visit those of the whole, then those of each finding. Their places in this list are
    /// their addresses.
    #[must_use]
    pub fn files(&self) -> Vec<&StoredFile> {
        match self {
            Self::Held { files, findings, .. } => files.iter().chain(findings.iter().flat_map(|finding| &finding.files)).collect(),
            Self::Reported { files, .. } => files.iter().collect(),
            Self::Met { .. } | Self::Reopened { .. } | Self::Extended { .. } => Vec::new(),
        }
    }
}

/// Something found on a visit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Photos and papers that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<StoredFile>,
}
