//! Where the money goes: which communes to fund, in which years, so that the most reach the target soonest.
//!
//! A commune counts when all its unmet criteria are funded in time; there is no partial credit. Each year has a budget, each district
//! a cap per year. The country falls apart into districts tied together only by the yearly budgets, and the solver uses that: a price
//! per budget makes districts independent (Lagrange), the best prices give a proven bound, and a search among the nearly best choices
//! of each district finds an answer at or close to it.
#![expect(clippy::float_arithmetic, reason = "prices of budgets are real numbers; money and objective stay whole")]

pub mod capital;
mod district;
mod dual;
mod ellipsoid;
mod explain;
mod pack;
mod search;

pub use explain::{LeftOut, Reason, easy_first};

use std::time::Duration;

/// Longest horizon in years: a five-year programme and one more.
pub const MOST_YEARS: usize = 6;

/// Money due by the end of each year, cumulative.
pub(crate) type Use = [i64; MOST_YEARS];

/// An unmet criterion to be funded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Cost, in the unit of the budgets.
    pub cost: i64,
    /// Years from funding to finish: 0 finishes in the year it is funded.
    pub lead: u32,
}

/// A commune and what it still needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidate {
    /// District, by number.
    pub district: u32,
    /// Its unmet criteria.
    pub items: Vec<Item>,
    /// Must reach the target within the horizon.
    pub must: bool,
    /// Must not be funded.
    pub never: bool,
}

/// The question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Budget of each year.
    pub budgets: Vec<i64>,
    /// Most that one district may take in one year.
    pub district_cap: i64,
    /// Communes.
    pub communes: Vec<Candidate>,
}

/// A criterion funded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Funding {
    /// Commune, by place.
    pub commune: usize,
    /// Criterion of it, by place.
    pub criterion: usize,
    /// Year of the money, from 0.
    pub year: usize,
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Allocation {
    /// Sum over communes of the years left when they reach the target (a horizon of 3 years: 3, 2 or 1).
    pub objective: i64,
    /// Nothing can be better than this: proven.
    pub bound: i64,
    /// What is funded, and when.
    pub chosen: Vec<Funding>,
    /// Year in which each commune reaches the target.
    pub reached: Vec<Option<usize>>,
    /// What one more unit of money in each year would add to the objective, by the prices of the bound.
    pub price: Vec<f64>,
}

impl Allocation {
    /// Whether the answer is proven the best.
    #[must_use]
    pub const fn is_optimal(&self) -> bool {
        self.objective >= self.bound
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AllocationError {
    /// No years, or more than [`MOST_YEARS`].
    #[error("{0} years of budgets were given; 1 to 6 can be planned")]
    Years(usize),
    /// A negative cost, budget or cap, or one beyond what can be summed.
    #[error("amounts must lie between 0 and 10^15")]
    Amount,
    /// What must be funded does not fit into the caps of a district.
    #[error("the communes of district {0} that must be funded do not fit into its caps")]
    MustDistrict(u32),
    /// What must be funded was not brought into the budgets.
    #[error("what must be funded does not fit into the budgets")]
    Must,
}

/// Amounts stay far from the ends of 64 bits, sums included.
const MOST_AMOUNT: i64 = 1_000_000_000_000_000;

/// Chooses what to fund. `elapsed` is the time gone since the call; the search stops at `limit` and gives the best it has.
///
/// # Errors
/// Budgets or amounts that cannot be used, or must-fund demands that do not fit.
///
/// ```
/// use std::time::Duration;
/// use vedich_roadmap::allocate::{Candidate, Item, Problem, allocate};
/// let commune = |cost| Candidate { items: vec![Item { cost, lead: 0 }], ..Candidate::default() };
/// let problem = Problem { budgets: vec![10, 10], district_cap: 10, communes: vec![commune(6), commune(5), commune(5), commune(9)] };
/// let answer = allocate(&problem, Duration::from_secs(1), || Duration::ZERO).unwrap();
/// assert_eq!((answer.objective, answer.is_optimal()), (5, true)); // two communes in the first year, one in the second
/// ```
pub fn allocate(problem: &Problem, limit: Duration, elapsed: impl Fn() -> Duration) -> Result<Allocation, AllocationError> {
    let years = problem.budgets.len();
    if !(1..=MOST_YEARS).contains(&years) {
        return Err(AllocationError::Years(years));
    }
    let amounts = problem.communes.iter().flat_map(|c| c.items.iter().map(|i| i.cost)).chain(problem.budgets.iter().copied());
    if amounts.chain([problem.district_cap]).any(|a| !(0..=MOST_AMOUNT).contains(&a)) {
        return Err(AllocationError::Amount);
    }
    let districts = district::split(problem);
    let capacity = cumulative(&problem.budgets);
    let prices = dual::best_prices(&districts, &capacity, years, &|| elapsed() > limit / 3)?;
    let found = search::search(problem, &districts, &capacity, &prices, &|| elapsed() > limit).ok_or(AllocationError::Must)?;
    let price = (0..years).map(|u| prices.prices[u..years].iter().sum()).collect();
    Ok(Allocation { objective: found.value, bound: found.bound, chosen: found.chosen, reached: found.reached, price })
}

pub(crate) fn cumulative(budgets: &[i64]) -> Use {
    let mut out = [0; MOST_YEARS];
    let mut sum = 0;
    for (slot, budget) in out.iter_mut().zip(budgets) {
        sum += budget;
        *slot = sum;
    }
    out
}

#[cfg(test)]
mod tests;
