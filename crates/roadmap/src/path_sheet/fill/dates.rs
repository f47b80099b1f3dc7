//! First and last days that were written.

use super::cells::Changed;
use super::{Filled, FilledRow, Filling, PathField, WHOLE};
use crate::path_sheet::PathRow;
use crate::record::{Count, Done, Period, TaskKind, TaskRecord, WeekClosing};
use vedich_facts::roadmap::{Constraint, Span};
use vedich_values::Date;

impl Filling<'_> {
    /// Dates of what has not begun move the plan; of what has, they are what those who do the work see.
    pub(super) fn dates(&mut self, task: &mut TaskRecord, current: &PathRow, changed: &Changed, row: &FilledRow) {
        if !changed.any(&[PathField::Start, PathField::Finish]) {
            return;
        }
        let Some((start, finish)) = self.span(changed, row, Some(current)) else { return };
        if (start, finish) == (current.start, current.finish) {
            return;
        }
        let moved = (changed.any(&[PathField::Start]), changed.any(&[PathField::Finish]));
        if self.now.record.counted(task, self.now.on).started.is_some() {
            return self.seen_dates(task, (start, finish), moved, current, row);
        }
        if moved.0 || (task.kind == TaskKind::Milestone && moved.1) {
            task.deadline = task.due_by_constraint().or(task.deadline);
            task.constraint = Some(match task.constraint {
                Some(Constraint::Fixed(_)) => Constraint::Fixed(start),
                _ => Constraint::NotBefore(start),
            });
        }
        if task.kind == TaskKind::Task {
            task.duration = match task.duration {
                Span::Working(_) => Span::Working(self.working_days(start, finish)),
                Span::Calendar(_) => Span::Calendar(u32::try_from((finish - start).num_days() + 1).unwrap_or(0)),
            };
        }
        self.out.wished.push((task.id.clone(), start, finish, row.place.clone()));
    }

    pub(super) fn seen_dates(
        &mut self,
        task: &TaskRecord,
        (start, finish): (Date, Date),
        moved: (bool, bool),
        current: &PathRow,
        row: &FilledRow,
    ) {
        let week = WeekClosing::of(self.on).week;
        let put = self.out.counts.iter().rev().find(|count| count.task == task.id).cloned();
        let known = put.or_else(|| self.record.last_count(&task.id).map(|entry| entry.count.clone()));
        let Some(known) = known else { return };
        let over = match known.done {
            Some(Done::Percent(percent)) => percent >= WHOLE,
            Some(Done::Quantity(done)) => task.quantity.as_ref().and_then(|q| q.planned).is_some_and(|planned| done >= planned),
            None => false,
        };
        let mut count = if over { known } else { Count { on: week, period: Period::Week, note: None, by: None, ..known } };
        if moved.0 {
            count.started = Some(start);
        }
        if over {
            count.finished = Some(finish);
        } else if moved.1 && finish != current.finish {
            let tomorrow = self.on.succ_opt().unwrap_or(self.on);
            count.days_left = Some(if finish < tomorrow { 0 } else { self.working_days(tomorrow, finish) });
        }
        let late = [Some(start), Some(finish).filter(|_| over)].into_iter().flatten().find(|date| *date > self.on);
        if let Some(date) = late {
            let params = [("task", task.title.clone()), ("date", date.to_string()), ("today", self.on.to_string())];
            return self.problem("path-sheet.future", &row.place, &params);
        }
        count.assumed = false;
        self.put(count);
    }

    /// The dates a row is to have: as written, else as they are.
    pub(super) fn span(&mut self, changed: &Changed, row: &FilledRow, current: Option<&PathRow>) -> Option<(Date, Date)> {
        let date = |field| match row.cells.get(&field) {
            Some((Filled::Date(date), _)) => Some(*date),
            _ => None,
        };
        let milestone = current.is_some_and(|row| row.start == row.finish)
            && current.is_some_and(|row| self.record.task(&row.task).is_some_and(|task| task.kind == TaskKind::Milestone));
        let (start, finish) = (date(PathField::Start), date(PathField::Finish));
        if milestone {
            let one = if changed.any(&[PathField::Finish]) { finish } else { start };
            return one.map(|date| (date, date));
        }
        match (start.or(current.map(|row| row.start)), finish.or(current.map(|row| row.finish))) {
            (Some(start), Some(finish)) if finish < start => {
                let place = row.cells.get(&PathField::Finish).map_or(&row.place, |(_, place)| place);
                let params = [("start", start.to_string()), ("finish", finish.to_string())];
                self.problem("path-sheet.finish-before-start", place, &params);
                None
            }
            (Some(start), Some(finish)) => Some((start, finish)),
            (None, None) => None,
            _ => {
                self.problem("path-sheet.one-date", &row.place, &[]);
                None
            }
        }
    }

    pub(super) fn working_days(&self, from: Date, to: Date) -> u32 {
        u32::try_from(self.now.plan.calendar.count(from..=to)).unwrap_or(0)
    }
}
