//! Pages and API on the running product: a journal in a file, the demo cases loaded.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

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
    vedich_web::router(WebState::of(app, WebOptions { cases, local_admin: true, ..WebOptions::default() }))
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
    let (status, headers, _) = send(&site, Request::post("/api/v1/units").body(Body::empty()).unwrap()).await;
    assert_eq!((status, headers[header::CONTENT_TYPE].to_str().unwrap()), (StatusCode::METHOD_NOT_ALLOWED, "application/problem+json"));
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
    for (wrong, allowed) in [
        ("sort=moon", "tc1"),
        ("limit=x", "số nguyên"),
        ("limit=0", "1–1000"),
        ("limit=1001", "1–1000"),
        ("status=odd", "met, narrowly_met, not_met"),
        ("with_data=perhaps", "true, false"),
        ("level=moon", "province, district, commune, hamlet"),
        ("band=no-such", "Hãy viết: "),
        ("criterion=99&status=met", "Hãy viết: 1, 2"),
        ("as_of=30/02/2020", "2020-09-08"),
        ("limt=3", "có phải `limit`?"),
        ("set=vn-ha-tinh.garden.model", "vn.commune.2026-2030.standard"),
    ] {
        let (status, headers, text) = get(&site, &format!("/api/v1/areas/1?{wrong}")).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{wrong}: {text}");
        assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json", "{wrong}: {text}");
        assert!(text.contains(allowed) && !text.contains("Failed"), "{wrong}: {text}");
    }
}

