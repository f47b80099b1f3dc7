//! Any bytes as a CSV or XLSX file: problems, never a panic. `cargo +nightly fuzz run imports`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = vedich_documents::read_table(bytes, "fuzz.csv");
    let _ = vedich_documents::read_table(bytes, "fuzz.xlsx");
});
