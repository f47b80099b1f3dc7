//! From the statements to the meeting.

use super::{Meeting, MeetingState};
use crate::register::{Entry, Register, Shelf, Stamp};
use std::collections::BTreeMap;
use vedich_facts::steering::{
    Achievement, Attendance, Conclusion, Direction, Invitation, MeetingChange, MeetingEdit, MeetingPlan, MeetingPlanField,
    MeetingPlanFieldName, Notes, Shortcoming, SpokenWord, Supplement,
};
use vedich_facts::{Body, Recorded};
use vedich_values::{Date, FactSeq, ItemKey, Timestamp, UnitId};

struct Replay {
    unit: Option<UnitId>,
    first: FactSeq,
    version: FactSeq,
    plan: BTreeMap<MeetingPlanFieldName, Register<MeetingPlanField>>,
    state: MeetingState,
    closed: Option<Timestamp>,
    signed: Option<Timestamp>,
    attendance: Shelf<String, Attendance>,
    words: Shelf<String, SpokenWord>,
    notes: Shelf<String, Notes>,
    conclusions: Shelf<String, Conclusion>,
    shortcomings: Shelf<String, Shortcoming>,
    directions: Shelf<UnitId, Direction>,
    supplements: Shelf<String, Supplement>,
    invitations: Vec<(Stamp, Invitation)>,
    achievements: Vec<(Stamp, Achievement)>,
    aside: Vec<(Stamp, MeetingEdit)>,
    log: Vec<(Stamp, usize)>,
}

impl Meeting {
    /// What the statements about one meeting add up to; none when it was never planned. Facts come in the order of their numbers.
    #[must_use]
    pub fn replay<'a>(key: &ItemKey, facts: impl IntoIterator<Item = &'a Recorded>) -> Option<Self> {
        let mut replay = Replay {
            unit: None,
            first: FactSeq(0),
            version: FactSeq(0),
            plan: BTreeMap::new(),
            state: MeetingState::Planned,
            closed: None,
            signed: None,
            attendance: Shelf::default(),
            words: Shelf::default(),
            notes: Shelf::default(),
            conclusions: Shelf::default(),
            shortcomings: Shelf::default(),
            directions: Shelf::default(),
            supplements: Shelf::default(),
            invitations: Vec::new(),
            achievements: Vec::new(),
            aside: Vec::new(),
            log: Vec::new(),
        };
        for recorded in facts {
            if let Body::Meeting(change) = &recorded.fact.body
                && change.meeting == *key
            {
                replay.read(recorded, change);
            }
        }
        replay.meeting(key)
    }
}

impl Replay {
    fn read(&mut self, recorded: &Recorded, change: &MeetingChange) {
        let stamp = Stamp::of(recorded);
        if self.version.get() == 0 {
            self.first = stamp.seq;
        }
        self.version = stamp.seq;
        self.log.push((stamp.clone(), change.edits.len()));
        for edit in &change.edits {
            self.edit(&stamp, change.base, edit);
        }
    }

