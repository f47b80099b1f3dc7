//! Reports that judge criterion by criterion, a line each: "3. Thủy lợi: Chưa đạt", "Tiêu chí số 17 - Môi trường: …. Đánh giá: Chưa đạt".

use crate::build::Builder;
use crate::build::list::is_word;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::Body;
use crate::term::Kind;

/// Sentences between the name of a criterion and the judgement on it.
const JUDGED_BEHIND: usize = 5;
/// Terms of a name.
const LONGEST_NAME: usize = 12;
/// Facts back to the row before.
const LAST_FACTS: usize = 8;

impl Builder<'_> {
    /// Adds the criterion a line says is not met to those of the lines before it; whether the line is such a row.
    pub(super) fn unmet_row(&mut self, index: usize) -> bool {
        let doc = self.doc;
        let s = doc.sentences[index];
        let Some((from, to)) = self.row_name(s) else { return false };
        let Some(status) = self.ends_short(s).or_else(|| self.judged_behind(index)) else { return false };
        let Some(unit) = self.whose(s, s.from) else { return false };
        let name = doc.text(from, to);
        let span = doc.span(from, status + 1);
        let row = self.facts.iter_mut().rev().take(LAST_FACTS).find(|fact| fact.rule == "unmet-row");
        if let Some(fact) = row
            && let Body::Unmet { unit: before, criteria } = &mut fact.body
            && *before == unit
        {
            criteria.push(name);
            fact.span.end = span.end;
            fact.evidence = doc.source.original(fact.span);
            return true;
        }
        self.add(Body::Unmet { unit, criteria: vec![name] }, from, status + 1, "unmet-row");
        true
    }

    /// "…: chưa đạt" at the end of a sentence: the term that says so.
    fn ends_short(&self, s: Sentence) -> Option<usize> {
        let doc = self.doc;
        let last = (s.from..s.to).rev().find(|j| !doc.line(*j) && !doc.mark(*j, '.'))?;
        (doc.has(last, Class::Status, "not_met") && doc.mark(last.wrapping_sub(1), ':')).then_some(last)
    }

    /// The name a row begins with, behind its number: "3. Thủy lợi", "Tiêu chí số 17 - Môi trường", "- Trường học".
    fn row_name(&self, s: Sentence) -> Option<(usize, usize)> {
        let (doc, end) = (self.doc, s.to);
        if !s.line_start {
            return None;
        }
        let number = |j: usize| matches!(doc.kind(j), Some(Kind::Num(_)));
        let leads = |j: usize| {
            doc.line(j) || number(j) || doc.mark_any(j, ".-+•:)") || doc.is(j, Class::Criteria) || doc.reads_any(j, &["số", "về"])
        };
        let from = (s.from..end).find(|j| !leads(*j))?;
        let to = (from..end).find(|j| doc.mark_any(*j, ":("))?;
        let numbered = (s.from..from).any(number) || (s.from..from).any(|j| doc.mark_any(j, "-+•"));
        // "Tiêu chí 18 - Chất lượng môi trường sống": the word says that a criterion's name follows, known or not
        let named = self.criterion_like(from) || (s.from..from).any(|j| doc.is(j, Class::Criteria));
        (numbered && named && to - from <= LONGEST_NAME).then_some((from, to))
    }

    /// "Tự đánh giá: Chưa đạt" behind a row: the term that says so.
    fn judged_behind(&self, index: usize) -> Option<usize> {
        let doc = self.doc;
        let first = |s: Sentence| (s.from..s.to).find(|j| !doc.line(*j) && !doc.mark_any(*j, "-+•")).unwrap_or(s.from);
        let judges = |j: usize| {
            doc.reads_any(j, &["đánh giá", "tự đánh giá", "kết quả", "kết luận"])
                || is_word(doc, j, "tự") && is_word(doc, j + 1, "đánh giá")
        };
        let behind = doc.sentences.iter().skip(index + 1).take(JUDGED_BEHIND).take_while(|s| self.row_name(**s).is_none());
        behind.filter(|s| judges(first(**s))).find_map(|s| self.ends_short(*s))
    }
}
