//! Templates of tasks: every criterion of every commune, hamlet and district set has one, and each makes a roadmap that can be timed.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::sync::Arc;
use vedich_criteria::Subject;
use vedich_facts::roadmap::{RoadmapChange, RoadmapEdit, RoadmapHeader};
use vedich_facts::{Body, Fact, Recorded};
use vedich_reference::{Shipped, risk_tags, risks, templates, working_days};
use vedich_roadmap::planner::Planner;
use vedich_roadmap::record::RoadmapRecord;
use vedich_roadmap::template::{Aim, Chosen};
use vedich_roadmap::triage::takes_money;
use vedich_values::{Date, EntrySeq, FactSeq, Timestamp, UnitId};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn record(edits: Vec<RoadmapEdit>) -> Arc<RoadmapRecord> {
    let change = RoadmapChange { roadmap: "1".into(), base: FactSeq(0), edits, undoes: None };
    let fact = Fact::new(UnitId(7), day("2020-09-08"), Body::Roadmap(Box::new(change)));
    let recorded = Recorded { seq: FactSeq(1), entry: EntrySeq(1), recorded_at: Timestamp::default(), fact };
    Arc::new(RoadmapRecord::replay(UnitId(7), &"1".into(), [&recorded]).unwrap())
}

#[test]
fn every_criterion_of_the_commune_hamlet_and_district_sets_has_a_template() {
    let (shipped, templates) = (Shipped::load().unwrap(), templates().unwrap());
    let mut served = 0;
    for set in shipped.catalogue.iter().filter(|set| matches!(set.subject, Subject::Commune | Subject::Hamlet | Subject::District)) {
        for criterion in &set.criteria {
            assert!(templates.of_criterion(&criterion.name.vi).is_some(), "{}: {} {}", set.id, criterion.no, criterion.name.vi);
            served += 1;
        }
    }
    assert!(served > 100, "{served}");
}

#[test]
fn every_template_makes_a_roadmap_that_can_be_timed() {
    let (templates, planner) = (templates().unwrap(), Planner::new(working_days(), risks()));
    let tags: BTreeSet<String> = risk_tags().into_iter().map(|tag| tag.id).collect();
    assert!(tags.len() >= 5);
    for template in templates.iter() {
        assert!(template.tasks.iter().flat_map(|task| &task.risks).all(|risk| tags.contains(risk)), "{}", template.key);
        let Some(name) = template.names.first() else { continue };
        let chosen = [Chosen { criterion: vedich_values::CriterionNo(2), name: name.clone() }];
        let mut header = RoadmapHeader::new("Lộ trình", day("2020-09-08"));
        header.target = Some(day("2021-06-30"));
        for aim in [Aim::Met, Aim::Submitted, Aim::Recognised] {
            let record = record(templates.make(header.clone(), &chosen, aim));
            let planned = planner.timed(&record, &[], day("2020-09-08")).unwrap();
            assert!(record.tasks.iter().all(|task| task.assumed));

            assert!(planned.finish() > day("2020-10-01") && planned.days_late() == Some(0), "{}: {}", template.key, planned.finish());
            let chance = planned.chance();
            assert!(chance.p50 <= chance.p80 && chance.p80 <= chance.p90, "{}", template.key);
        }
    }
}

#[test]
fn case_d_has_a_roadmap_per_commune_towards_the_end_of_2020() {
    let shipped = Shipped::load().unwrap();
    let cases = vedich_reference::demo(&shipped.registry, &shipped.catalogue).unwrap();
    let case = cases.iter().find(|case| case.key.starts_with('d')).unwrap();
    let told: Vec<String> = case
        .facts
        .iter()
        .filter_map(|fact| {
            let Body::Roadmap(change) = &fact.body else { return None };
            let record = record(change.edits.clone());
            let planned = Planner::new(working_days(), risks()).timed(&record, &[], day("2020-09-08")).unwrap();
            assert!(record.tasks.iter().all(|task| task.assumed));
            let unpriced: Vec<&str> =
                record.tasks.iter().filter(|task| takes_money(task) && task.cost.is_none()).map(|task| task.id.as_str()).collect();
            assert!(unpriced.is_empty(), "work that takes money has an assumed cost: {unpriced:?}");
            assert!(record.tasks.iter().all(|task| task.funded().0 <= task.cost.map_or(0, |cost| cost.0)), "nothing is allotted twice");
            assert!(record.tasks.iter().filter(|task| task.id.as_str() != "dat").all(|task| task.person.is_some()));
            assert_eq!(record.baseline().map(|kept| (kept.agreed, kept.finish)), Some((day("2020-09-08"), planned.finish())));
            let criteria = record.tasks.iter().filter(|task| planned.is_heading(task_place(&record, task))).count() - 1;
            let (chain, chance) = (planned.schedule.critical(), planned.chance());
            let chain: Vec<&str> = chain.iter().map(|place| record.tasks[*place].id.as_str()).collect();
            Some(format!(
                "{criteria} criteria, {} tasks, done {}, {} days of room, p80 {}, chance {}: {}",
                record.tasks.len(),
                planned.finish(),
                planned.schedule.room_before(day("2020-12-31")),
                chance.p80,
                chance.by_target.unwrap(),
                chain.join(" ")
            ))
        })
        .collect();
    assert_eq!(
        told,
        [
            "4 criteria, 36 tasks, done 2020-12-11, 14 days of room, p80 2021-01-14, chance 4573: \
             tc20.chon tc20.huy-dong tc20.vuon tc20.danh-gia dat hs.tu-danh-gia hs.cong-khai hs.hop hs.nop",
            "10 criteria, 73 tasks, done 2020-12-24, 5 days of room, p80 2021-01-29, chance 918: \
             tc2.khao-sat tc2.mat-bang tc2.thi-cong tc2.nghiem-thu dat hs.tu-danh-gia hs.cong-khai hs.hop hs.nop"
        ]
    );
}

#[test]
fn what_case_d_counts_is_of_tasks_of_its_roadmap_and_assumed() {
    let shipped = Shipped::load().unwrap();
    let cases = vedich_reference::demo(&shipped.registry, &shipped.catalogue).unwrap();
    let steering = vedich_reference::demo_steering(&shipped.registry).unwrap();
    let changes = |entries: &[vedich_reference::DemoEntry]| -> Vec<_> {
        let facts = entries.iter().flat_map(|entry| &entry.facts).cloned();
        facts
            .filter_map(|fact| match fact.body {
                Body::Roadmap(change) => Some((fact.unit, *change)),
                _ => None,
            })
            .collect()
    };
    let made = changes(&cases);
    let counted = changes(&steering);
    assert_eq!(counted.len(), 3);
    for (unit, change) in counted {
        let (_, roadmap) = made.iter().find(|(other, _)| *other == unit).unwrap();
        let tasks = record(roadmap.edits.clone()).tasks.clone();
        for edit in change.edits {
            let RoadmapEdit::Count(count) = edit else { panic!("{edit:?}") };
            let task = tasks.iter().find(|task| task.id == count.task).unwrap_or_else(|| panic!("{}", count.task));
            assert!(count.assumed && count.spent.is_none_or(|spent| task.cost.is_some() && spent.0 > 0), "{count:?}");
        }
    }
}

fn task_place(record: &RoadmapRecord, task: &vedich_facts::roadmap::TaskRecord) -> usize {
    record.tasks.iter().position(|other| other.id == task.id).unwrap()
}
