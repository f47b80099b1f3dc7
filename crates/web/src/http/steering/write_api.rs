//! Writing tasks, meetings and proposals through the API: by whoever may write here, through the same door as forms. `Idempotency-Key` (a
//! UUID) makes sending a thing twice change nothing.

use super::key;
use crate::api::steering_shapes::*;
use crate::api::{Problem, ProblemShape};
use crate::http::asker::Writing;
use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use base64::Engine;
use vedich_app::steering::{AnswerProposal, Promise, Written};
use vedich_app::{App, Committed};
use vedich_facts::steering::{
    Achievement, Answer, AnswerKind, Assignment, Attendance, Conclusion, CountSpan, Direction, DueRule, Every, Invitee, MeetingEdit,
    MeetingKind, MeetingPlan, Notes, Party, ProposalEdit, Request, Shortcoming, Signing, Source, SourceKind, SpokenWord, Supplement,
    TaskAct, Verdict,
};
use vedich_steering::Task;
use vedich_values::{CriterionNo, FactSeq, UnitId, Vnd};
use vedich_wording::Lang;

type Answered<T> = Result<Json<T>, Problem>;

pub(crate) fn written(id: &str, done: &Committed) -> Json<ItemWrittenAnswer> {
    let version = done.facts.end.get().saturating_sub(1);
    Json(ItemWrittenAnswer { id: id.to_owned(), entry: done.entry.get(), version, already: done.already })
}

/// Assigns a task.
#[utoipa::path(post, path = "/api/v1/tasks", tag = "steering", request_body = TaskRequest,
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn assign_task(writing: Writing<TaskRequest>) -> Answered<ItemWrittenAnswer> {
    let Writing { asker, sent: asked } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    let unit = asked.unit.ok_or_else(|| Problem::missing(lang, "unit"))?;
    let task = assignment(lang, app, asked)?;
    let (id, done) = app.assign_task(asker.by(), UnitId(unit), task).await.map_err(asker.of_write())?;
    Ok(written(id.as_str(), &done))
}

/// Changes an assignment: another lead, another deadline. What differs is written, what it came out of stays. A later deadline takes the
/// right to approve and a reason.
#[utoipa::path(post, path = "/api/v1/tasks/{task}/edit", tag = "steering", request_body = TaskRequest,
    params(("task" = String, Path, description = "The task")),
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn edit_task(Path(id): Path<String>, writing: Writing<TaskRequest>) -> Answered<ItemWrittenAnswer> {
    let Writing { asker, sent } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    let task = app.task_now(&key(&id)).await.map_err(asker.of_write())?;
    let (reason, base) = (sent.reason.clone().unwrap_or_default(), sent.base.map(FactSeq));
    let mut what = assignment(lang, app, sent)?;
    what.source.item.clone_from(&task.assignment.source.item);
    what.source.conclusion.clone_from(&task.assignment.source.conclusion);
    if what.roadmap.is_none() {
        what.roadmap.clone_from(&task.assignment.roadmap);
    }
    if what.source.item.is_some() {
        what.source.kind = task.assignment.source.kind;
    }
    let done = app.edit_task(asker.by(), Written { key: key(&id), base, on: None, what }, &reason).await.map_err(asker.of_write())?;
    Ok(written(&id, &done))
}

/// Puts another task in the place of one, in one step: the new one is assigned and the old one stopped with the reason, or neither.
#[utoipa::path(post, path = "/api/v1/tasks/{task}/replace", tag = "steering", request_body = ReplaceRequest,
    params(("task" = String, Path, description = "The task that is replaced")),
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn replace_task(Path(id): Path<String>, writing: Writing<ReplaceRequest>) -> Answered<ItemWrittenAnswer> {
    let Writing { asker, sent } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    app.task_now(&key(&id)).await.map_err(asker.of_write())?;
    let what = assignment(lang, app, sent.task)?;
    let written_anew = Written { key: key(&id), base: sent.base.map(FactSeq), on: None, what };
    let (new, done) = app.replace_task(asker.by(), written_anew, sent.why).await.map_err(asker.of_write())?;
    Ok(written(new.as_str(), &done))
}

