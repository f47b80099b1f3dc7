//! Roadmaps people keep: made in one go, changed by two at once, counted, agreed, brought in from a file, taken back.

use crate::support::{by, clock, codes, date, open, unit};
use std::sync::Arc;
use vedich_app::commands::By;
use vedich_app::days_off::DeclareDaysOff;
use vedich_app::roadmaps::{CarryRoadmap, Followed, ImportRoadmap, MakeRoadmap, Which};
use vedich_app::{App, AppError};
use vedich_facts::roadmap::{Count, Done, HeaderField, LinkKind, LinkRecord, RoadmapEdit, Span, TaskField, TaskRecord, WeekClosing};
use vedich_journal::testing::Database;
use vedich_roadmap::record::{RoadmapRecord, Spot, TaskFieldName};
use vedich_roadmap::template::Aim;
use vedich_values::UnitId;

crate::on_both!(
    a_roadmap_is_made_from_what_is_not_met,
    two_people_at_once_lose_nothing,
    what_cannot_be_is_refused_with_the_names_of_the_tasks,
    counts_move_the_forecast_and_last_weeks_picture_stays,
    an_agreed_plan_stays_while_the_plan_moves,
    undo_takes_back_ones_own_last_change_first,
    a_roadmap_of_a_commune_that_has_ended_goes_on_in_its_successor,
    days_off_of_an_area_move_every_roadmap_below_it_until_they_are_withdrawn,
    a_file_comes_back_with_what_it_changes_shown_first,
);

/// The product with the demo, in mid 2024, and Lâm Hợp, which has a roadmap since 8 September 2020.
async fn lam_hop(database: &Database) -> (App, UnitId) {
    let app = open(database, &clock()).await;
    app.load_demo().await.unwrap();
    (app, unit("Lâm Hợp, Kỳ Anh", "2020-09-08"))
}

fn on(unit: UnitId, day: &str) -> Which {
    Which { on: Some(date(day)), ..Which::followed(unit) }
}

fn person(name: &str) -> By {
    By::operator(name, "test")
}

async fn now(app: &App, unit: UnitId) -> Arc<RoadmapRecord> {
    let record = app.roadmap(unit, None).await.unwrap().unwrap();
    assert_eq!(app.live().roadmap(unit), Some(&record), "the record replayed from the journal is the one on the board");
    record
}

fn set(task: &str, field: TaskField) -> Vec<RoadmapEdit> {
    vec![RoadmapEdit::SetTask { task: task.into(), set: vec![field] }]
}

async fn a_roadmap_is_made_from_what_is_not_met(database: Database) {
    let (app, commune) = lam_hop(&database).await;
    let make = |criteria, unit| MakeRoadmap {
        unit,
        title: None,
        set: None,
        start: date("2020-09-08"),
        target: date("2020-12-31"),
        criteria,
        aim: Aim::Submitted,
    };
    let (key, _) = app.make_roadmap(by(), make(None, commune)).await.unwrap();
    assert_eq!(key.as_str(), "2", "the demo made the first");
    let record = now(&app, commune).await;
    assert_eq!(record.header.title, "Lộ trình xã Lâm Hợp đến 31/12/2020");
    let headings: Vec<&str> = record.tasks.iter().filter(|task| task.parent.is_none()).map(|task| task.id.as_str()).collect();
    assert_eq!(headings, ["tc1", "tc2", "tc17", "tc20", "dat", "hs"], "the four criteria that are not met");
    assert_eq!(record.header.set.as_ref().map(|set| set.as_str()), Some("vn-ha-tinh.commune.2018-2020.standard"));
    let chosen = Some(vec![vedich_values::CriterionNo(10)]);
    let other = unit("Quảng An, Đầm Hà", "2020-09-08");
    app.make_roadmap(by(), make(chosen, other)).await.unwrap();
    assert_eq!(now(&app, other).await.tasks[0].title, "Tiêu chí 10: Thu nhập");
    assert_eq!(app.live().units_with_roadmaps(vedich_units::COUNTRY).len(), 3);
    assert_eq!(app.live().units_with_roadmaps(unit("Huyện Kỳ Anh, Hà Tĩnh", "2020-09-08")).len(), 2, "the district's own two");
    let drawn = app.area_roadmaps(&Followed::below(&app.live(), vedich_units::COUNTRY));
    assert_eq!((drawn.picture.lines.len(), drawn.untimed.len(), drawn.picture.on_time), (3, 0, 0), "years late by 2024");
}

