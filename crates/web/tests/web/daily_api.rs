//! The daily work through the API: evidence, visits, responsibilities, posts, people from a list, the audit trail; as a program does it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use crate::running::{Site, answer, cookie_of, site_with};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use vedich_web::WebOptions;

/// Lâm Hợp; on 22 November 2026 it is part of Kỳ Lạc.
const UNIT: u32 = 1_418_838;

async fn site() -> Site {
    let site = site_with(WebOptions { public_url: "https://vedich.example.vn".to_owned(), ..WebOptions::default() }).await;
    let store = vedich_store::Store::in_folder(&site.folder().join("evidence"), vedich_store::Rules::default()).unwrap();
    site.app.keep_evidence_in(store);
    site
}

impl Site {
    async fn enter(&self, login: &str) -> String {
        cookie_of(&self.router, login).await
    }

    async fn bytes(&self, cookie: &str, address: &str, kind: &str, body: Vec<u8>) -> (StatusCode, Vec<u8>) {
        let request = Request::post(address).header(header::COOKIE, cookie).header(header::CONTENT_TYPE, kind);
        let (status, _, bytes) = answer(&self.router, request.body(Body::from(body)).unwrap()).await;
        (status, bytes)
    }

    async fn post(&self, cookie: &str, address: &str, body: Value) -> (StatusCode, Value) {
        let (status, bytes) = self.bytes(cookie, address, "application/json", body.to_string().into_bytes()).await;
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    async fn fetch(&self, cookie: &str, address: &str) -> (StatusCode, Vec<u8>) {
        let request = Request::get(address).header(header::COOKIE, cookie);
        let (status, _, bytes) = answer(&self.router, request.body(Body::empty()).unwrap()).await;
        (status, bytes)
    }

    async fn get(&self, cookie: &str, address: &str) -> Value {
        let (status, bytes) = self.fetch(cookie, address).await;
        assert_eq!(status, StatusCode::OK, "{address}: {}", String::from_utf8_lossy(&bytes));
        serde_json::from_slice(&bytes).unwrap()
    }
}

#[tokio::test]
async fn evidence_is_attached_fetched_and_withdrawn() {
    let site = site().await;
    let officer = site.enter("xa").await;
    let list = format!("/api/v1/evidence/{UNIT}");
    let file = format!("{list}/files?name=bien-ban.pdf&about=unit&title=Bi%C3%AAn+b%E1%BA%A3n");
    let (status, bytes) = site.bytes(&officer, &file, "application/pdf", b"%PDF-1.7 duong".to_vec()).await;
    let written: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(status, StatusCode::OK, "{written}");
    let number = written["facts"][0].as_u64().unwrap();
    // The same file for another indicator is taken, and told; for the same thing it is there.
    let (status, bytes) =
        site.bytes(&officer, &format!("{list}/files?name=a.pdf&about=indicator:2.1"), "application/pdf", b"%PDF-1.7 duong".to_vec()).await;
    let other: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(
        (status, &other["warnings"][0]["code"], &other["warnings"][0]["evidence"]),
        (StatusCode::OK, &json!("serves-already"), &json!(number)),
        "{other}"
    );
    assert!(other["warnings"][0]["message"].as_str().unwrap().contains("Cùng tệp này đang là minh chứng cho Cả đơn vị"), "{other}");
    let page = site.fetch(&officer, &format!("/evidence/{UNIT}?done=1&elsewhere={number}&known=999999")).await.1;
    assert!(String::from_utf8(page).unwrap().contains("Cùng tệp này đang là minh chứng cho Cả đơn vị"));
    let withdrawn = format!("{list}/{}/withdraw", other["facts"][0]);
    assert_eq!(site.post(&officer, &withdrawn, json!({"why": "nhầm tệp"})).await.0, StatusCode::OK);
    // What any page can make a browser send is not taken.
    for kind in ["text/plain", "multipart/form-data; boundary=x", ""] {
        assert_eq!(site.bytes(&officer, &file, kind, b"%PDF-1.7".to_vec()).await.0, StatusCode::BAD_REQUEST, "{kind:?}");
    }
    let (status, linked) =
        site.post(&officer, &format!("{list}/links"), json!({"link": "https://example.vn/qd", "about": "dossier:report"})).await;
    assert!(status == StatusCode::OK || status == StatusCode::UNPROCESSABLE_ENTITY, "{linked}");
    assert_eq!(site.post(&officer, &format!("{list}/links"), json!({"link": "x", "about": "nothing:1"})).await.0, StatusCode::BAD_REQUEST);
    let all = site.get(&officer, &list).await;
    let one = all.as_array().unwrap().iter().find(|one| one["evidence"] == number).unwrap();
    assert_eq!((&one["title"], &one["about"], &one["file"]["media"]), (&json!("Biên bản"), &json!("unit"), &json!("application/pdf")));
    let (status, content) = site.fetch(&officer, one["file"]["content"].as_str().unwrap()).await;
    assert_eq!((status, &content[..]), (StatusCode::OK, &b"%PDF-1.7 duong"[..]));
    let again = Request::get(one["file"]["content"].as_str().unwrap()).header(header::COOKIE, &officer).body(Body::empty()).unwrap();
    let (_, headers, _) = answer(&site.router, again).await;
    assert_eq!(headers[header::CONTENT_SECURITY_POLICY], "default-src 'none'; sandbox; frame-ancestors 'none'", "nothing of it runs");
    let specialist = site.enter("nganh").await;
    assert_eq!(site.post(&specialist, &format!("{list}/links"), json!({"link": "https://example.vn/qd"})).await.0, StatusCode::FORBIDDEN);
    let withdraw = format!("{list}/{number}/withdraw");
    assert_eq!(site.post(&officer, &withdraw, json!({})).await.0, StatusCode::UNPROCESSABLE_ENTITY, "a reason is asked for");
    assert_eq!(site.post(&officer, &withdraw, json!({"why": "nhầm tệp"})).await.0, StatusCode::OK);
    assert_eq!(site.get(&officer, &format!("{list}/{number}")).await["withdrawn"]["why"], "nhầm tệp");
    assert_eq!(site.fetch(&officer, &format!("{list}/999999")).await.0, StatusCode::NOT_FOUND);
}

/// Every file in a folder and the folders below.
fn files_in(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] }).collect()
}

