//! Forms of steering: what was typed is never lost, what ended is still named, what is asked for is found.

use super::{Site, day, site};
use axum::http::{Method, StatusCode};
use serde_json::json;
use vedich_app::commands::By;
use vedich_app::steering::Written;
use vedich_facts::steering::{Conclusion, MeetingEdit, MeetingPlan};
use vedich_values::{ItemKey, UnitId};

/// A text as addresses and forms carry it.
fn escaped(text: &str) -> String {
    text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn typed(fields: &[(&str, &str)]) -> String {
    fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect::<Vec<_>>().join("&")
}

impl Site {
    /// A form sent with its token and an identity of its own: how it was taken, and the page.
    async fn submit(&self, address: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
        let command = uuid::Uuid::now_v7().to_string();
        let own = [("token", self.token.as_str()), ("command", command.as_str())];
        let (status, _, page) = self.send(Method::POST, address, typed(&[&own[..], fields].concat())).await;
        (status, page)
    }

    /// A meeting of a district about a commune that has ended since.
    async fn meeting(&self) -> (ItemKey, UnitId) {
        let (district, commune) = (self.unit("447", "2020-09-08"), self.unit("18838", "2020-09-08"));
        let mut plan = MeetingPlan::new("Giao ban", day("2020-10-01"));
        plan.places = vec![commune];
        let (key, _) = self.app.plan_meeting(By::operator("a", "test"), district, plan).await.unwrap();
        (key, commune)
    }
}

#[tokio::test]
async fn a_plan_whose_place_has_ended_keeps_it_when_something_else_is_changed() {
    let site = site().await;
    let (key, commune) = site.meeting().await;
    let page = site.get(&format!("/meetings/{key}/edit")).await;
    let places = page.split("name=\"places\"").nth(1).unwrap().split_once('>').unwrap().1.split('<').next().unwrap().to_owned();
    assert!(!places.is_empty());
    let fields = [("title", "Giao ban"), ("kind", "briefing"), ("date", "01/10/2020"), ("venue", "Hội trường"), ("places", &places)];
    assert_eq!(site.submit(&format!("/meetings/{key}/edit"), &fields).await.0, StatusCode::SEE_OTHER);
    let now = site.app.meeting_now(&key).await.unwrap();
    assert_eq!((now.plan.venue.as_str(), now.plan.places), ("Hội trường", vec![commune]));
}

#[tokio::test]
async fn a_form_sent_back_keeps_what_was_typed() {
    let site = site().await;
    let (key, commune) = site.meeting().await;
    let known = Conclusion { id: "k1".to_owned(), place: 0, text: "Cũ".to_owned(), no_task: true };
    site.app.conclude(By::operator("a", "test"), Written::now(key.clone(), known), Vec::new()).await.unwrap();
    let unit = commune.to_string();
    let forms: [(&str, &[(&str, &str)]); 4] = [
        ("shortcoming", &[("form", "shortcoming"), ("text", "Kế hoạch chậm"), ("cause", "Thiếu vốn"), ("criterion", "hai")]),
        ("conclude", &[("form", "c-k1"), ("id", "k1"), ("text", "Kết luận mới"), ("lead", "Xã Không Có"), ("person", "A")]),
        ("direct", &[("form", "direct"), ("unit", &unit), ("aim", ""), ("focus", "Đường trục thôn\nKênh mương")]),
        ("say", &[("form", "say"), ("who", ""), ("text", "Đề nghị bố trí vốn")]),
    ];
    for (what, fields) in forms {
        let (status, page) = site.submit(&format!("/meetings/{key}/{what}"), fields).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
        for (name, value) in fields.iter().filter(|(name, value)| !["form", "id", "unit"].contains(name) && !value.is_empty()) {
            assert!(page.contains(value), "{what}: {name} is lost");
        }
    }
    let sign = MeetingEdit::Sign(vedich_facts::steering::Signing { signer: "Chủ trì".to_owned(), paper: None });
    for step in [MeetingEdit::Hold, MeetingEdit::Close, sign] {
        site.app.write_meeting(By::operator("a", "test"), Written::now(key.clone(), vec![step])).await.unwrap();
    }
    let fields = [("form", "supplement"), ("text", "Bổ sung thời hạn"), ("signer", "")];
    let (status, page) = site.submit(&format!("/meetings/{key}/supplement"), &fields).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("Bổ sung thời hạn"));
}

#[tokio::test]
async fn times_that_are_none_are_refused() {
    let site = site().await;
    let (key, _) = site.meeting().await;
    let fields = [("title", "Giao ban"), ("kind", "briefing"), ("date", "01/10/2020"), ("time", "25:99"), ("agenda", "Tiến độ")];
    let (status, page) = site.submit(&format!("/meetings/{key}/edit"), &fields).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("25:99") && page.contains("Tiến độ"), "{page}");
}

