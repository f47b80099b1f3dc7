//! Terms, second step: sums of money, percentages, dates in words, places with their type word, people.

mod named;
mod quantity;
mod when;

use self::quantity::money;
use crate::class::Class;
use crate::doc::Place;
use crate::gazetteer::{Gazetteer, Level};
use crate::lexicon::Lexicon;
use crate::source::Source;
use crate::term::{Kind, NO_ENTRY, Per, Term};

/// Joins raw terms; fills the list of places.
pub(crate) struct Merge<'a> {
    pub(crate) source: &'a Source,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) raw: Vec<Term>,
    pub(crate) groups: Vec<Option<u32>>,
    pub(crate) two_tier: bool,
    pub(crate) out: Vec<Term>,
    pub(crate) places: Vec<Place>,
}

impl Merge<'_> {
    pub(crate) fn run(&mut self) {
        let (mut at, mut names) = (0, 0);
        while at < self.raw.len() {
            let mut used = 1;
            let term = self.raw[at];
            let kind = match term.kind {
                Kind::Num(n) => self.number(at, n, &mut used),
                Kind::Frac(a, b) => match self.factor(at + 1) {
                    Some(factor) => {
                        used = 2;
                        let per = self.per(at + 2, &mut used);
                        money(a, factor).map_or(Kind::Word, |vnd| Kind::Money { vnd, pair: money(b, factor), per })
                    }
                    None => term.kind,
                },
                // "ngày 5-6 tháng 12": the first of the days
                Kind::Range(a, _) if self.is(at + 1, Class::MonthWord) && at > 0 && self.is(at - 1, Class::DateCue) => {
                    self.number(at, a, &mut used)
                }
                Kind::Range(_, b) => {
                    match (self.factor(at + 1), self.raw.get(at + 1).is_some_and(|t| t.is(self.lexicon, Class::Percent))) {
                        (Some(factor), _) => {
                            used = 2;
                            money(b, factor).map_or(Kind::Word, |vnd| Kind::Money { vnd, pair: None, per: Per::Other })
                        }
                        (_, true) => {
                            used = 2;
                            Kind::Word
                        }
                        _ => term.kind,
                    }
                }
                // "thôn Bản Vèn": two type words, the second one part of the name
                Kind::Phrase if term.is(self.lexicon, Class::Subject) && self.doubled(at) => {
                    used = 2;
                    let next = self.raw[at + 1];
                    names += usize::from(next.kind == Kind::Name);
                    let text = self.source.text(term.start as usize, next.end as usize);
                    let name = text.split_whitespace().skip(1).collect::<Vec<_>>().join(" ");
                    self.push_place(Place::new(name, Some(Level::Hamlet), None, term.start, next.end))
                }
                // "mã hồ sơ NTM-019": a number of something
                Kind::Phrase
                    if term.is(self.lexicon, Class::Program)
                        && self.raw.get(at + 1).is_some_and(|t| t.mark('-') && !t.spaced)
                        && self.raw.get(at + 2).is_some_and(|t| matches!(t.kind, Kind::Num(_)) && !t.spaced) =>
                {
                    used = 3;
                    Kind::Cited
                }
                Kind::Phrase if term.is(self.lexicon, Class::Numeral) => self.numeral(at, &mut used),
                Kind::Phrase if term.is(self.lexicon, Class::MonthWord) => self.month(at, &mut used),
                Kind::Phrase if term.is(self.lexicon, Class::Half) => self.half(at, &mut used),
                Kind::Phrase if term.is(self.lexicon, Class::Level) => {
                    let kind = self.level(at, names, &mut used);
                    if used > 1 {
                        names += self.raw[at + 1..at + used].iter().filter(|t| t.kind == Kind::Name).count();
                    }
                    kind
                }
                Kind::Name => {
                    names += 1;
                    let before = self.raw[..at].last();
                    if before.is_some_and(|t| t.is(self.lexicon, Class::Person)) || (self.groups[names - 1].is_none() && self.is_person(at))
                    {
                        Kind::Person
                    } else {
                        // "xã NTM Bình Long", "thôn kiểu mẫu Tân Hòa": the type word stands before the programme's
                        let group = self.groups[names - 1];
                        let low = group.is_some_and(|g| !self.gazetteer.group(g).any(|u| u.level >= Level::District));
                        let rung = at > 1 && (self.is(at - 1, Class::Program) || self.is(at - 1, Class::Tier));
                        let level = self
                            .value(at.saturating_sub(2), Class::Level)
                            .and_then(Level::of)
                            .filter(|l| rung && *l != Level::Region)
                            .or_else(|| self.several(at, names - 1));
                        // one word that only a commune is called by is a word, unless its type stands before it
                        let single = !self.source.chars[term.start as usize..term.end as usize].contains(&' ');
                        // "khu công nghiệp Điềm Thụy": the estate's name
                        let things = level.is_none() && at > 0 && self.value(at - 1, Class::OtherSubject) == Some("named");
                        if single && low && level.is_none() || things {
                            Kind::Word
                        } else if let Some(above) = self.committee(at).filter(|_| level.is_none()) {
                            // the committee's name says the level, the unit itself is not named
                            let kind = self.place(at, Some(above), group, term.start);
                            self.places.iter_mut().rev().take(1).for_each(|place| place.explicit = false);
                            kind
                        } else {
                            self.place(at, level, group, term.start)
                        }
                    }
                }
                kind => kind,
            };
            let end = self.raw[at + used - 1].end;
            let entry = if kind == Kind::Phrase { term.entry } else { NO_ENTRY };
            self.out.push(Term { kind, entry, end, ..term });
            at += used;
        }
    }

    /// "thôn Bản" before a name: two words, the second with a capital, the first without or at the start.
    fn doubled(&self, at: usize) -> bool {
        let term = self.raw[at];
        let text = self.source.text(term.start as usize, term.end as usize);
        let mut words = text.split_whitespace();
        let (Some(first), Some(second), None) = (words.next(), words.next(), words.next()) else { return false };
        let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase) && w.chars().skip(1).any(char::is_lowercase);
        capital(second)
            && !first.ends_with([',', '/'])
            && term.entry != NO_ENTRY
            && self.lexicon.value(term.entry, Class::Subject) == Some("hamlets")
            && self.raw.get(at + 1).is_some_and(|t| t.kind == Kind::Name || t.kind == Kind::Word && t.capital)
    }

    /// "các xã A, B": the type word is part of a phrase for whom orders go to.
    fn several(&self, at: usize, name: usize) -> Option<Level> {
        let before = self.raw[..at].last().filter(|t| t.is(self.lexicon, Class::Head))?;
        let text = self.source.text(before.start as usize, before.end as usize).to_lowercase();
        let known = |level: Level| self.groups[name].is_none_or(|g| self.gazetteer.group(g).any(|u| u.level == level));
        let words =
            [("các xã", Level::Commune), ("các huyện", Level::District), ("các tỉnh", Level::Province), ("các thôn", Level::Hamlet)];
        let level = words.into_iter().find(|(word, _)| text.ends_with(word)).map(|(_, level)| level)?;
        (level == Level::Hamlet || known(level)).then_some(level)
    }

    /// "Huyện ủy A": the committee is of a district.
    fn committee(&self, at: usize) -> Option<Level> {
        let last = self.source.lower.get((self.raw.get(at.checked_sub(1)?)?.end as usize).checked_sub(1)?)?;
        if !matches!(last, 'y' | 'ỷ') {
            return None;
        }
        let from = self.raw.get(at.checked_sub(2)?)?.start.max(self.raw[at - 1].end.saturating_sub(8));
        let text = self.source.text(from as usize, self.raw[at - 1].end as usize).to_lowercase();
        ["huyện ủy", "huyện uỷ"].iter().any(|w| text.ends_with(w)).then_some(Level::District)
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.raw.get(at).is_some_and(|t| t.is(self.lexicon, class))
    }

    fn value(&self, at: usize, class: Class) -> Option<&str> {
        self.raw.get(at).filter(|t| t.entry != NO_ENTRY).and_then(|t| self.lexicon.value(t.entry, class))
    }

    fn text(&self, term: Term) -> String {
        self.source.squeezed(term.start as usize, term.end as usize)
    }
}
