use super::*;
use crate::calendar::{Rules, holidays};
use LinkKind::{FinishToFinish, FinishToStart, StartToStart};
use proptest::prelude::*;
use std::sync::LazyLock;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

static VIETNAM: LazyLock<WorkCalendar> = LazyLock::new(|| {
    Rules::vietnam(holidays::read_list(include_str!("../../../../data/calendar/holidays.csv")).unwrap()).years(2015..=2035).build()
});

fn plan(tasks: Vec<Task>) -> Plan {
    Plan { start: day("2020-09-08"), calendar: VIETNAM.clone(), tasks }
}

fn road() -> Plan {
    plan(vec![
        Task::new("a", "Khảo sát", 5),
        Task::new("b", "Giải phóng mặt bằng", 20).after("a", FinishToStart, 0),
        Task::new("c", "Làm đường", 30).after("b", StartToStart, 10),
        Task::new("d", "Cống thoát nước", 10).after("c", FinishToFinish, 2),
        Task::new("e", "Nghiệm thu", 0).after("c", FinishToStart, 0).after("d", FinishToStart, 0),
    ])
}

#[test]
fn dates_offsets_and_floats_of_a_small_plan() {
    let schedule = road().schedule().unwrap();
    assert_eq!(schedule.duration, 47);
    let starts: Vec<String> = schedule.tasks.iter().map(|t| schedule.start_date(t.early_start).to_string()).collect();
    assert_eq!(starts[..4], ["2020-09-08", "2020-09-15", "2020-09-29", "2020-10-29"]);
    assert_eq!(schedule.finish().to_string(), "2020-11-11");
    assert_eq!(schedule.finish_date(schedule.tasks[4].early_finish), schedule.finish(), "a milestone stands on the last day");
    assert_eq!(schedule.tasks[1].total_float, 0, "its start drives the road");
    assert_eq!(schedule.critical(), [0, 1, 2, 3, 4]);
    assert_eq!(schedule.room_before(day("2020-12-31")), 83 - 47);
    let chain = &schedule.critical_chains(10)[0];
    assert_eq!(chain.iter().map(|s| s.task).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    assert_eq!(schedule.drag()[0], (2, 22), "without the road itself, clearing the land would decide: 25 days");
}

#[test]
fn rings_unknown_tasks_and_twins_are_named() {
    let ring = plan(vec![
        Task::new("a", "Khảo sát", 5).after("c", FinishToStart, 0),
        Task::new("b", "Thiết kế", 5).after("a", FinishToStart, 0),
        Task::new("c", "Phê duyệt", 5).after("b", FinishToStart, 0),
    ]);
    assert_eq!(ring.schedule().unwrap_err(), PlanError::Cycle(vec!["Khảo sát".into(), "Thiết kế".into(), "Phê duyệt".into()]));
    let unknown = plan(vec![Task::new("a", "A", 1).after("x", FinishToStart, 0)]);
    assert_eq!(unknown.schedule().unwrap_err(), PlanError::UnknownPredecessor { task: "A".into(), predecessor: "x".into() });
    let twins = plan(vec![Task::new("a", "A", 1), Task::new("a", "B", 1)]);
    assert_eq!(twins.schedule().unwrap_err(), PlanError::DuplicateTask("a".into()));
    let mut inside = Task::new("a", "A", 1);
    inside.parent = Some("a".into());
    assert!(matches!(plan(vec![inside]).schedule(), Err(PlanError::BadParent { .. })));
}

#[test]
fn a_constraint_that_cannot_hold_says_by_how_much() {
    let mut late = road();
    late.tasks[4].constraint = Some(Constraint::NotAfter(day("2020-11-04")));
    late.tasks[2].constraint = Some(Constraint::Fixed(day("2020-09-28")));
    let schedule = late.schedule().unwrap();
    let missed: Vec<(usize, i32)> = schedule.conflicts.iter().map(|c| (c.task, c.by_days)).collect();
    assert_eq!(missed, [(2, 1), (4, 5)]);
    let mut waiting = road();
    waiting.tasks[0].constraint = Some(Constraint::NotBefore(day("2020-09-10")));
    assert_eq!(waiting.schedule().unwrap().duration, 49);
}

#[test]
fn calendar_days_run_over_weekends() {
    let mut posted = Task::new("p", "Niêm yết", 0).after("a", FinishToStart, 0);
    posted.span = Span::Calendar(10);
    let schedule = plan(vec![Task::new("a", "Họp", 1), posted, Task::new("z", "Chốt", 1).after("p", FinishToStart, 0)]).schedule().unwrap();
    // Posted on Wednesday 9 September, over at the end of Friday 18 September; the next working day is Monday 21 September.
    assert_eq!(schedule.finish_date(schedule.tasks[1].early_finish).to_string(), "2020-09-18");
    assert_eq!(schedule.start_date(schedule.tasks[2].early_start).to_string(), "2020-09-21");
    // Posted two days later it would still be over by that Monday: a weekend gives float.
    assert_eq!([0, 1, 2].map(|i| schedule.tasks[i].total_float), [2, 2, 0]);
}

#[test]
fn summaries_span_their_parts_and_may_be_linked() {
    let inside = |id: &str, days| Task { parent: Some("s".into()), ..Task::new(id, id, days) };
    let tasks = vec![
        Task::new("first", "first", 2),
        Task::new("s", "Tiêu chí giao thông", 0).after("first", FinishToStart, 0),
        inside("x", 5),
        inside("y", 8),
        Task::new("after", "after", 1).after("s", FinishToStart, 0),
    ];
    let schedule = plan(tasks.clone()).schedule().unwrap();
    assert_eq!((schedule.tasks[1].early_start, schedule.tasks[1].early_finish, schedule.duration), (2, 10, 11));
    let mut odd = tasks;
    odd[4].predecessors[0].kind = FinishToFinish;
    assert!(matches!(plan(odd).schedule(), Err(PlanError::SummaryLink { .. })));
}

#[test]
fn what_is_left_is_counted_from_today() {
    let mut plan = road();
    let today = day("2020-10-12");
    plan.tasks[0].progress = Progress::Done { from: day("2020-09-08"), to: day("2020-09-16") };
    plan.tasks[1].progress = Progress::Started { on: day("2020-09-17"), days_left: 8 };
    let schedule = plan.schedule_from(today).unwrap();
    assert_eq!(schedule.start_date(schedule.tasks[2].early_start), today, "its ten days after the start have passed");
    assert_eq!(schedule.duration, schedule.offset(today) + 32);
    assert!(!schedule.tasks[0].critical && !schedule.tasks[1].critical);
}

proptest! {
    #[test]
    fn calendar_day_tasks_keep_their_links_and_their_floats(days in prop::collection::vec((1u32..40, any::<bool>()), 2..8)) {
        let tasks: Vec<Task> = days.iter().enumerate().map(|(i, &(days, calendar))| {
            let mut task = Task::new(&i.to_string(), &i.to_string(), days);
            task.span = if calendar { Span::Calendar(days) } else { Span::Working(days) };
            if i > 0 { task.after(&(i - 1).to_string(), FinishToStart, 0) } else { task }
        }).collect();
        let schedule = plan(tasks).schedule().unwrap();
        for pair in schedule.tasks.windows(2) {
            prop_assert_eq!(pair[0].early_finish, pair[1].early_start);
            // Late dates of a calendar-day task may use the weekend it ends in, never less than the early ones.
            prop_assert!(pair[0].total_float >= 0 && pair[0].late_finish <= pair[1].late_start);
        }
        for (i, &(days, calendar)) in days.iter().enumerate() {
            if calendar {
                let next = schedule.start_date(schedule.tasks[i].early_finish);
                let start = schedule.start_date(schedule.tasks[i].early_start);
                prop_assert!((next - start).num_days() >= i64::from(days));
            }
        }
    }
}
