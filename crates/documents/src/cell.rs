//! What a cell of a table we were given holds, and where it stands.

use chrono::NaiveDate;
use std::borrow::Cow;
use vedich_values::{Date, Decimal};

/// A cell as read. Empty is not zero; the reader never guesses types: text stays text, only typed cells of workbooks are typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellValue<'a> {
    /// Nothing, or blanks only.
    Empty,
    /// Text, blanks around it removed.
    Text(&'a str),
    /// A number cell.
    Number(NumberCell),
    /// A date cell; a time of day is dropped.
    Date(Date),
    /// A true/false cell.
    Bool(bool),
    /// An error cell (`#N/A`, `#DIV/0!`): a formula that failed.
    Error(&'static str),
}

/// The number of a workbook cell. Spreadsheets keep binary floats of which 15 digits count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumberCell {
    /// The number as stored.
    pub stored: f64,
    /// Shown as a percentage: the sheet says 95,3 % and stores 0.953.
    pub percent: bool,
}

impl NumberCell {
    /// The number a person sees, at most 15 significant digits; percent cells give the percentage (`0.953` shown as `95,3 %` is 95.3).
    /// Absent when it is too large for a [`Decimal`] or no number (infinite).
    #[must_use]
    pub fn decimal(self) -> Option<Decimal> {
        let number = shown_digits(self.stored)?;
        if self.percent { number.checked_mul(Decimal::ONE_HUNDRED).map(|n| n.normalize()) } else { Some(number) }
    }
}

/// The shortest decimal that stands for the float within the 15 digits a spreadsheet shows.
fn shown_digits(stored: f64) -> Option<Decimal> {
    if !stored.is_finite() {
        return None;
    }
    if let Some(short) = few_decimals(stored) {
        return Some(short);
    }
    let shortest = stored.to_string();
    let digits = shortest.bytes().filter(u8::is_ascii_digit).skip_while(|b| *b == b'0').count();
    if digits <= 15 {
        return shortest.parse().ok();
    }
    Decimal::from_scientific(&format!("{stored:.14e}")).ok().map(|n| n.normalize())
}

/// The number when it has up to four decimals and 15 digits, as nearly every cell has: told without printing it. A whole number divided
/// by a power of ten is rounded to the float nearest to that decimal, so equality says that the float stands for it.
#[expect(clippy::float_arithmetic, reason = "the question is which decimal a stored float stands for")]
fn few_decimals(stored: f64) -> Option<Decimal> {
    [1.0, 10.0, 100.0, 1_000.0, 10_000.0].into_iter().zip(0..).find_map(|(power, decimals)| {
        let whole = (stored * power).round();
        #[expect(clippy::cast_possible_truncation, reason = "checked to have 15 digits at most")]
        (whole.abs() < 1e15 && whole / power == stored).then(|| Decimal::new(whole as i64, decimals))
    })
}

impl<'a> CellValue<'a> {
    /// Whether nothing was entered.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The cell as a label: codes, names, remarks. Numbers as `6730` or `17.1`, dates as `2020-09-08`, empty as the empty text.
    ///
    /// ```
    /// use vedich_documents::{CellValue, NumberCell};
    /// let typed_by_hand = CellValue::Number(NumberCell { stored: 17.1, percent: false });
    /// assert_eq!(typed_by_hand.label(), "17.1");
    /// ```
    #[must_use]
    pub fn label(&self) -> Cow<'a, str> {
        match *self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.decimal().map_or_else(|| number.stored.to_string(), |n| n.to_string())),
            Self::Date(date) => Cow::Owned(date.to_string()),
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
            Self::Error(error) => Cow::Borrowed(error),
        }
    }
}

/// A cell packed into 16 bytes: a sheet of a million rows must fit into memory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    payload: u64,
    pub(crate) column: u16,
    kind: SlotKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum SlotKind {
    Text,
    Number,
    Percent,
    Date,
    Bool,
    Error,
}

/// Error cells by the number they are packed as.
const ERRORS: [&str; 9] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!"];

impl Slot {
    pub(crate) const fn text(column: u16, start: u32, len: u32) -> Self {
        Self { payload: ((start as u64) << 32) | len as u64, column, kind: SlotKind::Text }
    }

