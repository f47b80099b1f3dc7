//! From the statements to the task.

use super::edit::first_open;
use super::{ExtensionRequest, FieldConflict, FieldVersion, LogLine, State, Task};
use crate::register::{Register, Stamp};
use std::collections::BTreeMap;
use vedich_facts::steering::{
    Assignment, AssignmentField, AssignmentFieldName, Due, DueRule, Party, Someone, TaskAct, TaskChange, TaskEdit, TaskStatement,
};
use vedich_facts::{Body, Recorded};
use vedich_values::{Date, FactSeq, ItemKey, UnitId};

struct Replay {
    fields: BTreeMap<AssignmentFieldName, Register<AssignmentField>>,
    lead: Register<(Party, Someone)>,
    assigner: Option<UnitId>,
    first: FactSeq,
    version: FactSeq,
    state: State,
    /// The new last day and the fact that granted it.
    extended: Option<(FactSeq, Option<Date>)>,
    /// The last fact that whoever wrote the deadline had seen.
    due_seen: FactSeq,
    anew: Option<(FactSeq, Date)>,
    extensions: u32,
    request: Option<ExtensionRequest>,
    percent: Option<u8>,
    rounds: BTreeMap<Date, Date>,
    log: Vec<LogLine>,
}

impl Task {
    /// What the statements about one task add up to; none when it was never assigned. Facts come in the order of their numbers.
    #[must_use]
    pub fn replay<'a>(key: &ItemKey, facts: impl IntoIterator<Item = &'a Recorded>) -> Option<Self> {
        let mut replay = Replay {
            fields: BTreeMap::new(),
            lead: Register::default(),
            assigner: None,
            first: FactSeq(0),
            version: FactSeq(0),
            state: State::Assigned,
            extended: None,
            due_seen: FactSeq(0),
            anew: None,
            extensions: 0,
            request: None,
            percent: None,
            rounds: BTreeMap::new(),
            log: Vec::new(),
        };
        for recorded in facts {
            if let Body::Task(statement) = &recorded.fact.body
                && let TaskStatement::Change(change) = &**statement
                && change.task == *key
            {
                replay.read(recorded, change);
            }
        }
        replay.task(key)
    }
}

impl Replay {
    fn read(&mut self, recorded: &Recorded, change: &TaskChange) {
        let stamp = Stamp::of(recorded);
        if self.version.get() == 0 {
            self.first = stamp.seq;
        }
        self.version = stamp.seq;
        for edit in &change.edits {
            let (act, counts) = match edit {
                TaskEdit::Assign(assignment) => {
                    self.assign(&stamp, change.base, assignment);
                    (None, true)
                }
                TaskEdit::Set(fields) => {
                    for field in fields {
                        self.write(&stamp, change.base, field.clone());
                    }
                    self.answer_decline();
                    (None, true)
                }
                TaskEdit::Lead { lead, person } => {
                    self.lead(&stamp, change.base, lead, person);
                    self.answer_decline();
                    (None, true)
                }
                TaskEdit::Act(act) => (Some(act.clone()), self.act(&stamp, act)),
                TaskEdit::Enclose(files) => {
                    if let Some(line) = self.log.last_mut().filter(|line| line.stamp.seq == stamp.seq) {
                        line.files.extend(files.iter().cloned());
                    }
                    continue;
                }
            };
            self.log.push(LogLine { stamp: stamp.clone(), act, files: Vec::new(), counts });
        }
    }

    fn assign(&mut self, stamp: &Stamp, base: FactSeq, assignment: &Assignment) {
        self.assigner.get_or_insert(stamp.unit);
        self.lead(stamp, base, &assignment.lead, &assignment.person);
        for name in AssignmentFieldName::ALL {
            self.write(stamp, base, assignment.field(*name));
        }
        self.answer_decline();
    }

    fn write(&mut self, stamp: &Stamp, base: FactSeq, field: AssignmentField) {
        if matches!(field, AssignmentField::Due(_)) {
            self.due_seen = base;
        }
        self.fields.entry(field.name()).or_default().write(stamp, base, field);
    }

    /// Another lead begins from the start: what the one before had taken on, reported or asked for is theirs alone.
    fn lead(&mut self, stamp: &Stamp, base: FactSeq, lead: &Party, person: &Someone) {
        let is_another = self.lead.value().is_some_and(|(before, _)| before != lead);
        self.lead.write(stamp, base, (lead.clone(), person.clone()));
        if is_another && self.state.is_open() {
            self.state = State::Assigned;
            self.anew = Some((stamp.seq, stamp.on));
            (self.percent, self.request) = (None, None);
        }
    }

    /// Whoever assigned a task that was given back answers by writing its assignment.
    fn answer_decline(&mut self) {
        if matches!(self.state, State::Declined { .. }) {
            self.state = State::Assigned;
        }
    }

    fn due(&self) -> Due {
        match self.fields.get(&AssignmentFieldName::Due).and_then(Register::value) {
            Some(AssignmentField::Due(due)) => *due,
            _ => Due::default(),
        }
    }

