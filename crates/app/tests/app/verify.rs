//! Verifying on both databases: who may, what comes back, what a correction does.

use crate::support::{clock, codes, date, open, unit, value, values};
use vedich_app::people::{Contact, NewPerson, NewPosting, Opened, Visitor};
use vedich_app::sheets::{SaveSheet, SavedSheet};
use vedich_app::verify::{Correct, QueueSearch, Shows, Verify};
use vedich_app::{App, AppError, By};
use vedich_board::Check;
use vedich_entry::{DraftLine, SheetDraft};
use vedich_facts::{Field, Outcome};
use vedich_journal::testing::Database;
use vedich_rights::Refusal;
use vedich_values::{CriterionNo, FactSeq, UnitId};

crate::on_both!(
    a_value_goes_from_the_commune_to_the_specialist_and_back,
    nobody_verifies_outside_their_unit_and_field_or_what_they_entered,
    a_question_is_answered_and_the_value_waits_again,
    many_are_confirmed_at_once_or_none,
    the_queue_is_paged_by_key_with_what_decides_first,
    responsibilities_come_out_of_a_file_whole_or_not_at_all,
    what_merged_communes_hand_in_late_waits_and_comes_back,
);

const PASSWORD: &str = "con trâu gặm cỏ bên cầu";

/// A person in a post, signed in; what they do next is theirs.
pub(crate) async fn person(app: &App, login: &str, role: &str, unit: UnitId, field: Field) -> By {
    person_since(app, login, role, unit, field, "2024-01-01").await
}

/// The same from an earlier day on.
pub(crate) async fn person_since(app: &App, login: &str, role: &str, unit: UnitId, field: Field, from: &str) -> By {
    let from = date(from);
    let post = NewPosting { role: role.into(), unit, field, from, to: None, decision: None };
    let new = NewPerson { login: login.into(), name: login.into(), home: unit, contact: Contact::default(), posts: vec![post] };
    let operator = By::operator("test", "test");
    let id = app.enter_people(operator.clone(), from, vec![new]).await.unwrap()[0];
    let link = app.give_link(operator, id).await.unwrap();
    let visitor = Visitor { address: "10.0.0.1".into(), agent: "test".into() };
    app.choose_password(&link.token, PASSWORD, &visitor).await.unwrap();
    let Ok(Opened::Session(token)) = app.sign_in(login, PASSWORD, &visitor).await else { panic!("{login}") };
    app.signed(&token, "web").await.unwrap().unwrap().by()
}

pub(crate) fn again(by: &By) -> By {
    By::new(by.hand().clone())
}

struct World {
    app: App,
    commune: UnitId,
    officer: By,
    specialist: By,
}

async fn world(database: &Database) -> World {
    let app = open(database, &clock()).await;
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    let province = unit("Tỉnh Quảng Ninh", "2024-06-30");
    let officer = person(&app, "officer", "commune-officer", commune, Field::WHOLE).await;
    let specialist = person(&app, "specialist", "department-specialist", province, Field::criteria("commune", [2, 4, 10])).await;
    World { app, commune, officer, specialist }
}

impl World {
    async fn enter(&self, code: &str, number: i64) -> FactSeq {
        let new = values(vec![value(self.commune, code, number, "2024-06-30")]);
        self.app.record_observations(again(&self.officer), new).await.unwrap().facts.start
    }

    async fn say(&self, by: &By, of: FactSeq, outcome: Outcome, words: &str) -> Result<vedich_app::Committed, AppError> {
        let words = Some(words.to_owned()).filter(|words| !words.is_empty());
        self.app.verify(again(by), Verify { values: vec![of], outcome, words }).await
    }

    fn stands(&self, of: FactSeq) -> Option<Check> {
        self.app.live().checked(self.commune).into_iter().find(|value| value.seq == of).map(|value| value.check)
    }

    async fn waiting(&self) -> Vec<FactSeq> {
        let search = QueueSearch { limit: 50, ..QueueSearch::default() };
        let queue = self.app.queue(self.specialist.hand(), &search).await.unwrap();
        queue.items.iter().map(|item| item.value.seq).collect()
    }
}

