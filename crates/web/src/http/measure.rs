//! How many requests came, how they ended and how long they took, by route: what `/metrics` shows.

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;

/// Counts and times a request under its route, never under its address: addresses are without number.
pub(super) async fn measured(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "other".to_owned(), |path| path.as_str().to_owned());
    let start = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    metrics::histogram!("vedich_http_request_seconds", "route" => route.clone()).record(start.elapsed());
    metrics::counter!("vedich_http_requests_total", "route" => route, "status" => status).increment(1);
    response
}