#[tokio::test]
async fn an_archive_names_what_the_store_no_longer_has_and_holds_the_rest() {
    let site = site().await;
    let officer = site.enter("xa").await;
    let store = site.folder().join("evidence");
    let attach = async |name: &str, content: &[u8]| {
        let address = format!("/api/v1/evidence/{UNIT}/files?name={name}&about=unit&title=T");
        assert_eq!(site.bytes(&officer, &address, "application/pdf", content.to_vec()).await.0, StatusCode::OK);
    };
    attach("con.pdf", b"%PDF-1.7 con").await;
    let kept = files_in(&store);
    attach("mat.pdf", b"%PDF-1.7 mat").await;
    for lost in files_in(&store).into_iter().filter(|path| !kept.contains(path)) {
        std::fs::remove_file(lost).unwrap();
    }
    let (status, archive) = site.fetch(&officer, &format!("/evidence/{UNIT}/dossier.zip")).await;
    assert_eq!(status, StatusCode::OK);
    let holds = |name: &[u8]| archive.windows(name.len()).any(|window| window == name);
    assert!(archive.starts_with(b"PK") && holds(b"con.pdf") && holds(b"index.xlsx") && !holds(b"mat.pdf"));
    // The index stands last and says which file is not there.
    let place = archive.windows(4).rposition(|window| window == b"PK\x03\x04").unwrap();
    assert!(archive[place..].windows(10).any(|window| window == b"index.xlsx"));
}

#[tokio::test]
async fn a_visit_takes_evidence_from_its_own_page() {
    let site = site().await;
    let officer = site.enter("xa").await;
    let finding = json!({"criterion": 5, "found": "Sân trường chưa lát", "demand": "Lát sân", "due": "2020-10-01"});
    let visit = json!({"on": "2020-09-08", "people": ["A"], "findings": [finding]});
    let office = site.enter("dieuphoi").await;
    let (status, written) = site.post(&office, &format!("/api/v1/visits/{UNIT}"), visit).await;
    assert_eq!(status, StatusCode::OK, "{written}");
    let number = written["facts"][0].as_u64().unwrap();
    let (_, page) = site.fetch(&officer, &format!("/visits/{UNIT}")).await;
    let page = String::from_utf8(page).unwrap();
    let token = page.split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let field = |name: &str, value: &str| format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let file = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"san.pdf\"\r\n\r\n%PDF-1.7 san\r\n";
    let about = format!("visit:{number}");
    let form =
        |token: &str| [field("token", token), field("about", &about), field("back", "visits"), field("title", "Sân đã lát")].concat();
    let send = async |cookie: &str, token: &str| {
        let body = format!("{}{file}--edge--\r\n", form(token)).into_bytes();
        site.bytes(cookie, &format!("/evidence/{UNIT}/attach"), "multipart/form-data; boundary=edge", body).await.0
    };
    assert_eq!(send(&officer, "other").await, StatusCode::FORBIDDEN, "no other site can send it");
    assert_eq!(send(&officer, &token).await, StatusCode::SEE_OTHER);
    let (_, page) = site.fetch(&officer, &format!("/visits/{UNIT}")).await;
    assert!(String::from_utf8(page).unwrap().contains("Sân đã lát"));
    let all = site.get(&officer, &format!("/api/v1/evidence/{UNIT}")).await;
    assert!(all.as_array().unwrap().iter().any(|one| one["about"] == json!(about) && one["title"] == "Sân đã lát"), "{all}");
}

