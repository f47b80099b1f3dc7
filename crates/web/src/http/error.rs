//! Errors as pages: what happened and the next step; details are logged once, never shown.

use crate::frame::Frame;
use crate::office::OfficeError;
use crate::pages::error::{ErrorView, render};
use crate::parts::Link;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use vedich_rights::Refusal;
use vedich_values::{Diagnostic, Place};

/// Why a page cannot be shown.
#[derive(Clone, Debug)]
pub struct WebError {
    status: StatusCode,
    detail: String,
    near: Vec<Link>,
    refusal: Option<Refusal>,
}

impl WebError {
    fn plain(status: StatusCode) -> Self {
        Self { status, detail: String::new(), near: Vec::new(), refusal: None }
    }

    /// 404.
    #[must_use]
    pub fn not_found() -> Self {
        Self::plain(StatusCode::NOT_FOUND)
    }

    /// 405.
    #[must_use]
    pub fn not_allowed() -> Self {
        Self::plain(StatusCode::METHOD_NOT_ALLOWED)
    }

    /// 403.
    #[must_use]
    pub fn forbidden() -> Self {
        Self::plain(StatusCode::FORBIDDEN)
    }

    /// Whether it is because the reader may not.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.status == StatusCode::FORBIDDEN
    }

    /// 400, with what is wrong in the reader's language.
    #[must_use]
    pub fn bad_request(detail: String) -> Self {
        Self { detail, ..Self::plain(StatusCode::BAD_REQUEST) }
    }

    /// 400: what a parameter of the address says cannot be; `allowed` is what it can say. `Problem::unusable` is the same to programs.
    #[must_use]
    pub fn unusable(f: &Frame, name: &str, value: &str, allowed: &str) -> Self {
        Self::bad_request(f.say("web.error.unusable", &[("name", name), ("value", value), ("allowed", allowed)]))
    }

    /// What is wrong in the address, in the reader's language; none: it is not the address.
    #[must_use]
    pub fn wrong_address(&self) -> Option<&str> {
        (self.status == StatusCode::BAD_REQUEST).then_some(self.detail.as_str())
    }

    /// 429.
    #[must_use]
    pub fn too_many() -> Self {
        Self::plain(StatusCode::TOO_MANY_REQUESTS)
    }

    /// 410: it was there and opens no more.
    #[must_use]
    pub fn gone(detail: String) -> Self {
        Self { detail, ..Self::plain(StatusCode::GONE) }
    }

    /// 413, 422 and whatever else the layers below refuse.
    #[must_use]
    pub fn of(status: StatusCode) -> Self {
        Self::plain(status)
    }

    /// 403 when the person may not, else 503.
    #[must_use]
    pub fn unavailable(error: &OfficeError) -> Self {
        if let OfficeError::Forbidden(refusal) = error {
            return Self { refusal: Some(*refusal), ..Self::forbidden() };
        }
        tracing::error!(error = error as &dyn std::error::Error, "the record did not answer");
        Self::plain(StatusCode::SERVICE_UNAVAILABLE)
    }

    /// 500; `what` goes to the log.
    #[must_use]
    pub fn internal(what: &str) -> Self {
        tracing::error!(what, "a page failed");
        Self::plain(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Offers what the person may have meant.
    #[must_use]
    pub fn near(mut self, near: Vec<Link>) -> Self {
        self.near = near;
        self
    }
}

/// The error as a page.
pub(crate) fn answer(f: &Frame, error: &WebError, headers: &HeaderMap) -> Response {
    let request_id = headers.get("x-request-id").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let refused = |refusal: Refusal| f.lang.problem_without_place(&Diagnostic::error(refusal.code(), Place::default()));
    let detail = error.refusal.map_or_else(|| error.detail.clone(), refused);
    let view = ErrorView { code: error.status.as_u16(), detail, near: error.near.clone(), request_id };
    let mut response = (error.status, Html(render(f, &view).into_string())).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
