//! "Trong 58 xã còn lại, 17 xã đạt 15 - 18 tiêu chí": whose the rest is, the sum says.

use super::super::tally::count_at;
use super::super::{Builder, list};
use crate::doc::Sentence;
use crate::facts::{Body, Fact, UnitRef};
use crate::source::Span;
use crate::term::Kind;

/// Counts a text may have for its rests to be looked up; longer ones are tables.
const MOST: usize = 400;

impl Builder<'_> {
    /// Of 121 communes 63 have met: the 58 that are left are of the same unit, whichever was named last.
    pub(in crate::build) fn rest(&mut self) {
        let rests: Vec<(Sentence, i64)> = self.doc.sentences.iter().filter_map(|s| Some((*s, self.rest_in(*s)?))).collect();
        if rests.is_empty() || self.facts.len() > MOST {
            return;
        }
        for (s, left) in rests {
            let span = self.doc.span(s.from, s.to);
            let within = |f: &Fact| span.start <= f.span.start && f.span.end <= span.end;
            let Some(owner) = self.facts.iter().rev().filter(|f| f.span.start < span.start).find_map(|f| whole_less(f, left)).cloned()
            else {
                continue;
            };
            let doc = self.doc;
            let named = |span: Span, name: Option<&String>| {
                let here = |j: usize| span.start <= doc.span(j, j + 1).start && doc.span(j, j + 1).end <= span.end;
                (s.from..s.to).any(|j| doc.place_at(j).is_some_and(|p| Some(&p.name) == name) && here(j))
            };
            for fact in self.facts.iter_mut().filter(|f| within(f)) {
                let span = fact.span;
                // "…, tập trung ở A (6 xã), B (5)": A's own
                if let Body::Tally(tally) = &mut fact.body
                    && tally.subject == "communes"
                    && !named(span, tally.unit.name.as_ref())
                {
                    tally.unit.clone_from(&owner);
                }
            }
        }
    }

    /// How many communes a sentence says are left, before it names any place.
    fn rest_in(&self, s: Sentence) -> Option<i64> {
        let doc = self.doc;
        if s.skip {
            return None;
        }
        let named = (s.from..s.to).find(|i| doc.place_at(*i).is_some()).unwrap_or(s.to);
        let counts = (s.from..named).filter(|i| matches!(doc.kind(*i), Some(Kind::Num(_)))).filter_map(|i| count_at(doc, s, i));
        counts.into_iter().find(|c| c.subject == "communes" && list::is_word(doc, c.end, "còn lại")).map(|c| c.n)
    }
}

/// The unit of a count of communes that leaves so many.
fn whole_less(fact: &Fact, left: i64) -> Option<&UnitRef> {
    match &fact.body {
        Body::Tally(tally) if tally.subject == "communes" && tally.of.is_some_and(|of| of - tally.count == left) => Some(&tally.unit),
        _ => None,
    }
}