#[tokio::test]
async fn page_and_api_name_the_same_set_and_the_same_criteria() {
    let folder = tempfile::tempdir().unwrap();
    let site = product(&folder).await;
    let (_, _, text) = get(&site, "/api/v1/areas/1300447?as_of=2020-09-08").await;
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    let (_, _, page) = get(&site, "/board/1300447?as_of=2020-09-08").await;
    let set = answer["set"].as_str().unwrap();
    assert_eq!((set, answer["family"].as_str()), ("vn-ha-tinh.commune.2018-2020.standard", Some("vn.commune.2016-2020.standard")));
    assert!(page.contains(&format!("/criteria/{set}")), "the page names it too");
    let names: Vec<&str> = answer["by_criterion"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(names.len() == 20 && names.iter().all(|name| !name.is_empty()), "{names:?}");
    assert!(names[19].contains("Khu dân cư"), "the province's own: {names:?}");
    let country = get(&site, "/api/v1/areas/1?as_of=2020-09-08").await.2;
    let country: serde_json::Value = serde_json::from_str(&country).unwrap();
    assert!(country["by_criterion"].as_array().unwrap().iter().all(|one| one["name"] != ""), "{country}");
}

#[tokio::test]
async fn places_refuse_sets_that_cannot_measure_them() {
    let folder = tempfile::tempdir().unwrap();
    let site = product(&folder).await;
    for set in ["vn-ha-tinh.garden.model", "vn-quang-ninh.commune.2016-2020.standard"] {
        for of in ["", "/progress", "/rank"] {
            let (status, _, text) = get(&site, &format!("/api/v1/places/1418838{of}?as_of=2020-09-08&set={set}")).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{set}{of}: {text}");
            assert!(text.contains("\"type\":\"fit.") && text.contains("vn-ha-tinh.commune.2018-2020.standard"), "{text}");
        }
    }
    let (status, _, text) = get(&site, "/api/v1/places/1418838/records?kind=zz").await;
    assert!(status == StatusCode::BAD_REQUEST && text.contains("reported_count") && !text.contains("2020-09-08"), "{text}");
    // A unit that is gone: the page leads to the data of the day it shows.
    let (_, _, page) = get(&site, "/places/1418838?as_of=2025-12-01").await;
    let link = page.split('"').find(|part| part.starts_with("/api/v1/places/1418838")).unwrap().replace("&amp;", "&");
    assert_eq!(get(&site, &link).await.0, StatusCode::OK, "{link}");
}

#[tokio::test]
async fn head_tells_what_get_would() {
    let folder = tempfile::tempdir().unwrap();
    let site = product(&folder).await;
    for address in ["/api/v1/places/1418838?as_of=2020-09-08", "/api/v1/criteria"] {
        let (_, get_headers, _) = get(&site, address).await;
        let (status, headers, body) = send(&site, Request::head(address).body(Body::empty()).unwrap()).await;
        assert_eq!((status, body.as_str()), (StatusCode::OK, ""), "{address}");
        for name in [header::ETAG, header::CACHE_CONTROL, header::CONTENT_TYPE] {
            assert_eq!(headers.get(&name), get_headers.get(&name), "{address}: {name}");
            assert!(headers.contains_key(&name), "{address}: {name}");
        }
    }
}

#[tokio::test]
async fn the_api_tells_of_a_place_what_its_page_tells() {
    let folder = tempfile::tempdir().unwrap();
    let site = product(&folder).await;
    let ask = async |address: &str| {
        let (status, _, text) = get(&site, &format!("/api/v1/{address}")).await;
        assert_eq!(status, StatusCode::OK, "{address}: {text}");
        serde_json::from_str::<serde_json::Value>(&text).unwrap()
    };
    let lam_hop = ask("places/1418838?as_of=2020-09-08").await;
    assert_eq!(lam_hop["readiness"], "short");
    assert!(lam_hop["conditions"].is_array() && lam_hop["overlays"].as_array().unwrap().is_empty());
    let named = lam_hop["declared"].as_array().unwrap();
    let unmet = |one: &&serde_json::Value| one["counts"] == true && one["state"] == "not_met";
    assert_eq!(named.iter().filter(unmet).count(), 4, "{named:?}");
    let quang_an = ask("places/1406901?as_of=2024-01-24").await;
    assert!(!quang_an["conditions"].as_array().unwrap().is_empty(), "the advanced set asks for more than criteria");

    let progress = ask("places/1418838/progress?as_of=2020-09-08").await;
    let last = progress["points"].as_array().unwrap().last().unwrap();
    assert_eq!(last["criteria"]["met"], 16);
    let rank = ask("places/1418838/rank?as_of=2020-09-08").await;
    assert_eq!((rank["place"].as_u64(), rank["of"].as_u64()), (Some(1), Some(2)));
    assert_eq!(rank["neighbours"][1]["unit"]["name"], "Xã Kỳ Lạc");
    assert_eq!(get(&site, "/api/v1/places/1/rank").await.0, StatusCode::NOT_FOUND);

    let pipeline = ask("places/3300405/records?as_of=2020-08-05&kind=stage_counts").await;
    assert_eq!(pipeline[0]["statement"]["total"], 22);
    let outputs = ask("places/3300405/records?as_of=2020-08-05&kind=output").await;
    assert!(outputs.as_array().unwrap().len() >= 3, "{outputs}");
    let all = ask("places/3300405/records?as_of=2020-08-05").await;
    let first = ask("places/3300405/records?as_of=2020-08-05&limit=2").await;
    let next = ask(&format!("places/3300405/records?as_of=2020-08-05&limit=2&before={}", first[1]["seq"])).await;
    assert_eq!((&first[0], &first[1], &next[0]), (&all[0], &all[1], &all[2]));
    assert_eq!(get(&site, "/api/v1/places/1/records?kind=unit_change").await.0, StatusCode::BAD_REQUEST);

    let district = ask("units/1300447").await;
    assert!(district["successors"].as_array().unwrap().is_empty() && !district["heirs"].as_array().unwrap().is_empty());
    let (children, page) = (ask("units/1/children").await, ask("units/1/children?limit=3").await);
    let rest = ask(&format!("units/1/children?after={}", page[2]["id"])).await;
    assert_eq!((&children[2], &children[3]), (&page[2], &rest[0]));
    assert!(ask("criteria/vn.commune.2021-2025.advanced/overlays").await.as_array().unwrap().is_empty());
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
    let listed = get(&site, "/api/v1/criteria/vn.commune.2021-2025.advanced/overlays").await.2;
    assert!(listed.contains("123/QĐ-UBND") && !listed.contains("local-admin"), "{listed}");
    let counted = get(&site, "/api/v1/places/1406901?as_of=2024-01-24").await.2;
    assert!(counted.contains("\"decision\":\"123/QĐ-UBND\""), "{counted}");
}

/// Quảng An reported 16/19 and 70/75; with one threshold confirmed a single criterion can be computed.
#[tokio::test]
async fn one_confirmed_value_does_not_turn_a_reported_count_into_a_fall() {
    let folder = tempfile::tempdir().unwrap();
    let site = product(&folder).await;
    let set = "/api/v1/criteria/vn-quang-ninh.commune.2021-2025.advanced/confirm";
    let typed =
        serde_json::json!({"unit": 1_200_022, "code": "10", "threshold": ">= 67", "decision": "12/QĐ-UBND", "decided": "2022-05-01"});
    let mut request = Request::post(set).header(header::CONTENT_TYPE, "application/json").body(Body::from(typed.to_string())).unwrap();
    request.extensions_mut().insert(ConnectInfo::<SocketAddr>("127.0.0.1:9".parse().unwrap()));
    request.headers_mut().insert(header::HOST, "localhost:8080".parse().unwrap());
    let (status, _, text) = send(&site, request).await;
    assert_eq!(status, StatusCode::OK, "{text}");
    let get = async |address: &str| get(&site, address).await.2;
    let json = async |address: &str| serde_json::from_str::<serde_json::Value>(&get(address).await).unwrap();

    let page = get("/places/1406901?as_of=2024-01-24").await;
    assert!(page.contains("<b>16<span>/19</span></b>") && page.contains("<b>70<span>/75</span></b>"), "the report stays the headline");
    assert!(!page.contains("<b>1<span>/19</span></b>") && page.contains("mới đạt 1/19 tiêu chí; 4 trong 75 chỉ tiêu có số liệu"));
    let criterion = page.split("id=\"tc-14\"").nth(1).unwrap().split("</header>").next().unwrap();
    assert!(criterion.contains("Chưa đánh giá được") && criterion.contains("1 chỉ tiêu sát ngưỡng"), "{criterion}");
    let strip = page.split("class=\"strip wide").nth(1).unwrap().split("</ol>").next().unwrap();
    let section = page.split("id=\"g-q\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert_eq!(strip.matches("<li class=\"q\"").count(), section.matches("<article class=\"crit q\"").count(), "strip and section agree");

    let district = 1_300_200;
    let of = "as_of=2024-01-24&set=vn-quang-ninh.commune.2021-2025.advanced";
    let board = get(&format!("/board/{district}?{of}&with_data=1")).await;
    assert!(board.contains("<b>16/19</b>") && board.contains("tính được 1/19") && board.contains("<b>70/75</b>"), "{board}");
    let file = get(&format!("/board/{district}/table.csv?{of}&with_data=1")).await;
    assert!(file.contains("16/19") && file.contains("70/75"), "{file}");
    let line = file.lines().find(|line| line.contains("Quảng An")).unwrap();
    assert!(line.find("16/19") < line.find("1/19"), "the part stands behind the report: {line}");
    let place = json("/api/v1/places/1406901?as_of=2024-01-24").await;
    assert_eq!(
        place["headline"],
        serde_json::json!({"basis": "reported", "criteria": {"met": 16, "total": 19}, "indicators": {"met": 70, "total": 75}})
    );
    assert_eq!(place["criteria"]["met"], 1, "what is computed is told as ever");
    let area = json(&format!("/api/v1/areas/{district}?{of}&with_data=true")).await;
    assert_eq!(area["rows"][0]["headline"], place["headline"]);
    assert_eq!(area["counted"], serde_json::json!({"units": 1, "met": 16, "reported": 1}));
    // Where most is decided the computed count stands, though another was reported.
    let other = json("/api/v1/places/1418838?as_of=2020-09-08").await;
    assert_eq!(other["headline"]["basis"], "computed");
}

