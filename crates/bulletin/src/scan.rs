//! Tokens into terms, first step: phrases, runs of capitals, numbers with their marks.

mod names;
mod numbers;

use crate::class::Class;
use crate::lexicon::{Found, Lexicon};
use crate::number::Number;
use crate::source::Source;
use crate::term::{Kind, NO_ENTRY, Term, When};
use crate::token::{Token, TokenKind};

/// Looks at one text through the dictionaries.
pub(crate) struct Scan<'a> {
    pub(crate) source: &'a Source,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) tokens: &'a [Token],
    pub(crate) bare: bool,
    pub(crate) out: Vec<Term>,
    /// For every `Kind::Name` term (in order): the gazetteer's group, if any.
    pub(crate) groups: Vec<Option<u32>>,
}

impl Scan<'_> {
    /// All terms of the text.
    pub(crate) fn run(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            let token = self.tokens[at];
            let (kind, entry, used) = match token.kind {
                TokenKind::Line => (Kind::Line, NO_ENTRY, 1),
                TokenKind::Number => self.number(at),
                TokenKind::Mark(c) => match self.lexicon.phrase(self.source, &self.tokens[at..], self.bare) {
                    Some(found) => (Kind::Phrase, found.entry, found.tokens),
                    None => (Kind::Mark(c), NO_ENTRY, 1),
                },
                TokenKind::Word => self.word(at),
            };
            self.push(at, used, kind, entry);
            at += used;
        }
    }

    fn push(&mut self, at: usize, used: usize, kind: Kind, entry: u32) {
        let (first, last) = (self.tokens[at], self.tokens[(at + used).min(self.tokens.len()) - 1]);
        self.out.push(Term { kind, entry, start: first.start, end: last.end, capital: first.capital, spaced: first.spaced });
    }

    /// A word: a name that begins with it, a phrase, or nothing the dictionaries know.
    fn word(&mut self, at: usize) -> (Kind, u32, usize) {
        let phrase = self.phrase_of(at);
        if let Some((len, group)) = self.name_at(at, phrase) {
            let after_level = self.follows(Class::Level);
            self.groups.push(group);
            return (Kind::Name, NO_ENTRY, len + self.digit_suffix(at + len, after_level));
        }
        match phrase {
            Some(found) => (Kind::Phrase, found.entry, found.tokens),
            None => (Kind::Word, NO_ENTRY, 1),
        }
    }

    /// The term read last is of a class.
    fn follows(&self, class: Class) -> bool {
        self.out.last().is_some_and(|t| t.is(self.lexicon, class))
    }

    /// The dictionary's phrase at a word.
    fn phrase_of(&self, at: usize) -> Option<Found> {
        let phrase = self.lexicon.phrase(self.source, &self.tokens[at..], self.bare)?;
        // "Giao Ban Quản lý …" is no "giao ban": the capital begins an office
        let office = phrase.tokens == 2
            && self.lexicon.entry(phrase.entry).is(Class::Minutes)
            && self.tokens[at + 1].capital
            && !self.is_upper(at + 1)
            && self
                .lexicon
                .phrase(self.source, &self.tokens[at + 1..], self.bare)
                .is_some_and(|q| self.lexicon.entry(q.entry).is(Class::Head));
        if office { self.lexicon.phrase(self.source, &self.tokens[at..=at], self.bare) } else { Some(phrase) }
    }

    /// A word in capitals.
    fn is_upper(&self, at: usize) -> bool {
        let token = self.tokens[at];
        let word = &self.source.chars[token.start as usize..token.end as usize];
        word.len() > 1 && word.iter().all(|c| crate::letters::is_upper(*c))
    }

    /// Two or more capitals and nothing else, among words that are not all so.
    fn is_abbreviation(&self, at: usize) -> bool {
        let token = self.tokens[at];
        // no dictionary knows it: a name in capitals, unless it cannot be said ("PTNT")
        let said = || self.source.lower[token.start as usize..token.end as usize].iter().any(|c| !c.is_ascii() || "aeiouy".contains(*c));
        // "XÃ SUỐI TRẦM": no abbreviation has letters with marks
        let marked = self.letters(at).iter().any(|c| !c.is_ascii() && *c != 'Đ');
        if marked || !self.is_upper(at) || token.key == 0 && said() {
            return false;
        }
        let long = token.end - token.start > 2;
        let neighbour = |i: usize| long || self.tokens.get(i).is_none_or(|t| t.kind != TokenKind::Word || !self.is_upper(i));
        at.checked_sub(1).is_none_or(neighbour) && neighbour(at + 1)
    }

    fn letters(&self, at: usize) -> &[char] {
        let t = self.tokens[at];
        &self.source.chars[t.start as usize..t.end as usize]
    }

    /// The number a token writes, alone.
    fn value(&self, at: usize) -> Option<Number> {
        let digits = self.letters(at);
        // So many fit in millionths.
        match whole(digits).filter(|_| digits.len() <= 12) {
            Some(n) => Some(Number::whole(n)),
            None => Number::parse(&digits.iter().collect::<String>()),
        }
    }

    fn says(&self, at: usize, word: &str) -> bool {
        self.tokens.get(at).is_some_and(|t| self.source.lower[t.start as usize..t.end as usize].iter().copied().eq(word.chars()))
    }

    fn is_mark(&self, at: usize, c: char) -> bool {
        self.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Mark(c))
    }
}

/// A number of up to 15 digits and nothing else.
fn whole(digits: &[char]) -> Option<i64> {
    let fits = !digits.is_empty() && digits.len() <= 15;
    fits.then(|| digits.iter().try_fold(0_i64, |n, c| Some(n * 10 + i64::from(c.to_digit(10)?))))?
}

/// A year officials may mean.
pub(crate) fn year(n: i64) -> Option<u16> {
    u16::try_from(n).ok().filter(|y| (1930..2100).contains(y))
}

fn day(d: i64, m: i64, year: Option<u16>) -> Option<When> {
    let valid = (1..=31).contains(&d) && (1..=12).contains(&m);
    valid.then(|| When { year, month: u8::try_from(m).ok(), day: u8::try_from(d).ok() })
}
