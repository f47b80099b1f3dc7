use super::*;
use crate::plan::{Progress, Span};
use crate::planner::{Planner, TaskStanding};
use proptest::prelude::*;
use std::sync::Arc;
use vedich_facts::roadmap::LinkKind::{FinishToStart, StartToStart};
use vedich_facts::{Body, Fact, Recorded};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn key() -> RoadmapKey {
    RoadmapKey::new("1")
}

/// A change recorded as the fact of that number, made from the version `base`.
fn change(seq: u64, base: u64, on: &str, edits: Vec<RoadmapEdit>) -> Recorded {
    let change = RoadmapChange { roadmap: key(), base: FactSeq(base), edits, undoes: None };
    let fact =
        Fact::new(UnitId(7), day(on), Body::Roadmap(Box::new(change))).from_source(if seq.is_multiple_of(2) { "Bà B" } else { "Ông A" });
    Recorded { seq: FactSeq(seq), entry: EntrySeq(seq), recorded_at: Timestamp::default(), fact }
}

fn replay(facts: &[Recorded]) -> RoadmapRecord {
    RoadmapRecord::replay(UnitId(7), &key(), facts).unwrap()
}

fn opening() -> Recorded {
    let mut header = RoadmapHeader::new("Lộ trình 2020", day("2020-09-08"));
    header.calendar.week = WeekRule::MonFri;
    header.target = Some(day("2020-12-31"));
    let survey = TaskRecord::new("a", "Khảo sát").lasting(5);
    let mut road = TaskRecord::new("b", "Cứng hóa đường").lasting(20).after("a", FinishToStart, 0);
    road.place = 1;
    road.quantity = Some(PlannedQuantity { unit: "km".into(), planned: Some("4".parse().unwrap()) });
    let mut drain = TaskRecord::new("c", "Rãnh thoát nước").lasting(10).after("b", StartToStart, 5);
    drain.place = 2;
    let puts = [survey, road, drain].into_iter().map(|task| RoadmapEdit::PutTask(Box::new(task)));
    change(1, 0, "2020-09-08", std::iter::once(RoadmapEdit::Open(header)).chain(puts).collect())
}

fn set(task: &str, field: TaskField) -> RoadmapEdit {
    RoadmapEdit::SetTask { task: task.into(), set: vec![field] }
}

fn days(days: u32) -> TaskField {
    TaskField::Duration(Span::Working(days))
}

#[test]
fn edits_of_different_fields_both_hold() {
    let note = TaskField::Note(Some("chờ vốn".into()));
    let facts = [opening(), change(2, 1, "2020-09-09", vec![set("b", days(25))]), change(3, 1, "2020-09-09", vec![set("b", note)])];
    let record = replay(&facts);
    let road = record.task(&"b".into()).unwrap();
    assert_eq!((road.duration, road.note.as_deref()), (Span::Working(25), Some("chờ vốn")));
    assert!(record.conflicts.is_empty());
    assert_eq!(record.touched[&TaskId::new("b")].by.as_deref(), Some("Ông A"));
}

#[test]
fn the_same_field_changed_by_two_is_kept_twice_until_somebody_who_saw_both_decides() {
    let mut facts =
        vec![opening(), change(2, 1, "2020-09-09", vec![set("b", days(25))]), change(3, 1, "2020-09-09", vec![set("b", days(30))])];
    let record = replay(&facts);
    assert_eq!(record.task(&"b".into()).unwrap().duration, Span::Working(30), "the last one shows");
    let [conflict] = &record.conflicts[..] else { panic!("{:?}", record.conflicts) };
    assert_eq!(conflict.spot, Spot::Field("b".into(), TaskFieldName::Duration));
    let versions: Vec<(u64, &Held)> = conflict.versions.iter().map(|(stamp, held)| (stamp.seq.get(), held)).collect();
    assert_eq!(versions, [(2, &Held::Field(days(25))), (3, &Held::Field(days(30)))]);
    facts.push(change(4, 3, "2020-09-10", vec![set("b", days(25))]));
    let record = replay(&facts);
    assert_eq!((record.task(&"b".into()).unwrap().duration, record.conflicts.len()), (Span::Working(25), 0));
}

