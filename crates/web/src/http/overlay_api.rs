//! Values set or confirmed by decisions, through the API: open to everybody, the names of who recorded them to people who signed in.

use super::visit::Visit;
use super::{WebError, WebState};
use crate::api::shapes::OverlayShape;
use crate::api::{Asking, Problem, ProblemShape, Speech, convert, day_asked, rows_asked};
use crate::frame::Reader;
use crate::present::{Scene, criteria};
use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use utoipa::IntoParams;
use vedich_criteria::CriteriaSet;

/// As of when.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OverlaysQuery {
    /// What had been set by this date; default today in Việt Nam.
    as_of: Option<String>,
    /// The `seq` of the last row of the page before.
    after: Option<u64>,
    /// At most so many rows, up to 1,000; default 100.
    limit: Option<u64>,
}

/// Thresholds set or confirmed locally for a set or one it builds on, in the order they were recorded.
#[utoipa::path(get, path = "/api/v1/criteria/{set}/overlays", tag = "criteria", params(("set" = String, Path, description = "Id of the set"), OverlaysQuery),
    responses((status = 200, body = Vec<OverlayShape>), (status = 400, body = ProblemShape), (status = 404, body = ProblemShape)))]
pub(crate) async fn list_overlays(
    State(state): State<WebState>,
    visit: Visit,
    Speech(lang): Speech,
    Path(id): Path<String>,
    Asking(query): Asking<OverlaysQuery>,
) -> Result<Json<Vec<OverlayShape>>, Problem> {
    day_asked(lang, "as_of", query.as_of.as_deref(), visit.frame.today)?;
    let most = rows_asked(lang, query.limit, 100, 1000)?;
    let listed = |s: Scene<'_>| Ok::<_, WebError>(s.catalogue().get(&id).map(|set| page(s, set, query.after, most)));
    let found = visit.render(&state, listed).await.map_err(|error| Problem::bad_query(lang, error.wrong_address().unwrap_or_default()))?;
    found.map(Json).ok_or_else(|| Problem::not_found(lang, "api.no-such-set", &id))
}

fn page(s: Scene<'_>, set: &CriteriaSet, after: Option<u64>, most: usize) -> Vec<OverlayShape> {
    let mut found = s.board.overlays(&set.id);
    found.sort_by_key(|recorded| recorded.seq);
    let page = found.iter().filter(|recorded| after.is_none_or(|after| recorded.seq.get() > after)).take(most);
    let is_person = matches!(s.f.reader, Reader::Person { .. });
    let shape = |recorded: &std::sync::Arc<vedich_facts::Recorded>| {
        let by = is_person.then(|| criteria::author(s, recorded)).filter(|by| !by.is_empty());
        Some(OverlayShape { by, ..convert::overlay(s.registry(), recorded)? })
    };
    page.filter_map(shape).collect()
}
