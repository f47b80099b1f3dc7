//! From tasks with names and dates to a network of numbers, and back.

use super::milestones::Mornings;
use super::{Conflict, Constraint, Plan, PlanError, Predecessor, Progress, Schedule, Span, Task, TaskDates};
use crate::network::{Builder, Limits, Link, LinkKind, NetworkError};
use rustc_hash::FxHashMap;
use vedich_values::Date;

pub(super) struct Resolver<'a> {
    pub(super) plan: &'a Plan,
    origin: i32,
    today: Option<Date>,
    by_id: FxHashMap<&'a str, usize>,
    children: Vec<Vec<usize>>,
    /// Place in the network of each task of the plan; none for summaries and finished tasks.
    nodes: Vec<Option<u32>>,
    pub(super) places: Vec<usize>,
    /// By place in the network: the latest day a task is held to by a date, by the start of another or by today.
    pub(super) held: Vec<i32>,
}

pub(super) fn schedule(plan: &Plan, today: Option<Date>) -> Result<Schedule, PlanError> {
    let mut resolver = Resolver {
        plan,
        origin: plan.calendar.ordinal(plan.start),
        today,
        by_id: FxHashMap::default(),
        children: vec![Vec::new(); plan.tasks.len()],
        nodes: vec![None; plan.tasks.len()],
        places: Vec::new(),
        held: Vec::new(),
    };
    resolver.index()?;
    resolver.time()
}

impl<'a> Resolver<'a> {
    fn index(&mut self) -> Result<(), PlanError> {
        for (i, task) in self.plan.tasks.iter().enumerate() {
            if self.by_id.insert(&task.id, i).is_some() {
                return Err(PlanError::DuplicateTask(task.id.clone()));
            }
            if task.estimate.is_some_and(|(low, high)| low > task.span.days() || high < task.span.days()) {
                return Err(PlanError::BadEstimate(task.name.clone()));
            }
        }
        for (i, task) in self.plan.tasks.iter().enumerate() {
            let Some(parent) = &task.parent else { continue };
            let bad = || PlanError::BadParent { task: task.name.clone(), parent: parent.clone() };
            let mut at = *self.by_id.get(parent.as_str()).ok_or_else(bad)?;
            self.children[at].push(i);
            for _ in 0..=self.plan.tasks.len() {
                match self.plan.tasks[at].parent.as_deref().and_then(|p| self.by_id.get(p)) {
                    Some(&up) if up != i && at != i => at = up,
                    Some(_) => return Err(bad()),
                    None => break,
                }
            }
        }
        Ok(())
    }

    fn is_summary(&self, task: usize) -> bool {
        !self.children[task].is_empty()
    }

    fn leaves(&self, task: usize, out: &mut Vec<usize>) {
        if self.is_summary(task) {
            self.children[task].iter().for_each(|&child| self.leaves(child, out));
        } else {
            out.push(task);
        }
    }

    /// What has been done counts only when the plan is timed from a day on.
    pub(super) fn progress(&self, task: &Task) -> Progress {
        if self.today.is_some() { task.progress } else { Progress::NotStarted }
    }

    fn offset(&self, date: Date) -> i32 {
        self.plan.calendar.ordinal(date) - self.origin
    }

    /// Offset at the end of a day: working days up to and including it.
    fn offset_after(&self, date: Date) -> i32 {
        self.offset(date) + i32::from(self.plan.calendar.is_working(date))
    }

    fn time(mut self) -> Result<Schedule, PlanError> {
        let mut builder = Builder::new();
        builder.calendar(&self.plan.calendar, self.plan.start);
        for (i, task) in self.plan.tasks.iter().enumerate() {
            if self.is_summary(i) || matches!(self.progress(task), Progress::Done { .. }) {
                continue;
            }
            let node = match (self.progress(task), task.span) {
                (Progress::Started { days_left, .. }, _) => builder.task(days_left),
                (_, Span::Working(days)) => builder.task(days),
                (_, Span::Calendar(days)) => builder.task_of_calendar_days(days),
            };
            self.nodes[i] = Some(node);
            self.places.push(i);
            let held = self.limit(&mut builder, node, i);
            self.held.push(held);
        }
        let plan = self.plan;
        for (i, task) in plan.tasks.iter().enumerate() {
            for predecessor in &task.predecessors {
                self.link(&mut builder, i, predecessor)?;
            }
        }
        let network = builder.build().map_err(|error| self.explain(&error))?;
        let mut timing = network.time();
        let mornings = self.mornings(&network, &timing);
        self.settle_floats(&mornings, &network, &mut timing);
        let mut schedule = Schedule {
            calendar: self.plan.calendar.clone(),
            origin: self.origin,
            tasks: vec![TaskDates::default(); self.plan.tasks.len()],
            duration: timing.finish(),
            end: 0,
            settled: self.held_until(&mornings, &timing),
            conflicts: Vec::new(),
            network,
            timing,
            places: std::mem::take(&mut self.places),
        };
        self.fill(&mut schedule, &mornings);
        Ok(schedule)
    }

