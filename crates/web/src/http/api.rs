//! The API as part of the site: answers kept and compressed like pages, and a viewer that needs no internet.

use super::WebState;
use super::cache::{Key, Sent};
use crate::api::{self, ApiState};
use crate::frame::Theme;
use axum::Router;
use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use std::sync::Arc;
use utoipa_swagger_ui::{Config, SwaggerUi};
use vedich_app::App;
use vedich_wording::Lang;

/// Longest answer that is kept: a page of 1,000 rows of the board.
const LONGEST_BYTES: usize = 8 * 1024 * 1024;

/// The API, its description and its viewer.
pub(crate) fn router(state: &WebState, app: &App) -> Router<WebState> {
    let viewer = SwaggerUi::new("/api/docs").config(Config::from("/api/v1/openapi.json"));
    let answers = api::router(ApiState { app: app.clone() }).layer(from_fn_with_state(state.clone(), keep));
    let viewer = Router::from(viewer).route("/api", get(|| async { Redirect::to("/api/docs/") }));
    // Both have their own state already, whatever the state of the router they become part of.
    answers.merge(viewer).with_state(())
}

/// Answers from the cache, or keeps what the API answers.
async fn keep(State(state): State<WebState>, mut request: Request, next: Next) -> Response {
    // What HEAD tells of an answer is what GET would.
    let is_head = request.method() == Method::HEAD;
    if !is_head && request.method() != Method::GET {
        return next.run(request).await;
    }
    *request.method_mut() = Method::GET;
    let response = answer(&state, request, next).await;
    if is_head { without_body(response) } else { response }
}

/// The head of an answer alone, with the length of the body it stands for.
fn without_body(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    if let Some(length) = body.size_hint().exact() {
        parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    Response::from_parts(parts, Body::empty())
}

async fn answer(state: &WebState, request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    let spoken = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let key = Key {
        address: request.uri().path_and_query().map_or("", |whole| whole.as_str()).into(),
        lang: Lang::from_accept_language(spoken),
        theme: Theme::Auto,
        today: state.office().today(),
        version: state.office().version(),
    };
    if let Some(sent) = state.cache().get(&key) {
        return sent.answer(&headers, "no-cache");
    }
    let response = next.run(request).await;
    let is_json = response.headers().get(header::CONTENT_TYPE) == Some(&HeaderValue::from_static("application/json"));
    if response.status() != StatusCode::OK || !is_json {
        return response;
    }
    match to_bytes(response.into_body(), LONGEST_BYTES).await {
        Ok(bytes) => {
            let sent = Arc::new(Sent::new(bytes.into(), "application/json"));
            state.cache().keep(key, Arc::clone(&sent));
            sent.answer(&headers, "no-cache")
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "an answer of the API could not be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
