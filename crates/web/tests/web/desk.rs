//! The desk on the running product: from a pasted text to facts on record.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use crate::running::{answer, cookie_of, leads_to, product, token_in};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use serde_json::{Value, json};
use vedich_app::{App, Select};
use vedich_facts::{Body as Fact, Kind};
use vedich_reference::{BULLETINS, Shipped};
use vedich_web::{WebOptions, WebState};

struct Site {
    router: Router,
    app: App,
    cookie: String,
    token: String,
}

impl Site {
    /// The site as somebody sees it who signed in.
    async fn open(folder: &tempfile::TempDir, login: &str) -> Self {
        let app = product(folder.path()).await;
        let router = vedich_web::router(WebState::of(app.clone(), WebOptions::default()));
        let cookie = cookie_of(&router, login).await;
        let mut site = Self { router, app, cookie, token: String::new() };
        site.token = token_in(&site.get("/desk").await);
        site
    }

    async fn send(&self, method: Method, address: &str, body: String) -> (StatusCode, HeaderMap, String) {
        let mut request = Request::builder().method(method).uri(address).header(header::COOKIE, &self.cookie);
        if body.starts_with('{') {
            request = request.header(header::CONTENT_TYPE, "application/json");
        } else if body.starts_with("--edge") {
            request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        }
        let (status, headers, bytes) = answer(&self.router, request.body(Body::from(body)).unwrap()).await;
        (status, headers, String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn get(&self, address: &str) -> String {
        let (status, _, page) = self.send(Method::GET, address, String::new()).await;
        assert_eq!(status, StatusCode::OK, "{address}: {page}");
        page
    }

    /// Sends a form; where it leads.
    async fn post(&self, address: &str, body: &str) -> (StatusCode, String, String) {
        let (status, headers, page) = self.send(Method::POST, address, format!("token={}&{body}", self.token)).await;
        (status, leads_to(&headers), page)
    }

    /// Hands a text in as the page does.
    async fn paste(&self, text: &str, more: &str) -> (StatusCode, String, String) {
        let field = |name: &str, value: &str| format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        let body = format!(
            "{}{}{}--edge--\r\n",
            field("token", &self.token),
            field("text", text),
            field(if more.is_empty() { "none" } else { more }, "1")
        );
        let (status, headers, page) = self.send(Method::POST, "/desk", body).await;
        (status, leads_to(&headers), page)
    }

    async fn api(&self, address: &str, body: &Value) -> (StatusCode, Value) {
        let (status, _, answer) = self.send(Method::POST, address, body.to_string()).await;
        (status, serde_json::from_str(&answer).unwrap_or_else(|_| json!(answer)))
    }
}

/// The cards that a page shows to contradict the record, as its form sends them.
fn faced(page: &str) -> String {
    page.split("name=\"faced\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_text_is_pasted_settled_and_applied_and_known_the_second_time() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::open(&folder, "xa").await;
    let text = "Xã Lâm Hợp họp kiểm điểm tháng 10\nNgày 20/10/2020, xã Lâm Hợp (huyện Kỳ Anh, tỉnh Hà Tĩnh) tổ chức hội nghị.\nXã Lâm Hợp đạt 17/20 tiêu chí nông thôn mới.";
    let (status, to, _) = site.paste(text, "").await;
    assert_eq!((status, to.starts_with("/desk/")), (StatusCode::SEE_OTHER, true), "{to}");
    let page = site.get(&to).await;
    assert!(page.contains("17/20") && page.contains("class=\"found k-progress\""), "{page}");
    assert!(page.contains("16/20"), "the contradiction with the statuses on record is shown: {page}");
    let (_, again, _) = site.paste(text, "").await;
    assert_eq!(again, to, "the same document is on the desk already");
    let (status, ..) = site.post(&to, "do=apply").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is decided yet");
    let (_, next, _) = site.post(&to, "do=accept&card=1&met=18").await;
    assert!(next.starts_with(&to), "{next}");
    assert!(site.get(&to).await.contains("18/20"));
    let before = site.app.version().get();
    let (status, _, page) = site.post(&to, "do=apply").await;
    assert_eq!(
        (status, page.contains("role=\"alert\"")),
        (StatusCode::UNPROCESSABLE_ENTITY, true),
        "a contradiction is faced first: {page}"
    );
    let (status, done, page) = site.post(&to, &format!("do=apply&faced={}", faced(&page))).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    assert!(done.starts_with("/desk?done=applied"), "{done}");
    let select = Select { after: Some(vedich_values::FactSeq(before)), ..Select::default() };
    let facts: Vec<_> = site.app.journal().read(&select).await.unwrap().into_iter().map(|one| one.fact).collect();
    let kinds: Vec<Kind> = facts.iter().map(|fact| fact.body.kind()).collect();
    assert_eq!(kinds, [Kind::ReportedCount, Kind::Document, Kind::Reading]);
    assert_eq!(facts[0].source.as_deref(), Some("Xã Lâm Hợp họp kiểm điểm tháng 10"));
    assert!(facts[0].evidence.as_deref().unwrap().starts_with("bulletin:"));
    let Fact::Reading(record) = &facts[2].body else { panic!() };
    assert_eq!((record.examples.len(), record.examples[0].meant["met"].as_str()), (1, "18"));
    let (status, _, page) = site.paste(&text.to_uppercase(), "").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("name=\"again\""), "the same words are recognised: {page}");
    let (_, to, _) = site.paste(text, "again").await;
    assert!(to.starts_with("/desk/"), "{to}");
    assert!(site.get("/desk/score").await.contains("0%"));
}

#[tokio::test]
async fn what_is_outside_the_area_is_refused_and_drafts_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::open(&folder, "xa").await;
    let (_, to, _) = site.post("/desk", "sample=e-quang-an").await;
    let before = site.app.version();
    site.post(&to, "do=accept&card=1").await;
    let (status, ..) = site.post(&to, "do=apply").await;
    assert_eq!((status, site.app.version()), (StatusCode::UNPROCESSABLE_ENTITY, before), "Quảng An is not theirs");
    drop(site);
    let site = Site::open(&folder, "xa").await;
    assert!(site.get(&to).await.contains("is-accepted"), "the decision was kept");
    let other = Site::open(&folder, "lanhdao").await;
    assert_eq!(other.send(Method::GET, &to, String::new()).await.0, StatusCode::NOT_FOUND, "a desk is one's own");
    let (_, gone, _) = site.post(&to, "do=drop").await;
    assert_eq!(gone, "/desk?done=dropped");
}

#[tokio::test]
async fn a_folder_tells_duplicates_and_what_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::open(&folder, "dieuphoi").await;
    let part =
        |name: &str, text: &str| format!("--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{text}\r\n");
    let token = format!("--edge\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{}\r\n", site.token);
    let body =
        format!("{token}{}{}{}--edge--\r\n", part("a.txt", BULLETINS[3].1), part("b.txt", BULLETINS[3].1), part("c.pdf", "%PDF-1.7"));
    let (status, headers, page) = site.send(Method::POST, "/desk", body).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let page = site.get(headers[header::LOCATION].to_str().unwrap()).await;
    assert!(page.contains("2/3") && page.contains("b.txt") && page.contains("c.pdf"), "{page}");
    assert!(site.get("/desk").await.contains("/desk/folders/"));
}

