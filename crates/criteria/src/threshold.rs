//! Thresholds: reading `>= 80`, and finding the one that applies to a zone in a year.

use crate::model::{Measure, Op, Threshold, ThresholdTable, ThresholdValue};
use vedich_values::{Decimal, ZoneId};

/// Decimals a number may have: cells are kept in millionths.
pub const MAX_DECIMALS: u32 = 6;

/// Whole digits a number may have: 12 digits of millionths fit an `i64`.
pub const MAX_WHOLE_DIGITS: usize = 12;

/// Why a threshold cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ThresholdRefused {
    /// Not `OP VALUE` for that measure.
    #[error("`{found}` is not a threshold of that measure")]
    Malformed {
        /// What was written.
        found: String,
        /// What may have been meant.
        suggestion: Option<String>,
    },
    /// A percent beyond 0 to 100.
    #[error("`{0}` is not between 0 and 100 percent")]
    PercentRange(String),
    /// More decimals or digits than are kept.
    #[error("`{0}` has too many digits")]
    TooLong(String),
    /// A word that the scale does not have.
    #[error("`{word}` is not in the scale")]
    NotInScale {
        /// The word.
        word: String,
        /// The scale, lowest first.
        scale: Vec<String>,
    },
    /// A word compared without a scale that orders it.
    #[error("`{0}` needs a scale")]
    NoScale(String),
}

impl ThresholdRefused {
    /// The code of the wording.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed { suggestion: Some(_), .. } => "set.threshold-meant",
            Self::Malformed { suggestion: None, .. } => "set.bad-threshold",
            Self::PercentRange(_) => "set.percent-range",
            Self::TooLong(_) => "set.number-too-long",
            Self::NotInScale { .. } => "set.level-unknown",
            Self::NoScale(_) => "set.level-without-scale",
        }
    }
}

/// The operators as they are written.
pub const OPERATORS: [(&str, Op); 5] =
    [(">=", Op::AtLeast), ("<=", Op::AtMost), ("=", Op::Equal), (">", Op::MoreThan), ("<", Op::LessThan)];

impl Op {
    /// As it is written in a set file.
    #[must_use]
    pub const fn written(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::Equal => "=",
            Self::MoreThan => ">",
            Self::LessThan => "<",
        }
    }
}

impl std::fmt::Display for Threshold {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ", self.op.written())?;
        match &self.value {
            ThresholdValue::Number(number) => write!(f, "{number}"),
            ThresholdValue::YesNo(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            ThresholdValue::Word(word) => f.write_str(word),
        }
    }
}

/// Reads a threshold as set files and overlays write it: operator, one blank, value. `scale` orders the words of a level.
///
/// # Errors
/// When it is not a threshold of that measure; the reason says what may have been meant.
///
/// ```
/// use vedich_criteria::{Measure, threshold::parse_threshold};
/// assert_eq!(parse_threshold(Measure::Percent, &[], ">= 95").unwrap().to_string(), ">= 95");
/// assert!(parse_threshold(Measure::Percent, &[], "=> 95").unwrap_err().to_string().contains("=> 95"));
/// assert!(parse_threshold(Measure::Percent, &[], ">= 180").is_err());
/// ```
pub fn parse_threshold(measure: Measure, scale: &[String], text: &str) -> Result<Threshold, ThresholdRefused> {
    let malformed = || ThresholdRefused::Malformed { found: text.to_owned(), suggestion: suggest(measure, text) };
    let (op, value) = split(text).ok_or_else(malformed)?;
    match measure {
        Measure::YesNo => match (op, value) {
            (Op::Equal, "yes") => Ok(Threshold { op, value: ThresholdValue::YesNo(true) }),
            (Op::Equal, "no") => Ok(Threshold { op, value: ThresholdValue::YesNo(false) }),
            _ => Err(malformed()),
        },
        Measure::Level => {
            let word_like = !value.is_empty() && value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
            if !word_like || !matches!(op, Op::AtLeast | Op::AtMost | Op::Equal) {
                return Err(malformed());
            }
            if scale.is_empty() && grade(value).is_none() {
                return Err(ThresholdRefused::NoScale(value.to_owned()));
            }
            if !scale.is_empty() && !scale.iter().any(|word| word == value) {
                return Err(ThresholdRefused::NotInScale { word: value.to_owned(), scale: scale.to_vec() });
            }
            Ok(Threshold { op, value: ThresholdValue::Word(value.to_owned()) })
        }
        Measure::Percent | Measure::Amount | Measure::Count | Measure::Ratio | Measure::ChildCount | Measure::Date => {
            let number = plain_number(value).ok_or_else(malformed)?;
            if number.scale() > MAX_DECIMALS || whole_digits(number) > MAX_WHOLE_DIGITS {
                return Err(ThresholdRefused::TooLong(text.to_owned()));
            }
            if measure == Measure::Percent && !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&number) {
                return Err(ThresholdRefused::PercentRange(text.to_owned()));
            }
            Ok(Threshold { op, value: ThresholdValue::Number(number) })
        }
    }
}

