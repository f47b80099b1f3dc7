//! Handing in again, sending after the session ended, units that hand nothing in.

use super::*;
use serde_json::{Value, json};

async fn call(site: &Site, cookie: &str, unit: u32, sheet: Value) -> Value {
    let address = format!("/api/v1/sheets/{unit}");
    let (_, _, answer) = site.send(Method::POST, &address, cookie, "application/json", sheet.to_string()).await;
    serde_json::from_slice(&answer).unwrap()
}

#[tokio::test]
async fn handing_in_again_with_nothing_changed_is_told_with_its_day_and_records_nothing() {
    let site = site().await;
    let (cookie, token) = site.sign_in("xa").await;
    let address = format!("{SHEET}?period={PERIOD}");
    let page = site.get(&address, &cookie).await;
    let to = site.post(SHEET, &cookie, form(&page, &token, "submit", "v%7C1418838%3A11=4%2C5")).await;
    assert!(to.contains("done=submitted"), "{to}");
    // Nothing is recorded before what is on record: the demo was opened in November 2026.
    let before = site.app.version();
    let page = site.get(&address, &cookie).await;
    for typed in ["", "v%7C1418838%3A11=4%2C5"] {
        let to = site.post(SHEET, &cookie, form(&page, &token, "submit", typed).replace("command=", "command=x")).await;
        let told = site.get(&to, &cookie).await;
        assert!(told.contains("không có gì thay đổi so với lần nộp ngày 22/11/2026"), "{to} {told}");
        assert!(told.contains("đã nộp lần 1") && !told.contains("lần 2"), "{told}");
    }
    let sheet = json!({"period": PERIOD, "base": before.get(), "submit": true, "lines": [{"code": "11", "value": "4,5"}]});
    let again = call(&site, &cookie, 1_418_838, sheet).await;
    assert_eq!(
        (&again["outcome"], &again["handed_in"], &again["entry"]),
        (&json!("unchanged"), &json!("2026-11-22"), &Value::Null),
        "{again}"
    );
    assert_eq!(site.app.version(), before, "nothing is recorded");
}

/// The session ended while somebody typed. Signed in again, in another window, one press hands in: their form needs no new token, anybody
/// else's does.
#[tokio::test]
async fn what_was_sent_after_the_session_ended_is_handed_in_with_one_press() {
    let site = site().await;
    let (cookie, token) = site.sign_in("xa").await;
    let page = site.get(&format!("{SHEET}?period={PERIOD}"), &cookie).await;
    let sent = form(&page, &token, "submit", "v%7C1418838%3A11=4%2C5") + "&pass=" + &field(&page, "pass");
    let (status, _, ended) = site.send(Method::POST, SHEET, "", "application/x-www-form-urlencoded", sent).await;
    let ended = String::from_utf8_lossy(&ended).into_owned();
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let back = "/sign-in?back=%2Fentry%2F1418838%3Fperiod%3D2020-09%26done%3Dback";
    assert!(ended.contains(back), "to the sheet where what was typed is kept on the device: {ended}");
    let fields = ended.split("class=\"under\"").nth(1).unwrap().split("</form>").next().unwrap();
    let names = fields.split("name=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let fields: Vec<String> = names.map(|name| format!("{}={}", encoded(name), encoded(&field(fields, name)))).collect();
    let (other, _) = site.sign_in("dieuphoi").await;
    let (status, _, _) = site.send(Method::POST, SHEET, &other, "application/x-www-form-urlencoded", fields.join("&")).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "it was not shown to them");
    let (again, _) = site.sign_in("xa").await;
    let to = site.post(SHEET, &again, fields.join("&")).await;
    assert!(to.contains("done=submitted"), "{to}");
}

#[tokio::test]
async fn whoever_is_signed_in_already_is_led_where_they_came_from() {
    let site = site().await;
    let (cookie, _) = site.sign_in("xa").await;
    for (back, to) in [("%2Fentry%2F1418838", "/entry/1418838"), ("https%3A%2F%2Fexample.org", "/work")] {
        let (status, headers, _) = site.send(Method::GET, &format!("/sign-in?back={back}"), &cookie, "", Body::empty()).await;
        assert_eq!((status, headers[header::LOCATION].to_str().unwrap()), (StatusCode::SEE_OTHER, to));
    }
}

/// No rule of reporting is for hamlets: their sheet has no button to hand in, and the API refuses it in words.
#[tokio::test]
async fn hamlets_hand_nothing_in() {
    let site = site().await;
    let (cookie, _) = site.sign_in("thon").await;
    let registry = site.app.reference().registry;
    let hamlet = registry.find("Thôn Ví Dụ, Lâm Hợp", Some("2020-09-10".parse().unwrap()), 1)[0].unit.get();
    let page = site.get(&format!("/entry/{hamlet}?period={PERIOD}"), &cookie).await;
    assert!(page.contains("value=\"record\"") && !page.contains("value=\"submit\"") && !page.contains("name=\"late\""), "{page}");
    let sheet = |submit: bool| json!({"period": PERIOD, "base": 0, "submit": submit, "lines": [{"code": "#1", "value": "Đ"}]});
    let before = site.app.version();
    let refused = call(&site, &cookie, hamlet, sheet(true)).await;
    assert_eq!((&refused["outcome"], site.app.version()), (&json!("open"), before), "{refused}");
    assert!(refused["problems"][0].as_str().unwrap().contains("không phải nộp báo cáo theo kỳ"), "{refused}");
    assert_eq!(call(&site, &cookie, hamlet, sheet(false)).await["outcome"], "recorded");
}

/// A unit that merged is told where the person looks at their posts: what it is now, and since when.
#[tokio::test]
async fn the_account_says_what_became_of_a_unit() {
    let site = site_on("2026-11-22T03:00:00Z").await;
    let (cookie, _) = site.sign_in("xa").await;
    let page = site.get("/account", &cookie).await;
    let told = page.split("Lâm Hợp").find(|rest| rest.contains("Từ 01/7/2025 là") || rest.contains("Từ 01/07/2025 là")).expect("told");
    assert!(told.contains("/places/2418838"), "{told}");
    let site = super::site().await;
    let (cookie, _) = site.sign_in("xa").await;
    assert!(!site.get("/account", &cookie).await.contains("Từ 01/"), "it is there still");
}
