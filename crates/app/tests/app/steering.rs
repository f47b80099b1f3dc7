//! Steering on real databases: a meeting concluded into tasks, forms sent twice, two secretaries, tasks carried through, a restart.

use crate::support::{at, clock, codes, date, open, reference, unit};
use crate::verify::{self, again};
use vedich_app::commands::By;
use vedich_app::people::NewPerson;
use vedich_app::roadmaps::Which;
use vedich_app::steering::{AnswerProposal, Promise, Written};
use vedich_app::{App, AppError};
use vedich_board::steering::{Show, TaskQuery, TaskScope};
use vedich_facts::Field;
use vedich_facts::roadmap::{Count, Done};
use vedich_facts::steering::{
    Achievement, Answer, AnswerKind, Assignment, Conclusion, CountSpan, Direction, DueRule, Invitee, MeetingEdit, MeetingPlan,
    MeetingPlanField, Party, ProposalEdit, Request, Signing, Someone, TaskAct, Verdict,
};
use vedich_journal::testing::Database;
use vedich_values::{ItemKey, UnitId};

crate::on_both!(
    a_meeting_is_concluded_into_tasks_and_signed_for_good,
    a_task_is_carried_through_and_counted,
    what_a_roadmap_reports_is_sent_back_and_opened_again,
    more_time_takes_the_right_to_approve_and_a_reason,
    a_promise_becomes_a_task,
    what_was_not_settled_goes_back_to_whoever_answered,
    what_a_merged_commune_began_is_carried_on_by_what_it_went_into,
    a_task_takes_the_place_of_another_and_conclusions_move,
    invitations_go_out_once_and_again_when_sent_again,
    what_came_of_a_direction_is_told_after_the_signing,
    who_answers_for_a_task_is_reminded_once,
    the_person_of_a_task_says_what_its_lead_says,
    a_field_alone_says_who_may_answer,
    a_full_name_is_an_account,
    a_month_that_is_over_is_counted_as_it_stood,
    the_demo_shows_the_same_after_a_restart,
);

fn person(name: &str) -> By {
    By::operator(name, "test")
}

async fn dam_ha(database: &Database) -> (App, UnitId, UnitId) {
    let app = open(database, &clock()).await;
    (app, unit("Huyện Đầm Hà", "2024-01-24"), unit("Quảng An, Đầm Hà", "2024-01-24"))
}

fn assignment(app: &App, lead: UnitId, days: u32) -> Assignment {
    let given = app.today();
    let due = app.deadline(DueRule::WorkingDays(days), given, None);
    Assignment::new("Rà soát", Party::unit(lead), "Chủ tịch UBND xã", given, due)
}

async fn planned(app: &App, unit: UnitId) -> ItemKey {
    let plan = MeetingPlan::new("Giao ban", app.today());
    let (key, _) = app.plan_meeting(person("a"), unit, plan).await.unwrap();
    app.write_meeting(person("a"), Written::now(key.clone(), vec![MeetingEdit::Hold])).await.unwrap();
    key
}

fn conclusion(id: &str, no_task: bool) -> Conclusion {
    Conclusion { id: id.to_owned(), place: 0, text: format!("Kết luận {id}"), no_task }
}

