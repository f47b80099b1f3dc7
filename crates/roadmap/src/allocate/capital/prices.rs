//! Prices of money by source and year, and of what the areas and the goals before ask: they make the proven bound as low as it gets.

use super::super::ellipsoid::Ellipsoid;
use super::model::{Bill, Item, Kind, Model};

/// The goal being settled; those before it must be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    Communes,
    Criteria { communes: i64 },
    Cost { communes: i64, criteria: i64 },
}

/// A point of the dual and what it says.
#[derive(Clone, Debug)]
pub(super) struct Prices {
    /// The aim cannot be above this.
    pub(super) bound: f64,
    /// Price of a unit of money, by slot.
    pub(super) slots: Vec<f64>,
    /// Price of a unit of money for each kind: that of its cheapest slot.
    pub(super) kinds: Vec<f64>,
    /// What a unit of money costs on top in each area: cap less floor, and one where cost is the aim.
    areas: Vec<f64>,
    /// The same where there is no area.
    no_area: f64,
    /// What one more criterion is worth.
    pub(super) criterion: f64,
    /// What one more commune is worth, by area, and where there is none.
    commune: Vec<f64>,
    no_area_commune: f64,
    /// Worth of each item funded late and early.
    pub(super) late: Vec<f64>,
    pub(super) early: Vec<f64>,
}

impl Prices {
    fn item(&self, model: &Model, bill: Bill, area: Option<usize>) -> f64 {
        let extra = area.map_or(self.no_area, |a| self.areas[a]);
        self.criterion - model.amounts(bill).iter().map(|&(kind, cost)| cost as f64 * (self.kinds[kind] + extra)).sum::<f64>()
    }

    /// Worth of a commune at the target beyond its criteria.
    pub(super) fn bonus(&self, area: Option<usize>) -> f64 {
        area.map_or(self.no_area_commune, |a| self.commune[a])
    }

    /// What bringing a commune to the target is worth more than the best that can be done with it otherwise.
    pub(super) fn advantage(&self, model: &Model, commune: usize) -> f64 {
        let (reach, other) = self.both(model, commune);
        reach - other
    }

    /// Worth of a commune at the target, and of the best choice of single criteria of it.
    pub(super) fn both(&self, model: &Model, commune: usize) -> (f64, f64) {
        let items = model.items_of(commune);
        let reach = if model.can_reach[commune] {
            self.bonus(model.area(commune)) + self.early[items.clone()].iter().sum::<f64>()
        } else {
            f64::NEG_INFINITY
        };
        let single = |i: usize| match &model.items[i] {
            item if item.must => self.late[i],
            item if item.late.is_none() => 0.0,
            _ => self.late[i].max(0.0),
        };
        let other = if model.must_reach(commune) { f64::NEG_INFINITY } else { items.map(single).sum() };
        (reach, other)
    }
}

/// Closer prices prove nothing more about whole communes and criteria.
const CLOSE: f64 = 5e-4;
/// Close enough to say what money is worth.
const ROUGH: f64 = 0.02;
/// Cuts after which even a few prices have long stopped moving; many prices get more of them.
const MOST_STEPS: usize = 2_000;

/// Where each price stands in the point the ellipsoid moves.
struct Layout {
    slots: Vec<usize>,
    caps: Vec<usize>,
    money_floors: Vec<usize>,
    commune_floors: Vec<usize>,
    counts: usize,
}

impl Layout {
    fn new(model: &Model, aim: Aim) -> Self {
        let areas = &model.question.areas;
        let mut needed = vec![false; model.budgets.len()];
        model.kinds.iter().flat_map(|k| &k.slots).for_each(|s| needed[*s] = true);
        let mut most_money = vec![0; areas.len()];
        for item in model.items.iter().filter(|i| i.late.is_some()) {
            if let Some(area) = model.area(item.commune) {
                most_money[area] += item.cost;
            }
        }
        let of = |keep: &dyn Fn(usize) -> bool| (0..areas.len()).filter(|a| keep(*a)).collect::<Vec<_>>();
        Self {
            slots: (0..model.budgets.len()).filter(|s| needed[*s]).collect(),
            caps: of(&|a| areas[a].money_at_most.is_some_and(|cap| cap < most_money[a])),
            money_floors: of(&|a| areas[a].money_at_least > 0),
            commune_floors: of(&|a| areas[a].communes_at_least > 0),
            counts: match aim {
                Aim::Communes => 0,
                Aim::Criteria { .. } => 1,
                Aim::Cost { .. } => 2,
            },
        }
    }

