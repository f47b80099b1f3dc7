//! Roadmaps as files through the API.

use super::{Outgoing, outgoing};
use crate::api::plan_file_shapes::PlanFileAnswer;
use crate::api::{Asking, Problem, ProblemShape, convert};
use crate::http::WebState;
use crate::http::asker::GivenBytes;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use serde::Deserialize;
use utoipa::IntoParams;
use vedich_app::AppError;
use vedich_app::roadmaps::{Followed, GivenFile};
use vedich_values::{Date, RoadmapKey, UnitId, date::parse_date};
use vedich_wording::Lang;

/// Which picture of which roadmaps.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FileQuery {
    /// The date the file holds for; default today in Việt Nam.
    as_of: Option<String>,
    /// Which of the unit's roadmaps; default the one being followed, and those of the units below.
    roadmap: Option<String>,
    /// Only this person's dates, in `dates.ics`.
    person: Option<String>,
    /// Language of the words: `vi` or `en`.
    lang: Option<String>,
}

/// What is to be done with a file.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct UploadQuery {
    /// The date the changes hold for; default today in Việt Nam.
    as_of: Option<String>,
    /// Show what would change; write nothing.
    #[serde(default)]
    dry_run: bool,
    /// Its name, for the places of problems.
    name: Option<String>,
    /// Language of the words: `vi` or `en`.
    lang: Option<String>,
}

fn spoken(asked: Option<&str>, headers: &HeaderMap) -> Lang {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    asked.and_then(Lang::from_tag).unwrap_or_else(|| Lang::from_accept_language(accepted))
}

fn date(lang: Lang, text: Option<&str>) -> Result<Option<Date>, Problem> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    parse_date(text).map(Some).ok_or_else(|| Problem::unusable(lang, "as_of", text, "2020-09-08"))
}

/// A unit's roadmap, or those of an area, as a file: `critical-path.xlsx`, `project.xml` (Microsoft Project), `dates.ics` (iCalendar).
#[utoipa::path(get, path = "/api/v1/roadmaps/{unit}/files/{file}", tag = "roadmaps",
    params(("unit" = u32, Path, description = "Our id of the unit or area"), ("file" = String, Path, description = "`critical-path.xlsx`, `project.xml` or `dates.ics`"), FileQuery),
    responses((status = 200, description = "The file"), (status = 404, body = ProblemShape)))]
pub(crate) async fn download_roadmap(
    State(state): State<WebState>,
    Path((id, file)): Path<(String, String)>,
    Asking(query): Asking<FileQuery>,
    headers: HeaderMap,
) -> Result<Outgoing, Problem> {
    let lang = spoken(query.lang.as_deref(), &headers);
    let app = state.app().ok_or_else(|| Problem::not_found(lang, "api.no-such-address", &file))?;
    let unit: UnitId = id.parse().map_err(|_| Problem::no_number(lang, "unit", &id))?;
    let on = date(lang, query.as_of.as_deref())?.unwrap_or_else(|| app.today());
    let board = app.picture(on, None).await.map_err(Problem::unavailable(lang))?;
    let followed = Followed::at(&board, unit, query.roadmap.as_deref().map(RoadmapKey::new).as_ref());
    if followed.is_empty() {
        return Err(Problem::not_found(lang, "api.no-roadmap", &id));
    }
    let made = outgoing(app, lang, followed, unit, &file, query.person).await;
    let made = made.map_err(|_| Problem::unavailable(lang)(AppError::Stopped))?;
    made.ok_or_else(|| Problem::not_found(lang, "api.no-such-address", &file))
}

/// Takes a filled-in file back, the file as the body: all its changes, or none. The same file twice changes nothing.
#[utoipa::path(post, path = "/api/v1/roadmaps/{unit}/files", tag = "roadmaps",
    params(("unit" = u32, Path, description = "Our id of the unit or area"), UploadQuery),
    responses((status = 200, body = PlanFileAnswer), (status = 403, body = ProblemShape), (status = 422, body = PlanFileAnswer)))]
pub(crate) async fn upload_roadmap(
    Path(id): Path<String>,
    Asking(query): Asking<UploadQuery>,
    file: GivenBytes,
) -> Result<(axum::http::StatusCode, Json<PlanFileAnswer>), Problem> {
    let GivenBytes { asker, bytes, .. } = file;
    let (lang, app) = (query.lang.as_deref().and_then(Lang::from_tag).unwrap_or(asker.lang), &asker.app);
    let unit: UnitId = id.parse().map_err(|_| Problem::no_number(lang, "unit", &id))?;
    let name = query.name.unwrap_or_else(|| "file".to_owned());
    let given = GivenFile { name, bytes: bytes.to_vec(), unit, on: date(lang, query.as_of.as_deref())? };
    let file = app.preview_plan_file(&asker.by(), &given).await.map_err(|error| Problem::of_write(lang, error))?;
    let mut entry = None;
    if !query.dry_run && !file.is_refused() && !file.is_empty() {
        let committed = app.import_plan_file(asker.by(), &given).await.map_err(|error| Problem::of_write(lang, error))?;
        entry = committed.map(|committed| committed.entry.get());
    }
    let answer = convert::plan_files::plan_file(lang, &app.reference().registry, app.today(), &file, entry);
    let status = if file.is_refused() { axum::http::StatusCode::UNPROCESSABLE_ENTITY } else { axum::http::StatusCode::OK };
    Ok((status, Json(answer)))
}
