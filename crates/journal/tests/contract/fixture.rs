//! Facts to put into the database of a test.

use vedich_facts::{Body, Fact, Observed, Target, Value};
pub(crate) use vedich_journal::testing::{Database, variable};
use vedich_journal::{Appended, Journal, NewEntry};
use vedich_values::{Date, Decimal, Timestamp, UnitId};

pub(crate) fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).unwrap()
}

/// So many seconds after the start of all tests.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_timestamp(1_700_000_000 + seconds, 0).unwrap()
}

pub(crate) fn observation(unit: u32, code: &str, value: i64) -> Fact {
    let target = Target::indicator("vn.commune.2021-2025.standard", code);
    let observed = Observed::Value(Value::Number(Decimal::new(value, 1)));
    Fact::new(UnitId(unit), day(2024, 6, 30), Body::Observation { target, observed }).from_source("Báo cáo UBND xã")
}

/// `count` values over as many units as needed, 75 each.
pub(crate) fn observations(count: u32) -> Vec<Fact> {
    (0..count).map(|i| observation(1_000_000 + i / 75, &format!("{}.{}", i % 75 / 4 + 1, i % 4 + 1), i64::from(i % 1000))).collect()
}

pub(crate) fn entry(seconds: i64, facts: Vec<Fact>) -> NewEntry {
    NewEntry::new("record-observations", "cán bộ xã", "test", at(seconds), facts)
}

pub(crate) async fn add(journal: &Journal, seconds: i64, facts: Vec<Fact>) -> Appended {
    journal.append(&entry(seconds, facts)).await.unwrap()
}
