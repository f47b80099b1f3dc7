//! The five cases from the page to the paper: what a page of steering says, the paper begun on it says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod files;
mod forms;

use crate::running::{answer, demo, leads_to, token_in};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode, header};
use scraper::{ElementRef, Html, Selector};
use std::net::SocketAddr;
use vedich_app::App;
use vedich_board::steering::{ProposalScope, Show, TaskQuery, TaskScope};
use vedich_values::{Date, ItemKey, UnitId};
use vedich_web::{WebOptions, WebState};

/// Meeting, district or city by its old code, and a day some weeks later.
const CASES: [(&str, &str, &str); 5] = [
    ("a-hai-dong", "194", "2017-10-20"),
    ("b-5-xa", "194", "2021-10-20"),
    ("c-giao-ban", "405", "2020-11-20"),
    ("d-duong-gang", "447", "2020-10-19"),
    ("e-quang-an", "200", "2024-04-26"),
];

struct Site {
    router: Router,
    app: App,
    token: String,
    _folder: tempfile::TempDir,
}

async fn site() -> Site {
    let folder = tempfile::tempdir().unwrap();
    let app = demo(folder.path()).await;
    let router = vedich_web::router(WebState::of(app.clone(), WebOptions { local_admin: true, ..WebOptions::default() }));
    let mut site = Site { router, app, token: String::new(), _folder: folder };
    site.token = token_in(&site.get("/tasks/new").await);
    site
}

