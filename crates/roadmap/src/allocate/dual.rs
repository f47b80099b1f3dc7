//! The best prices of the yearly budgets: they make the proven bound as low as it gets.
//!
//! With a price per budget the bound is a convex function of few prices, whose slope is what the districts ask beyond the budgets.
//! The ellipsoid method finds its lowest point: slow for thousands of prices, certain and quick for a handful.

use super::district::{Column, District, priced};
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
    // Two dimensions at least: the update divides by n² - 1. The idle one has no slope.
    let n = years.max(2);
    let dearest = dearest_price(districts, years);
    let mut centre = vec![0.0; n];
    centre.iter_mut().take(years).for_each(|p| *p = dearest / 2.0);
    let mut shape = vec![vec![0.0; n]; n];
    for (i, row) in shape.iter_mut().enumerate() {
        row[i] = (dearest * 0.5).powi(2) * n as f64;
    }
    let mut best = evaluate(districts, capacity, years, &[0.0; MOST_YEARS])?;
    for _ in 0..2_000 {
        if stop() {
            break;
        }
        let slope = match centre.iter().position(|p| *p < 0.0) {
            Some(negative) => {
                let mut slope = vec![0.0; n];
                slope[negative] = -1.0;
                slope
            }
            None => {
                let mut prices = [0.0; MOST_YEARS];
                prices.iter_mut().zip(&centre).take(years).for_each(|(p, c)| *p = *c);
                let here = evaluate(districts, capacity, years, &prices)?;
                let mut slope = vec![0.0; n];
                for (u, slope) in slope.iter_mut().enumerate().take(years) {
                    let asked: i64 = here.best.iter().map(|c| c.due[u]).sum();
                    *slope = (capacity[u] - asked) as f64;
                }
                let reach = quadratic(&shape, &slope).max(0.0).sqrt();
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
        if !shrink(&mut centre, &mut shape, &slope) {
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

fn quadratic(shape: &[Vec<f64>], slope: &[f64]) -> f64 {
    shape.iter().zip(slope).map(|(row, s)| s * row.iter().zip(slope).map(|(a, b)| a * b).sum::<f64>()).sum()
}

/// Cuts the ellipsoid in half across the slope and covers the better half; false when there is nothing left to cut.
fn shrink(centre: &mut [f64], shape: &mut [Vec<f64>], slope: &[f64]) -> bool {
    let n = centre.len() as f64;
    let norm = quadratic(shape, slope).max(0.0).sqrt();
    if norm < 1e-15 {
        return false;
    }
    let along: Vec<f64> = shape.iter().map(|row| row.iter().zip(slope).map(|(a, b)| a * b).sum::<f64>() / norm).collect();
    for (c, a) in centre.iter_mut().zip(&along) {
        *c -= a / (n + 1.0);
    }
    let grow = n * n / (n * n - 1.0);
    for (i, row) in shape.iter_mut().enumerate() {
        for (j, cell) in row.iter_mut().enumerate() {
            *cell = grow * (*cell - 2.0 / (n + 1.0) * along[i] * along[j]);
        }
    }
    true
}