async fn a_meeting_is_concluded_into_tasks_and_signed_for_good(database: Database) {
    let (app, district, commune) = dam_ha(&database).await;
    let key = planned(&app, district).await;
    // A form sent twice makes one conclusion and one task.
    let form = person("a");
    for _ in 0..2 {
        let tasks = vec![assignment(&app, commune, 10)];
        app.conclude(form.clone(), Written::now(key.clone(), conclusion("1", false)), tasks).await.unwrap();
    }
    // The other secretary had not seen it.
    let unseen = Written { base: Some(vedich_values::FactSeq(1)), ..Written::now(key.clone(), conclusion("2", false)) };
    app.conclude(person("b"), unseen, Vec::new()).await.unwrap();
    let close = || Written::now(key.clone(), vec![MeetingEdit::Close]);
    assert_eq!(codes(app.write_meeting(person("a"), close()).await), ["meeting.without-task"]);
    app.conclude(person("b"), Written::now(key.clone(), conclusion("2", true)), Vec::new()).await.unwrap();
    app.write_meeting(person("a"), close()).await.unwrap();
    let sign = MeetingEdit::Sign(Signing { signer: "Chủ trì".to_owned(), paper: None });
    app.write_meeting(person("a"), Written::now(key.clone(), vec![sign])).await.unwrap();
    let late = app.conclude(person("b"), Written::now(key.clone(), conclusion("3", true)), Vec::new()).await;
    assert_eq!(codes(late), ["meeting.signed"]);
    let meeting = app.live().meeting(&key).unwrap();
    assert_eq!((meeting.conclusions.len(), meeting.state.name()), (2, "signed"));
    assert_eq!(app.live().task_tally(&TaskScope::Source(key.clone())).assigned(), 1);
    assert_eq!(app.meeting_now(&key).await.unwrap(), meeting);
}

async fn a_task_is_carried_through_and_counted(database: Database) {
    let (app, district, commune) = dam_ha(&database).await;
    let (key, _) = app.assign_task(person("a"), district, assignment(&app, commune, 5)).await.unwrap();
    let act = async |act| app.act_on_task(person("a"), Written::now(key.clone(), act)).await;
    act(TaskAct::Accept).await.unwrap();
    assert_eq!(codes(act(TaskAct::Accept).await), ["task.misfit"]);
    let due = app.live().task(&key).unwrap().due.unwrap();
    act(TaskAct::AskExtension { to: due + chrono::Days::new(7), reason: "mưa".to_owned() }).await.unwrap();
    let request = app.task_now(&key).await.unwrap().request.unwrap();
    let grant = TaskAct::DecideExtension { request: request.stamp.seq, to: Some(request.to), reason: None };
    act(grant).await.unwrap();
    assert_eq!(app.live().task(&key).unwrap().due, Some(due + chrono::Days::new(7)));
    let nothing = TaskAct::Report { product: Some(" ".to_owned()), evidence: None };
    assert_eq!(codes(act(nothing).await), ["task.no-result"]);
    act(TaskAct::Report { product: Some("Kế hoạch".to_owned()), evidence: None }).await.unwrap();
    act(TaskAct::Confirm).await.unwrap();
    app.count_tasks(person("a"), commune, CountSpan::Week, app.today(), None).await.unwrap();
    let counted: Vec<_> = app.live().closed_counts(commune).map(|(_, counted)| counted.tally).collect();
    assert_eq!((counted.len(), counted[0].in_time, counted[0].assigned()), (1, 1, 1));
    let future = Written { on: Some(app.today() + chrono::Days::new(1)), ..Written::now(key, TaskAct::Reopen { reason: "x".to_owned() }) };
    assert_eq!(codes(app.act_on_task(person("a"), future).await), ["fact.future-date"]);
}

/// A task of Lâm Hợp's roadmap that its count says is done.
async fn a_task_done_on_the_roadmap(app: &App) -> ItemKey {
    let (lam_hop, district) = (unit("Lâm Hợp, Kỳ Anh", "2020-09-08"), unit("Huyện Kỳ Anh, Hà Tĩnh", "2020-09-08"));
    let mut task = assignment(app, lam_hop, 5);
    task.roadmap = app.roadmap_task_of(lam_hop, "tc2.khao-sat");
    assert!(task.roadmap.is_some());
    let (key, _) = app.assign_task(person("a"), district, task).await.unwrap();
    count_done(app, lam_hop, "2024-06-28").await;
    key
}

async fn count_done(app: &App, unit: UnitId, on: &str) {
    let which = Which { on: Some(date(on)), ..Which::followed(unit) };
    app.count_roadmap(person("xa"), which, vec![Count::of_day("tc2.khao-sat", date(on), Done::Percent(10_000))], None).await.unwrap();
}

