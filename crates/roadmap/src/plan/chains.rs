//! What decides the date: critical chains, near-critical tasks, and what each critical task could give back.

use super::Schedule;
use crate::network::Link;
use std::cmp::Reverse;

/// A task of a chain, and the link by which the one before it drives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Place of the task in the plan.
    pub task: usize,
    /// The driving link; none for the first task of the chain.
    pub by: Option<Link>,
}

impl Schedule {
    /// Critical tasks, in the order of their starts; places in the plan.
    #[must_use]
    pub fn critical(&self) -> Vec<usize> {
        let mut tasks: Vec<u32> = self.network.in_order().filter(|&t| self.timing.is_critical(t)).collect();
        tasks.sort_by_key(|&t| (self.timing.early_start[t as usize], self.timing.early_finish[t as usize]));
        tasks.into_iter().map(|t| self.place(t)).collect()
    }

    /// Tasks with little float, fewest days first: the chains that become critical next.
    #[must_use]
    pub fn near_critical(&self, at_most_days: i32) -> Vec<usize> {
        let near = |t: &u32| (1..=at_most_days).contains(&self.timing.total_float(*t));
        let mut tasks: Vec<u32> = self.network.in_order().filter(near).collect();
        tasks.sort_by_key(|&t| (self.timing.total_float(t), self.timing.early_start[t as usize]));
        tasks.into_iter().map(|t| self.place(t)).collect()
    }

    /// Chains of critical tasks, each driven by the one before, that end at the finish of the plan; at most so many.
    #[must_use]
    pub fn critical_chains(&self, most: usize) -> Vec<Vec<Step>> {
        let timing = &self.timing;
        let driving = |l: &Link| timing.is_critical(l.from) && self.network.slack(*l, timing) == 0;
        let mut goes_on = vec![false; self.network.len()];
        for task in self.network.in_order().filter(|&t| timing.is_critical(t)) {
            self.network.links_into(task).filter(driving).for_each(|l| goes_on[l.from as usize] = true);
        }
        let ends_plan = |t: &u32| timing.is_critical(*t) && timing.early_finish[*t as usize] == timing.finish() && !goes_on[*t as usize];
        let mut ends: Vec<u32> = self.network.in_order().filter(ends_plan).collect();
        ends.sort_by_key(|&t| Reverse(timing.early_start[t as usize]));
        // Walk backwards along driving links; every branch is a chain of its own.
        let mut open: Vec<Vec<(u32, Option<Link>)>> = ends.into_iter().map(|t| vec![(t, None)]).collect();
        let mut chains = Vec::new();
        while let Some(walk) = open.pop() {
            if chains.len() == most {
                break;
            }
            let Some(&(at, _)) = walk.last() else { continue };
            let drivers: Vec<Link> = self.network.links_into(at).filter(driving).collect();
            if drivers.is_empty() {
                chains.push(self.forward_steps(&walk));
            }
            for link in drivers {
                let mut longer = walk.clone();
                if let Some(last) = longer.last_mut() {
                    last.1 = Some(link);
                }
                longer.push((link.from, None));
                open.push(longer);
            }
        }
        chains
    }

    fn forward_steps(&self, walk: &[(u32, Option<Link>)]) -> Vec<Step> {
        walk.iter().rev().map(|&(task, by)| Step { task: self.place(task), by }).collect()
    }

    /// How many days the finish would gain if a critical task took no time (drag): place in the plan and days, greatest first.
    /// One pass of the network per critical task.
    #[must_use]
    pub fn drag(&self) -> Vec<(usize, i32)> {
        let mut network = self.network.clone();
        let finish = self.timing.finish();
        let mut drags = Vec::new();
        for task in (0..self.network.len() as u32).filter(|&t| self.timing.is_critical(t)) {
            let days = network.duration(task);
            network.set_duration(task, 0);
            drags.push((self.place(task), (finish - network.finish()).max(0)));
            network.set_duration(task, days);
        }
        drags.sort_by_key(|&(place, days)| (Reverse(days), place));
        drags
    }
}
