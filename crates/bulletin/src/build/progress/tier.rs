//! The tier a score is of.

use super::Score;
use super::near::Near;
use crate::build::Builder;
use crate::build::tally::{count_at, level_of};
use crate::build::tiers::{STANDARD, tier_at};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;
use crate::term::Kind;

impl Builder<'_> {
    /// The tier said nearest to a score: behind it, before it, before the colon of a list, of the units entered for one, of the title.
    pub(super) fn score_tier(&self, s: Sentence, score: &Score, owner: &UnitRef) -> &'static str {
        let level = owner.level;
        let near = Near { s, score, level };
        let after = self.tier_behind(&near);
        if after.is_none() && self.is_plain_set(&near) {
            return STANDARD;
        }
        let own = after.or_else(|| self.tier_in_clause(&near));
        // an average over communes is of the plain standard unless it says otherwise itself
        if score.average.is_some() {
            return own.unwrap_or(STANDARD);
        }
        own.or_else(|| self.tier_shared(&near))
            .or_else(|| self.group_tier(s, score.from).filter(|_| self.around.tiered))
            .or_else(|| self.tier_earlier(&near))
            .or_else(|| self.tier_headed(&near))
            .or_else(|| self.tier_as_listed(owner))
            .or_else(|| self.entered_for(s, score.from, level))
            .or_else(|| self.said_of_another(s, score, level))
            .or_else(|| self.spoken_of(s, level, score.is_partial()))
            // a commune's model set has a count of its own
            .or_else(|| {
                self.doc.title_tier.filter(|t| *t != "model" || level == Level::Hamlet || matches!(score.total, Some(10..=16 | 36..=53)))
            })
            .unwrap_or(STANDARD)
    }

    /// "Trong 4 xã đăng ký kiểu mẫu, xã A đạt 4/5 tiêu chí; xã B …": the tier the units were entered for; and a hamlet's score in a text
    /// that just counted hamlets of one tier.
    pub(super) fn entered_for(&self, s: Sentence, at: usize, level: Level) -> Option<&'static str> {
        let doc = self.doc;
        let first = if self.around.entered { s.from..at } else { at..at };
        let entered = first.take(24).find(|j| {
            count_at(doc, s, *j).is_some_and(|c| level_of(c.subject) == Some(level) && !c.delta)
                && (*j..at.min(j + 8)).any(|k| doc.has(k, Class::Status, "registered"))
        });
        if let Some(j) = entered {
            return (j..at.min(j + 12)).find_map(|k| tier_at(doc, k));
        }
        if let Some(tier) = self.at_work_for(s, level) {
            return Some(tier);
        }
        if level != Level::Hamlet || (s.from..s.to).any(|j| doc.is(j, Class::Program)) {
            return None;
        }
        let from = doc.sentences[doc.sentence_of(s.from).saturating_sub(1)].from;
        let start = doc.span(from, from + 1).start;
        let mut tiers = self.facts.iter().rev().take(12).filter_map(|f| match &f.body {
            Body::Tally(t) if t.subject == "hamlets" && f.span.start >= start => Some(t.tier),
            _ => None,
        });
        let last = tiers.next()?;
        tiers.all(|t| t == last).then_some(last).flatten()
    }

    /// "Nhóm nâng cao: A 19/19, B 18/19; C 17/19": the tier of a label that opens the sentence is of all behind it.
    pub(super) fn group_tier(&self, s: Sentence, at: usize) -> Option<&'static str> {
        let doc = self.doc;
        let colon = (s.from..at.min(s.from + 10)).find(|j| doc.mark(*j, ':'))?;
        let label = s.from..colon;
        let plain = label.clone().all(|j| doc.place_at(j).is_none() && !matches!(doc.kind(j), Some(Kind::Num(_) | Kind::Frac(..))));
        label.rev().find_map(|j| tier_at(doc, j)).filter(|_| plain)
    }

    /// "xã A đạt 18/18 tiêu chí kiểu mẫu; xã B 16/18 tiêu chí": the tier is said with the first of one sentence.
    fn said_of_another(&self, s: Sentence, score: &Score, level: Level) -> Option<&'static str> {
        let start = self.doc.span(s.from, s.from + 1).start;
        let mut before = self.facts.iter().rev().take(8).take_while(|f| f.span.start >= start);
        before.find_map(|f| match &f.body {
            Body::Progress { unit, kind, total, tier, average_per: None, .. } => {
                let same = *kind == score.kind && *total == score.total && total.is_some() && unit.level == level;
                Some(*tier).filter(|tier| same && *tier != STANDARD)
            }
            _ => None,
        })
    }

    /// "Lấy ý kiến về kết quả xây dựng NTM nâng cao. Xã tự đánh giá đạt 19/19 tiêu chí": the one tier the sentence before spoke of, when it
    /// counted nothing and aimed at nothing, and this one names no programme of its own.
    /// "Xã phấn đấu đạt nâng cao năm 2023. Đến nay đạt 14/19 tiêu chí": on the way there (`partial`).
    fn spoken_of(&self, s: Sentence, level: Level, partial: bool) -> Option<&'static str> {
        let doc = self.doc;
        let before = doc.sentences[doc.sentence_of(s.from).checked_sub(1)?];
        if self.around.program || before.skip || level == Level::Hamlet || self.scope.aims_in(before) && !partial {
            return None;
        }
        let counts = (before.from..before.to).any(|j| {
            count_at(doc, before, j).is_some_and(|c| level_of(c.subject).is_some())
                || doc.is(j, Class::Criteria)
                || self.scope.off(j) && !partial
        });
        let plain = (before.from..before.to).any(|j| {
            doc.is(j, Class::Program) && tier_at(doc, j).is_none() && tier_at(doc, j + 1).is_none()
                || doc.is(j, Class::Status) && tier_at(doc, j + 1).is_none() && tier_at(doc, j).is_none()
        });
        let mut tiers = (before.from..before.to).filter_map(|j| tier_at(doc, j));
        let tier = tiers.next().filter(|_| !counts && !plain)?;
        tiers.all(|t| t == tier).then_some(tier)
    }

    /// "Huyện có 3 xã đang xây dựng NTM nâng cao. Xã A đạt 17/19 tiêu chí, …": the tier the sentence before counted units at work for.
    fn at_work_for(&self, s: Sentence, level: Level) -> Option<&'static str> {
        let doc = self.doc;
        let before = doc.sentences[doc.sentence_of(s.from).checked_sub(1)?];
        let span = doc.span(before.from, before.to);
        let mut tiers = self.facts.iter().rev().take(12).filter(|f| f.span.start >= span.start && f.span.end <= span.end).filter_map(|f| {
            match &f.body {
                Body::Tally(t) if level_of(t.subject) == Some(level) => {
                    Some(t.tier.filter(|_| matches!(t.status, "in_progress" | "registered")))
                }
                _ => None,
            }
        });
        let last = tiers.next()?;
        tiers.all(|t| t == last).then_some(last).flatten()
    }
}
