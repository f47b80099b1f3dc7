//! What the API says of evidence and of site visits. Keys are only ever added.

use super::fieldwork_shapes::{DoerShape, Doers};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vedich_app::evidence::Attached;
use vedich_facts::{EvidenceOf, Exhibit, StoredFile};
use vedich_values::{Date, Timestamp};

/// A piece of evidence of a unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceShape {
    /// Its identity: the number of the fact that attached it.
    pub evidence: u64,
    /// Our id of the unit.
    pub unit: u32,
    /// What it shows: `unit`, `dossier:KEY`, `criterion:5`, `indicator:5.1`, `indicator:5.1:KEY`, `value:FACT`, `task:ROADMAP:TASK`,
    /// `visit:FACT`.
    pub about: String,
    /// The criteria set the criterion or indicator is of.
    pub set: Option<String>,
    /// What it is called.
    pub title: String,
    /// Where it is, when it is kept elsewhere.
    pub link: Option<String>,
    /// The file, when it is one.
    pub file: Option<FileShape>,
    /// The day it holds for.
    pub on: Date,
    /// A remark.
    pub note: Option<String>,
    /// Who attached it.
    pub by: Option<DoerShape>,
    /// When it was attached.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Timestamp,
    /// When and why it was withdrawn; it stays in the record.
    pub withdrawn: Option<WithdrawnShape>,
}

/// A file that is kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileShape {
    /// The name it came with.
    pub name: String,
    /// Its media type, told by its content.
    pub media: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of what is kept.
    pub sha256: String,
    /// Where it can be fetched by whoever may see it.
    pub content: String,
}

/// That evidence no longer counts.
#[derive(Debug, Serialize, ToSchema)]
pub struct WithdrawnShape {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Why.
    pub why: Option<String>,
    /// Who withdrew it.
    pub by: Option<DoerShape>,
}

impl EvidenceShape {
    /// A piece of evidence; none for a fact that is no such thing.
    #[must_use]
    pub fn of(one: &Attached, doers: &Doers) -> Option<Self> {
        let (what, about, title) = one.parts()?;
        let fact = &one.recorded.fact;
        let address = format!("/api/v1/evidence/{}/{}/content", fact.unit, one.seq());
        let (link, file) = match what {
            Exhibit::Link(link) => (Some(link.clone()), None),
            Exhibit::File(file) => (None, Some(FileShape::of(file, address))),
        };
        let set = match about {
            EvidenceOf::Criterion { set, .. } | EvidenceOf::Indicator { set, .. } => Some(set.to_string()),
            _ => None,
        };
        Some(Self {
            evidence: one.seq().get(),
            unit: fact.unit.get(),
            about: crate::present::evidence::write_about(about),
            set,
            title: title.to_owned(),
            link,
            file,
            on: fact.as_of,
            note: fact.note.as_deref().map(str::to_owned),
            by: doers.by(&one.recorded),
            recorded_at: one.recorded.recorded_at,
            withdrawn: one.withdrawn.as_ref().map(|gone| WithdrawnShape {
                at: gone.recorded_at,
                why: gone.fact.note.as_deref().map(str::to_owned),
                by: doers.by(gone),
            }),
        })
    }
}

impl FileShape {
    /// A stored file, and where it is fetched.
    #[must_use]
    pub fn of(file: &StoredFile, content: String) -> Self {
        Self { name: file.name.clone(), media: file.media.clone(), bytes: file.bytes, sha256: file.hash.clone(), content }
    }
}

/// A file as evidence: the file is the body.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EvidenceFileQuery {
    /// Its name: `bien-ban.pdf`.
    pub name: String,
    /// What it shows, as in the list; without it the unit as a whole. Criteria and indicators are of the set in force.
    pub about: Option<String>,
    /// What it is called; without it, its name.
    pub title: Option<String>,
    /// The day it holds for; without it, today.
    pub on: Option<Date>,
    /// A remark.
    pub note: Option<String>,
    /// Whether a photo keeps where and by whom it was taken.
    #[serde(default)]
    pub keep_metadata: bool,
}

/// Of which day a checklist is.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ChecklistQuery {
    /// The day (YYYY-MM-DD), not a later one than today; absent: today.
    pub as_of: Option<Date>,
}

/// An address elsewhere as evidence.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceLinkRequest {
    /// The address: `https://…`.
    pub link: String,
    /// What it shows, as in the list; without it the unit as a whole. Criteria and indicators are of the set in force.
    pub about: Option<String>,
    /// What it is called; without it, the address.
    pub title: Option<String>,
    /// The day it holds for; without it, today.
    pub on: Option<Date>,
    /// A remark.
    pub note: Option<String>,
}

/// Why something is done.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonRequest {
    /// Why, for the record.
    pub why: Option<String>,
}

/// What was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct WrittenAnswer {
    /// The entry of the record.
    pub entry: u64,
    /// The numbers of what it states: identities of evidence, visits, duties, posts.
    pub facts: Vec<u64>,
    /// The same command was there before; nothing was changed.
    pub already: bool,
}

impl From<vedich_app::Committed> for WrittenAnswer {
    fn from(committed: vedich_app::Committed) -> Self {
        let facts = (committed.facts.start.get()..committed.facts.end.get()).collect();
        Self { entry: committed.entry.get(), facts, already: committed.already }
    }
}

/// Evidence that was attached.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceWrittenAnswer {
    /// What was written.
    #[serde(flatten)]
    pub written: WrittenAnswer,
    /// What is to know about it: files that were there before, and what else shows the same file. Nothing is refused by these.
    pub warnings: Vec<crate::present::evidence::Remark>,
}
