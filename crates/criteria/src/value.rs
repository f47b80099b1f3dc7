//! Values as officials type them: read, checked, packed, printed.

use crate::cell::{Cell, CellState, ValueKind};
use crate::model::Measure;
use crate::threshold::{MAX_DECIMALS, MAX_WHOLE_DIGITS, grade, whole_digits};
use crate::typed::rating;
use vedich_facts::{Observed, Value};
use vedich_values::date::{parse_date, print_date};
use vedich_values::number::{parse_number, print_number};
use vedich_values::text::fold;
use vedich_values::{Date, Decimal};

/// Why a value is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueRefused {
    /// Not a number.
    #[error("`{0}` is not a number")]
    NotANumber(String),
    /// Neither yes nor no.
    #[error("`{0}` is neither yes nor no")]
    NotYesNo(String),
    /// `0` or `1` where it may be a value or a rating, and the two are opposites.
    #[error("`{0}` may be a value or a rating")]
    ValueOrRating(String),
    /// Not a word of the scale.
    #[error("`{found}` is not a level of the scale")]
    NotALevel {
        /// What was written.
        found: String,
        /// The scale, lowest first; empty when any grade is accepted.
        scale: Vec<String>,
    },
    /// Not a date.
    #[error("`{0}` is not a date")]
    NotADate(String),
    /// A percent beyond 0 to 100.
    #[error("`{0}` is not between 0 and 100 percent")]
    PercentRange(String),
    /// A count, an amount or a ratio below zero.
    #[error("`{0}` is negative")]
    Negative(String),
    /// A count that is not whole.
    #[error("`{0}` is not a whole number")]
    NotWhole(String),
    /// More than 6 decimals.
    #[error("`{0}` has more than 6 decimals")]
    TooManyDecimals(String),
    /// More than 12 whole digits.
    #[error("`{0}` has more than 12 whole digits")]
    TooManyDigits(String),
    /// A kind of value this measure does not take.
    #[error("a value of another kind than {0}")]
    WrongKind(&'static str),
    /// Nothing was typed.
    #[error("nothing reported")]
    Blank,
}

impl ValueRefused {
    /// The code of the wording.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotANumber(_) => "value.not-a-number",
            Self::NotYesNo(_) => "value.not-yes-no",
            Self::ValueOrRating(_) => "value.value-or-rating",
            Self::NotALevel { .. } => "value.not-a-level",
            Self::NotADate(_) => "value.not-a-date",
            Self::PercentRange(_) => "value.percent-range",
            Self::Negative(_) => "value.negative",
            Self::NotWhole(_) => "value.not-whole",
            Self::TooManyDecimals(_) => "value.too-many-decimals",
            Self::TooManyDigits(_) => "value.too-many-digits",
            Self::WrongKind(_) => "value.wrong-kind",
            Self::Blank => "value.blank",
        }
    }

    /// Parameters of the wording.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotALevel { found, scale } => vec![("found", found.clone()), ("allowed", scale.join(", "))],
            Self::WrongKind(measure) => vec![("measure", (*measure).to_owned())],
            Self::Blank => Vec::new(),
            Self::NotANumber(found)
            | Self::NotYesNo(found)
            | Self::ValueOrRating(found)
            | Self::NotADate(found)
            | Self::PercentRange(found)
            | Self::Negative(found)
            | Self::NotWhole(found)
            | Self::TooManyDecimals(found)
            | Self::TooManyDigits(found) => vec![("found", found.clone())],
        }
    }
}

