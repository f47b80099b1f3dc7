//! A data set of national size, the same for the same number of communes and seed: every indicator of the advanced set of 2021-2025
//! for up to 10,035 communes, as of 31 May 2024.

use crate::commands::without_password;
use crate::failure::{Failure, problem};
use anyhow::{Context, Result};
use std::sync::Arc;
use vedich_board::Reference;
use vedich_criteria::{Layout, Measure, Slot};
use vedich_facts::{Body, Fact, Observed, Target, UnitLevel, Value};
use vedich_journal::{Appended, Journal, NewEntry};
use vedich_values::{Date, Decimal, Timestamp, UnitId};

/// The set the values are for: the largest shipped, 75 indicators.
pub(crate) const SET: &str = "vn.commune.2021-2025.advanced";

/// The date of the values.
pub(crate) fn as_of() -> Date {
    Date::from_ymd_opt(2024, 5, 31).unwrap_or_default()
}

/// The generator of the peers' scripts, so that anybody can make the same numbers.
struct Lcg(u64);

impl Lcg {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// What a value can be, by indicator.
struct Column {
    target: Target,
    measure: Measure,
    scale: Vec<String>,
}

impl Column {
    fn value(&self, random: &mut Lcg) -> Value {
        let mut number =
            |low: u64, span: u64, scale| Value::Number(Decimal::new(i64::try_from(low + random.below(span)).unwrap_or(0), scale));
        match self.measure {
            Measure::YesNo => Value::YesNo(random.below(10) > 0),
            Measure::Percent => number(700, 301, 1),
            Measure::Level if !self.scale.is_empty() => {
                let grade = usize::try_from(random.below(self.scale.len() as u64)).unwrap_or(0);
                Value::Level(self.scale[grade].as_str().into())
            }
            Measure::Date => Value::Date(as_of()),
            _ => number(0, 90, 0),
        }
    }
}

/// The communes of the data set, in the order of their ids.
pub(crate) fn communes(reference: &Reference, most: usize) -> Vec<UnitId> {
    let mut communes: Vec<UnitId> = reference.registry.units(UnitLevel::Commune, as_of()).collect();
    communes.sort_unstable();
    communes.truncate(most);
    communes
}

/// The facts of the data set.
///
/// # Errors
/// When the set is not shipped any more.
pub(crate) fn facts(reference: &Reference, most: usize, seed: u64) -> Result<Vec<Fact>> {
    let whole = |slot: &Slot| slot.indicator.is_some() && slot.part.is_none();
    of_slots(reference, SET, &communes(reference, most), as_of(), seed, whole)
}

/// A value of every indicator and part of a set for each of some units.
///
/// # Errors
/// When the set is not shipped any more.
pub(crate) fn facts_of(reference: &Reference, set: &str, units: &[UnitId], as_of: Date, seed: u64) -> Result<Vec<Fact>> {
    of_slots(reference, set, units, as_of, seed, |slot| slot.indicator.is_some())
}

fn of_slots(
    reference: &Reference,
    set: &str,
    units: &[UnitId],
    as_of: Date,
    seed: u64,
    wanted: impl Fn(&Slot) -> bool,
) -> Result<Vec<Fact>> {
    let layout = Layout::of(reference.catalogue.get(set).with_context(|| format!("{set} is not shipped"))?);
    let target = |slot: &Slot| Target { set: set.into(), code: slot.code.clone(), part: slot.part.clone() };
    let columns: Vec<Column> = layout
        .slots()
        .iter()
        .filter(|slot| wanted(slot))
        .map(|slot| Column { target: target(slot), measure: slot.measures[0], scale: slot.scale.clone() })
        .collect();
    let mut random = Lcg(seed);
    let source: Arc<str> = Arc::from("vedich bench data");
    let mut facts = Vec::with_capacity(units.len() * columns.len());
    for unit in units {
        for column in &columns {
            let body = Body::Observation { target: column.target.clone(), observed: Observed::Value(column.value(&mut random)) };
            let mut fact = Fact::new(*unit, as_of, body);
            fact.source = Some(Arc::clone(&source));
            facts.push(fact);
        }
    }
    Ok(facts)
}

/// Writes the data set into an empty database as one entry.
///
/// # Errors
/// When the database is not empty or does not answer.
pub(crate) async fn fill(url: &str, facts: Vec<Fact>, at: Timestamp) -> Result<Appended> {
    let journal = Journal::open(url).await?;
    if journal.head().await?.entry.get() > 0 {
        return Err(Failure::refused(vec![problem("command.test-data").with("url", without_password(url))]).into());
    }
    let appended = journal.append(&NewEntry::new("bench-data", "vedich bench", "cli", at, facts)).await?;
    journal.close().await;
    Ok(appended)
}
