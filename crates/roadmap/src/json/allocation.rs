//! The question of one budget per year, as the peers' scripts write it.

use super::{InputError, rounded, unmarked};
use crate::allocate::{Candidate, Item, MOST_YEARS, Problem, Reason, allocate, easy_first};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;

#[derive(Deserialize)]
struct MoneyFile {
    years: usize,
    budget: BudgetFile,
    district_cap: i64,
    communes: Vec<CommuneFile>,
}

/// The same every year, or year by year.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum BudgetFile {
    Same(i64),
    ByYear(Vec<i64>),
}

#[derive(Deserialize)]
struct CommuneFile {
    #[serde(default)]
    d: u32,
    crit: Vec<(i64, u32)>,
    #[serde(default)]
    must: bool,
    #[serde(default)]
    never: bool,
}

impl BudgetFile {
    pub(super) fn by_year(self, years: usize) -> Vec<i64> {
        match self {
            Self::Same(budget) => vec![budget; years.min(MOST_YEARS + 1)],
            Self::ByYear(budgets) => budgets,
        }
    }
}

/// `vedich roadmap allocate`: what to fund, the proven bound, who is left out and why, and the simple way beside it.
/// `elapsed` is the time gone since the call.
///
/// # Errors
/// A file that is not in shape, or demands that do not fit.
pub fn allocation(text: &str, limit: Duration, elapsed: impl Fn() -> Duration) -> Result<Value, InputError> {
    if let Some(asked) = super::capital::question(text)? {
        return Ok(asked.json(&asked.report(limit, elapsed)?));
    }
    let file: MoneyFile = serde_json::from_str(unmarked(text))?;
    let budgets = file.budget.by_year(file.years);
    let communes = file.communes.into_iter().map(|c| Candidate {
        district: c.d,
        items: c.crit.into_iter().map(|(cost, lead)| Item { cost, lead }).collect(),
        must: c.must,
        never: c.never,
    });
    let problem = Problem { budgets, district_cap: file.district_cap, communes: communes.collect() };
    let answer = allocate(&problem, limit, elapsed)?;
    let chosen: Vec<Value> =
        answer.chosen.iter().map(|f| json!({ "commune": f.commune, "criterion": f.criterion, "year": f.year })).collect();
    let left_out: Vec<Value> = answer
        .left_out(&problem)
        .into_iter()
        .map(|l| {
            let (reason, amount, year) = match l.reason {
                Reason::Excluded => ("excluded", None, None),
                Reason::TooSlow { years } => ("too-slow", Some(i64::from(years)), None),
                Reason::DistrictCap { short_by, year } => ("district-cap", Some(short_by), Some(year)),
                Reason::Budget { short_by, year } => ("budget", Some(short_by), Some(year)),
                Reason::NotTried => ("not-tried", None, None),
            };
            json!({ "commune": l.commune, "cost": l.cost, "reason": reason, "amount": amount, "year": year })
        })
        .collect();
    Ok(json!({
        "objective": answer.objective,
        "bound": answer.bound,
        "optimal": answer.is_optimal(),
        "recognised": answer.reached.iter().flatten().count(),
        "chosen": chosen,
        "left_out": left_out,
        "gain_per_1000": answer.price.iter().map(|p| rounded(thousandfold(*p))).collect::<Vec<_>>(),
        "easy_first": easy_first(&problem).objective,
    }))
}

#[expect(clippy::float_arithmetic, reason = "a price per unit of money into one per thousand, for printing")]
fn thousandfold(price: f64) -> f64 {
    price * 1000.0
}
