//! Evidence, responsibilities and visits on both databases: who may, what stays, what shows.

use crate::support::{clock, codes, date, open, unit, value, values};
use crate::verify::person;
use bytes::Bytes;
use vedich_app::duties::GiveDuty;
use vedich_app::evidence::{Attach, Sent};
use vedich_app::visits::{DemandStep, FollowVisit, RecordVisit, Turn};
use vedich_app::{App, AppError, By};
use vedich_board::DemandState;
use vedich_facts::{Charge, EvidenceOf, Field, Finding, Part};
use vedich_journal::testing::Database;
use vedich_rights::Refusal;
use vedich_store::{Rules, Store};
use vedich_values::{CriterionNo, UnitId};

crate::on_both!(
    evidence_is_attached_seen_by_those_who_may_and_withdrawn_with_a_reason,
    whatever_shows_an_indicator_counts_for_it_and_another_sets_numbers_do_not,
    of_many_files_what_is_there_is_left_out_and_told,
    a_file_that_shows_something_else_is_taken_and_told,
    nothing_is_stored_for_whoever_may_not,
    duties_are_dated_and_keep_their_history,
    a_visit_demands_and_the_demand_is_followed_up,
);

fn again(by: &By) -> By {
    By::new(by.hand().clone())
}

fn attach(unit: UnitId, about: EvidenceOf, content: &'static [u8]) -> Attach {
    let sent = vec![Sent::File { name: "bien-ban.pdf".into(), content: Bytes::from_static(content) }];
    Attach { unit, on: None, about, title: String::new(), sent, keep_metadata: false, note: None }
}

fn indicator(code: &str, item: &str) -> EvidenceOf {
    EvidenceOf::Indicator { set: "vn.commune.2021-2025.standard".into(), code: code.into(), item: Some(item.into()) }
}

async fn with_store(database: &Database) -> (App, tempfile::TempDir) {
    let app = open(database, &clock()).await;
    let folder = tempfile::tempdir().unwrap();
    app.keep_evidence_in(Store::in_folder(folder.path(), Rules::default()).unwrap());
    (app, folder)
}

async fn evidence_is_attached_seen_by_those_who_may_and_withdrawn_with_a_reason(database: Database) {
    let (app, _folder) = with_store(&database).await;
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    let officer = person(&app, "officer", "commune-officer", commune, Field::WHOLE).await;
    let roads =
        person(&app, "roads", "department-specialist", unit("Tỉnh Quảng Ninh", "2024-06-30"), Field::criteria("commune", [2])).await;
    let before = app.checklist(officer.hand(), commune, None).await.unwrap().unwrap().tally;
    app.attach_evidence(again(&officer), attach(commune, indicator("2.1", "acceptance"), b"%PDF-1.7 duong")).await.unwrap();
    app.attach_evidence(again(&officer), attach(commune, indicator("10", "statistics"), b"%PDF-1.7 thu nhap")).await.unwrap();
    let after = app.checklist(officer.hand(), commune, None).await.unwrap().unwrap();
    assert_eq!(after.tally.met(), before.met() + 2);
    assert_eq!(after.shown.met(), 2);
    let sending = |files: usize| {
        let one = attach(commune, indicator("2.1", "acceptance"), b"%PDF-1.7 duong");
        Attach { sent: std::iter::repeat_n(one.sent[0].clone(), files).collect(), ..one }
    };
    assert_eq!(codes(app.attach_evidence(again(&officer), sending(0)).await), ["evidence.nothing-sent"]);
    assert_eq!(codes(app.attach_evidence(again(&officer), sending(21)).await), ["evidence.too-many"]);
    let twice = app.attach_evidence(again(&officer), attach(commune, indicator("2.1", "acceptance"), b"%PDF-1.7 duong")).await;
    assert_eq!(codes(twice), ["evidence.there-already"]);
    let earlier = app.checklist(officer.hand(), commune, Some(date("2021-06-30"))).await.unwrap().unwrap();
    assert_eq!((earlier.set.id.as_str(), earlier.shown.met()), ("vn-quang-ninh.commune.2016-2020.standard", 0), "as it was then");
    let all = app.evidence_of(officer.hand(), commune).await.unwrap();
    assert_eq!(all.len(), 2);
    let theirs = app.evidence_of(roads.hand(), commune).await.unwrap();
    assert_eq!(theirs.len(), 1, "income is not their field");
    let income = app.evidence_one(roads.hand(), commune, all[1].seq()).await;
    assert!(matches!(income, Err(AppError::Forbidden(Refusal::OutsideField))), "{income:?}");
    let content = app.read_file(theirs[0].file().unwrap()).await.unwrap().unwrap();
    assert_eq!(content, Bytes::from_static(b"%PDF-1.7 duong"));

    let of = all[0].seq();
    assert_eq!(codes(app.withdraw_evidence(again(&officer), of, " ").await), ["evidence.no-reason"]);
    assert!(app.withdraw_evidence(again(&roads), of, "x").await.is_err(), "who only verifies takes nothing away");
    app.withdraw_evidence(again(&officer), of, "nhầm tệp").await.unwrap();
    let kept = app.evidence_of(officer.hand(), commune).await.unwrap();
    assert_eq!(kept.len(), 2, "never deleted");
    assert!(kept[0].withdrawn.is_some() && app.read_file(kept[0].file().unwrap()).await.unwrap().is_some());
    assert_eq!(app.checklist(officer.hand(), commune, None).await.unwrap().unwrap().tally.met(), before.met() + 1);
    let refused = |command: Attach| app.attach_evidence(again(&officer), command);
    assert_eq!(codes(refused(attach(commune, EvidenceOf::Unit, b"MZ program")).await), ["file.kind"]);
    assert_eq!(codes(refused(attach(commune, EvidenceOf::Dossier("no".into()), b"%PDF-1.7")).await), ["evidence.unknown-piece"]);
    let link = Attach { sent: vec![Sent::Link("javascript:alert(1)".into())], ..attach(commune, EvidenceOf::Unit, b"") };
    assert_eq!(codes(refused(link).await), ["evidence.bad-link"]);
}

