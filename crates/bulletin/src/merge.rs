//! Terms, second step: sums of money, percentages, dates in words, places with their type word, people.

mod level;
mod named;
mod numeral;
mod quantity;
mod when;

use crate::class::Class;
use crate::doc::Place;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use crate::source::Source;
use crate::term::{Kind, NO_ENTRY, Term};

/// Joins raw terms; fills the list of places.
pub(crate) struct Merge<'a> {
    source: &'a Source,
    lexicon: &'a Lexicon,
    gazetteer: &'a Gazetteer,
    raw: Vec<Term>,
    /// The gazetteer's group of every name among the raw terms, in their order.
    groups: Vec<Option<u32>>,
    /// How many names stand before the term that is looked at.
    names: usize,
    two_tier: bool,
    out: Vec<Term>,
    places: Vec<Place>,
}

/// What terms from one on make together, and how many of them.
type Joined = (Kind, usize);

/// A phrase that joins nothing.
const ALONE: Joined = (Kind::Phrase, 1);

impl<'a> Merge<'a> {
    pub(crate) fn new(
        source: &'a Source,
        lexicon: &'a Lexicon,
        gazetteer: &'a Gazetteer,
        raw: Vec<Term>,
        groups: Vec<Option<u32>>,
    ) -> Self {
        Self { source, lexicon, gazetteer, raw, groups, names: 0, two_tier: false, out: Vec::new(), places: Vec::new() }
    }

    /// Names are those of the division in force since July 2025.
    pub(crate) fn two_tier(self, two_tier: bool) -> Self {
        Self { two_tier, ..self }
    }

    /// The joined terms, and the places among them.
    pub(crate) fn run(mut self) -> (Vec<Term>, Vec<Place>) {
        let mut at = 0;
        while at < self.raw.len() {
            let term = self.raw[at];
            let (kind, used) = self.joined(at);
            let joined = &self.raw[at..at + used];
            let entry = if kind == Kind::Phrase { term.entry } else { NO_ENTRY };
            self.out.push(Term { kind, entry, end: joined[used - 1].end, ..term });
            self.names += joined.iter().filter(|t| t.kind == Kind::Name).count();
            at += used;
        }
        (self.out, self.places)
    }

    fn joined(&mut self, at: usize) -> Joined {
        match self.raw[at].kind {
            Kind::Num(n) => self.number(at, n),
            Kind::Frac(a, b) => self.fraction(at, a, b),
            Kind::Range(a, b) => self.range(at, a, b),
            Kind::Phrase => self.phrase(at),
            Kind::Name => (self.name(at), 1),
            kind => (kind, 1),
        }
    }

    /// A phrase with what it takes to itself: "thôn Bản Vèn", "mười chín", "tháng 9", "cuối năm 2020", "xã A".
    fn phrase(&mut self, at: usize) -> Joined {
        if self.is(at, Class::Subject) && self.doubled(at) {
            self.twice_typed(at)
        } else if self.is(at, Class::Program) && self.numbered_paper(at) {
            (Kind::Cited, 3)
        } else if self.is(at, Class::Numeral) {
            self.numeral(at)
        } else if self.is(at, Class::MonthWord) {
            self.month(at)
        } else if self.is(at, Class::Half) {
            self.half(at)
        } else if self.is(at, Class::Level) {
            self.level(at)
        } else {
            ALONE
        }
    }

    /// "mã hồ sơ NTM-019": a number of something.
    fn numbered_paper(&self, at: usize) -> bool {
        let glued = |j: usize| self.raw.get(j).filter(|t| !t.spaced);
        glued(at + 1).is_some_and(|t| t.mark('-')) && glued(at + 2).is_some_and(|t| matches!(t.kind, Kind::Num(_)))
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.raw.get(at).is_some_and(|t| t.is(self.lexicon, class))
    }

    fn value(&self, at: usize, class: Class) -> Option<&str> {
        self.raw.get(at).filter(|t| t.entry != NO_ENTRY).and_then(|t| self.lexicon.value(t.entry, class))
    }

    /// The kind of a raw term, if there is one.
    fn kind(&self, at: usize) -> Option<Kind> {
        self.raw.get(at).map(|t| t.kind)
    }

    fn is_name(&self, at: usize) -> bool {
        self.kind(at) == Some(Kind::Name)
    }

    /// Whether a term reads so, in lower case.
    fn reads(&self, at: usize, word: &str) -> bool {
        self.raw.get(at).is_some_and(|t| self.source.lower[t.start as usize..t.end as usize].iter().copied().eq(word.chars()))
    }

    /// A term as written, in lower case.
    fn lower(&self, at: usize) -> String {
        let term = self.raw[at];
        self.source.text(term.start as usize, term.end as usize).to_lowercase()
    }

    /// The words of terms `first..=last`, one blank between them.
    fn words(&self, first: usize, last: usize) -> String {
        self.source.squeezed(self.raw[first].start as usize, self.raw[last].end as usize)
    }
}
