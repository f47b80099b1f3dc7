//! `vedich tasks assign|act|close-count`, `vedich meetings plan|step|conclude`, `vedich proposals send|answer|judge`.

use crate::cli::steering_write::*;
use crate::commands::{Ended, resolve};
use crate::output::Output;
use anyhow::Result;
use serde_json::json;
use vedich_app::steering::{AnswerProposal, Promise, Written};
use vedich_app::{App, AppError, By, Committed};
use vedich_facts::steering::{
    Achievement, Answer, AnswerKind, Assignment, Conclusion, CountSpan, DueRule, Every, Invitee, MeetingEdit, MeetingPlan, Party,
    ProposalEdit, Request, Signing, Someone, Source, TaskAct, Verdict,
};
use vedich_steering::Task;
use vedich_values::{CriterionNo, Date, Diagnostic, FactSeq, ItemKey, Place, UnitId, Vnd};

/// Who the record names, and by which way.
const ACTOR: &str = "vedich";

fn by() -> By {
    By::operator(ACTOR, "cli")
}

/// Units named on the command line; none when one is not known, which was told.
fn unit(app: &App, text: &str, output: Output) -> Option<UnitId> {
    resolve(&app.reference().registry, text, app.today(), output)
}

fn units(app: &App, texts: &[String], output: Output) -> Option<Vec<UnitId>> {
    texts.iter().map(|text| unit(app, text, output)).collect()
}

/// An account of a unit by login or name, else the name as written; none when several may be meant, which was told.
fn someone(app: &App, text: &str, unit: UnitId, output: Output) -> Option<Someone> {
    match app.someone(text, unit) {
        Ok(someone) => Some(someone),
        Err(AppError::Refused(problems)) => {
            output.problems(&problems);
            None
        }
        Err(_) => None,
    }
}

/// What was written: its item, and the entry.
fn told(outcome: Result<(ItemKey, Committed), AppError>, output: Output) -> Result<Ended> {
    match outcome {
        Ok((key, done)) => {
            if output.json {
                output.json(&json!({ "id": key.as_str(), "entry": done.entry.get(), "already": done.already }))?;
            } else {
                output.line(&output.lang.say("steering.cli-written", &[("id", key.as_str()), ("entry", &done.entry.to_string())]))?;
            }
            Ok(Ended::Done)
        }
        Err(AppError::Refused(problems)) => {
            output.problems(&problems);
            Ok(Ended::Refused)
        }
        Err(other) => Err(other.into()),
    }
}

fn assignment(app: &App, content: &str, lead: UnitId, person: &str, work: &WorkArguments, output: Output) -> Option<Assignment> {
    let given = work.given.unwrap_or_else(|| app.today());
    let (rule, day) = due(&work.due);
    let party = Party { unit: lead, office: work.office.clone() };
    let mut assignment = Assignment::new(content, party, "", given, app.deadline(rule, given, day));
    assignment.person = someone(app, person, lead, output)?;
    assignment.product.clone_from(&work.product);
    assignment.cooperating = units(app, &work.cooperating, output)?.into_iter().map(Party::unit).collect();
    assignment.places = units(app, &work.place, output)?;
    assignment.criteria = work.criterion.iter().copied().map(CriterionNo).collect();
    assignment.source = Source { paper: work.paper.clone(), paragraph: work.paragraph.clone(), ..Source::default() };
    if let Some(task) = work.roadmap_task.as_deref() {
        assignment.roadmap = app.roadmap_task_of(lead, task);
        if assignment.roadmap.is_none() {
            output.complain(output.lang.text("steering.no-roadmap-task"));
            return None;
        }
    }
    Some(assignment)
}

const fn due(asked: &DueArguments) -> (DueRule, Option<Date>) {
    let until = asked.until;
    match (asked.due, asked.working_days, asked.calendar_days, asked.weekly, asked.monthly) {
        (Some(day), ..) => (DueRule::Day, Some(day)),
        (_, Some(days), ..) => (DueRule::WorkingDays(days), None),
        (_, _, Some(days), ..) => (DueRule::CalendarDays(days), None),
        (_, _, _, Some(day), _) => (DueRule::Every { every: Every::Week(day), until }, None),
        (.., Some(day)) => (DueRule::Every { every: Every::Month(day), until }, None),
        _ => (DueRule::None, None),
    }
}

pub(super) async fn assign(arguments: &AssignArguments, app: &App, output: Output) -> Result<Ended> {
    let AssignArguments { unit: assigner, content, lead, person, work } = arguments;
    let (Some(assigner), Some(lead)) = (unit(app, assigner, output), unit(app, lead, output)) else { return Ok(Ended::Refused) };
    let Some(task) = assignment(app, content, lead, person, work, output) else { return Ok(Ended::Refused) };
    told(app.assign_task(by(), assigner, task).await, output)
}

