//! The simple way to compare with, and why a commune is left out.

use super::{Allocation, Candidate, Funding, Problem};
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
    /// What is left of its district's caps does not pay for it in time.
    DistrictCap {
        /// Missing, in the unit of the budgets.
        short_by: i64,
        /// The first year whose cap falls short, from 0.
        year: usize,
    },
    /// What is left of the budgets does not pay for it in time; every funded commune brings more for the money.
    Budget {
        /// Missing, in the unit of the budgets.
        short_by: i64,
        /// The first year whose money falls short, from 0.
        year: usize,
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
            let in_district = district_left.get(&candidate.district).unwrap_or(&untouched);
            LeftOut { commune, cost: candidate.items.iter().map(|i| i.cost).sum(), reason: reason(candidate, &left, in_district) }
        };
        (0..problem.communes.len()).filter(|&c| self.reached[c].is_none()).map(explain).collect()
    }
}

/// Why a commune is not paid out of what is left of the budgets and of its district's caps.
fn reason(candidate: &Candidate, left: &[i64], in_district: &[i64]) -> Reason {
    let longest = candidate.items.iter().map(|i| i.lead).max().unwrap_or(0);
    if candidate.never {
        return Reason::Excluded;
    }
    if longest as usize >= left.len() {
        return Reason::TooSlow { years: longest + 1 };
    }
    let both: Vec<i64> = left.iter().zip(in_district).map(|(a, b)| *a.min(b)).collect();
    let missing = |room: &[i64]| Missing::of(candidate, room);
    match (missing(in_district), missing(left), missing(&both)) {
        (Some(Missing { short_by, year }), ..) => Reason::DistrictCap { short_by, year },
        (None, Some(Missing { short_by, year }), _) | (None, None, Some(Missing { short_by, year })) => Reason::Budget { short_by, year },
        (None, None, None) => Reason::NotTried,
    }
}

/// The least money that would have to be added, over the years, to pay for a commune within the horizon.
struct Missing {
    short_by: i64,
    /// The first year to which some would be added.
    year: usize,
}

/// Ways to pay for a commune looked at; after that the least found so far is told, which would do as well.
const MOST_WAYS: u32 = 20_000;

impl Missing {
    /// None when nothing is missing. Each criterion is paid in one year, early enough to be finished by the last.
    fn of(candidate: &Candidate, room: &[i64]) -> Option<Self> {
        let mut items: Vec<(i64, usize)> = candidate.items.iter().map(|i| (i.cost, room.len() - i.lead as usize)).collect();
        items.sort_unstable_by_key(|(cost, years)| (std::cmp::Reverse(*cost), *years));
        let mut search = Ways { items, least: i64::MAX, year: 0, ways: 0 };
        search.pay(0, &mut room.to_vec());
        (search.least > 0).then_some(Self { short_by: search.least, year: search.year })
    }
}

struct Ways {
    /// Cost, and the number of years in which it can be paid; the dearest first.
    items: Vec<(i64, usize)>,
    least: i64,
    year: usize,
    ways: u32,
}

impl Ways {
    fn pay(&mut self, at: usize, room: &mut [i64]) {
        self.ways += 1;
        let short: i64 = room.iter().map(|left| (-left).max(0)).sum();
        if short >= self.least || self.least == 0 || (self.ways > MOST_WAYS && self.least < i64::MAX) {
            return;
        }
        let Some(&(cost, years)) = self.items.get(at) else {
            self.least = short;
            self.year = room.iter().position(|left| *left < 0).unwrap_or(0);
            return;
        };
        // Where most is left comes first: often nothing is missing then.
        let mut order: Vec<usize> = (0..years).collect();
        order.sort_by_key(|year| (std::cmp::Reverse(room[*year]), *year));
        for year in order {
            room[year] -= cost;
            self.pay(at + 1, room);
            room[year] += cost;
        }
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