#[test]
fn two_who_write_the_same_do_not_disagree() {
    let facts = [opening(), change(2, 1, "2020-09-09", vec![set("b", days(25))]), change(3, 1, "2020-09-09", vec![set("b", days(25))])];
    assert!(replay(&facts).conflicts.is_empty());
}

#[test]
fn a_task_taken_out_by_one_and_worked_on_by_another_stays() {
    let remove = || RoadmapEdit::RemoveTask { task: "b".into() };
    for facts in [
        [opening(), change(2, 1, "2020-09-09", vec![remove()]), change(3, 1, "2020-09-09", vec![set("b", days(9))])],
        [opening(), change(2, 1, "2020-09-09", vec![set("b", days(9))]), change(3, 1, "2020-09-09", vec![remove()])],
    ] {
        let record = replay(&facts);
        assert_eq!(record.task(&"b".into()).unwrap().duration, Span::Working(9));
        assert_eq!(record.conflicts.iter().map(|conflict| conflict.spot.clone()).collect::<Vec<_>>(), [Spot::Task("b".into())]);
        let mut facts = facts.to_vec();
        facts.push(change(4, 3, "2020-09-10", vec![remove()]));
        let record = replay(&facts);
        assert!(record.task(&"b".into()).is_none() && record.conflicts.is_empty());
        assert!(record.task(&"c".into()).unwrap().links.is_empty(), "links to what is not there are left out");
    }
}

/// The opening with a mark after everything, an act after it, and counts of everything by the given days.
fn with_milestones(acts: &[TaskRecord], over: &[(&str, &str)]) -> Arc<RoadmapRecord> {
    let mut mark = TaskRecord { kind: TaskKind::Milestone, place: 3, ..TaskRecord::new("m", "Đạt đủ các tiêu chí") };
    for before in ["a", "b", "c"] {
        mark = mark.after(before, FinishToStart, 0);
    }
    let puts = std::iter::once(&mark).chain(acts).map(|task| RoadmapEdit::PutTask(Box::new(task.clone()))).collect();
    let mut facts = vec![opening(), change(2, 1, "2020-09-08", puts)];
    for ((task, on), seq) in over.iter().zip(3..) {
        facts.push(change(seq, seq - 1, on, vec![RoadmapEdit::Count(Count::of_day(*task, day(on), Done::Percent(10_000)))]));
    }
    Arc::new(replay(&facts))
}

const ALL_OVER: [(&str, &str); 3] = [("a", "2020-09-14"), ("b", "2020-10-09"), ("c", "2020-10-05")];

#[test]
fn a_mark_is_reached_on_the_day_the_last_task_before_it_is_over() {
    let planner = Planner::default();
    let record = with_milestones(&[], &ALL_OVER);
    let planned = planner.timed(&record, &[], day("2020-12-20")).unwrap();
    assert_eq!(planned.plan.tasks[3].progress, Progress::Done { from: day("2020-10-09"), to: day("2020-10-09") });
    assert_eq!((planned.task(3).standing, planned.finish(), planned.days_late()), (TaskStanding::Done, day("2020-10-09"), Some(0)));
    assert!(planned.is_done() && planned.late().is_empty() && planned.uncounted(day("2020-12-20")).is_empty());
    let open = planner.timed(&with_milestones(&[], &ALL_OVER[..2]), &[], day("2020-12-20")).unwrap();
    assert_eq!((open.is_done(), open.plan.tasks[3].progress), (false, Progress::NotStarted), "the drain is not over");
    assert_eq!(open.late().iter().map(|task| task.place).collect::<Vec<_>>(), [2], "the mark is not one more");
}

