//! Terms: what the rules read. A term is a number, a date, a sum, a place, a dictionary phrase, a word or a mark.

use crate::class::{Class, Classes};
use crate::lexicon::Lexicon;
use crate::number::Number;

/// A date as far as the text gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct When {
    /// Year, when said.
    pub(crate) year: Option<u16>,
    /// Month, when said.
    pub(crate) month: Option<u8>,
    /// Day, when said.
    pub(crate) day: Option<u8>,
}

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// A word no dictionary knows.
    Word,
    /// A phrase of the dictionaries.
    Phrase,
    /// One mark.
    Mark(char),
    /// End of a line.
    Line,
    /// A number.
    Num(Number),
    /// `a/b`.
    Frac(Number, Number),
    /// `a - b`, `từ a đến b`.
    Range(Number, Number),
    /// A percentage.
    Percent(Number),
    /// A sum in đồng; with `pair` the second of `a/b tỷ`; `per` when it is per person, household, km…
    Money {
        /// đồng
        vnd: i64,
        /// The second sum of a pair.
        pair: Option<i64>,
        /// What it is per: `people`, `year`, `other`.
        per: Per,
    },
    /// A date.
    Date(When),
    /// A year said as one.
    Year(u16),
    /// A stage: 2016-2020.
    Years(u16, u16),
    /// The number of a decision.
    Cited,
    /// A place; index into the document's places.
    Place(u32),
    /// Capitalised words that may be a name.
    Name,
    /// A person.
    Person,
}

/// What a sum is per.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Per {
    /// A total.
    Total,
    /// Per person (and year).
    Person,
    /// Per year only.
    Year,
    /// Per month.
    Month,
    /// Per household, kilometre, hectare, commune…
    Other,
}

/// One term.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Term {
    /// What it is.
    pub(crate) kind: Kind,
    /// Dictionary entry (phrases).
    pub(crate) entry: u32,
    /// First character.
    pub(crate) start: u32,
    /// One past the last.
    pub(crate) end: u32,
    /// Begins with a capital.
    pub(crate) capital: bool,
    /// A blank stands before it.
    pub(crate) spaced: bool,
}

/// No entry.
pub(crate) const NO_ENTRY: u32 = u32::MAX;

impl Term {
    /// Whether it is a phrase of a class.
    #[must_use]
    pub(crate) fn is(&self, lexicon: &Lexicon, class: Class) -> bool {
        self.entry != NO_ENTRY && lexicon.entry(self.entry).is(class)
    }

    /// Whether it is a phrase with this very value in a class.
    #[must_use]
    pub(crate) fn has(&self, lexicon: &Lexicon, class: Class, value: &str) -> bool {
        self.entry != NO_ENTRY && lexicon.has(self.entry, class, value)
    }

    /// Every class it is of.
    #[must_use]
    pub(crate) fn classes(&self, lexicon: &Lexicon) -> Classes {
        if self.entry == NO_ENTRY { Classes::default() } else { lexicon.entry(self.entry).classes }
    }

    /// Whether it is this mark.
    #[must_use]
    pub(crate) fn mark(&self, c: char) -> bool {
        matches!(self.kind, Kind::Mark(mark) if mark == c)
    }

    /// A whole number, if it is one.
    #[must_use]
    pub(crate) fn whole(&self) -> Option<i64> {
        match self.kind {
            Kind::Num(n) => n.as_whole(),
            _ => None,
        }
    }
}
