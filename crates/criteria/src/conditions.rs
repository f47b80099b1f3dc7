//! Set-level conditions (prerequisite tier, share of child units, satisfaction) and how near a unit is to the set.

mod contents;
mod judge;

pub use contents::{Below, Contents, Included};

use crate::assessment::{OverlayOrigin, Reason};
use crate::cell::{Marks, Status};
use crate::model::{Confidence, PassRule, Threshold};
use crate::yardstick::Yardstick;
use serde::Serialize;
use std::collections::BTreeMap;
use vedich_values::{Bilingual, Decimal, SetId, Tally};

/// What conditions ask for beyond the unit's own values; whatever is left out is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConditionFacts {
    /// Whether the unit holds a recognition under a set.
    pub recognised: BTreeMap<SetId, bool>,
    /// How the unit stands as a whole under another set.
    pub met: BTreeMap<SetId, Status>,
    /// Child units recognised under a set, of how many.
    pub children: BTreeMap<String, Tally>,
    /// The unit's value for another set's indicator (`set#code`), with the threshold that applies to it there.
    pub compared: BTreeMap<String, (Decimal, Decimal)>,
    /// Contents of another set as the unit itself stands at them, by id of the condition that asks.
    pub contents: BTreeMap<String, Contents>,
    /// The units below that a condition is about, each judged by the contents of another set, by id of the condition.
    pub below: BTreeMap<String, Below>,
}

/// How one condition stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConditionResult {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// What it measures.
    pub measure: String,
    /// How it stands.
    pub status: Status,
    /// The bound that applied: set locally, else the file's.
    pub threshold: Option<Threshold>,
    /// The decision that set or confirmed the bound locally.
    pub overlay: Option<OverlayOrigin>,
    /// Unit of the bound.
    pub unit: Option<String>,
    /// The value found, where it is a number: a share in percent is rounded to one decimal for showing only.
    pub value: Option<Decimal>,
    /// The share behind the value.
    pub tally: Option<Tally>,
    /// The set it refers to.
    pub refers_to: Option<String>,
    /// How sure of the bound.
    pub confidence: Confidence,
    /// Contents that must be among those met, and how the unit stands at each; of units below only their names are told.
    pub included: Vec<Included>,
    /// What can be counted for it.
    pub options: Vec<String>,
    /// Why, where value and bound alone do not say it.
    pub reasons: Vec<Reason>,
}

/// How near a unit is to the set as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "readiness")]
pub enum Readiness {
    /// Everything the set asks for is met.
    Ready,
    /// Every criterion is met; conditions are not, or not known.
    CriteriaMet {
        /// Conditions not met.
        not_met: u32,
        /// Conditions not known.
        unknown: u32,
    },
    /// Criteria are missing.
    Short {
        /// Criteria not met.
        not_met: u32,
        /// Criteria of which nothing is known.
        unknown: u32,
    },
    /// Nothing is known of any criterion.
    Unknown,
}

impl Readiness {
    /// The name used in exports and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::CriteriaMet { .. } => "criteria_met",
            Self::Short { .. } => "short",
            Self::Unknown => "unknown",
        }
    }
}

impl Yardstick {
    /// How near the unit is to the set as a whole, by what the set says passing takes.
    #[must_use]
    pub fn readiness(&self, marks: &Marks, conditions: &[ConditionResult]) -> Readiness {
        let count = |wanted: fn(Status) -> bool| {
            u32::try_from(conditions.iter().filter(|condition| wanted(condition.status)).count()).unwrap_or(u32::MAX)
        };
        let not_met = count(|status| status == Status::NotMet);
        let unknown = count(|status| matches!(status, Status::NoData | Status::NotAssessable));
        let criteria = &marks.criterion_counts;
        let by_criteria = self.set().pass_rule != PassRule::AllConditions || !self.set().criteria.is_empty();
        if by_criteria && criteria.met < criteria.total {
            if criteria.met == 0 && criteria.not_met == 0 {
                return Readiness::Unknown;
            }
            return Readiness::Short { not_met: criteria.not_met, unknown: criteria.no_data };
        }
        match (criteria.total, conditions.len()) {
            (0, 0) => Readiness::Unknown,
            _ if not_met + unknown > 0 => Readiness::CriteriaMet { not_met, unknown },
            _ => Readiness::Ready,
        }
    }
}
