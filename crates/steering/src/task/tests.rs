use super::*;
use crate::count;
use crate::due::resolve;
use proptest::prelude::*;
use vedich_facts::steering::{Due, DueRule, Every, Party, TaskChange, TaskEdit, TaskStatement};
use vedich_facts::{Body, Fact, Recorded};
use vedich_roadmap::calendar::WorkCalendar;
use vedich_values::{EntrySeq, Timestamp};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn fact(seq: u64, base: u64, on: &str, edits: Vec<TaskEdit>) -> Recorded {
    let change = TaskChange { task: ItemKey::new("t"), base: FactSeq(base), edits };
    let fact = Fact::new(UnitId(1), day(on), Body::Task(Box::new(TaskStatement::Change(change))));
    Recorded { seq: FactSeq(seq), entry: EntrySeq(seq), recorded_at: Timestamp::default(), fact }
}

fn assigned(due: Due) -> Recorded {
    let assignment = Assignment::new("Rà soát quy hoạch", Party::unit(UnitId(2)), "Chủ tịch UBND xã", day("2020-09-08"), due);
    fact(1, 0, "2020-09-08", vec![TaskEdit::Assign(Box::new(assignment))])
}

fn by(on: &str) -> Due {
    Due { rule: DueRule::Day, on: Some(day(on)) }
}

fn report() -> TaskAct {
    TaskAct::Report { product: None, evidence: None }
}

/// What a task due on 30 September 2020 is after these acts, on 15 October.
fn check(acts: &[(&str, TaskAct)], state: &str, standing: Standing) {
    let mut facts = vec![assigned(by("2020-09-30"))];
    for (seq, (on, act)) in (2..).zip(acts) {
        facts.push(fact(seq, seq - 1, on, vec![TaskEdit::Act(act.clone())]));
    }
    let task = Task::replay(&ItemKey::new("t"), &facts).unwrap();
    assert_eq!((task.state.name(), task.standing(day("2020-10-15"))), (state, standing), "{acts:?}");
}

#[test]
fn tasks_count_as_the_programme_counts_them() {
    let reason = || "x".to_owned();
    let late = |days| Standing::Overdue { days };
    check(&[], "assigned", late(15));
    check(&[("2020-09-09", TaskAct::Accept)], "in-progress", late(15));
    check(&[("2020-09-09", TaskAct::Decline { reason: reason() })], "declined", late(15));
    check(&[("2020-09-30", report())], "reported", Standing::InProgress);
    // What was reported late waits for somebody else: its delay no longer grows.
    check(&[("2020-10-01", report())], "reported", Standing::ReportedLate { days: 1 });
    assert!(Standing::ReportedLate { days: 1 }.is_overdue() && !Standing::ReportedLate { days: 1 }.is_chased());
    check(&[("2020-09-30", report()), ("2020-10-10", TaskAct::Confirm)], "finished", Standing::InTime);
    check(&[("2020-10-02", report()), ("2020-10-10", TaskAct::Confirm)], "finished", Standing::Late { days: 2 });
    check(&[("2020-09-20", report()), ("2020-09-21", TaskAct::SendBack { reason: reason() })], "in-progress", late(15));
    let stop = TaskAct::Stop { reason: reason(), replaced_by: Some(ItemKey::new("u")) };
    check(&[("2020-09-20", stop.clone())], "stopped", Standing::Out);
    check(&[("2020-09-20", stop.clone()), ("2020-09-21", TaskAct::Reopen { reason: reason() })], "in-progress", late(15));
    // Reported by somebody who did not know that it was stopped: kept in the log, without effect.
    check(&[("2020-09-20", stop), ("2020-09-20", report())], "stopped", Standing::Out);
    let ask = || TaskAct::AskExtension { to: day("2020-10-31"), reason: reason() };
    check(&[("2020-09-20", ask())], "assigned", late(15));
    let decide = |to| TaskAct::DecideExtension { request: FactSeq(2), to, reason: None };
    check(&[("2020-09-20", ask()), ("2020-09-21", decide(Some(day("2020-10-31"))))], "assigned", Standing::InProgress);
    check(&[("2020-09-20", ask()), ("2020-09-21", decide(None))], "assigned", late(15));
    check(&[("2020-09-21", decide(Some(day("2020-10-31"))))], "assigned", late(15));
}

