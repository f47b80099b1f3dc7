//! Entering values on the site: the sheet as a plain form, drafts as one types, workbooks out and back, who has reported.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod again;
mod workbooks;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use std::sync::Arc;
use tower::ServiceExt;
use vedich_app::{App, Clock, FixedClock};
use vedich_reference::{Shipped, demo};
use vedich_web::{WebOptions, WebState};

/// Lâm Hợp, in the month of case D.
const SHEET: &str = "/entry/1418838";
const PERIOD: &str = "2020-09";

struct Site {
    router: Router,
    app: App,
    _folder: tempfile::TempDir,
}

async fn site() -> Site {
    site_on("2020-09-10T03:00:00Z").await
}

async fn site_on(now: &str) -> Site {
    let folder = tempfile::tempdir().unwrap();
    let shipped = Shipped::load().unwrap();
    let cases = demo(&shipped.registry, &shipped.catalogue).unwrap();
    // The demo's facts are of days up to 2024; the tests are in the month of case D.
    let clock = Arc::new(FixedClock::at("2026-11-22T03:00:00Z".parse().unwrap()));
    let url = format!("sqlite:{}", folder.path().join("vedich.db").display());
    let app = App::open(&url, vedich_app::reference(shipped), clock.clone()).await.unwrap();
    app.load_demo().await.unwrap();
    app.open_demo_accounts().await.unwrap();
    clock.advance(now.parse::<vedich_values::Timestamp>().unwrap() - clock.now());
    app.keep_up().await.unwrap();
    Site { router: vedich_web::router(WebState::of(app.clone(), WebOptions { cases, ..WebOptions::default() })), app, _folder: folder }
}

impl Site {
    async fn send(
        &self,
        method: Method,
        address: &str,
        cookie: &str,
        kind: &str,
        body: impl Into<Body>,
    ) -> (StatusCode, HeaderMap, Vec<u8>) {
        let request = Request::builder().method(method).uri(address).header(header::COOKIE, cookie).header(header::CONTENT_TYPE, kind);
        let (parts, body) = self.router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap().into_parts();
        (parts.status, parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
    }

    async fn get(&self, address: &str, cookie: &str) -> String {
        let (status, _, body) = self.send(Method::GET, address, cookie, "text/html", Body::empty()).await;
        let page = String::from_utf8_lossy(&body).into_owned();
        assert_eq!(status, StatusCode::OK, "{address}: {page}");
        page
    }

    /// Where a form leads.
    async fn post(&self, address: &str, cookie: &str, body: String) -> String {
        let (status, headers, page) = self.send(Method::POST, address, cookie, "application/x-www-form-urlencoded", body).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{address}: {}", String::from_utf8_lossy(&page));
        headers[header::LOCATION].to_str().unwrap().to_owned()
    }

    async fn sign_in(&self, login: &str) -> (String, String) {
        let body = format!("login={login}&password=vedich-dung-thu");
        let (_, headers, _) = self.send(Method::POST, "/sign-in", "", "application/x-www-form-urlencoded", body).await;
        let cookie = headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        let page = self.get("/account", &cookie).await;
        (cookie, field(&page, "token"))
    }
}

/// The value of a hidden field.
fn field(page: &str, name: &str) -> String {
    page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("no {name}")).split('"').next().unwrap().to_owned()
}

fn form(page: &str, token: &str, action: &str, lines: &str) -> String {
    let (command, base) = (field(page, "command"), field(page, "base"));
    format!("token={token}&period={PERIOD}&command={command}&base={base}&source=UBND+x%C3%A3&as_of=10%2F9%2F2020&do={action}&{lines}")
}

