//! What was agreed: a plan kept as it stood, and how far the present one has moved from it.

use super::{Plan, Schedule};
use std::collections::BTreeMap;
use vedich_values::Date;

/// A version of the plan that was agreed (kế hoạch gốc): dates per task, by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// Number of the version, rising.
    pub version: u32,
    /// The day it was agreed.
    pub agreed: Date,
    /// First and last day of each task.
    pub tasks: BTreeMap<String, (Date, Date)>,
    /// Last day of the plan.
    pub finish: Date,
}

/// How a task stands against the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipKind {
    /// In both: working days by which start and finish moved; positive is later.
    Moved {
        /// Start, working days.
        start: i32,
        /// Finish, working days.
        finish: i32,
    },
    /// Not in the baseline.
    Added,
    /// In the baseline only.
    Dropped,
}

/// A task against the baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Id of the task.
    pub id: String,
    /// How it stands.
    pub kind: SlipKind,
}

impl Baseline {
    /// Keeps a schedule as agreed.
    #[must_use]
    pub fn keep(version: u32, agreed: Date, plan: &Plan, schedule: &Schedule) -> Self {
        let dates = |i: usize| (schedule.start_date(schedule.tasks[i].early_start), schedule.finish_date(schedule.tasks[i].early_finish));
        let tasks = plan.tasks.iter().enumerate().map(|(i, task)| (task.id.clone(), dates(i))).collect();
        Self { version, agreed, tasks, finish: schedule.finish() }
    }

    /// Compares a later schedule with the baseline: tasks in the plan's order, dropped ones last.
    #[must_use]
    pub fn compare(&self, plan: &Plan, schedule: &Schedule) -> Vec<Slip> {
        let mut dropped = self.tasks.clone();
        let mut slips = Vec::with_capacity(plan.tasks.len());
        for (task, dates) in plan.tasks.iter().zip(&schedule.tasks) {
            let kind = match dropped.remove(&task.id) {
                None => SlipKind::Added,
                Some((start, finish)) => SlipKind::Moved {
                    start: schedule.calendar.between(start, schedule.start_date(dates.early_start)),
                    finish: schedule.calendar.between(finish, schedule.finish_date(dates.early_finish)),
                },
            };
            slips.push(Slip { id: task.id.clone(), kind });
        }
        slips.extend(dropped.into_keys().map(|id| Slip { id, kind: SlipKind::Dropped }));
        slips
    }

    /// Working days by which the finish of the plan has moved; positive is later.
    #[must_use]
    pub fn finish_moved(&self, schedule: &Schedule) -> i32 {
        schedule.calendar.between(self.finish, schedule.finish())
    }
}
