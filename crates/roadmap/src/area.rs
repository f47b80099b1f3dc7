//! All roadmaps of an area for its leaders: who will be late, by how much, how likely, what blocks most, who carries most.

use crate::planner::{Chance, Planned, TaskStanding};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vedich_values::{CriterionNo, Date, RoadmapKey, SetId, UnitId};

/// Criteria and persons named at the top of the page.
const NAMED: usize = 3;

/// One roadmap of the area.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaLine {
    /// Whose.
    pub unit: UnitId,
    /// Which.
    pub key: RoadmapKey,
    /// The day by which everything is to be done.
    pub target: Option<Date>,
    /// Last day as things go now.
    pub finish: Date,
    /// How likely the dates are.
    pub chance: Chance,
    /// Working days by which the finish lies behind the target; none without a target.
    pub days_late: Option<i32>,
    /// Tasks that do work, and how many of them are over.
    pub tasks: (u32, u32),
    /// How many are late.
    pub late: u32,
    /// How many were to be counted this week and were not.
    pub uncounted: u32,
    /// Who is responsible for those, each named once, in the order of the tasks.
    pub uncounted_by: Vec<String>,
    /// Whether the week's count was closed.
    pub week_closed: bool,
    /// Tasks that are not over and that nobody answers for.
    pub unassigned: u32,
    /// Criteria that decide its finish, and are not over.
    pub blocking: Vec<CriterionNo>,
}

/// A criterion that stands in the way of units that will be late or may well be: it has an open task that leaves no room before the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocking {
    /// The set its number belongs to: criterion 2 of one set is not criterion 2 of another. None: of roadmaps that name no set.
    pub set: Option<SetId>,
    /// The criterion.
    pub criterion: CriterionNo,
    /// Units it stands in the way of.
    pub units: Vec<UnitId>,
    /// Its late tasks in all units.
    pub late: u32,
}

/// What a person carries: tasks that are not over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// Name or post.
    pub person: String,
    /// Whose officer; the same post in two units is two persons. None for members of a steering committee above the units.
    pub unit: Option<UnitId>,
    /// How many tasks.
    pub tasks: u32,
    /// How many of them are late.
    pub late: u32,
    /// Working days left in them.
    pub days_left: u32,
}

/// The roadmaps of an area on a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AreaPicture {
    /// A line per roadmap, the least likely first.
    pub lines: Vec<AreaLine>,
    /// The criteria that block most units, most first.
    pub blocking: Vec<Blocking>,
    /// The persons most loaded, most first: officers and committee members.
    pub loaded: Vec<Load>,
    /// Roadmaps that will keep their target as things go now.
    pub on_time: u32,
}

/// Draws the picture: `roadmaps` are timed on the same day; `threads` share the forecasts that are not worked out yet.
#[must_use]
pub fn area(roadmaps: &[Arc<Planned>], threads: usize) -> AreaPicture {
    work_out(roadmaps, threads);
    let mut picture = AreaPicture { lines: roadmaps.iter().map(|planned| line(planned)).collect(), ..AreaPicture::default() };
    picture.lines.sort_by_key(|line| (line.chance.by_target, Reverse(line.days_late), line.unit));
    picture.on_time = picture.lines.iter().map(|line| u32::from(line.days_late == Some(0))).sum();
    picture.blocking = blocking(&picture.lines, roadmaps);
    picture.loaded = loaded(roadmaps);
    picture
}

/// Forecasts are kept by the roadmaps themselves; here they are only asked for, side by side.
fn work_out(roadmaps: &[Arc<Planned>], threads: usize) {
    let share = roadmaps.len().div_ceil(threads.clamp(1, 64)).max(1);
    std::thread::scope(|scope| {
        for part in roadmaps.chunks(share) {
            scope.spawn(move || part.iter().for_each(|planned| _ = planned.chance()));
        }
    });
}

fn line(planned: &Planned) -> AreaLine {
    let work: Vec<usize> = planned.work().collect();
    let standing = |wanted| work.iter().filter(|place| planned.task(**place).standing == wanted).count();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let week = crate::record::WeekClosing::of(planned.on).week;
    let uncounted = planned.uncounted(planned.on);
    let mut uncounted_by: Vec<String> = Vec::new();
    for person in uncounted.iter().filter_map(|place| planned.record.tasks[*place].person.as_ref()) {
        if !uncounted_by.contains(person) {
            uncounted_by.push(person.clone());
        }
    }
    AreaLine {
        unit: planned.record.unit,
        key: planned.record.key.clone(),
        target: planned.record.header.target,
        finish: planned.finish(),
        chance: planned.chance(),
        days_late: planned.days_late(),
        tasks: (number(work.len()), number(standing(TaskStanding::Done))),
        late: number(planned.late().len()),
        uncounted: number(uncounted.len()),
        uncounted_by,
        week_closed: planned.record.weeks.contains_key(&week),
        unassigned: number(planned.unassigned().count()),
        blocking: deciding(planned),
    }
}

