//! The daily work through the API as a program does it: evidence and visits here, people and values below.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod people;
mod values;

use crate::running::{Site, answer, cookie_of, site_with};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
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
    for told_on in ["evidence", "visits"] {
        let page = site.fetch(&officer, &format!("/{told_on}/{UNIT}?done=1&elsewhere={number}&known=999999")).await.1;
        assert!(String::from_utf8(page).unwrap().contains("Cùng tệp này đang là minh chứng cho Cả đơn vị"), "{told_on}");
    }
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
    let mut index = Vec::new();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    std::io::Read::read_to_end(&mut archive.by_name("index.xlsx").unwrap(), &mut index).unwrap();
    let index = vedich_documents::read_table(&index, "index.xlsx").unwrap();
    let rows: Vec<String> =
        index.sheets[0].rows_from(0).map(|row| (0..9).map(|at| row.cell(at).label()).collect::<Vec<_>>().join(" | ")).collect();
    let told = |name: &str| rows.iter().find(|row| row.contains(name)).unwrap();
    assert!(told("con.pdf").contains("Nguyễn Văn Xã (cán bộ"), "{}", told("con.pdf"));
    assert!(told("mat.pdf").contains("Không có tệp này trong kho"), "{}", told("mat.pdf"));
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
    assert_eq!(site.post(&office, &follow, json!({"finding": 0, "step": "done"})).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(site.post(&office, &follow, json!({"finding": 0, "step": "extend"})).await.0, StatusCode::BAD_REQUEST);
    let officer = site.enter("xa").await;
    let useless = json!({"finding": 0, "step": "report", "due": "2020-09-20", "note": "x"});
    let (status, why) = site.post(&officer, &follow, useless).await;
    assert!(status == StatusCode::BAD_REQUEST && why.to_string().contains("extend, reopen"), "a report gives no deadline: {why}");
    assert_eq!(site.post(&office, &follow, json!({"finding": 0, "on": "2020-09-20"})).await.0, StatusCode::BAD_REQUEST);
    // The commune merged in 2025: what was done later was done later, of a unit that is gone too.
    let late = json!({"finding": 0, "step": "report", "note": "Đã lát 60 m2"});
    assert_eq!(site.post(&officer, &follow, late).await.0, StatusCode::OK);
    let shown = site.get(&office, &address).await;
    let one = shown.as_array().unwrap().iter().find(|one| one["visit"] == number).unwrap()["findings"][0].clone();
    assert_eq!((&one["done_on"], &one["history"][0]["on"]), (&json!("2026-11-22"), &json!("2026-11-22")), "{one}");
    let back = json!({"finding": 0, "step": "reopen", "note": "Còn một nửa"});
    assert_eq!(site.post(&office, &follow, back).await.0, StatusCode::OK);
    let report = json!({"finding": 0, "step": "report", "on": "2020-09-20", "note": "Đã lát 120 m2"});
    assert_eq!(site.post(&officer, &follow, report).await.0, StatusCode::OK);
    assert_eq!(site.post(&officer, &follow, json!({"finding": 0})).await.0, StatusCode::FORBIDDEN, "who reports does not accept");
    let shown = site.get(&office, &address).await;
    let one = shown.as_array().unwrap().iter().find(|one| one["visit"] == number).unwrap()["findings"][0].clone();
    assert_eq!((&one["state"], &one["done_on"], &one["days_late"]), (&json!("reported"), &json!("2020-09-20"), &json!(null)), "{one}");
    assert_eq!((&one["history"][2]["step"], &one["history"][2]["by"]["login"]), (&json!("report"), &json!("xa")), "{one}");
    let due = site.get(&office, "/api/v1/work").await.to_string();
    assert!(due.contains("demand-done"), "whoever accepts is told: {due}");
    assert_eq!(site.post(&office, &follow, json!({"finding": 0})).await.0, StatusCode::OK);
    let shown = site.get(&office, &address).await;
    assert!(shown.as_array().unwrap().iter().any(|one| one["visit"] == number && one["findings"][0]["met_on"].is_string()));
}

