//! What waits for people, and what they were told of it, on both databases.

use crate::support::{at, clock, date, open, unit, value, values};
use crate::verify::{again, person};
use chrono::TimeDelta;
use vedich_app::people::{Opened, Signed, Visitor};
use vedich_app::sheets::{SaveSheet, SavedSheet};
use vedich_app::steering::{AnswerProposal, Written};
use vedich_app::verify::Verify;
use vedich_app::work::at_once::Desk;
use vedich_app::work::{Rhythm, What, Wishes};
use vedich_app::{App, By};
use vedich_entry::{DraftLine, LineChange, SheetDraft};
use vedich_facts::steering::{Answer, AnswerKind, Assignment, Due, DueRule, Party, ProposalEdit, Request, TaskAct, Verdict};
use vedich_facts::{Field, Outcome};
use vedich_journal::testing::Database;
use vedich_values::{FactSeq, UnitId};
use vedich_wording::Lang;

crate::on_both!(
    everything_that_waits_stands_on_the_first_page,
    of_whom_the_programme_asks_nothing_nobody_is_reminded,
    what_was_read_is_unread_again_when_it_grows,
    tasks_wait_for_the_person_the_unit_and_whoever_assigned_them,
    what_was_asked_given_back_or_answered_waits_for_whoever_decides,
    after_a_merger_what_waits_is_told_to_those_who_may_act,
    what_cannot_wait_is_written_at_once_to_who_wants_it,
);

const PASSWORD: &str = "con trâu gặm cỏ bên cầu";

pub(crate) async fn signed(app: &App, login: &str) -> Signed {
    let visitor = Visitor { address: "10.0.0.1".into(), agent: "test".into() };
    let Ok(Opened::Session(token)) = app.sign_in(login, PASSWORD, &visitor).await else { panic!("{login}") };
    app.signed(&token, "web").await.unwrap().unwrap()
}

async fn waits(app: &App, who: &Signed) -> Vec<(What, u32)> {
    app.agenda(who).await.unwrap().due.iter().map(|one| (one.what, one.count)).collect()
}

struct World {
    app: App,
    clock: std::sync::Arc<vedich_app::FixedClock>,
    commune: UnitId,
    officer: By,
    specialist: By,
}

/// 30 June 2024: the month of July is open, June's report was due on the 18th.
async fn world(database: &Database) -> World {
    let clock = clock();
    let app = open(database, &clock).await;
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    let province = unit("Tỉnh Quảng Ninh", "2024-06-30");
    let officer = person(&app, "officer", "commune-officer", commune, Field::WHOLE).await;
    let specialist = person(&app, "specialist", "department-specialist", province, Field::criteria("commune", [2, 4, 10])).await;
    World { app, clock, commune, officer, specialist }
}

