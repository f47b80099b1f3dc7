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
    /// First and last day as things go now, or in the later plan; none: it was taken out since.
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
    /// The later plan it is held against; none: as things go now.
    pub against: Option<&'a BaselineRecord>,
    /// Working days by which the finish of all moved; positive is later.
    pub finish_moved: i32,
    /// Its tasks in the record's order, those taken out since last.
    pub tasks: Vec<Slip>,
}

impl Planned {
    /// How the roadmap moved from the agreed plan of that name, else from the one agreed last; none when there is none.
    #[must_use]
    pub fn slippage(&self, name: Option<&str>) -> Option<Slippage<'_>> {
        let now = self.record.tasks.iter().zip(self.times()).map(|(task, times)| (&task.id, times.expected));
        Some(self.moved(self.agreed_at(name)?, now, None))
    }

    /// How a later agreed plan moved from an earlier one, named or else the one agreed just before it; none when either is not there, or
    /// nothing was agreed before.
    #[must_use]
    pub fn moved_between(&self, earlier: Option<&str>, later: &str) -> Option<Slippage<'_>> {
        let later = self.agreed_at(Some(later))?;
        let earlier = match earlier {
            Some(name) => self.agreed_at(Some(name))?,
            None => later.checked_sub(1)?,
        };
        let plan = &self.record.baselines[later];
        let then = plan.tasks.iter().map(|span| (&span.task, (span.start, span.finish)));
        Some(self.moved(earlier, then, Some(plan)))
    }

    /// The place of an agreed plan among all: the one of that name, else the last.
    fn agreed_at(&self, name: Option<&str>) -> Option<usize> {
        let plans = &self.record.baselines;
        match name {
            Some(name) => plans.iter().position(|plan| plan.name == name),
            None => plans.len().checked_sub(1),
        }
    }

    fn moved<'a>(
        &'a self,
        at: usize,
        now: impl Iterator<Item = (&'a TaskId, (Date, Date))>,
        against: Option<&'a BaselineRecord>,
    ) -> Slippage<'a> {
        let (plan, calendar) = (&self.record.baselines[at], &self.plan.calendar);
        let agreed: FxHashMap<&TaskId, (Date, Date)> = plan.tasks.iter().map(|span| (&span.task, (span.start, span.finish))).collect();
        let mut there: BTreeSet<&TaskId> = BTreeSet::new();
        let own = now.map(|(task, now)| {
            there.insert(task);
            let agreed = agreed.get(task).copied();
            let moved = agreed.map(|agreed| (calendar.between(agreed.0, now.0), calendar.between(agreed.1, now.1)));
            Slip { task: task.clone(), agreed, now: Some(now), moved }
        });
        let mut tasks: Vec<Slip> = own.collect();
        let gone = plan.tasks.iter().filter(|span| !there.contains(&span.task));
        tasks.extend(gone.map(|span| Slip { task: span.task.clone(), agreed: Some((span.start, span.finish)), now: None, moved: None }));
        let finish = against.map_or_else(|| self.finish(), |later| later.finish);
        Slippage { plan, version: at + 1, against, finish_moved: calendar.between(plan.finish, finish), tasks }
    }
}
