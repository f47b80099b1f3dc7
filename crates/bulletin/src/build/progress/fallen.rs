//! What is left of a score: "từ chỗ 19 tiêu chí nay chỉ còn 14", "số tiêu chí đạt giảm từ 17 còn 11".

use super::elided::ends_here;
use crate::build::Builder;
use crate::build::list::{is_word, two};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::Body;
use crate::term::Kind;

/// Terms between the score before and what is left of it.
const FAR: usize = 8;

impl Builder<'_> {
    /// A number without a noun of its own that a score of criteria fell to.
    pub(super) fn fallen_score(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let Some(met) = doc.terms[i].whole().filter(|n| (1..20).contains(n)) else { return false };
        if !ends_here(doc, s, i + 1) || !self.falls_to(s, i) {
            return false;
        }
        let clause = |far: usize| (i.saturating_sub(far).max(s.from)..i.saturating_sub(1)).rev().take_while(|j| !doc.mark(*j, ';'));
        clause(FAR).any(|j| doc.terms[j].whole().is_some_and(|n| n > met && n <= 20) && self.was_score(s, j))
            || clause(2 * FAR).any(|j| self.fell_by(j))
    }

    /// "số tiêu chí hoàn thành nâng lên 14": what the number is was said before the verb.
    pub(super) fn raised_score(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        let score = doc.terms[i].whole().is_some_and(|n| (1..=20).contains(&n));
        let raised = i > s.from + 2 && doc.is(i - 1, Class::LevelVerb) && (doc.ends_in(i - 1, "lên") || doc.ends_in(i - 1, "đạt"));
        let clause = || (i.saturating_sub(FAR).max(s.from)..i - 1).rev().take_while(|j| !doc.mark_any(*j, ",;"));
        let many = || (s.from..i).any(|j| doc.is(j, Class::Average) || doc.reads_any(j, &["bình quân", "trung bình"]));
        score && raised && ends_here(doc, s, i + 1) && !many() && clause().any(|j| self.counts_criteria(s, j))
    }

    /// "số tiêu chí", "tổng số tiêu chí".
    fn counts_criteria(&self, s: Sentence, j: usize) -> bool {
        self.noun(j) == Some("criteria") && j > s.from && self.doc.ends_in(j - 1, "số")
    }

    /// "(chỉ) còn", "tụt xuống", "xuống còn" right before.
    fn falls_to(&self, s: Sentence, i: usize) -> bool {
        let doc = self.doc;
        i > s.from && doc.reads_any(i - 1, &["còn", "chỉ còn", "xuống", "xuống còn", "còn lại", "tụt xuống", "giảm xuống", "giảm còn"])
    }

    /// "giảm 4 tiêu chí so với lúc được công nhận, xuống còn 15": by how many it fell, right behind the name.
    fn fell_by(&self, j: usize) -> bool {
        let doc = self.doc;
        let fell = doc.has(j.wrapping_sub(1), Class::Delta, "less") || doc.has(j.wrapping_sub(1), Class::Status, "lost");
        let named = doc.place_at(j.wrapping_sub(2)).is_some_and(|p| p.level.is_some_and(|l| l.rank() <= 1));
        doc.terms[j].whole().is_some() && self.noun(j + 1) == Some("criteria") && fell && named
    }

    /// "từ (chỗ) 19 tiêu chí", "số tiêu chí đạt giảm từ 17": the number a score fell from.
    fn was_score(&self, s: Sentence, j: usize) -> bool {
        let doc = self.doc;
        let from = |k: usize| k >= s.from && (doc.is(k, Class::From) || is_word(doc, k, "chỗ") || two(doc, k.wrapping_sub(1), "từ", "chỗ"));
        let counted = || (j.saturating_sub(6).max(s.from)..j).any(|k| self.counts_criteria(s, k));
        j > s.from && from(j - 1) && (self.noun(j + 1) == Some("criteria") || counted())
    }

    /// "A nay chỉ còn 14; B còn 15 tiêu chí": another whose score fell, in the same sentence.
    pub(super) fn falls_too(&self, s: Sentence, b: usize) -> bool {
        let doc = self.doc;
        let named = b > s.from && doc.place_at(b - 1).is_some_and(|p| !p.address) && doc.mark_any(b.wrapping_sub(2), ";,");
        let start = doc.span(s.from, s.from + 1).start;
        let scored =
            || self.facts.iter().rev().take(4).any(|f| f.span.start >= start && matches!(f.body, Body::Progress { total: None, .. }));
        let fell = |j: usize| matches!(doc.kind(j), Some(Kind::Num(_))) && self.falls_to(s, j);
        named && is_word(doc, b, "còn") && scored() && s.before(b).any(fell)
    }
}
