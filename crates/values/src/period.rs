//! Reporting periods (kỳ báo cáo): months, quarters, half years, nine months, years.

use crate::Date;
use chrono::Datelike;
use serde::{Deserialize, Serialize};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    /// A month (tháng).
    Month,
    /// A quarter (quý).
    Quarter,
    /// Half a year (6 tháng).
    HalfYear,
    /// The first nine months of a year (9 tháng).
    NineMonths,
    /// A year (năm).
    Year,
}

impl Cycle {
    /// Every cycle, shortest first.
    pub const ALL: [Self; 5] = [Self::Month, Self::Quarter, Self::HalfYear, Self::NineMonths, Self::Year];

    /// The name in data files and messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::HalfYear => "half_year",
            Self::NineMonths => "nine_months",
            Self::Year => "year",
        }
    }

    /// The cycle of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cycle| cycle.name() == name)
    }

    /// How many of them a year has.
    const fn count(self) -> u8 {
        match self {
            Self::Month => 12,
            Self::Quarter => 4,
            Self::HalfYear => 2,
            Self::NineMonths | Self::Year => 1,
        }
    }

    const fn months(self) -> u8 {
        match self {
            Self::NineMonths => 9,
            _ => 12 / self.count(),
        }
    }
}

/// One reporting period. Written `2026-11`, `2026-Q4`, `2026-H1`, `2026-9M`, `2026`.
///
/// ```
/// use vedich_values::{Cycle, Period};
/// let half: Period = "2026-H1".parse().unwrap();
/// assert_eq!((half.cycle(), half.first_month(), half.last_month()), (Cycle::HalfYear, 1, 6));
/// assert_eq!(half.next().to_string(), "2026-H2");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    year: i32,
    cycle: Cycle,
    number: u8,
}

/// A text that names no period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no reporting period")]
pub struct NoPeriod(pub String);

impl Period {
    /// The period of that number, from 1, in a year between 1990 and 2200.
    #[must_use]
    pub const fn new(year: i32, cycle: Cycle, number: u8) -> Option<Self> {
        if year < 1990 || year > 2200 || number < 1 || number > cycle.count() { None } else { Some(Self { year, cycle, number }) }
    }

    /// The period a day lies in by the calendar; for nine months, that of the day's year.
    #[must_use]
    pub fn of(cycle: Cycle, day: Date) -> Option<Self> {
        let month = u8::try_from(day.month()).unwrap_or(1);
        let number = if cycle == Cycle::NineMonths { 1 } else { (month - 1) / cycle.months() + 1 };
        Self::new(day.year(), cycle, number)
    }

    /// Its year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// How long it is.
    #[must_use]
    pub const fn cycle(self) -> Cycle {
        self.cycle
    }

    /// Which of its year it is, from 1.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.number
    }

    /// Its first month, 1 to 12.
    #[must_use]
    pub const fn first_month(self) -> u8 {
        (self.number - 1) * self.cycle.months() + 1
    }

    /// Its last month, 1 to 12.
    #[must_use]
    pub const fn last_month(self) -> u8 {
        self.first_month() + self.cycle.months() - 1
    }

    /// The one after it.
    #[must_use]
    pub const fn next(self) -> Self {
        if self.number < self.cycle.count() {
            Self { number: self.number + 1, ..self }
        } else {
            Self { year: self.year + 1, number: 1, ..self }
        }
    }

    /// The one before it.
    #[must_use]
    pub const fn previous(self) -> Self {
        if self.number > 1 {
            Self { number: self.number - 1, ..self }
        } else {
            Self { year: self.year - 1, number: self.cycle.count(), ..self }
        }
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { year, number, .. } = self;
        match self.cycle {
            Cycle::Month => write!(f, "{year}-{number:02}"),
            Cycle::Quarter => write!(f, "{year}-Q{number}"),
            Cycle::HalfYear => write!(f, "{year}-H{number}"),
            Cycle::NineMonths => write!(f, "{year}-9M"),
            Cycle::Year => write!(f, "{year}"),
        }
    }
}

impl std::str::FromStr for Period {
    type Err = NoPeriod;

    fn from_str(text: &str) -> Result<Self, NoPeriod> {
        let wrong = || NoPeriod(text.chars().take(40).collect());
        let (year, rest) = text.split_once('-').unwrap_or((text, ""));
        let year = (year.len() == 4).then(|| year.parse().ok()).flatten().ok_or_else(wrong)?;
        let (cycle, number) = match rest {
            "" if text.contains('-') => return Err(wrong()),
            "" => (Cycle::Year, "1"),
            "9M" => (Cycle::NineMonths, "1"),
            _ => match rest.strip_prefix('Q') {
                Some(number) => (Cycle::Quarter, number),
                None => rest.strip_prefix('H').map_or((Cycle::Month, rest), |number| (Cycle::HalfYear, number)),
            },
        };
        let digits = if cycle == Cycle::Month { 2 } else { 1 };
        let number = (number.len() == digits && number.bytes().all(|byte| byte.is_ascii_digit())).then(|| number.parse().ok()).flatten();
        number.and_then(|number| Self::new(year, cycle, number)).ok_or_else(wrong)
    }
}

impl TryFrom<String> for Period {
    type Error = NoPeriod;

    fn try_from(text: String) -> Result<Self, NoPeriod> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn periods_are_read_as_they_are_written_and_nothing_else() {
        for text in ["2026-01", "2026-12", "2026-Q4", "2026-H2", "2026-9M", "2026"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for text in ["", "2026-", "2026-13", "2026-00", "2026-1", "2026-Q5", "2026-H3", "26-01", "2026-+1", "2026-Q", "1900", "kỳ này"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_next_of_the_previous_is_the_period_itself(year in 1991_i32..2199, cycle in 0_usize..5, number in 1_u8..13) {
            if let Some(period) = Period::new(year, Cycle::ALL[cycle], number) {
                prop_assert_eq!(period.next().previous(), period);
                prop_assert_eq!(period.previous().next(), period);
                prop_assert!(period < period.next());
                prop_assert_eq!(period.to_string().parse::<Period>().unwrap(), period);
                prop_assert!(period.last_month() <= 12 && period.first_month() <= period.last_month());
            }
        }

        #[test]
        fn a_day_lies_in_the_period_of_its_month(days in 0_i32..40_000, cycle in 0_usize..3) {
            let day = Date::from_num_days_from_ce_opt(727_000 + days).unwrap();
            let period = Period::of(Cycle::ALL[cycle], day).unwrap();
            prop_assert!((u32::from(period.first_month())..=u32::from(period.last_month())).contains(&day.month()));
        }
    }
}