#[test]
fn an_act_that_nothing_is_in_the_way_of_is_counted_and_late_until_it_is_said_to_be_done() {
    let hand_in =
        TaskRecord { kind: TaskKind::Milestone, place: 4, lead: Some("UBND xã".into()), ..TaskRecord::new("n", "Nộp hồ sơ") };
    let hand_in = hand_in.after("m", FinishToStart, 0);
    let (planner, on) = (Planner::default(), day("2020-12-20"));
    let waits = planner.timed(&with_milestones(std::slice::from_ref(&hand_in), &ALL_OVER[..2]), &[], on).unwrap();
    assert!(!waits.uncounted(on).contains(&4) && !waits.late().iter().any(|task| task.place == 4), "the drain is in the way");
    let due = planner.timed(&with_milestones(std::slice::from_ref(&hand_in), &ALL_OVER), &[], on).unwrap();
    assert_eq!((due.uncounted(on), due.late().iter().map(|task| task.place).collect::<Vec<_>>()), (vec![4], vec![4]));
    assert_eq!(due.task(4).expected, (day("2020-12-21"), day("2020-12-21")), "a Sunday: Monday at the earliest");
    let over: Vec<_> = ALL_OVER.into_iter().chain([("n", "2020-10-12")]).collect();
    let done = planner.timed(&with_milestones(&[hand_in], &over), &[], on).unwrap();
    assert!(done.is_done() && done.late().is_empty() && done.uncounted(on).is_empty());
    assert_eq!(done.finish(), day("2020-10-12"));
}

#[test]
fn a_mark_held_to_a_date_waits_for_it() {
    let held = |constraint| TaskRecord {
        kind: TaskKind::Milestone,
        place: 4,
        constraint,
        ..TaskRecord::new("n", "Sơ kết").after("m", FinishToStart, 3)
    };
    let progress = |acts: &[TaskRecord], more: &[(&str, &str)], on: &str| {
        let over: Vec<_> = ALL_OVER.iter().chain(more).copied().collect();
        Planner::default().timed(&with_milestones(acts, &over), &[], day(on)).unwrap().plan.tasks[4].progress
    };
    let on = |text: &str| Progress::Done { from: day(text), to: day(text) };
    assert_eq!(progress(&[held(None)], &[], "2020-12-20"), on("2020-10-14"), "three working days after Friday");
    let fixed = [held(Some(vedich_facts::roadmap::Constraint::Fixed(day("2020-11-02"))))];
    assert_eq!(progress(&fixed, &[], "2020-11-01"), Progress::NotStarted);
    assert_eq!(progress(&fixed, &[], "2020-11-02"), on("2020-11-02"));
}

#[test]
fn counts_become_progress_and_the_plan_goes_on_from_what_is_left() {
    let quantity = |amount: &str| Done::Quantity(amount.parse().unwrap());
    let facts = [
        opening(),
        change(2, 1, "2020-09-14", vec![RoadmapEdit::Count(Count::of_day("a", day("2020-09-14"), Done::Percent(10_000)))]),
        change(3, 2, "2020-09-25", vec![RoadmapEdit::Count(Count::of_week("b", day("2020-09-25"), quantity("1")))]),
    ];
    let record = Arc::new(replay(&facts));
    let planner = Planner::default();
    let planned = planner.timed(&record, &[], day("2020-09-25")).unwrap();
    assert_eq!(planned.plan.tasks[0].progress, Progress::Done { from: day("2020-09-14"), to: day("2020-09-14") });
    // A quarter done by Friday evening: fifteen of twenty days are left, from Monday on.
    assert_eq!(planned.plan.tasks[1].progress, Progress::Started { on: day("2020-09-21"), days_left: 16 });
    assert_eq!(planned.task(1).expected, (day("2020-09-21"), day("2020-10-16")));
    assert_eq!(planned.task(1).agreed, (day("2020-09-15"), day("2020-10-12")), "as planned");
    assert_eq!((planned.task(1).days_late, planned.task(1).standing), (4, TaskStanding::Late));
    assert_eq!(planned.task(0).standing, TaskStanding::Done);
    assert_eq!((planned.task(2).days_late, planned.task(2).standing), (4, TaskStanding::Late), "it should have begun on Tuesday");
    let pushed = planner.timed(&record, &[], day("2020-09-16")).unwrap();
    assert_eq!((pushed.task(2).days_late, pushed.task(2).standing), (1, TaskStanding::Waiting), "pushed along, not late yet");
    assert_eq!(planned.days_late(), Some(0));
    let week_before = planner.timed(&record, &[], day("2020-09-18")).unwrap();
    assert_eq!(planned.moved_since(&week_before).iter().map(|(id, days)| (id.as_str(), *days)).collect::<Vec<_>>(), [("b", 1), ("c", 1)]);
    assert_eq!(planned.uncounted(day("2020-09-25")), [2], "the drains were to begin on 22 September");
    assert!(Arc::ptr_eq(&planned, &planner.timed(&record, &[], day("2020-09-25")).unwrap()), "timed once");
}

