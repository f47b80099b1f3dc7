use super::*;
use vedich_values::{Decimal, Vnd};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn a_record_is_the_sum_of_its_fields() {
    let mut task = TaskRecord::new("a", "Cứng hóa đường").lasting(30).after("b", LinkKind::StartToStart, 5);
    task.cost = Some(Vnd(500));
    let mut other = TaskRecord::new("a", "");
    for field in task.differing(&other) {
        other.set(field);
    }
    assert_eq!(other, task);
    for name in TaskFieldName::ALL {
        assert_eq!(task.field(*name).name(), *name);
    }
    assert_eq!(TaskFieldName::Cost.as_str(), "cost");
}

#[test]
fn every_edit_is_read_back_from_json_as_it_was() {
    let mut count = Count::of_week("a", day("2020-09-17"), Done::Quantity(Decimal::new(15, 1)));
    count.note = Some("mưa".into());
    let edits = vec![
        RoadmapEdit::Open(RoadmapHeader::new("Lộ trình", day("2020-09-08"))),
        RoadmapEdit::SetHeader(vec![HeaderField::Target(Some(day("2020-12-31"))), HeaderField::Note(None)]),
        RoadmapEdit::PutTask(Box::new(TaskRecord::new("a", "Đường").lasting(30))),
        RoadmapEdit::SetTask { task: "a".into(), set: vec![TaskField::Duration(Span::Calendar(30)), TaskField::Cost(Some(Vnd(0)))] },
        RoadmapEdit::RemoveTask { task: "a".into() },
        RoadmapEdit::Link { task: "a".into(), link: LinkRecord { from: "b".into(), kind: LinkKind::FinishToFinish, lag: -2 } },
        RoadmapEdit::Unlink { task: "a".into(), from: "b".into() },
        RoadmapEdit::Count(count),
        RoadmapEdit::StrikeCount { task: "a".into(), on: day("2020-09-14"), period: Period::Week },
        RoadmapEdit::CloseWeek(WeekClosing::of(day("2020-09-20"))),
        RoadmapEdit::ReopenWeek { week: day("2020-09-14") },
        RoadmapEdit::AgreeBaseline(BaselineRecord {
            name: "gốc".into(),
            agreed: day("2020-09-08"),
            finish: day("2020-12-31"),
            tasks: vec![TaskSpan { task: "a".into(), start: day("2020-09-08"), finish: day("2020-10-30") }],
            note: None,
        }),
        RoadmapEdit::DropBaseline { name: "gốc".into() },
    ];
    let change = RoadmapChange { roadmap: "2020".into(), base: FactSeq(7), edits, undoes: Some(FactSeq(3)) };
    let text = serde_json::to_string(&change).unwrap();
    assert_eq!(serde_json::from_str::<RoadmapChange>(&text).unwrap(), change, "{text}");
}

#[test]
fn a_week_is_known_by_its_monday() {
    let count = Count::of_week("a", day("2020-09-20"), Done::Percent(2_500));
    assert_eq!((count.on, count.through()), (day("2020-09-14"), day("2020-09-20")));
}