#[tokio::test]
async fn a_sheet_is_filled_in_without_scripts_and_handed_in() {
    let site = site().await;
    let (cookie, token) = site.sign_in("xa").await;
    let list = site.get("/entry", &cookie).await;
    assert!(list.contains("Lâm Hợp") && list.contains("tháng 9/2020"), "{list}");
    let address = format!("{SHEET}?period={PERIOD}");
    let page = site.get(&address, &cookie).await;
    assert!(page.contains("v|1418838:") && page.contains("Quy hoạch") && page.contains("Giao thông"));
    let to = site.post(SHEET, &cookie, form(&page, &token, "preview", "v%7C1418838%3A11=4%2C5&v%7C1418838%3A4.2=abc")).await;
    assert_eq!(to, format!("{SHEET}?period={PERIOD}&done=kept"));
    let kept = site.get(&to, &cookie).await;
    assert!(kept.contains("value=\"4,5\"") && kept.contains("value=\"abc\""), "what was typed stands there, right or wrong");
    let twice = form(&page, &token, "submit", "v%7C1418838%3A11=4%2C5&w%7C1418838%3A4.2=abc&v%7C1418838%3A4.2=");
    let before = site.app.version();
    for _ in 0..2 {
        let to = site.post(SHEET, &cookie, twice.clone()).await;
        assert!(to.contains("done=submitted") || to.contains("done=nothing"), "{to}");
    }
    let handed = site.app.live().handed_in(vedich_values::UnitId(1_418_838), PERIOD.parse().unwrap());
    assert!(site.app.version() > before && handed.len() == 1, "a form sent twice counts once");
    let page = site.get(&address, &cookie).await;
    assert!(page.contains("đã nộp lần 1"), "{page}");
    let reporting = site.get(&format!("/reporting/1418838?period={PERIOD}"), &cookie).await;
    assert!(reporting.contains("Đúng hạn"));
    let minutes = site.get(&format!("{SHEET}/minutes?period={PERIOD}"), &cookie).await;
    assert!(minutes.contains("PHIẾU TỰ ĐÁNH GIÁ"));
}

#[tokio::test]
async fn nothing_is_lost_when_the_session_ends_or_somebody_else_was_quicker() {
    let site = site().await;
    let (cookie, token) = site.sign_in("xa").await;
    let address = format!("{SHEET}?period={PERIOD}");
    let page = site.get(&address, &cookie).await;
    let sent = form(&page, &token, "record", "v%7C1418838%3A11=4%2C5");
    let (status, _, shown) = site.send(Method::POST, SHEET, "", "application/x-www-form-urlencoded", sent.clone()).await;
    let shown = String::from_utf8_lossy(&shown).into_owned();
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(shown.contains("value=\"4,5\"") && !shown.contains(&token), "what was typed stands there, the old token does not");
    let (again, _) = site.sign_in("xa").await;
    let (_, _, shown) = site.send(Method::POST, SHEET, &again, "application/x-www-form-urlencoded", sent).await;
    let fresh = field(&String::from_utf8_lossy(&shown), "token");
    let (office, office_token) = site.sign_in("dieuphoi").await;
    let theirs = site.get(&address, &office).await;
    let to = site.post(SHEET, &office, form(&theirs, &office_token, "record", "v%7C1418838%3A11=3")).await;
    assert!(to.contains("done=recorded"), "{to}");
    let mine = form(&page, &fresh, "record", "v%7C1418838%3A11=4%2C5");
    let to = site.post(SHEET, &again, mine).await;
    assert!(to.contains("check=1"), "{to}");
    let page = site.get(&to, &again).await;
    let named = page.contains("Phạm Văn Điều Phối (") && page.contains("đã ghi 3% lúc ");
    assert!(named, "who recorded it, and when: {page}");
    assert!(page.contains("value=\"4,5\""), "both are shown: {page}");
    let chosen = form(&page, &fresh, "record", "v%7C1418838%3A11=4%2C5&w%7C1418838%3A11=4%2C5&c%7C1418838%3A11=mine");
    let to = site.post(SHEET, &again, chosen).await;
    assert!(to.contains("done=recorded"), "{to}");
}