async fn a_value_goes_from_the_commune_to_the_specialist_and_back(database: Database) {
    let world = world(&database).await;
    let first = world.enter("4.2", 99).await;
    let elsewhere = world.enter("17.1", 70).await;
    assert_eq!(world.waiting().await, [first], "criterion 17 is not theirs");
    assert_eq!(world.app.live().check_tally(world.commune).entered, 2);
    assert_eq!(codes(world.say(&world.specialist, first, Outcome::Returned, " ").await), ["verify.no-reason"]);
    world.say(&world.specialist, first, Outcome::Returned, "Chưa có biên bản").await.unwrap();
    assert_eq!(world.stands(first), Some(Check::Returned));
    assert_eq!(world.waiting().await, []);
    let back = world.app.came_back(world.officer.hand(), None).await.unwrap();
    assert_eq!(back.len(), 1);
    assert_eq!(back[0].said[0].recorded.fact.note.as_deref(), Some("Chưa có biên bản"));
    assert_eq!(world.app.back_with(world.officer.hand()), Some(1));

    let correct = |written: &str| Correct { value: first, written: written.into(), source: None, note: Some("đã đo lại".into()) };
    assert_eq!(codes(world.app.correct_value(again(&world.officer), correct("rất nhiều")).await), ["value.not-a-number"]);
    let second = world.app.correct_value(again(&world.officer), correct("98,5")).await.unwrap().facts.start;
    assert_eq!(world.stands(second), Some(Check::Entered), "a corrected value waits again");
    assert_eq!(codes(world.say(&world.specialist, first, Outcome::Confirmed, "").await), ["verify.corrected"]);
    let search = QueueSearch { limit: 50, ..QueueSearch::default() };
    let queue = world.app.queue(world.specialist.hand(), &search).await.unwrap();
    assert_eq!(
        queue.items[0].said_before[0].recorded.fact.note.as_deref(),
        Some("Chưa có biên bản"),
        "why the one before came back stays in sight"
    );
    world.say(&world.specialist, second, Outcome::Confirmed, "").await.unwrap();
    assert_eq!(world.stands(second), Some(Check::Verified));
    let tally = world.app.live().check_tally(world.commune);
    assert_eq!((tally.verified, tally.returned, tally.entered), (1, 0, 1));
    assert_eq!(world.stands(elsewhere), Some(Check::Entered));

    let reopened = open(&database, &clock()).await;
    let reloaded = reopened.live().checked(world.commune);
    assert_eq!(reloaded.iter().find(|value| value.seq == second).map(|value| value.check), Some(Check::Verified), "after a restart");
    let earlier = reopened.picture(date("2024-06-30"), None).await.unwrap();
    assert_eq!(earlier.check_tally(world.commune), tally, "a picture of the day of the value shows it");
}

