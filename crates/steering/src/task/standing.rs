//! How a task counts on a day (kiểm đếm): assigned = finished in time + finished late + in progress + overdue.

use super::{State, Task};
use vedich_facts::steering::{Due, DueRule};
use vedich_values::{Date, UnitId};

/// How a task counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Not finished, and its last day is over.
    Overdue {
        /// Days since; of one that was reported done and waits to be confirmed, the days by which the report was late.
        days: u32,
    },
    /// Being done, or waiting to be confirmed and reported in time.
    InProgress,
    /// Finished in time (hoàn thành đúng hạn).
    InTime,
    /// Finished late (hoàn thành quá hạn).
    Late {
        /// By how many days.
        days: u32,
    },
    /// Stopped: not counted.
    Out,
}

impl Standing {
    /// The name in the API and the wording.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Overdue { .. } => "overdue",
            Self::InProgress => "in-progress",
            Self::InTime => "in-time",
            Self::Late { .. } => "late",
            Self::Out => "out",
        }
    }

    /// Days late or overdue.
    #[must_use]
    pub const fn days(self) -> u32 {
        match self {
            Self::Overdue { days } | Self::Late { days } => days,
            Self::InProgress | Self::InTime | Self::Out => 0,
        }
    }
}

/// What counting needs of a task, small enough to keep a million of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brief {
    /// The unit that assigned it.
    pub assigner: UnitId,
    /// The unit that leads it.
    pub lead: UnitId,
    /// The day it was assigned.
    pub given: Date,
    /// The last day in force.
    pub due: Option<Date>,
    /// Whether something is still to be done.
    pub open: bool,
    /// The day it was reported or finished.
    pub done: Option<Date>,
    /// Stopped.
    pub stopped: bool,
    /// Days by which the latest round of a recurring task was late.
    pub rounds_late: u32,
}

impl Brief {
    /// Whether it was reported done and waits to be confirmed: whoever leads it has nothing more to do.
    #[must_use]
    pub const fn waits(&self) -> bool {
        self.open && self.done.is_some() && !self.stopped
    }

    /// How it counts on a day.
    #[must_use]
    pub fn standing(&self, on: Date) -> Standing {
        let late = |day: Date| self.due.map_or(0, |due| days(due, day));
        match (self.stopped, self.open, self.done) {
            (true, ..) => Standing::Out,
            (_, false, done) => match done.map_or(0, late).max(self.rounds_late) {
                0 => Standing::InTime,
                days => Standing::Late { days },
            },
            // What was reported waits for somebody else: its delay no longer grows.
            (_, true, done) => match late(done.map_or(on, |done| done.min(on))) {
                0 => Standing::InProgress,
                days => Standing::Overdue { days },
            },
        }
    }
}

/// Days from one day to a later one; 0 when it is not later.
fn days(from: Date, to: Date) -> u32 {
    u32::try_from(to.signed_duration_since(from).num_days()).unwrap_or(0)
}

impl Task {
    /// What counting needs of it.
    #[must_use]
    pub fn brief(&self) -> Brief {
        let done = match &self.state {
            State::Reported { on, .. } | State::Finished { on, .. } => Some(*on),
            _ => None,
        };
        Brief {
            assigner: self.assigner,
            lead: self.assignment.lead.unit,
            given: self.assignment.given,
            due: self.due,
            open: self.state.is_open(),
            done,
            stopped: matches!(self.state, State::Stopped { .. }),
            rounds_late: self.rounds.iter().map(|(due, done)| days(*due, *done)).max().unwrap_or(0),
        }
    }

    /// How it counts on a day.
    #[must_use]
    pub fn standing(&self, on: Date) -> Standing {
        self.brief().standing(on)
    }

    /// Whether it comes again and again.
    #[must_use]
    pub const fn is_recurring(&self) -> bool {
        matches!(self.assignment.due, Due { rule: DueRule::Every { .. }, .. })
    }
}
