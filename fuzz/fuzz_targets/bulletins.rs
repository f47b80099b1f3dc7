//! Any bytes as an official text: every fact with its place, never a panic. `cargo +nightly fuzz run bulletins`
#![no_main]

use vedich_bulletin::fuzz_target;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz_target(vedich_reference::reader(), bytes));
