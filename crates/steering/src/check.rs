//! What must hold before a statement is recorded. What two people write at the same time is never refused for it.

use crate::due::first_round;
use crate::meeting::MeetingState;
use crate::meeting::hours::hours;
use crate::proposal::ProposalState;
use crate::task::State;
use crate::task::edit::due_written;
use crate::{Meeting, Proposal, Task};
use vedich_facts::steering::{
    Answer, AnswerKind, Assignment, AssignmentField, Due, DueRule, Invitee, MeetingChange, MeetingEdit, MeetingPlanField, Party,
    ProposalChange, ProposalEdit, TaskAct, TaskChange, TaskEdit, Verdict,
};
use vedich_values::{Date, Diagnostic, Place, UnitId};

/// Codes of the refusals here.
pub const CODES: &[&str] = &[
    "task.unknown",
    "task.there",
    "task.nothing",
    "task.no-content",
    "task.no-person",
    "task.which-person",
    "task.due-before-given",
    "task.not-assigner",
    "task.not-lead",
    "task.misfit",
    "task.no-reason",
    "task.no-result",
    "task.bad-percent",
    "task.not-later",
    "task.recurring",
    "task.not-recurring",
    "task.no-such-round",
    "task.closed",
    "task.extended-since",
    "task.later-needs-reason",
    "task.later-needs-approval",
    "meeting.unknown",
    "meeting.there",
    "meeting.not-holder",
    "meeting.no-title",
    "meeting.bad-time",
    "meeting.no-text",
    "meeting.signed",
    "meeting.not-signed",
    "meeting.misfit",
    "meeting.no-conclusion",
    "meeting.without-task",
    "meeting.no-signer",
    "meeting.no-address",
    "meeting.unknown-item",
    "proposal.unknown",
    "proposal.there",
    "proposal.no-text",
    "proposal.not-proposer",
    "proposal.not-answering",
    "proposal.not-open",
    "proposal.not-answered",
    "proposal.pass-to-whom",
    "proposal.same-office",
    "proposal.not-above",
    "proposal.due-before-sent",
];

fn problem(code: &'static str) -> Diagnostic {
    Diagnostic::error(code, Place::default())
}

fn refuse(found: &mut Vec<Diagnostic>, wrong: bool, code: &'static str) {
    if wrong {
        found.push(problem(code));
    }
}

/// Every problem of a change of a task; `unit` is the one in whose name it is made, `on` its day.
#[must_use]
pub fn task(present: Option<&Task>, unit: UnitId, on: Date, change: &TaskChange) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    refuse(&mut found, change.edits.is_empty(), "task.nothing");
    let assigns = change.edits.iter().any(|edit| matches!(edit, TaskEdit::Assign(_)));
    match present {
        None if !assigns => found.push(problem("task.unknown").with("task", &change.task)),
        Some(_) if assigns && change.base.get() == 0 => found.push(problem("task.there").with("task", &change.task)),
        _ => {}
    }
    let assigner = present.map_or(unit, |task| task.assigner);
    let shown = change.edits.iter().any(|edit| matches!(edit, TaskEdit::Enclose(files) if !files.is_empty()));
    for edit in &change.edits {
        match edit {
            TaskEdit::Assign(assignment) => {
                refuse(&mut found, unit != assigner, "task.not-assigner");
                check_assignment(assignment, &mut found);
                present.into_iter().for_each(|task| check_rewritten(task, change, &mut found));
            }
            TaskEdit::Lead { person, .. } => {
                refuse(&mut found, unit != assigner, "task.not-assigner");
                refuse(&mut found, person.name.trim().is_empty(), "task.no-person");
                present.into_iter().for_each(|task| check_rewritten(task, change, &mut found));
            }
            TaskEdit::Set(fields) => {
                refuse(&mut found, unit != assigner, "task.not-assigner");
                refuse(&mut found, fields.is_empty(), "task.nothing");
                let empty = |field: &AssignmentField| matches!(field, AssignmentField::Content(text) if text.trim().is_empty());
                refuse(&mut found, fields.iter().any(empty), "task.no-content");
                if let Some(task) = present {
                    check_days(task, fields, &mut found);
                    check_rewritten(task, change, &mut found);
                }
            }
            TaskEdit::Act(act) => {
                if let Some(task) = present {
                    check_act(task, unit, on, act, &mut found);
                    check_extension(task, act, change, &mut found);
                    refuse(&mut found, !shown && says_nothing(act), "task.no-result");
                }
            }
            // Files show something: alone they say nothing.
            TaskEdit::Enclose(_) => {
                let told = change.edits.iter().any(|other| matches!(other, TaskEdit::Act(act) if act.is_leads()));
                refuse(&mut found, !told, "task.nothing");
            }
        }
    }
    // Several edits of one change meet with the same refusal once.
    let mut said = Vec::new();
    found.retain(|problem: &Diagnostic| {
        let fresh = !said.contains(&problem.code);
        said.push(problem.code);
        fresh
    });
    found
}

