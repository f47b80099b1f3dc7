//! A place and the history of its values.

use super::{Asking, Speech, date, exists, rows, unit, with_board};
use crate::api::shapes::{PlaceAnswer, ProgressAnswer, RankAnswer, RecordShape, ValueShape};
use crate::api::{ApiState, Problem, ProblemShape, convert};
use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::IntoParams;
use vedich_app::Select;
use vedich_board::{Board, Place};
use vedich_facts::Kind;
use vedich_values::{FactSeq, SetId};
use vedich_wording::Lang;

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

impl PlaceQuery {
    /// Shows the place the parameters mean.
    async fn look<T>(&self, state: &ApiState, lang: Lang, id: &str, look: impl FnOnce(&Board, &Place) -> T) -> Result<T, Problem> {
        let unit = unit(lang, id)?;
        let as_of = date(lang, "as_of", self.as_of.as_deref(), state.app.today())?;
        let known_on = self.known_on.as_deref().map(|text| date(lang, "known_on", Some(text), as_of)).transpose()?;
        exists(lang, &state.app.reference().registry, unit, as_of)?;
        let set = self.set.as_deref().map(SetId::new);
        if let Some(id) = &set {
            let reference = state.app.reference();
            let set = reference.catalogue.get(id.as_str()).ok_or_else(|| Problem::not_found(lang, "api.no-such-set", id.as_str()))?;
            if let Some(misfit) = vedich_app::fitting::misfit(&reference, set, unit, as_of) {
                return Err(Problem::bad_request(lang, &misfit));
            }
        }
        let seen = with_board(state, lang, (as_of, known_on), |board| Some(look(board, &board.place(unit, set.as_ref())?)));
        seen.await?.ok_or_else(|| Problem::not_found(lang, "api.no-such-place", id))
    }
}

/// A place assessed against a criteria set as of a date.
#[utoipa::path(get, path = "/places/{unit}", tag = "places", params(("unit" = u32, Path, description = "Our id of the unit"), PlaceQuery),
    responses((status = 200, body = PlaceAnswer), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_place(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<PlaceQuery>,
) -> Result<Json<PlaceAnswer>, Problem> {
    let answer = |board: &Board, place: &Place| convert::place_answer(lang, &board.reference().registry, board.date(), place);
    query.look(&state, lang, &id, answer).await.map(Json)
}

/// How a place stood on every date on which something was stated of it, and the counts reported.
#[utoipa::path(get, path = "/places/{unit}/progress", tag = "places", params(("unit" = u32, Path, description = "Our id of the unit"), PlaceQuery),
    responses((status = 200, body = ProgressAnswer), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_progress(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<PlaceQuery>,
) -> Result<Json<ProgressAnswer>, Problem> {
    query.look(&state, lang, &id, |board, place| convert::progress(lang, board, place)).await.map(Json)
}

/// A place among its likes in the nearest area in which others are known: its place and its neighbours.
#[utoipa::path(get, path = "/places/{unit}/rank", tag = "places", params(("unit" = u32, Path, description = "Our id of the unit"), PlaceQuery),
    responses((status = 200, body = RankAnswer), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_rank(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<PlaceQuery>,
) -> Result<Json<RankAnswer>, Problem> {
    let rank = query.look(&state, lang, &id, convert::rank).await?;
    rank.map(Json).ok_or_else(|| Problem::not_found(lang, "api.not-ranked", &id))
}

/// Which page of the statements.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct RecordsQuery {
    /// What had been stated by this date; default today in Việt Nam.
    as_of: Option<String>,
    /// Only statements of this kind: reported_count, attribute, stage, stage_counts, output, work, remark.
    kind: Option<String>,
    /// The `seq` of the last row of the page before.
    before: Option<u64>,
    /// At most so many rows, up to 1,000; default 100.
    limit: Option<u64>,
}

/// What else is on record of a place: stages of recognition, outputs, works, remarks, attributes, reported counts; newest record first.
#[utoipa::path(get, path = "/places/{unit}/records", tag = "places", params(("unit" = u32, Path, description = "Our id of the unit"), RecordsQuery),
    responses((status = 200, body = Vec<RecordShape>), (status = 400, body = ProblemShape)))]
pub(in crate::api) async fn list_records(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<RecordsQuery>,
) -> Result<Json<Vec<RecordShape>>, Problem> {
    let unit = unit(lang, &id)?;
    let as_of = date(lang, "as_of", query.as_of.as_deref(), state.app.today())?;
    let kind = |name: &str| convert::shown_kind(name).ok_or_else(|| Problem::unusable(lang, "kind", name, &convert::shown_kinds()));
    let kind = query.kind.as_deref().map(kind).transpose()?;
    let (before, limit) = (query.before.map(FactSeq), rows(lang, query.limit, 100, 1000)?);
    with_board(&state, lang, (as_of, None), |board| convert::records(board, unit, kind, before, limit)).await.map(Json)
}

/// Which page of a history.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct HistoryQuery {
    /// The `seq` of the last row of the page before.
    after: Option<u64>,
    /// At most so many rows, up to 1,000; default 100.
    limit: Option<u64>,
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
        after: query.after.map(FactSeq),
        limit: Some(rows(lang, query.limit, 100, 1000)?),
        ..Select::default()
    };
    let recorded = state.app.journal().read(&select).await.map_err(Problem::unavailable(lang))?;
    Ok(Json(recorded.iter().filter_map(convert::value).collect()))
}