/// An officer rates a criterion as a whole although the set lists its indicators: what was typed before is kept, and the line is there.
#[tokio::test]
async fn a_criterion_is_rated_as_a_whole_where_somebody_asks_for_it() {
    let site = site().await;
    let (cookie, token) = site.sign_in("xa").await;
    let page = site.get(&format!("{SHEET}?period={PERIOD}"), &cookie).await;
    assert!(page.contains("v|1418838:#1\"") && !page.contains("v|1418838:#3\""), "of 1 it was declared by name, of 3 it was not");
    let to = site.post(SHEET, &cookie, form(&page, &token, "whole-3", "v%7C1418838%3A11=4%2C5")).await;
    assert_eq!(to, format!("{SHEET}?period={PERIOD}&whole=3#c-3"));
    let page = site.get(to.split('#').next().unwrap(), &cookie).await;
    assert!(page.contains("v|1418838:#3\"") && page.contains("value=\"4,5\""), "{page}");
    let to =
        site.post(SHEET, &cookie, form(&page, &token, "record", "v%7C1418838%3A%233=-&w%7C1418838%3A11=4%2C5&v%7C1418838%3A11=")).await;
    assert!(to.contains("check=1"), "a criterion that must apply asks for a reason: {to}");
    let page = site.get(&to, &cookie).await;
    assert!(page.contains("không cho phép ghi không áp dụng"), "{page}");
    let with_reason = "v%7C1418838%3A%233=-&w%7C1418838%3A%233=-&r%7C1418838%3A%233=Kh%C3%B4ng+c%C3%B3";
    let to = site.post(SHEET, &cookie, form(&page, &token, "record", with_reason)).await;
    assert!(to.contains("done=recorded"), "{to}");
}

/// The set 2026-2030 lists no indicators of criterion 2: the grid of an area has a column of it.
#[tokio::test]
async fn the_grid_of_an_area_takes_criteria_without_indicators() {
    let site = site_on("2026-11-22T03:00:00Z").await;
    let (cookie, token) = site.sign_in("dieuphoi").await;
    let (area, row) = {
        let registry = site.app.reference().registry;
        let today = site.app.today();
        let area = registry.find("Tỉnh Hà Tĩnh", Some(today), 1)[0].unit;
        (area, registry.assessed(area, vedich_facts::UnitLevel::Commune, today)[0])
    };
    let address = format!("/entry/{area}/units?period=2026-12");
    let page = site.get(&format!("{address}&criterion=2"), &cookie).await;
    assert!(page.contains(">TC2</th>") && page.contains(&format!("v|{row}:#2\"")), "{page}");
    let (command, base) = (field(&page, "command"), field(&page, "base"));
    let sent = format!("token={token}&period=2026-12&command={command}&base={base}&do=record&v%7C{row}%3A%232=%C4%91%E1%BA%A1t");
    let to = site.post(&format!("/entry/{area}/units"), &cookie, sent).await;
    assert!(to.contains("done=recorded"), "{to}");
    let page = site.get(&format!("{address}&criterion=2"), &cookie).await;
    assert!(page.contains("placeholder=\"Đ\""), "{page}");
}

