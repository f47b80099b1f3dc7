//! The exact search: every combination that the prices leave a chance of being better. If none is, the best is proven.

use super::model::Model;
use super::prices::{Aim, Prices};
use super::state::State;

/// Choices of a commune beyond which the search is not worth beginning.
const MOST_CHOICES: usize = 4_096;

/// One way to treat a commune.
struct Choice {
    reach: bool,
    /// Single criteria funded, those that must be included.
    items: Vec<usize>,
    /// What it falls short of the best of this commune.
    loss: f64,
    /// What the money it takes is worth at the prices.
    spends: f64,
}

/// How the search ended.
pub(super) struct Searched<'m> {
    /// A better choice, if there is one.
    pub(super) better: Option<State<'m>>,
    /// Whether nothing was left untried.
    pub(super) whole: bool,
}

/// The aim's value of a choice.
pub(super) const fn value(aim: Aim, state: &State) -> i64 {
    match aim {
        Aim::Communes => state.communes,
        Aim::Criteria { .. } => state.criteria,
        Aim::Cost { .. } => -state.cost,
    }
}

/// Rounding of sums of prices: a millionth, and what sums of that size lose.
pub(super) fn rounding(bound: f64) -> f64 {
    1e-6 + bound.abs() * 1e-11
}

/// Searches for better than `have` (none: anything that keeps the rules) in at most so many steps, starting from what must be funded.
pub(super) fn search<'m>(
    start: &State<'m>,
    aim: Aim,
    prices: &Prices,
    have: Option<i64>,
    most_steps: usize,
    stop: &dyn Fn() -> bool,
) -> Searched<'m> {
    let model = start.model;
    let room = have.map_or(f64::MAX, |have| prices.bound - (have + 1) as f64 + rounding(prices.bound));
    let mut choices = Vec::with_capacity(model.communes());
    for commune in 0..model.communes() {
        match choices_of(model, aim, prices, commune, room) {
            Some(found) => choices.push((commune, found)),
            None => return Searched { better: None, whole: false },
        }
        if stop() {
            return Searched { better: None, whole: false };
        }
    }
    choices.sort_by_key(|(_, c)| c.len());
    let mut rest = vec![0.0; choices.len() + 1];
    for (level, (_, of)) in choices.iter().enumerate().rev() {
        rest[level] = rest[level + 1] + of.iter().map(|c| c.spends).fold(0.0, f64::max);
    }
    let money = model.budgets.iter().zip(&prices.slots).map(|(b, p)| *b as f64 * p).sum();
    let mut walk =
        Walk { aim, prices, stop, choices, rest, money, room, state: start.clone(), better: None, steps: 0, most_steps, whole: true };
    walk.go(0, 0.0, 0.0);
    Searched { better: walk.better, whole: walk.whole }
}

fn choices_of(model: &Model, aim: Aim, prices: &Prices, commune: usize, room: f64) -> Option<Vec<Choice>> {
    let (reach, other) = prices.both(model, commune);
    let best = reach.max(other);
    let mut found = Vec::new();
    if best - reach <= room && reach > f64::NEG_INFINITY {
        let spends = model.items_of(commune).map(|i| spends(model, prices, model.items[i].early)).sum();
        found.push(Choice { reach: true, items: Vec::new(), loss: best - reach, spends });
    }
    if best - other <= room && other > f64::NEG_INFINITY {
        // Communes are counted first, so single criteria matter there only where money has to go to the area.
        let floor = model.area(commune).is_some_and(|a| model.question.areas[a].money_at_least > 0);
        let all = aim != Aim::Communes || floor;
        let (mut sure, mut open) = (Vec::new(), Vec::new());
        for i in model.items_of(commune) {
            let item = &model.items[i];
            match item.late {
                _ if item.must => sure.push(i),
                None => {}
                Some(_) if all => open.push(i),
                Some(_) => {}
            }
        }
        // Large losses first: they end branches early.
        open.sort_by(|a, b| prices.late[*b].abs().total_cmp(&prices.late[*a].abs()));
        let mut subsets = Subsets { model, prices, open, room, found };
        subsets.go(0, best - other, sure)?;
        found = subsets.found;
    }
    found.sort_by(|a, b| a.loss.total_cmp(&b.loss).then_with(|| a.items.cmp(&b.items)));
    Some(found)
}

