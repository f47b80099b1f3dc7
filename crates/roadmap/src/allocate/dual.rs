//! The best prices of the yearly budgets: they make the proven bound as low as it gets.
//!
//! With a price per budget the bound is a convex function of few prices, whose slope is what the districts ask beyond the budgets.
//! The ellipsoid method finds its lowest point.

use super::district::{Column, District, priced};
use super::ellipsoid::Ellipsoid;
use super::{AllocationError, MOST_YEARS, Use};

#[derive(Clone, Debug)]
pub(super) struct Prices {
    /// Price of a unit of money due by the end of each year.
    pub(super) prices: [f64; MOST_YEARS],
    /// Lowest bound found.
    pub(super) bound: f64,
    /// What every district does best at the prices.
    pub(super) best: Vec<Column>,
}

/// Half a thousandth of an objective unit: closer prices prove nothing more.
const CLOSE: f64 = 5e-4;

pub(super) fn best_prices(
    districts: &[District],
    capacity: &Use,
    years: usize,
    stop: &dyn Fn() -> bool,
) -> Result<Prices, AllocationError> {
    let dearest = dearest_price(districts, years);
    let mut around = Ellipsoid::around(&vec![dearest; years]);
    let n = around.centre().len();
    let mut best = evaluate(districts, capacity, years, &[0.0; MOST_YEARS])?;
    for _ in 0..2_000 {
        if stop() {
            break;
        }
        let slope = match around.centre().iter().position(|p| *p < 0.0) {
            Some(negative) => {
                let mut slope = vec![0.0; n];
                slope[negative] = -1.0;
                slope
            }
            None => {
                let mut prices = [0.0; MOST_YEARS];
                prices.iter_mut().zip(around.centre()).take(years).for_each(|(p, c)| *p = *c);
                let here = evaluate(districts, capacity, years, &prices)?;
                let mut slope = vec![0.0; n];
                for (u, slope) in slope.iter_mut().enumerate().take(years) {
                    let asked: i64 = here.best.iter().map(|c| c.due[u]).sum();
                    *slope = (capacity[u] - asked) as f64;
                }
                let reach = around.reach(&slope);
                let lowest = here.bound - reach;
                if here.bound < best.bound {
                    best = here;
                }
                if reach < CLOSE || lowest > best.bound - CLOSE && reach < 10.0 * CLOSE {
                    break;
                }
                slope
            }
        };
        if !around.cut(&slope, 0.0) {
            break;
        }
    }
    Ok(best)
}

/// No budget is worth more than the most valuable choice per its own money.
fn dearest_price(districts: &[District], years: usize) -> f64 {
    let choices = districts.iter().flat_map(|d| d.choices.iter().flatten());
    let ratios = choices.filter(|c| c.value > 0).map(|c| c.value as f64 / (c.due[years - 1].max(1)) as f64);
    let mut ratios: Vec<f64> = ratios.collect();
    ratios.sort_by(f64::total_cmp);
    // A few very cheap communes would only make the first ellipsoid needlessly wide; they are funded at any price in question.
    ratios.get(ratios.len().saturating_sub(1) * 95 / 100).copied().unwrap_or(1.0) * 1.5
}

fn evaluate(districts: &[District], capacity: &Use, years: usize, prices: &[f64; MOST_YEARS]) -> Result<Prices, AllocationError> {
    let mut bound = priced(capacity, &prices[..years]);
    let mut best = Vec::with_capacity(districts.len());
    for district in districts {
        let (column, worth) = district.best(&prices[..years]).ok_or(AllocationError::MustDistrict(district.number))?;
        bound += worth;
        best.push(column);
    }
    Ok(Prices { prices: *prices, bound, best })
}
