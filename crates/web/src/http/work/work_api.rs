//! What waits for the caller, through the API: the list of the first page and of the digests.

use crate::api::{Problem, ProblemShape};
use crate::http::WebState;
use crate::http::door::Caller;
use crate::present::work::{address, due_words};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::{Extension, Json};
use serde::Serialize;
use utoipa::ToSchema;
use vedich_app::work::Told;
use vedich_values::Date;
use vedich_wording::Lang;

/// Something that waits for the caller.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WaitingWork {
    /// What: `came-back`, `report`, `verify`, `late-task` and so on.
    pub what: &'static str,
    /// The same in words.
    pub words: String,
    /// Our id of the unit.
    pub unit: u32,
    /// How many.
    pub count: u32,
    /// Until when, where there is a day.
    pub until: Option<Date>,
    /// Of which reporting period.
    pub period: Option<String>,
    /// Whether it is late or has to be done today.
    pub pressing: bool,
    /// Whether the caller has read the notice of it.
    pub read: bool,
    /// The page on which it is done.
    pub page: String,
}

/// What waits for the caller in their posts, most pressing first.
#[utoipa::path(get, path = "/api/v1/work", tag = "work",
    responses((status = 200, body = Vec<WaitingWork>), (status = 403, body = ProblemShape)))]
pub(crate) async fn list_work(
    State(state): State<WebState>,
    caller: Option<Extension<Caller>>,
    headers: HeaderMap,
) -> Result<Json<Vec<WaitingWork>>, Problem> {
    let spoken = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let lang = Lang::from_accept_language(spoken);
    let app = state.app().ok_or_else(|| Problem::not_found(lang, "api.no-such-address", "/api/v1/work"))?;
    let signed = caller.and_then(|caller| caller.signed.clone()).ok_or_else(|| Problem::sign_in(lang))?;
    let told = app.notices(&signed).await.map_err(|error| Problem::of_write(lang, error))?;
    let mut waiting: Vec<Told> = told.into_iter().filter(|one| one.done.is_none()).collect();
    waiting.sort_by_key(|one| (one.due.what, one.due.until, one.due.unit));
    let today = app.today();
    let shape = |Told { due, read, .. }: &Told| WaitingWork {
        what: due.what.name(),
        words: due_words(lang, due),
        unit: due.unit.get(),
        count: due.count,
        until: due.until,
        period: due.period.map(|period| period.to_string()),
        pressing: due.is_pressing(today),
        read: *read,
        page: address(due),
    };
    Ok(Json(waiting.iter().map(shape).collect()))
}
