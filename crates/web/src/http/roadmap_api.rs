//! Changing roadmaps through the API: by whoever may write here, through the same door as forms.

use super::listed::Listed;
use crate::api::roadmap_requests::{
    AgreeRequest, CarriedAnswer, CarryRequest, ChangedAnswer, CountRequest, EditRequest, MakeRequest, UndoRequest,
};
use crate::api::{Problem, ProblemShape, convert};
use crate::http::asker::Writing;
use axum::Json;
use axum::extract::Path;
use vedich_app::roadmaps::{CarryRoadmap, MakeRoadmap, Which};
use vedich_app::{App, Committed};
use vedich_facts::roadmap::WeekClosing;
use vedich_roadmap::template::Aim;
use vedich_values::{CriterionNo, Date, FactSeq, RoadmapKey, SetId, UnitId};
use vedich_wording::Lang;

/// The addresses that write.
pub(crate) fn routes() -> Listed {
    Listed::new()
        .route("/api/v1/roadmaps/{unit}/edits", axum::routing::post(edit_roadmap))
        .route("/api/v1/roadmaps/{unit}/counts", axum::routing::post(count_roadmap))
        .route("/api/v1/roadmaps/{unit}/make", axum::routing::post(make_roadmap))
        .route("/api/v1/roadmaps/{unit}/undo", axum::routing::post(undo_roadmap))
        .route("/api/v1/roadmaps/{unit}/agree", axum::routing::post(agree_roadmap))
        .route("/api/v1/roadmaps/{unit}/carry", axum::routing::post(carry_roadmap))
}