#[tokio::test]
async fn a_task_of_the_roadmap_takes_evidence_where_it_is_written_down_and_shows_it() {
    let site = site().await;
    let planner = site.enter("xa").await;
    let (_, page) = site.fetch(&planner, &format!("/roadmaps/{UNIT}?as_of=2020-10-08")).await;
    let page = String::from_utf8(page).unwrap();
    let way = page.split("href=\"").find(|rest| rest.starts_with(&format!("/roadmaps/{UNIT}/task?")) && rest.contains("task=")).unwrap();
    let way = way.split('"').next().unwrap().replace("&amp;", "&");
    let task = way.split("task=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let (status, form) = site.fetch(&planner, &way).await;
    let form = String::from_utf8(form).unwrap();
    assert_eq!(status, StatusCode::OK, "{form}");
    let value = |name: &str| form.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let about = form.split("value=\"task:").nth(1).unwrap().split('"').next().unwrap();
    let about = format!("task:{about}");
    assert!(about.ends_with(&task), "{about} {task}");
    let field = |name: &str, value: &str| format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let body = [
        field("token", &value("token")),
        field("about", &about),
        field("back", "roadmap"),
        field("title", "Ảnh mặt đường"),
        field("link", "https://example.vn/anh"),
    ];
    let body = format!("{}--edge--\r\n", body.concat()).into_bytes();
    let sent = site.bytes(&planner, &format!("/evidence/{UNIT}/attach"), "multipart/form-data; boundary=edge", body).await;
    assert_eq!(sent.0, StatusCode::SEE_OTHER, "{}", String::from_utf8_lossy(&sent.1));
    let (_, again) = site.fetch(&planner, &way).await;
    let again = String::from_utf8(again).unwrap();
    assert!(again.contains("Ảnh mặt đường") && again.contains("https://example.vn/anh"), "{again}");
    // Another task shows none of it.
    let all = site.get(&planner, &format!("/api/v1/evidence/{UNIT}")).await;
    assert!(all.as_array().unwrap().iter().any(|one| one["about"] == json!(about)), "{all}");
}

#[tokio::test]
async fn a_visit_is_recorded_shown_and_followed_up() {
    let site = site().await;
    let office = site.enter("dieuphoi").await;
    let address = format!("/api/v1/visits/{UNIT}");
    let finding = json!({"criterion": 5, "found": "Sân trường chưa lát", "demand": "Lát sân", "due": "2020-10-01"});
    let visit = json!({"on": "2020-09-08", "people": ["Ông Nguyễn Văn A"], "findings": [finding], "note": "Kiểm tra đột xuất"});
    let (status, written) = site.post(&office, &address, visit).await;
    assert_eq!(status, StatusCode::OK, "{written}");
    let number = written["facts"][0].as_u64().unwrap();
    let shown = site.get(&office, &address).await;
    let one = &shown.as_array().unwrap().iter().find(|one| one["visit"] == number).unwrap()["findings"][0];
    assert!(one["days_late"].as_i64().unwrap() > 0 && one["met_on"].is_null(), "{one}");
    let follow = format!("{address}/{number}/follow");
    assert_eq!(site.post(&office, &follow, json!({"finding": 3})).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.post(&office, &follow, json!({"finding": 0})).await.0, StatusCode::OK);
    let shown = site.get(&office, &address).await;
    assert!(shown.as_array().unwrap().iter().any(|one| one["visit"] == number && one["findings"][0]["met_on"].is_string()));
}

#[tokio::test]
async fn responsibilities_and_posts_are_given_and_ended_and_the_trail_tells_of_it() {
    let site = site().await;
    let office = site.enter("dieuphoi").await;
    let duties = format!("/api/v1/responsibilities/{UNIT}");
    let (status, written) =
        site.post(&office, &format!("{duties}/give"), json!({"holder": "Ban A", "criterion": 2, "from": "2024-01-01"})).await;
    assert_eq!(status, StatusCode::OK, "{written}");
    let duty = written["facts"][0].as_u64().unwrap();
    let both = json!({"holder": "Ban A", "criterion": 2, "unit": 1});
    assert_eq!(site.post(&office, &format!("{duties}/give"), both).await.0, StatusCode::BAD_REQUEST, "one of the two");
    assert_eq!(site.post(&office, &format!("{duties}/{duty}/end"), json!({"from": "2024-06-01"})).await.0, StatusCode::OK);

    let administrator = site.enter("quantri").await;
    let unit = site.app.reference().registry.find("Kỳ Lạc, Hà Tĩnh", Some(site.app.today()), 1)[0].unit.get();
    let post = json!({"role": "commune-officer", "unit": unit});
    let (status, invited) = site.post(&administrator, "/api/v1/people", json!({"login": "lan.api", "name": "Lan", "post": post})).await;
    assert_eq!(status, StatusCode::OK, "{invited}");
    assert!(invited["link"].as_str().unwrap().starts_with("https://vedich.example.vn/link/"));
    let person = invited["person"].as_u64().unwrap();
    let posts = format!("/api/v1/people/{person}/posts");
    let (_, given) = site.post(&administrator, &posts, json!({"role": "leader", "unit": unit, "to": "2027-12-31"})).await;
    let end = format!("{posts}/{}/end", given["facts"][0]);
    assert_eq!(site.post(&administrator, &end, json!({"why": "nhầm"})).await.0, StatusCode::OK);
    assert_eq!(site.post(&administrator, &posts, json!({"role": "auditor", "unit": unit})).await.0, StatusCode::FORBIDDEN);
    assert_eq!(site.post(&administrator, &format!("/api/v1/people/{person}/disable"), json!({})).await.0, StatusCode::NO_CONTENT);
    assert!(site.app.rights().by_login("lan.api").unwrap().disabled);

    let trail = site.get(&administrator, "/api/v1/audit?who=quantri&limit=3").await;
    let kinds: Vec<&str> = trail["entries"].as_array().unwrap().iter().map(|entry| entry["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["disable-account", "end-post", "appoint"]);
    let disabled = &trail["entries"][0];
    let deed = &disabled["deeds"][0];
    assert_eq!((&deed["person"], &deed["kind"]), (&json!("lan.api"), &json!("account")), "whose account: {deed}");
    assert!(deed["about"].as_str().unwrap().contains("(lan.api)") && deed["value"] == "Khóa tài khoản", "{deed}");
    let ended = &trail["entries"][1]["deeds"][0];
    assert!(ended["reason"] == "nhầm" && ended["person"] == "lan.api", "{ended}");
    let one = format!("/audit/entries/{}", disabled["entry"]);
    assert_eq!(site.get(&administrator, &format!("/api/v1{one}")).await["deeds"][0]["person"], "lan.api");
    let (status, page) = site.fetch(&administrator, &one).await;
    assert!(status == StatusCode::OK && String::from_utf8_lossy(&page).contains("(lan.api)"));
    assert_eq!(site.fetch(&administrator, "/api/v1/audit/entries/999999").await.0, StatusCode::NOT_FOUND);
    let (_, file) = site.fetch(&administrator, "/audit/trail.csv?actor=quantri").await;
    let file = String::from_utf8(file).unwrap();
    assert!(file.contains("lan.api") && file.contains(";22/11/2026 15:00:"), "in Việt Nam's time: {file}");
    let next = format!("/api/v1/audit?who=quantri&limit=3&before={}", trail["next"]);
    assert!(site.get(&administrator, &next).await["entries"].as_array().unwrap().iter().any(|entry| entry["kind"] == "enter-people"));
    assert_eq!(site.fetch(&administrator, "/api/v1/audit/verify").await.0, StatusCode::FORBIDDEN, "the chain is the country's");
    let system = site.enter("hethong").await;
    assert_eq!(site.get(&system, "/api/v1/audit/verify").await["sound"], true);
}

#[tokio::test]
async fn every_blank_of_a_password_counts() {
    let site = site().await;
    let person = site.app.rights().by_login("xa").unwrap().id;
    let link = site.app.give_link(vedich_app::By::operator("test", "test"), person).await.unwrap();
    let post = async |address: &str, body: &str| {
        let request = Request::post(address).body(Body::from(body.to_owned())).unwrap();
        answer(&site.router, request).await.0
    };
    let typed = "+con++trau+gam+co+ben+cau+";
    assert_eq!(post(&format!("/link/{}", link.token), &format!("password={typed}&again={typed}")).await, StatusCode::SEE_OTHER);
    assert_eq!(post("/sign-in", &format!("login=xa&password={typed}")).await, StatusCode::SEE_OTHER);
    assert_eq!(post("/sign-in", "login=xa&password=con+trau+gam+co+ben+cau").await, StatusCode::UNPROCESSABLE_ENTITY);
}

/// What is logged, kept for looking at.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_says_who_was_refused_what_and_from_where() {
    let site = site().await;
    let officer = site.enter("xa").await;
    let log = Log::default();
    let writer = log.clone();
    let logging = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
    let logging = tracing::subscriber::set_default(logging);
    let mut request = Request::get("/people").header(header::COOKIE, &officer).body(Body::empty()).unwrap();
    request.extensions_mut().insert(ConnectInfo::<SocketAddr>("203.0.113.5:9".parse().unwrap()));
    assert_eq!(answer(&site.router, request).await.0, StatusCode::FORBIDDEN);
    site.enter("xa").await;
    drop(logging);
    let told = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let line = told.lines().find(|line| line.contains("not allowed")).unwrap();
    let person = site.app.rights().by_login("xa").unwrap().id;
    for part in ["address=\"/people\"", "from=\"203.0.113.5\"", &format!("person={}", person.0)] {
        assert!(line.contains(part), "{part}: {line}");
    }
    assert!(told.contains(&format!("person={} means=\"password\"", person.0)), "how somebody came in: {told}");
    assert!(!told.contains(officer.split('=').nth(1).unwrap()), "no token of a session");
}

#[tokio::test]
async fn what_the_operator_of_the_machine_sees_is_kept_for_nobody() {
    let site = site_with(WebOptions { local_admin: true, ..WebOptions::default() }).await;
    let kept = async |peer: &str| {
        let request = Request::get(format!("/places/{UNIT}?as_of=2020-09-08")).header(header::HOST, "127.0.0.1:8080");
        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer.parse().unwrap()));
        answer(&site.router, request).await.1[header::CACHE_CONTROL].to_str().unwrap().to_owned()
    };
    assert_eq!(kept("127.0.0.1:9").await, "no-store");
    assert_eq!(kept("203.0.113.5:9").await, "no-cache", "the page of everybody is another");
}

#[tokio::test]
async fn what_is_answered_to_a_person_is_kept_by_no_browser() {
    let site = site().await;
    let administrator = site.enter("quantri").await;
    for address in ["/api/v1/people", "/api/v1/audit", "/account", "/people", "/nowhere"] {
        let request = Request::get(address).header(header::COOKIE, &administrator).body(Body::empty()).unwrap();
        let (_, headers, _) = answer(&site.router, request).await;
        assert_eq!(headers[header::CACHE_CONTROL], "no-store", "{address}");
    }
}

