//! A week's count of a roadmap in the demo: nobody counted it, and it is marked so.

use super::roadmaps::MILLION;
use chrono::Days;
use serde::Deserialize;
use vedich_facts::roadmap::{Count, Done, RoadmapChange, RoadmapEdit};
use vedich_facts::{Body, Fact};
use vedich_values::{Date, FactSeq, RoadmapKey, UnitId, Vnd};

/// What a unit counted of its first roadmap in a week.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProgressRow {
    pub(super) unit: String,
    /// A day of the week, its Monday by custom.
    week: Date,
    rows: Vec<DoneRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DoneRow {
    task: String,
    /// Done so far.
    percent: u32,
    /// Spent so far, in millions of đồng.
    #[serde(default)]
    million: Option<i64>,
}

impl ProgressRow {
    /// The fact, as of the Sunday that ends the week.
    pub(super) fn fact(&self, unit: UnitId, source: &str) -> Fact {
        let one = |row: &DoneRow| {
            let counted = Count::of_week(row.task.as_str(), self.week, Done::Percent(row.percent * 100));
            let spent = row.million.map(|million| Vnd(million * MILLION));
            RoadmapEdit::Count(Count { spent, assumed: true, ..counted })
        };
        let edits = self.rows.iter().map(one).collect();
        let change = RoadmapChange { roadmap: RoadmapKey::new("1"), base: FactSeq(0), edits, undoes: None };
        Fact::new(unit, self.week + Days::new(6), Body::Roadmap(Box::new(change))).from_source(source)
    }
}