async fn what_a_roadmap_reports_is_sent_back_and_opened_again(database: Database) {
    let app = open(&database, &clock()).await;
    app.load_demo().await.unwrap();
    let key = a_task_done_on_the_roadmap(&app).await;
    let state = || app.live().task(&key).unwrap().state.name();
    let act = async |act| app.act_on_task(person("a"), Written::now(key.clone(), act)).await;
    assert_eq!((state(), app.task_now(&key).await.unwrap().state.name()), ("reported", "reported"), "checked as it is shown");
    act(TaskAct::SendBack { reason: "thiếu biên bản".to_owned() }).await.unwrap();
    assert_eq!(state(), "in-progress");
    count_done(&app, unit("Lâm Hợp, Kỳ Anh", "2020-09-08"), "2024-06-29").await;
    assert_eq!(state(), "reported");
    act(TaskAct::Confirm).await.unwrap();
    act(TaskAct::Reopen { reason: "hỏng".to_owned() }).await.unwrap();
    assert_eq!(state(), "in-progress");
    // Processes without a picture judge the same: they read the roadmap out of the journal.
    let apart = App::open_without_board(&database.url, reference(), clock()).await.unwrap();
    assert_eq!(apart.task_now(&key).await.unwrap(), app.live().task(&key).unwrap());
}

async fn more_time_takes_the_right_to_approve_and_a_reason(database: Database) {
    let (app, district, commune) = dam_ha(&database).await;
    let office = verify::person(&app, "dieuphoi", "coordination-office", district, Field::WHOLE).await;
    let leader = verify::person(&app, "lanhdao", "leader", district, Field::WHOLE).await;
    let (key, _) = app.assign_task(again(&office), district, assignment(&app, commune, 5)).await.unwrap();
    let seen = app.task_now(&key).await.unwrap();
    let wanted = |days: u32| Assignment { due: assignment(&app, commune, days).due, ..seen.assignment.clone() };
    let edit = async |by: &By, base, what, reason: &str| {
        app.edit_task(again(by), Written { key: key.clone(), base, on: None, what }, reason).await
    };
    assert_eq!(codes(edit(&office, None, wanted(10), "mưa lũ").await), ["task.later-needs-approval"]);
    assert_eq!(codes(edit(&leader, None, wanted(10), " ").await), ["task.later-needs-reason"]);
    edit(&leader, None, wanted(10), "mưa lũ").await.unwrap();
    let extended = app.live().task(&key).unwrap();
    assert_eq!((extended.due, extended.extensions), (wanted(10).due.on, 1));
    // A form opened before the extension: what it did not change is not written, a deadline typed into it is a conflict.
    let mut typo = seen.assignment.clone();
    "Rà soát, trình duyệt".clone_into(&mut typo.content);
    edit(&office, Some(seen.version), typo, "").await.unwrap();
    assert_eq!(app.live().task(&key).unwrap().due, extended.due);
    assert_eq!(codes(edit(&office, Some(seen.version), wanted(3), "").await), ["task.extended-since"]);
    // What is over is opened first.
    app.act_on_task(again(&office), Written::now(key.clone(), TaskAct::Confirm)).await.unwrap();
    assert_eq!(codes(edit(&leader, None, wanted(20), "x").await), ["task.closed"]);
}

