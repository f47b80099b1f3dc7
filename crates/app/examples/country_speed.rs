//! The country's scale on this machine: `cargo run --release -p vedich-app --example country_speed -- URL [COMMUNES]`, on an empty database.
//! Imports values for every indicator of that many communes, starts anew, and times what people wait for.

use std::sync::Arc;
use std::time::Instant;
use vedich_app::commands::{By, Observation, RecordObservations};
use vedich_app::{App, FixedClock, NewEntry};
use vedich_criteria::{Layout, Measure};
use vedich_facts::{Body, Fact, Observed, Target, UnitLevel, Value};
use vedich_reference::Shipped;
use vedich_units::COUNTRY;
use vedich_values::{Date, Decimal, UnitId};

/// Facts per import.
const AT_ONCE: usize = 100_000;

fn resident_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn seen(measure: Measure, scale: &[String], seed: u32) -> Observed {
    Observed::Value(match measure {
        Measure::YesNo => Value::YesNo(!seed.is_multiple_of(5)),
        Measure::Level => Value::Level(scale[seed as usize % scale.len()].as_str().into()),
        Measure::Date => Value::Date(Date::default()),
        Measure::Count | Measure::ChildCount => Value::Number(Decimal::from(seed % 100)),
        _ => Value::Number(Decimal::new(i64::from(seed % 1_000), 1)),
    })
}

#[expect(clippy::print_stdout, reason = "an example that prints its measurements")]
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().ok_or("usage: national URL [COMMUNES]")?;
    let communes: usize = arguments.next().map_or(Ok(10_035), |count| count.parse())?;
    let start = Instant::now();
    let shipped = Shipped::load().map_err(|problems| format!("{problems:?}"))?;
    let reference = vedich_app::reference(shipped);
    println!("reference data: {:?}, {} MB", start.elapsed(), resident_megabytes());
    let clock = Arc::new(FixedClock::at("2024-06-30T03:00:00Z".parse()?));

    let app = App::open_without_board(&url, reference.clone(), clock.clone()).await?;
    let set = Arc::clone(reference.catalogue.get("vn.commune.2021-2025.standard").ok_or("no set")?);
    let layout = Layout::of(&set);
    let date: Date = "2024-06-30".parse()?;
    let units: Vec<UnitId> = reference.registry.units(UnitLevel::Commune, date).take(communes).collect();
    let source: Arc<str> = Arc::from("Báo cáo quý II");
    let mut facts = Vec::new();
    for unit in &units {
        // Levels graded by number have no scale to choose from.
        for slot in layout.slots().iter().filter(|slot| slot.measures[0] != Measure::Level || !slot.scale.is_empty()) {
            let target = Target { set: set.id.clone(), code: slot.code.clone(), part: slot.part.clone() };
            let observed = seen(slot.measures[0], &slot.scale, unit.get().wrapping_mul(31).wrapping_add(facts.len() as u32));
            let mut fact = Fact::new(*unit, date, Body::Observation { target, observed });
            fact.source = Some(Arc::clone(&source));
            facts.push(fact);
        }
    }
    println!("{} units, {} values", units.len(), facts.len());
    for facts in facts.chunks(AT_ONCE) {
        let entry = NewEntry::new("import-observations", By::operator("bench", "bench"), app.clock().now(), facts.to_vec());
        let start = Instant::now();
        app.commit(entry).await?;
        println!("commit of {} facts: {:?}", facts.len(), start.elapsed());
    }
    drop(facts);
    drop(app);

    let before = resident_megabytes();
    let start = Instant::now();
    let app = App::open(&url, reference, clock).await?;
    println!("open with board: {:?}, from {before} to {} MB", start.elapsed(), resident_megabytes());
    let totals = app.live().totals(COUNTRY, UnitLevel::Commune, &set.id);
    println!("totals: {} units, {} with data", totals.units, totals.with_data);

    let mut single = Vec::new();
    for i in 0..100_u32 {
        let value = Observation {
            unit: units[i as usize % units.len()],
            as_of: date,
            target: Target::indicator(set.id.as_str(), "4.2"),
            observed: Observed::Value(Value::Number(Decimal::from(i))),
            source: None,
            note: None,
            correcting: None,
        };
        let start = Instant::now();
        app.record_observations(By::operator("bench", "bench"), RecordObservations { values: vec![value] }).await?;
        single.push(start.elapsed());
    }
    single.sort();
    println!("one fact committed and shown: median {:?}, p95 {:?}, worst {:?}", single[50], single[95], single[99]);
    for text in ["2024-05-31", "2024-01-01", "2024-07-15"] {
        let start = Instant::now();
        app.picture(text.parse()?, None).await?;
        println!("picture of {text}: {:?}, {} MB", start.elapsed(), resident_megabytes());
    }
    Ok(())
}
