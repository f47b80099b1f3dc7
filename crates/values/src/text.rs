//! Vietnamese text: one normal form, and a folded form to search and compare by.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// NFC, blanks collapsed and trimmed: the form we store.
#[must_use]
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.nfc());
    }
    out
}

/// NFC and nothing else, every blank kept: for secrets. Keyboards write Vietnamese letters in two ways that look alike.
#[must_use]
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// The form people type in a search box: lower case, no diacritics, `đ` as `d`, punctuation as one blank.
/// `Hoà`, `Hòa` and `HOA` fold alike, so the placement of the tone mark does not matter.
///
/// ```
/// use vedich_values::text::fold;
/// assert_eq!(fold("Xã Hải  Đông"), "xa hai dong");
/// assert_eq!(fold("TP. Móng Cái"), "tp mong cai");
/// assert_eq!(fold("Hoà Bình"), fold("Hòa Bình"));
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'đ' => out.push('d'),
            c if c.is_alphanumeric() => out.push(c),
            _ if out.is_empty() || out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// Lower case without diacritics, `đ` as `d`, every other character kept.
///
/// ```
/// assert_eq!(vedich_values::text::strip_marks("Cư M'gar"), "cu m'gar");
/// ```
#[must_use]
pub fn strip_marks(text: &str) -> String {
    let letters = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    letters.map(|c| if c == 'đ' { 'd' } else { c }).collect()
}
