//! Roadmaps of the demo: made from the templates, with posts, durations and costs of the file, agreed on their first day.

use super::rows::RoadmapRow;
use crate::{risks, templates, working_days};
use std::sync::Arc;
use vedich_criteria::CriteriaSet;
use vedich_facts::roadmap::{Funding, RoadmapChange, RoadmapEdit, RoadmapHeader, Spread, TaskRecord};
use vedich_facts::{Body, Fact, Recorded};
use vedich_roadmap::plan::Span;
use vedich_roadmap::planner::Planner;
use vedich_roadmap::record::RoadmapRecord;
use vedich_roadmap::template::{Aim, Chosen};
use vedich_values::{CriterionNo, Date, EntrySeq, FactSeq, RoadmapKey, Timestamp, UnitId, Vnd};

/// Who says so: we, not the source of the case.
const SOURCE: &str = "Mẫu lộ trình của Vedich, thời lượng và kinh phí giả định";
/// Đồng in a million.
pub(super) const MILLION: i64 = 1_000_000;

/// The fact of one roadmap; none when the file names what is not there.
pub(super) fn fact(row: &RoadmapRow, unit: UnitId, as_of: Date, set: &CriteriaSet) -> Option<Fact> {
    let templates = templates().ok()?;
    let mut header = RoadmapHeader::new(&row.title, row.start);
    header.set = Some(set.id.clone());
    header.tier = Some(set.tier.name().to_owned());
    header.target = Some(row.target);
    header.basis = Some(row.basis.clone());
    let chosen = row.people.iter().map(|who| {
        let criterion = set.criteria.iter().find(|criterion| criterion.no.0 == who.criterion)?;
        Some(Chosen { criterion: criterion.no, name: criterion.name.vi.clone() })
    });
    let chosen: Vec<Chosen> = chosen.collect::<Option<_>>()?;
    let mut edits = templates.make(header, &chosen, Aim::Submitted);
    for edit in &mut edits {
        if let RoadmapEdit::PutTask(task) = edit {
            fill(row, task);
        }
    }
    let known = |id: &str| edits.iter().any(|edit| matches!(edit, RoadmapEdit::PutTask(task) if task.id.as_str() == id));
    let mut named = row.days.iter().map(|own| &own.task).chain(row.costs.iter().map(|own| &own.task));
    if !named.all(|task| known(task)) {
        return None;
    }
    if let Some(name) = &row.agreed {
        let record = Arc::new(record(unit, as_of, edits.clone())?);
        let planned = Planner::new(working_days(), risks()).timed(&record, &[], as_of).ok()?;
        edits.push(RoadmapEdit::AgreeBaseline(planned.to_agree(name)));
    }
    Some(stated(unit, as_of, edits))
}

/// The posts, days and costs of the file.
fn fill(row: &RoadmapRow, task: &mut TaskRecord) {
    let who = row.people.iter().find(|who| Some(CriterionNo(who.criterion)) == task.criterion);
    task.person = who.map_or_else(|| row.closing.clone(), |who| Some(who.person.clone()));
    task.member = who.map(|who| who.member.clone());
    if let Some(own) = row.days.iter().find(|own| own.task == task.id.as_str()) {
        let [optimistic, likely, pessimistic] = own.days;
        task.duration = Span::Working(likely);
        task.spread = Some(Spread { optimistic, pessimistic });
    }
    if let Some(own) = row.costs.iter().find(|own| own.task == task.id.as_str()) {
        task.cost = Some(Vnd(own.million * MILLION));
        task.funding = own.from.iter().map(|(source, million)| Funding::of_source(source, Vnd(million * MILLION))).collect();
    }
}

fn stated(unit: UnitId, as_of: Date, edits: Vec<RoadmapEdit>) -> Fact {
    let change = RoadmapChange { roadmap: RoadmapKey::new("1"), base: FactSeq(0), edits, undoes: None };
    Fact::new(unit, as_of, Body::Roadmap(Box::new(change))).from_source(SOURCE)
}

fn record(unit: UnitId, as_of: Date, edits: Vec<RoadmapEdit>) -> Option<RoadmapRecord> {
    let recorded = Recorded { seq: FactSeq(1), entry: EntrySeq(1), recorded_at: Timestamp::default(), fact: stated(unit, as_of, edits) };
    RoadmapRecord::replay(unit, &RoadmapKey::new("1"), [&recorded])
}
