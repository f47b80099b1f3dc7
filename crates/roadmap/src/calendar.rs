//! Which days people work: weeks, holidays, swaps, campaigns, storms; and the way between dates and working-day offsets.

pub mod holidays;
pub mod lunar;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use holidays::Holiday;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;
use vedich_values::Date;

/// Years a calendar tabulates when it is not told: the programme's past and any plan made today.
pub const DEFAULT_YEARS: RangeInclusive<i32> = 2010..=2060;

/// The days of the week on which work goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Week {
    /// All seven.
    EveryDay,
    /// Monday to Friday, as offices work.
    MondayToFriday,
}

impl Week {
    fn works_on(self, day: Weekday) -> bool {
        match self {
            Self::EveryDay => true,
            Self::MondayToFriday => !matches!(day, Weekday::Sat | Weekday::Sun),
        }
    }
}

/// What makes a calendar; [`Rules::build`] tabulates it.
#[derive(Clone, Debug)]
pub struct Rules {
    week: Week,
    holidays: bool,
    years: RangeInclusive<i32>,
    list: Vec<Holiday>,
    campaigns: Vec<RangeInclusive<Date>>,
    exceptions: BTreeMap<Date, bool>,
}

impl Rules {
    /// A bare week without holidays.
    #[must_use]
    pub fn week(week: Week) -> Self {
        Self { week, holidays: false, years: DEFAULT_YEARS, list: Vec::new(), campaigns: Vec::new(), exceptions: BTreeMap::new() }
    }

    /// Vietnam: Monday to Friday with the holidays of the list; years without a list by rule.
    #[must_use]
    pub fn vietnam(list: Vec<Holiday>) -> Self {
        Self { holidays: true, list, ..Self::week(Week::MondayToFriday) }
    }

    /// Years to tabulate; beyond them only the week counts.
    #[must_use]
    pub fn years(mut self, years: RangeInclusive<i32>) -> Self {
        self.years = years;
        self
    }

    /// A campaign (đợt cao điểm): weekends are worked between the two days, holidays are not.
    #[must_use]
    pub fn campaign(mut self, span: RangeInclusive<Date>) -> Self {
        self.campaigns.push(span);
        self
    }

    /// A day lost to a storm or another local cause.
    #[must_use]
    pub fn lost(mut self, date: Date) -> Self {
        self.exceptions.insert(date, false);
        self
    }

    /// A day worked by local decision, whatever the lists say.
    #[must_use]
    pub fn worked(mut self, date: Date) -> Self {
        self.exceptions.insert(date, true);
        self
    }

    /// Tabulates the calendar: prefix sums, so that every question costs one look.
    #[must_use]
    pub fn build(&self) -> WorkCalendar {
        let special = self.special_days();
        let from = NaiveDate::from_ymd_opt(*self.years.start(), 1, 1).unwrap_or(NaiveDate::MIN);
        let to = NaiveDate::from_ymd_opt(self.years.end().saturating_add(1), 1, 1).unwrap_or(from);
        let len = usize::try_from((to - from).num_days().max(0)).unwrap_or(0);
        let (mut before, mut working) = (Vec::with_capacity(len + 1), Vec::with_capacity(len));
        for (i, date) in from.iter_days().take(len).enumerate() {
            before.push(index(working.len()));
            let in_campaign = self.campaigns.iter().any(|span| span.contains(&date));
            let usual = in_campaign || self.week.works_on(date.weekday());
            if special.get(&date).copied().unwrap_or(usual) {
                working.push(index(i));
            }
        }
        before.push(index(working.len()));
        WorkCalendar(Arc::new(Table { from: from.num_days_from_ce(), week: self.week, before, working }))
    }

    /// Days that differ from the week: `true` worked, `false` off. Local decisions win over the list, the list over rules.
    fn special_days(&self) -> BTreeMap<Date, bool> {
        let mut special = BTreeMap::new();
        if self.holidays {
            let listed: Vec<i32> = self.list.iter().map(|h| h.date.year()).collect();
            let unlisted = self.years.clone().filter(|year| !listed.contains(year));
            let computed = unlisted.flat_map(holidays::computed);
            for holiday in self.list.iter().cloned().chain(computed).filter(Holiday::counts) {
                special.insert(holiday.date, holiday.is_working());
            }
        }
        special.extend(&self.exceptions);
        special
    }
}

