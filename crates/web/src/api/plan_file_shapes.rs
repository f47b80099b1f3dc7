//! Wire shapes of what a file would change in roadmaps. Keys are only ever added.

use super::shapes::UnitRef;
use serde::Serialize;
use utoipa::ToSchema;

/// What a file would change, or has changed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanFileAnswer {
    /// The entry of the journal; none: nothing was written.
    pub entry: Option<u64>,
    /// Whether an error keeps it from being written.
    pub refused: bool,
    /// Whether nothing would change.
    pub unchanged: bool,
    /// Roadmap by roadmap.
    pub roadmaps: Vec<PlanFileRoadmap>,
    /// What is wrong or worth a look.
    pub problems: Vec<PlanFileProblem>,
}

/// What would change of one roadmap.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanFileRoadmap {
    /// Whose.
    pub unit: UnitRef,
    /// Which of theirs.
    pub roadmap: String,
    /// In a few words.
    pub summary: String,
    /// One by one.
    pub changes: Vec<PlanFileChange>,
}

/// One change.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanFileChange {
    /// Id of the task; empty for the roadmap as a whole.
    pub task: String,
    /// What people call it.
    pub title: String,
    /// Field, in words.
    pub what: String,
    /// What stood there.
    pub before: String,
    /// What will stand there.
    pub after: String,
}

/// A problem with its place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanFileProblem {
    /// Stable code.
    pub code: &'static str,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// Sheet, when it has one.
    pub sheet: Option<String>,
    /// Cell such as `G12`, or where in the file.
    pub cell: Option<String>,
    /// Row or line.
    pub line: Option<u32>,
    /// What is wrong and what to do.
    pub message: String,
}