#[tokio::test]
async fn a_body_too_large_is_refused_in_the_words_of_the_site() {
    let folder = tempfile::tempdir().unwrap();
    let site = product(&folder).await;
    for (address, kind) in [
        ("/api/v1/tasks", "application/problem+json"),
        ("/api/v1/plans/schedule", "application/problem+json"),
        ("/criteria/vn.commune.2021-2025.standard/confirm", "text/html; charset=utf-8"),
    ] {
        let large = Request::post(address).header(header::CONTENT_TYPE, "application/json").header(header::CONTENT_LENGTH, 60_000_000);
        let (status, headers, text) = send(&site, large.body(Body::from(vec![b' '; 60_000_000])).unwrap()).await;
        assert_eq!((status, headers[header::CONTENT_TYPE].to_str().unwrap()), (StatusCode::PAYLOAD_TOO_LARGE, kind), "{address}");
        assert!(text.contains("api.too-large") || text.contains("<h1>"), "{address}: {text}");
    }
}

#[tokio::test]
async fn the_page_of_a_unit_tells_both_days_its_kind_and_parents_of_one_date() {
    let folder = tempfile::tempdir().unwrap();
    let site = product(&folder).await;
    let page = async |address: &str| get(&site, address).await.2;
    let card = |page: &str| page.split("class=\"becomes\"").nth(1).unwrap().split("</section>").next().unwrap().to_owned();
    let lam_hop = card(&page("/units/1418838?as_of=2020-06-30").await);
    let order = ["Xã Kỳ Hợp", "01/01/2020", "Xã Lâm Hợp", "01/07/2025", "Xã Kỳ Lạc"]
        .map(|told| lam_hop.find(told).unwrap_or_else(|| panic!("{told}: {lam_hop}")));
    assert!(order.is_sorted(), "{lam_hop}");
    let hai_dong = page("/units/1406730").await;
    assert!(!card(&hai_dong).contains("Hình thành từ") && card(&hai_dong).contains("Phường Móng Cái 3"));
    assert!(hai_dong.contains("Xã · Thành phố Móng Cái, Tỉnh Quảng Ninh"), "parents of its last day");
    let mong_cai = page("/units/2406736").await;
    assert!(!card(&mong_cai).contains("Trở thành") && mong_cai.contains("Phường · Thành phố Quảng Ninh"));
    // The page of the place names them alike.
    let place = page("/places/1406730").await;
    assert!(place.contains("Tỉnh Quảng Ninh") && !place.contains("Thành phố Quảng Ninh"));
}

#[tokio::test]
async fn one_statement_of_registrations_has_one_heading() {
    let folder = tempfile::tempdir().unwrap();
    let site = product(&folder).await;
    let page = get(&site, "/places/3300405?as_of=2020-08-05").await.2;
    assert_eq!(page.matches("Tiến trình công nhận<span").count(), 1);
    assert!(page.contains("Đã công nhận hoặc đã thẩm định") && page.contains("Đã thẩm định</th>"), "nothing of it is lost");
}

#[tokio::test]
async fn a_place_that_does_not_exist_on_the_day_is_not_found_and_the_nearest_day_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let site = product(&folder).await;
    for (unit, day, nearest) in [("2418838", "2020-01-01", "2025-07-01"), ("1418838", "2026-11-01", "2025-06-30")] {
        for answer in ["places", "areas"] {
            let (status, _, text) = get(&site, &format!("/api/v1/{answer}/{unit}?as_of={day}")).await;
            assert!(status == StatusCode::NOT_FOUND && text.contains(nearest), "{text}");
        }
    }
}