async fn a_task_takes_the_place_of_another_and_conclusions_move(database: Database) {
    let (app, district, commune) = dam_ha(&database).await;
    let (old, _) = app.assign_task(person("a"), district, assignment(&app, commune, 5)).await.unwrap();
    let mut what = assignment(&app, commune, 20);
    what.content = "Rà soát lại".to_owned();
    let none = app.replace_task(person("a"), Written::now(old.clone(), what.clone()), String::new()).await;
    assert_eq!(codes(none.map(|(_, done)| done)), ["task.no-reason"]);
    // A form sent twice makes one task.
    let form = person("a");
    let first = app.replace_task(form.clone(), Written::now(old.clone(), what.clone()), "Đổi phương án".to_owned()).await.unwrap();
    let again = app.replace_task(form, Written::now(old.clone(), what), "Đổi phương án".to_owned()).await.unwrap();
    assert_eq!((&first.0, again.1.already), (&again.0, true));
    let stopped = app.live().task(&old).unwrap().state;
    assert!(matches!(stopped, vedich_steering::task::State::Stopped { replaced_by: Some(by), .. } if by == first.0));
    assert_eq!(app.live().task_tally(&TaskScope::Unit(commune)).assigned(), 1);

    let meeting = planned(&app, district).await;
    for id in ["1", "2", "3"] {
        app.conclude(person("a"), Written::now(meeting.clone(), conclusion(id, true)), Vec::new()).await.unwrap();
    }
    let order = |app: &App| app.live().meeting(&meeting).unwrap().conclusions.iter().map(|one| one.value.id.clone()).collect::<String>();
    assert_eq!(order(&app), "123");
    app.move_conclusion(person("a"), Written::now(meeting.clone(), ("3".to_owned(), true))).await.unwrap();
    assert_eq!(order(&app), "132");
    app.move_conclusion(person("a"), Written::now(meeting.clone(), ("1".to_owned(), false))).await.unwrap();
    assert_eq!(order(&app), "312");
    assert_eq!(codes(app.move_conclusion(person("a"), Written::now(meeting.clone(), ("3".to_owned(), true))).await), ["task.nothing"]);
}

async fn a_promise_becomes_a_task(database: Database) {
    let (app, district, commune) = dam_ha(&database).await;
    assert_eq!(app.levels_above(commune, date("2024-06-01"))[0], district);
    let mut request = Request::new("Hỗ trợ nước sạch", Party::unit(district));
    request.sent = app.today();
    let (key, _) = app.send_proposal(person("a"), commune, request).await.unwrap();
    let answer = |kind, to| Answer {
        kind,
        text: "Đồng ý".to_owned(),
        office: String::new(),
        paper: None,
        to,
        due: None,
        commitment: None,
        meeting: None,
    };
    let promise = Promise { content: "Cấp nước".to_owned(), person: "Trưởng phòng".to_owned(), by: None, amount: None };
    let what = AnswerProposal { answer: answer(AnswerKind::Agreed, None), promise: Some(promise) };
    app.answer_proposal(person("b"), Written::now(key.clone(), what.clone())).await.unwrap();
    let proposal = app.proposal_now(&key).await.unwrap();
    let task = proposal.answer().unwrap().1.commitment.clone().unwrap().task;
    assert_eq!(app.live().task(&task).unwrap().assignment.lead.unit, district);
    assert_eq!(codes(app.answer_proposal(person("b"), Written::now(key, what)).await), ["proposal.not-open"]);
}

async fn what_was_not_settled_goes_back_to_whoever_answered(database: Database) {
    let (app, district, commune) = dam_ha(&database).await;
    let mut request = Request::new("Hỗ trợ nước sạch", Party { unit: district, office: "Phòng Kinh tế".to_owned() });
    request.sent = app.today();
    let (key, _) = app.send_proposal(person("a"), commune, request).await.unwrap();
    let answer = |kind, to| {
        let (text, office) = ("Đã xem xét".to_owned(), String::new());
        let answer = Answer { kind, text, office, paper: None, to, due: None, commitment: None, meeting: None };
        Written::now(key.clone(), AnswerProposal { answer, promise: None })
    };
    let to = Party { unit: district, office: "Phòng Nông nghiệp".to_owned() };
    app.answer_proposal(person("b"), answer(AnswerKind::PassedOn, Some(to.clone()))).await.unwrap();
    assert_eq!(app.live().proposal(&key).unwrap().addressee(), &to);
    app.answer_proposal(person("b"), answer(AnswerKind::Agreed, None)).await.unwrap();
    let judge = |text: &str| {
        let edit = ProposalEdit::Reassess { verdict: Verdict::Unsatisfied, text: text.to_owned(), due: None };
        app.write_proposal(person("a"), Written::now(key.clone(), vec![edit]))
    };
    assert_eq!(codes(judge("").await), ["proposal.no-text"]);
    judge("chưa có đường ống").await.unwrap();
    let open = app.live().proposal(&key).unwrap();
    let days = vedich_reference::steering_rules().answer_working_days;
    assert_eq!((open.state.name(), open.addressee()), ("reopened", &to));
    assert_eq!(open.due, app.deadline(DueRule::WorkingDays(days), app.today(), None).on);
    app.answer_proposal(person("b"), answer(AnswerKind::Agreed, None)).await.unwrap();
}

