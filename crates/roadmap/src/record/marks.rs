//! Milestones (mốc) that come by themselves, and those somebody has to bring about.
//!
//! "All criteria met" is a mark: nobody does it, it is reached on the day the last task before it is over. "The dossier is handed in" or
//! "the province has decided" is an act: it is counted like a task, and late when nothing is in its way any more.

use super::{RoadmapRecord, TaskKind, TaskRecord};
use crate::calendar::WorkCalendar;
use crate::plan::{Constraint, Plan, Progress};
use crate::triage::Decider;
use rustc_hash::FxHashMap;
use vedich_values::{Date, TaskId};

impl RoadmapRecord {
    /// Whether a milestone is an act: a person, a unit or a level that decides is named to it, nothing stands before it, or it has been
    /// counted by hand before.
    #[must_use]
    pub fn is_act(&self, task: &TaskRecord) -> bool {
        let is_named = |name: &Option<String>| name.as_ref().is_some_and(|name| !name.trim().is_empty());
        let is_counted = self.counts.get(&task.id).is_some_and(|counts| counts.iter().any(|entry| entry.count.done.is_some()));
        let has_doer = is_named(&task.person) || is_named(&task.lead) || task.decider != Decider::Commune;
        task.kind == TaskKind::Milestone && (has_doer || is_counted || task.links.is_empty())
    }

    /// Lets the marks be reached whose tasks are over, each on the day the last of them was, or on the date it is held to.
    pub(super) fn reach_marks(&self, plan: &mut Plan, on: Date) {
        let is_mark = |task: &TaskRecord| task.kind == TaskKind::Milestone && !self.is_act(task);
        let mut open: Vec<usize> = (0..self.tasks.len()).filter(|place| is_mark(&self.tasks[*place])).collect();
        let before = Before::new(self);
        // A mark may stand before another one.
        loop {
            let waiting = open.len();
            open.retain(|place| {
                let day = before.over_since(*place, plan).filter(|day| *day <= on);
                day.inspect(|day| plan.tasks[*place].progress = Progress::Done { from: *day, to: *day }).is_none()
            });
            if open.is_empty() || open.len() == waiting {
                return;
            }
        }
    }
}

/// What stands before each task of a record.
pub(crate) struct Before<'a> {
    record: &'a RoadmapRecord,
    places: FxHashMap<&'a TaskId, usize>,
    parts: FxHashMap<&'a TaskId, Vec<usize>>,
}

impl<'a> Before<'a> {
    pub(crate) fn new(record: &'a RoadmapRecord) -> Self {
        let mut parts: FxHashMap<&TaskId, Vec<usize>> = FxHashMap::default();
        for (place, task) in record.tasks.iter().enumerate() {
            if let Some(parent) = &task.parent {
                parts.entry(parent).or_default().push(place);
            }
        }
        Self { record, places: record.tasks.iter().zip(0..).map(|(task, place)| (&task.id, place)).collect(), parts }
    }

    /// The day since which nothing is in the way of a task: all it waits on has come, and the date it is held to. None while something has
    /// not; the first day of the roadmap where it waits on nothing.
    pub(crate) fn over_since(&self, place: usize, plan: &Plan) -> Option<Date> {
        let calendar = &plan.calendar;
        let mut since = calendar.on_or_after(self.record.header.start);
        for link in &self.record.tasks[place].links {
            let Some(&from) = self.places.get(&link.from) else { continue };
            let (begun, over) = self.came(from, plan);
            let day = if link.kind.leaves_start() { begun } else { over }?;
            since = since.max(shifted(calendar, day, link.lag));
        }
        match plan.tasks[place].constraint {
            Some(Constraint::NotBefore(date) | Constraint::Fixed(date)) => Some(since.max(calendar.on_or_after(date))),
            Some(Constraint::NotAfter(_)) | None => Some(since),
        }
    }

    /// First and last day of a task as far as they have come; of a heading, of all its parts.
    fn came(&self, place: usize, plan: &Plan) -> (Option<Date>, Option<Date>) {
        let Some(parts) = self.parts.get(&self.record.tasks[place].id) else {
            return match plan.tasks[place].progress {
                Progress::NotStarted => (None, None),
                Progress::Started { on, .. } => (Some(on), None),
                Progress::Done { from, to } => (Some(from), Some(to)),
            };
        };
        let all: Vec<_> = parts.iter().map(|part| self.came(*part, plan)).collect();
        let over: Option<Vec<Date>> = all.iter().map(|(_, over)| *over).collect();
        (all.iter().filter_map(|(begun, _)| *begun).min(), over.and_then(|days| days.into_iter().max()))
    }
}

fn shifted(calendar: &WorkCalendar, day: Date, lag: i32) -> Date {
    if lag == 0 { day } else { calendar.add(day, lag) }
}
