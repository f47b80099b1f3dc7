//! What a file of Microsoft Project makes of a roadmap: what differs from the roadmap it was made from is what its writer changed; what
//! others changed meanwhile stays.

use super::{ProjectPlan, ProjectTask, sorted};
use crate::calendar::WorkCalendar;
use crate::planner::Planned;
use crate::record::{
    BaselineRecord, Count, DayOff, Done, LinkRecord, RoadmapHeader, TaskField, TaskKind, TaskRecord, TaskSpan, WeekClosing, keep_baseline,
};
use chrono::Datelike;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use vedich_values::{Date, Diagnostic, TaskId};

/// Steps between the places of tasks in the list.
const STEP: i64 = 10;

/// What a file makes of a roadmap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taken {
    /// Its header, when it changes.
    pub header: Option<RoadmapHeader>,
    /// All its tasks.
    pub tasks: Vec<TaskRecord>,
    /// What was counted.
    pub counts: Vec<Count>,
    /// The agreed plan, when the file states another.
    pub baseline: Option<BaselineRecord>,
    /// Problems, each with its line.
    pub problems: Vec<Diagnostic>,
}

/// Takes a file over: `handed_out` is the roadmap as it was when the file was made, `now` as it is, `on` the day progress counts for.
#[must_use]
pub fn take(plan: &ProjectPlan, handed_out: &Planned, now: &Planned, on: Date) -> Taken {
    let mut taken = Taken::default();
    let ids = ids(plan, now, &mut taken.problems);
    let known: BTreeMap<u32, &TaskId> = plan.tasks.iter().map(|task| task.uid).zip(&ids).collect();
    let then: BTreeMap<&TaskId, &TaskRecord> = handed_out.record.tasks.iter().map(|task| (&task.id, task)).collect();
    let current: BTreeMap<&TaskId, &TaskRecord> = now.record.tasks.iter().map(|task| (&task.id, task)).collect();
    let headings: FxHashSet<usize> = plan.tasks.iter().filter_map(|task| task.parent).collect();
    let moved = is_reordered(&ids, &handed_out.record.tasks);
    for (place, (task, id)) in plan.tasks.iter().zip(&ids).enumerate() {
        let before = then.get(id).copied();
        let mut stated = overlay(task, id, before, &known, &ids, headings.contains(&place), &mut taken.problems);
        if moved {
            stated.place = (i64::try_from(place).unwrap_or(0) + 1) * STEP;
        }
        let record = match (before, current.get(id)) {
            (Some(before), Some(current)) => merged(&stated, before, current),
            (Some(before), None) if stated == *before => continue,
            _ => stated,
        };
        taken.counts.extend(progress(task, &record, handed_out, now, on));
        taken.tasks.push(record);
    }
    // Added by others since the file was made.
    let listed: FxHashSet<&TaskId> = ids.iter().collect();
    taken.tasks.extend(now.record.tasks.iter().filter(|task| !then.contains_key(&task.id) && !listed.contains(&task.id)).cloned());
    taken.header = header(plan, handed_out, now);
    taken.baseline = baseline(plan, &ids, handed_out, now, on);
    taken
}

/// Our identity of each task: the one the file kept, else one made of the file's own number.
fn ids(plan: &ProjectPlan, now: &Planned, problems: &mut Vec<Diagnostic>) -> Vec<TaskId> {
    let kept: FxHashSet<&TaskId> = plan.tasks.iter().filter_map(|task| task.id.as_ref()).collect();
    let mut seen = FxHashSet::default();
    let mut ids = Vec::with_capacity(plan.tasks.len());
    for task in &plan.tasks {
        let by_title = || {
            let same = |other: &&TaskRecord| other.title == task.title && !kept.contains(&other.id) && !seen.contains(&other.id);
            now.record.tasks.iter().find(same).map(|other| other.id.clone())
        };
        let id = task.id.clone().or_else(by_title).unwrap_or_else(|| {
            let plain = TaskId::from(format!("p{}", task.uid).as_str());
            if kept.contains(&plain) { TaskId::from(format!("p{}.new", task.uid).as_str()) } else { plain }
        });
        if !seen.insert(id.clone()) {
            problems.push(Diagnostic::error("project.twice", task.place.clone()).with("task", &task.title));
        }
        ids.push(id);
    }
    ids
}

