//! Places and people behind the words that say what they are.

use super::Merge;
use crate::class::Class;
use crate::doc::Place;
use crate::gazetteer::Level;
use crate::number::Number;
use crate::term::{Kind, Term};

/// Terms of an area's name in a list, and of all that stands before the colon.
const LONGEST_REGION: usize = 9;
const LONGEST_LABEL: usize = 30;

impl Merge<'_> {
    /// A type word with the name after it; without one it stays a phrase ("xã", "toàn huyện").
    pub(super) fn level(&mut self, at: usize, names: usize, used: &mut usize) -> Kind {
        let Some(level) = self.value(at, Class::Level).and_then(Level::of) else { return Kind::Phrase };
        if level == Level::Region {
            return self.region(at, used);
        }
        let Some(next) = self.raw.get(at + 1).copied() else { return Kind::Phrase };
        match next.kind {
            Kind::Name => {
                let group = self.groups[names];
                let name = self.text(next);
                // "các xã Lùng Vai, Bản Xen": a commune whose name begins like a hamlet's
                let whole = Term { start: self.raw[at].start, ..next };
                let inside = at > 0 && !self.raw[at - 1].mark('.') && self.raw[at - 1].kind != Kind::Line && self.raw[at].capital;
                if level == Level::Hamlet
                    && inside
                    && self.gazetteer.called(&self.text(whole)).any(|u| matches!(u.level, Level::Commune | Level::District))
                {
                    *used = 2;
                    return self.push_place(Place::new(self.text(whole), None, None, whole.start, whole.end));
                }
                let city = self.source.text(self.raw[at].start as usize, self.raw[at].end as usize).to_lowercase();
                let city = city.starts_with("tp") || city.starts_with("thành") || city.starts_with("t.p");
                let levels: Vec<(Level, bool)> = self.gazetteer.called(&name).map(|u| (u.level, u.two_tier)).collect();
                let mut level = level;
                if level == Level::District && city && levels.iter().any(|(l, t)| *l == Level::Province && *t == self.two_tier) {
                    let also_city = levels.iter().any(|(l, t)| *l == Level::District && *t == self.two_tier);
                    level = if also_city { Level::District } else { Level::Province };
                }
                let known = levels.iter().any(|(l, _)| *l == level);
                // "kiểm tra 4 xã Hương Sơn": four of the district's, unless names are listed
                let many = at > 0 && matches!(self.raw[at - 1].kind, Kind::Num(n) if n.as_whole().is_some_and(|n| (2..1_900).contains(&n)));
                let listed = self.raw.get(at + 2).is_some_and(|t| t.mark(',') || t.mark('-') || t.is(self.lexicon, Class::Conj));
                if many && !listed && level.rank() <= 1 && levels.iter().any(|(l, _)| *l == Level::District) {
                    return Kind::Phrase;
                }
                // "TT Phục vụ HCC": the centre
                let centre = level == Level::Town
                    && !known
                    && name.split(' ').count() == 1
                    && self.raw.get(at + 2).is_some_and(|t| !t.capital && matches!(t.kind, Kind::Word | Kind::Phrase));
                // "Phó Chủ tịch UBND tỉnh Phạm S": every province is known
                let nobodys =
                    level == Level::Province && levels.is_empty() && self.near_office(at) && !name.contains('?') && !name.is_ascii();
                if centre || nobodys || !known && self.is_person(at + 1) && self.near_office(at) {
                    return Kind::Phrase;
                }
                *used = 2;
                self.place(at + 1, Some(level), group, self.raw[at].start)
            }
            // "huyện vùng cao A", "xã biên giới B": what kind of place it is stands between
            Kind::Word | Kind::Phrase if self.described(at).is_some() => {
                let Some(name) = self.described(at) else { return Kind::Phrase };
                *used = name - at + 1;
                self.place(name, Some(level), self.groups[names], self.raw[at].start)
            }
            // "thôn Bản Vèn": the name itself begins with a type word
            Kind::Phrase
                if level.rank() <= 1
                    && next.capital
                    && self.value(at + 1, Class::Level).and_then(Level::of) == Some(Level::Hamlet)
                    && self.raw.get(at + 2).is_some_and(|t| t.kind == Kind::Name) =>
            {
                let whole = Term { end: self.raw[at + 2].end, ..next };
                let name = self.text(whole);
                *used = 3;
                self.push_place(Place::new(name, Some(level), None, self.raw[at].start, whole.end))
            }
            // "xã Đông Bắc": a region's name behind a low type word is a unit's
            Kind::Phrase if next.capital && level.rank() <= 1 && next.is(self.lexicon, Class::Region) => {
                let name = self.text(next);
                *used = 2;
                self.push_place(Place::new(name, Some(level), None, self.raw[at].start, next.end))
            }
            Kind::Num(n) if level == Level::Hamlet && self.numbered(at, n) => {
                *used = 2;
                let whole = Term { start: self.raw[at].start, ..next };
                let name = self.text(whole);
                self.push_place(Place::new(name, Some(level), None, whole.start, whole.end))
            }
            // a name whose first word lost its capital
            Kind::Word
                if !next.capital && self.raw.get(at + 2).is_some_and(|t| t.kind == Kind::Name || (t.kind == Kind::Word && t.capital)) =>
            {
                let both = Term { end: self.raw[at + 2].end, ..next };
                let name = self.text(both);
                if !self.gazetteer.called(&name).any(|u| u.level == level) {
                    return Kind::Phrase;
                }
                *used = 3;
                self.push_place(Place::new(name, Some(level), None, self.raw[at].start, both.end))
            }
            _ => Kind::Phrase,
        }
    }

    /// "- Vùng cao phía Tây (30 xã): …": an area that a list calls so, with what is said of it behind the colon.
    fn region(&mut self, at: usize, used: &mut usize) -> Kind {
        let bullet = |t: &Term| ['-', '+', '•', '*'].iter().any(|c| t.mark(*c));
        let opens = match self.raw[..at].last() {
            None => true,
            Some(before) if before.kind == Kind::Line => true,
            Some(before) => bullet(before) && (at < 2 || self.raw[at - 2].kind == Kind::Line),
        };
        let line = || self.raw[at + 1..].iter().take(LONGEST_LABEL).take_while(|t| t.kind != Kind::Line && !t.mark('.') && !t.mark(';'));
        let name = line().take_while(|t| !t.mark('(') && !t.mark(':')).count();
        if !opens || !self.raw[at].capital || name == 0 || name > LONGEST_REGION || !line().any(|t| t.mark(':')) {
            return Kind::Phrase;
        }
        *used = name + 1;
        let whole = Term { end: self.raw[at + name].end, ..self.raw[at] };
        self.push_place(Place::new(self.text(whole), Some(Level::Region), None, whole.start, whole.end))
    }

    /// Where the name stands behind a type word and what kind of place it is: "huyện miền núi A".
    pub(super) fn described(&self, at: usize) -> Option<usize> {
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
        let name = (at + 2..at + 4).find(|j| self.raw.get(*j).is_some_and(|t| t.kind == Kind::Name))?;
        let words = self.source.text(self.raw[at + 1].start as usize, self.raw[name - 1].end as usize).to_lowercase();
        (KINDS.contains(&words.as_str()) && !self.is_person(name)).then_some(name)
    }

    /// `thôn 5`, but not the "thôn 5" of "4 thôn 5 xã".
    pub(super) fn numbered(&self, at: usize, n: Number) -> bool {
        let counted = at > 0
            && (matches!(self.raw[at - 1].kind, Kind::Num(_) | Kind::Frac(..))
                || self.is(at - 1, Class::Numeral)
                || self.is(at - 1, Class::Each));
        const NEXT: [Class; 8] =
            [Class::Subject, Class::Level, Class::Criteria, Class::Indicators, Class::Unit, Class::Money, Class::Percent, Class::Big];
        // "Thôn 4 xã A": the commune it lies in
        let inside = self.is(at + 2, Class::Level) && self.raw.get(at + 3).is_some_and(|t| t.kind == Kind::Name);
        n.as_whole().is_some_and(|n| (1..=60).contains(&n)) && !counted && (inside || !NEXT.iter().any(|c| self.is(at + 2, *c)))
    }

    /// Three or more capitals that begin with a surname.
    pub(super) fn is_person(&self, at: usize) -> bool {
        let term = self.raw[at];
        let mut words = self.source.lower[term.start as usize..term.end as usize]
            .split(|c| crate::letters::is_space(*c))
            .filter(|word| !word.is_empty());
        let surname = words.next().unwrap_or_default();
        words.count() >= 2 && self.lexicon.is_surname(&surname.iter().collect::<String>())
    }

    pub(super) fn near_office(&self, at: usize) -> bool {
        (1..=3).any(|back| at >= back && (self.is(at - back, Class::Office) || self.is(at - back, Class::Head)))
    }

    pub(super) fn place(&mut self, at: usize, level: Option<Level>, group: Option<u32>, start: u32) -> Kind {
        let term = self.raw[at];
        let name = self.text(term);
        self.push_place(Place::new(name, level, group, start, term.end))
    }

    pub(super) fn push_place(&mut self, place: Place) -> Kind {
        self.places.push(place);
        Kind::Place(u32::try_from(self.places.len() - 1).unwrap_or(u32::MAX))
    }
}
