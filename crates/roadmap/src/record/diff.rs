//! The edits that lead from one roadmap to another: for undo, and for a plan that comes back from Excel.

use super::{RoadmapRecord, Spot};
use std::collections::BTreeMap;
use vedich_facts::roadmap::{Count, RoadmapEdit, RoadmapState, TaskField, TaskFieldName, TaskRecord};
use vedich_facts::roadmap::{HeaderField, LinkRecord};
use vedich_values::TaskId;

/// What became of the tasks, by id, between two versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Only in the later one.
    pub new: Vec<TaskId>,
    /// In both, different; with the fields that differ.
    pub changed: Vec<(TaskId, Vec<TaskFieldName>)>,
    /// Only in the earlier one.
    pub removed: Vec<TaskId>,
    /// In both, equal.
    pub unchanged: Vec<TaskId>,
}

impl Differences {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// The edits that make of one list of tasks another, and what they do.
#[must_use]
pub fn diff_tasks(from: &[TaskRecord], to: &[TaskRecord]) -> (Vec<RoadmapEdit>, Differences) {
    let (from, to): (Vec<TaskRecord>, Vec<TaskRecord>) =
        (from.iter().map(with_sorted_links).collect(), to.iter().map(with_sorted_links).collect());
    let before: BTreeMap<&TaskId, &TaskRecord> = from.iter().map(|task| (&task.id, task)).collect();
    let after: BTreeMap<&TaskId, &TaskRecord> = to.iter().map(|task| (&task.id, task)).collect();
    let (mut edits, mut seen) = (Vec::new(), Differences::default());
    for task in from.iter().filter(|task| !after.contains_key(&task.id)) {
        edits.push(RoadmapEdit::RemoveTask { task: task.id.clone() });
        seen.removed.push(task.id.clone());
    }
    for task in &to {
        let Some(old) = before.get(&task.id) else {
            edits.push(RoadmapEdit::PutTask(Box::new(task.clone())));
            seen.new.push(task.id.clone());
            continue;
        };
        let fields = task.differing(old);
        if fields.is_empty() {
            seen.unchanged.push(task.id.clone());
            continue;
        }
        seen.changed.push((task.id.clone(), fields.iter().map(TaskField::name).collect()));
        let (links, set): (Vec<_>, Vec<_>) = fields.into_iter().partition(|field| field.name() == TaskFieldName::Links);
        if !set.is_empty() {
            edits.push(RoadmapEdit::SetTask { task: task.id.clone(), set });
        }
        if !links.is_empty() {
            relink(&task.id, &old.links, &task.links, &mut edits);
        }
    }
    (edits, seen)
}

/// The order of links means nothing.
fn with_sorted_links(task: &TaskRecord) -> TaskRecord {
    let mut task = task.clone();
    task.links.sort_by(|a, b| a.from.cmp(&b.from));
    task
}

fn relink(task: &TaskId, before: &[LinkRecord], after: &[LinkRecord], edits: &mut Vec<RoadmapEdit>) {
    for link in before.iter().filter(|link| !after.iter().any(|other| other.from == link.from)) {
        edits.push(RoadmapEdit::Unlink { task: task.clone(), from: link.from.clone() });
    }
    for link in after.iter().filter(|link| !before.contains(link)) {
        edits.push(RoadmapEdit::Link { task: task.clone(), link: link.clone() });
    }
}

/// The edits that make of a roadmap what it would be like the other: header, tasks, counts, weeks, agreed plans. A roadmap that would not
/// be there at all is given up.
#[must_use]
pub fn diff(from: &RoadmapRecord, to: Option<&RoadmapRecord>) -> Vec<RoadmapEdit> {
    let Some(to) = to else { return vec![RoadmapEdit::SetHeader(vec![HeaderField::State(RoadmapState::Abandoned)])] };
    let mut edits = Vec::new();
    let header = to.header.differing(&from.header);
    if !header.is_empty() {
        edits.push(RoadmapEdit::SetHeader(header));
    }
    edits.extend(diff_tasks(&from.tasks, &to.tasks).0);
    let (before, after) = (counts(from), counts(to));
    for count in before.iter().filter(|(spot, _)| !after.contains_key(spot)).map(|(_, count)| count) {
        edits.push(RoadmapEdit::StrikeCount { task: count.task.clone(), on: count.on, period: count.period });
    }
    edits.extend(
        after.iter().filter(|(spot, count)| before.get(spot) != Some(count)).map(|(_, count)| RoadmapEdit::Count((*count).clone())),
    );
    edits.extend(from.weeks.keys().filter(|week| !to.weeks.contains_key(week)).map(|week| RoadmapEdit::ReopenWeek { week: *week }));
    let same = |week: &vedich_facts::roadmap::WeekClosing| from.weeks.get(&week.week).is_some_and(|(before, _)| before == week);
    edits.extend(to.weeks.values().filter(|(week, _)| !same(week)).map(|(week, _)| RoadmapEdit::CloseWeek(week.clone())));
    let named = |record: &RoadmapRecord, name: &str| record.baselines.iter().any(|baseline| baseline.name == name);
    let dropped = from.baselines.iter().filter(|baseline| !named(to, &baseline.name));
    edits.extend(dropped.map(|baseline| RoadmapEdit::DropBaseline { name: baseline.name.clone() }));
    let agreed = to.baselines.iter().filter(|baseline| !from.baselines.contains(baseline));
    edits.extend(agreed.map(|baseline| RoadmapEdit::AgreeBaseline(baseline.clone())));
    edits
}

fn counts(record: &RoadmapRecord) -> BTreeMap<Spot, &Count> {
    let all = record.counts.values().flatten();
    all.map(|entry| (Spot::Count(entry.count.task.clone(), entry.count.on, entry.count.period), &entry.count)).collect()
}
