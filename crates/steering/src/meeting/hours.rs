//! The hours of a meeting, as people write them.

/// When a meeting begins, and when it ends where that is said: hours and minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// When it begins.
    pub from: (u8, u8),
    /// When it ends.
    pub to: Option<(u8, u8)>,
}

/// Parts of the day that are after noon.
const AFTER_NOON: [&str; 2] = ["chiều", "tối"];
/// Words beside the figures of a time, taken out before they are read.
const BESIDE: [&str; 7] = ["chiều", "tối", "sáng", "trưa", "lúc", "từ", "phút"];

/// "14h", "14h30", "8 giờ", "14:30", "1430", "2 giờ chiều", "8h00 - 11h30". Words without a figure ("cả ngày") say no hour.
///
/// # Errors
/// When there is a figure and it is no time of day, or the end does not come after the beginning.
///
/// ```
/// use vedich_steering::meeting::hours::{Hours, hours};
/// assert_eq!(hours("14h"), Ok(Some(Hours { from: (14, 0), to: None })));
/// assert_eq!(hours("8 giờ 00 đến 11 giờ 30"), Ok(Some(Hours { from: (8, 0), to: Some((11, 30)) })));
/// assert_eq!(hours("buổi sáng"), Ok(None));
/// assert!(hours("25:99").is_err());
/// ```
pub fn hours(text: &str) -> Result<Option<Hours>, NoHours> {
    let text = text.trim().to_lowercase();
    if !text.chars().any(|letter| letter.is_ascii_digit()) {
        return Ok(None);
    }
    let text = text.replace("đến", "-").replace(['–', '—'], "-").replace("giờ", "h");
    let (from, to) = match text.split_once('-') {
        Some((from, to)) => (clock(from)?, Some(clock(to)?)),
        None => (clock(&text)?, None),
    };
    if to.is_some_and(|to| to <= from) { Err(NoHours) } else { Ok(Some(Hours { from, to })) }
}

/// A text has figures that are no time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoHours;

fn clock(text: &str) -> Result<(u8, u8), NoHours> {
    let late = AFTER_NOON.iter().any(|word| text.contains(word));
    let text = BESIDE.iter().fold(text.to_owned(), |text, word| text.replace(word, ""));
    let text: String = text.split_whitespace().collect();
    let (hour, minute) = match text.split_once(['h', ':', '.']) {
        Some((hour, "")) => (hour, "0"),
        Some(parts) => parts,
        // "1430", "830"; "14" is the whole hour.
        None if text.is_ascii() && matches!(text.len(), 3 | 4) => text.split_at(text.len() - 2),
        None => (text.as_str(), "0"),
    };
    let figure = |text: &str| if text.len() <= 2 { text.parse::<u8>().map_err(|_| NoHours) } else { Err(NoHours) };
    let (hour, minute) = (figure(hour)?, figure(minute)?);
    let hour = if late && hour < 12 { hour + 12 } else { hour };
    if hour < 24 && minute < 60 { Ok((hour, minute)) } else { Err(NoHours) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        let from = |text| hours(text).map(|hours| hours.map(|hours| hours.from));
        for (text, clock) in [("8h", (8, 0)), ("08:00", (8, 0)), ("830", (8, 30)), ("14 giờ 30 phút", (14, 30)), ("2 giờ chiều", (14, 0))]
        {
            assert_eq!(from(text), Ok(Some(clock)), "{text}");
        }
        for wrong in ["25:99", "8:60", "24h", "8h ngày 09/8", "8:5:1", "11h30 - 8h", "-3"] {
            assert_eq!(from(wrong), Err(NoHours), "{wrong}");
        }
        assert_eq!((from(""), from("cả ngày")), (Ok(None), Ok(None)));
    }
}
