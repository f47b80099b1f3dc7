//! Slippage: how far the roadmap has moved from a plan that was agreed, by version.

use super::Planned;
use crate::record::BaselineRecord;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use vedich_values::{Date, TaskId};

/// A task against an agreed plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The task.
    pub task: TaskId,
    /// First and last day as agreed; none: it came later.
    pub agreed: Option<(Date, Date)>,
    /// First and last day as things go now; none: it was taken out since.
    pub now: Option<(Date, Date)>,
    /// Working days by which start and finish moved, positive is later; none where there is nothing to compare.
    pub moved: Option<(i32, i32)>,
}

/// A roadmap against an agreed plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slippage<'a> {
    /// The plan it is compared with.
    pub plan: &'a BaselineRecord,
    /// Its number among the agreed plans, from 1.
    pub version: usize,
    /// Working days by which the finish of all moved; positive is later.
    pub finish_moved: i32,
    /// Its tasks in the record's order, those taken out since last.
    pub tasks: Vec<Slip>,
}

impl Planned {
    /// How the roadmap moved from the agreed plan of that name, else from the one agreed last; none when there is none.
    #[must_use]
    pub fn slippage(&self, name: Option<&str>) -> Option<Slippage<'_>> {
        let plans = &self.record.baselines;
        let at = match name {
            Some(name) => plans.iter().position(|plan| plan.name == name)?,
            None => plans.len().checked_sub(1)?,
        };
        let (plan, calendar) = (&plans[at], &self.plan.calendar);
        let agreed: FxHashMap<&TaskId, (Date, Date)> = plan.tasks.iter().map(|span| (&span.task, (span.start, span.finish))).collect();
        let own = self.record.tasks.iter().zip(self.times()).map(|(task, times)| {
            let agreed = agreed.get(&task.id).copied();
            let now = times.expected;
            let moved = agreed.map(|agreed| (calendar.between(agreed.0, now.0), calendar.between(agreed.1, now.1)));
            Slip { task: task.id.clone(), agreed, now: Some(now), moved }
        });
        let there: BTreeSet<&TaskId> = self.record.tasks.iter().map(|task| &task.id).collect();
        let gone = plan.tasks.iter().filter(|span| !there.contains(&span.task));
        let gone = gone.map(|span| Slip { task: span.task.clone(), agreed: Some((span.start, span.finish)), now: None, moved: None });
        Some(Slippage {
            plan,
            version: at + 1,
            finish_moved: calendar.between(plan.finish, self.finish()),
            tasks: own.chain(gone).collect(),
        })
    }
}
