//! Building a network, with its errors.

use super::{Elapsed, Limits, Link, Network};
use crate::calendar::WorkCalendar;
use vedich_values::Date;

/// The horizon of a plan: durations, lags and limits may add up to so many days (about 1,400,000 years of work).
const HORIZON: i64 = 1 << 29;

/// Why tasks and links make no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// Tasks wait for each other in a ring; each is followed by one that waits for it, the last is waited for by the first.
    #[error("{} tasks wait for each other in a ring", .0.len())]
    Cycle(Vec<u32>),
    /// A link names a task that is not there.
    #[error("a link names task {0}, which is not there")]
    NoSuchTask(u32),
    /// Days add up to more than can be counted.
    #[error("durations and lags add up to more days than can be planned")]
    TooLong,
}

/// Collects tasks and links.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    durations: Vec<i32>,
    elapsed: Vec<u32>,
    links: Vec<Link>,
    limits: Vec<(u32, Limits)>,
    parts: Vec<u32>,
    clock: Option<(WorkCalendar, Date)>,
}

impl Builder {
    /// An empty network.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a task of so many working days; returns its place.
    pub fn task(&mut self, working_days: u32) -> u32 {
        self.durations.push(i32::try_from(working_days).unwrap_or(i32::MAX));
        (self.durations.len() - 1) as u32
    }

    /// Adds a task of so many calendar days; needs [`Self::calendar`].
    pub fn task_of_calendar_days(&mut self, days: u32) -> u32 {
        let task = self.task(days);
        self.elapsed.push(task);
        task
    }

    /// The calendar and first day on which calendar-day tasks are counted.
    pub fn calendar(&mut self, calendar: &WorkCalendar, start: Date) {
        self.clock = Some((calendar.clone(), start));
    }

    /// Adds a link.
    pub fn link(&mut self, link: Link) {
        self.links.push(link);
    }

    /// Limits a task; repeated limits all hold.
    pub fn limit(&mut self, task: u32, limits: Limits) {
        self.limits.push((task, limits));
    }

    /// The tasks added from here on are an independent part with a finish of its own.
    pub fn next_part(&mut self) {
        self.parts.push(self.durations.len() as u32);
    }

    /// Checks and packs the network.
    ///
    /// # Errors
    /// A ring of links, a link to a task that is not there, more days than can be counted.
    pub fn build(self) -> Result<Network, NetworkError> {
        let n = self.durations.len();
        if let Some(bad) = self.links.iter().flat_map(|l| [l.from, l.to]).chain(self.limits.iter().map(|l| l.0)).find(|&t| t as usize >= n)
        {
            return Err(NetworkError::NoSuchTask(bad));
        }
        let days = self.durations.iter().map(|&d| i64::from(d));
        let lags = self.links.iter().map(|l| i64::from(l.lag).abs());
        let bounds = self.limits.iter().flat_map(|(_, l)| [l.not_before, l.finish_by, l.start_by]).flatten().map(|b| i64::from(b).abs());
        if days.chain(lags).sum::<i64>() + bounds.max().unwrap_or(0) > HORIZON {
            return Err(NetworkError::TooLong);
        }
        let mut network = Network {
            durations: self.durations,
            first: vec![0; n + 1],
            sources: Vec::new(),
            ties: Vec::new(),
            order: Vec::new(),
            floors: Vec::new(),
            ceilings: Vec::new(),
            parts: parts(self.parts, n),
            elapsed: None,
        };
        network.set_links(&self.links);
        network.set_limits(&self.limits);
        if let Some((calendar, start)) = self.clock.filter(|_| !self.elapsed.is_empty()) {
            let mut tasks = vec![false; n];
            self.elapsed.iter().for_each(|&t| tasks[t as usize] = true);
            network.elapsed = Some(Elapsed { origin: calendar.ordinal(start), calendar, tasks: tasks.into() });
        }
        network.sort()?;
        Ok(network)
    }
}

fn parts(mut given: Vec<u32>, n: usize) -> Vec<u32> {
    given.insert(0, 0);
    given.push(n as u32);
    given.sort_unstable();
    given.dedup();
    given
}