    /// Holds a task to its own dates and to those of every summary task over it; the latest day it may not start before.
    fn limit(&self, builder: &mut Builder, node: u32, place: usize) -> i32 {
        let task = &self.plan.tasks[place];
        let mut held = self.today.map_or(0, |today| self.offset(today)).max(0);
        if let Some(today) = self.today {
            builder.limit(node, Limits { not_before: Some(self.offset(today)), ..Limits::default() });
        }
        let started = matches!(self.progress(task), Progress::Started { .. });
        let mut over = Some(place);
        while let Some(at) = over {
            let holder = &self.plan.tasks[at];
            for limits in self.limits_of(holder, at == place, started) {
                builder.limit(node, limits);
                held = held.max(limits.not_before.unwrap_or(0));
            }
            over = holder.parent.as_deref().and_then(|parent| self.by_id.get(parent)).copied();
        }
        held
    }

    /// What the dates of `holder` ask of a task: itself (`own`), or a part of it.
    fn limits_of(&self, holder: &Task, own: bool, started: bool) -> impl Iterator<Item = Limits> {
        let first = match holder.constraint {
            Some(Constraint::NotBefore(date)) if !started => Limits { not_before: Some(self.offset(date)), ..Limits::default() },
            // A summary task starts with the first of its parts: the others only may not start before it.
            Some(Constraint::Fixed(date)) if !started => {
                let day = self.offset(date);
                // What takes no time is on its date until the day ends.
                let takes_time = holder.span.days() > 0;
                let (start_by, finish_by) = (own && takes_time, own && !takes_time);
                Limits { not_before: Some(day), start_by: start_by.then_some(day), finish_by: finish_by.then_some(day + 1) }
            }
            Some(Constraint::NotAfter(date)) => Limits { finish_by: Some(self.offset_after(date)), ..Limits::default() },
            _ => Limits::default(),
        };
        let due = holder.deadline.map(|date| Limits { finish_by: Some(self.offset_after(date)), ..Limits::default() });
        std::iter::once(first).chain(due).filter(|limits| *limits != Limits::default())
    }

    fn link(&mut self, builder: &mut Builder, to: usize, predecessor: &Predecessor) -> Result<(), PlanError> {
        let plan = self.plan;
        let tasks = &plan.tasks;
        let Some(&from) = self.by_id.get(predecessor.id.as_str()) else {
            return Err(PlanError::UnknownPredecessor { task: tasks[to].name.clone(), predecessor: predecessor.id.clone() });
        };
        let kind = predecessor.kind;
        let refused = if self.is_summary(from) && kind != LinkKind::FinishToStart {
            Some(from)
        } else if self.is_summary(to) && kind.enters_finish() {
            Some(to)
        } else {
            None
        };
        if let Some(summary) = refused {
            return Err(PlanError::SummaryLink { summary: tasks[summary].name.clone(), kind });
        }
        let (mut sources, mut targets) = (Vec::new(), Vec::new());
        self.leaves(from, &mut sources);
        self.leaves(to, &mut targets);
        for &to in &targets {
            for &from in &sources {
                self.link_leaves(builder, from, to, kind, predecessor.lag);
            }
        }
        Ok(())
    }

    /// A link between two tasks that are no summaries. Ends that lie in the past are facts: they bound the later task, or nothing.
    fn link_leaves(&mut self, builder: &mut Builder, from: usize, to: usize, kind: LinkKind, lag: i32) {
        let Some(target) = self.nodes[to] else { return };
        let plan = self.plan;
        let (earlier, later) = (&plan.tasks[from], &plan.tasks[to]);
        let begun = matches!(self.progress(later), Progress::Started { .. });
        if begun && kind == LinkKind::StartToStart {
            return;
        }
        let fact = match (self.progress(earlier), kind.leaves_start()) {
            (Progress::Done { from: day, .. } | Progress::Started { on: day, .. }, true) => Some(self.offset(day)),
            (Progress::Done { to: day, .. }, false) => Some(self.offset_after(day)),
            _ => None,
        };
        match (fact, self.nodes[from]) {
            (Some(day), _) => {
                // A finish bound on work left is a start bound less its days; calendar-day tasks are bounded a little early at worst.
                let days = match self.progress(later) {
                    Progress::Started { days_left, .. } => days_left,
                    _ => later.span.days(),
                };
                let before = if kind.enters_finish() { i32::try_from(days).unwrap_or(i32::MAX) } else { 0 };
                let day = day.saturating_add(lag).saturating_sub(before);
                if kind.leaves_start() {
                    self.held[target as usize] = self.held[target as usize].max(day);
                }
                builder.limit(target, Limits { not_before: Some(day), ..Limits::default() });
            }
            (None, Some(source)) => builder.link(Link { from: source, to: target, kind, lag }),
            (None, None) => {}
        }
    }