/// Whether the tasks that were there stand in another order.
fn is_reordered(ids: &[TaskId], before: &[TaskRecord]) -> bool {
    let listed: FxHashSet<&TaskId> = ids.iter().collect();
    let there: FxHashSet<&TaskId> = before.iter().map(|task| &task.id).collect();
    if ids.iter().any(|id| !there.contains(id)) {
        return true;
    }
    let tasks: Vec<TaskRecord> = before.iter().filter(|task| listed.contains(&task.id)).cloned().collect();
    super::write::order(&tasks).iter().map(|place| &tasks[*place].id).ne(ids.iter())
}

/// The task as the file states it; what a file of this kind does not hold stays as it was.
fn overlay(
    task: &ProjectTask,
    id: &TaskId,
    before: Option<&TaskRecord>,
    known: &BTreeMap<u32, &TaskId>,
    ids: &[TaskId],
    has_parts: bool,
    problems: &mut Vec<Diagnostic>,
) -> TaskRecord {
    let mut record = before.cloned().unwrap_or_else(|| TaskRecord::new(id.clone(), &task.title));
    record.title.clone_from(&task.title);
    // Our headings have no dates of their own and may have lost what stood under them.
    let kept_heading = before.filter(|_| task.kind == TaskKind::Summary && has_parts).map(|before| before.kind);
    record.kind = kept_heading.unwrap_or(task.kind);
    record.parent = task.parent.map(|place| ids[place].clone());
    if task.kind == TaskKind::Task || before.is_none() {
        record.duration = task.duration;
    }
    let mut links = Vec::new();
    for (from, kind, lag) in &task.links {
        match known.get(from) {
            Some(from) => links.push(LinkRecord { from: (*from).clone(), kind: *kind, lag: *lag }),
            None => problems.push(Diagnostic::error("project.unknown-predecessor", task.place.clone()).with("task", &task.title)),
        }
    }
    if sorted(links.clone()) != sorted(record.links.clone()) {
        record.links = links;
    }
    (record.constraint, record.deadline) = (task.constraint, task.deadline);
    record.person.clone_from(&task.person);
    record.cost = task.cost.or(record.cost.filter(|cost| cost.0 == 0));
    record.note = task.note.clone().or_else(|| record.note.take().filter(|note| note.trim().is_empty()));
    // A tool that lost the text fields has not emptied them.
    if task.id.is_some() || before.is_none() {
        record.criterion = task.criterion;
        record.code.clone_from(&task.code);
        record.lead.clone_from(&task.lead);
        record.member.clone_from(&task.member);
        record.location.clone_from(&task.location);
        record.work = task.work.unwrap_or(record.work);
    }
    record
}

/// The task now, with the fields the file's writer changed.
fn merged(stated: &TaskRecord, before: &TaskRecord, current: &TaskRecord) -> TaskRecord {
    let mut record = current.clone();
    let fields: Vec<TaskField> = stated.differing(before);
    fields.into_iter().for_each(|field| record.set(field));
    record
}

/// Progress that differs from what was handed out and from what is known now.
fn progress(task: &ProjectTask, record: &TaskRecord, handed_out: &Planned, now: &Planned, on: Date) -> Option<Count> {
    if task.kind == TaskKind::Summary {
        return None;
    }
    let state =
        |planned: &Planned| planned.record.task(&record.id).map(|known| planned.record.counted(known, planned.on)).unwrap_or_default();
    let (then, known) = (state(handed_out), state(now));
    let percent =
        task.percent.filter(|percent| then.share.map(|share| share / 100) != Some(*percent) && (*percent > 0 || then.share.is_some()));
    let started = task.started.filter(|date| then.started != Some(*date) && *date <= on);
    let finished = task.finished.filter(|date| then.finished != Some(*date) && *date <= on && task.percent == Some(100));
    if percent.is_none() && started.is_none() && finished.is_none() {
        return None;
    }
    let same = |share: u32| known.share.map(|share| share / 100) == Some(share);
    let nothing_new = percent.is_none_or(same)
        && started.is_none_or(|date| known.started == Some(date))
        && finished.is_none_or(|date| known.finished == Some(date));
    if nothing_new {
        return None;
    }
    let monday = WeekClosing::of(on).week;
    let in_week = now
        .record
        .counts
        .get(&record.id)
        .into_iter()
        .flatten()
        .map(|entry| &entry.count)
        .rfind(|count| count.on >= monday && count.on <= on);
    let done = percent.map(|percent| Done::Percent(percent * 100)).or_else(|| known.share.map(Done::Percent)).or(Some(Done::Percent(0)));
    let mut count = in_week.cloned().unwrap_or_else(|| Count::of_week(record.id.clone(), on, Done::Percent(0)));
    count.done = done;
    count.started = started.or(count.started);
    count.finished = finished.or(count.finished);
    count.days_left = None;
    count.assumed = false;
    Some(count)
}