#[tokio::test]
async fn a_list_of_people_comes_in_by_a_program() {
    let site = site().await;
    let administrator = site.enter("quantri").await;
    let file = "Họ tên;Tên đăng nhập;Vai trò;Đơn vị\nNguyễn Thị Lan;lan.danh.sach;Cán bộ phụ trách nông thôn mới xã;Kỳ Lạc, Hà Tĩnh\n";
    let send = async |address: &str, text: &str| {
        let (status, bytes) = site.bytes(&administrator, address, "text/csv", text.as_bytes().to_vec()).await;
        (status, serde_json::from_slice::<Value>(&bytes).unwrap())
    };
    let (status, looked) = send("/api/v1/people/import?name=a.csv&dry_run=true", file).await;
    assert_eq!((status, &looked["new"], &looked["entry"]), (StatusCode::OK, &json!(1), &Value::Null), "{looked}");
    let (_, taken) = send("/api/v1/people/import?name=a.csv", file).await;
    assert!(taken["invitations"][0]["link"].as_str().unwrap().starts_with("https://vedich.example.vn/link/"), "{taken}");
    let (_, again) = send("/api/v1/people/import?name=a.csv", file).await;
    assert_eq!((&again["same"], &again["entry"]), (&json!(1), &Value::Null));
    let gone = file.replace("Kỳ Lạc", "Lâm Hợp, Kỳ Anh").replace("lan.danh.sach", "khac");
    let (status, refused) = send("/api/v1/people/import?name=a.csv", &gone).await;
    let why = refused["problems"][0].as_str().unwrap();
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && why.contains("D2") && why.contains("→ Xã Kỳ Lạc"), "{why}");
}

#[tokio::test]
async fn a_leader_sees_the_ranking_and_a_task_is_replaced_in_one_step() {
    let site = site().await;
    let leader = site.enter("lanhdao").await;
    let province = site.app.reference().registry.find("Tỉnh Hà Tĩnh", Some(site.app.today()), 1)[0].unit;
    let page = site.get(&leader, &format!("/api/v1/leaders/{province}?as_of=2026-11-22")).await;
    assert!(
        page["ranking"].as_array().unwrap().iter().all(|place| place["measures"].as_array().is_some_and(|all| !all.is_empty())),
        "{page}"
    );
    let (status, book) = site.fetch(&leader, &format!("/leaders/{province}/ranking.xlsx")).await;
    assert_eq!((status, &book[..2]), (StatusCode::OK, &b"PK"[..]));
    let today = site.app.reference().registry.find("Kỳ Lạc, Hà Tĩnh", Some(site.app.today()), 1)[0].unit.get();
    let new = json!({"content": "Làm lại", "lead": {"unit": today}, "person": "Chủ tịch UBND xã"});
    let (status, done) = site.post(&leader, "/api/v1/tasks/d-kl-duong/replace", json!({"task": new, "why": "đổi phạm vi"})).await;
    assert_eq!(status, StatusCode::OK, "{done}");
    let old = site.get(&leader, "/api/v1/tasks/d-kl-duong").await;
    assert_eq!((&old["state"], &old["replaced_by"]), (&json!("stopped"), &done["id"]));
}

#[tokio::test]
async fn every_case_of_the_demo_can_be_worked_on() {
    let site = site().await;
    for login in ["dieuphoi", "lanhdao"] {
        let cookie = site.enter(login).await;
        for meeting in ["a-hai-dong", "b-5-xa", "c-giao-ban", "d-duong-gang", "e-quang-an"] {
            let (status, _) = site.fetch(&cookie, &format!("/meetings/{meeting}")).await;
            assert_eq!(status, StatusCode::OK, "{login} {meeting}");
        }
        // Where they begin is Hà Tĩnh all the same.
        let (_, page) = site.fetch(&cookie, "/steering").await;
        assert!(String::from_utf8_lossy(&page).contains("Tỉnh Hà Tĩnh"), "{login}");
    }
    let (_, page) = site.fetch("", "/sign-in").await;
    let page = String::from_utf8_lossy(&page).into_owned();
    assert!(page.contains("Tỉnh Hà Tĩnh; ") && page.contains("Quảng Ninh; Tỉnh Thanh Hóa"), "{page}");
}

#[tokio::test]
async fn programs_see_what_leaders_see_of_roadmaps() {
    let site = site().await;
    let leader = site.enter("lanhdao").await;
    let page = site.get(&leader, "/api/v1/leaders/1300447?as_of=2020-10-20").await;
    let lam_hop = page["roadmaps"].as_array().unwrap().iter().find(|one| one["unit"]["name"] == "Xã Lâm Hợp").unwrap();
    assert!(lam_hop["late"].as_u64() > Some(0) && lam_hop["finish"].as_str() > Some("2020-12-31"), "{lam_hop}");
    let asked = page["decisions"].as_array().unwrap().iter().filter(|one| one["address"].as_str().unwrap().contains("/roadmaps/"));
    assert!(asked.count() >= 2, "{}", page["decisions"]);
    let (status, _) = site.fetch(&leader, "/leaders/1300447/ranking.xlsx?as_of=2020-10-20").await;
    assert_eq!(status, StatusCode::OK);
    // Points of which some are not known say so.
    let scaled =
        page["ranking"].as_array().unwrap().iter().filter(|one| one["scaled"].as_str().unwrap().contains("điểm có số liệu, quy về 100"));
    assert!(scaled.count() > 0, "{}", page["ranking"]);
}

/// Kỳ Lạc, into which Lâm Hợp went.
fn commune(site: &Site) -> u32 {
    let registry = site.app.reference().registry;
    registry.find("Kỳ Lạc, Hà Tĩnh", Some(site.app.today()), 1)[0].unit.get()
}

