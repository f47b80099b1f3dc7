//! Names that stand alone: places, people, committees' names.

use super::Merge;
use crate::class::Class;
use crate::doc::Place;
use crate::gazetteer::Level;
use crate::term::Kind;

impl Merge<'_> {
    /// A name on its own: a person, a place, or a word after all.
    pub(super) fn name(&mut self, at: usize) -> Kind {
        let group = self.groups[self.names];
        // "Bộ trưởng Cao Đức Phát", not "Bộ trưởng Bộ Nông nghiệp"
        let minister = at > 0 && ["bộ trưởng", "thứ trưởng"].iter().any(|w| self.reads(at - 1, w)) && group.is_some();
        let titled = at > 0 && self.is(at - 1, Class::Person) || minister;
        if titled || group.is_none() && self.is_person(at) {
            return Kind::Person;
        }
        let level = self.level_before(at, group);
        if level.is_none() && self.is_mere_word(at, group) {
            return Kind::Word;
        }
        let start = self.raw[at].start;
        let Some(above) = self.committee(at).filter(|_| level.is_none()) else { return self.place(at, level, group, start) };
        let kind = self.place(at, Some(above), group, start);
        // the committee's name says the level, the unit itself is not named
        if let Some(place) = self.places.last_mut() {
            place.explicit = false;
        }
        kind
    }

    /// "xã NTM Bình Long", "thôn kiểu mẫu Tân Hòa": the type word stands before the programme's.
    fn level_before(&self, at: usize, group: Option<u32>) -> Option<Level> {
        let rung = at > 1 && (self.is(at - 1, Class::Program) || self.is(at - 1, Class::Tier));
        let typed = || self.value(at - 2, Class::Level).and_then(Level::of).filter(|l| *l != Level::Region);
        rung.then(typed).flatten().or_else(|| self.several(at, group))
    }

    /// A name without its type word that means no unit.
    fn is_mere_word(&self, at: usize, group: Option<u32>) -> bool {
        let term = self.raw[at];
        // one word that only a commune is called by
        let low = group.is_some_and(|g| !self.gazetteer.group(g).any(|u| u.level >= Level::District));
        let single = || !self.source.chars[term.start as usize..term.end as usize].contains(&' ');
        // "khu công nghiệp Điềm Thụy": the estate's name
        let things = || at > 0 && self.value(at - 1, Class::OtherSubject) == Some("named");
        low && single() || things()
    }

    /// "các xã A, B": the type word is part of a phrase for whom orders go to.
    fn several(&self, at: usize, group: Option<u32>) -> Option<Level> {
        const ADDRESSED: [(&str, Level); 4] =
            [("các xã", Level::Commune), ("các huyện", Level::District), ("các tỉnh", Level::Province), ("các thôn", Level::Hamlet)];
        let before = at.checked_sub(1).filter(|b| self.is(*b, Class::Head))?;
        let text = self.lower(before);
        let level = ADDRESSED.into_iter().find(|(word, _)| text.ends_with(word)).map(|(_, level)| level)?;
        let known = || group.is_none_or(|g| self.gazetteer.group(g).any(|u| u.level == level));
        (level == Level::Hamlet || known()).then_some(level)
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
        self.push_place(Place::new(self.words(at, at), level, group, start, self.raw[at].end))
    }

    pub(super) fn push_place(&mut self, place: Place) -> Kind {
        self.places.push(place);
        Kind::Place(u32::try_from(self.places.len() - 1).unwrap_or(u32::MAX))
    }
}
