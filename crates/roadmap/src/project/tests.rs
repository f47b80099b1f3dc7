//! What is written is read back: every task with its links, dates, progress and agreed plan; what was changed in between is all that changes.

use super::{read, take, write};
use crate::planner::{Planned, Planner};
use crate::record::{Count, Done, RoadmapChange, RoadmapEdit, RoadmapHeader, RoadmapRecord, TaskKind, TaskRecord};
use proptest::prelude::*;
use std::sync::Arc;
use vedich_facts::roadmap::{Constraint, DayOff, LinkKind, LinkRecord, Span, WeekRule};
use vedich_facts::{Body, Fact, Recorded};
use vedich_values::{CriterionNo, Date, EntrySeq, FactSeq, RoadmapKey, TaskId, UnitId, Vnd};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn timed(edits: Vec<RoadmapEdit>, on: Date) -> Arc<Planned> {
    let change = RoadmapChange { roadmap: RoadmapKey::new("1"), base: FactSeq(0), edits, undoes: None };
    let fact = Fact::new(UnitId(7), on, Body::Roadmap(Box::new(change)));
    let recorded = Recorded { seq: FactSeq(1), entry: EntrySeq(1), recorded_at: "2020-09-08T00:00:00Z".parse().unwrap(), fact };
    let record = RoadmapRecord::replay(UnitId(7), &RoadmapKey::new("1"), [&recorded]).unwrap();
    Planner::default().timed(&Arc::new(record), &[], on).unwrap()
}

/// Tasks under two headings, with links to earlier ones.
fn tasks() -> impl Strategy<Value = Vec<TaskRecord>> {
    let link = (0_usize..100, 0_u8..4, -3_i32..10);
    let text = proptest::option::of("[a-zđ<&>\"'; ]{1,12}");
    let one = (
        (0_u32..40, any::<bool>(), any::<bool>()),
        proptest::collection::vec(link, 0..3),
        0_u8..5,
        (0_u64..200, proptest::option::of(0_i64..5_000), text),
        proptest::option::of(0_usize..2),
    );
    proptest::collection::vec(one, 1..14).prop_map(|drawn| {
        let mut tasks: Vec<TaskRecord> = ["Giao thông", "Môi trường & an toàn"]
            .iter()
            .zip(0..)
            .map(|(title, n)| TaskRecord {
                kind: TaskKind::Summary,
                place: n,
                criterion: Some(CriterionNo(n as u16 + 2)),
                ..TaskRecord::new(format!("h{n}").as_str(), title)
            })
            .collect();
        for (n, ((days, calendar, milestone), links, constraint, (offset, cost, note), parent)) in drawn.into_iter().enumerate() {
            let mut task = TaskRecord::new(format!("t{n}").as_str(), &format!("Việc {n} <mới>"));
            task.place = n as i64 + 10;
            task.kind = if milestone { TaskKind::Milestone } else { TaskKind::Task };
            task.duration = match (milestone, calendar) {
                (true, _) => Span::Working(0),
                (_, true) => Span::Calendar(days),
                _ => Span::Working(days),
            };
            task.parent = parent.map(|heading| TaskId::from(format!("h{heading}").as_str()));
            let day = date("2020-09-08") + chrono::Days::new(offset);
            task.constraint = match constraint {
                0 => Some(Constraint::NotBefore(day)),
                1 => Some(Constraint::NotAfter(day)),
                2 => Some(Constraint::Fixed(day)),
                _ => None,
            };
            task.cost = cost.map(|cost| Vnd((cost + 1) * 1_000_000));
            task.note = note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
            task.person = (offset % 3 == 0).then(|| format!("Nguyễn Văn {}", offset % 5));
            task.lead = (offset % 2 == 0).then(|| "UBND xã".to_owned());
            for (from, kind, lag) in links.into_iter().filter(|_| n > 0) {
                let kind =
                    [LinkKind::FinishToStart, LinkKind::StartToStart, LinkKind::FinishToFinish, LinkKind::StartToFinish][kind as usize];
                let from = TaskId::from(format!("t{}", from % n).as_str());
                if !task.links.iter().any(|link| link.from == from) {
                    task.links.push(LinkRecord { from, kind, lag });
                }
            }
            task.links = super::sorted(task.links);
            tasks.push(task);
        }
        tasks
    })
}