#[test]
fn a_plan_without_doubt_is_certain_and_an_agreed_plan_shows_what_moved() {
    let record = Arc::new(replay(&[opening()]));
    let planner = Planner::default();
    let planned = planner.timed(&record, &[], day("2020-09-08")).unwrap();
    let chance = planned.chance();
    assert_eq!((chance.p50, chance.p90, chance.by_target), (planned.finish(), planned.finish(), Some(10_000)));
    let agreed = RoadmapEdit::AgreeBaseline(planned.to_agree("Kế hoạch gốc"));
    let later = [opening(), change(2, 1, "2020-09-08", vec![agreed]), change(3, 2, "2020-09-09", vec![set("b", days(90))])];
    let planned = planner.timed(&Arc::new(replay(&later)), &[], day("2020-09-09")).unwrap();
    let slippage = planned.slippage(None).unwrap();
    assert_eq!((slippage.version, slippage.plan.finish, slippage.finish_moved), (1, day("2020-10-12"), 71));
    let moved: Vec<_> = slippage.tasks.iter().map(|slip| (slip.task.as_str(), slip.moved)).collect();
    assert_eq!(moved, [("a", Some((1, 1))), ("b", Some((1, 71))), ("c", Some((1, 1)))]);
    assert_eq!((planned.task(1).days_late, planned.days_late()), (71, Some(13)));
    let again = RoadmapEdit::AgreeBaseline(planned.to_agree("Điều chỉnh"));
    let without = RoadmapEdit::RemoveTask { task: TaskId::new("c") };
    let mut agreed_twice = later.to_vec();
    agreed_twice.push(change(4, 3, "2020-09-09", vec![again, without]));
    let twice = planner.timed(&Arc::new(replay(&agreed_twice)), &[], day("2020-09-10")).unwrap();
    let between = twice.moved_between(None, "Điều chỉnh").unwrap();
    let against = between.against.map(|plan| plan.name.as_str());
    assert_eq!((between.version, against, between.finish_moved), (1, Some("Điều chỉnh"), 71));
    let moved: Vec<_> = between.tasks.iter().map(|slip| (slip.task.as_str(), slip.moved)).collect();
    assert_eq!(moved, [("a", Some((1, 1))), ("b", Some((1, 71))), ("c", Some((1, 1)))], "as agreed then, whatever was taken out since");
    assert_eq!(twice.moved_between(None, &between.plan.name), None, "nothing was agreed before the first");
    assert_eq!(twice.moved_between(Some("không có"), "Điều chỉnh"), None);
    assert_eq!(planned.chance().by_target, Some(0));
}

#[test]
fn stretching_a_task_past_its_worst_estimate_moves_the_worst() {
    let spread = TaskField::Spread(Some(Spread { optimistic: 15, pessimistic: 30 }));
    let facts = [opening(), change(2, 1, "2020-09-08", vec![set("b", spread), set("b", days(60))])];
    let planned = Planner::default().timed(&Arc::new(replay(&facts)), &[], day("2020-09-08")).unwrap();
    assert_eq!(planned.plan.tasks[1].estimate, Some((15, 60)));
}

#[test]
fn the_units_own_record_teaches_the_forecast() {
    let mut edits = vec![RoadmapEdit::Open(RoadmapHeader::new("Cũ", day("2020-01-06")))];
    for n in 0..10 {
        let id = TaskId::new(&format!("t{n}"));
        edits.push(RoadmapEdit::PutTask(Box::new(TaskRecord::new(id.clone(), "việc").lasting(5))));
        let mut count = Count::of_day(id, day("2020-01-20"), Done::Percent(10_000));
        count.started = Some(day("2020-01-06"));
        edits.push(RoadmapEdit::Count(count));
    }
    let old = Arc::new(replay(&[change(1, 0, "2020-01-20", edits)]));
    let record = Arc::new(RoadmapRecord { key: RoadmapKey::new("2"), ..replay(&[opening()]) });
    let planner = Planner::default();
    let alone = planner.timed(&record, &[], day("2020-09-08")).unwrap();
    let taught = planner.timed(&record, std::slice::from_ref(&old), day("2020-09-08")).unwrap();
    assert_eq!((alone.calibration, taught.calibration.map(|c| (c.middle, c.records))), (None, Some((2200, 10))));
    assert!(taught.chance().p80 > alone.chance().p80, "eleven days for what was said to take five");
}

