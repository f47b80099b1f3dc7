//! A proposal (đề xuất, kiến nghị) as the sum of what was stated of it.

use crate::register::{Register, Stamp};
use std::collections::BTreeMap;
use vedich_facts::steering::{Answer, AnswerKind, Party, ProposalChange, ProposalEdit, Request, RequestField, RequestFieldName, Verdict};
use vedich_facts::{Body, Recorded};
use vedich_values::{Date, FactSeq, ItemKey, UnitId, Vnd};

/// A proposal.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Which.
    pub key: ItemKey,
    /// Who proposes.
    pub unit: UnitId,
    /// The last fact about it.
    pub version: FactSeq,
    /// The first fact about it.
    pub first: FactSeq,
    /// What is proposed, and whom it was sent to first.
    pub request: Request,
    /// By when whoever it is with has to answer: as asked, or as set when it was passed up.
    pub due: Option<Date>,
    /// Where it stands.
    pub state: ProposalState,
    /// Every answer, in order; two given at the same time both stand here.
    pub answers: Vec<(Stamp, Answer)>,
    /// What the proposer made of the answer, in order; with a day, it was to be answered again by then.
    pub reassessed: Vec<Judged>,
    /// Fields written differently at the same time: the version that does not show.
    pub conflicts: Vec<(Stamp, RequestField)>,
}

/// A judgement: who and when, in a word and in words, and by when it is to be answered again.
pub type Judged = (Stamp, Verdict, String, Option<Date>);

/// Where a proposal stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProposalState {
    /// It waits for an answer.
    Open {
        /// Who has to answer.
        with: Party,
        /// Since when.
        since: Date,
        /// How often it was passed up.
        passed_up: u32,
        /// How often whoever proposed found that the answer had settled nothing.
        reopened: u32,
    },
    /// It was answered.
    Answered {
        /// How.
        kind: AnswerKind,
        /// By whom: the office is the one that answered, else the one it was sent to.
        by: Party,
        /// When.
        on: Date,
    },
    /// It was taken back.
    Withdrawn {
        /// When.
        on: Date,
        /// Why.
        reason: String,
    },
}

impl ProposalState {
    /// The name in the API and the wording.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Open { passed_up: 0, reopened: 0, .. } => "open",
            Self::Open { passed_up: 0, .. } => "reopened",
            Self::Open { .. } => "passed-up",
            Self::Answered { .. } => "answered",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}

