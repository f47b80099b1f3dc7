//! How a set-level condition stands: a reported value (`@id`) before what can be worked out.

use super::{Below, ConditionFacts, ConditionResult, Contents};
use crate::assessment::Reason;
use crate::cell::{Cell, CellState, Counts, Declared, Marks, Status};
use crate::context::evaluate;
use crate::expr::Truth;
use crate::model::{Condition, Op, Threshold, ThresholdValue};
use crate::value::micros;
use crate::yardstick::Yardstick;
use vedich_values::{Decimal, Tally};

/// What was found out about a condition.
#[derive(Default)]
struct Found {
    status: Status,
    value: Option<Decimal>,
    tally: Option<Tally>,
    reasons: Vec<Reason>,
}

impl Found {
    fn with(status: Status, reason: Reason) -> Self {
        Self { status, reasons: vec![reason], ..Self::default() }
    }

    /// A share and how it stands; without one, that nothing was reported.
    fn share(tally: Option<Tally>, bound: Option<&Threshold>) -> Self {
        match tally {
            Some(tally) => Self { status: share_status(bound, tally), tally: Some(tally), ..Self::default() },
            None => Self::with(Status::NoData, Reason::NothingReported),
        }
    }

    fn contents(contents: &Contents, bound: Option<&Threshold>) -> Self {
        Self { status: contents.status(bound), tally: contents.tally(), reasons: contents.reasons(), ..Self::default() }
    }

    fn below(below: &Below) -> Self {
        Self { status: below.status(), tally: below.tally(), reasons: below.reasons(), ..Self::default() }
    }
}

impl Yardstick {
    /// Measures the set-level conditions. `cells` may hold values reported for them (`@id`); `facts` gives the rest.
    #[must_use]
    pub fn conditions(&self, cells: &[Cell], declared: &Declared, facts: &ConditionFacts) -> Vec<ConditionResult> {
        let marks = self.marks(cells, declared);
        let conditions = self.set().conditions.iter().enumerate();
        conditions.map(|(place, condition)| self.condition(place, condition, cells, &marks, facts)).collect()
    }

    fn condition(&self, place: usize, condition: &Condition, cells: &[Cell], marks: &Marks, facts: &ConditionFacts) -> ConditionResult {
        let slot = self.layout().slot(&format!("@{}", condition.id), None);
        let cell = slot.and_then(|slot| cells.get(usize::from(slot))).copied().unwrap_or_default();
        let applied = self.bound(place);
        let bound = applied.as_ref().ok().map(|applied| &applied.threshold);
        let mut found = self.scoped(condition, cell, facts).unwrap_or_else(|| match cell.state {
            CellState::NotApplicable => Found::with(Status::NotApplicable, Reason::MarkedNotApplicable),
            CellState::Value => reported(condition, cell, bound),
            CellState::Empty => worked_out(condition, bound, marks, facts),
        });
        if let Err(reason) = &applied
            && matches!(found.status, Status::NoData | Status::NotAssessable)
        {
            found.status = Status::NotAssessable;
            found.reasons = vec![reason.clone()];
        }
        if let Some(bound) = condition.each_content_each_commune.as_ref().filter(|_| found.status == Status::Met) {
            found.reasons.push(Reason::EachToo { bound: bound.clone() });
        }
        let percent = |tally: Tally| Decimal::from(tally.met()) * Decimal::ONE_HUNDRED / Decimal::from(tally.total());
        let shown = found.tally.filter(|tally| tally.total() > 0).map(percent);
        let value = found.value.or(shown).map(|value| value.round_dp_with_strategy(1, vedich_values::number::HALF_UP).normalize());
        ConditionResult {
            id: condition.id.clone(),
            name: condition.name.clone(),
            measure: condition.measure.clone(),
            status: found.status,
            threshold: bound.cloned(),
            overlay: applied.as_ref().ok().and_then(|applied| applied.origin.overlay.clone()),
            unit: condition.unit.clone(),
            value,
            tally: found.tally,
            refers_to: condition.refers_to.clone(),
            confidence: applied.as_ref().map_or(condition.confidence, |applied| applied.confidence),
            included: facts.contents.get(&condition.id).map_or_else(|| named(condition), |contents| contents.included.clone()),
            options: condition.options.clone(),
            reasons: found.reasons,
        }
    }

    /// What whether the condition is about the unit at all decides; nothing when it is. Where it is about units below, that was asked
    /// of each of them already.
    fn scoped(&self, condition: &Condition, cell: Cell, facts: &ConditionFacts) -> Option<Found> {
        let when = condition.applies_when.as_deref().filter(|_| !facts.below.contains_key(&condition.id))?;
        match evaluate(when, self.context(), self.zone().zone.as_ref()) {
            Truth::True => None,
            Truth::False => Some(Found::with(Status::NotApplicable, Reason::OutOfScope)),
            // Who reports a value, or that it does not apply, has judged it.
            Truth::Unknown(_) if cell.state != CellState::Empty => None,
            Truth::Unknown(attributes) if attributes.is_empty() => Some(Found::with(Status::NotAssessable, Reason::NeedsJudgement)),
            Truth::Unknown(attributes) => Some(Found::with(Status::NotAssessable, Reason::NeedsAttribute { attributes })),
        }
    }
}