async fn whatever_shows_an_indicator_counts_for_it_and_another_sets_numbers_do_not(database: Database) {
    let (app, _folder) = with_store(&database).await;
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    let officer = person(&app, "officer", "commune-officer", commune, Field::WHOLE).await;
    let shown = async || app.checklist(officer.hand(), commune, None).await.unwrap().unwrap().shown.met();
    let set: vedich_values::SetId = "vn.commune.2021-2025.standard".into();
    let whole = EvidenceOf::Indicator { set: set.clone(), code: "2.1".into(), item: None };
    app.attach_evidence(again(&officer), attach(commune, whole, b"%PDF-1.7 a")).await.unwrap();
    assert_eq!(shown().await, 1, "without saying which paper it is");
    let older = EvidenceOf::Indicator { set: "vn.commune.2016-2020.standard".into(), code: "3.1".into(), item: None };
    app.attach_evidence(again(&officer), attach(commune, older, b"%PDF-1.7 b")).await.unwrap();
    assert_eq!(shown().await, 1, "of another set");
    let new = values(vec![value(commune, "17.1", 98, "2024-06-30")]);
    let of = app.record_observations(again(&officer), new).await.unwrap().facts.start;
    app.attach_evidence(again(&officer), attach(commune, EvidenceOf::Value(of), b"%PDF-1.7 c")).await.unwrap();
    assert_eq!(shown().await, 2, "of a value");
    let criterion = EvidenceOf::Criterion { set, no: vedich_values::CriterionNo(4) };
    app.attach_evidence(again(&officer), attach(commune, criterion, b"%PDF-1.7 d")).await.unwrap();
    assert_eq!(shown().await, 4, "a criterion has two indicators");
}

