//! Texts found by their words, however many there are: the words of a text lead to it, so nothing is read through while somebody types.
//!
//! ```
//! use vedich_values::text_index::{Query, TextIndex};
//!
//! let mut index = TextIndex::default();
//! index.put(1, "Kiên cố hóa kênh mương thôn 5");
//! index.put(2, "Nạo vét mương Hải Đông");
//! let found = index.find(&Query::of("muong"), None, 10, |_| true);
//! assert_eq!(found.docs, [2, 1]); // the latest first
//! assert_eq!(index.find(&Query::of("kien co hoa ke"), None, 10, |_| true).docs, [1]);
//! ```

use crate::text::fold;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::ops::Bound;

/// Texts a search looks at, at most: some milliseconds, whatever is asked.
pub const LOOKED_THROUGH: usize = 20_000;
/// Letters from which on the last word may be the beginning of one: a single letter begins too many.
const BEGINNING: usize = 2;
/// So many areas are looked up for every text; more are left to whoever asks, who knows a quicker way.
const FEW_AREAS: usize = 16;

/// What somebody looks for: words that must all stand in a text, with or without diacritics; the last one may be its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
    phrase: String,
}

impl Query {
    /// Reads what was typed. Signs part words: `12/TB-BCĐ` is three of them.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let phrase = fold(text);
        let words = phrase.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        Self { words, phrase }
    }

    /// Whether there is too little to look for: fewer than two letters or digits.
    #[must_use]
    pub fn is_too_short(&self) -> bool {
        self.words.iter().map(|word| word.chars().count()).sum::<usize>() < BEGINNING
    }

    /// The words, folded.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// How well a folded text fits.
    #[must_use]
    pub fn fit(&self, folded: &str) -> Fit {
        let last = self.words.len().saturating_sub(1);
        let stands = |(at, word): (usize, &String)| {
            folded.split(' ').any(|other| other == word || (at == last && may_begin(word) && other.starts_with(word.as_str())))
        };
        if self.words.is_empty() || !self.words.iter().enumerate().all(stands) {
            Fit::No
        } else if folded.match_indices(&self.phrase).any(|(at, _)| at == 0 || folded.as_bytes()[at - 1] == b' ') {
            Fit::Phrase
        } else {
            Fit::Words
        }
    }
}

fn may_begin(word: &str) -> bool {
    word.chars().count() >= BEGINNING
}

/// How well a text fits what is looked for; the better, the less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// The words stand in it one after the other, as they were typed.
    Phrase,
    /// All words stand in it somewhere.
    Words,
    /// Some word does not.
    No,
}

/// Where texts are found.
#[derive(Clone, Debug, Default)]
pub struct TextIndex {
    /// Texts by word, in the order of their numbers.
    words: BTreeMap<Box<str>, Vec<u64>>,
    /// Texts by the areas they belong to.
    areas: BTreeMap<u32, Vec<u64>>,
}

/// Texts that may fit, the greatest number first: whoever asks knows whether the text still says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Their numbers.
    pub docs: Vec<u64>,
    /// Whether there may be more: enough were found, or enough looked through.
    pub more: bool,
}

impl TextIndex {
    /// Takes the words of a text in. Words it no longer says stay and lead to it: what is found is looked at again by whoever asks.
    pub fn put(&mut self, doc: u64, text: &str) {
        let folded = fold(text);
        let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        words.dedup();
        for word in words {
            match self.words.get_mut(word) {
                Some(docs) => enter(docs, doc),
                None => _ = self.words.insert(word.into(), vec![doc]),
            }
        }
    }

    /// Says in which areas a text lies, so that whoever sees one area only is not shown through all.
    pub fn place(&mut self, doc: u64, areas: impl IntoIterator<Item = u32>) {
        for area in areas {
            enter(self.areas.entry(area).or_default(), doc);
        }
    }

    /// Texts that have all words, the greatest number first, at most `most` that are `wanted`; within areas, when some are given: a text
    /// outside all of them is never wanted. At most [`LOOKED_THROUGH`] are looked at.
    #[must_use]
    pub fn find(&self, query: &Query, areas: Option<&[u32]>, most: usize, mut wanted: impl FnMut(u64) -> bool) -> Found {
        let Some((last, whole)) = query.words.split_last() else { return Found::default() };
        let mut sets: Vec<Vec<&[u64]>> = whole.iter().map(|word| self.exactly(word)).collect();
        sets.push(if may_begin(last) { self.beginning(last) } else { self.exactly(last) });
        let lying = areas.map(|areas| areas.iter().filter_map(|area| self.areas.get(area)).map(Vec::as_slice).collect::<Vec<_>>());
        let few = lying.as_ref().is_none_or(|lists| lists.len() <= FEW_AREAS);
        sets.extend(lying);
        // The rarest leads: however common the other words are, only texts that have this one are looked at.
        let size = |set: &Vec<&[u64]>| set.iter().map(|docs| docs.len()).sum::<usize>();
        let rarest = (0..sets.len()).min_by_key(|at| size(&sets[*at])).unwrap_or_default();
        let leading = std::mem::take(&mut sets[rarest]);
        if !few && rarest < sets.len() - 1 {
            sets.pop();
        }
        sets.retain(|set| !set.is_empty());
        // What most texts have is looked up first.
        sets.iter_mut().for_each(|set| set.sort_by_key(|docs| Reverse(docs.len())));
        let has = |set: &Vec<&[u64]>, doc: u64| set.iter().any(|docs| docs.binary_search(&doc).is_ok());
        let mut found = Found::default();
        for (looked, doc) in Latest::of(&leading).enumerate() {
            if found.docs.len() == most || looked == LOOKED_THROUGH {
                found.more = true;
                break;
            }
            if sets.iter().all(|set| has(set, doc)) && wanted(doc) {
                found.docs.push(doc);
            }
        }
        found
    }