async fn everything_that_waits_stands_on_the_first_page(database: Database) {
    let World { app, clock, commune, officer, specialist } = world(&database).await;
    let july = "2024-07".parse().unwrap();
    let (own, theirs) = (signed(&app, "officer").await, signed(&app, "specialist").await);
    let before = waits(&app, &own).await;
    let indicators = app.live().set_in_force(commune).unwrap().indicators().count();
    assert!(before.contains(&(What::Values, u32::try_from(indicators).unwrap())), "{before:?}");
    assert!(!before.iter().any(|(what, _)| *what == What::Report), "the reminding day is to come: {before:?}");
    assert_eq!(waits(&app, &theirs).await, []);

    let entered = app.record_observations(again(&officer), values(vec![value(commune, "4.2", 99, "2024-06-30")])).await.unwrap();
    assert!(waits(&app, &own).await.contains(&(What::Values, u32::try_from(indicators).unwrap() - 1)), "one has a value of the period");
    assert_eq!(waits(&app, &theirs).await, [(What::Verify, 1)]);
    let back = Verify { values: vec![entered.facts.start], outcome: Outcome::Returned, words: Some("thiếu biên bản".into()) };
    app.verify(again(&specialist), back).await.unwrap();
    assert_eq!(waits(&app, &own).await.first(), Some(&(What::CameBack, 1)), "what came back comes first");
    assert_eq!(waits(&app, &theirs).await, []);

    let line = DraftLine { value: "98".to_owned(), ..DraftLine::default() };
    let typed = LineChange { key: format!("{commune}:4.1"), seen: String::new(), line };
    app.keep_draft(own.hand(), &commune.to_string(), july, None, vec![typed]).await.unwrap();
    assert!(waits(&app, &own).await.contains(&(What::Draft, 1)));
    let handed = vedich_app::desk::Handed { text: "Xã họp giao ban.".to_owned(), ..Default::default() };
    app.hand_in(own.hand(), handed, false).await.unwrap();
    assert!(waits(&app, &own).await.contains(&(What::Reading, 1)));

    clock.advance(TimeDelta::days(13));
    app.keep_up().await.unwrap();
    let own = signed(&app, "officer").await;
    let report = |due: &vedich_app::work::Due| due.what == What::Report && due.period == Some(july);
    let due = app.agenda(&own).await.unwrap().due;
    let report_due = due.iter().find(|one| report(one)).unwrap();
    assert_eq!((report_due.unit, report_due.until), (commune, Some(date("2024-07-16"))));
    let handed = SaveSheet { units: vec![commune], period: july, draft: SheetDraft::default(), submit: true, content_hash: None };
    assert!(matches!(app.save_sheet(again(&officer), handed).await.unwrap(), SavedSheet::Recorded(..)));
    let due = app.agenda(&own).await.unwrap().due;
    assert!(!due.iter().any(|one| report(one) || one.what == What::Values), "handed in: {due:?}");
}

/// A ward is not assessed, and for hamlets of Quảng Ninh no set is in force in 2024: what their officers handed in would be refused.
async fn of_whom_the_programme_asks_nothing_nobody_is_reminded(database: Database) {
    let World { app, clock, commune, officer, .. } = world(&database).await;
    let ward = unit("Phường Ka Long, Móng Cái", "2024-06-30");
    let new = vedich_app::commands::NewUnit {
        level: vedich_facts::UnitLevel::Hamlet,
        kind: "thon".into(),
        name: "Thôn Đông".into(),
        parent: commune,
        code: None,
        from: date("2015-01-01"),
        source: None,
    };
    let units = vedich_app::commands::RegisterUnits { units: vec![new], content_hash: None };
    app.register_units(By::operator("test", "test"), units).await.unwrap();
    let hamlet = app.reference().registry.children(commune, date("2024-06-30"))[0];
    let shipped = include_str!("../../../../data/reporting.toml");
    let own = shipped.replace("levels = [\"commune\"]", "levels = [\"commune\", \"hamlet\"]");
    app.set_calendar(vedich_entry::Calendar::parse("own.toml", &own).unwrap());
    let of_ward = person(&app, "phuong", "commune-officer", ward, Field::WHOLE).await;
    let of_hamlet = person(&app, "thon", "hamlet-head", hamlet, Field::WHOLE).await;
    clock.advance(TimeDelta::days(13));
    app.keep_up().await.unwrap();
    {
        let live = app.live();
        assert!(!app.reminders(&live, commune).is_empty());
        assert_eq!(app.units_to_enter(&live, officer.hand()), [commune]);
        for (unit, by) in [(ward, &of_ward), (hamlet, &of_hamlet)] {
            assert_eq!(app.reminders(&live, unit), [], "{unit:?}");
            assert_eq!(app.units_to_enter(&live, by.hand()), [], "{unit:?}");
        }
    }
    for login in ["phuong", "thon"] {
        assert_eq!(waits(&app, &signed(&app, login).await).await, [], "{login} is asked for nothing");
    }
}