    fn edit(&mut self, stamp: &Stamp, base: FactSeq, edit: &MeetingEdit) {
        // What happened after the signing is no part of the minutes and changes nothing in them.
        let is_later = matches!(edit, MeetingEdit::Supplement(_) | MeetingEdit::Achieve(_));
        if matches!(self.state, MeetingState::Signed { .. }) && !is_later {
            self.aside.push((stamp.clone(), edit.clone()));
            return;
        }
        match edit {
            MeetingEdit::Plan(plan) => {
                self.unit.get_or_insert(stamp.unit);
                for name in MeetingPlanFieldName::ALL {
                    self.plan.entry(*name).or_default().write(stamp, base, plan.field(*name));
                }
            }
            MeetingEdit::Set(fields) => {
                for field in fields {
                    self.plan.entry(field.name()).or_default().write(stamp, base, field.clone());
                }
            }
            MeetingEdit::Attend(one) => self.attendance.write(one.who.clone(), stamp, base, Some(one.clone())),
            MeetingEdit::DropAttendance { who } => self.attendance.write(who.clone(), stamp, base, None),
            MeetingEdit::Say(word) => self.words.write(word.id.clone(), stamp, base, (!word.text.is_empty()).then(|| word.clone())),
            MeetingEdit::Notes(notes) => self.notes.write(notes.writer.clone(), stamp, base, Some(notes.clone())),
            MeetingEdit::Conclude(one) => self.conclusions.write(one.id.clone(), stamp, base, Some(one.clone())),
            MeetingEdit::DropConclusion { id } => self.conclusions.write(id.clone(), stamp, base, None),
            MeetingEdit::Shortcoming(one) => self.shortcomings.write(one.id.clone(), stamp, base, Some(one.clone())),
            MeetingEdit::DropShortcoming { id } => self.shortcomings.write(id.clone(), stamp, base, None),
            MeetingEdit::Direct(one) => self.directions.write(one.unit, stamp, base, Some(one.clone())),
            MeetingEdit::DropDirection { unit } => self.directions.write(*unit, stamp, base, None),
            MeetingEdit::Supplement(one) => self.supplements.write(one.id.clone(), stamp, FactSeq(0), Some(one.clone())),
            MeetingEdit::Invite(invitation) => self.invitations.push((stamp.clone(), invitation.clone())),
            MeetingEdit::Achieve(one) => self.achievements.push((stamp.clone(), one.clone())),
            MeetingEdit::Hold | MeetingEdit::Close | MeetingEdit::Sign(_) | MeetingEdit::Cancel { .. } => self.step(stamp, edit),
        }
    }

    /// The steps of a meeting; one that was taken already changes nothing.
    fn step(&mut self, stamp: &Stamp, edit: &MeetingEdit) {
        let on = stamp.on;
        self.state = match (edit, &self.state) {
            (MeetingEdit::Hold, MeetingState::Planned | MeetingState::Cancelled { .. }) => MeetingState::Held { on },
            (MeetingEdit::Close, MeetingState::Planned | MeetingState::Held { .. }) => MeetingState::Concluded { on },
            (MeetingEdit::Sign(signing), MeetingState::Concluded { .. } | MeetingState::Held { .. }) => {
                MeetingState::Signed { on, signing: signing.clone() }
            }
            (MeetingEdit::Cancel { reason }, MeetingState::Planned) => MeetingState::Cancelled { reason: reason.clone() },
            _ => return,
        };
        if matches!(self.state, MeetingState::Concluded { .. } | MeetingState::Signed { .. }) {
            self.closed.get_or_insert(stamp.at);
        }
        if matches!(self.state, MeetingState::Signed { .. }) {
            self.signed.get_or_insert(stamp.at);
        }
    }

    fn meeting(self, key: &ItemKey) -> Option<Meeting> {
        let unit = self.unit?;
        let mut plan = MeetingPlan::new("", Date::default());
        let mut conflicts = Vec::new();
        for register in self.plan.values() {
            conflicts.extend(register.others().cloned());
            if let Some(field) = register.value() {
                plan.set(field.clone());
            }
        }
        let mut conclusions = self.conclusions.entries();
        conclusions.sort_by(|a: &Entry<Conclusion>, b| (a.value.place, a.first, &a.value.id).cmp(&(b.value.place, b.first, &b.value.id)));
        Some(Meeting {
            key: key.clone(),
            unit,
            version: self.version,
            first: self.first,
            plan,
            state: self.state,
            closed: self.closed,
            signed: self.signed,
            attendance: self.attendance.entries(),
            words: self.words.entries(),
            notes: self.notes.entries(),
            conclusions,
            shortcomings: self.shortcomings.entries(),
            directions: self.directions.entries(),
            supplements: self.supplements.entries(),
            invitations: self.invitations,
            achievements: self.achievements,
            aside: self.aside,
            conflicts,
            log: self.log,
        })
    }
}
