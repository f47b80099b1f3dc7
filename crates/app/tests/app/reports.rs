//! Periodic reports and letters over the demo cases: what is not known is not nought, and nobody is told of what is another's.

use crate::support::{clock, date, open, unit};
use vedich_app::App;
use vedich_app::papers::{Issuer, Occasion};
use vedich_board::steering::TaskScope;
use vedich_journal::testing::Database;
use vedich_papers::render;
use vedich_reference::{paper_forms, paper_template};
use vedich_values::UnitId;

crate::on_both!(
    a_report_says_what_was_reported_where_nothing_follows_from_values,
    a_district_is_reported_by_no_other_provinces_set,
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
    let issued_by = |unit, layout: &str| Issuer { unit, layout: layout.to_owned() };
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