/// Says what becomes of a task: accept, decline, note, report, round, confirm, send-back, ask-extension, grant-extension,
/// refuse-extension, extend, reopen, stop.
#[utoipa::path(post, path = "/api/v1/tasks/{task}/{what}", tag = "steering", request_body = TaskActRequest,
    params(("task" = String, Path, description = "The task"), ("what" = String, Path, description = "What becomes of it")),
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn act_on_task(Path((id, what)): Path<(String, String)>, writing: Writing<TaskActRequest>) -> Answered<ItemWrittenAnswer> {
    let Writing { asker, sent: asked } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    let task = app.task_now(&key(&id)).await.map_err(asker.of_write())?;
    let (base, on) = (asked.base.map(FactSeq), asked.on);
    let files = asked.files.iter().map(|file| decoded(lang, file)).collect::<Result<_, _>>()?;
    let act = deed(lang, &task, &what, asked)?;
    let of_task = Written { key: key(&id), base, on, what: act };
    let done = app.act_with_files(asker.by(), of_task, files).await.map_err(asker.of_write())?;
    Ok(written(&id, &done))
}

/// A file as it was sent, by its name.
fn decoded(lang: Lang, file: &TaskFile) -> Result<(String, Bytes), Problem> {
    let content = base64::engine::general_purpose::STANDARD.decode(file.content.as_bytes());
    let content = content.map_err(|_| Problem::unusable(lang, "files", &file.name, "base64"))?;
    Ok((file.name.clone(), content.into()))
}

fn deed(lang: Lang, task: &Task, what: &str, asked: TaskActRequest) -> Result<TaskAct, Problem> {
    let TaskActRequest { text, percent, evidence, to, replaced_by, .. } = asked;
    let reason = text.clone().unwrap_or_default();
    let request = task.request.as_ref().map_or(FactSeq(0), |request| request.stamp.seq);
    let day = |name: &str| to.ok_or_else(|| Problem::missing(lang, name));
    Ok(match what {
        "accept" => TaskAct::Accept,
        "decline" => TaskAct::Decline { reason },
        "note" => TaskAct::Note { text: reason, percent, evidence },
        "report" => TaskAct::Report { product: text, evidence },
        "round" => TaskAct::Round { due: task.due.ok_or_else(|| Problem::unusable(lang, "what", what, "report"))?, product: text },
        "confirm" => TaskAct::Confirm,
        "send-back" => TaskAct::SendBack { reason },
        "ask-extension" => TaskAct::AskExtension { to: day("to")?, reason },
        "grant-extension" => {
            let asked = task.request.as_ref().map(|request| request.to);
            let to = to.or(asked).ok_or_else(|| Problem::missing(lang, "to"))?;
            TaskAct::DecideExtension { request, to: Some(to), reason: text }
        }
        "refuse-extension" => TaskAct::DecideExtension { request, to: None, reason: text },
        "extend" => TaskAct::Extend { to: Some(day("to")?), reason },
        "reopen" => TaskAct::Reopen { reason },
        "stop" => TaskAct::Stop { reason, replaced_by: replaced_by.as_deref().map(key) },
        _ => return Err(Problem::not_found(lang, "api.no-such-address", what)),
    })
}

/// Closes the count of a unit's tasks for a week or month.
#[utoipa::path(post, path = "/api/v1/tasks/count", tag = "steering", request_body = CloseCountRequest,
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn close_count(writing: Writing<CloseCountRequest>) -> Answered<ItemWrittenAnswer> {
    let Writing { asker, sent: asked } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    let span = span(lang, Some(&asked.span))?;
    let on = asked.on.unwrap_or_else(|| app.today());
    let done = app.count_tasks(asker.by(), UnitId(asked.unit), span, on, asked.note).await.map_err(asker.of_write())?;
    Ok(written(&asked.unit.to_string(), &done))
}

/// `week` or `month`.
pub(crate) fn span(lang: Lang, text: Option<&str>) -> Result<CountSpan, Problem> {
    match text {
        None | Some("week") => Ok(CountSpan::Week),
        Some("month") => Ok(CountSpan::Month),
        Some(other) => Err(Problem::unusable(lang, "span", other, "week, month")),
    }
}

/// Plans a meeting.
#[utoipa::path(post, path = "/api/v1/meetings", tag = "steering", request_body = MeetingRequest,
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn plan_meeting(writing: Writing<MeetingRequest>) -> Answered<ItemWrittenAnswer> {
    let Writing { asker, sent: asked } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    let unit = UnitId(asked.unit);
    let plan = plan(lang, app, asked)?;
    let (id, done) = app.plan_meeting(asker.by(), unit, plan).await.map_err(asker.of_write())?;
    Ok(written(id.as_str(), &done))
}