async fn what_a_merged_commune_began_is_carried_on_by_what_it_went_into(database: Database) {
    let clock = clock();
    let app = open(&database, &clock).await;
    let (lam_hop, district) = (unit("Lâm Hợp, Kỳ Anh", "2024-06-30"), unit("Huyện Kỳ Anh, Hà Tĩnh", "2024-06-30"));
    let province = app.levels_above(district, date("2024-06-30"))[0];
    let request = |app: &App, to| Request { sent: app.today(), ..Request::new("Làm đường liên thôn", Party::unit(to)) };
    let (key, _) = app.send_proposal(person("a"), lam_hop, request(&app, district)).await.unwrap();
    assert_eq!(app.acting_for(lam_hop, app.today()), [lam_hop]);
    // A year later the communes have merged and the districts have ended.
    clock.advance(at("2025-08-01T03:00:00Z") - at("2024-06-30T03:00:00Z"));
    let app = open(&database, &clock).await;
    let heirs = app.acting_for(lam_hop, app.today());
    let [heir] = heirs[..] else { panic!("one commune took all of Lâm Hợp: {heirs:?}") };
    // What it began stands in the lists of its heir; the levels above are those of that day.
    let picture = app.picture(app.today(), None).await.unwrap();
    let seen = picture.proposals(&vedich_board::steering::ProposalScope::From(heir), Show::Open, None, 10).items;
    assert!(matches!(&seen[..], [one] if one.key == key), "{seen:?}");
    assert_eq!(app.levels_above(lam_hop, app.today())[0], province);
    assert_eq!(app.levels_above(district, app.today())[0], province);
    // New ones are its own, and go to who is there.
    let sent = async |from, to| app.send_proposal(person("a"), from, request(&app, to)).await.map(|(_, done)| done);
    assert_eq!(codes(sent(lam_hop, province).await), ["fact.unit-not-there"]);
    assert_eq!(codes(sent(heir, district).await), ["fact.unit-not-there"]);
    sent(heir, province).await.unwrap();
    // The province answers for the district that has ended; what it promises is its own task.
    let answer = |kind, to| Answer {
        kind,
        text: "Đồng ý".to_owned(),
        office: String::new(),
        paper: None,
        to,
        due: None,
        commitment: None,
        meeting: None,
    };
    let up = |to| AnswerProposal { answer: answer(AnswerKind::PassedUp, Some(Party::unit(to))), promise: None };
    assert_eq!(codes(app.answer_proposal(person("b"), Written::now(key.clone(), up(heir))).await), ["proposal.not-above"]);
    let promise = Promise { content: "Làm đường".to_owned(), person: "Trưởng phòng".to_owned(), by: None, amount: None };
    let what = AnswerProposal { answer: answer(AnswerKind::Agreed, None), promise: Some(promise) };
    app.answer_proposal(person("b"), Written::now(key.clone(), what)).await.unwrap();
    let task = app.proposal_now(&key).await.unwrap().answer().unwrap().1.commitment.clone().unwrap().task;
    assert_eq!(app.live().task(&task).unwrap().assignment.lead.unit, province);
}

