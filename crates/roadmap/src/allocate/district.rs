//! One district by itself: the options of its communes, its best choice at given prices, and all choices nearly as good.

use super::{Candidate, MOST_YEARS, Problem, Use};
use std::collections::BTreeMap;

/// A commune reaching the target in some year, or not at all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub(super) reached: Option<u8>,
    pub(super) value: i64,
    /// Money due by the end of each year, cumulative.
    pub(super) due: Use,
}

#[derive(Clone, Debug)]
pub(super) struct District {
    pub(super) number: u32,
    /// Places of its communes in the problem.
    pub(super) communes: Vec<usize>,
    pub(super) choices: Vec<Vec<Choice>>,
    /// Cumulative caps.
    pub(super) caps: Use,
    pub(super) years: usize,
}

/// A choice for every commune of a district.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) value: i64,
    pub(super) due: Use,
    /// What it falls short of the district's best at the prices.
    pub(super) loss: f64,
    pub(super) picks: Vec<u8>,
}

pub(super) fn split(problem: &Problem) -> Vec<District> {
    let years = problem.budgets.len();
    let mut by_number: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, commune) in problem.communes.iter().enumerate() {
        by_number.entry(commune.district).or_default().push(i);
    }
    let caps = super::cumulative(&vec![problem.district_cap; years]);
    // Where a whole district costs less than one year's cap, the cap ties nothing: its communes stand alone, which is far quicker.
    let free = |communes: &[usize]| {
        let cost: i64 = communes.iter().flat_map(|&i| problem.communes[i].items.iter().map(|item| item.cost)).sum();
        cost <= problem.district_cap
    };
    by_number
        .into_iter()
        .flat_map(|(number, communes)| {
            let size = if free(&communes) { 1 } else { communes.len().max(1) };
            communes.chunks(size).map(|part| (number, part.to_vec())).collect::<Vec<_>>()
        })
        .map(|(number, communes)| {
            let choices = communes.iter().map(|&i| choices(&problem.communes[i], years)).collect();
            District { number, communes, choices, caps, years }
        })
        .collect()
}

fn choices(commune: &Candidate, years: usize) -> Vec<Choice> {
    let mut out = Vec::with_capacity(years + 1);
    if !commune.must {
        out.push(Choice { reached: None, value: 0, due: [0; MOST_YEARS] });
    }
    if commune.never {
        return out;
    }
    let longest = commune.items.iter().map(|i| i.lead as usize).max().unwrap_or(0);
    for year in longest..years {
        let mut due = [0; MOST_YEARS];
        for item in &commune.items {
            due.iter_mut().take(years).skip(year - item.lead as usize).for_each(|sum| *sum += item.cost);
        }
        out.push(Choice { reached: Some(year as u8), value: (years - year) as i64, due });
    }
    out
}

pub(super) fn fits(due: &Use, capacity: &Use, years: usize) -> bool {
    due.iter().zip(capacity).take(years).all(|(a, b)| a <= b)
}

pub(super) fn priced(due: &Use, prices: &[f64]) -> f64 {
    prices.iter().zip(due).map(|(price, due)| price * *due as f64).sum()
}

/// Stops an enumeration that would not end; the caller then claims no proof.
const MOST_NODES: usize = 1_000_000;

impl District {
    /// The best choice at the prices, and a worth no choice exceeds; none when what must be funded does not fit.
    pub(super) fn best(&self, prices: &[f64]) -> Option<(Column, f64)> {
        let mut walk = Walk::new(self, prices);
        walk.keep_best = true;
        walk.go(0, 0.0, 0, [0; MOST_YEARS]);
        let column = walk.found.pop()?;
        // A search cut short proves only what the communes could do without caps.
        let worth = if walk.whole { column.loss } else { walk.rest[0] };
        Some((column, worth))
    }

    /// All choices whose loss at the prices is at most `most_loss`, least loss first, at most `most` of them; whether none is missing.
    pub(super) fn near_best(&self, prices: &[f64], best: f64, most_loss: f64, most: usize) -> (Vec<Column>, bool) {
        let mut walk = Walk::new(self, prices);
        walk.threshold = best - most_loss - 1e-9;
        walk.most = most.saturating_mul(4).max(64);
        walk.go(0, 0.0, 0, [0; MOST_YEARS]);
        let whole = walk.whole && walk.found.len() <= most;
        let mut found = walk.found;
        for column in &mut found {
            column.loss = best - column.loss;
        }
        found.sort_by(|a, b| a.loss.total_cmp(&b.loss).then_with(|| a.picks.cmp(&b.picks)));
        found.truncate(most);
        (found, whole)
    }
}

struct Walk<'a> {
    district: &'a District,
    /// Communes in the order they are decided: greatest stakes first.
    order: Vec<usize>,
    /// Worth of each choice at the prices, best first: (worth, choice).
    worth: Vec<Vec<(f64, u8)>>,
    /// Most the communes from each place on can add.
    rest: Vec<f64>,
    threshold: f64,
    keep_best: bool,
    picks: Vec<u8>,
    found: Vec<Column>,
    nodes: usize,
    most: usize,
    whole: bool,
}

impl<'a> Walk<'a> {
    fn new(district: &'a District, prices: &[f64]) -> Self {
        let worth: Vec<Vec<(f64, u8)>> = district
            .choices
            .iter()
            .map(|choices| {
                let mut worth: Vec<(f64, u8)> =
                    choices.iter().enumerate().map(|(i, c)| (c.value as f64 - priced(&c.due, prices), i as u8)).collect();
                worth.sort_by(|a, b| b.0.total_cmp(&a.0));
                worth
            })
            .collect();
        let mut order: Vec<usize> = (0..worth.len()).collect();
        let stake = |i: usize| worth[i].first().map_or(0.0, |w| w.0) - worth[i].get(1).map_or(-1e9, |w| w.0);
        order.sort_by(|&a, &b| stake(b).total_cmp(&stake(a)));
        let mut rest = vec![0.0; worth.len() + 1];
        for i in (0..worth.len()).rev() {
            rest[i] = rest[i + 1] + worth[order[i]].first().map_or(f64::NEG_INFINITY, |w| w.0);
        }
        let picks = vec![0; worth.len()];
        Self {
            district,
            order,
            worth,
            rest,
            threshold: f64::NEG_INFINITY,
            keep_best: false,
            picks,
            found: Vec::new(),
            nodes: 0,
            most: usize::MAX,
            whole: true,
        }
    }

    fn go(&mut self, at: usize, worth: f64, value: i64, due: Use) {
        self.nodes += 1;
        if self.nodes > MOST_NODES || self.found.len() >= self.most {
            self.whole = false;
            return;
        }
        if at == self.order.len() {
            let column = Column { value, due, loss: worth, picks: self.picks.clone() };
            if self.keep_best {
                self.threshold = worth + 1e-12;
                self.found.clear();
            }
            self.found.push(column);
            return;
        }
        let commune = self.order[at];
        for i in 0..self.worth[commune].len() {
            let (add, pick) = self.worth[commune][i];
            if worth + add + self.rest[at + 1] < self.threshold {
                break;
            }
            let choice = &self.district.choices[commune][pick as usize];
            let mut sum = due;
            sum.iter_mut().zip(&choice.due).for_each(|(a, b)| *a += b);
            if fits(&sum, &self.district.caps, self.district.years) {
                self.picks[commune] = pick;
                self.go(at + 1, worth + add, value + choice.value, sum);
            }
        }
    }
}
