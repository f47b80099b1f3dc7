//! The same assessment in full: values, thresholds and their origin, margins, reasons.

use super::{Check, Line, Rule, Step, Yardstick, all_of, declared_of, is_open, may_not_apply};
use crate::assessment::{Assessment, CriterionResult, IndicatorResult, Margin, PartResult, Reason};
use crate::cell::{Basis, Cell, CellState, Declared, Status};
use crate::model::{Confidence, Criterion, Op, ThresholdValue};
use vedich_facts::DeclaredState;
use vedich_values::Decimal;

impl Yardstick {
    /// Measures a unit and says why each indicator and criterion stands as it does. Statuses and counts equal [`Self::assess`].
    #[must_use]
    pub fn explain(&self, cells: &[Cell], declared: &Declared) -> Assessment {
        let marks = self.marks(cells, declared);
        let mut indicators = Vec::with_capacity(self.steps.len());
        let mut criteria = Vec::with_capacity(self.ends.len());
        let mut start = 0;
        for (index, (criterion, end)) in self.set.criteria.iter().zip(&self.ends).enumerate() {
            let first = indicators.len();
            let whole = declared.criteria.get(index).copied().flatten();
            let may_not = may_not_apply(self.steps.get(start..*end).unwrap_or_default());
            let apart = whole == Some(DeclaredState::NotApplicable) && may_not;
            for at in start..*end {
                let said = declared_of(declared, at, apart);
                let status = marks.indicators.get(at).copied().unwrap_or_default();
                indicators.extend(self.indicator(criterion, at, at - start, cells, said, status));
            }
            start = *end;
            let status = marks.criteria.get(index).copied().unwrap_or_default();
            criteria.push(explain_criterion(criterion, indicators.get(first..).unwrap_or_default(), (whole, may_not), status));
        }
        Assessment { set: self.set.id.clone(), date: self.context.date, zone: self.zone.clone(), marks, indicators, criteria }
    }

    fn indicator(
        &self,
        criterion: &Criterion,
        at: usize,
        offset: usize,
        cells: &[Cell],
        declared: Option<DeclaredState>,
        status: Status,
    ) -> Option<IndicatorResult> {
        let (step, line, indicator) = (self.steps.get(at)?, self.lines.get(at)?, criterion.indicators.get(offset)?);
        let computed = self.status(step, cells);
        let parts = self.explain_parts(step, cells);
        let cell = cell_of(&step.own, cells);
        let counts = |said: &DeclaredState| *said != DeclaredState::NotApplicable || status == Status::NotApplicable;
        let basis = match (is_open(computed), declared.filter(counts)) {
            (false, _) => Basis::Computed,
            (true, Some(_)) => Basis::Declared,
            (true, None) => Basis::None,
        };
        let mut reasons = reasons(&step.own, line, cell, step.own.status(cells));
        let part_says = step.rule != Rule::Own && (cell.state != CellState::Value || line.applied.is_err());
        if part_says {
            reasons.retain(|reason| *reason == Reason::MustApply);
            reasons.insert(0, Reason::ByParts);
        }
        match declared {
            Some(state) if is_open(computed) && !counts(&state) => reasons.push(Reason::MustApply),
            Some(state) if is_open(computed) => reasons.insert(0, Reason::Declared { state }),
            Some(state) if Status::from(state).is_met() != computed.is_met() => reasons.push(Reason::DeclaredDiffers { state }),
            _ => {}
        }
        let own = line.applied.as_ref().ok().cloned();
        let least_sure = parts.iter().map(|part| part.applied.as_ref().map_or(Confidence::Unknown, |applied| applied.confidence)).min();
        let confidence = if part_says { least_sure } else { own.as_ref().map(|applied| applied.confidence) };
        Some(IndicatorResult {
            code: indicator.code.clone(),
            criterion: criterion.no,
            name: line.name.clone(),
            measure: line.measure,
            unit: line.unit.clone(),
            status,
            basis,
            value: cell.observed(&line.scale),
            margin: margin(line, cell),
            applied: own,
            confidence: confidence.unwrap_or(Confidence::Unknown),
            reasons,
            parts,
            one_is_enough: step.rule == Rule::Any,
            declared,
        })
    }