/// Changes a roadmap: all edits in one entry, or none. `Idempotency-Key` (a UUID) makes sending it twice change nothing.
#[utoipa::path(post, path = "/api/v1/roadmaps/{unit}/edits", tag = "roadmaps", request_body = EditRequest,
    params(("unit" = u32, Path, description = "Our id of the unit")),
    responses((status = 200, body = ChangedAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn edit_roadmap(Path(id): Path<String>, writing: Writing<EditRequest>) -> Result<Json<ChangedAnswer>, Problem> {
    let Writing { asker, sent: asked } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    let which = which(lang, &id, asked.roadmap.as_deref(), asked.base, asked.on)?;
    let committed = app.edit_roadmap(asker.by(), which.clone(), asked.edits).await;
    answer(lang, app, &which, committed.map_err(asker.of_write())?).await
}

/// Counts what was done, and closes the week when asked to. `Idempotency-Key` (a UUID) makes sending it twice change nothing.
#[utoipa::path(post, path = "/api/v1/roadmaps/{unit}/counts", tag = "roadmaps", request_body = CountRequest,
    params(("unit" = u32, Path, description = "Our id of the unit")),
    responses((status = 200, body = ChangedAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn count_roadmap(Path(id): Path<String>, writing: Writing<CountRequest>) -> Result<Json<ChangedAnswer>, Problem> {
    let Writing { asker, sent: asked } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    let which = which(lang, &id, asked.roadmap.as_deref(), asked.base, asked.on)?;
    let closing = asked.close_week.then(|| WeekClosing::of(asked.on.unwrap_or_else(|| app.today())));
    let committed = app.count_roadmap(asker.by(), which.clone(), asked.counts, closing).await;
    answer(lang, app, &which, committed.map_err(asker.of_write())?).await
}

/// Makes a roadmap from what the unit has not met, with the tasks of the templates; it becomes the one the unit follows.
/// `Idempotency-Key` (a UUID) makes sending it twice change nothing.
#[utoipa::path(post, path = "/api/v1/roadmaps/{unit}/make", tag = "roadmaps", request_body = MakeRequest,
    params(("unit" = u32, Path, description = "Our id of the unit")),
    responses((status = 200, body = ChangedAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn make_roadmap(Path(id): Path<String>, writing: Writing<MakeRequest>) -> Result<Json<ChangedAnswer>, Problem> {
    let Writing { asker, sent: asked } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    let unit = which(lang, &id, None, None, None)?.unit;
    let aim = match asked.aim.as_deref() {
        None => Aim::default(),
        Some(name) => Aim::from_name(name).ok_or_else(|| Problem::unusable(lang, "aim", name, "met, submitted, recognised"))?,
    };
    let command = MakeRoadmap {
        unit,
        title: asked.title,
        set: asked.set.as_deref().map(SetId::new),
        start: asked.start.unwrap_or_else(|| app.today()),
        target: asked.target,
        criteria: asked.criteria.map(|criteria| criteria.into_iter().map(CriterionNo).collect()),
        aim,
    };
    let (key, committed) = app.make_roadmap(asker.by(), command).await.map_err(asker.of_write())?;
    let which = Which { unit, key: Some(key), base: None, on: None };
    answer(lang, app, &which, committed).await
}

/// Takes a change back: the roadmap becomes what it would be had it never been made. `Idempotency-Key` (a UUID) makes sending it twice
/// change nothing.
#[utoipa::path(post, path = "/api/v1/roadmaps/{unit}/undo", tag = "roadmaps", request_body = UndoRequest,
    params(("unit" = u32, Path, description = "Our id of the unit")),
    responses((status = 200, body = ChangedAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn undo_roadmap(Path(id): Path<String>, writing: Writing<UndoRequest>) -> Result<Json<ChangedAnswer>, Problem> {
    let Writing { asker, sent: asked } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    let which = which(lang, &id, asked.roadmap.as_deref(), None, asked.on)?;
    let committed = app.undo_roadmap(asker.by(), which.clone(), asked.change.map(FactSeq)).await;
    answer(lang, app, &which, committed.map_err(asker.of_write())?).await
}

/// Keeps the plan as it stands at the end of a day as agreed, under a name of its own. `Idempotency-Key` (a UUID) makes sending it twice
/// change nothing.
#[utoipa::path(post, path = "/api/v1/roadmaps/{unit}/agree", tag = "roadmaps", request_body = AgreeRequest,
    params(("unit" = u32, Path, description = "Our id of the unit")),
    responses((status = 200, body = ChangedAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn agree_roadmap(Path(id): Path<String>, writing: Writing<AgreeRequest>) -> Result<Json<ChangedAnswer>, Problem> {
    let Writing { asker, sent: asked } = writing;
    let (lang, app) = (asker.lang, &asker.app);
    let which = which(lang, &id, asked.roadmap.as_deref(), None, asked.on)?;
    let committed = app.agree_baseline(asker.by(), which.clone(), &asked.name, asked.note).await;
    answer(lang, app, &which, committed.map_err(asker.of_write())?).await
}

/// Carries a roadmap of a unit that has ended on in its successor, from the successor's first day; the old one stays as it was.
/// `Idempotency-Key` (a UUID) makes sending it twice change nothing.
#[utoipa::path(post, path = "/api/v1/roadmaps/{unit}/carry", tag = "roadmaps", request_body = CarryRequest,
    params(("unit" = u32, Path, description = "Our id of the unit that has ended")),
    responses((status = 200, body = CarriedAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 422, body = ProblemShape)))]
pub(crate) async fn carry_roadmap(Path(id): Path<String>, writing: Writing<CarryRequest>) -> Result<Json<CarriedAnswer>, Problem> {
    let Writing { asker, sent: asked } = writing;
    let from = which(asker.lang, &id, None, None, None)?.unit;
    let command = CarryRoadmap { from, roadmap: asked.roadmap.as_deref().map(RoadmapKey::new), to: asked.to.map(UnitId) };
    let (unit, key, committed) = asker.app.carry_roadmap(asker.by(), command).await.map_err(asker.of_write())?;
    Ok(Json(CarriedAnswer { entry: committed.entry.get(), unit: unit.get(), roadmap: key.to_string() }))
}

fn which(lang: Lang, id: &str, key: Option<&str>, base: Option<u64>, on: Option<Date>) -> Result<Which, Problem> {
    let unit: UnitId = id.parse().map_err(|_| Problem::no_number(lang, "unit", id))?;
    Ok(Which { unit, key: key.map(RoadmapKey::new), base: base.map(FactSeq), on })
}

async fn answer(lang: Lang, app: &App, which: &Which, committed: Committed) -> Result<Json<ChangedAnswer>, Problem> {
    let record = app.roadmap(which.unit, which.key.as_ref()).await.map_err(|error| Problem::of_write(lang, error))?;
    let on = which.on.unwrap_or_else(|| app.today());
    let planned = record.as_ref().and_then(|record| app.planner().timed(record, &[], on).ok());
    Ok(Json(ChangedAnswer {
        entry: committed.entry.get(),
        roadmap: record.as_ref().map(|record| record.key.to_string()),
        version: record.map_or(0, |record| record.version.get()),
        remarks: planned.map(|planned| convert::roadmaps::remarks(lang, &planned)).unwrap_or_default(),
    }))
}
