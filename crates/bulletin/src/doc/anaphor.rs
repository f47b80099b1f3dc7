//! Who "xã", "huyện" and "toàn tỉnh" mean.

use super::{Doc, Place};
use crate::class::Class;
use crate::facts::UnitRef;
use crate::gazetteer::{Level, name_key};

/// How many places before a word, and behind it, it may mean.
const BEFORE: usize = 400;
const BEHIND: usize = 60;
/// Letters from the start of a paragraph in which it says what it is of, and those it may have.
const OPENING_LETTERS: usize = 12;
const PARAGRAPH: usize = 600;

impl Doc<'_> {
    /// The unit last called so, for "xã", "huyện", "toàn tỉnh".
    pub(crate) fn anaphor(&self, at: usize, level: Level) -> UnitRef {
        // "Riêng A, xã vùng sâu, …", "Tại A, xã đã …": the name right before
        if let Some(beside) = self.named_beside(at, level) {
            return beside;
        }
        let (start, word) = self.terms.get(at).map_or((u32::MAX, ""), |t| (t.start, self.type_word(t.start, t.end)));
        let here = self.places.partition_point(|p| p.start < start);
        let before = &self.places[here.saturating_sub(BEFORE)..here];
        let behind = &self.places[here..self.places.len().min(here + BEHIND)];
        let city = word == "city" && level == Level::District;
        if let Some(p) = city.then(|| self.central_city(before, behind)).flatten() {
            return self.unit(p, Level::Province);
        }
        match self.last_called((before, behind), level, word, start) {
            Some(p) => UnitRef { name: Some(p.name.clone()), level },
            None if level == Level::District => self.unnamed_district(word),
            None => UnitRef { name: None, level },
        }
    }

    /// "Theo Sở A, thành phố có 325/386 xã": a text that names no city means one directly under the centre.
    fn central_city<'d>(&self, before: &'d [Place], behind: &[Place]) -> Option<&'d Place> {
        let city = |p: &Place| p.explicit && self.type_word(p.start, p.end) == "city";
        let province = before.iter().rev().find(|p| p.level == Some(Level::Province))?;
        (!before.iter().any(city) && !behind.iter().any(city)).then_some(province)
    }

    /// The nearest place of the level before the word, else the first behind it.
    fn last_called<'d>(&self, (before, behind): (&'d [Place], &'d [Place]), level: Level, word: &str, start: u32) -> Option<&'d Place> {
        // "thành phố" is no "huyện A"
        let same_word = |p: &Place| {
            let own = if p.explicit { self.type_word(p.start, p.end) } else { "" };
            word.is_empty() || own.is_empty() || own == word
        };
        let fits = |p: &&Place| p.level == Some(level) && same_word(p) && !self.of_a_school(p);
        let last = || before.iter().rev().filter(fits);
        // a bare name of a list may only look like a district: one called so counts first, unless the bare one is what the paragraph is of
        let nearest = last().find(|p| !p.address).filter(|p| !p.solid && level.rank() <= 1 && self.is_of_paragraph(p, start));
        nearest
            .or_else(|| last().find(|p| !p.address && p.solid))
            .or_else(|| last().find(|p| !p.address))
            .or_else(|| last().next())
            .or_else(|| behind.iter().find(fits))
    }

    /// "Về Song Lộc những ngày này, … Chủ tịch UBND xã phấn khởi: …": the name opens the paragraph in which "xã" stands.
    fn is_of_paragraph(&self, place: &Place, word: u32) -> bool {
        let (from, to) = (place.start as usize, word as usize);
        let line = |c: &char| matches!(c, '\n' | '\r');
        let opens = self.source.chars[..from].iter().rev().take(OPENING_LETTERS).any(line);
        opens && to.saturating_sub(from) <= PARAGRAPH && to <= self.source.chars.len() && !self.source.chars[from..to].iter().any(line)
    }

    /// "Trường Tiểu học A": a school's name calls nobody.
    fn of_a_school(&self, place: &Place) -> bool {
        const SCHOOLS: [&str; 5] = ["tiểu học", "mầm non", "mẫu giáo", "thcs", "thpt"];
        let before = self.source.lower[..place.start as usize].iter().rev().skip_while(|c| **c == ' ');
        let ends = |word: &&str| word.chars().rev().eq(before.clone().take(word.chars().count()).copied());
        !place.explicit && SCHOOLS.iter().any(ends)
    }

    /// A district that no name fits: "thành phố" may be one directly under the centre, "huyện" what the title begins with.
    fn unnamed_district(&self, word: &str) -> UnitRef {
        let level = Level::District;
        let central = self.main.iter().find(|u| u.level == Level::Province && (word == "city" || self.is_central_city(u)));
        central.cloned().or_else(|| self.titled(level)).unwrap_or(UnitRef { name: None, level })
    }

    /// A bare name, a comma and the word for its level: "A, xã vùng sâu".
    fn named_beside(&self, at: usize, level: Level) -> Option<UnitRef> {
        // "A là xã có nhiều triển vọng nhất: …"
        let comma = at.checked_sub(2).filter(|_| self.mark(at - 1, ',') || self.reads(at - 1, "là"))?;
        let place = self.place_at(comma).filter(|p| !p.explicit && !p.address && p.level.is_none_or(|l| l == level))?;
        // one of a list, or where another lies: "B, A, xã …"
        let alone = comma == 0 || !self.mark_any(comma - 1, ",(-") && !self.is(comma - 1, Class::Conj);
        (alone && level == Level::Commune).then(|| UnitRef { name: Some(place.name.clone()), level })
    }

    /// Which word for a district a stretch of text begins with; empty for others.
    fn type_word(&self, start: u32, end: u32) -> &'static str {
        let text = &self.source.lower[start as usize..(end as usize).min(start as usize + 9)];
        let begins = |word: &str| word.chars().count() <= text.len() && word.chars().zip(text).all(|(a, b)| a == *b);
        [("thành phố", "city"), ("tp", "city"), ("huyện", "rural"), ("thị xã", "town"), ("quận", "urban")]
            .into_iter()
            .find(|(word, _)| begins(word))
            .map_or("", |(_, kind)| kind)
    }

    pub(crate) fn is_central_city(&self, unit: &UnitRef) -> bool {
        let key = name_key(unit.name.as_deref().unwrap_or_default());
        self.places.iter().take(200).any(|p| {
            p.explicit && p.level == Some(Level::Province) && name_key(&p.name) == key && {
                let text = self.source.text(p.start as usize, p.end as usize).to_lowercase();
                text.starts_with("tp") || text.starts_with("thành")
            }
        })
    }

    /// "A chọn xã về đích", and the text says "Huyện có …": the bare name the title begins with, when nothing says what it is.
    fn titled(&self, level: Level) -> Option<UnitRef> {
        let title = self.sentences.first()?;
        let place = self.place_at((title.from..title.to).find(|j| !self.line(*j))?).filter(|p| !p.explicit)?;
        let said = self.places.iter().take(200).any(|p| p.explicit && p.name == place.name);
        let known = place.level.is_some_and(|l| l.rank() >= level.rank());
        (!said && !known).then(|| UnitRef { name: Some(place.name.clone()), level })
    }
}
