//! The desk on real databases: what a document orders becomes a task of steering, once, with the document as its source.

use crate::support::{codes, reference};
use std::sync::Arc;
use vedich_app::commands::By;
use vedich_app::desk::{Change, Handed, Outcome};
use vedich_app::{App, FixedClock};
use vedich_board::steering::{Show, TaskQuery, TaskScope};
use vedich_desk::{Beside, CardKind, Decision, Field};
use vedich_facts::steering::DueRule;
use vedich_journal::testing::Database;

crate::on_both!(an_order_becomes_a_task_with_its_paper,);

const NOTICE: &str = "Thông báo kết luận giao ban nông thôn mới huyện Đầm Hà ngày 24/1/2024\n\
    1. Xã Quảng An đạt 17/19 tiêu chí nông thôn mới.\n\
    2. Giao UBND xã Quảng An rà soát hồ sơ tiêu chí môi trường, xong trước ngày 20/2/2024.\n\
    3. Giao Phòng Tài chính - Kế hoạch tham mưu bố trí vốn cho nhà văn hóa thôn, báo cáo trong vòng 05 ngày làm việc.";

async fn desk(database: &Database) -> App {
    let clock = FixedClock::at("2024-06-30T03:00:00Z".parse().unwrap());
    App::open(&database.url, reference(), Arc::new(clock)).await.unwrap()
}

async fn an_order_becomes_a_task_with_its_paper(database: Database) {
    let app = desk(&database).await;
    let by = By::operator("thư ký", "test");
    let hand = by.hand();
    let handed = Handed { file: None, title: Some("Thông báo 12-TB/HU".to_owned()), text: NOTICE.to_owned() };
    let Outcome::Read(id) = app.hand_in(hand, handed.clone(), false).await.unwrap() else { panic!("not read") };
    let reading = app.reading(hand, &id).await.unwrap().unwrap();
    let orders: Vec<_> = reading.draft.cards.iter().filter(|card| card.kind == CardKind::Task).map(|card| card.no).collect();
    assert_eq!(orders.len(), 2, "{:#?}", reading.draft.cards);
    let mut changes: Vec<Change> = orders.iter().map(|no| Change::Decide(*no, Decision::Accepted)).collect();
    let given: vedich_values::Date = "2024-01-24".parse().unwrap();
    let registry = reference().registry;
    let district = registry.find("Huyện Đầm Hà", Some(given), 1)[0].unit;
    let place = registry.path(district, given);
    changes.extend(orders.iter().map(|no| Change::Correct(*no, vec![(Field::Place, place.clone())])));
    app.change_reading(hand, &id, &changes).await.unwrap();
    let first = app.apply_reading(hand, &id).await.unwrap();
    // Sent twice it is done once.
    assert_eq!(app.apply_reading(hand, &id).await.unwrap().entry, first.entry);
    let commune = registry.find("Quảng An, Đầm Hà", Some(given), 1)[0].unit;
    let board = app.picture(app.today(), None).await.unwrap();
    let query = TaskQuery { show: Show::All, ..TaskQuery::open(TaskScope::Assigner(district), 10) };
    let tasks = board.tasks(&query).items;
    assert_eq!(tasks.len(), 2);
    let of = |words: &str| tasks.iter().map(|task| &task.assignment).find(|one| one.content.contains(words)).unwrap();
    let (review, money) = (of("rà soát"), of("bố trí vốn"));
    assert_eq!((review.lead.unit, review.lead.office.as_str()), (commune, ""));
    assert_eq!(review.due.on.map(|on| on.to_string()).as_deref(), Some("2024-02-20"));
    assert_eq!(review.source.paper.as_deref(), Some("Thông báo 12-TB/HU"));
    assert_eq!((money.lead.unit, money.lead.office.as_str()), (district, "Phòng Tài chính - Kế hoạch"));
    assert_eq!((money.due.rule, money.due.on.map(|on| on.to_string()).as_deref()), (DueRule::WorkingDays(5), Some("2024-01-31")));
    // The same notice again: both orders are known, and stating them anew states nothing.
    let Outcome::Read(again) = app.hand_in(hand, handed, true).await.unwrap() else { panic!("not read") };
    app.change_reading(hand, &again, &changes).await.unwrap();
    let reading = app.reading(hand, &again).await.unwrap().unwrap();
    let beheld = app.behold(hand, reading).await.unwrap();
    let known =
        beheld.cards().filter(|(card, ..)| card.kind == CardKind::Task).all(|(_, judged, _)| matches!(judged.beside, Beside::Known(_)));
    assert!(known && beheld.to_state().is_empty());
    // A deadline before the day it was given is asked about.
    let early = vec![Change::Correct(orders[0], vec![(Field::By, "2024-01-02".to_owned())])];
    app.change_reading(hand, &again, &early).await.unwrap();
    assert_eq!(codes(app.apply_reading(hand, &again).await), ["desk.incomplete"]);
}
