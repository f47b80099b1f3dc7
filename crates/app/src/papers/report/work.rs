//! Works (B08) and money (B05): what is stated of works, and what roadmaps plan and count.

use super::{Look, VI, bold, row, share};
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_facts::roadmap::{Done, TaskKind};
use vedich_facts::{Body, WorkState};
use vedich_papers::{Content, Row, Table};
use vedich_roadmap::record::{CountEntry, RoadmapRecord};
use vedich_values::{Date, Decimal, UnitId};

/// Đồng in a million.
const MILLION: i64 = 1_000_000;

impl Look<'_> {
    fn roadmaps(&self) -> Vec<(UnitId, &Arc<RoadmapRecord>)> {
        let units = self.now.units_with_roadmaps(self.unit);
        units.into_iter().filter_map(|unit| Some((unit, self.now.roadmap(unit)?))).collect()
    }

    /// Works stated of the unit, then tasks of roadmaps that have a quantity.
    pub(super) fn works(&self) -> Option<Table> {
        let mut rows: Vec<Row> = Vec::new();
        let mut seen: Vec<String> = Vec::new();
        for recorded in self.records(self.unit) {
            let Body::Work { name, location, state } = &recorded.fact.body else { continue };
            if seen.contains(&name.vi) {
                continue;
            }
            seen.push(name.vi.clone());
            let state = match state {
                WorkState::Planned => "paper.work-planned",
                WorkState::Underway => "paper.work-underway",
                WorkState::Finished => "paper.work-finished",
            };
            let mut cells = vec![
                Content::count(rows.len() as u64 + 1),
                Content::text(&name.vi),
                Content::text(location.as_deref().unwrap_or_default()),
            ];
            cells.extend(std::iter::repeat_n(Content::Empty, 7));
            cells.extend([Content::text(VI.text(state)), Content::Empty]);
            rows.push(row(cells));
        }
        for (unit, record) in self.roadmaps() {
            for task in record.tasks.iter().filter(|task| task.kind == TaskKind::Task) {
                let Some(quantity) = &task.quantity else { continue };
                let counts: Vec<&CountEntry> = self.counts(record, &task.id);
                let done = counts.iter().rev().find_map(|entry| match entry.count.done {
                    Some(Done::Quantity(done)) => Some(done),
                    _ => None,
                });
                let started = counts.iter().find_map(|entry| entry.count.started);
                let finished = counts.iter().rev().find_map(|entry| entry.count.finished);
                let left = quantity.planned.zip(done).map(|(planned, done)| (planned - done).max(Decimal::ZERO));
                let place = task.location.clone().unwrap_or_else(|| self.name(unit).to_owned());
                let number = |value: Option<Decimal>| value.map_or(Content::Empty, Content::Number);
                let percent = quantity.planned.zip(done).and_then(|(planned, done)| super::quotient(done * Decimal::ONE_HUNDRED, planned));
                let state = match (started, finished) {
                    (_, Some(_)) => VI.text("paper.work-finished"),
                    (Some(_), None) => VI.text("paper.work-underway"),
                    (None, None) => "",
                };
                rows.push(row(vec![
                    Content::count(rows.len() as u64 + 1),
                    Content::text(&task.title),
                    Content::text(&place),
                    Content::text(&quantity.unit),
                    number(quantity.planned),
                    number(done),
                    number(left),
                    percent.map_or(Content::Empty, Content::Percent),
                    started.map_or(Content::Empty, Content::Date),
                    finished.map_or(Content::Empty, Content::Date),
                    Content::text(state),
                    Content::text(task.person.as_deref().or(task.lead.as_deref()).unwrap_or_default()),
                ]));
            }
        }
        self.table("B08", &[], rows)
    }

    /// Money of roadmaps: what is there by source, what is needed, what was spent.
    pub(super) fn resources(&self) -> Option<Table> {
        let mut there: BTreeMap<String, i64> = BTreeMap::new();
        let (mut needed, mut known, mut spent, mut spent_before) = (0_i64, false, 0_i64, 0_i64);
        for (_, record) in self.roadmaps() {
            for task in &record.tasks {
                for funding in &task.funding {
                    *there.entry(funding.source.clone()).or_default() += funding.amount.0;
                    known = true;
                }
                if let Some(cost) = task.cost {
                    needed += cost.0;
                    known = true;
                }
                let counts = self.counts(record, &task.id);
                let until = |day: Date| counts.iter().rev().filter(|entry| entry.count.on <= day).find_map(|entry| entry.count.spent);
                spent += until(self.date).map_or(0, |sum| sum.0);
                spent_before += self.period.from.pred_opt().and_then(until).map_or(0, |sum| sum.0);
            }
        }
        if !known {
            return None;
        }
        let total: i64 = there.values().sum();
        let line = |(index, (source, amount)): (usize, (&String, &i64))| {
            row(vec![
                Content::count(index as u64 + 1),
                Content::text(source),
                millions(*amount),
                portion(*amount, total),
                Content::NotApplicable,
                Content::NotApplicable,
                Content::NotApplicable,
                Content::NotApplicable,
            ])
        };
        let mut rows: Vec<Row> = there.iter().enumerate().map(line).collect();
        rows.push(bold(vec![
            Content::Empty,
            Content::text(VI.text("paper.total")),
            millions(total),
            portion(total, total),
            millions(needed),
            millions(spent - spent_before),
            millions(spent),
            portion(spent, needed),
        ]));
        self.table("B05", &[], rows)
    }

    /// The counts of a task by the day of the report, in their order.
    fn counts<'r>(&self, record: &'r RoadmapRecord, task: &vedich_values::TaskId) -> Vec<&'r CountEntry> {
        let all = record.counts.get(task).map(Vec::as_slice).unwrap_or_default();
        all.iter().filter(|entry| entry.count.on <= self.date).collect()
    }
}

/// Đồng as millions.
fn millions(dong: i64) -> Content {
    Content::Number((Decimal::from(dong) / Decimal::from(MILLION)).round_dp(1).normalize())
}

fn portion(part: i64, whole: i64) -> Content {
    match (u32::try_from(part / 1000), u32::try_from(whole / 1000)) {
        (Ok(part), Ok(whole)) => share(part, whole),
        _ => super::quotient(Decimal::from(part) * Decimal::ONE_HUNDRED, Decimal::from(whole))
            .map_or(Content::NotApplicable, Content::Percent),
    }
}
