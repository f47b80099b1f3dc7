//! Days an area takes off (ngày nghỉ chung): storms, floods, a festival of the province. The roadmaps of every unit below it follow.

use serde::{Deserialize, Serialize};
use vedich_values::{Date, FactSeq};

/// What is said of the days off of an area. The fact's unit is the area; its date is the day it was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum DaysOff {
    /// Days on which nobody works there; the number of this fact is its identity.
    Declared {
        /// The first.
        from: Date,
        /// The last.
        to: Date,
        /// Why: "bão số 9".
        reason: String,
    },
    /// They are worked after all, or were a mistake.
    Withdrawn {
        /// The fact that declared them.
        declared: FactSeq,
    },
}
