//! The days and hours of steering, as `data/steering.toml` gives them, and when a reminder (nhắc việc) is due.

use serde::Deserialize;
use vedich_values::Date;

/// The file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Working days a proposal is answered in when nothing else is said.
    pub answer_working_days: u32,
    /// Working days a unit that is reminded of overdue tasks answers in.
    pub reminded_answer_working_days: u32,
    /// Tasks due within so many days are told of.
    pub soon_days: u32,
    /// Reminders by mail.
    pub reminders: Reminders,
}

/// When whoever answers for a task is reminded of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminders {
    /// So many days before the last day, once each.
    pub days_before: Vec<u32>,
    /// Once after it, for no longer than so many days.
    pub overdue_days: u32,
    /// Hour of the day in Vietnam, 0 to 23, before which nothing is sent.
    pub hour: u32,
}

/// Which reminder of a task it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reminder {
    /// The one so many days before the last day.
    Before(u32),
    /// The one after it.
    Overdue,
}

impl Reminders {
    /// The reminder a task calls for on a day; none: none yet, or none any more. A day that was missed is made up for on the next.
    #[must_use]
    pub fn of(&self, due: Date, today: Date, recurring: bool) -> Option<Reminder> {
        let left = due.signed_duration_since(today).num_days();
        if left < 0 {
            return (-left <= i64::from(self.overdue_days)).then_some(Reminder::Overdue);
        }
        let reached = self.days_before.iter().copied().filter(|days| left <= i64::from(*days)).min()?;
        let last = self.days_before.iter().copied().min()?;
        (!recurring || reached == last).then_some(Reminder::Before(reached))
    }
}

impl Reminder {
    /// The name in identities of letters.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Before(days) => days.to_string(),
            Self::Overdue => "overdue".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(today: &str, recurring: bool) -> Option<Reminder> {
        let rules = Reminders { days_before: vec![5, 1], overdue_days: 7, hour: 7 };
        rules.of("2020-09-30".parse().unwrap(), today.parse().unwrap(), recurring)
    }

    #[test]
    fn a_reminder_comes_before_the_day_and_once_after_it() {
        let cases = [
            ("2020-09-24", None),
            ("2020-09-25", Some(Reminder::Before(5))),
            ("2020-09-28", Some(Reminder::Before(5))),
            ("2020-09-29", Some(Reminder::Before(1))),
            ("2020-09-30", Some(Reminder::Before(1))),
            ("2020-10-01", Some(Reminder::Overdue)),
            ("2020-10-07", Some(Reminder::Overdue)),
            ("2020-10-08", None),
        ];
        for (today, expected) in cases {
            assert_eq!(on(today, false), expected, "{today}");
        }
    }

    #[test]
    fn what_comes_every_week_is_reminded_of_once_a_round() {
        assert_eq!((on("2020-09-25", true), on("2020-09-29", true)), (None, Some(Reminder::Before(1))));
    }
}
