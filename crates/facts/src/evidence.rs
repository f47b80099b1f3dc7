//! Evidence (minh chứng): files, photos and links, and what they show. The files themselves live in the evidence store under their hash.

use serde::{Deserialize, Serialize};
use vedich_values::{CriterionNo, FactSeq, IndicatorCode, RoadmapKey, SetId, TaskId};

/// What happened to evidence. The fact's unit is the one it is about, its date the day the evidence holds for; its note the reason of a
/// withdrawal, or a remark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum Evidence {
    /// A file or link was attached; the number of this fact is its identity.
    Attached {
        /// What it is.
        what: Exhibit,
        /// What it shows.
        about: EvidenceOf,
        /// What it is called: `Biên bản nghiệm thu đường thôn 5`.
        title: String,
    },
    /// It no longer counts. It stays in the record and in the store.
    Withdrawn {
        /// Which.
        of: FactSeq,
    },
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exhibit {
    /// A file in the store.
    File(StoredFile),
    /// An address elsewhere.
    Link(String),
}

impl Exhibit {
    /// Whether it is the same file, whatever it is called, or the same address.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::File(one), Self::File(other)) => one.hash == other.hash,
            (Self::Link(one), Self::Link(other)) => one == other,
            _ => false,
        }
    }
}

/// A file in the evidence store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    /// SHA-256 of what is stored, as 64 hexadecimal digits: its name in the store.
    pub hash: String,
    /// Name it was sent with.
    pub name: String,
    /// Type told by its content: `application/pdf`.
    pub media: String,
    /// Size of what is stored, in bytes.
    pub bytes: u64,
}

/// What evidence shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceOf {
    /// The unit as a whole.
    Unit,
    /// A piece of the dossier (thành phần hồ sơ), by its key in `data/dossier.toml`.
    Dossier(String),
    /// A criterion.
    Criterion {
        /// The set.
        set: SetId,
        /// The criterion.
        no: CriterionNo,
    },
    /// An indicator, whatever its value.
    Indicator {
        /// The set.
        set: SetId,
        /// Its code.
        code: IndicatorCode,
        /// One thing of the checklist of the indicator, by its key in `data/dossier.toml`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<String>,
    },
    /// One value or declared status: the number of its fact.
    Value(FactSeq),
    /// A task of a roadmap.
    Task {
        /// The roadmap of the unit.
        roadmap: RoadmapKey,
        /// The task.
        task: TaskId,
    },
    /// A site visit: the number of its fact.
    Visit(FactSeq),
}