/// Writes of a meeting: its steps, attendance, what was said, shortcomings, directions. All of it, or nothing.
#[utoipa::path(post, path = "/api/v1/meetings/{meeting}/edits", tag = "steering", request_body = MeetingEditsRequest,
    params(("meeting" = String, Path, description = "The meeting")),
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn edit_meeting(Path(id): Path<String>, writing: Writing<MeetingEditsRequest>) -> Answered<ItemWrittenAnswer> {
    let Writing { asker, sent } = writing;
    let app = &asker.app;
    let MeetingEditsRequest { edits, on, base } = sent;
    let writer = asker.actor.hand.actor().to_owned();
    let what: Vec<MeetingEdit> = edits.into_iter().map(|edit| meeting_edit(edit, &writer)).collect();
    let (key, base, by) = (key(&id), base.map(FactSeq), asker.by());
    let done = match what.as_slice() {
        // A place may say what came of its direction, though it holds no meeting.
        [MeetingEdit::Achieve(one)] => app.achieve(by, Written { key, base, on, what: one.clone() }).await,
        _ => app.write_meeting(by, Written { key, base, on, what }).await,
    };
    let done = done.map_err(asker.of_write())?;
    Ok(written(&id, &done))
}

/// Sends the invitations of a meeting by mail, with the appointment enclosed.
#[utoipa::path(post, path = "/api/v1/meetings/{meeting}/invite", tag = "steering", request_body = MeetingInviteRequest,
    params(("meeting" = String, Path, description = "The meeting")),
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn invite(Path(id): Path<String>, writing: Writing<MeetingInviteRequest>) -> Answered<ItemWrittenAnswer> {
    let Writing { asker, sent } = writing;
    let app = &asker.app;
    let MeetingInviteRequest { text, base } = sent;
    let written_of = Written { key: key(&id), base: base.map(FactSeq), on: None, what: text };
    let done = app.invite(asker.by(), written_of).await.map_err(asker.of_write())?;
    Ok(written(&id, &done))
}

/// Writes a conclusion and the tasks it creates, in one go.
#[utoipa::path(post, path = "/api/v1/meetings/{meeting}/conclusions", tag = "steering", request_body = ConclusionRequest,
    params(("meeting" = String, Path, description = "The meeting")),
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn conclude(Path(id): Path<String>, writing: Writing<ConclusionRequest>) -> Answered<ItemWrittenAnswer> {
    let Writing { asker, sent } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    let ConclusionRequest { id: own, text, no_task, place, tasks, base, on } = sent;
    let tasks = tasks.into_iter().map(|task| assignment(lang, app, task)).collect::<Result<_, _>>()?;
    // Sent twice it is one conclusion.
    let own = own.unwrap_or_else(|| asker.command().unwrap_or_else(uuid::Uuid::now_v7).to_string());
    let what = Conclusion { id: own, place, text, no_task };
    let done =
        app.conclude(asker.by(), Written { key: key(&id), base: base.map(FactSeq), on, what }, tasks).await.map_err(asker.of_write())?;
    Ok(written(&id, &done))
}

/// Sends a proposal.
#[utoipa::path(post, path = "/api/v1/proposals", tag = "steering", request_body = ProposalRequest,
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn send_proposal(writing: Writing<ProposalRequest>) -> Answered<ItemWrittenAnswer> {
    let Writing { asker, sent: asked } = writing;
    let app = &asker.app;
    let mut request = Request::new(&asked.text, party(&asked.to));
    request.topic = asked.topic;
    request.criteria = asked.criteria.into_iter().map(CriterionNo).collect();
    request.sent = app.today();
    let days = asked.answer_days.unwrap_or_else(|| vedich_reference::steering_rules().answer_working_days);
    request.due = app.deadline(DueRule::WorkingDays(days.clamp(1, 365)), request.sent, None);
    request.meeting = asked.meeting.as_deref().map(key);
    let (id, done) = app.send_proposal(asker.by(), UnitId(asked.unit), request).await.map_err(asker.of_write())?;
    Ok(written(id.as_str(), &done))
}

