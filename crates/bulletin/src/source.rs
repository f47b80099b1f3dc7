//! The text as given and as read: NFC characters with a way back to the original code points.

use crate::letters;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// A stretch of the original text, in Unicode code points (not bytes): `text[start..end]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Span {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

/// The text in NFC, one `char` per place, each knowing where it came from.
///
/// NFC and NFD texts give the same characters here, so every rule sees the same thing; only the spans differ.
#[derive(Debug)]
pub struct Source {
    /// The characters the rules read.
    pub chars: Vec<char>,
    /// The same in lower case, character by character.
    pub(crate) lower: Vec<char>,
    /// Original code point at which each character begins; one more entry than `chars`, the last is the length.
    origin: Vec<u32>,
    original: Vec<char>,
}

impl Source {
    /// Normalises cluster by cluster, so that a composed character points to the first code point it was made of.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut original: Vec<char> = Vec::with_capacity(text.len());
        original.extend(text.chars());
        // Most texts are in normal form throughout.
        if original.iter().all(|c| is_whole(*c)) {
            let chars: Vec<char> = original.iter().map(|c| blank(*c)).collect();
            let lower = chars.iter().map(|c| letters::lower(*c)).collect();
            return Self { chars, lower, origin: (0..=place(original.len())).collect(), original };
        }
        let (mut chars, mut origin) = (Vec::with_capacity(original.len()), Vec::with_capacity(original.len() + 1));
        let mut at = 0;
        while at < original.len() {
            let mut end = at + 1;
            while end < original.len() && joins(original[end]) {
                end += 1;
            }
            if end == at + 1 && is_whole(original[at]) {
                chars.push(blank(original[at]));
                origin.push(place(at));
            } else {
                for c in original[at..end].iter().copied().nfc() {
                    chars.push(blank(c));
                    origin.push(place(at));
                }
            }
            at = end;
        }
        origin.push(place(original.len()));
        let lower = chars.iter().map(|c| letters::lower(*c)).collect();
        Self { chars, lower, origin, original }
    }

    /// The original stretch behind characters `from..to`.
    #[must_use]
    pub fn span(&self, from: usize, to: usize) -> Span {
        let last = self.origin.len() - 1;
        let (from, to) = (from.min(last), to.min(last));
        let start = self.origin[from];
        let mut to = to.max(from);
        // a cluster that became several characters is never cut
        while to < last && to > 0 && self.origin[to] == self.origin[to - 1] {
            to += 1;
        }
        Span { start, end: self.origin[to].max(start) }
    }

    /// The original text of a span.
    #[must_use]
    pub fn original(&self, span: Span) -> String {
        let end = (span.end as usize).min(self.original.len());
        let letters = &self.original[(span.start as usize).min(end)..end];
        let mut out = String::with_capacity(letters.len() + letters.len() / 2);
        out.extend(letters);
        out
    }

    /// The NFC text of characters `from..to` without blanks around it, one blank between words.
    #[must_use]
    pub fn squeezed(&self, from: usize, to: usize) -> String {
        let to = to.min(self.chars.len());
        let chars = &self.chars[from.min(to)..to];
        // Letters of Vietnamese take up to three bytes, most of them one.
        let mut out = String::with_capacity(chars.len() + chars.len() / 2);
        let mut parted = false;
        for &c in chars {
            if letters::is_space(c) {
                parted = !out.is_empty();
                continue;
            }
            if parted {
                out.push(' ');
                parted = false;
            }
            out.push(c);
        }
        out
    }

    /// The NFC text of characters `from..to`.
    #[must_use]
    pub fn text(&self, from: usize, to: usize) -> String {
        let to = to.min(self.chars.len());
        self.chars[from.min(to)..to].iter().collect()
    }
}

/// A character that is its own normal form and joins none before it: everything below the marks, the letters of Vietnamese, dashes and
/// quotation marks.
pub(crate) fn is_whole(c: char) -> bool {
    (c as u32) < 0x300 || ('\u{1EA0}'..='\u{1EF9}').contains(&c) || ('\u{2010}'..='\u{205E}').contains(&c)
}

/// Whether a character belongs to the cluster before it: marks, and the Hangul vowels and finals that NFC composes.
fn joins(c: char) -> bool {
    // No mark lies among the letters of Vietnamese, the punctuation and the signs of money.
    let marks = (c as u32) >= 0x300 && !('\u{1E00}'..'\u{20D0}').contains(&c);
    marks && (canonical_combining_class(c) != 0 || ('\u{1160}'..='\u{11FF}').contains(&c) || extends(c))
}

/// Marks of class 0 that still compose with what stands before them.
fn extends(c: char) -> bool {
    matches!(
        c,
        '\u{9BE}'
            | '\u{9D7}'
            | '\u{B3E}'
            | '\u{B56}'
            | '\u{B57}'
            | '\u{BBE}'
            | '\u{BD7}'
            | '\u{CC2}'
            | '\u{CD5}'
            | '\u{CD6}'
            | '\u{D3E}'
            | '\u{D57}'
            | '\u{DCF}'
            | '\u{DDF}'
            | '\u{102E}'
            | '\u{1B35}'
            | '\u{110BA}'
            | '\u{11127}'
            | '\u{1133E}'
            | '\u{11357}'
            | '\u{114B0}'
            | '\u{114BA}'
            | '\u{114BD}'
            | '\u{115AF}'
            | '\u{11930}'
    )
}

/// Blanks of every width become one blank; zero-width characters and soft hyphens too (they never part a word in what follows).
fn blank(c: char) -> char {
    match c {
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' | '\u{FEFF}' => ' ',
        '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2019}' | '\u{2018}' | '\u{2BC}' | '`' | '\u{B4}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{AB}' | '\u{BB}' => '"',
        // Đ as many an old font and keyboard wrote it
        '\u{D0}' | '\u{189}' => '\u{110}',
        '\u{F0}' | '\u{256}' => '\u{111}',
        '\u{B2}' => '2',
        '\u{B3}' => '3',
        c => c,
    }
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
