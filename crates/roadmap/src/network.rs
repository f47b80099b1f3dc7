//! The task network in its bare form: whole working days, links in flat arrays, one pass forward and one back.
//!
//! This is the engine; people's plans with names and dates are in [`crate::plan`].

mod build;
mod file;
mod pass;

pub use build::{Builder, NetworkError};
pub use file::{FileError, read_csv};
pub use pass::Timing;
pub use vedich_facts::roadmap::LinkKind;

use crate::calendar::WorkCalendar;
use std::sync::Arc;

/// A link between two tasks given by their places in the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// The earlier task.
    pub from: u32,
    /// The task that waits.
    pub to: u32,
    /// Which ends are tied.
    pub kind: LinkKind,
    /// Working days between the two ends; negative for a lead.
    pub lag: i32,
}

/// Limits on one task, in working days from the start of the plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Earliest start.
    pub not_before: Option<i32>,
    /// Latest finish (the first offset by which it is over).
    pub finish_by: Option<i32>,
    /// Latest start; a fixed start is both limits.
    pub start_by: Option<i32>,
}

/// A task network ready to be timed: links grouped by the task that waits, tasks in an order that respects them.
#[derive(Clone, Debug)]
pub struct Network {
    pub(crate) durations: Vec<i32>,
    /// Links of task `i` are `sources[first[i]..first[i + 1]]`.
    pub(crate) first: Vec<u32>,
    pub(crate) sources: Vec<u32>,
    /// Kind and lag of each link; empty when all are finish-to-start without lag.
    pub(crate) ties: Vec<(LinkKind, i32)>,
    /// An order of tasks in which links point forward; empty when the given order is one.
    pub(crate) order: Vec<u32>,
    /// Earliest start per task; empty when none is later than the start.
    pub(crate) floors: Vec<i32>,
    /// Latest start and finish per task; empty when there is none.
    pub(crate) ceilings: Vec<(i32, i32)>,
    /// First tasks of the independent parts (communes of a portfolio), and the number of tasks.
    pub(crate) parts: Vec<u32>,
    pub(crate) elapsed: Option<Elapsed>,
}

/// Which tasks run over calendar days (drying concrete, posting a list for 30 days), and the calendar to count them on.
#[derive(Clone, Debug)]
pub(crate) struct Elapsed {
    pub(crate) calendar: WorkCalendar,
    /// Ordinal of the plan's first working day.
    pub(crate) origin: i32,
    pub(crate) tasks: Arc<[bool]>,
}

impl Network {
    /// Number of tasks.
    #[must_use]
    pub fn len(&self) -> usize {
        self.durations.len()
    }

    /// Whether there are no tasks.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.durations.is_empty()
    }

    /// Number of links.
    #[must_use]
    pub fn link_count(&self) -> usize {
        self.sources.len()
    }

    /// Duration of a task in working days (calendar days for a task that runs over them).
    #[must_use]
    pub fn duration(&self, task: u32) -> i32 {
        self.durations[task as usize]
    }

    /// Changes one duration, for "what if".
    pub fn set_duration(&mut self, task: u32, days: i32) {
        self.durations[task as usize] = days.max(0);
    }

    /// The links a task waits on.
    pub fn links_into(&self, task: u32) -> impl Iterator<Item = Link> + '_ {
        let span = self.first[task as usize] as usize..self.first[task as usize + 1] as usize;
        span.map(move |e| {
            let (kind, lag) = self.ties.get(e).copied().unwrap_or_default();
            Link { from: self.sources[e], to: task, kind, lag }
        })
    }

    /// Tasks in an order in which links point forward.
    pub fn in_order(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        let n = if self.order.is_empty() { self.durations.len() } else { 0 };
        self.order.iter().copied().chain((0..n).map(|i| i as u32))
    }

    pub(crate) fn is_plain(&self) -> bool {
        self.ties.is_empty() && self.order.is_empty() && self.floors.is_empty() && self.ceilings.is_empty() && self.elapsed.is_none()
    }

    /// Gap between what the link asks and what the dates give: 0 when it drives the later task, more when there is room.
    #[must_use]
    pub fn slack(&self, link: Link, timing: &Timing) -> i32 {
        let (p, s) = (link.from as usize, link.to as usize);
        let held = if link.kind.leaves_start() { timing.early_start[p] } else { timing.early_finish[p] };
        let bound = held + link.lag;
        timing.early_start[s] - if link.kind.enters_finish() { self.start_to_finish_at(s, bound) } else { bound }
    }
}
