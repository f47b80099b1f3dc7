//! Any bytes as a page, a Word file, a PDF or plain text: read or refused, never a panic. `cargo +nightly fuzz run texts`
#![no_main]

use vedich_documents::read_text;

const NAMES: [&str; 5] = ["a.html", "a.docx", "a.pdf", "a.txt", "a"];

libfuzzer_sys::fuzz_target!(|input: (u8, &[u8])| {
    let (kind, bytes) = input;
    let _ = read_text(bytes, NAMES[usize::from(kind) % NAMES.len()]);
});
