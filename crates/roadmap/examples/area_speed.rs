//! How long the leaders' picture of 200 communes takes, each with 60 tasks: first from the facts, then again.
//! `cargo run --release -p vedich-roadmap --example area_speed`
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement, not part of the product")]

use std::sync::Arc;
use std::time::Instant;
use vedich_facts::roadmap::LinkKind;
use vedich_facts::{Body, Fact, Recorded};
use vedich_roadmap::area::area;
use vedich_roadmap::forecast::Risk;
use vedich_roadmap::planner::{Planned, Planner};
use vedich_roadmap::record::{RoadmapChange, RoadmapEdit, RoadmapHeader, RoadmapRecord, Spread, TaskRecord};
use vedich_values::{CriterionNo, Date, EntrySeq, FactSeq, Timestamp, UnitId};

fn commune(unit: u32, start: Date) -> Recorded {
    let mut header = RoadmapHeader::new("Lộ trình", start);
    header.target = start.checked_add_days(chrono::Days::new(180));
    let mut edits = vec![RoadmapEdit::Open(header)];
    for n in 0..60_u32 {
        let days = 3 + (n * 7 + unit) % 11;
        let mut task = TaskRecord::new(format!("t{n}").as_str(), &format!("Công việc {n}")).lasting(days);
        task.criterion = Some(CriterionNo(u16::try_from(n / 6 + 1).unwrap()));
        task.spread = Some(Spread { optimistic: days / 2, pessimistic: days * 2 });
        task.risks = vec!["rain".to_owned()];
        task.person = Some(format!("Cán bộ {}", n % 8));
        if n % 6 > 0 {
            task = task.after(format!("t{}", n - 1).as_str(), LinkKind::FinishToStart, 0);
        }
        edits.push(RoadmapEdit::PutTask(Box::new(task)));
    }
    let change = RoadmapChange { roadmap: "1".into(), base: FactSeq(0), edits, undoes: None };
    let fact = Fact::new(UnitId(unit), start, Body::Roadmap(Box::new(change)));
    Recorded { seq: FactSeq(1), entry: EntrySeq(1), recorded_at: Timestamp::default(), fact }
}

fn main() {
    let start: Date = "2020-09-08".parse().unwrap();
    let facts: Vec<Recorded> = (1..=200).map(|unit| commune(unit, start)).collect();
    let planner = Planner::new(Vec::new(), vec![Risk::of_percent("rain", 40, [5, 15, 35])]);
    for round in ["first", "again"] {
        let began = Instant::now();
        let records: Vec<Arc<RoadmapRecord>> =
            facts.iter().map(|fact| Arc::new(RoadmapRecord::replay(fact.fact.unit, &"1".into(), [fact]).unwrap())).collect();
        let replayed = began.elapsed();
        let timed: Vec<Arc<Planned>> = records.iter().map(|record| planner.timed(record, &[], start).unwrap()).collect();
        let timed_in = began.elapsed() - replayed;
        let picture = area(&timed, 2);
        println!("{round}: {} lines, replayed {replayed:?}, timed {timed_in:?}, all {:?}", picture.lines.len(), began.elapsed());
    }
}