/// Ten tasks agreed at so many days, each over after so many weeks of weekly counts; stretched to fit afterwards.
fn counted_by_week(days: u32, weeks: u64) -> Arc<RoadmapRecord> {
    let mut header = RoadmapHeader::new("Cũ", day("2020-01-06"));
    header.calendar.week = WeekRule::MonFri;
    let mut edits = vec![RoadmapEdit::Open(header)];
    let ids: Vec<TaskId> = (0..10).map(|n| TaskId::new(&format!("t{n}"))).collect();
    for id in &ids {
        edits.push(RoadmapEdit::PutTask(Box::new(TaskRecord::new(id.clone(), "việc").lasting(days))));
    }
    let agreed = replay(&[change(1, 0, "2020-01-06", edits.clone())]);
    let kept = Planner::default().timed(&Arc::new(agreed), &[], day("2020-01-06")).unwrap().to_agree("gốc");
    let week = |n: u64, done: u32| {
        let monday = day("2020-01-06") + chrono::Days::new(7 * n);
        let counts = ids.iter().map(|id| RoadmapEdit::Count(Count::of_week(id.clone(), monday, Done::Percent(done))));
        change(n + 3, n + 2, &(monday + chrono::Days::new(4)).to_string(), counts.collect())
    };
    let mut facts = vec![change(1, 0, "2020-01-06", edits), change(2, 1, "2020-01-06", vec![RoadmapEdit::AgreeBaseline(kept)])];
    facts.extend((0..weeks).map(|n| week(n, if n + 1 == weeks { 10_000 } else { 4_000 })));
    let stretch = ids.iter().map(|id| RoadmapEdit::SetTask { task: id.clone(), set: vec![TaskField::Duration(Span::Working(99))] });
    facts.push(change(weeks + 3, weeks + 2, "2020-06-01", stretch.collect()));
    Arc::new(replay(&facts))
}

#[test]
fn the_record_compares_with_what_was_agreed_and_knows_what_a_week_hides() {
    let record = Arc::new(RoadmapRecord { key: RoadmapKey::new("2"), ..replay(&[opening()]) });
    let learned = |old: Arc<RoadmapRecord>| {
        let planned = Planner::default().timed(&record, &[old], day("2020-09-08")).unwrap();
        planned.calibration.map(|c| c.middle)
    };
    // Six weeks, each end in the middle of its week: 26 working days against the twenty that were agreed, not the 99 of later.
    assert_eq!(learned(counted_by_week(20, 6)), Some(1_300));
    assert_eq!(learned(counted_by_week(2, 1)), None, "two days are lost in a week");
}

#[test]
fn a_forecast_is_asked_with_runs_a_seed_and_a_date_of_its_own() {
    use crate::forecast::Shape;
    use crate::planner::Asked;
    let spread = TaskField::Spread(Some(Spread { optimistic: 10, pessimistic: 80 }));
    let facts = [opening(), change(2, 1, "2020-09-08", vec![set("b", spread)])];
    let planned = Planner::default().timed(&Arc::new(replay(&facts)), &[], day("2020-09-08")).unwrap();
    let asked = Asked { runs: 50, seed: 99, target: Some(day("2020-10-12")), ..Asked::default() };
    assert_eq!(planned.forecast(&Asked::default()).0, planned.chance());
    let (chance, drivers) = planned.forecast(&asked);
    assert_eq!((chance, drivers.clone()), planned.forecast(&Asked { threads: 2, ..asked }), "threads make no difference");
    assert!(chance.by_target < planned.chance().by_target, "October comes before the end of the year");
    assert_ne!(drivers, planned.forecast(&Asked { seed: 100, ..asked }).1);
    assert_ne!(chance, planned.forecast(&Asked { shape: Shape::Triangular, ..asked }).0);
}

