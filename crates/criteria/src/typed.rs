//! What an official writes beside an indicator: a value of it, or how it is rated.
//!
//! The two are the same words wherever "there is" meets the indicator: `x` beside "a market" says that there is one and that it is met. Where
//! "there is none" meets it ("makeshift houses": `= no`) they are opposites, and a rating taken for a value would turn the unit's standing round.

use crate::layout::Slot;
use crate::model::{Indicator, Measure, ThresholdTable, ThresholdValue};
use crate::value::{ValueRefused, parse_value, print_value};
use vedich_facts::{Observed, Value};
use vedich_values::text::fold;

/// What a text says.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    /// What was seen, or that it does not apply.
    Observed(Observed),
    /// Met (đạt) or not met (chưa đạt), by the judgement of who writes.
    Rated(bool),
}

/// Reads what an official wrote for a measure. `met_by_no`: "no" meets the threshold; `Đ`, `CĐ`, `x`, `chưa` are ratings there and only "có",
/// "không", "không có", "không còn", "còn" are values. Elsewhere as [`parse_value`].
///
/// # Errors
/// When the text is neither; `0` and `1` where "no" meets the threshold, because both readings are common and they are opposites.
///
/// ```
/// use vedich_criteria::{Measure, Typed, read_typed};
/// use vedich_facts::{Observed, Value};
/// let houses = |text| read_typed(Measure::YesNo, &[], true, text);
/// assert_eq!(houses("Đ"), Ok(Typed::Rated(true)));
/// assert_eq!(houses("không còn"), Ok(Typed::Observed(Observed::Value(Value::YesNo(false)))));
/// assert!(houses("1").is_err());
/// ```
pub fn read_typed(measure: Measure, scale: &[String], met_by_no: bool, text: &str) -> Result<Typed, ValueRefused> {
    if measure == Measure::YesNo && met_by_no {
        let trimmed = text.trim();
        if let Some(met) = rating(trimmed) {
            return Ok(Typed::Rated(met));
        }
        if matches!(trimmed, "0" | "1") {
            return Err(ValueRefused::ValueOrRating(trimmed.to_owned()));
        }
    }
    parse_value(measure, scale, text).map(Typed::Observed)
}

/// The rating a word or mark says: `x`, `Đ`, `đạt`; `CĐ`, `chưa`, `chưa đạt`, `không đạt`.
#[must_use]
pub fn rating(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "x" | "d" | "dat" | "da dat" | "dat chuan" | "met" => Some(true),
        "cd" | "chua dat" | "khong dat" | "chua" | "not met" | "o" | "kd" | "chua dat chuan" => Some(false),
        _ if matches!(text.trim(), "✓" | "✔" | "+") => Some(true),
        _ if matches!(text.trim(), "✗" | "✘") => Some(false),
        _ => None,
    }
}

impl Slot {
    /// Reads what an official wrote under one of the slot's measures.
    ///
    /// # Errors
    /// As [`read_typed`].
    pub fn read(&self, measure: Measure, text: &str) -> Result<Typed, ValueRefused> {
        read_typed(measure, &self.scale, self.met_by_no, text)
    }

    /// Prints a value in the form [`Slot::read`] reads back as that value: "có" and "không" where `x` would be a rating.
    #[must_use]
    pub fn print(&self, observed: &Observed) -> String {
        if self.met_by_no { print_plainly(observed) } else { print_value(observed) }
    }
}

/// Prints a value in words that are never taken for a rating, whatever the threshold demands: "có" and "không" where [`print_value`] writes
/// `x` and `CĐ`, which say the opposite where "no" meets.
#[must_use]
pub fn print_plainly(observed: &Observed) -> String {
    match observed {
        Observed::Value(Value::YesNo(yes)) => if *yes { "có" } else { "không" }.to_owned(),
        other => print_value(other),
    }
}

impl Indicator {
    /// Whether "no" meets it (`= no`): "makeshift houses", "a food safety incident".
    #[must_use]
    pub fn met_by_no(&self) -> bool {
        self.threshold.met_by_no()
            || self.amended.as_ref().and_then(|amended| amended.threshold.as_ref()).is_some_and(ThresholdTable::met_by_no)
    }
}

impl ThresholdTable {
    /// Whether "no" is what it demands, in any zone or year.
    #[must_use]
    pub fn met_by_no(&self) -> bool {
        let no = |threshold: &crate::model::Threshold| threshold.value == ThresholdValue::YesNo(false);
        match self {
            Self::None => false,
            Self::One(threshold) => no(threshold),
            Self::ByZone(zones) => zones.values().any(no),
            Self::ByYear(years) => years.values().flat_map(|zones| zones.values()).any(no),
        }
    }
}
