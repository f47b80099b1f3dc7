//! Every address of the site.

use super::actor::Acting;
use super::fieldwork;
use super::listed::Listed;
use super::visit::Visit;
use super::{
    WebError, WebState, address, api, confirm, days_off_api, desk, door, entry, files, headers, imports, limit, measure, money,
    overlay_api, papers, people, plan_api, plan_files, preferences, record_api, roadmap_api, roadmaps, search, steering,
};
use crate::pages;
use crate::parts::Link;
use crate::present::{self, Scene};
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, MatchedPath, Path, State};
use axum::http::{Request, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use std::any::Any;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use vedich_app::fitting;
use vedich_units::COUNTRY;
use vedich_values::{SetId, UnitId};

/// No page takes longer; a past picture of the whole country is drawn in about a second.
const LONGEST: Duration = Duration::from_secs(30);
/// No form of the site is larger: the table of a roadmap with a thousand tasks, all cells of it.
const LARGEST_BODY_BYTES: usize = 768 * 1024;
/// Files come over the lines of communes: several megabytes may take minutes.
const LONGEST_UPLOAD: Duration = Duration::from_secs(600);
/// So many files of the largest size may come at once.
const FILES_AT_ONCE: usize = 4;

/// The site.
pub fn router(state: WebState) -> Router {
    let api = state.app().map(|app| api::router(&state, app));
    let people = state.app().map_or_else(Listed::new, |_| rooms());
    let uploads = state.app().map_or_else(Router::new, |_| {
        plan_files::router()
            .merge(plan_api::router())
            .merge(money::router())
            .merge(desk::router())
            .merge(record_api::router())
            .merge(imports::router())
    });
    let sheets = state.app().map_or_else(Router::new, |_| entry::router());
    let largest = state.app().and_then(vedich_app::App::evidence_store).map_or(0, |store| store.rules().largest_bytes);
    let evidence = state
        .app()
        .map_or_else(Listed::new, |_| fieldwork::uploads().merge(steering::uploads()).merge(entry::uploads()).merge(people::uploads()))
        .into_router()
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(largest.saturating_mul(FILES_AT_ONCE) + LARGEST_BODY_BYTES))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_UPLOAD));
    Router::new()
        .merge(api.unwrap_or_default())
        .merge(pages().merge(people).into_router())
        .fallback(|visit: Visit| async move { visit.refuse(&WebError::not_found()) })
        .method_not_allowed_fallback(door::not_allowed)
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY_BYTES))
        .merge(uploads)
        .merge(sheets)
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST))
        .merge(evidence)
        .layer(from_fn(crate::api::declared::alone))
        .layer(from_fn_with_state(state.clone(), door::not_too_large))
        .layer(from_fn_with_state(state.clone(), door::known))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(state.clone(), limit::limited))
        .layer(from_fn_with_state(state.clone(), headers::secure))
        .layer(from_fn(measure::measured))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(TraceLayer::new_for_http().make_span_with(span_of))
        .layer(SetRequestIdLayer::x_request_id(NewId))
        .layer(from_fn(headers::unnamed))
        .with_state(state)
}

/// Every address of the site's pages and files, the API's own aside: what the test of rights walks.
#[must_use]
pub fn addresses() -> Vec<&'static str> {
    pages()
        .merge(rooms())
        .merge(plan_files::routes())
        .merge(plan_api::routes())
        .merge(money::routes())
        .merge(record_api::routes())
        .merge(imports::routes())
        .merge(entry::routes())
        .merge(entry::uploads())
        .merge(fieldwork::uploads())
        .merge(steering::uploads())
        .merge(desk::uploads())
        .merge(people::uploads())
        .into_addresses()
}

/// What needs the running product: each part of the work with its addresses.
fn rooms() -> Listed {
    Listed::new()
        .merge(people::routes())
        .merge(papers::routes())
        .merge(super::work::routes())
        .merge(super::letters::routes())
        .route("/api/v1/search", get(search::search_all))
        .route("/api/v1/criteria/{set}/overlays", get(overlay_api::list_overlays))
        .merge(roadmap_api::routes())
        .merge(days_off_api::routes())
        .merge(roadmaps::planned())
        .merge(steering::routes())
        .merge(fieldwork::routes())
        .merge(desk::routes())
}

