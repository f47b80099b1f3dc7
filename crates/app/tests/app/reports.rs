//! Periodic reports and letters over the demo cases: what is not known is not nought, and nobody is told of what is another's.

use crate::support::{clock, date, open, unit};
use vedich_app::App;
use vedich_app::papers::{Issuer, Occasion};
use vedich_board::steering::TaskScope;
use vedich_documents::read_text;
use vedich_journal::testing::Database;
use vedich_papers::{render, write_docx};
use vedich_reference::{paper_forms, paper_template};
use vedich_values::{ItemKey, UnitId};

crate::on_both!(
    a_report_says_what_was_reported_where_nothing_follows_from_values,
    a_district_is_reported_by_no_other_provinces_set,
    a_commune_known_in_part_stands_as_it_reported,
    people_and_places_are_written_as_sentences_need_them,
    who_issues_a_notice_makes_it_known,
    nobody_is_reminded_by_themselves,
    a_task_of_a_roadmap_is_found_by_its_name,
);

/// The text of the template, filled in.
async fn text(app: &App, unit: UnitId, period: &str) -> String {
    let report = app.report(unit, &paper_forms().parse_period(period).unwrap()).await.unwrap();
    let mut fields = report.fields;
    fields["body"] = serde_json::json!({ "name": "UBND" });
    render(paper_template(paper_forms().get("report").unwrap()), &fields).unwrap()
}

async fn a_report_says_what_was_reported_where_nothing_follows_from_values(database: Database) {
    let app = open(&database, &clock()).await;
    app.load_demo().await.unwrap();
    let hai_dong = text(&app, unit("Hải Đông, Móng Cái", "2017-06-30"), "2017-H1").await;
    assert!(hai_dong.contains("12/20 tiêu chí, 36/53 chỉ tiêu") && !hai_dong.contains("0/20"), "{hai_dong}");
    assert!(hai_dong.contains("Theo báo cáo ngày 06/06/2017"), "{hai_dong}");
    let lam_hop = text(&app, unit("Lâm Hợp, Kỳ Anh", "2020-09-30"), "2020-Q3").await;
    assert!(lam_hop.contains("xã Lâm Hợp đạt 16/20 tiêu chí (") && !lam_hop.contains("0/51"), "{lam_hop}");
    // Of a commune nobody has said anything of nothing is said.
    let silent = text(&app, unit("Kỳ Tây, Kỳ Anh", "2020-09-30"), "2020-Q3").await;
    assert!(silent.contains("xã Kỳ Tây chưa có số liệu về tiêu chí, chỉ tiêu"), "{silent}");
}

/// The text of a notice on a meeting of the demo.
async fn notice(app: &App, meeting: &str, issuer: Issuer, on: &str) -> String {
    let filled = app.occasion(&Occasion::Notice(ItemKey::new(meeting)), &issuer, date(on)).await.unwrap();
    let composed = app.compose_loose(issuer.unit, "notice", &issuer.layout, &filled).unwrap();
    assert!(composed.problems.is_empty(), "{:?}", composed.problems);
    let text = read_text(&write_docx(&composed.paper, &composed.layout).unwrap(), "thong-bao.docx").unwrap();
    text.text
}

fn issued_by(unit: UnitId, layout: &str) -> Issuer {
    Issuer { unit, layout: layout.to_owned() }
}

async fn a_commune_known_in_part_stands_as_it_reported(database: Database) {
    let app = open(&database, &clock()).await;
    app.load_demo().await.unwrap();
    let dam_ha = issued_by(unit("Huyện Đầm Hà", "2024-01-26"), "state");
    let notice = notice(&app, "e-quang-an", dam_ha, "2024-01-26").await;
    assert!(notice.contains("Xã Quảng An báo cáo đạt 16/19 tiêu chí, 70/75 chỉ tiêu."), "{notice}");
    assert!(!notice.contains("0/19") && !notice.contains("1/75"), "{notice}");
    let report = text(&app, unit("Quảng An, Đầm Hà", "2024-03-14"), "2024-Q1").await;
    assert!(report.contains("đạt 16/19 tiêu chí, 70/75 chỉ tiêu") && !report.contains("1/75"), "{report}");
}