#[test]
fn a_recurring_task_is_overdue_from_its_first_missing_round() {
    let weekly = DueRule::Every { every: Every::Week(5), until: Some(day("2020-09-25")) };
    let due = resolve(weekly, day("2020-09-08"), None, &WorkCalendar::monday_to_friday());
    let round = |seq, due: &str, on: &str| fact(seq, seq - 1, on, vec![TaskEdit::Act(TaskAct::Round { due: day(due), product: None })]);
    let mut facts = vec![assigned(due), round(2, "2020-09-11", "2020-09-11")];
    let task = |facts: &[Recorded]| Task::replay(&ItemKey::new("t"), facts).unwrap();
    assert_eq!(task(&facts).due, Some(day("2020-09-18")));
    assert_eq!(task(&facts).standing(day("2020-09-18")), Standing::InProgress);
    assert_eq!(task(&facts).standing(day("2020-09-20")), Standing::Overdue { days: 2 });
    facts.push(round(3, "2020-09-18", "2020-09-19"));
    facts.push(round(4, "2020-09-25", "2020-09-25"));
    assert_eq!(task(&facts).state.name(), "finished");
    assert_eq!(task(&facts).standing(day("2020-10-01")), Standing::Late { days: 1 });
}

#[test]
fn two_people_editing_a_task_lose_nothing() {
    let set = |seq, base, field| fact(seq, base, "2020-09-09", vec![TaskEdit::Set(vec![field])]);
    let facts = [
        assigned(by("2020-09-30")),
        set(2, 1, AssignmentField::Product("Tờ trình".to_owned())),
        set(3, 1, AssignmentField::Product("Báo cáo".to_owned())),
        set(4, 1, AssignmentField::Note(Some("gấp".to_owned()))),
    ];
    let task = Task::replay(&ItemKey::new("t"), &facts).unwrap();
    assert_eq!((task.assignment.product.as_str(), task.assignment.note.as_deref()), ("Báo cáo", Some("gấp")));
    assert_eq!(task.conflicts.len(), 1);
    assert_eq!(task.conflicts[0].other.1, FieldVersion::Field(AssignmentField::Product("Tờ trình".to_owned())));
    // Whoever writes next has seen both.
    let settled: Vec<Recorded> = facts.into_iter().chain([set(5, 4, AssignmentField::Product("Cả hai".to_owned()))]).collect();
    assert!(Task::replay(&ItemKey::new("t"), &settled).unwrap().conflicts.is_empty());
}

#[test]
fn what_is_finished_on_the_roadmap_is_reported_here() {
    let task = Task::replay(&ItemKey::new("t"), &[assigned(by("2020-09-30"))]).unwrap();
    let done = task.clone().with_progress(counted(2, 10_000, Some("2020-09-29")));
    assert_eq!((done.state.name(), done.percent), ("reported", Some(100)));
    assert_eq!(done.standing(day("2020-10-15")), Standing::InProgress);
    let half = task.with_progress(counted(2, 5_050, None));
    assert_eq!((half.state.name(), half.percent), ("assigned", Some(50)));
}

/// What a fact counted on the roadmap.
fn counted(by: u64, done: u32, finished: Option<&str>) -> Progress {
    Progress { done: Some(done), finished: finished.map(day), by: FactSeq(by) }
}

/// A task of a roadmap, due on 30 September 2020.
fn on_roadmap() -> Recorded {
    let mut assignment = Assignment::new("Làm đường", Party::unit(UnitId(2)), "Chủ tịch UBND xã", day("2020-09-08"), by("2020-09-30"));
    let (roadmap, task) = (vedich_values::RoadmapKey::new("1"), vedich_values::TaskId::new("tc2.duong"));
    assignment.roadmap = Some(vedich_facts::steering::RoadmapTask { unit: UnitId(2), roadmap, task });
    fact(1, 0, "2020-09-08", vec![TaskEdit::Assign(Box::new(assignment))])
}

