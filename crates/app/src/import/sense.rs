//! Whether a value can be meant as it stands: below zero, a share where an amount is asked for, a fraction where percents are.

use super::problems::Finding;
use vedich_criteria::{CriteriaSet, Measure, Op, Slot, Threshold, ThresholdTable};
use vedich_documents::CellValue;
use vedich_facts::{Observed, Value};
use vedich_values::{Decimal, number::print_number};

/// Below this nobody asks for a share of all: a threshold of 10% or more shows that whole percents are meant.
const LEAST_SHARE: Decimal = Decimal::TEN;

/// What is wrong (an error) or odd (a warning) about a number for what it is a value of.
pub(super) fn doubt(cell: &CellValue<'_>, observed: &Observed, (set, slot): (&CriteriaSet, &Slot)) -> Option<Finding> {
    let Observed::Value(Value::Number(number)) = observed else { return None };
    let is_amount = slot.measures.iter().all(|measure| matches!(measure, Measure::Amount | Measure::Count | Measure::ChildCount));
    let bounds = Bounds::of(set, slot);
    let unit = bounds.unit.unwrap_or_default();
    if number.is_sign_negative() && !number.is_zero() && is_amount && !bounds.may_be_negative() {
        return Some(Finding::error("value.negative").with("found", print_number(*number)));
    }
    if is_share(cell) && is_amount && !unit.contains('%') {
        return Some(Finding::error("import.share-for-amount").with("found", cell.label()).with("unit", unit));
    }
    let is_fraction = *number > Decimal::ZERO && *number <= Decimal::ONE;
    if slot.measures.contains(&Measure::Percent) && is_fraction && !is_share(cell) {
        let asked = bounds.least().filter(|least| *least >= LEAST_SHARE)?;
        let meant = number.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
        let finding = Finding::warning("import.fraction-for-percent").with("found", print_number(*number));
        return Some(finding.with("meant", print_number(meant)).with("threshold", print_number(asked)));
    }
    None
}

/// Whether the cell says percent: typed so, or shown so by the sheet.
fn is_share(cell: &CellValue<'_>) -> bool {
    match cell {
        CellValue::Text(text) => text.trim_end().ends_with('%'),
        CellValue::Number(number) => number.percent,
        _ => false,
    }
}

/// What a set asks of a slot, whatever zone and year.
struct Bounds<'s> {
    unit: Option<&'s str>,
    thresholds: Vec<&'s Threshold>,
}

impl<'s> Bounds<'s> {
    fn of(set: &'s CriteriaSet, slot: &Slot) -> Self {
        let Some(indicator) = set.indicator(slot.code.as_str()) else {
            let id = slot.code.as_str().trim_start_matches('@');
            let condition = set.conditions.iter().find(|condition| condition.id == id);
            let thresholds = condition.and_then(|condition| condition.threshold.as_ref()).into_iter().collect();
            return Self { unit: condition.and_then(|condition| condition.unit.as_deref()), thresholds };
        };
        let of_part = |key| indicator.parts.iter().find(|part| part.key == key).map(|part| (part.unit.as_deref(), &part.threshold));
        let of_way = |key| indicator.any_of.iter().find(|way| way.key == key).map(|way| (None, &way.threshold));
        let own = (indicator.unit.as_deref(), &indicator.threshold);
        let (unit, table) = slot.part.as_ref().map_or(own, |key| of_part(key.clone()).or_else(|| of_way(key.clone())).unwrap_or(own));
        Self { unit: unit.or(own.0), thresholds: all(table) }
    }

    fn numbers(&self) -> impl Iterator<Item = (Op, Decimal)> {
        self.thresholds.iter().filter_map(|threshold| Some((threshold.op, threshold.value.number()?)))
    }

    /// Whether anything below zero is asked for.
    fn may_be_negative(&self) -> bool {
        self.numbers().any(|(_, number)| number.is_sign_negative() && !number.is_zero())
    }

    /// The least that is asked for anywhere; none where less is better.
    fn least(&self) -> Option<Decimal> {
        let at_least = |(op, number)| matches!(op, Op::AtLeast | Op::MoreThan | Op::Equal).then_some(number);
        self.numbers().map(at_least).collect::<Option<Vec<_>>>()?.into_iter().min()
    }
}

fn all(table: &ThresholdTable) -> Vec<&Threshold> {
    match table {
        ThresholdTable::None => Vec::new(),
        ThresholdTable::One(threshold) => vec![threshold],
        ThresholdTable::ByZone(zones) => zones.values().collect(),
        ThresholdTable::ByYear(years) => years.values().flat_map(|zones| zones.values()).collect(),
    }
}
