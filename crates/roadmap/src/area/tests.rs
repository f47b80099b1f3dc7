use super::*;
use crate::planner::Planner;
use crate::record::{Count, Done, RoadmapChange, RoadmapEdit, RoadmapHeader, RoadmapRecord, TaskRecord, WeekClosing, WeekRule};
use crate::triage::{Track, Why};
use vedich_facts::roadmap::LinkKind::FinishToStart;
use vedich_facts::roadmap::Span;
use vedich_facts::{Body, Fact, Recorded};
use vedich_values::{EntrySeq, FactSeq, Timestamp, Vnd};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A commune with a road (criterion 2) of so many days and an income task (10) of five, towards the end of 2020.
fn commune(unit: u32, road_days: u32, edits: Vec<RoadmapEdit>) -> Arc<Planned> {
    let mut header = RoadmapHeader::new("Lộ trình", day("2020-09-07"));
    header.calendar.week = WeekRule::MonFri;
    header.target = Some(day("2020-12-31"));
    let task = |id: &str, criterion, days, person: &str| {
        let mut task = TaskRecord::new(id, id).lasting(days);
        task.criterion = Some(CriterionNo(criterion));
        task.person = Some(person.to_owned());
        task.member = Some("Trưởng đoàn".to_owned());
        RoadmapEdit::PutTask(Box::new(task))
    };
    let mut all = vec![RoadmapEdit::Open(header), task("road", 2, road_days, "Ông An"), task("income", 10, 5, "Bà Bình")];
    all.extend(edits);
    let change = RoadmapChange { roadmap: "1".into(), base: FactSeq(0), edits: all, undoes: None };
    let fact = Fact::new(UnitId(unit), day("2020-09-18"), Body::Roadmap(Box::new(change)));
    let recorded = Recorded { seq: FactSeq(1), entry: EntrySeq(1), recorded_at: Timestamp::default(), fact };
    let record = RoadmapRecord::replay(UnitId(unit), &"1".into(), [&recorded]).unwrap();
    Planner::default().timed(&Arc::new(record), &[], day("2020-09-18")).unwrap()
}

fn done(task: &str, percent: u32) -> RoadmapEdit {
    let mut count = Count::of_week(task, day("2020-09-18"), Done::Percent(percent * 100));
    count.started = Some(day("2020-09-07"));
    RoadmapEdit::Count(count)
}

#[test]
fn leaders_see_the_unlikely_first_and_what_blocks_most() {
    let close = RoadmapEdit::CloseWeek(WeekClosing::of(day("2020-09-18")));
    let roadmaps = [
        commune(1, 40, vec![done("road", 25), done("income", 100), close]),
        commune(2, 90, Vec::new()),
        commune(3, 4, vec![done("road", 100)]),
    ];
    let picture = area(&roadmaps, 2);
    let order: Vec<(u32, Option<u32>, Option<i32>)> =
        picture.lines.iter().map(|line| (line.unit.get(), line.chance.by_target, line.days_late)).collect();
    // Ninety days from 18 September end on 21 January, fifteen working days behind the end of the year.
    assert_eq!(order, [(2, Some(0), Some(15)), (1, Some(10_000), Some(0)), (3, Some(10_000), Some(0))]);
    assert_eq!(picture.on_time, 2);
    let [late, counted, _] = &picture.lines[..] else { panic!() };
    assert_eq!((late.tasks, late.late, late.uncounted, late.week_closed), ((2, 0), 2, 2, false));
    assert_eq!((counted.tasks, counted.uncounted, counted.week_closed), ((2, 1), 0, true));
    let blocking: Vec<(u16, usize)> = picture.blocking.iter().map(|one| (one.criterion.0, one.units.len())).collect();
    assert_eq!(blocking, [(2, 1)], "who is in time is not blocked");
    let first = &picture.loaded[0];
    assert_eq!((first.person.as_str(), first.unit, first.tasks), ("Trưởng đoàn", None, 4), "over the communes");
    assert_eq!((picture.loaded[1].person.as_str(), picture.loaded[1].unit), ("Ông An", Some(UnitId(2))));
}

#[test]
fn the_same_number_of_two_sets_is_two_criteria() {
    let of_set = |unit, set: &str| {
        let set = vedich_facts::roadmap::HeaderField::Set(Some(SetId::new(set)));
        commune(unit, 90, vec![RoadmapEdit::SetHeader(vec![set])])
    };
    let picture = area(&[of_set(1, "commune"), of_set(2, "hamlet"), of_set(3, "commune")], 1);
    let told: Vec<(&str, u16, usize)> =
        picture.blocking.iter().map(|one| (one.set.as_ref().unwrap().as_str(), one.criterion.0, one.units.len())).collect();
    assert_eq!(told, [("commune", 2, 2), ("hamlet", 2, 1)]);
}

