//! Who is responsible for what (phân công phụ trách): departments for criteria, members of the committee for communes, officers for hamlets.

use crate::PersonId;
use serde::{Deserialize, Serialize};
use vedich_values::{CriterionKey, CriterionNo, Date, FactSeq, SetId, UnitId};

/// A change of who is responsible. The fact's unit is the one that decides it, its date the first day it holds, its source the decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum Responsibility {
    /// Somebody becomes responsible; the number of this fact is the duty's identity.
    Given {
        /// Who: a department, a person by name (`Sở Giao thông vận tải`, `Đ/c Nguyễn Văn A`).
        holder: String,
        /// The same as an account, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// For what.
        over: Charge,
        /// As what.
        part: Part,
        /// Last day; absent: until ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Date>,
    },
    /// A duty ends: the fact's date is the first day it no longer holds.
    Ended {
        /// Which.
        duty: FactSeq,
    },
}

/// What somebody is responsible for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Charge {
    /// A criterion of a kind of unit (`commune`), everywhere below the deciding unit.
    Criterion {
        /// The kind of unit.
        subject: String,
        /// The criterion.
        no: CriterionNo,
        /// The set whose number it is. Older statements name none: they mean the set by which the deciding unit shared criteria out on
        /// the first day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        set: Option<SetId>,
    },
    /// A unit below the deciding one.
    Unit(UnitId),
}

impl Charge {
    /// The criterion, where it is one of a set that is known.
    #[must_use]
    pub fn criterion(&self) -> Option<CriterionKey> {
        match self {
            Self::Criterion { no, set: Some(set), .. } => Some(CriterionKey { set: set.clone(), no: *no }),
            _ => None,
        }
    }
}

/// As what somebody is responsible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// In charge (chủ trì).
    Lead,
    /// Helping (phối hợp).
    Support,
}

impl Part {
    /// The name used in forms, exports and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Support => "support",
        }
    }

    /// The part of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Lead, Self::Support].into_iter().find(|part| part.name() == name)
    }
}
