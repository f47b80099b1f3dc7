//! What a text has been about up to a place in it.

use super::{Doc, Sentence};
use crate::class::Class;
use crate::facts::UnitRef;
use crate::gazetteer::Level;
use crate::term::Kind;

impl Doc<'_> {
    /// What the text has been about up to here.
    pub(crate) fn topic(&self, at: usize, rank: u8) -> Option<UnitRef> {
        let current = self.sentence_of(at);
        for index in (current.saturating_sub(8)..current).rev() {
            let s = self.sentences[index];
            if s.skip {
                continue;
            }
            // "II. Nhiệm vụ 6 tháng cuối năm": what was said above it was of something else
            if self.heads_part(s) && self.main.first().is_some_and(|main| main.level.rank() > rank) {
                return self.main.first().cloned();
            }
            for i in s.from..s.to.min(s.from + 80) {
                let passed = self.depth[i] > 0 || self.place_at(i).is_some_and(|p| p.address) || self.compared_with(s, i);
                if passed || self.of_body(s, i) || self.only_says_where(s, i) {
                    continue;
                }
                // "Hiện huyện có 8/11 xã đạt chuẩn": the sentence is about the district named before
                // "Theo báo cáo của Ban Chỉ đạo huyện, huyện có 10 xã …"
                let first = i <= s.from + 2 || self.mark(i - 1, ',');
                let opens = first && self.bare_level(i).is_some() && self.reads(i + 1, "có");
                let named = opens
                    || self.place_at(i).is_some_and(|p| {
                        p.explicit
                            || p.level.is_some_and(|l| {
                                self.main.iter().any(|m| m.level == l && m.name.as_deref() == Some(p.name.as_str())) || l == Level::Province
                            })
                    })
                    || self.is(i, Class::Country)
                    || self.is(i.wrapping_sub(1), Class::Whole);
                let Some(unit) = self.area_here(i, rank).filter(|_| named) else { continue };
                // "A (11), Hòa Bình (10)", "A 12, B 11": one of a list of names and their scores
                let number = |j: usize| matches!(self.terms.get(j).map(|t| t.kind), Some(Kind::Num(_) | Kind::Frac(..)));
                let scored = number(i + 1) || self.mark(i + 1, '(') && number(i + 2) && self.mark(i + 3, ')');
                if scored && self.place_at(i).is_some_and(|p| !p.explicit) {
                    continue;
                }
                // "- Vùng cao (30 xã): …": an item's area is not what the text goes on with
                if unit.level == Level::Region && self.place_at(i).is_some() && s.line_start {
                    continue;
                }
                // several of a level were named: none of them is the topic, what lies above them may be
                let level = unit.level;
                let others = (i + 1..s.to.min(s.from + 80))
                    .filter_map(|j| self.place_at(j))
                    .filter(|p| !p.address && p.level == Some(level) && Some(&p.name) != unit.name.as_ref());
                let several = others.count() > 0;
                // "hợp nhất tỉnh A và tỉnh B": the one the text is about
                if let Some(main) = self.main.first().filter(|m| several && level == Level::Province && m.level == level) {
                    return Some(main.clone());
                }
                // "12 tỉnh …, trong đó A, B": the country's
                if let Some(main) = self.main.first().filter(|m| several && m.level.rank() > level.rank() && level == Level::Province) {
                    return Some(main.clone());
                }
                if level.rank() <= 2 && several {
                    // unless the text is about that one: "Xã A được thành lập từ ba xã A, B, C"
                    if let Some(main) = self.main.first().filter(|m| m.level == level && m.level.rank() > rank) {
                        return Some(main.clone());
                    }
                    return self.topic(at, level.rank());
                }
                return Some(unit);
            }
        }
        self.main.iter().find(|u| u.level.rank() > rank).cloned().or_else(|| self.unnamed(rank))
    }

    /// "…, trong khi mức chung của cả nước là …", "kém mức bình quân của tỉnh A": only what another is held against.
    fn compared_with(&self, s: Sentence, at: usize) -> bool {
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
        let letters = &self.source.chars[self.terms[first].start as usize..self.terms[first].end as usize];
        let roman = letters.len() <= 4 && letters.iter().all(|c| matches!(c, 'I' | 'V' | 'X')) && self.mark(first + 1, '.');
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
