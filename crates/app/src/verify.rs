//! Verifying (thẩm tra): what waits in a person's field, what was said of it, what came back to those who entered it.

mod beside;
mod correct;
mod queue;

pub use beside::Said;
pub use correct::Correct;
pub use queue::{CameBack, Facet, Queue, QueueItem, QueueKey, QueueSearch, Shows};

use crate::{App, AppError, By, Committed, Hand};
use vedich_criteria::print_value;
use vedich_facts::{Body, Fact, Outcome, Recorded, Verification};
use vedich_values::{Diagnostic, FactSeq, Place};

/// Most values a command may speak of: a page with everything ticked, four times over.
pub const MOST_AT_ONCE: usize = 200;

/// Says the same of some values: confirms them, returns them with a reason, asks, or answers what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verify {
    /// The values, by their facts.
    pub values: Vec<FactSeq>,
    /// What is said of them.
    pub outcome: Outcome,
    /// The reason, question or answer; a confirmation may have a remark.
    pub words: Option<String>,
}

impl App {
    /// Says something of values: of all of them, or of none when one of them can't be. Who entered a value does not verify it.
    ///
    /// # Errors
    /// Every value it can't be said of; the hand may not; or the journal does not answer.
    pub async fn verify(&self, by: By, command: Verify) -> Result<Committed, AppError> {
        let Verify { mut values, outcome, words } = command;
        values.sort_unstable();
        values.dedup();
        if values.is_empty() || values.len() > MOST_AT_ONCE {
            let problem = Diagnostic::error("verify.nothing-chosen", Place::default()).with("most", MOST_AT_ONCE);
            return Err(AppError::Refused(vec![problem]));
        }
        let words = words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
        let mut facts = Vec::with_capacity(values.len());
        let (many, mut own) = (values.len() > 1, Vec::new());
        for of in values {
            let value =
                self.fact(of).await?.filter(|value| matches!(value.fact.body, Body::Observation { .. } | Body::DeclaredStatus { .. }));
            let Some(value) = value else {
                let problem = Diagnostic::error("verify.unknown-value", Place::default()).with("fact", of);
                return Err(AppError::Refused(vec![problem]));
            };
            if many && outcome != Outcome::Answered && self.is_own(by.hand(), &value).await? {
                own.push(self.of_value("verify.own", &value));
            }
            let mut fact = Fact::new(value.fact.unit, value.fact.as_of, Body::Verification(Verification { of, outcome }));
            fact.note = words.as_deref().map(Into::into);
            facts.push(fact);
        }
        if !own.is_empty() && own.len() < facts.len() {
            // Which of them, so that the others can be chosen without them.
            return Err(AppError::Refused(own));
        }
        let kind = match outcome {
            Outcome::Confirmed => "confirm-values",
            Outcome::Returned => "return-values",
            Outcome::Asked => "ask-about-values",
            Outcome::Answered => "answer-about-values",
        };
        self.commit(self.entry(kind, by, facts)).await
    }

    /// Whether the person entered a value.
    async fn is_own(&self, hand: &Hand, value: &Recorded) -> Result<bool, AppError> {
        let Some(person) = hand.whose() else { return Ok(false) };
        Ok(self.entry_of(value).await?.and_then(|entry| self.author(&entry)) == Some(person))
    }

    /// A problem of one value among many, by its unit, its indicator or criterion, and what it says.
    pub(crate) fn of_value(&self, code: &'static str, value: &Recorded) -> Diagnostic {
        let (about, says) = match &value.fact.body {
            Body::Observation { target, observed, .. } => (target.code.to_string(), print_value(observed)),
            Body::DeclaredStatus { code, criterion, state, .. } => {
                (code.as_ref().map_or_else(|| criterion.to_string(), ToString::to_string), crate::sheets::workbook::mark(*state).to_owned())
            }
            _ => Default::default(),
        };
        let reference = self.reference();
        let unit = reference.registry.at(value.fact.unit, value.fact.as_of).map_or_else(String::new, |at| at.name.to_owned());
        let problem = Diagnostic::error(code, Place::default()).with("unit", unit).with("code", about).with("value", says);
        problem.with("fact", value.seq)
    }
}