fn files(unit: UnitId, about: EvidenceOf, contents: &[&'static [u8]]) -> Attach {
    let file = |content: &&'static [u8]| Sent::File { name: "anh.pdf".into(), content: Bytes::from_static(content) };
    Attach { sent: contents.iter().map(file).collect(), ..attach(unit, about, b"") }
}

async fn of_many_files_what_is_there_is_left_out_and_told(database: Database) {
    let (app, _folder) = with_store(&database).await;
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    let officer = person(&app, "officer", "commune-officer", commune, Field::WHOLE).await;
    let about = || indicator("2.1", "acceptance");
    let one: &[&[u8]] = &[b"%PDF-1.7 mot"];
    let first = app.attach_evidence(again(&officer), files(commune, about(), one)).await.unwrap();
    assert!(first.known.is_empty());
    // The one that is there, two new ones, and one of these chosen twice.
    let many: &[&[u8]] = &[b"%PDF-1.7 mot", b"%PDF-1.7 hai", b"%PDF-1.7 ba", b"%PDF-1.7 hai"];
    let command = again(&officer);
    let added = app.attach_evidence(command.clone(), files(commune, about(), many)).await.unwrap();
    assert_eq!(added.known, [first.committed.facts.start]);
    assert_eq!(app.evidence_of(officer.hand(), commune).await.unwrap().len(), 3, "each once");
    // Sent again after a lost answer it is the same command, and nothing is refused.
    let lost = app.attach_evidence(command, files(commune, about(), many)).await.unwrap();
    assert_eq!((lost.committed.already, lost.committed.entry, &lost.known), (true, added.committed.entry, &added.known), "as before");
    // Nothing is left to attach: refused, each by its name.
    let all = app.attach_evidence(again(&officer), files(commune, about(), &many[..3])).await;
    assert_eq!(codes(all), ["evidence.there-already"; 3]);
    // What was withdrawn is not there any more.
    app.withdraw_evidence(again(&officer), first.committed.facts.start, "nhầm").await.unwrap();
    assert!(app.attach_evidence(again(&officer), files(commune, about(), one)).await.unwrap().known.is_empty());
}

async fn a_file_that_shows_something_else_is_taken_and_told(database: Database) {
    let (app, _folder) = with_store(&database).await;
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    let officer = person(&app, "officer", "commune-officer", commune, Field::WHOLE).await;
    let roads = person(&app, "roads", "commune-officer", commune, Field::criteria("commune", [2])).await;
    let paper: &[&[u8]] = &[b"%PDF-1.7 bien ban"];
    let income = app.attach_evidence(again(&officer), files(commune, indicator("10", "statistics"), paper)).await.unwrap();
    assert!(income.elsewhere.is_empty());
    let road = app.attach_evidence(again(&officer), files(commune, indicator("2.1", "acceptance"), paper)).await.unwrap();
    assert_eq!(road.elsewhere, [income.committed.facts.start]);
    let other = app.attach_evidence(again(&roads), files(commune, indicator("2.2", "acceptance"), paper)).await.unwrap();
    assert_eq!(other.elsewhere, [road.committed.facts.start], "of what is not theirs to see nothing is told");
}

async fn nothing_is_stored_for_whoever_may_not(database: Database) {
    let (app, folder) = with_store(&database).await;
    let (own, other) = (unit("Quảng An, Đầm Hà", "2024-06-30"), unit("Dực Yên, Đầm Hà", "2024-06-30"));
    let officer = person(&app, "officer", "commune-officer", own, Field::WHOLE).await;
    let version = app.version();
    let outcome = app.attach_evidence(again(&officer), attach(other, EvidenceOf::Unit, b"%PDF-1.7")).await;
    assert!(matches!(outcome, Err(AppError::Forbidden(Refusal::OutsideArea))), "{outcome:?}");
    assert_eq!(app.version(), version);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "not even on disk");
    assert!(app.evidence_of(officer.hand(), other).await.is_err());
}

