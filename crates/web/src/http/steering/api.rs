//! Tasks, meetings and proposals for programs, to people who signed in.

use super::{Desk, PAGE, key};
use crate::api::ProblemShape;
use crate::api::steering_shapes::*;
use crate::http::{WebError, WebState};
use crate::present::Scene;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};
use vedich_board::steering::{CountedSpan, ProposalScope, Show, TaskQuery, TaskScope};
use vedich_facts::steering::{Achievement, Invitation, Party};
use vedich_steering::task::State as TaskState;
use vedich_steering::{Proposal, Stamp, Task};

/// Weeks or months of the history of counts.
const SPANS: usize = 13;

fn value(of: &impl Serialize) -> Value {
    serde_json::to_value(of).unwrap_or_default()
}

fn party(party: &Party) -> PartyShape {
    PartyShape { unit: party.unit.get(), office: party.office.clone() }
}

/// A task as JSON. Keys are only ever added.
fn shown(task: &Task, file: &vedich_facts::StoredFile) -> Value {
    let address = format!("/tasks/{}/files/{}", task.key, file.hash);
    json!({ "name": file.name, "media": file.media, "bytes": file.bytes, "address": address })
}

fn task_shape(s: Scene<'_>, task: &Task) -> TaskShape {
    let assignment = &task.assignment;
    let standing = task.standing(s.board.date());
    let replaced_by = match &task.state {
        TaskState::Stopped { replaced_by, .. } => replaced_by.as_ref().map(ToString::to_string),
        _ => None,
    };
    TaskShape {
        id: task.key.to_string(),
        content: assignment.content.clone(),
        product: assignment.product.clone(),
        assigner: task.assigner.get(),
        lead: LeadShape { unit: assignment.lead.unit.get(), name: s.name(assignment.lead.unit), office: assignment.lead.office.clone() },
        person: assignment.person.name.clone(),
        cooperating: assignment.cooperating.iter().map(party).collect(),
        given: assignment.given,
        due: task.due,
        extensions: task.extensions,
        state: task.state.name(),
        counts: standing.name(),
        days: standing.days(),
        percent: task.percent,
        places: assignment.places.iter().map(|unit| unit.get()).collect(),
        criteria: assignment.criteria.iter().map(|no| no.0).collect(),
        source: value(&assignment.source),
        document: s.board.cited(task.first).map(crate::present::desk::address),
        roadmap: value(&assignment.roadmap),
        replaced_by,
        files: task.log.iter().flat_map(|line| &line.files).map(|file| shown(task, file)).collect(),
        version: task.version.get(),
    }
}

fn proposal_shape(s: Scene<'_>, proposal: &Proposal) -> ProposalShape {
    let request = &proposal.request;
    let answers = proposal.answers.iter();
    ProposalShape {
        id: proposal.key.to_string(),
        text: request.text.clone(),
        from: proposal.unit.get(),
        with: proposal.answering().get(),
        office: proposal.addressee().office.clone(),
        topic: request.topic.clone(),
        criteria: request.criteria.iter().map(|no| no.0).collect(),
        sent: request.sent,
        due: proposal.due,
        state: proposal.state.name(),
        reopened: proposal.reopened(),
        days_overdue: proposal.overdue(s.board.date()),
        answers: answers.map(|(stamp, answer)| json!({ "on": stamp.on, "by": stamp.unit.get(), "answer": answer })).collect(),
        version: proposal.version.get(),
    }
}