async fn invitations_go_out_once_and_again_when_sent_again(database: Database) {
    let (app, district, _) = dam_ha(&database).await;
    app.send_letters_from("vedich@example.vn".to_owned());
    let mut plan = MeetingPlan::new("Giao ban", app.today() + chrono::Days::new(3));
    let (key, _) = app.plan_meeting(person("a"), district, plan.clone()).await.unwrap();
    let invite = |by: By| app.invite(by, Written::now(key.clone(), "Mang theo báo cáo".to_owned()));
    assert_eq!(codes(invite(person("a")).await), ["meeting.no-address"]);
    plan.invited = ["Xã Quảng An <qa@example.vn>", "Phòng Kinh tế"].map(Invitee::parse).to_vec();
    let fields = vec![MeetingEdit::Set(vec![MeetingPlanField::Invited(plan.invited)])];
    app.write_meeting(person("a"), Written::now(key.clone(), fields)).await.unwrap();
    let form = person("a");
    invite(form.clone()).await.unwrap();
    assert!(invite(form).await.unwrap().already);
    app.post_invitations().await.unwrap();
    let letters = app.letters_due().await.unwrap();
    assert_eq!(letters.len(), 1, "once, however often it is looked");
    let (letter, address) = &letters[0];
    assert_eq!(address, "qa@example.vn");
    let enclosed = letter.enclosed.as_ref().unwrap();
    assert_eq!(enclosed.media, "text/calendar; charset=utf-8; method=REQUEST");
    assert!(enclosed.content.contains("ORGANIZER;CN=\"Huyện Đầm Hà\":mailto:vedich@example.vn"), "{}", enclosed.content);
    assert!(letter.body.contains("Mang theo báo cáo") && letter.enclosed.as_ref().unwrap().content.contains("BEGIN:VEVENT"));
    invite(person("a")).await.unwrap();
    app.write_meeting(person("a"), Written::now(key.clone(), vec![MeetingEdit::Cancel { reason: "bão".to_owned() }])).await.unwrap();
    app.post_invitations().await.unwrap();
    let subjects: Vec<String> = app.letters_due().await.unwrap().into_iter().map(|(letter, _)| letter.subject).collect();
    assert_eq!(subjects.iter().filter(|subject| subject.starts_with("Giấy mời")).count(), 2);
    assert_eq!(subjects.iter().filter(|subject| subject.starts_with("Hoãn, hủy")).count(), 1);
    assert_eq!(app.letters_of_meeting(&key).await.unwrap().waiting, 3);
    assert_eq!(codes(invite(person("a")).await), ["meeting.misfit"]);
}

async fn what_came_of_a_direction_is_told_after_the_signing(database: Database) {
    let (app, district, commune) = dam_ha(&database).await;
    let key = planned(&app, district).await;
    let direction = Direction {
        unit: commune,
        aim: "Về đích".to_owned(),
        focus: Vec::new(),
        roadmap: String::new(),
        results: vec!["Kênh mương".to_owned()],
    };
    app.write_meeting(person("a"), Written::now(key.clone(), vec![MeetingEdit::Direct(direction)])).await.unwrap();
    app.conclude(person("a"), Written::now(key.clone(), conclusion("1", true)), Vec::new()).await.unwrap();
    let sign = MeetingEdit::Sign(Signing { signer: "Chủ trì".to_owned(), paper: None });
    app.write_meeting(person("a"), Written::now(key.clone(), vec![sign])).await.unwrap();
    let achieved = |item: &str, percent| Achievement { unit: commune, item: item.to_owned(), text: String::new(), percent };
    let say = |what| app.achieve(person("xa"), Written::now(key.clone(), what));
    assert_eq!(codes(say(achieved("Khác", Some(10))).await), ["meeting.unknown-item"]);
    assert_eq!(codes(say(achieved("Kênh mương", None)).await), ["meeting.no-text"]);
    assert_eq!(codes(say(achieved("Kênh mương", Some(101))).await), ["task.bad-percent"]);
    for percent in [40, 100] {
        say(achieved("Kênh mương", Some(percent))).await.unwrap();
    }
    let meeting = app.live().meeting(&key).unwrap();
    let outcomes = meeting.outcomes(commune);
    assert_eq!((outcomes.len(), outcomes[0].achieved.len(), outcomes[0].percent()), (1, 2, Some(100)));
    assert!(meeting.aside.is_empty());
}

