//! The reader: text in, facts out.

use crate::about::About;
use crate::asides::without_shares;
use crate::build::Builder;
use crate::build::tiers::title_tier;
use crate::class::Class;
use crate::confidence::Confidence;
use crate::doc::{Doc, resolve_places};
use crate::facts::{Fact, UnitRef};
use crate::gazetteer::{Gazetteer, Level};
use crate::layout;
use crate::lexicon::{Lexicon, LexiconError};
use crate::merge::Merge;
use crate::scan::Scan;
use crate::source::{Source, Span};
use crate::term::{Kind, Term, When};
use crate::token::{Token, TokenKind, tokens};
use crate::written::{written_on, year_spoken_of};
use thiserror::Error;

/// What a reader is made of: the texts of the dictionaries and the units of the country.
#[derive(Debug)]
pub struct Tables<'a> {
    /// `(file name, TOML)`: words, measures, tasks, criteria, stop words, and what an office adds.
    pub dictionaries: &'a [(&'a str, &'a str)],
    /// `rule = hundredths` (TOML).
    pub confidence: &'a str,
    /// The units.
    pub gazetteer: Gazetteer,
}

/// Why a reader cannot be made.
#[derive(Debug, Error)]
pub enum ReaderError {
    /// A dictionary is wrong.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// The confidence table is wrong.
    #[error("confidence table: {0}")]
    Confidence(#[from] toml::de::Error),
    /// A table of units is wrong.
    #[error("table of units: {0}")]
    Units(#[from] csv::Error),
}

/// Reads bulletins. Made once, used for any number of texts, from any number of threads.
#[derive(Debug)]
pub struct Reader {
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    confidence: Confidence,
}

/// What a text says.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// Its facts, in the order of the text.
    pub facts: Vec<Fact>,
    /// The places it names, in the order of the text, once each: what they have in common tells where it is from.
    pub places: Vec<UnitRef>,
    /// The line it begins with, menus and other furniture of the page left out; none in a text without words.
    pub headline: Option<Span>,
    /// Its days are of a year that it only speaks of: nothing in it says when it was written.
    pub year_guessed: bool,
}

/// Longest text that is read, in code points: 20 million.
const LONGEST: usize = 20_000_000;

impl Reader {
    /// Builds the dictionaries.
    ///
    /// # Errors
    /// When a dictionary or the confidence table is not of the right shape.
    pub fn new(tables: Tables<'_>) -> Result<Self, ReaderError> {
        let mut lexicon = Lexicon::new(tables.dictionaries)?;
        for (name, id) in tables.gazetteer.names() {
            lexicon.add_name(name, id);
        }
        Ok(Self { lexicon, gazetteer: tables.gazetteer, confidence: Confidence::new(tables.confidence)? })
    }

    /// Reads one text. `date_hint` is the year or year and month of publication (`2020`, `2020-08`), used for dates without a year;
    /// without one the text is taken to be of the day it gives for its own, or of the year it speaks of.
    #[must_use]
    pub fn read(&self, text: &str, date_hint: Option<&str>) -> Vec<Fact> {
        self.document(text, date_hint, |doc| Builder::new(doc, &self.confidence).run())
    }

    /// Reads one text as [`Reader::read`] does, and gives the places it names too.
    #[must_use]
    pub fn read_whole(&self, text: &str, date_hint: Option<&str>) -> Read {
        self.document(text, date_hint, |doc| Read {
            facts: Builder::new(doc, &self.confidence).run(),
            places: named(doc),
            headline: headline(doc),
            year_guessed: doc.spoken_of.is_some(),
        })
    }

