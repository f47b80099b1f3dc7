//! From prices to answers: what is dear for what it brings is taken out, and the room filled again in a slightly different order.

use super::super::search::mix;
use super::model::Model;
use super::prices::{Aim, Prices};
use super::state::{Score, State};

/// Candidates looked at in one filling: enough to miss nothing worthwhile, few enough to stay quick on a whole country.
const MOST_CANDIDATES: usize = 600;
/// Comes after every honest key.
const LAST: f64 = 1e15;

/// Rounds after which the search returns to the best and is as bold as at first.
const CYCLE: usize = 400;
/// How much money left counts beside what it bought, at the prices: enough to lead somewhere, too little to be an end.
const LEFT_OVER: f64 = 0.25;

/// What a choice is worth to the search, which may walk through worse ones.
struct Merit {
    commune: f64,
    criterion: f64,
    money: f64,
    /// Price of each kind.
    kinds: Vec<f64>,
    /// By how much the next choice may be worse at first.
    bold: f64,
    /// Whether single criteria count at all.
    single: bool,
}

impl Merit {
    fn of(&self, state: &State) -> f64 {
        let (communes, money) = state.missing();
        if (communes, money) != (0, 0) {
            return -LAST * (1.0 + communes as f64) - money as f64;
        }
        let spent: f64 = self.kinds.iter().enumerate().map(|(kind, price)| price * state.flow.paid_in_all(kind) as f64).sum();
        let value = self.commune * state.communes as f64 + self.criterion * state.criteria as f64 - self.money * state.cost as f64;
        value - LEFT_OVER * spent
    }
}

pub(super) struct Improver<'m> {
    pub(super) best: State<'m>,
    /// Where the search stands, and its merit.
    here: Option<(State<'m>, f64)>,
    merit: Option<Merit>,
    rounds: usize,
    /// Keys by which communes and criteria are tried, least first.
    commune_keys: Vec<f64>,
    item_keys: Vec<f64>,
    /// How far apart keys usually are.
    commune_spread: f64,
    item_spread: f64,
    random: u64,
}

impl<'m> Improver<'m> {
    /// Starts from a choice; before there are prices, what costs least comes first.
    pub(super) fn new(start: State<'m>) -> Self {
        let model = start.model;
        let commune_keys = (0..model.communes()).map(|c| model.question.communes[c].cost() as f64).collect();
        let item_keys = model.items.iter().map(|i| i.cost as f64).collect();
        let mut improver = Self {
            best: start,
            here: None,
            merit: None,
            rounds: 0,
            commune_keys,
            item_keys,
            commune_spread: 0.0,
            item_spread: 0.0,
            random: 1,
        };
        improver.measure();
        improver
    }

    const fn model(&self) -> &'m Model<'m> {
        self.best.model
    }

    /// From now on tries in the order of these prices.
    pub(super) fn follow(&mut self, aim: Aim, prices: &Prices) {
        let model = self.model();
        // What cannot be compared stays comparable: it comes last.
        let key = |worth: f64| if worth.is_finite() { -worth } else { LAST };
        self.commune_keys = (0..model.communes()).map(|c| key(prices.advantage(model, c))).collect();
        self.item_keys = prices.late.iter().map(|worth| key(*worth)).collect();
        self.measure();
        let (money, bold) = if matches!(aim, Aim::Cost { .. }) { (1.0, 0.5 * self.item_spread) } else { (0.0, 0.8) };
        let single = aim != Aim::Communes;
        let kinds = prices.kinds.iter().map(|p| if p.is_finite() { *p } else { 0.0 }).collect();
        self.merit = Some(Merit { commune: prices.bonus(None), criterion: prices.criterion, money, kinds, bold, single });
        self.here = None;
    }

    fn measure(&mut self) {
        let spread = |keys: &[f64]| {
            let honest = || keys.iter().map(|k| k.abs()).filter(|k| *k < LAST);
            honest().sum::<f64>() / honest().count().max(1) as f64
        };
        (self.commune_spread, self.item_spread) = (spread(&self.commune_keys), spread(&self.item_keys));
    }

    fn roll(&mut self, below: usize) -> usize {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        (mix(self.random) % below.max(1) as u64) as usize
    }

    fn noise(&mut self) -> f64 {
        self.roll(1 << 20) as f64 / f64::from(1 << 20)
    }

    /// Tries changes until `patience` in a row bring nothing better, `done` is satisfied or time is out.
    pub(super) fn run(&mut self, patience: usize, done: &dyn Fn(&State) -> bool, stop: &dyn Fn() -> bool) {
        let mut idle = 0;
        while idle < patience && !done(&self.best) {
            if idle.is_multiple_of(8) && stop() {
                return;
            }
            idle = if self.round() { 0 } else { idle + 1 };
        }
    }

