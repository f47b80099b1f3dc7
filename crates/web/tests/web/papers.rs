//! A report from draft to register, as the people of the demo do it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use crate::running::site;
use axum::http::{Method, StatusCode, header};

#[tokio::test]
async fn a_report_is_begun_written_issued_and_registered() {
    let site = site().await;
    let (officer, leader) = (site.sign_in("xa").await, site.sign_in("lanhdao").await);
    assert!(site.page(&officer, "/papers").await.contains("action=\"/papers\""));
    let (status, ..) = site.form(&officer, "/papers", "part=tuần&period-year=2026").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, paper, page) = site.form(&officer, "/papers", "part=Q3&period-year=2026&layout=state").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let draft = site.page(&officer, &paper).await;
    assert!(draft.contains("name=\"t-causes\"") && !draft.contains("role=\"alert\""), "{draft}");
    let base = draft.split("name=\"base\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();

    // The officer writes; somebody who had seen the version before is told, and keeps what they typed.
    let words = "t-causes=Thi%E1%BA%BFu+v%E1%BB%91n.&t-head-signer=Nguy%E1%BB%85n+V%C4%83n+A";
    let (status, ..) = site.form(&officer, &paper, &format!("base={base}&{words}")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (status, _, again) = site.form(&officer, &paper, &format!("base={base}&t-causes=M%C6%B0a+nhi%E1%BB%81u")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.contains("Mưa nhiều") && again.contains("causes"), "{again}");
    let preview = site.page(&officer, &format!("{paper}/paper.html")).await;
    assert!(preview.contains("Thiếu vốn.") && preview.contains("DỰ THẢO"), "{preview}");

    // The officer can't issue; the leader can, once.
    assert_eq!(site.form(&officer, &format!("{paper}/issue"), "dated=20%2F11%2F2026").await.0, StatusCode::FORBIDDEN);
    assert_eq!(site.form(&leader, &format!("{paper}/issue"), "dated=20%2F11%2F2026").await.0, StatusCode::SEE_OTHER);
    assert_eq!(site.form(&leader, &format!("{paper}/issue"), "dated=20%2F11%2F2026").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let frozen = site.page(&officer, &format!("{paper}/paper.html")).await;
    assert!(frozen.contains("Số: 01/BC-UBND") && frozen.contains("ngày 20 tháng 11 năm 2026") && !frozen.contains("DỰ THẢO"));
    let register = site.page(&officer, "/papers/registers?year=2026").await;
    assert!(register.contains("01/BC-UBND") && register.contains("Nguyễn Văn A"));

    // Its files, and the next number.
    for (file, starts) in [("paper.docx", &b"PK"[..]), ("paper.pdf", &b"%PDF"[..]), ("tables.xlsx", &b"PK"[..])] {
        let (status, headers, bytes) = site.send(Method::GET, &format!("{paper}/{file}"), &officer.cookie, String::new()).await;
        assert_eq!(status, StatusCode::OK);
        assert!(bytes.starts_with(starts));
        assert!(headers[header::CONTENT_DISPOSITION].to_str().unwrap().contains("report-2026-q3-ubnd-2026-01"), "{headers:?}");
    }
    // Without a name under it no paper goes out; what lacks is said before and after.
    let (_, second, _) = site.form(&officer, "/papers", "part=Q3&period-year=2026").await;
    assert!(site.page(&leader, &second).await.contains("thiếu họ tên người ký"));
    let (status, _, page) = site.form(&leader, &format!("{second}/issue"), "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Chưa ban hành được: thiếu họ tên người ký"), "{page}");
    let unsigned = "base=999999&t-head-signer=Nguy%E1%BB%85n+V%C4%83n+A&t-head-authority=";
    site.form(&officer, &second, unsigned).await;
    let (_, _, page) = site.form(&leader, &format!("{second}/issue"), "").await;
    assert!(page.contains("thiếu quyền hạn, chức vụ người ký"), "{page}");
    site.form(&officer, &second, "base=999999&t-head-authority=CH%E1%BB%A6+T%E1%BB%8ACH").await;
    site.form(&leader, &format!("{second}/issue"), "").await;
    assert!(site.page(&officer, &format!("{second}/paper.html")).await.contains("Số: 02/BC-UBND"));

    // Facts recorded later change no issued paper, and another process reads the same registers from the journal.
    let again = site.page(&officer, &format!("{paper}/paper.html")).await;
    assert_eq!(again, frozen);
    assert_eq!(site.app.papers().outgoing(site.app.papers().get(id(&paper)).unwrap().unit, 2026).len(), 2);
}

fn id(address: &str) -> vedich_facts::PaperId {
    address.rsplit('/').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn papers_that_come_in_are_registered_and_templates_are_checked() {
    let site = site().await;
    let (officer, office) = (site.sign_in("xa").await, site.sign_in("dieuphoi").await);
    let arrival =
        "author=UBND+t%E1%BB%89nh&subject=C%C3%B4ng+v%C4%83n&symbol=12%2FUBND&dated=01%2F11%2F2026&came=02%2F11%2F2026&due=30%2F11%2F2026";
    let (status, _, page) = site.form(&officer, "/papers/registers", arrival).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let (status, _, page) = site.form(&officer, "/papers/registers", "what=receive&author=A&subject=B&dated=hom+qua").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("value=\"hom qua\""));
    assert!(site.page(&officer, "/papers/registers?year=2026").await.contains("Hạn trả lời 30/11/2026"));

    // Corrected with a reason: the number stays, what stood there is kept.
    let form = site.page(&officer, "/papers/registers?year=2026&correct=1").await;
    assert!(form.contains("value=\"12/UBND\"") && form.contains("name=\"reason\""), "{form}");
    let base = form.split("name=\"base\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let fixed = arrival.replace("12%2FUBND", "21%2FUBND");
    let fix = format!("what=correct&year=2026&number=1&base={base}&{fixed}");
    let (status, _, page) = site.form(&officer, "/papers/registers", &fix).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Sửa sổ phải ghi lý do") && page.contains("value=\"21/UBND\""), "{page}");
    let (status, _, page) = site.form(&officer, "/papers/registers", &format!("{fix}&reason=nh%E1%BA%A7m+s%E1%BB%91")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    let register = site.page(&officer, "/papers/registers?year=2026").await;
    assert!(register.contains("21/UBND") && register.contains("Đã sửa ngày 22/11/2026: nhầm số"), "{register}");
    assert!(register.contains("trước ghi 02/11/2026, UBND tỉnh, 12/UBND"), "{register}");
    // Who had seen the line before the correction is told.
    let again = format!("{}&reason=x", fix.replace("21%2FUBND", "31%2FUBND"));
    let (status, _, page) = site.form(&officer, "/papers/registers", &again).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Người khác vừa sửa văn bản đến số 1"), "{page}");

    // Followed up: late until it is answered.
    assert!(site.page(&officer, "/papers/registers?year=2026").await.contains("Sổ theo dõi giải quyết văn bản đến"));
    let (status, _, page) = site.form(&officer, "/papers/registers", "what=follow&year=2026&number=7&progress=x").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("không có số 7"), "{page}");
    assert_eq!(site.form(&officer, "/papers/registers", "what=follow&year=2026&number=1").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let said = "what=follow&year=2026&number=1&progress=%C4%90ang+so%E1%BA%A1n&answer=15%2FUBND";
    assert_eq!(site.form(&officer, "/papers/registers", said).await.0, StatusCode::SEE_OTHER);
    let page = site.page(&officer, "/papers/registers?year=2026").await;
    assert!(page.contains("Đang soạn") && page.contains("15/UBND"), "{page}");
    let (status, ..) = site.send(Method::GET, "/papers/registers/follow-up.xlsx?year=2026", &officer.cookie, String::new()).await;
    assert_eq!(status, StatusCode::OK);

    let address = "/papers/templates/invitation";
    assert!(site.page(&office, address).await.contains("class=\"paper\""));
    let (status, _, page) = site.form(&office, address, "what=save&text=%40subject+%7B%7B+metting.name+%7D%7D").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("metting"), "{page}");
    let (status, _, page) = site
        .form(&office, address, "what=save&text=%40type+GI%E1%BA%A4Y+M%E1%BB%9CI%0A%40subject+D%E1%BB%B1+%7B%7B+meeting.name+%7D%7D")
        .await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    assert!(site.page(&office, address).await.contains("Dự {{ meeting.name }}"));
    site.form(&office, address, "what=reset&text=").await;
    assert!(site.page(&office, address).await.contains("{{ meeting.place }}"));
}

