//! Deadlines. The count begins the day after a task is given; an end on a day off moves to the next working day (civil code, articles
//! 147 and 148, as the counting habit has it). Papers count working days, campaigns calendar days.

use chrono::{Datelike, Days, Months};
use vedich_facts::steering::{CountSpan, Due, DueRule, Every};
use vedich_roadmap::calendar::WorkCalendar;
use vedich_values::Date;

/// The deadline a rule comes to for something given on a day; `day` is the day named by [`DueRule::Day`].
#[must_use]
pub fn resolve(rule: DueRule, given: Date, day: Option<Date>, calendar: &WorkCalendar) -> Due {
    let on = match rule {
        DueRule::None => None,
        DueRule::Day => day,
        DueRule::CalendarDays(days) => given.checked_add_days(Days::new(days.into())).map(|end| calendar.on_or_after(end)),
        DueRule::WorkingDays(days) => Some(after_working_days(given, days, calendar)),
        DueRule::Every { every, until } => {
            let first = first_round(every, given);
            until.is_none_or(|until| first <= until).then_some(first)
        }
    };
    Due { rule: if on.is_none() { DueRule::None } else { rule }, on }
}

/// The working day that many working days after a day, which itself does not count.
fn after_working_days(given: Date, days: u32, calendar: &WorkCalendar) -> Date {
    let mut day = given;
    for _ in 0..days {
        day = calendar.on_or_after(day.succ_opt().unwrap_or(day));
    }
    day
}

/// The last day of the week or month of a day.
#[must_use]
pub fn end_of(span: CountSpan, day: Date) -> Date {
    match span {
        CountSpan::Week => end_of_week(day),
        CountSpan::Month => end_of_month(day),
    }
}

/// The first round of a recurring task that is due on or after a day.
#[must_use]
pub fn first_round(every: Every, from: Date) -> Date {
    match every {
        Every::Week(weekday) => {
            let wanted = u32::from(weekday.clamp(1, 7));
            let ahead = (7 + wanted - from.weekday().number_from_monday()) % 7;
            from.checked_add_days(Days::new(ahead.into())).unwrap_or(from)
        }
        Every::Month(day) => {
            let own = in_month(from, day);
            if own >= from { own } else { in_month(from.checked_add_months(Months::new(1)).unwrap_or(from), day) }
        }
    }
}

/// The round after one.
#[must_use]
pub fn next_round(every: Every, round: Date) -> Date {
    first_round(every, round.succ_opt().unwrap_or(round))
}

/// That day of the month of another, or the month's last.
fn in_month(of: Date, day: u8) -> Date {
    let first = of.with_day(1).unwrap_or(of);
    (1..=u32::from(day.clamp(1, 31))).rev().find_map(|day| first.with_day(day)).unwrap_or(of)
}

/// The last day of a day's month.
#[must_use]
pub fn end_of_month(of: Date) -> Date {
    in_month(of, 31)
}

/// The Sunday of a day's week.
#[must_use]
pub fn end_of_week(of: Date) -> Date {
    first_round(Every::Week(7), of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vedich_roadmap::calendar::Rules;

    fn check(rule: DueRule, given: &str, expected: Option<&str>) {
        let calendar = Rules::vietnam(Vec::new()).build();
        let due = resolve(rule, given.parse().unwrap(), Some("2020-12-31".parse().unwrap()), &calendar);
        assert_eq!(due.on, expected.map(|day| day.parse().unwrap()), "{rule:?} from {given}");
    }

    #[test]
    fn deadlines_come_to_the_day_people_count_to() {
        check(DueRule::None, "2020-09-08", None);
        check(DueRule::Day, "2020-09-08", Some("2020-12-31"));
        check(DueRule::WorkingDays(0), "2020-09-08", Some("2020-09-08"));
        check(DueRule::WorkingDays(5), "2020-09-08", Some("2020-09-15"));
        check(DueRule::WorkingDays(1), "2020-09-11", Some("2020-09-14"));
        check(DueRule::CalendarDays(3), "2020-09-08", Some("2020-09-11"));
        check(DueRule::CalendarDays(4), "2020-09-08", Some("2020-09-14")); // Saturday the 12th moves on
        check(DueRule::CalendarDays(30), "2024-03-31", Some("2024-05-02")); // 30 April and 1 May are holidays
        check(DueRule::Every { every: Every::Week(5), until: None }, "2024-01-24", Some("2024-01-26"));
        check(DueRule::Every { every: Every::Month(31), until: None }, "2024-02-10", Some("2024-02-29"));
        check(DueRule::Every { every: Every::Month(5), until: None }, "2024-02-10", Some("2024-03-05"));
        check(DueRule::Every { every: Every::Month(5), until: Some("2024-03-01".parse().unwrap()) }, "2024-02-10", None);
    }

    #[test]
    fn rounds_follow_one_another() {
        let round = |every, day: &str| next_round(every, day.parse().unwrap()).to_string();
        assert_eq!(round(Every::Week(5), "2024-01-26"), "2024-02-02");
        assert_eq!(round(Every::Month(31), "2024-01-31"), "2024-02-29");
        assert_eq!(round(Every::Month(31), "2024-02-29"), "2024-03-31");
        assert_eq!(end_of_week("2024-01-24".parse().unwrap()).to_string(), "2024-01-28");
        assert_eq!(end_of_month("2024-02-10".parse().unwrap()).to_string(), "2024-02-29");
    }
}
