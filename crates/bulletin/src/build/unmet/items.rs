//! The items of a list of criteria, as written.

use crate::build::Builder;
use crate::build::list::{close, is_word};
use crate::class::Class;
use crate::doc::Sentence;
use crate::term::Kind;

/// Where a list of criteria stands, and what parts its items.
struct Listing {
    end: usize,
    semicolons: bool,
    commas: bool,
}

impl Builder<'_> {
    /// The items of a list, as written; `số 2 (giao thông)` gives the name in the bracket.
    pub(in crate::build) fn criteria(&self, s: Sentence, start: usize) -> (Vec<String>, usize) {
        let doc = self.doc;
        let start = self.numbered(start);
        let end = self.list_end(s, start);
        let held = |mark: char| (start..end).any(|j| doc.mark(j, mark));
        let listing = Listing { end, semicolons: held(';'), commas: held(',') };
        let (mut items, mut from, mut last, mut j) = (Vec::new(), start, start, start);
        while j <= end {
            if j == end || self.parts_items(&listing, from, j, items.is_empty()) {
                match self.item(from, j) {
                    Some(item) => {
                        items.push(item);
                        last = j;
                    }
                    None if from < j => break,
                    None => {}
                }
                from = j + 1;
            } else if doc.mark(j, '(') {
                j = close(doc, j).max(j + 1);
                continue;
            }
            j += 1;
        }
        self.give_back_word(s, start, &mut items);
        (items, last.min(end))
    }

    /// Where a list ends: with its sentence or bracket, or at a clause of its own.
    fn list_end(&self, s: Sentence, start: usize) -> usize {
        let doc = self.doc;
        let shuts =
            |j: usize| doc.mark(j, ')') && doc.depth[j] > 0 && doc.depth[start] == doc.depth[j] && !(start..j).any(|k| doc.mark(k, '('));
        let ends = |j: &usize| doc.mark(*j, '.') && !self.dotted(*j) || doc.mark(*j, '…') || doc.line(*j) || shuts(*j);
        let end = (start..s.to).find(ends).unwrap_or(s.to);
        (start..end).find(|j| doc.mark(*j, ';') && self.clause_behind(*j, end)).unwrap_or(end)
    }

    /// "…; 17 tiêu chí khác đã hoàn thành": a clause of its own behind a semicolon ends the list.
    fn clause_behind(&self, from: usize, end: usize) -> bool {
        let clause = (from + 1..end).take_while(|j| !self.doc.mark(*j, ';'));
        clause.enumerate().any(|(n, j)| self.tells_more(j) || n == 0 && self.opens_clause(j) || self.tells_of_another(from + 1, n))
    }

    /// A word that no list of names has.
    fn tells_more(&self, at: usize) -> bool {
        let doc = self.doc;
        doc.is_any(at, &[Class::Result, Class::Modal, Class::Order, Class::Target])
            || doc.place_at(at).is_some_and(|p| p.explicit)
            || matches!(doc.kind(at), Some(Kind::Frac(..)))
    }

    /// The first word behind a semicolon begins something else.
    fn opens_clause(&self, at: usize) -> bool {
        let doc = self.doc;
        // "…; của B là giao thông"
        is_word(doc, at, "của") && doc.place_at(at + 1).is_some()
            // "…; phòng A cử cán bộ …"
            || doc.is(at, Class::Head) && !doc.is(at, Class::Criterion)
            // but "…; 5. Trường học; 18; 20." goes on with items
            || matches!(doc.kind(at), Some(Kind::Num(_))) && !doc.mark_any(at + 1, ");") && !doc.mark(at + 1, '.')
            || doc.is(at, Class::Each)
    }

    /// The word `n` of a clause tells of another unit, of the other criteria, or counts something.
    fn tells_of_another(&self, first: usize, n: usize) -> bool {
        let (doc, at) = (self.doc, first + n);
        let short = doc.is(at, Class::ShortOf);
        // "…; B thiếu tiêu chí thu nhập"
        short && (1..4).contains(&n) && doc.place_at(first).is_some()
            // "…; còn B chưa đạt các tiêu chí …"
            || short && (2..5).contains(&n) && doc.reads_any(first, &["còn", "riêng", "trong khi"]) && doc.place_at(first + 1).is_some()
            // "…; các tiêu chí khác giữ vững"
            || n < 4 && doc.reads_any(at, &["khác", "còn lại"])
            || n > 0 && matches!(doc.kind(at), Some(Kind::Num(_))) && doc.is(at + 1, Class::Unit)
    }

    /// A mark or a word between two items.
    fn parts_items(&self, listing: &Listing, from: usize, at: usize, first: bool) -> bool {
        let doc = self.doc;
        if listing.semicolons {
            return doc.mark(at, ';');
        }
        // "Quy hoạch, Kinh tế và Môi trường": the last of a list
        let and = || self.splits(from, at, listing.end) || !first && self.criterion_like(at + 1);
        doc.mark(at, ',')
            || doc.is(at, Class::Conj) && !doc.is(at, Class::Criterion) && and()
            || doc.mark(at, '-') && doc.terms[at].spaced && !listing.commas
    }

    /// "tc 2, tc 6": the first keeps its word when the others do.
    fn give_back_word(&self, s: Sentence, start: usize, items: &mut [String]) {
        let doc = self.doc;
        let Some(word) = start.checked_sub(1).filter(|w| *w >= s.from && doc.is(*w, Class::Criteria)) else { return };
        let [first, others @ ..] = items else { return };
        if others.is_empty() || !matches!(doc.kind(start), Some(Kind::Num(_))) {
            return;
        }
        let word = doc.text(word, word + 1);
        if others.iter().all(|item| item.to_lowercase().starts_with(&word.to_lowercase())) {
            *first = format!("{word} {first}");
        }
    }

    /// "và" splits unless the name known to the dictionary contains it (then the phrase swallowed it) or nothing known stands on both sides.
    pub(super) fn splits(&self, from: usize, at: usize, end: usize) -> bool {
        let known = |j: usize| self.criterion_like(j) || self.doc.is(j, Class::Criteria);
        (known(from) || (from..at).any(known)) && at + 1 < end
    }

    /// "2.Giao thông, 9. Nhà ở dân cư": the point behind an item's number.
    pub(super) fn dotted(&self, at: usize) -> bool {
        let doc = self.doc;
        let (Some(point), Some(next)) = (doc.terms.get(at), doc.terms.get(at + 1)) else { return false };
        let named = next.capital && (next.start == point.end || doc.is(at + 1, Class::Criterion));
        at > 0 && point.mark('.') && doc.terms[at - 1].whole().is_some_and(|n| n <= 25) && named
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
}
