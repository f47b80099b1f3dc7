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
use vedich_app::AppError;
use vedich_app::roadmaps::{Assessed, Followed};
use vedich_roadmap::forecast::Shape;
use vedich_roadmap::planner::{Asked, Measure, Planned};
use vedich_values::{Date, RoadmapKey};
use vedich_wording::Lang;

/// Runs of one forecast, at most.
const MOST_RUNS: u64 = 20_000;

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
    let planned = planned(&state, lang, &id, &query).await?;
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
    let planned = planned(&state, lang, &id, &query).await?;
    Ok(Json(convert::roadmaps::chain(&state.app.reference().registry, &planned)))
}

/// Which picture of which roadmap, forecast how.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ForecastQuery {
    /// The date the answer holds for; default today in Việt Nam.
    as_of: Option<String>,
    /// Only what had been recorded by the end of this date.
    known_on: Option<String>,
    /// Which of the unit's roadmaps; default the one being followed.
    roadmap: Option<String>,
    /// Number of runs (10,000; at most 20,000).
    runs: Option<String>,
    /// Seed: the same seed gives the same answer.
    seed: Option<String>,
    /// The date to reach; default the roadmap's own.
    target: Option<String>,
    /// The shape of a duration between its estimates: `pert` (default) or `triangular`.
    distribution: Option<String>,
}

impl ForecastQuery {
    fn asked(&self, lang: Lang) -> Result<Asked, Problem> {
        let usual = Asked::default();
        let number = |name: &'static str, text: Option<&str>, usual: u64, most: u64| match text.map(str::trim) {
            None | Some("") => Ok(usual),
            Some(text) => {
                let found = text.parse().ok().filter(|number| *number <= most);
                found.ok_or_else(|| Problem::unusable(lang, name, text, &format!("0–{most}")))
            }
        };
        let runs = number("runs", self.runs.as_deref(), usual.runs.into(), MOST_RUNS)?;
        let shape = match self.distribution.as_deref() {
            None | Some("") => usual.shape,
            Some(name) => Shape::named(name).ok_or_else(|| Problem::unusable(lang, "distribution", name, "pert, triangular"))?,
        };
        let target = self.target.as_deref().filter(|text| !text.trim().is_empty());
        Ok(Asked {
            runs: u32::try_from(runs).unwrap_or(usual.runs).max(1),
            seed: number("seed", self.seed.as_deref(), usual.seed, u64::MAX)?,
            target: target.map(|text| date(lang, "target", Some(text), usual.target.unwrap_or_default())).transpose()?,
            shape,
            ..usual
        })
    }
}

