//! Pages and API on the running product: a journal in a file, the demo cases loaded.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use std::net::SocketAddr;
use std::sync::Arc;
use tower::ServiceExt;
use vedich_app::{App, FixedClock};
use vedich_reference::{Shipped, demo};
use vedich_web::{WebOptions, WebState};

async fn product(folder: &tempfile::TempDir) -> Router {
    let shipped = Shipped::load().unwrap();
    let cases = demo(&shipped.registry, &shipped.catalogue).unwrap();
    let clock = FixedClock::at("2026-11-22T08:00:00Z".parse().unwrap());
    let url = format!("sqlite:{}", folder.path().join("vedich.db").display());
    let app = App::open(&url, vedich_app::reference(shipped), Arc::new(clock)).await.unwrap();
    app.load_demo().await.unwrap();
    vedich_web::router(WebState::of(app, WebOptions { cases, local_admin: true, metrics: None }))
}

async fn send(site: &Router, request: Request<Body>) -> (StatusCode, axum::http::HeaderMap, String) {
    let (parts, body) = site.clone().oneshot(request).await.unwrap().into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    (parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned())
}

async fn get(site: &Router, address: &str) -> (StatusCode, axum::http::HeaderMap, String) {
    send(site, Request::get(address).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn pages_and_api_tell_the_same_story() {
    let folder = tempfile::tempdir().unwrap();
    let site = product(&folder).await;
    let (status, _, page) = get(&site, "/places/1418838?as_of=2020-09-08").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("<b>16<span>/20</span></b>"));
    let (status, headers, answer) = get(&site, "/api/v1/places/1418838?as_of=2020-09-08").await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert!(answer.contains("\"met\":16"), "{answer}");
    let again = Request::get("/api/v1/places/1418838?as_of=2020-09-08").header(header::IF_NONE_MATCH, &headers[header::ETAG]);
    assert_eq!(send(&site, again.body(Body::empty()).unwrap()).await.0, StatusCode::NOT_MODIFIED);
    let (status, headers, _) = get(&site, "/api/v1/places/4000000000").await;
    assert_eq!((status, headers[header::CONTENT_TYPE].to_str().unwrap()), (StatusCode::NOT_FOUND, "application/problem+json"));
    assert_eq!(get(&site, "/readyz").await.0, StatusCode::OK);
}

#[tokio::test]
async fn the_board_of_the_api_filters_and_sorts_as_the_page_does() {
    let folder = tempfile::tempdir().unwrap();
    let site = product(&folder).await;
    let board = async |query: &str| {
        let (status, _, text) = get(&site, &format!("/api/v1/areas/1300447?as_of=2020-09-30&{query}")).await;
        assert_eq!(status, StatusCode::OK, "{text}");
        serde_json::from_str::<serde_json::Value>(&text).unwrap()
    };
    let names = |answer: &serde_json::Value| -> Vec<String> {
        answer["rows"].as_array().unwrap().iter().map(|row| row["unit"]["name"].as_str().unwrap().to_owned()).collect()
    };
    let unmet = board("status=not_met&criterion=10").await;
    assert_eq!((names(&unmet), unmet["found"].as_u64()), (vec!["Xã Kỳ Lạc".to_owned()], Some(1)));
    for key in ["month", "year"] {
        let sorted = board(&format!("sort={key}&with_data=true")).await;
        let changes: Vec<Option<i64>> =
            sorted["rows"].as_array().unwrap().iter().map(|row| row[format!("change_{key}")].as_i64()).collect();
        let known: Vec<i64> = changes.iter().flatten().copied().collect();
        assert!(known.is_sorted_by(|a, b| a >= b) && changes[..known.len()].iter().all(Option::is_some), "{changes:?}");
    }
    let (first, all) = (board("sort=-criteria&limit=3").await, board("sort=-criteria").await);
    let next = board(&format!("sort=-criteria&limit=3&after={}", first["next_after"])).await;
    assert_eq!([names(&first), names(&next)].concat(), names(&all)[..6]);
    for wrong in ["sort=moon", "limit=x", "status=odd", "with_data=perhaps", "level=moon"] {
        let (status, headers, text) = get(&site, &format!("/api/v1/areas/1?{wrong}")).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{wrong}: {text}");
        assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json", "{wrong}: {text}");
    }
}

#[tokio::test]
async fn the_api_is_described_and_its_viewer_needs_no_internet() {
    let folder = tempfile::tempdir().unwrap();
    let site = product(&folder).await;
    let (status, _, text) = get(&site, "/api/v1/openapi.json").await;
    assert_eq!(status, StatusCode::OK);
    assert!(text.contains("\"openapi\":\"3.1"));
    let (status, headers, page) = get(&site, "/api/docs/").await;
    assert_eq!(status, StatusCode::OK);
    assert!(!page.contains("https://"), "{page}");
    assert!(headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("script-src 'self'"));
    assert_eq!(get(&site, "/api").await.0, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_confirmed_value_shows_on_every_page_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let site = product(&folder).await;
    let set = "/criteria/vn.commune.2021-2025.advanced";
    let place = "/places/1406901?as_of=2024-01-24";
    let before = get(&site, place).await.2;
    let here = |mut request: Request<Body>| {
        request.extensions_mut().insert(ConnectInfo::<SocketAddr>("127.0.0.1:9".parse().unwrap()));
        request.headers_mut().insert(header::HOST, "localhost:8080".parse().unwrap());
        request
    };
    let form = send(&site, here(Request::get(set).body(Body::empty()).unwrap())).await.2;
    let hidden = |name: &str| form.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let body = format!(
        "token={}&command={}&unit=T%E1%BB%89nh+Qu%E1%BA%A3ng+Ninh&code=10&threshold=%3E%3D+64&decision=123%2FQ%C4%90-UBND&decided=2022-06-01",
        hidden("token"),
        hidden("command")
    );
    for _ in 0..2 {
        let (status, _, text) = send(&site, here(Request::post(format!("{set}/confirm")).body(Body::from(body.clone())).unwrap())).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "sent twice changes nothing: {text}");
    }
    let after = get(&site, place).await.2;
    assert!(!before.contains("123/QĐ-UBND") && after.contains("123/QĐ-UBND"));
}
