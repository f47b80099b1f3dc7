//! Imports a large file of observations into a fresh SQLite journal: `import_speed [ROWS]`, prints milliseconds and rows per second.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;
use vedich_app::import::{Given, Subject};
use vedich_app::{App, FixedClock, reference};
use vedich_reference::Shipped;
use vedich_units::{Registry, UnitLevel};
use vedich_values::Date;

#[expect(clippy::print_stdout, reason = "a program for people at a terminal")]
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rows: usize = std::env::args().nth(1).map_or(Ok(300_000), |a| a.parse())?;
    let shipped = Shipped::load().map_err(|problems| format!("{problems:?}"))?;
    let date = Date::from_ymd_opt(2023, 12, 31).ok_or("no date")?;
    let file = file(&shipped.registry, date, rows);
    let reference = reference(shipped);
    println!("file of {rows} rows, {} MB", file.len() >> 20);
    let path = std::env::temp_dir().join(format!("import_speed-{}.db", std::process::id()));
    let noon = date.and_hms_opt(5, 0, 0).ok_or("no time")?.and_utc();
    let app = App::open_without_board(&format!("sqlite:{}", path.display()), reference, Arc::new(FixedClock::at(noon))).await?;
    let total = Instant::now();
    for round in ["first", "again"] {
        let started = Instant::now();
        let sheets = vedich_documents::read_table(file.as_bytes(), "x.csv").map_err(|problems| format!("{problems:?}"))?;
        println!("{round}: read alone {} ms ({} rows)", started.elapsed().as_millis(), sheets.sheets[0].len());
        drop(sheets);
        let given = Given {
            file: "x.csv".into(),
            bytes: file.clone().into_bytes(),
            hand: vedich_app::Hand::operator("bench", "bench"),
            mapping: Vec::new(),
        };
        let started = Instant::now();
        let plan = app.plan_import(Subject::Observations, given).await?;
        let planned = started.elapsed();
        println!(
            "{round}: planned {} ms: {} new, {} unchanged, {} problems",
            planned.as_millis(),
            plan.outcome.new,
            plan.outcome.unchanged,
            plan.outcome.problems.len()
        );
        if let Some(problem) = plan.outcome.problems.first() {
            println!("  {problem:?}");
        }
        let outcome = app.carry_out(plan).await?;
        let all = started.elapsed();
        println!(
            "{round}: carried out {} ms, {} facts, {} rows/s",
            all.as_millis(),
            outcome.facts,
            rows as u128 * 1000 / all.as_millis().max(1)
        );
    }
    println!("total {} ms", total.elapsed().as_millis());
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
    }
    Ok(())
}

/// Rows for one commune after the other, every percent indicator of the national set.
fn file(registry: &Registry, date: Date, rows: usize) -> String {
    let mut text = String::from("unit_code,unit_name,as_of,set,indicator,value,status,source,note\n");
    let mut made = 0;
    let communes: Vec<_> = registry.units(UnitLevel::Commune, date).filter_map(|unit| registry.at(unit, date)).collect();
    for month in 1..=12 {
        for unit in &communes {
            for (number, code) in
                ["2.1", "2.2", "3.1", "4.2", "5", "6.3", "9.2", "11", "12.1", "12.2", "15.1", "15.2", "17.1", "17.2", "17.3", "18.4"]
                    .iter()
                    .enumerate()
            {
                if made == rows {
                    return text;
                }
                made += 1;
                let value = (made * 7919 + number * 31) % 1000;
                let _ = writeln!(
                    text,
                    "{},{},2023-{month:02}-28,vn.commune.2021-2025.standard,{code},\"{},{}\",,Báo cáo UBND xã,",
                    unit.code.unwrap_or_default(),
                    unit.name,
                    value / 10,
                    value % 10
                );
            }
        }
    }
    text
}
