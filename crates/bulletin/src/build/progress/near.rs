//! The tier said in a score's own sentence.

use super::Score;
use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::scope::clause_start;
use crate::build::tally::{count_at, level_of};
use crate::build::tiers::tier_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::gazetteer::Level;
use crate::term::Kind;

/// A score in its sentence, and the level of whose it is.
pub(super) struct Near<'a> {
    pub(super) s: Sentence,
    pub(super) score: &'a Score,
    pub(super) level: Level,
}

impl Builder<'_> {
    /// Right behind the score: "17/20 tiêu chí nâng cao".
    pub(super) fn tier_behind(&self, near: &Near<'_>) -> Option<&'static str> {
        let (doc, s, score) = (self.doc, near.s, near.score);
        if !self.around.tiered {
            return None;
        }
        // the tier of another score or of a count is not this one's
        let another = |j: usize| matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Num(_))) && self.noun(j + 1) == Some(score.kind);
        let other = |j: usize| count_at(doc, s, j).is_some() || doc.place_at(j).is_some() || another(j) || is_word(doc, j, "sang");
        // "chuẩn NTM 19/19 tiêu chí, nâng cao mới 9/18 tiêu chí": the tier of the next score
        let next = |j: usize| doc.mark(j - 1, ',') && tier_at(doc, j).is_some() && (j + 1..j + 4).any(another);
        // "chỉ còn giao thông và khu dân cư mẫu": a criterion's name
        let named = |j: usize| near.level != Level::Hamlet && (doc.is(j, Class::Criterion) || doc.has(j, Class::Subject, "hamlets"));
        (score.end..(score.end + 14).min(s.to))
            .take_while(|j| !self.ends_telling(*j) && !other(*j) && !next(*j))
            .find_map(|j| tier_at(doc, j).filter(|_| !named(j)))
    }

    /// What is said of a score ends here, or aims begin.
    fn ends_telling(&self, at: usize) -> bool {
        self.doc.mark_any(at, ";.:") || self.doc.is(at, Class::Target)
    }

    /// Before the score, in its clause.
    pub(super) fn tier_in_clause(&self, near: &Near<'_>) -> Option<&'static str> {
        let (doc, s, score) = (self.doc, near.s, near.score);
        if !self.around.tiered {
            return None;
        }
        let hamlets = near.level == Level::Hamlet;
        (clause_start(doc, s, score.from)..score.from).rev().take(24).find_map(|j| {
            let tier = tier_at(doc, j)?;
            // "3 xã nâng cao, 9/9 tiêu chí": the tier is the count's
            let counted = (j.saturating_sub(4).max(s.from)..j).any(|k| count_at(doc, s, k).is_some());
            if counted && (j..score.from).any(|k| doc.mark(k, ',') && doc.depth[k] <= doc.depth[score.from]) {
                return None;
            }
            // "A đã là xã nâng cao, còn B mới qua 13 tiêu chí": another's
            let another = |k: usize| doc.mark(k, ',') && doc.reads_any(k + 1, &["còn", "riêng"]) && doc.place_at(k + 2).is_some();
            if (j..score.from).any(another) {
                return None;
            }
            let of_hamlets =
                j > 0 && doc.value(j - 1, Class::Level) == Some("hamlet") || doc.text(j, j + 1).to_lowercase().contains("khu dân cư");
            (of_hamlets == hamlets || hamlets && doc.is(j, Class::Tier)).then_some(tier)
        })
    }

    /// "A 17/20, B 18/20 tiêu chí nâng cao": the noun and its tier are said once, behind the last.
    pub(super) fn tier_shared(&self, near: &Near<'_>) -> Option<&'static str> {
        let (doc, score) = (self.doc, near.score);
        if !self.around.tiered || score.end != score.from + 1 {
            return None;
        }
        let same = |j: &usize| matches!(doc.kind(*j), Some(Kind::Frac(_, b)) if b.as_whole() == score.total);
        let mut later = (score.end..near.s.to.min(score.end + 40)).take_while(|j| !self.ends_telling(*j)).filter(same);
        let last = later.find(|j| self.noun(j + 1).is_some())?;
        (last + 1..last + 4).find_map(|j| tier_at(doc, j))
    }

    /// "Thôn phấn đấu đạt chuẩn … kiểu mẫu; nay mới đạt 8/11 tiêu chí".
    pub(super) fn tier_earlier(&self, near: &Near<'_>) -> Option<&'static str> {
        let (doc, s) = (self.doc, near.s);
        if near.level != Level::Hamlet || !self.around.tiered {
            return None;
        }
        let before = s.from.max(near.score.from.saturating_sub(24))..near.score.from;
        let counted = before.clone().any(|j| count_at(doc, s, j).is_some());
        before.rev().find_map(|j| tier_at(doc, j)).filter(|_| !counted)
    }

    /// "3 xã A, B, C đăng ký nâng cao: A đạt 15/19, …": the tier stands before the colon.
    pub(super) fn tier_headed(&self, near: &Near<'_>) -> Option<&'static str> {
        let (doc, s) = (self.doc, near.s);
        if !self.around.tiered {
            return None;
        }
        let colon = clause_start(doc, s, near.score.from).checked_sub(1).filter(|c| *c > s.from && doc.mark(*c, ':'))?;
        let counted = (s.from..colon).any(|k| count_at(doc, s, k).is_some_and(|c| level_of(c.subject) == Some(near.level)));
        (s.from..colon).rev().take(24).find_map(|j| tier_at(doc, j)).filter(|_| counted)
    }

    /// A score that says itself that it is of the plain set.
    pub(super) fn is_plain_set(&self, near: &Near<'_>) -> bool {
        let (doc, s, score) = (self.doc, near.s, near.score);
        // "hoàn thành 19/19 tiêu chí nông thôn mới": all of the plain set, whatever else the text is about
        let plain = || {
            let before = score.from > s.from && doc.is(score.from - 1, Class::Program) && tier_at(doc, score.from - 1).is_none();
            before || doc.is(score.end - 1, Class::Program) || doc.is(score.end, Class::Program)
        };
        match near.level {
            Level::Commune => score.is_whole() && plain(),
            // "rớt lại với 11/13 tiêu chí thôn NTM"
            Level::Hamlet => doc.is(score.end, Class::Level) && doc.is(score.end + 1, Class::Program),
            _ => false,
        }
    }
}