fn edits(tasks: &[TaskRecord], done: u32) -> Vec<RoadmapEdit> {
    let mut header = RoadmapHeader::new("Lộ trình <thử> & \"kiểm\"", date("2020-09-08"));
    header.target = Some(date("2020-12-31"));
    header.calendar.week = WeekRule::Vn;
    header.calendar.lost.push(DayOff { date: date("2020-09-16"), reason: "bão số 5".to_owned() });
    let mut edits = vec![RoadmapEdit::Open(header)];
    edits.extend(tasks.iter().cloned().map(|task| RoadmapEdit::PutTask(Box::new(task))));
    edits.push(RoadmapEdit::Count(Count::of_week("t0", date("2020-09-08"), Done::Percent(done * 100))));
    edits
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn a_plan_comes_back_as_it_went_out(tasks in tasks(), done in 0_u32..=100) {
        let on = date("2020-09-10");
        let planned = timed(edits(&tasks, done), on);
        let agreed = planned.to_agree("Kế hoạch gốc");
        let planned = timed(edits(&tasks, done).into_iter().chain([RoadmapEdit::AgreeBaseline(agreed)]).collect(), on);
        let text = write(&planned, "vedich-roadmap unit=7");
        let (plan, warnings) = read(&text, "a.xml").unwrap();
        prop_assert!(warnings.is_empty(), "{warnings:?}");
        let taken = take(&plan, &planned, &planned, on);
        prop_assert_eq!(&taken.problems, &[]);
        let by_id = |mut tasks: Vec<TaskRecord>| {
            tasks.iter_mut().for_each(|task| task.links = super::sorted(std::mem::take(&mut task.links)));
            tasks.sort_by(|a, b| a.id.cmp(&b.id));
            tasks
        };
        prop_assert_eq!(by_id(taken.tasks), by_id(planned.record.tasks.clone()));
        prop_assert_eq!((taken.header, taken.counts, taken.baseline), (None, vec![], None));

        // Into a roadmap that knows nothing of it: what the format holds is all there.
        let empty = timed(vec![RoadmapEdit::Open(RoadmapHeader::new("x", date("2020-09-08")))], on);
        let fresh = take(&plan, &empty, &empty, on);
        for (task, before) in by_id(fresh.tasks).iter().zip(by_id(planned.record.tasks.clone())) {
            prop_assert_eq!((&task.title, task.kind, &task.parent, task.duration), (&before.title, before.kind, &before.parent, before.duration));
            prop_assert_eq!((&task.links, task.constraint, &task.person, &task.note), (&before.links, before.constraint, &before.person, &before.note));
            prop_assert_eq!((task.cost, task.criterion, &task.lead), (before.cost, before.criterion, &before.lead));
        }
        let header = fresh.header.unwrap();
        prop_assert_eq!(header.title, "Lộ trình <thử> & \"kiểm\"");
        prop_assert!(header.calendar.lost.iter().any(|day| day.date == date("2020-09-16")), "the day lost to the storm");
        prop_assert_eq!(fresh.baseline.map(|baseline| baseline.tasks.len()), Some(planned.record.tasks.len()));
        prop_assert!(done == 0 || fresh.counts.iter().any(|count| count.done == Some(Done::Percent(done * 100))));
    }
}

