//! Early and late dates: one pass forward, one back.

use super::{LinkKind, Network};

/// Dates and floats of every task, in working days from the start of the plan. A finish is the first offset at which the task is
/// over: a task of 5 days that starts at 0 finishes at 5.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    /// Earliest start.
    pub early_start: Vec<i32>,
    /// Earliest finish.
    pub early_finish: Vec<i32>,
    /// Latest start that keeps the finish of the plan and every limit.
    pub late_start: Vec<i32>,
    /// Latest finish likewise.
    pub late_finish: Vec<i32>,
    /// Delay that disturbs no other task and no limit of the plan (dự trữ tự do).
    pub free_float: Vec<i32>,
    /// Finish of each independent part.
    pub finishes: Vec<i32>,
}

impl Timing {
    /// Finish of the whole plan.
    #[must_use]
    pub fn finish(&self) -> i32 {
        self.finishes.iter().copied().max().unwrap_or(0)
    }

    /// Delay of a task that moves neither the finish nor a limit (dự trữ toàn phần); negative when a limit is already missed.
    #[must_use]
    pub fn total_float(&self, task: u32) -> i32 {
        self.late_start[task as usize] - self.early_start[task as usize]
    }

    /// Whether the task has no float: it lies on the critical path (đường găng).
    #[must_use]
    pub fn is_critical(&self, task: u32) -> bool {
        self.total_float(task) <= 0
    }

    /// Number of critical tasks.
    #[must_use]
    pub fn critical_count(&self) -> usize {
        self.late_start.iter().zip(&self.early_start).filter(|(late, early)| late <= early).count()
    }
}

impl Network {
    /// Times the network: early and late dates, floats, the finish of each part.
    ///
    /// ```
    /// use vedich_roadmap::network::{Builder, Link, LinkKind};
    /// let mut plan = Builder::new();
    /// let survey = plan.task(3);
    /// let road = plan.task(20);
    /// let drain = plan.task(8);
    /// for to in [road, drain] {
    ///     plan.link(Link { from: survey, to, kind: LinkKind::FinishToStart, lag: 0 });
    /// }
    /// let timing = plan.build().unwrap().time();
    /// assert_eq!(timing.finish(), 23);
    /// assert!(timing.is_critical(road));
    /// assert_eq!(timing.total_float(drain), 12);
    /// ```
    #[must_use]
    pub fn time(&self) -> Timing {
        if self.is_plain() { self.time_plain() } else { self.time_any() }
    }

    /// Earliest finish of the whole network only: the forward pass.
    #[must_use]
    pub fn finish(&self) -> i32 {
        let mut timing = Timing::default();
        self.forward(&mut timing);
        timing.finish()
    }

    /// All links finish-to-start without lag, given in order, no limits: what large files hold.
    fn time_plain(&self) -> Timing {
        let n = self.len();
        let mut timing = Timing {
            early_start: vec![0; n],
            early_finish: vec![0; n],
            late_start: vec![0; n],
            late_finish: vec![0; n],
            free_float: vec![0; n],
            finishes: Vec::with_capacity(self.parts.len()),
        };
        for part in self.parts.windows(2) {
            let (from, to) = (part[0] as usize, part[1] as usize);
            let mut finish = 0;
            let mut begin = self.first[from] as usize;
            for i in from..to {
                let end = self.first[i + 1] as usize;
                let start = self.sources[begin..end].iter().fold(0, |start, &p| start.max(timing.early_finish[p as usize]));
                begin = end;
                timing.early_start[i] = start;
                let over = start + self.durations[i];
                timing.early_finish[i] = over;
                finish = finish.max(over);
            }
            timing.late_finish[from..to].fill(finish);
            timing.free_float[from..to].fill(finish);
            let mut end = self.first[to] as usize;
            for i in (from..to).rev() {
                let late = timing.late_finish[i] - self.durations[i];
                timing.late_start[i] = late;
                let start = timing.early_start[i];
                // Until here the float holds the earliest start among the tasks that wait for this one.
                timing.free_float[i] -= timing.early_finish[i];
                let begin = self.first[i] as usize;
                for &p in &self.sources[begin..end] {
                    let p = p as usize;
                    timing.late_finish[p] = timing.late_finish[p].min(late);
                    timing.free_float[p] = timing.free_float[p].min(start);
                }
                end = begin;
            }
            timing.finishes.push(finish);
        }
        timing
    }