pub(super) async fn act(arguments: &ActArguments, app: &App, output: Output) -> Result<Ended> {
    let key = ItemKey::new(&arguments.task);
    let task = match app.task_now(&key).await {
        Ok(task) => task,
        Err(error) => return told(Err(error), output),
    };
    let Some(what) = deed(&task, arguments) else {
        return told(Err(AppError::Refused(vec![Diagnostic::error("task.no-day", Place::default())])), output);
    };
    let mut files = Vec::new();
    for path in &arguments.file {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let content = crate::commands::given(path)?;
        files.push((name, content.into()));
    }
    let done = app.act_with_files(by(), Written { key: key.clone(), base: None, on: arguments.on, what }, files).await;
    told(done.map(|done| (key, done)), output)
}

/// What becomes of a task; none when the day it needs was not given.
fn deed(task: &Task, arguments: &ActArguments) -> Option<TaskAct> {
    let ActArguments { what, text, percent, evidence, to, replaced_by, .. } = arguments;
    let (text, evidence) = (text.clone(), evidence.clone());
    let reason = text.clone().unwrap_or_default();
    let request = task.request.as_ref().map_or(FactSeq(0), |request| request.stamp.seq);
    Some(match what {
        Deed::Accept => TaskAct::Accept,
        Deed::Decline => TaskAct::Decline { reason },
        Deed::Note => TaskAct::Note { text: reason, percent: *percent, evidence },
        Deed::Report => TaskAct::Report { product: text, evidence },
        Deed::Round => TaskAct::Round { due: task.due?, product: text },
        Deed::Confirm => TaskAct::Confirm,
        Deed::SendBack => TaskAct::SendBack { reason },
        Deed::AskExtension => TaskAct::AskExtension { to: (*to)?, reason },
        Deed::GrantExtension => {
            let to = to.or_else(|| Some(task.request.as_ref()?.to))?;
            TaskAct::DecideExtension { request, to: Some(to), reason: text }
        }
        Deed::RefuseExtension => TaskAct::DecideExtension { request, to: None, reason: text },
        Deed::Extend => TaskAct::Extend { to: Some((*to)?), reason },
        Deed::Reopen => TaskAct::Reopen { reason },
        Deed::Stop => TaskAct::Stop { reason, replaced_by: replaced_by.as_deref().map(ItemKey::new) },
    })
}

pub(super) async fn close_count(arguments: &CloseCount, app: &App, output: Output) -> Result<Ended> {
    let Some(unit) = unit(app, &arguments.unit, output) else { return Ok(Ended::Refused) };
    let span = if arguments.monthly { CountSpan::Month } else { CountSpan::Week };
    let done = app.count_tasks(by(), unit, span, arguments.on.unwrap_or_else(|| app.today()), arguments.note.clone()).await;
    told(done.map(|done| (ItemKey::new(&unit.to_string()), done)), output)
}

pub(super) async fn plan(arguments: &PlanArguments, app: &App, output: Output) -> Result<Ended> {
    let (Some(holder), Some(places)) = (unit(app, &arguments.unit, output), units(app, &arguments.place, output)) else {
        return Ok(Ended::Refused);
    };
    let mut plan = MeetingPlan::new(&arguments.title, arguments.date);
    plan.time.clone_from(&arguments.time);
    plan.venue.clone_from(&arguments.venue);
    let Some(chair) = someone(app, &arguments.chair, holder, output) else { return Ok(Ended::Refused) };
    plan.chair = chair;
    plan.secretary.clone_from(&arguments.secretary);
    plan.places = places;
    plan.agenda.clone_from(&arguments.agenda);
    plan.invited = arguments.invited.iter().map(|text| Invitee::parse(text)).collect();
    told(app.plan_meeting(by(), holder, plan).await, output)
}

pub(super) async fn step(arguments: &StepArguments, app: &App, output: Output) -> Result<Ended> {
    let key = ItemKey::new(&arguments.meeting);
    let edit = match arguments.step {
        Step::Hold => MeetingEdit::Hold,
        Step::Close => MeetingEdit::Close,
        Step::Cancel => MeetingEdit::Cancel { reason: arguments.text.clone() },
        Step::Sign => MeetingEdit::Sign(Signing { signer: arguments.signer.clone(), paper: arguments.signed_paper.clone() }),
    };
    let done = app.write_meeting(by(), Written::now(key.clone(), vec![edit])).await;
    told(done.map(|done| (key, done)), output)
}

pub(super) async fn invite(arguments: &InviteArguments, app: &App, output: Output) -> Result<Ended> {
    let key = ItemKey::new(&arguments.meeting);
    let done = app.invite(by(), Written::now(key.clone(), arguments.text.clone())).await;
    told(done.map(|done| (key, done)), output)
}