#[test]
fn only_what_a_planner_changed_is_changed_and_others_changes_stay() {
    let on = date("2020-09-10");
    let tasks =
        [TaskRecord::new("a", "Khảo sát").lasting(5), TaskRecord::new("b", "Thi công").lasting(30).after("a", LinkKind::FinishToStart, 0)];
    let planned = timed(edits(&[tasks[0].clone(), tasks[1].clone(), TaskRecord::new("t0", "Mốc")], 0), on);
    let text = write(&planned, "")
        .replace("PT240H0M0S", "PT320H0M0S")
        .replace("<Type>1</Type>\n        <CrossProject>", "<Type>3</Type>\n        <CrossProject>");
    let (plan, _) = read(&text, "a.xml").unwrap();
    // Meanwhile somebody gave the work a person and added a task.
    let mut meanwhile = tasks[1].clone();
    meanwhile.person = Some("An".to_owned());
    let now = timed(edits(&[tasks[0].clone(), meanwhile, TaskRecord::new("t0", "Mốc"), TaskRecord::new("c", "Nghiệm thu")], 0), on);
    let taken = take(&plan, &planned, &now, on);
    let of = |id: &str| taken.tasks.iter().find(|task| task.id.as_str() == id).unwrap();
    assert_eq!((of("b").duration, of("b").person.as_deref()), (Span::Working(40), Some("An")));
    assert_eq!(of("b").links[0].kind, LinkKind::StartToStart);
    assert_eq!(of("c").title, "Nghiệm thu");
    assert_eq!(taken.tasks.len(), 4);
}

#[test]
fn milestones_stand_at_one_instant_of_their_day_and_floats_are_told() {
    let on = date("2020-09-10");
    let survey = TaskRecord::new("a", "Khảo sát").lasting(5);
    let drain = TaskRecord { place: 1, ..TaskRecord::new("b", "Rãnh").lasting(2) };
    let met = TaskRecord { kind: TaskKind::Milestone, place: 2, ..TaskRecord::new("m", "Xong").after("a", LinkKind::FinishToStart, 0) };
    let met = met.after("b", LinkKind::FinishToStart, 0);
    let held = TaskRecord { kind: TaskKind::Milestone, place: 3, ..TaskRecord::new("t0", "Sơ kết") };
    let held = TaskRecord { constraint: Some(Constraint::Fixed(date("2020-09-30"))), ..held };
    let planned = timed(edits(&[survey, drain, met, held], 0), on);
    let text = write(&planned, "");
    let of = |title: &str, key: &str| {
        let task = text.split("<Task>").find(|task| task.contains(&format!("<Name>{title}<"))).unwrap();
        task.split(&format!("<{key}>")).nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    let ends = |title: &str| ["Start", "Finish"].map(|key| of(title, key));
    assert_eq!(ends("Sơ kết"), ["2020-09-30T08:00:00", "2020-09-30T08:00:00"]);
    let last = planned.task(planned.record.tasks.iter().position(|task| task.id.as_str() == "a").unwrap()).expected.1;
    assert_eq!(ends("Xong"), [format!("{last}T17:00:00"), format!("{last}T17:00:00")]);
    assert_eq!((of("Khảo sát", "FreeSlack"), of("Rãnh", "FreeSlack")), ("0".into(), (3 * 4_800).to_string()));
}

#[test]
fn what_is_no_plan_is_refused_with_its_line() {
    for (text, code) in [
        ("<a/>", "project.no-project"),
        ("<Project>\n<Tasks><Task></Project>", "project.bad-xml"),
        ("<Project>&unknown;</Project>", "project.bad-xml"),
        ("<Project><Tasks><Task><Name>x</Name></Task></Tasks></Project>", "project.no-uid"),
    ] {
        let problems = read(text, "a.xml").unwrap_err();
        assert_eq!(problems[0].code, code, "{text}");
    }
    let deep = "<Project>".to_owned() + &"<a>".repeat(100);
    assert_eq!(read(&deep, "a.xml").unwrap_err()[0].code, "project.bad-xml");
    let other = "<Project xmlns='http://schemas.microsoft.com/project'><Tasks><Task><UID>1</UID><Name>x</Name><Duration>PT12H0M0S</Duration>\
                 <PredecessorLink><PredecessorUID>9</PredecessorUID></PredecessorLink></Task></Tasks></Project>";
    let (plan, warnings) = read(other, "a.xml").unwrap();
    assert_eq!((plan.tasks[0].duration, warnings[0].code), (Span::Working(2), "project.part-of-day"));
}
