//! Pictures of other days, as known now or then.

use crate::support::{by, clock, date, open, said, unit, value, values};
use chrono::TimeDelta;
use std::sync::Arc;
use vedich_app::commands::{NewUnit, RegisterUnits};
use vedich_journal::testing::Database;
use vedich_units::UnitLevel;
use vedich_values::FactSeq;

crate::on_both!(pictures_show_a_date_as_known_then, kept_pictures_keep_up_with_commits, pictures_know_the_units_of_their_time);

async fn pictures_show_a_date_as_known_then(database: Database) {
    let clock = clock();
    let app = open(&database, &clock).await;
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    let start = vedich_app::Clock::now(&*clock);
    let march = date("2024-03-31");
    app.record_observations(by(), values(vec![value(commune, "4.2", 10, "2024-03-31")])).await.unwrap();
    let poor = said(&app.live(), commune);
    clock.advance(TimeDelta::hours(1));
    app.record_observations(by(), values(vec![value(commune, "4.2", 100, "2024-06-30")])).await.unwrap();
    let good = said(&app.live(), commune);
    clock.advance(TimeDelta::hours(1));
    let mut correction = value(commune, "4.2", 100, "2024-03-31");
    correction.correcting = Some(FactSeq(1));
    app.record_observations(by(), values(vec![correction])).await.unwrap();
    let then = start + TimeDelta::minutes(30);
    assert_eq!(said(&app.picture(march, Some(then)).await.unwrap(), commune), poor);
    assert_eq!(said(&app.picture(march, None).await.unwrap(), commune), good);
    assert_eq!(said(&app.picture(app.today(), Some(start + TimeDelta::minutes(90))).await.unwrap(), commune), good);
    let nothing = vedich_board::Board::new(&app.reference(), march);
    assert_eq!(said(&app.picture(march, Some(start - TimeDelta::hours(1))).await.unwrap(), commune), said(&nothing, commune));
    // Known at an instant to come is known now.
    assert_eq!(app.picture(march, Some(start + TimeDelta::days(9))).await.unwrap().version(), FactSeq(3));
}

async fn kept_pictures_keep_up_with_commits(database: Database) {
    let clock = clock();
    let app = open(&database, &clock).await;
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    let march = date("2024-03-31");
    app.record_observations(by(), values(vec![value(commune, "4.2", 10, "2024-03-31")])).await.unwrap();
    let first = app.picture(march, None).await.unwrap();
    assert!(Arc::ptr_eq(&first, &app.picture(march, None).await.unwrap()), "the same picture is drawn once");
    app.record_observations(by(), values(vec![value(commune, "4.2", 99, "2024-03-31")])).await.unwrap();
    let second = app.picture(march, None).await.unwrap();
    assert_eq!((first.version(), second.version()), (FactSeq(1), FactSeq(2)));
    assert_eq!(said(&second, commune), said(&app.live(), commune));
    // More dates than are kept.
    for day in 1..=9 {
        assert_eq!(app.picture(date(&format!("2024-04-0{day}")), None).await.unwrap().version(), FactSeq(2));
    }
    assert_eq!(said(&app.picture(march, None).await.unwrap(), commune), said(&second, commune));
}

async fn pictures_know_the_units_of_their_time(database: Database) {
    let clock = clock();
    let app = open(&database, &clock).await;
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    let before = vedich_app::Clock::now(&*clock);
    app.record_observations(by(), values(vec![value(commune, "4.2", 10, "2024-03-31")])).await.unwrap();
    clock.advance(TimeDelta::hours(1));
    let hamlet = NewUnit {
        level: UnitLevel::Hamlet,
        kind: "thon".into(),
        name: "Thôn Hà".into(),
        parent: commune,
        code: None,
        from: date("2020-01-01"),
        source: None,
    };
    let today = app.today();
    let early = app.picture(today, None).await.unwrap();
    app.register_units(by(), RegisterUnits { units: vec![hamlet], content_hash: None }).await.unwrap();
    let children = |board: &vedich_board::Board| board.reference().registry.children(commune, today).len();
    assert_eq!(children(&early), 0);
    assert_eq!(children(&app.picture(today, None).await.unwrap()), 1);
    assert_eq!(children(&app.picture(today, Some(before + TimeDelta::minutes(1))).await.unwrap()), 0);
    assert_eq!(children(&app.live()), 1);
}