async fn days_off_of_an_area_move_every_roadmap_below_it_until_they_are_withdrawn(database: Database) {
    let (app, commune) = lam_hop(&database).await;
    let district = unit("Huyện Kỳ Anh, Hà Tĩnh", "2020-09-08");
    let finish = async |on: &str| {
        let board = app.picture(date(on), None).await.unwrap();
        let record = board.roadmap(commune).unwrap();
        app.timed(&board, record).unwrap().finish()
    };
    let (now_14, now_12) = (finish("2020-09-14").await, finish("2020-09-12").await);
    let storm = |from: &str, to: &str, reason: &str| DeclareDaysOff {
        area: district,
        from: date(from),
        to: date(to),
        reason: reason.to_owned(),
        on: Some(date("2020-09-13")),
    };
    let wrong = app.declare_days_off(by(), storm("2020-10-29", "2020-10-28", " ")).await;
    assert_eq!(codes(wrong), ["days-off.bad-span", "days-off.no-reason"]);
    app.declare_days_off(by(), storm("2020-10-28", "2020-10-30", "bão số 9")).await.unwrap();
    assert_eq!((now_14, finish("2020-09-14").await), (date("2020-12-17"), date("2020-12-22")), "three working days later, over a weekend");
    assert_eq!(finish("2020-09-12").await, now_12, "nobody knew the day before");
    let other = unit("Hải Đông, Móng Cái", "2020-09-08");
    assert!(app.live().days_off_for(other).is_empty());
    let record = now(&app, commune).await;
    assert_eq!(record.closed.iter().map(|day| day.reason.as_str()).collect::<Vec<_>>(), ["bão số 9"; 3]);
    let declared = app.live().days_off_for(commune)[0].recorded.seq;
    assert_eq!(codes(app.withdraw_days_off(by(), commune, declared).await), ["days-off.unknown"], "the district declared them");
    app.withdraw_days_off(by(), district, declared).await.unwrap();
    assert!(now(&app, commune).await.closed.is_empty() && app.live().days_off_of(district).is_empty());
}

async fn a_roadmap_of_a_commune_that_has_ended_goes_on_in_its_successor(database: Database) {
    let clock = Arc::new(vedich_app::FixedClock::at("2026-03-01T03:00:00Z".parse().unwrap()));
    let app = open(&database, &clock).await;
    app.load_demo().await.unwrap();
    let old = unit("Kỳ Lạc, Kỳ Anh", "2020-09-08");
    let before = now(&app, old).await;
    let heirs = app.carriers(old);
    let carry = |to| CarryRoadmap { from: old, roadmap: None, to };
    let (new, key, _) = app.carry_roadmap(by(), carry(Some(heirs[0].unit))).await.unwrap();
    let record = now(&app, new).await;
    assert_eq!((record.key.clone(), record.tasks.len(), record.counts.len()), (key, before.tasks.len(), before.counts.len()));
    assert_eq!(record.header.title, format!("{} (tiếp nối xã Kỳ Lạc)", before.header.title));
    assert_eq!(record.baseline(), before.baseline());
    assert_eq!(now(&app, old).await, before, "the old one stays as it was");
    let past = app.picture(date("2025-06-30"), None).await.unwrap();
    assert!(past.roadmap(new).is_none(), "and the new one is not of the past");
    let again = app.carry_roadmap(by(), carry(Some(heirs[0].unit))).await.map(|(_, _, committed)| committed);
    assert_eq!(codes(again), ["roadmap.carried-before"]);
    let elsewhere = app.carry_roadmap(by(), carry(Some(vedich_units::COUNTRY))).await.map(|(_, _, committed)| committed);
    assert_eq!(codes(elsewhere), ["roadmap.no-successor"]);
}

async fn two_people_at_once_lose_nothing(database: Database) {
    let (app, commune) = lam_hop(&database).await;
    let seen = now(&app, commune).await.version;
    let from = || Which { base: Some(seen), ..on(commune, "2020-09-10") };
    let days = |days| TaskField::Duration(Span::Working(days));
    app.edit_roadmap(person("An"), from(), set("tc2.thi-cong", days(35))).await.unwrap();
    app.edit_roadmap(person("Bình"), from(), set("tc2.thi-cong", TaskField::Note(Some("chờ xi măng".into())))).await.unwrap();
    assert!(now(&app, commune).await.conflicts.is_empty(), "different fields");
    app.edit_roadmap(person("Bình"), from(), set("tc2.thi-cong", days(40))).await.unwrap();
    let record = now(&app, commune).await;
    assert_eq!(record.conflicts[0].spot, Spot::Field("tc2.thi-cong".into(), TaskFieldName::Duration));
    let who: Vec<&str> = record.conflicts[0].versions.iter().filter_map(|(stamp, _)| stamp.by.as_deref()).collect();
    assert_eq!(who, ["An", "Bình"]);
    app.edit_roadmap(person("An"), on(commune, "2020-09-10"), set("tc2.thi-cong", days(35))).await.unwrap();
    let record = now(&app, commune).await;
    assert!(record.conflicts.is_empty());
    assert_eq!(record.task(&"tc2.thi-cong".into()).unwrap().duration, Span::Working(35));
}

