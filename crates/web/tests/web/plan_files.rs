//! Files of roadmaps and where the money goes, as people meet them: a page, a form with a file, the preview, the answer.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use std::sync::Arc;
use tower::ServiceExt;
use vedich_app::{App, FixedClock};
use vedich_reference::Shipped;
use vedich_web::{WebOptions, WebState};

struct Site {
    router: Router,
    cookie: String,
    token: String,
    _folder: tempfile::TempDir,
}

async fn site(login: &str) -> Site {
    let folder = tempfile::tempdir().unwrap();
    let clock = FixedClock::at("2026-11-22T08:00:00Z".parse().unwrap());
    let url = format!("sqlite:{}", folder.path().join("vedich.db").display());
    let app = App::open(&url, vedich_app::reference(Shipped::load().unwrap()), Arc::new(clock)).await.unwrap();
    app.load_demo().await.unwrap();
    app.open_demo_accounts().await.unwrap();
    let router = vedich_web::router(WebState::of(app, WebOptions::default()));
    let mut site = Site { router, cookie: String::new(), token: String::new(), _folder: folder };
    let body = format!("login={login}&password=vedich-dung-thu");
    let request = Request::post("/sign-in").body(Body::from(body)).unwrap();
    let response = site.router.clone().oneshot(request).await.unwrap();
    site.cookie = response.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let (_, page) = site.get("/account").await;
    site.token = String::from_utf8(page).unwrap().split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    site
}

impl Site {
    async fn send(&self, request: Request<Body>) -> (StatusCode, Vec<u8>) {
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        (parts.status, body.collect().await.unwrap().to_bytes().to_vec())
    }

    async fn get(&self, address: &str) -> (StatusCode, Vec<u8>) {
        self.send(Request::get(address).header(header::COOKIE, &self.cookie).body(Body::empty()).unwrap()).await
    }

