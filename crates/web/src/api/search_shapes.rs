//! What a search answers.

use crate::pages::search::{Group, OtherHit};
use crate::present::{Scene, search};
use serde::Serialize;
use utoipa::ToSchema;
use vedich_values::Date;

/// What was found, kind by kind: places first, then what is open to everybody, then what is for people who work here.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SearchAnswer {
    /// The date it holds for.
    pub as_of: Date,
    /// What was asked.
    pub query: String,
    /// The kinds something was found of.
    pub groups: Vec<SearchGroupShape>,
}

/// What was found of one kind.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SearchGroupShape {
    /// units, criteria (sets), indicators (criteria and indicators of sets), procedures, glossary, tasks, meetings, conclusions, proposals, papers or arrivals.
    pub kind: &'static str,
    /// How many were found.
    pub total: usize,
    /// Whether there may be more than that: add a word.
    pub more: bool,
    /// A page of them: what has the very phrase first, then the latest.
    pub hits: Vec<SearchHitShape>,
    /// `after` of the next page, when one kind was asked for; none: these were the last.
    pub next: Option<String>,
}

/// Something found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SearchHitShape {
    /// Its identity: of an indicator that of its set, `/`, and its code; of a conclusion that of the meeting, `/`, and its own.
    pub id: String,
    /// Its name, content or title; long ones are cut.
    pub text: String,
    /// What it is known by besides: who leads it, number, day.
    pub note: String,
    /// Its page.
    pub address: String,
}

impl From<OtherHit> for SearchHitShape {
    fn from(hit: OtherHit) -> Self {
        Self { id: hit.id, text: hit.what.text, note: hit.note, address: hit.what.href }
    }
}

impl From<Group> for SearchGroupShape {
    fn from(group: Group) -> Self {
        let next = Some(group.after).filter(|after| !after.is_empty());
        Self { kind: group.kind, total: group.total, more: group.more, hits: group.hits.into_iter().map(Into::into).collect(), next }
    }
}

/// Units by name.
#[must_use]
pub fn unit_group(s: Scene<'_>, query: &str) -> SearchGroupShape {
    let hits: Vec<SearchHitShape> = search::units_called(s, query).into_iter().map(Into::into).collect();
    SearchGroupShape { kind: "units", total: hits.len(), more: false, hits, next: None }
}
