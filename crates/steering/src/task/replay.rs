//! From the statements to the task.

use super::{ExtensionRequest, FieldConflict, FieldVersion, LogLine, State, Task};
use crate::due::next_round;
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
    extended: Option<(FactSeq, Date)>,
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
                        self.fields.entry(field.name()).or_default().write(&stamp, change.base, field.clone());
                    }
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
        self.lead.write(stamp, base, (assignment.lead.clone(), assignment.person.clone()));
        for name in AssignmentFieldName::ALL {
            self.fields.entry(*name).or_default().write(stamp, base, assignment.field(*name));
        }
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
            (TaskAct::SendBack { .. }, State::Reported { .. }) => State::InProgress { since: on },
            (TaskAct::AskExtension { to, reason }, state) if state.is_open() => {
                self.request = Some(ExtensionRequest { stamp: stamp.clone(), to: *to, reason: reason.clone() });
                return true;
            }
            (TaskAct::DecideExtension { request, to, .. }, _) if self.is_asked(*request) => {
                self.request = None;
                if let Some(to) = to {
                    self.extended = Some((stamp.seq, *to));
                    self.extensions += 1;
                }
                return true;
            }
            (TaskAct::Reopen { .. }, State::Finished { .. } | State::Stopped { .. }) => State::InProgress { since: on },
            (TaskAct::Stop { reason, replaced_by }, state) if state.is_open() => {
                State::Stopped { on, reason: reason.clone(), replaced_by: replaced_by.clone() }
            }
            _ => return false,
        };
        self.state = next;
        true
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
        if let Due { rule: DueRule::Every { every, until }, on: Some(first) } = assignment.due {
            let open = std::iter::successors(Some(first), |round| Some(next_round(every, *round)))
                .take_while(|round| until.is_none_or(|until| *round <= until))
                .find(|round| !self.rounds.contains_key(round));
            due = open;
            if open.is_none() && self.state.is_open() {
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
            request: self.request,
            percent: self.percent,
            rounds: self.rounds,
            log: self.log,
            conflicts,
        })
    }

    /// The later of the deadline as assigned and the one granted: the later written, not the later day.
    fn due_in_force(&self) -> Option<Date> {
        let written = self.fields.get(&AssignmentFieldName::Due).and_then(Register::stamp).map_or(FactSeq(0), |stamp| stamp.seq);
        match self.extended {
            Some((granted, to)) if granted > written => Some(to),
            _ => self.due().on,
        }
    }
}
