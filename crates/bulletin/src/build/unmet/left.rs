//! Lists without a word that opens them: what a score leaves over, names before "chưa đạt".

use super::ANY;
use crate::build::Builder;
use crate::build::list::{close, is_word};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::Body;
use crate::term::Kind;

impl Builder<'_> {
    /// "Hậu Thạnh 16/19, chưa đạt 2, 6, 17": as many numbers as the score just read leaves over.
    pub(super) fn numbers_short(&self, s: Sentence, i: usize) -> Option<usize> {
        let doc = self.doc;
        let number = |j: usize| doc.terms.get(j).and_then(crate::term::Term::whole).is_some_and(|n| (1..=20).contains(&n));
        let joins = |j: usize| number(j) || doc.mark(j, ',') || doc.is(j, Class::Conj) || is_word(doc, j, "số");
        let listed = (i + 1..s.to).take_while(|j| joins(*j)).filter(|j| number(*j)).count();
        let (from, at) = (doc.span(i.saturating_sub(8).max(s.from), i).start, doc.span(i, i + 1).start);
        let left = self.facts.iter().rev().take(6).find_map(|f| match &f.body {
            Body::Progress { kind: "criteria", met, total: Some(total), .. } if f.span.end > from && f.span.end <= at => {
                met.as_whole().map(|met| total - met)
            }
            _ => None,
        });
        (listed > 0 && left == i64::try_from(listed).ok()).then_some(i + 1)
    }

    /// "đạt 17/19 tiêu chí, còn 2 tiêu chí là …", "đạt 16/19 tiêu chí, chỉ còn giao thông, nhà ở, hộ nghèo": where the names begin, and how
    /// many they must be for the list to be what is left over of the score.
    pub(super) fn left_of_score(&self, s: Sentence, i: usize) -> Option<(usize, i64)> {
        let doc = self.doc;
        let said = |j: usize| doc.is(j, Class::ShortOf) || doc.has(j, Class::Status, "not_met") || doc.has(j, Class::Status, "lost");
        let clause = (i + 1..s.to.min(i + 24)).take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.'));
        // "bản đã có 13/15, thiếu thu nhập và nhà ở": no word for criteria
        let short = doc.has(i, Class::ShortOf, "any") && self.criterion_like(i + 1);
        let left = short || ["còn", "chỉ còn", "hiện còn", "nay còn"].iter().any(|w| is_word(doc, i, w));
        if !left || self.scope.off(i) || clause.into_iter().any(said) {
            return None;
        }
        if let Some(count) = doc.terms.get(i + 1).and_then(|t| t.whole()).filter(|n| (1..20).contains(n))
            && doc.is(i + 2, Class::Criteria)
        {
            let opens = |j: usize| doc.is(j, Class::List) || doc.mark(j, ':') || doc.mark(j, '(');
            let start = (i + 3..i + 6).take_while(|j| opens(*j)).last()? + 1;
            return self.criterion_like(start).then_some((start, count));
        }
        let start = i + 1 + usize::from(doc.is(i + 1, Class::Criteria));
        let start = start + usize::from(is_word(doc, start, "về"));
        let span = doc.span(doc.sentences[doc.sentence_of(s.from).saturating_sub(1)].from, i);
        let left = self.facts.iter().rev().take(20).find_map(|f| match &f.body {
            Body::Progress { kind: "criteria", met, total, average_per: None, .. }
                if f.span.start >= span.start && f.span.end <= span.end =>
            {
                // "giờ được 17 rồi, chỉ còn giao thông, môi trường": out of how many is not said
                met.as_whole().map(|met| total.map_or(ANY, |total| total - met))
            }
            _ => None,
        })?;
        // "đạt 3/4 tiêu chí kiểu mẫu, còn tiêu chí thôn thông minh": as many as are left over, whatever they are called
        let called =
            start > i + 1 && left != ANY && matches!(doc.kind(start), Some(Kind::Word | Kind::Phrase)) && !doc.is(start, Class::Status);
        (called
            || self.criterion_like(start)
                && (left != ANY || doc.mark(start + 1, ',') || doc.is(start + 1, Class::Conj) && self.criterion_like(start + 2)))
        .then_some((start, left))
        .filter(|_| left > 0)
    }

    /// "chỉ còn tiêu chí môi trường chưa đạt": the names before the status.
    pub(super) fn listed_before(&self, s: Sentence, i: usize) -> Option<usize> {
        let doc = self.doc;
        if !doc.has(i, Class::Status, "not_met") || doc.is(i + 1, Class::Criteria) || doc.mark(i + 1, ':') {
            return None;
        }
        // "…; còn kinh tế, môi trường, hệ thống chính trị chưa đạt"
        let clause =
            (i.saturating_sub(24).max(s.from)..i).rev().take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.')).last().unwrap_or(i);
        let listed = |j: usize| {
            doc.is(j, Class::Criterion) || doc.is(j, Class::Conj) || doc.mark(j, ',') || ["và", "vẫn"].iter().any(|w| is_word(doc, j, w))
        };
        if ["còn", "chỉ còn"].iter().any(|w| is_word(doc, clause, w)) && clause + 2 < i && (clause + 1..i).all(listed) {
            return Some(clause + 1);
        }
        let noun = (i.saturating_sub(14).max(s.from)..i)
            .rev()
            .take_while(|j| !doc.mark(*j, ';') && !doc.mark(*j, '.'))
            .find(|j| doc.is(*j, Class::Criteria))?;
        // "còn tiêu chí giao thông và tiêu chí môi trường chưa hoàn thành": the word is said again
        let mut noun = noun;
        while noun > s.from + 2
            && (doc.mark(noun - 1, ',') || doc.is(noun - 1, Class::Conj))
            && doc.is(noun - 2, Class::Criterion)
            && doc.is(noun - 3, Class::Criteria)
        {
            noun -= 3;
        }
        // "còn 2 tiêu chí (môi trường, hộ nghèo) chưa đạt"
        if doc.mark(noun + 1, '(') && close(doc, noun + 1) == i && self.criterion_like(noun + 2) {
            return Some(noun + 2);
        }
        // "tiêu chí 10, 11, 17 chưa đạt"
        let numbers = (noun + 1..i)
            .all(|j| matches!(doc.kind(j), Some(Kind::Num(_))) || doc.mark(j, ',') || doc.is(j, Class::Conj) || is_word(doc, j, "số"));
        if numbers && noun + 1 < i && !matches!(doc.kind(noun.wrapping_sub(1)), Some(Kind::Num(_) | Kind::Frac(..))) {
            // "tiêu chí 13 và tiêu chí 17 chưa đạt": the word is said again
            let mut first = noun;
            while first > s.from + 2
                && (doc.mark(first - 1, ',') || doc.is(first - 1, Class::Conj))
                && matches!(doc.kind(first - 2), Some(Kind::Num(_)))
                && doc.is(first - 3, Class::Criteria)
            {
                first -= 3;
            }
            return Some(first + 1);
        }
        // "Bốn tiêu chí: giao thông, trường học đến nay vẫn chưa thực hiện xong"
        if doc.mark(noun + 1, ':') && noun > s.from && doc.terms[noun - 1].whole().is_some() && self.criterion_like(noun + 2) {
            return Some(noun + 2);
        }
        // "Hai tiêu chí khó nhất là thu nhập và môi trường vẫn chưa hoàn thành"
        if let Some(list) = (noun + 1..i.min(noun + 5)).find(|j| doc.is(*j, Class::List) && !doc.is(*j, Class::Criterion))
            && noun > s.from
            && doc.terms[noun - 1].whole().is_some()
            && self.criterion_like(list + 1)
        {
            return Some(list + 1);
        }
        // "còn các tiêu chí giao thông, hộ nghèo chưa đạt"
        let word = if noun > s.from + 1 && ["các", "những"].iter().any(|w| is_word(doc, noun - 1, w)) { noun - 1 } else { noun };
        let led = word > s.from && ["còn", "chỉ còn", "riêng"].iter().any(|w| is_word(doc, word - 1, w))
            || noun > s.from + 1 && doc.terms[noun - 1].whole().is_some() && is_word(doc, noun - 2, "còn");
        // "Khó khăn: tiêu chí thu nhập chưa đạt"
        let opens = noun == s.from || [':', ';', ','].iter().any(|c| doc.mark(noun - 1, *c)) || doc.line(noun - 1);
        // "ba tiêu chí giao thông, y tế, môi trường chưa đạt": as many as are named
        let named = |j: usize| doc.is(j, Class::Criterion) || doc.is(j, Class::Conj) || doc.mark(j, ',');
        let opens = opens
            || noun > s.from
                && doc.terms[noun - 1].whole().is_some_and(|n| {
                    let commas =
                        (noun + 1..i).filter(|j| doc.mark(*j, ',') || doc.is(*j, Class::Conj) && !doc.is(*j, Class::Criterion)).count();
                    (noun == s.from + 1 || doc.mark_any(noun - 2, ";:,.") || doc.line(noun - 2))
                        && i64::try_from(commas).ok() == Some(n - 1)
                        && (noun + 1..i).all(named)
                });
        let led = led
            || opens
                && (noun + 1..i).all(|j| {
                    doc.is(j, Class::Criterion)
                        || doc.is(j, Class::Conj)
                        || doc.mark(j, ',')
                        || doc.reads_any(j, &["vẫn", "đều", "hiện", "còn", "vẫn còn"])
                });
        (led && self.criterion_like(noun + 1) && noun + 1 < i).then_some(noun + 1)
    }
}
