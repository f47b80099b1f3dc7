//! Civil dates, spans of validity, and the ways officials write dates.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A civil date: of a deadline, a decision, an "as of". No time of day, no zone.
pub type Date = NaiveDate;

/// An instant in UTC: when something happened in the system.
pub type Timestamp = chrono::DateTime<chrono::Utc>;

/// The civil day of an instant in Vietnam, which is seven hours ahead of UTC all year.
#[must_use]
pub fn day_of(at: Timestamp) -> Date {
    (at.naive_utc() + chrono::Duration::hours(7)).date()
}

/// A span of validity, both ends inclusive; an absent end is open ("còn hiệu lực", or valid since before our records).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DateSpan {
    /// First day of validity; absent: since before our records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day of validity; absent: still valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

impl DateSpan {
    /// Valid always.
    pub const ALWAYS: Self = Self { from: None, to: None };

    /// From `from` on, end open.
    #[must_use]
    pub const fn since(from: Date) -> Self {
        Self { from: Some(from), to: None }
    }

    /// Whether the date lies in the span.
    ///
    /// ```
    /// use vedich_values::{Date, DateSpan};
    /// let day = |d| Date::from_ymd_opt(2025, 7, d).unwrap();
    /// assert!(DateSpan { from: None, to: Some(day(1)) }.contains(day(1)));
    /// assert!(!DateSpan::since(day(2)).contains(day(1)));
    /// ```
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to)
    }

    /// The date itself when it lies in the span, else the day of the span nearest to it.
    ///
    /// ```
    /// use vedich_values::{Date, DateSpan};
    /// let day = |d| Date::from_ymd_opt(2025, 7, d).unwrap();
    /// let span = DateSpan { from: Some(day(2)), to: Some(day(9)) };
    /// assert_eq!([1, 5, 20].map(|d| span.nearest(day(d))), [day(2), day(5), day(9)]);
    /// ```
    #[must_use]
    pub fn nearest(&self, date: Date) -> Date {
        let after_start = self.from.map_or(date, |from| date.max(from));
        self.to.map_or(after_start, |to| after_start.min(to))
    }

    /// Whether two spans share a day.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let before = |a: Option<Date>, b: Option<Date>| matches!((a, b), (Some(a), Some(b)) if a < b);
        !before(self.to, other.from) && !before(other.to, self.from)
    }
}

/// Parses a date as people write it: `2020-09-08`, `8/9/2020`, `08.09.2020`, `08-09-2020`, `ngày 8 tháng 9 năm 2020`.
/// Day before month, as in Vietnam; two-digit years are refused.
///
/// ```
/// use vedich_values::date::parse_date;
/// assert_eq!(parse_date("ngày 8 tháng 9 năm 2020"), parse_date("2020-09-08"));
/// assert_eq!(parse_date("6/6/2017").unwrap().to_string(), "2017-06-06");
/// assert_eq!(parse_date("31/2/2020"), None);
/// ```
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let text = text
        .get(..10)
        .filter(|_| text.get(10..11).is_some_and(|c| c == "T" || c == " ") && text.as_bytes().get(4) == Some(&b'-'))
        .unwrap_or(text);
    let numbers: Vec<u32> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(|part| part.parse().unwrap_or(u32::MAX)).collect();
    let &[a, b, c] = numbers.as_slice() else { return None };
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let spelled = crate::text::fold(text);
    if letters > 0 && !(spelled.contains("thang") && spelled.contains("nam")) {
        return None;
    }
    let first_len = text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).count();
    let (year, month, day) = if first_len == 4 && letters == 0 { (a, b, c) } else { (c, b, a) };
    (1900..=2200).contains(&year).then(|| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)).flatten()
}

/// The first instant after a civil day in Việt Nam (UTC+7, no summer time): what was recorded before it was known on that day.
#[must_use]
pub fn end_of_day(day: Date) -> Timestamp {
    (day.and_time(chrono::NaiveTime::MIN) + chrono::Duration::hours(24 - 7)).and_utc()
}

/// Prints a date as officials read it: `08/09/2020`.
#[must_use]
pub fn print_date(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}
