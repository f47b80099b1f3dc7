//! Days and months as officials write them.

use vedich_values::date::parse_date;

/// The year and month a text names, and no day: `2020-12`, `12/2020`.
pub(crate) fn month(text: &str) -> Option<(u16, u8)> {
    let text = text.trim();
    let (year, month) = text.split_once('-').or_else(|| text.split_once('/').map(|(month, year)| (year, month)))?;
    let digits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let (year, month) =
        (year.parse().ok().filter(|_| year.len() == 4 && digits(year, 4))?, month.parse().ok().filter(|_| digits(month, 2))?);
    (1..=12).contains(&month).then_some((year, month))
}

/// A day or month the way officials write it (`31/12/2020`, `12/2020`); anything else as it stands.
///
/// ```
/// assert_eq!(vedich_desk::as_written("2020-12"), "12/2020");
/// assert_eq!(vedich_desk::as_written("2020"), "2020");
/// ```
#[must_use]
pub fn as_written(text: &str) -> String {
    match (month(text), parse_date(text)) {
        (Some((year, month)), _) => format!("{month:02}/{year}"),
        (None, Some(day)) => day.format("%d/%m/%Y").to_string(),
        (None, None) => text.to_owned(),
    }
}
