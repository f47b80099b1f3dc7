//! Values by decision and files of officials, through the API: what goes in, what is refused, who may.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::running::{Site, answer, cookie_of, site};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::Value;

impl Site {
    async fn send_as(&self, login: &str, address: &str, kind: &str, body: &str) -> (StatusCode, Value) {
        let mut request = Request::post(address).header(header::CONTENT_TYPE, kind).header(header::ACCEPT_LANGUAGE, "vi");
        if !login.is_empty() {
            request = request.header(header::COOKIE, cookie_of(&self.router, login).await);
        }
        let (status, _, bytes) = answer(&self.router, request.body(Body::from(body.to_owned())).unwrap()).await;
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    async fn read(&self, address: &str) -> (StatusCode, Value) {
        let (status, _, bytes) = answer(&self.router, Request::get(address).body(Body::empty()).unwrap()).await;
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }
}

const OBSERVATIONS: &str = "/api/v1/imports/observations?name=so-lieu.csv";

#[tokio::test]
async fn a_file_of_values_goes_in_whole_or_not_at_all() {
    let site = site().await;
    let head = "unit_code,unit_name,as_of,set,indicator,value,status,source,note\n";
    let good = format!("{head}18838,Xã Lâm Hợp,08/10/2020,,2.1,\"95,3\",,Báo cáo 12/BC-UBND,\n18838,Xã Lâm Hợp,08/10/2020,,2.2,90,,,\n");
    let facts = site.app.version();
    let (status, answer) = site.send_as("dieuphoi", &format!("{OBSERVATIONS}&dry_run=true"), "text/csv", &good).await;
    assert_eq!((status, &answer["new"], &answer["applied"]), (StatusCode::OK, &2.into(), &false.into()), "{answer}");
    assert_eq!(site.app.version(), facts, "a file that is looked at writes nothing");
    let wrong = format!("{good}18838,Xã Lâm Hợp,08/10/2020,,2.3,\"một trăm\",,,\n");
    let (status, answer) = site.send_as("dieuphoi", OBSERVATIONS, "text/csv", &wrong).await;
    assert_eq!((status, &answer["refused"]), (StatusCode::UNPROCESSABLE_ENTITY, &1.into()), "{answer}");
    let problem = &answer["problems"][0];
    assert_eq!((&problem["line"], &problem["severity"]), (&4.into(), &"error".into()), "{answer}");
    assert!(problem["message"].as_str().unwrap().contains("một trăm"), "{answer}");
    assert_eq!(site.app.version(), facts, "one wrong row, and nothing of the file is written");
    let (status, answer) = site.send_as("dieuphoi", OBSERVATIONS, "text/csv", &good).await;
    assert_eq!((status, &answer["applied"], &answer["new"]), (StatusCode::OK, &true.into(), &2.into()), "{answer}");
    let (_, again) = site.send_as("dieuphoi", OBSERVATIONS, "text/csv", &good).await;
    assert_eq!((&again["applied"], &again["unchanged"]), (&false.into(), &2.into()), "the same file twice changes nothing: {again}");
}

#[tokio::test]
async fn a_file_states_only_what_its_sender_may() {
    let site = site().await;
    let row = "unit_code,as_of,indicator,value\n06901,08/10/2023,10,\"69,1\"\n";
    assert_eq!(site.send_as("xa", OBSERVATIONS, "text/csv", row).await.0, StatusCode::FORBIDDEN, "another province's commune");
    assert_eq!(site.send_as("", OBSERVATIONS, "text/csv", row).await.0, StatusCode::UNAUTHORIZED);
    let form = site.send_as("xa", OBSERVATIONS, "application/x-www-form-urlencoded", row).await;
    assert_eq!(form.0, StatusCode::BAD_REQUEST, "what other sites can send is not taken");
    assert_eq!(site.send_as("xa", "/api/v1/imports/others", "text/csv", row).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_value_is_confirmed_by_decision_and_shows_where_it_counts() {
    let site = site().await;
    let province = site.app.reference().registry.by_code("42", "2020-01-01".parse().unwrap()).unwrap();
    let address = "/api/v1/criteria/vn.district.2016-2020.standard/confirm";
    let body = |threshold: &str| {
        format!(r#"{{"unit":{province},"code":"@communes","threshold":"{threshold}","decision":"12/QĐ-UBND","decided":"2019-01-01"}}"#)
    };
    assert_eq!(site.send_as("xa", address, "application/json", &body(">= 90")).await.0, StatusCode::FORBIDDEN);
    let (status, problem) = site.send_as("dieuphoi", address, "application/json", &body("tất cả")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    let (status, done) = site.send_as("dieuphoi", address, "application/json", &body(">= 90")).await;
    assert!(status == StatusCode::OK && done["entry"].is_number(), "{done}");
    let district = site.app.reference().registry.by_code("447", "2020-01-01".parse().unwrap()).unwrap();
    let (_, place) = site.read(&format!("/api/v1/places/{district}?as_of=2020-09-08")).await;
    let communes = &place["conditions"][0];
    assert_eq!((&communes["decision"], &communes["confidence"]), (&"12/QĐ-UBND".into(), &"confirmed".into()), "{place}");
    // Who confirmed it is told to people who signed in, as on the page.
    let listed = "/api/v1/criteria/vn.district.2016-2020.standard/overlays";
    let (_, guest) = site.read(listed).await;
    assert!(guest[0]["by"].is_null() && guest[0]["recorded_at"].is_string(), "{guest}");
    let cookie = cookie_of(&site.router, "dieuphoi").await;
    let (status, _, known) = answer(&site.router, Request::get(listed).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await;
    let known: Value = serde_json::from_slice(&known).unwrap();
    assert!(status == StatusCode::OK && known[0]["by"].as_str().is_some_and(|by| by.contains(", ")), "by name and post: {known}");
    assert_eq!(site.read("/api/v1/criteria/none/overlays").await.0, StatusCode::NOT_FOUND);
    assert_eq!(site.read(&format!("{listed}?as_of=hom-nay")).await.0, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn procedures_and_words_are_looked_up() {
    let site = site().await;
    let (status, all) = site.read("/api/v1/procedures").await;
    assert!(status == StatusCode::OK && all.as_array().unwrap().len() == 5, "{all}");
    let (_, one) = site.read("/api/v1/procedures/vn.procedure.2021-2025").await;
    assert!(one["stages"].as_array().unwrap().len() > 8, "{one}");
    assert_eq!(site.read("/api/v1/procedures/none").await.0, StatusCode::NOT_FOUND);
    let (_, words) = site.read("/api/v1/glossary?q=duong%20gang").await;
    assert_eq!((words.as_array().unwrap().len(), &words[0]["en"]), (1, &"critical path (plan)".into()));
}
