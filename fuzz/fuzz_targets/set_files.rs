//! Any text as a criteria set: problems, never a panic. `cargo +nightly fuzz run set_files`
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = vedich_criteria::check_file("fuzz.toml", text, None);
});
