//! What people find by words: everybody what is open to everybody, whoever signed in what they may read besides.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use crate::running::{Person, Site, site};
use axum::http::{Method, StatusCode};
use serde_json::Value;
use vedich_app::By;
use vedich_app::papers::ReceivePaper;
use vedich_units::Resolution;
use vedich_values::UnitId;

/// Nobody signed in.
fn guest() -> Person {
    Person { cookie: String::new(), token: String::new() }
}

/// The identities found of each kind.
async fn found(site: &Site, who: &Person, query: &str) -> Vec<(String, Vec<String>)> {
    let (status, _, answer) = site.send(Method::GET, &format!("/api/v1/search?{query}"), &who.cookie, String::new()).await;
    assert_eq!(status, StatusCode::OK, "{query}");
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let ids = |group: &Value| group["hits"].as_array().unwrap().iter().map(|hit| text(&hit["id"])).collect();
    answer["groups"].as_array().unwrap().iter().map(|group| (text(&group["kind"]), ids(group))).collect()
}

fn of<'f>(found: &'f [(String, Vec<String>)], kind: &str) -> &'f [String] {
    found.iter().find(|(other, _)| other == kind).map_or(&[], |(_, ids)| ids)
}

fn unit(site: &Site, name: &str) -> UnitId {
    let Resolution::One(unit) = site.app.reference().registry.resolve(name, site.app.today()) else { panic!("{name}") };
    unit
}

/// A paper that came in at a unit.
async fn arrives(site: &Site, at: &str, symbol: &str, title: &str) {
    let day = site.app.today();
    let paper = ReceivePaper {
        unit: unit(site, at),
        came: day,
        author: "UBND tỉnh".into(),
        symbol: symbol.into(),
        dated: day,
        title: title.into(),
        given_to: String::new(),
        due: None,
    };
    site.app.receive_paper(By::operator("test", "test"), paper).await.unwrap();
}

#[tokio::test]
async fn criteria_and_indicators_are_found_by_name_and_number_and_lead_to_their_place() {
    let site = site().await;
    let of_day = |words: &str| format!("q={words}&as_of=2023-06-30");
    for (words, expected) in [
        ("ti%C3%AAu+ch%C3%AD+17", "vn.commune.2021-2025.standard/17"),
        ("TC17", "vn.commune.2021-2025.standard/17"),
        ("moi+truong", "vn.commune.2021-2025.standard/17"),
        ("m%C3%B4i+tr%C6%B0%E1%BB%9Dng", "vn.commune.2021-2025.standard/17"),
        ("environment", "vn.commune.2021-2025.standard/17"),
        ("thu+nhap", "vn.commune.2021-2025.standard/10"),
        ("b%E1%BA%A3o+hi%E1%BB%83m+y+t%E1%BA%BF", "vn.commune.2021-2025.standard/15.1"),
        ("17%2C1", "vn.commune.2021-2025.standard/17.1"),
    ] {
        let hits = found(&site, &guest(), &format!("{}&kind=indicators", of_day(words))).await;
        let hits = of(&hits, "indicators");
        assert!(hits.iter().take(20).any(|hit| hit == expected), "{words}: {hits:?}");
        let now = hits.iter().position(|hit| hit.starts_with("vn.commune.2021-2025.")).unwrap();
        let then = hits.iter().position(|hit| hit.starts_with("vn.commune.2010-2020.") || hit.starts_with("vn.commune.2016-2020."));
        assert!(then.is_none_or(|then| now < then), "sets in force first, {words}: {hits:?}");
    }
    let beside = found(&site, &guest(), &of_day("moi+truong")).await;
    assert_eq!(of(&beside, "indicators").len(), 10, "the first ten beside other kinds: {beside:?}");
    let first = found(&site, &guest(), &format!("{}&kind=indicators", of_day("moi+truong"))).await;
    let last = of(&first, "indicators").last().unwrap().replace('/', "%2F");
    let next = found(&site, &guest(), &format!("{}&kind=indicators&after={last}", of_day("moi+truong"))).await;
    assert!(of(&next, "indicators").iter().all(|hit| !of(&first, "indicators").contains(hit)) && !next.is_empty(), "{next:?}");
    let (_, _, page) = site.send(Method::GET, "/search?q=moi+truong&as_of=2023-06-30", "", String::new()).await;
    let page = String::from_utf8_lossy(&page);
    assert!(page.contains("/criteria/vn.commune.2021-2025.standard?as_of=2023-06-30#tc-17\""), "{page}");
    let (_, _, set) = site.send(Method::GET, "/criteria/vn.commune.2021-2025.standard", "", String::new()).await;
    let set = String::from_utf8_lossy(&set);
    assert!(set.contains("id=\"tc-17\"") && set.contains("id=\"ct-17.1\""), "places to lead to");
}

