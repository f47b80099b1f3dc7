use super::*;
use crate::planner::Planner;
use crate::record::{RoadmapChange, RoadmapEdit, RoadmapHeader, RoadmapRecord};
use std::sync::Arc;
use vedich_facts::roadmap::LinkKind;
use vedich_facts::{Body, Fact, Recorded};
use vedich_values::{EntrySeq, FactSeq, Place, RoadmapKey, UnitId};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The tasks timed on 8 September 2020.
fn timed(tasks: &[TaskRecord]) -> Arc<Planned> {
    let on = day("2020-09-08");
    let open = RoadmapEdit::Open(RoadmapHeader::new("Lộ trình", on));
    let puts = tasks.iter().map(|task| RoadmapEdit::PutTask(Box::new(task.clone())));
    let edits = std::iter::once(open).chain(puts).collect();
    let change = RoadmapChange { roadmap: RoadmapKey::new("1"), base: FactSeq(0), edits, undoes: None };
    let fact = Fact::new(UnitId(7), on, Body::Roadmap(Box::new(change)));
    let recorded = Recorded { seq: FactSeq(1), entry: EntrySeq(1), recorded_at: "2020-09-08T00:00:00Z".parse().unwrap(), fact };
    let record = RoadmapRecord::replay(UnitId(7), &RoadmapKey::new("1"), [&recorded]).unwrap();
    Planner::default().timed(&Arc::new(record), &[], on).unwrap()
}

#[test]
fn a_date_typed_for_a_milestone_is_the_date_it_stands_on() {
    let road = TaskRecord::new("a", "Làm đường").lasting(4);
    let mark =
        TaskRecord { kind: TaskKind::Milestone, place: 1, ..TaskRecord::new("m", "Bàn giao").after("a", LinkKind::FinishToStart, 0) };
    let planned = timed(&[road, mark]);
    let row = PathSheet::of(&planned).rows.into_iter().find(|row| row.task.as_str() == "m").unwrap();
    assert_eq!((row.start, row.finish), (day("2020-09-11"), day("2020-09-11")), "the day the road is done");
    let date = |text: &str| (Filled::Date(day(text)), Place::default());
    let typed = |text: &str| FilledRow {
        task: Some("m".into()),
        cells: [(PathField::Start, date(text)), (PathField::Finish, date(text))].into(),
        ..FilledRow::default()
    };
    for (text, stands) in [("2020-09-30", "2020-09-30"), ("2020-09-09", "2020-09-11"), ("2020-10-03", "2020-10-05")] {
        let filled = fill_in(&planned, &planned, planned.on, &[typed(text)]);
        assert_eq!((filled.problems.len(), filled.wished.len()), (0, 1), "{text}");
        let again = PathSheet::of(&timed(&filled.tasks));
        let row = again.rows.iter().find(|row| row.task.as_str() == "m").unwrap();
        assert_eq!((row.start, row.finish), (day(stands), day(stands)), "{text}");
    }
    assert!(fill_in(&planned, &planned, planned.on, &[typed("2020-09-11")]).wished.is_empty(), "what was handed out says nothing");
}
