//! Evidence and responsibilities on both databases: who may, what stays, what shows.

use crate::support::{clock, codes, date, open, unit, value, values};
use crate::verify::person;
use bytes::Bytes;
use vedich_app::duties::GiveDuty;
use vedich_app::evidence::{Attach, Sent};
use vedich_app::{App, AppError, By};
use vedich_facts::{Charge, EvidenceOf, Field, Part};
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
    what_is_decided_for_a_day_to_come_is_seen_at_once,
);

pub(crate) fn again(by: &By) -> By {
    By::new(by.hand().clone())
}

fn attach(unit: UnitId, about: EvidenceOf, content: &'static [u8]) -> Attach {
    let sent = vec![Sent::File { name: "bien-ban.pdf".into(), content: Bytes::from_static(content) }];
    Attach { unit, on: None, about, title: String::new(), sent, keep_metadata: false, note: None }
}

fn indicator(code: &str, item: &str) -> EvidenceOf {
    EvidenceOf::Indicator { set: "vn.commune.2021-2025.standard".into(), code: code.into(), item: Some(item.into()) }
}

pub(crate) async fn with_store(database: &Database) -> (App, tempfile::TempDir) {
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

async fn what_is_decided_for_a_day_to_come_is_seen_at_once(database: Database) {
    let app = open(&database, &clock()).await;
    let (province, commune) = (unit("Tỉnh Quảng Ninh", "2024-06-30"), unit("Quảng An, Đầm Hà", "2024-06-30"));
    let office = person(&app, "office", "coordination-office", province, Field::WHOLE).await;
    let give = |holder: &str, from: &str| GiveDuty {
        unit: province,
        holder: holder.into(),
        person: None,
        over: Charge::Criterion { subject: "commune".into(), no: CriterionNo(2), set: None },
        part: Part::Lead,
        from: date(from),
        to: None,
        decision: None,
    };
    app.give_duties(again(&office), "give-duty", vec![give("Sở Giao thông", "2024-01-01")]).await.unwrap();
    app.hand_over_duty(again(&office), give("Sở Xây dựng", "2024-09-01")).await.unwrap();
    let spans = |app: &App| {
        let duties = app.live().duties(province);
        duties.iter().map(|duty| (duty.holder.to_string(), duty.from, duty.to)).collect::<Vec<_>>()
    };
    let decided =
        [("Sở Giao thông".to_owned(), date("2024-01-01"), Some(date("2024-08-31"))), ("Sở Xây dựng".to_owned(), date("2024-09-01"), None)];
    assert_eq!(spans(&app), decided);
    assert_eq!(spans(&open(&database, &clock()).await), decided, "after a start too");
    let of_roads: vedich_values::CriterionKey = "vn.commune.2021-2025.standard:2".parse().unwrap();
    let today: Vec<String> = app.live().responsible(commune, Some(&of_roads)).iter().map(|duty| duty.holder.to_string()).collect();
    assert_eq!(today, ["Sở Giao thông"], "until its day it is not in charge");
    assert_eq!(app.live().earlier(date("2024-06-29")).duties(province).len(), 1, "not decided by then");
    let twice = app.give_duties(again(&office), "give-duty", vec![give("Sở Xây dựng", "2024-10-01")]).await;
    assert_eq!(codes(twice), ["duty.given-already"]);
    let other = app.give_duties(again(&office), "give-duty", vec![give("Sở Công thương", "2024-10-01")]).await;
    assert_eq!(codes(other), ["duty.has-lead"]);
}