#[tokio::test]
async fn a_folder_is_accepted_where_it_is_sure_and_recorded_where_it_is_decided() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::open(&folder, "dieuphoi").await;
    let part =
        |name: &str, text: &str| format!("--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{text}\r\n");
    let token = format!("--edge\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{}\r\n", site.token);
    let sure = "Ngày 20/10/2020, xã Kỳ Lạc (huyện Kỳ Anh, tỉnh Hà Tĩnh) họp. Xã Kỳ Lạc đạt 10/20 tiêu chí nông thôn mới.";
    let order = "Thông báo ngày 24/1/2024 của huyện Đầm Hà, tỉnh Quảng Ninh\nGiao UBND xã Quảng An rà soát hồ sơ nông thôn mới, xong trước ngày 20/2/2024.";
    let body = format!("{token}{}{}--edge--\r\n", part("a.txt", sure), part("b.txt", order));
    let (_, headers, page) = site.send(Method::POST, "/desk", body).await;
    let to = headers.get(header::LOCATION).unwrap_or_else(|| panic!("{page}")).to_str().unwrap().to_owned();
    assert!(site.get(&to).await.contains("value=\"sure\""));
    let (_, done, _) = site.post(&to, "do=sure").await;
    assert_eq!(done, format!("{to}?done=accepted&count=1"));
    let page = site.get(&done).await;
    assert!(page.contains("value=\"apply\"") && page.contains("0/2"), "{page}");
    let (_, done, page) = site.post(&to, "do=apply").await;
    assert_eq!(done, format!("{to}?done=applied-all&count=1"), "{page}");
    let page = site.get(&to).await;
    assert!(page.contains("1/2") && !page.contains("value=\"apply\""), "the order waits for a person: {page}");
    let waiting = page.split("href=\"/desk/").find(|part| part.len() > 36 && part.as_bytes()[8] == b'-').unwrap();
    let reading = format!("/desk/{}", &waiting[..36]);
    assert!(site.get(&reading).await.contains(&to), "the way back leads to the folder");
    let (_, back, _) = site.post(&reading, "do=drop").await;
    assert_eq!(back, format!("{to}?done=dropped"));
}

