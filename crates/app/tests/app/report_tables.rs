//! The tables of a report over a roadmap that is filled in: money by source (B05), works (B08), hamlets and gardens (B11).

use crate::support::{by, clock, date, open, unit};
use vedich_app::App;
use vedich_app::commands::{NewUnit, RegisterUnits};
use vedich_app::roadmaps::{MakeRoadmap, Which};
use vedich_facts::UnitLevel;
use vedich_facts::roadmap::{Count, Done, Funding, LinkKind, PlannedQuantity, RoadmapEdit, TaskRecord};
use vedich_journal::testing::Database;
use vedich_papers::Table;
use vedich_reference::paper_forms;
use vedich_roadmap::template::Aim;
use vedich_values::{CriterionNo, UnitId, Vnd};

crate::on_both!(money_works_and_gardens_are_told_by_a_filled_roadmap);

const MILLION: i64 = 1_000_000;

fn from(source: &str, millions: i64) -> Funding {
    Funding::of_source(source, Vnd(millions * MILLION))
}

fn measured(task: TaskRecord, unit: &str, planned: &str) -> TaskRecord {
    let quantity = PlannedQuantity { unit: unit.to_owned(), planned: Some(planned.parse().unwrap()) };
    TaskRecord { quantity: Some(quantity), ..task.lasting(20) }
}

fn put(task: TaskRecord) -> RoadmapEdit {
    RoadmapEdit::PutTask(Box::new(task))
}

fn counted(task: &str, day: &str, done: &str) -> Count {
    Count::of_day(task, date(day), Done::Quantity(done.parse().unwrap()))
}

/// A commune with two hamlets, its roadmap, and what was counted of it in 2023 and 2024.
async fn filled(database: &Database) -> (App, UnitId) {
    let app = open(database, &clock()).await;
    let commune = unit("Quảng An, Đầm Hà", "2024-01-24");
    let hamlet = |name: &str| NewUnit {
        level: UnitLevel::Hamlet,
        kind: "thon".to_owned(),
        name: name.to_owned(),
        parent: commune,
        code: None,
        from: date("2020-01-01"),
        source: None,
    };
    let units = ["Thôn 1", "Thôn 10"].map(hamlet).to_vec();
    app.register_units(by(), RegisterUnits { units, content_hash: None }).await.unwrap();
    let mut road = measured(TaskRecord::new("duong", "Làm đường trục xã"), "km", "2.5").after("gpmb", LinkKind::FinishToStart, 0);
    road.cost = Some(Vnd(3_000 * MILLION));
    road.funding = vec![from("Ngân sách tỉnh (2024)", 1_200), from("Ngân sách tỉnh (2023)", 800), from("Dân góp tiền", 400)];
    road.person = Some("Chủ tịch UBND xã".to_owned());
    road.location = Some("Thôn 10".to_owned());
    road.work = true;
    let cleared = measured(TaskRecord::new("gpmb", "Giải phóng mặt bằng"), "hộ", "12");
    let mut gardens = measured(TaskRecord::new("vuon", "Xây dựng vườn mẫu"), "vườn", "8");
    gardens.location = Some("Thôn 10".to_owned());
    gardens.cost = Some(Vnd(200 * MILLION));
    let households = TaskRecord { location: Some("Thôn 1".to_owned()), ..measured(TaskRecord::new("ho", "Hộ mẫu"), "hộ", "5") };
    let make = MakeRoadmap {
        unit: commune,
        title: None,
        set: None,
        start: date("2023-03-01"),
        target: date("2024-12-31"),
        criteria: Some(vec![CriterionNo(10)]),
        aim: Aim::Submitted,
    };
    app.make_roadmap(by(), make).await.unwrap();
    let made = app.roadmap(commune, None).await.unwrap().unwrap();
    let remove = |task: &TaskRecord| RoadmapEdit::RemoveTask { task: task.id.clone() };
    let mut edits: Vec<RoadmapEdit> = made.tasks.iter().rev().map(remove).collect();
    edits.extend([cleared, road, gardens, households].map(put));
    let which = |day: &str| Which { on: Some(date(day)), ..Which::followed(commune) };
    app.edit_roadmap(by(), which("2023-03-01"), edits).await.unwrap();
    for (day, counts) in [
        ("2023-11-20", vec![counted("duong", "2023-11-20", "1").spending_by(vec![from("Ngân sách tỉnh", 700)])]),
        (
            "2024-02-20",
            vec![
                counted("duong", "2024-02-20", "1.5").spending_by(vec![from("Ngân sách tỉnh", 900), from("Dân góp tiền", 100)]),
                Count { spent: Some(Vnd(50 * MILLION)), ..counted("vuon", "2024-02-20", "3") },
                counted("gpmb", "2024-02-20", "12"),
            ],
        ),
        (
            "2024-06-10",
            vec![
                Count {
                    started: Some(date("2023-10-02")),
                    ..counted("duong", "2024-06-10", "2").spending_by(vec![from("Ngân sách tỉnh", 1_500), from("Dân góp tiền", 250)])
                },
                Count { spent: Some(Vnd(80 * MILLION)), ..counted("vuon", "2024-06-10", "5") },
                counted("ho", "2024-06-10", "2"),
            ],
        ),
    ] {
        app.count_roadmap(by(), which(day), counts, None).await.unwrap();
    }
    (app, commune)
}

fn lines(table: &Table) -> Vec<String> {
    table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.content.printed()).collect::<Vec<_>>().join("|")).collect()
}

async fn money_works_and_gardens_are_told_by_a_filled_roadmap(database: Database) {
    let (app, commune) = filled(&database).await;
    let period = paper_forms().parse_period("2024-Q2").unwrap();
    let report = app.report(commune, &period).await.unwrap();
    // There, share of it; planned this year; spent since 15 March, since 15 December, in all; of the plan.
    let money = &report.tables["B05"];
    assert_eq!(
        lines(money),
        [
            "I|Ngân sách Trung ương|||||||",
            "II|Ngân sách địa phương|2.000|83,3%|1.200|600|800|1.500|66,7%",
            "1|Cấp tỉnh|2.000|83,3%|1.200|600|800|1.500|66,7%",
            "III|Lồng ghép|||||||",
            "IV|Tín dụng|||||||",
            "V|Doanh nghiệp, hợp tác xã|||||||",
            "VI|Nhân dân đóng góp|400|16,7%||150|250|250|",
            "1|Tiền|400|16,7%||150|250|250|",
            "VII|Khác|||||||",
            "|Chưa tách theo nguồn||||30|80|80|",
            "|Tổng số|2.400|100%|1.200|780|1.130|1.830|94,2%",
        ]
    );
    assert!(money.notes[0].contains("3.200 triệu đồng"), "{:?}", money.notes);
    // Land is cleared for the road, so it stands in the row of the road. Gardens and households are counted too, and are no works.
    assert_eq!(
        lines(&report.tables["B08"]),
        ["1|Làm đường trục xã|Thôn 10|km|2,5|2|0,5|80%|12/12 hộ||02/10/2023||Đang thực hiện|Chủ tịch UBND xã"]
    );
    assert_eq!(
        lines(&report.tables["B11"]),
        ["1|Thôn 1|Xã Quảng An||||||||5|2", "2|Thôn 10|Xã Quảng An||||||8|5||", "|Tổng số|||||||8|5|5|2"]
    );
    // A year earlier nobody had spent anything, which is not nothing spent.
    let first = app.report(commune, &paper_forms().parse_period("2023-Q2").unwrap()).await.unwrap();
    assert_eq!(lines(&first.tables["B05"]).last().unwrap(), "|Tổng số|2.400|100%|800||||");
}
