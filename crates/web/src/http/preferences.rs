//! Language and colours, kept in cookies.

use super::{WebState, address};
use crate::frame::Theme;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use vedich_wording::Lang;

/// A year, in seconds.
const KEPT_SECONDS: u32 = 31_536_000;

/// The names of the cookies of language and colours; behind TLS with the prefix that keeps other hosts and paths from setting them.
pub(super) fn cookies(state: &WebState) -> [&'static str; 2] {
    if state.is_secure() { ["__Host-lang", "__Host-theme"] } else { ["lang", "theme"] }
}

/// Keeps the choice and goes back.
pub(crate) async fn save(State(state): State<WebState>, body: String) -> Response {
    let form = address::query(&body);
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let back = field("back").filter(|path| is_local(path)).unwrap_or("/");
    let mut response =
        (StatusCode::SEE_OTHER, [(header::LOCATION, HeaderValue::try_from(back).unwrap_or(HeaderValue::from_static("/")))]).into_response();
    let ([lang, colours], secure) = (cookies(&state), if state.is_secure() { "; Secure" } else { "" });
    let mut keep = |name: &str, value: &str| {
        let cookie = format!("{name}={value}; Path=/; Max-Age={KEPT_SECONDS}; SameSite=Lax; HttpOnly{secure}");
        if let Ok(cookie) = HeaderValue::try_from(cookie) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    };
    if let Some(chosen) = field("lang").and_then(Lang::from_tag) {
        keep(lang, chosen.tag());
    }
    if let Some(theme) = field("theme") {
        keep(colours, Theme::from_name(theme).name());
    }
    response
}

/// A path of this site, never an address elsewhere.
pub(super) fn is_local(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && !path.bytes().any(|byte| byte < 0x20)
}

#[cfg(test)]
mod tests {
    use super::is_local;

    #[test]
    fn one_never_goes_back_to_another_site() {
        assert!(is_local("/board?as_of=2020-09-08"));
        for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\r\nb"] {
            assert!(!is_local(elsewhere), "{elsewhere}");
        }
    }
}