async fn people_and_places_are_written_as_sentences_need_them(database: Database) {
    let app = open(&database, &clock()).await;
    app.load_demo().await.unwrap();
    let mong_cai = issued_by(unit("Thành phố Móng Cái", "2021-03-12"), "state");
    let five = notice(&app, "b-5-xa", mong_cai, "2021-03-12").await;
    assert!(five.contains("phát biểu của lãnh đạo 5 xã; các phòng, ban và ý kiến"), "{five}");
    // A conclusion that stands as a task alone is named, so that no number is missing.
    assert!(five.contains("Kết luận 7: giao thành nhiệm vụ"), "{five}");
    let ky_anh = issued_by(unit("Huyện Kỳ Anh", "2020-09-10"), "state");
    let two = notice(&app, "d-duong-gang", ky_anh, "2020-09-10").await;
    assert!(two.contains("tại Huyện ủy Kỳ Anh,") && two.contains("Tham dự có các phòng, ban huyện; UBND xã Kỳ Lạc;"), "{two}");
    assert!(two.contains("; đoàn công tác theo Quyết định 1447."), "{two}");
    assert!(two.contains("Cơ sở vật chất văn hóa; Thông tin và Truyền thông;"), "{two}");
}

async fn who_issues_a_notice_makes_it_known(database: Database) {
    let app = open(&database, &clock()).await;
    app.load_demo().await.unwrap();
    let mong_cai = unit("Thành phố Móng Cái", "2021-03-12");
    let state = notice(&app, "b-5-xa", issued_by(mong_cai, "state"), "2021-03-12").await;
    assert!(state.contains("Văn phòng Điều phối nông thôn mới thành phố Móng Cái thông báo để"), "{state}");
    assert!(state.contains("NHIỆM VỤ GIAO TẠI BUỔI LÀM VIỆC VỚI 5 XÃ"), "titles of annexes stand in capitals: {state}");
    let party = notice(&app, "b-5-xa", issued_by(mong_cai, "party"), "2021-03-12").await;
    assert!(party.contains("Thành ủy Móng Cái thông báo để"), "{party}");
    assert!(party.contains("Văn phòng Điều phối nông thôn mới thành phố Móng Cái theo dõi"), "{party}");
}

async fn a_district_is_reported_by_no_other_provinces_set(database: Database) {
    let app = open(&database, &clock()).await;
    app.load_demo().await.unwrap();
    let dong_son = text(&app, unit("Huyện Đông Sơn, Thanh Hóa", "2020-06-30"), "2020-H1").await;
    assert!(!dong_son.contains("Hà Tĩnh"), "{dong_son}");
    assert!(dong_son.contains("chưa có số liệu về tiêu chí của xã nào") && !dong_son.contains("bình quân –"), "{dong_son}");
}

async fn nobody_is_reminded_by_themselves(database: Database) {
    let app = open(&database, &clock()).await;
    app.load_demo().await.unwrap();
    let (on, commune) = (date("2020-11-30"), unit("Lâm Hợp, Kỳ Anh", "2020-11-30"));
    let letter = Occasion::Reminder(TaskScope::Area(commune));
    let to = |report: vedich_app::papers::Report| report.fields["addressees"].clone();
    let own = to(app.occasion(&letter, &issued_by(commune, "state"), on).await.unwrap());
    assert!(own.as_array().unwrap().iter().all(|to| to.as_str().unwrap().starts_with("Đồng chí ")), "{own}");
    // The committee of the Party is another body, and so is the district's office.
    for issuer in [issued_by(commune, "party"), issued_by(unit("Huyện Kỳ Anh, Hà Tĩnh", "2020-11-30"), "state")] {
        let above = to(app.occasion(&letter, &issuer, on).await.unwrap());
        assert!(above.to_string().contains("Ủy ban nhân dân xã Lâm Hợp"), "{above}");
    }
}

async fn a_task_of_a_roadmap_is_found_by_its_name(database: Database) {
    let app = open(&database, &clock()).await;
    app.load_demo().await.unwrap();
    let commune = unit("Lâm Hợp, Kỳ Anh", "2020-10-20");
    let names = app.roadmap_tasks_of(commune);
    assert!(names.contains(&"2. Thi công cứng hóa mặt đường".to_owned()), "{names:?}");
    let found = |said: &str| app.roadmap_task_of(commune, said).map(|link| link.task.to_string());
    for said in ["2. Thi công cứng hóa mặt đường", "thi cong cung hoa mat duong", " tc2.thi-cong "] {
        assert_eq!(found(said).as_deref(), Some("tc2.thi-cong"), "{said}");
    }
    assert_eq!(found("Thi công"), None);
}