fn replayed(facts: &[Recorded]) -> Task {
    Task::replay(&ItemKey::new("t"), facts).unwrap()
}

fn codes(present: &Task, base: u64, edits: Vec<TaskEdit>) -> Vec<&'static str> {
    let change = TaskChange { task: ItemKey::new("t"), base: FactSeq(base), edits };
    crate::check::task(Some(present), UnitId(1), day("2020-10-15"), &change).into_iter().map(|found| found.code).collect()
}

#[test]
fn what_was_sent_back_is_reported_again_only_when_the_roadmap_counts_it_anew() {
    let back = TaskAct::SendBack { reason: "thiếu biên bản nghiệm thu".to_owned() };
    // The roadmap counted it done with fact 2: that is what is judged.
    let done = replayed(&[on_roadmap()]).with_progress(counted(2, 10_000, Some("2020-09-20")));
    assert_eq!(codes(&done, 1, vec![TaskEdit::Act(back.clone())]), [""; 0]);
    let facts = [on_roadmap(), fact(3, 1, "2020-09-22", vec![TaskEdit::Act(back)])];
    assert!(replayed(&facts).log.last().unwrap().counts);
    let after = replayed(&facts).with_progress(counted(2, 10_000, Some("2020-09-20")));
    assert_eq!((after.state.name(), after.percent), ("in-progress", None));
    // Counted done once more, on a day after it was sent back.
    let again = replayed(&facts).with_progress(counted(4, 10_000, Some("2020-09-20")));
    assert_eq!(again.state, State::Reported { on: day("2020-09-22"), product: None });
    // The same once it was confirmed and opened again.
    let reopen = TaskAct::Reopen { reason: "hỏng".to_owned() };
    let confirmed = [on_roadmap(), fact(3, 1, "2020-09-25", vec![TaskEdit::Act(TaskAct::Confirm)])];
    let done = replayed(&confirmed).with_progress(counted(2, 10_000, Some("2020-09-20")));
    assert_eq!(done.state, State::Finished { on: day("2020-09-20"), product: None });
    let [first, second] = confirmed;
    let reopened = [first, second, fact(4, 3, "2020-10-05", vec![TaskEdit::Act(reopen)])];
    let open = replayed(&reopened).with_progress(counted(2, 10_000, Some("2020-09-20")));
    assert_eq!((open.state.name(), open.standing(day("2020-10-05"))), ("in-progress", Standing::Overdue { days: 5 }));
}

#[test]
fn more_time_is_an_extension_with_a_reason() {
    let later = || TaskEdit::Set(vec![AssignmentField::Due(by("2020-10-31"))]);
    let extend = |to: &str, reason: &str| TaskEdit::Act(TaskAct::Extend { to: Some(day(to)), reason: reason.to_owned() });
    let task = replayed(&[assigned(by("2020-09-30"))]);
    assert_eq!(codes(&task, 1, vec![later()]), ["task.later-needs-reason"]);
    assert_eq!(codes(&task, 1, vec![TaskEdit::Set(vec![AssignmentField::Due(Due::default())])]), ["task.later-needs-reason"]);
    assert_eq!(codes(&task, 1, vec![later(), extend("2020-10-31", " ")]), ["task.no-reason"]);
    assert_eq!(codes(&task, 1, vec![later(), extend("2020-11-30", "mưa lũ")]), ["task.not-later"]);
    assert_eq!(codes(&task, 1, vec![later(), extend("2020-10-31", "mưa lũ")]), [""; 0]);
    assert_eq!(codes(&task, 1, vec![extend("2020-09-30", "mưa lũ")]), ["task.not-later"]);
    assert_eq!(codes(&task, 1, vec![TaskEdit::Set(vec![AssignmentField::Due(by("2020-09-20"))])]), [""; 0], "less time takes no extension");
    let extended = replayed(&[assigned(by("2020-09-30")), fact(2, 1, "2020-10-01", vec![later(), extend("2020-10-31", "mưa lũ")])]);
    assert_eq!(
        (extended.due, extended.extensions, extended.standing(day("2020-10-15"))),
        (Some(day("2020-10-31")), 1, Standing::InProgress)
    );
}

