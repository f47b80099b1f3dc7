//! Roadmaps: with dates, the chain that decides, how likely, what is easy and what is hard, and those of an area.

use super::{Asking, Speech, date, unit, with_board};
use crate::api::roadmap_shapes::{
    AreaRoadmapsAnswer, ChainAnswer, ForecastAnswer, RoadmapAnswer, SlippageAnswer, TriageAnswer, ValueAnswer,
};
use crate::api::{ApiState, Problem, ProblemShape, convert};
use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;
use vedich_app::roadmaps::Followed;
use vedich_board::Board;
use vedich_roadmap::planner::{Measure, Planned};
use vedich_roadmap::record::RoadmapRecord;
use vedich_values::{Date, RoadmapKey};
use vedich_wording::Lang;

/// Which picture of which roadmap.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct RoadmapQuery {
    /// The date the answer holds for; default today in Việt Nam.
    as_of: Option<String>,
    /// Only what had been recorded by the end of this date.
    known_on: Option<String>,
    /// Which of the unit's roadmaps; default the one being followed.
    roadmap: Option<String>,
}

/// A unit's roadmap with the dates of its tasks, as things go on a date.
#[utoipa::path(get, path = "/roadmaps/{unit}", tag = "roadmaps", params(("unit" = u32, Path, description = "Our id of the unit"), RoadmapQuery),
    responses((status = 200, body = RoadmapAnswer), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_roadmap(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<RoadmapQuery>,
) -> Result<Json<RoadmapAnswer>, Problem> {
    let planned = planned(&state, lang, &id, &query, |_, _| ()).await?.0;
    Ok(Json(convert::roadmaps::roadmap(lang, &state.app.reference().registry, &planned)))
}

/// The chain of tasks that decides the finish (đường găng), with persons and dates.
#[utoipa::path(get, path = "/roadmaps/{unit}/chain", tag = "roadmaps", params(("unit" = u32, Path, description = "Our id of the unit"), RoadmapQuery),
    responses((status = 200, body = ChainAnswer), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_chain(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<RoadmapQuery>,
) -> Result<Json<ChainAnswer>, Problem> {
    let planned = planned(&state, lang, &id, &query, |_, _| ()).await?.0;
    Ok(Json(convert::roadmaps::chain(&state.app.reference().registry, &planned)))
}

/// How likely the dates are, from ten thousand runs, and which tasks drive them.
#[utoipa::path(get, path = "/roadmaps/{unit}/forecast", tag = "roadmaps", params(("unit" = u32, Path, description = "Our id of the unit"), RoadmapQuery),
    responses((status = 200, body = ForecastAnswer), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_forecast(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<RoadmapQuery>,
) -> Result<Json<ForecastAnswer>, Problem> {
    let planned = planned(&state, lang, &id, &query, |_, _| ()).await?.0;
    Ok(Json(convert::roadmaps::forecast(&state.app.reference().registry, &planned)))
}

/// Which picture of which roadmap, against which agreed plan.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct SlippageQuery {
    /// The date the answer holds for; default today in Việt Nam.
    as_of: Option<String>,
    /// Only what had been recorded by the end of this date.
    known_on: Option<String>,
    /// Which of the unit's roadmaps; default the one being followed.
    roadmap: Option<String>,
    /// Name of the agreed plan; default the one agreed last.
    plan: Option<String>,
}

/// How far the roadmap has moved from a plan that was agreed, task by task.
#[utoipa::path(get, path = "/roadmaps/{unit}/slippage", tag = "roadmaps", params(("unit" = u32, Path, description = "Our id of the unit"), SlippageQuery),
    responses((status = 200, body = SlippageAnswer), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_slippage(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<SlippageQuery>,
) -> Result<Json<SlippageAnswer>, Problem> {
    let SlippageQuery { as_of, known_on, roadmap, plan } = query;
    let planned = planned(&state, lang, &id, &RoadmapQuery { as_of, known_on, roadmap }, |_, _| ()).await?.0;
    let answer = convert::roadmaps::slippage(&state.app.reference().registry, &planned, plan.as_deref());
    answer.map(Json).ok_or_else(|| Problem::not_found(lang, "api.no-plan", plan.as_deref().unwrap_or_default()))
}

/// Which picture of which roadmap, in which measure.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ValueQuery {
    /// The date the answer holds for; default today in Việt Nam.
    as_of: Option<String>,
    /// Only what had been recorded by the end of this date.
    known_on: Option<String>,
    /// Which of the unit's roadmaps; default the one being followed.
    roadmap: Option<String>,
    /// `dong` or `days`; default money when any task has a cost.
    measure: Option<String>,
}

/// What should be done, what is done and what it took, by heading and week by week (earned value, S-curve).
#[utoipa::path(get, path = "/roadmaps/{unit}/value", tag = "roadmaps", params(("unit" = u32, Path, description = "Our id of the unit"), ValueQuery),
    responses((status = 200, body = ValueAnswer), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_value(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<ValueQuery>,
) -> Result<Json<ValueAnswer>, Problem> {
    let ValueQuery { as_of, known_on, roadmap, measure } = query;
    let measure = match measure.as_deref() {
        None | Some("") => None,
        Some("dong") => Some(Measure::Money),
        Some("days") => Some(Measure::Work),
        Some(other) => return Err(Problem::bad_parameter(lang, "measure", other)),
    };
    let planned = planned(&state, lang, &id, &RoadmapQuery { as_of, known_on, roadmap }, |_, _| ()).await?.0;
    Ok(Json(convert::roadmaps::value(&state.app.reference().registry, &planned, measure)))
}

/// The open criteria in three lists: can finish now, needs money, needs a decision above; with reasons.
#[utoipa::path(get, path = "/roadmaps/{unit}/triage", tag = "roadmaps", params(("unit" = u32, Path, description = "Our id of the unit"), RoadmapQuery),
    responses((status = 200, body = TriageAnswer), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_triage(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<RoadmapQuery>,
) -> Result<Json<TriageAnswer>, Problem> {
    let (planned, gaps) = planned(&state, lang, &id, &query, vedich_app::roadmaps::gaps).await?;
    let reference = state.app.reference();
    Ok(Json(convert::roadmaps::triage(lang, &reference.registry, &reference.catalogue, &planned, &planned.lists(&gaps))))
}

/// Which picture of an area.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct AreaRoadmapsQuery {
    /// The date the answer holds for; default today in Việt Nam.
    as_of: Option<String>,
    /// Only what had been recorded by the end of this date.
    known_on: Option<String>,
}

/// The roadmaps followed in an area, the least likely first; what blocks most units, who carries most.
#[utoipa::path(get, path = "/areas/{unit}/roadmaps", tag = "roadmaps", params(("unit" = u32, Path, description = "Our id of the area; 1 is the country"), AreaRoadmapsQuery),
    responses((status = 200, body = AreaRoadmapsAnswer), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn list_roadmaps(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<AreaRoadmapsQuery>,
) -> Result<Json<AreaRoadmapsAnswer>, Problem> {
    let (area, (as_of, known_on)) = (unit(lang, &id)?, dates(&state, lang, query.as_of.as_deref(), query.known_on.as_deref())?);
    let reference = state.app.reference();
    if reference.registry.at(area, as_of).is_none() {
        return Err(Problem::not_found(lang, "api.no-such-place", &id));
    }
    let followed = with_board(&state, as_of, known_on, |board| Followed::below(board, area)).await?;
    let app = state.app.clone();
    let drawn = tokio::task::spawn_blocking(move || app.area_roadmaps(&followed)).await.map_err(|_| vedich_app::AppError::Stopped)?;
    Ok(Json(convert::roadmaps::area_roadmaps(lang, &reference.registry, as_of, &drawn)))
}

fn dates(state: &ApiState, lang: Lang, as_of: Option<&str>, known_on: Option<&str>) -> Result<(Date, Option<Date>), Problem> {
    let as_of = date(lang, "as_of", as_of, state.app.today())?;
    let known_on = known_on.map(|text| date(lang, "known_on", Some(text), as_of)).transpose()?;
    Ok((as_of, known_on))
}

/// The roadmap asked for, timed, with what else `look` wants to see of the picture.
async fn planned<T>(
    state: &ApiState,
    lang: Lang,
    id: &str,
    query: &RoadmapQuery,
    look: impl FnOnce(&Board, &RoadmapRecord) -> T,
) -> Result<(Arc<Planned>, T), Problem> {
    let unit = unit(lang, id)?;
    let (as_of, known_on) = dates(state, lang, query.as_of.as_deref(), query.known_on.as_deref())?;
    let key = query.roadmap.as_deref().map(RoadmapKey::new);
    let found = with_board(state, as_of, known_on, |board| {
        let record = match &key {
            Some(key) => board.roadmap_by_key(unit, key),
            None => board.roadmap(unit),
        };
        record.map(|record| (state.app.timed(board, record), look(board, record)))
    });
    let (timed, seen) = found.await?.ok_or_else(|| Problem::not_found(lang, "api.no-roadmap", id))?;
    let planned = timed.map_err(|error| Problem::refused(lang, &[error.problem()]))?;
    Ok((planned, seen))
}
