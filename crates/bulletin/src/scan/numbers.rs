//! Numbers with whatever their marks make of them: fractions, ranges, years, dates, numbers of papers.

use super::{Scan, day, whole, year};
use crate::class::{Class, Classes};
use crate::number::Number;
use crate::term::{Kind, NO_ENTRY, Term, When};
use crate::token::TokenKind;

/// Tokens the numbers of a paper's number take: "05-16/2012/QĐ-UBND". Without an end a text of nothing but numbers and strokes would be
/// gone through anew from each of them.
const LONGEST_NUMBER: usize = 8;

impl Scan<'_> {
    /// A run of digits without marks, as a number; `2.025` counts as the year it means.
    pub(super) fn plain(&self, at: usize) -> Option<(i64, usize)> {
        self.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
        let digits = self.letters(at);
        if digits.iter().all(char::is_ascii_digit) {
            return whole(digits).map(|n| (n, digits.len()));
        }
        let year = digits.strip_prefix(&['2', '.', '0']).filter(|rest| rest.len() == 2).and_then(whole);
        year.map(|y| (2000 + y, 4))
    }

    /// One number with whatever its marks make of it.
    pub(super) fn number(&mut self, at: usize) -> (Kind, u32, usize) {
        if let Some(found) = self.lexicon.phrase(self.source, &self.tokens[at..], self.bare).filter(|f| f.tokens > 1) {
            return (Kind::Phrase, found.entry, found.tokens);
        }
        let (kind, used) = self.figure(at);
        (kind, NO_ENTRY, used)
    }

    /// A number that begins no phrase, and the tokens it takes.
    fn figure(&self, at: usize) -> (Kind, usize) {
        if let Some(used) = self.cited(at) {
            return (Kind::Cited, used);
        }
        if let Some((when, used)) = self.date(at) {
            return (Kind::Date(when), used);
        }
        let Some(first) = self.value(at) else { return (Kind::Word, 1) };
        if let Some(second) = self.denominator(at) {
            return (Kind::Frac(first, second), 3);
        }
        if let Some(range) = self.range(at, first) {
            return (range, 3);
        }
        self.year_alone(at).map_or((Kind::Num(first), 1), |y| (Kind::Year(y), 1))
    }

    /// The number a token writes, if it writes one.
    fn second(&self, at: usize) -> Option<Number> {
        self.tokens.get(at).filter(|t| t.kind == TokenKind::Number).and_then(|_| self.value(at))
    }

    /// `16/19`, but not `16/19/2024`.
    fn denominator(&self, at: usize) -> Option<Number> {
        let second = self.second(at + 2).filter(|_| self.is_mark(at + 1, '/'))?;
        let third = self.is_mark(at + 3, '/') && self.tokens.get(at + 4).is_some_and(|t| t.kind == TokenKind::Number);
        (!third).then_some(second)
    }

    /// `2016-2020`, `13-18`, `1,5-2`.
    fn range(&self, at: usize, first: Number) -> Option<Kind> {
        if !self.is_mark(at + 1, '-') || self.are_days(at) {
            return None;
        }
        let (Some((a, 1..=4)), Some((b, 1..=4))) = (self.plain(at), self.plain(at + 2)) else {
            return self.second(at + 2).filter(|second| first < *second).map(|second| Kind::Range(first, second));
        };
        if let (Some(from), Some(to)) = (year(a), year(b))
            && from < to
        {
            return Some(Kind::Years(from, to));
        }
        (a < b && a < 1000).then(|| Kind::Range(Number::whole(a), Number::whole(b)))
    }

    /// "ngày 5-6/10": the second day has the month.
    fn are_days(&self, at: usize) -> bool {
        self.is_mark(at + 3, '/')
            && self.is_cued()
            && self.plain(at).is_some_and(|(a, _)| (1..=31).contains(&a))
            && self.plain(at + 4).is_some_and(|(m, _)| (1..=12).contains(&m))
    }

    /// A number of four digits that the words around it make a year.
    fn year_alone(&self, at: usize) -> Option<u16> {
        let (n, 4) = self.plain(at)? else { return None };
        let year = year(n)?;
        let before = self.out.last()?;
        // "đến 2030"
        let bound = || {
            // "mục tiêu đến 2030": the word is part of a phrase
            let until = before.is(self.lexicon, Class::Target) && self.source.lower[..before.end as usize].ends_with(&['đ', 'ế', 'n']);
            (before.has(self.lexicon, Class::DateCue, "bound") || until)
                && (2005..2060).contains(&n)
                && self.letters(at).len() == 4
                && !self.counts(at + 1)
        };
        let named = before.is(self.lexicon, Class::YearWord) || before.is(self.lexicon, Class::Half);
        // "kế hoạch 2023: …", "đặt đích 2025: …"
        let planned = || {
            before.is(self.lexicon, Class::Target) && (self.is_mark(at + 1, ':') || self.is_mark(at + 1, ',') || self.says(at + 1, "là"))
        };
        let bracketed = before.mark('(') && self.is_mark(at + 1, ')');
        // "đăng ký về đích cuối 2018"
        let part = || self.letters(at).len() == 4 && self.is_part_of_year(before) && !self.counts(at + 1);
        (named || bracketed || planned() || bound() || part()).then_some(year)
    }

    /// "cuối", "đầu", "giữa", "tính đến": words a year may stand behind without its own.
    fn is_part_of_year(&self, term: &Term) -> bool {
        let word = &self.source.lower[term.start as usize..term.end as usize];
        term.has(self.lexicon, Class::Result, "time")
            || [&['c', 'u', 'ố', 'i'][..], &['đ', 'ầ', 'u'], &['g', 'i', 'ữ', 'a']].contains(&word)
    }

    /// `16/2012/QĐ-UBND`, `06-NQ/TU`, `2538/QĐ-UBND`: the tokens it takes.
    pub(super) fn cited(&self, at: usize) -> Option<usize> {
        let mut end = at + 1;
        while end < at + LONGEST_NUMBER
            && matches!(self.tokens.get(end).map(|t| t.kind), Some(TokenKind::Mark('/' | '-')))
            && self.tokens.get(end + 1).is_some_and(|t| t.kind == TokenKind::Number)
        {
            end += 2;
        }
        if !matches!(self.tokens.get(end).map(|t| t.kind), Some(TokenKind::Mark('/' | '-'))) {
            return None;
        }
        let word = self.tokens.get(end + 1).filter(|t| t.kind == TokenKind::Word && !t.spaced)?;
        let upper = self.source.chars[word.start as usize..word.end as usize].iter().take(2).all(|c| c.is_uppercase());
        if !upper || (word.end - word.start) < 2 || self.is_mark(end, '-') && self.tokens[end].spaced {
            return None;
        }
        end += 2;
        while self.tokens.get(end).is_some_and(|t| !t.spaced && (t.kind == TokenKind::Word || matches!(t.kind, TokenKind::Mark('/' | '-'))))
        {
            end += 1;
        }
        Some(end - at)
    }

    pub(super) fn date(&self, at: usize) -> Option<(When, usize)> {
        let cued = || self.is_cued() || self.second_day();
        let digits = self.letters(at);
        let points = digits.iter().filter(|c| **c == '.').count();
        if matches!(points, 1 | 2) && !digits.contains(&',') {
            let mut parts = digits.split(|c| *c == '.').map_while(whole);
            let (d, m, y) = (parts.next(), parts.next(), parts.next());
            if let (Some(d), Some(m), Some(y)) = (d, m, y) {
                return day(d, m, year(y)).map(|w| (w, 1));
            }
            if let (Some(d), Some(m), 1) = (d, m, points)
                && digits.len() <= 5
                && cued()
                && !self.counts(at + 1)
            {
                return day(d, m, None).map(|w| (w, 1));
            }
        }
        let (a, _) = self.plain(at).filter(|(_, len)| *len <= 2)?;
        let sep = match self.tokens.get(at + 1)?.kind {
            TokenKind::Mark(c @ ('/' | '-' | '.')) => c,
            _ => return None,
        };
        let (b, len) = self.plain(at + 2)?;
        if let Some((y, 4)) = self.plain(at + 4).filter(|_| self.is_mark(at + 3, sep)) {
            return day(a, b, Some(year(y)?)).map(|w| (w, 5));
        }
        let after_month = || self.out.last().is_some_and(|t| t.is(self.lexicon, Class::MonthWord));
        if len == 4 && sep != '.' && (1..=12).contains(&a) && (sep == '/' || after_month()) {
            let y = year(b)?;
            return Some((When { year: Some(y), month: u8::try_from(a).ok(), day: None }, 3));
        }
        let spaced = self.tokens[at + 1].spaced || self.tokens[at + 2].spaced;
        let month_next = || {
            self.lexicon
                .phrase(self.source, &self.tokens[(at + 3).min(self.tokens.len())..], self.bare)
                .is_some_and(|p| self.lexicon.entry(p.entry).is(Class::MonthWord))
        };
        // "Ngày 22 /7": the blank is a slip; "ngày 5 - 7" are three days
        let date = sep != '.' && (!spaced || sep == '/') && cued() && !month_next() && !self.counts(at + 3);
        date.then(|| day(a, b, None)).flatten().map(|w| (w, 3))
    }

    pub(super) fn is_cued(&self) -> bool {
        let cue = |t: &Term| t.is(self.lexicon, Class::DateCue) || t.is(self.lexicon, Class::Deadline);
        // "Hôm qua (24/9)"
        let aside = || matches!(self.out.as_slice(), [.., before, open] if open.mark('(') && before.entry != NO_ENTRY && self.lexicon.has(before.entry, Class::DateCue, "event"));
        self.out.last().is_some_and(cue) || aside()
    }

    /// "ngày 14 và …", "ngày 5 - …": the day before this one stood without its month.
    pub(super) fn second_day(&self) -> bool {
        let [.., cue, first, link] = self.out.as_slice() else { return false };
        cue.is(self.lexicon, Class::DateCue)
            && first.whole().is_some_and(|n| (1..=31).contains(&n))
            && (link.mark('-') || link.mark(',') || link.is(self.lexicon, Class::Conj))
    }

    /// Whether what follows is something to count, so that the number before it is no date.
    pub(super) fn counts(&self, at: usize) -> bool {
        const COUNTED: Classes = Classes::of(&[
            Class::Subject,
            Class::Criteria,
            Class::Indicators,
            Class::Unit,
            Class::Money,
            Class::Percent,
            Class::VagueSubject,
            Class::Big,
        ]);
        let found = self.tokens.get(at).and_then(|_| self.lexicon.phrase(self.source, &self.tokens[at..], self.bare));
        found.is_some_and(|p| {
            let e = self.lexicon.entry(p.entry);
            e.meets(COUNTED) || (e.is(Class::Level) && !e.is(Class::Prep))
        })
    }
}
