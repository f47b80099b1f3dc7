//! From the record to a plan that can be timed, and to the plan that was agreed.

use super::{BaselineRecord, CalendarChoice, Count, CountEntry, Done, Period, RoadmapRecord, TaskKind, TaskRecord, TaskSpan, WeekRule};
use crate::calendar::holidays::Holiday;
use crate::calendar::{Rules, Week, WorkCalendar};
use crate::plan::{Plan, Predecessor, Progress, Quantity, Responsible, Schedule, Span, Task};
use chrono::{Datelike, Days};
use rustc_hash::FxHashSet;
use std::ops::RangeInclusive;
use vedich_values::{Date, Decimal, FactSeq, TaskId, Vnd};

/// Whole: ten thousand hundredths of a percent.
const WHOLE: u32 = 10_000;

/// What the counts of a task say about it by a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Share done, in hundredths of a percent; none: never counted.
    pub share: Option<u32>,
    /// Quantity done, where it is counted so.
    pub quantity: Option<Decimal>,
    /// Spent so far; none: nobody said.
    pub spent: Option<Vnd>,
    /// Working days left as those who do the work see it.
    pub days_left: Option<u32>,
    /// First day of work: as said, else the start of the first period in which anything was done.
    pub started: Option<Date>,
    /// Last day of work: as said, else the end of the period in which it was all done.
    pub finished: Option<Date>,
    /// Last day of the last period counted.
    pub through: Option<Date>,
    /// The fact that last said how much is done.
    pub by: Option<FactSeq>,
}

/// Tabulates the calendar of a roadmap for the years asked for, with Vietnam's holidays from the list.
#[must_use]
pub fn calendar(choice: &CalendarChoice, holidays: &[Holiday], years: RangeInclusive<i32>) -> WorkCalendar {
    let rules = match choice.week {
        WeekRule::Vn => Rules::vietnam(holidays.to_vec()),
        WeekRule::MonFri => Rules::week(Week::MondayToFriday),
        WeekRule::EveryDay => Rules::week(Week::EveryDay),
    };
    let rules = choice.campaigns.iter().fold(rules.years(years), |rules, (from, to)| rules.campaign(*from..=*to));
    let rules = choice.lost.iter().fold(rules, |rules, day| rules.lost(day.date));
    choice.worked.iter().fold(rules, |rules, day| rules.worked(day.date)).build()
}

impl CountEntry {
    /// The last day it says anything of: a week counted on its Thursday says nothing of its Friday.
    #[must_use]
    pub fn through(&self) -> Date {
        self.count.through().min(self.stamp.on.max(self.count.on))
    }

    /// Share done by a count of a task, in hundredths of a percent; none when it does not say, or has no plan to compare with.
    #[must_use]
    pub fn share(&self, task: &TaskRecord) -> Option<u32> {
        share(&self.count, task)
    }
}

fn share(count: &Count, task: &TaskRecord) -> Option<u32> {
    match count.done? {
        Done::Percent(percent) => Some(percent.min(WHOLE)),
        Done::Quantity(done) => {
            let planned = task.quantity.as_ref()?.planned?;
            let share = done.checked_mul(Decimal::from(WHOLE))?.checked_div(planned)?;
            u32::try_from(share.trunc().clamp(Decimal::ZERO, Decimal::from(WHOLE))).ok()
        }
    }
}

impl RoadmapRecord {
    /// Years its calendar has to know: from the year before the start to ten after the target; plans rarely slip further.
    #[must_use]
    pub fn years(&self) -> RangeInclusive<i32> {
        let start = self.header.start.year();
        start - 1..=self.header.target.map_or(start, |target| target.year()).max(start) + 10
    }

    /// What was counted of a task by the end of a day: of periods that had begun by then. A week that was counted later than the day
    /// speaks for it only where nothing was counted within the week by the day itself.
    #[must_use]
    pub fn counted(&self, task: &TaskRecord, on: Date) -> Counted {
        let mut counted = Counted::default();
        let entries = self.counts.get(&task.id).map(Vec::as_slice).unwrap_or_default();
        let by_then = |entry: &&CountEntry| entry.through() <= on;
        let known = entries.iter().rfind(by_then).map(CountEntry::through);
        let speaks = |entry: &&CountEntry| by_then(entry) || (entry.count.on <= on && known.is_none_or(|known| known < entry.count.on));
        for entry in entries.iter().filter(speaks) {
            let count = &entry.count;
            let through = entry.through().min(on);
            counted.spent = count.spent.or(counted.spent);
            counted.started = count.started.or(counted.started);
            counted.through = Some(through);
            let Some(share) = share(count, task) else { continue };
            if share > 0 {
                counted.started = counted.started.or(Some(count.on.max(self.header.start).min(through)));
            }
            counted.days_left = count.days_left;
            counted.quantity = if let Done::Quantity(done) = count.done.unwrap_or(Done::Percent(0)) { Some(done) } else { None };
            let over = || if counted.share == Some(WHOLE) { counted.finished } else { Some(through) };
            counted.finished = if share == WHOLE { count.finished.or_else(over) } else { None };
            counted.share = Some(share);
            counted.by = Some(entry.stamp.seq);
        }
        counted
    }

    /// The plan as it stands at the end of a day, counts included.
    #[must_use]
    pub fn plan(&self, calendar: &WorkCalendar, on: Date) -> Plan {
        let over: FxHashSet<&TaskId> = self.tasks.iter().filter_map(|task| task.parent.as_ref()).collect();
        let one = |task: &TaskRecord| plan_task(task, &self.counted(task, on), calendar, on, over.contains(&task.id));
        let tasks = self.tasks.iter().map(one).collect();
        let mut plan = Plan { start: self.header.start, calendar: calendar.clone(), tasks };
        self.reach_marks(&mut plan, on);
        plan
    }