/// An answer as JSON, or why there is none.
async fn answer<T: Serialize + Send>(
    state: &WebState,
    desk: &Desk,
    draw: impl FnOnce(Scene<'_>) -> Result<T, WebError> + Send,
) -> Response {
    if desk.acting.is_none() {
        return crate::api::Problem::sign_in(desk.frame().lang).into_response();
    }
    match desk.visit.render(state, draw).await {
        Ok(value) => axum::Json(value).into_response(),
        Err(error) if error.is_forbidden() => crate::api::Problem::forbidden(desk.frame().lang).into_response(),
        Err(error) if error.wrong_address().is_some() => {
            let why = error.wrong_address().unwrap_or_default();
            crate::api::Problem::bad_query(desk.frame().lang, why).into_response()
        }
        Err(_) => (StatusCode::NOT_FOUND, crate::api::Problem::not_found(desk.frame().lang, "api.no-such-address", &desk.frame().path))
            .into_response(),
    }
}

/// A page of the tasks an area leads, or of those asked for, with the count of all of them.
#[utoipa::path(get, path = "/api/v1/tasks", tag = "steering",
    params(("area" = Option<String>, Query, description = "Led in an area: our id or name; default one's own unit"),
        ("unit" = Option<String>, Query, description = "Led by a unit itself"),
        ("assigner" = Option<String>, Query, description = "Assigned by a unit"),
        ("place" = Option<String>, Query, description = "About a place or one below it"),
        ("source" = Option<String>, Query, description = "Out of a meeting or proposal, by its id"),
        ("person" = Option<u64>, Query, description = "Of somebody with an account, by our id"),
        ("name" = Option<String>, Query, description = "Of somebody known by name alone"),
        ("criterion" = Option<String>, Query, description = "About a criterion or a part of it: its number in the set in use there for communes (hamlets in a hamlet), or SET:NUMBER"),
        ("show" = Option<String>, Query, description = "open (default), new, reported, asked (more time), declined, overdue, closed, all"),
        ("after" = Option<String>, Query, description = "next of the page before"),
        DayQuery),
    responses((status = 200, body = TaskList), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn tasks(State(state): State<WebState>, desk: Desk) -> Response {
    answer(&state, &desk, |s| {
        let (query, _) = super::tasks::query(&desk, s, PAGE)?;
        let page = s.board.tasks(&query);
        Ok(TaskList {
            as_of: s.board.date(),
            count: s.board.task_tally(&query.scope).into(),
            tasks: page.items.iter().map(|task| task_shape(s, task)).collect(),
            next: page.next.map(|next| next.to_string()),
        })
    })
    .await
}

/// A task.
#[utoipa::path(get, path = "/api/v1/tasks/{task}", tag = "steering", params(("task" = String, Path, description = "The task"), DayQuery),
    responses((status = 200, body = TaskShape), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn task(State(state): State<WebState>, desk: Desk, Path(id): Path<String>) -> Response {
    answer(&state, &desk, |s| {
        let task = s.board.task(&key(&id)).ok_or_else(WebError::not_found)?;
        desk.reads_task(&task).map(|()| task_shape(s, &task))
    })
    .await
}

fn counted(one: CountedSpan) -> CountedSpanShape {
    let closed = one.closed.map(|(by, counted)| ClosedCountShape { by, count: counted.tally.into(), note: counted.note });
    CountedSpanShape { through: one.through, count: one.tally.map(Into::into), closed }
}

/// The count of an area, week by week or month by month, and by unit.
#[utoipa::path(get, path = "/api/v1/tasks/count", tag = "steering",
    params(("area" = Option<String>, Query, description = "Our id or the name of the area; default one's own unit"),
        ("span" = Option<String>, Query, description = "week (default) or month"),
        DayQuery),
    responses((status = 200, body = CountAnswer), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn count(State(state): State<WebState>, desk: Desk) -> Response {
    answer(&state, &desk, |s| {
        let area = desk.area("area")?;
        let span = desk.span()?;
        let spans = s.board.counted_spans(area, span, SPANS);
        let below = s.board.task_tallies_below(area);
        Ok(CountAnswer {
            as_of: s.board.date(),
            history: spans.into_iter().map(counted).collect(),
            by_unit: below
                .into_iter()
                .map(|(unit, count)| UnitTallyShape { unit: unit.get(), name: s.name(unit), count: count.into() })
                .collect(),
        })
    })
    .await
}

/// The page of a leader: what is late, when the roadmaps will be ready, promises kept and broken, the decisions asked for, and the ranking with its points explained.
#[utoipa::path(get, path = "/api/v1/leaders/{unit}", tag = "steering",
    params(("unit" = u32, Path, description = "Our id of the area"), DayQuery),
    responses((status = 200, body = LeadersShape), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn leaders(State(state): State<WebState>, desk: Desk, Path(id): Path<String>) -> Response {
    let led = super::leaders::led(&state, &desk, &id).await;
    answer(&state, &desk, |s| led.map(|(area, led)| LeadersShape::of(s, area, &led))).await
}

/// A page of the meetings of an area and about its places, the latest first.
#[utoipa::path(get, path = "/api/v1/meetings", tag = "steering",
    params(("area" = Option<String>, Query, description = "Our id or the name of the area; default one's own unit"),
        ("state" = Option<String>, Query, description = "planned, held, to-sign, signed, cancelled; default any"),
        ("since" = Option<String>, Query, description = "Held on that day or later"),
        ("until" = Option<String>, Query, description = "Held on that day or earlier"),
        ("person" = Option<String>, Query, description = "Part of the name or post of somebody who chairs, was invited or came"),
        ("after" = Option<String>, Query, description = "next of the page before"),
        DayQuery),
    responses((status = 200, body = MeetingList), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn meetings(State(state): State<WebState>, desk: Desk) -> Response {
    answer(&state, &desk, |s| {
        let area = desk.area("area")?;
        let after = desk.after()?;
        let page = s.board.find_meetings(&super::meetings::search(&desk, area)?, after, PAGE);
        let line = |one: &vedich_steering::Meeting| MeetingLineShape {
            id: one.key.to_string(),
            unit: one.unit.get(),
            title: one.plan.title.clone(),
            date: one.plan.date,
            state: one.state.name(),
            conclusions: one.conclusions.len(),
        };
        let next = page.next.map(|next| next.to_string());
        Ok(MeetingList { as_of: s.board.date(), meetings: page.items.iter().map(line).collect(), next })
    })
    .await
}

/// A meeting with its conclusions and their tasks.
#[utoipa::path(get, path = "/api/v1/meetings/{meeting}", tag = "steering", params(("meeting" = String, Path, description = "The meeting"), DayQuery),
    responses((status = 200, body = MeetingShape), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn meeting(State(state): State<WebState>, desk: Desk, Path(id): Path<String>) -> Response {
    answer(&state, &desk, |s| {
        let meeting = s.board.meeting(&key(&id)).ok_or_else(WebError::not_found)?;
        desk.reads_meeting(s, &meeting)?;
        let all = TaskQuery { show: Show::All, ..TaskQuery::open(TaskScope::Source(meeting.key.clone()), 500) };
        let tasks = s.board.tasks(&all).items;
        Ok(MeetingShape {
            id: meeting.key.to_string(),
            unit: meeting.unit.get(),
            plan: value(&meeting.plan),
            state: meeting.state.name(),
            conclusions: meeting.conclusions.iter().map(|entry| value(&entry.value)).collect(),
            shortcomings: meeting.shortcomings.iter().map(|entry| value(&entry.value)).collect(),
            directions: meeting.directions.iter().map(|entry| value(&entry.value)).collect(),
            achievements: meeting.achievements.iter().map(|(stamp, one)| achieved(stamp, one)).collect(),
            invitations: meeting.invitations.iter().map(|(stamp, one)| invited(stamp, one)).collect(),
            attendance: meeting.attendance.iter().map(|entry| value(&entry.value)).collect(),
            tasks: tasks.iter().map(|task| task_shape(s, task)).collect(),
            notice: s.beside.and_then(|beside| beside.papers.notice_of(&meeting.key, s.f.as_of)).map(|(line, issue, dated)| NoticeShape {
                paper: line.id.0,
                symbol: issue.symbol.clone(),
                dated,
            }),
            version: meeting.version.get(),
        })
    })
    .await
}

fn achieved(stamp: &Stamp, one: &Achievement) -> serde_json::Value {
    serde_json::json!({ "unit": one.unit, "item": one.item, "on": stamp.on, "text": one.text, "percent": one.percent })
}

fn invited(stamp: &Stamp, one: &Invitation) -> serde_json::Value {
    let to: Vec<&str> = one.to.iter().filter_map(|one| one.email.as_deref()).collect();
    serde_json::json!({ "on": stamp.on, "to": to, "text": one.text })
}

/// A page of proposals: to be answered, or answered, by an area; with `from` those it sent.
#[utoipa::path(get, path = "/api/v1/proposals", tag = "steering",
    params(("area" = Option<String>, Query, description = "Our id or the name of the area that answers; default one's own unit"),
        ("from" = Option<String>, Query, description = "Our id or the name of the area that sent them"),
        ("show" = Option<String>, Query, description = "all (default), open, overdue, to-judge, closed"),
        ("place" = Option<String>, Query, description = "Our id or the name of a place they are from"),
        ("since" = Option<String>, Query, description = "Sent on that day or later"),
        ("until" = Option<String>, Query, description = "Sent on that day or earlier"),
        ("person" = Option<String>, Query, description = "Part of the login or office of who answers"),
        ("mine" = Option<String>, Query, description = "1: those alone that the caller may answer, of somebody with a field those of it"),
        ("after" = Option<String>, Query, description = "next of the page before"),
        DayQuery),
    responses((status = 200, body = ProposalList), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn proposals(State(state): State<WebState>, desk: Desk) -> Response {
    answer(&state, &desk, |s| {
        let from = desk.frame().param("from").is_some();
        let scope = if from { ProposalScope::From(desk.area("from")?) } else { ProposalScope::With(desk.area("area")?) };
        let after = desk.after()?;
        let search = super::proposals::search(&desk, scope)?;
        let page = s.board.find_proposals_of(&search, after, PAGE, &super::proposals::wanted(&desk));
        Ok(ProposalList {
            as_of: s.board.date(),
            proposals: page.items.iter().map(|one| proposal_shape(s, one)).collect(),
            next: page.next.map(|next| next.to_string()),
        })
    })
    .await
}

/// A proposal with its answers.
#[utoipa::path(get, path = "/api/v1/proposals/{proposal}", tag = "steering",
    params(("proposal" = String, Path, description = "The proposal"), DayQuery),
    responses((status = 200, body = ProposalShape), (status = 403, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn proposal(State(state): State<WebState>, desk: Desk, Path(id): Path<String>) -> Response {
    answer(&state, &desk, |s| {
        let proposal = s.board.proposal(&key(&id)).ok_or_else(WebError::not_found)?;
        desk.reads_proposal(&proposal).map(|()| proposal_shape(s, &proposal))
    })
    .await
}