#[tokio::test]
async fn the_fields_of_a_task_are_shown_and_corrected() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::open(&folder, "dieuphoi").await;
    let text = "Thông báo ngày 24/1/2024 của huyện Đầm Hà, tỉnh Quảng Ninh\nGiao UBND xã Quảng An chủ trì, phối hợp với Hội Nông dân rà soát hồ sơ nông thôn mới tại xã Quảng Lâm, xong trước ngày 20/2/2024.";
    let (_, to, page) = site.paste(text, "").await;
    assert!(to.starts_with("/desk/"), "{page}");
    let page = site.get(&to).await;
    for field in ["person", "lead", "cooperating", "places", "criteria", "by"] {
        assert!(page.contains(&format!("name=\"{field}\"")), "{field}: {page}");
    }
    assert!(page.contains("Hội Nông dân, huyện Đầm Hà") && page.contains("Xã Quảng Lâm, Huyện Đầm Hà, Tỉnh Quảng Ninh"), "{page}");
    // Emptied fields are corrections too.
    site.post(&to, "do=correct&card=1&cooperating=&by=&lead=Ph%C3%B2ng+Kinh+t%E1%BA%BF").await;
    let (status, _, body) = site.send(Method::GET, &format!("/api/v1/bulletins/{}", &to[6..]), String::new()).await;
    let read: Value = serde_json::from_str(&body).unwrap();
    let task = &read["cards"][0]["task"];
    assert_eq!((status, &task["lead"]["office"], &task["cooperating"]), (StatusCode::OK, &json!("Phòng Kinh tế"), &json!([])), "{body}");
    assert_eq!(task["due"], Value::Null);
}

/// What stands on record after a version, documents and examples aside.
async fn recorded_after(site: &Site, version: u64) -> Vec<Fact> {
    let select = Select { after: Some(vedich_values::FactSeq(version)), ..Select::default() };
    site.app.journal().read(&select).await.unwrap().into_iter().map(|one| one.fact.body).collect()
}

#[tokio::test]
async fn what_a_person_corrected_is_recorded_where_the_set_has_no_place_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::open(&folder, "dieuphoi").await;
    let text = "Kỳ Anh họp nông thôn mới\n\nNgày 14/09/2020, UBND huyện Kỳ Anh họp. Xã Kỳ Giang đạt 14/19 tiêu chí.";
    let (_, to, _) = site.paste(text, "").await;
    site.post(&to, "do=correct&card=1&met=15").await;
    assert!(site.get(&to).await.contains("Xã Kỳ Giang đạt 15/19 tiêu chí (văn bản viết"), "the page says what would be recorded");
    site.post(&to, "do=accept&card=1").await;
    let (status, done, page) = site.post(&to, "do=apply").await;
    assert!(status == StatusCode::SEE_OTHER && done.starts_with("/desk?done=applied"), "{done}: {page}");
    let unit = vedich_app::reference(Shipped::load().unwrap()).registry.find("Kỳ Giang, Kỳ Anh", "2020-09-14".parse().ok(), 1)[0].unit;
    let place = site.get(&format!("/places/{unit}?as_of=2020-09-14")).await;
    assert!(place.contains("Xã Kỳ Giang đạt 15/19 tiêu chí (văn bản viết: “Xã Kỳ Giang đạt 14/19 tiêu chí”)"), "{place}");
}

