//! From prices to an answer: a local search among the nearly best choices of the districts, then, where it is small enough, an exact
//! search that finds the best or proves there is none better.

use super::district::{Column, District, fits};
use super::dual::Prices;
use super::pack::{Packed, pack};
use super::{Funding, MOST_YEARS, Problem, Use, easy_first};

pub(super) struct Found {
    pub(super) value: i64,
    pub(super) bound: i64,
    pub(super) chosen: Vec<Funding>,
    pub(super) reached: Vec<Option<usize>>,
}

/// Nearly best choices kept per district for the local search.
const LOCAL_COLUMNS: usize = 160;
/// How much less than the best, in objective units, a choice may be worth to the local search.
const LOCAL_LOSS: f64 = 1.5;
/// Nearly best choices per district the exact search may have to look at.
const EXACT_COLUMNS: usize = 60_000;
/// Kicks without progress after which the exact search gets its turn.
const PATIENCE: u32 = 150;

pub(super) fn search(problem: &Problem, districts: &[District], capacity: &Use, prices: &Prices, stop: &dyn Fn() -> bool) -> Option<Found> {
    let years = problem.budgets.len();
    // The bound is whole because the objective is; a millionth covers rounding of the prices' sums.
    let bound = (prices.bound + 1e-6).floor() as i64;
    let mut search = Search { problem, districts, capacity, prices, years, bound, best: None, stop };
    search.start();
    if search.is_done() {
        return search.best;
    }
    let columns = search.local_columns();
    let mut local = Local::new(&search, &columns);
    local.climb(&mut search);
    let mut patience = PATIENCE;
    let mut tried_at = i64::MIN;
    while !search.is_done() && !stop() {
        if local.improve(&mut search, patience) {
            continue;
        }
        let have = search.value();
        if tried_at != have {
            tried_at = have;
            search.exact();
        }
        patience = patience.saturating_mul(2);
    }
    search.best
}

struct Search<'a> {
    problem: &'a Problem,
    districts: &'a [District],
    capacity: &'a Use,
    prices: &'a Prices,
    years: usize,
    bound: i64,
    best: Option<Found>,
    stop: &'a dyn Fn() -> bool,
}

impl Search<'_> {
    fn value(&self) -> i64 {
        self.best.as_ref().map_or(-1, |b| b.value)
    }

    fn is_done(&self) -> bool {
        self.value() >= self.bound
    }

    fn prices(&self) -> &[f64] {
        &self.prices.prices[..self.years]
    }

    /// The simple way first: it is often the answer of a small question, and the floor of every other.
    fn start(&mut self) {
        let simple = easy_first(self.problem);
        let keeps_musts = self.problem.communes.iter().zip(&simple.reached).all(|(c, r)| !c.must || r.is_some());
        if keeps_musts {
            self.best = Some(Found { value: simple.objective, bound: self.bound, chosen: simple.chosen, reached: simple.reached });
        }
        let best: Vec<&Column> = self.prices.best.iter().collect();
        self.offer(&best);
    }

    /// A few of the nearly best choices of every district, least loss first.
    fn local_columns(&self) -> Vec<Vec<Column>> {
        let bests = self.prices.best.iter().zip(self.districts);
        bests.map(|(best, district)| district.near_best(self.prices(), best.loss, LOCAL_LOSS, LOCAL_COLUMNS).0).collect()
    }

    /// Takes a choice of every district as the new best when it is better and can be paid out; whether packing was decided.
    fn offer(&mut self, columns: &[&Column]) -> bool {
        let value: i64 = columns.iter().map(|c| c.value).sum();
        let mut due = [0; MOST_YEARS];
        columns.iter().for_each(|c| due.iter_mut().zip(&c.due).for_each(|(a, b)| *a += b));
        if value <= self.value() || !fits(&due, self.capacity, self.years) {
            return true;
        }
        let mut reached = vec![None; self.problem.communes.len()];
        for (district, column) in self.districts.iter().zip(columns) {
            for ((&commune, choices), &pick) in district.communes.iter().zip(&district.choices).zip(&column.picks) {
                reached[commune] = choices[pick as usize].reached.map(usize::from);
            }
        }
        match pack(self.problem, &reached) {
            Packed::Done(chosen) => {
                self.best = Some(Found { value, bound: self.bound, chosen, reached });
                true
            }
            Packed::Impossible => true,
            Packed::Unknown => false,
        }
    }

    /// Walks every combination that could beat the best so far. If none does, the best is proven.
    fn exact(&mut self) {
        let room = self.prices.bound - (self.value() + 1) as f64 + 1e-6;
        if room < 0.0 {
            self.prove();
            return;
        }
        let mut columns: Vec<(usize, Vec<Column>)> = Vec::with_capacity(self.districts.len());
        for (i, (best, district)) in self.prices.best.iter().zip(self.districts).enumerate() {
            let (near, whole) = district.near_best(self.prices(), best.loss, room, EXACT_COLUMNS);
            if !whole || (self.stop)() {
                return;
            }
            columns.push((i, near));
        }
        columns.sort_by_key(|(_, columns)| columns.len());
        let mut tree = Tree::new(self, columns);
        let before = tree.search.value();
        let decided = tree.go(0, 0.0, [0; MOST_YEARS]);
        if decided && tree.sure && self.value() == before {
            self.prove();
        }
    }

    fn prove(&mut self) {
        self.bound = self.value();
        if let Some(best) = &mut self.best {
            best.bound = best.value;
        }
    }
}

