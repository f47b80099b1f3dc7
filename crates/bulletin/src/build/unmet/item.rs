//! One item of a list of criteria, without what is no part of its name.

use crate::build::Builder;
use crate::build::list::is_word;
use crate::build::tiers::tier_at;
use crate::class::Class;
use crate::term::Kind;

/// Words of the longest name.
const LONGEST: usize = 12;

impl Builder<'_> {
    /// One item: a few words that may be a criterion; anything that looks like a clause of its own ends the list.
    pub(super) fn item(&self, from: usize, to: usize) -> Option<String> {
        let doc = self.doc;
        // "(tiêu chí 2, 5, 18)": the bracket shuts the list, the number is the item
        let from = Some(self.numbered(from)).filter(|named| *named < to).unwrap_or(from);
        let to = self.before_status(from, to);
        let from = self.past_leading(from, to);
        // "thu nhập đang được nỗ lực hoàn thành trong năm 2019 …": what is told of it is no part of the name
        let to = (from + 1..to).find(|j| doc.reads(*j, "đang") && doc.is(j - 1, Class::Criterion)).unwrap_or(to);
        if from >= to || to - from > LONGEST {
            return None;
        }
        // "A thiếu tiêu chí trường học, B (huyện X) chưa đạt …": somebody else's
        if doc.place_at(from).is_some() && to > from + 1 {
            return None;
        }
        if let Some(open) = (from..to).find(|j| doc.mark(*j, '(')) {
            return self.item_with_brackets(from, open, to);
        }
        let from = self.past_number(from, to);
        let to = (from + 1..to).find(|j| self.ends_name(*j)).unwrap_or(to);
        if self.is_clause(from, to) {
            return None;
        }
        let text = doc.text(from, to);
        let text = text.strip_prefix("về ").map_or(text.clone(), str::to_owned);
        (!text.is_empty()).then_some(text)
    }

    /// Where the words of a status at the end of an item begin.
    fn before_status(&self, from: usize, to: usize) -> usize {
        let doc = self.doc;
        // "tc 5, tc 17 chưa đạt"
        let to = if to > from + 1 && doc.has(to - 1, Class::Status, "not_met") { to - 1 } else { to };
        // "… vẫn chưa hoàn thành": how long is no part of the name
        let lasting = |j: &usize| {
            doc.reads_any(*j, &["vẫn", "hiện", "còn", "đang", "vẫn còn"]) || doc.has(*j, Class::Result, "now") || doc.mark_any(*j, "\"”")
        };
        (from + 1..to).rev().take_while(lasting).last().unwrap_or(to)
    }

    /// Behind the words before a name: "tiêu chí", "các", "về", a dash.
    fn past_leading(&self, from: usize, to: usize) -> usize {
        let doc = self.doc;
        let leads = |j: usize| {
            doc.is(j, Class::Criteria) && !matches!(doc.kind(j + 1), Some(Kind::Num(_)))
                || doc.reads_any(j, &["các", "về", "và"])
                || doc.mark_any(j, ":-+")
        };
        (from..to).find(|j| !leads(*j)).unwrap_or(from.max(to))
    }

    /// "số 5 (trường học)": the name; else what stands before the brackets.
    fn item_with_brackets(&self, from: usize, open: usize, to: usize) -> Option<String> {
        let doc = self.doc;
        let shut = (open..to).find(|j| doc.mark(*j, ')')).unwrap_or(to);
        let numbered = is_word(doc, from, "số") || matches!(doc.kind(from), Some(Kind::Num(_))) || doc.is(from, Class::Criteria);
        let text = if numbered { doc.text(open + 1, shut) } else { doc.text(from, open) };
        (!text.is_empty()).then_some(text)
    }

    /// Behind the number that stands before a name.
    fn past_number(&self, from: usize, to: usize) -> usize {
        let doc = self.doc;
        let number = |j: usize| matches!(doc.kind(j), Some(Kind::Num(_)));
        let mut from = from;
        // "số 6 về cơ sở vật chất văn hóa", "số 6 - cơ sở …": the name
        let called = is_word(doc, from, "số") || doc.is(from, Class::Criteria);
        if called && number(from + 1) && from + 3 < to && (is_word(doc, from + 2, "về") || doc.mark_any(from + 2, "-:")) {
            from += 3;
        } else if called && number(from + 1) && from + 2 < to && doc.begins_in(from + 2, "về ") {
            from += 2;
        }
        // "tiêu chí 10 về thu nhập": the word stood before the list
        if number(from) && from + 2 < to && is_word(doc, from + 1, "về") {
            from += 2;
        }
        from
    }

    /// "… trong xây dựng NTM", "… để về đích", "môi trường đang được tập trung thực hiện": no part of the name.
    fn ends_name(&self, at: usize) -> bool {
        let (doc, before) = (self.doc, at.wrapping_sub(1));
        !doc.is(at, Class::Criterion)
            && (doc.reads_any(at, &["trong", "để", "của", "nên", "đang", "do"])
                // "môi trường đạt 70% khối lượng"
                || is_word(doc, at, "đạt") && doc.is(before, Class::Criterion)
                || doc.is(at, Class::Program) && !doc.is(before, Class::Level) && tier_at(doc, at).is_none())
    }

    /// Something is told in it: no name.
    fn is_clause(&self, from: usize, to: usize) -> bool {
        let doc = self.doc;
        let tells = |j: usize| {
            doc.is_any(j, &[Class::Order, Class::Modal])
                || doc.is(j, Class::Target) && !doc.is(j, Class::Criterion)
                || doc.place_at(j).is_some_and(|p| p.explicit)
                || matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Money { .. } | Kind::Date(_)))
        };
        doc.is_any(from, &[Class::Reach, Class::Result]) && !doc.is(from, Class::Criterion) || (from..to).any(tells)
    }
}
