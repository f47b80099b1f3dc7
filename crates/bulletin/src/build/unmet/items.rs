//! The items of a list of criteria, as written.

use crate::build::Builder;
use crate::build::list::{close, is_word};
use crate::build::tiers::tier_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

impl Builder<'_> {
    /// The items of a list, as written; `số 2 (giao thông)` gives the name in the bracket.
    pub(in crate::build) fn criteria(&self, s: Sentence, start: usize) -> (Vec<String>, usize) {
        let doc = self.doc;
        let start = self.numbered(start);
        let end = (start..s.to)
            .find(|j| {
                doc.mark(*j, '.') && !self.dotted(*j)
                    || doc.mark(*j, '…')
                    || doc.line(*j)
                    || (doc.mark(*j, ')')
                        && doc.depth[*j] > 0
                        && doc.depth[start] == doc.depth[*j]
                        && !(start..*j).any(|k| doc.mark(k, '(')))
            })
            .unwrap_or(s.to);
        // "…; 17 tiêu chí khác đã hoàn thành": a clause of its own ends the list
        let clause = |from: usize| {
            (from + 1..end).take_while(|j| !doc.mark(*j, ';')).enumerate().any(|(n, j)| {
                doc.is(j, Class::Result)
                    // "…; của B là giao thông"
                    || n == 0 && is_word(doc, j, "của") && doc.place_at(j + 1).is_some()
                    // "…; B thiếu tiêu chí thu nhập"
                    || n > 0 && n < 4 && doc.is(j, Class::ShortOf) && doc.place_at(from + 1).is_some()
                    // "…; còn B chưa đạt các tiêu chí …"
                    || n > 1 && n < 5 && doc.is(j, Class::ShortOf) && doc.reads_any(from + 1, &["còn", "riêng", "trong khi"]) && doc.place_at(from + 2).is_some()
                    // "…; các tiêu chí khác giữ vững"
                    || n < 4 && (is_word(doc, j, "khác") || is_word(doc, j, "còn lại"))
                    // "…; phòng A cử cán bộ …"
                    || n == 0 && doc.is(j, Class::Head) && !doc.is(j, Class::Criterion)
                    || doc.is(j, Class::Modal)
                    || doc.is(j, Class::Order)
                    || doc.is(j, Class::Target)
                    || doc.place_at(j).is_some_and(|p| p.explicit)
                    || n == 0 && (matches!(doc.kind(j), Some(Kind::Num(_))) && !doc.mark(j + 1, ')') || doc.is(j, Class::Each))
                    || matches!(doc.kind(j), Some(Kind::Frac(..)))
                    || n > 0 && matches!(doc.kind(j), Some(Kind::Num(_))) && doc.is(j + 1, Class::Unit)
            })
        };
        let end = (start..end).find(|j| doc.mark(*j, ';') && clause(*j)).unwrap_or(end);
        let semicolons = (start..end).any(|j| doc.mark(j, ';'));
        let (mut items, mut from, mut j) = (Vec::new(), start, start);
        let mut last = start;
        while j <= end {
            let mark = |c| doc.mark(j, c);
            let comma = mark(',') && (!semicolons);
            let and = doc.is(j, Class::Conj)
                && !doc.is(j, Class::Criterion)
                && !semicolons
                // "Quy hoạch, Kinh tế và Môi trường": the last of a list
                && (self.splits(from, j, end) || !items.is_empty() && self.criterion_like(j + 1));
            let hyphen = mark('-') && doc.terms[j].spaced && !semicolons && !(start..end).any(|k| doc.mark(k, ','));
            if j == end || mark(';') || comma || and || hyphen {
                match self.item(from, j) {
                    Some(item) => {
                        items.push(item);
                        last = j;
                    }
                    None if from < j => break,
                    None => {}
                }
                from = j + 1;
            } else if mark('(') {
                j = close(doc, j).max(j + 1);
                continue;
            }
            j += 1;
        }
        // "tc 2, tc 6": the first keeps its word when the others do
        if let Some(word) = start.checked_sub(1).filter(|w| *w >= s.from && doc.is(*w, Class::Criteria))
            && matches!(doc.kind(start), Some(Kind::Num(_)))
            && items.len() > 1
            && items[1..].iter().all(|i| i.to_lowercase().starts_with(&doc.text(word, word + 1).to_lowercase()))
        {
            items[0] = format!("{} {}", doc.text(word, word + 1), items[0]);
        }
        (items, last.min(end))
    }

    /// "và" splits unless the name known to the dictionary contains it (then the phrase swallowed it) or nothing known stands on both sides.
    pub(super) fn splits(&self, from: usize, at: usize, end: usize) -> bool {
        let known = |j: usize| self.criterion_like(j) || self.doc.is(j, Class::Criteria);
        (known(from) || (from..at).any(known)) && at + 1 < end
    }

    /// "2.Giao thông, 9.Nhà ở dân cư": the point behind an item's number.
    pub(super) fn dotted(&self, at: usize) -> bool {
        let doc = self.doc;
        let (Some(point), Some(next)) = (doc.terms.get(at), doc.terms.get(at + 1)) else { return false };
        at > 0 && point.mark('.') && doc.terms[at - 1].whole().is_some_and(|n| n <= 25) && next.capital && next.start == point.end
    }

    /// Behind the number of an item: "(1) ", "1) ", "a) ".
    pub(super) fn numbered(&self, at: usize) -> usize {
        let doc = self.doc;
        let letter = |j: usize| matches!(doc.kind(j), Some(Kind::Num(_))) || doc.terms.get(j).is_some_and(|t| t.end - t.start == 1);
        match (doc.mark(at, '('), letter(at + 1) && doc.mark(at + 2, ')'), letter(at) && doc.mark(at + 1, ')')) {
            (true, true, _) => at + 3,
            (false, _, true) => at + 2,
            _ if self.dotted(at + 1) => at + 2,
            _ => at,
        }
    }

    /// One item: up to ten words that may be a criterion; anything that looks like a clause of its own ends the list.
    pub(super) fn item(&self, from: usize, to: usize) -> Option<String> {
        let doc = self.doc;
        let mut from = self.numbered(from);
        // "tc 5, tc 17 chưa đạt"
        let to = if to > from + 1 && doc.has(to - 1, Class::Status, "not_met") { to - 1 } else { to };
        // "… vẫn chưa hoàn thành": how long is no part of the name
        let to = (from + 1..to)
            .rev()
            .take_while(|j| {
                ["vẫn", "hiện", "còn", "đang", "vẫn còn"].iter().any(|w| is_word(doc, *j, w))
                    || doc.has(*j, Class::Result, "now")
                    || doc.mark(*j, '"')
                    || doc.mark(*j, '”')
            })
            .last()
            .unwrap_or(to);
        while from < to
            && (doc.is(from, Class::Criteria) && !matches!(doc.kind(from + 1), Some(Kind::Num(_)))
                || is_word(doc, from, "các")
                || is_word(doc, from, "về")
                || doc.mark(from, ':')
                || is_word(doc, from, "và")
                || doc.mark(from, '-')
                || doc.mark(from, '+'))
        {
            from += 1;
        }
        if from >= to || to - from > 12 {
            return None;
        }
        // "A thiếu tiêu chí trường học, B (huyện X) chưa đạt …": somebody else's
        if doc.place_at(from).is_some() && to > from + 1 {
            return None;
        }
        // "số 5 (trường học)": the name
        if let Some(open) = (from..to).find(|j| doc.mark(*j, '(')) {
            let shut = (open..to).find(|j| doc.mark(*j, ')')).unwrap_or(to);
            let numbered = is_word(doc, from, "số") || matches!(doc.kind(from), Some(Kind::Num(_))) || doc.is(from, Class::Criteria);
            let text = if numbered { doc.text(open + 1, shut) } else { doc.text(from, open) };
            return (!text.is_empty()).then_some(text);
        }
        // "số 6 về cơ sở vật chất văn hóa", "số 6 - cơ sở …": the name
        if (is_word(doc, from, "số") || doc.is(from, Class::Criteria))
            && matches!(doc.kind(from + 1), Some(Kind::Num(_)))
            && from + 3 < to
            && (is_word(doc, from + 2, "về") || doc.mark(from + 2, '-') || doc.mark(from + 2, ':'))
        {
            from += 3;
        }
        // "tiêu chí 10 về thu nhập": the word stood before the list
        if matches!(doc.kind(from), Some(Kind::Num(_))) && from + 2 < to && is_word(doc, from + 1, "về") {
            from += 2;
        }
        // "… trong xây dựng NTM", "… để về đích": no part of the name
        let cut = (from + 1..to).find(|j| {
            !doc.is(*j, Class::Criterion)
                && (is_word(doc, *j, "trong")
                    || is_word(doc, *j, "để")
                    || is_word(doc, *j, "của")
                    || is_word(doc, *j, "nên")
                    // "môi trường đang được tập trung thực hiện"
                    || is_word(doc, *j, "đang")
                    // "môi trường đạt 70% khối lượng"
                    || is_word(doc, *j, "đạt") && doc.is(j.wrapping_sub(1), Class::Criterion)
                    || is_word(doc, *j, "do")
                    || doc.is(*j, Class::Program) && !doc.is(j.wrapping_sub(1), Class::Level) && tier_at(doc, *j).is_none())
        });
        let to = cut.unwrap_or(to);
        let clause = (from..to).any(|j| {
            doc.is(j, Class::Order)
                || doc.is(j, Class::Target) && !doc.is(j, Class::Criterion)
                || doc.is(j, Class::Modal)
                || doc.place_at(j).is_some_and(|p| p.explicit)
                || matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Money { .. } | Kind::Date(_)))
        });
        if clause || (doc.is(from, Class::Reach) || doc.is(from, Class::Result)) && !doc.is(from, Class::Criterion) {
            return None;
        }
        let text = doc.text(from, to);
        let text = text.strip_prefix("về ").map_or(text.clone(), str::to_owned);
        (text.chars().count() >= 1).then_some(text)
    }
}
