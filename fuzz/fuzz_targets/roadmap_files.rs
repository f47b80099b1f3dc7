//! Any text as a roadmap, a budget or a network file: an answer or a refusal, never a panic. `cargo +nightly fuzz run roadmap_files`
#![no_main]

use std::sync::LazyLock;
use std::time::Duration;
use vedich_reference::working_days;
use vedich_roadmap::calendar::holidays::Holiday;
use vedich_roadmap::json::{ForecastQuestion, allocation, bench_cpm, forecast, schedule};

static HOLIDAYS: LazyLock<Vec<Holiday>> = LazyLock::new(working_days);

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = schedule(text, &HOLIDAYS);
    let question = ForecastQuestion { runs: 20, seed: 1, target: None, threads: 1 };
    let _ = forecast(text, &HOLIDAYS, &question);
    // No clock here: the limit is reached at the first look at it.
    let _ = allocation(text, Duration::ZERO, || Duration::from_secs(1));
    let _ = bench_cpm(text.as_bytes(), || Duration::ZERO);
});
