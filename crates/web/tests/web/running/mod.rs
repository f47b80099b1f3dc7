//! The product running on the demo, and how people and programs ask it.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "each test uses a part; a test that cannot go on fails"
)]

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use std::path::Path;
use std::sync::Arc;
use tower::ServiceExt;
use vedich_app::{App, FixedClock};
use vedich_reference::Shipped;
use vedich_web::{WebOptions, WebState};

/// The password of everybody in the demo.
const PASSWORD: &str = "vedich-dung-thu";

pub struct Site {
    pub router: Router,
    pub app: App,
    folder: tempfile::TempDir,
}

/// Somebody who signed in.
pub struct Person {
    pub cookie: String,
    pub token: String,
}

/// The product with the demo and its people in a folder, on 22 November 2026.
pub async fn product(folder: &Path) -> App {
    let app = demo(folder).await;
    app.open_demo_accounts().await.unwrap();
    app
}

/// The same without people.
pub async fn demo(folder: &Path) -> App {
    let clock = FixedClock::at("2026-11-22T08:00:00Z".parse().unwrap());
    let url = format!("sqlite:{}", folder.join("vedich.db").display());
    let app = App::open(&url, vedich_app::reference(Shipped::load().unwrap()), Arc::new(clock)).await.unwrap();
    app.load_demo().await.unwrap();
    app
}

/// Its site in a folder of its own.
pub async fn site() -> Site {
    site_with(WebOptions::default()).await
}

/// The same, set up otherwise.
pub async fn site_with(options: WebOptions) -> Site {
    let folder = tempfile::tempdir().unwrap();
    let app = product(folder.path()).await;
    Site { router: vedich_web::router(WebState::of(app.clone(), options)), app, folder }
}

/// What a site answers to a request.
pub async fn answer(router: &Router, request: Request<Body>) -> (StatusCode, HeaderMap, Vec<u8>) {
    let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    (parts.status, parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
}

/// The cookie of somebody who signs in.
pub async fn cookie_of(router: &Router, login: &str) -> String {
    let request = Request::post("/sign-in").body(Body::from(format!("login={login}&password={PASSWORD}"))).unwrap();
    let (_, headers, _) = answer(router, request).await;
    headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned()
}

/// What the forms of a page carry.
pub fn token_in(page: &str) -> String {
    page.split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// Where an answer leads; empty: nowhere.
pub fn leads_to(headers: &HeaderMap) -> String {
    headers.get(header::LOCATION).map_or_else(String::new, |to| to.to_str().unwrap().to_owned())
}

impl Site {
    /// Where its files are.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub async fn send(&self, method: Method, address: &str, cookie: &str, body: String) -> (StatusCode, HeaderMap, Vec<u8>) {
        let request = Request::builder().method(method).uri(address).header(header::COOKIE, cookie);
        answer(&self.router, request.body(Body::from(body)).unwrap()).await
    }

    pub async fn sign_in(&self, login: &str) -> Person {
        let cookie = cookie_of(&self.router, login).await;
        let (_, _, page) = self.send(Method::GET, "/account", &cookie, String::new()).await;
        Person { cookie, token: token_in(&String::from_utf8(page).unwrap()) }
    }

    pub async fn page(&self, who: &Person, address: &str) -> String {
        let (status, _, page) = self.send(Method::GET, address, &who.cookie, String::new()).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        String::from_utf8_lossy(&page).into_owned()
    }

    /// A call of the API with JSON.
    pub async fn call(&self, who: &Person, address: &str, json: &str) -> (StatusCode, serde_json::Value) {
        let request = Request::post(address).header(header::COOKIE, &who.cookie).header(header::CONTENT_TYPE, "application/json");
        let (status, _, bytes) = answer(&self.router, request.body(Body::from(json.to_owned())).unwrap()).await;
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    /// A form with what it carries; where it leads.
    pub async fn form(&self, who: &Person, address: &str, body: &str) -> (StatusCode, String, String) {
        let (status, headers, page) = self.send(Method::POST, address, &who.cookie, format!("token={}&{body}", who.token)).await;
        (status, leads_to(&headers), String::from_utf8_lossy(&page).into_owned())
    }
}
