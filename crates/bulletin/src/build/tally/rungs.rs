//! Counts with the rung before them: "Kiểu mẫu thì còn hiếm, mới có 3 xã", "nâng cao có 7 xã, kiểu mẫu 2 xã".

use super::{Count, count_at, level_of};
use crate::build::tiers::{rung, tier_at};
use crate::build::{Builder, list};
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, Tally, UnitRef};

/// Terms between "thì" and its count.
const NEAR: usize = 9;

impl Builder<'_> {
    /// The rung opens a part of the sentence, and what stands on it is counted behind.
    pub(super) fn rung_opens(&mut self, s: Sentence) {
        let doc = self.doc;
        for i in s.from..s.to {
            let Some(tier) = tier_at(doc, i).or_else(|| doc.value(i, Class::TierWeak).and_then(rung)) else { continue };
            let opens = doc.mark_any(i.wrapping_sub(1), ",;.") || (s.from..i).all(|j| doc.line(j));
            let Some(count) = self.counted_on(s, i).filter(|_| opens && !self.scope.off(i)) else { continue };
            let Some(unit) = self.area_counted_last(s, count.subject) else { continue };
            let (of, delta, band, criterion, names, year) = (None, false, None, None, Vec::new(), None);
            let (subject, n) = (count.subject, count.n);
            let tally = Tally { unit, subject, status: "met", tier: Some(tier), count: n, of, delta, band, criterion, names, year };
            self.add(Body::Tally(tally), i, count.end, "tally");
        }
    }

    /// The count right behind a rung, or behind "thì" and the words that lead to it.
    fn counted_on(&self, s: Sentence, i: usize) -> Option<Count> {
        let doc = self.doc;
        let at = if list::is_word(doc, i + 1, "thì") {
            let led = (i + 2..s.to.min(i + NEAR)).take_while(|j| !doc.mark_any(*j, ";.(") && doc.place_at(*j).is_none());
            led.into_iter().find(|j| count_at(doc, s, *j).is_some())?
        } else {
            i + 1
        };
        let count = count_at(doc, s, at)?;
        let plain = count.of.is_none() && !count.delta && !count.less && !count.base && count.n > 0;
        (plain && level_of(count.subject).is_some() && list::ends(doc, s, count.end)).then_some(count)
    }

    /// Where units of the kind were counted last, here or in the sentence before.
    fn area_counted_last(&self, s: Sentence, subject: &str) -> Option<UnitRef> {
        let before = self.doc.sentences[self.doc.sentence_of(s.from).saturating_sub(1)];
        let start = self.doc.span(before.from, before.from + 1).start;
        self.facts.iter().rev().take(6).take_while(|f| f.span.start >= start).find_map(|f| match &f.body {
            Body::Tally(t) if t.subject == subject && matches!(t.status, "met" | "recognised") => Some(t.unit.clone()),
            _ => None,
        })
    }
}
