//! An app on a database, with a clock that stands still.

use std::sync::{Arc, LazyLock};
use vedich_app::commands::{By, Observation, RecordObservations};
use vedich_app::{App, AppError, FixedClock};
use vedich_board::{Board, Reference};
use vedich_facts::{Observed, Target, Value};
use vedich_journal::testing::Database;
use vedich_reference::Shipped;
use vedich_values::{Date, Decimal, Timestamp, UnitId};

static REFERENCE: LazyLock<Reference> = LazyLock::new(|| vedich_app::reference(Shipped::load().unwrap()));

pub(crate) fn reference() -> Reference {
    REFERENCE.clone()
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn clock() -> Arc<FixedClock> {
    Arc::new(FixedClock::at(at("2024-06-30T03:00:00Z")))
}

pub(crate) async fn open(database: &Database, clock: &Arc<FixedClock>) -> App {
    let clock: Arc<FixedClock> = Arc::clone(clock);
    App::open(&database.url, reference(), clock).await.unwrap()
}

/// The commune the demo's case E is about.
pub(crate) fn unit(name: &str, on: &str) -> UnitId {
    reference().registry.find(name, Some(date(on)), 1)[0].unit
}

pub(crate) fn by() -> By {
    By::operator("cán bộ xã", "test")
}

/// A value of an indicator of the set in force in mid 2024 for a commune.
pub(crate) fn value(unit: UnitId, code: &str, number: i64, as_of: &str) -> Observation {
    Observation {
        unit,
        as_of: date(as_of),
        target: Target::indicator("vn.commune.2021-2025.standard", code),
        observed: Observed::Value(Value::Number(Decimal::from(number))),
        source: Some("Báo cáo UBND xã".to_owned()),
        note: None,
        correcting: None,
    }
}

pub(crate) fn values(values: Vec<Observation>) -> RecordObservations {
    RecordObservations { values }
}

pub(crate) fn codes<T: std::fmt::Debug>(outcome: Result<T, AppError>) -> Vec<&'static str> {
    match outcome {
        Err(AppError::Refused(problems)) => problems.iter().map(|problem| problem.code).collect(),
        other => panic!("{other:?}"),
    }
}

/// Everything a board says of a unit under the set in force, in a form that can be compared.
pub(crate) fn said(board: &Board, unit: UnitId) -> String {
    let place = board.place(unit, None);
    place.map_or_else(String::new, |place| {
        format!("{:?}", (place.assessment.marks.criterion_counts, place.assessment.marks.indicator_counts))
    })
}