impl Site {
    async fn send(&self, method: Method, address: &str, body: String) -> (StatusCode, String, String) {
        let request = Request::builder().method(method).uri(address).header(header::HOST, "localhost");
        let mut request = request.body(Body::from(body)).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4000))));
        let (status, headers, page) = answer(&self.router, request).await;
        (status, leads_to(&headers), String::from_utf8_lossy(&page).into_owned())
    }

    async fn get(&self, address: &str) -> String {
        let (status, _, page) = self.send(Method::GET, address, String::new()).await;
        assert_eq!(status, StatusCode::OK, "{address}: {page}");
        page
    }

    /// Presses the button of a paper on a page, and reads the paper.
    async fn make(&self, page: &str, form: &str) -> String {
        assert!(page.contains(&format!("name=\"form\" value=\"{form}\"")), "no button for {form}: {page}");
        let (action, body) = {
            let page = Html::parse_document(page);
            let ways = select(&page, "form.papers-out").remove(0);
            let field = |name: &str| {
                let field = Selector::parse(&format!("[name={name}]")).unwrap();
                let option = Selector::parse("option").unwrap();
                let found = ways.select(&field).next().unwrap();
                found.attr("value").or_else(|| found.select(&option).next()?.attr("value")).unwrap().to_owned()
            };
            let carried = ["command", "on", "unit", "layout"].map(|name| format!("{name}={}", field(name))).join("&");
            (ways.attr("action").unwrap().to_owned(), format!("token={}&{carried}&form={form}", self.token))
        };
        let (status, to, said) = self.send(Method::POST, &action, body.clone()).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{action} {body}: {said}");
        // Sent twice it is one paper.
        assert_eq!(self.send(Method::POST, &action, body).await.1, to);
        let draft = self.get(&to).await;
        assert!(!draft.contains("role=\"alert\""), "{draft}");
        text(&self.get(&format!("{to}/paper.html")).await)
    }

    fn unit(&self, code: &str, on: &str) -> UnitId {
        self.app.reference().registry.by_code(code, day(on)).unwrap()
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// What a page says, a piece of text a line.
fn text(page: &str) -> String {
    let page = Html::parse_document(page);
    let whole = select(&page, "main").into_iter().next().or_else(|| select(&page, "body").into_iter().next());
    let pieces = whole.map(|whole| whole.text().collect::<Vec<_>>());
    let pieces = pieces.unwrap_or_default().into_iter().map(str::trim).filter(|piece| !piece.is_empty());
    pieces.collect::<Vec<_>>().join("\n")
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn words(of: ElementRef<'_>) -> String {
    of.text().collect::<String>().trim().to_owned()
}

/// A number as people write it.
fn written(number: u32) -> String {
    if number < 1000 { number.to_string() } else { format!("{}.{:03}", number / 1000, number % 1000) }
}

/// The numbers that stand in a text, in order.
fn numbers(text: &str) -> Vec<u32> {
    text.split(|letter: char| !letter.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
}

/// The five figures of the count at the head of a list: assigned, in time, late, in progress, overdue.
fn counted(page: &str) -> Vec<u32> {
    let page = Html::parse_document(page);
    select(&page, ".facts .fact b").into_iter().map(|one| words(one).replace('.', "").parse().unwrap()).collect()
}

/// The five figures of a count sheet's sentence that begins so.
fn sentence(paper: &str, begins: &str) -> Vec<u32> {
    let line = paper.lines().find(|line| line.contains(begins)).unwrap_or_else(|| panic!("no line with {begins}: {paper}"));
    numbers(line.split_once(": giao").unwrap().1)
}

#[tokio::test]
async fn a_notice_says_what_the_meeting_concluded() {
    let site = site().await;
    for (key, _, on) in CASES {
        let board = site.app.picture(day(on), None).await.unwrap();
        let meeting = board.meeting(&ItemKey::new(key)).unwrap();
        let page = site.get(&format!("/meetings/{key}?as_of={on}")).await;
        let notice = site.make(&page, "notice").await;
        let page = text(&page);
        for (at, entry) in meeting.conclusions.iter().enumerate() {
            assert!(page.contains(&entry.value.text));
            // Among the conclusions with its number, or among the tasks where the task is the conclusion itself; never both.
            let text = entry.value.text.trim_end_matches('.');
            let body = notice.split("Phân công nhiệm vụ").next().unwrap();
            let own = body.contains(&format!("Kết luận {}: {text}", at + 1));
            let task = body.lines().any(|line| line.contains(text) && line.contains(&format!("(kết luận {})", at + 1)));
            assert!(own != task, "{key} {at}: {notice}");
        }
        let query = TaskQuery { show: Show::All, ..TaskQuery::open(TaskScope::Source(meeting.key.clone()), 500) };
        let tasks = board.tasks(&query).items;
        assert!(!tasks.is_empty() && notice.contains(&format!("Tổng số: {} nhiệm vụ", tasks.len())), "{key}: {notice}");
        for task in &tasks {
            assert!(notice.contains(&task.assignment.content) && page.contains(&task.assignment.content), "{key}: {}", task.key);
            if let Some(due) = task.due {
                assert!(notice.contains(&vedich_values::date::print_date(due)), "{key}: {due} {notice}");
            }
        }
        for entry in &meeting.directions {
            assert!(notice.contains(&entry.value.aim) && page.contains(&entry.value.aim));
        }
        for proposal in board.proposals(&ProposalScope::Meeting(meeting.key.clone()), Show::All, None, 50).items {
            assert!(notice.contains(proposal.request.text.trim_end_matches('.')), "{key}: {notice}");
        }
    }
}

#[tokio::test]
async fn minutes_have_every_conclusion_with_its_tasks_and_two_signatures() {
    let site = site().await;
    for (key, _, on) in CASES {
        let board = site.app.picture(day(on), None).await.unwrap();
        let meeting = board.meeting(&ItemKey::new(key)).unwrap();
        let minutes = site.make(&site.get(&format!("/meetings/{key}?as_of={on}")).await, "minutes").await;
        let at = |text: &str| minutes.find(text).unwrap_or_else(|| panic!("{key}: no {text} in {minutes}"));
        assert!(at("BIÊN BẢN") < at("THÀNH PHẦN") && at("THƯ KÝ") < at("CHỦ TỌA"));
        assert!(at(&meeting.plan.chair.name) > 0 && !minutes.contains(", ngày      tháng"), "minutes have no place and date: {minutes}");
        let query = TaskQuery { show: Show::All, ..TaskQuery::open(TaskScope::Source(meeting.key.clone()), 500) };
        let tasks = board.tasks(&query).items;
        let ends = meeting.conclusions.iter().enumerate().skip(1).map(|(at, _)| format!("Kết luận {}:", at + 1));
        for ((number, entry), end) in meeting.conclusions.iter().enumerate().zip(ends.chain(["THƯ KÝ".to_owned()])) {
            let part = &minutes[at(&format!("Kết luận {}:", number + 1))..at(&end)];
            assert!(part.contains(entry.value.text.trim_end_matches('.')), "{part}");
            for task in tasks.iter().filter(|task| task.assignment.source.conclusion.as_deref() == Some(entry.value.id.as_str())) {
                assert!(part.contains(task.assignment.content.trim_end_matches('.')), "{}: {part}", task.key);
            }
        }
    }
}

#[tokio::test]
async fn a_notice_tells_where_the_places_stood_as_the_page_that_prepared_it() {
    let site = site().await;
    let page = site.get("/meetings/d-duong-gang?as_of=2020-10-19").await;
    let notice = site.make(&page, "notice").await;
    let prepared = text(&site.get("/meetings/d-duong-gang/prepare").await);
    for (name, count) in [("Xã Lâm Hợp", "16/20"), ("Xã Kỳ Lạc", "10/20")] {
        assert!(prepared.contains(count));
        assert!(notice.contains(&format!("{name} đạt {count} tiêu chí")), "{notice}");
    }
    let reported = site.make(&site.get("/meetings/a-hai-dong?as_of=2017-10-20").await, "notice").await;
    assert!(reported.contains("12/20 tiêu chí, 36/53 chỉ tiêu"), "{reported}");
}

#[tokio::test]
async fn a_count_sheet_says_what_the_count_says() {
    let site = site().await;
    for (_, code, on) in CASES {
        let area = site.unit(code, on);
        let head = counted(&site.get(&format!("/tasks?area={area}&show=all&as_of={on}")).await);
        for span in ["week", "month"] {
            let page = site.get(&format!("/tasks/count?area={area}&span={span}&as_of={on}")).await;
            let paper = site.make(&page, "count").await;
            assert_eq!(sentence(&paper, "Từ ngày"), head, "{code} {span}: {paper}");
            // The history of the page ends with this count, after that of the week or month before.
            let history = rows(&page, "[aria-labelledby=history]");
            assert_eq!(history.last().unwrap().1, head);
            let before = &history[history.len() - 2].1;
            if before[0] > 0 {
                assert_eq!(&sentence(&paper, "Kỳ trước"), before, "{code} {span}: {paper}");
            }
            for (name, counts) in rows(&page, "[aria-labelledby=below]") {
                assert_eq!(figures(&paper, "Kết quả theo đơn vị chủ trì", &name, 5), counts, "{name}");
            }
        }
    }
}

/// The rows of a table on a page: name and figures.
fn rows(page: &str, table: &str) -> Vec<(String, Vec<u32>)> {
    let page = Html::parse_document(page);
    let row = |row: ElementRef<'_>| {
        let name = row.select(&Selector::parse("th").unwrap()).next().map(words).unwrap_or_default();
        let cells = Selector::parse("td.num").unwrap();
        // What is not known is a dash.
        let figures = row.select(&cells).filter_map(|cell| words(cell).replace('.', "").parse().ok());
        (name, figures.collect())
    };
    select(&page, &format!("{table} tbody tr")).into_iter().map(row).collect()
}

/// The figures behind a name in a table of a paper.
fn figures(paper: &str, table: &str, name: &str, many: usize) -> Vec<u32> {
    let lines: Vec<&str> = paper.split(table).nth(1).unwrap_or_else(|| panic!("no {table} in {paper}")).lines().collect();
    let at = lines.iter().position(|line| *line == name).unwrap_or_else(|| panic!("no {name} in {paper}"));
    lines[at + 1..=at + many].iter().map(|text| text.parse().unwrap()).collect()
}

#[tokio::test]
async fn what_is_late_is_listed_and_asked_for() {
    let site = site().await;
    let mut chased = 0;
    for (_, code, on) in CASES {
        let area = site.unit(code, on);
        let page = site.get(&format!("/tasks?area={area}&show=overdue&as_of={on}")).await;
        let overdue = counted(&page)[4];
        if overdue == 0 {
            assert!(!page.contains("papers-out"), "nothing is late, nobody is reminded");
            continue;
        }
        chased += 1;
        let board = site.app.picture(day(on), None).await.unwrap();
        let query = TaskQuery { show: Show::Overdue, ..TaskQuery::open(TaskScope::Area(area), 500) };
        let tasks = board.tasks(&query).items;
        assert_eq!(tasks.len(), overdue as usize);
        let (list, letter) = (site.make(&page, "chase").await, site.make(&page, "reminder").await);
        // What was reported waits for whoever assigned it: nobody is reminded of it.
        let late: Vec<_> = tasks.iter().filter(|task| !task.brief().waits()).collect();
        assert!(list.contains(&format!("Tổng số {} nhiệm vụ quá hạn", late.len())), "{list}");
        assert!(letter.contains(&format!("còn {} nhiệm vụ", late.len())), "{letter}");
        let page = text(&page);
        for task in late {
            let (content, days) = (&task.assignment.content, written(task.standing(day(on)).days()));
            assert!(
                page.contains(content) && list.contains(content) && letter.contains(content.trim_end_matches('.')),
                "{content}: {letter}"
            );
            assert!(
                page.contains(&format!("Quá hạn {days} ngày")) && letter.contains(&format!("quá hạn {days} ngày")),
                "{content}: {letter}"
            );
            assert!(list.lines().any(|line| line == days), "{list}");
        }
    }
    assert!(chased >= 2, "some of the cases have overdue tasks");
}

#[tokio::test]
async fn the_register_of_proposals_counts_as_its_page() {
    let site = site().await;
    let area = site.unit("194", "2021-10-20");
    let page = site.get(&format!("/proposals?area={area}&as_of=2021-10-20")).await;
    let paper = site.make(&page, "proposals").await;
    let by_field = rows(&page, "#by-topic");
    let sums: Vec<u32> = by_field.iter().fold(vec![0; 6], |sum, (_, row)| sum.iter().zip(row).map(|(a, b)| a + b).collect());
    let line = paper.lines().find(|line| line.contains("kiến nghị, đã trả lời")).unwrap();
    let said = numbers(line.split_once(": ").unwrap().1);
    assert_eq!((said[0], said[1], said[2], said[4]), (sums[0], sums[1], sums[2], sums[4]), "{line}");
    for (name, row) in by_field {
        assert_eq!(figures(&paper, "Kiến nghị theo lĩnh vực", &name, 6), row[..6]);
    }
    for (name, row) in rows(&page, "#by-answering") {
        assert_eq!(figures(&paper, "Kiến nghị theo cơ quan trả lời", &name, 6), row[..6]);
    }
    // With nothing overdue there is nobody to remind: said in words.
    let (status, _, why) = site
        .send(Method::POST, "/tasks/papers?area=1&as_of=2016-01-01", format!("token={}&form=reminder&unit=1&on=2016-01-01", site.token))
        .await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(why.contains("không có nhiệm vụ nào quá hạn"), "{why}");
}

impl Site {
    /// Sends JSON as the local administrator, under an identity of its own.
    async fn api(&self, address: &str, body: serde_json::Value, identity: &str) -> (StatusCode, serde_json::Value) {
        let request = Request::post(address).header(header::HOST, "localhost").header(header::CONTENT_TYPE, "application/json");
        let request = if identity.is_empty() { request } else { request.header("idempotency-key", identity) };
        let mut request = request.body(Body::from(body.to_string())).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4000))));
        let (status, _, bytes) = answer(&self.router, request).await;
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    async fn done(&self, address: &str, body: serde_json::Value) -> String {
        let (status, said) = self.api(address, body, "").await;
        assert_eq!(status, StatusCode::OK, "{address}: {said}");
        said["id"].as_str().unwrap().to_owned()
    }

    async fn read(&self, address: &str) -> serde_json::Value {
        serde_json::from_str(&self.get(address).await).unwrap()
    }
}

