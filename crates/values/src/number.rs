//! Numbers as officials write them: comma decimals, dots between thousands; money in whole đồng.

pub use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How printed ratios are rounded: half away from zero, as officials do by hand.
pub const HALF_UP: rust_decimal::RoundingStrategy = rust_decimal::RoundingStrategy::MidpointAwayFromZero;

/// Why a number could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not a number at all.
    #[error("`{0}` is not a number")]
    NotANumber(String),
    /// More digits than are kept.
    #[error("`{0}` has too many digits")]
    TooLong(String),
}

/// Reads a Vietnamese number: `15,5`; `1.234,5`; `1.234` (a dot before three digits groups thousands); `-2`.
/// `68.3` is read as a decimal, because a dot before other than three digits can't group anything; [`is_ambiguous`] tells the
/// texts that an English-minded writer may have meant otherwise. Blanks, no-break spaces and a trailing `%` are accepted.
///
/// # Errors
/// When the text is no number, or has more digits than a [`Decimal`] holds.
///
/// ```
/// use vedich_values::number::parse_number;
/// assert_eq!(parse_number("1.234,5").unwrap().to_string(), "1234.5");
/// assert_eq!(parse_number("1.234").unwrap().to_string(), "1234");
/// assert_eq!(parse_number("95,3%").unwrap().to_string(), "95.3");
/// assert!(parse_number("12,3,4").is_err());
/// ```
pub fn parse_number(text: &str) -> Result<Decimal, NumberError> {
    let cleaned: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let body = cleaned.strip_suffix('%').unwrap_or(&cleaned);
    let not_a_number = || NumberError::NotANumber(text.trim().to_owned());
    let unsigned = body.strip_prefix(['-', '+']).unwrap_or(body);
    if unsigned.len() > 40 {
        return Err(NumberError::TooLong(text.trim().to_owned()));
    }
    if !unsigned.starts_with(|c: char| c.is_ascii_digit())
        || !unsigned.ends_with(|c: char| c.is_ascii_digit())
        || !unsigned.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
    {
        return Err(not_a_number());
    }
    let separators = unsigned.bytes().filter(|b| !b.is_ascii_digit()).count();
    let plain = if separators == 0 {
        unsigned.to_owned()
    } else {
        let last = unsigned.rfind(['.', ',']).ok_or_else(not_a_number)?;
        let (head, tail) = (&unsigned[..last], &unsigned[last + 1..]);
        let last_sep = unsigned.as_bytes()[last];
        let grouped = |part: &str, sep: char| {
            part.split(sep).enumerate().all(|(i, group)| if i == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 } && group.bytes().all(|b| b.is_ascii_digit()))
        };
        let other_sep = if last_sep == b',' { '.' } else { ',' };
        if separators == 1 {
            if is_ambiguous(unsigned) && last_sep == b'.' { format!("{head}{tail}") } else { format!("{head}.{tail}") }
        } else if grouped(unsigned, last_sep as char) {
            unsigned.replace(['.', ','], "")
        } else if !head.contains(last_sep as char) && grouped(head, other_sep) {
            format!("{}.{tail}", head.replace(other_sep, ""))
        } else {
            return Err(not_a_number());
        }
    };
    let signed = if body.starts_with('-') { format!("-{plain}") } else { plain };
    signed.parse().map_err(|_| NumberError::TooLong(text.trim().to_owned()))
}

/// Whether an English-minded writer may have meant something else: `1.234` (read as 1234) and `1,234` (read as 1.234).
/// Importers warn there, with both readings.
#[must_use]
pub fn is_ambiguous(text: &str) -> bool {
    let digits = text.trim().trim_start_matches(['-', '+']);
    digits.split_once(['.', ',']).is_some_and(|(head, tail)| {
        tail.len() == 3
            && tail.bytes().all(|b| b.is_ascii_digit())
            && (1..=3).contains(&head.len())
            && head.bytes().all(|b| b.is_ascii_digit())
            && !head.starts_with('0')
    })
}