#[tokio::test]
async fn a_card_that_lacks_something_is_not_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::open(&folder, "dieuphoi").await;
    let text = "Họp giao ban\nXã Không Đâu Cả đạt 10/20 tiêu chí nông thôn mới.";
    let (_, to, _) = site.paste(text, "").await;
    let before = site.app.version().get();
    let (_, next, _) = site.post(&to, "do=accept&card=1").await;
    assert_eq!(next, format!("{to}?done=not-accepted&card=1#card-1"));
    let page = site.get(next.split('#').next().unwrap()).await;
    assert!(page.contains("is-open") && page.contains("<details open") && !page.contains("Đã nhận"), "its form is open: {page}");
    assert!(page.contains("Chưa nhận mục 1") && page.contains("1 mục chờ · 0 nhận"), "{page}");
    // What is written with it counts: complete, it is accepted at once; what takes that away lets it wait again.
    let filled = "do=accept&card=1&date=20%2F10%2F2020&place=K%E1%BB%B3+L%E1%BA%A1c%2C+K%E1%BB%B3+Anh%2C+H%C3%A0+T%C4%A9nh";
    site.post(&to, filled).await;
    assert!(site.get(&to).await.contains("0 mục chờ · 1 nhận"));
    site.post(&to, "do=correct&card=1&date=").await;
    let page = site.get(&to).await;
    assert!(page.contains("1 mục chờ · 0 nhận") && page.contains("is-open"), "{page}");
    // Programs are told, and nothing is recorded.
    let (_, read) = site.api("/api/v1/bulletins", &json!({ "text": "Xã Không Đâu Cả đạt 11/20 tiêu chí nông thôn mới." })).await;
    let apply = format!("/api/v1/bulletins/{}/apply", read["reading"].as_str().unwrap());
    let (status, problem) = site.api(&apply, &json!({ "accept": [1] })).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    assert!(problem.to_string().contains("desk.not-accepted"), "{problem}");
    assert_eq!(recorded_after(&site, before).await, []);
}

#[tokio::test]
async fn with_nothing_accepted_nothing_is_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::open(&folder, "dieuphoi").await;
    let text = "Ngày 20/10/2020, xã Kỳ Lạc (huyện Kỳ Anh, tỉnh Hà Tĩnh) họp. Xã Kỳ Lạc đạt 10/20 tiêu chí nông thôn mới.";
    let (_, to, _) = site.paste(text, "").await;
    site.post(&to, "do=reject&card=1").await;
    let before = site.app.version().get();
    let (status, _, page) = site.post(&to, "do=apply").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    assert!(page.contains("Chưa nhận mục nào") && page.contains("0 nhận · 1 bỏ"), "{page}");
    assert_eq!(recorded_after(&site, before).await, []);
    let print = vedich_app::desk::hex(&vedich_app::desk::fingerprint(text));
    let (status, ..) = site.send(Method::GET, &format!("/documents/{print}"), String::new()).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "it is no document on record");
}

