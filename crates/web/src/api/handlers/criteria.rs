//! Criteria sets.

use super::{Asking, Speech, date, rows, with_board};
use crate::api::shapes::{OverlayShape, SetShape};
use crate::api::{ApiState, Problem, ProblemShape, convert};
use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;

/// All sets known, with their decisions and counts.
#[utoipa::path(get, path = "/criteria", tag = "criteria", responses((status = 200, body = Vec<SetShape>)))]
pub(in crate::api) async fn list_sets(State(state): State<ApiState>) -> Json<Vec<SetShape>> {
    Json(state.app.reference().catalogue.iter().map(|set| convert::set(set)).collect())
}

/// One set in full: criteria, indicators, thresholds by zone and year, legal basis, amendments, sources, confidence.
#[utoipa::path(get, path = "/criteria/{set}", tag = "criteria", params(("set" = String, Path, description = "Id of the set")),
    responses((status = 200, body = Value, description = "The set"), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_set(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
) -> Result<Json<Value>, Problem> {
    let catalogue = state.app.reference().catalogue;
    let set = catalogue.get(&id).ok_or_else(|| Problem::not_found(lang, "api.no-such-set", &id))?;
    Ok(Json(serde_json::to_value(set.as_ref()).unwrap_or_default()))
}

/// What differs between two sets.
#[utoipa::path(get, path = "/criteria/{from}/diff/{to}", tag = "criteria",
    params(("from" = String, Path, description = "Id of the earlier set"), ("to" = String, Path, description = "Id of the later set")),
    responses((status = 200, body = Value, description = "The differences"), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn diff_sets(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path((from, to)): Path<(String, String)>,
) -> Result<Json<Value>, Problem> {
    let catalogue = state.app.reference().catalogue;
    let known = |id: &str| catalogue.get(id).ok_or_else(|| Problem::not_found(lang, "api.no-such-set", id));
    let diff = vedich_criteria::diff(known(&from)?, known(&to)?);
    Ok(Json(serde_json::to_value(diff).unwrap_or_default()))
}

/// As of when.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct OverlaysQuery {
    /// What had been set by this date; default today in Việt Nam.
    as_of: Option<String>,
    /// The `seq` of the last row of the page before.
    after: Option<u64>,
    /// At most so many rows, up to 1,000; default 100.
    limit: Option<u64>,
}

/// Thresholds set or confirmed locally for a set or one it builds on, in the order they were recorded.
#[utoipa::path(get, path = "/criteria/{set}/overlays", tag = "criteria", params(("set" = String, Path, description = "Id of the set"), OverlaysQuery),
    responses((status = 200, body = Vec<OverlayShape>), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn list_overlays(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<OverlaysQuery>,
) -> Result<Json<Vec<OverlayShape>>, Problem> {
    let reference = state.app.reference();
    let set = reference.catalogue.get(&id).ok_or_else(|| Problem::not_found(lang, "api.no-such-set", &id))?;
    let as_of = date(lang, "as_of", query.as_of.as_deref(), state.app.today())?;
    let mut found = with_board(&state, lang, (as_of, None), |board| board.overlays(&set.id)).await?;
    found.sort_by_key(|recorded| recorded.seq);
    let page = found.iter().filter(|recorded| query.after.is_none_or(|after| recorded.seq.get() > after));
    let page = page.take(rows(lang, query.limit, 100, 1000)?);
    Ok(Json(page.filter_map(|recorded| convert::overlay(&reference.registry, recorded)).collect()))
}