#[tokio::test]
async fn what_the_api_writes_the_pages_and_papers_show() {
    use serde_json::json;
    let site = site().await;
    let province = site.unit("42", "2026-11-22");
    let commune = site.app.reference().registry.descendants(province, vedich_facts::UnitLevel::Commune, day("2026-11-22"))[0];

    // A meeting, held and concluded into a task; sent twice, it is one.
    let plan = json!({ "unit": province.get(), "title": "Giao ban tháng 11", "date": "2026-11-20", "time": "08:00", "chair": "Phó Chủ tịch", "places": [commune.get()] });
    let identity = "0193f7a0-0000-7000-8000-000000000001";
    let (_, first) = site.api("/api/v1/meetings", plan.clone(), identity).await;
    let (_, again) = site.api("/api/v1/meetings", plan, identity).await;
    assert_eq!((&first["id"], &again["already"]), (&again["id"], &json!(true)));
    let meeting = format!("/api/v1/meetings/{}", first["id"].as_str().unwrap());
    let edits = json!({ "edits": [
        { "edit": "hold" }, { "edit": "attend", "who": "Sở Xây dựng", "present": true },
        { "edit": "shortcoming", "id": "s1", "text": "Đường trục thôn chậm", "cause": "Thiếu vật liệu", "unit": commune.get(), "criterion": 2 },
        { "edit": "direct", "unit": commune.get(), "aim": "Về đích năm 2027" },
    ] });
    site.done(&format!("{meeting}/edits"), edits).await;
    let task = json!({ "content": "Hoàn thành đường trục thôn", "lead": { "unit": commune.get() }, "person": "Chủ tịch UBND xã", "due": { "working_days": 10 }, "given": "2026-11-20" });
    site.done(&format!("{meeting}/conclusions"), json!({ "text": "Tập trung tiêu chí giao thông", "tasks": [task] })).await;
    // Sent twice it is one conclusion; another under its key is refused, not taken for it.
    let conclusions = format!("{meeting}/conclusions");
    let (key, discipline) = ("0193f7a0-0000-7000-8000-000000000002", json!({ "text": "Giữ nghiêm kỷ luật báo cáo", "no_task": true }));
    let (status, first) = site.api(&conclusions, discipline.clone(), key).await;
    assert_eq!(status, StatusCode::OK, "{first}");
    let (status, again) = site.api(&conclusions, discipline, key).await;
    assert_eq!((status, &again["entry"], &again["already"]), (StatusCode::OK, &first["entry"], &json!(true)), "{again}");
    let (status, other) = site.api(&conclusions, json!({ "text": "Bổ sung vốn", "no_task": true }), key).await;
    assert_eq!((status, &other["type"]), (StatusCode::CONFLICT, &json!("api.key-reused")), "{other}");
    // Of what is not concluded there is no notice.
    let early = json!({ "unit": province.get(), "form": "notice", "meeting": first["id"] });
    let (status, wrong) = site.api("/api/v1/papers", early, "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.to_string().contains("chưa kết thúc kết luận"), "{wrong}");
    site.done(&format!("{meeting}/edits"), json!({ "edits": [{ "edit": "close" }] })).await;
    let read = site.read(&meeting).await;
    assert_eq!((read["state"].as_str(), read["conclusions"].as_array().unwrap().len()), (Some("concluded"), 2));
    let task = read["tasks"][0]["id"].as_str().unwrap().to_owned();

    // The task goes its way, extended once.
    let act = async |what: &str, body| site.api(&format!("/api/v1/tasks/{task}/{what}"), body, "").await;
    assert_eq!(act("accept", json!({})).await.0, StatusCode::OK);
    assert_eq!(act("accept", json!({})).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(act("fly", json!({})).await.0, StatusCode::NOT_FOUND);
    assert_eq!(act("note", json!({ "text": "Đã rải đá", "percent": 40 })).await.0, StatusCode::OK);
    assert_eq!(act("ask-extension", json!({ "to": "2026-12-31", "text": "Mưa" })).await.0, StatusCode::OK);
    assert_eq!(act("grant-extension", json!({})).await.0, StatusCode::OK);
    assert_eq!(act("report", json!({ "text": "Biên bản nghiệm thu" })).await.0, StatusCode::OK);
    assert_eq!(act("send-back", json!({ "text": "Thiếu ảnh" })).await.0, StatusCode::OK);
    assert_eq!(act("report", json!({ "text": "Biên bản, ảnh" })).await.0, StatusCode::OK);
    assert_eq!(act("confirm", json!({})).await.0, StatusCode::OK);
    assert_eq!(act("reopen", json!({ "text": "Nứt mặt đường" })).await.0, StatusCode::OK);
    let read = site.read(&format!("/api/v1/tasks/{task}")).await;
    assert_eq!(
        (read["due"].as_str(), read["extensions"].as_u64(), read["counts"].as_str()),
        (Some("2026-12-31"), Some(1), Some("in-progress"))
    );
    // A deadline is given in one way.
    let twice = json!({ "unit": province.get(), "content": "x", "lead": { "unit": commune.get() }, "person": "A", "due": { "day": "2026-12-01", "weekly": 1 } });
    assert_eq!(site.api("/api/v1/tasks", twice, "").await.0, StatusCode::BAD_REQUEST);
    site.done("/api/v1/tasks/count", json!({ "unit": commune.get(), "span": "week" })).await;

    // A proposal, answered with a promise, judged.
    let proposal = site
        .done(
            "/api/v1/proposals",
            json!({ "unit": commune.get(), "text": "Cấp xi măng", "to": { "unit": province.get() }, "topic": "Giao thông" }),
        )
        .await;
    let promise = json!({ "kind": "part", "text": "Cấp một nửa", "promise": { "content": "Cấp 50 tấn xi măng", "person": "Giám đốc Sở", "by": "2026-12-15", "amount": 90_000_000 } });
    site.done(&format!("/api/v1/proposals/{proposal}/answer"), promise).await;
    site.done(&format!("/api/v1/proposals/{proposal}/verdict"), json!({ "verdict": "partly" })).await;
    assert_eq!(site.read(&format!("/api/v1/proposals/{proposal}")).await["state"], "answered");

    // The papers of all this: begun, written on, issued.
    let begin = |form: &str, more: serde_json::Value| {
        let mut body = json!({ "unit": province.get(), "form": form });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let notice = site.done("/api/v1/papers", begin("notice", json!({ "meeting": first["id"] }))).await;
    let paper = format!("/api/v1/papers/{notice}");
    let content = site.read(&paper).await["content"].to_string();
    for said in ["Hoàn thành đường trục thôn", "31/12/2026", "Về đích năm 2027", "Đường trục thôn chậm", "Thiếu vật liệu"]
    {
        assert!(content.contains(said), "{said}: {content}");
    }
    site.done(&paper, json!({ "texts": { "aims": "Về đích trước một năm." } })).await;
    assert_eq!(site.api(&paper, json!({ "texts": { "aims": "Khác." }, "base": 1 }), "").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.api(&format!("{paper}/issue"), json!({}), "").await.0, StatusCode::UNPROCESSABLE_ENTITY, "nobody signs");
    site.done(&paper, json!({ "texts": { "head-signer": "Nguyễn Văn A" } })).await;
    // The trail names the draft as its page does, begun and written on.
    let trail = site.read("/api/v1/audit?limit=100").await;
    let named = trail["entries"].as_array().unwrap().iter().flat_map(|entry| entry["deeds"].as_array().unwrap());
    let papers: Vec<_> = named.filter(|deed| deed["kind"] == "paper").map(|deed| deed["about"].as_str().unwrap()).collect();
    assert_eq!(papers, ["Thông báo kết luận"; 3], "{trail}");
    site.done(&format!("{paper}/issue"), json!({ "dated": "2026-11-21" })).await;
    // Its number stands on the page of the meeting and is the source of its tasks, from its day on.
    let id = first["id"].as_str().unwrap();
    let number = "Thông báo số 01/TB-VPĐP ngày 21/11/2026";
    assert!(site.get(&format!("/meetings/{id}")).await.contains(number));
    assert!(!site.get(&format!("/meetings/{id}?as_of=2026-11-20")).await.contains(number));
    assert!(site.get(&format!("/tasks/{task}")).await.contains(number));
    assert_eq!(site.read(&meeting).await["notice"]["symbol"], "01/TB-VPĐP");
    let issued = site.read(&paper).await;
    assert_eq!((issued["state"].as_str(), issued["symbol"].as_str()), (Some("issued"), Some("01/TB-VPĐP")));
    assert!(issued["content"].to_string().contains("Về đích trước một năm."));
    let register = site.done("/api/v1/papers", begin("proposals", json!({ "area": commune.get(), "sent": true }))).await;
    let register = site.read(&format!("/api/v1/papers/{register}")).await["content"].to_string();
    assert!(register.contains("Cấp 50 tấn xi măng; đến 15/12/2026; 90 triệu đồng") && register.contains("Cấp một nửa"), "{register}");
    assert_eq!(site.api("/api/v1/papers", begin("letter", json!({})), "").await.0, StatusCode::BAD_REQUEST);
    assert_eq!(site.api("/api/v1/papers", begin("notice", json!({ "meeting": "none" })), "").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.read(&format!("/api/v1/papers?unit={province}")).await.as_array().unwrap().len(), 2);

    // Everything is described.
    let described = site.get("/api/v1/openapi.json").await;
    for address in ["tasks/{task}/{what}", "meetings/{meeting}/conclusions", "proposals/{proposal}/verdict", "papers/{paper}/{what}"] {
        assert!(described.contains(&format!("\"/api/v1/{address}\"")), "{address}");
    }
}