#[tokio::test]
async fn tasks_are_found_by_what_they_are_about() {
    let site = site().await;
    let (province, commune) = (site.unit("42", "2026-11-22"), site.unit("18838", "2020-09-08"));
    let task = |places| json!({ "unit": province.get(), "content": "Kiểm tra", "lead": { "unit": province.get() }, "person": "A", "places": places });
    let about = site.done("/api/v1/tasks", task(vec![commune.get()])).await;
    let other = site.done("/api/v1/tasks", task(Vec::new())).await;
    let found = site.read(&format!("/api/v1/tasks?place={commune}&show=all")).await["tasks"].to_string();
    assert!(found.contains(&about) && !found.contains(&other), "{found}");
    let (status, _, said) = site.send(Method::GET, &format!("/api/v1/tasks?place={}", escaped("Xã Không Có")), String::new()).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{said}");
    let page = site.get(&format!("/tasks?scope=place&area={commune}&show=all")).await;
    assert!(page.contains(&about) && !page.contains(&other));
}

#[tokio::test]
async fn a_month_that_is_over_can_be_closed() {
    let site = site().await;
    let province = site.unit("42", "2026-11-22").to_string();
    let page = site.get(&format!("/tasks/count?area={province}&span=month")).await;
    assert!(page.contains("value=\"2026-10-31\""), "{page}");
    let fields = [("unit", province.as_str()), ("span", "month"), ("on", "2026-10-31"), ("note", "Chốt tháng 10")];
    assert_eq!(site.submit("/tasks/count", &fields).await.0, StatusCode::SEE_OTHER);
    let counted = site.read(&format!("/api/v1/tasks/count?area={province}&span=month")).await;
    let months = counted["history"].as_array().unwrap();
    let month = months.iter().find(|month| month["through"] == "2026-10-31").unwrap();
    assert_eq!(month["closed"]["note"], "Chốt tháng 10");
}

#[tokio::test]
async fn an_extension_granted_meanwhile_is_told_and_what_was_typed_stays() {
    use vedich_facts::steering::{Assignment, DueRule, Party, TaskAct};
    let site = site().await;
    let (province, by) = (site.unit("42", "2026-11-22"), || By::operator("a", "test"));
    let due = site.app.deadline(DueRule::Day, day("2026-11-22"), Some(day("2026-12-01")));
    let task = Assignment::new("Rà soát", Party::unit(province), "A", day("2026-11-22"), due);
    let (key, _) = site.app.assign_task(by(), province, task).await.unwrap();
    let seen = site.app.task_now(&key).await.unwrap().version.to_string();
    let ask = TaskAct::AskExtension { to: day("2026-12-15"), reason: "mưa lũ".to_owned() };
    site.app.act_on_task(by(), Written::now(key.clone(), ask)).await.unwrap();
    let grant = TaskAct::DecideExtension { request: vedich_values::FactSeq(0), to: Some(day("2026-12-15")), reason: None };
    site.app.act_on_task(by(), Written::now(key.clone(), grant)).await.unwrap();
    let (address, lead) = (format!("/tasks/{key}/edit"), province.to_string());
    let fields = |base: &str, due: &str, content: &str| {
        let fields = [
            ("base", base),
            ("content", content),
            ("lead", &lead),
            ("person", "A"),
            ("rule", "day"),
            ("due", due),
            ("given", "22/11/2026"),
        ];
        fields.map(|(name, value)| (name, value.to_owned()))
    };
    let send = async |fields: [(&'static str, String); 7]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        site.submit(&address, &fields).await
    };
    // A slip of the pen corrected in a form from before leaves the extension alone.
    assert_eq!(send(fields(&seen, "01/12/2026", "Rà soát lại")).await.0, StatusCode::SEE_OTHER);
    let now = site.app.task_now(&key).await.unwrap();
    assert_eq!((now.due, now.assignment.content.as_str()), (Some(day("2026-12-15")), "Rà soát lại"));
    // A deadline typed into it is told of the extension; what was typed stands in the form, which has seen it now.
    let (status, page) = send(fields(&seen, "05/12/2026", "Rà soát lần ba")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("15/12/2026") && page.contains("05/12/2026") && page.contains("Rà soát lần ba"), "{page}");
    assert!(page.contains(&format!("name=\"base\" value=\"{}\"", now.version)), "{page}");
    assert_eq!(send(fields(&now.version.to_string(), "05/12/2026", "Rà soát lần ba")).await.0, StatusCode::SEE_OTHER);
    assert_eq!(site.app.task_now(&key).await.unwrap().due, Some(day("2026-12-05")));
}

#[tokio::test]
async fn who_was_entered_by_mistake_is_taken_out_on_the_page() {
    let site = site().await;
    let (key, commune) = site.meeting().await;
    let (at, unit) = (|what: &str| format!("/meetings/{key}/{what}"), commune.to_string());
    site.submit(&at("attend"), &[("form", "attend"), ("present", "Xã Lạ\nXã Quen")]).await;
    site.submit(&at("direct"), &[("form", "direct"), ("unit", &unit), ("aim", "Về đích")]).await;
    let page = site.get(at("").trim_end_matches('/')).await;
    assert!(page.contains("/drop-attendance") && page.contains("/drop-direction"), "{page}");
    for (what, field) in [("drop-attendance", ("who", "Xã Lạ")), ("drop-direction", ("unit", unit.as_str()))] {
        assert_eq!(site.submit(&at(what), &[field]).await.0, StatusCode::SEE_OTHER, "{what}");
    }
    let now = site.app.meeting_now(&key).await.unwrap();
    let came: Vec<&str> = now.attendance.iter().map(|entry| entry.value.who.as_str()).collect();
    assert_eq!((came, now.directions.len()), (vec!["Xã Quen"], 0));
}