/// The addresses everybody may look at, and the forms on them.
fn pages() -> Listed {
    Listed::new()
        .route("/", get(home))
        .route("/board", get(country_board))
        .route("/board/{unit}", get(board))
        .route("/board/{unit}/{file}", get(files::board_table))
        .route("/places/{unit}", get(place))
        .route("/criteria", get(criteria))
        .route("/criteria/{set}", get(criteria_set))
        .route("/criteria/{set}/confirm", post(confirm::save))
        .route("/criteria/{a}/diff/{b}", get(criteria_diff))
        .route("/procedures", get(procedures))
        .route("/procedures/{id}", get(procedure))
        .route("/glossary", get(glossary))
        .route("/units", get(units))
        .route("/units/{unit}", get(unit))
        .merge(roadmaps::shown())
        .route("/search", get(search::show))
        .route("/search/suggest", get(search::suggest))
        .route("/about", get(about))
        .route("/preferences", post(preferences::save))
        .route("/assets/{name}", get(files::asset))
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(measure::shown))
}

/// Everything logged while a request is answered carries the id its answer shows, so that who quotes the id of an error page is helped.
/// Of the address only the pattern is kept: links to choose a password are secrets. The door adds from where it comes and whose it is.
fn span_of<B>(request: &Request<B>) -> tracing::Span {
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok()).unwrap_or_default();
    let address = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let (from, person) = (tracing::field::Empty, tracing::field::Empty);
    tracing::error_span!("request", id, method = %request.method(), address, from, person)
}

/// Request ids: short, sortable by time.
#[derive(Clone, Copy)]
struct NewId;

impl MakeRequestId for NewId {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        uuid::Uuid::now_v7().simple().to_string().parse().ok().map(RequestId::new)
    }
}

/// A page of last resort: nothing of the request is known any more.
fn panicked(_: Box<dyn Any + Send + 'static>) -> Response<Body> {
    tracing::error!("a handler panicked");
    let page = "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>500</title><h1>Hệ thống gặp lỗi</h1><p><a href=\"/\">Về trang chủ</a></p></html>";
    (StatusCode::INTERNAL_SERVER_ERROR, Html(page)).into_response()
}

async fn home(State(state): State<WebState>, visit: Visit) -> Response {
    let show = |s: Scene<'_>| Ok(pages::home::render(s.f, &present::home::view(s, state.cases())));
    visit.show(&state, show).await
}

async fn country_board(State(state): State<WebState>, visit: Visit) -> Response {
    show_board(&state, visit, Ok(COUNTRY)).await
}

async fn board(State(state): State<WebState>, Path(unit): Path<String>, visit: Visit) -> Response {
    show_board(&state, visit, address::unit(&unit)).await
}

async fn show_board(state: &WebState, visit: Visit, area: Result<UnitId, WebError>) -> Response {
    let show = |s: Scene<'_>| {
        let area = area?;
        s.registry().get(area).ok_or_else(WebError::not_found)?;
        let asked = address::rows_asked(s, area)?;
        Ok(pages::board::render(s.f, &present::board::view(s, area, &asked)))
    };
    visit.show(state, show).await
}

async fn place(State(state): State<WebState>, Path(unit): Path<String>, Acting(actor): Acting, visit: Visit) -> Response {
    let reader = fieldwork::place::Reader::of(&state, actor.as_ref(), &unit);
    let show = |s: Scene<'_>| {
        let place = address::unit(&unit).map_err(|error| error.near(near(s, &unit)))?;
        let set = match s.f.param("set") {
            None => None,
            Some(id) => Some(set_for(s, place, id)?),
        };
        let view = present::place::view(s, place, set.as_ref());
        let mut view = view.ok_or_else(WebError::not_found)?;
        fieldwork::place::fill(s, &reader, &mut view);
        Ok(pages::place::render(s.f, &view))
    };
    // What the operator of the machine sees of a place is not for those who come after.
    if actor.is_none() { visit.show(&state, show).await } else { visit.show_fresh(&state, show).await }
}

