//! Directions given to places at meetings, and what came of their work items over time.

use super::meetings::UnitLine;
use super::{LogEntry, beside, who};
use crate::parts::Link;
use crate::present::Scene;
use vedich_facts::steering::Direction;
use vedich_steering::Meeting;
use vedich_steering::meeting::Outcome;
use vedich_values::UnitId;

/// Meetings of a place looked through for its direction, the latest first.
const LOOKED_THROUGH: usize = 20;

/// A direction for a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirectionLine {
    /// The place.
    pub unit: UnitLine,
    /// The meeting it was given at.
    pub meeting: Link,
    /// The day of the meeting.
    pub given: String,
    /// The aim.
    pub aim: String,
    /// The roadmap in words.
    pub roadmap: String,
    /// What others wrote of it at the same time.
    pub others: Vec<LogEntry>,
    /// Its work items with what came of them: focus tasks, then results.
    pub outcomes: Vec<OutcomeLine>,
}

/// A work item and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutcomeLine {
    /// The work item.
    pub item: String,
    /// Whether it is a focus task, not a result.
    pub focus: bool,
    /// How far it is, as last said.
    pub percent: Option<u8>,
    /// What was stated of it, by the day it is about.
    pub achieved: Vec<AchievedLine>,
}

/// What was stated of a work item on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AchievedLine {
    /// The day.
    pub on: String,
    /// What was achieved.
    pub text: String,
    /// How far it was.
    pub percent: Option<u8>,
    /// Who says so.
    pub who: String,
}

/// The directions of a meeting.
#[must_use]
pub fn of_meeting(s: Scene<'_>, meeting: &Meeting) -> Vec<DirectionLine> {
    meeting.directions.iter().map(|entry| line(s, meeting, entry.value.unit)).collect()
}

/// The direction a place was given last; none: no meeting gave it one.
#[must_use]
pub fn of_place(s: Scene<'_>, unit: UnitId) -> Option<DirectionLine> {
    let meetings = s.board.meetings(unit, None, LOOKED_THROUGH).items;
    meetings.iter().find(|meeting| meeting.direction(unit).is_some()).map(|meeting| line(s, meeting, unit))
}

fn line(s: Scene<'_>, meeting: &Meeting, unit: UnitId) -> DirectionLine {
    let f = s.f;
    let direction = meeting.direction(unit);
    let is_focus = |item: &str| direction.is_some_and(|direction| direction.focus.iter().any(|focus| focus == item));
    let outcome = |outcome: Outcome<'_>| {
        let achieved = outcome.achieved.iter().map(|(stamp, one)| AchievedLine {
            on: f.date(stamp.on),
            text: one.text.clone(),
            percent: one.percent,
            who: who(s, stamp),
        });
        OutcomeLine {
            item: outcome.item.to_owned(),
            focus: is_focus(outcome.item),
            percent: outcome.percent(),
            achieved: achieved.collect(),
        }
    };
    DirectionLine {
        unit: UnitLine { id: unit.to_string(), name: s.place_link(unit) },
        meeting: Link::new(meeting.plan.title.clone(), f.link(&format!("/meetings/{}", meeting.key))),
        given: f.date(meeting.plan.date),
        aim: direction.map(|direction| direction.aim.clone()).unwrap_or_default(),
        roadmap: direction.map(|direction| direction.roadmap.clone()).unwrap_or_default(),
        others: others(s, meeting, unit),
        outcomes: meeting.outcomes(unit).into_iter().map(outcome).collect(),
    }
}

fn others(s: Scene<'_>, meeting: &Meeting, unit: UnitId) -> Vec<LogEntry> {
    let text = |other: &Direction| {
        let parts = [&other.aim].into_iter().chain(&other.focus).chain([&other.roadmap]).chain(&other.results);
        parts.filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("; ")
    };
    let entry = meeting.directions.iter().find(|entry| entry.value.unit == unit);
    entry.map(|entry| beside(s, &entry.others, text)).unwrap_or_default()
}