/// How likely the dates are, and which tasks drive them.
#[utoipa::path(get, path = "/roadmaps/{unit}/forecast", tag = "roadmaps", params(("unit" = u32, Path, description = "Our id of the unit"), ForecastQuery),
    responses((status = 200, body = ForecastAnswer), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_forecast(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<ForecastQuery>,
) -> Result<Json<ForecastAnswer>, Problem> {
    let asked = query.asked(lang)?;
    let ForecastQuery { as_of, known_on, roadmap, .. } = query;
    let planned = planned(&state, lang, &id, &RoadmapQuery { as_of, known_on, roadmap }).await?;
    let app = state.app.clone();
    let worked = tokio::task::spawn_blocking(move || convert::roadmaps::forecast(&app.reference().registry, &planned, &asked));
    Ok(Json(worked.await.map_err(|_| Problem::unavailable(lang)(AppError::Stopped))?))
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
    /// Name of the agreed plan; default the one agreed last, or, with `against`, the one agreed just before that.
    plan: Option<String>,
    /// Name of a later agreed plan to hold it against; default as things go now.
    against: Option<String>,
}

/// How far the roadmap has moved from a plan that was agreed, task by task; or one agreed plan from another.
#[utoipa::path(get, path = "/roadmaps/{unit}/slippage", tag = "roadmaps", params(("unit" = u32, Path, description = "Our id of the unit"), SlippageQuery),
    responses((status = 200, body = SlippageAnswer), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_slippage(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<SlippageQuery>,
) -> Result<Json<SlippageAnswer>, Problem> {
    let SlippageQuery { as_of, known_on, roadmap, plan, against } = query;
    let planned = planned(&state, lang, &id, &RoadmapQuery { as_of, known_on, roadmap }).await?;
    let answer = convert::roadmaps::slippage(&state.app.reference().registry, &planned, plan.as_deref(), against.as_deref());
    let named = plan.or(against).unwrap_or_default();
    answer.map(Json).ok_or_else(|| Problem::not_found(lang, "api.no-plan", &named))
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
        Some(other) => return Err(Problem::unusable(lang, "measure", other, "dong, days")),
    };
    let planned = planned(&state, lang, &id, &RoadmapQuery { as_of, known_on, roadmap }).await?;
    Ok(Json(convert::roadmaps::value(&state.app.reference().registry, &planned, measure)))
}

/// The open criteria in three lists: can finish now, needs money, needs a decision above; with reasons. Of a unit without a roadmap, as
/// the templates have it.
#[utoipa::path(get, path = "/roadmaps/{unit}/triage", tag = "roadmaps", params(("unit" = u32, Path, description = "Our id of the unit"), RoadmapQuery),
    responses((status = 200, body = TriageAnswer), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(in crate::api) async fn show_triage(
    State(state): State<ApiState>,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<RoadmapQuery>,
) -> Result<Json<TriageAnswer>, Problem> {
    let (unit, key) = (unit(lang, &id)?, query.roadmap.as_deref().map(RoadmapKey::new));
    let (as_of, known_on) = dates(&state, lang, query.as_of.as_deref(), query.known_on.as_deref())?;
    let found = with_board(&state, lang, (as_of, known_on), |board| {
        let record = match &key {
            Some(key) => board.roadmap_by_key(unit, key),
            None => board.roadmap(unit),
        };
        (record.map(|record| state.app.timed(board, record)), Assessed::of(board, unit, record.map(|record| &**record)))
    });
    let (timed, assessed) = found.await?;
    let timed = timed.transpose().map_err(|error| Problem::refused(lang, &[error.problem()]))?;
    let planner = state.app.planner();
    let listed = match timed {
        Some(planned) => Some((Arc::clone(&planned), assessed.lists(planner, &planned))),
        None if key.is_none() => assessed.sketched_lists(planner),
        None => None,
    };
    let (planned, lists) = listed.ok_or_else(|| Problem::not_found(lang, "api.no-roadmap", &id))?;
    let reference = state.app.reference();
    Ok(Json(convert::roadmaps::triage(lang, &reference.registry, &reference.catalogue, &planned, &lists)))
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
    let followed = with_board(&state, lang, (as_of, known_on), |board| Followed::below(board, area)).await?;
    let app = state.app.clone();
    let drawn = tokio::task::spawn_blocking(move || app.area_roadmaps(&followed))
        .await
        .map_err(|_| Problem::unavailable(lang)(AppError::Stopped))?;
    Ok(Json(convert::roadmaps::area_roadmaps(lang, &reference.registry, as_of, &drawn)))
}

fn dates(state: &ApiState, lang: Lang, as_of: Option<&str>, known_on: Option<&str>) -> Result<(Date, Option<Date>), Problem> {
    let as_of = date(lang, "as_of", as_of, state.app.today())?;
    let known_on = known_on.map(|text| date(lang, "known_on", Some(text), as_of)).transpose()?;
    Ok((as_of, known_on))
}

/// The roadmap asked for, timed.
async fn planned(state: &ApiState, lang: Lang, id: &str, query: &RoadmapQuery) -> Result<Arc<Planned>, Problem> {
    let unit = unit(lang, id)?;
    let (as_of, known_on) = dates(state, lang, query.as_of.as_deref(), query.known_on.as_deref())?;
    let key = query.roadmap.as_deref().map(RoadmapKey::new);
    let found = with_board(state, lang, (as_of, known_on), |board| {
        let record = match &key {
            Some(key) => board.roadmap_by_key(unit, key),
            None => board.roadmap(unit),
        };
        record.map(|record| state.app.timed(board, record))
    });
    let timed = found.await?.ok_or_else(|| Problem::not_found(lang, "api.no-roadmap", id))?;
    timed.map_err(|error| Problem::refused(lang, &[error.problem()]))
}
