//! Sheets and values through the API: entered, returned, verified; calls that cannot be and calls sent twice.

use super::*;

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
    // The sheet says so in the line itself, and leads to where it is corrected.
    let lines = site.get(&officer, &format!("/api/v1/sheets/{unit}?period=2026-12")).await["lines"].clone();
    let line = lines.as_array().unwrap().iter().find(|line| line["code"] == "#2").unwrap();
    assert_eq!((&line["check"], &line["why"]), (&json!("returned"), &json!("Xã không có công trình này")), "{line}");
    let page = String::from_utf8(site.fetch(&officer, &format!("/entry/{unit}?period=2026-12")).await.1).unwrap();
    let marked =
        format!("href=\"/returned?unit={unit}#v-{fact}\"><span class=\"tag check returned\">Bị trả lại</span></a> 22/11/2026: Xã không có");
    assert!(page.contains(&marked), "{page}");
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
    let page = String::from_utf8(site.fetch(&officer, &format!("/entry/{unit}?period=2026-12")).await.1).unwrap();
    assert!(!page.contains("tag check"), "corrected, it is marked no more");
    let again = of_heir(&waiting).await;
    assert_eq!((again.len(), &again[0]["value"]), (1, &json!("not_applicable")), "it waits again: {again:?}");
    assert_eq!(again[0]["said"][0]["words"], "Xã không có công trình này");
    let name = |login: &str| site.app.rights().by_login(login).unwrap().name.to_string();
    assert_eq!(
        (&again[0]["entered_by"]["name"], &again[0]["said"][0]["by"]["name"]),
        (&json!(name("xa")), &json!(name("dieuphoi"))),
        "{again:?}"
    );
    let called = again[0]["said"][0]["by"]["called"].as_str().unwrap().to_owned();
    assert!(called.starts_with(&name("dieuphoi")) && called.contains("Tỉnh Hà Tĩnh"), "by name, role and unit: {called}");
    assert_eq!((&again[0]["corrects"]["fact"], &again[0]["corrects"]["value"]), (&json!(fact), &json!("met")), "{again:?}");
    let page = String::from_utf8(site.fetch(&office, &format!("/verify?unit={unit}&criterion=2")).await.1).unwrap();
    assert!(page.contains(&called) && page.contains("(số liệu trước khi sửa: Đạt)"), "the page says it as well");
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
        (&office, "/api/v1/search?q=a&kind=odd", "units, criteria, indicators, procedures"),
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

/// A value of an indicator without a threshold decides nothing, and is there all the same: neither page says that nothing is known.
#[tokio::test]
async fn values_that_decide_nothing_are_not_called_missing() {
    let site = site().await;
    let (unit, officer) = (commune(&site), site.enter("xa").await);
    let page = async |address: &str| String::from_utf8(site.fetch(&officer, address).await.1).unwrap();
    let place = format!("/places/{unit}");
    assert!(page(&place).await.contains("Chưa có số liệu nào của đơn vị này"));
    let open = site.get(&officer, &format!("/api/v1/sheets/{unit}?period=2026-12")).await;
    let without: Vec<&str> = open["without_threshold"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert!(without.contains(&"1.1"), "{without:?}");
    let sheet = page(&format!("/entry/{unit}?period=2026-12")).await;
    assert!(sheet.contains("vì chưa có ngưỡng: 1.1, ") && sheet.contains("Người nhập ngưỡng: Phạm Văn Điều Phối"), "{sheet}");
    let lines = json!({"period": "2026-12", "base": 0, "lines": [{"code": "1.1", "value": "x"}]});
    let (_, saved) = site.post(&officer, &format!("/api/v1/sheets/{unit}"), lines).await;
    assert_eq!(saved["outcome"], "recorded", "{saved}");
    let shown = page(&place).await;
    assert!(shown.contains("Đã có số liệu nhưng chưa đánh giá được") && !shown.contains("Chưa có số liệu nào của đơn vị này"), "{shown}");
    let (reference, today) = (site.app.reference(), site.app.today());
    let province = reference.registry.ancestors(vedich_values::UnitId(unit), today)[0];
    let board = page(&format!("/board/{province}?name=K%E1%BB%B3+L%E1%BA%A1c")).await;
    assert!(board.contains("Đã có số liệu, chưa đánh giá được tiêu chí nào"), "{board}");
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
async fn pages_tell_what_a_parameter_can_say_as_the_api_does() {
    let site = site().await;
    let (office, officer) = (site.enter("dieuphoi").await, site.enter("xa").await);
    for (who, address, allowed) in [
        (&office, "/verify?shows=all".to_owned(), "Hãy dùng: waiting, came-back, verified"),
        (&office, "/search?q=x&kind=persons".to_owned(), "Hãy dùng: units, criteria"),
        (&office, "/verify?unit=Lam".to_owned(), "Hãy dùng: số nguyên từ 0 trở lên"),
        (&office, "/verify?after=x".to_owned(), "`next`"),
        (&officer, format!("/entry/{}?period=11-2026", commune(&site)), "Hãy dùng: 2026-11, 2026-W48"),
    ] {
        let (status, page) = site.fetch(who, &address).await;
        let page = String::from_utf8(page).unwrap();
        assert_eq!(status, StatusCode::BAD_REQUEST, "{address}");
        assert!(page.contains(allowed), "{address}: {page}");
    }
}

#[tokio::test]
async fn a_record_that_does_not_answer_is_told_in_the_language_of_the_call() {
    let site = site().await;
    site.app.journal().close().await;
    let unit = commune(&site);
    for address in [
        "/api/v1/journal/entries".to_owned(),
        format!("/api/v1/places/{unit}/values"),
        format!("/api/v1/places/{unit}?as_of=2026-01-31"),
        format!("/api/v1/areas/{unit}?as_of=2026-01-31"),
    ] {
        for (lang, said) in [("vi", "Cơ sở dữ liệu không trả lời"), ("en", "The database does not answer")] {
            let request = Request::get(&address).header(header::ACCEPT_LANGUAGE, lang).body(Body::empty()).unwrap();
            let (status, _, bytes) = answer(&site.router, request).await;
            let problem: Value = serde_json::from_slice(&bytes).unwrap();
            assert_eq!((status, &problem["type"]), (StatusCode::SERVICE_UNAVAILABLE, &json!("api.unavailable")), "{address}: {problem}");
            assert!(problem["detail"].as_str().unwrap().contains(said), "{address} {lang}: {problem}");
        }
    }
}
