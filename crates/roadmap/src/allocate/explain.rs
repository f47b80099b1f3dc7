//! The simple way to compare with, and why a commune is left out.

use super::{Allocation, Funding, Problem};
use std::collections::BTreeMap;

/// Why a commune is not funded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It was excluded in the question.
    Excluded,
    /// Some criterion takes longer than the horizon.
    TooSlow {
        /// Years it takes.
        years: u32,
    },
    /// What is left of its district's caps does not pay for it.
    DistrictCap {
        /// Missing, in the unit of the budgets.
        short_by: i64,
    },
    /// What is left of the budgets does not pay for it; every funded commune brings more for the money.
    Budget {
        /// Missing, in the unit of the budgets.
        short_by: i64,
    },
    /// The money left would pay for it: the answer is not proven the best.
    NotTried,
}

/// A commune left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The commune, by place.
    pub commune: usize,
    /// What all its criteria cost.
    pub cost: i64,
    /// Why it is not funded.
    pub reason: Reason,
}

impl Allocation {
    /// Why each commune that does not reach the target is left out, in the order of the question.
    #[must_use]
    pub fn left_out(&self, problem: &Problem) -> Vec<LeftOut> {
        let years = problem.budgets.len();
        let mut left = problem.budgets.clone();
        let mut district_left: BTreeMap<u32, Vec<i64>> = BTreeMap::new();
        for funding in &self.chosen {
            let commune = &problem.communes[funding.commune];
            let cost = commune.items[funding.criterion].cost;
            left[funding.year] -= cost;
            district_left.entry(commune.district).or_insert_with(|| vec![problem.district_cap; years])[funding.year] -= cost;
        }
        let untouched = vec![problem.district_cap; years];
        let explain = |commune: usize| {
            let candidate = &problem.communes[commune];
            let cost = candidate.items.iter().map(|i| i.cost).sum();
            let longest = candidate.items.iter().map(|i| i.lead).max().unwrap_or(0);
            let in_district: i64 = district_left.get(&candidate.district).unwrap_or(&untouched).iter().sum();
            let in_all: i64 = left.iter().sum();
            let reason = if candidate.never {
                Reason::Excluded
            } else if longest as usize >= years {
                Reason::TooSlow { years: longest + 1 }
            } else if in_district < cost {
                Reason::DistrictCap { short_by: cost - in_district }
            } else if in_all < cost {
                Reason::Budget { short_by: cost - in_all }
            } else {
                Reason::NotTried
            };
            LeftOut { commune, cost, reason }
        };
        (0..problem.communes.len()).filter(|&c| self.reached[c].is_none()).map(explain).collect()
    }
}

/// Easy first (dễ làm trước): year by year the cheapest commune that can still be paid for, each criterion as late as its lead allows.
/// What offices do by hand; the answer to compare with. Its bound claims nothing.
#[must_use]
pub fn easy_first(problem: &Problem) -> Allocation {
    let years = problem.budgets.len();
    let mut left = problem.budgets.clone();
    let mut district_left: BTreeMap<(u32, usize), i64> = BTreeMap::new();
    let mut order: Vec<usize> = (0..problem.communes.len()).filter(|&c| !problem.communes[c].never).collect();
    order.sort_by_key(|&c| problem.communes[c].items.iter().map(|i| i.cost).sum::<i64>());
    let mut answer = Allocation {
        objective: 0,
        bound: i64::MAX,
        chosen: Vec::new(),
        reached: vec![None; problem.communes.len()],
        price: vec![0.0; years],
    };
    for year in 0..years {
        for &c in &order {
            let commune = &problem.communes[c];
            if answer.reached[c].is_some() || commune.items.iter().any(|i| i.lead as usize > year) {
                continue;
            }
            let mut need = vec![0; years];
            commune.items.iter().for_each(|item| need[year - item.lead as usize] += item.cost);
            let room = |u: usize| left[u].min(district_left.get(&(commune.district, u)).copied().unwrap_or(problem.district_cap));
            if (0..years).all(|u| need[u] == 0 || need[u] <= room(u)) {
                for (u, need) in need.into_iter().enumerate().filter(|(_, need)| *need > 0) {
                    left[u] -= need;
                    *district_left.entry((commune.district, u)).or_insert(problem.district_cap) -= need;
                }
                answer.reached[c] = Some(year);
                answer.objective += (years - year) as i64;
                let paid =
                    commune.items.iter().enumerate().map(|(k, item)| Funding { commune: c, criterion: k, year: year - item.lead as usize });
                answer.chosen.extend(paid);
            }
        }
    }
    answer.chosen.sort_unstable();
    answer
}
