//! Proposals in words.

use super::{LogEntry, day_or_dash, party, who, word};
use crate::parts::Link;
use crate::present::Scene;
use vedich_facts::steering::{Answer, AnswerKind};
use vedich_steering::Proposal;
use vedich_steering::proposal::{self, ProposalState};

/// A proposal in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProposalLine {
    /// Its identity.
    pub key: String,
    /// Text and page.
    pub text: Link,
    /// Who proposes.
    pub from: String,
    /// Who has to answer, or answered.
    pub with: String,
    /// The field and criteria.
    pub topic: String,
    /// The day it was sent.
    pub sent: String,
    /// By when an answer is expected.
    pub due: String,
    /// Where it stands.
    pub state: String,
    /// The class of its tag.
    pub tag: &'static str,
    /// The answer, when there is one.
    pub answer: String,
    /// Whether it waits for an answer.
    pub open: bool,
}

/// A proposal in a list.
#[must_use]
pub fn proposal_line(s: Scene<'_>, proposal: &Proposal) -> ProposalLine {
    let (f, request) = (s.f, &proposal.request);
    let overdue = proposal.overdue(s.board.date());
    let state = match &proposal.state {
        ProposalState::Answered { kind, .. } => word(f, &format!("answer-{}", kind.as_str())),
        _ if overdue > 0 => f.say("steering.overdue-days", &[("days", &f.count(overdue))]),
        state => word(f, &format!("proposal-{}", state.name())),
    };
    let tag = match &proposal.state {
        _ if overdue > 0 => "overdue",
        ProposalState::Open { .. } => "in-progress",
        ProposalState::Answered { kind: AnswerKind::Refused, .. } => "late",
        ProposalState::Answered { .. } => "in-time",
        ProposalState::Withdrawn { .. } => "out",
    };
    let mut topic = request.topic.clone();
    if !request.criteria.is_empty() {
        let numbers = f.say("steering.criteria-no", &[("numbers", &super::criteria(&request.criteria))]);
        topic = if topic.is_empty() { numbers } else { format!("{topic} · {numbers}") };
    }
    ProposalLine {
        key: proposal.key.to_string(),
        text: Link::new(request.text.clone(), f.link(&format!("/proposals/{}", proposal.key))),
        from: s.name(proposal.unit),
        with: party(s, proposal.addressee()),
        topic,
        sent: f.date(request.sent),
        due: day_or_dash(f, proposal.due),
        state,
        tag,
        answer: proposal.answer().map(|(_, answer)| answer.text.clone()).unwrap_or_default(),
        open: proposal.is_open(),
    }
}

/// What happened to a proposal, newest first.
#[must_use]
pub fn history(s: Scene<'_>, proposal: &Proposal) -> Vec<LogEntry> {
    let f = s.f;
    let by = |stamp: &vedich_steering::Stamp| format!("{} · {}", who(s, stamp), super::office_of(s, stamp.unit));
    let answer = |(stamp, answer): &(vedich_steering::Stamp, Answer)| LogEntry {
        on: f.date(stamp.on),
        what: word(f, &format!("answer-{}", answer.kind.as_str())),
        text: answer_text(s, answer),
        who: by(stamp),
        ..LogEntry::default()
    };
    let mut entries: Vec<(u64, LogEntry)> = proposal.answers.iter().map(|one| (one.0.seq.get(), answer(one))).collect();
    entries.extend(proposal.reassessed.iter().map(|(stamp, verdict, text, due)| {
        let what = word(f, &format!("verdict-{}", verdict.as_str()));
        let again = due.map(|day| f.say("steering.answer-again", &[("day", &f.date(day))]));
        let text = [Some(text.clone()).filter(|text| !text.is_empty()), again].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        (stamp.seq.get(), LogEntry { on: f.date(stamp.on), what, text, who: by(stamp), ..LogEntry::default() })
    }));
    entries.sort_by_key(|(seq, _)| std::cmp::Reverse(*seq));
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn answer_text(s: Scene<'_>, answer: &Answer) -> String {
    let promise = answer.commitment.as_ref().map(|commitment| {
        let by = commitment.by.map(|day| s.f.say("steering.until", &[("day", &s.f.date(day))])).unwrap_or_default();
        let amount = commitment
            .amount
            .map(|amount| s.f.say("steering.million", &[("n", &vedich_wording::millions_short(s.f.lang, amount.0))]))
            .unwrap_or_default();
        format!("{}: {by} {amount}", s.f.text("steering.commitment")).trim().trim_end_matches(':').to_owned()
    });
    let due = answer.due.map(|day| s.f.say("steering.until", &[("day", &s.f.date(day))])).unwrap_or_default();
    let to = answer.to.as_ref().map(|to| format!("{} {due}", party(s, to)).trim().to_owned());
    let parts = [Some(answer.text.clone()), (!answer.office.is_empty()).then(|| answer.office.clone()), answer.paper.clone(), to, promise];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Who has to answer or answered, as the register that is printed names them: "Phòng Kinh tế, thành phố Móng Cái".
#[must_use]
pub fn answering(s: Scene<'_>, proposal: &Proposal) -> String {
    let (office, unit) = (&proposal.addressee().office, super::office_of(s, proposal.answering()));
    if office.is_empty() { unit } else { format!("{office}, {}", vedich_papers::lower_first(&unit)) }
}

/// The statistics of proposals by a key of theirs, in the order a Vietnamese reader looks for.
#[must_use]
pub fn statistics(s: Scene<'_>, proposals: &[Proposal], key: impl Fn(&Proposal) -> String) -> Vec<Counted> {
    let mut rows: Vec<Counted> = proposal::Tally::by(proposals, s.board.date(), key).into_iter().collect();
    rows.sort_by_cached_key(|(name, _)| vedich_units::name_order(name));
    rows
}

/// Proposals counted: by field, or by who answers.
pub type Counted = (String, proposal::Tally);
