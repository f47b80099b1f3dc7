//! Refusals of plans and files as coded problems, for people: the wording is in `vedich-wording`.

mod capital;

pub use capital::{Names, capital};

use crate::allocate::AllocationError;
use crate::json::InputError;
use crate::network::{FileError, NetworkError};
use crate::plan::PlanError;
use vedich_values::{Diagnostic, Place};

/// Every code this crate's problems can have.
pub const CODES: &[&str] = &[
    "roadmap.bad-shape",
    "roadmap.unknown-key",
    "roadmap.bad-link",
    "roadmap.bad-lag",
    "roadmap.no-predecessor",
    "roadmap.two-starts",
    "roadmap.two-durations",
    "roadmap.bad-date",
    "roadmap.bad-calendar",
    "roadmap.extra-key",
    "roadmap.missing-key",
    "roadmap.not-object",
    "roadmap.not-list",
    "roadmap.not-text",
    "roadmap.not-id",
    "roadmap.bad-days",
    "roadmap.bad-distribution",
    "roadmap.bad-chance",
    "roadmap.bad-impact",
    "roadmap.unknown-risk",
    "roadmap.fixed-day-off",
    "roadmap.duplicate-task",
    "roadmap.unknown-predecessor",
    "roadmap.bad-parent",
    "roadmap.cycle",
    "roadmap.summary-link",
    "roadmap.bad-estimate",
    "roadmap.too-long",
    "roadmap.bad-heading",
    "roadmap.bad-line",
    "roadmap.bad-years",
    "roadmap.bad-amount",
    "roadmap.must-district",
    "roadmap.must",
    "roadmap.bad-sources",
    "roadmap.bad-number",
    "roadmap.unknown-source",
    "roadmap.unknown-area",
    "roadmap.unknown-year",
    "roadmap.duplicate-id",
    "roadmap.no-source",
    "roadmap.contradiction",
    "roadmap.too-slow",
    "roadmap.must-money",
    "roadmap.must-cap",
    "roadmap.floor-communes",
    "roadmap.floor-money",
    "roadmap.floor-cap",
    "roadmap.floors",
    "roadmap.floors-unproven",
    "roadmap.not-open",
    "roadmap.already-open",
    "roadmap.no-title",
    "roadmap.bad-start",
    "roadmap.target-before-start",
    "roadmap.unknown-tier",
    "roadmap.bad-id",
    "roadmap.no-task-title",
    "roadmap.task-too-long",
    "roadmap.too-many",
    "roadmap.negative-money",
    "roadmap.spent-by-source",
    "roadmap.bad-quantity",
    "roadmap.unknown-task",
    "roadmap.future-count",
    "roadmap.no-monday",
    "roadmap.finished-before-started",
    "roadmap.bad-percent",
    "roadmap.bad-done",
    "roadmap.no-quantity",
    "roadmap.no-baseline-name",
    "roadmap.baseline-taken",
    "roadmap.closed-uncounted",
    "roadmap.week-closed",
    "roadmap.count-fell",
    "roadmap.no-person",
    "roadmap.not-over-by",
    "roadmap.not-fixed",
    "roadmap.template-key-twice",
    "roadmap.template-name-twice",
    "roadmap.template-missing",
    "roadmap.template-days",
    "roadmap.template-link",
    "roadmap.template-task-twice",
    "calendar.bad-row",
    "calendar.bad-date",
    "calendar.bad-kind",
];

impl InputError {
    /// Everything the input is refused for, as coded problems with their places.
    #[must_use]
    pub fn problems(&self, file: &str) -> Vec<Diagnostic> {
        match self {
            Self::Refused(problems) => problems.iter().map(|problem| problem.clone().in_file(file)).collect(),
            other => vec![other.problem(file)],
        }
    }

    /// The first of them.
    #[must_use]
    pub fn problem(&self, file: &str) -> Diagnostic {
        let place = || Place { file: Some(file.to_owned()), ..Place::default() };
        let at = |line: usize| Place { line: u32::try_from(line).ok(), ..place() };
        match self {
            Self::Shape(error) => {
                Diagnostic::error("roadmap.bad-shape", Place { column: u32::try_from(error.column()).ok(), ..at(error.line()) })
                    .with("reason", error)
            }
            Self::Calendar(found) => Diagnostic::error("roadmap.bad-calendar", place()).with("found", found),
            Self::Plan(error) => plan_problem(error, place()),
            Self::File(error) => match error {
                FileError::Heading => Diagnostic::error("roadmap.bad-heading", at(1)),
                FileError::Line { line, shape } => Diagnostic::error("roadmap.bad-line", at(*line)).with("shape", shape),
                FileError::Twice { line, id } => Diagnostic::error("roadmap.duplicate-task", at(*line)).with("task", id),
                FileError::Unknown { line, task, id } => {
                    Diagnostic::error("roadmap.unknown-predecessor", at(*line)).with("task", task).with("predecessor", id)
                }
                FileError::Network(NetworkError::Cycle(ring)) => Diagnostic::error("roadmap.cycle", place()).with("chain", chain(ring)),
                FileError::Network(NetworkError::NoSuchTask(_) | NetworkError::TooLong) => Diagnostic::error("roadmap.too-long", place()),
            },
            Self::Located(problem) => (**problem).clone().in_file(file),
            Self::Refused(problems) => problems.first().cloned().unwrap_or_else(|| Diagnostic::error("roadmap.bad-shape", place())),
            Self::Allocation(error) => match error {
                AllocationError::Years(years) => Diagnostic::error("roadmap.bad-years", place()).with("found", years),
                AllocationError::Amount => Diagnostic::error("roadmap.bad-amount", place()),
                AllocationError::MustDistrict(district) => Diagnostic::error("roadmap.must-district", place()).with("district", district),
                AllocationError::Must => Diagnostic::error("roadmap.must", place()),
            },
        }
    }
}

impl PlanError {
    /// The refusal as a coded problem; the task's id is nowhere, its name is in the parameters.
    #[must_use]
    pub fn problem(&self) -> Diagnostic {
        plan_problem(self, Place::default())
    }
}

/// A plan that cannot be timed, for people.
pub(crate) fn plan_problem(error: &PlanError, place: Place) -> Diagnostic {
    let problem = Diagnostic::error(error.code(), place);
    match error {
        PlanError::DuplicateTask(task) | PlanError::BadEstimate(task) => problem.with("task", task),
        PlanError::UnknownPredecessor { task, predecessor } => problem.with("task", task).with("predecessor", predecessor),
        PlanError::BadParent { task, parent } => problem.with("task", task).with("parent", parent),
        PlanError::Cycle(names) => problem.with("chain", chain(names)),
        PlanError::SummaryLink { summary, .. } => problem.with("task", summary),
        PlanError::TooLong => problem,
    }
}

/// The ring as people follow it, the first task again at the end.
fn chain(tasks: &[impl ToString]) -> String {
    tasks.iter().chain(tasks.first()).map(ToString::to_string).collect::<Vec<_>>().join(" → ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_ring_is_told_as_a_chain_of_names() {
        let text = r#"{"start":"2020-01-01","tasks":[{"id":"a","name":"Khảo sát","predecessors":["b"]},{"id":"b","name":"Thiết kế","predecessors":["a"]}]}"#;
        let problem = crate::json::schedule(text, &[]).unwrap_err().problems("a.json").remove(0);
        assert_eq!((problem.code, problem.param("chain")), ("roadmap.cycle", Some("Khảo sát → Thiết kế → Khảo sát")));
        assert!(super::CODES.contains(&problem.code));
    }
}