#[tokio::test]
async fn programs_read_and_apply() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::open(&folder, "dieuphoi").await;
    let text = "Ngày 20/10/2020, xã Kỳ Lạc (huyện Kỳ Anh, tỉnh Hà Tĩnh) tổ chức hội nghị. Xã Kỳ Lạc đạt 12/20 tiêu chí nông thôn mới.";
    let (status, read) = site.api("/api/v1/bulletins", &json!({ "text": text, "title": "Tin tháng 10" })).await;
    assert_eq!((status, &read["outcome"]), (StatusCode::OK, &json!("read")), "{read}");
    let card = &read["cards"][0];
    assert_eq!(
        (&card["kind"], &card["beside"], &card["known"]["text"]),
        (&json!("progress"), &json!("contradicts"), &json!("10/20")),
        "{read}"
    );
    let apply = format!("/api/v1/bulletins/{}/apply", read["reading"].as_str().unwrap());
    let (status, problem) = site.api(&apply, &json!({ "correct": { "1": { "nothing": "x" } } })).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{problem}");
    let (status, done) = site.api(&apply, &json!({ "accept": [1], "source": "Báo cáo xã" })).await;
    assert_eq!((status, &done["facts"], &done["already"]), (StatusCode::OK, &json!(3), &json!(false)), "{done}");
    let (_, twice) = site.api(&apply, &json!({ "accept": [1] })).await;
    assert_eq!((&twice["entry"], &twice["already"]), (&done["entry"], &json!(true)));
    let (_, again) = site.api("/api/v1/bulletins", &json!({ "text": text })).await;
    assert_eq!((&again["outcome"], &again["entry"]), (&json!("applied"), &done["entry"]));
}

#[tokio::test]
async fn programs_see_a_desk_hand_files_in_drop_them_and_find_documents_and_scores() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::open(&folder, "dieuphoi").await;
    let json = async |method: Method, address: &str| {
        let (status, _, body) = site.send(method, address, String::new()).await;
        (status, serde_json::from_str::<Value>(&body).unwrap_or_default())
    };
    let (status, empty) = json(Method::GET, "/api/v1/bulletins").await;
    assert_eq!((status, empty), (StatusCode::OK, json!([])));
    let put = async |address: &str, media: &str, body: &str| {
        let request = Request::post(address).header(header::COOKIE, &site.cookie).header(header::CONTENT_TYPE, media);
        let (status, _, body) = answer(&site.router, request.body(Body::from(body.to_owned())).unwrap()).await;
        (status, serde_json::from_slice::<Value>(&body).unwrap_or_default())
    };
    let page = "<html><head><title>Tin</title></head><body><p>Ngày 20/10/2020, xã Kỳ Lạc (huyện Kỳ Anh, tỉnh Hà Tĩnh) họp.</p><p>Xã Kỳ Lạc đạt 10/20 tiêu chí nông thôn mới.</p></body></html>";
    let (status, _) = put("/api/v1/bulletins/file?name=tin.html", "text/plain", page).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "another site could send that");
    let (status, problem) = put("/api/v1/bulletins/file?name=hong.pdf", "application/octet-stream", "%PDF-1.7").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    // `lang` is taken everywhere, and goes before what the browser asks for.
    for (lang, said) in [("vi", "Không đọc được tệp"), ("en", "cannot be read")] {
        let (status, problem) =
            put(&format!("/api/v1/bulletins/file?name=hong.pdf&lang={lang}"), "application/octet-stream", "%PDF-1.7").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        assert!(problem["detail"].as_str().unwrap().contains(said), "{lang}: {problem}");
        for list in ["/api/v1/documents", "/api/v1/bulletins/examples"] {
            assert_eq!(json(Method::GET, &format!("{list}?lang={lang}")).await.0, StatusCode::OK, "{list} {lang}");
        }
    }
    let (status, read) = put("/api/v1/bulletins/file?name=tin.html", "application/octet-stream", page).await;
    assert_eq!((status, &read["outcome"], &read["cards"][0]["kind"]), (StatusCode::OK, &json!("read"), &json!("progress")), "{read}");
    let reading = read["reading"].as_str().unwrap();
    let (_, list) = json(Method::GET, "/api/v1/bulletins").await;
    assert_eq!((&list[0]["reading"], &list[0]["file"], &list[0]["open"]), (&read["reading"], &json!("tin.html"), &json!(1)), "{list}");
    let (_, other) = site.api("/api/v1/bulletins", &json!({ "text": "Xã Kỳ Lạc họp." })).await;
    let address = format!("/api/v1/bulletins/{}", other["reading"].as_str().unwrap());
    assert_eq!(json(Method::DELETE, &address).await.0, StatusCode::NO_CONTENT);
    assert_eq!(json(Method::DELETE, &address).await.0, StatusCode::NOT_FOUND);
    let (_, done) = site.api(&format!("/api/v1/bulletins/{reading}/apply"), &json!({ "accept": [1] })).await;
    let (_, score) = json(Method::GET, "/api/v1/bulletins/score").await;
    assert_eq!(score["by_kind"][0]["unseen"], json!(1), "{score}");
    let (status, document) = json(Method::GET, &format!("/api/v1/documents/{}", read["fingerprint"].as_str().unwrap())).await;
    assert_eq!(
        (status, &document["entry"], &document["stated"][0]["kind"]),
        (StatusCode::OK, &done["entry"], &json!("reported_count")),
        "{document}"
    );
    assert_eq!(json(Method::GET, "/api/v1/documents/none").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_day_of_publication_is_a_field_and_a_text_pasted_beside_a_file_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::open(&folder, "dieuphoi").await;
    let field = |name: &str, value: &str| format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let file =
        |name: &str, text: &str| format!("--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{text}\r\n");
    let text = "Chiều 6/6, xã Kỳ Lạc (huyện Kỳ Anh, tỉnh Hà Tĩnh) tổ chức hội nghị. Xã Kỳ Lạc đạt 9/20 tiêu chí nông thôn mới.";
    let form = |parts: &[String]| format!("{}{}--edge--\r\n", field("token", &site.token), parts.concat());
    let (status, _, page) = site.send(Method::POST, "/desk", form(&[field("text", text), field("published", "hôm qua")])).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("“hôm qua”") && page.contains("value=\"hôm qua\"") && page.contains("9/20"), "what was typed stays: {page}");
    let (_, headers, page) = site.send(Method::POST, "/desk", form(&[field("text", text), field("published", "8/6/2019")])).await;
    let to = headers.get(header::LOCATION).unwrap_or_else(|| panic!("{page}")).to_str().unwrap();
    assert!(site.get(to).await.contains("name=\"date\" value=\"06/06/2019\""), "the year of publication");
    let both = form(&[field("text", "Nội dung dán, không có số nào."), file("a.txt", "Xã A họp, không có số nào.")]);
    let (_, headers, page) = site.send(Method::POST, "/desk", both).await;
    let to = headers.get(header::LOCATION).unwrap_or_else(|| panic!("{page}")).to_str().unwrap();
    assert!(to.starts_with("/desk/folders/"), "{to}");
    let page = site.get(to).await;
    assert!(page.contains("0/2") && page.contains("Nội dung dán, không có số nào."), "{page}");
}

