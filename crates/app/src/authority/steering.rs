//! What it takes to state something about meetings, tasks and proposals.

use super::About;
use crate::App;
use vedich_criteria::Subject;
use vedich_facts::steering::{MeetingEdit, ProposalEdit, SourceKind, TaskChange, TaskEdit, TaskStatement};
use vedich_facts::{Body, Fact};
use vedich_rights::Action;
use vedich_values::{CriterionNo, SetId};

/// What a statement takes, over the unit in whose name it is made.
pub(super) fn needed(fact: &Fact) -> Action {
    match &fact.body {
        Body::Meeting(change) => {
            let signs = |edit: &MeetingEdit| matches!(edit, MeetingEdit::Sign(_) | MeetingEdit::Supplement(_));
            // What came of a direction is a report, as of a task.
            let reports = |edit: &MeetingEdit| matches!(edit, MeetingEdit::Achieve(_));
            if change.edits.iter().any(signs) {
                Action::Approve
            } else if !change.edits.is_empty() && change.edits.iter().all(reports) {
                Action::Count
            } else {
                Action::Assign
            }
        }
        Body::Proposal(change) => {
            let answers = change.edits.iter().any(|edit| matches!(edit, ProposalEdit::Answer(_)));
            if answers { Action::Answer } else { Action::Propose }
        }
        Body::Task(statement) => match &**statement {
            TaskStatement::Change(change) => needed_for_task(fact, change),
            TaskStatement::Counted(_) => Action::Count,
        },
        _ => Action::Assign,
    }
}

fn needed_for_task(fact: &Fact, change: &TaskChange) -> Action {
    // What a unit promises in answer to a proposal, it assigns to itself: that takes the right to answer.
    let promises = |edit: &TaskEdit| match edit {
        TaskEdit::Assign(assignment) => assignment.source.kind == SourceKind::Commitment && assignment.lead.unit == fact.unit,
        _ => false,
    };
    let leads = |edit: &TaskEdit| match edit {
        TaskEdit::Act(act) => act.is_leads(),
        TaskEdit::Enclose(_) => true,
        TaskEdit::Assign(_) | TaskEdit::Set(_) => false,
    };
    let approves = |edit: &TaskEdit| matches!(edit, TaskEdit::Act(act) if act.takes_approval());
    let all = |is: &dyn Fn(&TaskEdit) -> bool| !change.edits.is_empty() && change.edits.iter().all(is);
    if change.edits.iter().any(approves) {
        Action::Approve
    } else if all(&leads) {
        Action::Count
    } else if all(&promises) && change.base.get() == 0 {
        Action::Answer
    } else {
        Action::Assign
    }
}

impl App {
    /// The criterion an answer or a promise is about, as the fields of departments name it.
    pub(super) fn about_steering(&self, body: &Body) -> Option<About> {
        let criteria: Vec<CriterionNo> = match body {
            Body::Proposal(change) if change.edits.iter().any(|edit| matches!(edit, ProposalEdit::Answer(_))) => {
                self.live().proposal(&change.proposal)?.request.criteria
            }
            Body::Task(statement) => match &**statement {
                TaskStatement::Change(change) => change.edits.iter().find_map(|edit| match edit {
                    TaskEdit::Assign(assignment) if assignment.source.kind == SourceKind::Commitment => Some(assignment.criteria.clone()),
                    _ => None,
                })?,
                TaskStatement::Counted(_) => return None,
            },
            _ => return None,
        };
        let criterion = criteria.first().copied()?;
        Some(About { keys: vec![SetId::new(Subject::Commune.name())], criterion })
    }
}
