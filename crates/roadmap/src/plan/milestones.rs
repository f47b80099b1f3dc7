//! Where milestones (mốc) stand. A milestone takes no time: the engine knows the offset at which it comes, which is the end of one working
//! day and the start of the next. What drives it tells which of the two days people write down: the day on which the work before it
//! ends, or the date, or the start of another task, it is held to.

use super::resolve::Resolver;
use super::{Progress, Schedule, TaskDates};
use crate::network::{Link, Network, Timing};

/// By place in the network: whether a milestone stands at the start of the day with its offset, not at the end of the day before.
pub(super) struct Mornings(Vec<bool>);

impl Resolver<'_> {
    fn is_milestone(&self, node: u32, network: &Network) -> bool {
        let task = &self.plan.tasks[self.places[node as usize]];
        network.duration(node) == 0 && matches!(self.progress(task), Progress::NotStarted)
    }

    /// A milestone that a date and the work before it ask for alike stands on the later of the two days, the date. One that follows another
    /// milestone stands with it.
    pub(super) fn mornings(&self, network: &Network, timing: &Timing) -> Mornings {
        let mut mornings = vec![false; network.len()];
        for node in network.in_order().filter(|node| self.is_milestone(*node, network)) {
            let from_morning = |link: &Link| {
                let source = link.from;
                if self.is_milestone(source, network) { mornings[source as usize] } else { link.kind.leaves_start() }
            };
            let drives = |link: &Link| network.slack(*link, timing) == 0;
            let place = node as usize;
            let is_held = timing.early_start[place] <= self.held[place];
            let is_morning = is_held || network.links_into(node).any(|link| drives(&link) && from_morning(&link));
            mornings[place] = is_morning;
        }
        Mornings(mornings)
    }

    /// Floats of milestones in days: one that stands at the start of its day can slip to the end of the same day without being later.
    pub(super) fn settle_floats(&self, mornings: &Mornings, network: &Network, timing: &mut Timing) {
        for place in (0..network.len()).filter(|place| mornings.0[*place]) {
            let late = timing.late_start[place];
            let due = network.ceilings.get(place).map_or(i32::MAX, |(_, finish_by)| *finish_by);
            let late = (late - i32::from(late > timing.early_start[place])).min(due.saturating_sub(1));
            (timing.late_start[place], timing.late_finish[place]) = (late, late);
            timing.free_float[place] -= i32::from(timing.free_float[place] > 0);
        }
    }

    /// The first offset after the dates that milestones are held to: the plan ends no sooner, however quickly the work goes.
    pub(super) fn held_until(&self, mornings: &Mornings, timing: &Timing) -> i32 {
        let held = (0..mornings.0.len()).filter(|place| mornings.0[*place] && timing.early_start[*place] <= self.held[*place]);
        held.map(|place| timing.early_start[place] + 1).max().unwrap_or(0)
    }
}

impl TaskDates {
    /// The same with the days it stands on.
    pub(super) fn on_days(self, is_morning: bool) -> Self {
        let span = |start: i32, finish: i32| {
            let last = if is_morning || finish == 0 { finish } else { finish - 1 };
            (start.min(last), last)
        };
        Self { days: span(self.early_start, self.early_finish), late_days: span(self.late_start, self.late_finish), ..self }
    }
}

impl Schedule {
    /// The dates of a task of the network.
    pub(super) fn dates_of(&self, node: u32, early_start: i32, mornings: &Mornings) -> TaskDates {
        let (timing, place) = (&self.timing, node as usize);
        let dates = TaskDates {
            early_start,
            early_finish: timing.early_finish[place],
            late_start: timing.late_start[place],
            late_finish: timing.late_finish[place],
            total_float: timing.total_float(node),
            free_float: timing.free_float[place],
            critical: timing.is_critical(node),
            ..TaskDates::default()
        };
        dates.on_days(mornings.0[place])
    }
}
