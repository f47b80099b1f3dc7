//! Units that are counted and then named: "còn 8 xã chưa đạt: A, B, C".

use super::places::Names;
use crate::class::Class;
use crate::gazetteer::Level;
use crate::term::{Kind, Term};

/// Names of one list.
const LONGEST_LIST: usize = 60;
/// Terms in which as many names as were counted are told apart.
const LONGEST_TELLING: usize = 160;

/// So many units of a level, and the word that says what is counted.
#[derive(Clone, Copy)]
struct Counted {
    n: i64,
    level: Level,
    at: usize,
}

impl Names<'_> {
    /// The names listed behind a count are of the level that was counted.
    pub(super) fn counted_lists(&mut self) {
        for at in 1..self.terms.len() {
            let Some(counted) = self.counted(at) else { continue };
            if let Some(members) = self.told_apart(counted) {
                self.are(&members, counted.level);
            }
            if let Some(members) = self.listed(counted) {
                self.are(&members, counted.level);
            }
        }
    }

    /// "8 xã", "3/11 huyện": a few units of a level up to a district.
    fn counted(&self, at: usize) -> Option<Counted> {
        let n = match self.terms[at - 1].kind {
            Kind::Num(n) | Kind::Frac(n, _) => n.as_whole().filter(|n| (2..=60).contains(n))?,
            _ => return None,
        };
        let word = self.terms[at];
        let class = [Class::Subject, Class::Level].into_iter().find(|class| word.is(self.lexicon, *class))?;
        let level = self.lexicon.value(word.entry, class).and_then(Level::of).filter(|l| l.rank() <= 2)?;
        Some(Counted { n, level, at })
    }

    /// "3 xã của huyện X: A đạt 19/19; B đạt 18/19; riêng C mới 17/19": as many names as were counted, each with its own words.
    fn told_apart(&self, counted: Counted) -> Option<Vec<usize>> {
        let colon = self.ahead(counted.at + 1, 11).take_while(|j| !self.stops(*j)).find(|j| self.terms[*j].mark(':'))?;
        let mut opens = true;
        let mut members = Vec::new();
        for j in self.ahead(colon + 1, LONGEST_TELLING - 1).take_while(|j| !self.stops(*j)) {
            let term = self.terms[j];
            if let Some(i) = self.place(j) {
                if opens && self.may_be_called(i, counted.level) {
                    members.push(i);
                }
                opens = false;
            } else if self.separates(term) || term.mark(';') {
                opens = true;
            } else if !term.is(self.lexicon, Class::Towards) {
                opens = false;
            }
        }
        (i64::try_from(members.len()).ok() == Some(counted.n)).then_some(members)
    }

    /// A bare name that a unit of this level bears, or that nobody knows.
    fn may_be_called(&self, i: usize, level: Level) -> bool {
        let place = &self.places[i];
        let bare = !place.explicit && !place.address;
        bare && (place.group.is_none() || self.gazetteer.called(&place.name).any(|u| u.level == level))
    }

    /// "8 xã chưa đạt: A, B, C", "2 xã A và B": two names at least, one after another.
    fn listed(&self, counted: Counted) -> Option<Vec<usize>> {
        let first = self.first_name(counted)?;
        let before = self.terms[first - 1];
        let led = before.mark(':') || before.mark('(') || before.is(self.lexicon, Class::List) || first == counted.at + 1;
        led.then(|| self.names_from(first, counted.level)).filter(|members| members.len() >= 2)
    }

    /// The first name behind a count; "5 xã của huyện X …: A, B": X only says where.
    fn first_name(&self, counted: Counted) -> Option<usize> {
        let ends = |j: usize| self.stops(j) || self.terms[j].mark(';') || matches!(self.terms[j].kind, Kind::Num(_));
        let above = |i: usize| self.places[i].explicit && self.places[i].level.is_some_and(|l| l.rank() > counted.level.rank());
        self.ahead(counted.at + 1, 15).take_while(|j| !ends(*j)).find(|j| self.place(*j).is_some_and(|i| !above(i)))
    }

    /// Bare names in a row, with what stands in brackets behind them.
    fn names_from(&self, first: usize, level: Level) -> Vec<usize> {
        let mut members = Vec::new();
        let mut at = first;
        while let Some(i) = self.place(at).filter(|i| members.len() < LONGEST_LIST && self.may_be_listed(*i, level)) {
            members.push(i);
            at = self.past_bracket(at + 1);
            if !self.terms.get(at).is_some_and(|t| self.separates(*t)) {
                break;
            }
            at += 1;
        }
        members
    }

    /// A bare name that is not only a province's.
    fn may_be_listed(&self, i: usize, level: Level) -> bool {
        let place = &self.places[i];
        let called = |level: Level| self.gazetteer.called(&place.name).any(|u| u.level == level);
        !place.explicit && !place.address && (!called(Level::Province) || called(level))
    }

    fn past_bracket(&self, at: usize) -> usize {
        if !self.terms.get(at).is_some_and(|t| t.mark('(')) {
            return at;
        }
        self.ahead(at, 10).find(|k| self.terms[*k].mark(')')).map_or(at, |k| k + 1)
    }

    fn separates(&self, term: Term) -> bool {
        term.mark(',') || term.is(self.lexicon, Class::Conj)
    }
}
