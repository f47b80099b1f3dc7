//! A meeting as the sum of what was stated of it. Signed minutes do not change: what comes after is a supplement, or is kept aside.

mod replay;

use crate::register::{Entry, Stamp};
use vedich_facts::steering::{
    Attendance, Conclusion, Direction, MeetingEdit, MeetingPlan, MeetingPlanField, Notes, Shortcoming, Signing, SpokenWord, Supplement,
};
use vedich_values::{Date, FactSeq, ItemKey, UnitId};

/// A meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Meeting {
    /// Which.
    pub key: ItemKey,
    /// The unit that holds it.
    pub unit: UnitId,
    /// The last fact about it.
    pub version: FactSeq,
    /// The first fact about it.
    pub first: FactSeq,
    /// Its plan.
    pub plan: MeetingPlan,
    /// Where it stands.
    pub state: MeetingState,
    /// Who was there.
    pub attendance: Vec<Entry<Attendance>>,
    /// What was said.
    pub words: Vec<Entry<SpokenWord>>,
    /// Live notes, a sheet for each writer.
    pub notes: Vec<Entry<Notes>>,
    /// Conclusions in their order; the first is number 1.
    pub conclusions: Vec<Entry<Conclusion>>,
    /// Shortcomings with their causes.
    pub shortcomings: Vec<Entry<Shortcoming>>,
    /// Directions, one for each place.
    pub directions: Vec<Entry<Direction>>,
    /// Corrections of the signed minutes.
    pub supplements: Vec<Entry<Supplement>>,
    /// What was written by people who did not know that the minutes were signed: kept, and no part of them.
    pub aside: Vec<(Stamp, MeetingEdit)>,
    /// Fields of the plan written differently at the same time: the version that does not show.
    pub conflicts: Vec<(Stamp, MeetingPlanField)>,
    /// Who wrote what, in order.
    pub log: Vec<(Stamp, usize)>,
}

/// Where a meeting stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeetingState {
    /// To be held.
    Planned,
    /// Being held, or held and not concluded.
    Held {
        /// When.
        on: Date,
    },
    /// Concluded; the minutes wait to be signed.
    Concluded {
        /// When.
        on: Date,
    },
    /// The minutes are signed.
    Signed {
        /// When.
        on: Date,
        /// By whom, on which paper.
        signing: Signing,
    },
    /// Not held.
    Cancelled {
        /// Why.
        reason: String,
    },
}

impl MeetingState {
    /// The name in the API and the wording.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Held { .. } => "held",
            Self::Concluded { .. } => "concluded",
            Self::Signed { .. } => "signed",
            Self::Cancelled { .. } => "cancelled",
        }
    }

    /// Whether its minutes can still be written.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self, Self::Signed { .. } | Self::Cancelled { .. })
    }
}

impl Meeting {
    /// The number of a conclusion, from 1.
    #[must_use]
    pub fn number_of(&self, conclusion: &str) -> Option<usize> {
        self.conclusions.iter().position(|entry| entry.value.id == conclusion).map(|at| at + 1)
    }
}

/// Conclusions with one of them moved up or down a place: those whose place changes, as they are to be written.
#[must_use]
pub fn moved(conclusions: &[Conclusion], id: &str, up: bool) -> Vec<Conclusion> {
    let mut order: Vec<&Conclusion> = conclusions.iter().collect();
    let Some(at) = order.iter().position(|one| one.id == id) else { return Vec::new() };
    let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < order.len()) };
    let Some(to) = to else { return Vec::new() };
    order.swap(at, to);
    let placed = order.into_iter().zip(1..).map(|(one, place)| Conclusion { place, ..one.clone() });
    placed.filter(|one| conclusions.iter().any(|old| old.id == one.id && old.place != one.place)).collect()
}

#[cfg(test)]
mod tests;