#[test]
fn what_is_over_is_opened_before_it_is_changed() {
    let facts = [assigned(by("2020-09-30")), fact(2, 1, "2020-10-02", vec![TaskEdit::Act(TaskAct::Confirm)])];
    let text = || TaskEdit::Set(vec![AssignmentField::Product("Tờ trình".to_owned())]);
    assert_eq!(codes(&replayed(&facts), 2, vec![text()]), ["task.closed"]);
    let lead =
        TaskEdit::Lead { lead: Party::unit(UnitId(3)), person: vedich_facts::steering::Someone { person: None, name: "A".to_owned() } };
    assert_eq!(codes(&replayed(&facts), 2, vec![lead]), ["task.closed"]);
}

#[test]
fn an_extension_is_not_lost_to_whoever_had_not_seen_it() {
    let ask = TaskAct::AskExtension { to: day("2020-10-31"), reason: "x".to_owned() };
    let grant = TaskAct::DecideExtension { request: FactSeq(2), to: Some(day("2020-10-31")), reason: None };
    let act = |seq, act| fact(seq, seq - 1, "2020-09-20", vec![TaskEdit::Act(act)]);
    let facts = [assigned(by("2020-09-30")), act(2, ask), act(3, grant)];
    let present = replayed(&facts);
    // Their form was made from fact 2: the deadline they saw is not written, and one they typed is a conflict.
    let seen = replayed(&facts[..2]);
    let mut wanted = seen.assignment.clone();
    "Rà soát, trình quy hoạch".clone_into(&mut wanted.content);
    let edits = seen.changes_to(&wanted);
    assert_eq!(edits, [TaskEdit::Set(vec![AssignmentField::Content(wanted.content.clone())])]);
    assert_eq!(codes(&present, 2, edits), [""; 0]);
    wanted.due = by("2020-09-25");
    assert_eq!(codes(&present, 2, seen.changes_to(&wanted)), ["task.extended-since"]);
    assert_eq!(codes(&present, 3, present.changes_to(&wanted)), [""; 0], "seen, it can be taken back");
    // In records from before this was checked the extension holds.
    let [first, second, third] = facts;
    let blind = fact(4, 2, "2020-09-21", vec![TaskEdit::Assign(Box::new(seen.assignment))]);
    assert_eq!(replayed(&[first, second, third, blind]).due, Some(day("2020-10-31")));
}

#[test]
fn another_lead_begins_from_the_start() {
    let lead = |unit| TaskEdit::Lead { lead: Party::unit(UnitId(unit)), person: vedich_facts::steering::Someone::default() };
    let half = TaskAct::Note { text: "x".to_owned(), percent: Some(60), evidence: None };
    let act = |seq, act| fact(seq, seq - 1, "2020-09-20", vec![TaskEdit::Act(act)]);
    let mut facts = vec![assigned(by("2020-09-30")), act(2, TaskAct::Accept), act(3, half), act(4, report())];
    facts.push(fact(5, 4, "2020-09-21", vec![lead(2)]));
    assert_eq!((replayed(&facts).state.name(), replayed(&facts).percent), ("reported", Some(60)), "another person of the same lead");
    facts.push(fact(6, 5, "2020-09-22", vec![lead(3)]));
    let task = replayed(&facts);
    assert_eq!((task.state.name(), task.percent, task.brief().untaken, task.brief().done), ("assigned", None, true, None));
}