/// The names of contents that must be among those met, where the unit itself is not judged by them.
fn named(condition: &Condition) -> Vec<super::Included> {
    condition.must_include.iter().map(|name| super::Included { name: name.clone(), status: None }).collect()
}

/// A value reported for the condition itself.
fn reported(condition: &Condition, cell: Cell, bound: Option<&Threshold>) -> Found {
    let value = cell.number();
    let status = match value {
        Some(value) => number_status(bound, Some(value)),
        None => yes_no_status(bound, cell.raw == 1),
    };
    let options = condition.options.len();
    if options > 0 && value.is_some_and(|value| value > Decimal::from(options)) {
        return Found { value, ..Found::with(Status::NotAssessable, Reason::MoreThanOptions { options }) };
    }
    Found { status, value, ..Found::default() }
}

/// What follows from the unit's own standing and from what is known around it.
fn worked_out(condition: &Condition, bound: Option<&Threshold>, marks: &Marks, facts: &ConditionFacts) -> Found {
    let refers = condition.refers_to.as_deref().unwrap_or_default();
    let stands = |status: Option<Status>| match status {
        Some(Status::NoData) | None => Found::with(Status::NoData, Reason::NothingReported),
        Some(status) => Found { status, ..Found::default() },
    };
    match condition.measure.as_str() {
        "prerequisite" => match bound {
            Some(Threshold { value: ThresholdValue::Word(word), .. }) if word == "met" => stands(facts.met.get(refers).copied()),
            _ => stands(facts.recognised.get(refers).map(|yes| if *yes { Status::Met } else { Status::NotMet })),
        },
        "set_met" => Found { status: whole(&marks.criterion_counts), ..Found::default() },
        // Not a set of ours, such as the rules for civilised towns.
        "child_percent" if !refers.starts_with("vn") => Found::with(Status::NoData, Reason::NotCounted),
        "child_percent" => Found::share(facts.children.get(refers).copied(), bound),
        "contents_percent" | "contents_met" => match (facts.below.get(&condition.id), facts.contents.get(&condition.id)) {
            (Some(below), _) => Found::below(below),
            (None, Some(contents)) => Found::contents(contents, bound),
            (None, None) => Found::with(Status::NoData, Reason::NothingReported),
        },
        "percent_of" => match facts.compared.get(refers) {
            Some((own, threshold)) if !threshold.is_zero() => {
                let value = own.checked_mul(Decimal::ONE_HUNDRED).and_then(|scaled| scaled.checked_div(*threshold));
                Found { status: number_status(bound, value), value, ..Found::default() }
            }
            _ => Found::with(Status::NoData, Reason::NothingReported),
        },
        _ => Found::with(Status::NoData, Reason::NothingReported),
    }
}

/// The set as a whole: all criteria met, one not met, or open.
fn whole(criteria: &Counts) -> Status {
    if criteria.not_met > 0 {
        Status::NotMet
    } else if criteria.total > 0 && criteria.met == criteria.total {
        Status::Met
    } else {
        Status::NoData
    }
}

fn yes_no_status(bound: Option<&Threshold>, yes: bool) -> Status {
    let Some(bound) = bound else { return Status::NoData };
    let wanted = bound.value != ThresholdValue::YesNo(false);
    if yes == wanted { Status::Met } else { Status::NotMet }
}

fn number_status(bound: Option<&Threshold>, value: Option<Decimal>) -> Status {
    let (Some(value), Some(Threshold { op, value: ThresholdValue::Number(bound) })) = (value, bound) else {
        return Status::NoData;
    };
    if holds(*op, value.cmp(bound)) { Status::Met } else { Status::NotMet }
}

/// A share against a bound in percent, without rounding: `met * 100 >= bound * total`.
pub(super) fn share_status(bound: Option<&Threshold>, tally: Tally) -> Status {
    if tally.total() == 0 {
        return Status::NoData;
    }
    match bound {
        Some(Threshold { value: ThresholdValue::Word(_) | ThresholdValue::YesNo(true), .. }) => {
            if tally.missing() == 0 {
                Status::Met
            } else {
                Status::NotMet
            }
        }
        Some(Threshold { op, value: ThresholdValue::Number(bound) }) => {
            let Some(bound) = micros(*bound) else { return Status::NoData };
            let share = i128::from(tally.met()) * 100 * i128::from(Cell::MICROS);
            let wanted = i128::from(bound) * i128::from(tally.total());
            if holds(*op, share.cmp(&wanted)) { Status::Met } else { Status::NotMet }
        }
        _ => Status::NoData,
    }
}

fn holds(op: Op, order: std::cmp::Ordering) -> bool {
    match op {
        Op::AtLeast => order.is_ge(),
        Op::AtMost => order.is_le(),
        Op::Equal => order.is_eq(),
        Op::MoreThan => order.is_gt(),
        Op::LessThan => order.is_lt(),
    }
}
