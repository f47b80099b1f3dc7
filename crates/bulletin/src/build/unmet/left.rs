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
        if let Some(first) = self.only_names_before(s, i) {
            return Some(first);
        }
        let noun = self.criteria_before_status(s, i)?;
        self.bracketed_names(noun, i)
            .or_else(|| self.numbers_before(s, noun, i))
            .or_else(|| self.introduced_names(s, noun, i))
            .or_else(|| self.names_behind_noun(s, noun, i))
    }

    /// "…; còn kinh tế, môi trường, hệ thống chính trị chưa đạt": a clause of nothing but names.
    fn only_names_before(&self, s: Sentence, i: usize) -> Option<usize> {
        let doc = self.doc;
        let from = i.saturating_sub(24).max(s.from);
        let clause = (from..i).rev().take_while(|j| !doc.mark_any(*j, ";.")).last()?;
        let listed = |j: usize| self.joins_names(j) || doc.reads_any(j, &["và", "vẫn"]);
        let only = doc.reads_any(clause, &["còn", "chỉ còn"]) && clause + 2 < i && (clause + 1..i).all(listed);
        only.then_some(clause + 1)
    }

    /// A name of a criterion, or what joins two of them.
    fn joins_names(&self, at: usize) -> bool {
        self.doc.is_any(at, &[Class::Criterion, Class::Conj]) || self.doc.mark(at, ',')
    }

    /// The word "tiêu chí" the names stand behind.
    fn criteria_before_status(&self, s: Sentence, i: usize) -> Option<usize> {
        let doc = self.doc;
        let mut clause = (i.saturating_sub(14).max(s.from)..i).rev().take_while(|j| !doc.mark_any(*j, ";."));
        let noun = clause.find(|j| doc.is(*j, Class::Criteria))?;
        // "còn tiêu chí giao thông và tiêu chí môi trường chưa hoàn thành": the word is said again
        Some(self.first_of_repeated(s, noun, |j| doc.is(j, Class::Criterion)))
    }

    /// "tiêu chí A và tiêu chí B": the first of the words said again before each.
    fn first_of_repeated(&self, s: Sentence, noun: usize, named: impl Fn(usize) -> bool) -> usize {
        let doc = self.doc;
        let joined = |j: usize| doc.mark(j, ',') || doc.is(j, Class::Conj);
        let mut first = noun;
        while first > s.from + 2 && joined(first - 1) && named(first - 2) && doc.is(first - 3, Class::Criteria) {
            first -= 3;
        }
        first
    }

    /// "còn 2 tiêu chí (môi trường, hộ nghèo) chưa đạt".
    fn bracketed_names(&self, noun: usize, i: usize) -> Option<usize> {
        let doc = self.doc;
        (doc.mark(noun + 1, '(') && close(doc, noun + 1) == i && self.criterion_like(noun + 2)).then_some(noun + 2)
    }

    /// "tiêu chí 10, 11, 17 chưa đạt", "tiêu chí 13 và tiêu chí 17 chưa đạt".
    fn numbers_before(&self, s: Sentence, noun: usize, i: usize) -> Option<usize> {
        let doc = self.doc;
        let number = |j: usize| matches!(doc.kind(j), Some(Kind::Num(_)));
        let listed = |j: usize| number(j) || doc.mark(j, ',') || doc.is(j, Class::Conj) || is_word(doc, j, "số");
        let counted = matches!(doc.kind(noun.wrapping_sub(1)), Some(Kind::Num(_) | Kind::Frac(..)));
        let numbers = noun + 1 < i && !counted && (noun + 1..i).all(listed);
        numbers.then(|| self.first_of_repeated(s, noun, number) + 1)
    }

    /// So many criteria, then a colon or "là", then their names.
    fn introduced_names(&self, s: Sentence, noun: usize, i: usize) -> Option<usize> {
        let doc = self.doc;
        if noun == s.from || doc.terms[noun - 1].whole().is_none() {
            return None;
        }
        // "Bốn tiêu chí: giao thông, trường học đến nay vẫn chưa thực hiện xong"
        if doc.mark(noun + 1, ':') && self.criterion_like(noun + 2) {
            return Some(noun + 2);
        }
        // "Hai tiêu chí khó nhất là thu nhập và môi trường vẫn chưa hoàn thành"
        let list = (noun + 1..i.min(noun + 5)).find(|j| doc.is(*j, Class::List) && !doc.is(*j, Class::Criterion))?;
        self.criterion_like(list + 1).then_some(list + 1)
    }

    /// "còn các tiêu chí giao thông, hộ nghèo chưa đạt", "Khó khăn: tiêu chí thu nhập chưa đạt".
    fn names_behind_noun(&self, s: Sentence, noun: usize, i: usize) -> Option<usize> {
        let doc = self.doc;
        if noun + 1 >= i || !self.criterion_like(noun + 1) {
            return None;
        }
        let several = noun > s.from + 1 && doc.reads_any(noun - 1, &["các", "những"]);
        let word = if several { noun - 1 } else { noun };
        let led = word > s.from && doc.reads_any(word - 1, &["còn", "chỉ còn", "riêng"])
            || noun > s.from + 1 && doc.terms[noun - 1].whole().is_some() && is_word(doc, noun - 2, "còn");
        let opens = || noun == s.from || doc.mark_any(noun - 1, ":;,") || doc.line(noun - 1) || self.as_many_as_named(s, noun, i);
        let only = || (noun + 1..i).all(|j| self.joins_names(j) || doc.reads_any(j, &["vẫn", "đều", "hiện", "còn", "vẫn còn"]));
        (led || opens() && only()).then_some(noun + 1)
    }

    /// "ba tiêu chí giao thông, y tế, môi trường chưa đạt": as many as are named.
    fn as_many_as_named(&self, s: Sentence, noun: usize, i: usize) -> bool {
        let doc = self.doc;
        let Some(n) = doc.terms[noun - 1].whole() else { return false };
        let opens = noun == s.from + 1 || doc.mark_any(noun - 2, ";:,.") || doc.line(noun - 2);
        let joins = |j: &usize| doc.mark(*j, ',') || doc.is(*j, Class::Conj) && !doc.is(*j, Class::Criterion);
        opens && i64::try_from((noun + 1..i).filter(joins).count()).ok() == Some(n - 1) && (noun + 1..i).all(|j| self.joins_names(j))
    }
}