/// Reads the threshold of a set-level condition: a number, or `= yes|no|met|recognised|all-applicable`.
///
/// # Errors
/// When it is neither.
pub fn parse_condition_threshold(text: &str) -> Result<Threshold, ThresholdRefused> {
    let malformed = || ThresholdRefused::Malformed { found: text.to_owned(), suggestion: suggest(Measure::Amount, text) };
    let (op, value) = split(text).ok_or_else(malformed)?;
    match (op, value) {
        (Op::Equal, "yes" | "no") => Ok(Threshold { op, value: ThresholdValue::YesNo(value == "yes") }),
        (Op::Equal, "met" | "recognised" | "all-applicable") => Ok(Threshold { op, value: ThresholdValue::Word(value.to_owned()) }),
        _ => parse_threshold(Measure::Amount, &[], text).map_err(|_| malformed()),
    }
}

/// The grade of a level without a scale: a small whole number.
pub(crate) fn grade(word: &str) -> Option<i64> {
    (word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok()).flatten()
}

/// Digits before the decimal mark.
pub(crate) fn whole_digits(number: Decimal) -> usize {
    number.trunc().abs().normalize().to_string().trim_start_matches('0').len()
}

fn split(text: &str) -> Option<(Op, &str)> {
    let (op, value) = text.split_once(' ')?;
    let op = OPERATORS.iter().find(|(written, _)| *written == op)?.1;
    Some((op, value))
}

fn plain_number(text: &str) -> Option<Decimal> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').map_or((unsigned, None), |(w, f)| (w, Some(f)));
    let digits = |part: &str| !part.is_empty() && part.len() <= 20 && part.bytes().all(|b| b.is_ascii_digit());
    (digits(whole) && fraction.is_none_or(digits)).then(|| text.parse().ok()).flatten()
}

/// What may have been meant: `=> 80`, `>=80`, `≥ 80`, `80`, `80%`, `có`.
fn suggest(measure: Measure, text: &str) -> Option<String> {
    let trimmed = text.trim();
    let symbols: String = trimmed.chars().take_while(|c| "<>=≥≤".contains(*c)).collect();
    let rest = trimmed[symbols.len()..].trim().trim_end_matches('%').trim().replace(',', ".");
    let op = match symbols.as_str() {
        ">=" | "=>" | "≥" => Op::AtLeast,
        "<=" | "=<" | "≤" => Op::AtMost,
        ">" => Op::MoreThan,
        "<" => Op::LessThan,
        "=" | "==" => Op::Equal,
        "" if measure == Measure::YesNo => Op::Equal,
        "" => Op::AtLeast,
        _ => return None,
    };
    let value = match measure {
        Measure::YesNo => match vedich_values::text::fold(&rest).as_str() {
            "yes" | "co" | "1" | "true" | "dat" => "yes".to_owned(),
            "no" | "khong" | "0" | "false" => "no".to_owned(),
            _ => return Some("= yes".to_owned()),
        },
        Measure::Level => rest,
        _ => plain_number(&rest)?.to_string(),
    };
    let op = if measure == Measure::YesNo { Op::Equal } else { op };
    Some(format!("{} {value}", op.written()))
}

/// The threshold found in a table, and the cell it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The threshold.
    pub threshold: Threshold,
    /// The zone whose column was read; absent when one value holds for everybody.
    pub zone: Option<ZoneId>,
    /// The year whose row was read.
    pub year: Option<i32>,
}

/// Why a table gives no threshold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// The table is empty: delegated or not known.
    None,
    /// It differs by zone, and the unit's zone is not known.
    ZoneUnknown,
    /// It has no value for the unit's zone.
    ZoneWithoutValue(ZoneId),
    /// It begins with a later year.
    YearBeforeTable(i32),
}

/// Reads a table for a zone and year: exact zone only; the year's own row, after the last row the last.
///
/// # Errors
/// When the table has no value there.
pub fn resolve(table: &ThresholdTable, zone: Option<&ZoneId>, year: i32) -> Result<Resolved, Unresolved> {
    let by_zone = |cells: &std::collections::BTreeMap<ZoneId, Threshold>, year: Option<i32>| {
        let zone = zone.ok_or(Unresolved::ZoneUnknown)?;
        let threshold = cells.get(zone).ok_or_else(|| Unresolved::ZoneWithoutValue(zone.clone()))?;
        Ok(Resolved { threshold: threshold.clone(), zone: Some(zone.clone()), year })
    };
    match table {
        ThresholdTable::None => Err(Unresolved::None),
        ThresholdTable::One(threshold) => Ok(Resolved { threshold: threshold.clone(), zone: None, year: None }),
        ThresholdTable::ByZone(cells) => by_zone(cells, None),
        ThresholdTable::ByYear(rows) => match rows.range(..=year).next_back() {
            Some((row, cells)) => by_zone(cells, Some(*row)),
            None => Err(rows.first_key_value().map_or(Unresolved::None, |(first, _)| Unresolved::YearBeforeTable(*first))),
        },
    }
}
