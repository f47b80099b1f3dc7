//! One document ready for the rules: terms, sentences, places with their levels, the year it was written.

mod anaphor;
mod areas;
mod beside;
mod counted;
mod levels;
mod merged;
mod places;
mod sections;
mod topic;

pub(crate) use places::resolve_places;

use crate::about::Elsewhere;
use crate::class::{Class, Classes};
use crate::facts::UnitRef;
use crate::gazetteer::{Gazetteer, Level};
use crate::lexicon::Lexicon;
use crate::source::{Source, Span};
use crate::term::{Kind, Term, When};

/// A mention of a place.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) name: String,
    pub(crate) level: Option<Level>,
    /// The text says the level ("xã …").
    pub(crate) explicit: bool,
    pub(crate) group: Option<u32>,
    /// It only says where another place lies: "(Hoành Bồ)", ", huyện Kỳ Anh".
    pub(crate) address: bool,
    /// Its level was said, here or elsewhere in the text.
    pub(crate) solid: bool,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Place {
    pub(crate) fn new(name: String, level: Option<Level>, group: Option<u32>, start: u32, end: u32) -> Self {
        Self { name, level, explicit: level.is_some(), group, address: false, solid: level.is_some(), start, end }
    }
}

/// A sentence: terms `from..to`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sentence {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// First on its line.
    pub(crate) line_start: bool,
    /// Of the title, or the first lines after it.
    pub(crate) lead: bool,
    /// Said before, or furniture of the page.
    pub(crate) skip: bool,
}

/// Terms a rule looks back over at most: what has no mark in so many is no prose.
const FAR_BACK: usize = 120;

impl Sentence {
    /// The terms before one, as far back as a rule looks.
    pub(crate) fn before(&self, at: usize) -> std::ops::Range<usize> {
        at.saturating_sub(FAR_BACK).max(self.from)..at
    }
}

/// The document as the rules see it.
pub(crate) struct Doc<'a> {
    pub(crate) source: Source,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) terms: Vec<Term>,
    /// The classes of every term.
    pub(crate) masks: Vec<Classes>,
    /// The first letter (lower case) of every term: most words differ there already.
    pub(crate) initials: Vec<char>,
    pub(crate) places: Vec<Place>,
    pub(crate) sentences: Vec<Sentence>,
    /// Year and month the document was published, as far as known.
    pub(crate) hint: When,
    /// The year it speaks of, when nothing says when it was published.
    pub(crate) spoken_of: Option<u16>,
    /// Depth of brackets at each term.
    pub(crate) depth: Vec<u8>,
    /// Written without diacritics.
    pub(crate) bare: bool,
    /// It speaks of the programme at all.
    pub(crate) about_program: bool,
    /// It names the programme, or a rung of it.
    pub(crate) names_program: bool,
    /// It speaks of criteria or standards of any kind.
    pub(crate) names_criteria: bool,
    /// What its headline is of, when it is not of the programme.
    pub(crate) elsewhere: Option<Elsewhere>,
    /// The sentence that names the programme, when only one does and it is not the headline.
    pub(crate) named_once: Option<usize>,
    /// What it is about, most important first (place indices; country as `None`).
    pub(crate) main: Vec<UnitRef>,
    /// The term that names the unit of the heading each sentence stands under.
    pub(crate) sections: Vec<Option<u32>>,
    /// The rung its title is of.
    pub(crate) title_tier: Option<&'static str>,
}