#[tokio::test]
async fn tasks_meetings_conclusions_and_proposals_are_found_without_diacritics() {
    let site = site().await;
    let office = site.sign_in("dieuphoi").await;
    let hits = found(&site, &office, "q=nuoc+sach").await;
    assert_eq!(of(&hits, "tasks"), ["e-nuoc-sach", "b-nuoc-sach"]);
    assert_eq!(of(&hits, "conclusions"), ["b-5-xa/7"]);
    let hits = found(&site, &office, "q=kenh+muong+hai+dong").await;
    assert_eq!(of(&hits, "proposals"), ["b-kn-kenh"], "by words and the place it is from");
    let hits = found(&site, &office, "q=lam+viec+voi+5+xa").await;
    assert_eq!(of(&hits, "meetings")[0], "b-5-xa", "what has the very words comes before what has them apart");
    let page = site.page(&office, "/search?q=nuoc+sach").await;
    assert!(page.contains("href=\"/tasks/b-nuoc-sach\"") && page.contains("href=\"/meetings/b-5-xa#c-"), "{page}");
    let suggested = site.page(&office, "/search/suggest?q=nuoc+sa").await;
    assert!(suggested.contains("/tasks/b-nuoc-sach"), "{suggested}");
}

#[tokio::test]
async fn nobody_finds_what_they_may_not_read() {
    let site = site().await;
    for kind in ["tasks", "meetings", "conclusions", "proposals", "papers", "arrivals"] {
        for query in ["q=nuoc+sach", "q=kenh", "q=lam+viec"] {
            assert!(of(&found(&site, &guest(), query).await, kind).is_empty(), "{kind} {query}");
        }
    }
    let officer = site.sign_in("xa").await;
    let own = found(&site, &officer, "q=duong+gang").await;
    assert!(of(&own, "tasks").contains(&"d-duong-gang-lh".to_owned()), "{own:?}");
    let elsewhere = found(&site, &officer, "q=nuoc+sach").await;
    assert!(of(&elsewhere, "tasks").is_empty() && of(&elsewhere, "conclusions").is_empty(), "{elsewhere:?}");
    // Every hit leads to a page its finder may open.
    for query in ["q=lam+hop", "q=ky+lac", "q=tieu+chi"] {
        for (kind, ids) in found(&site, &officer, query).await {
            for id in ids.iter().filter(|_| ["tasks", "meetings", "proposals"].contains(&kind.as_str())) {
                site.page(&officer, &format!("/{kind}/{id}")).await;
            }
        }
    }
}

#[tokio::test]
async fn papers_are_found_by_their_number_and_title_where_they_are_read() {
    let site = site().await;
    let officer = site.sign_in("xa").await;
    arrives(&site, "Kỳ Lạc, Hà Tĩnh", "12/TB-BCĐ", "Kết luận về thủy lợi").await;
    arrives(&site, "Quảng Tân, Quảng Ninh", "12/TB-BCĐ", "Kết luận khác").await;
    assert_eq!(of(&found(&site, &officer, "q=12%2FTB-BCD").await, "arrivals").len(), 1);
    let page = site.page(&officer, "/search?q=12%2FTB-BC%C4%90").await;
    assert!(page.contains("Kết luận về thủy lợi") && !page.contains("Kết luận khác"), "{page}");
    let admin = site.app.papers_saying(By::operator("test", "test").hand(), &vedich_values::text_index::Query::of("12/TB-BCĐ"), 10);
    assert_eq!(admin.1.items.len(), 2);
}