async fn who_answers_for_a_task_is_reminded_once(database: Database) {
    let app = open(&database, &clock()).await;
    app.load_demo().await.unwrap();
    app.open_demo_accounts().await.unwrap();
    let officer = app.rights().by_login("xa").unwrap().clone();
    app.journal().vault().set_contact(officer.id, Some("xa@example.vn"), None).await.unwrap();
    let commune = officer.home;
    let mut task = assignment(&app, commune, 1);
    task.person = Someone { person: Some(officer.id), name: officer.name.to_string() };
    let (key, _) = app.assign_task(person("a"), commune, task).await.unwrap();
    for _ in 0..2 {
        app.post_reminders(vedich_wording::Lang::Vi, "https://vedich.example.vn").await.unwrap();
    }
    let letters = app.letters_due().await.unwrap();
    assert_eq!(letters.iter().map(|(_, address)| address.as_str()).collect::<Vec<_>>(), ["xa@example.vn"]);
    assert!(letters[0].0.body.contains(&format!("https://vedich.example.vn/tasks/{key}")));
}

async fn the_demo_shows_the_same_after_a_restart(database: Database) {
    let seen = |app: &App| {
        let scope = TaskScope::Area(vedich_units::COUNTRY);
        let all = TaskQuery { show: Show::All, ..TaskQuery::open(scope.clone(), 500) };
        (app.live().tasks(&all).items, app.live().task_tally(&scope))
    };
    let app = open(&database, &clock()).await;
    app.load_demo().await.unwrap();
    let before = seen(&app);
    assert!(before.0.len() > 30);
    drop(app);
    let again = open(&database, &clock()).await;
    assert_eq!(seen(&again), before);
    let unknown = again.task_now(&ItemKey::new("none")).await;
    assert!(matches!(unknown, Err(AppError::Refused(problems)) if problems[0].code == "task.unknown"));
}

async fn the_person_of_a_task_says_what_its_lead_says(database: Database) {
    let (app, district, _) = dam_ha(&database).await;
    let field = Field::criteria("commune", [5]);
    let specialist = verify::person(&app, "nganh", "department-specialist", district, field).await;
    let mut task = assignment(&app, district, 5);
    let (others, _) = app.assign_task(person("a"), district, task.clone()).await.unwrap();
    task.person = app.someone("nganh", district).unwrap();
    assert_eq!(task.person.person, specialist.hand().whose());
    let (key, _) = app.assign_task(person("a"), district, task).await.unwrap();
    let report = || TaskAct::Report { product: Some("Báo cáo".to_owned()), evidence: None };
    let refused = app.act_on_task(again(&specialist), Written::now(others, report())).await;
    assert!(matches!(refused, Err(AppError::Forbidden(_))), "the task of somebody else");
    for act in [TaskAct::Accept, report()] {
        app.act_on_task(again(&specialist), Written::now(key.clone(), act)).await.unwrap();
    }
    let confirmed = app.act_on_task(again(&specialist), Written::now(key.clone(), TaskAct::Confirm)).await;
    assert!(matches!(confirmed, Err(AppError::Forbidden(_))), "to confirm is for whoever assigned it");
    assert_eq!(app.task_now(&key).await.unwrap().state.name(), "reported");
}