#[tokio::test]
async fn registers_are_kept_through_the_api() {
    let site = site().await;
    let office = site.sign_in("dieuphoi").await;
    let unit = site.app.rights().by_login("dieuphoi").unwrap().home;
    let base = "/api/v1/papers/registers";
    let arrival = format!(
        r#"{{"unit":{unit},"author":"UBND tỉnh","symbol":"12/UBND","title":"Rà soát","dated":"2026-11-01","came":"2026-11-02","due":"2026-11-10"}}"#
    );
    let (status, answer) = site.call(&office, &format!("{base}/incoming"), &arrival).await;
    assert_eq!((status, answer["id"].as_str()), (StatusCode::OK, Some("1")), "{answer}");
    let fix = |reason: &str| {
        format!(
            r#"{{"number":1,"reason":"{reason}","line":{{"unit":{unit},"author":"UBND tỉnh","symbol":"13/UBND","title":"Rà soát","dated":"2026-11-01","due":"2026-11-10"}}}}"#
        )
    };
    assert_eq!(site.call(&office, &format!("{base}/correct"), &fix("")).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, answer) = site.call(&office, &format!("{base}/correct"), &fix("nhầm")).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (status, _) =
        site.call(&office, &format!("{base}/follow-up"), &format!(r#"{{"unit":{unit},"number":1,"progress":"Đang làm"}}"#)).await;
    assert_eq!(status, StatusCode::OK);
    let over = |rest: &str| format!(r#"{{"unit":{unit},{rest}}}"#);
    let (status, _) = site.call(&office, &format!("{base}/hand-over"), &over(r#""number":1,"received_by":"Phòng Kinh tế""#)).await;
    assert_eq!(status, StatusCode::OK);
    // Neither an issued paper nor one that came in; one that is not there.
    let (status, _) = site.call(&office, &format!("{base}/hand-over"), &over(r#""received_by":"A""#)).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let (status, wrong) = site.call(&office, &format!("{base}/hand-over"), &over(r#""number":7,"received_by":"A""#)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    let (_, _, kept) = site.send(Method::GET, &format!("{base}?unit={unit}&year=2026"), &office.cookie, String::new()).await;
    let kept: serde_json::Value = serde_json::from_slice(&kept).unwrap();
    let line = &kept["incoming"][0];
    assert_eq!((line["number"].as_u64(), line["days_overdue"].as_u64()), (Some(1), Some(12)), "{kept}");
    assert_eq!((line["symbol"].as_str(), line["came"].as_str()), (Some("13/UBND"), Some("2026-11-02")));
    assert_eq!((line["earlier"][0]["symbol"].as_str(), line["earlier"][0]["reason"].as_str()), (Some("12/UBND"), Some("nhầm")));
    assert_eq!((line["progress"].as_str(), line["handed_over"]["received_by"].as_str()), (Some("Đang làm"), Some("Phòng Kinh tế")));
}

#[tokio::test]
async fn the_papers_of_units_that_have_ended_are_found_by_name_at_a_date() {
    let site = site().await;
    site.app.load_demo_papers().await.unwrap();
    let office = site.sign_in("hethong").await;
    let today = "/papers?unit=Huy%E1%BB%87n+%C4%90%C3%B4ng+S%C6%A1n%2C+Thanh+H%C3%B3a";
    let (status, _, page) = site.send(Method::GET, today, &office.cookie, String::new()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = String::from_utf8_lossy(&page);
    assert!(page.contains("một ngày đơn vị còn tồn tại") && page.contains("value=\"Huyện Đông Sơn, Thanh Hóa\""), "{page}");
    // A name several units bear: each of them leads to its papers.
    let (status, _, page) = site.send(Method::GET, "/papers?unit=T%C3%A2n+Ti%E1%BA%BFn", &office.cookie, String::new()).await;
    let page = String::from_utf8_lossy(&page);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Có thể là") && page.contains("href=\"/papers?unit="), "{page}");
    let page = site.page(&office, &format!("{today}&on=05%2F08%2F2020")).await;
    assert!(page.contains("Thông báo kết luận") && page.contains("Dự thảo"), "{page}");
    // The page carries on with the day.
    assert!(page.contains("name=\"on\" value=\""), "{page}");
}

#[tokio::test]
async fn papers_are_found_by_words_state_and_year_page_by_page() {
    let site = site().await;
    let (officer, leader) = (site.sign_in("xa").await, site.sign_in("lanhdao").await);
    for part in ["Q1", "Q2", "Q3"] {
        let (status, _, page) = site.form(&officer, "/papers", &format!("part={part}&period-year=2026")).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    }
    let (_, last, _) = site.form(&officer, "/papers", "part=H1&period-year=2026").await;
    site.form(&officer, &last, "base=999999&t-head-signer=A").await;
    assert_eq!(site.form(&leader, &format!("{last}/issue"), "").await.0, StatusCode::SEE_OTHER);
    let found = async |query: &str| site.page(&officer, &format!("/papers?{query}")).await.matches("<a href=\"/papers/").count();
    let links = found("q=khong+co").await;
    assert_eq!((found("").await - links, found("q=bao+cao+quy").await - links, found("state=issued").await - links), (4, 3, 1));
    assert_eq!((found("year=2026").await - links, found("year=2020").await - links, found("q=01%2FBC").await - links), (4, 0, 1));
    let (status, _, bytes) = site.send(Method::GET, "/papers/export/papers.xlsx?state=issued", &officer.cookie, String::new()).await;
    assert!(status == StatusCode::OK && bytes.starts_with(b"PK"));
    let page = site.page(&officer, "/papers").await;
    let unit = page.split("name=\"unit\" value=\"").nth(2).unwrap().split('"').next().unwrap().to_owned();
    let read = async |query: &str| {
        let (_, _, page) = site.send(Method::GET, &format!("/api/v1/papers?unit={unit}&{query}"), &officer.cookie, String::new()).await;
        let lines: Vec<serde_json::Value> = serde_json::from_slice(&page).unwrap();
        lines.iter().map(|line| line["id"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    let all = read("").await;
    assert_eq!((all.len(), read("state=draft").await, read(&format!("after={}", all[1])).await), (4, all[1..].to_vec(), all[2..].to_vec()));
}

/// A text as forms send it.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn a_file_of_an_offices_own_is_looked_at_before_it_is_used() {
    let site = site().await;
    let (office, officer) = (site.sign_in("dieuphoi").await, site.sign_in("xa").await);
    let shipped = |name: &str| vedich_reference::office_files().find(|(known, _)| *known == name).unwrap().1;
    for (name, _) in vedich_reference::office_files() {
        let page = site.page(&office, &format!("/papers/office?file={name}")).await;
        assert!(page.contains(&format!("name=\"file\" value=\"{name}\"")), "{page}");
    }
    let send = async |who, name: &str, what: &str, text: &str| {
        site.form(who, "/papers/office", &format!("file={name}&what={what}&text={}", encoded(text))).await
    };
    // What is wrong is told with its line and key, and nothing is handed over.
    let wrong = shipped("bodies.toml").replacen("addressee =", "adressee =", 1);
    let (status, _, page) = send(&office, "bodies.toml", "save", &wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let line = wrong.lines().position(|line| line.starts_with("adressee")).unwrap() + 1;
    assert!(page.contains(&format!("bodies.toml, dòng {line}, adressee")) && page.contains("addressee"), "{page}");
    assert!(page.contains("adressee =") && !page.contains("class=\"sheet\""), "what was typed stays, no sample of what is wrong");
    // A right one is shown on samples: each body, the layout, the weights.
    let own =
        shipped("bodies.toml").replacen("lines = [\"VĂN PHÒNG ĐIỀU PHỐI\", \"NÔNG THÔN MỚI\"]", "lines = [\"VĂN PHÒNG NÔNG THÔN MỚI\"]", 1);
    let (status, _, page) = send(&office, "bodies.toml", "try", &own).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(
        page.contains("VĂN PHÒNG NÔNG THÔN MỚI")
            && page.contains("GIẤY MỜI")
            && page.contains("Thành ủy Hà Nội trân trọng kính mời")
            && page.matches("class=\"sheet\"").count() > 8,
        "{page}"
    );
    let own = shipped("party.toml").replacen("ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG BỘ TỈNH HÀ TĨNH", 1);
    let (_, _, page) = send(&office, "party.toml", "try", &own).await;
    assert!(page.contains("ĐẢNG BỘ TỈNH HÀ TĨNH") && page.contains("TỈNH ỦY") && page.contains("THÔNG BÁO"), "{page}");
    let (_, _, page) = send(&office, "emulation.toml", "try", shipped("emulation.toml")).await;
    assert!(page.contains("Nhiệm vụ đúng hạn") && page.contains("Xuất sắc ≥ 90"), "{page}");
    let own = format!("{}# two  blanks\n", own);
    let (status, _, file) = send(&office, "party.toml", "save", &own.replace('\n', "\r\n")).await;
    assert_eq!((status, file.as_str()), (StatusCode::OK, own.as_str()), "handed over as a file");
    // Nothing of it is in force, and only who keeps templates asks.
    assert!(!site.page(&office, "/papers/office?file=party.toml").await.contains("ĐẢNG BỘ TỈNH"));
    assert_eq!(send(&officer, "party.toml", "try", &own).await.0, StatusCode::FORBIDDEN);
    // Through the API the same.
    let unit = site.app.reference().registry.find("Tỉnh Hà Tĩnh", Some(site.app.today()), 1)[0].unit.get();
    let ask = |text: &str| serde_json::json!({ "unit": unit, "text": text }).to_string();
    let (status, said) = site.call(&office, "/api/v1/papers/office-files", &ask(&own)).await;
    assert_eq!((status, said["kind"].as_str(), said["samples"].as_array().unwrap().len()), (StatusCode::OK, Some("layout"), 1), "{said}");
    let (status, said) = site.call(&office, "/api/v1/papers/office-files", &ask(&wrong)).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && said.to_string().contains("adressee"), "{said}");
}
