//! What a person wrote, taken apart.

use crate::{
    kinds::{ALIASES, KINDS, TYPE_WORDS, TypeWord},
    letters,
};
use vedich_facts::UnitLevel;

/// One way to read a piece of text as a name.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// Folded name: `hai dong`.
    pub(super) folded: String,
    /// Its words with their marks.
    pub(super) accents: String,
    /// The level word in front.
    word: Option<&'static TypeWord>,
}

/// Name first, then what it lies in, nearest first; each in all its readings.
pub(super) type Segments = Vec<Vec<Reading>>;

/// Longest text anybody looks for; the rest is cut off.
const LONGEST: usize = 120;
/// Words up to which a text without commas is taken as a name and units above.
const MOST_WORDS: usize = 14;

/// The text cut at commas.
pub(super) fn segments(text: &str) -> Segments {
    let cut: String = text.chars().take(LONGEST).collect();
    cut.split([',', ';', '(', ')']).map(readings).filter(|readings| !readings.is_empty()).collect()
}

/// The words of a text without commas, which may be a name and the units above it; empty when it can't be.
pub(super) fn words(text: &str) -> Vec<&str> {
    let words: Vec<&str> = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    if words.len() < 2 || words.len() > MOST_WORDS || text.contains([',', ';', '(']) { Vec::new() } else { words }
}

/// The text as it stands, and with a level word in front taken as such.
pub(super) fn readings(text: &str) -> Vec<Reading> {
    let mut forms = letters::forms(&unglue(text));
    if let Some((_, long)) = ALIASES.iter().find(|(short, _)| *short == forms.folded) {
        forms = letters::forms(long);
    }
    if forms.folded.is_empty() {
        return Vec::new();
    }
    let mut readings = vec![Reading { folded: forms.folded.clone(), accents: forms.accents.clone(), word: None }];
    let word = TYPE_WORDS.iter().find(|word| forms.folded.strip_prefix(word.folded).is_some_and(|rest| rest.starts_with(' ')));
    if let Some(word) = word {
        let skipped = word.folded.split(' ').count();
        let folded = forms.folded[word.folded.len() + 1..].to_owned();
        let accents = forms.accents.splitn(skipped + 1, ' ').last().unwrap_or("").to_owned();
        // "Phường Sài Gòn" is a ward, "TP. Sài Gòn" the city
        let long = ALIASES.iter().find(|(short, _)| *short == folded).map(|(_, long)| (*long).to_owned());
        readings.extend(long.map(|long| Reading { folded: long.clone(), accents: long, word: Some(word) }));
        readings.push(Reading { folded, accents, word: Some(word) });
    }
    readings
}

/// `P5`, `Q.10`: a level letter glued to a number.
fn unglue(text: &str) -> String {
    let trimmed = text.trim_start();
    let letters = trimmed.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    match trimmed.get(..letters) {
        Some("p" | "P" | "q" | "Q" | "x" | "X") => format!("{} {}", &trimmed[..letters], &trimmed[letters..]),
        _ => trimmed.to_owned(),
    }
}

impl Reading {
    /// Words of the folded name.
    pub(super) fn words(&self) -> Vec<&str> {
        self.folded.split(' ').collect()
    }

    /// Whether the level word, if there is one, allows the level.
    pub(super) fn allows(&self, level: UnitLevel) -> bool {
        self.word.is_none_or(|word| word.levels.contains(&level))
    }

    /// Whether the level word, if there is one, names the type (position in `KINDS`).
    pub(super) fn names_kind(&self, kind: u8) -> bool {
        self.word.is_none_or(|word| KINDS.get(usize::from(kind)).is_some_and(|kind| word.kinds.contains(kind)))
    }

    /// Whether a level word was written.
    pub(super) const fn has_word(&self) -> bool {
        self.word.is_some()
    }
}
