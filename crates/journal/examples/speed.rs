//! How fast is the journal here? `cargo run --release -p vedich-journal --example speed -- URL [FACTS]`, on an empty database.

use std::time::{Duration, Instant};
use vedich_facts::{Body, Fact, Observed, Target, Value};
use vedich_journal::{Journal, NewEntry, Select, Verdict};
use vedich_values::{Date, Decimal, FactSeq, Timestamp, UnitId};

fn facts(first: u32, count: u32) -> Vec<Fact> {
    let targets: Vec<Target> =
        (0..75).map(|i| Target::indicator("vn.commune.2021-2025.standard", &format!("{}.{}", i / 4 + 1, i % 4 + 1))).collect();
    let source = std::sync::Arc::from("Báo cáo quý II của UBND xã");
    let date = Date::from_ymd_opt(2024, 6, 30).unwrap_or_default();
    (first..first + count)
        .map(|i| {
            let observed = Observed::Value(Value::Number(Decimal::new(i64::from(i) * 7919 % 1000, 1)));
            let mut fact =
                Fact::new(UnitId(1_400_000 + i / 75), date, Body::Observation { target: targets[i as usize % 75].clone(), observed });
            fact.source = Some(std::sync::Arc::clone(&source));
            fact
        })
        .collect()
}

fn per_second(count: u64, took: Duration) -> u128 {
    u128::from(count) * 1_000_000 / took.as_micros().max(1)
}

#[expect(clippy::print_stdout, reason = "an example that prints its measurements")]
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().ok_or("usage: speed URL [FACTS]")?;
    let total: u32 = arguments.next().map_or(Ok(750_000), |count| count.parse())?;
    let journal = Journal::open(&url).await?;
    let entry = |facts| NewEntry::new("bench", "bench", "bench", Timestamp::UNIX_EPOCH, facts);

    for first in (0..total).step_by(100_000) {
        let new = entry(facts(first, 100_000.min(total - first)));
        let start = Instant::now();
        journal.append(&new).await?;
        println!("append {} facts: {:?} ({}/s)", new.facts.len(), start.elapsed(), per_second(new.facts.len() as u64, start.elapsed()));
    }
    for _ in 0..3 {
        let start = Instant::now();
        let mut count = 0_u64;
        journal.for_each(&Select::default(), |_| count += 1).await?;
        println!("read all {count}: {:?} ({}/s)", start.elapsed(), per_second(count, start.elapsed()));
    }
    let mut single = Vec::new();
    for i in 0..200 {
        let new = entry(facts(i, 1));
        let start = Instant::now();
        journal.append(&new).await?;
        single.push(start.elapsed());
    }
    single.sort();
    println!("append one durably: median {:?}, p95 {:?}, worst {:?}", single[100], single[190], single[199]);

    let page = Select { limit: Some(50), ..Select::default() };
    let unit = Select { unit: Some(UnitId(1_400_500)), ..page };
    for (name, select) in [
        ("first page", page),
        ("last page", Select { after: Some(FactSeq(u64::from(total) - 10)), ..page }),
        ("newest page", Select { newest_first: true, ..page }),
        ("page of a unit", unit),
        ("newest page of a unit", Select { newest_first: true, ..unit }),
    ] {
        let start = Instant::now();
        let count = journal.read(&select).await?.len();
        println!("{name} ({count}): {:?}", start.elapsed());
    }
    let start = Instant::now();
    journal.entries(None, 50).await?;
    println!("entries page: {:?}", start.elapsed());
    let start = Instant::now();
    let sound = matches!(journal.verify(None, |_| ()).await?, Verdict::Sound { .. });
    println!("verify ({sound}): {:?}", start.elapsed());
    let copy = std::env::temp_dir().join(format!("vedich-speed-{}.vedich", std::process::id()));
    let start = Instant::now();
    journal.backup(&copy).await?;
    println!("backup of {} bytes: {:?}", std::fs::metadata(&copy)?.len(), start.elapsed());
    std::fs::remove_file(&copy)?;
    Ok(())
}