pub(super) async fn achieve(arguments: &AchieveArguments, app: &App, output: Output) -> Result<Ended> {
    let AchieveArguments { meeting, place, item, text, percent, on } = arguments;
    let key = ItemKey::new(meeting);
    let day = app.meeting_now(&key).await.map_or_else(|_| app.today(), |meeting| meeting.plan.date);
    // A place is named as it was called on the day of the meeting.
    let Some(unit) = resolve(&app.reference().registry, place, day, output) else { return Ok(Ended::Refused) };
    let what = Achievement { unit, item: item.clone(), text: text.clone(), percent: *percent };
    let done = app.achieve(by(), Written { key: key.clone(), base: None, on: *on, what }).await;
    told(done.map(|done| (key, done)), output)
}

pub(super) async fn conclude(arguments: &ConcludeArguments, app: &App, output: Output) -> Result<Ended> {
    let ConcludeArguments { meeting, text, lead, person, content, work } = arguments;
    let mut tasks = Vec::new();
    if let (Some(lead), Some(person)) = (lead, person) {
        let Some(lead) = unit(app, lead, output) else { return Ok(Ended::Refused) };
        let Some(task) = assignment(app, content.as_deref().unwrap_or(text), lead, person, work, output) else {
            return Ok(Ended::Refused);
        };
        tasks.push(task);
    }
    let key = ItemKey::new(meeting);
    let id = format!("cli-{}", app.clock().now().timestamp_micros());
    let what = Conclusion { id, place: 0, text: text.clone(), no_task: tasks.is_empty() };
    let done = app.conclude(by(), Written::now(key.clone(), what), tasks).await;
    told(done.map(|done| (key, done)), output)
}

pub(super) async fn send(arguments: &SendArguments, app: &App, output: Output) -> Result<Ended> {
    let (Some(from), Some(to)) = (unit(app, &arguments.unit, output), unit(app, &arguments.to, output)) else {
        return Ok(Ended::Refused);
    };
    let mut request = Request::new(&arguments.text, Party { unit: to, office: arguments.office.clone() });
    request.topic.clone_from(&arguments.topic);
    request.criteria = arguments.criterion.iter().copied().map(CriterionNo).collect();
    request.sent = app.today();
    request.due = app.deadline(DueRule::WorkingDays(arguments.days), request.sent, None);
    told(app.send_proposal(by(), from, request).await, output)
}

pub(super) async fn answer(arguments: &AnswerArguments, app: &App, output: Output) -> Result<Ended> {
    let key = ItemKey::new(&arguments.proposal);
    let to = match &arguments.to {
        None => match (&arguments.to_office, app.proposal_now(&key).await) {
            (Some(office), Ok(proposal)) => Some(Party { unit: proposal.answering(), office: office.clone() }),
            _ => None,
        },
        Some(text) => {
            let Some(unit) = unit(app, text, output) else { return Ok(Ended::Refused) };
            Some(Party::unit(unit))
        }
    };
    let kind = match arguments.kind {
        AnswerArgument::Agreed => AnswerKind::Agreed,
        AnswerArgument::Part => AnswerKind::Part,
        AnswerArgument::Refused => AnswerKind::Refused,
        AnswerArgument::PassedUp => AnswerKind::PassedUp,
        AnswerArgument::PassedOn => AnswerKind::PassedOn,
        AnswerArgument::Regulated => AnswerKind::Regulated,
    };
    let AnswerArguments { text, office, paper, .. } = arguments;
    let (text, office, paper) = (text.clone(), office.clone(), paper.clone());
    let answer = Answer { kind, text, office, paper, to, due: None, commitment: None, meeting: None };
    let promise = arguments.promise.as_ref().map(|content| Promise {
        content: content.clone(),
        person: arguments.promise_person.clone().unwrap_or_default(),
        by: arguments.promise_by,
        amount: arguments.promise_millions.map(|millions| Vnd(i64::from(millions) * 1_000_000)),
    });
    let done = app.answer_proposal(by(), Written::now(key.clone(), AnswerProposal { answer, promise })).await;
    told(done.map(|done| (key, done)), output)
}

pub(super) async fn judge(arguments: &JudgeArguments, app: &App, output: Output) -> Result<Ended> {
    let text = arguments.text.clone();
    let edit = match arguments.verdict {
        VerdictArgument::Satisfied => ProposalEdit::Reassess { verdict: Verdict::Satisfied, text, due: None },
        VerdictArgument::Partly => ProposalEdit::Reassess { verdict: Verdict::Partly, text, due: None },
        VerdictArgument::Unsatisfied => ProposalEdit::Reassess { verdict: Verdict::Unsatisfied, text, due: None },
        VerdictArgument::Withdrawn => ProposalEdit::Withdraw { reason: text },
    };
    let key = ItemKey::new(&arguments.proposal);
    let done = app.write_proposal(by(), Written::now(key.clone(), vec![edit])).await;
    told(done.map(|done| (key, done)), output)
}
