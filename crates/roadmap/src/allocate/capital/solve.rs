//! The three goals in turn, each with its bound; and the simple way to compare with.

use super::exact::{Searched, rounding, search, value};
use super::improve::Improver;
use super::model::Model;
use super::prices::{Aim, Prices, best_prices};
use super::state::State;
use super::{Answer, CapitalError, Goal, Payment, Question, SourceSet, demands};
use std::collections::BTreeMap;
use std::time::Duration;

/// Changes without progress after which the exact search gets its turn.
const PATIENCE: usize = 200;
/// Steps of the exact search at its first turn; both double with every turn.
const STEPS: usize = 20_000;

/// Chooses what to fund. `elapsed` is the time gone since the call; the search stops at `limit` and gives the best it has.
///
/// # Errors
/// A question that cannot be used, or demands that cannot hold.
///
/// ```
/// use std::time::Duration;
/// use vedich_roadmap::allocate::capital::{Commune, Need, Question, Work, solve};
/// let work = |cost, sources: &[usize]| Work { cost, lead: 0, sources: sources.iter().copied().collect() };
/// let need = |works: &[Work]| Need { works: works.to_vec(), ..Need::default() };
/// // Roads may be paid by the province (0) and the commune (1), a house of culture by the commune alone.
/// let commune = |road, house| Commune { needs: vec![need(&[work(road, &[0, 1])]), need(&[work(house, &[1])])], ..Commune::default() };
/// let question = Question { years: 1, budgets: vec![vec![10], vec![7]], communes: vec![commune(7, 4), commune(8, 3)], ..Question::default() };
/// let answer = solve(&question, Duration::from_secs(1), || Duration::ZERO).unwrap();
/// assert_eq!((answer.communes.value, answer.criteria.value, answer.cost.value), (1, 3, 14)); // the commune can pay both houses, not both roads
/// assert!(answer.is_optimal());
/// ```
pub fn solve(question: &Question, limit: Duration, elapsed: impl Fn() -> Duration) -> Result<Answer, CapitalError> {
    demands::check(question)?;
    let model = Model::new(question);
    let start = demands::musts(&model)?;
    demands::floors(&model)?;
    let mut improver = Improver::new(start.clone());
    improver.offer(simple(start.clone()));
    let mut settle = Settle { start, improver, limit, elapsed: &elapsed };
    let (communes_bound, prices) = settle.aim(Aim::Communes, [0.25, 0.4])?;
    let communes = settle.improver.best.communes;
    let (criteria_bound, _) = settle.aim(Aim::Criteria { communes }, [0.55, 0.7])?;
    let criteria = settle.improver.best.criteria;
    let (cost_bound, _) = settle.aim(Aim::Cost { communes, criteria }, [0.85, 0.97])?;
    // A later aim may still find more of an earlier one that is not proven; the bounds hold all the same.
    let best = settle.improver.best;
    let goal = |value: i64, bound: i64| Goal { value, bound };
    Ok(Answer {
        communes: goal(best.communes, communes_bound),
        criteria: goal(best.criteria, criteria_bound),
        cost: goal(best.cost, -cost_bound),
        prices: by_source(question, &prices),
        communes_bound: prices.bound,
        ..answer_of(&best)
    })
}

struct Settle<'m, 'e, E> {
    start: State<'m>,
    improver: Improver<'m>,
    limit: Duration,
    elapsed: &'e E,
}

impl<E: Fn() -> Duration> Settle<'_, '_, E> {
    /// Settles one aim within its shares of the time: prices, then improving and searching; the bound in whole units.
    fn aim(&mut self, aim: Aim, shares: [f64; 2]) -> Result<(i64, Prices), CapitalError> {
        let (elapsed, limit) = (self.elapsed, self.limit);
        let after = |share: f64| move || elapsed() > limit.mul_f64(share);
        let model = self.start.model;
        let have = self.improver.best.keeps_floors().then(|| value(aim, &self.improver.best));
        let prices = best_prices(model, aim, have, &after(shares[0]));
        let mut bound = (prices.bound + rounding(prices.bound)).floor() as i64;
        let stop = after(shares[1]);
        self.improver.follow(aim, &prices);
        let impossible = aim == Aim::Communes && prices.bound < -rounding(prices.bound);
        let mut settled = false;
        if !impossible {
            (bound, settled) = self.close(aim, &prices, bound, &stop);
        }
        if self.improver.best.keeps_floors() {
            return Ok((bound, prices));
        }
        Err(CapitalError::Floors { missing: missing(&self.improver.best), proven: impossible || settled })
    }

