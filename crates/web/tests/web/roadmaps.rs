//! Roadmaps through the API, on the running product with the demo cases.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use tower::ServiceExt;
use vedich_app::{App, FixedClock};
use vedich_reference::Shipped;
use vedich_web::{WebOptions, WebState};

/// Lâm Hợp, case D.
const LAM_HOP: &str = "/api/v1/roadmaps/1418838";

async fn product(folder: &tempfile::TempDir, local_admin: bool) -> Router {
    let clock = FixedClock::at("2024-06-30T08:00:00Z".parse().unwrap());
    let url = format!("sqlite:{}", folder.path().join("vedich.db").display());
    let app = App::open(&url, vedich_app::reference(Shipped::load().unwrap()), Arc::new(clock)).await.unwrap();
    app.load_demo().await.unwrap();
    vedich_web::router(WebState::of(app, WebOptions { local_admin, ..WebOptions::default() }))
}

async fn send(site: &Router, request: Request<Body>) -> (StatusCode, Value) {
    let (parts, body) = site.clone().oneshot(request).await.unwrap().into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    (parts.status, serde_json::from_slice(&bytes).unwrap_or_else(|_| json!(String::from_utf8_lossy(&bytes))))
}

async fn get(site: &Router, address: &str) -> Value {
    let (status, answer) = send(site, Request::get(address).body(Body::empty()).unwrap()).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    answer
}

async fn post(site: &Router, address: &str, body: &Value) -> (StatusCode, Value) {
    let peer: SocketAddr = "127.0.0.1:4000".parse().unwrap();
    let request = Request::post(address)
        .header(header::HOST, "localhost")
        .header(header::CONTENT_TYPE, "application/json")
        .extension(ConnectInfo(peer))
        .body(Body::from(body.to_string()));
    send(site, request.unwrap()).await
}

#[tokio::test]
async fn a_roadmap_its_chain_forecast_and_lists_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let site = product(&folder, false).await;
    let roadmap = get(&site, &format!("{LAM_HOP}?as_of=2020-09-08")).await;
    assert_eq!(roadmap["unit"]["name"], "Xã Lâm Hợp");
    assert_eq!((&roadmap["target"], &roadmap["finish"], &roadmap["days_late"]), (&json!("2020-12-31"), &json!("2020-12-11"), &json!(0)));
    assert_eq!(roadmap["baseline"]["agreed"], "2020-09-08");
    let task = roadmap["tasks"].as_array().unwrap().iter().find(|task| task["id"] == "tc2.thi-cong").unwrap();
    assert_eq!(
        (&task["person"], &task["cost"], &task["assumed"]),
        (&json!("Phó Chủ tịch UBND xã phụ trách xây dựng cơ bản"), &json!(3_600_000_000_i64), &json!(true))
    );
    let chain = get(&site, &format!("{LAM_HOP}/chain?as_of=2020-09-08")).await;
    assert_eq!(chain["chains"][0][0]["id"], roadmap["critical"][0]);
    let forecast = get(&site, &format!("{LAM_HOP}/forecast?as_of=2020-09-08")).await;
    assert_eq!((&forecast["chance_by_target"], &forecast["learned_from"]), (&json!("0.4573"), &Value::Null));
    let triage = get(&site, &format!("{LAM_HOP}/triage?as_of=2020-09-08&lang=en")).await;
    let lists: Vec<(u64, &str)> = triage["criteria"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["criterion"].as_u64().unwrap(), one["list"].as_str().unwrap()))
        .collect();
    assert_eq!(lists.len(), 4);
    assert!(
        lists.contains(&(2, "needs-decision")) && lists.contains(&(20, "needs-money")),
        "gardens cost more than is allotted: {lists:?}"
    );
    let value = get(&site, &format!("{LAM_HOP}/value?as_of=2020-09-22")).await;
    assert_eq!(
        (&value["measure"], &value["whole"]["earned"], &value["whole"]["schedule_index"]),
        (&json!("dong"), &json!("0"), &json!("0"))
    );
    let counted = get(&site, "/api/v1/roadmaps/1418850/value?as_of=2020-10-20").await;
    assert_eq!(
        (&counted["measure"], counted["whole"]["cost_index"].is_null()),
        (&json!("dong"), false),
        "case D shows earned value: {counted}"
    );
    assert_eq!((value["parts"].as_array().unwrap().len(), &value["curve"][0]["planned"]), (5, &json!("0")));
    assert!(value["curve"].as_array().unwrap().iter().any(|point| point["on"] == "2020-12-13" && point["earned"].is_null()));
    let slippage = get(&site, &format!("{LAM_HOP}/slippage?as_of=2020-10-22")).await;
    assert_eq!((&slippage["version"], &slippage["plan"]["finish"]), (&json!(1), &json!("2020-12-11")));
    assert!(slippage["finish_moved_days"].as_i64().unwrap() > 0 && slippage["tasks"].as_array().unwrap().len() > 20, "{slippage}");
    assert!(chain["near_critical"].as_array().unwrap().iter().all(|near| near["float_days"].as_i64().unwrap() <= 5));
    let (status, problem) = send(&site, Request::get(format!("{LAM_HOP}/slippage?plan=x")).body(Body::empty()).unwrap()).await;
    assert_eq!((status, &problem["type"]), (StatusCode::NOT_FOUND, &json!("api.no-plan")));
    let (status, problem) = send(&site, Request::get(format!("{LAM_HOP}/value?measure=x")).body(Body::empty()).unwrap()).await;
    assert_eq!((status, &problem["type"]), (StatusCode::BAD_REQUEST, &json!("api.unusable")));
    let area = get(&site, "/api/v1/areas/1300447/roadmaps?as_of=2020-09-08").await;
    let names: Vec<&str> = area["roadmaps"].as_array().unwrap().iter().map(|line| line["unit"]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Xã Kỳ Lạc", "Xã Lâm Hợp"], "the least likely first");
    assert_eq!(area["on_time"], 2);
    let (status, problem) = send(&site, Request::get("/api/v1/roadmaps/1300447").body(Body::empty()).unwrap()).await;
    assert_eq!((status, &problem["type"]), (StatusCode::NOT_FOUND, &json!("api.no-roadmap")));
}

