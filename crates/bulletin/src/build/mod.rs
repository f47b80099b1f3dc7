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
mod sentence;
mod settle;
mod standing;
mod stated;
mod table;
mod tally;
mod target;
mod task;
pub(crate) mod tiers;
mod unmet;

pub(crate) use scope::Scope;

use same::{same_figure, same_statement};

use crate::about::Elsewhere;
use crate::class::Class;
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
        self.document();
        if self.doc.about_program {
            self.read_programme();
        } else {
            self.read_other_matters();
        }
        self.facts.sort_by_key(|f| (f.span, f.rule));
        self.facts
    }

    fn read_programme(&mut self) {
        let rows = self.tables();
        for (index, row) in rows.into_iter().enumerate() {
            let s = self.doc.sentences[index];
            if !s.skip && !row {
                self.sentence(index, s);
            }
        }
        self.title_again();
        self.in_passing_at_the_end();
        self.rest();
        self.settle();
        self.placeholders();
        self.owning();
    }

    /// Other people's criteria: when and where still count, of the rest only what stands by itself.
    fn read_other_matters(&mut self) {
        let doc = self.doc;
        if !doc.names_criteria && !self.minutes {
            self.opening_days();
        }
        // a text about poverty or another standard: the values are the units' all the same
        if doc.elsewhere == Some(Elsewhere::Standard) {
            for s in doc.sentences.iter().filter(|s| !s.skip).copied() {
                self.values_of_other_standard(s);
            }
        }
        // minutes say who does what, whatever the meeting was about
        if self.minutes && !doc.names_criteria {
            let rows = self.duty_tables();
            (0..doc.sentences.len()).filter(|i| !doc.sentences[*i].skip && !rows[*i]).for_each(|i| self.tasks(i));
            // notices of another kind say too what somebody does: only what is ordered, or due
            self.facts.retain(|f| match &f.body {
                Body::Task { deadline, .. } => f.rule == "task-order" || deadline.is_some(),
                _ => true,
            });
        }
    }

    /// The earlier year a figure is of: "Năm 2018 xã đạt 8/20 …; đến nay …".
    pub(crate) fn year_said(&self, s: Sentence, at: usize) -> Option<u16> {
        let doc = self.doc;
        let now = doc.hint.year?;
        let from = scope::clause_start(doc, s, at);
        for j in (from..at).rev().take(12) {
            // "(tăng 4 xã so với năm 2020), 1 xã kiểu mẫu": said in passing, of what it is held against
            let against = || (j.saturating_sub(3).max(from)..j).any(|k| doc.reads_any(k, &["so", "so với"]));
            if doc.depth[j] > doc.depth[at] || against() {
                continue;
            }
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
