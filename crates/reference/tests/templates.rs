//! Templates of tasks: every criterion of every commune and hamlet set has one, and each makes a roadmap that can be timed.

use std::collections::BTreeSet;
use std::sync::Arc;
use vedich_criteria::Subject;
use vedich_facts::roadmap::{RoadmapChange, RoadmapEdit, RoadmapHeader};
use vedich_facts::{Body, Fact, Recorded};
use vedich_reference::{Shipped, risk_tags, risks, templates, working_days};
use vedich_roadmap::planner::Planner;
use vedich_roadmap::record::RoadmapRecord;
use vedich_roadmap::template::{Aim, Chosen};
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
fn every_criterion_of_the_commune_and_hamlet_sets_has_a_template() {
    let (shipped, templates) = (Shipped::load().unwrap(), templates().unwrap());
    let mut served = 0;
    for set in shipped.catalogue.iter().filter(|set| matches!(set.subject, Subject::Commune | Subject::Hamlet)) {
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
