//! Proposals: sent, answered with a promise that becomes a task, passed up, judged.

use super::{Written, key_of, task_fact, unknown};
use crate::commands::By;
use crate::{App, AppError, Committed};
use vedich_facts::steering::{
    Answer, AnswerKind, Assignment, Commitment, Due, DueRule, Party, ProposalChange, ProposalEdit, Request, Source, SourceKind, TaskChange,
    TaskEdit, Verdict,
};
use vedich_facts::{Body, Fact};
use vedich_rights::{Action, On};
use vedich_steering::Proposal;
use vedich_values::{Date, FactSeq, ItemKey, UnitId, Vnd};

/// What is promised with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// What will be done.
    pub content: String,
    /// Who answers for it.
    pub person: String,
    /// By when; none: not said.
    pub by: Option<Date>,
    /// Money, in đồng; none: not said.
    pub amount: Option<Vnd>,
}

/// An answer to a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerProposal {
    /// The answer; its commitment is filled in from the promise.
    pub answer: Answer,
    /// What is promised.
    pub promise: Option<Promise>,
}

impl App {
    /// A proposal as it is now.
    ///
    /// # Errors
    /// When there is none, or the journal does not answer.
    pub async fn proposal_now(&self, key: &ItemKey) -> Result<Proposal, AppError> {
        let facts = self.item_facts(key).await?;
        Proposal::replay(key, &facts).ok_or_else(|| unknown("proposal.unknown", "proposal", key))
    }

    /// Sends a proposal of a unit.
    ///
    /// # Errors
    /// When it has no text, the person may not, or the journal does not answer.
    pub async fn send_proposal(&self, by: By, unit: UnitId, request: Request) -> Result<(ItemKey, Committed), AppError> {
        self.may(by.hand(), Action::Propose, &On::unit(unit))?;
        let key = key_of(&by, "");
        let on = request.sent.min(self.today());
        let edits = vec![ProposalEdit::Send(Box::new(request))];
        let fact = proposal_fact(&by, unit, on, ProposalChange { proposal: key.clone(), base: FactSeq(0), edits });
        Ok((key, self.commit(self.entry("send-proposal", by, vec![fact])).await?))
    }

    /// Answers a proposal in the name of the unit it is with; what is promised becomes a task of that unit.
    ///
    /// # Errors
    /// When it was answered, the person may not, or the journal does not answer.
    pub async fn answer_proposal(&self, by: By, written: Written<AnswerProposal>) -> Result<Committed, AppError> {
        let proposal = self.proposal_now(&written.key).await?;
        let (unit, on) = (proposal.answering(), written.on.unwrap_or_else(|| self.today()));
        let AnswerProposal { mut answer, promise } = written.what;
        if answer.kind == AnswerKind::PassedUp && answer.due.is_none() {
            // The next level has its own days to answer, from the day it is asked.
            answer.due = self.answer_by(on);
        }
        let mut facts = Vec::new();
        if let Some(promise) = promise {
            let task = key_of(&by, "c");
            let due = Due { rule: if promise.by.is_some() { DueRule::Day } else { DueRule::None }, on: promise.by };
            let promising = self.carried_on_by(unit, on);
            let lead = Party { unit: promising, office: answer.office.clone() };
            let mut assignment = Assignment::new(&promise.content, lead, "", on, due);
            assignment.person = self.someone(&promise.person, promising)?;
            assignment.places = vec![proposal.unit];
            assignment.criteria.clone_from(&proposal.request.criteria);
            let (item, paper) = (Some(written.key.clone()), answer.paper.clone());
            assignment.source = Source { kind: SourceKind::Commitment, item, paper, ..Source::default() };
            let edits = vec![TaskEdit::Assign(Box::new(assignment))];
            facts.push(task_fact(&by, promising, on, TaskChange { task: task.clone(), base: FactSeq(0), edits }));
            answer.commitment = Some(Commitment { by: promise.by, amount: promise.amount, task });
        }
        let change = ProposalChange {
            proposal: written.key,
            base: written.base.unwrap_or(proposal.version),
            edits: vec![ProposalEdit::Answer(Box::new(answer))],
        };
        facts.push(proposal_fact(&by, unit, on, change));
        self.commit(self.entry("answer-proposal", by, facts)).await
    }

    /// The last day to answer what is asked on a day.
    fn answer_by(&self, on: Date) -> Option<Date> {
        self.deadline(DueRule::WorkingDays(vedich_reference::steering_rules().answer_working_days), on, None).on
    }

    /// Whoever proposed changes, judges or takes back their proposal. What they find not settled is with whoever answered once more.
    ///
    /// # Errors
    /// When it does not fit where the proposal stands, the person may not, or the journal does not answer.
    pub async fn write_proposal(&self, by: By, written: Written<Vec<ProposalEdit>>) -> Result<Committed, AppError> {
        let proposal = self.proposal_now(&written.key).await?;
        let on = written.on.unwrap_or_else(|| self.today());
        let base = written.base.unwrap_or(proposal.version);
        let mut edits = written.what;
        for edit in &mut edits {
            if let ProposalEdit::Reassess { verdict: Verdict::Unsatisfied, due, .. } = edit {
                // Whoever answered has as many days again, from the day they hear that it is not settled.
                *due = due.or_else(|| self.answer_by(on));
            }
        }
        let change = ProposalChange { proposal: written.key, base, edits };
        let fact = proposal_fact(&by, proposal.unit, on, change);
        self.commit(self.entry("write-proposal", by, vec![fact])).await
    }
}

fn proposal_fact(by: &By, unit: UnitId, on: Date, change: ProposalChange) -> Fact {
    Fact::new(unit, on, Body::Proposal(Box::new(change))).from_source(by.hand().actor())
}