/// What is over is not written any more; and more time is given by an extension, with a reason, by whoever had seen the last one.
fn check_rewritten(task: &Task, change: &TaskChange, found: &mut Vec<Diagnostic>) {
    if !task.state.is_open() {
        return found.push(problem("task.closed"));
    }
    let Some(due) = due_written(&change.edits) else { return };
    if task.extended.is_some_and(|granted| granted > change.base) {
        found.push(problem("task.extended-since").with("day", task.due.map_or_else(|| "–".to_owned(), |day| day.to_string())));
    } else {
        let extends = change.edits.iter().any(|edit| matches!(edit, TaskEdit::Act(TaskAct::Extend { .. })));
        refuse(found, task.is_later(due) && !extends, "task.later-needs-reason");
    }
}

/// No deadline lies before the day of assignment, whichever of the two is written.
fn check_days(task: &Task, fields: &[AssignmentField], found: &mut Vec<Diagnostic>) {
    let (mut given, mut due, mut said) = (task.assignment.given, task.due, false);
    for field in fields {
        match field {
            AssignmentField::Given(day) => (given, said) = (*day, true),
            AssignmentField::Due(written) => (due, said) = (written.on, true),
            _ => {}
        }
    }
    refuse(found, said && due.is_some_and(|due| due < given), "task.due-before-given");
}

/// More time that nobody asked for: a later day, or what a deadline written in the same go comes to.
fn check_extension(task: &Task, act: &TaskAct, change: &TaskChange, found: &mut Vec<Diagnostic>) {
    let TaskAct::Extend { to, .. } = act else { return };
    let fits = match due_written(&change.edits) {
        Some(due) => task.is_later(due) && task.due_under(due) == *to,
        None => {
            refuse(found, task.is_recurring(), "task.recurring");
            to.zip(task.due).is_some_and(|(to, due)| to > due)
        }
    };
    refuse(found, !fits, "task.not-later");
}

fn check_assignment(assignment: &Assignment, found: &mut Vec<Diagnostic>) {
    refuse(found, assignment.content.trim().is_empty(), "task.no-content");
    refuse(found, assignment.person.name.trim().is_empty(), "task.no-person");
    let early = assignment.due.on.is_some_and(|due| due < assignment.given);
    refuse(found, early, "task.due-before-given");
}