#[tokio::test]
async fn what_came_back_is_corrected_by_a_program() {
    let site = site().await;
    let unit = commune(&site);
    let (officer, office, others) = (site.enter("xa").await, site.enter("dieuphoi").await, site.enter("thon").await);
    let both = json!([{"code": "#2", "value": "x"}, {"code": "#2", "value": "đạt"}, {"code": "#2", "value": "CĐ"}]);
    let (status, why) =
        site.post(&officer, &format!("/api/v1/sheets/{unit}"), json!({"period": "2026-12", "base": 0, "lines": both})).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && why.to_string().contains("lines[2]"), "one request, two answers: {why}");
    let sheet = json!({"period": "2026-12", "base": 0, "lines": [{"code": "#2", "value": "đạt"}, {"code": "#2", "value": "x"}]});
    let (status, saved) = site.post(&officer, &format!("/api/v1/sheets/{unit}"), sheet).await;
    assert_eq!((status, &saved["outcome"]), (StatusCode::OK, &json!("recorded")), "{saved}");
    let waiting = format!("/api/v1/verify?unit={unit}&criterion=2");
    // What went into the commune waits under it too.
    let of_heir = async |address: &str| {
        let queue = site.get(&office, address).await;
        let values = queue["values"].as_array().unwrap().iter().filter(|one| one["unit"] == unit).cloned();
        values.collect::<Vec<_>>()
    };
    let fact = of_heir(&waiting).await[0]["fact"].as_u64().unwrap();
    let returned = json!({"values": [fact], "outcome": "returned", "words": "Xã không có công trình này"});
    assert_eq!(site.post(&office, "/api/v1/verify", returned).await.0, StatusCode::OK);
    assert_eq!(site.get(&officer, "/api/v1/returned").await[0]["fact"], fact);
    let correct = format!("/api/v1/returned/{fact}/correct");
    let (status, why) = site.post(&officer, &correct, json!({"written": "nhiều"})).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && why.to_string().contains("nhiều"), "{why}");
    assert_eq!(site.post(&others, &correct, json!({"written": "-"})).await.0, StatusCode::FORBIDDEN);
    assert_eq!(site.post(&officer, &correct, json!({"written": "-", "note": "không có"})).await.0, StatusCode::OK);
    let system = site.enter("hethong").await;
    let deed = async |kind: &str| site.get(&system, &format!("/api/v1/audit?limit=1&kind={kind}")).await["entries"][0]["deeds"][0].clone();
    let (corrected, sent_back) = (deed("correct-value").await, deed("return-values").await);
    assert_eq!((&corrected["value"], &corrected["reason"]), (&json!("Không áp dụng (thay Đạt)"), &json!("không có")), "{corrected}");
    assert_eq!((&sent_back["unit"], &sent_back["criterion"]), (&json!(unit), &json!(2)), "{sent_back}");
    assert_eq!((&sent_back["value"], &sent_back["reason"]), (&json!("Đã trả lại"), &json!("Xã không có công trình này")));
    assert!(sent_back["about"].as_str().unwrap().ends_with(": Đạt"), "{sent_back}");
    let again = of_heir(&waiting).await;
    assert_eq!((again.len(), &again[0]["value"]), (1, &json!("not_applicable")), "it waits again: {again:?}");
    assert_eq!(again[0]["said"][0]["words"], "Xã không có công trình này");
    let (status, _) = site.fetch(&office, "/api/v1/verify?criterion=14").await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "the set in use has ten criteria");
    assert_eq!(of_heir(&format!("/api/v1/verify?criterion=vn.commune.2026-2030.standard:2&unit={unit}")).await.len(), 1);
}

