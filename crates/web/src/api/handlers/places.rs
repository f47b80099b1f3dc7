//! A place and the history of its values.

use super::{Asking, Speech, date, unit, with_board};
use crate::api::shapes::{AssessAnswer, ValueShape};
use crate::api::{ApiState, Problem, ProblemShape, convert};
use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::IntoParams;
use vedich_app::{AppError, Select};
use vedich_facts::Kind;
use vedich_values::SetId;

/// Which picture of a place.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct PlaceQuery {
    /// The date the answer holds for; default today in Việt Nam.
    as_of: Option<String>,
    /// Only what had been recorded by the end of this date.
    known_on: Option<String>,
    /// Criteria set; default the one in force for the place.
    set: Option<String>,
}

/// A place assessed against a criteria set as of a date.
#[utoipa::path(get, path = "/places/{unit}", tag = "places", params(("unit" = u32, Path, description = "Our id of the unit"), PlaceQuery),
    responses((status = 200, body = AssessAnswer), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_place(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<PlaceQuery>,
) -> Result<Json<AssessAnswer>, Problem> {
    let unit = unit(lang, &id)?;
    let as_of = date(lang, "as_of", query.as_of.as_deref(), state.app.today())?;
    let known_on = query.known_on.as_deref().map(|text| date(lang, "known_on", Some(text), as_of)).transpose()?;
    let set = query.set.as_deref().map(SetId::new);
    if let Some(set) = &set
        && state.app.reference().catalogue.get(set.as_str()).is_none()
    {
        return Err(Problem::not_found(lang, "api.no-such-set", set.as_str()));
    }
    let answer = with_board(&state, as_of, known_on, |board| {
        let place = board.place(unit, set.as_ref())?;
        Some(convert::assess_answer(lang, &board.reference().registry, board.date(), &place))
    });
    answer.await?.map(Json).ok_or_else(|| Problem::not_found(lang, "api.no-such-place", &id))
}

/// Which page of a history.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct HistoryQuery {
    /// The `seq` of the last row of the page before.
    after: Option<u64>,
    /// At most so many rows, up to 1,000; default 100.
    limit: Option<u32>,
}

/// Every value recorded of a place, corrections included, oldest first.
#[utoipa::path(get, path = "/places/{unit}/values", tag = "places", params(("unit" = u32, Path, description = "Our id of the unit"), HistoryQuery),
    responses((status = 200, body = Vec<ValueShape>), (status = 400, body = ProblemShape)))]
pub(in crate::api) async fn list_history(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<HistoryQuery>,
) -> Result<Json<Vec<ValueShape>>, Problem> {
    let unit = unit(lang, &id)?;
    let select = Select {
        unit: Some(unit),
        kind: Some(Kind::Observation),
        after: query.after.map(vedich_values::FactSeq),
        limit: Some(query.limit.unwrap_or(100).clamp(1, 1000)),
        ..Select::default()
    };
    let recorded = state.app.journal().read(&select).await.map_err(AppError::from)?;
    Ok(Json(recorded.iter().filter_map(convert::value).collect()))
}
