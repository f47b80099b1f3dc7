//! Days off of an area through the API: what holds there, declared, withdrawn.

use super::listed::Listed;
use crate::api::evidence_shapes::WrittenAnswer;
use crate::api::roadmap_requests::{ClosedShape, DaysOffRequest};
use crate::api::{Problem, ProblemShape};
use crate::http::asker::{Asker, Writing};
use axum::Json;
use axum::extract::Path;
use axum::routing::{get, post};
use vedich_app::days_off::DeclareDaysOff;
use vedich_board::Closed;
use vedich_values::{FactSeq, UnitId};

/// The addresses.
pub(crate) fn routes() -> Listed {
    Listed::new()
        .route("/api/v1/days-off/{unit}", get(list_days_off).post(declare_days_off))
        .route("/api/v1/days-off/{unit}/{declared}/withdraw", post(withdraw_days_off))
}

fn unit(asker: &Asker, id: &str) -> Result<UnitId, Problem> {
    let unit = asker.unit(id)?;
    let known = asker.app.reference().registry.get(unit).map(|_| unit);
    known.ok_or_else(|| Problem::not_found(asker.lang, "api.no-such-place", id))
}

/// The days off that hold for a unit today: its own and those of the areas above it, the latest first. The roadmaps of the unit and of
/// everything below it follow them.
#[utoipa::path(get, path = "/api/v1/days-off/{unit}", tag = "roadmaps",
    params(("unit" = u32, Path, description = "Our id of the unit")),
    responses((status = 200, body = Vec<ClosedShape>), (status = 400, body = ProblemShape)))]
pub(crate) async fn list_days_off(asker: Asker, Path(id): Path<String>) -> Result<Json<Vec<ClosedShape>>, Problem> {
    let unit = unit(&asker, &id)?;
    Ok(Json(asker.app.live().days_off_for(unit).iter().map(shape).collect()))
}

/// Declares days off of an area, for its own roadmap and those of every unit below it.
#[utoipa::path(post, path = "/api/v1/days-off/{unit}", tag = "roadmaps", request_body = DaysOffRequest,
    params(("unit" = u32, Path, description = "Our id of the area")),
    responses((status = 200, body = WrittenAnswer), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn declare_days_off(Path(id): Path<String>, writing: Writing<DaysOffRequest>) -> Result<Json<WrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let area = unit(&asker, &id)?;
    let DaysOffRequest { from, to, reason, on } = sent;
    let command = DeclareDaysOff { area, from, to: to.unwrap_or(from), reason, on };
    let committed = asker.app.declare_days_off(asker.by(), command).await.map_err(asker.of_write())?;
    Ok(Json(committed.into()))
}

/// Withdraws days off that the area declared: they are worked after all.
#[utoipa::path(post, path = "/api/v1/days-off/{unit}/{declared}/withdraw", tag = "roadmaps",
    params(("unit" = u32, Path, description = "Our id of the area"), ("declared" = u64, Path, description = "The `seq` of the days off")),
    responses((status = 200, body = WrittenAnswer), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn withdraw_days_off(
    Path((id, declared)): Path<(String, String)>,
    writing: Writing<serde_json::Value>,
) -> Result<Json<WrittenAnswer>, Problem> {
    let asker = writing.asker;
    let area = unit(&asker, &id)?;
    let declared = declared.parse().map(FactSeq).map_err(|_| Problem::no_number(asker.lang, "declared", &declared))?;
    let committed = asker.app.withdraw_days_off(asker.by(), area, declared).await.map_err(asker.of_write())?;
    Ok(Json(committed.into()))
}

fn shape(one: &Closed) -> ClosedShape {
    let fact = &one.recorded.fact;
    ClosedShape {
        seq: one.recorded.seq.get(),
        area: fact.unit.get(),
        from: one.from,
        to: one.to,
        reason: one.reason.clone(),
        on: fact.as_of,
    }
}
