//! Language and colours, kept in cookies.

use super::address;
use crate::frame::Theme;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use vedich_wording::Lang;

/// A year, in seconds.
const KEPT_SECONDS: u32 = 31_536_000;

/// Keeps the choice and goes back.
pub(crate) async fn save(body: String) -> Response {
    let form = address::query(&body);
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let back = field("back").filter(|path| is_local(path)).unwrap_or("/");
    let mut response =
        (StatusCode::SEE_OTHER, [(header::LOCATION, HeaderValue::try_from(back).unwrap_or(HeaderValue::from_static("/")))]).into_response();
    let mut keep = |name: &str, value: &str| {
        if let Ok(cookie) = HeaderValue::try_from(format!("{name}={value}; Path=/; Max-Age={KEPT_SECONDS}; SameSite=Lax; HttpOnly")) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    };
    if let Some(lang) = field("lang").and_then(Lang::from_tag) {
        keep("lang", lang.tag());
    }
    if let Some(theme) = field("theme") {
        keep("theme", Theme::from_name(theme).name());
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