/// Reads what an official typed for a measure: `95,3`, `95,3%`, `x`, `Đ`, `CĐ`, `đạt`, `chưa đạt`, `có`, `không`, `khá`,
/// `30/6/2020`; `-` says "does not apply". Blank is not a value: callers leave blank cells out.
///
/// # Errors
/// When the text is no value of that measure.
///
/// ```
/// use vedich_criteria::{Measure, value::parse_value};
/// use vedich_facts::{Observed, Value};
/// assert_eq!(parse_value(Measure::YesNo, &[], "Đ").unwrap(), Observed::Value(Value::YesNo(true)));
/// assert_eq!(parse_value(Measure::Percent, &[], "-").unwrap(), Observed::NotApplicable);
/// assert!(parse_value(Measure::Percent, &[], "104").is_err());
/// ```
pub fn parse_value(measure: Measure, scale: &[String], text: &str) -> Result<Observed, ValueRefused> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(ValueRefused::Blank);
    }
    if is_not_applicable(trimmed) {
        return Ok(Observed::NotApplicable);
    }
    let value = match measure {
        Measure::YesNo => Value::YesNo(parse_yes_no(trimmed).ok_or_else(|| ValueRefused::NotYesNo(trimmed.to_owned()))?),
        Measure::Level => Value::Level(parse_level(scale, trimmed)?.into_boxed_str()),
        Measure::Date => Value::Date(parse_date(trimmed).ok_or_else(|| ValueRefused::NotADate(trimmed.to_owned()))?),
        Measure::Percent | Measure::Amount | Measure::Count | Measure::Ratio | Measure::ChildCount => {
            Value::Number(parse_number(trimmed).map_err(|_| ValueRefused::NotANumber(trimmed.to_owned()))?)
        }
    };
    let observed = Observed::Value(value);
    to_cell(measure, scale, &observed)?;
    Ok(observed)
}

/// `-`, `không áp dụng`, `KAD`, `n/a`.
fn is_not_applicable(text: &str) -> bool {
    matches!(text, "-" | "–" | "—") || matches!(fold(text).as_str(), "khong ap dung" | "kad" | "n a" | "na" | "not applicable")
}

fn parse_yes_no(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "co" | "con" | "yes" | "y" | "true" | "1" => Some(true),
        "khong" | "khong co" | "khong con" | "no" | "n" | "false" | "0" => Some(false),
        _ => rating(text),
    }
}

/// A word of the scale, with or without diacritics and blanks (`Khá` is `kha`, `chưa đạt` is `chua_dat`), or a grade (`mức độ 2`).
fn parse_level(scale: &[String], text: &str) -> Result<String, ValueRefused> {
    let folded = fold(text);
    let bare = ["muc do ", "muc ", "cap do ", "loai ", "dat muc do ", "dat "]
        .iter()
        .find_map(|prefix| folded.strip_prefix(prefix))
        .unwrap_or(&folded);
    let same = |word: &&String| fold(&word.replace('_', " ")) == folded || fold(&word.replace('_', " ")) == bare;
    if let Some(word) = scale.iter().find(same) {
        return Ok(word.clone());
    }
    if scale.is_empty() && grade(bare).is_some() {
        return Ok(bare.to_owned());
    }
    Err(ValueRefused::NotALevel { found: text.to_owned(), scale: scale.to_vec() })
}

/// Packs what was seen for a measure. [`Observed::Withdrawn`] packs as nothing reported.
///
/// # Errors
/// When the value does not fit the measure, or is out of its range.
pub fn to_cell(measure: Measure, scale: &[String], observed: &Observed) -> Result<Cell, ValueRefused> {
    let value = match observed {
        Observed::Withdrawn => return Ok(Cell::EMPTY),
        Observed::NotApplicable => return Ok(Cell::NOT_APPLICABLE),
        Observed::Value(value) => value,
    };
    match (measure, value) {
        (Measure::YesNo, Value::YesNo(yes)) => Ok(Cell::yes_no(*yes)),
        (Measure::Level, Value::Level(word)) => level_cell(scale, word),
        (Measure::Level, Value::Number(number)) => level_cell(scale, &number.normalize().to_string()),
        (Measure::Date, Value::Date(date)) => Ok(Cell::date(days(*date))),
        (Measure::Percent | Measure::Amount | Measure::Count | Measure::Ratio | Measure::ChildCount, Value::Number(number)) => {
            number_cell(measure, *number)
        }
        _ => Err(ValueRefused::WrongKind(measure.name())),
    }
}