impl Proposal {
    /// What the statements about one proposal add up to; none when it was never sent. Facts come in the order of their numbers.
    #[must_use]
    pub fn replay<'a>(key: &ItemKey, facts: impl IntoIterator<Item = &'a Recorded>) -> Option<Self> {
        let mut fields: BTreeMap<RequestFieldName, Register<RequestField>> = BTreeMap::new();
        let mut to: Register<Party> = Register::default();
        let (mut unit, mut first, mut version) = (None, FactSeq(0), FactSeq(0));
        let (mut answers, mut reassessed, mut withdrawn) = (Vec::new(), Vec::new(), None);
        for (recorded, change) in facts.into_iter().filter_map(|recorded| Some((recorded, change_of(recorded, key)?))) {
            let stamp = Stamp::of(recorded);
            if version.get() == 0 {
                first = stamp.seq;
            }
            version = stamp.seq;
            for edit in &change.edits {
                match edit {
                    ProposalEdit::Send(request) => {
                        unit.get_or_insert(stamp.unit);
                        to.write(&stamp, change.base, request.to.clone());
                        for name in RequestFieldName::ALL {
                            fields.entry(*name).or_default().write(&stamp, change.base, request.field(*name));
                        }
                    }
                    ProposalEdit::Set(changed) => {
                        for field in changed {
                            fields.entry(field.name()).or_default().write(&stamp, change.base, field.clone());
                        }
                    }
                    ProposalEdit::Answer(answer) => answers.push((stamp.clone(), Answer::clone(answer))),
                    ProposalEdit::Reassess { verdict, text, due } => reassessed.push((stamp.clone(), *verdict, text.clone(), *due)),
                    ProposalEdit::Withdraw { reason } => withdrawn = Some((stamp.on, reason.clone())),
                }
            }
        }
        let mut request = Request::new("", to.value()?.clone());
        let mut conflicts = Vec::new();
        for register in fields.values() {
            conflicts.extend(register.others().cloned());
            if let Some(field) = register.value() {
                request.set(field.clone());
            }
        }
        let state = match withdrawn {
            Some((on, reason)) => ProposalState::Withdrawn { on, reason },
            None => state(&request, &answers, &reassessed),
        };
        let passed = answers.iter().filter_map(|(stamp, answer): &(Stamp, Answer)| Some((stamp.seq, answer.due?)));
        let again = reassessed.iter().filter_map(|(stamp, _, _, due): &Judged| Some((stamp.seq, (*due)?)));
        let due = passed.chain(again).max_by_key(|(seq, _)| *seq).map(|(_, due)| due).or(request.due.on);
        Some(Self { key: key.clone(), unit: unit?, version, first, request, due, state, answers, reassessed, conflicts })
    }

    /// The answer that counts.
    #[must_use]
    pub fn answer(&self) -> Option<&(Stamp, Answer)> {
        matches!(self.state, ProposalState::Answered { .. }).then(|| self.answers.last()).flatten()
    }

    /// Whether it was answered and whoever proposed has not said yet what the answer was worth.
    #[must_use]
    pub fn is_to_judge(&self) -> bool {
        let judged = |answered: FactSeq| self.reassessed.last().is_some_and(|(stamp, ..)| stamp.seq > answered);
        self.answer().is_some_and(|(stamp, _)| !judged(stamp.seq))
    }

    /// Whether it waits for an answer.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, ProposalState::Open { .. })
    }

    /// The unit that has to answer, or that answered.
    #[must_use]
    pub const fn answering(&self) -> UnitId {
        self.addressee().unit
    }

    /// The unit and office that has to answer, or that answered.
    #[must_use]
    pub const fn addressee(&self) -> &Party {
        match &self.state {
            ProposalState::Open { with, .. } => with,
            ProposalState::Answered { by, .. } => by,
            ProposalState::Withdrawn { .. } => &self.request.to,
        }
    }

    /// Every unit it was ever with, the first one asked at the front: whoever passes it up keeps it in their register.
    pub fn was_with(&self) -> impl Iterator<Item = UnitId> {
        let passed = self.answers.iter().flat_map(|(stamp, answer)| [Some(stamp.unit), answer.to.as_ref().map(|to| to.unit)]);
        std::iter::once(self.request.to.unit).chain(passed.flatten())
    }

    /// How often whoever proposed found that an answer had settled nothing, and it was to be answered again.
    #[must_use]
    pub fn reopened(&self) -> u32 {
        u32::try_from(self.reassessed.iter().filter(|(.., due)| due.is_some()).count()).unwrap_or(u32::MAX)
    }

    /// Days an answer is overdue on a day; 0 when it is not.
    #[must_use]
    pub fn overdue(&self, on: Date) -> u32 {
        let days = |due: Date| u32::try_from(on.signed_duration_since(due).num_days()).unwrap_or(0);
        if self.is_open() { self.due.map_or(0, days) } else { 0 }
    }
}

/// Proposals counted, and the money promised in answer to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All.
    pub sent: u32,
    /// Answered.
    pub answered: u32,
    /// Agreed wholly or in part.
    pub agreed: u32,
    /// Not answered, and the day for it is over.
    pub overdue: u32,
    /// Waiting for an answer.
    pub open: u32,
    /// Answered, found not settled by whoever proposed, and to be answered again.
    pub reopened: u32,
    /// Answered with a commitment (cam kết).
    pub promised: u32,
    /// Money of the commitments whose amount is said.
    pub money: Vnd,
    /// Commitments whose amount is said: where there are none, no sum is known.
    pub priced: u32,
}