async fn what_was_read_is_unread_again_when_it_grows(database: Database) {
    let World { app, clock, commune, officer, specialist } = world(&database).await;
    let theirs = signed(&app, "specialist").await;
    let enter = async |code: &str| {
        app.record_observations(again(&officer), values(vec![value(commune, code, 99, "2024-06-30")])).await.unwrap().facts.start
    };
    let told = async || {
        let told = app.notices(&theirs).await.unwrap();
        told.iter().map(|one| (one.due.what, one.due.count, one.read, one.done.is_some())).collect::<Vec<_>>()
    };
    let first = enter("4.2").await;
    assert_eq!(told().await, [(What::Verify, 1, false, false)]);
    assert_eq!(app.unread(theirs.person.id).await.unwrap(), 1);
    app.read_notices(&theirs, None).await.unwrap();
    assert_eq!((told().await, app.unread(theirs.person.id).await.unwrap()), (vec![(What::Verify, 1, true, false)], 0));
    clock.advance(TimeDelta::minutes(1));
    let second = enter("2.1").await;
    assert_eq!(told().await, [(What::Verify, 2, false, false)], "it grew");
    let key = app.notices(&theirs).await.unwrap()[0].due.key();
    app.read_notices(&theirs, Some("another")).await.unwrap();
    assert_eq!(app.unread(theirs.person.id).await.unwrap(), 1);
    app.read_notices(&theirs, Some(&key)).await.unwrap();
    app.keep_unread(&theirs, &key).await.unwrap();
    assert_eq!(app.unread(theirs.person.id).await.unwrap(), 1);
    app.read_notices(&theirs, Some(&key)).await.unwrap();
    let confirm = |values| Verify { values, outcome: Outcome::Confirmed, words: None };
    app.verify(again(&specialist), confirm(vec![first])).await.unwrap();
    assert_eq!(told().await, [(What::Verify, 1, true, false)], "less of it is no news");
    app.verify(again(&specialist), confirm(vec![second])).await.unwrap();
    assert_eq!(told().await, [(What::Verify, 1, true, true)], "done");
    enter("2.2").await;
    assert_eq!(told().await, [(What::Verify, 1, false, false)], "it waits again");
    clock.advance(TimeDelta::days(70));
    app.keep_up().await.unwrap();
    let reopened = open(&database, &clock).await;
    let theirs = signed(&reopened, "specialist").await;
    assert_eq!(reopened.notices(&theirs).await.unwrap().len(), 1, "kept over a restart");
}

async fn tasks_wait_for_the_person_the_unit_and_whoever_assigned_them(database: Database) {
    let World { app, clock, commune, officer, .. } = world(&database).await;
    let province = unit("Tỉnh Quảng Ninh", "2024-06-30");
    let office = person(&app, "office", "coordination-office", province, Field::WHOLE).await;
    let own = signed(&app, "officer").await;
    let due = Due { rule: DueRule::Day, on: Some(date("2024-07-04")) };
    let mut assignment = Assignment::new("Hoàn thiện hồ sơ tiêu chí 10", Party::unit(commune), "officer", date("2024-06-30"), due);
    assignment.person.person = Some(own.person.id);
    let (task, _) = app.assign_task(again(&office), province, assignment).await.unwrap();
    let of_tasks = |all: Vec<(What, u32)>| {
        let kinds = [What::OwnTask, What::Task, What::OwnLateTask, What::LateTask, What::Confirm];
        all.into_iter().filter(|(what, _)| kinds.contains(what)).collect::<Vec<_>>()
    };
    assert_eq!(of_tasks(waits(&app, &own).await), [(What::OwnTask, 1), (What::Task, 1)]);
    clock.advance(TimeDelta::days(6));
    app.keep_up().await.unwrap();
    let own = signed(&app, "officer").await;
    let late = app.agenda(&own).await.unwrap().due;
    assert_eq!(of_tasks(waits(&app, &own).await), [(What::OwnLateTask, 1), (What::LateTask, 1)]);
    assert!(late.iter().filter(|one| one.what == What::OwnLateTask).all(|one| one.person == Some(own.person.id)));
    let theirs = signed(&app, "office").await;
    assert_eq!(of_tasks(waits(&app, &theirs).await), [(What::LateTask, 1)], "whoever answers for the area hears of it");
    let done = TaskAct::Report { product: Some("hồ sơ".to_owned()), evidence: None };
    app.act_on_task(again(&officer), Written::now(task, done)).await.unwrap();
    let theirs = signed(&app, "office").await;
    assert_eq!(of_tasks(waits(&app, &theirs).await), [(What::Confirm, 1)], "whoever assigned it has to confirm");
}