#[tokio::test]
async fn drafts_are_kept_as_one_types_and_answered_with_what_they_come_to() {
    let site = site().await;
    let (cookie, token) = site.sign_in("xa").await;
    let typed = |token: &str, seen: &str, value: &str| {
        let line = format!(r#"{{"key":"1418838:11","seen":"{seen}","value":"{value}","base":99999}}"#);
        format!(r#"{{"token":"{token}","period":"{PERIOD}","source":"UBND xã","lines":[{line}]}}"#)
    };
    let send = async |body: String| {
        let (status, _, answer) = site.send(Method::POST, &format!("{SHEET}/draft"), &cookie, "application/json", body).await;
        (status, serde_json::from_slice::<serde_json::Value>(&answer).unwrap_or_default())
    };
    let (status, told) = send(typed(&token, "", "4,5")).await;
    assert_eq!((status, &told["version"]), (StatusCode::OK, &serde_json::json!(1)), "{told}");
    assert_eq!(told["lines"]["1418838:11"]["value"], "4,5");
    let (_, told) = send(typed(&token, "", "7")).await;
    assert_eq!(told["conflicts"], serde_json::json!(["1418838:11"]), "another window: {told}");
    assert_eq!(told["lines"]["1418838:11"]["other"], "7");
    let (status, fresh) = send(typed("old", "4,5", "8")).await;
    assert_eq!((status, fresh["token"].as_str()), (StatusCode::CONFLICT, Some(token.as_str())));
    let (status, _, _) = site.send(Method::POST, &format!("{SHEET}/draft"), "", "application/json", typed(&token, "", "1")).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let (status, _) = send("{".to_owned()).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

/// A reason helps with what is odd; with what can never be there is no field for one.
#[tokio::test]
async fn a_reason_is_asked_for_only_where_one_helps() {
    let site = site().await;
    let (cookie, token) = site.sign_in("xa").await;
    let page = site.get(&format!("{SHEET}?period={PERIOD}"), &cookie).await;
    let sent = "v%7C1418838%3A11=150&v%7C1418838%3A10=9000&v%7C1418838%3A9.2=abc&v%7C1418838%3A4.2=98&d%7C1418838%3A4.2=1%2F1%2F2030";
    let to = site.post(SHEET, &cookie, form(&page, &token, "record", sent)).await;
    let page = site.get(&to, &cookie).await;
    let asks = |code: &str| {
        let row = page.split(&format!("data-line=\"1418838:{code}\"")).nth(1).unwrap().split("data-line=").next().unwrap();
        !row.split("field keep").nth(1).unwrap().split('>').next().unwrap().contains("hidden")
    };
    assert_eq!(["11", "10", "9.2", "4.2"].map(asks), [false, true, false, false], "{page}");
    assert!(page.contains("Chỉ nhận tỷ lệ từ 0 đến 100"), "what would be taken: {page}");
    // What is in the way stands at the top, with links to the fields.
    let summary = page.split("class=\"note warn summary\"").nth(1).unwrap().split("</div>").next().unwrap();
    assert!(page.find("class=\"note warn summary\"").unwrap() < page.find("data-entry").unwrap());
    for code in ["11", "10", "9.2", "4.2"] {
        assert!(
            summary.contains(&format!("href=\"#v-1418838:{code}\"")) && page.contains(&format!("id=\"v-1418838:{code}\"")),
            "{summary}"
        );
    }
    assert!(summary.contains("autofocus") || page.contains("tabindex=\"-1\" autofocus"), "{summary}");
}

/// What is wrong with a form below the fold is told at the top of its page, with a link to the field.
#[tokio::test]
async fn a_last_day_that_is_none_is_told_at_the_top_with_a_link() {
    let site = site_on("2026-11-22T03:00:00Z").await;
    let (cookie, token) = site.sign_in("dieuphoi").await;
    let (_, _, body) = site
        .send(
            Method::POST,
            "/reporting/2418838?period=2026-12",
            &cookie,
            "application/x-www-form-urlencoded",
            format!("token={token}&period=2026-12&due=31%2F11%2F2026&reason=Tr%E1%BB%85"),
        )
        .await;
    let page = String::from_utf8_lossy(&body).into_owned();
    let summary = page.find("class=\"note warn summary\"").expect("a summary");
    assert!(summary < page.find("<table").unwrap() && page.contains("href=\"#wrong-due\"") && page.contains("id=\"wrong-due\""), "{page}");
}

/// The list comes in pages, and is searched by name with or without diacritics.
#[tokio::test]
async fn many_units_come_in_pages_and_are_searched() {
    let site = site_on("2026-11-22T03:00:00Z").await;
    let (cookie, _) = site.sign_in("dieuphoi").await;
    let page = site.get("/entry", &cookie).await;
    assert!(page.contains("Đơn vị 1–150 trong ") && page.contains("đơn vị nữa") && page.contains("?page=2"), "{page}");
    let next = site.get("/entry?page=2", &cookie).await;
    assert!(next.contains("Đơn vị 151–"), "{next}");
    let found = site.get("/entry?q=ky+lac", &cookie).await;
    assert!(found.contains("Đơn vị 1–1 trong 1") && found.contains("Kỳ Lạc"), "{found}");
    let none = site.get("/entry?q=kh%C3%B4ng+c%C3%B3", &cookie).await;
    assert!(none.contains("Không có đơn vị nào của bạn"), "{none}");
}

/// A file as browsers send it.
fn upload(token: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
    let text = |name: &str, value: &str| format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let mut body = text("token", token) + &text("period", PERIOD);
    body += &format!("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    let mut body = body.into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--cut--\r\n");
    body
}

const MULTIPART: &str = "multipart/form-data; boundary=cut";

/// A file that is not what its name says.
const NO_PDF: &str = "no PDF";

/// A sheet with files in its rows as browsers send it.
fn sheet_with(fields: &[(&str, &str)], files: &[(&str, &str)]) -> String {
    let head = |name: &str| format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"");
    let fields: String = fields.iter().map(|(name, text)| format!("{}\r\n\r\n{text}\r\n", head(name))).collect();
    let magic = |text: &str| if text == NO_PDF { "" } else { "%PDF-1.7 " };
    let file = |(name, text): &(&str, &str)| format!("{}; filename=\"{text}.pdf\"\r\n\r\n{}{text}\r\n", head(name), magic(text));
    fields + &files.iter().map(file).collect::<String>() + "--cut--\r\n"
}

/// Whatever a sheet with files is sent for, the page one comes to tells of the files of all its rows.
#[tokio::test]
async fn what_is_to_be_told_of_files_in_rows_is_told_whatever_the_sheet_was_sent_for() {
    let site = site().await;
    let folder = tempfile::tempdir().unwrap();
    site.app.keep_evidence_in(vedich_store::Store::in_folder(folder.path(), vedich_store::Rules::default()).unwrap());
    let (cookie, token) = site.sign_in("xa").await;
    let (one, two) = ("e|indicator:11", "e|indicator:4.2");
    let send = async |action: &str, value: &str, files: [(&str, &str); 2]| {
        let page = site.get(&format!("{SHEET}?period={PERIOD}"), &cookie).await;
        let (command, base) = (field(&page, "command"), field(&page, "base"));
        let fields = [
            ("token", token.as_str()),
            ("period", PERIOD),
            ("command", &command),
            ("base", &base),
            ("source", "UBND xã"),
            ("as_of", "10/9/2020"),
            ("do", action),
            ("v|1418838:11", value),
        ];
        let (status, headers, page) = site.send(Method::POST, SHEET, &cookie, MULTIPART, sheet_with(&fields, &files)).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{}", String::from_utf8_lossy(&page));
        headers[header::LOCATION].to_str().unwrap().to_owned()
    };
    for (action, value, first, second, leads) in [
        ("preview", "4,5", "a", "b", "done=attached"),
        ("record", "4,5", "c", "d", "done=recorded"),
        ("whole-3", "4,5", "e", "f", "whole=3"),
        ("record", "abc", "g", "h", "check=1"),
    ] {
        assert_eq!(send("preview", "", [(one, first), (two, second)]).await, format!("{SHEET}?period={PERIOD}&done=attached"));
        let to = send(action, value, [(one, second), (two, first)]).await;
        let told = to.split(['&', '#']).filter(|part| part.starts_with("elsewhere=")).collect::<Vec<_>>();
        assert!(to.contains(leads) && told.len() == 1 && told[0].contains(','), "{action}: {to}");
        let page = site.get(to.split('#').next().unwrap(), &cookie).await;
        assert_eq!(page.matches("Cùng tệp này đang là minh chứng cho").count(), 2, "{action}: {page}");
    }
}

/// What is to be told of the files of a row is told as well where those of the next are refused.
#[tokio::test]
async fn what_is_to_be_told_of_files_is_told_where_the_sheet_is_refused() {
    let site = site().await;
    let folder = tempfile::tempdir().unwrap();
    site.app.keep_evidence_in(vedich_store::Store::in_folder(folder.path(), vedich_store::Rules::default()).unwrap());
    let (cookie, token) = site.sign_in("xa").await;
    let send = async |files: [(&str, &str); 2]| {
        let page = site.get(&format!("{SHEET}?period={PERIOD}"), &cookie).await;
        let (command, base) = (field(&page, "command"), field(&page, "base"));
        let fields = [("token", token.as_str()), ("period", PERIOD), ("command", &command), ("base", &base), ("do", "preview")];
        let (status, _, page) = site.send(Method::POST, SHEET, &cookie, MULTIPART, sheet_with(&fields, &files)).await;
        (status, String::from_utf8(page.to_vec()).unwrap())
    };
    let (one, two) = ("e|indicator:11", "e|indicator:4.2");
    assert_eq!(send([(one, "a"), (two, "b")]).await.0, StatusCode::SEE_OTHER);
    let (status, page) = send([(one, "b"), (two, NO_PDF)]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "the second is no PDF");
    assert_eq!(page.matches("Cùng tệp này đang là minh chứng cho").count(), 1, "{page}");
}

#[tokio::test]
async fn a_workbook_goes_out_filled_and_comes_back_with_a_preview() {
    let site = site().await;
    let (cookie, token) = site.sign_in("dieuphoi").await;
    let (_, headers, book) = site.send(Method::GET, &format!("{SHEET}/sheet.xlsx?period={PERIOD}"), &cookie, "", Body::empty()).await;
    assert!(headers[header::CONTENT_DISPOSITION].to_str().unwrap().contains("so-lieu-1418838-2020-09.xlsx"));
    let (status, headers, _) =
        site.send(Method::POST, &format!("{SHEET}/returned"), &cookie, MULTIPART, upload(&token, "a.xlsx", &book)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let page = site.get(headers[header::LOCATION].to_str().unwrap(), &cookie).await;
    assert!(page.contains("Đã đọc tệp"), "{page}");
    // The sheet of another month is refused on the page it was sent from, with both periods.
    let (_, _, other) = site.send(Method::GET, &format!("{SHEET}/sheet.xlsx?period=2020-08"), &cookie, "", Body::empty()).await;
    let (status, _, told) =
        site.send(Method::POST, &format!("{SHEET}/returned"), &cookie, MULTIPART, upload(&token, "a.xlsx", &other)).await;
    let told = String::from_utf8_lossy(&told).into_owned();
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("Biểu này ghi kỳ tháng 8/2020, không phải kỳ tháng 9/2020") && told.contains("data-entry"), "{told}");
    // The district's sheet, and form B01 as officials fill it: merged headings, x and Đ/CĐ, a total row, a name nobody knows.
    let units = "/entry/1300447/units";
    let (_, _, book) = site.send(Method::GET, &format!("/entry/1300447/units.xlsx?period={PERIOD}"), &cookie, "", Body::empty()).await;
    assert!(book.starts_with(b"PK"));
    let b01 = "BIỂU B01;;;;;\nSTT;Xã;Tiêu chí;;;Tổng TC đạt\n;;TC1;TC2;TC3;\n1;Lâm Hợp;CĐ;CĐ;x;16\n2;Xã Kỳ Lạc;Đ;;Đ;10/20\n3;Xã Không Có;x;;;\n;Tổng cộng;1;0;2;\n";
    let (_, headers, _) =
        site.send(Method::POST, "/entry/1300447/returned", &cookie, MULTIPART, upload(&token, "b01.csv", b01.as_bytes())).await;
    let to = headers[header::LOCATION].to_str().unwrap().to_owned();
    assert!(to.starts_with(units), "{to}");
    let page = site.get(&to, &cookie).await;
    assert!(page.contains("B6") && page.contains("Xã Không Có"), "refused with its cell: {page}");
    let sent =
        |page: &str, action: &str| format!("token={token}&period={PERIOD}&command={}&base=0&as_of=&do={action}", field(page, "command"));
    let to = site.post(units, &cookie, sent(&page, "record")).await;
    assert!(to.contains("check=1"), "all or nothing: {to}");
    // A file that takes the place of another says what became of it; one that says the same has nothing to tell.
    let returned = async |text: &str| {
        let upload = upload(&token, "b01.csv", text.as_bytes());
        let (_, headers, _) = site.send(Method::POST, "/entry/1300447/returned", &cookie, MULTIPART, upload).await;
        site.get(headers[header::LOCATION].to_str().unwrap(), &cookie).await
    };
    let other = returned(&b01.replace("1;Lâm Hợp;CĐ;CĐ;x;16\n", "1;Lâm Hợp;x;;;\n")).await;
    assert!(other.contains("2 ô của tệp trước không có trong tệp này nên đã bỏ, 1 ô đổi giá trị"), "{other}");
    let mended = b01.replace("3;Xã Không Có;x;;;\n", "");
    returned(&mended).await;
    let same = returned(&mended).await;
    assert!(same.contains("Đã đọc tệp") && !same.contains("Tệp này thay cho"), "{same}");
    let before = site.app.version();
    let to = site.post(units, &cookie, sent(&page, "record")).await;
    assert!(to.contains("done=recorded"), "{to}");
    let page = site.get(&to, &cookie).await;
    assert!(site.app.version() > before && !page.contains("Xã Không Có"));
}

#[tokio::test]
async fn a_file_of_values_is_looked_at_first_and_written_whole_or_not_at_all() {
    let site = site().await;
    let (cookie, token) = site.sign_in("xa").await;
    assert!(site.get("/entry", &cookie).await.contains("/imports"));
    let columns = site.get("/imports/observations/columns.csv", &cookie).await;
    assert!(columns.contains("unit_code") && columns.contains("indicator"), "{columns}");
    let sent = |rows: &str, step: &str| {
        let hex: String = format!("unit_code,as_of,indicator,value\n{rows}").bytes().map(|byte| format!("{byte:02x}")).collect();
        format!("token={token}&step={step}&carried=so-lieu.csv%2F{hex}")
    };
    let send = async |rows: &str, step: &str| {
        let kind = "application/x-www-form-urlencoded";
        let (status, _, page) = site.send(Method::POST, "/imports", &cookie, kind, sent(rows, step)).await;
        (status, String::from_utf8(page).unwrap())
    };
    let before = site.app.version();
    let (status, page) = send("18838,2020-09-01,11,4.5\n18838,2020-09-01,99.9,1\n", "look").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("chưa ghi gì") && page.contains("99.9") && !page.contains("Ghi tất cả</button>"), "{page}");
    let right = "18838,2020-09-01,11,4.5\n";
    let (status, page) = send(right, "look").await;
    assert!(status == StatusCode::OK && page.contains("Ghi tất cả</button>") && page.contains("Dòng mới"), "{page}");
    assert_eq!(site.app.version(), before, "nothing is written before it is said so");
    let (status, page) = send(right, "write").await;
    assert!(status == StatusCode::OK && page.contains("Đã ghi tất cả") && site.app.version() > before, "{page}");
    let (_, page) = send(right, "write").await;
    assert!(page.contains("không có gì mới"), "{page}");
    assert!(!page.contains("/imports/units"), "a commune's officer does not keep the register");
    let (status, page) = send("06730,2020-09-01,11,4.5\n", "look").await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY || status == StatusCode::FORBIDDEN, "another province's commune: {page}");
}

