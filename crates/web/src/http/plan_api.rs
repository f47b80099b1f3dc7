//! Plans and budgets worked out through the API, in the shapes of the command line (`vedich roadmap`). Nothing is kept.

use super::WebState;
use super::asker::Sending;
use super::listed::Listed;
use super::room::{SECONDS, worked};
use crate::api::{Asking, Problem, ProblemShape};
use axum::Json;
use axum::extract::DefaultBodyLimit;
use axum::routing::post;
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;
use tower_http::limit::RequestBodyLimitLayer;
use vedich_reference::working_days;
use vedich_roadmap::json::{self, Answered, ForecastQuestion, InputError};
use vedich_values::Date;

/// A question of all communes of the country is about a megabyte.
const LARGEST_BYTES: usize = 4 * 1024 * 1024;
/// Runs of one forecast, at most.
const MOST_RUNS: u32 = 20_000;
/// Runs when nothing is asked.
const RUNS: u32 = 10_000;

/// The addresses.
pub(crate) fn routes() -> Listed {
    Listed::new()
        .route("/api/v1/plans/schedule", post(schedule))
        .route("/api/v1/plans/forecast", post(forecast))
        .route("/api/v1/plans/allocate", post(allocate))
}

/// Their router, with room for a question.
pub(crate) fn router() -> axum::Router<WebState> {
    routes().into_router().layer(DefaultBodyLimit::disable()).layer(RequestBodyLimitLayer::new(LARGEST_BYTES))
}

/// What a forecast is asked.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ForecastAsked {
    /// Number of runs (10,000; at most 20,000).
    runs: Option<u32>,
    /// Seed: the same seed gives the same answer.
    seed: Option<u64>,
    /// The date to reach.
    target: Option<Date>,
}

/// What a budget is asked.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AllocationAsked {
    /// Seconds to search, at most 5.
    seconds: Option<u64>,
}

/// Times a network of tasks: the body and the answer are those of `vedich roadmap schedule FILE --json`.
#[utoipa::path(post, path = "/api/v1/plans/schedule", tag = "roadmaps", request_body = Object,
    responses((status = 200, body = Object), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn schedule(sending: Sending) -> Result<Json<Value>, Problem> {
    answered(sending, move |body, _| json::schedule(body, &working_days())).await
}

/// How likely the dates of a network are: the body and the answer are those of `vedich roadmap forecast FILE --json`.
#[utoipa::path(post, path = "/api/v1/plans/forecast", tag = "roadmaps", params(ForecastAsked), request_body = Object,
    responses((status = 200, body = Object), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn forecast(Asking(asked): Asking<ForecastAsked>, sending: Sending) -> Result<Json<Value>, Problem> {
    let question = ForecastQuestion {
        runs: asked.runs.unwrap_or(RUNS).clamp(1, MOST_RUNS),
        seed: asked.seed.unwrap_or(1),
        target: asked.target,
        threads: 1,
    };
    answered(sending, move |body, _| json::forecast(body, &working_days(), &question)).await
}

/// Where the money goes: the body and the answer are those of `vedich roadmap allocate FILE --json`.
#[utoipa::path(post, path = "/api/v1/plans/allocate", tag = "roadmaps", params(AllocationAsked), request_body = Object,
    responses((status = 200, body = Object), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn allocate(Asking(asked): Asking<AllocationAsked>, sending: Sending) -> Result<Json<Value>, Problem> {
    let limit = Duration::from_secs(asked.seconds.unwrap_or(SECONDS).clamp(1, SECONDS));
    answered(sending, move |body, elapsed| json::allocation(body, limit, elapsed).map(Answered::from)).await
}

/// Whoever is signed in may ask; what is wrong with the question is told in their language.
async fn answered(
    sending: Sending,
    work: impl FnOnce(&str, &dyn Fn() -> Duration) -> Result<Answered, InputError> + Send + 'static,
) -> Result<Json<Value>, Problem> {
    let lang = sending.asker.lang;
    let body = String::from_utf8(sending.body.into()).map_err(|wrong| Problem::bad_query(lang, &wrong.to_string()))?;
    let done = worked(move |elapsed| Ok(work(&body, elapsed))).await;
    let Answered { mut value, remarks } =
        done.map_err(|busy| Problem::refused(lang, &[*busy]))?.map_err(|refused| Problem::refused(lang, &refused.problems("")))?;
    if !remarks.is_empty() {
        value["warnings"] = remarks.iter().map(|remark| Value::from(lang.problem(remark))).collect();
    }
    Ok(Json(value))
}
