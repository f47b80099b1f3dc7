//! What was done: week by week, and so far.

use super::cells::{Changed, said};
use super::{Filled, FilledRow, Filling, PathField, WHOLE};
use crate::path_sheet::PathRow;
use crate::record::{Count, Done, TaskRecord, WeekClosing};
use chrono::Days;
use vedich_values::{Date, Decimal, Place};

impl Filling<'_> {
    /// What was done, week by week and so far.
    pub(super) fn counts(&mut self, task: &TaskRecord, current: &PathRow, changed: &Changed, row: &FilledRow) {
        for (week, (filled, place)) in &changed.counted {
            if *filled == Filled::Empty {
                let title = [("task", task.title.clone())];
                self.problem("path-sheet.count-emptied", place, &title);
                continue;
            }
            self.count(task, *week, filled, place);
        }
        let Some((filled, place)) = changed.fields.get(&PathField::Done) else { return };
        let Some(done) = self.done(task, filled, place) else { return };
        if changed.counted.is_empty() {
            if current.done != Some(done) {
                self.count(task, WeekClosing::of(self.on).week, filled, place);
            }
            return;
        }
        let last = row.counted.iter().rev().find(|(_, (filled, _))| *filled != Filled::Empty).map(|(_, (filled, _))| filled.clone());
        if last.as_ref() != Some(filled) {
            let params = [("found", said(filled)), ("counted", last.as_ref().map(said).unwrap_or_default())];
            self.problem("path-sheet.done-differs", place, &params);
        }
    }

    pub(super) fn count(&mut self, task: &TaskRecord, week: Date, filled: &Filled, place: &Place) {
        if week > self.on {
            let params = [("task", task.title.clone()), ("date", week.to_string()), ("today", self.on.to_string())];
            return self.problem("path-sheet.future", place, &params);
        }
        let Some(done) = self.done(task, filled, place) else { return };
        let sunday = week.checked_add_days(Days::new(6)).unwrap_or(week);
        let known = self.record.counts.get(&task.id).into_iter().flatten().map(|entry| &entry.count);
        let in_week: Vec<&Count> = known.filter(|count| (week..=sunday).contains(&count.on)).collect();
        // A week counted day by day is counted on by its last day; else the later day would stand above the week.
        let count = match in_week.last() {
            Some(last) => Count { done: Some(done), ..(*last).clone() },
            None => Count::of_week(task.id.clone(), week, done),
        };
        let share = |done: Done| match done {
            Done::Percent(percent) => percent >= WHOLE,
            Done::Quantity(quantity) => task.quantity.as_ref().and_then(|q| q.planned).is_some_and(|planned| quantity >= planned),
        };
        let count = if share(done) { Count { days_left: None, ..count } } else { count };
        self.put(Count { assumed: false, ..count });
    }

    /// One count a task and period: what was put before is added to.
    pub(super) fn put(&mut self, count: Count) {
        let same = |other: &&mut Count| (&other.task, other.on, other.period) == (&count.task, count.on, count.period);
        match self.out.counts.iter_mut().find(same) {
            Some(before) => *before = count,
            None => self.out.counts.push(count),
        }
    }

    pub(super) fn done(&mut self, task: &TaskRecord, filled: &Filled, place: &Place) -> Option<Done> {
        let planned = task.quantity.as_ref().and_then(|quantity| quantity.planned);
        let in_units = task.quantity.as_ref().is_some_and(|quantity| !quantity.unit.trim().is_empty());
        let percent = |share: Decimal| {
            let hundredths = (share * Decimal::ONE_HUNDRED).round();
            u32::try_from(hundredths).ok().filter(|share| *share <= WHOLE).map(Done::Percent)
        };
        let found = [("task", task.title.clone()), ("found", said(filled))];
        let read = match filled {
            Filled::Percent(share) => percent(*share).ok_or("path-sheet.bad-percent"),
            Filled::Number(done) if in_units && planned.is_none() && *done != Decimal::ZERO => Err("path-sheet.no-total"),
            Filled::Number(done) if in_units && done.is_sign_negative() => Err("path-sheet.bad-done"),
            Filled::Number(done) if in_units && planned.is_some() => Ok(Done::Quantity(done.normalize())),
            Filled::Number(share) => percent(*share).ok_or("path-sheet.bad-percent"),
            _ => Err("path-sheet.bad-done"),
        };
        match read {
            Ok(done) => Some(done),
            Err(code) => {
                self.problem(code, place, &found);
                None
            }
        }
    }
}
