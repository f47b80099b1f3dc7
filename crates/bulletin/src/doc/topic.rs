//! What a text has been about up to a place in it.

use super::{Doc, Place, Sentence};
use crate::class::Class;
use crate::facts::UnitRef;
use crate::gazetteer::Level;
use crate::term::Kind;

/// Terms of a sentence in which it says what it is about.
const OPENING: usize = 80;

impl Doc<'_> {
    /// What the text has been about up to here.
    pub(crate) fn topic(&self, at: usize, rank: u8) -> Option<UnitRef> {
        let current = self.sentence_of(at);
        for s in self.sentences[current.saturating_sub(8)..current].iter().rev().filter(|s| !s.skip).copied() {
            // "II. Nhiệm vụ 6 tháng cuối năm": what was said above it was of something else
            if self.heads_part(s)
                && let Some(main) = self.main.first().filter(|main| main.level.rank() > rank)
            {
                return Some(main.clone());
            }
            if let Some((i, unit)) = self.first_area(s, rank) {
                return if self.names_another(s, i, &unit) { self.topic_of_several(at, rank, unit) } else { Some(unit) };
            }
        }
        self.main.iter().find(|u| u.level.rank() > rank).cloned().or_else(|| self.unnamed(rank))
    }

    /// The first area a sentence speaks of, and where it stands.
    fn first_area(&self, s: Sentence, rank: u8) -> Option<(usize, UnitRef)> {
        (s.from..s.to.min(s.from + OPENING)).filter(|i| !self.passed_over(s, *i) && self.says_whose(s, *i)).find_map(|i| {
            let unit = self.area_here(i, rank)?;
            // "- Vùng cao (30 xã): …": an item's area is not what the text goes on with
            let item = unit.level == Level::Region && self.place_at(i).is_some() && s.line_start;
            (!item && !self.is_scored(i)).then_some((i, unit))
        })
    }

    /// In brackets, or named only beside something else.
    fn passed_over(&self, s: Sentence, at: usize) -> bool {
        self.depth[at] > 0
            || self.place_at(at).is_some_and(|p| p.address)
            || self.compared_with(s, at)
            || self.of_body(s, at)
            || self.only_says_where(s, at)
    }

    /// Words that say what a text is about: a name with its type word, one the text is about anyway, "cả nước", "toàn tỉnh".
    fn says_whose(&self, s: Sentence, at: usize) -> bool {
        // "Hiện huyện có 8/11 xã đạt chuẩn": the sentence is about the district named before
        // "Theo báo cáo của Ban Chỉ đạo huyện, huyện có 10 xã …"
        let first = at <= s.from + 2 || self.mark(at - 1, ',');
        let opens = first && self.bare_level(at).is_some() && self.reads(at + 1, "có");
        let main = |p: &Place| self.main.iter().any(|m| p.level == Some(m.level) && m.name.as_deref() == Some(p.name.as_str()));
        opens
            || self.place_at(at).is_some_and(|p| p.explicit || p.level == Some(Level::Province) || main(p))
            || self.is(at, Class::Country)
            || self.is(at.wrapping_sub(1), Class::Whole)
    }

    /// "A (11), Hòa Bình (10)", "A 12, B 11": one of a list of names and their scores.
    fn is_scored(&self, at: usize) -> bool {
        let number = |j: usize| matches!(self.kind(j), Some(Kind::Num(_) | Kind::Frac(..)));
        let scored = || number(at + 1) || self.mark(at + 1, '(') && number(at + 2) && self.mark(at + 3, ')');
        self.place_at(at).is_some_and(|p| !p.explicit) && scored()
    }

    /// Another unit of the same level is named behind it.
    fn names_another(&self, s: Sentence, at: usize, unit: &UnitRef) -> bool {
        let another = |p: &Place| !p.address && p.level == Some(unit.level) && Some(&p.name) != unit.name.as_ref();
        (at + 1..s.to.min(s.from + OPENING)).filter_map(|j| self.place_at(j)).any(another)
    }

    /// Several of a level were named: none of them is the topic, what lies above them may be.
    fn topic_of_several(&self, at: usize, rank: u8, unit: UnitRef) -> Option<UnitRef> {
        let main = self.main.first();
        let level = unit.level;
        if level == Level::Province {
            // "hợp nhất tỉnh A và tỉnh B": the one the text is about; "12 tỉnh …, trong đó A, B": the country's
            return Some(main.filter(|m| m.level.rank() >= level.rank()).cloned().unwrap_or(unit));
        }
        if level.rank() > Level::Province.rank() {
            return Some(unit);
        }
        // "Xã A được thành lập từ ba xã A, B, C": unless the text is about that one
        match main.filter(|m| m.level == level && level.rank() > rank) {
            Some(main) => Some(main.clone()),
            None => self.topic(at, level.rank()),
        }
    }

    /// "…, trong khi mức chung của cả nước là …", "kém mức bình quân của tỉnh A": only what another is held against.
    pub(crate) fn compared_with(&self, s: Sentence, at: usize) -> bool {
        let wide = self.is(at, Class::Country) || self.place_at(at).is_some_and(|p| p.level == Some(Level::Province));
        let against = |j: usize| {
            self.reads_any(j, &["trong khi", "so với", "kém", "hơn", "thấp hơn", "cao hơn", "bằng"])
                || self.reads(j, "trong") && self.reads(j + 1, "khi")
        };
        let mean = |j: usize| self.is(j, Class::Average) || self.reads_any(j, &["chung", "mức chung", "mức", "mặt bằng"]);
        let near = at.saturating_sub(7).max(s.from)..at;
        wide && near.clone().any(mean) && near.into_iter().any(against)
    }

    /// "II. NHIỆM VỤ 6 THÁNG CUỐI NĂM": a short line with a Roman number, not ended.
    pub(super) fn heads_part(&self, s: Sentence) -> bool {
        let Some(first) = (s.from..s.to).find(|j| !self.line(*j)).filter(|_| s.line_start) else { return false };
        let roman = self.is_roman(first) && self.mark(first + 1, '.');
        let last = (first..s.to).rev().find(|j| !self.line(*j)).unwrap_or(first);
        roman && last - first <= 14 && ![';', '.', ':'].iter().any(|c| self.mark(last, *c))
    }

    /// "toàn tỉnh", "các xã trong tỉnh", "của huyện" of a text that never names it: whichever it is.
    pub(super) fn unnamed(&self, rank: u8) -> Option<UnitRef> {
        let s = self.sentences.iter().filter(|s| !s.skip).take(20);
        let said = |i: usize| self.is(i.wrapping_sub(1), Class::Whole) || self.is(i.wrapping_sub(1), Class::Prep);
        // "UBND huyện ban hành …", when nothing else says it
        let body = |i: usize| self.is(i.wrapping_sub(1), Class::Office);
        let beside = s.clone().flat_map(|s| s.from..s.to).any(|i| said(i) && self.bare_level(i).is_some());
        s.flat_map(|s| s.from..s.to)
            .filter(|i| if beside { said(*i) } else { body(*i) })
            .filter_map(|i| self.bare_level(i))
            .find(|l| l.rank() > rank && *l != Level::Region)
            .map(|level| UnitRef { name: None, level })
    }
}