fn level_cell(scale: &[String], word: &str) -> Result<Cell, ValueRefused> {
    level_place(scale, word).map(Cell::level).ok_or_else(|| ValueRefused::NotALevel { found: word.to_owned(), scale: scale.to_vec() })
}

/// Place of a level in its scale, or the grade itself where there is no scale.
pub(crate) fn level_place(scale: &[String], word: &str) -> Option<i64> {
    if scale.is_empty() {
        return grade(word);
    }
    scale.iter().position(|level| level == word).and_then(|place| i64::try_from(place).ok())
}

fn number_cell(measure: Measure, number: Decimal) -> Result<Cell, ValueRefused> {
    let shown = || print_number(number);
    if measure == Measure::Percent && !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&number) {
        return Err(ValueRefused::PercentRange(shown()));
    }
    if matches!(measure, Measure::Count | Measure::ChildCount) && number < Decimal::ZERO {
        return Err(ValueRefused::Negative(shown()));
    }
    if matches!(measure, Measure::Count | Measure::ChildCount) && !number.fract().is_zero() {
        return Err(ValueRefused::NotWhole(shown()));
    }
    if matches!(measure, Measure::Ratio) && number < Decimal::ZERO {
        return Err(ValueRefused::Negative(shown()));
    }
    if number.scale() > MAX_DECIMALS {
        return Err(ValueRefused::TooManyDecimals(shown()));
    }
    if whole_digits(number) > MAX_WHOLE_DIGITS {
        return Err(ValueRefused::TooManyDigits(shown()));
    }
    let raw = micros(number).ok_or_else(|| ValueRefused::TooManyDigits(shown()))?;
    Ok(Cell::value(raw, u8::try_from(number.scale()).unwrap_or(u8::MAX)))
}

/// A number in millionths; nothing when it does not fit.
pub(crate) fn micros(number: Decimal) -> Option<i64> {
    let scaled = number.checked_mul(Decimal::from(Cell::MICROS))?;
    scaled.fract().is_zero().then(|| i64::try_from(scaled.trunc()).ok()).flatten()
}

fn days(date: Date) -> i64 {
    date.signed_duration_since(Date::default()).num_days()
}

impl Cell {
    /// The number of a numeric cell, with the decimals it was written with.
    #[must_use]
    pub fn number(self) -> Option<Decimal> {
        (self.state == CellState::Value && self.kind == ValueKind::Number).then(|| {
            let mut number = Decimal::new(self.raw, MAX_DECIMALS);
            number.rescale(u32::from(self.scale).min(MAX_DECIMALS));
            number
        })
    }

    /// What was seen, as it was recorded; nothing when nothing is reported.
    #[must_use]
    pub fn observed(self, scale: &[String]) -> Option<Observed> {
        match self.state {
            CellState::Empty => None,
            CellState::NotApplicable => Some(Observed::NotApplicable),
            CellState::Value => Some(Observed::Value(match self.kind {
                ValueKind::Number => Value::Number(self.number()?),
                ValueKind::YesNo => Value::YesNo(self.raw != 0),
                ValueKind::Level => Value::Level(level_word(scale, self.raw).into_boxed_str()),
                ValueKind::Date => Value::Date(Date::default().checked_add_signed(chrono::Duration::try_days(self.raw)?)?),
            })),
        }
    }
}

fn level_word(scale: &[String], place: i64) -> String {
    usize::try_from(place).ok().and_then(|place| scale.get(place)).cloned().unwrap_or_else(|| place.to_string())
}

/// Prints a value in the form [`parse_value`] reads back: `95,3`, `x` for yes, `CĐ` for no, `-` for not applicable.
#[must_use]
pub fn print_value(observed: &Observed) -> String {
    match observed {
        Observed::Withdrawn => String::new(),
        Observed::NotApplicable => "-".to_owned(),
        Observed::Value(Value::Number(number)) => print_number(*number),
        Observed::Value(Value::YesNo(yes)) => if *yes { "x" } else { "CĐ" }.to_owned(),
        Observed::Value(Value::Level(word)) => word.to_string(),
        Observed::Value(Value::Date(date)) => print_date(*date),
    }
}
