//! Vietnamese letters taken apart: the folded form, the form with marks but blind to tone placement, the sorting key.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The three forms of a name, made in one pass.
pub(crate) struct Forms {
    /// As `vedich_values::text::fold`, but numbers lose leading zeros: `hai dong`.
    pub(crate) folded: String,
    /// Letters with their marks, tone at the end of the word: `Hoà` and `Hòa` are alike, `Hoa` is not.
    pub(crate) accents: String,
}

/// Takes a name apart.
pub(crate) fn forms(text: &str) -> Forms {
    let mut out = Forms { folded: String::with_capacity(text.len()), accents: String::with_capacity(text.len() + 4) };
    let mut tone = None;
    for c in text.nfd().flat_map(char::to_lowercase) {
        if is_combining_mark(c) {
            match c {
                '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tone = Some(c),
                _ => out.accents.push(c),
            }
        } else if c == 'đ' {
            out.folded.push('d');
            out.accents.push(c);
        } else if c.is_alphanumeric() {
            out.folded.push(c);
            out.accents.push(c);
        } else {
            end_word(&mut out, &mut tone);
        }
    }
    end_word(&mut out, &mut tone);
    if out.folded.ends_with(' ') {
        out.folded.pop();
        out.accents.pop();
    }
    out
}

fn end_word(out: &mut Forms, tone: &mut Option<char>) {
    out.accents.extend(tone.take());
    if out.folded.is_empty() {
        out.accents.clear();
    } else if !out.folded.ends_with(' ') {
        strip_zeros(&mut out.folded);
        strip_zeros(&mut out.accents);
        out.folded.push(' ');
        out.accents.push(' ');
    } else {
        // Marks without a letter belong to no word.
        while !out.accents.ends_with(' ') {
            out.accents.pop();
        }
    }
}

fn strip_zeros(text: &mut String) {
    let start = text.rfind(' ').map_or(0, |blank| blank + 1);
    let word = &text[start..];
    let zeros = word.bytes().take_while(|b| *b == b'0').count();
    if zeros > 0 && zeros < word.len() && word.bytes().all(|b| b.is_ascii_digit()) {
        text.replace_range(start..start + zeros, "");
    }
}

/// A key that sorts as Vietnamese readers expect: letters with their marks first, tones only between equal letters, numbers by value.
pub(crate) fn sort_key(text: &str) -> (Vec<u32>, Vec<u8>) {
    let mut letters: Vec<u32> = Vec::with_capacity(text.len());
    let mut tones: Vec<u8> = Vec::new();
    let mut number = false;
    for c in text.nfd().flat_map(char::to_lowercase) {
        let digit = c.to_digit(10);
        match (digit, letters.last_mut()) {
            (Some(digit), Some(last)) if number => *last = (*last - 1).saturating_mul(10).saturating_add(digit + 1),
            (Some(digit), _) => letters.push(digit + 1),
            (None, last) => match (c, last) {
                ('\u{306}', Some(last)) => *last = last.saturating_add(1),
                ('\u{302}', Some(last)) => *last = last.saturating_add(2),
                ('\u{31b}', Some(last)) => *last = last.saturating_add(3),
                ('\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}', _) => {
                    // Order of the tones in Vietnamese dictionaries: huyền, hỏi, ngã, sắc, nặng.
                    let rank = match c {
                        '\u{300}' => 1,
                        '\u{309}' => 2,
                        '\u{303}' => 3,
                        '\u{301}' => 4,
                        _ => 5,
                    };
                    tones.resize(letters.len(), 0);
                    tones.push(rank);
                }
                ('đ', _) => letters.push(LETTER + u32::from(b'd') * 8 + 1),
                (c, _) if c.is_alphabetic() => letters.push(LETTER + (c as u32) * 8),
                (c, _) if is_combining_mark(c) => {}
                _ => letters.push(BLANK),
            },
        }
        number = digit.is_some();
    }
    (letters, tones)
}

/// A blank or stroke sorts before everything; numbers are kept plus one.
const BLANK: u32 = 0;
/// Letters sort behind every number that occurs in a name.
const LETTER: u32 = 1 << 30;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tones_may_stand_on_either_vowel() {
        assert_eq!(forms("Hoà Bình").accents, forms("Hòa Bình").accents);
        assert_ne!(forms("Hoà Bình").accents, forms("Hóa Bình").accents);
        assert_eq!(forms("Phường 05").folded, "phuong 5");
        assert_eq!(forms("  TP. Móng  Cái ").folded, "tp mong cai");
    }

    #[test]
    fn names_sort_as_in_a_dictionary() {
        let mut names = vec!["Quận 10", "Ơn", "Quận 2", "Ôn", "On", "Đa", "Da", "Bà", "Ba", "Bả", "Ăn", "Ân", "Anh"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["Anh", "Ăn", "Ân", "Ba", "Bà", "Bả", "Da", "Đa", "On", "Ôn", "Ơn", "Quận 2", "Quận 10"]);
    }

    proptest! {
        #[test]
        fn no_text_makes_them_panic(text in "\\PC*") {
            let _ = sort_key(&text);
            let forms = forms(&text);
            prop_assert_eq!(forms.folded.split(' ').count(), forms.accents.split(' ').count());
        }
    }
}
