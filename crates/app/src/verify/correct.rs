//! Correcting a value that came back: the new one takes its place and waits again.

use crate::import::values::{Said, status};
use crate::{App, AppError, By, Committed};
use vedich_criteria::Typed;
use vedich_documents::CellValue;
use vedich_facts::{Body, DeclaredState, Fact, Observed, Value};
use vedich_values::{Diagnostic, FactSeq, PartKey, Place};

/// A value in place of one that came back: of the same unit, indicator and date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correct {
    /// The value it takes the place of.
    pub value: FactSeq,
    /// The new value as people write it: `95,3`, `có`, `-`; of a declared status `Đ`, `CĐ`, `-`, `met`.
    pub written: String,
    /// Who says so.
    pub source: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

impl App {
    /// Puts a value in the place of an earlier one; the earlier one stays in the record.
    ///
    /// # Errors
    /// When there is no such value, the new one does not fit, its period is locked and no reason is given, the hand may not, or the journal
    /// does not answer.
    pub async fn correct_value(&self, by: By, command: Correct) -> Result<Committed, AppError> {
        let refused = |problem: Diagnostic| AppError::Refused(vec![problem]);
        let unknown = || refused(Diagnostic::error("verify.unknown-value", Place::default()).with("fact", command.value));
        let before = self.fact(command.value).await?.ok_or_else(unknown)?;
        self.may_state(by.hand(), &before.fact).await?;
        if self.is_corrected(before.fact.unit, before.seq).await? {
            return Err(refused(self.of_value("verify.corrected", &before)));
        }
        let body = match &before.fact.body {
            Body::Observation { target, .. } => {
                let layout = self.inner.layouts.get(&target.set).ok_or_else(unknown)?;
                let slot = layout.slot(target.code.as_str(), target.part.as_ref().map(PartKey::as_str)).and_then(|slot| layout.at(slot));
                let slot = slot.ok_or_else(unknown)?;
                let mut observed = None;
                let mut why = None;
                for measure in &slot.measures {
                    match slot.read(*measure, &command.written) {
                        // A value stands in for a value: where it is "no" that is met, the rating says which.
                        Ok(Typed::Rated(met)) => observed = observed.or(Some(Observed::Value(Value::YesNo(!met)))),
                        Ok(Typed::Observed(value)) => observed = observed.or(Some(value)),
                        Err(error) => why = why.or(Some(error)),
                    }
                }
                let observed: Observed = match (observed, why) {
                    (Some(observed), _) => observed,
                    (None, Some(why)) => {
                        let mut problem = Diagnostic::error(why.code(), Place::default()).with("code", &target.code);
                        problem.params.extend(why.params());
                        return Err(refused(problem));
                    }
                    (None, None) => return Err(unknown()),
                };
                Body::Observation { target: target.clone(), observed }
            }
            Body::DeclaredStatus { set, criterion, code, .. } => {
                let state = match status(&CellValue::Text(command.written.trim())) {
                    Ok(Said::State(state)) => state,
                    Ok(Said::NotApplicable) => DeclaredState::NotApplicable,
                    Ok(Said::Nothing) | Err(_) => {
                        let problem = Diagnostic::error("import.unknown-status", Place::default()).with("found", &command.written);
                        return Err(refused(problem));
                    }
                };
                Body::DeclaredStatus { set: set.clone(), criterion: *criterion, code: code.clone(), state, implied: false }
            }
            _ => return Err(unknown()),
        };
        let mut fact = Fact::new(before.fact.unit, before.fact.as_of, body).correcting(before.seq);
        fact.source = command.source.map(Into::into).or(before.fact.source);
        fact.note = command.note.filter(|note| !note.trim().is_empty()).map(Into::into);
        // A period that was handed in and is locked takes late versions only, with their reason.
        if fact.note.is_none()
            && let Some(period) = self.locked_period(fact.unit, fact.as_of).await?
        {
            let problem = Diagnostic::error("verify.locked", Place::default()).with("fact", command.value).with("period", period);
            return Err(refused(problem));
        }
        self.commit(self.entry("correct-value", by, vec![fact])).await
    }
}