async fn a_field_alone_says_who_may_answer(database: Database) {
    let (app, district, commune) = dam_ha(&database).await;
    let field = Field::criteria("commune", [3]);
    let specialist = verify::person(&app, "nganh", "department-specialist", district, field).await;
    let mut keys = Vec::new();
    for topic in ["Thủy lợi", "Giao thông"] {
        let mut request = Request::new("Hỗ trợ", Party::unit(district));
        topic.clone_into(&mut request.topic);
        request.sent = app.today();
        keys.push(app.send_proposal(person("xa"), commune, request).await.unwrap().0);
    }
    let may = |key: &ItemKey| app.may_answer(specialist.hand(), &app.live().proposal(key).unwrap()).is_ok();
    assert_eq!((may(&keys[0]), may(&keys[1])), (true, false));
    let answer = |key: &ItemKey| {
        let (text, office) = ("Đồng ý".to_owned(), String::new());
        let answer = Answer { kind: AnswerKind::Agreed, text, office, paper: None, to: None, due: None, commitment: None, meeting: None };
        let promise = Promise { content: "Sửa kênh".to_owned(), person: "Trưởng phòng".to_owned(), by: None, amount: None };
        Written::now(key.clone(), AnswerProposal { answer, promise: Some(promise) })
    };
    app.answer_proposal(again(&specialist), answer(&keys[0])).await.unwrap();
    assert!(matches!(app.answer_proposal(again(&specialist), answer(&keys[1])).await, Err(AppError::Forbidden(_))));
}

async fn a_full_name_is_an_account(database: Database) {
    let (app, district, commune) = dam_ha(&database).await;
    let enter = async |login: &str, home: UnitId| {
        let new = NewPerson { login: login.into(), name: "Nguyễn Văn Xã".into(), home, contact: Default::default(), posts: Vec::new() };
        app.enter_people(person("a"), app.today(), vec![new]).await.unwrap()[0]
    };
    let officer = enter("xa", commune).await;
    let who = |text: &str, unit| app.someone(text, unit).map(|one| one.person);
    for text in ["Nguyễn Văn Xã", "nguyễn  văn xã", "XA", "Nguyễn Văn Xã (xa)"] {
        assert_eq!(who(text, district).unwrap(), Some(officer), "{text}");
    }
    assert_eq!(who("Nguyen Van Xa", district).unwrap(), None, "marks tell names apart");
    enter("xa2", district).await;
    assert_eq!(who("Nguyễn Văn Xã", commune).unwrap(), Some(officer), "of two the one of the unit");
    let refused = who("Nguyễn Văn Xã", unit("Tỉnh Quảng Ninh", "2024-01-24"));
    assert!(matches!(&refused, Err(AppError::Refused(found)) if found[0].code == "task.which-person"), "{refused:?}");
}

async fn a_month_that_is_over_is_counted_as_it_stood(database: Database) {
    let (app, district, commune) = dam_ha(&database).await;
    let mut task = assignment(&app, commune, 5);
    task.given = date("2023-12-15");
    app.assign_task(person("a"), district, task).await.unwrap();
    app.count_tasks(person("a"), district, CountSpan::Month, date("2023-12-20"), None).await.unwrap();
    let board = app.picture(date("2024-01-20"), None).await.unwrap();
    let spans = board.counted_spans(district, CountSpan::Month, 2);
    let (_, counted) = spans[0].closed.clone().unwrap();
    assert_eq!((spans[0].through, counted.through, counted.tally.assigned()), (date("2023-12-31"), date("2023-12-31"), 1));
    assert!(spans[1].closed.is_none());
    // Of months before the first task there is nothing to count.
    assert_eq!(board.counted_spans(district, CountSpan::Month, 13).len(), 2);
    let none = board.counted_spans(unit("Xã Quảng Tân, Đầm Hà", "2024-01-24"), CountSpan::Week, 13);
    assert_eq!(
        none.iter().map(|one| (one.through, one.tally.map(|tally| tally.assigned()))).collect::<Vec<_>>(),
        [(date("2024-01-20"), Some(0))]
    );
}