async fn what_was_asked_given_back_or_answered_waits_for_whoever_decides(database: Database) {
    let World { app, commune, officer, specialist, .. } = world(&database).await;
    let province = unit("Tỉnh Quảng Ninh", "2024-06-30");
    let office = person(&app, "office", "coordination-office", province, Field::WHOLE).await;
    person(&app, "leader", "leader", province, Field::WHOLE).await;
    let due = Due { rule: DueRule::Day, on: Some(date("2024-07-31")) };
    let assign = async |content: &str| {
        let assignment = Assignment::new(content, Party::unit(commune), "officer", date("2024-06-30"), due);
        app.assign_task(again(&office), province, assignment).await.unwrap().0
    };
    let (first, second) = (assign("Cấp nước").await, assign("Làm đường").await);
    let ask = TaskAct::AskExtension { to: date("2024-08-31"), reason: "mưa lũ".to_owned() };
    app.act_on_task(again(&officer), Written::now(first, ask)).await.unwrap();
    app.act_on_task(again(&officer), Written::now(second, TaskAct::Decline { reason: "không thuộc xã".to_owned() })).await.unwrap();
    let mut keys = Vec::new();
    for criterion in [4, 5] {
        let mut request = Request::new("Hỗ trợ", Party::unit(province));
        request.criteria = vec![vedich_values::CriterionNo(criterion)];
        request.sent = app.today();
        keys.push(app.send_proposal(again(&officer), commune, request).await.unwrap().0);
    }
    let of = async |login: &str, kinds: &[What]| {
        let all = waits(&app, &signed(&app, login).await).await;
        all.into_iter().filter(|(what, _)| kinds.contains(what)).collect::<Vec<_>>()
    };
    let kinds = [What::Extension, What::GivenBack, What::Proposal, What::Judge];
    assert_eq!(of("office", &kinds).await, [(What::GivenBack, 1), (What::Proposal, 2)], "extensions are granted by who may approve");
    assert_eq!(of("leader", &kinds).await, [(What::Extension, 1), (What::GivenBack, 1), (What::Proposal, 2)]);
    assert_eq!(of("specialist", &kinds).await, [(What::Proposal, 1)], "of criterion 5 somebody else answers");
    assert_eq!(of("officer", &kinds).await, []);
    let answer = Answer {
        kind: AnswerKind::Agreed,
        text: "Đồng ý".to_owned(),
        office: String::new(),
        paper: None,
        to: None,
        due: None,
        commitment: None,
        meeting: None,
    };
    app.answer_proposal(again(&specialist), Written::now(keys[0].clone(), AnswerProposal { answer, promise: None })).await.unwrap();
    assert_eq!(of("officer", &kinds).await, [(What::Judge, 1)]);
    let judged = vec![ProposalEdit::Reassess { verdict: Verdict::Satisfied, text: String::new(), due: None }];
    app.write_proposal(again(&officer), Written::now(keys[0].clone(), judged)).await.unwrap();
    assert_eq!(of("officer", &kinds).await, []);
}