#[tokio::test]
async fn a_parameter_that_cannot_be_is_told_with_what_can() {
    let site = site().await;
    let (office, officer, system) = (site.enter("dieuphoi").await, site.enter("xa").await, site.enter("hethong").await);
    for (who, address, told) in [
        (&office, "/api/v1/tasks?shwo=all", "có phải `show`?"),
        (&office, "/api/v1/tasks?show=odd", "open, new, reported, declined, asked, to-judge, overdue, closed, all"),
        (&office, "/api/v1/tasks?after=odd", "`next` của trang trước"),
        (&office, "/api/v1/tasks/count?span=year", "week, month"),
        (&office, "/api/v1/meetings?state=odd", "planned, held, to-sign, signed, cancelled"),
        (&office, "/api/v1/proposals?show=odd", "open, new"),
        (&office, "/api/v1/proposals?unit=1", "area, from, show"),
        (&office, "/api/v1/search?q=a&kind=odd", "units, criteria, procedures"),
        (&office, "/api/v1/search?words=a", "q, kind, after"),
        (&office, "/api/v1/returned?unit=1", "lang"),
        (&office, "/api/v1/verify?shows=odd", "waiting, came-back, verified"),
        (&office, "/api/v1/verify?limit=x", "số nguyên"),
        (&office, "/api/v1/verify?criterion=99", "BỘ:SỐ"),
        (&office, "/api/v1/papers?unit=x", "số nguyên"),
        (&office, "/api/v1/papers", "Thiếu `unit`"),
        (&office, "/api/v1/papers?unit=1&state=odd", "draft, issued"),
        (&office, "/api/v1/papers/registers?unit=1&year=x", "số nguyên"),
        (&office, "/api/v1/papers/templates/report?units=1", "có phải `unit`?"),
        (&office, "/api/v1/letters?before=odd", "`next` của trang trước"),
        (&officer, "/api/v1/sheets/1418838?period=odd", "2026-11, 2026-W48, 2026-Q4"),
        (&office, "/api/v1/evidence/1418838/checklist?as_of=odd", "2020-09-08"),
        (&office, "/api/v1/evidence/1418838/checklist?as_of=2999-01-01", "≤ "),
        (&system, "/api/v1/audit?from=31/02/2020", "“31/02/2020”"),
        (&system, "/api/v1/audit/entries/1?form=2", "from"),
        (&system, "/api/v1/people?name=a", "q"),
    ] {
        let (status, bytes) = site.fetch(who, address).await;
        let problem: Value = serde_json::from_slice(&bytes).unwrap();
        let said = problem["detail"].as_str().unwrap();
        assert_eq!(status, StatusCode::BAD_REQUEST, "{address}: {said}");
        assert!(said.contains(told) && (told.starts_with("Thiếu") || !said.contains("openapi.json")), "{address}: {said}");
    }
    for (address, body, told) in [
        ("/api/v1/verify", json!({"values": [], "outcome": "odd"}), "confirmed, returned, asked, answered"),
        ("/api/v1/proposals/x/answer", json!({"kind": "odd", "text": "a"}), "agreed, part"),
        ("/api/v1/proposals/x/verdict", json!({"verdict": "odd"}), "withdrawn"),
        ("/api/v1/tasks/count", json!({"unit": 1, "span": "year"}), "week, month"),
    ] {
        let (status, problem) = site.post(&office, address, body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{address}: {problem}");
        assert!(problem["detail"].as_str().unwrap().contains(told), "{address}: {problem}");
    }
    // What pages are asked and cannot be, pages tell.
    let (status, page) = site.fetch(&office, "/tasks?show=odd").await;
    assert!(status == StatusCode::BAD_REQUEST && String::from_utf8_lossy(&page).contains("open, new, reported"));
}

/// Lâm Hợp went into Kỳ Lạc on 1 July 2025: what came back of it waits for whoever enters there now, and what waits of it for who verifies.
#[tokio::test]
async fn values_of_a_unit_that_merged_wait_for_its_successor() {
    let site = site().await;
    let (heir, officer, office) = (commune(&site), site.enter("xa").await, site.enter("dieuphoi").await);
    let late = json!({"period": "2024-06", "base": 0, "submit": true, "late": "nhập bổ sung", "lines": [{"code": "9.1", "value": "không"}, {"code": "10", "value": "49,5"}]});
    let (status, saved) = site.post(&officer, &format!("/api/v1/sheets/{UNIT}"), late).await;
    assert_eq!((status, &saved["outcome"]), (StatusCode::OK, &json!("recorded")), "{saved}");
    let waiting = site.get(&office, &format!("/api/v1/verify?unit={heir}")).await;
    let values = waiting["values"].as_array().unwrap();
    // Income of 2024 is judged by the threshold of 2024, not by a later one.
    let income = values.iter().find(|one| one["code"] == "10" && one["unit"] == UNIT).unwrap();
    assert_eq!((&income["status"], &income["part"]), (&json!("met"), &Value::Null), "{income}");
    let fact = values.iter().find(|one| one["code"] == "9.1" && one["unit"] == UNIT).expect("found under the successor")["fact"].clone();
    let returned = json!({"values": [fact], "outcome": "returned", "words": "Còn hai nhà"});
    assert_eq!(site.post(&office, "/api/v1/verify", returned).await.0, StatusCode::OK);
    assert_eq!(site.get(&officer, "/api/v1/returned").await[0]["fact"], fact);
    let work = site.get(&officer, "/api/v1/work").await;
    let due = work.as_array().unwrap().iter().find(|one| one["what"] == "came-back").expect("on the first page");
    assert_eq!((&due["count"], &due["unit"]), (&json!(1), &json!(heir)), "{due}");
    let (_, notices) = site.fetch(&officer, "/notices").await;
    assert!(String::from_utf8_lossy(&notices).contains(&format!("/returned?unit={heir}")));
    // Whoever has the successor alone sees the same.
    assert_eq!(site.app.back_under(&vedich_app::Hand::operator("test", "test"), vedich_values::UnitId(heir)), 1);
}

/// One `Idempotency-Key` is one request: again it changes nothing, and for something else it is refused.
#[tokio::test]
async fn a_key_used_for_another_request_is_refused() {
    let site = site().await;
    let (unit, officer) = (commune(&site), site.enter("xa").await);
    let send = async |value: &str| {
        let sheet = json!({"period": "2026-12", "base": 0, "lines": [{"code": "#2", "value": value}]});
        let request = Request::post(format!("/api/v1/sheets/{unit}")).header(header::COOKIE, &officer);
        let request =
            request.header(header::CONTENT_TYPE, "application/json").header("idempotency-key", "0197f2c0-0000-7000-8000-000000000001");
        let (status, headers, bytes) = answer(&site.router, request.body(Body::from(sheet.to_string())).unwrap()).await;
        (status, headers, serde_json::from_slice::<Value>(&bytes).unwrap())
    };
    let (status, _, first) = send("đạt").await;
    assert_eq!((status, &first["outcome"]), (StatusCode::OK, &json!("recorded")), "{first}");
    let (status, _, again) = send("đạt").await;
    assert_eq!((status, &again["entry"]), (StatusCode::OK, &first["entry"]), "{again}");
    let (status, headers, other) = send("CĐ").await;
    assert_eq!((status, &other["type"]), (StatusCode::CONFLICT, &json!("api.key-reused")), "{other}");
    assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json");
}

/// A key that is no UUID was taken for none: sent again, the call would have written twice.
#[tokio::test]
async fn a_key_that_is_no_uuid_is_refused_with_what_is_expected() {
    let site = site().await;
    let (unit, officer) = (commune(&site), site.enter("xa").await);
    let sheet = json!({"period": "2026-12", "base": 0, "lines": [{"code": "#2", "value": "đạt"}]}).to_string();
    let calls = [
        (format!("/api/v1/sheets/{unit}"), "application/json", sheet.clone()),
        (format!("/api/v1/roadmaps/{unit}/files?name=a.csv"), "text/csv", "a;b".to_owned()),
        (format!("/api/v1/evidence/{unit}/files?name=a.pdf&about=unit&title=a"), "application/pdf", "%PDF-1.7".to_owned()),
    ];
    for (address, kind, body) in calls {
        for (key, lang, expected) in [("don-42", "vi", "không phải UUID"), ("", "en", "is no UUID")] {
            let request = Request::post(&address).header(header::COOKIE, &officer).header(header::CONTENT_TYPE, kind);
            let request = request.header(header::ACCEPT_LANGUAGE, lang).header("idempotency-key", key);
            let (status, headers, bytes) = answer(&site.router, request.body(Body::from(body.clone())).unwrap()).await;
            let problem: Value = serde_json::from_slice(&bytes).unwrap();
            assert_eq!((status, &problem["type"]), (StatusCode::BAD_REQUEST, &json!("api.bad-key")), "{address}: {problem}");
            assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json");
            assert!(problem["detail"].as_str().unwrap().contains(expected), "{problem}");
        }
    }
    let read =
        Request::get(format!("/api/v1/sheets/{unit}?period=2026-12")).header(header::COOKIE, &officer).header("idempotency-key", "x");
    assert_eq!(answer(&site.router, read.body(Body::empty()).unwrap()).await.0, StatusCode::OK, "reading writes nothing twice");
}

/// The sheet counts its lines, the place counts indicators as the decision does: what lies between is named.
#[tokio::test]
async fn what_is_missing_in_a_sheet_and_at_a_place_adds_up() {
    let site = site().await;
    let officer = site.enter("xa").await;
    let sheet = site.get(&officer, &format!("/api/v1/sheets/{UNIT}?period=2024-06")).await;
    let place = site.get(&officer, &format!("/api/v1/places/{UNIT}?as_of=2024-06-30")).await;
    let with = |list: &str, status: &str| place[list].as_array().unwrap().iter().filter(|one| one["status"] == status).count() as u64;
    let (open, unlisted) = (with("results", "no_data"), sheet["unlisted"].as_u64().unwrap());
    assert_eq!(place["indicators"]["no_data"], open + with("results", "not_assessable") + unlisted, "{}", place["indicators"]);
    let missing = sheet["missing"].as_u64().unwrap();
    assert!(missing >= open, "criteria rated as a whole are lines as well: {missing} of {open}");
    let page = String::from_utf8(site.fetch(&officer, &format!("/entry/{UNIT}?period=2024-06")).await.1).unwrap();
    assert!(page.contains(&format!("Còn {missing} tiêu chí, chỉ tiêu")));
    assert_eq!(page.contains("chỉ tiêu không nêu riêng"), unlisted > 0);
}

/// `quantri` administers Hà Tĩnh; `thon` is at home in Quảng Ninh. A post in Hà Tĩnh is seen and ended there, the account is not.
#[tokio::test]
async fn a_post_held_by_somebody_of_elsewhere_is_ended_where_it_is() {
    let site = site().await;
    let (administrator, system) = (site.enter("quantri").await, site.enter("hethong").await);
    let person = site.app.rights().by_login("thon").unwrap().id;
    let posts = format!("/api/v1/people/{person}/posts");
    let given = site.post(&system, &posts, json!({"role": "commune-officer", "unit": commune(&site)})).await;
    assert_eq!(given.0, StatusCode::OK, "{}", given.1);
    let number = &given.1["facts"][0];
    let (_, page) = site.fetch(&administrator, "/people").await;
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains(&format!("/people/{person}/end-post")) && page.contains("id=\"guests\""), "seen where it is");
    assert_eq!(site.fetch(&administrator, &format!("/people/{person}")).await.0, StatusCode::FORBIDDEN, "the account is not theirs");
    let own = site.app.rights().posts_of(person).next().unwrap().id;
    let (status, _) = site.post(&administrator, &format!("{posts}/{own}/end"), json!({})).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "nor is a post elsewhere");
    let token = page.split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let end = async |whose: &str, who: &str, post: &str| {
        let form = format!("token={token}&post={post}");
        let request = Request::post(format!("/people/{whose}/end-post")).header(header::COOKIE, who);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let (status, headers, page) = answer(&site.router, request.body(Body::from(form)).unwrap()).await;
        let to = headers.get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        (status, to, String::from_utf8(page).unwrap())
    };
    let own_post = own.to_string();
    assert_eq!(end(&person.to_string(), &administrator, &own_post).await.0, StatusCode::FORBIDDEN, "nor by the page");
    // Clicked twice it is ended once, and the list shows who is left.
    let first = end(&person.to_string(), &administrator, &number.to_string()).await;
    assert_eq!((first.0, first.1.as_str()), (StatusCode::SEE_OTHER, "/people?done=1#guests"), "{}", first.2);
    let second = end(&person.to_string(), &administrator, &number.to_string()).await;
    assert_eq!((second.0, second.1.as_str()), (StatusCode::SEE_OTHER, "/people#guests"), "{}", second.2);
    let ended = site.post(&administrator, &format!("{posts}/{number}/end"), json!({})).await;
    assert_eq!((ended.0, &ended.1["type"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("account.unknown-post")), "{}", ended.1);
    let entries = site.get(&system, "/api/v1/audit?kind=end-post").await;
    assert_eq!(entries["entries"].as_array().unwrap().iter().filter(|one| one["deeds"][0]["person"] == "thon").count(), 1, "{entries}");
    // Of one's own people the page says it.
    let xa = site.app.rights().by_login("xa").unwrap().id.to_string();
    let post = site.app.rights().posts_of(site.app.rights().by_login("xa").unwrap().id).next().unwrap().id.to_string();
    assert_eq!(end(&xa, &administrator, &post).await.1, format!("/people/{xa}?done=1"));
    let again = end(&xa, &administrator, &post).await;
    assert!(again.0 == StatusCode::UNPROCESSABLE_ENTITY && again.2.contains("đã kết thúc"), "{}", again.2);
}

