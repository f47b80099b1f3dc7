//! Bytes into text: UTF-8 and UTF-16; the old Vietnamese encodings are recognised and refused by name.

use vedich_values::{Diagnostic, Place};

/// The text of a delimited file.
pub(super) fn decode(bytes: &[u8], name: &str) -> Result<String, Vec<Diagnostic>> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return utf8(rest, name);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(rest, u16::from_le_bytes, name);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(rest, u16::from_be_bytes, name);
    }
    // Without a mark, text in UTF-16 shows by the zero half of every ASCII character.
    let head = bytes.get(..bytes.len().min(400)).unwrap_or_default();
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let enough = head.len() / 8;
    if head.len() >= 8 && zeros(1) > enough && zeros(0) == 0 {
        return utf16(bytes, u16::from_le_bytes, name);
    }
    if head.len() >= 8 && zeros(0) > enough && zeros(1) == 0 {
        return utf16(bytes, u16::from_be_bytes, name);
    }
    utf8(bytes, name)
}

fn utf8(bytes: &[u8], name: &str) -> Result<String, Vec<Diagnostic>> {
    let bad = match std::str::from_utf8(bytes) {
        Ok(text) if lost_letters(text) => return Err(refused("table.lost-letters", b"", name, None)),
        Ok(text) if !text.contains('\0') => return Ok(text.to_owned()),
        Ok(text) => return Err(refused("table.not-text", &bytes[..text.find('\0').unwrap_or(0)], name, None)),
        Err(error) => error.valid_up_to(),
    };
    let code = if bytes.contains(&0) { "table.not-text" } else { "table.encoding" };
    Err(refused(code, bytes.get(..bad).unwrap_or_default(), name, Some(guess(bytes))))
}

/// Whether the letters of Vietnamese were replaced by question marks when the file was saved: `M? xã`, `??n v?`. What was lost can't be
/// read back, and a place read as another would be worse than a refusal.
fn lost_letters(text: &str) -> bool {
    let head: Vec<char> = text.chars().take(4_000).collect();
    let signs: usize = head.iter().filter(|c| **c == '\u{fffd}').count();
    let within = head.windows(3).filter(|w| w[1] == '?' && (w[0].is_alphabetic() || w[0] == '?') && w[2].is_alphabetic()).count();
    signs + within >= 3 && head.iter().all(|c| (*c as u32) < 0x1ea0)
}

fn utf16(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16, name: &str) -> Result<String, Vec<Diagnostic>> {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    let mut text = String::with_capacity(bytes.len());
    for c in char::decode_utf16(units) {
        match c {
            Ok('\0') | Err(_) => return Err(refused("table.not-text", text.as_bytes(), name, None)),
            Ok(c) => text.push(c),
        }
    }
    Ok(text)
}

/// The refusal, at the line where reading stopped.
fn refused(code: &'static str, read: &[u8], name: &str, guess: Option<&'static str>) -> Vec<Diagnostic> {
    let line = u32::try_from(read.iter().filter(|b| **b == b'\n').count() + 1).unwrap_or(u32::MAX);
    let place = Place { file: Some(name.to_owned()), line: Some(line), ..Place::default() };
    let diagnostic = Diagnostic::error(code, place);
    vec![match guess {
        Some(guess) => diagnostic.with("guess", guess),
        None => diagnostic,
    }]
}

/// Which encoding it probably is, by where the commonest Vietnamese letter `đ` would stand.
fn guess(bytes: &[u8]) -> &'static str {
    let count = |wanted: &[u8]| bytes.iter().filter(|b| wanted.contains(b)).count();
    let (tcvn3, windows_1258) = (count(b"\xae\xa7"), count(b"\xf0\xd0"));
    // VNI writes a letter followed by a byte for its marks: `ñ` for đ.
    let vni = count(b"\xf1\xd1");
    match () {
        () if tcvn3 > windows_1258 && tcvn3 > vni => "TCVN3 (ABC)",
        () if windows_1258 > vni => "Windows-1258",
        () if vni > 0 => "VNI",
        () => "Windows-1252",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_with_and_without_marks() {
        assert_eq!(decode("\u{feff}Xã".as_bytes(), "a.csv").unwrap(), "Xã");
        assert_eq!(decode("Xã".as_bytes(), "a.csv").unwrap(), "Xã");
        let text = "Mã xã,Giá trị\n";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (mark, body) in [(&b"\xff\xfe"[..], &le), (b"", &le), (b"\xfe\xff", &be), (b"", &be)] {
            assert_eq!(decode(&[mark, body].concat(), "a.csv").unwrap(), text);
        }
    }

    #[test]
    fn old_encodings_are_refused_by_name_and_line() {
        let refused = decode(b"ma,ten\n1,X\xb7 H\xb6i \xa7\xabng\n", "cu.csv").unwrap_err();
        assert_eq!((refused[0].code, refused[0].param("guess"), refused[0].place.line), ("table.encoding", Some("TCVN3 (ABC)"), Some(2)));
        let refused = decode(b"ma,ten\n1,H\xe0 \xd0\xf4ng\n", "cu.csv").unwrap_err();
        assert_eq!(refused[0].param("guess"), Some("Windows-1258"));
        assert_eq!(decode(b"a,b\n1,\0\0\0\n", "x").unwrap_err()[0].code, "table.not-text");
    }

    #[test]
    fn letters_lost_when_saving_are_noticed() {
        let lost = decode("M? xa,??n v?,Ch? ti?u,K?t qu?\n18838,L?m H?p,10,37\n".as_bytes(), "mat-dau.csv").unwrap_err();
        assert_eq!(lost[0].code, "table.lost-letters");
        assert!(decode("unit_code,note\n1,why? because\n2,a?b\n".as_bytes(), "a.csv").is_ok());
        assert!(decode("Mã xã,Chỉ tiêu\n1,a?b c?d e?f\n".as_bytes(), "a.csv").is_ok());
    }
}
