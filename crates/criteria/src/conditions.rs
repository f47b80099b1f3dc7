//! Set-level conditions (prerequisite tier, share of child units, satisfaction) and how near a unit is to the set.

use crate::cell::{Cell, CellState, Counts, Declared, Marks, Status};
use crate::model::{Condition, Confidence, Op, PassRule, Threshold, ThresholdValue};
use crate::value::micros;
use crate::yardstick::Yardstick;
use serde::Serialize;
use std::collections::BTreeMap;
use vedich_values::{Bilingual, Decimal, SetId, Tally};

/// What conditions ask for beyond the unit's own values; whatever is left out is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConditionFacts {
    /// Whether the unit holds a recognition under a set.
    pub recognised: BTreeMap<SetId, bool>,
    /// How the unit stands as a whole under another set.
    pub met: BTreeMap<SetId, Status>,
    /// Child units recognised under a set, of how many.
    pub children: BTreeMap<String, Tally>,
    /// The unit's value for another set's indicator (`set#code`), with the threshold that applies to it there.
    pub compared: BTreeMap<String, (Decimal, Decimal)>,
    /// Contents of another set that are met, of those that apply.
    pub contents: BTreeMap<String, Tally>,
}

/// How one condition stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConditionResult {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// What it measures.
    pub measure: String,
    /// How it stands.
    pub status: Status,
    /// The bound.
    pub threshold: Option<Threshold>,
    /// The value found, where it is a number: a share in percent is rounded to one decimal for showing only.
    pub value: Option<Decimal>,
    /// The share behind the value.
    pub tally: Option<Tally>,
    /// The set it refers to.
    pub refers_to: Option<String>,
    /// How sure of the bound.
    pub confidence: Confidence,
}

/// How near a unit is to the set as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "readiness")]
pub enum Readiness {
    /// Everything the set asks for is met.
    Ready,
    /// Every criterion is met; conditions are not, or not known.
    CriteriaMet {
        /// Conditions not met.
        not_met: u32,
        /// Conditions not known.
        unknown: u32,
    },
    /// Criteria are missing.
    Short {
        /// Criteria not met.
        not_met: u32,
        /// Criteria of which nothing is known.
        unknown: u32,
    },
    /// Nothing is known of any criterion.
    Unknown,
}

impl Readiness {
    /// The name used in exports and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::CriteriaMet { .. } => "criteria_met",
            Self::Short { .. } => "short",
            Self::Unknown => "unknown",
        }
    }
}

impl Yardstick {
    /// Measures the set-level conditions. `cells` may hold values reported for them (`@id`); `facts` gives the rest.
    #[must_use]
    pub fn conditions(&self, cells: &[Cell], declared: &Declared, facts: &ConditionFacts) -> Vec<ConditionResult> {
        let marks = self.marks(cells, declared);
        self.set().conditions.iter().map(|condition| self.condition(condition, cells, &marks, facts)).collect()
    }

    fn condition(&self, condition: &Condition, cells: &[Cell], marks: &Marks, facts: &ConditionFacts) -> ConditionResult {
        let slot = self.layout().slot(&format!("@{}", condition.id), None);
        let cell = slot.and_then(|slot| cells.get(usize::from(slot))).copied().unwrap_or_default();
        let refers = condition.refers_to.as_deref().unwrap_or_default();
        let mut tally = None;
        let mut value = None;
        let status = match (cell.state, condition.measure.as_str()) {
            (CellState::NotApplicable, _) => Status::NotApplicable,
            (CellState::Value, _) if cell.number().is_some() => {
                value = cell.number();
                number_status(condition, value)
            }
            (CellState::Value, _) => yes_no_status(condition, cell.raw == 1),
            (CellState::Empty, "prerequisite") => match &condition.threshold {
                Some(Threshold { value: ThresholdValue::Word(word), .. }) if word == "met" => {
                    facts.met.get(refers).copied().unwrap_or_default()
                }
                _ => facts.recognised.get(refers).map_or(Status::NoData, |yes| if *yes { Status::Met } else { Status::NotMet }),
            },
            (CellState::Empty, "set_met") => whole(&marks.criterion_counts),
            (CellState::Empty, "child_percent") => {
                tally = facts.children.get(refers).copied();
                tally.map_or(Status::NoData, |tally| share_status(condition, tally))
            }
            (CellState::Empty, "contents_percent" | "contents_met") => {
                tally = facts.contents.get(refers).copied();
                tally.map_or(Status::NoData, |tally| share_status(condition, tally))
            }
            (CellState::Empty, "percent_of") => match facts.compared.get(refers) {
                Some((own, bound)) if !bound.is_zero() => {
                    value = own.checked_mul(Decimal::ONE_HUNDRED).and_then(|scaled| scaled.checked_div(*bound));
                    number_status(condition, value)
                }
                _ => Status::NoData,
            },
            (CellState::Empty, _) => Status::NoData,
        };
        let shown = tally
            .filter(|tally| tally.total() > 0)
            .map(|tally| Decimal::from(tally.met()) * Decimal::ONE_HUNDRED / Decimal::from(tally.total()));
        let value = value.or(shown).map(|value| value.round_dp_with_strategy(1, vedich_values::number::HALF_UP).normalize());
        ConditionResult {
            id: condition.id.clone(),
            name: condition.name.clone(),
            measure: condition.measure.clone(),
            status: if condition.threshold.is_none() && status == Status::NoData { Status::NotAssessable } else { status },
            threshold: condition.threshold.clone(),
            value,
            tally,
            refers_to: condition.refers_to.clone(),
            confidence: condition.confidence,
        }
    }

    /// How near the unit is to the set as a whole, by what the set says passing takes.
    #[must_use]
    pub fn readiness(&self, marks: &Marks, conditions: &[ConditionResult]) -> Readiness {
        let count = |wanted: fn(Status) -> bool| {
            u32::try_from(conditions.iter().filter(|condition| wanted(condition.status)).count()).unwrap_or(u32::MAX)
        };
        let not_met = count(|status| status == Status::NotMet);
        let unknown = count(|status| matches!(status, Status::NoData | Status::NotAssessable));
        let criteria = &marks.criterion_counts;
        let by_criteria = self.set().pass_rule != PassRule::AllConditions || !self.set().criteria.is_empty();
        if by_criteria && criteria.met < criteria.total {
            if criteria.met == 0 && criteria.not_met == 0 {
                return Readiness::Unknown;
            }
            return Readiness::Short { not_met: criteria.not_met, unknown: criteria.no_data };
        }
        match (criteria.total, conditions.len()) {
            (0, 0) => Readiness::Unknown,
            _ if not_met + unknown > 0 => Readiness::CriteriaMet { not_met, unknown },
            _ => Readiness::Ready,
        }
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

fn yes_no_status(condition: &Condition, yes: bool) -> Status {
    let wanted = !matches!(condition.threshold, Some(Threshold { value: ThresholdValue::YesNo(false), .. }));
    if yes == wanted { Status::Met } else { Status::NotMet }
}

fn number_status(condition: &Condition, value: Option<Decimal>) -> Status {
    let (Some(value), Some(Threshold { op, value: ThresholdValue::Number(bound) })) = (value, &condition.threshold) else {
        return Status::NoData;
    };
    if holds(*op, value.cmp(bound)) { Status::Met } else { Status::NotMet }
}

/// A share against a bound in percent, without rounding: `met * 100 >= bound * total`.
fn share_status(condition: &Condition, tally: Tally) -> Status {
    if tally.total() == 0 {
        return Status::NoData;
    }
    match &condition.threshold {
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