fn an_edit() -> impl Strategy<Value = RoadmapEdit> {
    let task = || prop::sample::select(vec!["a", "b", "c", "d"]).prop_map(TaskId::new);
    let put = (task(), 1u32..40, prop::option::of(task()), -3i64..4).prop_map(|(id, days, parent, place)| {
        let mut task = TaskRecord::new(id.clone(), "việc").lasting(days);
        task.parent = parent.filter(|parent| *parent != id);
        task.place = place;
        RoadmapEdit::PutTask(Box::new(task))
    });
    let field = prop_oneof![
        (1u32..40).prop_map(days),
        prop::option::of("[a-z]{1,3}").prop_map(TaskField::Note),
        prop::option::of(0i64..9).prop_map(|cost| TaskField::Cost(cost.map(vedich_values::Vnd))),
    ];
    let when = || prop::sample::select(vec![day("2020-09-14"), day("2020-09-21")]);
    prop_oneof![
        2 => put,
        4 => (task(), prop::collection::vec(field, 1..3)).prop_map(|(task, set)| RoadmapEdit::SetTask { task, set }),
        1 => task().prop_map(|task| RoadmapEdit::RemoveTask { task }),
        2 => (task(), task(), -2i32..3)
            .prop_map(|(task, from, lag)| RoadmapEdit::Link { task, link: LinkRecord { from, kind: FinishToStart, lag } }),
        1 => (task(), task()).prop_map(|(task, from)| RoadmapEdit::Unlink { task, from }),
        2 => (task(), when(), 0u32..5).prop_map(|(task, on, quarter)| RoadmapEdit::Count(Count::of_week(task, on, Done::Percent(quarter * 2_500)))),
        1 => when().prop_map(|on| RoadmapEdit::CloseWeek(WeekClosing::of(on))),
        1 => when().prop_map(|week| RoadmapEdit::ReopenWeek { week }),
        1 => prop::option::of("[a-z]{1,3}").prop_map(|note| RoadmapEdit::SetHeader(vec![HeaderField::Note(note)])),
    ]
}

/// Changes after the opening, each made from some version before it.
fn history() -> impl Strategy<Value = Vec<Recorded>> {
    let made = (prop::collection::vec(an_edit(), 1..4), 0u64..100);
    prop::collection::vec(made, 1..14).prop_map(|changes| {
        let numbered = changes.into_iter().zip(2u64..);
        let later = numbered.map(|((edits, base), seq)| change(seq, base % (seq - 1) + 1, "2020-09-09", edits));
        std::iter::once(opening()).chain(later).collect()
    })
}

/// What people see, without who wrote it.
fn content(record: &RoadmapRecord) -> impl PartialEq + std::fmt::Debug + use<> {
    let counts: Vec<Count> = record.counts.values().flatten().map(|entry| entry.count.clone()).collect();
    let weeks: Vec<WeekClosing> = record.weeks.values().map(|(week, _)| week.clone()).collect();
    (record.header.clone(), record.tasks.clone(), counts, weeks, record.baselines.clone())
}

/// Counts of task `a`, each recorded on a day of its own: a week by its Monday, else the day.
fn counted_on(counts: &[(&str, bool, u32)]) -> Vec<Recorded> {
    let one = |(place, (on, week, percent)): (usize, &(&str, bool, u32))| {
        let done = Done::Percent(*percent);
        let count = if *week { Count::of_week("a", day(on), done) } else { Count::of_day("a", day(on), done) };
        let seq = place as u64 + 2;
        change(seq, seq - 1, on, vec![RoadmapEdit::Count(count)])
    };
    std::iter::once(opening()).chain(counts.iter().enumerate().map(one)).collect()
}

