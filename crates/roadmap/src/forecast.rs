//! How likely is the date: many runs of the network with durations drawn between the estimates (Monte Carlo).
//!
//! Every draw is a pure function of the seed, the task's id and the number of the run, so the answer depends neither on the number
//! of threads nor on the order of the tasks.
#![expect(clippy::float_arithmetic, reason = "statistics of sampled durations; whole days leave this module through rounding up")]

mod calibrate;
mod run;
mod sample;

pub use calibrate::{Calibration, calibrate};

use crate::network::Network;
use crate::plan::{Plan, Schedule};
use sample::Draw;
use std::collections::BTreeMap;

/// The shape of a task's duration between its estimates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Straight lines up to the likely duration and down again.
    #[default]
    Triangular,
    /// The beta curve of PERT, with four times the weight on the likely duration.
    Pert,
}

impl Shape {
    /// Its name in files and answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Triangular => "triangular",
            Self::Pert => "pert",
        }
    }

    /// The shape of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Triangular, Self::Pert].into_iter().find(|shape| shape.name() == name)
    }
}

/// Three-point estimate of a duration, in working days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// If all goes well.
    pub low: f32,
    /// Most likely.
    pub likely: f32,
    /// If it goes badly.
    pub high: f32,
}

impl Estimate {
    /// A duration that is certain.
    #[must_use]
    pub const fn certain(days: f32) -> Self {
        Self { low: days, likely: days, high: days }
    }
}

/// Something that lengthens many tasks at once (rain, land clearance): it ties their durations together.
#[derive(Clone, Debug, PartialEq)]
pub struct Risk {
    /// Its name, unique in the plan.
    pub name: String,
    /// Chance that it strikes in a run, 0 to 1.
    pub chance: f32,
    /// Share by which it then lengthens each task it touches: 0.2 is a fifth longer.
    pub impact: Estimate,
}

impl Risk {
    /// A risk from a table: chance in percent, and by how many percent it lengthens tasks at least, likely, at most.
    #[must_use]
    pub fn of_percent(name: &str, chance: u32, impact: [u32; 3]) -> Self {
        let [low, likely, high] = impact.map(|percent| percent as f32 / 100.0);
        Self { name: name.to_owned(), chance: chance.min(100) as f32 / 100.0, impact: Estimate { low, likely, high } }
    }
}

/// A network with estimates, ready to be run.
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) network: Network,
    pub(crate) draws: Vec<Draw>,
    /// Random key of each task, from its id.
    pub(crate) keys: Vec<u64>,
    pub(crate) risks: Vec<Risk>,
    /// Places in `risks` of the risks that touch each task.
    pub(crate) touched: Vec<Vec<u16>>,
}

/// What to run.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Number of runs; 10,000 gives a chance within one percent.
    pub runs: u32,
    /// Seed: the same seed gives the same answer.
    pub seed: u64,
    /// Threads to use; the answer does not depend on it.
    pub threads: usize,
    /// Whether to count criticality and sensitivity per task as well.
    pub per_task: bool,
}

/// The outcome of the runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// Finish of each run in working days from the start, ascending.
    pub finishes: Vec<f32>,
    /// Share of runs in which each task of the network is critical; empty unless asked for.
    pub criticality: Vec<f64>,
    /// Correlation of each task's duration with the finish, -1 to 1; empty unless asked for.
    pub sensitivity: Vec<f64>,
}

impl Model {
    /// A model of a bare network: an estimate and an id per task.
    #[must_use]
    pub fn new(network: Network, estimates: &[Estimate], shape: Shape, ids: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut tables = BTreeMap::new();
        let mut draws: Vec<Draw> = estimates.iter().map(|e| Draw::new(*e, shape, &mut tables)).collect();
        draws.resize(network.len(), Draw::Fixed(0.0));
        let mut keys: Vec<u64> = ids.into_iter().map(|id| sample::key(id.as_ref())).collect();
        keys.resize(network.len(), 0);
        let touched = vec![Vec::new(); network.len()];
        Self { network, draws, keys, risks: Vec::new(), touched }
    }

    /// The model of a timed plan: its own estimates, its own risks by name. Tasks that run over calendar days are scaled to the
    /// working days they take in the schedule.
    #[must_use]
    pub fn of_plan(plan: &Plan, schedule: &Schedule, shape: Shape, risks: Vec<Risk>) -> Self {
        let mut network = schedule.network.clone();
        let mut estimates = Vec::with_capacity(network.len());
        let mut touched = Vec::with_capacity(network.len());
        let mut ids = Vec::with_capacity(network.len());
        for node in 0..network.len() as u32 {
            let task = &plan.tasks[schedule.place(node)];
            let timing = &schedule.timing;
            let days = timing.early_finish[node as usize] - timing.early_start[node as usize];
            network.set_duration(node, days);
            let scale = if task.span.days() == 0 { 0.0 } else { days as f32 / task.span.days() as f32 };
            let estimate =
                task.estimate.map(|(low, high)| Estimate { low: low as f32 * scale, likely: days as f32, high: high as f32 * scale });
            estimates.push(estimate.unwrap_or(Estimate::certain(days as f32)));
            ids.push(task.id.as_str());
            touched.push(risks.iter().enumerate().filter(|(_, r)| task.risks.contains(&r.name)).map(|(i, _)| i as u16).collect());
        }
        network.elapsed = None;
        Self { touched, risks, ..Self::new(network, &estimates, shape, ids) }
    }

    /// Adds a risk that touches the given tasks of the network.
    pub fn touch(&mut self, risk: Risk, tasks: &[u32]) {
        let place = self.risks.len() as u16;
        self.risks.push(risk);
        tasks.iter().for_each(|&task| self.touched[task as usize].push(place));
    }

    /// Runs the model.
    #[must_use]
    pub fn run(&self, settings: &Settings) -> Forecast {
        run::run(self, settings)
    }
}

impl Forecast {
    /// Days within which a share of the runs finished (0.8: the date that holds in four of five runs).
    #[must_use]
    pub fn days_at(&self, share: f64) -> f32 {
        let rank = (share * self.finishes.len() as f64).ceil().max(1.0) as usize;
        self.finishes.get(rank.min(self.finishes.len()).saturating_sub(1)).copied().unwrap_or(0.0)
    }

    /// Whole working days within which a share of the runs finished.
    #[must_use]
    pub fn whole_days_at(&self, share: f64) -> i32 {
        // A thousandth of a day is rounding of 32-bit sums, not work.
        (self.days_at(share) - 0.001).ceil().max(0.0) as i32
    }

    /// Share of the runs that finished within so many working days.
    #[must_use]
    pub fn chance_by(&self, days: i32) -> f64 {
        let within = self.finishes.partition_point(|&f| f <= days as f32 + 0.001);
        if self.finishes.is_empty() { 1.0 } else { within as f64 / self.finishes.len() as f64 }
    }

    /// Mean finish in working days.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.finishes.iter().map(|&f| f64::from(f)).sum::<f64>() / self.finishes.len().max(1) as f64
    }
}

#[cfg(test)]
mod tests;