    fn time_any(&self) -> Timing {
        let mut timing = Timing::default();
        self.forward(&mut timing);
        self.backward(&mut timing);
        timing
    }

    fn forward(&self, timing: &mut Timing) {
        let n = self.len();
        timing.early_start = vec![0; n];
        timing.early_finish = vec![0; n];
        timing.finishes = vec![0; self.parts.len().saturating_sub(1)];
        for task in self.in_order() {
            let i = task as usize;
            let mut start = self.floors.get(i).map_or(0, |&floor| floor.max(0));
            for link in self.links_into(task) {
                let p = link.from as usize;
                let held = if link.kind.leaves_start() { timing.early_start[p] } else { timing.early_finish[p] };
                let bound = held + link.lag;
                start = start.max(if link.kind.enters_finish() { self.start_to_finish_at(i, bound) } else { bound });
            }
            timing.early_start[i] = start;
            timing.early_finish[i] = self.finish_from(i, start);
            let part = self.part_of(task);
            timing.finishes[part] = timing.finishes[part].max(timing.early_finish[i]);
        }
    }

    fn backward(&self, timing: &mut Timing) {
        let n = self.len();
        timing.late_start = vec![i32::MAX; n];
        timing.late_finish = (0..n).map(|i| timing.finishes[self.part_of(i as u32)]).collect();
        timing.free_float = (0..n).map(|i| timing.late_finish[i] - timing.early_finish[i]).collect();
        for task in self.in_order().rev() {
            let i = task as usize;
            let (start_by, finish_by) = self.ceilings.get(i).copied().unwrap_or((i32::MAX, i32::MAX));
            let finish = timing.late_finish[i].min(finish_by);
            let start = self.start_for_finish_by(i, finish).min(timing.late_start[i]).min(start_by);
            timing.late_start[i] = start;
            timing.late_finish[i] = self.finish_from(i, start);
            for link in self.links_into(task) {
                let p = link.from as usize;
                let bound = if link.kind.enters_finish() { timing.late_finish[i] } else { start } - link.lag;
                match link.kind {
                    LinkKind::FinishToStart | LinkKind::FinishToFinish => timing.late_finish[p] = timing.late_finish[p].min(bound),
                    LinkKind::StartToStart | LinkKind::StartToFinish => timing.late_start[p] = timing.late_start[p].min(bound),
                }
                timing.free_float[p] = timing.free_float[p].min(self.slack(link, timing));
            }
        }
    }

    fn part_of(&self, task: u32) -> usize {
        if self.parts.len() <= 2 { 0 } else { self.parts.partition_point(|&p| p <= task) - 1 }
    }

    /// When a task that starts at an offset is over.
    pub(crate) fn finish_from(&self, i: usize, start: i32) -> i32 {
        match self.elapsed_task(i) {
            None => start + self.durations[i],
            Some(e) => {
                let first = e.calendar.date(e.origin + start);
                e.calendar.ordinal(plus(first, self.durations[i])) - e.origin
            }
        }
    }

    /// Earliest start with which the task is not over before an offset.
    pub(crate) fn start_to_finish_at(&self, i: usize, finish: i32) -> i32 {
        match self.elapsed_task(i) {
            None => finish - self.durations[i],
            Some(e) => {
                let last = e.calendar.date(e.origin + finish - 1);
                e.calendar.ordinal(plus(last, 1 - self.durations[i])) - e.origin
            }
        }
    }

    /// Latest start with which the task is over by an offset.
    fn start_for_finish_by(&self, i: usize, finish: i32) -> i32 {
        match self.elapsed_task(i) {
            None => finish - self.durations[i],
            Some(e) => {
                let over = e.calendar.date(e.origin + finish);
                e.calendar.ordinal(plus(over, 1 - self.durations[i])) - 1 - e.origin
            }
        }
    }

    fn elapsed_task(&self, i: usize) -> Option<&super::Elapsed> {
        self.elapsed.as_ref().filter(|e| e.tasks[i])
    }
}

fn plus(date: vedich_values::Date, days: i32) -> vedich_values::Date {
    date.checked_add_signed(chrono::Duration::days(i64::from(days))).unwrap_or(date)
}