#[test]
fn what_leaves_no_room_blocks_as_well_as_what_decides_the_finish() {
    // The road decides: it ends fifteen working days behind. Income of as many days as there are before the target has no room either; a
    // short task has.
    let income = |days| RoadmapEdit::SetTask { task: "income".into(), set: vec![crate::record::TaskField::Duration(Span::Working(days))] };
    let told = |roadmaps: &[Arc<Planned>]| -> Vec<(u16, usize)> {
        area(roadmaps, 1).blocking.iter().map(|one| (one.criterion.0, one.units.len())).collect()
    };
    let (tight, loose) = (commune(1, 90, vec![income(80)]), commune(2, 90, vec![income(20)]));
    assert_eq!(told(&[tight, loose]), [(2, 2), (10, 1)]);
    // A criterion that is over stands in nobody's way.
    assert_eq!(told(&[commune(1, 90, vec![income(80), done("income", 100)])]), [(2, 1)]);
}

#[test]
fn open_tasks_without_a_person_are_counted() {
    let nobody = RoadmapEdit::SetTask { task: "income".into(), set: vec![crate::record::TaskField::Person(None)] };
    let planned = commune(1, 40, vec![nobody.clone()]);
    assert_eq!(area(std::slice::from_ref(&planned), 1).lines[0].unassigned, 1);
    let codes: Vec<&str> = planned.remarks().iter().map(|remark| remark.code).collect();
    assert_eq!(codes, ["roadmap.no-person"]);
    assert_eq!(commune(1, 40, vec![nobody, done("income", 100)]).unassigned().count(), 0, "what is over needs nobody any more");
}

#[test]
fn a_week_closed_too_soon_and_a_count_that_falls_are_told() {
    let close = RoadmapEdit::CloseWeek(WeekClosing::of(day("2020-09-18")));
    let earlier = RoadmapEdit::Count(Count::of_week("road", day("2020-09-11"), Done::Percent(9_000)));
    let planned = commune(1, 40, vec![earlier, done("road", 9), close]);
    let told: Vec<(&str, Option<&str>, Option<&str>)> = planned
        .remarks()
        .iter()
        .map(|remark| (remark.code, remark.param("before"), remark.param("count")))
        .collect::<Vec<_>>()
        .into_iter()
        .map(|(code, before, count)| (code, before.map(|_| "90"), count.map(|_| "1")))
        .collect();
    assert_eq!(told, [("roadmap.closed-uncounted", None, Some("1")), ("roadmap.count-fell", Some("90"), None)]);
}

#[test]
fn an_area_without_roadmaps_is_an_empty_picture() {
    assert_eq!(area(&[], 2), AreaPicture::default());
}

#[test]
fn criteria_fall_into_the_three_lists_with_reasons() {
    let field = |task: &str, set| RoadmapEdit::SetTask { task: task.into(), set: vec![set] };
    let with_cost = vec![field("road", crate::record::TaskField::Cost(Some(Vnd(900))))];
    let gaps = BTreeMap::from([(CriterionNo(10), Some(300))]);
    let lists = commune(1, 40, with_cost).lists(&gaps, None);
    let told: Vec<(&str, Track)> = lists.triaged.iter().map(|one| (lists.unmet[one.place].code.as_str(), one.track)).collect();
    assert_eq!(told, [("10", Track::FinishNow), ("2", Track::NeedsMoney)]);
    assert!(lists.triaged[0].reasons.contains(&Why::CostUnknown) && lists.triaged[0].reasons.contains(&Why::SmallGap(300)));
    assert_eq!(lists.triaged[1].reasons[0], Why::Unfunded(Vnd(900)));
    let mut link = TaskRecord::new("market", "chợ").lasting(3).after("road", FinishToStart, 0);
    link.criterion = Some(CriterionNo(7));
    link.decider = crate::triage::Decider::Province;
    let lists = commune(1, 40, vec![RoadmapEdit::PutTask(Box::new(link)), done("income", 100)]).lists(&gaps, None);
    let market = lists.triaged.iter().find(|one| lists.unmet[one.place].code == "7").unwrap();
    assert_eq!(market.track, Track::NeedsDecision);
    assert!(market.reasons.contains(&Why::WaitsOn(vec!["2".into()])));
    assert_eq!(lists.unmet.len(), 3, "income is done, and is still assessed as not met");
    let income = lists.triaged.iter().find(|one| lists.unmet[one.place].code == "10").unwrap();
    assert_eq!((income.track, &income.reasons[..]), (Track::FinishNow, &[Why::OverYetUnmet, Why::SmallGap(300)][..]));
    let sketch = commune(1, 20, Vec::new());
    let bare = commune(1, 20, vec![RoadmapEdit::RemoveTask { task: "income".into() }]);
    let lists = bare.lists(&gaps, Some(&sketch));
    let income = lists.triaged.iter().find(|one| lists.unmet[one.place].code == "10").unwrap();
    assert_eq!((&income.reasons[0], lists.unmet[income.place].days_left), (&Why::Unplanned, Some(5)), "as the templates have it");
}