    fn exactly(&self, word: &str) -> Vec<&[u64]> {
        self.words.get(word).map(Vec::as_slice).into_iter().collect()
    }

    fn beginning(&self, start: &str) -> Vec<&[u64]> {
        let from = (Bound::Included(start), Bound::Unbounded);
        self.words.range::<str, _>(from).take_while(|(word, _)| word.starts_with(start)).map(|(_, docs)| docs.as_slice()).collect()
    }
}

/// Numbers mostly come in order: the end is looked at first.
fn enter(docs: &mut Vec<u64>, doc: u64) {
    match docs.last() {
        Some(last) if *last == doc => {}
        Some(last) if *last > doc => {
            if let Err(place) = docs.binary_search(&doc) {
                docs.insert(place, doc);
            }
        }
        _ => docs.push(doc),
    }
}

/// The numbers of several ordered lists together, the greatest first, each once.
struct Latest<'a> {
    lists: &'a [&'a [u64]],
    /// The next number of each list, with the list and its place there.
    next: BinaryHeap<(u64, usize, usize)>,
    last: Option<u64>,
}

impl<'a> Latest<'a> {
    fn of(lists: &'a [&'a [u64]]) -> Self {
        let next = lists.iter().enumerate().filter_map(|(at, list)| Some((*list.last()?, at, list.len() - 1))).collect();
        Self { lists, next, last: None }
    }
}

impl Iterator for Latest<'_> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        while let Some((doc, list, place)) = self.next.pop() {
            if let Some(before) = place.checked_sub(1) {
                self.next.push((self.lists[list][before], list, before));
            }
            if self.last != Some(doc) {
                self.last = Some(doc);
                return Some(doc);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn index(texts: &[&str]) -> TextIndex {
        let mut index = TextIndex::default();
        for (doc, text) in (1..).zip(texts) {
            index.put(doc, text);
        }
        index
    }

    fn found(index: &TextIndex, query: &str) -> Vec<u64> {
        index.find(&Query::of(query), None, 10, |_| true).docs
    }

    #[test]
    fn words_are_found_without_marks_and_the_last_by_its_beginning() {
        let index = index(&["Thông báo số 12/TB-BCĐ", "Thông báo số 112/TB-BCĐ", "Báo cáo tháng 12"]);
        assert_eq!(found(&index, "12/TB-BCĐ"), [1]);
        assert_eq!(found(&index, "thong bao"), [2, 1]);
        assert_eq!(found(&index, "bao ca"), [3]);
        assert_eq!(found(&index, "th"), [3, 2, 1]);
        assert_eq!(found(&index, "thô bao"), [0_u64; 0], "only the last word may be a beginning");
        assert_eq!(found(&index, ""), [0_u64; 0]);
    }

    #[test]
    fn areas_bound_what_is_found_and_what_is_not_wanted_does_not_count() {
        let mut index = index(&["mương một", "mương hai", "mương ba"]);
        index.place(1, [7, 9]);
        index.place(2, [7]);
        index.place(3, [8]);
        let ask = |areas: &[u32], most| index.find(&Query::of("muong"), Some(areas), most, |doc| doc != 2);
        assert_eq!(ask(&[7], 5).docs, [1]);
        assert_eq!(ask(&[7, 8], 1), Found { docs: vec![3], more: true });
        assert_eq!(ask(&[6], 5).docs, [0_u64; 0]);
        let many: Vec<u32> = (0..40).collect();
        assert_eq!(ask(&many, 5), Found { docs: vec![3, 1], more: false });
    }

    #[test]
    fn a_phrase_fits_better_than_words_apart() {
        let query = Query::of("hải đông");
        assert_eq!(query.fit(&fold("Xã Hải Đông")), Fit::Phrase);
        assert_eq!(query.fit(&fold("Đông Sơn, Hải Xuân")), Fit::Words);
        assert_eq!(query.fit(&fold("Hải Xuân")), Fit::No);
    }

    proptest! {
        #[test]
        fn whatever_fits_is_found_in_any_order_of_taking_in(texts in prop::collection::vec("[a-c]{1,2}( [a-c]{1,2}){0,3}", 1..20), query in "[a-c]{1,2}( [a-c]{1,2}){0,1}") {
            let query = Query::of(&query);
            let numbered: Vec<(u64, &String)> = (1..).zip(&texts).collect();
            let wanted: Vec<u64> = numbered.iter().rev().filter(|(_, text)| query.fit(text) != Fit::No).map(|(doc, _)| *doc).collect();
            let (mut forth, mut back) = (TextIndex::default(), TextIndex::default());
            numbered.iter().for_each(|(doc, text)| forth.put(*doc, text));
            numbered.iter().rev().for_each(|(doc, text)| back.put(*doc, text));
            for index in [forth, back] {
                prop_assert_eq!(&index.find(&query, None, 100, |_| true).docs, &wanted);
            }
        }
    }
}
