//! A meeting as the sum of what was stated of it. Signed minutes do not change: what comes after is a supplement, or is kept aside.

pub mod hours;
mod replay;

pub mod calendar;

use crate::register::{Entry, Stamp};
use vedich_facts::steering::{
    Achievement, Attendance, Conclusion, Direction, Invitation, MeetingEdit, MeetingPlan, MeetingPlanField, Notes, Shortcoming, Signing,
    SpokenWord, Supplement,
};
use vedich_values::{Date, FactSeq, ItemKey, Timestamp, UnitId};

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
    /// When it was first said to be concluded or signed: what is written down later was not known to whoever met.
    pub closed: Option<Timestamp>,
    /// When its minutes were said to be signed: they tell of what was known then.
    pub signed: Option<Timestamp>,
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
    /// Invitations that were sent, in order.
    pub invitations: Vec<(Stamp, Invitation)>,
    /// What came of the work items of directions, in the order it was recorded.
    pub achievements: Vec<(Stamp, Achievement)>,
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
    /// The direction given to a place.
    #[must_use]
    pub fn direction(&self, unit: UnitId) -> Option<&Direction> {
        self.directions.iter().map(|entry| &entry.value).find(|direction| direction.unit == unit)
    }

    /// The work items of a place's direction, each with what came of it, by the day it is about: focus tasks, then results, then items
    /// that were spoken of and that the direction no longer names.
    #[must_use]
    pub fn outcomes(&self, unit: UnitId) -> Vec<Outcome<'_>> {
        let named = self.direction(unit).into_iter().flat_map(|direction| direction.focus.iter().chain(&direction.results));
        let of_place = self.achievements.iter().filter(|(_, one)| one.unit == unit);
        let mut items: Vec<&str> = Vec::new();
        for item in named.map(String::as_str).chain(of_place.clone().map(|(_, one)| one.item.as_str())) {
            if !items.contains(&item) {
                items.push(item);
            }
        }
        let outcome = |item| {
            let mut achieved: Vec<_> = of_place.clone().filter(|(_, one)| one.item == item).map(|(stamp, one)| (stamp, one)).collect();
            achieved.sort_by_key(|(stamp, _)| (stamp.on, stamp.seq));
            Outcome { item, achieved }
        };
        items.into_iter().map(outcome).collect()
    }

    /// The number of a conclusion, from 1.
    #[must_use]
    pub fn number_of(&self, conclusion: &str) -> Option<usize> {
        self.conclusions.iter().position(|entry| entry.value.id == conclusion).map(|at| at + 1)
    }
}

/// A work item of a direction and what came of it over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome<'a> {
    /// The work item.
    pub item: &'a str,
    /// What was stated of it, by the day it is about.
    pub achieved: Vec<(&'a Stamp, &'a Achievement)>,
}

impl Outcome<'_> {
    /// How far it is, as last said.
    #[must_use]
    pub fn percent(&self) -> Option<u8> {
        self.achieved.iter().rev().find_map(|(_, one)| one.percent)
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
