//! Site visits on both databases: who may record them, and the way of a demand back and forth.

use crate::evidence::{again, with_store};
use crate::support::{codes, date, unit};
use crate::verify::person;
use bytes::Bytes;
use vedich_app::evidence::Sent;
use vedich_app::visits::{DemandStep, FollowVisit, RecordVisit, Turn};
use vedich_app::work::{Rhythm, What, Wishes};
use vedich_app::{App, AppError, By};
use vedich_board::DemandState;
use vedich_facts::{Field, Finding};
use vedich_journal::testing::Database;
use vedich_rights::Refusal;
use vedich_values::{CriterionNo, FactSeq, UnitId};

crate::on_both!(a_visit_demands_and_the_demand_is_followed_up, a_demand_waits_for_the_unit_and_then_for_whoever_accepts_it);

async fn a_visit_demands_and_the_demand_is_followed_up(database: Database) {
    let (app, _folder) = with_store(&database).await;
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    let roads =
        person(&app, "roads", "department-specialist", unit("Tỉnh Quảng Ninh", "2024-06-30"), Field::criteria("commune", [2])).await;
    let finding = |criterion: Option<u16>| Finding {
        criterion: criterion.map(CriterionNo),
        found: "Đường thôn 3 hỏng mặt".into(),
        demand: Some("Sửa 200 m".into()),
        due: Some(date("2024-06-20")),
        files: Vec::new(),
    };
    let visit = |criterion| RecordVisit {
        unit: commune,
        on: date("2024-06-10"),
        people: vec!["Lê Thị Ngành".into()],
        findings: vec![finding(criterion)],
        note: None,
        keep_metadata: false,
        files: Vec::new(),
        shown: vec![(0, photo(b"%PDF-1.7 hong"))],
    };
    let outside = app.record_visit(again(&roads), visit(Some(5))).await;
    assert!(matches!(outside, Err(AppError::Forbidden(Refusal::OutsideField))), "{outside:?}");
    let everybody = person(&app, "office", "coordination-office", unit("Tỉnh Quảng Ninh", "2024-06-30"), Field::WHOLE).await;
    assert_eq!(codes(app.record_visit(again(&everybody), visit(Some(77))).await), ["fact.unknown-criterion"]);
    let held = app.record_visit(again(&roads), visit(Some(2))).await.unwrap().facts.start;
    let officer = person(&app, "officer", "commune-officer", commune, Field::WHOLE).await;
    let seen = app.visits_of(officer.hand(), commune).unwrap();
    assert_eq!(seen[0].findings[0].days_late(date("2024-06-30")), Some(10));
    let seen = |by: &By| {
        let (app, hand) = (app.clone(), by.hand().clone());
        async move { app.visits_seen(&hand, commune).await.unwrap().remove(0) }
    };
    let said = |step: DemandStep, note: &str| FollowVisit { unit: commune, visit: held, finding: 0, step, note: Some(note.to_owned()) };
    let extend = || DemandStep::Extend { due: date("2024-07-10") };
    assert_eq!(seen(&officer).await.visit.files_of(held).unwrap().len(), 1, "photos stand with their finding");
    assert_eq!(codes(app.follow_visit(again(&roads), said(extend(), "")).await), ["verify.no-reason"]);
    app.follow_visit(again(&roads), said(extend(), "mưa")).await.unwrap();
    assert_eq!(app.live().visits(commune)[0].findings[0].days_late(date("2024-06-30")), None);
    assert!(app.follow_visit(again(&officer), said(DemandStep::Accept, "xong")).await.is_err(), "who is told to does not accept");

    // Reported by the unit with what shows it, accepted by somebody else.
    let report = |files| DemandStep::Report { on: Some(date("2024-06-15")), files };
    let early = DemandStep::Report { on: Some(date("2024-06-01")), files: Vec::new() };
    assert_eq!(codes(app.follow_visit(again(&officer), said(early, "x")).await), ["visit.before-visit"]);
    assert_eq!(codes(app.follow_visit(again(&officer), said(report(Vec::new()), " ")).await), ["visit.no-result"]);
    assert_eq!(codes(app.follow_visit(again(&roads), said(DemandStep::Reopen { due: None }, "x")).await), ["visit.nothing-to-reopen"]);
    assert!(app.follow_visit(again(&roads), said(report(Vec::new()), "x")).await.is_err(), "who demands does not report it done");
    let done = app.follow_visit(again(&officer), said(report(vec![photo(b"%PDF-1.7 da sua")]), "")).await.unwrap().facts.start;
    let waits = seen(&roads).await;
    assert_eq!(
        (waits.visit.findings[0].state(), waits.visit.findings[0].done_on()),
        (Some(DemandState::Reported), Some(date("2024-06-15")))
    );
    assert_eq!(waits.visit.files_of(done).unwrap()[0].name, "bien-ban.pdf");
    assert_eq!(waits.turns[0], Turn { reports: false, decides: true, own: false });
    assert_eq!(codes(app.follow_visit(again(&officer), said(report(Vec::new()), "x")).await), ["visit.reported-already"]);
    assert_eq!(codes(app.follow_visit(again(&roads), said(DemandStep::Reopen { due: None }, "")).await), ["verify.no-reason"]);
    let longer = DemandStep::Reopen { due: Some(date("2024-07-20")) };
    app.follow_visit(again(&roads), said(longer, "Mới sửa 100 m")).await.unwrap();
    assert!(seen(&officer).await.visit.findings[0].is_to_do());

    // Four eyes: an office that may do both does not accept its own report.
    app.follow_visit(again(&everybody), said(report(Vec::new()), "Sửa nốt 100 m")).await.unwrap();
    assert!(seen(&everybody).await.turns[0].own);
    let own = app.follow_visit(again(&everybody), said(DemandStep::Accept, "")).await;
    assert!(matches!(own, Err(AppError::Forbidden(Refusal::FourEyes))), "{own:?}");
    // Taking the report back first makes nobody's eyes four.
    app.follow_visit(again(&everybody), said(DemandStep::Reopen { due: None }, "gửi nhầm")).await.unwrap();
    let own = app.follow_visit(again(&everybody), said(DemandStep::Accept, "")).await;
    assert!(matches!(own, Err(AppError::Forbidden(Refusal::FourEyes))), "{own:?}");
    assert!(seen(&everybody).await.turns[0].own && !seen(&roads).await.turns[0].own);
    // What the province demanded is not waived by the commune's own leader.
    let chairman = person(&app, "chairman", "leader", commune, Field::WHOLE).await;
    for step in [DemandStep::Accept, extend()] {
        let waived = app.follow_visit(again(&chairman), said(step, "xã tự xét")).await;
        assert!(matches!(waived, Err(AppError::Forbidden(Refusal::HeldAbove))), "{waived:?}");
    }
    assert!(!seen(&chairman).await.turns[0].decides);
    app.follow_visit(again(&roads), said(DemandStep::Accept, "đã sửa")).await.unwrap();
    assert!(!app.live().visits(commune)[0].findings[0].is_open());
    assert_eq!(codes(app.follow_visit(again(&roads), said(DemandStep::Accept, "")).await), ["visit.met-already"]);
    app.follow_visit(again(&roads), said(DemandStep::Reopen { due: None }, "Lại hỏng")).await.unwrap();
    assert!(app.live().visits(commune)[0].findings[0].is_to_do());
    assert_eq!(app.live().visits(commune)[0].findings[0].history.len(), 7, "nothing that was said is lost");
}

