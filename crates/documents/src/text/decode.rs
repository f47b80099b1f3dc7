//! Bytes of a plain text or a page into characters: UTF-8, UTF-16, Windows-1258, TCVN3.

use super::legacy::{from_tcvn3, is_tcvn3};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};

/// The text; damaged bytes become U+FFFD. `declared` is what a page says of itself.
pub(crate) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> String {
    let text = if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        encoding.decode(bytes).0.into_owned()
    } else if let Some(encoding) = wide(bytes) {
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    } else {
        match (std::str::from_utf8(bytes), declared) {
            (Ok(text), _) => text.to_owned(),
            // nearly all of it is UTF-8: a cut or damaged file
            (Err(_), _) if nearly_utf8(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            (Err(_), Some(encoding)) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            (Err(_), None) => {
                let west = WINDOWS_1252.decode_without_bom_handling(bytes).0;
                if is_tcvn3(&west) { west.into_owned() } else { WINDOWS_1258.decode_without_bom_handling(bytes).0.into_owned() }
            }
        }
    };
    modern(text)
}

/// Text in the TCVN3 alphabet as Unicode, other text as it is.
pub(crate) fn modern(text: String) -> String {
    if is_tcvn3(&text) { from_tcvn3(&text) } else { text }
}

/// UTF-16 without a mark shows by the zero half of every ASCII character.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(400))?;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let enough = head.len() / 8;
    if head.len() < 8 {
        return None;
    }
    match (zeros(0), zeros(1)) {
        (0, low) if low > enough => Some(UTF_16LE),
        (high, 0) if high > enough => Some(UTF_16BE),
        _ => None,
    }
}

fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut bad, mut many) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        bad += chunk.invalid().len();
        many += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
    }
    bad * 20 < many
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_of_one_sentence_give_one_text() {
        let text = "Xã đạt 15/19 tiêu chí";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(text.as_bytes(), None), text);
        assert_eq!(decode(&wide, None), text);
        let marked: Vec<u8> = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        assert_eq!(decode(&marked, None), text);
        let (old, _, lost) = WINDOWS_1258.encode("Xa\u{303} đ");
        assert!(!lost);
        assert!(decode(&old, None).starts_with("Xa\u{303} đ"));
    }
}