#[tokio::test]
async fn cards_left_open_stay_and_the_document_behind_a_figure_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::open(&folder, "dieuphoi").await;
    let text = "Ngày 20/10/2020, xã Kỳ Lạc (huyện Kỳ Anh, tỉnh Hà Tĩnh) họp. Xã Kỳ Lạc đạt 10/20 tiêu chí nông thôn mới.\nĐã làm mới 3 km đường giao thông nông thôn.";
    let (_, to, _) = site.paste(text, "").await;
    site.post(&to, "do=accept&card=1").await;
    let (_, done, page) = site.post(&to, "do=apply").await;
    assert!(done.starts_with(&format!("{to}?done=applied")), "{done}: {page}");
    let page = site.get(&done).await;
    assert!(page.contains("is-settled") && page.contains("is-open") && page.contains("role=\"status\""), "{page}");
    let print = vedich_app::desk::hex(&vedich_app::desk::fingerprint(text));
    let page = site.get(&format!("/documents/{print}")).await;
    assert!(page.contains(">Xã Kỳ Lạc đạt 10/20 tiêu chí nông thôn mới</a>") && page.contains("3 km đường"), "{page}");
    let unit = vedich_app::reference(Shipped::load().unwrap()).registry.find("Kỳ Lạc", "2020-10-20".parse().ok(), 1)[0].unit;
    let place = site.get(&format!("/places/{unit}?as_of=2020-10-20")).await;
    assert!(place.contains(&format!("/documents/{print}?from=")), "the source leads to the document: {place}");
}