fn check_act(task: &Task, unit: UnitId, on: Date, act: &TaskAct, found: &mut Vec<Diagnostic>) {
    // Where the unit that assigns leads as well, or keeps the tasks of those below, it may speak for the lead.
    if act.is_leads() {
        refuse(found, unit != task.assignment.lead.unit && unit != task.assigner, "task.not-lead");
    } else {
        refuse(found, unit != task.assigner, "task.not-assigner");
    }
    if !fits(&task.state, act) {
        found.push(problem("task.misfit").with("act", act.name()).with("state", task.state.name()));
    }
    let blank = |text: &str| text.trim().is_empty();
    match act {
        TaskAct::Decline { reason } | TaskAct::SendBack { reason } | TaskAct::Stop { reason, .. } | TaskAct::Extend { reason, .. } => {
            refuse(found, blank(reason), "task.no-reason");
        }
        TaskAct::Reopen { reason } => {
            refuse(found, blank(reason), "task.no-reason");
            // Every round is done: it would be over again at once.
            refuse(found, task.is_recurring() && matches!(task.state, State::Finished { .. }), "task.recurring");
        }
        TaskAct::Note { text, percent, .. } => {
            refuse(found, blank(text) && percent.is_none(), "task.no-reason");
            refuse(found, percent.is_some_and(|percent| percent > 100), "task.bad-percent");
        }
        TaskAct::AskExtension { to, reason } => {
            refuse(found, blank(reason), "task.no-reason");
            refuse(found, task.is_recurring(), "task.recurring");
            refuse(found, task.due.is_some_and(|due| *to <= due), "task.not-later");
        }
        TaskAct::DecideExtension { request, to, .. } => {
            let asked = task.request.as_ref().filter(|asked| request.get() == 0 || asked.stamp.seq == *request);
            if asked.is_none() {
                found.push(problem("task.misfit").with("act", act.name()).with("state", task.state.name()));
            }
            refuse(found, to.zip(task.due).is_some_and(|(to, due)| to <= due), "task.not-later");
        }
        TaskAct::Round { due, .. } => {
            refuse(found, !task.is_recurring(), "task.not-recurring");
            refuse(found, task.is_recurring() && !is_round(task, *due, on), "task.no-such-round");
        }
        TaskAct::Report { .. } => refuse(found, task.is_recurring(), "task.recurring"),
        TaskAct::Accept | TaskAct::Confirm => {}
    }
    refuse(found, matches!(act, TaskAct::Report { .. } | TaskAct::Round { .. }) && on < task.assignment.given, "task.due-before-given");
}

/// Whether a recurring task has a round that is due on a day, as seen on another: from its first to its last, and none after the next.
fn is_round(task: &Task, due: Date, on: Date) -> bool {
    let Due { rule: DueRule::Every { every, until }, on: Some(first) } = task.assignment.due else { return false };
    let next = first_round(every, on).max(first);
    first_round(every, due) == due && first <= due && due <= next && until.is_none_or(|until| due <= until)
}

/// Whether a task is reported done without a word of what came out and without evidence. A round of a recurring one may be a count alone.
fn says_nothing(act: &TaskAct) -> bool {
    let blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    matches!(act, TaskAct::Report { product, evidence } if blank(product) && blank(evidence))
}

/// Whether something can happen to a task in a state.
#[must_use]
pub const fn fits(state: &State, act: &TaskAct) -> bool {
    match act {
        TaskAct::Accept => matches!(state, State::Assigned | State::Declined { .. }),
        TaskAct::Decline { .. } => matches!(state, State::Assigned | State::InProgress { .. }),
        TaskAct::Report { .. } => matches!(state, State::Assigned | State::InProgress { .. } | State::Declined { .. }),
        TaskAct::SendBack { .. } => matches!(state, State::Reported { .. }),
        TaskAct::Reopen { .. } => matches!(state, State::Finished { .. } | State::Stopped { .. }),
        TaskAct::Note { .. }
        | TaskAct::Round { .. }
        | TaskAct::Confirm
        | TaskAct::AskExtension { .. }
        | TaskAct::DecideExtension { .. }
        | TaskAct::Extend { .. }
        | TaskAct::Stop { .. } => state.is_open(),
    }
}

/// Every problem of a change of a meeting. `has_task` says whether a conclusion, by its id, became a task.
pub fn meeting(present: Option<&Meeting>, unit: UnitId, change: &MeetingChange, has_task: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let plans = change.edits.iter().any(|edit| matches!(edit, MeetingEdit::Plan(_)));
    match present {
        None if !plans => found.push(problem("meeting.unknown").with("meeting", &change.meeting)),
        Some(_) if plans && change.base.get() == 0 => found.push(problem("meeting.there").with("meeting", &change.meeting)),
        Some(meeting) => refuse(&mut found, meeting.unit != unit && !is_of_place(unit, change), "meeting.not-holder"),
        None => {}
    }
    refuse(&mut found, change.edits.is_empty(), "task.nothing");
    for edit in &change.edits {
        check_words(edit, &mut found);
        if let Some(meeting) = present {
            check_step(meeting, edit, &has_task, &mut found);
        }
    }
    found
}

