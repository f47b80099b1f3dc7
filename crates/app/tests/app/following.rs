//! Several processes on one database agree, and the board turns the page at midnight.

use crate::support::{by, clock, date, open, said, unit, value, values};
use chrono::TimeDelta;
use std::time::{Duration, Instant};
use vedich_app::App;
use vedich_app::commands::{NewUnit, RegisterUnits};
use vedich_journal::testing::Database;
use vedich_units::UnitLevel;

crate::on_both!(
    two_processes_agree_within_two_seconds,
    two_processes_that_both_write_never_lose_a_fact,
    ids_given_out_by_two_processes_never_collide,
    the_board_turns_the_page_at_midnight,
    health_tells_how_far_everything_is,
);

async fn until_agreed(one: &App, other: &App) -> Duration {
    let start = Instant::now();
    while other.live().version() < one.version() {
        assert!(start.elapsed() < Duration::from_secs(10), "the other process never caught up");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    start.elapsed()
}

async fn two_processes_agree_within_two_seconds(database: Database) {
    let clock = clock();
    let (one, other) = (open(&database, &clock).await, open(&database, &clock).await);
    let _following = other.follow();
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    let mut told = other.subscribe();
    for number in [10, 99] {
        one.record_observations(by(), values(vec![value(commune, "4.2", number, "2024-06-30")])).await.unwrap();
        let took = until_agreed(&one, &other).await;
        assert!(took < Duration::from_secs(2), "{took:?}");
        assert_eq!(said(&one.live(), commune), said(&other.live(), commune));
        assert!(told.has_changed().unwrap());
        told.mark_unchanged();
    }
}

async fn two_processes_that_both_write_never_lose_a_fact(database: Database) {
    let clock = clock();
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    let mut writers = Vec::new();
    for writer in 0..3 {
        let app = open(&database, &clock).await;
        writers.push(tokio::spawn(async move {
            for i in 0..8 {
                app.record_observations(by(), values(vec![value(commune, "4.2", writer * 10 + i, "2024-06-30")])).await.unwrap();
            }
            app
        }));
    }
    let mut apps = Vec::new();
    for writer in writers {
        apps.push(writer.await.unwrap());
    }
    for app in &apps {
        app.keep_up().await.unwrap();
        assert_eq!(app.version().get(), 24);
        assert_eq!(app.live().version().get(), 24);
        assert_eq!(said(&app.live(), commune), said(&apps[0].live(), commune));
    }
}

async fn ids_given_out_by_two_processes_never_collide(database: Database) {
    let clock = clock();
    let (one, other) = (open(&database, &clock).await, open(&database, &clock).await);
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    let hamlet = |name: &str| NewUnit {
        level: UnitLevel::Hamlet,
        kind: "thon".into(),
        name: name.into(),
        parent: commune,
        code: None,
        from: date("2020-01-01"),
        source: None,
    };
    one.register_units(by(), RegisterUnits { units: vec![hamlet("Thôn 1")], content_hash: None }).await.unwrap();
    other.register_units(by(), RegisterUnits { units: vec![hamlet("Thôn 2")], content_hash: None }).await.unwrap();
    one.keep_up().await.unwrap();
    for app in [&one, &other] {
        assert_eq!(app.reference().registry.children(commune, app.today()).len(), 2);
    }
}

async fn the_board_turns_the_page_at_midnight(database: Database) {
    let clock = clock();
    let app = open(&database, &clock).await;
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    app.record_observations(by(), values(vec![value(commune, "4.2", 10, "2024-06-30")])).await.unwrap();
    assert_eq!(app.live().date(), date("2024-06-30"));
    app.keep_up().await.unwrap();
    assert_eq!(app.live().date(), date("2024-06-30"));
    clock.advance(TimeDelta::hours(14));
    app.keep_up().await.unwrap();
    assert_eq!(app.live().date(), date("2024-07-01"));
    app.record_observations(by(), values(vec![value(commune, "4.2", 99, "2024-07-01")])).await.unwrap();
    assert_eq!(app.live().version().get(), 2);
}

async fn health_tells_how_far_everything_is(database: Database) {
    let app = open(&database, &clock()).await;
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    app.record_observations(by(), values(vec![value(commune, "4.2", 10, "2024-06-30")])).await.unwrap();
    let health = app.health().await;
    assert!(health.ready);
    assert_eq!((health.taken_in.get(), health.board.get(), health.head.unwrap().fact.get()), (1, 1, 1));
    app.journal().close().await;
    assert!(!app.health().await.ready);
}