impl Network {
    fn set_links(&mut self, links: &[Link]) {
        for link in links {
            self.first[link.to as usize + 1] += 1;
        }
        for i in 1..self.first.len() {
            self.first[i] += self.first[i - 1];
        }
        let mut next = self.first.clone();
        let plain = links.iter().all(|l| (l.kind, l.lag) == Default::default());
        self.sources = vec![0; links.len()];
        self.ties = if plain { Vec::new() } else { vec![Default::default(); links.len()] };
        for link in links {
            let place = next[link.to as usize] as usize;
            next[link.to as usize] += 1;
            self.sources[place] = link.from;
            if !plain {
                self.ties[place] = (link.kind, link.lag);
            }
        }
    }

    fn set_limits(&mut self, limits: &[(u32, Limits)]) {
        let n = self.len();
        if limits.iter().any(|(_, l)| l.not_before.is_some()) {
            self.floors = vec![i32::MIN; n];
        }
        if limits.iter().any(|(_, l)| l.finish_by.is_some() || l.start_by.is_some()) {
            self.ceilings = vec![(i32::MAX, i32::MAX); n];
        }
        for &(task, limit) in limits {
            if let Some(day) = limit.not_before {
                let floor = &mut self.floors[task as usize];
                *floor = (*floor).max(day);
            }
            if let Some((start, finish)) = self.ceilings.get_mut(task as usize) {
                *start = (*start).min(limit.start_by.unwrap_or(i32::MAX));
                *finish = (*finish).min(limit.finish_by.unwrap_or(i32::MAX));
            }
        }
    }

    /// Finds an order that respects the links (Kahn), or the ring that forbids one. Skipped when the given order is one.
    pub(crate) fn sort(&mut self) -> Result<(), NetworkError> {
        let n = self.len();
        let forward = (0..n).all(|i| self.sources[self.first[i] as usize..self.first[i + 1] as usize].iter().all(|&p| (p as usize) < i));
        if forward {
            return Ok(());
        }
        let mut after = vec![0u32; n + 1];
        for &p in &self.sources {
            after[p as usize + 1] += 1;
        }
        for i in 0..n {
            after[i + 1] += after[i];
        }
        let (mut fill, mut targets) = (after.clone(), vec![0u32; self.sources.len()]);
        let mut waits: Vec<u32> = Vec::with_capacity(n);
        for i in 0..n {
            let sources = &self.sources[self.first[i] as usize..self.first[i + 1] as usize];
            waits.push(sources.len() as u32);
            for &p in sources {
                targets[fill[p as usize] as usize] = i as u32;
                fill[p as usize] += 1;
            }
        }
        let mut order: Vec<u32> = (0..n as u32).filter(|&i| waits[i as usize] == 0).collect();
        let mut done = 0;
        while let Some(&task) = order.get(done) {
            done += 1;
            for &next in &targets[after[task as usize] as usize..after[task as usize + 1] as usize] {
                waits[next as usize] -= 1;
                if waits[next as usize] == 0 {
                    order.push(next);
                }
            }
        }
        if order.len() < n {
            return Err(NetworkError::Cycle(self.ring(&waits)));
        }
        // Parts stay together, so that each can be timed by itself.
        if self.parts.len() > 2 {
            let parts = &self.parts;
            order.sort_by_key(|&t| parts.partition_point(|&p| p <= t));
        }
        self.order = order;
        Ok(())
    }

    /// A ring among the tasks that still wait: walk back along links until a task comes round again.
    fn ring(&self, waits: &[u32]) -> Vec<u32> {
        let Some(start) = waits.iter().position(|&w| w > 0) else { return Vec::new() };
        let (mut at, mut seen, mut walk) = (start, vec![u32::MAX; waits.len()], Vec::new());
        while seen[at] == u32::MAX {
            seen[at] = walk.len() as u32;
            walk.push(at as u32);
            let sources = &self.sources[self.first[at] as usize..self.first[at + 1] as usize];
            at = sources.iter().find(|&&p| waits[p as usize] > 0).map_or(at, |&p| p as usize);
        }
        let mut ring = walk.split_off(seen[at] as usize);
        ring.reverse();
        let smallest = ring.iter().enumerate().min_by_key(|(_, t)| **t).map_or(0, |(i, _)| i);
        ring.rotate_left(smallest);
        ring
    }
}