    /// A form with a file, as a browser sends it.
    async fn post(&self, address: &str, fields: &[(&str, &str)], file: &[u8]) -> (StatusCode, String) {
        let mut body = Vec::new();
        for (name, value) in fields.iter().chain(&[("token", self.token.as_str())]) {
            body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        if !file.is_empty() {
            body.extend(b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\n");
            body.extend(file);
            body.extend(b"\r\n");
        }
        body.extend(b"--x--\r\n");
        let request =
            Request::post(address).header(header::COOKIE, &self.cookie).header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        let (status, page) = self.send(request.body(Body::from(body)).unwrap()).await;
        (status, String::from_utf8_lossy(&page).into_owned())
    }
}

#[tokio::test]
async fn a_roadmap_goes_out_as_files_and_one_comes_back_in() {
    let site = site("xa").await;
    let files = "/roadmaps/1418838/files";
    let (status, page) = site.get(&format!("{files}?as_of=2020-09-08")).await;
    let page = String::from_utf8(page).unwrap();
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("critical-path.xlsx?as_of=2020-09-08") && page.contains("enctype=\"multipart/form-data\""), "{page}");
    let (status, workbook) = site.get(&format!("{files}/critical-path.xlsx?as_of=2020-09-08")).await;
    assert!(status == StatusCode::OK && workbook.starts_with(b"PK"));
    let (_, plan) = site.get(&format!("{files}/project.xml?as_of=2020-09-08")).await;
    assert!(plan.starts_with(b"<?xml"));
    let (_, dates) = site.get(&format!("{files}/dates.ics?as_of=2020-09-08")).await;
    assert!(dates.starts_with(b"BEGIN:VCALENDAR"));
    assert_eq!(site.get(&format!("{files}/other.doc")).await.0, StatusCode::NOT_FOUND);
    let (status, page) = site.post(&format!("{files}?as_of=2020-09-08"), &[("on", "10/9/2020")], &workbook).await;
    assert!(status == StatusCode::OK && page.contains("Tệp này không thay đổi gì"), "{page}");
    let (status, page) = site.post(&format!("{files}?as_of=2020-09-08"), &[("on", "hôm nay")], &[]).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("Chưa chọn tệp") && page.contains("hôm nay"), "{page}");
    let plan = String::from_utf8(plan).unwrap();
    let (head, tasks) = plan.split_once("<Tasks>").unwrap();
    let changed = format!("{head}<Tasks>{}", tasks.replacen("</Name>", " (đợt 1)</Name>", 3));
    let (status, page) = site.post(&format!("{files}?as_of=2020-09-08"), &[("on", "10/9/2020")], changed.as_bytes()).await;
    assert!(status == StatusCode::OK && page.contains("(đợt 1)") && page.contains("Ghi vào lộ trình"), "{page}");
    let carried = page.split("name=\"carried\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let (status, page) =
        site.post(&format!("{files}?as_of=2020-09-08"), &[("on", "10/9/2020"), ("step", "write"), ("carried", &carried)], &[]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let (status, page) = site.post(&format!("{files}?as_of=2020-09-08"), &[("on", "10/9/2020")], b"<Project><Tasks>").await;
    assert!(page.contains("role=\"alert\"") && status == StatusCode::OK, "{page}");
}

/// One `Idempotency-Key` is one file: again it changes nothing, and another file under it is refused, not taken for the first.
#[tokio::test]
async fn a_key_used_for_another_file_is_refused() {
    let site = site("xa").await;
    let files = "/roadmaps/1418838/files";
    let (_, plan) = site.get(&format!("{files}/project.xml?as_of=2020-09-08")).await;
    let plan = String::from_utf8(plan).unwrap();
    let (head, tasks) = plan.split_once("<Tasks>").unwrap();
    let changed = |word: &str| format!("{head}<Tasks>{}", tasks.replacen("</Name>", &format!(" ({word})</Name>"), 3));
    let send = async |file: String| {
        let request = Request::post(format!("/api/v1{files}?as_of=2020-09-10")).header(header::COOKIE, &site.cookie);
        let request =
            request.header(header::CONTENT_TYPE, "application/xml").header("idempotency-key", "0197f2c0-0000-7000-8000-00000000000a");
        let (status, answer) = site.send(request.body(Body::from(file)).unwrap()).await;
        (status, serde_json::from_slice::<serde_json::Value>(&answer).unwrap())
    };
    let (status, first) = send(changed("đợt 1")).await;
    assert!(status == StatusCode::OK && first["entry"].is_u64(), "{first}");
    let (status, again) = send(changed("đợt 1")).await;
    assert_eq!((status, &again["entry"]), (StatusCode::OK, &serde_json::Value::Null), "nothing is left to change: {again}");
    let (status, other) = send(changed("đợt 2")).await;
    assert_eq!((status, &other["type"]), (StatusCode::CONFLICT, &"api.key-reused".into()), "{other}");
}

#[tokio::test]
async fn leaders_ask_where_the_money_goes() {
    let site = site("lanhdao").await;
    let (status, page) = site.get("/money").await;
    assert!(status == StatusCode::OK && String::from_utf8(page).unwrap().contains("2027; 2028; 2029"));
    let budgets = ("budgets", "NS tỉnh; 5000; 6000\nDân góp; 500");
    let years = ("years", "2026; 2027");
    let items =
        "Lâm Hợp; 2. Giao thông; 4200; NS tỉnh; ; 2027; Kỳ Anh\nLâm Hợp; 17. Môi trường; 300\nKỳ Lạc; 2; 9000; NS tỉnh\nKỳ Lạc; 6; 2500";
    let (status, page) = site.post("/money", &[years, budgets, ("items", items), ("step", "solve")], &[]).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(page.contains("1 xã về đích đúng hạn") && page.contains("đã chứng minh") && page.contains("Kỳ Lạc"), "{page}");
    assert!(page.contains("4200; NS tỉnh"), "what was typed stays");
    let (status, page) = site.post("/money", &[years, budgets, ("items", "Lâm Hợp; 2; "), ("step", "solve")], &[]).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("chưa có kinh phí"), "{page}");
    let (status, book) = site.post("/money", &[years, budgets, ("items", items), ("step", "xlsx")], &[]).await;
    assert!(status == StatusCode::OK && book.starts_with("PK"));
    let (status, page) = site.post("/money?as_of=2020-09-08", &[years, ("area", "Huyện Kỳ Anh, Hà Tĩnh"), ("step", "take")], &[]).await;
    assert!(status == StatusCode::OK && page.contains("Xã Lâm Hợp; 2. "), "{page}");
    assert!(page.contains("; 2.230; ") && page.contains("; Ban phát triển thôn"), "what is missing, and who leads: {page}");
}

#[tokio::test]
async fn what_must_and_must_not_be_funded_is_chosen_item_by_item() {
    let site = site("lanhdao").await;
    let (years, budgets) = (("years", "2026"), ("budgets", "NS tỉnh; 5000"));
    let items = ("items", "Lâm Hợp; 2; 4200; ; ; 2026\nKỳ Lạc; 2; 4900");
    let chosen = [("demand:ky lac/2/", "must"), ("was:ky lac/2/", ""), ("demand:lam hop/2/", ""), ("was:lam hop/2/", "")];
    let sent = |step| [years, budgets, items, ("step", step)].into_iter().chain(chosen).collect::<Vec<_>>();
    let (status, page) = site.post("/money", &sent("keep"), &[]).await;
    assert!(status == StatusCode::OK && page.contains("Kỳ Lạc; 2; 4900; ; bắt buộc"), "{page}");
    assert!(page.contains("name=\"demand:ky lac/2/\"") && page.contains("name=\"was:ky lac/2/\" value=\"must\""), "{page}");
    let (status, page) = site.post("/money", &sent("solve"), &[]).await;
    assert!(status == StatusCode::OK && page.contains("<b>Kỳ Lạc</b>"), "the one that must be funded reaches the target: {page}");
    assert!(page.contains("Ước thêm nhiều nhất") && page.contains("cận trên"), "what the estimate means is said: {page}");
}

#[tokio::test]
async fn the_question_of_money_goes_out_as_a_workbook_and_comes_back() {
    let site = site("lanhdao").await;
    let typed = [
        ("years", "2026; 2027"),
        ("budgets", "NS tỉnh; 5000; 6000"),
        ("items", "Lâm Hợp; 2. Giao thông; 4200; ; ; 2027; Kỳ Anh\nKỳ Lạc; 2; 9000"),
    ];
    let asked: Vec<(&str, &str)> = typed.into_iter().chain([("step", "book")]).collect();
    let request = {
        let mut body = form_urlencoded(&asked);
        body.push_str(&format!("&token={}", site.token));
        let request = Request::post("/money").header(header::COOKIE, &site.cookie);
        request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(body)).unwrap()
    };
    let (status, book) = site.send(request).await;
    assert!(status == StatusCode::OK && book.starts_with(b"PK"));
    let (status, page) = site.post("/money", &[("step", "solve")], &book).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(page.contains("1 xã về đích đúng hạn") && page.contains("Lâm Hợp; 2. Giao thông; 4.200; ; ; 2027; Kỳ Anh"), "{page}");
    let (status, page) = site.post("/money", &[("step", "solve")], "Họ tên;Chức vụ\nA;B\n".as_bytes()).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("không có bảng nào của câu hỏi"), "{page}");
}