/// Prints a number in the one Vietnamese form we emit: `1.234,5`; the written scale is kept (`95,30` stays `95,30`).
/// [`parse_number`] reads every printed number back to the same value and scale.
#[must_use]
pub fn print_number(value: Decimal) -> String {
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::with_capacity(text.len() + 6);
    if value.is_sign_negative() && !value.is_zero() {
        out.push('-');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push('.');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// A percentage with its written scale kept: `95,3%` is not `95,30%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(pub Decimal);

/// Money in whole đồng; never a fraction, never a float.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Vnd(pub i64);

impl Vnd {
    /// Reads money as officials write it: `68,3 triệu đồng`, `1,2 tỷ`, `500.000 đồng`, `15 nghìn`.
    ///
    /// # Errors
    /// When the number, the unit or the size cannot be read, or half a đồng is left over.
    ///
    /// ```
    /// use vedich_values::Vnd;
    /// assert_eq!(Vnd::parse("68,3 triệu đồng").unwrap(), Vnd(68_300_000));
    /// assert_eq!(Vnd::parse("1,2 tỷ").unwrap(), Vnd(1_200_000_000));
    /// ```
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let trimmed = text.trim();
        let split = trimmed.find(|c: char| c.is_alphabetic()).unwrap_or(trimmed.len());
        let (digits, unit) = trimmed.split_at(split);
        let unit = crate::text::fold(unit);
        let unit = unit.strip_suffix("dong").unwrap_or(&unit).trim();
        let factor: i64 = match unit {
            "" | "d" | "vnd" => 1,
            "nghin" | "ngan" => 1_000,
            "trieu" | "tr" => 1_000_000,
            "ty" | "ti" => 1_000_000_000,
            _ => return Err(NumberError::NotANumber(trimmed.to_owned())),
        };
        let amount = parse_number(digits)?.checked_mul(Decimal::from(factor)).ok_or_else(|| NumberError::TooLong(trimmed.to_owned()))?;
        if !amount.fract().is_zero() {
            return Err(NumberError::NotANumber(trimmed.to_owned()));
        }
        amount.trunc().try_into().map(Self).map_err(|_| NumberError::TooLong(trimmed.to_owned()))
    }
}

/// In the largest unit that officials write and that keeps it short: `2,5 tỷ`, `350 triệu`, else whole đồng. [`Vnd::parse`] reads it back.
impl fmt::Display for Vnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let (unit, scale) = match size {
            _ if size >= 1_000_000_000 && size.is_multiple_of(1_000_000) => ("tỷ", 9),
            _ if size >= 1_000_000 && size.is_multiple_of(1_000) => ("triệu", 6),
            _ => ("đồng", 0),
        };
        write!(f, "{} {unit}", print_number(Decimal::new(self.0, scale).normalize()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reads(text: &str, expected: &str) {
        assert_eq!(parse_number(text).unwrap().to_string(), expected, "reading `{text}`");
    }

    #[test]
    fn numbers_are_read_as_officials_write_them() {
        reads("15,5", "15.5");
        reads("7,7 ", "7.7");
        reads("68.3", "68.3");
        reads("0,005", "0.005");
        reads("1.234", "1234");
        reads("2.240.627", "2240627");
        reads("1,234,567.89", "1234567.89");
        reads("-3,2", "-3.2");
        reads("95,30 %", "95.30");
        for wrong in ["", "x", "12a", "1.2.3", "1,2,3.4", ",5", "5.", "--1", "1e5"] {
            assert!(parse_number(wrong).is_err(), "`{wrong}` must be refused");
        }
    }

    #[test]
    fn money_is_whole_dong() {
        assert_eq!(Vnd::parse("500.000 đồng").unwrap(), Vnd(500_000));
        assert_eq!(Vnd::parse("15 nghìn").unwrap(), Vnd(15_000));
        assert!(Vnd::parse("0,5 đồng").is_err());
        assert!(Vnd::parse("5 km").is_err());
        assert!(Vnd::parse("99999999999999999999 tỷ").is_err());
    }

    #[test]
    fn money_is_printed_short_and_whole() {
        let check = |amount: i64, expected: &str| assert_eq!(Vnd(amount).to_string(), expected);
        check(2_500_000_000, "2,5 tỷ");
        check(68_300_000, "68,3 triệu");
        check(1_234_567, "1.234.567 đồng");
        check(-350_000_000, "-350 triệu");
        check(0, "0 đồng");
    }

    proptest! {
        #[test]
        fn printed_money_reads_back(amount in any::<i64>(), zeros in 0u32..12) {
            let amount = Vnd(amount / 10_i64.pow(zeros) * 10_i64.pow(zeros));
            prop_assert_eq!(Vnd::parse(&amount.to_string()), Ok(amount));
        }

        #[test]
        fn a_printed_number_reads_back_to_the_same_value_and_scale(mantissa in any::<i64>(), scale in 0u32..9) {
            let number = Decimal::new(mantissa, scale);
            let back = parse_number(&print_number(number)).unwrap();
            prop_assert_eq!((back, back.scale()), (number, number.scale()));
        }

        #[test]
        fn no_text_makes_the_parsers_panic(text in "\\PC*") {
            let _ = parse_number(&text);
            let _ = Vnd::parse(&text);
            let _ = crate::date::parse_date(&text);
            let _ = crate::Tally::parse(&text);
        }

        #[test]
        fn folding_is_idempotent_and_blind_to_composition(text in "\\PC*") {
            use unicode_normalization::UnicodeNormalization;
            let folded = crate::text::fold(&text);
            prop_assert_eq!(crate::text::fold(&folded), folded.clone());
            prop_assert_eq!(crate::text::fold(&text.nfd().collect::<String>()), crate::text::fold(&text.nfc().collect::<String>()));
        }
    }
}
