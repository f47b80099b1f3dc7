//! What more money would bring: the question asked again with one budget raised, and the price the bound puts on it.

use super::exact::rounding;
use super::improve::Improver;
use super::model::Model;
use super::prices::{Aim, best_prices};
use super::{Answer, CapitalError, Question, demands};
use std::time::Duration;

/// What raising one budget brings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    /// Source, by place.
    pub source: usize,
    /// Year, from 0.
    pub year: usize,
    /// Communes more that reach the target, found by solving again: at least so many.
    pub communes: i64,
    /// Criteria more; can be negative when money for single criteria goes into a commune.
    pub criteria: i64,
    /// Money spent more.
    pub cost: i64,
    /// Whether it is proven that no more communes are possible.
    pub proven: bool,
    /// Communes the raise is worth by the price of the bound: what the scarcity of this money says, fractions included.
    pub by_price: Option<f64>,
}

/// Changes without progress after which a raise is taken to bring nothing more.
const PATIENCE: usize = 120;

/// What each source in each year would bring with `amount` more. The time up to `limit` is shared evenly.
///
/// # Errors
/// A question that cannot be used.
pub fn gains(
    question: &Question,
    answer: &Answer,
    amount: i64,
    limit: Duration,
    elapsed: impl Fn() -> Duration,
) -> Result<Vec<Gain>, CapitalError> {
    let slots = question.budgets.len() * question.years;
    let begin = elapsed();
    let mut gains = Vec::with_capacity(slots);
    for slot in 0..slots {
        let (source, year) = (slot / question.years, slot % question.years);
        let end = begin + limit.saturating_sub(begin).mul_f64((slot + 1) as f64 / slots as f64);
        let mut raised = question.clone();
        raised.budgets[source][year] += amount;
        let found = again(&raised, answer, &|| elapsed() > end)?;
        let price = answer.prices.get(source).and_then(|years| years.get(year).copied()).flatten();
        gains.push(Gain {
            source,
            year,
            communes: found.communes - answer.communes.value,
            criteria: found.criteria - answer.criteria.value,
            cost: found.cost - answer.cost.value,
            proven: found.proven && answer.communes.is_proven(),
            by_price: price.map(|price| price * amount as f64),
        });
    }
    Ok(gains)
}

struct Found {
    communes: i64,
    criteria: i64,
    cost: i64,
    proven: bool,
}

/// Solves again, beginning with what was chosen.
fn again(question: &Question, answer: &Answer, stop: &dyn Fn() -> bool) -> Result<Found, CapitalError> {
    demands::check(question)?;
    let model = Model::new(question);
    let mut state = demands::musts(&model)?;
    for commune in 0..model.communes() {
        if answer.reached[commune] && !state.reached[commune] {
            let reached = state.reach(commune);
            debug_assert!(reached.is_ok(), "more money takes nothing away");
        }
    }
    for commune in 0..model.communes() {
        for (item, funded) in model.items_of(commune).zip(&answer.funded[commune]) {
            if *funded && !state.funded[item] {
                let paid = state.fund(item);
                debug_assert!(paid.is_ok(), "more money takes nothing away");
            }
        }
    }
    let mut improver = Improver::new(state);
    improver.fill();
    let prices = best_prices(&model, Aim::Communes, Some(improver.best.communes), stop);
    let bound = (prices.bound + rounding(prices.bound)).floor() as i64;
    improver.follow(Aim::Communes, &prices);
    improver.run(PATIENCE, &|state| state.communes >= bound, stop);
    let communes = improver.best.communes;
    let aim = Aim::Criteria { communes };
    improver.follow(aim, &best_prices(&model, aim, None, stop));
    improver.run(PATIENCE, &|_| false, stop);
    let best = improver.best;
    Ok(Found { communes: best.communes, criteria: best.criteria, cost: best.cost, proven: best.communes >= bound })
}