fn spends(model: &Model, prices: &Prices, bill: Option<super::model::Bill>) -> f64 {
    bill.map_or(0.0, |bill| model.amounts(bill).iter().map(|&(kind, cost)| cost as f64 * prices.kinds[kind]).sum())
}

struct Subsets<'a> {
    model: &'a Model<'a>,
    prices: &'a Prices,
    open: Vec<usize>,
    room: f64,
    found: Vec<Choice>,
}

impl Subsets<'_> {
    fn go(&mut self, at: usize, loss: f64, items: Vec<usize>) -> Option<()> {
        if loss > self.room {
            return Some(());
        }
        let Some(&item) = self.open.get(at) else {
            let spends = items.iter().map(|i| spends(self.model, self.prices, self.model.items[*i].late)).sum();
            self.found.push(Choice { reach: false, items, loss, spends });
            return (self.found.len() <= MOST_CHOICES).then_some(());
        };
        let worth = self.prices.late[item];
        let mut with = items.clone();
        with.push(item);
        self.go(at + 1, loss + (-worth).max(0.0), with)?;
        self.go(at + 1, loss + worth.max(0.0), items)
    }
}

struct Walk<'a, 'm> {
    aim: Aim,
    prices: &'a Prices,
    stop: &'a dyn Fn() -> bool,
    choices: Vec<(usize, Vec<Choice>)>,
    /// Most that the communes from each level on can spend, at the prices.
    rest: Vec<f64>,
    /// All budgets at the prices.
    money: f64,
    room: f64,
    state: State<'m>,
    better: Option<State<'m>>,
    steps: usize,
    most_steps: usize,
    whole: bool,
}

impl Walk<'_, '_> {
    fn go(&mut self, level: usize, loss: f64, spent: f64) {
        if level == self.choices.len() {
            self.leaf();
            return;
        }
        for at in 0..self.choices[level].1.len() {
            self.steps += 1;
            if !self.whole || self.steps > self.most_steps || self.steps.is_multiple_of(64) && (self.stop)() {
                self.whole = false;
                return;
            }
            let (commune, choice) = (self.choices[level].0, &self.choices[level].1[at]);
            let (lost, spent) = (loss + choice.loss, spent + choice.spends);
            if lost > self.room {
                break;
            }
            // Money with a price that is left lying is a loss too.
            if self.money - spent - self.rest[level + 1] > self.room - lost {
                continue;
            }
            if let Some(added) = self.take(level, at, commune) {
                self.go(level + 1, lost, spent);
                self.give_back(commune, &added);
            }
        }
    }

    /// Applies a choice; the items it added, none when it does not fit.
    fn take(&mut self, level: usize, at: usize, commune: usize) -> Option<Vec<usize>> {
        let choice = &self.choices[level].1[at];
        if choice.reach {
            if !self.state.reached[commune] {
                self.state.reach(commune).ok()?;
            }
            return Some(Vec::new());
        }
        let wanted: Vec<usize> = choice.items.iter().copied().filter(|i| !self.state.funded[*i]).collect();
        for (done, &item) in wanted.iter().enumerate() {
            if self.state.fund(item).is_err() {
                wanted[..done].iter().for_each(|i| self.state.drop(*i));
                return None;
            }
        }
        Some(wanted)
    }

    fn give_back(&mut self, commune: usize, added: &[usize]) {
        if self.state.reached[commune] {
            if !self.state.model.must_reach(commune) {
                self.state.unreach(commune);
            }
        } else {
            added.iter().for_each(|i| self.state.drop(*i));
        }
    }

    fn leaf(&mut self) {
        let kept = match self.aim {
            Aim::Communes => true,
            Aim::Criteria { communes } => self.state.communes >= communes,
            Aim::Cost { communes, criteria } => self.state.communes >= communes && self.state.criteria >= criteria,
        };
        let value = value(self.aim, &self.state);
        let room = self.prices.bound - (value + 1) as f64 + rounding(self.prices.bound);
        if kept && self.state.keeps_floors() && room < self.room {
            self.room = room;
            self.better = Some(self.state.clone());
        }
    }
}
