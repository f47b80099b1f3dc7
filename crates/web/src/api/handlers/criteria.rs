//! Criteria sets.

use super::Speech;
use crate::api::shapes::SetShape;
use crate::api::{ApiState, Problem, ProblemShape, convert};
use axum::Json;
use axum::extract::{Path, State};
use serde_json::Value;

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
