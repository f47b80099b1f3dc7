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
use std::sync::Arc;
use tower::ServiceExt;
use vedich_app::{App, FixedClock};
use vedich_reference::Shipped;
use vedich_web::{WebOptions, WebState};

pub struct Site {
    pub router: Router,
    pub app: App,
    _folder: tempfile::TempDir,
}

/// Somebody who signed in.
pub struct Person {
    pub cookie: String,
    pub token: String,
}

/// The demo with its people, on 22 November 2026.
pub async fn site() -> Site {
    let folder = tempfile::tempdir().unwrap();
    let clock = FixedClock::at("2026-11-22T08:00:00Z".parse().unwrap());
    let url = format!("sqlite:{}", folder.path().join("vedich.db").display());
    let app = App::open(&url, vedich_app::reference(Shipped::load().unwrap()), Arc::new(clock)).await.unwrap();
    app.load_demo().await.unwrap();
    app.open_demo_accounts().await.unwrap();
    Site { router: vedich_web::router(WebState::of(app.clone(), WebOptions::default())), app, _folder: folder }
}

impl Site {
    pub async fn send(&self, method: Method, address: &str, cookie: &str, body: String) -> (StatusCode, HeaderMap, Vec<u8>) {
        let request = Request::builder().method(method).uri(address).header(header::COOKIE, cookie);
        let (parts, body) = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap().into_parts();
        (parts.status, parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
    }

    pub async fn sign_in(&self, login: &str) -> Person {
        let body = format!("login={login}&password=vedich-dung-thu");
        let (_, headers, _) = self.send(Method::POST, "/sign-in", "", body).await;
        let cookie = headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        let (_, _, page) = self.send(Method::GET, "/account", &cookie, String::new()).await;
        let page = String::from_utf8(page).unwrap();
        let token = page.split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        Person { cookie, token }
    }

    pub async fn page(&self, who: &Person, address: &str) -> String {
        let (status, _, page) = self.send(Method::GET, address, &who.cookie, String::new()).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        String::from_utf8_lossy(&page).into_owned()
    }

    /// A call of the API with JSON.
    pub async fn call(&self, who: &Person, address: &str, json: &str) -> (StatusCode, serde_json::Value) {
        let request = Request::builder().method(Method::POST).uri(address).header(header::COOKIE, &who.cookie);
        let request = request.header(header::CONTENT_TYPE, "application/json").body(Body::from(json.to_owned())).unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        (parts.status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    pub async fn post(&self, who: &Person, address: &str, body: &str) -> (StatusCode, String, String) {
        let (status, headers, page) = self.send(Method::POST, address, &who.cookie, format!("token={}&{body}", who.token)).await;
        let to = headers.get(header::LOCATION).map_or_else(String::new, |to| to.to_str().unwrap().to_owned());
        (status, to, String::from_utf8_lossy(&page).into_owned())
    }
}