#[tokio::test]
async fn the_register_of_units_is_kept_from_files() {
    let site = site().await;
    let (cookie, token) = site.sign_in("dieuphoi").await;
    let page = site.get("/imports/units", &cookie).await;
    assert!(page.contains("/imports/attributes") && page.contains("/imports/units/columns.csv"), "{page}");
    assert!(site.get("/imports/units/columns.csv", &cookie).await.contains("parent_code"));
    let send = async |what: &str, text: &str, step: &str| {
        let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
        let body = format!("token={token}&step={step}&carried=tep.csv%2F{hex}");
        let (status, _, page) =
            site.send(Method::POST, &format!("/imports/{what}"), &cookie, "application/x-www-form-urlencoded", body).await;
        (status, String::from_utf8(page).unwrap())
    };
    let hamlet = "name,parent_code,parent_name,from\nThôn Thử Nghiệm,18838,,01/01/2018\n";
    let (status, page) = send("units", hamlet, "look").await;
    assert!(status == StatusCode::OK && page.contains("Ghi tất cả</button>"), "{page}");
    let (status, page) = send("units", hamlet, "write").await;
    assert!(status == StatusCode::OK && page.contains("Đã ghi tất cả"), "{page}");
    assert!(site.get("/search?q=thon+thu+nghiem", &cookie).await.contains("Thôn Thử Nghiệm"));
    let property = "unit_code,attribute,value,from,source\n18838,tier,nâng cao,01/01/2020,QĐ 12\n";
    let (status, page) = send("attributes", property, "write").await;
    assert!(status == StatusCode::OK && page.contains("Đã ghi tất cả"), "{page}");
    let (status, _) = send("others", property, "look").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}