async fn duties_are_dated_and_keep_their_history(database: Database) {
    let app = open(&database, &clock()).await;
    let (province, commune) = (unit("Tỉnh Quảng Ninh", "2024-06-30"), unit("Quảng An, Đầm Hà", "2024-06-30"));
    let office = person(&app, "office", "coordination-office", province, Field::WHOLE).await;
    let give = |holder: &str, over: Charge| GiveDuty {
        unit: province,
        holder: holder.into(),
        person: None,
        over,
        part: Part::Lead,
        from: date("2024-01-01"),
        to: None,
        decision: Some("12/QĐ-UBND".into()),
    };
    let roads = Charge::Criterion { subject: "commune".into(), no: CriterionNo(2), set: None };
    let first = vec![give("Sở Giao thông vận tải", roads.clone()), give("Đ/c Nguyễn Văn A", Charge::Unit(commune))];
    let given = app.give_duties(again(&office), "give-duty", first).await.unwrap();
    let holders = |day: &str| {
        let board = app.live().earlier(date(day));
        let all = board.responsible(commune, Some(&"vn.commune.2021-2025.standard:2".parse().unwrap()));
        all.iter().map(|duty| duty.holder.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(holders("2024-06-30"), ["Sở Giao thông vận tải", "Đ/c Nguyễn Văn A"]);
    assert!(holders("2023-12-31").is_empty());
    app.end_duty(again(&office), province, given.facts.start, date("2024-06-01"), None).await.unwrap();
    app.give_duties(again(&office), "give-duty", vec![GiveDuty { from: date("2024-06-01"), ..give("Sở Xây dựng", roads.clone()) }])
        .await
        .unwrap();
    assert_eq!(holders("2024-05-31")[0], "Sở Giao thông vận tải");
    assert_eq!(holders("2024-06-30"), ["Đ/c Nguyễn Văn A", "Sở Xây dựng"]);
    let again_given = app.give_duties(again(&office), "give-duty", vec![give("Đ/c Nguyễn Văn A", Charge::Unit(commune))]).await;
    assert_eq!(codes(again_given), ["duty.given-already"]);
    let schools = Charge::Criterion { subject: "commune".into(), no: CriterionNo(5), set: None };
    let two = vec![give("Sở Giáo dục", schools.clone()), give("Sở Giáo dục", schools.clone()), give("Sở Tài chính", schools)];
    assert_eq!(codes(app.give_duties(again(&office), "give-duty", two.clone()).await), ["duty.has-lead"], "one request, two in charge");
    let once = app.give_duties(again(&office), "give-duty", two[..2].to_vec()).await.unwrap();
    assert_eq!(once.facts.end.get() - once.facts.start.get(), 1, "said twice alike it is one");
    let second = GiveDuty { from: date("2024-06-15"), ..give("Sở Nông nghiệp", roads.clone()) };
    assert_eq!(codes(app.give_duties(again(&office), "give-duty", vec![second.clone()]).await), ["duty.has-lead"]);
    let later = GiveDuty { from: date("2024-06-30"), holder: "Sở Y tế".into(), ..second.clone() };
    let taken_over: Vec<String> = app.in_charge_before(&later).iter().map(|held| held.holder.to_string()).collect();
    assert_eq!(taken_over, ["Sở Xây dựng"]);
    let handed = app.hand_over_duty(again(&office), later).await.unwrap();
    assert_eq!(handed.facts.end.get() - handed.facts.start.get(), 2, "ended and given in one entry");
    let lead_on = |day: &str| {
        let of_roads =
            |duty: &&vedich_board::Duty| duty.part == Part::Lead && duty.over.criterion().is_some_and(|key| key.no == CriterionNo(2));
        let duties = app.live().duties(province);
        duties.iter().filter(of_roads).filter(|duty| duty.holds_on(date(day))).map(|duty| duty.holder.to_string()).collect::<Vec<_>>()
    };
    assert_eq!((lead_on("2024-06-29"), lead_on("2024-06-30")), (vec!["Sở Xây dựng".to_owned()], vec!["Sở Y tế".to_owned()]));
    app.give_duties(again(&office), "give-duty", vec![GiveDuty { part: Part::Support, ..second }]).await.unwrap();
    let elsewhere = give("x", Charge::Unit(unit("Tỉnh Hà Tĩnh", "2024-06-30")));
    assert_eq!(codes(app.give_duties(again(&office), "give-duty", vec![elsewhere]).await), ["duty.not-below"]);
    let specialist = person(&app, "specialist", "department-specialist", province, Field::criteria("commune", [2])).await;
    assert!(app.give_duties(again(&specialist), "give-duty", vec![give("x", roads)]).await.is_err());
}

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
    assert_eq!((waits.visit.findings[0].state(), waits.visit.findings[0].done_on()), (Some(DemandState::Reported), Some(date("2024-06-15"))));
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
    app.follow_visit(again(&roads), said(DemandStep::Accept, "đã sửa")).await.unwrap();
    assert!(!app.live().visits(commune)[0].findings[0].is_open());
    assert_eq!(codes(app.follow_visit(again(&roads), said(DemandStep::Accept, "")).await), ["visit.met-already"]);
    app.follow_visit(again(&roads), said(DemandStep::Reopen { due: None }, "Lại hỏng")).await.unwrap();
    assert!(app.live().visits(commune)[0].findings[0].is_to_do());
    assert_eq!(app.live().visits(commune)[0].findings[0].history.len(), 6, "nothing that was said is lost");
}

fn photo(content: &'static [u8]) -> Sent {
    Sent::File { name: "bien-ban.pdf".into(), content: Bytes::from_static(content) }
}