    fn explain_parts(&self, step: &Step, cells: &[Cell]) -> Vec<PartResult> {
        let first = usize::from(step.first);
        let lines = self.part_lines.get(first..first + usize::from(step.count)).unwrap_or_default();
        let explain = |(check, line): (&Check, &Line)| {
            let (cell, status) = (cell_of(check, cells), check.status(cells));
            Some(PartResult {
                key: line.key.clone()?,
                name: line.name.clone(),
                measure: line.measure,
                unit: line.unit.clone(),
                status,
                value: cell.observed(&line.scale),
                margin: margin(line, cell),
                applied: line.applied.as_ref().ok().cloned(),
                reasons: reasons(check, line, cell, status),
            })
        };
        self.parts(step).iter().zip(lines).filter_map(explain).collect()
    }
}

fn cell_of(check: &Check, cells: &[Cell]) -> Cell {
    cells.get(usize::from(check.slot)).copied().unwrap_or_default()
}

/// Why a check has the status it has, where its threshold alone does not say it.
fn reasons(check: &Check, line: &Line, cell: Cell, status: Status) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if let Err(reason) = &line.applied {
        reasons.push(reason.clone());
    }
    match cell.state {
        CellState::NotApplicable if status == Status::NotApplicable && line.applied != Err(Reason::OutOfScope) => {
            // The mark decides, whatever the threshold is.
            reasons = vec![Reason::MarkedNotApplicable];
        }
        CellState::NotApplicable if status != Status::NotApplicable => reasons.push(Reason::MustApply),
        CellState::Empty if line.applied.is_ok() => reasons.push(Reason::NothingReported),
        CellState::Value if line.applied.is_ok() && check.kind != Some(cell.kind) => {
            reasons.push(Reason::OtherMeasure { by: line.amendment.clone() });
        }
        _ => {}
    }
    reasons
}

/// Distance of a number from its bound, positive on the good side.
fn margin(line: &Line, cell: Cell) -> Option<Margin> {
    let threshold = &line.applied.as_ref().ok()?.threshold;
    let ThresholdValue::Number(bound) = threshold.value else { return None };
    let value = cell.number()?;
    let above: Decimal = value.checked_sub(bound)?;
    let absolute = match threshold.op {
        Op::AtLeast | Op::MoreThan => above,
        Op::AtMost | Op::LessThan => -above,
        Op::Equal if line.measure == crate::model::Measure::Percent && bound == Decimal::ONE_HUNDRED => above,
        Op::Equal => -above.abs(),
    };
    Some(Margin { absolute, bound })
}

fn explain_criterion(
    criterion: &Criterion,
    indicators: &[IndicatorResult],
    (declared, may_not_apply): (Option<DeclaredState>, bool),
    status: Status,
) -> CriterionResult {
    let computed = all_of(indicators.iter().fold(0, |seen, indicator| seen | indicator.status.bit()));
    let codes = |wanted: &dyn Fn(Status) -> bool| {
        indicators.iter().filter(|indicator| wanted(indicator.status)).map(|indicator| indicator.code.clone()).collect::<Vec<_>>()
    };
    let mut reasons = Vec::new();
    let basis = match (is_open(computed), declared) {
        (true, Some(DeclaredState::NotApplicable)) if !may_not_apply => {
            reasons.push(Reason::MustApply);
            Basis::None
        }
        (true, Some(state)) => {
            reasons.push(Reason::Declared { state });
            Basis::Declared
        }
        (true, None) => Basis::None,
        (false, said) => {
            if let Some(state) = said.filter(|state| Status::from(*state).is_met() != computed.is_met()) {
                reasons.push(Reason::DeclaredDiffers { state });
            }
            let all_declared = indicators.iter().all(|indicator| indicator.basis == Basis::Declared);
            if all_declared { Basis::Declared } else { Basis::Computed }
        }
    };
    if indicators.is_empty() {
        reasons.push(Reason::NotListed);
    } else if !criterion.listed_fully && computed.is_met() {
        reasons.push(Reason::ListedInPart);
    }
    CriterionResult {
        no: criterion.no,
        name: criterion.name.clone(),
        status,
        basis,
        declared,
        not_met: codes(&|status| status == Status::NotMet),
        narrowly_met: codes(&|status| status == Status::NarrowlyMet),
        open: codes(&is_open),
        reasons,
    }
}