fn photo(content: &'static [u8]) -> Sent {
    Sent::File { name: "bien-ban.pdf".into(), content: Bytes::from_static(content) }
}

/// A demand of criterion 2, due on the first of July, made by a hand of the operator.
async fn demanded(app: &App, unit: UnitId) -> FactSeq {
    let finding = Finding {
        criterion: Some(CriterionNo(2)),
        found: "Đường thôn 3 hỏng mặt".into(),
        demand: Some("Sửa 200 m".into()),
        due: Some(date("2024-07-01")),
        files: Vec::new(),
    };
    let (people, findings) = (vec!["Lê Thị Ngành".to_owned()], vec![finding]);
    let visit = RecordVisit {
        unit,
        on: date("2024-06-10"),
        people,
        findings,
        note: None,
        files: Vec::new(),
        shown: Vec::new(),
        keep_metadata: false,
    };
    app.record_visit(By::operator("test", "test"), visit).await.unwrap().facts.start
}

async fn a_demand_waits_for_the_unit_and_then_for_whoever_accepts_it(database: Database) {
    let (app, _folder) = with_store(&database).await;
    let (commune, province) = (unit("Quảng An, Đầm Hà", "2024-06-30"), unit("Tỉnh Quảng Ninh", "2024-06-30"));
    let officer = person(&app, "officer", "commune-officer", commune, Field::WHOLE).await;
    let roads = person(&app, "roads", "department-specialist", province, Field::criteria("commune", [2])).await;
    let schools = person(&app, "schools", "department-specialist", province, Field::criteria("commune", [5])).await;
    let visit = demanded(&app, commune).await;
    let waits = async |login: &str| -> Vec<What> {
        let due = app.agenda(&crate::work::signed(&app, login).await).await.unwrap().due;
        due.iter().map(|one| one.what).filter(|what| matches!(what, What::Demand | What::LateDemand | What::DemandDone)).collect()
    };
    assert_eq!((waits("officer").await, waits("roads").await), (vec![What::Demand], vec![]));
    let step = |step: DemandStep| FollowVisit { unit: commune, visit, finding: 0, step, note: Some("Đã sửa 120 m".into()) };
    let report = || step(DemandStep::Report { on: None, files: Vec::new() });
    app.follow_visit(again(&officer), report()).await.unwrap();
    assert_eq!((waits("officer").await, waits("roads").await), (vec![], vec![What::DemandDone]));
    assert_eq!(waits("schools").await, [], "of another field");
    assert!(app.follow_visit(again(&schools), step(DemandStep::Accept)).await.is_err());

    // Whoever wants it is written to when it is sent back.
    let own = crate::work::signed(&app, "officer").await;
    let reached = vedich_app::people::Contact::typed("officer@example.vn", "");
    let details = vedich_app::people::Details { contact: Some(reached), ..Default::default() };
    app.describe_person(By::operator("test", "test"), own.person.id, details, None).await.unwrap();
    app.set_wishes(&own, Wishes { rhythm: Rhythm::Never, hour: 7, weekday: 1, at_once: true }).await.unwrap();
    let seen = app.version();
    let back = FollowVisit { note: Some("Còn 80 m".into()), ..step(DemandStep::Reopen { due: Some(date("2024-07-20")) }) };
    app.follow_visit(again(&roads), back).await.unwrap();
    let desk = vedich_app::work::at_once::Desk { lang: vedich_wording::Lang::Vi, base: "https://vedich.example.vn/" };
    for _ in 0..2 {
        app.post_at_once(seen, desk).await.unwrap();
    }
    let letters = app.letters_due().await.unwrap();
    let body = &letters[0].0.body;
    assert_eq!(letters.len(), 1, "once: {letters:?}");
    assert!(body.contains("Sửa 200 m") && body.contains("Còn 80 m") && body.contains("20/07/2024"), "{body}");
    assert_eq!((waits("officer").await, waits("roads").await), (vec![What::Demand], vec![]));
    app.follow_visit(again(&officer), report()).await.unwrap();
    app.follow_visit(again(&roads), step(DemandStep::Accept)).await.unwrap();
    assert_eq!((waits("officer").await, waits("roads").await), (vec![], vec![]));
}