#[tokio::test]
async fn a_finding_keeps_its_photos_and_a_demand_is_reported_done_and_accepted_on_the_page() {
    let site = site().await;
    let (office, officer) = (site.enter("dieuphoi").await, site.enter("xa").await);
    let path = format!("/visits/{UNIT}");
    let token = async |cookie: &str| {
        let page = String::from_utf8(site.fetch(cookie, &path).await.1).unwrap();
        page.split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let field = |name: &str, value: &str| format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let file = |name: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{name}.pdf\"\r\n\r\n%PDF-1.7 {name}\r\n")
    };
    let send = async |cookie: &str, to: &str, parts: Vec<String>| {
        let body = format!("{}{}--edge--\r\n", field("token", &token(cookie).await), parts.concat()).into_bytes();
        let (status, page) = site.bytes(cookie, &format!("{path}/{to}"), "multipart/form-data; boundary=edge", body).await;
        (status, String::from_utf8_lossy(&page).into_owned())
    };
    let day = |name: &str| field(name, "01/10/2020");
    let visit =
        vec![field("on", "08/09/2020"), field("people", "Ông A"), field("found1", "Sân trường chưa lát"), field("demand1", "Lát sân")];
    let (status, page) = send(&office, "record", [visit.clone(), vec![day("due1"), file("file2")]].concat()).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("Có ảnh ở nội dung 2"), "photos of nothing: {page}");
    let (status, page) = send(&office, "record", [visit, vec![day("due1"), file("file1"), file("file")]].concat()).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let shown = site.get(&office, &format!("/api/v1/visits/{UNIT}")).await;
    let one = &shown[0];
    assert_eq!((&one["files"][0]["name"], &one["findings"][0]["files"][0]["name"]), (&json!("file.pdf"), &json!("file1.pdf")), "{one}");
    let about = vec![field("visit", &one["visit"].to_string()), field("finding", "0")];
    let report = |words: &str| vec![field("what", "report"), field("on", "20/09/2020"), field("note", words)];
    let (status, page) = send(&officer, "follow", [about.clone(), report("")].concat()).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("Hãy ghi đã làm gì"), "{page}");
    let late = vec![field("what", "extend"), field("note", "Mưa lũ kéo dài"), field("due", "")];
    let (status, page) = send(&office, "follow", [about.clone(), late].concat()).await;
    assert_eq!(
        (status, page.matches(">Mưa lũ kéo dài</textarea>").count()),
        (StatusCode::UNPROCESSABLE_ENTITY, 1),
        "in its own form: {page}"
    );
    let (status, page) = send(&officer, "follow", [about.clone(), report("Đã lát 120 m2"), vec![file("file")]].concat()).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let page = String::from_utf8(site.fetch(&office, &path).await.1).unwrap();
    assert!(page.contains("Báo cáo đã khắc phục ngày 20/09/2020") && page.contains("Đã lát 120 m2"), "{page}");
    let address = page.split("href=\"").map(|rest| rest.split('"').next().unwrap()).filter(|way| way.contains("/file/"));
    for way in address {
        assert_eq!(site.fetch(&office, way).await.0, StatusCode::OK, "{way}");
    }
    assert_eq!(send(&officer, "follow", [about.clone(), vec![field("what", "accept")]].concat()).await.0, StatusCode::FORBIDDEN);
    let (status, page) = send(&office, "follow", [about, vec![field("what", "accept")]].concat()).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let page = String::from_utf8(site.fetch(&officer, &path).await.1).unwrap();
    assert!(page.contains("Đã khắc phục ngày 20/09/2020"), "{page}");
}

#[tokio::test]
async fn a_planned_handover_stands_in_the_matrix_from_when_it_is_decided() {
    let site = site().await;
    let office = site.enter("dieuphoi").await;
    // Tỉnh Hà Tĩnh.
    let unit = 1_200_042;
    let give = |holder: &str, from: &str| json!({"holder": holder, "criterion": 5, "from": from, "hand_over": true});
    let address = format!("/api/v1/responsibilities/{unit}/give");
    assert_eq!(site.post(&office, &address, give("Sở Giáo dục A", "2026-01-01")).await.0, StatusCode::OK);
    assert_eq!(site.post(&office, &address, give("Sở Giáo dục B", "2026-12-15")).await.0, StatusCode::OK);
    let page = String::from_utf8(site.fetch(&office, &format!("/responsibility/{unit}")).await.1).unwrap();
    let matrix = page.split("duty-matrix").nth(1).unwrap().split("</table>").next().unwrap();
    assert!(matrix.contains("Sở Giáo dục B") && matrix.contains("từ 15/12/2026") && matrix.contains("đến 14/12/2026"), "{matrix}");
    assert!(page.contains("chưa có người chủ trì"), "gaps are in sight: {page}");
    let (status, book) = site.fetch(&office, &format!("/responsibility/{unit}/matrix.xlsx")).await;
    let sheets = vedich_documents::read_table(&book, "matrix.xlsx").unwrap();
    assert_eq!((status, sheets.sheets.len()), (StatusCode::OK, 3), "the list and two matrices");
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

/// Kỳ Lạc, into which Lâm Hợp went.
fn commune(site: &Site) -> u32 {
    let registry = site.app.reference().registry;
    registry.find("Kỳ Lạc, Hà Tĩnh", Some(site.app.today()), 1)[0].unit.get()
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