/// The header, when title, first day or calendar differ from what was handed out.
fn header(plan: &ProjectPlan, handed_out: &Planned, now: &Planned) -> Option<RoadmapHeader> {
    let (then, mut header) = (&handed_out.record.header, now.record.header.clone());
    if let Some(title) = plan.title.as_ref().filter(|title| **title != then.title) {
        header.title.clone_from(title);
    }
    if let Some(start) = plan.start.filter(|start| *start != then.start) {
        header.start = start;
    }
    let (lost, worked) = other_days(plan, &handed_out.plan.calendar, then.start.min(header.start), handed_out.finish());
    let choice = &mut header.calendar;
    let day_off = |date: Date| DayOff { date, reason: String::new() };
    for date in lost {
        choice.worked.retain(|day| day.date != date);
        if !choice.lost.iter().any(|day| day.date == date) {
            choice.lost.push(day_off(date));
        }
    }
    for date in worked {
        choice.lost.retain(|day| day.date != date);
        if !choice.worked.iter().any(|day| day.date == date) {
            choice.worked.push(day_off(date));
        }
    }
    (header != now.record.header).then_some(header)
}

/// Days off and days worked in the file that are otherwise in the calendar, over the plan and wherever the file names a day.
fn other_days(plan: &ProjectPlan, calendar: &WorkCalendar, first: Date, finish: Date) -> (Vec<Date>, Vec<Date>) {
    let last = plan.exceptions.keys().next_back().copied().unwrap_or(finish).max(finish);
    let first = plan.exceptions.keys().next().copied().unwrap_or(first).min(first);
    let works = |date: &Date| {
        let usual = plan.week[date.weekday().num_days_from_monday() as usize];
        plan.exceptions.get(date).copied().unwrap_or(usual)
    };
    let differ = first.iter_days().take_while(|date| *date <= last).filter(|date| works(date) != calendar.is_working(*date));
    differ.partition(|date| !works(date))
}

/// The agreed plan the file states, when it is another than the one handed out.
fn baseline(plan: &ProjectPlan, ids: &[TaskId], handed_out: &Planned, now: &Planned, on: Date) -> Option<BaselineRecord> {
    let stated: Vec<TaskSpan> = plan
        .tasks
        .iter()
        .zip(ids)
        .filter_map(|(task, id)| task.baseline.map(|(start, finish)| TaskSpan { task: id.clone(), start, finish }))
        .collect();
    let finish = stated.iter().map(|span| span.finish).max()?;
    let listed: FxHashSet<&TaskId> = ids.iter().collect();
    let before = handed_out.record.baseline();
    let kept = before.map(|before| before.tasks.iter().filter(|span| listed.contains(&span.task)).cloned().collect::<Vec<_>>());
    let by_task = |mut spans: Vec<TaskSpan>| {
        spans.sort_by(|a, b| a.task.cmp(&b.task));
        spans
    };
    let stated_by_task = by_task(stated.clone());
    let there = now.record.baselines.iter().any(|other| by_task(other.tasks.clone()) == stated_by_task);
    if there || kept.map(by_task) == Some(stated_by_task) {
        return None;
    }
    let empty = keep_baseline(&format!("Microsoft Project {on}"), on, &handed_out.record, &handed_out.schedule);
    Some(BaselineRecord { finish, tasks: stated, ..empty })
}