#[tokio::test]
async fn one_kind_is_read_page_by_page_and_an_unknown_one_refused() {
    let site = site().await;
    for number in 0..60 {
        arrives(&site, "Kỳ Lạc, Hà Tĩnh", &format!("{number}/CV"), "Báo cáo thủy lợi").await;
    }
    let officer = site.sign_in("xa").await;
    let ask = async |query: &str| -> Value {
        let (_, _, answer) =
            site.send(Method::GET, &format!("/api/v1/search?q=thuy+loi&kind=arrivals{query}"), &officer.cookie, String::new()).await;
        serde_json::from_slice::<Value>(&answer).unwrap()["groups"][0].clone()
    };
    let first = ask("").await;
    assert_eq!((first["hits"].as_array().unwrap().len(), &first["total"]), (50, &60.into()));
    let rest = ask(&format!("&after={}", first["next"].as_str().unwrap())).await;
    assert_eq!((rest["hits"].as_array().unwrap().len(), &rest["next"]), (10, &Value::Null));
    let page = site.page(&officer, "/search?q=thuy+loi").await;
    assert!(page.contains("kind=arrivals"), "{page}");
    let (status, ..) = site.send(Method::GET, "/api/v1/search?q=a&kind=x", "", String::new()).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn registers_are_read_page_by_page_and_files_hold_all_that_was_selected() {
    let site = site().await;
    for number in 0..55 {
        let title = if number % 5 == 0 { "Báo cáo thủy lợi" } else { "Báo cáo giao thông" };
        arrives(&site, "Kỳ Lạc, Hà Tĩnh", &format!("{number}/CV"), title).await;
    }
    let officer = site.sign_in("xa").await;
    let page = site.page(&officer, "/papers/registers?year=2026").await;
    assert!(page.contains(">54/CV<") && !page.contains(">4/CV<"), "{page}");
    let next = page.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
    assert!(next.contains("in=6"), "the latest fifty are shown, the next page goes on after number 6: {next}");
    let rest = site.page(&officer, &next).await;
    assert!(rest.contains(">4/CV<") && !rest.contains(">54/CV<") && !rest.contains("rel=\"next\""), "{rest}");
    let found = site.page(&officer, "/papers/registers?year=2026&q=thuy+loi").await;
    assert!(found.contains("Báo cáo thủy lợi") && !found.contains("Báo cáo giao thông"), "{found}");
    assert!(found.contains("incoming.xlsx?") && found.contains("q=thuy+loi"), "{found}");
    let rows = async |query: &str| {
        let (status, _, bytes) =
            site.send(Method::GET, &format!("/papers/registers/incoming.xlsx?year=2026{query}"), &officer.cookie, String::new()).await;
        assert_eq!(status, StatusCode::OK);
        let sheets = vedich_documents::read_table(&bytes, "register.xlsx").unwrap();
        format!("{sheets:?}").matches("/CV").count()
    };
    assert_eq!((rows("").await, rows("&q=thuy+loi").await), (55, 11));
    let (_, _, answer) = site
        .send(
            Method::GET,
            &format!("/api/v1/papers/registers?unit={}&q=thuy+loi", unit(&site, "Kỳ Lạc, Hà Tĩnh")),
            &officer.cookie,
            String::new(),
        )
        .await;
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    let numbers: Vec<u64> = answer["incoming"].as_array().unwrap().iter().map(|line| line["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers[..3], [51, 46, 41]);
}