#[test]
fn the_count_that_reaches_farthest_says_how_much_is_done() {
    let facts = counted_on(&[("2020-09-30", false, 6_000), ("2020-10-02", true, 8_000)]);
    let record = replay(&facts);
    let task = record.task(&"a".into()).unwrap();
    let said = |on: &str| {
        let counted = record.counted(task, day(on));
        (counted.share, counted.through)
    };
    assert_eq!(said("2020-10-02"), (Some(8_000), Some(day("2020-10-02"))), "the week was counted on Friday, the day on Wednesday");
    assert_eq!(said("2020-10-20"), (Some(8_000), Some(day("2020-10-02"))));
    assert_eq!(said("2020-09-30"), (Some(6_000), Some(day("2020-09-30"))), "what Friday found is not known on Wednesday");
    assert_eq!(said("2020-09-27"), (None, None));
    let later = replay(&counted_on(&[("2020-10-02", true, 8_000), ("2020-10-03", false, 9_000), ("2020-10-03", false, 8_500)]));
    assert_eq!(later.counted(task, day("2020-10-04")).share, Some(8_500), "of two that reach as far, the later recorded");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undo_gives_back_what_would_be_had_the_change_never_been_made(history in history(), which in any::<prop::sample::Index>()) {
        let undone = history[which.index(history.len() - 1) + 1].seq;
        let now = replay(&history);
        let without = RoadmapRecord::replay_without(UnitId(7), &key(), &history, undone);
        let mut longer = history.clone();
        let seq = history.len() as u64 + 1;
        longer.push(change(seq, seq - 1, "2020-09-10", diff(&now, without.as_ref())));
        prop_assert_eq!(content(&replay(&longer)), content(without.as_ref().unwrap()));
    }

    #[test]
    fn a_task_is_done_as_far_as_its_farthest_count_says(counts in prop::collection::vec((0_u64..40, any::<bool>(), 0_u32..=10_000), 1..8)) {
        let dates: Vec<String> =
            counts.iter().map(|(after, ..)| (day("2020-09-08") + chrono::Days::new(*after)).to_string()).collect();
        let given: Vec<(&str, bool, u32)> =
            counts.iter().zip(&dates).map(|((_, week, percent), on)| (on.as_str(), *week, *percent)).collect();
        let record = replay(&counted_on(&given));
        // What was counted for a place again is gone; of the others the farthest speaks, the later recorded where two reach as far.
        let spot = |(on, week, _): &(&str, bool, u32)| if *week { (WeekClosing::of(day(on)).week, true) } else { (day(on), false) };
        let stands = |place: usize| given[place + 1..].iter().all(|later| spot(later) != spot(&given[place]));
        let farthest = (0..given.len()).filter(|place| stands(*place)).max_by_key(|place| (day(given[*place].0), *place)).unwrap();
        let counted = record.counted(record.task(&"a".into()).unwrap(), day("2020-12-31"));
        prop_assert_eq!(counted.share, Some(given[farthest].2));
    }

    #[test]
    fn the_edits_between_two_lists_of_tasks_lead_from_one_to_the_other(a in history(), b in history()) {
        let (before, after) = (replay(&a), replay(&b));
        let (edits, seen) = diff_tasks(&before.tasks, &after.tasks);
        let mut longer = a.clone();
        let seq = a.len() as u64 + 1;
        longer.push(change(seq, seq - 1, "2020-09-10", edits));
        prop_assert_eq!(&replay(&longer).tasks, &after.tasks);
        prop_assert_eq!(seen.new.len() + seen.changed.len() + seen.unchanged.len(), after.tasks.len());
        prop_assert_eq!(diff_tasks(&after.tasks, &after.tasks).1.is_empty(), true);
    }

    #[test]
    fn nothing_written_without_being_seen_by_a_later_writer_is_lost(history in history()) {
        let record = replay(&history);
        for (place, recorded) in history.iter().enumerate() {
            let Body::Roadmap(change) = &recorded.fact.body else { continue };
            let later = &history[place + 1..];
            let unseen = |later: &Recorded| matches!(&later.fact.body, Body::Roadmap(change) if change.base < recorded.seq);
            if !later.iter().all(unseen) {
                continue;
            }
            let Some(RoadmapEdit::SetTask { task, set }) = change.edits.last() else { continue };
            let (Some(field), Some(shown)) = (set.last(), record.task(task)) else { continue };
            let spot = Spot::Field(task.clone(), field.name());
            let beside = record.conflicts.iter().filter(|conflict| conflict.spot == spot).flat_map(|conflict| &conflict.versions);
            let kept = shown.field(field.name()) == *field || beside.into_iter().any(|(_, held)| *held == Held::Field(field.clone()));
            prop_assert!(kept, "{field:?} of {task} is gone");
        }
    }

    #[test]
    fn work_by_people_who_see_each_other_never_conflicts(history in history()) {
        let seen: Vec<Recorded> = history.iter().map(|recorded| {
            let mut recorded = recorded.clone();
            if let Body::Roadmap(change) = &mut recorded.fact.body {
                change.base = FactSeq(recorded.seq.get() - 1);
            }
            recorded
        }).collect();
        prop_assert!(replay(&seen).conflicts.is_empty());
    }
}