    /// Who counted nothing for the week of a day: tasks, and milestones somebody brings about, that were begun or due to begin by its end,
    /// are not over, and have no count for it. `due` says whether a task, by its place, was due.
    #[must_use]
    pub fn uncounted(&self, day: Date, mut due: impl FnMut(usize) -> bool) -> Vec<usize> {
        let monday = super::WeekClosing::of(day).week;
        let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
        let in_week = |entry: &CountEntry| match entry.count.period {
            Period::Week => entry.count.on == monday,
            Period::Day => (monday..=sunday).contains(&entry.count.on),
        };
        let is_counted = |task: &TaskRecord| self.counts.get(&task.id).is_some_and(|counts| counts.iter().any(in_week));
        let is_over = |task: &TaskRecord| self.counted(task, sunday).share == Some(WHOLE);
        let is_done_by_somebody = |task: &TaskRecord| task.kind == TaskKind::Task || self.is_act(task);
        let open = |task: &TaskRecord| is_done_by_somebody(task) && !is_over(task) && !is_counted(task);
        self.tasks.iter().enumerate().filter(|(place, task)| open(task) && due(*place)).map(|(place, _)| place).collect()
    }
}

fn plan_task(record: &TaskRecord, counted: &Counted, calendar: &WorkCalendar, on: Date, has_parts: bool) -> Task {
    let timeless = has_parts || record.kind != TaskKind::Task;
    let span = if timeless { Span::Working(0) } else { record.duration };
    let mut task = Task::new(record.id.as_str(), &record.title, 0);
    task.span = span;
    task.parent = record.parent.as_ref().map(ToString::to_string);
    // Who stretches a task past its worst estimate has moved the worst with it.
    let days = span.days();
    task.estimate = record.spread.filter(|_| !timeless).map(|spread| (spread.optimistic.min(days), spread.pessimistic.max(days)));
    task.predecessors = record.links.iter().map(|l| Predecessor { id: l.from.to_string(), kind: l.kind, lag: l.lag }).collect();
    (task.constraint, task.deadline) = (record.constraint, record.deadline);
    task.progress = progress(span, counted, calendar, on);
    task.percent = counted.share;
    task.quantity = record.quantity.as_ref().and_then(|quantity| {
        let planned = quantity.planned?;
        let done = counted.quantity.unwrap_or_else(|| part(planned, counted.share.unwrap_or(0)));
        Some(Quantity { unit: quantity.unit.clone(), planned, done })
    });
    task.cost = record.cost.unwrap_or_default();
    task.sources = record.funding.iter().map(|funding| (funding.source.clone(), funding.amount)).collect();
    task.spent = counted.spent.unwrap_or_default();
    task.serves = record.code.as_ref().map(ToString::to_string).or_else(|| record.criterion.map(|no| no.to_string()));
    task.risks.clone_from(&record.risks);
    task.responsible = Responsible {
        person: record.person.clone(),
        lead: record.lead.clone(),
        cooperating: record.cooperating.clone(),
        committee_member: record.member.clone(),
    };
    task
}

fn part(whole: Decimal, share: u32) -> Decimal {
    (whole * Decimal::from(share) / Decimal::from(WHOLE)).round_dp(6)
}

fn progress(span: Span, counted: &Counted, calendar: &WorkCalendar, on: Date) -> Progress {
    let started = |from: Date| calendar.on_or_after(from);
    match (counted.share, counted.started) {
        (Some(WHOLE), from) => {
            let to = calendar.on_or_before(counted.finished.unwrap_or(on));
            Progress::Done { from: from.map_or(to, |from| started(from).min(to)), to }
        }
        (share, Some(from)) if from <= on => {
            let left = u64::from(span.days()) * u64::from(WHOLE - share.unwrap_or(0));
            let days = u32::try_from(left.div_ceil(u64::from(WHOLE))).unwrap_or(u32::MAX);
            let in_proportion = match span {
                Span::Working(_) => days,
                Span::Calendar(_) => working_days(calendar, on, days),
            };
            // What is left begins on the day itself, unless the count covers that day already.
            let over = u32::from(calendar.is_working(on) && counted.through == Some(on));
            let days_left = counted.days_left.unwrap_or(in_proportion).saturating_add(over);
            Progress::Started { on: started(from).min(on), days_left }
        }
        _ => Progress::NotStarted,
    }
}

/// Working days in so many calendar days after a day.
fn working_days(calendar: &WorkCalendar, on: Date, days: u32) -> u32 {
    let until = on.checked_add_days(Days::new(days.into())).unwrap_or(on);
    u32::try_from(calendar.between(on, until)).unwrap_or(0)
}

/// Keeps a schedule of a roadmap as agreed on a day, under a name.
#[must_use]
pub fn keep_baseline(name: &str, agreed: Date, record: &RoadmapRecord, schedule: &Schedule) -> BaselineRecord {
    let span = |(task, dates): (&TaskRecord, &crate::plan::TaskDates)| {
        let (start, finish) = schedule.span_of(dates);
        TaskSpan { task: task.id.clone(), start, finish }
    };
    let tasks = record.tasks.iter().zip(&schedule.tasks).map(span).collect();
    BaselineRecord { name: name.to_owned(), agreed, finish: schedule.finish(), tasks, note: None }
}
