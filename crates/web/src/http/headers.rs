//! Headers every answer carries.

use super::WebState;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// Nothing is allowed but our own files; no inline script, no inline style. Signs are images inside the style sheet (`data:`).
const CSP: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
                   form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CSP),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), payment=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The viewer of the API is not ours: it sets styles from its script and draws icons from data.
const VIEWER_CSP: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; font-src 'self'; \
                          connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Takes away the id a caller gives a request: what the log and the error pages tell is ours.
pub(crate) async fn unnamed(mut request: Request, next: Next) -> Response {
    request.headers_mut().remove("x-request-id");
    next.run(request).await
}

/// Where the site is reached over TLS it is for a year, at this address and whatever lies below it.
const TLS_ONLY: &str = "max-age=31536000; includeSubDomains";

/// Adds the security headers that an answer does not set itself.
pub(crate) async fn secure(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let is_viewer = request.uri().path().starts_with("/api/docs");
    let mut response = next.run(request).await;
    if is_viewer {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(VIEWER_CSP));
    }
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if state.is_secure() {
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(HeaderValue::from_static(TLS_ONLY));
    }
    response
}
