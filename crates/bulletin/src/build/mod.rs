//! From terms to facts: one builder for each type of fact, all looking at the same scopes.

mod document;
mod finance;
mod indicator;
mod list;
mod output;
mod owner;
mod progress;
mod runs;
mod same;
mod scope;
mod settle;
mod standing;
mod stated;
mod table;
mod tally;
mod target;
mod task;
mod tiers;
mod unmet;

pub(crate) use scope::Scope;

use same::{same_figure, same_statement};

use crate::about::Elsewhere;
use crate::class::{Class, Classes};
use crate::confidence::Confidence;
use crate::doc::{Doc, Sentence};
use crate::facts::{Body, Fact, UnitRef};
use crate::term::Kind;

/// What a sentence and its neighbours speak of, as far as scores need it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Around {
    /// First term of the sentence it is of.
    pub(crate) from: Option<usize>,
    /// It names the programme.
    pub(crate) program: bool,
    /// It names a tier.
    pub(crate) tiered: bool,
    /// It says that units were entered for one.
    pub(crate) entered: bool,
    /// Another set of criteria is meant: urban classes, digital transformation, schools.
    pub(crate) other_set: bool,
}

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

/// Collects the facts of one document.
pub(crate) struct Builder<'a> {
    pub(crate) doc: &'a Doc<'a>,
    pub(crate) scope: Scope,
    pub(crate) confidence: &'a Confidence,
    pub(crate) facts: Vec<Fact>,
    /// Who the last progress was about, by sentence.
    pub(crate) last_owner: Option<(usize, Vec<UnitRef>)>,
    /// The sentence that last gave an order.
    pub(crate) last_order: Option<usize>,
    /// The sentence scores were last read in.
    pub(crate) around: Around,
    /// Whether the title speaks of another set of criteria, once it was asked.
    pub(crate) title_other: Option<bool>,
    /// The text is a record of conclusions.
    pub(crate) minutes: bool,
    /// The sentence that said somebody closed the meeting.
    pub(crate) concluded: Option<usize>,
    /// Who a heading of minutes charged ("1. Sở A:"), and its sentence: the items under it are theirs.
    pub(crate) charged: Option<(usize, String)>,
    /// The last "trong N thôn …".
    pub(crate) base: Option<tally::Base>,
    /// What was counted last, where it stands, and the sentence that said so.
    pub(crate) told: Option<(usize, &'static str, standing::Standing)>,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(doc: &'a Doc<'a>, confidence: &'a Confidence) -> Self {
        Self {
            doc,
            scope: Scope::of(doc),
            confidence,
            facts: Vec::new(),
            last_owner: None,
            last_order: None,
            around: Around::default(),
            title_other: None,
            minutes: Self::is_minutes(doc),
            concluded: None,
            charged: None,
            base: None,
            told: None,
        }
    }

    /// Runs every builder over every sentence.
    pub(crate) fn run(mut self) -> Vec<Fact> {
        if !self.doc.about_program {
            // other people's criteria: when and where still count, nothing else does
            self.document();
            if !self.doc.names_criteria && !self.minutes {
                self.opening_days();
            }
            // a text about poverty or another standard: the values are the units' all the same
            if self.doc.elsewhere == Some(Elsewhere::Standard) {
                for s in self.doc.sentences.iter().filter(|s| !s.skip).copied() {
                    if Held::of(self.doc, s).percent {
                        self.indicators(s);
                    }
                }
            }
            // minutes say who does what, whatever the meeting was about
            if self.minutes && !self.doc.names_criteria {
                (0..self.doc.sentences.len()).filter(|i| !self.doc.sentences[*i].skip).for_each(|i| self.tasks(i));
                // notices of another kind say too what somebody does: only what is ordered, or due
                self.facts.retain(|f| match &f.body {
                    Body::Task { deadline, .. } => f.rule == "task-order" || deadline.is_some(),
                    _ => true,
                });
            }
            self.facts.sort_by_key(|f| (f.span, f.rule));
            return self.facts;
        }
        self.document();
        let rows = self.tables();
        for (index, row) in rows.into_iter().enumerate() {
            let s = self.doc.sentences[index];
            if s.skip || row {
                continue;
            }
            self.sentence(index, s, Held::of(self.doc, s));
        }
        self.title_again();
        self.in_passing_at_the_end();
        self.rest();
        self.settle();
        self.placeholders();
        self.owning();
        self.facts.sort_by_key(|f| (f.span, f.rule));
        self.facts
    }

    /// Only the builders whose words the sentence holds look at it.
    fn sentence(&mut self, index: usize, s: Sentence, held: Held) {
        // "18 hay 19 tiêu chí?": asked, not said
        if self.doc.mark(s.to - 1, '?') || self.doc.line(s.to - 1) && s.to > s.from + 1 && self.doc.mark(s.to - 2, '?') {
            return;
        }
        // "Lộ trình 5 xã nâng cao": a headline of what is to come
        if self.is_title(s) && (s.from..s.to).any(|j| list::is_word(self.doc, j, "lộ trình")) {
            return;
        }
        // news of another trade: only what the sentence itself says of the programme
        if let Some(subject) = self.doc.elsewhere {
            if held.classes.any(&[Class::Program, Class::Tier, Class::OcopWord]) {
                self.in_passing(s, held);
            }
            if subject == Elsewhere::Standard && held.percent {
                self.indicators(s);
            }
            return;
        }
        let noun = held.classes.any(&[Class::Criteria, Class::Indicators]);
        if self.scope.aims_in(s) {
            self.targets(s);
        }
        // "Nay xã đã có 13/15, …": goes on with the score of the sentence before
        let before = self.doc.sentences[index.saturating_sub(1)];
        let spoken = || self.doc.masks[before.from..before.to].iter().any(|m| m.is(Class::Criteria));
        let goes_on = held.fraction && (self.last_owner.as_ref().is_some_and(|(last, _)| index - last == 1) || spoken());
        // "Hai địa phương chưa xong là A (16/19) và B (14/19)"
        let doc = self.doc;
        let bracketed = || {
            (s.from + 2..s.to).any(|i| matches!(doc.kind(i), Some(Kind::Frac(..))) && doc.mark(i - 1, '(') && doc.place_at(i - 2).is_some())
        };
        let listed = || self.names_with_scores(s, 19) >= 2 || self.names_with_scores(s, 20) >= 2;
        // "Bình quân 16 tiêu chí/xã. A, B: 19 tiêu chí. C 18; D 16": goes on with the list
        let list = || {
            let first = (s.from..s.to).find(|j| !doc.line(*j));
            first.is_some_and(|j| doc.place_at(j).is_some()) && self.last_owner.as_ref().is_some_and(|(last, _)| index - last == 1)
        };
        if held.counts && (noun || goes_on || list() || held.fraction && (bracketed() || listed())) {
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
        if held.percent || held.classes.is(Class::Indicator) || none_poor {
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

    /// The earlier year a figure is of: "Năm 2018 xã đạt 8/20 …; đến nay …".
    pub(crate) fn year_said(&self, s: Sentence, at: usize) -> Option<u16> {
        let doc = self.doc;
        let now = doc.hint.year?;
        let from = scope::clause_start(doc, s, at);
        for j in (from..at).rev().take(12) {
            // "từ năm 2016 đến nay": of now
            if doc.has(j, Class::Result, "now") {
                return None;
            }
            let year = match doc.kind(j) {
                Some(Kind::Year(year)) => year,
                Some(Kind::Date(when)) if when.day.is_none() => when.year.unwrap_or(now),
                _ => continue,
            };
            let word = if doc.is(j.wrapping_sub(1), Class::YearWord) { j - 1 } else { j };
            let since = word > from && doc.is(word - 1, Class::From);
            // the year before may be the one the text reports on: only where it opens the clause
            let opens = (from..word).all(|k| doc.line(k) || doc.is(k, Class::DateCue) || doc.is(k, Class::Half) || doc.is(k, Class::Prep));
            return (!since && (year + 1 < now || year < now && opens)).then_some(year);
        }
        None
    }

    /// Adds a fact said by terms `from..to`.
    pub(crate) fn add(&mut self, body: Body, from: usize, to: usize, rule: &'static str) {
        let body = match body {
            Body::Tally(mut tally) => {
                tally.year = self.doc.sentences.get(self.doc.sentence_of(from)).and_then(|s| self.year_said(*s, from));
                Body::Tally(tally)
            }
            body => body,
        };
        let span = self.doc.span(from, to);
        if self.facts.iter().rev().take(60).any(|f| same_statement(&f.body, &body)) {
            return;
        }
        let evidence = self.doc.source.original(span);
        self.facts.push(Fact { body, evidence, span, confidence: self.confidence.of(rule), rule });
    }
}