/// The set an address names, if it can measure the unit.
fn set_for(s: Scene<'_>, unit: UnitId, id: &str) -> Result<SetId, WebError> {
    let fitting = || fitting::sets_of(s.board.reference(), unit, s.on(unit));
    let set = s.catalogue().get(id).ok_or_else(|| WebError::unusable(s.f, "set", id, &fitting()))?;
    match fitting::misfit(s.board.reference(), set, unit, s.on(unit)) {
        None => Ok(set.id.clone()),
        Some(misfit) => Err(WebError::bad_request(s.f.lang.problem_without_place(&misfit))),
    }
}

/// Units of that name, for an address written by hand.
fn near(s: Scene<'_>, text: &str) -> Vec<Link> {
    let text: String = text.chars().take(100).collect();
    present::search::suggestions(s, &text.replace(['-', '_'], " "), None)
        .into_iter()
        .take(5)
        .map(|one| Link::new(format!("{}, {}", one.name, one.path), one.href))
        .collect()
}

async fn criteria(State(state): State<WebState>, visit: Visit) -> Response {
    visit.show(&state, |s| Ok(pages::criteria::render(s.f, &present::criteria::list(s)))).await
}

async fn criteria_set(State(state): State<WebState>, Path(id): Path<String>, Acting(actor): Acting, visit: Visit) -> Response {
    let show = |s: Scene<'_>| {
        let mut view = present::criteria::set(s, &id).ok_or_else(WebError::not_found)?;
        view.form = actor
            .as_ref()
            .zip(s.catalogue().get(&id))
            .filter(|(actor, set)| confirm::may_confirm(&state, actor, set).is_ok())
            .map(|(actor, set)| present::confirm::form(s, set, &actor.token, s.f.param("correct")));
        Ok(pages::criteria_set::render(s.f, &view))
    };
    // The form is for one person alone, so its page never enters the cache.
    if actor.is_none() {
        return visit.show(&state, show).await;
    }
    match visit.render(&state, show).await {
        Ok(page) => ([(header::CACHE_CONTROL, "no-store")], Html(page.into_string())).into_response(),
        Err(error) => visit.refuse(&error),
    }
}

async fn criteria_diff(State(state): State<WebState>, Path((a, b)): Path<(String, String)>, visit: Visit) -> Response {
    let show =
        |s: Scene<'_>| Ok(pages::criteria_diff::render(s.f, &present::criteria::diff::view(s, &a, &b).ok_or_else(WebError::not_found)?));
    visit.show(&state, show).await
}

async fn procedures(State(state): State<WebState>, visit: Visit) -> Response {
    visit.show(&state, |s| Ok(pages::procedure::list(s.f, &present::procedures::list(s.f)))).await
}

async fn procedure(State(state): State<WebState>, Path(id): Path<String>, visit: Visit) -> Response {
    let show = |s: Scene<'_>| Ok(pages::procedure::one(s.f, &present::procedures::one(s.f, &id).ok_or_else(WebError::not_found)?));
    visit.show(&state, show).await
}

async fn glossary(State(state): State<WebState>, visit: Visit) -> Response {
    visit.show(&state, |s| Ok(pages::glossary::render(s.f, &present::glossary::view(s.f, &typed(s))))).await
}

async fn units(State(state): State<WebState>, visit: Visit) -> Response {
    visit.show(&state, |s| Ok(pages::units::render(s.f, &present::units::tree(s)))).await
}

async fn unit(State(state): State<WebState>, Path(unit): Path<String>, visit: Visit) -> Response {
    let show = |s: Scene<'_>| {
        let view = present::units::unit(s, address::unit(&unit).map_err(|error| error.near(near(s, &unit)))?);
        Ok(pages::unit::render(s.f, &view.ok_or_else(WebError::not_found)?))
    };
    visit.show(&state, show).await
}

/// What a person typed, shortened to what a name can be.
fn typed(s: Scene<'_>) -> String {
    s.f.param("q").unwrap_or_default().chars().take(200).collect()
}

async fn about(State(state): State<WebState>, visit: Visit) -> Response {
    visit.show(&state, |s| Ok(pages::about::render(s.f, &present::about::view(s)))).await
}

async fn ready(State(state): State<WebState>) -> Response {
    if state.office().is_ready().await { "ready".into_response() } else { (StatusCode::SERVICE_UNAVAILABLE, "starting").into_response() }
}