async fn nobody_verifies_outside_their_unit_and_field_or_what_they_entered(database: Database) {
    let world = world(&database).await;
    let app = &world.app;
    let roads = world.enter("4.2", 99).await;
    let other_field = world.enter("17.1", 70).await;
    let refused = |outcome: Result<vedich_app::Committed, AppError>| match outcome {
        Err(AppError::Forbidden(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    let version = app.version();
    assert_eq!(refused(world.say(&world.specialist, other_field, Outcome::Confirmed, "").await), Refusal::OutsideField);
    assert_eq!(refused(world.say(&world.officer, roads, Outcome::Confirmed, "").await), Refusal::NotInRole);
    let hatinh = person(app, "hatinh", "coordination-office", unit("Tỉnh Hà Tĩnh", "2024-06-30"), Field::WHOLE).await;
    assert_eq!(refused(world.say(&hatinh, roads, Outcome::Returned, "x").await), Refusal::OutsideArea);
    assert!(app.version() > version, "the people were entered");

    let office = person(app, "office", "coordination-office", unit("Tỉnh Quảng Ninh", "2024-06-30"), Field::WHOLE).await;
    let own = values(vec![value(world.commune, "2.1", 98, "2024-06-30")]);
    let own = app.record_observations(again(&office), own).await.unwrap().facts.start;
    let version = app.version();
    assert_eq!(refused(world.say(&office, own, Outcome::Confirmed, "").await), Refusal::FourEyes);
    assert_eq!(app.version(), version, "nothing was written");
    world.say(&office, roads, Outcome::Confirmed, "").await.unwrap();
    world.say(&world.specialist, own, Outcome::Confirmed, "").await.unwrap();
    let queue = app.queue(office.hand(), &QueueSearch { shows: Shows::Verified, limit: 9, ..QueueSearch::default() }).await.unwrap();
    let mine = queue.items.iter().find(|item| item.value.seq == own).unwrap();
    assert_eq!(mine.may, Err(Refusal::FourEyes), "shown, but not offered");
    let theirs = app.queue(world.officer.hand(), &QueueSearch { shows: Shows::Verified, limit: 9, ..QueueSearch::default() }).await;
    assert_eq!(theirs.unwrap().total, 0, "an officer of a commune verifies what hamlets say, not the commune");
    let front = person(app, "front", "front-survey", world.commune, Field::criteria("commune", [18])).await;
    assert!(matches!(app.queue(front.hand(), &QueueSearch::default()).await, Err(AppError::Forbidden(Refusal::NotInRole))));
}

async fn a_question_is_answered_and_the_value_waits_again(database: Database) {
    let world = world(&database).await;
    let of = world.enter("4.2", 99).await;
    assert_eq!(codes(world.say(&world.officer, of, Outcome::Answered, "vâng").await), ["verify.nothing-asked"]);
    world.say(&world.specialist, of, Outcome::Asked, "Nguồn nào?").await.unwrap();
    assert_eq!(world.stands(of), Some(Check::Asked));
    assert!(matches!(world.say(&world.specialist, of, Outcome::Answered, "tự trả lời").await, Err(AppError::Forbidden(_))));
    world.say(&world.officer, of, Outcome::Answered, "Điện lực Đầm Hà").await.unwrap();
    assert_eq!(world.stands(of), Some(Check::Answered));
    assert_eq!(world.waiting().await, [of]);
}

async fn many_are_confirmed_at_once_or_none(database: Database) {
    let world = world(&database).await;
    let (one, two, foreign) = (world.enter("2.1", 98).await, world.enter("4.2", 99).await, world.enter("17.1", 70).await);
    let confirm = |values: Vec<FactSeq>| Verify { values, outcome: Outcome::Confirmed, words: None };
    let version = world.app.version();
    assert!(world.app.verify(again(&world.specialist), confirm(vec![one, two, foreign])).await.is_err());
    assert_eq!(codes(world.app.verify(again(&world.specialist), confirm(vec![one, FactSeq(9_999)])).await), ["verify.unknown-value"]);
    assert_eq!(codes(world.app.verify(again(&world.specialist), confirm(vec![])).await), ["verify.nothing-chosen"]);
    assert_eq!(world.app.version(), version, "all or nothing");
    let form = again(&world.specialist);
    let done = world.app.verify(form.clone(), confirm(vec![two, one, two])).await.unwrap();
    assert!(world.app.verify(form, confirm(vec![one, two])).await.unwrap().already, "sent twice, done once");
    assert_eq!(done.facts.end.get() - done.facts.start.get(), 2);
    assert_eq!(world.app.live().check_tally(world.commune).verified, 2);
}

async fn the_queue_is_paged_by_key_with_what_decides_first(database: Database) {
    let world = world(&database).await;
    for (code, number) in [("2.1", 98), ("4.2", 99), ("10", 40)] {
        world.enter(code, number).await;
    }
    let all = world.app.queue(world.specialist.hand(), &QueueSearch { limit: 50, ..QueueSearch::default() }).await.unwrap();
    assert_eq!(all.total, all.items.len());
    assert!(all.items.is_sorted_by_key(|item| (!item.value.decides, item.value.seq)));
    let mut search = QueueSearch { limit: 1, ..QueueSearch::default() };
    let mut walked = Vec::new();
    loop {
        let page = world.app.queue(world.specialist.hand(), &search).await.unwrap();
        walked.extend(page.items.iter().map(|item| item.value.seq));
        match page.next {
            Some(next) => search.after = Some(next),
            None => break,
        }
    }
    assert_eq!(walked, all.items.iter().map(|item| item.value.seq).collect::<Vec<_>>());
    let only = QueueSearch { criterion: "vn.commune.2021-2025.standard:10".parse().ok(), limit: 9, ..QueueSearch::default() };
    assert_eq!(world.app.queue(world.specialist.hand(), &only).await.unwrap().total, 1);
    let elsewhere = QueueSearch { area: Some(unit("Tỉnh Hà Tĩnh", "2024-06-30")), limit: 9, ..QueueSearch::default() };
    assert_eq!(world.app.queue(world.specialist.hand(), &elsewhere).await.unwrap().total, 0);
}

async fn responsibilities_come_out_of_a_file_whole_or_not_at_all(database: Database) {
    let world = world(&database).await;
    let (app, commune) = (&world.app, world.commune);
    let file = |rows: &str| {
        format!("Nội dung phụ trách;Người hoặc cơ quan phụ trách;Vai trò;Từ ngày;Đến ngày;Quyết định;Tên đăng nhập\n{rows}").into_bytes()
    };
    let good =
        file("Tiêu chí 5;Phòng Giáo dục;chủ trì;01/06/2024;;12/QĐ-UBND;\n14;Ông Nguyễn Văn A;phối hợp;2024-06-01;31/12/2024;;officer\n");
    let read = app.read_duties(commune, "phan-cong.csv", &good);
    assert_eq!((read.duties.len(), read.known, read.problems.len()), (2, 0, 0), "{read:?}");
    let officer = world.officer.hand().whose();
    assert_eq!((read.duties[1].person, read.duties[1].to), (officer, Some(date("2024-12-31"))));

    let bad = file(
        "Tiêu chí 99;A;;;;;\nXã Không Có;A;;;;;\n5;;;;;;\n5;A;giúp;;;;\n5;A;;hôm nào;;;\n5;A;;;;;nobody\n6;A;;2024-06-01;2024-05-01;;\n7;A;;;;;\n",
    );
    let read = app.read_duties(commune, "phan-cong.csv", &bad);
    let codes_of: Vec<&str> = read.problems.iter().map(|problem| problem.code).collect();
    let expected = [
        "duty.unknown-over",
        "duty.unknown-over",
        "duty.no-holder",
        "duty.unknown-part",
        "duty.bad-date",
        "duty.unknown-login",
        "duty.bad-span",
    ];
    assert_eq!(codes_of, expected);
    assert_eq!((read.problems[3].place.line, read.problems[3].place.column), (Some(5), Some(3)), "each with its cell");
    let before = app.version();
    let refused = app.import_duties(again(&world.officer), commune, "phan-cong.csv", &bad).await;
    assert!(matches!(refused, Err(AppError::Refused(problems)) if problems.len() == 7));
    assert_eq!(app.version(), before, "one wrong row, nothing recorded");

    let by_other = app.import_duties(again(&world.specialist), commune, "phan-cong.csv", &good).await;
    assert!(matches!(by_other, Err(AppError::Forbidden(_))), "a specialist assigns nobody");
    assert!(app.import_duties(again(&world.officer), commune, "phan-cong.csv", &good).await.unwrap().is_some());
    let duties = app.live().duties(commune);
    assert_eq!(duties.iter().map(|duty| &*duty.holder).collect::<Vec<_>>(), ["Phòng Giáo dục", "Ông Nguyễn Văn A"]);
    assert_eq!(duties[1].person, officer);
    assert!(app.import_duties(again(&world.officer), commune, "phan-cong.csv", &good).await.unwrap().is_none(), "twice changes nothing");
    let garbage = app.read_duties(commune, "x.csv", b"a;b\n1;2\n");
    assert_eq!((garbage.duties.len(), garbage.problems.len()), (0, 1));
}

/// A commune that ended in 2025 hands September 2020 in: its values wait under the set of 2020 with the specialist of the province, and
/// come back to its officer, whose post went with it into the merged commune. What it said in 2020 and says again does not wait.
async fn what_merged_communes_hand_in_late_waits_and_comes_back(database: Database) {
    let now = std::sync::Arc::new(vedich_app::FixedClock::at(crate::support::at("2020-09-10T03:00:00Z")));
    let app = open(&database, &now).await;
    let commune = unit("Lâm Hợp, Kỳ Anh, Hà Tĩnh", "2020-09-08");
    let period = "2020-09".parse().unwrap();
    let said = |code: &str, value: &str| {
        let line = DraftLine { value: value.to_owned(), base: app.version().get(), ..DraftLine::default() };
        (format!("{commune}:{code}"), line)
    };
    let save = |lines: &[(&str, &str)], late: &str| {
        let lines = lines.iter().map(|(code, value)| said(code, value)).collect();
        let draft = SheetDraft { lines, as_of: "10/9/2020".to_owned(), late: late.to_owned(), ..SheetDraft::default() };
        SaveSheet { units: vec![commune], period, draft, submit: !late.is_empty(), content_hash: None }
    };
    let saved = app.save_sheet(By::operator("test", "test"), save(&[("#14", "đạt")], "")).await.unwrap();
    assert!(matches!(saved, SavedSheet::Recorded(..)), "{saved:?}");
    now.advance(crate::support::at("2026-11-22T03:00:00Z") - crate::support::at("2020-09-10T03:00:00Z"));
    app.keep_up().await.unwrap();
    let province = unit("Tỉnh Hà Tĩnh", "2020-09-08");
    let specialist = person(&app, "specialist", "department-specialist", province, Field::criteria("commune", [5, 14])).await;
    let officer = person(&app, "officer", "commune-officer", commune, Field::WHOLE).await;
    let late = save(&[("#5", "đạt"), ("#2", "chưa đạt"), ("#14", "đạt")], "Nộp bổ sung");
    let saved = app.save_sheet(By::operator("test", "test"), late).await.unwrap();
    assert!(matches!(saved, SavedSheet::Recorded(..)), "{saved:?}");

    let search = QueueSearch { limit: 50, ..QueueSearch::default() };
    let queue = app.queue(specialist.hand(), &search).await.unwrap();
    assert_eq!(
        queue.items.iter().map(|item| item.value.criterion).collect::<Vec<_>>(),
        [Some(CriterionNo(5))],
        "criterion 2 is not theirs, and of criterion 14 nothing changed"
    );
    assert_eq!((app.waiting_for(specialist.hand()), queue.by_unit[0].unit), (Some(1), commune));
    assert_eq!(queue.by_criterion.keys().map(ToString::to_string).collect::<Vec<_>>(), ["vn-ha-tinh.commune.2018-2020.standard:5"]);
    // Schools went into the infrastructure of 2026; its criterion 5 is something else.
    for (asked, total) in [("vn.commune.2016-2020.standard:5", 1), ("vn.commune.2026-2030.standard:2", 1), ("5", 0)] {
        let criterion = app.criterion_asked(specialist.hand(), None, asked);
        assert!(criterion.is_some(), "{asked}");
        let found = app.queue(specialist.hand(), &QueueSearch { criterion, limit: 9, ..QueueSearch::default() }).await.unwrap();
        assert_eq!(found.total, total, "{asked}");
    }
    assert_eq!(app.criterion_asked(specialist.hand(), None, "14"), None, "the set in use has ten");
    let value = queue.items[0].value.seq;
    let say = |outcome, words: &str| Verify { values: vec![value], outcome, words: Some(words.to_owned()) };
    app.verify(again(&specialist), say(Outcome::Returned, "Chưa có minh chứng")).await.unwrap();
    assert_eq!(app.waiting_for(specialist.hand()), Some(0));
    assert_eq!(app.back_with(officer.hand()), Some(1), "the officer of what it became answers for it");
    let correct = |note: Option<&str>| Correct { value, written: "-".into(), source: None, note: note.map(Into::into) };
    let wrong = Correct { value, written: "99".into(), source: None, note: None };
    assert_eq!(codes(app.correct_value(again(&officer), wrong).await), ["import.unknown-status"]);
    assert_eq!(codes(app.correct_value(again(&officer), correct(None)).await), ["verify.locked"], "a locked period takes it with a reason");
    app.correct_value(again(&officer), correct(Some("đã kiểm tra lại"))).await.unwrap();
    assert_eq!(app.waiting_for(specialist.hand()), Some(1), "a corrected value waits again");
    assert_eq!(open(&database, &now).await.waiting_for(specialist.hand()), Some(1), "after a restart");
}