fn index(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

/// A tabulated working calendar (lịch làm việc). Cheap to copy; equal questions cost one look in a table.
///
/// Days are counted from the calendar's own first day; an *ordinal* is the number of working days before a date. Offsets of a
/// plan are differences of ordinals. Outside the tabulated years the plain week goes on without holidays.
///
/// ```
/// use vedich_roadmap::calendar::{Rules, Week};
/// use vedich_values::Date;
/// let week = Rules::week(Week::MondayToFriday).build();
/// let tuesday = Date::from_ymd_opt(2020, 9, 8).unwrap();
/// assert_eq!(week.add(tuesday, 4).to_string(), "2020-09-14"); // over a weekend
/// assert_eq!(week.between(tuesday, week.add(tuesday, 4)), 4);
/// ```
#[derive(Clone)]
pub struct WorkCalendar(Arc<Table>);

struct Table {
    /// First tabulated day, in days of the common era.
    from: i32,
    week: Week,
    /// Working days before the i-th day; one more entry than days.
    before: Vec<i32>,
    /// Day index of the k-th working day.
    working: Vec<i32>,
}

impl WorkCalendar {
    /// Every day is worked.
    #[must_use]
    pub fn every_day() -> Self {
        Rules::week(Week::EveryDay).build()
    }

    /// Monday to Friday, no holidays.
    #[must_use]
    pub fn monday_to_friday() -> Self {
        Rules::week(Week::MondayToFriday).build()
    }

    /// Whether people work on the day.
    #[must_use]
    pub fn is_working(&self, date: Date) -> bool {
        let day = date.num_days_from_ce();
        self.ordinal_of_day(day + 1) > self.ordinal_of_day(day)
    }

    /// Number of working days before the date, since the calendar's first day.
    #[must_use]
    pub fn ordinal(&self, date: Date) -> i32 {
        self.ordinal_of_day(date.num_days_from_ce())
    }

    /// The date of the working day with that ordinal; the inverse of [`Self::ordinal`] on working days.
    #[must_use]
    pub fn date(&self, ordinal: i32) -> Date {
        NaiveDate::from_num_days_from_ce_opt(self.day_of_ordinal(ordinal)).unwrap_or(if ordinal < 0 {
            NaiveDate::MIN
        } else {
            NaiveDate::MAX
        })
    }

    /// The first working day on or after the date.
    #[must_use]
    pub fn on_or_after(&self, date: Date) -> Date {
        self.date(self.ordinal(date))
    }

    /// The last working day on or before the date.
    #[must_use]
    pub fn on_or_before(&self, date: Date) -> Date {
        if self.is_working(date) { date } else { self.date(self.ordinal(date) - 1) }
    }

    /// The working day `days` after the first one on or after the date (negative: before).
    #[must_use]
    pub fn add(&self, date: Date, days: i32) -> Date {
        self.date(self.ordinal(date).saturating_add(days))
    }

    /// Working days from the first date (included) to the second (excluded); negative when they are the other way round.
    #[must_use]
    pub fn between(&self, from: Date, to: Date) -> i32 {
        self.ordinal(to) - self.ordinal(from)
    }

    /// Working days of a span, both ends included.
    #[must_use]
    pub fn count(&self, span: RangeInclusive<Date>) -> i32 {
        let after = span.end().checked_add_days(Days::new(1)).unwrap_or(*span.end());
        self.between(*span.start(), after).max(0)
    }

    fn ordinal_of_day(&self, day: i32) -> i32 {
        let table = &*self.0;
        let i = day.saturating_sub(table.from);
        let len = index(table.before.len()) - 1;
        if i < 0 {
            -table.week_count(day, table.from)
        } else if i <= len {
            usize::try_from(i).ok().and_then(|i| table.before.get(i)).copied().unwrap_or(0)
        } else {
            index(table.working.len()).saturating_add(table.week_count(table.from + len, day))
        }
    }

    fn day_of_ordinal(&self, ordinal: i32) -> i32 {
        let table = &*self.0;
        let end = table.from + index(table.before.len()) - 1;
        match usize::try_from(ordinal) {
            Ok(k) => match table.working.get(k) {
                Some(&i) => table.from + i,
                None => table.week_day_at(end, ordinal - index(table.working.len())),
            },
            Err(_) => table.week_day_at(table.from, ordinal),
        }
    }
}

impl Table {
    /// Working days of the bare week from one day (included) to a later one (excluded).
    fn week_count(&self, from: i32, to: i32) -> i32 {
        match self.week {
            Week::EveryDay => to - from,
            Week::MondayToFriday => weekdays_before(to) - weekdays_before(from),
        }
    }

    /// The day of the bare week that is the `k`-th working one from `from` on (negative: before it).
    fn week_day_at(&self, from: i32, k: i32) -> i32 {
        match self.week {
            Week::EveryDay => from.saturating_add(k),
            Week::MondayToFriday => {
                let nth = weekdays_before(from).saturating_add(k);
                nth.div_euclid(5).saturating_mul(7).saturating_add(nth.rem_euclid(5)).saturating_add(1)
            }
        }
    }
}

/// Mondays to Fridays before a day of the common era; day 1 was a Monday.
fn weekdays_before(day: i32) -> i32 {
    let since = day - 1;
    since.div_euclid(7) * 5 + since.rem_euclid(7).min(5)
}

impl fmt::Debug for WorkCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WorkCalendar({:?}, {} working days)", self.0.week, self.0.working.len())
    }
}

#[cfg(test)]
mod tests;
