//! Aims joined without a comma: "năm 2028 đủ 19 tiêu chí và năm 2029 …", "… và nâng thu nhập lên …", "… để huyện A trở thành …".

use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::tally::count_at;
use crate::build::tiers::tier_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

/// Terms an aim is looked for behind the word that joins it.
const NEAR: usize = 8;

impl Builder<'_> {
    /// Whether another aim begins behind "và" or "để", which no comma says.
    pub(super) fn joined_aim(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        if !self.scope.aimed(at) || doc.depth[at] > 0 {
            return false;
        }
        let and = doc.is(at, Class::Conj);
        and && (self.dated_apart(s, at) || self.raised_too(s, at) || self.counted_too(s, at)) || self.comes_of_it(s, at)
    }

    /// The year of an aim: this one or a later.
    fn year_ahead(&self, at: usize) -> Option<u16> {
        match self.doc.kind(at) {
            Some(Kind::Year(year)) if self.doc.hint.year.is_none_or(|now| year >= now) => Some(year),
            _ => None,
        }
    }

    /// "năm 2028 đủ 19/19 tiêu chí và năm 2029 trở thành …": each with its own year.
    fn dated_apart(&self, s: Sentence, and: usize) -> bool {
        let doc = self.doc;
        let year = and + 1 + (and + 1..and + 3).take_while(|j| doc.is_any(*j, &[Class::YearWord, Class::DateCue, Class::Result])).count();
        let Some(later) = self.year_ahead(year).filter(|_| year > and + 1) else { return false };
        let before = (s.from..and).rev().take(2 * NEAR).find_map(|j| self.year_ahead(j).map(|y| (j, y)));
        let ends = doc.mark_any(year + 1, ",;.") || year + 1 >= s.to;
        before.is_some_and(|(j, earlier)| earlier < later && j + 1 < and) && !ends
    }

    /// "thêm 3 xã nâng cao và nâng thu nhập lên 62 triệu đồng".
    fn raised_too(&self, s: Sentence, and: usize) -> bool {
        let doc = self.doc;
        let verb = doc.is(and + 1, Class::LevelVerb) || is_word(doc, and + 1, "đưa");
        let valued = |j: usize| matches!(doc.kind(j), Some(Kind::Percent(_) | Kind::Money { .. }));
        verb && doc.is(and + 2, Class::Indicator) && (and + 3..s.to.min(and + 3 + NEAR)).any(valued)
    }

    /// "trong đó 12 xã nâng cao và 3 xã hiện đại": parts of what was counted, each on its own rung.
    fn counted_too(&self, s: Sentence, and: usize) -> bool {
        let doc = self.doc;
        let rung = |j: usize| count_at(doc, s, j).is_some_and(|c| (c.end..c.end + 2).any(|k| tier_at(doc, k).is_some()));
        let part = (and.saturating_sub(NEAR).max(s.from)..and).rev().find(|j| rung(*j));
        let opens = |j: usize| is_word(doc, j.saturating_sub(1), "trong đó") || is_word(doc, j.saturating_sub(2), "trong đó");
        rung(and + 1) && part.is_some_and(opens)
    }

    /// "hoàn thành … vào năm 2023 để A trở thành huyện NTM năm 2024": what it is for, with a later year of its own.
    fn comes_of_it(&self, s: Sentence, at: usize) -> bool {
        let doc = self.doc;
        let unit = doc.place_at(at + 1).is_some_and(|p| !p.address) || doc.bare_level(at + 1).is_some();
        if !is_word(doc, at, "để") || !unit {
            return false;
        }
        let becomes = is_word(doc, at + 2, "trở") && is_word(doc, at + 3, "thành") || doc.is(at + 2, Class::Status);
        let own = (at + 3..s.to.min(at + 3 + NEAR)).take_while(|j| !doc.mark_any(*j, ",;")).find_map(|j| self.year_ahead(j));
        let before = (s.from..at).rev().take(2 * NEAR).find_map(|j| self.year_ahead(j));
        becomes && own.zip(before).is_some_and(|(own, before)| own >= before)
    }
}
