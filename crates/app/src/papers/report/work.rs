//! Works (B08): what is stated of works, and what roadmaps plan and count.

use super::{Look, VI, row};
use std::sync::Arc;
use vedich_facts::roadmap::{Done, TaskKind, TaskRecord};
use vedich_facts::{Body, WorkState};
use vedich_papers::{Cleared, Content, Row, Table};
use vedich_roadmap::record::{CountEntry, RoadmapRecord};
use vedich_values::{Decimal, TaskId, UnitId};

impl Look<'_> {
    pub(super) fn roadmaps(&self) -> Vec<(UnitId, &Arc<RoadmapRecord>)> {
        let units = self.now.units_with_roadmaps(self.unit);
        units.into_iter().filter_map(|unit| Some((unit, self.now.roadmap(unit)?))).collect()
    }

    /// Works stated of the unit, then tasks of roadmaps marked as works; those that clear land for a work stand in its row.
    pub(super) fn works(&self) -> Option<Table> {
        let mut rows = self.stated_works();
        for (unit, record) in self.roadmaps() {
            let network = Network::of(self, record);
            for task in network.works() {
                let mut line = self.work_row(unit, record, task, network.cleared_for(task));
                line.cells[0] = vedich_papers::Cell::new(Content::count(rows.len() as u64 + 1));
                rows.push(line);
            }
        }
        self.table("B08", &[], rows)
    }

    fn stated_works(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut seen: Vec<(UnitId, String)> = Vec::new();
        for (unit, recorded) in self.units().into_iter().flat_map(|unit| self.records(unit).map(move |recorded| (unit, recorded))) {
            let Body::Work { name, location, state } = &recorded.fact.body else { continue };
            // Each work of a unit once, as it was last stated; one the area states itself is not stated again by a commune.
            if seen.iter().any(|(by, known)| *known == name.vi && (*by == unit || *by == self.unit)) {
                continue;
            }
            seen.push((unit, name.vi.clone()));
            let place = location.as_deref().unwrap_or(if unit == self.unit { "" } else { self.name(unit) });
            let state = match state {
                WorkState::Planned => "paper.work-planned",
                WorkState::Underway => "paper.work-underway",
                WorkState::Finished => "paper.work-finished",
            };
            let mut cells = vec![Content::count(rows.len() as u64 + 1), Content::text(&name.vi), Content::text(place)];
            cells.extend(std::iter::repeat_n(Content::Empty, 9));
            cells.extend([Content::text(VI.text(state)), Content::Empty]);
            rows.push(row(cells));
        }
        rows
    }

    fn work_row(&self, unit: UnitId, record: &RoadmapRecord, task: &TaskRecord, [households, area]: [Content; 2]) -> Row {
        let counts: Vec<&CountEntry> = self.counts(record, &task.id);
        let done = done_of(&counts);
        let planned = task.quantity.as_ref().and_then(|quantity| quantity.planned);
        let started = counts.iter().find_map(|entry| entry.count.started);
        let finished = counts.iter().rev().find_map(|entry| entry.count.finished);
        let left = planned.zip(done).map(|(planned, done)| (planned - done).max(Decimal::ZERO));
        let place = task.location.clone().unwrap_or_else(|| self.name(unit).to_owned());
        let number = |value: Option<Decimal>| value.map_or(Content::Empty, Content::Number);
        let percent = planned.zip(done).and_then(|(planned, done)| super::quotient(done * Decimal::ONE_HUNDRED, planned));
        let state = match (started, finished) {
            (_, Some(_)) => VI.text("paper.work-finished"),
            (Some(_), None) => VI.text("paper.work-underway"),
            (None, None) => "",
        };
        row(vec![
            Content::Empty,
            Content::text(&task.title),
            Content::text(&place),
            Content::text(task.quantity.as_ref().map_or("", |quantity| quantity.unit.as_str())),
            number(planned),
            number(done),
            number(left),
            percent.map_or(Content::Empty, Content::Percent),
            households,
            area,
            started.map_or(Content::Empty, Content::Date),
            finished.map_or(Content::Empty, Content::Date),
            Content::text(state),
            Content::text(task.person.as_deref().or(task.lead.as_deref()).unwrap_or_default()),
        ])
    }

    /// The counts of a task by the day of the report, in their order.
    pub(super) fn counts<'r>(&self, record: &'r RoadmapRecord, task: &vedich_values::TaskId) -> Vec<&'r CountEntry> {
        let all = record.counts.get(task).map(Vec::as_slice).unwrap_or_default();
        all.iter().filter(|entry| entry.count.on <= self.date).collect()
    }
}

/// The works of a roadmap, with what each waits on.
struct Network<'a> {
    look: &'a Look<'a>,
    record: &'a RoadmapRecord,
}

impl<'a> Network<'a> {
    const fn of(look: &'a Look<'a>, record: &'a RoadmapRecord) -> Self {
        Self { look, record }
    }

    /// What is marked as a work: courses and signatures are counted too, and are none.
    fn works(&self) -> impl Iterator<Item = &'a TaskRecord> {
        self.record.tasks.iter().filter(|task| task.kind == TaskKind::Task && task.work)
    }

    /// The tasks before a work that clear land.
    fn clearing(&self, work: &TaskRecord) -> Vec<&'a TaskId> {
        let (mut before, mut waiting): (Vec<&TaskId>, Vec<&TaskId>) = (Vec::new(), work.links.iter().map(|link| &link.from).collect());
        let mut found = Vec::new();
        while let Some(id) = waiting.pop() {
            if before.contains(&id) {
                continue;
            }
            before.push(id);
            let Some(task) = self.record.task(id) else { continue };
            waiting.extend(task.links.iter().map(|link| &link.from));
            if clears(task).is_some() {
                found.push(&task.id);
            }
        }
        found
    }

    /// Land cleared for a work, of how much: households, area.
    fn cleared_for(&self, work: &TaskRecord) -> [Content; 2] {
        let clearing = self.clearing(work);
        [Cleared::Households, Cleared::Area].map(|wanted| {
            let own = clearing.iter().filter_map(|id| self.record.task(id)).filter(|task| clears(task) == Some(wanted));
            let said: Vec<String> = own.filter_map(|task| self.cleared(task)).collect();
            if said.is_empty() { Content::Empty } else { Content::Text(said.join("; ")) }
        })
    }

    fn cleared(&self, task: &TaskRecord) -> Option<String> {
        let quantity = task.quantity.as_ref()?;
        let number = |value: Decimal| vedich_wording::number(VI, value);
        let done = done_of(&self.look.counts(self.record, &task.id)).map(number);
        Some(match (done, quantity.planned.map(number)) {
            (Some(done), Some(planned)) => format!("{done}/{planned} {}", quantity.unit),
            (Some(done), None) => format!("{done} {}", quantity.unit),
            (None, Some(planned)) => format!("–/{planned} {}", quantity.unit),
            (None, None) => return None,
        })
    }
}

fn clears(task: &TaskRecord) -> Option<Cleared> {
    vedich_reference::paper_reading().clears(&task.title, &task.quantity.as_ref()?.unit)
}

/// The quantity last counted.
pub(super) fn done_of(counts: &[&CountEntry]) -> Option<Decimal> {
    counts.iter().rev().find_map(|entry| match entry.count.done {
        Some(Done::Quantity(done)) => Some(done),
        _ => None,
    })
}