#[tokio::test]
async fn a_roadmap_is_made_agreed_taken_back_and_forecast_as_asked() {
    let folder = tempfile::tempdir().unwrap();
    let site = product(&folder, true).await;
    let set = "vn-ha-tinh.commune.2018-2020.standard";
    let make = |criterion: u16| json!({ "set": set, "start": "2020-09-08", "target": "2020-12-31", "criteria": [criterion] });
    let (status, problem) = post(&site, &format!("{LAM_HOP}/make"), &make(99)).await;
    assert_eq!((status, &problem["type"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("fact.unknown-criterion")), "{problem}");
    let (status, made) = post(&site, &format!("{LAM_HOP}/make"), &make(17)).await;
    assert_eq!((status, &made["roadmap"]), (StatusCode::OK, &json!("2")), "{made}");
    let of = format!("{LAM_HOP}?as_of=2020-09-08&roadmap=2");
    let agree = json!({ "roadmap": "2", "name": "Kế hoạch gốc", "on": "2020-09-08" });
    assert_eq!(post(&site, &format!("{LAM_HOP}/agree"), &agree).await.0, StatusCode::OK);
    assert_eq!(get(&site, &of).await["baseline"]["name"], "Kế hoạch gốc");
    let undo = json!({ "roadmap": "2", "on": "2020-09-08" });
    assert_eq!(post(&site, &format!("{LAM_HOP}/undo"), &undo).await.0, StatusCode::OK);
    assert_eq!(get(&site, &of).await["baseline"], Value::Null);
    let ask = |more: &str| format!("{LAM_HOP}/forecast?as_of=2020-09-08&roadmap=1&{more}");
    let few = get(&site, &ask("runs=50&seed=9&target=2020-11-30&distribution=triangular")).await;
    assert_eq!((&few["runs"], &few["seed"], &few["target"]), (&json!(50), &json!(9), &json!("2020-11-30")));
    let (status, _) = send(&site, Request::get(ask("runs=nhieu")).body(Body::empty()).unwrap()).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn edits_and_counts_are_written_by_who_may() {
    let folder = tempfile::tempdir().unwrap();
    let site = product(&folder, true).await;
    let seen = get(&site, &format!("{LAM_HOP}?as_of=2020-09-10")).await["version"].clone();
    let longer = json!({ "base": seen, "on": "2020-09-10", "edits": [{ "set_task": { "task": "tc2.thi-cong", "set": [{ "duration": { "working": 60 } }] } }] });
    let (status, answer) = post(&site, &format!("{LAM_HOP}/edits"), &longer).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let after = get(&site, &format!("{LAM_HOP}?as_of=2020-09-10")).await;
    assert_eq!(after["version"], answer["version"]);
    assert!(after["finish"].as_str() > Some("2020-12-11"));
    let other = json!({ "base": seen, "on": "2020-09-10", "edits": [{ "set_task": { "task": "tc2.thi-cong", "set": [{ "duration": { "working": 20 } }] } }] });
    let (_, answer) = post(&site, &format!("{LAM_HOP}/edits"), &other).await;
    assert_eq!(answer["remarks"].as_array().unwrap().len(), 1, "somebody else changed it at once: {answer}");
    let again = json!({ "name": "Điều chỉnh", "on": "2020-09-10" });
    assert_eq!(post(&site, &format!("{LAM_HOP}/agree"), &again).await.0, StatusCode::OK);
    let between = get(&site, &format!("{LAM_HOP}/slippage?as_of=2020-09-10&against=%C4%90i%E1%BB%81u%20ch%E1%BB%89nh")).await;
    assert_eq!((&between["version"], &between["against"]["name"]), (&json!(1), &json!("Điều chỉnh")), "{between}");
    assert_eq!(between["finish"], between["against"]["finish"]);
    assert!(between["finish_moved_days"].as_i64().unwrap() > 0);
    let (status, _) = send(&site, Request::get(format!("{LAM_HOP}/slippage?against=x")).body(Body::empty()).unwrap()).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let count = json!({ "on": "2020-09-18", "close_week": true, "counts": [{ "task": "tc2.khao-sat", "on": "2020-09-14", "done": { "percent": 10000 } }] });
    let (status, answer) = post(&site, &format!("{LAM_HOP}/counts"), &count).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let counted = get(&site, &format!("{LAM_HOP}?as_of=2020-09-18")).await;
    assert_eq!(counted["closed_weeks"], json!(["2020-09-14"]));
    let ring = json!({ "on": "2020-09-18", "edits": [{ "link": { "task": "tc2.thiet-ke", "link": { "from": "tc2.thi-cong" } } }] });
    let (status, problem) = post(&site, &format!("{LAM_HOP}/edits"), &ring).await;
    assert_eq!((status, &problem["type"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("roadmap.cycle")), "{problem}");
    assert!(problem["detail"].as_str().unwrap().contains("Lập thiết kế, dự toán theo mẫu"));
    let (status, _) = post(&site, &format!("{LAM_HOP}/edits"), &json!({ "edits": [{ "no_such": 1 }] })).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let closed = product(&tempfile::tempdir().unwrap(), false).await;
    assert_eq!(post(&closed, &format!("{LAM_HOP}/edits"), &longer).await.0, StatusCode::UNAUTHORIZED);
}

#[test]
fn the_description_names_every_address_of_roadmaps() {
    let described = serde_json::to_value(vedich_web::api::description()).unwrap();
    let paths = described["paths"].as_object().unwrap();
    for (path, method) in [
        ("/api/v1/roadmaps/{unit}", "get"),
        ("/api/v1/roadmaps/{unit}/chain", "get"),
        ("/api/v1/roadmaps/{unit}/forecast", "get"),
        ("/api/v1/roadmaps/{unit}/triage", "get"),
        ("/api/v1/roadmaps/{unit}/value", "get"),
        ("/api/v1/roadmaps/{unit}/slippage", "get"),
        ("/api/v1/areas/{unit}/roadmaps", "get"),
        ("/api/v1/roadmaps/{unit}/edits", "post"),
        ("/api/v1/roadmaps/{unit}/counts", "post"),
        ("/api/v1/roadmaps/{unit}/make", "post"),
        ("/api/v1/roadmaps/{unit}/undo", "post"),
        ("/api/v1/roadmaps/{unit}/agree", "post"),
    ] {
        assert!(paths.get(path).is_some_and(|item| item.get(method).is_some()), "{method} {path}");
    }
}