fn form_urlencoded(pairs: &[(&str, &str)]) -> String {
    let coded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    pairs.iter().map(|(name, value)| format!("{name}={}", coded(value))).collect::<Vec<_>>().join("&")
}

#[tokio::test]
async fn plans_are_worked_out_through_the_api_as_on_the_command_line() {
    let site = site("xa").await;
    let ask = async |what: &str, question: &str| {
        let request = Request::post(format!("/api/v1/plans/{what}")).header(header::COOKIE, &site.cookie);
        let request = request.header(header::CONTENT_TYPE, "application/json").body(Body::from(question.to_owned())).unwrap();
        let (status, answer) = site.send(request).await;
        (status, serde_json::from_slice::<serde_json::Value>(&answer).unwrap())
    };
    let plan = r#"{"start":"2020-09-08","calendar":"every-day","tasks":[{"id":"a","name":"Khảo sát","duration_days":5,"optimistic":4,
        "pessimistic":9},{"id":"b","name":"Thi công","duration_days":10,"predecessors":[{"id":"a","type":"FS","lag_days":0}]}]}"#;
    let (status, answer) = ask("schedule", plan).await;
    assert_eq!((status, &answer["finish"], &answer["duration_days"]), (StatusCode::OK, &"2020-09-22".into(), &15.into()), "{answer}");
    let (status, answer) = ask("forecast?runs=500&seed=7&target=2020-09-26", plan).await;
    assert_eq!((status, &answer["runs"], &answer["chance_by_target"]), (StatusCode::OK, &500.into(), &1.0.into()), "{answer}");
    let (status, answer) =
        ask("schedule", &plan.replace(r#""duration_days":5,"#, r#""duration_days":5,"predecessors":[{"id":"b"}],"#)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer["detail"].as_str().unwrap().contains("Khảo sát"), "the ring is told by names: {answer}");
    let (status, _) = ask("schedule", "[]").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let budget = r#"{"years":1,"budget":100,"district_cap":100,"communes":[{"crit":[[60,0]]},{"crit":[[30,0]]},{"crit":[[90,0]]}]}"#;
    let (status, answer) = ask("allocate?seconds=1", budget).await;
    assert_eq!((status, &answer["objective"], &answer["optimal"]), (StatusCode::OK, &2.into(), &true.into()), "{answer}");
}
