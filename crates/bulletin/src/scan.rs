//! Tokens into terms, first step: phrases, runs of capitals, numbers with their marks.

mod numbers;

use crate::class::{Class, Classes};
use crate::lexicon::Lexicon;
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

/// Phrases that keep their meaning even when the capitals after them could make a name of them.
const FIRM: Classes = Classes::of(&[
    Class::Stop,
    Class::Head,
    Class::Office,
    Class::Level,
    Class::Subject,
    Class::Prep,
    Class::Whole,
    Class::Each,
    Class::YearWord,
    Class::Order,
    Class::Citation,
    Class::Result,
    Class::Target,
    Class::Program,
    Class::Criteria,
    Class::Person,
    Class::Country,
    Class::Region,
]);

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

    fn word(&mut self, at: usize) -> (Kind, u32, usize) {
        let token = self.tokens[at];
        let phrase = self.lexicon.phrase(self.source, &self.tokens[at..], self.bare);
        // "Giao Ban Quản lý …" is no "giao ban": the capital begins an office
        let office = |p: &crate::lexicon::Found| {
            p.tokens == 2
                && self.lexicon.entry(p.entry).is(Class::Minutes)
                && self.tokens[at + 1].capital
                && !self.is_upper(at + 1)
                && self
                    .lexicon
                    .phrase(self.source, &self.tokens[at + 1..], self.bare)
                    .is_some_and(|q| self.lexicon.entry(q.entry).is(Class::Head))
        };
        let phrase = match phrase {
            Some(p) if office(&p) => self.lexicon.phrase(self.source, &self.tokens[at..=at], self.bare),
            other => other,
        };
        let after_level = self.out.last().is_some_and(|t| t.is(self.lexicon, Class::Level));
        let after_person = self.out.last().is_some_and(|t| t.is(self.lexicon, Class::Person));
        if token.capital || after_level {
            let run = self.capitals(at);
            let known = self.known_name(at, after_level);
            let firm = phrase.is_some_and(|p| self.lexicon.entry(p.entry).meets(FIRM));
            let phrase_len = phrase.map_or(0, |p| p.tokens);
            let upper = self.is_abbreviation(at);
            let take = if after_person && run > 0 {
                Some((run, None))
            } else if let Some((len, group)) = known.filter(|(len, _)| {
                !phrase.is_some_and(|p| p.tokens >= *len && self.lexicon.entry(p.entry).is(Class::Region))
                    && (*len >= 2 || after_level || phrase.is_none())
                    && *len >= phrase_len
            }) {
                // a person's name may follow a place's: "tỉnh Hà Nam Nguyễn …"; a longer run is an unknown longer name
                let longer = run > len
                    && (run - len < 2 || len == 1)
                    && self.lexicon.phrase(self.source, &self.tokens[at + len..], self.bare).is_none();
                Some(if longer { (run, None) } else { (len, Some(group)) })
            } else if !upper
                && (after_level && run > 0 && !(firm && phrase_len > run) && !self.keeps(phrase.map(|p| p.entry), run, phrase_len)
                    || run >= 2 && (phrase_len == 0 || (phrase_len == 1 && !firm)))
            {
                Some((run, None))
            } else {
                None
            };
            if let Some((len, group)) = take {
                let len = len + self.digit_suffix(at + len, after_level);
                self.groups.push(group);
                return (Kind::Name, NO_ENTRY, len);
            }
        }
        match phrase {
            Some(found) => (Kind::Phrase, found.entry, found.tokens),
            None => (Kind::Word, NO_ENTRY, 1),
        }
    }

    /// A capitalised dictionary phrase after a type word stays a phrase when it is longer than the run of capitals.
    fn keeps(&self, entry: Option<u32>, run: usize, phrase_len: usize) -> bool {
        entry.is_some_and(|e| {
            let e = self.lexicon.entry(e);
            (phrase_len > run && !e.is(Class::Money))
                || e.is(Class::Program)
                || e.is(Class::Region)
                || e.is(Class::Country)
                || (phrase_len >= run && (e.is(Class::Tier) || e.is(Class::Office) || e.is(Class::Stop)))
        })
    }

    /// Capitalised words in a row.
    fn capitals(&self, at: usize) -> usize {
        let mut n = 0;
        while let Some(token) =
            self.tokens.get(at + n).filter(|t| t.kind == TokenKind::Word && (t.capital || n > 0 && self.lost_capital(at + n)) && n < 6)
        {
            if n > 0 && (!token.spaced && self.tokens[at + n - 1].end != token.start || self.is_abbreviation(at + n)) {
                break;
            }
            n += 1;
        }
        n
    }

    /// "huyện Phong ?i?n", "tỉnh Nam ??nh": the capital itself was lost, and no word of a sentence fits.
    fn lost_capital(&self, at: usize) -> bool {
        const NAMED: Classes = Classes::of(&[Class::Criterion, Class::WorkNoun, Class::Unit, Class::Indicator]);
        let token = self.tokens[at];
        if !token.damaged || self.letters(at)[0] != '?' {
            return false;
        }
        let found = self.lexicon.phrase(self.source, &self.tokens[at..], self.bare);
        found.is_none_or(|p| p.tokens == 1 && self.lexicon.entry(p.entry).meets(NAMED))
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
        let upper = |t: &Token| {
            let word = &self.source.chars[t.start as usize..t.end as usize];
            word.len() > 1 && word.iter().all(|c| crate::letters::is_upper(*c))
        };
        // no dictionary knows it: a name in capitals, unless it cannot be said ("PTNT")
        let said = || self.source.lower[token.start as usize..token.end as usize].iter().any(|c| !c.is_ascii() || "aeiouy".contains(*c));
        // "XÃ SUỐI TRẦM": no abbreviation has letters with marks
        let marked = self.letters(at).iter().any(|c| !c.is_ascii() && *c != 'Đ');
        if marked || !upper(&token) || token.key == 0 && said() {
            return false;
        }
        let neighbour = |i: Option<usize>| {
            i.and_then(|i| self.tokens.get(i))
                .is_none_or(|t| t.kind != TokenKind::Word || !upper(t) || self.tokens[at].end - self.tokens[at].start > 2)
        };
        neighbour(at.checked_sub(1)) && neighbour(Some(at + 1))
    }

    fn known_name(&self, at: usize, after_level: bool) -> Option<(usize, u32)> {
        let (len, group) = self.lexicon.name(self.source, &self.tokens[at..], self.bare)?;
        let span = &self.tokens[at..at + len];
        let capital = |t: &Token| t.capital || t.kind != TokenKind::Word;
        let fits = if after_level { span.iter().any(|t| t.capital) } else { span.iter().all(capital) };
        // a following capital means the name goes on ("Hà Nam Ninh"), unless it begins another phrase
        fits.then_some((len, group))
    }

    /// `Quế Xuân 1`: a short number after a name belongs to it unless it counts something.
    fn digit_suffix(&self, at: usize, after_level: bool) -> usize {
        let Some(token) = self.tokens.get(at).filter(|t| t.kind == TokenKind::Number && t.end - t.start <= 2 && t.spaced) else { return 0 };
        let next = |k: usize| self.tokens.get(at + k).map(|t| t.kind);
        let phrase = |k: usize| self.tokens.get(at + k..).and_then(|t| self.lexicon.phrase(self.source, t, self.bare));
        if !after_level {
            // "Nà Nghịu 1 (xã A)", "Nà Nghịu 1 đạt 14/14": a hamlet's name without its word
            let short = token.end - token.start == 1 && self.letters(at)[0] != '0';
            let lies = || {
                next(1) == Some(TokenKind::Mark('('))
                    && phrase(2).is_some_and(|p| p.tokens == 1 && self.lexicon.has(p.entry, Class::Level, "commune"))
            };
            let scored = || {
                phrase(1).is_some_and(|p| p.tokens == 1 && self.says(at + 1, "đạt"))
                    && next(2) == Some(TokenKind::Number)
                    && next(3) == Some(TokenKind::Mark('/'))
            };
            return usize::from(short && (lies() || scored()));
        }
        match self.tokens.get(at + 1).map(|t| t.kind) {
            None | Some(TokenKind::Line) => 1,
            // "xã A 13; xã B 14": no commune is called so
            Some(TokenKind::Mark(_)) if self.letters(at).len() == 2 && self.letters(at)[0] == '1' && self.counts_criteria() => 0,
            Some(TokenKind::Mark(c)) => usize::from(!matches!(c, '/' | '%' | '-')),
            Some(TokenKind::Number) => 0,
            Some(TokenKind::Word) => {
                let next = self.lexicon.phrase(self.source, &self.tokens[at + 1..], self.bare);
                const COUNTED: Classes = Classes::of(&[
                    Class::Subject,
                    Class::Level,
                    Class::Criteria,
                    Class::Indicators,
                    Class::Unit,
                    Class::Money,
                    Class::Percent,
                    // "xã A 6 tháng đầu năm"
                    Class::MonthWord,
                    Class::YearWord,
                    Class::Quarter,
                    Class::WorkingDays,
                ]);
                usize::from(!next.is_some_and(|p| self.lexicon.entry(p.entry).meets(COUNTED)))
            }
        }
    }

    /// The type word just read is a commune's, and criteria were spoken of a little before it.
    fn counts_criteria(&self) -> bool {
        let commune = self.out.last().is_some_and(|t| t.entry != NO_ENTRY && self.lexicon.has(t.entry, Class::Level, "commune"));
        commune && self.out.iter().rev().take(14).any(|t| t.is(self.lexicon, Class::Criteria))
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
