//! What it takes to state something about meetings, tasks and proposals.

use super::About;
use crate::entry::Hand;
use crate::{App, AppError};
use vedich_criteria::Subject;
use vedich_facts::steering::{MeetingEdit, ProposalEdit, SourceKind, TaskChange, TaskEdit, TaskStatement};
use vedich_facts::{Body, Fact, PersonId, PostId};
use vedich_rights::{Action, On, Refusal, Rights};
use vedich_steering::Proposal;
use vedich_values::text::fold;
use vedich_values::{CriterionNo, Date, UnitId};

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
    let approves = |edit: &TaskEdit| matches!(edit, TaskEdit::Act(act) if act.takes_approval());
    let all = |is: &dyn Fn(&TaskEdit) -> bool| !change.edits.is_empty() && change.edits.iter().all(is);
    if change.edits.iter().any(approves) {
        Action::Approve
    } else if speaks_for_lead(change) {
        Action::Count
    } else if all(&promises) && change.base.get() == 0 {
        Action::Answer
    } else {
        Action::Assign
    }
}

/// Whether a change states deeds of whoever leads the task, and nothing else.
fn speaks_for_lead(change: &TaskChange) -> bool {
    let leads = |edit: &TaskEdit| match edit {
        TaskEdit::Act(act) => act.is_leads(),
        TaskEdit::Enclose(_) => true,
        TaskEdit::Assign(_) | TaskEdit::Set(_) | TaskEdit::Lead { .. } => false,
    };
    !change.edits.is_empty() && change.edits.iter().all(leads)
}

impl App {
    /// The post in which the person named in a task says what its lead says, in the name of the unit that leads it: whatever their role,
    /// they answer for it. None for anybody else, and for any other statement.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub(super) async fn as_person_of_task(&self, rights: &Rights, person: PersonId, fact: &Fact) -> Result<Option<PostId>, AppError> {
        let Body::Task(statement) = &fact.body else { return Ok(None) };
        let TaskStatement::Change(change) = &**statement else { return Ok(None) };
        let Some(post) = rights.acting(person, self.today()).next().map(|post| post.id) else { return Ok(None) };
        if !speaks_for_lead(change) {
            return Ok(None);
        }
        let task = match self.task_now(&change.task).await {
            Ok(task) => task,
            Err(AppError::Refused(_)) => return Ok(None),
            Err(other) => return Err(other),
        };
        let named = task.assignment.person.person == Some(person) && task.assignment.lead.unit == fact.unit;
        Ok(named.then_some(post))
    }

    /// Whether a hand may answer a proposal today: as a whole, or within the field it is about.
    ///
    /// # Errors
    /// The refusal.
    pub fn may_answer(&self, hand: &Hand, proposal: &Proposal) -> Result<(), Refusal> {
        let about = self.about_proposal(proposal);
        self.may(hand, Action::Answer, &On { topic: About::topic(about.as_ref()), ..On::unit(proposal.answering()) })
    }

    /// The criterion a proposal is about: the first of those it names, else the one that bears the name of its field.
    fn about_proposal(&self, proposal: &Proposal) -> Option<About> {
        let request = &proposal.request;
        match request.criteria.first() {
            Some(criterion) => Some(self.of_communes(*criterion, proposal.unit, request.sent)),
            None => self.criterion_named(&request.topic),
        }
    }

    /// The criterion for communes in force today that is called as people call a field: "Thủy lợi", whose whole name may go on ("… và phòng,
    /// chống thiên tai").
    fn criterion_named(&self, topic: &str) -> Option<About> {
        let (wanted, reference, today) = (fold(topic.trim()), self.reference(), self.today());
        if wanted.is_empty() {
            return None;
        }
        let sets = reference.catalogue.iter().filter(|set| set.subject == Subject::Commune && set.effective.contains(today));
        let criteria: Vec<_> = sets.flat_map(|set| set.criteria.iter().map(move |criterion| (set, criterion))).collect();
        let begins = |name: &str| name.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.starts_with(' '));
        let exactly = criteria.iter().find(|(_, criterion)| fold(&criterion.name.vi) == wanted);
        let (set, criterion) = exactly.or_else(|| criteria.iter().find(|(_, criterion)| begins(&fold(&criterion.name.vi))))?;
        Some(About::criterion(&reference.catalogue, &set.id, criterion.no))
    }

    /// The criterion an answer or a promise is about, as the fields of departments name it.
    pub(super) fn about_steering(&self, fact: &Fact) -> Option<About> {
        match &fact.body {
            Body::Proposal(change) if change.edits.iter().any(|edit| matches!(edit, ProposalEdit::Answer(_))) => {
                self.about_proposal(&self.live().proposal(&change.proposal)?)
            }
            Body::Task(statement) => {
                let TaskStatement::Change(change) = &**statement else { return None };
                let promised = change.edits.iter().find_map(|edit| match edit {
                    TaskEdit::Assign(assignment) if assignment.source.kind == SourceKind::Commitment => Some(assignment),
                    _ => None,
                })?;
                match promised.criteria.first() {
                    Some(criterion) => Some(self.of_communes(*criterion, fact.unit, fact.as_of)),
                    None => self.about_proposal(&self.live().proposal(promised.source.item.as_ref()?)?),
                }
            }
            _ => None,
        }
    }

    /// A criterion for communes, by the numbers of the set of that place and day.
    fn of_communes(&self, criterion: CriterionNo, unit: UnitId, on: Date) -> About {
        About::spoken_of(&self.reference(), Subject::Commune.name(), criterion, (unit, on))
    }
}