/// Answers a proposal in the name of the unit it is with; what is promised becomes a task.
#[utoipa::path(post, path = "/api/v1/proposals/{proposal}/answer", tag = "steering", request_body = AnswerRequest,
    params(("proposal" = String, Path, description = "The proposal")),
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn answer_proposal(Path(id): Path<String>, writing: Writing<AnswerRequest>) -> Answered<ItemWrittenAnswer> {
    let Writing { asker, sent: asked } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    let kind = AnswerKind::ALL.into_iter().find(|kind| kind.as_str() == asked.kind);
    let kind = kind.ok_or_else(|| Problem::unusable(lang, "kind", &asked.kind, &AnswerKind::ALL.map(AnswerKind::as_str).join(", ")))?;
    let promise = asked.promise.map(|promise| Promise {
        content: promise.content,
        person: promise.person,
        by: promise.by,
        amount: promise.amount.map(Vnd),
    });
    let answer = Answer {
        kind,
        text: asked.text,
        office: asked.office,
        paper: asked.paper,
        to: asked.to.as_ref().map(party),
        due: asked.due,
        commitment: None,
        meeting: asked.meeting.as_deref().map(key),
    };
    let what = AnswerProposal { answer, promise };
    let written_of = Written { key: key(&id), base: asked.base.map(FactSeq), on: None, what };
    let done = app.answer_proposal(asker.by(), written_of).await.map_err(asker.of_write())?;
    Ok(written(&id, &done))
}

