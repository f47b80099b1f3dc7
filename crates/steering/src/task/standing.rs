//! How a task counts on a day (kiểm đếm): assigned = finished in time + finished late + in progress + overdue.

use super::{State, Task};
use vedich_facts::steering::{Due, DueRule};
use vedich_values::{Date, UnitId};

/// How a task counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Not finished, and its last day is over (quá hạn chưa xong).
    Overdue {
        /// Days since.
        days: u32,
    },
    /// Reported done after its last day and not confirmed yet (báo cáo quá hạn, chờ xác nhận): whoever leads it has nothing more to do, so
    /// nobody is reminded of it. Until it is confirmed, and finished late, it is counted with the overdue ones, which say so.
    ReportedLate {
        /// Days by which the report was late; they no longer grow.
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
            Self::ReportedLate { .. } => "reported-late",
            Self::InProgress => "in-progress",
            Self::InTime => "in-time",
            Self::Late { .. } => "late",
            Self::Out => "out",
        }
    }

    /// Whether it is counted as overdue: of the four figures of a count, the last.
    #[must_use]
    pub const fn is_overdue(self) -> bool {
        matches!(self, Self::Overdue { .. } | Self::ReportedLate { .. })
    }

    /// Whether somebody is to be reminded of it: what was reported waits for whoever assigned it.
    #[must_use]
    pub const fn is_chased(self) -> bool {
        matches!(self, Self::Overdue { .. })
    }

    /// Days late or overdue.
    #[must_use]
    pub const fn days(self) -> u32 {
        match self {
            Self::Overdue { days } | Self::ReportedLate { days } | Self::Late { days } => days,
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
    /// Assigned and not taken on yet (chưa nhận).
    pub untaken: bool,
    /// Given back by whoever was to lead it (trả lại).
    pub declined: bool,
    /// More time was asked for and is not decided on (xin gia hạn).
    pub asked: bool,
    /// Days by which that round of a recurring task was late which was done longest after its day.
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
            (_, true, None) => match late(on) {
                0 => Standing::InProgress,
                days => Standing::Overdue { days },
            },
            (_, true, Some(done)) => match late(done.min(on)) {
                0 => Standing::InProgress,
                days => Standing::ReportedLate { days },
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
            untaken: matches!(self.state, State::Assigned),
            declined: matches!(self.state, State::Declined { .. }),
            asked: self.request.is_some(),
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
