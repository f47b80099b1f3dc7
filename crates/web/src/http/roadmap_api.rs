//! Changing roadmaps through the API: by whoever may write here, through the same door as forms.

use super::WebState;
use super::actor::{Acting, Actor};
use super::listed::Listed;
use crate::api::roadmap_shapes::{ChangedAnswer, CountRequest, EditRequest};
use crate::api::{Problem, ProblemShape, convert};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use vedich_app::roadmaps::Which;
use vedich_app::{App, Committed};
use vedich_facts::roadmap::WeekClosing;
use vedich_values::{Date, FactSeq, RoadmapKey, UnitId};
use vedich_wording::Lang;

/// The addresses that write.
pub(crate) fn routes() -> Listed {
    Listed::new()
        .route("/api/v1/roadmaps/{unit}/edits", axum::routing::post(edit_roadmap))
        .route("/api/v1/roadmaps/{unit}/counts", axum::routing::post(count_roadmap))
}

/// Changes a roadmap: all edits in one entry, or none. `Idempotency-Key` (a UUID) makes sending it twice change nothing.
#[utoipa::path(post, path = "/api/v1/roadmaps/{unit}/edits", tag = "roadmaps", request_body = EditRequest,
    params(("unit" = u32, Path, description = "Our id of the unit")),
    responses((status = 200, body = ChangedAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn edit_roadmap(
    State(state): State<WebState>,
    Path(id): Path<String>,
    acting: Acting,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<ChangedAnswer>, Problem> {
    let (lang, app, actor) = writer(&state, acting, &headers)?;
    let asked: EditRequest = read(lang, &body)?;
    let which = which(lang, &id, asked.roadmap.as_deref(), asked.base, asked.on)?;
    let committed = app.edit_roadmap(actor.by(command(&headers)), which.clone(), asked.edits).await;
    answer(lang, app, &which, committed.map_err(|error| Problem::of_write(lang, error))?).await
}

/// Counts what was done, and closes the week when asked to. `Idempotency-Key` (a UUID) makes sending it twice change nothing.
#[utoipa::path(post, path = "/api/v1/roadmaps/{unit}/counts", tag = "roadmaps", request_body = CountRequest,
    params(("unit" = u32, Path, description = "Our id of the unit")),
    responses((status = 200, body = ChangedAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn count_roadmap(
    State(state): State<WebState>,
    Path(id): Path<String>,
    acting: Acting,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<ChangedAnswer>, Problem> {
    let (lang, app, actor) = writer(&state, acting, &headers)?;
    let asked: CountRequest = read(lang, &body)?;
    let which = which(lang, &id, asked.roadmap.as_deref(), asked.base, asked.on)?;
    let closing = asked.close_week.then(|| WeekClosing::of(asked.on.unwrap_or_else(|| app.today())));
    let committed = app.count_roadmap(actor.by(command(&headers)), which.clone(), asked.counts, closing).await;
    answer(lang, app, &which, committed.map_err(|error| Problem::of_write(lang, error))?).await
}

/// Who writes. Other sites cannot send JSON here without asking first, which is never allowed.
pub(super) fn writer<'a>(state: &'a WebState, acting: Acting, headers: &HeaderMap) -> Result<(Lang, &'a App, Actor), Problem> {
    let spoken = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let lang = Lang::from_accept_language(spoken);
    let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !sent.starts_with("application/json") {
        return Err(Problem::bad_query(lang, "Content-Type: application/json"));
    }
    let app = state.app().ok_or_else(|| Problem::not_found(lang, "api.no-such-address", "/api/v1/roadmaps"))?;
    Ok((lang, app, acting.0.ok_or_else(|| Problem::forbidden(lang))?))
}

pub(super) fn command(headers: &HeaderMap) -> &str {
    headers.get("idempotency-key").and_then(|value| value.to_str().ok()).unwrap_or_default()
}

pub(super) fn read<T: DeserializeOwned>(lang: Lang, body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|wrong| Problem::bad_query(lang, &wrong.to_string()))
}

fn which(lang: Lang, id: &str, key: Option<&str>, base: Option<u64>, on: Option<Date>) -> Result<Which, Problem> {
    let unit: UnitId = id.parse().map_err(|_| Problem::bad_parameter(lang, "unit", id))?;
    Ok(Which { unit, key: key.map(RoadmapKey::new), base: base.map(FactSeq), on })
}

async fn answer(lang: Lang, app: &App, which: &Which, committed: Committed) -> Result<Json<ChangedAnswer>, Problem> {
    let record = app.roadmap(which.unit, which.key.as_ref()).await.map_err(|error| Problem::of_write(lang, error))?;
    let on = which.on.unwrap_or_else(|| app.today());
    let planned = record.as_ref().and_then(|record| app.planner().timed(record, &[], on).ok());
    Ok(Json(ChangedAnswer {
        entry: committed.entry.get(),
        version: record.map_or(0, |record| record.version.get()),
        remarks: planned.map(|planned| convert::roadmaps::remarks(lang, &planned)).unwrap_or_default(),
    }))
}
