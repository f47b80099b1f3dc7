//! Papers (văn bản): drafted, written on, issued under a number, received; templates the office sets.

use crate::people::given_by_fact;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use vedich_values::{Date, FactSeq};

given_by_fact! {
    /// A paper: the number of the fact that began it.
    PaperId
}

/// The period a report is about (kỳ báo cáo).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperPeriod {
    /// Its cycle, as `data/papers/forms.toml` names it: `month`, `quarter`, `half`, `nine-months`, `year`.
    pub cycle: String,
    /// The year it belongs to.
    pub year: i32,
    /// Which one of the year: month 1 to 12, quarter 1 to 4, half 1 or 2; otherwise 1.
    pub number: u32,
    /// First day of the data (ngày chốt số liệu trước cộng một).
    pub from: Date,
    /// Last day of the data.
    pub to: Date,
}

/// A paper under its number, as the outgoing register (sổ văn bản đi) keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// The issuing body, as its symbol names it: `UBND`. Each body has its own series of numbers.
    pub issuer: String,
    /// The year of the series; numbers begin at 1 on 1 January.
    pub year: i32,
    /// Its number.
    pub number: u32,
    /// Number and symbol as they stand on the paper: `05/BC-UBND`.
    pub symbol: String,
    /// Type name and abstract (tên loại và trích yếu).
    pub title: String,
    /// Who signs.
    pub signer: String,
    /// Who gets it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// Pages, annexes included.
    pub pages: u32,
}

/// A paper that came in, as the incoming register (sổ văn bản đến) keeps it. The fact's date is the day it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The year of the series of arrivals.
    pub year: i32,
    /// Its number among the arrivals of the year.
    pub number: u32,
    /// Who issued it.
    pub author: String,
    /// Number and symbol on it.
    pub symbol: String,
    /// The date on it.
    pub dated: Date,
    /// Type name and abstract.
    pub title: String,
    /// Unit or person it was given to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub given_to: String,
    /// By when it has to be answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
}

/// How a paper that came in is dealt with (theo dõi giải quyết văn bản đến); a later one replaces an earlier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The year of its register.
    pub year: i32,
    /// Its number there.
    pub number: u32,
    /// How far it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub progress: String,
    /// Number and symbol of the paper that answers it; empty: not answered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
    /// A remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// How a paper was handed over (chuyển giao văn bản): the last columns of the registers. The fact's date is the day it was handed over; a
/// later one of the same paper replaces an earlier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// Which.
    pub what: Handed,
    /// How many copies; none: not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<u32>,
    /// Who keeps the copy for the file (đơn vị, người nhận bản lưu).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kept_by: String,
    /// Who signed for it (ký nhận).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub received_by: String,
    /// A remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A paper that is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handed {
    /// One that was issued.
    Issued(PaperId),
    /// One that came in: year and number of its register.
    Arrival {
        /// The year.
        year: i32,
        /// The number.
        number: u32,
    },
}

/// A line of the incoming register written anew (sửa sổ văn bản đến): its number stays, what stood before is kept beside it. The fact's date
/// is the day the paper came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The whole line as it is right.
    pub receipt: Receipt,
    /// Why it is corrected.
    pub reason: String,
    /// The last version of the line its maker had seen.
    pub base: FactSeq,
}

/// What happened to a paper. The fact's unit is the one in whose name it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum PaperEvent {
    /// A draft is begun; the number of this fact is its identity.
    Begun {
        /// What it is: a form of `data/papers/forms.toml`.
        form: String,
        /// Its layout: `state`, `party`.
        layout: String,
        /// The period of a report.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        period: Option<PaperPeriod>,
        /// What the template is filled with, as JSON, where that is not computed from the board.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fields: Option<String>,
    },
    /// Somebody wrote into a draft.
    Written {
        /// Which.
        paper: PaperId,
        /// By key of the place; absent text: what the template proposes stands there again.
        texts: BTreeMap<String, Option<String>>,
        /// The version it was written on: the last event of the draft its writer had seen.
        base: FactSeq,
    },
    /// A draft out of steering takes down its figures anew. What people wrote on it stays.
    Refreshed {
        /// Which.
        paper: PaperId,
        /// What the template is filled with from here on, as JSON.
        fields: String,
    },
    /// It got its number; from here on it never changes. The fact's date is the date on it.
    Issued {
        /// Which.
        paper: PaperId,
        /// As registered.
        issue: Issue,
        /// What it says, as `vedich_papers::freeze` writes it: the figures of an issued paper never change.
        content: String,
    },
    /// The draft is given up.
    Dropped {
        /// Which.
        paper: PaperId,
    },
    /// A paper came in.
    Received(Receipt),
    /// A line of the incoming register is corrected.
    Corrected(Correction),
    /// What became of a paper that came in.
    Followed(FollowUp),
    /// A paper was handed over.
    HandedOver(HandOver),
    /// The office sets the template of a form for the papers of its area, or goes back to the shipped one.
    Template {
        /// Which form.
        form: String,
        /// The template; absent: the one of the next area above, in the end the shipped one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
}

impl PaperEvent {
    /// The paper it is about; none for what is no event of one paper.
    #[must_use]
    pub const fn paper(&self) -> Option<PaperId> {
        match self {
            Self::Written { paper, .. } | Self::Refreshed { paper, .. } | Self::Issued { paper, .. } | Self::Dropped { paper } => {
                Some(*paper)
            }
            Self::Begun { .. }
            | Self::Received(_)
            | Self::Corrected(_)
            | Self::Followed(_)
            | Self::HandedOver(_)
            | Self::Template { .. } => None,
        }
    }
}