/// Who enters for an office is not told of own values as waiting, and is told which of many are their own.
#[tokio::test]
async fn nobodys_own_values_wait_for_them() {
    let site = site().await;
    let (unit, office, officer) = (commune(&site), site.enter("dieuphoi").await, site.enter("xa").await);
    let waiting = async || {
        let work = site.get(&office, "/api/v1/work").await;
        work.as_array().unwrap().iter().filter(|one| one["what"] == "verify").map(|one| one["count"].as_u64().unwrap()).sum::<u64>()
    };
    let before = waiting().await;
    let send = async |who: &str, code: &str| {
        let sheet = json!({"period": "2026-12", "base": 0, "lines": [{"code": code, "value": "đạt"}]});
        site.post(who, &format!("/api/v1/sheets/{unit}"), sheet).await
    };
    let (status, saved) = send(&office, "#2").await;
    assert_eq!((status, &saved["outcome"]), (StatusCode::OK, &json!("recorded")), "{saved}");
    assert_eq!(waiting().await, before, "their own is nobody's but others'");
    let (_, saved) = send(&officer, "#4").await;
    assert_eq!(saved["outcome"], "recorded", "{saved}");
    assert_eq!(waiting().await, before + 1);
    let queue = site.get(&office, &format!("/api/v1/verify?unit={unit}")).await;
    let of_heir = queue["values"].as_array().unwrap().iter().filter(|one| one["unit"] == unit);
    let facts: Vec<&Value> = of_heir.map(|one| &one["fact"]).collect();
    let (status, why) = site.post(&office, "/api/v1/verify", json!({"values": facts, "outcome": "confirmed"})).await;
    assert_eq!((status, &why["type"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("verify.own")), "{why}");
    assert!(why["detail"].as_str().unwrap().contains("Xã Kỳ Lạc, 2 (Đ):"), "{why}");
    let theirs =
        queue["values"].as_array().unwrap().iter().find(|one| one["criterion"] == 4 && one["unit"] == unit).unwrap()["fact"].clone();
    assert_eq!(site.post(&office, "/api/v1/verify", json!({"values": [theirs], "outcome": "confirmed"})).await.0, StatusCode::OK);
    let (status, why) = site.post(&office, "/api/v1/verify", json!({"values": [theirs], "outcome": "confirmed"})).await;
    assert_eq!((status, &why["type"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("verify.confirmed-already")), "{why}");
    assert!(why["detail"].as_str().unwrap().contains("Xã Kỳ Lạc, 4 (Đ):"), "which of them is told as people know it: {why}");
}

#[tokio::test]
async fn a_post_is_delegated_by_its_holder_for_a_while() {
    let site = site().await;
    let rights = site.app.rights();
    let post = |login: &str| rights.posts_of(rights.by_login(login).unwrap().id).next().unwrap().id;
    let delegate = format!("/api/v1/posts/{}/delegate", post("lanhdao"));
    let (leader, officer) = (site.enter("lanhdao").await, site.enter("xa").await);
    let to = json!({"login": "dieuphoi", "to": "2026-12-31", "why": "đi công tác"});
    assert_eq!(site.post(&officer, &delegate, to.clone()).await.0, StatusCode::FORBIDDEN, "not theirs");
    assert_eq!(site.post(&leader, &delegate, json!({"login": "nobody", "to": "2026-12-31"})).await.0, StatusCode::BAD_REQUEST);
    let (status, written) = site.post(&leader, &delegate, to).await;
    assert_eq!(status, StatusCode::OK, "{written}");
    let rights = site.app.rights();
    let given = rights.post(vedich_facts::PostId(written["facts"][0].as_u64().unwrap())).unwrap();
    assert_eq!((given.of, given.span.to), (Some(post("lanhdao")), "2026-12-31".parse().ok()));
    assert_eq!(written["warnings"], json!([]), "a colleague, for five weeks");
    let (status, _) = site.post(&leader, &delegate, json!({"login": "lanhdao", "to": "2026-12-31"})).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "to oneself");
    // Somebody of Quảng Ninh for Hà Tĩnh, for years: done, and said.
    let home = site.app.rights().by_login("thon").unwrap().home;
    let (login, name) = ("khach".to_owned(), "Người Nơi Khác".to_owned());
    let person = vedich_app::people::NewPerson { login, name, home, contact: Default::default(), posts: Vec::new() };
    site.app.enter_people(vedich_app::By::operator("test", "test"), site.app.today(), vec![person]).await.unwrap();
    let stranger = json!({"login": "khach", "to": "2030-12-31"});
    let (status, odd) = site.post(&leader, &delegate, stranger).await;
    let told = odd["warnings"].as_array().unwrap_or_else(|| panic!("{odd}"));
    assert_eq!((status, told.len()), (StatusCode::OK, 2), "{odd}");
    assert!(told[0].as_str().unwrap().contains("không công tác ở địa bàn") && told[1].as_str().unwrap().contains("một năm"), "{odd}");
    let page = String::from_utf8(site.fetch(&leader, "/account").await.1).unwrap();
    assert!(told.iter().all(|one| page.contains(one.as_str().unwrap())), "the page says it as well");
}

#[tokio::test]
async fn the_last_day_of_a_period_moves_for_an_area() {
    let site = site().await;
    let unit = commune(&site);
    let (office, officer) = (site.enter("dieuphoi").await, site.enter("xa").await);
    let address = format!("/api/v1/reporting/{unit}");
    let move_to = |due: &str| json!({"period": "2026-11", "due": due, "reason": "Bão số 12"});
    assert_eq!(site.post(&officer, &format!("{address}/due"), move_to("2026-11-30")).await.0, StatusCode::FORBIDDEN);
    let (status, why) = site.post(&office, &format!("{address}/due"), move_to("2026-11-01")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "before its data ends: {why}");
    assert_eq!(site.post(&office, &format!("{address}/due"), move_to("2026-11-30")).await.0, StatusCode::OK);
    assert_eq!(site.get(&officer, &format!("{address}?period=2026-11")).await["due"], "2026-11-30");
}

#[tokio::test]
async fn a_template_is_set_for_an_area_and_given_up() {
    let site = site().await;
    let unit = commune(&site);
    let province = site.app.reference().registry.province(vedich_values::UnitId(unit), site.app.today()).unwrap().get();
    let (office, officer) = (site.enter("dieuphoi").await, site.enter("xa").await);
    let (show, set) = (format!("/api/v1/papers/templates/invitation?unit={unit}"), "/api/v1/papers/templates/invitation");
    let shipped = site.get(&officer, &show).await;
    assert!(shipped["set_by"].is_null() && !shipped["text"].as_str().unwrap().is_empty());
    let own = format!("{}\n", shipped["text"].as_str().unwrap().trim_end());
    assert_eq!(site.post(&officer, set, json!({"unit": unit, "text": own})).await.0, StatusCode::FORBIDDEN);
    let (status, why) = site.post(&office, set, json!({"unit": province, "text": "{{ no_such_field }}"})).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
    let (status, why) = site.post(&office, set, json!({"unit": province, "text": own})).await;
    assert_eq!(status, StatusCode::OK, "{why}");
    assert_eq!(site.get(&officer, &show).await["set_by"], province, "the commune's papers follow the province's");
    assert_eq!(site.post(&office, set, json!({"unit": province})).await.0, StatusCode::OK);
    assert!(site.get(&officer, &show).await["set_by"].is_null());
    assert_eq!(site.fetch(&officer, &format!("/api/v1/papers/templates/nothing?unit={unit}")).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_checklist_is_of_a_day_and_the_archive_holds_what_is_there() {
    let site = site().await;
    let officer = site.enter("xa").await;
    let list = format!("/api/v1/evidence/{UNIT}");
    let file = format!("{list}/files?name=to-trinh.pdf&about=unit&title=T&on=2020-09-01");
    assert_eq!(site.bytes(&officer, &file, "application/pdf", b"%PDF-1.7 to trinh".to_vec()).await.0, StatusCode::OK);
    let then = site.get(&officer, &format!("{list}/checklist?as_of=2020-12-31")).await;
    assert_eq!((&then["as_of"], &then["set"]), (&json!("2020-12-31"), &json!("vn-ha-tinh.commune.2018-2020.standard")));
    assert_eq!((then["criteria"].as_array().unwrap().len(), then["criteria"][4]["no"].as_u64()), (20, Some(5)));
    assert!(then["pieces_there"]["needed"].as_u64().unwrap() > 0 && then["papers"][0]["evidence"].is_array());
    let unit = commune(&site);
    let now = site.get(&officer, &format!("/api/v1/evidence/{unit}/checklist")).await;
    assert_eq!((&now["as_of"], &now["set"]), (&json!("2026-11-22"), &json!("vn.commune.2026-2030.standard")));
    assert_eq!(site.fetch(&officer, &format!("{list}/checklist?as_of=2030-01-01")).await.0, StatusCode::BAD_REQUEST);
    let (status, archive) = site.fetch(&officer, &format!("{list}/archive")).await;
    let holds = |name: &[u8]| archive.windows(name.len()).any(|window| window == name);
    assert!(status == StatusCode::OK && archive.starts_with(b"PK") && holds(b"to-trinh.pdf") && holds(b"index.xlsx"));
    assert_eq!(site.fetch("", &format!("{list}/archive")).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_specialist_is_led_from_the_first_page_to_the_proposals_of_their_field() {
    let site = site().await;
    let (officer, specialist, office) = (site.enter("xa").await, site.enter("nganh").await, site.enter("dieuphoi").await);
    let place = |name: &str| site.app.reference().registry.find(name, Some("2026-11-22".parse().unwrap()), 1)[0].unit.get();
    let (province, commune) = (place("Tỉnh Hà Tĩnh"), place("Kỳ Lạc, Hà Tĩnh"));
    // The field of the demo's specialist is of a set that is no longer in force: education is criterion 5 now.
    let administrator = site.enter("quantri").await;
    let person = site.app.rights().by_login("nganh").unwrap().id;
    let post = json!({ "role": "department-specialist", "unit": province, "field": "5" });
    let (status, given) = site.post(&administrator, &format!("/api/v1/people/{person}/posts"), post).await;
    assert_eq!(status, StatusCode::OK, "{given}");
    for (criterion, text) in [(5, "Xây phòng học"), (2, "Cấp xi măng")] {
        let proposal = json!({ "unit": commune, "text": text, "to": { "unit": province }, "criteria": [criterion] });
        let (status, said) = site.post(&officer, "/api/v1/proposals", proposal).await;
        assert_eq!(status, StatusCode::OK, "{said}");
    }
    let page = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let work = page(site.fetch(&specialist, "/work").await.1);
    let way = format!("/proposals?area={province}&amp;show=open&amp;mine=1");
    assert!(work.contains(&way), "{work}");
    let own = page(site.fetch(&specialist, &way.replace("&amp;", "&")).await.1);
    assert!(own.contains("Xây phòng học") && !own.contains("Cấp xi măng"), "{own}");
    let all = page(site.fetch(&specialist, &format!("/proposals?area={province}&show=open")).await.1);
    assert!(all.contains("Cấp xi măng") && all.contains("name=\"mine\""), "what others answer is a click away");
    // Through the API and in files the same; who may answer everything sees everything.
    let listed = |who: String| {
        let site = &site;
        async move { site.get(&who, &format!("/api/v1/proposals?area={province}&mine=1")).await["proposals"].as_array().unwrap().len() }
    };
    // Of the demo there is a third.
    assert_eq!((listed(specialist.clone()).await, listed(office).await), (1, 3));
    let file = page(site.fetch(&specialist, &format!("/proposals/export/proposals.csv?area={province}&mine=1")).await.1);
    assert!(file.contains("Xây phòng học") && !file.contains("Cấp xi măng"), "{file}");
}
