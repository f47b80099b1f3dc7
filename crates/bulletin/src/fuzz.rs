//! What a fuzzer calls: any bytes, and everything that must hold of what comes out.

use crate::reader::Reader;

/// Reads any bytes as text and checks every span and confidence.
///
/// # Panics
/// When a fact's span does not give its evidence, or two readings differ: that is what the fuzzer looks for.
pub fn fuzz_target(reader: &Reader, data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let facts = reader.read(&text, Some("2021-06"));
    let chars: Vec<char> = text.chars().collect();
    for fact in &facts {
        let (start, end) = (fact.span.start as usize, fact.span.end as usize);
        assert!(start < end && end <= chars.len(), "{fact:?}");
        assert!(chars[start..end].iter().copied().eq(fact.evidence.chars()), "{fact:?}");
        assert!((1..=99).contains(&fact.confidence), "{fact:?}");
    }
    assert!(facts == reader.read(&text, Some("2021-06")), "reading is not deterministic");
}