#[tokio::test]
async fn a_person_adds_what_the_reader_missed_and_says_what_a_card_is() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::open(&folder, "dieuphoi").await;
    let text = "Ngày 20/10/2020, xã Kỳ Lạc (huyện Kỳ Anh, tỉnh Hà Tĩnh) họp. Xã Kỳ Lạc đạt 10/20 tiêu chí nông thôn mới.\nĐường liên thôn nay đi lại thuận lợi.";
    let (_, to, _) = site.paste(text, "").await;
    let words = "words=%C4%90%C6%B0%E1%BB%9Dng+li%C3%AAn+th%C3%B4n+nay+%C4%91i+l%E1%BA%A1i+thu%E1%BA%ADn+l%E1%BB%A3i";
    let (_, next, page) = site.post(&to, &format!("do=add&kind=note&{words}")).await;
    assert_eq!(next, format!("{to}#card-2"), "{page}");
    let page = site.get(&to).await;
    assert!(page.contains("id=\"card-2\"") && page.contains("class=\"found k-note\""), "its words are marked in the text: {page}");
    site.post(&to, "do=correct&card=1&kind=note").await;
    let (_, _, body) = site.send(Method::GET, &format!("/api/v1/bulletins/{}", &to[6..]), String::new()).await;
    let read: Value = serde_json::from_str(&body).unwrap();
    let kinds: Vec<&Value> = read["cards"].as_array().unwrap().iter().map(|card| &card["kind"]).collect();
    assert_eq!(kinds, [&json!("note"), &json!("note")], "{body}");
    let (_, done) = site.api(&format!("/api/v1/bulletins/{}/apply", &to[6..]), &json!({ "accept": [1, 2] })).await;
    assert_eq!((&done["facts"], &done["open"]), (&json!(4), &json!(0)), "{done}");
    assert!(site.get("/desk/score").await.contains("1 người thêm vào"));
}

#[tokio::test]
async fn a_value_a_declared_status_and_a_task_lead_to_the_words_they_were_read_from() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::open(&folder, "dieuphoi").await;
    let text = "Ngày 24/6/2024, xã Kỳ Lạc (huyện Kỳ Anh, tỉnh Hà Tĩnh) tổ chức hội nghị.\n\
        Xã Kỳ Lạc có tỷ lệ người dân tham gia bảo hiểm y tế đạt 96,1%.\n\
        Xã Kỳ Lạc đạt 17/19 tiêu chí nông thôn mới nâng cao, còn 2 tiêu chí chưa đạt là Giao thông và Môi trường.\n\
        UBND huyện yêu cầu UBND xã Kỳ Lạc hoàn thành hồ sơ nông thôn mới trước ngày 20/7/2024.";
    let (_, read) = site.api("/api/v1/bulletins", &json!({ "text": text, "title": "Báo cáo tháng 6" })).await;
    let print = read["fingerprint"].as_str().unwrap();
    let cards = read["cards"].as_array().unwrap();
    let kinds: Vec<&str> = cards.iter().map(|card| card["kind"].as_str().unwrap()).collect();
    assert!(["value", "unmet", "task"].iter().all(|kind| kinds.contains(kind)), "{read}");
    let all: Vec<u64> = cards.iter().map(|card| card["card"].as_u64().unwrap()).collect();
    let apply = format!("/api/v1/bulletins/{}/apply", read["reading"].as_str().unwrap());
    let (status, done) = site.api(&apply, &json!({ "accept": all })).await;
    assert_eq!(status, StatusCode::OK, "{done}");
    assert_eq!(done["stated"].as_u64().unwrap() + 2, done["facts"].as_u64().unwrap(), "{done}");
    let unit = cards[0]["unit"].as_u64().unwrap();
    let way = format!("/documents/{print}?from=");
    let page = site.get(&format!("/places/{unit}?as_of=2024-06-24")).await.replace("&amp;", "&");
    assert!(!page.contains("Quảng Ninh"), "the set of another province");
    assert!(page.matches(&way).count() >= 3, "the count, the value and the statuses: {}", page.matches(&way).count());
    let set = cards.iter().find(|card| card["kind"] == "unmet").and_then(|card| card["set"].as_str()).unwrap();
    let (_, _, place) = site.send(Method::GET, &format!("/api/v1/places/{unit}?as_of=2024-06-24&set={set}"), String::new()).await;
    let place: Value = serde_json::from_str(&place).unwrap();
    let declared = place["declared"].as_array().unwrap().iter().filter_map(|one| one["document"].as_str());
    assert!(declared.filter(|address| address.starts_with(&way)).count() >= 2, "{place}");
    let (_, _, tasks) = site.send(Method::GET, "/api/v1/tasks?show=all&as_of=2024-06-24", String::new()).await;
    let task = tasks.split("\"id\":\"").map(|part| part.split('"').next().unwrap()).find(|id| id.contains("card-")).expect(&tasks);
    let page = site.get(&format!("/tasks/{task}?as_of=2024-06-24")).await.replace("&amp;", "&");
    assert!(page.contains(&way), "the task");
    assert!(tasks.contains(&way), "{tasks}");
}