async fn after_a_merger_what_waits_is_told_to_those_who_may_act(database: Database) {
    let clock = clock();
    let app = open(&database, &clock).await;
    let (lam_hop, district) = (unit("Lâm Hợp, Kỳ Anh", "2024-06-30"), unit("Huyện Kỳ Anh, Hà Tĩnh", "2024-06-30"));
    let province = unit("Tỉnh Hà Tĩnh", "2024-06-30");
    let operator = || By::operator("test", "test");
    let due = Due { rule: DueRule::Day, on: Some(date("2025-12-31")) };
    let assign = async || {
        let assignment = Assignment::new("Làm đường", Party::unit(lam_hop), "x", date("2024-06-30"), due);
        app.assign_task(operator(), district, assignment).await.unwrap().0
    };
    let (done, _new) = (assign().await, assign().await);
    let report = TaskAct::Report { product: Some("biên bản".to_owned()), evidence: None };
    app.act_on_task(operator(), Written::now(done, report)).await.unwrap();
    let request = Request { sent: app.today(), ..Request::new("Hỗ trợ", Party::unit(district)) };
    app.send_proposal(operator(), lam_hop, request).await.unwrap();
    clock.advance(at("2025-08-01T03:00:00Z") - at("2024-06-30T03:00:00Z"));
    let app = open(&database, &clock).await;
    let heir = app.acting_for(lam_hop, app.today())[0];
    for (login, role, unit) in [("office", "coordination-office", province), ("officer", "commune-officer", heir)] {
        crate::verify::person_since(&app, login, role, unit, Field::WHOLE, "2025-07-01").await;
    }
    let of = async |login: &str| {
        let all = waits(&app, &signed(&app, login).await).await;
        let kinds = [What::Accept, What::Confirm, What::Proposal];
        all.into_iter().filter(|(what, _)| kinds.contains(what)).collect::<Vec<_>>()
    };
    assert_eq!(of("office").await, [(What::Confirm, 1), (What::Proposal, 1)]);
    assert_eq!(of("officer").await, [(What::Accept, 1)]);
}

async fn what_cannot_wait_is_written_at_once_to_who_wants_it(database: Database) {
    let World { app, commune, officer, specialist, .. } = world(&database).await;
    let own = signed(&app, "officer").await;
    let reached = vedich_app::people::Contact::typed("officer@example.vn", "");
    let details = vedich_app::people::Details { contact: Some(reached), ..Default::default() };
    app.describe_person(By::operator("test", "test"), own.person.id, details, None).await.unwrap();
    let desk = Desk { lang: Lang::Vi, base: "https://vedich.example.vn/" };
    let codes = ["2.1", "2.2", "4.2"];
    let first = app.record_observations(again(&officer), values(codes.map(|code| value(commune, code, 90, "2024-06-30")).to_vec())).await;
    let first = first.unwrap().facts.start.get();
    let give_back = async |place: u64| {
        let say = Verify { values: vec![FactSeq(first + place)], outcome: Outcome::Returned, words: Some("thiếu biên bản".into()) };
        app.verify(again(&specialist), say).await.unwrap();
    };
    give_back(0).await;
    assert_eq!(app.post_at_once(FactSeq(0), desk).await.unwrap(), app.version());
    assert_eq!(app.letters_due().await.unwrap(), [], "nobody asked for it");

    let wishes = Wishes { rhythm: Rhythm::Never, hour: 7, weekday: 1, at_once: true };
    app.set_wishes(&own, wishes).await.unwrap();
    let seen = app.version();
    let say =
        Verify {
            values: vec![FactSeq(first + 1), FactSeq(first + 2)], outcome: Outcome::Returned, words: Some("thiếu biên bản".into())
        };
    app.verify(again(&specialist), say).await.unwrap();
    let due = Due { rule: DueRule::Day, on: Some(date("2024-08-30")) };
    let mut assignment = Assignment::new("Làm rãnh thoát nước thôn 3", Party::unit(commune), "officer", date("2024-06-30"), due);
    assignment.person.person = Some(own.person.id);
    app.assign_task(By::operator("test", "test"), commune, assignment).await.unwrap();
    for _ in 0..2 {
        app.post_at_once(seen, desk).await.unwrap();
    }
    let letters = app.letters_due().await.unwrap();
    let subjects: Vec<&str> = letters.iter().map(|(letter, _)| letter.subject.as_str()).collect();
    assert_eq!(subjects.len(), 2, "each once, however often it is looked: {subjects:?}");
    let returned = &letters.iter().find(|(letter, _)| letter.id.starts_with("returned-")).unwrap().0;
    assert!(
        returned.subject.contains("2 số liệu") && returned.body.contains("2.2: thiếu biên bản"),
        "one letter for one go: {}",
        returned.body
    );
    assert!(returned.body.contains("https://vedich.example.vn/returned"));
    let assigned = &letters.iter().find(|(letter, _)| letter.id.starts_with("assigned-")).unwrap().0;
    assert!(assigned.body.contains("Làm rãnh") && assigned.body.contains("30/08/2024"), "{}", assigned.body);
}
