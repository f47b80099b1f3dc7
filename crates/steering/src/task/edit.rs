//! Changing an assignment: only what is another is written, and a last day moved later is an extension.

use super::Task;
use crate::due::next_round;
use std::collections::BTreeMap;
use vedich_facts::steering::{Assignment, AssignmentField, AssignmentFieldName, Due, DueRule, TaskEdit};
use vedich_values::Date;

/// The last day a deadline comes to: of a recurring task its first round that is not done; none where every round is, or there is no deadline.
pub(crate) fn first_open(due: Due, rounds: &BTreeMap<Date, Date>) -> Option<Date> {
    let Due { rule: DueRule::Every { every, until }, on: Some(first) } = due else { return due.on };
    std::iter::successors(Some(first), |round| Some(next_round(every, *round)))
        .take_while(|round| until.is_none_or(|until| *round <= until))
        .find(|round| !rounds.contains_key(round))
}

impl Task {
    /// What has to be written for the assignment to become another one: the fields that differ, and nothing else. A day is the same
    /// deadline however it was given; the day in force is compared, as forms show it.
    #[must_use]
    pub fn changes_to(&self, wanted: &Assignment) -> Vec<TaskEdit> {
        let differs = |field: &AssignmentField| match field {
            AssignmentField::Due(due) => !self.is_due(*due),
            field => self.assignment.field(field.name()) != *field,
        };
        let fields: Vec<AssignmentField> = AssignmentFieldName::ALL.iter().map(|name| wanted.field(*name)).filter(differs).collect();
        let mut edits = Vec::new();
        if (&wanted.lead, &wanted.person) != (&self.assignment.lead, &self.assignment.person) {
            edits.push(TaskEdit::Lead { lead: wanted.lead.clone(), person: wanted.person.clone() });
        }
        if !fields.is_empty() {
            edits.push(TaskEdit::Set(fields));
        }
        edits
    }

    fn is_due(&self, due: Due) -> bool {
        let recurs = |due: Due| matches!(due.rule, DueRule::Every { .. });
        if recurs(due) || recurs(self.assignment.due) { due == self.assignment.due } else { due.on == self.due }
    }

    /// The last day the task would have under another deadline, as far as its rounds are done.
    #[must_use]
    pub fn due_under(&self, due: Due) -> Option<Date> {
        first_open(due, &self.rounds)
    }

    /// Whether another deadline gives more time than the one in force.
    #[must_use]
    pub fn is_later(&self, due: Due) -> bool {
        self.due.is_some_and(|present| self.due_under(due).is_none_or(|day| day > present))
    }

    /// The deadline that changes of it write, where it gives more time: that takes an extension beside it.
    #[must_use]
    pub fn moved_later(&self, edits: &[TaskEdit]) -> Option<Due> {
        due_written(edits).filter(|due| self.is_later(*due))
    }
}

/// The deadline written by changes, if any is.
pub(crate) fn due_written(edits: &[TaskEdit]) -> Option<Due> {
    let of_field = |field: &AssignmentField| if let AssignmentField::Due(due) = field { Some(*due) } else { None };
    edits.iter().rev().find_map(|edit| match edit {
        TaskEdit::Assign(assignment) => Some(assignment.due),
        TaskEdit::Set(fields) => fields.iter().rev().find_map(of_field),
        TaskEdit::Lead { .. } | TaskEdit::Act(_) | TaskEdit::Enclose(_) => None,
    })
}
