//! Tasks, meetings and proposals for programs, to people who signed in.

use super::{Desk, PAGE, key};
use crate::present::Scene;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use vedich_board::steering::{ProposalScope, Show, TaskQuery, TaskScope};
use vedich_steering::{Proposal, Task};

use crate::http::{WebError, WebState};

/// A task as JSON. Keys are only ever added.
#[must_use]
pub(super) fn task_json(s: Scene<'_>, task: &Task) -> Value {
    let assignment = &task.assignment;
    let standing = task.standing(s.board.date());
    json!({
        "id": task.key.as_str(),
        "content": assignment.content,
        "product": assignment.product,
        "assigner": task.assigner.get(),
        "lead": { "unit": assignment.lead.unit.get(), "name": s.name(assignment.lead.unit), "office": assignment.lead.office },
        "person": assignment.person.name,
        "given": assignment.given,
        "due": task.due,
        "state": task.state.name(),
        "counts": standing.name(),
        "days": standing.days(),
        "percent": task.percent,
        "places": assignment.places.iter().map(|unit| unit.get()).collect::<Vec<_>>(),
        "criteria": assignment.criteria,
        "source": assignment.source,
        "roadmap": assignment.roadmap,
        "version": task.version.get(),
    })
}

fn proposal_json(s: Scene<'_>, proposal: &Proposal) -> Value {
    json!({
        "id": proposal.key.as_str(),
        "text": proposal.request.text,
        "from": proposal.unit.get(),
        "with": proposal.answering().get(),
        "topic": proposal.request.topic,
        "criteria": proposal.request.criteria,
        "sent": proposal.request.sent,
        "due": proposal.request.due.on,
        "state": proposal.state.name(),
        "days_overdue": proposal.overdue(s.board.date()),
        "answers": proposal.answers.iter().map(|(stamp, answer)| json!({ "on": stamp.on, "by": stamp.unit.get(), "answer": answer })).collect::<Vec<_>>(),
        "version": proposal.version.get(),
    })
}

/// An answer as JSON, or why there is none.
async fn answer(state: &WebState, desk: &Desk, draw: impl FnOnce(Scene<'_>) -> Result<Value, WebError> + Send) -> Response {
    if desk.acting.is_none() {
        return crate::api::Problem::forbidden(desk.frame().lang).into_response();
    }
    match desk.visit.render(state, draw).await {
        Ok(value) => axum::Json(value).into_response(),
        Err(_) => (StatusCode::NOT_FOUND, crate::api::Problem::not_found(desk.frame().lang, "api.no-such-address", &desk.frame().path))
            .into_response(),
    }
}

pub(super) async fn tasks(State(state): State<WebState>, desk: Desk) -> Response {
    answer(&state, &desk, |s| {
        let area = desk.area("area")?;
        let show = match desk.frame().param("show") {
            Some("overdue") => Show::Overdue,
            Some("closed") => Show::Closed,
            Some("all") => Show::All,
            _ => Show::Open,
        };
        let after = desk.frame().param("after").and_then(|text| text.parse().ok());
        let query = TaskQuery { scope: TaskScope::Area(area), show, criterion: None, after, limit: PAGE };
        let page = s.board.tasks(&query);
        let tally = s.board.task_tally(&query.scope);
        Ok(json!({
            "as_of": s.board.date(),
            "count": { "assigned": tally.assigned(), "in_time": tally.in_time, "late": tally.late, "in_progress": tally.in_progress, "overdue": tally.overdue },
            "tasks": page.items.iter().map(|task| task_json(s, task)).collect::<Vec<_>>(),
            "next": page.next.map(|next| next.to_string()),
        }))
    })
    .await
}

pub(super) async fn task(State(state): State<WebState>, desk: Desk, Path(id): Path<String>) -> Response {
    answer(&state, &desk, |s| Ok(task_json(s, &s.board.task(&key(&id)).ok_or_else(WebError::not_found)?))).await
}

pub(super) async fn meeting(State(state): State<WebState>, desk: Desk, Path(id): Path<String>) -> Response {
    answer(&state, &desk, |s| {
        let meeting = s.board.meeting(&key(&id)).ok_or_else(WebError::not_found)?;
        let all = TaskQuery { show: Show::All, ..TaskQuery::open(TaskScope::Source(meeting.key.clone()), 500) };
        let tasks = s.board.tasks(&all).items;
        Ok(json!({
            "id": meeting.key.as_str(),
            "unit": meeting.unit.get(),
            "plan": meeting.plan,
            "state": meeting.state.name(),
            "conclusions": meeting.conclusions.iter().map(|entry| &entry.value).collect::<Vec<_>>(),
            "shortcomings": meeting.shortcomings.iter().map(|entry| &entry.value).collect::<Vec<_>>(),
            "directions": meeting.directions.iter().map(|entry| &entry.value).collect::<Vec<_>>(),
            "tasks": tasks.iter().map(|task| task_json(s, task)).collect::<Vec<_>>(),
            "version": meeting.version.get(),
        }))
    })
    .await
}

pub(super) async fn proposals(State(state): State<WebState>, desk: Desk) -> Response {
    answer(&state, &desk, |s| {
        let area = desk.area("area")?;
        let after = desk.frame().param("after").and_then(|text| text.parse().ok());
        let page = s.board.proposals(&ProposalScope::With(area), Show::All, after, PAGE);
        Ok(json!({
            "as_of": s.board.date(),
            "proposals": page.items.iter().map(|one| proposal_json(s, one)).collect::<Vec<_>>(),
            "next": page.next.map(|next| next.to_string()),
        }))
    })
    .await
}
