//! When a text was written, as it says itself: for those that come without the day of their publication.

use crate::class::Class;
use crate::lexicon::Lexicon;
use crate::term::{Kind, Term, When};
use rustc_hash::FxHashMap;

/// Terms in which a year is looked for that stands for the text's own: its title and what it begins with.
const LEAD: usize = 400;

/// The year, and the month where it is known: of the page's stamp ("Đăng lúc 08/08/2020 22:42"), else of a day that opens a sentence
/// ("Ngày 24/01/2024, …"), else of the first whole date outside brackets.
pub(crate) fn written_on(terms: &[Term], lexicon: &Lexicon) -> When {
    let text = Text { terms, lexicon };
    let dates: Vec<(usize, When)> = (0..terms.len()).filter_map(|at| Some((at, text.whole(at)?))).take(200).collect();
    let first = |fits: &dyn Fn(usize) -> bool| dates.iter().find(|(at, _)| fits(*at)).map(|(_, when)| *when);
    let day = |at: usize| matches!(terms[at].kind, Kind::Date(when) if when.day.is_some());
    let found = first(&|at| day(at) && text.is_stamp(at))
        .or_else(|| first(&|at| day(at) && text.opens(at)))
        .or_else(|| first(&|at| at == 0 || !terms[at - 1].mark('(')))
        .or_else(|| first(&|_| true));
    found.unwrap_or_default()
}

/// The year the beginning of a text says again and again: only good for a day that names none, since a text also speaks of years gone by.
pub(crate) fn year_spoken_of(terms: &[Term], lexicon: &Lexicon) -> Option<u16> {
    Text { terms, lexicon }.year()
}

struct Text<'a> {
    terms: &'a [Term],
    lexicon: &'a Lexicon,
}

impl Text<'_> {
    fn whole(&self, at: usize) -> Option<When> {
        match self.terms[at].kind {
            Kind::Date(when) if when.year.is_some() => Some(When { day: None, ..when }),
            _ => None,
        }
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.terms.get(at).is_some_and(|term| term.is(self.lexicon, class))
    }

    fn breaks(&self, at: Option<usize>) -> bool {
        at.and_then(|at| self.terms.get(at)).is_none_or(|term| term.kind == Kind::Line)
    }

    /// A clock beside it, a word of publishing before it, or alone on its line.
    fn is_stamp(&self, at: usize) -> bool {
        let number = |at: usize| matches!(self.terms.get(at).map(|term| term.kind), Some(Kind::Num(_)));
        let clock = |at: usize| at > 0 && self.terms.get(at).is_some_and(|term| term.mark(':')) && number(at - 1) && number(at + 1);
        let from = (at.saturating_sub(5)..at).rev().find(|before| self.breaks(Some(*before))).map_or(at.saturating_sub(5), |line| line + 1);
        let near = (from..at).chain((at + 1..at + 6).take_while(|after| !self.breaks(Some(*after))));
        let alone =
            self.breaks(from.checked_sub(1)) && (from..at).all(|before| self.is(before, Class::DateCue)) && self.breaks(Some(at + 1));
        alone || near.clone().any(clock) || (from..at).any(|before| self.is(before, Class::Published))
    }

    /// The first words of a sentence: "Ngày 24/01/2024, …", "Sáng 5/8/2020, …".
    fn opens(&self, at: usize) -> bool {
        let cue = (at.saturating_sub(2)..at).find(|before| self.is(*before, Class::DateCue));
        let bound = |at: usize| self.is(at, Class::Deadline) || self.terms[at].has(self.lexicon, Class::DateCue, "bound");
        cue.is_some_and(|cue| {
            let sentence = cue == 0 || self.breaks(Some(cue - 1)) || self.terms[cue - 1].mark('.');
            sentence && (cue..at).all(|word| !bound(word))
        })
    }

    /// The year said at the beginning again and again, at least thrice and twice as often as any other.
    fn year(&self) -> Option<u16> {
        let mut said: FxHashMap<u16, usize> = FxHashMap::default();
        for (at, term) in self.terms.iter().enumerate().take(LEAD) {
            let Kind::Year(year) = term.kind else { continue };
            let word = if at > 0 && self.is(at - 1, Class::YearWord) { at - 1 } else { at };
            // "đến năm 2030" lies ahead
            let ahead = word > 0 && self.terms[word - 1].has(self.lexicon, Class::DateCue, "bound");
            if !ahead {
                *said.entry(year).or_default() += 1;
            }
        }
        let (year, times) = said.iter().max_by_key(|(_, times)| **times).map(|(year, times)| (*year, *times))?;
        let clear = said.iter().all(|(other, count)| *other == year || count * 2 <= times);
        (times >= 3 && clear).then_some(year)
    }
}
