//! From terms to facts: one builder for each type of fact, all looking at the same scopes.

mod document;
mod finance;
mod indicator;
mod list;
mod output;
mod owner;
mod progress;
mod scope;
mod standing;
mod stated;
mod tally;
mod target;
mod task;
mod tiers;
mod unmet;

pub(crate) use scope::Scope;

use crate::confidence::Confidence;
use crate::doc::Doc;
use crate::facts::{Body, Fact, UnitRef};

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
    /// The last "trong N thôn …": sentence, subject, area, tier.
    pub(crate) base: Option<(usize, &'static str, UnitRef, Option<&'static str>, i64)>,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(doc: &'a Doc<'a>, confidence: &'a Confidence) -> Self {
        Self { doc, scope: Scope::of(doc), confidence, facts: Vec::new(), last_owner: None, last_order: None, base: None }
    }

    /// Runs every builder over every sentence.
    pub(crate) fn run(mut self) -> Vec<Fact> {
        if !self.doc.about_program {
            return self.facts;
        }
        self.document();
        for index in 0..self.doc.sentences.len() {
            let s = self.doc.sentences[index];
            if s.skip {
                continue;
            }
            self.targets(s);
            self.progress(s);
            self.tallies(s);
            self.unmet(index);
            self.indicators(s);
            self.outputs(s);
            self.finance(s);
            self.tasks(index);
        }
        self.facts.sort_by_key(|f| (f.span, f.rule));
        self.facts
    }

    /// Adds a fact said by terms `from..to`.
    pub(crate) fn add(&mut self, body: Body, from: usize, to: usize, rule: &'static str) {
        let span = self.doc.span(from, to);
        let evidence = self.doc.source.original(span);
        if self.facts.iter().rev().take(60).any(|f| f.body == body) {
            return;
        }
        self.facts.push(Fact { body, evidence, span, confidence: self.confidence.of(rule), rule });
    }
}
