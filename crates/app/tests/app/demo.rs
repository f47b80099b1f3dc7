//! The demo cases, loaded once.

use crate::support::{by, clock, date, open, unit, value, values};
use vedich_app::{App, AppError};
use vedich_journal::testing::Database;

crate::on_both!(
    the_demo_loads_once_and_shows_the_cases,
    a_database_in_use_does_not_become_a_demo,
    who_works_on_a_criterion_is_said_of_the_set_it_was_planned_by,
);

async fn counts(app: &App, name: &str, on: &str) -> (u32, u32) {
    let picture = app.picture(date(on), None).await.unwrap();
    let place = picture.place(unit(name, on), None).unwrap();
    (place.assessment.marks.criterion_counts.met, place.assessment.marks.criterion_counts.total)
}

async fn the_demo_loads_once_and_shows_the_cases(database: Database) {
    let clock = clock();
    let app = open(&database, &clock).await;
    assert!(app.load_demo().await.unwrap());
    assert_eq!(counts(&app, "Lâm Hợp, Kỳ Anh", "2020-09-08").await, (16, 20));
    assert_eq!(counts(&app, "Kỳ Lạc, Kỳ Anh", "2020-09-08").await, (10, 20));
    let head = app.journal().head().await.unwrap();
    assert!(!app.load_demo().await.unwrap());
    assert_eq!(app.journal().head().await.unwrap(), head);
    // A second start draws the same from the journal alone.
    let again = open(&database, &clock).await;
    assert_eq!(counts(&again, "Lâm Hợp, Kỳ Anh", "2020-09-08").await, (16, 20));
    assert_eq!(again.live().version(), head.fact);
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    app.record_observations(by(), values(vec![value(commune, "4.2", 97, "2024-06-30")])).await.unwrap();
    assert!(!app.load_demo().await.unwrap(), "a demo stays one, whatever is done in it");
}

async fn a_database_in_use_does_not_become_a_demo(database: Database) {
    let app = open(&database, &clock()).await;
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    app.record_observations(by(), values(vec![value(commune, "4.2", 97, "2024-06-30")])).await.unwrap();
    let refused = app.load_demo().await.unwrap_err();
    assert!(matches!(refused, AppError::Refused(problems) if problems[0].code == "demo.not-empty"));
}

async fn who_works_on_a_criterion_is_said_of_the_set_it_was_planned_by(database: Database) {
    let app = open(&database, &clock()).await;
    app.load_demo().await.unwrap();
    let picture = app.picture(date("2020-11-01"), None).await.unwrap();
    let lam_hop = unit("Lâm Hợp, Kỳ Anh", "2020-09-08");
    let by = |set: &str| vedich_app::duties::in_charge(&picture, lam_hop, app.reference().catalogue.get(set).unwrap());
    let planned = by("vn-ha-tinh.commune.2018-2020.standard");
    let roads = &planned[&vedich_values::CriterionNo(2)];
    assert!(!roads.who.is_empty() && roads.due.is_some(), "{planned:?}");
    let later = by("vn.commune.2026-2030.standard");
    let infrastructure = &later[&vedich_values::CriterionNo(2)];
    assert_eq!((&infrastructure.who, infrastructure.due), (&roads.who, roads.due), "into which roads went");
    assert!(!later.contains_key(&vedich_values::CriterionNo(5)), "of what nobody planned nothing is said: {later:?}");
}