/// Criteria with a critical task.
fn deciding(planned: &Planned) -> Vec<CriterionNo> {
    let critical = planned.schedule.critical();
    let criteria: BTreeSet<CriterionNo> = critical.into_iter().filter_map(|place| planned.record.tasks[place].criterion).collect();
    criteria.into_iter().collect()
}

/// Criteria with an open task whose expected finish leaves no room before the target, those that decide the finish among them: done sooner
/// alone, none of them saves it.
fn without_room(planned: &Planned) -> BTreeSet<CriterionNo> {
    let behind = planned.days_late().unwrap_or(0);
    let of = |place: usize| planned.record.tasks[place].criterion;
    let open = planned.work().map(|place| planned.task(place)).filter(|times| times.standing != TaskStanding::Done);
    let squeezed = open.filter(|times| behind > 0 && times.float <= behind).filter_map(|times| of(times.place));
    squeezed.chain(deciding(planned)).collect()
}

/// Under an even chance a target is not kept, whatever the plan says.
const EVEN: u32 = 5_000;

/// Whether something of the unit's stands in its way: as things go now it will be late, or will be in less than one of two runs. Without a
/// target nobody can say, so whatever decides the finish is told.
fn is_blocked(line: &AreaLine) -> bool {
    let is_late = line.days_late.is_none_or(|days| days > 0);
    is_late || line.chance.by_target.is_some_and(|share| share < EVEN)
}

fn blocking(lines: &[AreaLine], roadmaps: &[Arc<Planned>]) -> Vec<Blocking> {
    let blocked: BTreeSet<(UnitId, &RoadmapKey)> =
        lines.iter().filter(|line| is_blocked(line)).map(|line| (line.unit, &line.key)).collect();
    let mut found: BTreeMap<(Option<SetId>, CriterionNo), Blocking> = BTreeMap::new();
    for planned in roadmaps {
        let record = &planned.record;
        if !blocked.contains(&(record.unit, &record.key)) {
            continue;
        }
        let late = |criterion: &CriterionNo| {
            planned.late().iter().filter(|task| record.tasks[task.place].criterion.as_ref() == Some(criterion)).count()
        };
        for criterion in without_room(planned) {
            let set = record.header.set.clone();
            let fresh = || Blocking { set: set.clone(), criterion, units: Vec::new(), late: 0 };
            let one = found.entry((set.clone(), criterion)).or_insert_with(fresh);
            one.units.push(record.unit);
            one.late += u32::try_from(late(&criterion)).unwrap_or(u32::MAX);
        }
    }
    let mut found: Vec<Blocking> = found.into_values().collect();
    found.sort_by_key(|one| (Reverse(one.units.len()), Reverse(one.late), one.criterion));
    found.truncate(NAMED);
    found
}

fn loaded(roadmaps: &[Arc<Planned>]) -> Vec<Load> {
    let mut loads: BTreeMap<(Option<UnitId>, &str), Load> = BTreeMap::new();
    for planned in roadmaps {
        for place in planned.work() {
            let (task, times) = (&planned.record.tasks[place], planned.task(place));
            if times.standing == TaskStanding::Done {
                continue;
            }
            let days = days_left(planned, place);
            let carriers = [(Some(planned.record.unit), &task.person), (None, &task.member)];
            for (unit, person) in carriers.into_iter().filter_map(|(unit, person)| Some((unit, person.as_deref()?))) {
                let fresh = || Load { person: person.to_owned(), unit, tasks: 0, late: 0, days_left: 0 };
                let load = loads.entry((unit, person)).or_insert_with(fresh);
                load.tasks += 1;
                load.late += u32::from(times.standing == TaskStanding::Late);
                load.days_left = load.days_left.saturating_add(days);
            }
        }
    }
    let mut loads: Vec<Load> = loads.into_values().collect();
    loads.sort_by(|a, b| {
        (Reverse(a.days_left), Reverse(a.tasks), &a.person, a.unit).cmp(&(Reverse(b.days_left), Reverse(b.tasks), &b.person, b.unit))
    });
    loads.truncate(NAMED);
    loads
}

/// Working days left in a task.
fn days_left(planned: &Planned, place: usize) -> u32 {
    let dates = &planned.schedule.tasks[place];
    let from = dates.early_start.max(planned.schedule.offset(planned.on.max(planned.record.header.start)));
    u32::try_from(dates.early_finish - from).unwrap_or(0)
}

#[cfg(test)]
mod tests;