#[tokio::test]
async fn documents_on_record_and_what_was_corrected_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::open(&folder, "dieuphoi").await;
    let text = "Ngày 25/10/2020, xã Kỳ Lạc (huyện Kỳ Anh, tỉnh Hà Tĩnh) họp giao ban. Xã Kỳ Lạc đạt 10/20 tiêu chí nông thôn mới.";
    let (_, to, _) = site.paste(text, "").await;
    assert!(site.get(&to).await.contains("value=\"Văn bản ngày 25/10/2020\""), "a sentence is no source");
    site.post(&to, "do=accept&card=1&met=11").await;
    let (_, _, page) = site.post(&to, "do=apply").await;
    let (_, done, page) = site.post(&to, &format!("do=apply&faced={}", faced(&page))).await;
    assert!(done.contains("count=1"), "the document and the examples are no statements: {done} {page}");
    let entry = done.split("entry=").nth(1).and_then(|rest| rest.split('&').next()).unwrap().to_owned();
    let print = vedich_app::desk::hex(&vedich_app::desk::fingerprint(text));
    let (status, headers, _) = site.send(Method::GET, &format!("/documents/of/{entry}"), String::new()).await;
    assert_eq!((status, headers[header::LOCATION].to_str().unwrap()), (StatusCode::SEE_OTHER, format!("/documents/{print}").as_str()));
    let asked = "/documents?words=giao+ban&place=Huy%E1%BB%87n+K%E1%BB%B3+Anh%2C+H%C3%A0+T%C4%A9nh&from=2020-10-25&until=25%2F10%2F2020";
    assert!(site.get(asked).await.contains(&print));
    assert!(!site.get("/documents?from=2020-10-26").await.contains(&print));
    let (status, _, page) = site.send(Method::GET, "/documents?from=xyz", String::new()).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("“xyz”"));
    let (_, _, listed) = site.send(Method::GET, "/api/v1/documents?words=giao%20ban&limit=1", String::new()).await;
    assert!(listed.contains(&print), "{listed}");
    let page = site.get("/desk/score/examples").await;
    assert!(page.contains(&format!("/documents/{print}")) && page.contains("Kết quả đạt tiêu chí"), "the correction is shown");
    assert!(!site.get("/desk/score/examples?rule=tally").await.contains(&print));
    let (_, _, examples) = site.send(Method::GET, "/api/v1/bulletins/examples?rule=progress", String::new()).await;
    assert!(examples.contains("\"met\":\"11\""), "{examples}");
    // Whoever has to sign in comes back to the very words.
    let site = Site { cookie: String::new(), ..site };
    let (_, headers, _) = site.send(Method::GET, &format!("/documents/{print}?from=3&to=17"), String::new()).await;
    let back = headers[header::LOCATION].to_str().unwrap().to_owned();
    assert!(back.contains("from%3D3") && back.contains("to%3D17"), "{back}");
}
