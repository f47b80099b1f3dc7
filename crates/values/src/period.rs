//! Reporting periods (kỳ báo cáo): weeks, months, quarters, half years, nine months, years.

mod spoken;

use crate::Date;
use chrono::{Datelike, Days, Months, Weekday};
use serde::{Deserialize, Serialize};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    /// A week (tuần), Monday to Sunday, numbered as ISO 8601 does: week 1 is the one with 4 January.
    Week,
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
    pub const ALL: [Self; 6] = [Self::Week, Self::Month, Self::Quarter, Self::HalfYear, Self::NineMonths, Self::Year];

    /// The name in data files and messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
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

    /// How many of them that year has.
    const fn count(self, year: i32) -> u8 {
        match self {
            Self::Week => weeks_of(year),
            Self::Month => 12,
            Self::Quarter => 4,
            Self::HalfYear => 2,
            Self::NineMonths | Self::Year => 1,
        }
    }

    /// Months in one of them; a week has none.
    const fn months(self) -> u8 {
        match self {
            Self::Week => 0,
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::NineMonths => 9,
            Self::Year => 12,
        }
    }
}

/// Weeks of a year, 52 or 53: 53 where it begins or ends on a Thursday (ISO 8601).
const fn weeks_of(year: i32) -> u8 {
    const fn last_weekday(year: i32) -> i32 {
        (year + year / 4 - year / 100 + year / 400) % 7
    }
    if last_weekday(year) == 4 || last_weekday(year - 1) == 3 { 53 } else { 52 }
}

/// One reporting period. Written `2026-W48`, `2026-11`, `2026-Q4`, `2026-H1`, `2026-9M`, `2026`.
///
/// ```
/// use vedich_values::{Cycle, Period};
/// let half: Period = "2026-H1".parse().unwrap();
/// assert_eq!((half.cycle(), half.first_day().to_string(), half.last_day().to_string()), (Cycle::HalfYear, "2026-01-01".into(), "2026-06-30".into()));
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
        if year < 1990 || year > 2200 || number < 1 || number > cycle.count(year) { None } else { Some(Self { year, cycle, number }) }
    }

    /// The period a day lies in by the calendar; for nine months, that of the day's year.
    #[must_use]
    pub fn of(cycle: Cycle, day: Date) -> Option<Self> {
        if cycle == Cycle::Week {
            let week = day.iso_week();
            return Self::new(week.year(), cycle, u8::try_from(week.week()).ok()?);
        }
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

    /// Its first day by the calendar; which days its data is of, the rules of reporting say.
    #[must_use]
    pub fn first_day(self) -> Date {
        let first = match self.cycle {
            Cycle::Week => Date::from_isoywd_opt(self.year, self.number.into(), Weekday::Mon),
            cycle => Date::from_ymd_opt(self.year, u32::from((self.number - 1) * cycle.months()) + 1, 1),
        };
        first.expect("weeks and months are numbered within their year")
    }

    /// Its last day by the calendar.
    #[must_use]
    pub fn last_day(self) -> Date {
        let first = self.first_day();
        let last = match self.cycle {
            Cycle::Week => first.checked_add_days(Days::new(6)),
            cycle => first.checked_add_months(Months::new(cycle.months().into())).and_then(|after| after.pred_opt()),
        };
        last.expect("years end at 2200, long before dates do")
    }

    /// The one after it.
    #[must_use]
    pub const fn next(self) -> Self {
        if self.number < self.cycle.count(self.year) {
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
            Self { year: self.year - 1, number: self.cycle.count(self.year - 1), ..self }
        }
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { year, number, .. } = self;
        match self.cycle {
            Cycle::Week => write!(f, "{year}-W{number:02}"),
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
            _ => {
                let lettered = [('W', Cycle::Week), ('Q', Cycle::Quarter), ('H', Cycle::HalfYear)];
                let named = lettered.into_iter().find_map(|(letter, cycle)| Some((cycle, rest.strip_prefix(letter)?)));
                named.unwrap_or((Cycle::Month, rest))
            }
        };
        let digits = if matches!(cycle, Cycle::Week | Cycle::Month) { 2 } else { 1 };
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
        for text in ["2026-W01", "2026-W53", "2025-W52", "2026-01", "2026-12", "2026-Q4", "2026-H2", "2026-9M", "2026"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "2026-",
            "2026-13",
            "2026-00",
            "2026-1",
            "2026-Q5",
            "2026-H3",
            "2025-W53",
            "2026-W00",
            "2026-W1",
            "26-01",
            "2026-+1",
            "2026-Q",
            "1900",
            "kỳ này",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_next_of_the_previous_is_the_period_itself(year in 1991_i32..2199, cycle in 0_usize..6, number in 1_u8..54) {
            if let Some(period) = Period::new(year, Cycle::ALL[cycle], number) {
                prop_assert_eq!(period.next().previous(), period);
                prop_assert_eq!(period.previous().next(), period);
                prop_assert!(period < period.next());
                prop_assert_eq!(period.to_string().parse::<Period>().unwrap(), period);
                prop_assert!(period.first_day() < period.last_day());
                prop_assert_eq!(Period::of(period.cycle(), period.first_day()), Some(period));
                prop_assert_eq!(Period::of(period.cycle(), period.last_day()), Some(period));
            }
        }

        #[test]
        fn every_day_lies_in_one_period_of_a_cycle_and_the_next_begins_the_day_after(days in 0_i32..60_000, cycle in 0_usize..6) {
            let day = Date::from_num_days_from_ce_opt(727_000 + days).unwrap();
            let period = Period::of(Cycle::ALL[cycle], day).unwrap();
            if period.cycle() != Cycle::NineMonths {
                prop_assert!(period.first_day() <= day && day <= period.last_day());
                prop_assert_eq!(period.last_day().succ_opt().unwrap(), period.next().first_day());
            }
        }
    }
}
