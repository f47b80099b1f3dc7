//! Counts of many tasks (kiểm đếm), by unit and over weeks and months.

use crate::due::{end_of, end_of_week};
use crate::task::{Brief, Standing};
use chrono::Days;
use std::collections::BTreeMap;
use vedich_facts::steering::{CountSpan, TaskTally};
use vedich_values::{Date, UnitId};

/// Adds a task to a tally; one that was stopped adds nothing.
pub fn add(tally: &mut TaskTally, standing: Standing) {
    match standing {
        Standing::InTime => tally.in_time += 1,
        Standing::Late { .. } => tally.late += 1,
        Standing::InProgress => tally.in_progress += 1,
        Standing::Overdue { .. } | Standing::ReportedLate { .. } => tally.overdue += 1,
        Standing::Out => {}
    }
}

/// The count of tasks on a day.
pub fn tally<'a>(briefs: impl IntoIterator<Item = &'a Brief>, on: Date) -> TaskTally {
    let mut tally = TaskTally::default();
    for brief in briefs {
        add(&mut tally, brief.standing(on));
    }
    tally
}

/// The counts of tasks on a day by the unit that leads, in the order of the units' ids, with the most days any of them is overdue.
pub fn by_lead<'a>(briefs: impl IntoIterator<Item = &'a Brief>, on: Date) -> BTreeMap<UnitId, (TaskTally, u32)> {
    let mut units: BTreeMap<UnitId, (TaskTally, u32)> = BTreeMap::new();
    for brief in briefs {
        let standing = brief.standing(on);
        let (tally, most) = units.entry(brief.lead).or_default();
        add(tally, standing);
        if standing.is_overdue() {
            *most = standing.days().max(*most);
        }
    }
    units
}

/// The last days of the weeks or months up to and with the one of a day, oldest first. The last one ends on the day itself.
#[must_use]
pub fn spans(span: CountSpan, on: Date, how_many: usize) -> Vec<Date> {
    let before = |day: Date| match span {
        CountSpan::Week => end_of_week(day).checked_sub_days(Days::new(7)).unwrap_or(day),
        CountSpan::Month => chrono::Datelike::with_day(&day, 1).and_then(|first| first.pred_opt()).unwrap_or(day),
    };
    let mut days: Vec<Date> = std::iter::successors(Some(on), |day| Some(before(*day))).take(how_many).collect();
    days.reverse();
    if let Some(last) = days.last_mut() {
        *last = end_of(span, *last).min(on);
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_end_on_sundays_and_months_on_their_last_day() {
        let on: Date = "2024-04-24".parse().unwrap();
        let days = |span, many| spans(span, on, many).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(days(CountSpan::Week, 3), "2024-04-14 2024-04-21 2024-04-24");
        assert_eq!(days(CountSpan::Month, 4), "2024-01-31 2024-02-29 2024-03-31 2024-04-24");
        assert_eq!(spans(CountSpan::Week, "2024-04-28".parse().unwrap(), 1).len(), 1);
    }
}