/// Judges the answer to one's own proposal, or takes the proposal back.
#[utoipa::path(post, path = "/api/v1/proposals/{proposal}/verdict", tag = "steering", request_body = VerdictRequest,
    params(("proposal" = String, Path, description = "The proposal")),
    responses((status = 200, body = ItemWrittenAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn judge_proposal(Path(id): Path<String>, writing: Writing<VerdictRequest>) -> Answered<ItemWrittenAnswer> {
    let Writing { asker, sent } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    let VerdictRequest { verdict, text, base } = sent;
    let edit = match Verdict::ALL.into_iter().find(|known| known.as_str() == verdict) {
        Some(verdict) => ProposalEdit::Reassess { verdict, text, due: None },
        None if verdict == "withdrawn" => ProposalEdit::Withdraw { reason: text },
        None => {
            let allowed = format!("{}, withdrawn", Verdict::ALL.map(Verdict::as_str).join(", "));
            return Err(Problem::unusable(lang, "verdict", &verdict, &allowed));
        }
    };
    let written_of = Written { key: key(&id), base: base.map(FactSeq), on: None, what: vec![edit] };
    let done = app.write_proposal(asker.by(), written_of).await.map_err(asker.of_write())?;
    Ok(written(&id, &done))
}

fn party(shape: &PartyShape) -> Party {
    Party { unit: UnitId(shape.unit), office: shape.office.clone() }
}

fn assignment(lang: Lang, app: &App, asked: TaskRequest) -> Result<Assignment, Problem> {
    let given = asked.given.unwrap_or_else(|| app.today());
    let (rule, day) = due(lang, &asked.due)?;
    let kind = match asked.source.as_deref() {
        None | Some("directive") => SourceKind::Directive,
        Some("plan") => SourceKind::Plan,
        Some(other) => return Err(Problem::unusable(lang, "source", other, "directive, plan")),
    };
    let mut assignment = Assignment::new(&asked.content, party(&asked.lead), "", given, app.deadline(rule, given, day));
    assignment.person = app.someone(&asked.person, assignment.lead.unit).map_err(|error| Problem::of_write(lang, error))?;
    assignment.product = asked.product;
    assignment.cooperating = asked.cooperating.iter().map(party).collect();
    assignment.places = asked.places.into_iter().map(UnitId).collect();
    assignment.criteria = asked.criteria.into_iter().map(CriterionNo).collect();
    assignment.source = Source { kind, item: None, conclusion: None, paper: asked.paper, paragraph: asked.paragraph };
    if let Some(task) = asked.roadmap_task.as_deref() {
        let link = app.roadmap_task_of(assignment.lead.unit, task);
        assignment.roadmap = Some(link.ok_or_else(|| Problem::unusable(lang, "roadmap_task", task, lang.text("api.kind.roadmap-task")))?);
    }
    assignment.note = asked.note;
    Ok(assignment)
}

/// Days a deadline can lie ahead: ten years.
const MOST_DAYS: u32 = 3650;

fn due(lang: Lang, asked: &DueRequest) -> Result<(DueRule, Option<vedich_values::Date>), Problem> {
    let DueRequest { day, working_days, calendar_days, weekly, monthly, until } = *asked;
    let bad = |name: &str, value: u32, most: u32| Problem::unusable(lang, name, &value.to_string(), &format!("1–{most}"));
    let days = |name: &str, days: u32| if (1..=MOST_DAYS).contains(&days) { Ok(days) } else { Err(bad(name, days, MOST_DAYS)) };
    let place = |name: &str, at: u8, most: u8| if (1..=most).contains(&at) { Ok(at) } else { Err(bad(name, at.into(), most.into())) };
    Ok(match (day, working_days, calendar_days, weekly, monthly) {
        (None, None, None, None, None) => (DueRule::None, None),
        (Some(day), None, None, None, None) => (DueRule::Day, Some(day)),
        (None, Some(many), None, None, None) => (DueRule::WorkingDays(days("working_days", many)?), None),
        (None, None, Some(many), None, None) => (DueRule::CalendarDays(days("calendar_days", many)?), None),
        (None, None, None, Some(at), None) => (DueRule::Every { every: Every::Week(place("weekly", at, 7)?), until }, None),
        (None, None, None, None, Some(at)) => (DueRule::Every { every: Every::Month(place("monthly", at, 31)?), until }, None),
        _ => return Err(Problem::bad_query(lang, "due: day, working_days, calendar_days, weekly, monthly: one")),
    })
}

fn plan(lang: Lang, app: &App, asked: MeetingRequest) -> Result<MeetingPlan, Problem> {
    let mut plan = MeetingPlan::new(&asked.title, asked.date);
    if let Some(name) = &asked.kind {
        let kind = MeetingKind::ALL.into_iter().find(|kind| kind.as_str() == name);
        plan.kind = kind.ok_or_else(|| Problem::unusable(lang, "kind", name, &MeetingKind::ALL.map(MeetingKind::as_str).join(", ")))?;
    }
    plan.time = asked.time;
    plan.venue = asked.venue;
    plan.chair = app.someone(&asked.chair, UnitId(asked.unit)).map_err(|error| Problem::of_write(lang, error))?;
    plan.secretary = asked.secretary;
    plan.places = asked.places.into_iter().map(UnitId).collect();
    plan.agenda = asked.agenda;
    plan.invited = asked.invited.into_iter().map(|one| Invitee { who: one.who, email: one.email }).collect();
    Ok(plan)
}

fn meeting_edit(edit: MeetingEditShape, writer: &str) -> MeetingEdit {
    use MeetingEditShape as Shape;
    match edit {
        Shape::Hold => MeetingEdit::Hold,
        Shape::Close => MeetingEdit::Close,
        Shape::Cancel { reason } => MeetingEdit::Cancel { reason },
        Shape::Sign { signer, paper } => MeetingEdit::Sign(Signing { signer, paper }),
        Shape::Supplement { id, text, signer } => MeetingEdit::Supplement(Supplement { id, text, signer }),
        Shape::Notes { text } => MeetingEdit::Notes(Notes { writer: writer.to_owned(), text }),
        Shape::Say { id, who, text } => MeetingEdit::Say(SpokenWord { id, who, text }),
        Shape::Attend { who, present, note } => MeetingEdit::Attend(Attendance { who, present, note }),
        Shape::DropAttendance { who } => MeetingEdit::DropAttendance { who },
        Shape::DropDirection { unit } => MeetingEdit::DropDirection { unit: UnitId(unit) },
        Shape::Shortcoming { id, text, cause, unit, criterion } => {
            let (unit, criterion) = (unit.map(UnitId), criterion.map(CriterionNo));
            MeetingEdit::Shortcoming(Shortcoming { id, text, cause, unit, criterion })
        }
        Shape::DropShortcoming { id } => MeetingEdit::DropShortcoming { id },
        Shape::Direct { unit, aim, focus, roadmap, results } => {
            MeetingEdit::Direct(Direction { unit: UnitId(unit), aim, focus, roadmap, results })
        }
        Shape::DropConclusion { id } => MeetingEdit::DropConclusion { id },
        Shape::Achieve { unit, item, text, percent } => MeetingEdit::Achieve(Achievement { unit: UnitId(unit), item, text, percent }),
    }
}
