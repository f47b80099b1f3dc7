//! Tallies: how many units stand where. "330 xã, 869 thôn đạt chuẩn NTM; 30 xã nâng cao".

mod area;
mod count;
mod emit;
mod laid;
mod leaning;
mod named;
mod rungs;
mod shares;
mod spread;
mod turns;

pub(crate) use count::{Count, count_at, level_of, subject_at};
pub(crate) use emit::Base;

use super::Builder;
use super::standing::{Found, Standing};
use crate::doc::Sentence;

impl Builder<'_> {
    /// Every tally of a sentence: its counts with what is said of them, then the ways of counting that have words of their own.
    pub(crate) fn tallies(&mut self, s: Sentence) {
        let counts = self.counts(s);
        let found = self.found(s, &counts);
        self.emit(s, &counts, passed_back(found));
        self.shared_out(s, &counts);
        self.each_of_listed(s);
        self.counted_in_turn(s);
        self.named_units(s);
        self.stated_counts(s);
        self.none_left(s);
        self.by_criterion(s);
        self.bare_stars(s);
        self.rung_first(s);
        self.rung_opens(s);
        self.products_in_all(s);
    }

    /// The numbers of units a sentence gives, in its order.
    fn counts(&self, s: Sentence) -> Vec<Count> {
        let mut counts: Vec<Count> = Vec::new();
        let mut at = s.from;
        while at < s.to {
            if let Some(count) = count_at(self.doc, s, at) {
                at = count.end.max(at + 1);
                counts.push(count);
            } else {
                at += 1;
            }
        }
        counts
    }

    /// What the words around each count say, between the count before it and the one behind it.
    fn found(&self, s: Sentence, counts: &[Count]) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for (k, count) in counts.iter().enumerate() {
            let limit = counts.get(k + 1).map_or(s.to, |c| c.at);
            let left = if k == 0 { s.from } else { counts[k - 1].end };
            let one = match self.same_verb(k.checked_sub(1).map(|p| &counts[p]), count, found.last()) {
                Some(st) => Found::Standing(st),
                None => self.standing(s, count, left, limit),
            };
            found.push(match (found.last(), one, k) {
                (Some(Found::Standing(before)), Found::Standing(st), 1..) if self.asked_as_well(before, &st, &counts[k - 1], count) => {
                    Found::Standing(Standing { status: "proposed", ..st })
                }
                (_, one, _) => one,
            });
        }
        found
    }
}

impl Builder<'_> {
    /// "đề nghị công nhận 2 xã đạt chuẩn, 25 xã đạt chuẩn nâng cao": asked for as those before it in the list.
    fn asked_as_well(&self, before: &Standing, st: &Standing, last: &Count, count: &Count) -> bool {
        let doc = self.doc;
        let from = before.end.max(last.end).min(count.at);
        let listed =
            from < count.at && (from..count.at).all(|j| doc.mark_any(j, ",()") || doc.is(j, crate::class::Class::Conj) || doc.depth[j] > 0);
        before.status == "proposed" && st.status == "met" && st.end > count.end && listed
    }
}

/// The standing of each count, where that of one behind it is its own too: "4 thôn, B 3 thôn đạt chuẩn".
fn passed_back(found: Vec<Found>) -> Vec<Option<Standing>> {
    let mut next: Option<Standing> = None;
    let mut ready: Vec<Option<Standing>> = Vec::new();
    for one in found.into_iter().rev() {
        let standing = match one {
            Found::Standing(st) => Some(st),
            Found::Next(names) => {
                next.clone().filter(|n| n.band.is_none() && !n.status.starts_with("ocop")).map(|n| Standing { names, ..n })
            }
            Found::Over(names) => {
                let over = next.take().map(|n| Standing { names, ..n });
                if let Some(last) = ready.last_mut() {
                    *last = None;
                }
                over
            }
            Found::Nothing => None,
        };
        next.clone_from(&standing);
        ready.push(standing);
    }
    ready.reverse();
    ready
}