/// Whether a place says what came of the direction it was given, and nothing else.
fn is_of_place(unit: UnitId, change: &MeetingChange) -> bool {
    change.edits.iter().all(|edit| matches!(edit, MeetingEdit::Achieve(one) if one.unit == unit))
}

fn check_words(edit: &MeetingEdit, found: &mut Vec<Diagnostic>) {
    let blank = |text: &str| text.trim().is_empty();
    match edit {
        MeetingEdit::Plan(plan) => {
            refuse(found, blank(&plan.title), "meeting.no-title");
            refuse(found, hours(&plan.time).is_err(), "meeting.bad-time");
        }
        MeetingEdit::Set(fields) => {
            let untitled = |field: &MeetingPlanField| matches!(field, MeetingPlanField::Title(title) if blank(title));
            refuse(found, fields.iter().any(untitled), "meeting.no-title");
            let untimed = |field: &MeetingPlanField| matches!(field, MeetingPlanField::Time(time) if hours(time).is_err());
            refuse(found, fields.iter().any(untimed), "meeting.bad-time");
        }
        MeetingEdit::Attend(one) => refuse(found, blank(&one.who), "meeting.no-text"),
        MeetingEdit::Say(word) => refuse(found, blank(&word.who), "meeting.no-text"),
        MeetingEdit::Conclude(one) => refuse(found, blank(&one.text), "meeting.no-text"),
        MeetingEdit::Shortcoming(one) => refuse(found, blank(&one.text), "meeting.no-text"),
        MeetingEdit::Direct(one) => refuse(found, blank(&one.aim), "meeting.no-text"),
        MeetingEdit::Supplement(one) => {
            refuse(found, blank(&one.text), "meeting.no-text");
            refuse(found, blank(&one.signer), "meeting.no-signer");
        }
        MeetingEdit::Sign(signing) => refuse(found, blank(&signing.signer), "meeting.no-signer"),
        MeetingEdit::Invite(invitation) => {
            let lost = |one: &Invitee| !one.email.as_deref().is_some_and(is_address);
            refuse(found, invitation.to.is_empty() || invitation.to.iter().any(lost), "meeting.no-address");
        }
        MeetingEdit::Achieve(one) => {
            refuse(found, blank(&one.text) && one.percent.is_none(), "meeting.no-text");
            refuse(found, one.percent.is_some_and(|percent| percent > 100), "task.bad-percent");
        }
        MeetingEdit::Cancel { reason } => refuse(found, blank(reason), "meeting.no-text"),
        MeetingEdit::Hold
        | MeetingEdit::Notes(_)
        | MeetingEdit::DropConclusion { .. }
        | MeetingEdit::DropShortcoming { .. }
        | MeetingEdit::DropAttendance { .. }
        | MeetingEdit::DropDirection { .. }
        | MeetingEdit::Close => {}
    }
}

/// Whether something can be an address of mail; whether it exists only the mail server finds out.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let sound = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "<>,;:()[]\\\"".contains(c));
    text.split_once('@').is_some_and(|(name, host)| sound(name) && sound(host) && !host.contains('@') && host.contains('.'))
}

