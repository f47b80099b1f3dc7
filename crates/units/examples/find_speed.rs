//! How long a search takes with every hamlet of the country on the register: `cargo run --release -p vedich-units --example find_speed`.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "an example that measures")]

use std::time::Instant;
use vedich_units::{Registry, Tables, UnitChange, UnitLevel};
use vedich_values::{Date, UnitId};

/// Hamlets of the country.
const HAMLETS: u32 = 90_000;
/// Names they bear: nine out of ten are a number.
const NAMES: [&str; 10] = ["Thôn 1", "Thôn 2", "Thôn 3", "Thôn 4", "Thôn 5", "Thôn 6", "Thôn 7", "Thôn 8", "Thôn 9", "Thôn Trung"];

fn main() {
    let mut registry = Registry::build(&Tables {
        old: include_str!("../../../data/units/units-old.csv"),
        new: include_str!("../../../data/units/units-2025.csv"),
        mapping: include_str!("../../../data/units/mapping.csv"),
        changes: include_str!("../../../data/units/changes-2026.csv"),
        history: include_str!("../../../data/units/history.csv"),
        zones: include_str!("../../../data/criteria/zones.toml"),
    })
    .unwrap();
    let day = Date::from_ymd_opt(2025, 7, 1).unwrap();
    let communes: Vec<UnitId> = registry.units(UnitLevel::Commune, day).collect();
    let first = registry.next_free_id().get();
    for number in 0..HAMLETS {
        let (parent, name) = (communes[number as usize % communes.len()], NAMES[(number / 9_000) as usize % NAMES.len()]);
        let change = UnitChange::Registered { level: UnitLevel::Hamlet, kind: "thon".into(), name: name.into(), parent, code: None };
        registry.apply(UnitId(first + number), day, &change).unwrap();
    }
    for query in
        ["thon 5", "Thôn Trung", "trung", "5", "thôn 5, lâm hợp", "thon 5 lam hop ha tinh", "hai dong", "t", "thonn truung", "xa lam hop"]
    {
        let mut best = u128::MAX;
        let mut found = 0;
        for _ in 0..30 {
            let start = Instant::now();
            found = registry.find(query, Some(day), 30).len();
            best = best.min(start.elapsed().as_micros());
        }
        println!("{query}: {best} us, {found} found");
    }
}
