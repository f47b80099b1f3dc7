//! The words behind a count, read one after the other until one says where the units stand.

use super::{Found, Standing};
use crate::build::Builder;
use crate::build::list::{self, Names};
use crate::build::tally::{Count, subject_at};
use crate::build::tiers::tier_at;
use crate::class::Class;
use crate::doc::Sentence;
use crate::gazetteer::Level;

/// How many words behind a count are read.
const MOST_WORDS: usize = 28;

/// A count with the words behind it, and the names found among them so far.
pub(super) struct Behind<'c> {
    pub(super) s: Sentence,
    pub(super) count: &'c Count,
    /// The level of what is counted.
    pub(super) level: Level,
    /// The next count, or the end of the sentence.
    pub(super) limit: usize,
    pub(super) names: Vec<String>,
}

impl Behind<'_> {
    /// Keeps the names of a list, if it has any; the term to read on from.
    fn keep(&mut self, found: Names, at: usize) -> Option<usize> {
        if found.names.is_empty() {
            return None;
        }
        self.names = found.names;
        Some(found.end.max(at + 1))
    }
}

/// What one word behind a count comes to.
enum Step {
    /// Nothing yet: read on from this term.
    On(usize),
    /// What follows is not of the count.
    Stop,
    /// It decides.
    Found(Found),
}

impl Builder<'_> {
    /// What the words behind a count say of it, if they say anything.
    pub(super) fn said_behind(&self, behind: &mut Behind<'_>) -> Option<Found> {
        let mut at = behind.count.end;
        for _ in 0..MOST_WORDS {
            if at >= behind.limit {
                break;
            }
            match self.step(behind, at) {
                Step::On(next) => at = next,
                Step::Stop => break,
                Step::Found(found) => return Some(found),
            }
        }
        None
    }

    fn step(&self, behind: &mut Behind<'_>, i: usize) -> Step {
        let doc = self.doc;
        if doc.mark_any(i, ";.") || doc.line(i) || doc.mark(i, ')') && doc.depth[behind.count.at] > 0 {
            return Step::Stop;
        }
        if doc.mark(i, '(') {
            return Step::On(self.past_bracket(behind, i));
        }
        if self.said_of_others(behind, i) {
            return Step::Found(Found::Nothing);
        }
        if let Some(next) = self.named_here(behind, i) {
            return Step::On(next);
        }
        if doc.is(i, Class::Target) && self.scope.aimed(i) && !doc.is(i, Class::Status) {
            return Step::Stop;
        }
        if self.of_some_only(behind, i) || self.laid_on_them(i) {
            return Step::Found(Found::Nothing);
        }
        if let Some(st) = self.standing_at(behind, i) {
            return Step::Found(Found::Standing(self.with_names(behind, st)));
        }
        if self.of_something_else(behind, i) {
            return Step::Found(Found::Nothing);
        }
        if let Some(next) = self.listed_here(behind, i) {
            return Step::On(next);
        }
        self.past_comma(behind, i)
    }

    /// "2 xã (A, B)": the names in the bracket; the term behind it.
    fn past_bracket(&self, behind: &mut Behind<'_>, i: usize) -> usize {
        let doc = self.doc;
        if behind.names.is_empty() && doc.place_at(i + 1).is_none_or(|p| !p.address) {
            behind.names = list::names(doc, i + 1, behind.level).names;
        }
        list::close(doc, i)
    }

    /// "hai xã A, B": named right there, unless the place is where they lie ("hai xã của huyện A").
    fn named_here(&self, behind: &mut Behind<'_>, i: usize) -> Option<usize> {
        let doc = self.doc;
        let named = behind.names.is_empty() && doc.place_at(i).is_some() && !self.lies_above(behind, i);
        let found = (named && !doc.is(i.wrapping_sub(1), Class::Prep)).then(|| list::names(doc, i, behind.level))?;
        behind.keep(found, i)
    }

    /// "2 xã là A và B", "2 xã gồm: A, B".
    fn listed_here(&self, behind: &mut Behind<'_>, i: usize) -> Option<usize> {
        let doc = self.doc;
        if !(doc.mark(i, ':') || doc.is(i, Class::List)) || !behind.names.is_empty() {
            return None;
        }
        let first = if doc.mark(i + 1, ':') { i + 2 } else { i + 1 };
        behind.keep(list::names(doc, first, behind.level), i)
    }

    /// Whether what follows a comma or a colon may still be of the count.
    fn past_comma(&self, behind: &mut Behind<'_>, i: usize) -> Step {
        let (doc, limit) = (self.doc, behind.limit);
        let another = limit < behind.s.to;
        // "lên 136/182 xã, xã nâng cao lên 31 xã": the next noun has a count of its own
        if doc.mark(i, ',') && another && doc.is(i + 1, Class::Level) && tier_at(doc, i + 2).is_some() {
            return Step::Stop;
        }
        if !doc.mark_any(i, ",:") {
            return Step::On(i + 1);
        }
        // "131 xóm, tổ dân phố kiểu mẫu": of two kinds
        let kind = || subject_at(doc, i + 1).is_some_and(|(subject, end)| subject == "hamlets" && end == i + 2);
        if behind.count.subject == "hamlets" && kind() && tier_at(doc, i + 2).is_some() {
            return Step::On(i + 2);
        }
        if i + 1 == limit && another && !behind.names.is_empty() {
            return Step::Found(Found::Next(std::mem::take(&mut behind.names)));
        }
        let goes_on = |j: usize| doc.is_any(j, &[Class::Status, Class::Together, Class::Result]);
        if (i + 1..(i + 4).min(limit)).any(goes_on) { Step::On(i + 1) } else { Step::Stop }
    }

    /// The standing with the names said before or behind it; far more names than units were counted are of something else.
    fn with_names(&self, behind: &mut Behind<'_>, mut st: Standing) -> Standing {
        let count = behind.count;
        if st.status == "met" && self.asked_for(behind.s, count) {
            st.status = "proposed";
        }
        st.names = std::mem::take(&mut behind.names);
        if st.names.is_empty() {
            st.names = self.names_after(&st, behind.level, behind.limit.max(behind.s.to.min(st.end + 90)));
            if count.n > 0 && st.names.len() as i64 > count.n.saturating_mul(2).saturating_add(2) {
                st.names.clear();
            }
        }
        st
    }
}