fn check_step(meeting: &Meeting, edit: &MeetingEdit, has_task: &impl Fn(&str) -> bool, found: &mut Vec<Diagnostic>) {
    let state = &meeting.state;
    let signed = matches!(state, MeetingState::Signed { .. });
    let fits = match edit {
        MeetingEdit::Achieve(one) => {
            let named = meeting.direction(one.unit).is_some_and(|way| way.focus.iter().chain(&way.results).any(|item| *item == one.item));
            return refuse(found, !named, "meeting.unknown-item");
        }
        MeetingEdit::Supplement(_) => return refuse(found, !signed, "meeting.not-signed"),
        _ if signed => return refuse(found, true, "meeting.signed"),
        MeetingEdit::Hold => matches!(state, MeetingState::Planned | MeetingState::Cancelled { .. }),
        MeetingEdit::Close => matches!(state, MeetingState::Planned | MeetingState::Held { .. }),
        MeetingEdit::Sign(_) => matches!(state, MeetingState::Held { .. } | MeetingState::Concluded { .. }),
        MeetingEdit::Cancel { .. } | MeetingEdit::Invite(_) => matches!(state, MeetingState::Planned),
        _ => true,
    };
    refuse(found, !fits, "meeting.misfit");
    if matches!(edit, MeetingEdit::Close | MeetingEdit::Sign(_)) && fits {
        refuse(found, meeting.conclusions.is_empty(), "meeting.no-conclusion");
        let open = |at: &(usize, &crate::Entry<_>)| {
            let one: &vedich_facts::steering::Conclusion = &at.1.value;
            !one.no_task && !has_task(&one.id)
        };
        for (at, _) in meeting.conclusions.iter().enumerate().filter(open) {
            found.push(problem("meeting.without-task").with("number", at + 1));
        }
    }
}

/// Every problem of a change of a proposal.
#[must_use]
pub fn proposal(present: Option<&Proposal>, unit: UnitId, change: &ProposalChange) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let sends = change.edits.iter().any(|edit| matches!(edit, ProposalEdit::Send(_)));
    match present {
        None if !sends => found.push(problem("proposal.unknown").with("proposal", &change.proposal)),
        Some(_) if sends && change.base.get() == 0 => found.push(problem("proposal.there").with("proposal", &change.proposal)),
        _ => {}
    }
    let proposer = present.map_or(unit, |proposal| proposal.unit);
    refuse(&mut found, change.edits.is_empty(), "task.nothing");
    for edit in &change.edits {
        let own = !matches!(edit, ProposalEdit::Answer(_));
        refuse(&mut found, own && unit != proposer, "proposal.not-proposer");
        match (edit, present) {
            (ProposalEdit::Send(request), _) => {
                refuse(&mut found, request.text.trim().is_empty(), "proposal.no-text");
                refuse(&mut found, request.due.on.is_some_and(|due| due < request.sent), "proposal.due-before-sent");
            }
            (ProposalEdit::Answer(answer), Some(proposal)) => {
                check_answer(proposal, unit, answer, &mut found);
            }
            (ProposalEdit::Reassess { verdict, text, .. }, Some(proposal)) => {
                // Whoever is to answer again has to know what is missing.
                refuse(&mut found, *verdict == Verdict::Unsatisfied && text.trim().is_empty(), "proposal.no-text");
                refuse(&mut found, !matches!(proposal.state, ProposalState::Answered { .. }), "proposal.not-answered");
            }
            (ProposalEdit::Withdraw { reason }, Some(proposal)) => {
                refuse(&mut found, !proposal.is_open(), "proposal.not-open");
                refuse(&mut found, reason.trim().is_empty(), "proposal.no-text");
            }
            _ => {}
        }
    }
    found
}

fn check_answer(proposal: &Proposal, unit: UnitId, answer: &Answer, found: &mut Vec<Diagnostic>) {
    let with = match &proposal.state {
        ProposalState::Open { with, .. } => Some(with),
        _ => None,
    };
    refuse(found, with.is_none(), "proposal.not-open");
    refuse(found, with.is_some_and(|with| with.unit != unit), "proposal.not-answering");
    refuse(found, answer.text.trim().is_empty(), "proposal.no-text");
    let to = answer.to.as_ref();
    refuse(found, answer.kind.passes() != to.is_some(), "proposal.pass-to-whom");
    // Passed on, it stays in the unit and goes to another of its offices.
    if let (AnswerKind::PassedOn, Some(to), Some(with)) = (answer.kind, to, with) {
        let office = |party: &Party| vedich_values::text::fold(party.office.trim());
        let another = to.unit == with.unit && !to.office.trim().is_empty() && office(to) != office(with);
        refuse(found, !another, "proposal.same-office");
    }
}
