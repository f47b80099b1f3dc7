//! How long the country takes: 10,035 communes measured against the 75 indicators of the advanced set, on one core.
//! `cargo run --release -p vedich-criteria --example assess_speed`
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measurement for developers")]

use std::sync::Arc;
use std::time::Instant;
use vedich_criteria::{Bands, Catalogue, Cell, Declared, Layout, Marks, UnitContext, Yardstick};
use vedich_values::{Date, ZoneId};

const COMMUNES: usize = 10_035;

fn main() {
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let name = "vn.commune.2021-2025.advanced.toml";
    let text = std::fs::read_to_string(data.join("criteria/sets").join(name)).unwrap();
    let base = std::fs::read_to_string(data.join("criteria/sets/vn.commune.2021-2025.standard.toml")).unwrap();
    let files = [(name.to_owned(), text.as_str()), ("vn.commune.2021-2025.standard.toml".to_owned(), base.as_str())];
    let started = Instant::now();
    let catalogue = Catalogue::build(&files).unwrap();
    println!("two sets read and checked: {:?}", started.elapsed());
    let bands = Bands::parse("bands.toml", &std::fs::read_to_string(data.join("bands.toml")).unwrap()).unwrap();
    let set = catalogue.get("vn.commune.2021-2025.advanced").unwrap();
    let layout = Arc::new(Layout::of(set));
    let date = Date::from_ymd_opt(2023, 6, 30).unwrap();
    let started = Instant::now();
    let zones = ["tdmnpb", "dbsh", "btb", "dhntb", "tn", "dnb", "dbscl"];
    let yardsticks: Vec<Yardstick> =
        zones.map(|zone| Yardstick::new(set, &layout, &UnitContext::new(date, Some(ZoneId::new(zone))), &[], &bands)).into();
    println!("seven yardsticks made: {:?}", started.elapsed());

    // A small generator of our own: the same cells on every run.
    let mut seed = 20_260_101_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(seed >> 40).unwrap()
    };
    let width = layout.width();
    let mut cells = vec![Cell::EMPTY; COMMUNES * width];
    for (index, cell) in cells.iter_mut().enumerate() {
        let slot = layout.at(u16::try_from(index % width).unwrap()).unwrap();
        *cell = match (next() % 10, slot.measures.first()) {
            (0, _) => Cell::EMPTY,
            (_, Some(vedich_criteria::Measure::YesNo)) => Cell::yes_no(next() % 8 != 0),
            (_, Some(vedich_criteria::Measure::Level)) => Cell::level(next() % 4),
            _ => Cell::value((next() % 1000) * 100_000, 1),
        };
    }
    let declared = Declared::default();
    let mut marks = Marks::default();
    let mut best = std::time::Duration::MAX;
    let mut met = 0_u64;
    for _ in 0..50 {
        let started = Instant::now();
        met = 0;
        for (unit, row) in cells.chunks_exact(width).enumerate() {
            if let Some(yardstick) = yardsticks.get(unit % yardsticks.len()) {
                yardstick.assess(row, &declared, &mut marks);
                met += u64::from(marks.indicator_counts.met);
            }
        }
        best = best.min(started.elapsed());
    }
    println!("{COMMUNES} communes x {} indicators: best of 50 runs {best:?}, {met} met", layout.indicator_count());
}