    fn explain(&self, error: &NetworkError) -> PlanError {
        match error {
            NetworkError::Cycle(ring) => {
                PlanError::Cycle(ring.iter().map(|&node| self.plan.tasks[self.places[node as usize]].name.clone()).collect())
            }
            NetworkError::NoSuchTask(_) | NetworkError::TooLong => PlanError::TooLong,
        }
    }

    fn fill(&self, schedule: &mut Schedule, mornings: &Mornings) {
        for (i, task) in self.plan.tasks.iter().enumerate() {
            schedule.tasks[i] = match (self.nodes[i], self.progress(task)) {
                (Some(node), Progress::Started { on, .. }) => schedule.dates_of(node, self.offset(on), mornings),
                (Some(node), _) => schedule.dates_of(node, schedule.timing.early_start[node as usize], mornings),
                (None, Progress::Done { from, to }) => {
                    let (start, finish) = (self.offset(from), self.offset_after(to));
                    schedule.duration = schedule.duration.max(finish);
                    schedule.settled = schedule.settled.max(finish);
                    let days = (start, finish - 1);
                    let dates = TaskDates { early_start: start, early_finish: finish, days, ..TaskDates::default() };
                    TaskDates { late_start: start, late_finish: finish, late_days: days, ..dates }
                }
                (None, _) => TaskDates::default(),
            };
        }
        let leaves = (0..self.plan.tasks.len()).filter(|i| !self.is_summary(*i));
        schedule.end = leaves.map(|i| schedule.tasks[i].days.1 + 1).fold(schedule.duration, i32::max);
        for i in 0..self.plan.tasks.len() {
            if self.is_summary(i) {
                let mut leaves = Vec::new();
                self.leaves(i, &mut leaves);
                schedule.tasks[i] = summary(leaves.iter().map(|&leaf| schedule.tasks[leaf]));
            }
        }
        schedule.conflicts = (0..self.plan.tasks.len()).flat_map(|i| self.conflicts(i, schedule.tasks[i])).collect();
    }

    /// The dates a task is held to and cannot keep; of a summary task, as long as any of its parts is left.
    fn conflicts(&self, i: usize, dates: TaskDates) -> impl Iterator<Item = Conflict> {
        let (mut leaves, task) = (Vec::new(), &self.plan.tasks[i]);
        let is_begun = matches!(self.progress(task), Progress::Started { .. });
        if task.constraint.is_some() || task.deadline.is_some() {
            self.leaves(i, &mut leaves);
        }
        let is_open = leaves.iter().any(|leaf| self.nodes[*leaf].is_some());
        let held = task.constraint.into_iter().chain(task.deadline.map(Constraint::NotAfter)).filter(move |_| is_open);
        held.filter_map(move |constraint| {
            let by_days = match constraint {
                Constraint::NotBefore(_) => 0,
                Constraint::NotAfter(date) => dates.days.1 + 1 - self.offset_after(date),
                Constraint::Fixed(date) => dates.days.0 - self.offset(date),
            };
            let is_day_off = matches!(constraint, Constraint::Fixed(date) if !is_begun && !self.plan.calendar.is_working(date));
            (by_days > 0 || (by_days == 0 && is_day_off)).then_some(Conflict { task: i, constraint, by_days })
        })
    }
}

fn summary(parts: impl Iterator<Item = TaskDates>) -> TaskDates {
    parts
        .reduce(|a, b| TaskDates {
            early_start: a.early_start.min(b.early_start),
            early_finish: a.early_finish.max(b.early_finish),
            late_start: a.late_start.min(b.late_start),
            late_finish: a.late_finish.max(b.late_finish),
            total_float: a.total_float.min(b.total_float),
            free_float: a.free_float.min(b.free_float),
            critical: a.critical || b.critical,
            days: (a.days.0.min(b.days.0), a.days.1.max(b.days.1)),
            late_days: (a.late_days.0.min(b.late_days.0), a.late_days.1.max(b.late_days.1)),
        })
        .unwrap_or_default()
}