#[test]
fn a_recurring_task_has_the_rounds_that_come_and_no_others() {
    let weekly = Due { rule: DueRule::Every { every: Every::Week(5), until: Some(day("2020-10-23")) }, on: Some(day("2020-09-11")) };
    let task = replayed(&[assigned(weekly)]);
    // On Thursday 15 October.
    let round = |due: &str| codes(&task, 1, vec![TaskEdit::Act(TaskAct::Round { due: day(due), product: None })]);
    for (due, expected) in [
        ("2020-09-04", &["task.no-such-round"][..]),
        ("2020-09-11", &[]),
        ("2020-10-16", &[]),
        ("2020-10-15", &["task.no-such-round"]),
        ("2020-10-23", &["task.no-such-round"]),
        ("2020-10-30", &["task.no-such-round"]),
    ] {
        assert_eq!(round(due), expected, "{due}");
    }
}

fn an_act() -> impl Strategy<Value = TaskAct> {
    let reason = || "x".to_owned();
    prop_oneof![
        Just(TaskAct::Accept),
        Just(TaskAct::Decline { reason: reason() }),
        Just(report()),
        Just(TaskAct::Confirm),
        Just(TaskAct::SendBack { reason: reason() }),
        Just(TaskAct::AskExtension { to: day("2020-11-30"), reason: reason() }),
        (2_u64..8).prop_map(|seq| TaskAct::DecideExtension { request: FactSeq(seq), to: Some(day("2020-11-30")), reason: None }),
        Just(TaskAct::Reopen { reason: reason() }),
        Just(TaskAct::Extend { to: Some(day("2020-11-30")), reason: reason() }),
        Just(TaskAct::Stop { reason: reason(), replaced_by: None }),
        (0_u8..=100).prop_map(|percent| TaskAct::Note { text: String::new(), percent: Some(percent), evidence: None }),
    ]
}

proptest! {
    #[test]
    fn whatever_happens_the_counts_add_up_and_nothing_is_lost(
        tasks in prop::collection::vec((prop::collection::vec((an_act(), 0_u64..40), 0..8), 0_u64..60), 0..12),
        on in 0_u64..90,
    ) {
        let start = day("2020-09-08");
        let at = |days| start.checked_add_days(chrono::Days::new(days)).unwrap();
        let on = at(on);
        let mut briefs = Vec::new();
        let mut out = 0;
        for (acts, due) in &tasks {
            let mut facts = vec![assigned(Due { rule: DueRule::Day, on: Some(at(*due)) })];
            for (seq, (act, days)) in (2..).zip(acts) {
                facts.push(fact(seq, seq - 1, &at(*days).to_string(), vec![TaskEdit::Act(act.clone())]));
            }
            let task = Task::replay(&ItemKey::new("t"), &facts).unwrap();
            prop_assert_eq!(task.log.len(), facts.len());
            // What the checks let through has an effect; what has none they refuse.
            out += u32::from(task.standing(on) == Standing::Out);
            briefs.push(task.brief());
        }
        let tally = count::tally(&briefs, on);
        prop_assert_eq!(tally.assigned() + out, u32::try_from(tasks.len()).unwrap());
        let by_unit = count::by_lead(&briefs, on).values().fold(0, |sum, (tally, _)| sum + tally.assigned());
        prop_assert_eq!(by_unit, tally.assigned());
    }

    #[test]
    fn what_the_checks_let_through_has_an_effect(acts in prop::collection::vec(an_act(), 1..8)) {
        let mut facts = vec![assigned(by("2020-09-30"))];
        for (seq, act) in (2..).zip(acts) {
            let present = Task::replay(&ItemKey::new("t"), &facts).unwrap();
            let change = TaskChange { task: ItemKey::new("t"), base: FactSeq(seq - 1), edits: vec![TaskEdit::Act(act)] };
            let passes = crate::check::task(Some(&present), UnitId(1), day("2020-09-20"), &change).is_empty();
            facts.push(fact(seq, seq - 1, "2020-09-20", change.edits));
            let after = Task::replay(&ItemKey::new("t"), &facts).unwrap();
            let counts = after.log.last().unwrap().counts;
            prop_assert!(!passes || counts, "passed the checks without an effect: {:?}", after.log.last());
        }
    }
}
