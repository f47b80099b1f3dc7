//! Which builders look at a sentence: those whose words it holds.

use super::{Builder, list};
use crate::about::Elsewhere;
use crate::class::{Class, Classes};
use crate::doc::{Doc, Sentence};
use crate::term::Kind;

/// What the words of a sentence are, all at once.
#[derive(Clone, Copy, Default)]
struct Held {
    classes: Classes,
    /// A number, a fraction or a range stands in it.
    counts: bool,
    fraction: bool,
    percent: bool,
    money: bool,
}

impl Held {
    /// One term more than the sentence has: rules look one ahead.
    fn of(doc: &Doc<'_>, s: Sentence) -> Self {
        let mut held = Self::default();
        let to = (s.to + 1).min(doc.terms.len());
        doc.masks[s.from..to].iter().for_each(|m| held.classes.join(*m));
        for term in &doc.terms[s.from..to] {
            match term.kind {
                Kind::Frac(..) => (held.counts, held.fraction) = (true, true),
                Kind::Num(_) | Kind::Range(..) => held.counts = true,
                Kind::Percent(_) => held.percent = true,
                Kind::Money { .. } => held.money = true,
                _ => {}
            }
        }
        held
    }
}

impl Builder<'_> {
    /// Only the builders whose words the sentence holds look at it.
    pub(super) fn sentence(&mut self, index: usize, s: Sentence) {
        if self.is_question(s) || self.is_roadmap(s) {
            return;
        }
        let held = Held::of(self.doc, s);
        // news of another trade: only what the sentence itself says of the programme
        if let Some(subject) = self.doc.elsewhere {
            // "Xã A hiện đạt 15/19 tiêu chí": a total only our sets have
            let total = |j: usize| matches!(self.doc.kind(j), Some(Kind::Frac(_, all)) if matches!(all.as_whole(), Some(19 | 20)));
            let begins = (s.from..s.to).find(|j| !self.doc.line(*j)).and_then(|j| self.doc.place_at(j));
            let commune = self.doc.names_program && begins.is_some_and(|p| p.explicit && p.level == Some(crate::gazetteer::Level::Commune));
            let ours = held.fraction && commune && (s.from + 1..s.to).any(|j| self.doc.is(j, Class::Criteria) && total(j - 1));
            if ours || held.classes.any(&[Class::Program, Class::Tier, Class::OcopWord]) {
                self.in_passing(s, held);
            }
            if ours {
                self.unmet(index);
            }
            if subject == Elsewhere::Standard && held.percent {
                self.indicators(s);
            }
            return;
        }
        if self.scope.aims_in(s) {
            self.targets(s);
        }
        if held.counts && self.may_score(index, s, held) {
            self.progress(s);
        }
        if held.counts || held.classes.any(&[Class::Status, Class::Negation]) {
            self.tallies(s);
        }
        let left = held.classes.is(Class::LevelVerb) && held.classes.is(Class::Criteria);
        if left || held.classes.any(&[Class::ShortOf, Class::Status, Class::Criterion]) {
            self.unmet(index);
        }
        let none_poor = held.classes.is(Class::Elsewhere) && held.classes.is(Class::Negation);
        if held.percent || held.classes.is(Class::Indicator) || none_poor || held.money && self.asked_for_value(s).is_some() {
            self.indicators(s);
        }
        if held.counts && (held.classes.is(Class::Unit) || (s.from..s.to).any(|j| list::is_word(self.doc, j, "công"))) {
            self.outputs(s);
        }
        if held.money {
            self.finance(s);
        }
        if self.minutes || held.classes.any(&[Class::Order, Class::Modal, Class::Act, Class::Minutes]) {
            self.tasks(index);
        }
    }

    /// "18 hay 19 tiêu chí?": asked, not said.
    fn is_question(&self, s: Sentence) -> bool {
        let doc = self.doc;
        doc.mark(s.to - 1, '?') || doc.line(s.to - 1) && s.to > s.from + 1 && doc.mark(s.to - 2, '?')
    }

    /// "Lộ trình 5 xã nâng cao": a headline of what is to come.
    fn is_roadmap(&self, s: Sentence) -> bool {
        self.is_title(s) && (s.from..s.to).any(|j| list::is_word(self.doc, j, "lộ trình"))
    }

    /// It speaks of criteria, or goes on with scores.
    fn may_score(&self, index: usize, s: Sentence, held: Held) -> bool {
        held.classes.any(&[Class::Criteria, Class::Indicators])
            || held.fraction && (self.goes_on_scoring(index) || self.scores_in_brackets(s) || self.lists_scores(s))
            || self.goes_on_listing(index, s)
    }

    /// The sentence before told whose score it was.
    fn scored_before(&self, index: usize) -> bool {
        self.last_owner.as_ref().is_some_and(|(last, _)| index - last == 1)
    }

    /// "Nay xã đã có 13/15, …": goes on with the score of the sentence before.
    fn goes_on_scoring(&self, index: usize) -> bool {
        let doc = self.doc;
        let before = doc.sentences[index.saturating_sub(1)];
        self.scored_before(index) || doc.masks[before.from..before.to].iter().any(|m| m.is(Class::Criteria))
    }

    /// "Bình quân 16 tiêu chí/xã. A, B: 19 tiêu chí. C 18; D 16": goes on with the list.
    fn goes_on_listing(&self, index: usize, s: Sentence) -> bool {
        let first = (s.from..s.to).find(|j| !self.doc.line(*j));
        first.is_some_and(|j| self.doc.place_at(j).is_some()) && self.scored_before(index)
    }

    /// "Hai địa phương chưa xong là A (16/19) và B (14/19)".
    fn scores_in_brackets(&self, s: Sentence) -> bool {
        let doc = self.doc;
        let scored = |i: usize| matches!(doc.kind(i), Some(Kind::Frac(..))) && doc.mark(i - 1, '(') && doc.place_at(i - 2).is_some();
        (s.from + 2..s.to).any(scored)
    }

    fn lists_scores(&self, s: Sentence) -> bool {
        self.names_with_scores(s, 19) >= 2 || self.names_with_scores(s, 20) >= 2
    }

    /// Of a text about poverty or another standard only the values of units are read.
    pub(super) fn values_of_other_standard(&mut self, s: Sentence) {
        if Held::of(self.doc, s).percent {
            self.indicators(s);
        }
    }

    /// What news of another trade says of the programme in passing: where units stand, their scores, what they aim at.
    fn in_passing(&mut self, s: Sentence, held: Held) {
        if self.scope.aims_in(s) {
            self.targets(s);
        }
        if held.counts && held.classes.any(&[Class::Criteria, Class::Indicators]) {
            self.progress(s);
        }
        if held.counts || held.classes.is(Class::Status) {
            self.tallies(s);
        }
        if held.classes.is(Class::Program) && held.money {
            self.finance(s);
        }
    }
}
