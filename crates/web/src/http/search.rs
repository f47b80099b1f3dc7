//! The search: its page, what the box suggests while one types, and the same for programs. Everybody finds what is open to everybody;
//! whoever signed in finds besides what they may read.

use super::people::Desk;
use super::visit::Visit;
use super::{WebError, WebState};
use crate::api::search_shapes::{SearchAnswer, unit_group};
use crate::api::steering_shapes::DayQuery;
use crate::api::{Problem, ProblemShape};
use crate::pages;
use crate::present::search::{self, Asked, KINDS, Reach};
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

/// Letters that are read of what was typed: names are not longer.
const LONGEST: usize = 200;

/// What an address looks for; see [`no_kind`] for a kind there is not.
fn asked(visit: &Visit) -> (String, Option<&str>, Option<&str>) {
    let f = &visit.frame;
    let query = f.param("q").unwrap_or_default().chars().take(LONGEST).collect();
    let kind = f.param("kind").filter(|kind| KINDS.contains(kind));
    (query, kind, f.param("after").filter(|_| kind.is_some()))
}

/// What stands where a kind should and is none, and what it may be. Units have no page of their own: they are shown with all.
fn no_kind(visit: &Visit) -> Option<(&str, String)> {
    let given = visit.frame.param("kind").filter(|kind| !kind.is_empty())?;
    (given != "units" && !KINDS.contains(&given)).then(|| (given, format!("units, {}", KINDS.join(", "))))
}

/// Whoever may find more than everybody.
fn reader(desk: Result<Desk, Response>) -> Option<Desk> {
    desk.ok().filter(|desk| desk.acting.is_some())
}

pub(super) async fn show(State(state): State<WebState>, visit: Visit, desk: Result<Desk, Response>) -> Response {
    if let Some((given, allowed)) = no_kind(&visit) {
        return visit.refuse(&WebError::unusable(&visit.frame, "kind", given, &allowed));
    }
    let desk = reader(desk);
    let (query, kind, after) = asked(&visit);
    let (kind, after) = (kind.map(str::to_owned), after.map(str::to_owned));
    let fresh = desk.is_some();
    let draw = move |s: crate::present::Scene<'_>| {
        let asked = Asked { query: &query, kind: kind.as_deref(), after: after.as_deref() };
        let reach = desk.as_ref().map(|desk| desk as &dyn Reach);
        Ok(pages::search::render(s.f, &search::view(s, asked, reach)))
    };
    // What one person finds is theirs alone and never enters the cache.
    if fresh { visit.show_fresh(&state, draw).await } else { visit.show(&state, draw).await }
}

pub(super) async fn suggest(State(state): State<WebState>, visit: Visit, desk: Result<Desk, Response>) -> Response {
    let desk = reader(desk);
    let (query, ..) = asked(&visit);
    let reach = desk.as_ref().map(|desk| desk as &dyn Reach);
    match visit.render(&state, |s| Ok(search::suggestions(s, &query, reach))).await {
        Ok(found) => Json(found).into_response(),
        Err(error) => visit.refuse(&error),
    }
}

/// Whatever says the words: places, criteria sets, their criteria and indicators, procedures and terms for everybody; tasks, meetings, conclusions, proposals, papers and papers received for people who signed in, as far as they may read them.
#[utoipa::path(get, path = "/api/v1/search", tag = "search",
    params(("q" = String, Query, description = "Words that must all be said, with or without diacritics; the last may be the beginning of one"),
        ("kind" = Option<String>, Query, description = "units, criteria (sets), indicators (with criteria), procedures, glossary, tasks, meetings, conclusions, proposals, papers or arrivals alone; default all, the first ten of each"),
        ("after" = Option<String>, Query, description = "Of one kind: next of the page before"),
        DayQuery),
    responses((status = 200, body = SearchAnswer), (status = 400, body = ProblemShape)))]
pub(crate) async fn search_all(State(state): State<WebState>, visit: Visit, desk: Result<Desk, Response>) -> Response {
    let lang = visit.frame.lang;
    let desk = reader(desk);
    let (query, kind, after) = asked(&visit);
    if let Some((given, allowed)) = no_kind(&visit) {
        return Problem::unusable(lang, "kind", given, &allowed).into_response();
    }
    let given = visit.frame.param("kind");
    let reach = desk.as_ref().map(|desk| desk as &dyn Reach);
    let found = visit.render(&state, |s| {
        let units = kind.is_none().then(|| unit_group(s, &query)).filter(|group| !group.hits.is_empty());
        let others = if given == Some("units") { Vec::new() } else { search::groups(s, Asked { query: &query, kind, after }, reach) };
        let groups = units.into_iter().chain(others.into_iter().map(Into::into)).collect();
        Ok::<_, WebError>(SearchAnswer { as_of: s.f.as_of, query: query.clone(), groups })
    });
    match found.await {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => Problem::bad_query(lang, error.wrong_address().unwrap_or_default()).into_response(),
    }
}