/// Steps of the exact search before it gives up.
const MOST_STEPS: u64 = 400_000_000;

struct Tree<'s, 'a> {
    search: &'s mut Search<'a>,
    columns: Vec<(usize, Vec<Column>)>,
    /// Least and most that the districts from each level on can use.
    least: Vec<Use>,
    most: Vec<Use>,
    picks: Vec<usize>,
    /// Room for losses: the bound less what must be beaten.
    room: f64,
    steps: u64,
    sure: bool,
}

impl<'s, 'a> Tree<'s, 'a> {
    fn new(search: &'s mut Search<'a>, columns: Vec<(usize, Vec<Column>)>) -> Self {
        let n = columns.len();
        let (mut least, mut most) = (vec![[0; MOST_YEARS]; n + 1], vec![[0; MOST_YEARS]; n + 1]);
        for level in (0..n).rev() {
            for u in 0..MOST_YEARS {
                let due = || columns[level].1.iter().map(|c| c.due[u]);
                least[level][u] = least[level + 1][u] + due().min().unwrap_or(0);
                most[level][u] = most[level + 1][u] + due().max().unwrap_or(0);
            }
        }
        let room = search.prices.bound - (search.value() + 1) as f64 + 1e-6;
        Self { search, columns, least, most, picks: vec![0; n], room, steps: 0, sure: true }
    }

    /// Whether the subtree was walked to its end; stops early after an improvement.
    fn go(&mut self, level: usize, loss: f64, due: Use) -> bool {
        if level == self.columns.len() {
            let mut chosen: Vec<Option<&Column>> = vec![None; self.columns.len()];
            for ((district, columns), &pick) in self.columns.iter().zip(&self.picks) {
                chosen[*district] = Some(&columns[pick]);
            }
            let chosen: Vec<&Column> = chosen.into_iter().flatten().collect();
            let before = self.search.value();
            self.sure &= self.search.offer(&chosen);
            return self.search.value() == before;
        }
        for pick in 0..self.columns[level].1.len() {
            self.steps += 1;
            if self.steps > MOST_STEPS || (self.steps.is_multiple_of(4096) && (self.search.stop)()) {
                return false;
            }
            let column = &self.columns[level].1[pick];
            let lost = loss + column.loss;
            if lost > self.room {
                break;
            }
            let mut sum = due;
            sum.iter_mut().zip(&column.due).for_each(|(a, b)| *a += b);
            if self.may_do(level + 1, lost, &sum) {
                self.picks[level] = pick;
                if !self.go(level + 1, lost, sum) {
                    return false;
                }
            }
        }
        true
    }

    /// Budgets may neither be broken nor, where they have a price, be left lying by more than the room.
    fn may_do(&self, level: usize, loss: f64, due: &Use) -> bool {
        let (least, most) = (&self.least[level], &self.most[level]);
        let mut left = self.room - loss;
        for (u, due) in due.iter().enumerate().take(self.search.years) {
            let spare = self.search.capacity[u] - due;
            if spare < least[u] {
                return false;
            }
            left -= self.search.prices.prices[u] * (spare - most[u]).max(0) as f64;
        }
        left >= 0.0
    }
}

/// Stirs a number: the only randomness here, the same in every call.
pub(in crate::allocate) const fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Local search for a choice of every district worth at least a target without breaking a budget: it walks downhill in what is
/// missing, by changing one district, then two at a time, and is kicked when stuck.
struct Local<'c> {
    columns: &'c [Vec<Column>],
    weights: [f64; MOST_YEARS],
    picks: Vec<usize>,
    value: i64,
    due: Use,
    random: u64,
}

impl<'c> Local<'c> {
    fn new(search: &Search, columns: &'c [Vec<Column>]) -> Self {
        // A budget without a price must still hold.
        let mean = search.prices().iter().sum::<f64>() / search.years as f64;
        let mut weights = [0.0; MOST_YEARS];
        weights.iter_mut().zip(search.prices()).for_each(|(w, p)| *w = p.max(0.1 * mean).max(1e-9));
        let mut local = Self { columns, weights, picks: vec![0; columns.len()], value: 0, due: [0; MOST_YEARS], random: 1 };
        local.sum();
        local
    }

    fn sum(&mut self) {
        self.value = 0;
        self.due = [0; MOST_YEARS];
        for (columns, &pick) in self.columns.iter().zip(&self.picks) {
            self.value += columns[pick].value;
            self.due.iter_mut().zip(&columns[pick].due).for_each(|(a, b)| *a += b);
        }
    }