    /// How dear each price may get, about: what counts are worth against money decides.
    fn most(&self, model: &Model, aim: Aim) -> Vec<f64> {
        let high = |mut all: Vec<f64>| {
            all.sort_by(f64::total_cmp);
            all.get(all.len().saturating_sub(1) * 95 / 100).copied().unwrap_or(1.0)
        };
        let cost = |c: usize| model.question.communes[c].cost().max(1) as f64;
        let items = || model.items.iter().filter(|i| i.late.is_some());
        let communes = || (0..model.communes()).filter(|c| model.can_reach[*c]);
        let (money, floor, counts) = match aim {
            Aim::Communes => {
                let bills = communes().flat_map(|c| model.items_of(c)).filter_map(|i| model.items[i].early);
                let parts = bills.flat_map(|bill| model.amounts(bill)).map(|(_, cost)| 1.5 / (*cost).max(1) as f64);
                (high(parts.collect()), 8.0, [1.0, 1.0])
            }
            Aim::Criteria { .. } => {
                let money = high(items().map(|i| 1.5 / i.cost.max(1) as f64).collect());
                (money, 60.0, [60.0, 1.0])
            }
            Aim::Cost { .. } => {
                let commune = 4.0 * high(communes().map(cost).collect());
                (4.0, commune, [commune, 4.0 * high(items().map(|i| i.cost.max(1) as f64).collect())])
            }
        };
        let mut most = vec![money; self.slots.len() + self.caps.len() + self.money_floors.len()];
        most.extend(vec![floor; self.commune_floors.len()]);
        most.extend(&counts[..self.counts]);
        most
    }

    /// The point as prices, not yet evaluated.
    fn read(&self, model: &Model, aim: Aim, point: &[f64]) -> Prices {
        let areas = model.question.areas.len();
        let mut rest = point.iter().copied();
        let mut next = || rest.next().unwrap_or(0.0);
        let mut slots = vec![0.0; model.budgets.len()];
        self.slots.iter().for_each(|s| slots[*s] = next());
        let (base, counted) = match aim {
            Aim::Communes => (0.0, 1.0),
            Aim::Criteria { .. } => (0.0, 0.0),
            Aim::Cost { .. } => (1.0, 0.0),
        };
        let mut by_area = vec![base; areas];
        self.caps.iter().for_each(|a| by_area[*a] += next());
        self.money_floors.iter().for_each(|a| by_area[*a] -= next());
        let mut floors = vec![0.0; areas];
        self.commune_floors.iter().for_each(|a| floors[*a] = next());
        let (reached, criterion) = match aim {
            Aim::Communes => (counted, 0.0),
            Aim::Criteria { .. } => (next(), 1.0),
            Aim::Cost { .. } => (next(), next()),
        };
        let cheapest = |kind: &Kind| kind.slots.iter().map(|s| slots[*s]).fold(f64::INFINITY, f64::min);
        Prices {
            bound: 0.0,
            kinds: model.kinds.iter().map(cheapest).collect(),
            slots,
            areas: by_area,
            no_area: base,
            criterion,
            commune: floors.iter().map(|f| f + reached).collect(),
            no_area_commune: reached,
            late: Vec::new(),
            early: Vec::new(),
        }
    }

    /// Right-hand sides: what each price is paid for.
    fn limits(&self, model: &Model, aim: Aim) -> Vec<f64> {
        let areas = &model.question.areas;
        let mut limits: Vec<f64> = self.slots.iter().map(|s| model.budgets[*s] as f64).collect();
        limits.extend(self.caps.iter().map(|a| areas[*a].money_at_most.unwrap_or(0) as f64));
        limits.extend(self.money_floors.iter().map(|a| -(areas[*a].money_at_least as f64)));
        limits.extend(self.commune_floors.iter().map(|a| -f64::from(areas[*a].communes_at_least)));
        match aim {
            Aim::Communes => {}
            Aim::Criteria { communes } => limits.push(-(communes as f64)),
            Aim::Cost { communes, criteria } => limits.extend([-(communes as f64), -(criteria as f64)]),
        }
        limits
    }
}

/// What the communes ask at some prices.
struct Asked {
    kinds: Vec<i64>,
    area_money: Vec<i64>,
    area_reached: Vec<i64>,
    reached: i64,
    criteria: i64,
}