async fn what_cannot_be_is_refused_with_the_names_of_the_tasks(database: Database) {
    let (app, commune) = lam_hop(&database).await;
    let head = app.journal().head().await.unwrap();
    let link = |task: &str, from: &str| RoadmapEdit::Link {
        task: task.into(),
        link: LinkRecord { from: from.into(), kind: LinkKind::FinishToStart, lag: 0 },
    };
    let ring = app.edit_roadmap(by(), on(commune, "2020-09-10"), vec![link("tc2.khao-sat", "tc2.nghiem-thu")]).await.unwrap_err();
    let AppError::Refused(problems) = ring else { panic!("{ring:?}") };
    let chain = problems[0].param("chain").unwrap();
    assert_eq!(problems[0].code, "roadmap.cycle");
    assert!(chain.contains("Khảo sát, chốt danh mục tuyến đường chưa đạt") && chain.contains("Nghiệm thu"), "{chain}");
    let wrong = vec![
        link("tc2.khao-sat", "no-such"),
        RoadmapEdit::SetTask { task: "tc2.khao-sat".into(), set: vec![TaskField::Title(" ".into())] },
        RoadmapEdit::SetHeader(vec![HeaderField::Target(Some(date("2020-01-01")))]),
        RoadmapEdit::Count(Count::of_day("tc2.khao-sat", date("2024-07-01"), Done::Percent(10_001))),
        RoadmapEdit::PutTask(Box::new({
            let mut task = TaskRecord::new("x", "Việc mới");
            task.criterion = Some(vedich_values::CriterionNo(77));
            task
        })),
    ];
    assert_eq!(
        codes(app.edit_roadmap(by(), on(commune, "2020-09-10"), wrong).await),
        [
            "roadmap.unknown-task",
            "roadmap.no-task-title",
            "roadmap.target-before-start",
            "roadmap.future-count",
            "roadmap.bad-percent",
            "fact.unknown-criterion"
        ]
    );
    assert_eq!(codes(app.edit_roadmap(by(), on(unit("Quảng An, Đầm Hà", "2020-09-08"), "2020-09-10"), vec![]).await), ["roadmap.none"]);
    assert_eq!(app.journal().head().await.unwrap(), head, "nothing was written");
}

async fn counts_move_the_forecast_and_last_weeks_picture_stays(database: Database) {
    let (app, commune) = lam_hop(&database).await;
    let done = |task: &str, percent: u32| {
        let mut count = Count::of_week(task, date("2020-09-25"), Done::Percent(percent * 100));
        count.started = Some(date("2020-09-08"));
        count
    };
    let counts = vec![done("tc2.khao-sat", 100), done("tc20.chon", 40)];
    app.count_roadmap(by(), on(commune, "2020-09-25"), counts, Some(WeekClosing::of(date("2020-09-25")))).await.unwrap();
    let timed = |day: &'static str| {
        let app = app.clone();
        async move {
            let board = app.picture(date(day), None).await.unwrap();
            let record = board.roadmap(commune).unwrap();
            (app.timed(&board, record).unwrap(), record.weeks.len())
        }
    };
    let ((before, no_week), (after, weeks)) = (timed("2020-09-18").await, timed("2020-09-25").await);
    assert_eq!((no_week, weeks), (0, 1));
    assert!(after.finish() > before.finish(), "planning did not begin for another week");
    let place = |id: &str| after.record.tasks.iter().position(|task| task.id.as_str() == id).unwrap();
    assert_eq!(after.task(place("tc2.khao-sat")).counted.share, Some(10_000));
    assert_eq!(before.task(place("tc2.khao-sat")).counted.share, None);
    assert!(after.moved_since(&before).iter().any(|(_, days)| *days > 0));
    let uncounted: Vec<&str> = after.uncounted(date("2020-09-25")).into_iter().map(|place| after.record.tasks[place].id.as_str()).collect();
    assert!(uncounted.contains(&"tc1.ra-soat") && !uncounted.contains(&"tc20.chon"), "{uncounted:?}");
}