    pub(crate) const fn number(column: u16, number: NumberCell) -> Self {
        let kind = if number.percent { SlotKind::Percent } else { SlotKind::Number };
        Self { payload: number.stored.to_bits(), column, kind }
    }

    pub(crate) fn date(column: u16, date: Date) -> Self {
        let days = i64::from(chrono::Datelike::num_days_from_ce(&date));
        Self { payload: days.unsigned_abs(), column, kind: SlotKind::Date }
    }

    pub(crate) const fn bool(column: u16, value: bool) -> Self {
        Self { payload: value as u64, column, kind: SlotKind::Bool }
    }

    pub(crate) fn error(column: u16, text: &str) -> Self {
        let index = ERRORS.iter().position(|error| *error == text).unwrap_or(6);
        Self { payload: index as u64, column, kind: SlotKind::Error }
    }

    pub(crate) fn value(self, texts: &str) -> CellValue<'_> {
        match self.kind {
            SlotKind::Text => {
                let (start, len) = ((self.payload >> 32) as usize, (self.payload & 0xffff_ffff) as usize);
                texts.get(start..start + len).map_or(CellValue::Empty, CellValue::Text)
            }
            SlotKind::Number => CellValue::Number(NumberCell { stored: f64::from_bits(self.payload), percent: false }),
            SlotKind::Percent => CellValue::Number(NumberCell { stored: f64::from_bits(self.payload), percent: true }),
            SlotKind::Date => {
                i32::try_from(self.payload).ok().and_then(NaiveDate::from_num_days_from_ce_opt).map_or(CellValue::Empty, CellValue::Date)
            }
            SlotKind::Bool => CellValue::Bool(self.payload == 1),
            SlotKind::Error => CellValue::Error(ERRORS.get(usize::try_from(self.payload).unwrap_or(6)).copied().unwrap_or(ERRORS[6])),
        }
    }
}

/// The address of a cell as spreadsheets write it; row and column count from 0.
///
/// ```
/// assert_eq!(vedich_documents::address(11, 1), "B12");
/// assert_eq!(vedich_documents::address(0, 27), "AB1");
/// ```
#[must_use]
pub fn address(row: u32, column: u32) -> String {
    format!("{}{}", column_letters(column), u64::from(row) + 1)
}

/// The letters of a column, counted from 0: `A`, `B`, … `AB`.
#[must_use]
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shows(stored: f64, percent: bool, expected: &str) {
        assert_eq!(NumberCell { stored, percent }.decimal().unwrap().to_string(), expected);
    }

    #[test]
    fn a_number_cell_gives_the_digits_a_person_sees() {
        shows(95.3, false, "95.3");
        shows(0.300_000_000_000_000_04, false, "0.3");
        shows(1e-7, false, "0.0000001");
        shows(1_234_567.891, false, "1234567.891");
        shows(0.953, true, "95.3");
        shows(7.000_000_000_000_001, false, "7");
        shows(1.0, true, "100");
        shows(-0.5, false, "-0.5");
        assert_eq!(NumberCell { stored: 1e300, percent: false }.decimal(), None);
        assert_eq!(NumberCell { stored: f64::NAN, percent: false }.decimal(), None);
    }

    proptest::proptest! {
        /// The short way gives what printing the float and reading it back gives.
        #[test]
        fn few_decimals_are_those_printed(mantissa in -2_000_000_000_000_000_i64..2_000_000_000_000_000, decimals in 0_u32..8) {
            let stored: f64 = Decimal::new(mantissa, decimals).to_string().parse().unwrap();
            if let Some(short) = few_decimals(stored) {
                proptest::prop_assert_eq!(short.to_string(), stored.to_string());
            } else {
                proptest::prop_assert!(decimals > 4 || mantissa.abs() >= 1_000_000_000_000_000);
            }
        }
    }

    #[test]
    fn a_slot_is_small_and_gives_back_what_was_put_in() {
        assert_eq!(size_of::<Slot>(), 16);
        assert_eq!(Slot::text(3, 2, 3).value("abcdef"), CellValue::Text("cde"));
        let date = Date::from_ymd_opt(2020, 9, 8).unwrap();
        assert_eq!(Slot::date(0, date).value(""), CellValue::Date(date));
        assert_eq!(Slot::error(0, "#N/A").value(""), CellValue::Error("#N/A"));
        assert_eq!(Slot::bool(0, true).value(""), CellValue::Bool(true));
    }
}
