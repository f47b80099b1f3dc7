//! Vietnamese letters taken apart: the folded form, the form with marks but blind to tone placement, the sorting key.

use std::sync::LazyLock;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The forms of a name, made in one pass.
#[derive(Clone, Debug, Default)]
pub(crate) struct Forms {
    /// As `vedich_values::text::fold`, but numbers lose leading zeros: `hai dong`.
    pub(crate) folded: String,
    /// Letters with their marks, tone at the end of the word: `Hoà` and `Hòa` are alike, `Hoa` is not.
    pub(crate) accents: String,
}

/// A character taken apart.
#[derive(Clone, Copy)]
struct Letter {
    /// Lower case without marks (`đ` stays); nothing for a mark standing alone.
    base: Option<char>,
    /// Breve, circumflex or horn: another letter of the alphabet.
    quality: Option<char>,
    /// Tone, 0 for none.
    tone: u8,
}

/// Tones in the order of Vietnamese dictionaries: huyền, hỏi, ngã, sắc, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];
/// Marks that make another letter, in the order of the alphabet: `a ă â`, `o ô ơ`.
const QUALITIES: [char; 3] = ['\u{306}', '\u{302}', '\u{31b}'];

/// Vietnamese letters lie below this point; what lies above is taken apart when met.
const KNOWN: usize = 0x1f00;
static LETTERS: LazyLock<Vec<Letter>> =
    LazyLock::new(|| (0..0x1f00).map(|point| take_apart(char::from_u32(point).unwrap_or('\u{fffd}'))).collect());

fn letter(c: char) -> Letter {
    if c.is_ascii() {
        return Letter { base: Some(c.to_ascii_lowercase()), quality: None, tone: 0 };
    }
    if (c as usize) < KNOWN { LETTERS[c as usize] } else { take_apart(c) }
}

fn take_apart(c: char) -> Letter {
    let mut apart = Letter { base: None, quality: None, tone: 0 };
    let mut foreign = false;
    decompose_canonical(c, |part| {
        if let Some(tone) = TONES.iter().position(|tone| *tone == part) {
            apart.tone = u8::try_from(tone + 1).unwrap_or(0);
        } else if QUALITIES.contains(&part) {
            apart.quality = Some(part);
        } else if !is_combining_mark(part) {
            foreign |= apart.base.is_some();
            apart.base = part.to_lowercase().next();
        }
    });
    if foreign {
        apart = Letter { base: Some(c), quality: None, tone: 0 };
    }
    apart
}

/// Takes a name apart.
pub(crate) fn forms(text: &str) -> Forms {
    let mut out = Forms::default();
    forms_into(text, &mut out);
    out
}

/// Takes a name apart into forms used before.
pub(crate) fn forms_into(text: &str, out: &mut Forms) {
    out.folded.clear();
    out.accents.clear();
    let mut tone = 0;
    for c in text.chars() {
        let letter = letter(c);
        match letter.base {
            Some(base) if base.is_alphanumeric() => {
                out.folded.push(if base == 'đ' { 'd' } else { base });
                out.accents.push(base);
            }
            Some(_) => end_word(out, &mut tone),
            None => {}
        }
        // A mark standing alone belongs to the letter before it, if there is one.
        if !(out.folded.is_empty() || out.folded.ends_with(' ')) {
            out.accents.extend(letter.quality);
            tone = if letter.tone > 0 { letter.tone } else { tone };
        }
    }
    end_word(out, &mut tone);
    if out.folded.ends_with(' ') {
        out.folded.pop();
        out.accents.pop();
    }
}

