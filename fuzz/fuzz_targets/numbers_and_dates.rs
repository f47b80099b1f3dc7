//! Any text as a number, money, a date, a tally: refused or read, never a panic. `cargo +nightly fuzz run numbers_and_dates`
#![no_main]

use vedich_values::{Tally, Vnd, date::parse_date, number::parse_number, text::fold};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = (parse_number(text), Vnd::parse(text), parse_date(text), Tally::parse(text));
    assert_eq!(fold(&fold(text)), fold(text));
});
