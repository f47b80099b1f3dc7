//! What the value and the status of a row say together.

use super::problems::Finding;
use super::sense;
use super::targets::{Aim, Targets};
use super::values::{Read, Said, status, unreadable, value};
use vedich_criteria::Measure;
use vedich_documents::CellValue;
use vedich_facts::{DeclaredState, Observed, Value};

/// The two cells of a row that state something.
pub(super) struct Cells<'r> {
    pub(super) value: CellValue<'r>,
    pub(super) status: CellValue<'r>,
}

/// Which of the two a problem stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Value,
    Status,
}

/// What a row states of its target.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Statement {
    /// The value, if one is given.
    pub(super) observed: Option<Observed>,
    /// The status, if one is given.
    pub(super) state: Option<DeclaredState>,
}

impl Statement {
    const fn observed(observed: Observed) -> Self {
        Self { observed: Some(observed), state: None }
    }

    const fn declared(state: DeclaredState) -> Self {
        Self { observed: None, state: Some(state) }
    }

    fn is_not_applicable(&self) -> bool {
        self.observed == Some(Observed::NotApplicable)
    }
}

impl Cells<'_> {
    /// What can be told of the cells while nobody knows what they are about: what is no value of anything, what is no status.
    pub(super) fn look(&self, scales: &[Vec<String>], tell: &mut impl FnMut(Of, &Finding)) {
        if let Some(finding) = unreadable(&self.value, scales) {
            tell(Of::Value, &finding);
        }
        if let Err(finding) = status(&self.status) {
            tell(Of::Status, &finding);
        }
    }

    /// What the cells state of a target on a date; none where a problem was told. Both are read before either is given up.
    pub(super) fn read(
        &self,
        targets: &Targets,
        aim: &Aim,
        as_of: vedich_values::Date,
        tell: &mut impl FnMut(Of, &Finding),
    ) -> Option<Statement> {
        let measures = targets.measures(aim, as_of);
        let written = self.written(targets, aim, &measures, tell);
        let said = status(&self.status).map_err(|finding| tell(Of::Status, &finding)).ok();
        let together = together(written?, said?, tell)?;
        if aim.slot.is_none() {
            return self.of_whole(targets, aim, together, tell);
        }
        if together.is_not_applicable() && !targets.may_not_apply(aim) {
            tell(Of::Value, &Finding::warning("import.must-apply"));
        }
        let met_by_no = targets.slot(aim).is_some_and(|slot| slot.met_by_no);
        of_slot(aim, &measures, met_by_no, together, tell)
    }

    /// What the cell of the value says.
    fn written(&self, targets: &Targets, aim: &Aim, measures: &[Measure], tell: &mut impl FnMut(Of, &Finding)) -> Option<Read> {
        let slot = targets.slot(aim);
        let (read, warning) = value(&self.value, measures, slot);
        warning.inspect(|warning| tell(Of::Value, warning));
        let read = read.map_err(|finding| tell(Of::Value, &finding)).ok()?;
        let doubt = match (&read, slot) {
            (Read::Observed(found), Some(slot)) => sense::doubt(&self.value, found, (targets.set_of(aim), slot)),
            _ => None,
        };
        doubt.as_ref().inspect(|finding| tell(Of::Value, finding));
        doubt.is_none_or(|finding| !finding.is_error()).then_some(read)
    }

    /// A criterion as a whole has no value: that it does not apply is declared of it.
    fn of_whole(&self, targets: &Targets, aim: &Aim, said: Statement, tell: &mut impl FnMut(Of, &Finding)) -> Option<Statement> {
        if said.observed.is_none() {
            return Some(said);
        }
        if !said.is_not_applicable() || aim.criterion.is_none() {
            tell(Of::Value, &Finding::error("import.criterion-has-no-value").with("found", self.value.label()));
            return None;
        }
        if said.state.is_some() {
            tell(Of::Status, &Finding::error("import.value-of-not-applicable"));
            return None;
        }
        if !targets.may_not_apply(aim) {
            tell(Of::Status, &Finding::warning("import.must-apply"));
        }
        Some(Statement::declared(DeclaredState::NotApplicable))
    }
}

/// Value and status, which may be written in the place of each other.
fn together(read: Read, said: Said, tell: &mut impl FnMut(Of, &Finding)) -> Option<Statement> {
    let written = match read {
        Read::Nothing => Statement::default(),
        Read::Observed(found) => Statement::observed(found),
        Read::Status(found) => Statement::declared(found),
    };
    match said {
        Said::Nothing => Some(written),
        Said::State(state) => Some(Statement { state: Some(state), ..written }),
        Said::NotApplicable if written.observed.is_none() || written.is_not_applicable() => {
            Some(Statement { observed: Some(Observed::NotApplicable), ..written })
        }
        Said::NotApplicable => {
            tell(Of::Status, &Finding::error("import.value-of-not-applicable"));
            None
        }
    }
}

/// A status is stated of an indicator or a criterion; a part or condition that is a matter of yes or no is met by saying so.
fn of_slot(aim: &Aim, measures: &[Measure], met_by_no: bool, said: Statement, tell: &mut impl FnMut(Of, &Finding)) -> Option<Statement> {
    let (Some(state), None, true) = (said.state, &said.observed, aim.part.is_some() || aim.criterion.is_none()) else { return Some(said) };
    if measures == [Measure::YesNo] {
        let yes = (state != DeclaredState::NotMet) != met_by_no;
        return Some(Statement::observed(Observed::Value(Value::YesNo(yes))));
    }
    tell(Of::Status, &Finding::error("import.part-needs-value"));
    None
}
