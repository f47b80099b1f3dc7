//! Who a request comes from, found out once; and no form of another site gets in.

use super::WebState;
use super::error::WebError;
use super::visit::{Visit, cookie};
use crate::api::{Problem, Speech};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use std::net::SocketAddr;
use std::sync::Arc;
use vedich_app::people::{Signed, Visitor};

/// The cookie of a session; behind TLS with the prefix that keeps other hosts and paths from setting it.
const COOKIE: &str = "vedich";
/// The cookie of a session where the site is served over HTTPS.
pub(crate) const SECURE_COOKIE: &str = "__Host-vedich";

/// Who a request comes from.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// The person, when signed in.
    pub(crate) signed: Option<Arc<Signed>>,
    /// The address and the browser.
    pub(crate) visitor: Visitor,
    /// Things that wait for the person and that they have not read of; 0 where no page is asked for.
    pub(crate) unread: u32,
}

/// Finds out who calls, and refuses what another site made a browser send.
pub(crate) async fn known(State(state): State<WebState>, mut request: Request, next: Next) -> Response {
    if !request.method().is_safe() && is_foreign(request.headers()) {
        tracing::warn!("a form of another site was refused");
        let (parts, _) = request.into_parts();
        let is_api = parts.uri.path().starts_with("/api/");
        return if is_api { forbidden(&parts) } else { Visit::of(&parts, &state).refuse(&WebError::forbidden()) };
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let headers = request.headers();
    let address = peer.map_or_else(|| "?".to_owned(), |peer| state.limiter().client(peer, headers).to_string());
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let visitor = Visitor { address: address.clone(), agent };
    let signed = match bearer(request.uri().path(), headers) {
        Some(token) => match by_token(&state, (request.method(), request.uri(), headers), token, &visitor).await {
            Ok(signed) => Some(signed),
            Err(problem) => return problem.into_response(),
        },
        None => by_session(&state, headers, &address).await,
    };
    let signed = signed.map(Arc::new);
    let span = tracing::Span::current();
    span.record("from", address.as_str());
    signed.iter().for_each(|signed| _ = span.record("person", signed.person.id.0));
    if let (Some(app), Some(signed)) = (state.app(), &signed)
        && !is_on_the_way(request.uri().path())
        && app.owes_second_factor(signed).await.unwrap_or(true)
    {
        let is_api = request.uri().path().starts_with("/api/");
        return if is_api { forbidden(&request.into_parts().0) } else { Redirect::to("/account?owed=1").into_response() };
    }
    let unread = unread(&state, signed.as_deref(), request.uri().path()).await;
    let is_signed = signed.is_some();
    request.extensions_mut().insert(Caller { signed, visitor, unread });
    let mut response = next.run(request).await;
    if response.status() == StatusCode::FORBIDDEN {
        tracing::info!("not allowed");
    }
    if is_signed {
        // What says nothing of keeping it is for this person alone; files with their hash in the name say that everybody may.
        response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    response
}

/// That a call of the API is not allowed, in the language it asks for.
fn forbidden(parts: &Parts) -> Response {
    Problem::forbidden(Speech::of(&parts.uri, &parts.headers)).into_response()
}

/// The person of the session in a cookie.
async fn by_session(state: &WebState, headers: &HeaderMap, address: &str) -> Option<Signed> {
    let (app, token) = (state.app()?, cookie(headers, cookie_name(state))?);
    app.signed(token, &format!("web {address}")).await.unwrap_or_else(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "a session could not be looked up");
        None
    })
}

/// The token a program sends to the API. Pages know nothing of tokens: what a browser shows and sends goes by the session.
fn bearer<'a>(path: &str, headers: &'a HeaderMap) -> Option<&'a str> {
    let sent = headers.get(header::AUTHORIZATION).filter(|_| path.starts_with("/api/"))?.to_str().ok()?;
    let (scheme, token) = sent.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The person of a token, if it opens and may ask for this at all.
async fn by_token(
    state: &WebState,
    (method, uri, headers): (&Method, &Uri, &HeaderMap),
    token: &str,
    visitor: &Visitor,
) -> Result<Signed, Problem> {
    let lang = Speech::of(uri, headers);
    let app = state.app().ok_or_else(|| Problem::sign_in(lang))?;
    let found = app.signed_by_token(token, visitor).await.map_err(Problem::unavailable(lang))?;
    let (signed, read_only) = found.ok_or_else(|| Problem::bad_token(lang))?;
    let writes = !method.is_safe();
    if opens_accounts(uri.path(), writes) || (read_only && writes) {
        return Err(Problem::beyond_token(lang));
    }
    Ok(signed)
}

/// Addresses of the API that change what opens accounts or who may what, and those of tokens themselves: for people, never for tokens.
fn opens_accounts(path: &str, writes: bool) -> bool {
    let under = |start: &str| path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    under("/api/v1/tokens") || (writes && (under("/api/v1/people") || under("/api/v1/posts")))
}

/// What whoever still owes a second factor can do: set it up, sign in with more, leave.
fn is_on_the_way(path: &str) -> bool {
    let under = |start: &str| path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    ["/account", "/sign-in", "/sign-out", "/assets", "/preferences"].into_iter().any(under)
}

