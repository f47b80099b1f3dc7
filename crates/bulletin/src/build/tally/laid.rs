//! Counts that say where nobody stands yet: ordered, laid on somebody, or what something is for.

use super::Count;
use crate::build::standing::Standing;
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

impl Builder<'_> {
    /// The count tells what is to be, or each unit's own score, and is no tally.
    pub(super) fn only_laid_on(&self, s: Sentence, count: &Count, standing: Option<&Standing>) -> bool {
        self.bidden(s, count)
            || standing.is_some_and(|st| self.due_of(count, st))
            || self.given_to(s, count)
            || self.is_purpose(count)
            || count.at > s.from && list::is_word(self.doc, count.at - 1, "nếu")
            || standing.is_some_and(|st| self.scores_each(s, count, st))
    }

    /// "yêu cầu hai xã A, B hoàn thành …": an order.
    fn bidden(&self, s: Sentence, count: &Count) -> bool {
        count.at > s.from && self.doc.has(count.at - 1, Class::Order, "give")
    }

    /// "A 2 khu, B 3 khu phải đạt chuẩn": laid on them.
    fn due_of(&self, count: &Count, st: &Standing) -> bool {
        matches!(st.status, "met" | "recognised")
            && (count.end..st.end).any(|j| self.scope.law(j) || self.doc.reads_any(j, &["phải", "cần", "cần phải"]))
    }

    /// "giao huyện A có ít nhất 2 xã đạt chuẩn": laid on it.
    fn given_to(&self, s: Sentence, count: &Count) -> bool {
        let doc = self.doc;
        (s.from..count.at)
            .rev()
            .take(8)
            .take_while(|j| !doc.mark(*j, ';') && !doc.is(*j, Class::Result))
            .any(|j| doc.has(j, Class::Order, "give") && doc.place_at(j + 1).is_some_and(|p| p.explicit))
    }

    /// "cần vốn để 15 xã về đích": what it is for.
    fn is_purpose(&self, count: &Count) -> bool {
        let doc = self.doc;
        let before = count.at.wrapping_sub(1);
        // "đầu tư 86 tỷ đồng cho 3 xã nâng cao"
        let paid = || list::is_word(doc, before, "cho") && matches!(doc.kind(count.at.wrapping_sub(2)), Some(Kind::Money { .. }));
        list::is_word(doc, before, "để") && count.of.is_none() || list::is_word(doc, before, "giúp") || paid()
    }

    /// "cả ba xã đều đạt 19/19 tiêu chí": each one's own score, when they were named.
    fn scores_each(&self, s: Sentence, count: &Count, st: &Standing) -> bool {
        let doc = self.doc;
        st.status == "met"
            && (count.end..st.end).any(|j| matches!(doc.kind(j), Some(Kind::Frac(a, b)) if a == b))
            && (count.end..st.end).any(|j| doc.is(j, Class::Together))
            && !self.counted(s, count.at).is_empty()
    }
}