    fn roll(&mut self, below: usize) -> usize {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        (mix(self.random) % below.max(1) as u64) as usize
    }

    fn missing(&self, search: &Search, target: i64, value: i64, due: &Use) -> f64 {
        let short = (target - value).max(0) as f64;
        let over = (0..search.years).map(|u| self.weights[u] * (due[u] - search.capacity[u]).max(0) as f64);
        short + over.sum::<f64>()
    }

    /// First answers: targets well below the bound, nearer and nearer.
    fn climb(&mut self, search: &mut Search) {
        let mut below = (search.bound / 100).max(2);
        let mut rounds = 0;
        while search.value() < search.bound - below && !(search.stop)() && rounds < 12 {
            self.picks.fill(0);
            self.sum();
            self.seek(search, search.bound - below, 40);
            if search.value() < search.bound - below {
                below *= 2;
            }
            rounds += 1;
        }
    }

    fn improve(&mut self, search: &mut Search, patience: u32) -> bool {
        let before = search.value();
        self.seek(search, (before + 1).max(0), patience);
        search.value() > before
    }

    fn seek(&mut self, search: &mut Search, target: i64, patience: u32) {
        let mut here = self.missing(search, target, self.value, &self.due);
        let (mut least, mut kept) = (here, self.picks.clone());
        let mut kicks = 0;
        loop {
            while here > 0.0 {
                let Some(next) = self.one_step(search, target, here).or_else(|| self.two_steps(search, target, here)) else { break };
                here = next;
            }
            if here <= 0.0 {
                let columns: Vec<&Column> = self.columns.iter().zip(&self.picks).map(|(c, &p)| &c[p]).collect();
                search.offer(&columns);
                if search.value() >= target {
                    return;
                }
            }
            if here < least {
                (least, kept) = (here, self.picks.clone());
                kicks = 0;
            } else {
                self.picks.clone_from(&kept);
            }
            kicks += 1;
            if kicks > patience || (search.stop)() {
                return;
            }
            self.kick();
            here = self.missing(search, target, self.value, &self.due);
        }
    }

    fn kick(&mut self) {
        for _ in 0..2 + self.roll(3) {
            let district = self.roll(self.picks.len());
            let few = self.columns[district].len().min(24);
            self.picks[district] = self.roll(few);
        }
        self.sum();
    }

    /// The change of one district that helps most.
    fn one_step(&mut self, search: &Search, target: i64, here: f64) -> Option<f64> {
        let mut best = (here - 1e-12, usize::MAX, 0);
        for district in 0..self.picks.len() {
            for pick in 0..self.columns[district].len() {
                let (value, due) = self.changed(self.value, self.due, district, pick);
                let missing = self.missing(search, target, value, &due);
                if missing < best.0 {
                    best = (missing, district, pick);
                }
            }
        }
        self.take(&[(best.1, best.2)]).then_some(best.0)
    }

    /// Pairs of districts to try at a time: the fewer choices they have, the more pairs.
    fn pairs(&self) -> usize {
        let choices: usize = self.columns.iter().map(|c| c.len().min(80)).sum::<usize>() / self.columns.len().max(1);
        let all = self.columns.len().saturating_mul(self.columns.len());
        (24 * 80 * 80 / (choices * choices).max(1)).min(all).clamp(24, 4_000)
    }

    /// Changes of two districts at a time: some pairs, the first that helps.
    fn two_steps(&mut self, search: &Search, target: i64, here: f64) -> Option<f64> {
        let n = self.picks.len();
        if n < 2 {
            return None;
        }
        for _ in 0..self.pairs() {
            let a = self.roll(n);
            let b = (a + 1 + self.roll(n - 1)) % n;
            let mut best = (here - 1e-12, 0, 0);
            for first in 0..self.columns[a].len().min(80) {
                let (value, due) = self.changed(self.value, self.due, a, first);
                for second in 0..self.columns[b].len().min(80) {
                    let (value, due) = self.changed(value, due, b, second);
                    let missing = self.missing(search, target, value, &due);
                    if missing < best.0 {
                        best = (missing, first, second);
                    }
                }
            }
            if best.0 < here - 1e-12 {
                self.take(&[(a, best.1), (b, best.2)]);
                return Some(best.0);
            }
            if (search.stop)() {
                return None;
            }
        }
        None
    }

    fn changed(&self, value: i64, mut due: Use, district: usize, pick: usize) -> (i64, Use) {
        let (old, new) = (&self.columns[district][self.picks[district]], &self.columns[district][pick]);
        for ((due, new), old) in due.iter_mut().zip(&new.due).zip(&old.due) {
            *due += new - old;
        }
        (value + new.value - old.value, due)
    }

    fn take(&mut self, changes: &[(usize, usize)]) -> bool {
        for &(district, pick) in changes {
            if district == usize::MAX {
                return false;
            }
            (self.value, self.due) = self.changed(self.value, self.due, district, pick);
            self.picks[district] = pick;
        }
        true
    }
}
