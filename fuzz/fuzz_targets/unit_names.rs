//! Any text as the name of a place: found or not, never a panic, the same way every time. `cargo +nightly fuzz run unit_names`
#![no_main]

use std::sync::LazyLock;
use vedich_units::{Registry, Resolution};

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::build(&vedich_reference::TABLES).expect("the shipped tables are right"));

libfuzzer_sys::fuzz_target!(|text: &str| {
    let date = REGISTRY.latest();
    let found = REGISTRY.find(text, Some(date), 20);
    assert!(found.len() <= 20 && found == REGISTRY.find(text, Some(date), 20));
    let _ = REGISTRY.find(text, None, 5);
    let _ = REGISTRY.by_code(text, date);
    if let Resolution::One(unit) = REGISTRY.resolve(text, date) {
        assert!(REGISTRY.at(unit, date).is_some(), "{text:?} means a unit that does not exist on the day asked for");
    }
});
