//! Any bytes as an official text: every fact with its place, never a panic. `cargo +nightly fuzz run bulletins`
#![no_main]

use std::sync::LazyLock;
use vedich_bulletin::{Gazetteer, Reader, Tables, fuzz_target};

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let units = vedich_reference::TABLES;
    let dictionaries = [
        ("words.toml", include_str!("../../data/bulletin/words.toml")),
        ("measures.toml", include_str!("../../data/bulletin/measures.toml")),
        ("tasks.toml", include_str!("../../data/bulletin/tasks.toml")),
        ("criteria.toml", include_str!("../../data/bulletin/criteria.toml")),
        ("stop.toml", include_str!("../../data/bulletin/stop.toml")),
    ];
    let gazetteer = Gazetteer::from_csv(units.old, units.new).expect("the shipped tables are right");
    let confidence = include_str!("../../data/bulletin/confidence.toml");
    Reader::new(Tables { dictionaries: &dictionaries, confidence, gazetteer }).expect("the shipped dictionaries are right")
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz_target(&READER, bytes));