    fn document<T>(&self, text: &str, date_hint: Option<&str>, then: impl FnOnce(&Doc<'_>) -> T) -> T {
        let text = text.char_indices().nth(LONGEST).map_or(text, |(at, _)| &text[..at]);
        let source = Source::new(text);
        let Scanned { raw, groups, bare } = self.scanned(&source);
        let hint = date_hint.map_or_else(|| written_on(&raw, &self.lexicon), parse_hint);
        let spoken_of = if hint.year.is_none() { year_spoken_of(&raw, &self.lexicon) } else { None };
        let two_tier = hint.year.is_some_and(|y| y > 2025 || (y == 2025 && hint.month.is_some_and(|m| m >= 7)));
        let merge = Merge::new(&source, &self.lexicon, &self.gazetteer, raw, groups).two_tier(two_tier);
        let (terms, mut places) = merge.run();
        let terms = without_shares(&source, &self.lexicon, terms);
        resolve_places(&terms, &mut places, &self.lexicon, &self.gazetteer, two_tier);
        let depth = layout::depths(&terms);
        let sentences = layout::sentences(&source, &self.lexicon, &terms, &depth);
        let about = About::of(&source, &self.lexicon, &terms, &sentences, &places);
        let masks = terms.iter().map(|t| t.classes(&self.lexicon)).collect();
        let initials = terms.iter().map(|t| source.lower.get(t.start as usize).copied().unwrap_or_default()).collect();
        let mut doc = Doc {
            masks,
            initials,
            source,
            lexicon: &self.lexicon,
            gazetteer: &self.gazetteer,
            terms,
            places,
            sentences,
            hint,
            spoken_of,
            bare,
            depth,
            about_program: about.program,
            names_program: about.names_program,
            names_criteria: about.names_criteria,
            elsewhere: about.elsewhere,
            named_once: about.named_once,
            main: Vec::new(),
            sections: Vec::new(),
            title_tier: None,
        };
        doc.main = main_units(&doc);
        doc.sections = doc.sections();
        doc.title_tier = title_tier(&doc);
        then(&doc)
    }

    /// The terms of a text before they are joined; its tokens are needed no longer.
    fn scanned(&self, source: &Source) -> Scanned {
        let mut cut = tokens(source);
        let bare = is_bare(source, &cut);
        self.lexicon.key(source, &mut cut, bare);
        let mut scan = Scan { source, lexicon: &self.lexicon, tokens: &cut, bare, out: Vec::with_capacity(cut.len()), groups: Vec::new() };
        scan.run();
        Scanned { raw: scan.out, groups: scan.groups, bare }
    }
}

/// What the dictionaries make of a text.
struct Scanned {
    raw: Vec<Term>,
    /// The gazetteer's group of every name among the terms, in their order.
    groups: Vec<Option<u32>>,
    /// The text is written without diacritics.
    bare: bool,
}

/// A text written without diacritics: hardly a letter outside ASCII.
fn is_bare(source: &Source, tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|t| t.kind == TokenKind::Word).take(4000);
    let (mut all, mut marked) = (0usize, 0usize);
    for t in words {
        all += 1;
        marked += usize::from(t.damaged || source.chars[t.start as usize..t.end as usize].iter().any(|c| !c.is_ascii()));
    }
    all > 8 && marked * 20 < all
}

fn parse_hint(text: &str) -> When {
    let mut parts = text.split('-');
    When { year: parts.next().and_then(|y| y.parse().ok()), month: parts.next().and_then(|m| m.parse().ok()), day: None }
}

/// Places a text names that are handed out with its facts.
const MOST_PLACES: usize = 100;

/// Every place the text names whose level is known, once each.
fn named(doc: &Doc<'_>) -> Vec<UnitRef> {
    let mut units: Vec<UnitRef> = Vec::new();
    for place in doc.places.iter().take(4_000) {
        let known = place.explicit || place.group.is_some();
        let Some(level) = place.level.filter(|_| known && units.len() < MOST_PLACES) else { continue };
        if !units.iter().any(|unit| unit.level == level && unit.name.as_deref() == Some(place.name.as_str())) {
            units.push(UnitRef { name: Some(place.name.clone()), level });
        }
    }
    units
}

/// The line of the first sentence that is not furniture of the page.
fn headline(doc: &Doc<'_>) -> Option<Span> {
    let first = doc.sentences.iter().find(|s| !s.skip)?;
    let term = doc.terms[first.from..first.to].iter().find(|t| t.kind != Kind::Line)?;
    let chars = &doc.source.chars;
    let (start, ends) = (term.start as usize, |c: &char| matches!(c, '\n' | '\r'));
    let from = chars[..start].iter().rposition(ends).map_or(0, |at| at + 1);
    let to = chars[start..].iter().position(ends).map_or(chars.len(), |at| start + at);
    Some(doc.source.span(from, to))
}

/// What the text is about: places of the title first, then of the lead.
fn main_units(doc: &Doc<'_>) -> Vec<UnitRef> {
    let mut units: Vec<UnitRef> = Vec::new();
    for (index, s) in doc.sentences.iter().filter(|s| !s.skip).take(6).enumerate() {
        for i in s.from..s.to {
            if doc.only_says_where(*s, i) {
                continue;
            }
            // "Là xã biên giới của huyện A, B bắt đầu …": B
            let told = i > s.from + 3 && doc.mark(i - 1, ',') && doc.only_says_where(*s, i - 2);
            let unit = match (doc.place_at(i), doc.is(i, Class::Country)) {
                (Some(p), _) if told && p.level.is_some() => p.level.map(|level| UnitRef { name: Some(p.name.clone()), level }),
                (Some(p), _)
                    if p.level.is_some() && (p.explicit || p.group.is_some() && (index == 0 || p.level == Some(Level::Province))) =>
                {
                    p.level.map(|level| UnitRef { name: Some(p.name.clone()), level })
                }
                // "cao hơn bình quân cả nước": only what another is held against
                (None, true) if !doc.compared_with(*s, i) => Some(crate::doc::country()),
                _ => None,
            };
            if let Some(unit) = unit.filter(|u| !units.contains(u)) {
                units.push(unit);
            }
        }
        if units.len() > 8 {
            break;
        }
    }
    headed(doc, &mut units);
    units
}

/// "Bình Định: A mừng đón bằng công nhận": the headline is of the commune behind the colon, when the text calls it so.
fn headed(doc: &Doc<'_>, units: &mut [UnitRef]) {
    let Some(title) = doc.sentences.iter().find(|s| !s.skip) else { return };
    let Some(first) = (title.from..title.to).find(|j| !doc.line(*j)) else { return };
    let named = |at: usize| doc.place_at(at).filter(|p| !p.explicit).map(|p| p.name.as_str());
    let (Some(above), true, Some(below)) = (named(first), doc.mark(first + 1, ':'), named(first + 2)) else { return };
    let at = |name: &str, low: bool| units.iter().position(|u| u.name.as_deref() == Some(name) && (u.level == Level::Commune) == low);
    if let (Some(0), Some(place)) = (at(above, false), at(below, true)) {
        units[..=place].rotate_right(1);
    }
}
