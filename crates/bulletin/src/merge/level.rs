//! Type words with the name behind them: "xã A", "huyện miền núi B", "thôn 5".

use super::{ALONE, Joined, Merge};
use crate::class::Class;
use crate::doc::Place;
use crate::gazetteer::{Level, Unit};
use crate::number::Number;
use crate::term::{Kind, Term};

/// Terms of an area's name in a list, and of all that stands before the colon.
const LONGEST_REGION: usize = 9;
const LONGEST_LABEL: usize = 30;

/// What kind of place a unit is, said between its type word and its name.
const KINDS: [&str; 14] = [
    "vùng cao",
    "miền núi",
    "biên giới",
    "vùng sâu",
    "vùng xa",
    "ven biển",
    "rẻo cao",
    "bãi ngang",
    "thuần nông",
    "đồng bằng",
    "trung du",
    "đầu nguồn",
    "cửa ngõ",
    "vùng biên",
];

/// What may be counted: a number before it is no hamlet's name.
const COUNTED: [Class; 8] =
    [Class::Subject, Class::Level, Class::Criteria, Class::Indicators, Class::Unit, Class::Money, Class::Percent, Class::Big];

impl Merge<'_> {
    /// A type word with the name after it; without one it stays a phrase ("xã", "toàn huyện").
    pub(super) fn level(&mut self, at: usize) -> Joined {
        let Some(level) = self.value(at, Class::Level).and_then(Level::of) else { return ALONE };
        if level == Level::Region {
            return self.region(at);
        }
        if self.is_name(at + 1) {
            return self.named(at, level);
        }
        if let Some(name) = self.described(at) {
            return (self.place(name, Some(level), self.groups[self.names], self.raw[at].start), name - at + 1);
        }
        let Some((first, last)) = self.name_of_words(at, level) else { return ALONE };
        let place = Place::new(self.words(first, last), Some(level), None, self.raw[at].start, self.raw[last].end);
        (self.push_place(place), last - at + 1)
    }

    /// "xã A", "thành phố B": a type word and a name, unless what the word says is not of the name.
    fn named(&mut self, at: usize, level: Level) -> Joined {
        let start = self.raw[at].start;
        if level == Level::Hamlet && self.begins_higher_name(at) {
            let place = Place::new(self.words(at, at + 1), None, None, start, self.raw[at + 1].end);
            return (self.push_place(place), 2);
        }
        let name = self.words(at + 1, at + 1);
        let called: Vec<&Unit> = self.gazetteer.called(&name).collect();
        let level = if level == Level::District && self.is_city(at) { self.city_level(&called) } else { level };
        if self.counts_units_of(at, level, &called) || self.names_no_unit(at, level, &name, &called) {
            return ALONE;
        }
        (self.place(at + 1, Some(level), self.groups[self.names], start), 2)
    }

    /// "các xã Lùng Vai, Bản Xen": a commune whose name begins like a hamlet's.
    fn begins_higher_name(&self, at: usize) -> bool {
        let inside = at > 0 && !self.raw[at - 1].mark('.') && self.raw[at - 1].kind != Kind::Line && self.raw[at].capital;
        inside && self.gazetteer.called(&self.words(at, at + 1)).any(|u| matches!(u.level, Level::Commune | Level::District))
    }

    fn is_city(&self, at: usize) -> bool {
        let word = self.lower(at);
        ["tp", "thành", "t.p"].iter().any(|w| word.starts_with(w))
    }

    /// "thành phố A": one directly under the centre when only a province is called so.
    fn city_level(&self, called: &[&Unit]) -> Level {
        let known = |level: Level| called.iter().any(|u| u.level == level && u.two_tier == self.two_tier);
        if known(Level::Province) && !known(Level::District) { Level::Province } else { Level::District }
    }

    /// "kiểm tra 4 xã Hương Sơn": four of the district's, unless names are listed.
    fn counts_units_of(&self, at: usize, level: Level, called: &[&Unit]) -> bool {
        let counted = at.checked_sub(1).and_then(|b| self.raw[b].whole()).is_some_and(|n| (2..1_900).contains(&n));
        let listed = || self.raw.get(at + 2).is_some_and(|t| t.mark(',') || t.mark('-') || t.is(self.lexicon, Class::Conj));
        counted && level.rank() <= 1 && called.iter().any(|u| u.level == Level::District) && !listed()
    }

    /// The name behind a type word is an institution's or a person's.
    fn names_no_unit(&self, at: usize, level: Level, name: &str, called: &[&Unit]) -> bool {
        let known = called.iter().any(|u| u.level == level);
        // "TT Phục vụ HCC": the centre
        let centre = level == Level::Town
            && !known
            && !name.contains(' ')
            && self.raw.get(at + 2).is_some_and(|t| !t.capital && matches!(t.kind, Kind::Word | Kind::Phrase));
        // "Phó Chủ tịch UBND tỉnh Phạm S": every province is known
        let nobodys = || level == Level::Province && called.is_empty() && self.near_office(at) && !name.contains('?') && !name.is_ascii();
        centre || nobodys() || !known && self.is_person(at + 1) && self.near_office(at)
    }

    /// First and last term of a name that is no run of capitals.
    fn name_of_words(&self, at: usize, level: Level) -> Option<(usize, usize)> {
        let next = self.raw.get(at + 1)?;
        let low = level.rank() <= 1;
        match next.kind {
            // "thôn Bản Vèn": the name itself begins with a type word
            Kind::Phrase
                if low
                    && next.capital
                    && self.value(at + 1, Class::Level).and_then(Level::of) == Some(Level::Hamlet)
                    && self.is_name(at + 2) =>
            {
                Some((at + 1, at + 2))
            }
            // "xã Đông Bắc": a region's name behind a low type word is a unit's
            Kind::Phrase if low && next.capital && next.is(self.lexicon, Class::Region) => Some((at + 1, at + 1)),
            Kind::Num(n) if level == Level::Hamlet && self.numbered(at, n) => Some((at, at + 1)),
            // a name whose first word lost its capital
            Kind::Word if !next.capital => {
                let capital = self.raw.get(at + 2).is_some_and(|t| t.kind == Kind::Name || t.kind == Kind::Word && t.capital);
                let known = || self.gazetteer.called(&self.words(at + 1, at + 2)).any(|u| u.level == level);
                (capital && known()).then_some((at + 1, at + 2))
            }
            _ => None,
        }
    }

    /// "thôn Bản" before a name: two words, the second with a capital, the first without or at the start.
    pub(super) fn doubled(&self, at: usize) -> bool {
        let term = self.raw[at];
        let text = self.source.text(term.start as usize, term.end as usize);
        let mut words = text.split_whitespace();
        let (Some(first), Some(second), None) = (words.next(), words.next(), words.next()) else { return false };
        let capital = second.chars().next().is_some_and(char::is_uppercase) && second.chars().skip(1).any(char::is_lowercase);
        capital
            && !first.ends_with([',', '/'])
            && self.value(at, Class::Subject) == Some("hamlets")
            && self.raw.get(at + 1).is_some_and(|t| t.kind == Kind::Name || t.kind == Kind::Word && t.capital)
    }

    /// "thôn Bản Vèn" where the dictionaries know "thôn bản": the second type word is part of the name.
    pub(super) fn twice_typed(&mut self, at: usize) -> Joined {
        let (start, end) = (self.raw[at].start, self.raw[at + 1].end);
        let text = self.source.text(start as usize, end as usize);
        let name = text.split_whitespace().skip(1).collect::<Vec<_>>().join(" ");
        (self.push_place(Place::new(name, Some(Level::Hamlet), None, start, end)), 2)
    }

    /// "- Vùng cao phía Tây (30 xã): …": an area that a list calls so, with what is said of it behind the colon.
    fn region(&mut self, at: usize) -> Joined {
        let bullet = |t: &Term| ['-', '+', '•', '*'].iter().any(|c| t.mark(*c));
        let opens = match self.raw[..at].last() {
            None => true,
            Some(before) if before.kind == Kind::Line => true,
            Some(before) => bullet(before) && (at < 2 || self.raw[at - 2].kind == Kind::Line),
        };
        let line = || self.raw[at + 1..].iter().take(LONGEST_LABEL).take_while(|t| t.kind != Kind::Line && !t.mark('.') && !t.mark(';'));
        let name = line().take_while(|t| !t.mark('(') && !t.mark(':')).count();
        if !opens || !self.raw[at].capital || name == 0 || name > LONGEST_REGION || !line().any(|t| t.mark(':')) {
            return ALONE;
        }
        let last = at + name;
        let place = Place::new(self.words(at, last), Some(Level::Region), None, self.raw[at].start, self.raw[last].end);
        (self.push_place(place), name + 1)
    }

    /// Where the name stands behind a type word and what kind of place it is: "huyện miền núi A".
    fn described(&self, at: usize) -> Option<usize> {
        if !matches!(self.kind(at + 1), Some(Kind::Word | Kind::Phrase)) {
            return None;
        }
        let name = (at + 2..at + 4).find(|j| self.is_name(*j))?;
        let words = self.source.text(self.raw[at + 1].start as usize, self.raw[name - 1].end as usize).to_lowercase();
        (KINDS.contains(&words.as_str()) && !self.is_person(name)).then_some(name)
    }

    /// `thôn 5`, but not the "thôn 5" of "4 thôn 5 xã".
    fn numbered(&self, at: usize, n: Number) -> bool {
        let counted = at > 0
            && (matches!(self.raw[at - 1].kind, Kind::Num(_) | Kind::Frac(..))
                || self.is(at - 1, Class::Numeral)
                || self.is(at - 1, Class::Each));
        // "Thôn 4 xã A": the commune it lies in
        let inside = self.is(at + 2, Class::Level) && self.is_name(at + 3);
        n.as_whole().is_some_and(|n| (1..=60).contains(&n)) && !counted && (inside || !COUNTED.iter().any(|c| self.is(at + 2, *c)))
    }
}