/// Best prices found for an aim before `stop`. Where they prove already that `have` cannot be beaten, rough ones will do.
pub(super) fn best_prices(model: &Model, aim: Aim, have: Option<i64>, stop: &dyn Fn() -> bool) -> Prices {
    let layout = Layout::new(model, aim);
    let limits = layout.limits(model, aim);
    let mut best = layout.read(model, aim, &vec![0.0; limits.len()]);
    evaluate(model, &layout, &limits, &vec![0.0; limits.len()], &mut best);
    let mut around = Ellipsoid::around(&layout.most(model, aim));
    let n = around.centre().len();
    let mut steps = 0usize;
    while steps < MOST_STEPS + 40 * n * n {
        steps += 1;
        if steps.is_multiple_of(64) && stop() {
            break;
        }
        let lowest = around.centre().iter().take(limits.len()).enumerate().min_by(|a, b| a.1.total_cmp(b.1));
        if let Some((at, &price)) = lowest.filter(|(_, price)| **price < 0.0) {
            let mut slope = vec![0.0; n];
            slope[at] = -1.0;
            if !around.cut(&slope, -price) {
                break;
            }
            continue;
        }
        let point = around.centre().to_vec();
        let mut here = layout.read(model, aim, &point);
        let mut slope = evaluate(model, &layout, &limits, &point, &mut here);
        slope.resize(n, 0.0);
        let (value, reach) = (here.bound, around.reach(&slope));
        if value < best.bound {
            best = here;
        }
        let settled = have.is_some_and(|have| best.bound < (have + 1) as f64 - ROUGH);
        if settled && reach < ROUGH {
            break;
        }
        let close = if matches!(aim, Aim::Cost { .. }) { CLOSE.max(best.bound.abs() * 1e-7) } else { CLOSE };
        if reach < close || !around.cut(&slope, value - best.bound) {
            break;
        }
    }
    best
}

/// Fills in bound and worth, and gives the slope.
fn evaluate(model: &Model, layout: &Layout, limits: &[f64], point: &[f64], prices: &mut Prices) -> Vec<f64> {
    let worth =
        |bill: Option<Bill>, commune: usize, p: &Prices| bill.map_or(f64::NEG_INFINITY, |bill| p.item(model, bill, model.area(commune)));
    prices.late = model.items.iter().map(|i| worth(i.late, i.commune, prices)).collect();
    let early = |(i, late): (&Item, &f64)| if i.early == i.late { *late } else { worth(i.early, i.commune, prices) };
    prices.early = model.items.iter().zip(&prices.late).map(early).collect();
    let areas = model.question.areas.len();
    let mut asked =
        Asked { kinds: vec![0; model.kinds.len()], area_money: vec![0; areas], area_reached: vec![0; areas], reached: 0, criteria: 0 };
    prices.bound = limits.iter().zip(point).map(|(limit, price)| limit * price).sum();
    for commune in 0..model.communes() {
        let (reach, other) = prices.both(model, commune);
        prices.bound += reach.max(other);
        asked.add(model, prices, commune, reach > other);
    }
    slope(model, layout, limits, prices, &asked)
}

impl Asked {
    fn add(&mut self, model: &Model, prices: &Prices, commune: usize, reached: bool) {
        let area = model.area(commune);
        for i in model.items_of(commune) {
            let item = &model.items[i];
            let bill = if reached {
                item.early
            } else if item.must || prices.late[i] > 0.0 {
                item.late
            } else {
                None
            };
            let Some(bill) = bill else { continue };
            model.amounts(bill).iter().for_each(|&(kind, cost)| self.kinds[kind] += cost);
            self.criteria += 1;
            if let Some(area) = area {
                self.area_money[area] += item.cost;
            }
        }
        if reached {
            self.reached += 1;
            if let Some(area) = area {
                self.area_reached[area] += 1;
            }
        }
    }
}

fn slope(model: &Model, layout: &Layout, limits: &[f64], prices: &Prices, asked: &Asked) -> Vec<f64> {
    let mut by_slot = vec![0; model.budgets.len()];
    for (kind, asked) in model.kinds.iter().zip(&asked.kinds) {
        let cheapest = kind.slots.iter().copied().min_by(|a, b| prices.slots[*a].total_cmp(&prices.slots[*b]));
        if let Some(slot) = cheapest {
            by_slot[slot] += asked;
        }
    }
    let mut use_of: Vec<i64> = layout.slots.iter().map(|s| by_slot[*s]).collect();
    use_of.extend(layout.caps.iter().map(|a| asked.area_money[*a]));
    use_of.extend(layout.money_floors.iter().map(|a| -asked.area_money[*a]));
    use_of.extend(layout.commune_floors.iter().map(|a| -asked.area_reached[*a]));
    use_of.extend(&[-asked.reached, -asked.criteria][..layout.counts]);
    limits.iter().zip(use_of).map(|(limit, used)| limit - used as f64).collect()
}