impl Doc<'_> {
    pub(crate) fn is(&self, at: usize, class: Class) -> bool {
        self.masks.get(at).is_some_and(|m| m.is(class))
    }

    /// Whether a term's text (lower case) holds these letters.
    pub(crate) fn holds(&self, at: usize, letters: &str) -> bool {
        let Some(term) = self.terms.get(at) else { return false };
        let text = &self.source.lower[term.start as usize..term.end as usize];
        (0..text.len()).any(|from| {
            let mut rest = text[from..].iter();
            letters.chars().all(|c| rest.next().is_some_and(|r| self.alike(*r, c)))
        })
    }

    /// Whether a term's text (lower case) begins in these letters.
    pub(crate) fn begins_in(&self, at: usize, letters: &str) -> bool {
        let Some(term) = self.terms.get(at) else { return false };
        let mut text = self.source.lower[term.start as usize..term.end as usize].iter();
        letters.chars().all(|c| text.next().is_some_and(|t| self.alike(*t, c)))
    }

    /// A letter of the text and one looked for; in a text without diacritics its marks do not count.
    fn alike(&self, letter: char, wanted: char) -> bool {
        letter == wanted || self.bare && unmarked(wanted) == letter
    }

    /// Whether a term's text (lower case) ends in these letters.
    pub(crate) fn ends_in(&self, at: usize, letters: &str) -> bool {
        let Some(term) = self.terms.get(at) else { return false };
        let text = &self.source.lower[term.start as usize..term.end as usize];
        let mut rest = text.iter().rev();
        letters.chars().rev().all(|c| rest.next().is_some_and(|r| self.alike(*r, c)))
    }

    pub(crate) fn value(&self, at: usize, class: Class) -> Option<&str> {
        self.is(at, class).then(|| self.lexicon.value(self.terms[at].entry, class)).flatten()
    }

    pub(crate) fn has(&self, at: usize, class: Class, value: &str) -> bool {
        self.is(at, class) && self.lexicon.has(self.terms[at].entry, class, value)
    }

    pub(crate) fn mark(&self, at: usize, c: char) -> bool {
        self.terms.get(at).is_some_and(|t| t.mark(c))
    }

    /// Whether a term is one of these marks.
    pub(crate) fn mark_any(&self, at: usize, marks: &str) -> bool {
        matches!(self.kind(at), Some(Kind::Mark(mark)) if marks.chars().any(|m| m == mark))
    }

    /// Whether a term is of one of these classes.
    pub(crate) fn is_any(&self, at: usize, classes: &[Class]) -> bool {
        self.masks.get(at).is_some_and(|m| m.any(classes))
    }

    /// The line ends here.
    pub(crate) fn line(&self, at: usize) -> bool {
        self.terms.get(at).is_some_and(|t| matches!(t.kind, Kind::Line))
    }

    pub(crate) fn kind(&self, at: usize) -> Option<Kind> {
        self.terms.get(at).map(|t| t.kind)
    }

    pub(crate) fn place_at(&self, at: usize) -> Option<&Place> {
        match self.kind(at) {
            Some(Kind::Place(i)) => self.places.get(i as usize),
            _ => None,
        }
    }

    /// Whether a term reads so (lower case; without diacritics in a text that has none), without building a string.
    pub(crate) fn reads(&self, at: usize, word: &str) -> bool {
        let Some(initial) = self.initials.get(at) else { return false };
        let mut wanted = word.chars();
        let same = |c: char, w: char| w == c || self.bare && unmarked(w) == c;
        if !wanted.next().is_some_and(|w| same(*initial, w)) {
            return false;
        }
        let term = &self.terms[at];
        let letters = &self.source.lower[term.start as usize..term.end as usize];
        if letters.len() > word.len() || letters.len() > 24 {
            return false;
        }
        letters.iter().skip(1).all(|c| wanted.next().is_some_and(|w| same(*c, w))) && wanted.next().is_none()
    }

    /// Whether a term reads like one of these words.
    pub(crate) fn reads_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|w| self.reads(at, w))
    }

    /// Text of terms `from..to`, one blank between words.
    pub(crate) fn text(&self, from: usize, to: usize) -> String {
        let to = to.min(self.terms.len());
        if from >= to {
            return String::new();
        }
        self.source.squeezed(self.terms[from].start as usize, self.terms[to - 1].end as usize)
    }

    /// Span of terms `from..to` in the original text.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        let to = to.clamp(from + 1, self.terms.len());
        self.source.span(self.terms[from].start as usize, self.terms[to - 1].end as usize)
    }

    /// The sentence a term lies in.
    pub(crate) fn sentence_of(&self, at: usize) -> usize {
        self.sentences.partition_point(|s| s.to <= at).min(self.sentences.len().saturating_sub(1))
    }

    /// A word phrase names a level without naming a unit: "xã", "toàn huyện".
    pub(crate) fn bare_level(&self, at: usize) -> Option<Level> {
        let level = self.value(at, Class::Level).and_then(Level::of)?;
        let counted = at > 0
            && (matches!(self.terms[at - 1].kind, Kind::Num(_) | Kind::Frac(..) | Kind::Range(..))
                || self.is(at - 1, Class::Numeral)
                || self.mark(at - 1, '/')
                || self.is(at - 1, Class::Each));
        let generic = at > 0
            && matches!(self.terms[at - 1].kind, Kind::Word)
            && ["cấp", "các", "những", "liên", "nhiều", "số", "hầu", "chuẩn"].iter().any(|w| self.reads(at - 1, w));
        (!counted && !generic).then_some(level)
    }

    /// The unit a mention stands for.
    pub(crate) fn unit(&self, place: &Place, level: Level) -> UnitRef {
        UnitRef { name: Some(place.name.clone()), level: place.level.unwrap_or(level) }
    }

    /// Completes a date's year from the document's own.
    pub(crate) fn resolve_year(&self, when: When) -> Option<u16> {
        if when.year.is_some() {
            return when.year;
        }
        let Some(year) = self.hint.year else { return self.spoken_of };
        match (when.month, self.hint.month) {
            (Some(m), Some(h)) if m > h && m - h > 1 => Some(year - 1),
            _ => Some(year),
        }
    }
}

/// A letter without its marks, `đ` as `d`.
fn unmarked(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    if c == 'đ' {
        return 'd';
    }
    unicode_normalization::UnicodeNormalization::nfd(std::iter::once(c)).next().unwrap_or(c)
}

/// The whole country.
pub(crate) fn country() -> UnitRef {
    UnitRef { name: Some("cả nước".to_owned()), level: Level::Country }
}