impl Tally {
    /// Adds a proposal as it stands on a day.
    pub fn add(&mut self, proposal: &Proposal, on: Date) {
        self.sent += 1;
        if let ProposalState::Answered { kind, .. } = &proposal.state {
            self.answered += 1;
            self.agreed += u32::from(matches!(kind, AnswerKind::Agreed | AnswerKind::Part));
        }
        self.open += u32::from(proposal.is_open());
        self.reopened += u32::from(proposal.reopened() > 0);
        self.overdue += u32::from(proposal.overdue(on) > 0);
        for commitment in proposal.answers.iter().filter_map(|(_, answer)| answer.commitment.as_ref()) {
            self.promised += 1;
            if let Some(amount) = commitment.amount {
                self.priced += 1;
                self.money = Vnd(self.money.0.saturating_add(amount.0));
            }
        }
    }

    /// Proposals counted on a day by a key of theirs, in the order of the keys.
    pub fn by<'a, K: Ord>(proposals: impl IntoIterator<Item = &'a Proposal>, on: Date, key: impl Fn(&Proposal) -> K) -> BTreeMap<K, Self> {
        let mut by: BTreeMap<K, Self> = BTreeMap::new();
        for proposal in proposals {
            by.entry(key(proposal)).or_default().add(proposal, on);
        }
        by
    }

    /// The money promised; none where no amount was said.
    #[must_use]
    pub fn sum(&self) -> Option<Vnd> {
        (self.priced > 0).then_some(self.money)
    }
}

fn change_of<'a>(recorded: &'a Recorded, key: &ItemKey) -> Option<&'a ProposalChange> {
    match &recorded.fact.body {
        Body::Proposal(change) if change.proposal == *key => Some(change),
        _ => None,
    }
}

/// Who answered: the office that says so; else the one it was with, where it is one of the unit that answers.
fn answered_by(before: &ProposalState, stamp: &Stamp, answer: &Answer) -> Party {
    let asked = match before {
        ProposalState::Open { with, .. } | ProposalState::Answered { by: with, .. } if with.unit == stamp.unit => with.office.as_str(),
        _ => "",
    };
    let office = if answer.office.trim().is_empty() { asked } else { answer.office.trim() };
    Party { unit: stamp.unit, office: office.to_owned() }
}

fn state(request: &Request, answers: &[(Stamp, Answer)], reassessed: &[Judged]) -> ProposalState {
    let mut state = ProposalState::Open { with: request.to.clone(), since: request.sent, passed_up: 0, reopened: 0 };
    let mut judged = reassessed.iter().filter(|(.., due)| due.is_some()).peekable();
    let mut reopened = 0;
    for (stamp, answer) in answers {
        while let Some((again, ..)) = judged.next_if(|(again, ..)| again.seq < stamp.seq) {
            state = opened_again(state, again, &mut reopened);
        }
        let before = if let ProposalState::Open { passed_up, .. } = state { passed_up } else { 0 };
        state = match &answer.to {
            Some(to) if answer.kind.passes() => {
                let passed_up = before + u32::from(answer.kind == AnswerKind::PassedUp);
                ProposalState::Open { with: to.clone(), since: stamp.on, passed_up, reopened }
            }
            _ => ProposalState::Answered { kind: answer.kind, by: answered_by(&state, stamp, answer), on: stamp.on },
        };
    }
    judged.fold(state, |state, (again, ..)| opened_again(state, again, &mut reopened))
}

/// What was not settled is with whoever answered once more.
fn opened_again(state: ProposalState, again: &Stamp, reopened: &mut u32) -> ProposalState {
    match state {
        ProposalState::Answered { by, .. } => {
            *reopened += 1;
            ProposalState::Open { with: by, since: again.on, passed_up: 0, reopened: *reopened }
        }
        other => other,
    }
}

#[cfg(test)]
mod tests;