    /// Whether something that happened had an effect.
    fn act(&mut self, stamp: &Stamp, act: &TaskAct) -> bool {
        let on = stamp.on;
        let next = match (act, &self.state) {
            (TaskAct::Accept, State::Assigned | State::Declined { .. }) => State::InProgress { since: on },
            (TaskAct::Decline { reason }, State::Assigned | State::InProgress { .. }) => State::Declined { on, reason: reason.clone() },
            (TaskAct::Note { percent, .. }, state) if state.is_open() => {
                self.percent = percent.or(self.percent);
                return true;
            }
            (TaskAct::Report { product, .. }, State::Assigned | State::InProgress { .. } | State::Declined { .. }) => {
                State::Reported { on, product: product.clone() }
            }
            (TaskAct::Round { due, .. }, state) if state.is_open() => return self.round(*due, on),
            (TaskAct::Confirm, State::Reported { on, product }) => State::Finished { on: *on, product: product.clone() },
            (TaskAct::Confirm, state) if state.is_open() => State::Finished { on, product: None },
            (TaskAct::SendBack { .. }, state) if matches!(state, State::Reported { .. }) || self.is_on_roadmap() && state.is_open() => {
                self.anew = Some((stamp.seq, on));
                State::InProgress { since: on }
            }
            (TaskAct::AskExtension { to, reason }, state) if state.is_open() => {
                self.request = Some(ExtensionRequest { stamp: stamp.clone(), to: *to, reason: reason.clone() });
                return true;
            }
            (TaskAct::DecideExtension { request, to, .. }, _) if self.is_asked(*request) => {
                self.request = None;
                if let Some(to) = to {
                    self.extended = Some((stamp.seq, Some(*to)));
                    self.extensions += 1;
                }
                return true;
            }
            (TaskAct::Extend { to, .. }, state) if state.is_open() => {
                self.extended = Some((stamp.seq, *to));
                self.extensions += 1;
                // Who asked for no more than is given has their answer.
                self.request = self.request.take().filter(|asked| to.is_some_and(|to| to < asked.to));
                return true;
            }
            (TaskAct::Reopen { .. }, State::Finished { .. } | State::Stopped { .. }) => {
                self.anew = Some((stamp.seq, on));
                State::InProgress { since: on }
            }
            (TaskAct::Stop { reason, replaced_by }, state) if state.is_open() => {
                State::Stopped { on, reason: reason.clone(), replaced_by: replaced_by.clone() }
            }
            _ => return false,
        };
        self.state = next;
        true
    }

    /// Whether it is a task of a roadmap: there the count reports it done, of which the statements about the task say nothing.
    fn is_on_roadmap(&self) -> bool {
        matches!(self.fields.get(&AssignmentFieldName::Roadmap).and_then(Register::value), Some(AssignmentField::Roadmap(Some(_))))
    }

    fn is_asked(&self, request: FactSeq) -> bool {
        self.request.as_ref().is_some_and(|asked| request.get() == 0 || asked.stamp.seq == request)
    }

    /// A round done a second time stays done on the first day.
    fn round(&mut self, due: Date, on: Date) -> bool {
        let fresh = !self.rounds.contains_key(&due);
        let done = self.rounds.entry(due).or_insert(on);
        *done = on.min(*done);
        if matches!(self.state, State::Assigned) {
            self.state = State::InProgress { since: on };
        }
        fresh
    }

    fn task(mut self, key: &ItemKey) -> Option<Task> {
        let assigner = self.assigner?;
        let (lead, person) = self.lead.value()?.clone();
        let mut assignment = Assignment::new("", lead, "", Date::default(), Due::default());
        assignment.person = person;
        let mut conflicts: Vec<FieldConflict> = Vec::new();
        for (stamp, (party, person)) in self.lead.others() {
            conflicts.push(FieldConflict { field: None, other: (stamp.clone(), FieldVersion::Lead(party.clone(), person.clone())) });
        }
        for (name, register) in &self.fields {
            let others = register.others().map(|(stamp, field)| (stamp.clone(), FieldVersion::Field(field.clone())));
            conflicts.extend(others.map(|other| FieldConflict { field: Some(*name), other }));
            if let Some(field) = register.value() {
                assignment.set(field.clone());
            }
        }
        let mut due = self.due_in_force();
        if let Due { rule: DueRule::Every { .. }, on: Some(first) } = assignment.due {
            due = first_open(assignment.due, &self.rounds);
            if due.is_none() && self.state.is_open() {
                let on = self.rounds.values().max().copied().unwrap_or(first);
                self.state = State::Finished { on, product: None };
            }
        }
        if !self.state.is_open() {
            self.request = None;
        }
        Some(Task {
            key: key.clone(),
            assigner,
            version: self.version,
            first: self.first,
            assignment,
            state: self.state,
            due,
            extensions: self.extensions,
            extended: self.extended.map(|(granted, _)| granted),
            anew: self.anew,
            request: self.request,
            percent: self.percent,
            rounds: self.rounds,
            log: self.log,
            conflicts,
        })
    }

    /// The deadline as assigned, or as extended by a fact that whoever wrote it later had not seen: what was granted is not lost to them.
    fn due_in_force(&self) -> Option<Date> {
        match self.extended {
            Some((granted, to)) if granted > self.due_seen => to,
            _ => self.due().on,
        }
    }
}