    /// Improves and searches in turn until the bound is met, the search has seen everything, or time is out: the bound, and whether
    /// everything was seen.
    fn close(&mut self, aim: Aim, prices: &Prices, bound: i64, stop: &dyn Fn() -> bool) -> (i64, bool) {
        let done = |state: &State| state.keeps_floors() && value(aim, state) >= bound;
        let mut effort = 1;
        loop {
            self.improver.run(effort * PATIENCE, &done, stop);
            let have = self.improver.best.keeps_floors().then(|| value(aim, &self.improver.best));
            if have.is_some_and(|have| have >= bound) {
                return (bound, false);
            }
            let Searched { better, whole } = search(&self.start, aim, prices, have, effort * STEPS, stop);
            let best = better.as_ref().map(|state| value(aim, state)).or(have);
            better.map(|state| self.improver.offer(state));
            if whole {
                return (best.unwrap_or(bound), true);
            }
            if stop() {
                return (bound, false);
            }
            self.improver.fill();
            effort = effort.saturating_mul(2);
        }
    }
}

fn missing(state: &State) -> Vec<(usize, i64, i64)> {
    let missing = (0..state.area_money.len()).map(|area| (area, state.area_misses(area)));
    missing.filter(|(_, missing)| *missing != (0, 0)).map(|(area, (communes, money))| (area, communes, money)).collect()
}

fn by_source(question: &Question, prices: &Prices) -> Vec<Vec<Option<f64>>> {
    let slot = |source: usize, year: usize| (question.budgets[source][year] > 0).then(|| prices.slots[source * question.years + year]);
    (0..question.budgets.len()).map(|s| (0..question.years).map(|y| slot(s, y)).collect()).collect()
}

/// Easy first (dễ làm trước) under the same rules: after what must be funded the cheapest commune that can still be paid for, those of
/// areas below their floor before the others, then the cheapest criteria. What offices do by hand; its bounds claim nothing.
///
/// # Errors
/// A question that cannot be used, or demands that cannot hold. Floors it does not manage to keep are its own fault and not an error.
pub fn easy_first(question: &Question) -> Result<Answer, CapitalError> {
    demands::check(question)?;
    let model = Model::new(question);
    Ok(answer_of(&simple(demands::musts(&model)?)))
}

fn simple(start: State<'_>) -> State<'_> {
    let mut improver = Improver::new(start);
    improver.fill();
    improver.best
}

/// The choice as an answer; nothing is claimed about bounds.
pub(super) fn answer_of(state: &State) -> Answer {
    let model = state.model;
    let claim = |value| Goal { value, bound: value };
    Answer {
        reached: state.reached.clone(),
        funded: (0..model.communes()).map(|c| model.items_of(c).map(|i| state.funded[i]).collect()).collect(),
        payments: payments(state),
        communes: claim(state.communes),
        criteria: claim(state.criteria),
        cost: claim(state.cost),
        prices: Vec::new(),
        communes_bound: f64::MAX,
    }
}

/// Who pays what and when: the works with the fewest years and sources first, each from one source if one has enough.
fn payments(state: &State) -> Vec<Payment> {
    let (model, question) = (state.model, state.model.question);
    let last = question.years - 1;
    let mut works: BTreeMap<(usize, usize, SourceSet), Vec<(i64, Payment)>> = BTreeMap::new();
    for (commune, asked) in question.communes.iter().enumerate() {
        let by = if state.reached[commune] { asked.by.unwrap_or(last).min(last) } else { last };
        for (need, item) in model.items_of(commune).enumerate().filter(|(_, item)| state.funded[*item]) {
            debug_assert_eq!(model.items[item].commune, commune);
            for (work, w) in asked.needs[need].works.iter().enumerate().filter(|(_, w)| w.cost > 0) {
                let due = by - w.lead as usize;
                let payment = Payment { commune, need, work, year: 0, source: 0, amount: w.cost };
                works.entry((due, w.sources.iter().count(), w.sources)).or_default().push((w.cost, payment));
            }
        }
    }
    let kinds: Vec<_> = works.keys().map(|&(due, _, sources)| model.kind(sources, due)).collect();
    let mut flow = super::flow::Flow::over(&model.budgets, kinds.len());
    for (kind, works) in works.values().enumerate() {
        let paid = flow.add(&kinds, kind, works.iter().map(|w| w.0).sum());
        debug_assert!(paid.is_ok(), "every choice on offer can be paid");
    }
    let mut payments = Vec::new();
    for (kind, mut works) in works.into_values().enumerate() {
        let mut left: Vec<(usize, i64)> = kinds[kind].slots.iter().map(|&slot| (slot, flow.paid(kind, slot))).collect();
        works.sort_by_key(|(cost, p)| (std::cmp::Reverse(*cost), *p));
        for (cost, payment) in works {
            let mut missing = cost;
            let whole = left.iter().position(|(_, l)| *l >= cost);
            let from = whole.map_or(0..left.len(), |at| at..at + 1);
            for (slot, left) in &mut left[from] {
                let amount = missing.min(*left);
                if amount > 0 {
                    *left -= amount;
                    missing -= amount;
                    payments.push(Payment { year: *slot % question.years, source: *slot / question.years, amount, ..payment });
                }
            }
        }
    }
    payments.sort_unstable();
    payments
}