/// What the navigation of a page says of news.
async fn unread(state: &WebState, signed: Option<&Signed>, path: &str) -> u32 {
    let is_page = !["/assets/", "/api/"].iter().any(|start| path.starts_with(start));
    let (Some(app), Some(signed), true) = (state.app(), signed, is_page) else { return 0 };
    app.unread(signed.person.id).await.unwrap_or_else(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "notices could not be counted");
        0
    })
}

/// Whether a browser says that another site made it send this. Programs say nothing and carry no cookies of people.
pub(crate) fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some(site) => !matches!(site, "same-origin" | "none"),
        None => text("origin").is_some_and(|origin| origin.split_once("://").map(|(_, host)| host) != text("host")),
    }
}

fn cookie_name(state: &WebState) -> &'static str {
    if state.is_secure() { SECURE_COOKIE } else { COOKIE }
}

/// Sets the cookie of a session: only sent over the connection, to this host, to no script.
pub(crate) fn remember(state: &WebState, response: &mut Response, token: &str) {
    set(state, response, token, "");
}

/// Takes it away.
pub(crate) fn forget(state: &WebState, response: &mut Response) {
    set(state, response, "", "; Max-Age=0");
}

/// What a person takes along to the provider of single sign-on and back, for ten minutes; empty: taken away.
pub(crate) fn keep_for_return(state: &WebState, response: &mut Response, kept: &str) {
    let (secure, name) = away(state);
    let age = if kept.is_empty() { 0 } else { 600 };
    // Lax: it comes along when the provider leads back here.
    let cookie = format!("{name}={kept}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}");
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// What was taken along.
pub(crate) fn kept_for_return(state: &WebState, headers: &HeaderMap) -> Option<String> {
    cookie(headers, away(state).1).map(str::to_owned)
}

fn away(state: &WebState) -> (&'static str, &'static str) {
    if state.is_secure() { ("; Secure", "__Host-vedich-away") } else { ("", "vedich-away") }
}

fn set(state: &WebState, response: &mut Response, token: &str, more: &str) {
    let secure = if state.is_secure() { "; Secure" } else { "" };
    let cookie = format!("{}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{more}", cookie_name(state));
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// An address was asked in a way it does not know: told as a problem to programs, as a page to people.
pub(super) async fn not_allowed(visit: Visit, uri: Uri, headers: HeaderMap) -> Response {
    if uri.path().starts_with("/api/") {
        return Problem::not_allowed(Speech::of(&uri, &headers)).into_response();
    }
    visit.refuse(&WebError::not_allowed())
}

/// A body larger than an address takes is refused by layers that know neither people nor programs: told in the words of the site.
pub(super) async fn not_too_large(State(state): State<WebState>, request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let asked = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    if response.status() != StatusCode::PAYLOAD_TOO_LARGE || !(kind.is_empty() || kind.starts_with(b"text/plain")) {
        return response;
    }
    if asked.uri.path().starts_with("/api/") {
        return Problem::too_large(Speech::of(&asked.uri, &asked.headers)).into_response();
    }
    Visit::of(&asked, &state).refuse(&WebError::of(StatusCode::PAYLOAD_TOO_LARGE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;

    #[test]
    fn tokens_are_for_the_api_and_never_for_accounts() {
        let headers = |text: &'static str| HeaderMap::from_iter([(header::AUTHORIZATION, HeaderValue::from_static(text))]);
        assert_eq!(bearer("/api/v1/tasks", &headers("Bearer vedich_1")), Some("vedich_1"));
        assert_eq!(bearer("/api/v1/tasks", &headers("bearer  vedich_1 ")), Some("vedich_1"));
        assert_eq!(bearer("/account", &headers("Bearer vedich_1")), None, "a page");
        assert_eq!(bearer("/api/v1/tasks", &headers("Basic abc")), None);
        for path in ["/api/v1/people", "/api/v1/people/7/posts", "/api/v1/posts/7/delegate", "/api/v1/tokens", "/api/v1/tokens/7/revoke"] {
            assert!(opens_accounts(path, true), "{path}");
        }
        assert!(!opens_accounts("/api/v1/people", false) && opens_accounts("/api/v1/tokens", false));
        assert!(!opens_accounts("/api/v1/sheets/7", true) && !opens_accounts("/api/v1/peoples", true));
    }

    #[test]
    fn forms_of_other_sites_are_told_by_what_the_browser_says() {
        let foreign = |pairs: &[(&'static str, &'static str)]| {
            let of = |(name, value): &(&'static str, &'static str)| (HeaderName::from_static(name), HeaderValue::from_static(value));
            is_foreign(&pairs.iter().map(of).collect())
        };
        assert!(!foreign(&[]), "a program");
        assert!(!foreign(&[("sec-fetch-site", "same-origin")]) && foreign(&[("sec-fetch-site", "cross-site")]));
        assert!(foreign(&[("sec-fetch-site", "same-site")]), "a neighbour of the domain is another site");
        assert!(!foreign(&[("host", "vedich.vn"), ("origin", "https://vedich.vn")]));
        assert!(foreign(&[("host", "vedich.vn"), ("origin", "https://evil.example")]) && foreign(&[("host", "a"), ("origin", "null")]));
    }
}
