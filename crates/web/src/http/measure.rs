//! How many requests came, how they ended and how long they took, by route: what `/metrics` shows.

use super::WebState;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
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

/// Shows them to this machine, and to whoever brings the token that was set up; there is nothing here for anybody else.
pub(super) async fn shown(State(state): State<WebState>, request: Request) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    if !is_here(peer, request.headers()) && !brings(state.metrics_token(), request.headers()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    match state.metrics() {
        Some(text) => ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Whether this machine itself asks, without a proxy that speaks for another. Without a peer it is the program that asks itself.
fn is_here(peer: Option<SocketAddr>, headers: &HeaderMap) -> bool {
    let is_passed_on = ["x-forwarded-for", "forwarded", "x-real-ip", "via"].into_iter().any(|name| headers.contains_key(name));
    peer.is_none_or(|peer| peer.ip().to_canonical().is_loopback()) && !is_passed_on
}

/// Whether a request brings a token; how long that takes tells nothing of it.
fn brings(token: &str, headers: &HeaderMap) -> bool {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
    let same = |given: &[u8]| {
        given.len() == token.len() && given.iter().zip(token.as_bytes()).fold(0, |differs, (one, other)| differs | (one ^ other)) == 0
    };
    !token.is_empty() && given.is_some_and(same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn the_metrics_are_for_this_machine_unless_a_proxy_asks_for_another() {
        let peer = |text: &str| Some(text.parse::<SocketAddr>().unwrap());
        assert!(is_here(peer("127.0.0.1:5000"), &HeaderMap::new()) && is_here(peer("[::1]:5000"), &HeaderMap::new()));
        assert!(is_here(peer("[::ffff:127.0.0.1]:5000"), &HeaderMap::new()));
        assert!(!is_here(peer("10.0.0.7:5000"), &HeaderMap::new()));
        assert!(!is_here(peer("127.0.0.1:5000"), &headers(&[("x-forwarded-for", "203.0.113.9")])), "a proxy on this machine");
    }

    #[test]
    fn others_bring_the_token_that_was_set_up() {
        let given = |value| headers(&[("authorization", value)]);
        assert!(brings("mot-hai-ba", &given("Bearer mot-hai-ba")));
        assert!(!brings("mot-hai-ba", &given("Bearer mot-hai-bo")) && !brings("mot-hai-ba", &given("Bearer mot-hai")));
        assert!(!brings("mot-hai-ba", &given("mot-hai-ba")) && !brings("mot-hai-ba", &HeaderMap::new()));
        assert!(!brings("", &given("Bearer ")), "no token set up lets nobody in");
    }
}