async fn an_agreed_plan_stays_while_the_plan_moves(database: Database) {
    let (app, commune) = lam_hop(&database).await;
    let agreed = now(&app, commune).await.baseline().unwrap().clone();
    let longer = set("tc2.thi-cong", TaskField::Duration(Span::Working(50)));
    app.edit_roadmap(by(), on(commune, "2020-09-10"), longer).await.unwrap();
    assert_eq!(codes(app.agree_baseline(by(), on(commune, "2020-09-10"), &agreed.name, None).await), ["roadmap.baseline-taken"]);
    app.agree_baseline(by(), on(commune, "2020-09-10"), "Điều chỉnh lần 1", Some("thêm 2 km".into())).await.unwrap();
    let record = now(&app, commune).await;
    assert_eq!(record.baselines[0], agreed);
    assert!(record.baselines[1].finish > agreed.finish);
    assert_eq!(record.baseline().unwrap().name, "Điều chỉnh lần 1");
}

async fn undo_takes_back_ones_own_last_change_first(database: Database) {
    let (app, commune) = lam_hop(&database).await;
    let before = now(&app, commune).await;
    let remove = vec![RoadmapEdit::RemoveTask { task: "tc2.thi-cong".into() }];
    app.edit_roadmap(person("An"), on(commune, "2020-09-10"), remove).await.unwrap();
    let note = TaskField::Note(Some("x".into()));
    app.edit_roadmap(person("Bình"), on(commune, "2020-09-10"), set("tc1.ra-soat", note)).await.unwrap();
    assert!(now(&app, commune).await.task(&"tc2.ranh".into()).unwrap().links.is_empty());
    app.undo_roadmap(person("An"), on(commune, "2020-09-11"), None).await.unwrap();
    let after = now(&app, commune).await;
    assert_eq!(after.task(&"tc1.ra-soat".into()).unwrap().note.as_deref(), Some("x"), "what the other did stays");
    let but_the_note = |record: &RoadmapRecord| -> Vec<TaskRecord> {
        record.tasks.iter().filter(|task| task.id.as_str() != "tc1.ra-soat").cloned().collect()
    };
    assert_eq!(but_the_note(&after), but_the_note(&before));
    assert_eq!(codes(app.undo_roadmap(person("An"), on(commune, "2020-09-11"), None).await), ["roadmap.nothing-to-undo"]);
    app.undo_roadmap(person("Bình"), on(commune, "2020-09-11"), None).await.unwrap();
    assert_eq!(now(&app, commune).await.tasks, before.tasks);
}

async fn a_file_comes_back_with_what_it_changes_shown_first(database: Database) {
    let (app, commune) = lam_hop(&database).await;
    let before = now(&app, commune).await;
    let mut tasks = before.tasks.clone();
    tasks.retain(|task| task.id.as_str() != "tc1.cong-bo");
    tasks[1].person = Some("Công chức địa chính".into());
    tasks.push(TaskRecord::new("moi", "Việc mới").lasting(3));
    let import = ImportRoadmap {
        which: on(commune, "2020-09-18"),
        header: None,
        tasks,
        counts: vec![Count::of_week("tc2.khao-sat", date("2020-09-11"), Done::Percent(5_000))],
        baseline: None,
        keeps_missing: false,
        content_hash: Some([7; 32]),
    };
    let preview = app.preview_roadmap(&by(), &import).await.unwrap();
    assert_eq!((preview.tasks.new.len(), preview.tasks.removed.len(), preview.counts.len()), (1, 1, 1));
    assert_eq!(preview.tasks.changed, [(before.tasks[1].id.clone(), vec![TaskFieldName::Person])]);
    assert!(preview.problems.is_empty(), "{:?}", preview.problems);
    assert!(app.import_roadmap(by(), import.clone()).await.unwrap().is_some());
    let after = now(&app, commune).await;
    assert_eq!((after.tasks.len(), after.conflicts.len()), (before.tasks.len(), 0));
    assert_eq!(after.last_count(&"tc2.khao-sat".into()).unwrap().stamp.on, date("2020-09-13"), "known for the week it is about");
    assert!(app.import_roadmap(by(), import.clone()).await.unwrap().is_none(), "the same file twice changes nothing");
    let mut ring = import;
    ring.tasks[1].links = vec![LinkRecord { from: "tc1.phe-duyet".into(), kind: LinkKind::FinishToStart, lag: 0 }];
    ring.content_hash = None;
    assert_eq!(app.preview_roadmap(&by(), &ring).await.unwrap().problems[0].code, "roadmap.cycle");
}
