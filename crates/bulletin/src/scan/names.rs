//! Names: known ones, and runs of capitals nobody knows.

use super::Scan;
use crate::class::{Class, Classes};
use crate::lexicon::Found;
use crate::term::NO_ENTRY;
use crate::token::{Token, TokenKind};

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
    Class::MergedFrom,
]);

/// What a number behind a name may count, so that it is no part of the name.
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

impl Scan<'_> {
    /// A name that begins at a word: how many tokens it takes, and the gazetteer's group where it is known.
    pub(super) fn name_at(&self, at: usize, phrase: Option<Found>) -> Option<(usize, Option<u32>)> {
        let after_level = self.follows(Class::Level);
        if !self.tokens[at].capital && !after_level {
            return None;
        }
        let run = self.capitals(at);
        if run > 0 && self.follows(Class::Person) {
            return Some((run, None));
        }
        if let Some((len, group)) = self.known_name(at, after_level).filter(|(len, _)| self.outweighs(*len, phrase, after_level)) {
            // a person's name may follow a place's: "tỉnh Hà Nam Nguyễn …"; a longer run is an unknown longer name
            let longer = run > len && (run - len < 2 || len == 1) && self.goes_on_as_name(at + len);
            return Some(if longer { (run, None) } else { (len, Some(group)) });
        }
        let unknown = self.is_unknown_name(run, phrase, after_level) || run == 1 && self.is_scored_word(at, phrase);
        (!self.is_abbreviation(at) && unknown).then_some((run, None))
    }

    /// "Lợi Hải Hạ": a capital behind a known name is part of a longer one, though the dictionaries know the word.
    fn goes_on_as_name(&self, at: usize) -> bool {
        const DIRECTIONS: [&str; 12] = ["thượng", "trung", "hạ", "đông", "tây", "nam", "bắc", "bac", "dong", "thuong", "ha", "tay"];
        let found = self.lexicon.phrase(self.source, &self.tokens[at..], self.bare);
        found.is_none_or(|phrase| phrase.tokens == 1 && DIRECTIONS.iter().any(|word| self.says(at, word)))
    }

    /// A known name of so many tokens is meant, rather than the phrase at the same place.
    fn outweighs(&self, len: usize, phrase: Option<Found>, after_level: bool) -> bool {
        let Some(phrase) = phrase else { return true };
        let region = phrase.tokens >= len && self.lexicon.entry(phrase.entry).is(Class::Region);
        !region && (len >= 2 || after_level) && len >= phrase.tokens
    }

    /// A run of capitals nobody knows is a name, unless a phrase keeps its meaning.
    fn is_unknown_name(&self, run: usize, phrase: Option<Found>, after_level: bool) -> bool {
        let firm = phrase.is_some_and(|p| self.lexicon.entry(p.entry).meets(FIRM));
        let words = phrase.map_or(0, |p| p.tokens);
        after_level && run > 0 && !(firm && words > run) && !self.keeps(phrase.map(|p| p.entry), run, words)
            || run >= 2 && (words == 0 || words == 1 && !firm)
    }

    /// "Ea Tân (16 tiêu chí), Dliêya (15), …": one word nobody knows, with a number in brackets as the name before it has.
    fn is_scored_word(&self, at: usize, phrase: Option<Found>) -> bool {
        let mark = |k: usize, marks: &str| matches!(self.tokens.get(k).map(|t| t.kind), Some(TokenKind::Mark(c)) if marks.contains(c));
        let number = |k: usize| self.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Number);
        let before = at >= 5 && mark(at - 1, ",;") && mark(at - 2, ")") && ((at - 5)..(at - 2)).any(number);
        phrase.is_none() && before && mark(at + 1, "(") && number(at + 2) && mark(at + 3, ")")
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

    fn known_name(&self, at: usize, after_level: bool) -> Option<(usize, u32)> {
        let (len, group) = self.lexicon.name(self.source, &self.tokens[at..], self.bare)?;
        let span = &self.tokens[at..at + len];
        let capital = |t: &Token| t.capital || t.kind != TokenKind::Word;
        let fits = if after_level { span.iter().any(|t| t.capital) } else { span.iter().all(capital) };
        // a following capital means the name goes on ("Hà Nam Ninh"), unless it begins another phrase
        fits.then_some((len, group))
    }

    /// `Quế Xuân 1`: a short number after a name belongs to it unless it counts something.
    pub(super) fn digit_suffix(&self, at: usize, after_level: bool) -> usize {
        if !self.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Number && t.end - t.start <= 2 && t.spaced) {
            return 0;
        }
        if !after_level {
            return usize::from(self.is_hamlets_number(at) || self.is_paired_number(at));
        }
        usize::from(match self.tokens.get(at + 1).map(|t| t.kind) {
            None | Some(TokenKind::Line) => true,
            // "xã A 13; xã B 14": no commune is called so
            Some(TokenKind::Mark(_)) if matches!(self.letters(at), ['1', _]) && self.counts_criteria() => false,
            Some(TokenKind::Mark(c)) => !matches!(c, '/' | '%' | '-'),
            Some(TokenKind::Number) => false,
            Some(TokenKind::Word) => {
                let next = self.lexicon.phrase(self.source, &self.tokens[at + 1..], self.bare);
                !next.is_some_and(|p| self.lexicon.entry(p.entry).meets(COUNTED))
            }
        })
    }

    /// "Nà Nghịu 1 (xã A)", "Nà Nghịu 1 đạt 14/14": a hamlet's name without its word.
    fn is_hamlets_number(&self, at: usize) -> bool {
        let next = |k: usize| self.tokens.get(at + k).map(|t| t.kind);
        let word = |k: usize| {
            let found = self.tokens.get(at + k..).and_then(|t| self.lexicon.phrase(self.source, t, self.bare));
            found.filter(|p| p.tokens == 1)
        };
        let lies = || next(1) == Some(TokenKind::Mark('(')) && word(2).is_some_and(|p| self.lexicon.has(p.entry, Class::Level, "commune"));
        let scored =
            || next(2) == Some(TokenKind::Number) && next(3) == Some(TokenKind::Mark('/')) && self.says(at + 1, "đạt") && word(1).is_some();
        matches!(self.letters(at), [digit] if *digit != '0') && (lies() || scored())
    }

    /// "Quế Xuân 1 và Quế Xuân 2": the same name twice, told apart by its number.
    fn is_paired_number(&self, at: usize) -> bool {
        let number = |k: usize| self.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Number && t.end - t.start == 1);
        let same = |a: usize, b: usize| {
            let word = |k: usize| self.tokens.get(k).filter(|t| t.kind == TokenKind::Word && t.capital).map(|_| self.letters(k));
            (1..=2).all(|k| word(a - k).is_some() && word(a - k) == word(b - k))
        };
        let behind = at >= 2 && number(at + 4) && same(at, at + 4);
        let before = at >= 6 && number(at - 4) && same(at, at - 4);
        number(at) && (behind || before)
    }

    /// The type word just read is a commune's, and criteria were spoken of a little before it.
    fn counts_criteria(&self) -> bool {
        let commune = self.out.last().is_some_and(|t| t.entry != NO_ENTRY && self.lexicon.has(t.entry, Class::Level, "commune"));
        commune && self.out.iter().rev().take(14).any(|t| t.is(self.lexicon, Class::Criteria))
    }
}