fn end_word(out: &mut Forms, tone: &mut u8) {
    let mark = usize::from(std::mem::take(tone)).checked_sub(1).map(|tone| TONES[tone]);
    if !(out.folded.is_empty() || out.folded.ends_with(' ')) {
        out.accents.extend(mark);
        strip_zeros(&mut out.folded);
        strip_zeros(&mut out.accents);
        out.folded.push(' ');
        out.accents.push(' ');
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
pub(crate) fn sort_key(text: &str) -> Vec<u32> {
    let (mut key, mut tones) = (Vec::with_capacity(text.len() + 4), Vec::new());
    push_sort_key(text, &mut key, &mut tones);
    key
}

/// Appends a sorting key to `key`; `tones` is room to work in.
pub(crate) fn push_sort_key(text: &str, key: &mut Vec<u32>, tones: &mut Vec<u32>) {
    let start = key.len();
    let mut number = false;
    for c in text.chars() {
        let letter = letter(c);
        let digit = letter.base.and_then(|base| base.to_digit(10));
        match (digit, letter.base, key[start..].last_mut()) {
            (Some(digit), _, Some(last)) if number => *last = (*last - NUMBER).saturating_mul(10).saturating_add(digit + NUMBER),
            (Some(digit), ..) => key.push(digit + NUMBER),
            (None, Some('đ'), _) => key.push(LETTER + u32::from(b'd') * 8 + 4),
            (None, Some(base), _) if base.is_alphabetic() => key.push(LETTER + (base as u32) * 8),
            (None, Some(_), _) => key.push(BLANK),
            (None, None, _) => {}
        }
        let rank = letter.quality.and_then(|mark| QUALITIES.iter().position(|quality| *quality == mark));
        if let (Some(rank), Some(last)) = (rank, key[start..].last_mut()) {
            *last = last.saturating_add(u32::try_from(rank + 1).unwrap_or(0));
        }
        if letter.tone > 0 {
            tones.resize(key.len() - start, 0);
            tones.push(u32::from(letter.tone));
        }
        number = digit.is_some();
    }
    key.push(END);
    key.append(tones);
}

/// The end of the letters sorts before everything, so that a shorter name comes first.
const END: u32 = 0;
/// A blank or stroke sorts before numbers, numbers (kept plus this much) before letters.
const BLANK: u32 = 1;
const NUMBER: u32 = 16;
const LETTER: u32 = 1 << 30;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use vedich_values::text::fold;

    #[test]
    fn tones_may_stand_on_either_vowel() {
        assert_eq!(forms("Hoà Bình").accents, forms("Hòa Bình").accents);
        assert_ne!(forms("Hoà Bình").accents, forms("Hóa Bình").accents);
        assert_eq!(forms("Phường 05").folded, "phuong 5");
        assert_eq!(forms("  TP. Móng  Cái ").folded, "tp mong cai");
    }

    #[test]
    fn composed_and_decomposed_names_are_alike() {
        use unicode_normalization::UnicodeNormalization;
        for name in ["Đắk R'Lấp", "Ngọc Hiển", "Thừa Thiên Huế", "Quỳnh Lưu", "Ữ"] {
            let decomposed: String = name.nfd().collect();
            assert_eq!((forms(name).folded, forms(name).accents), (forms(&decomposed).folded, forms(&decomposed).accents));
            assert_eq!((forms(name).folded, sort_key(name)), (fold(name), sort_key(&decomposed)));
        }
    }

    #[test]
    fn names_sort_as_in_a_dictionary() {
        let mut names = vec!["Quận 10", "Ơn", "Quận 2", "Ôn", "On", "Đa", "Da", "Bà", "Ba", "Bả", "Ăn", "Ân", "Anh"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["Anh", "Ăn", "Ân", "Ba", "Bà", "Bả", "Da", "Đa", "On", "Ôn", "Ơn", "Quận 2", "Quận 10"]);
        let mut names = vec!["Đông Văn", "Dân Chủ", "Thôn 5", "Ân Thi", "Thôn 10", "Ba Vì", "An Hòa", "Đầm Hà", "Ê Đê", "Em"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["An Hòa", "Ân Thi", "Ba Vì", "Dân Chủ", "Đầm Hà", "Đông Văn", "Em", "Ê Đê", "Thôn 5", "Thôn 10"]);
        assert_eq!(sort_key("Krông Búk"), sort_key("KRông Búk"), "capitals don't matter");
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