    /// Fills what room the best leaves.
    pub(super) fn fill(&mut self) {
        let mut state = self.best.clone();
        self.recreate(&mut state, 0.0, &[], usize::MAX);
        self.offer(state);
    }

    /// Takes a choice that is at least as good; whether it is better.
    pub(super) fn offer(&mut self, state: State<'m>) -> bool {
        let (new, old): (Score, Score) = (state.score(), self.best.score());
        if new >= old {
            self.best = state;
        }
        new > old
    }

    /// One change from where the search stands; whether it made the best better.
    fn round(&mut self) -> bool {
        self.rounds += 1;
        if self.rounds.is_multiple_of(CYCLE) {
            self.here = None;
        }
        let mut state = self.here.as_ref().map_or(&self.best, |(state, _)| state).clone();
        let removed = self.ruin(&mut state);
        let shake = [0.0, 0.05, 0.2, 0.8][self.roll(4)];
        let barred = if self.roll(2) == 0 { removed } else { Vec::new() };
        self.recreate(&mut state, shake, &barred, MOST_CANDIDATES);
        let Some(merit) = &self.merit else { return self.offer(state) };
        let new = merit.of(&state);
        let old = self.here.as_ref().map_or_else(|| merit.of(&self.best), |(_, merit)| *merit);
        let cooled = 1.0 - (self.rounds % CYCLE) as f64 / CYCLE as f64;
        if new >= old - merit.bold * cooled * cooled {
            self.here = Some((state.clone(), new));
        }
        self.offer(state)
    }

    /// Takes out some communes and some single criteria.
    fn ruin(&mut self, state: &mut State) -> Vec<usize> {
        let model = self.model();
        let mut removed = Vec::new();
        let reached: Vec<usize> = (0..model.communes()).filter(|c| state.reached[*c] && !model.must_reach(*c)).collect();
        if !reached.is_empty() && self.roll(8) != 0 {
            let many = if self.roll(16) == 0 { 1 + reached.len() / 5 } else { 1 + self.roll(4) };
            for _ in 0..many {
                let commune = reached[self.roll(reached.len())];
                if state.reached[commune] {
                    state.unreach(commune);
                    removed.push(commune);
                }
            }
        }
        let single: Vec<usize> = (0..model.items.len())
            .filter(|i| state.funded[*i] && !model.items[*i].must && !state.reached[model.items[*i].commune] && model.items[*i].cost > 0)
            .collect();
        let many = match self.roll(8) {
            _ if self.merit.as_ref().is_some_and(|m| !m.single) => single.len(),
            0..=2 => single.len(),
            3 => 0,
            _ => 1 + self.roll(6),
        };
        if many >= single.len() {
            single.iter().for_each(|&i| state.drop(i));
        } else {
            for _ in 0..many {
                let item = single[self.roll(single.len())];
                if state.funded[item] {
                    state.drop(item);
                }
            }
        }
        removed
    }

    /// Fills the room: communes first, then single criteria; areas short of their floors before all others. What was barred comes last.
    fn recreate(&mut self, state: &mut State, shake: f64, barred: &[usize], most: usize) {
        let model = self.model();
        let areas = &model.question.areas;
        let mut communes: Vec<(f64, usize)> = Vec::new();
        for c in (0..model.communes()).filter(|c| !state.reached[*c] && model.can_reach[*c]) {
            let short = model.area(c).is_some_and(|a| state.area_reached[a] < areas[a].communes_at_least);
            let turn = if short { -2.0 * LAST } else { 0.0 } + if barred.contains(&c) { LAST } else { 0.0 };
            communes.push((self.commune_keys[c] + turn + shake * self.commune_spread * self.noise(), c));
        }
        for (_, commune) in least(communes, most) {
            let unfunded = model.items_of(commune).filter(|i| !state.funded[*i]).map(|i| model.items[i].cost).sum::<i64>();
            if unfunded <= state.flow.left_in_all() {
                let _fits = state.reach(commune).is_ok();
            }
        }
        let mut items: Vec<(f64, usize)> = Vec::new();
        for i in (0..model.items.len()).filter(|i| !state.funded[*i] && model.items[*i].late.is_some()) {
            let area = model.area(model.items[i].commune);
            let short = area.is_some_and(|a| state.area_money[a] < areas[a].money_at_least);
            let turn = if short { -LAST } else { 0.0 };
            items.push((self.item_keys[i] + turn + shake * self.item_spread * self.noise(), i));
        }
        for (_, item) in least(items, most) {
            if model.items[item].cost <= state.flow.left_in_all() {
                let _fits = state.fund(item).is_ok();
            }
        }
    }
}

/// So many candidates with the least keys, in order.
fn least(mut candidates: Vec<(f64, usize)>, most: usize) -> Vec<(f64, usize)> {
    let order = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
    if candidates.len() > most {
        candidates.select_nth_unstable_by(most, order);
        candidates.truncate(most);
    }
    candidates.sort_unstable_by(order);
    candidates
}
