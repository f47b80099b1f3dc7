//! From "due by" to "paid in": puts every criterion of the chosen communes into one year within budgets and caps.

use super::{Funding, Problem};
use std::collections::BTreeMap;

/// Outcome of packing.
pub(super) enum Packed {
    Done(Vec<Funding>),
    /// Proven not to fit.
    Impossible,
    /// Not found in the steps allowed.
    Unknown,
}

#[derive(Clone, Copy)]
struct Piece {
    commune: usize,
    criterion: usize,
    cost: i64,
    deadline: usize,
    district: usize,
}

struct Rooms {
    years: Vec<i64>,
    /// Room of each district in each year.
    districts: Vec<Vec<i64>>,
}

/// Steps of the exact search before it gives up.
const MOST_STEPS: usize = 60_000;

pub(super) fn pack(problem: &Problem, reached: &[Option<usize>]) -> Packed {
    let mut numbers = BTreeMap::new();
    let mut pieces = Vec::new();
    for (i, year) in reached.iter().enumerate() {
        let Some(year) = *year else { continue };
        let commune = &problem.communes[i];
        let next = numbers.len();
        let district = *numbers.entry(commune.district).or_insert(next);
        for (k, item) in commune.items.iter().enumerate() {
            pieces.push(Piece { commune: i, criterion: k, cost: item.cost, deadline: year - item.lead as usize, district });
        }
    }
    let rooms =
        || Rooms { years: problem.budgets.clone(), districts: vec![vec![problem.district_cap; problem.budgets.len()]; numbers.len()] };
    for seed in 0..24 {
        if let Some(years) = shift(&pieces, rooms(), seed) {
            return done(&pieces, &years);
        }
    }
    // What is due earliest and costs most has the fewest places to go.
    pieces.sort_by_key(|p| (p.deadline, std::cmp::Reverse(p.cost)));
    let mut exact = Exact { pieces: &pieces, rooms: rooms(), years: vec![0; pieces.len()], steps: 0 };
    match exact.place(0) {
        Some(true) => done(&pieces, &exact.years.clone()),
        Some(false) => Packed::Impossible,
        None => Packed::Unknown,
    }
}

fn done(pieces: &[Piece], years: &[usize]) -> Packed {
    let mut chosen: Vec<Funding> =
        pieces.iter().zip(years).map(|(p, &year)| Funding { commune: p.commune, criterion: p.criterion, year }).collect();
    chosen.sort_unstable();
    Packed::Done(chosen)
}

/// Everything starts in the year it is due; from the last year back, what is too much moves a year earlier: first what a district's
/// cap forces out, then just enough for the budget.
fn shift(pieces: &[Piece], rooms: Rooms, seed: u64) -> Option<Vec<usize>> {
    let mut years: Vec<usize> = pieces.iter().map(|p| p.deadline).collect();
    let mut rooms = rooms;
    for p in pieces {
        rooms.years[p.deadline] -= p.cost;
        rooms.districts[p.district][p.deadline] -= p.cost;
    }
    for year in (1..rooms.years.len()).rev() {
        for district in 0..rooms.districts.len() {
            let excess = -rooms.districts[district][year];
            if excess > 0 {
                let here: Vec<usize> = (0..pieces.len()).filter(|&i| years[i] == year && pieces[i].district == district).collect();
                move_back(pieces, &mut years, &mut rooms, &here, excess, false)?;
            }
        }
        let excess = -rooms.years[year];
        if excess > 0 {
            let mut here: Vec<usize> = (0..pieces.len()).filter(|&i| years[i] == year).collect();
            here.sort_by_key(|&i| super::search::mix(seed.wrapping_mul(0x9e37).wrapping_add(i as u64)));
            move_back(pieces, &mut years, &mut rooms, &here, excess, true)?;
        }
    }
    let fits = rooms.years.iter().chain(rooms.districts.iter().flatten()).all(|room| *room >= 0);
    fits.then_some(years)
}

/// Moves pieces that sum to at least `excess`, as little more as can be found, one year earlier.
fn move_back(pieces: &[Piece], years: &mut [usize], rooms: &mut Rooms, here: &[usize], excess: i64, keep_caps: bool) -> Option<()> {
    // Take in the order given while far from the goal, then let a subset sum over a few dozen pieces find the rest.
    let (mut left, mut moved, mut kept) = (excess, Vec::new(), Vec::new());
    let to = years[*here.first()?] - 1;
    let mut district_room: Vec<i64> = rooms.districts.iter().map(|room| if keep_caps { room[to] } else { i64::MAX }).collect();
    let dearest = here.iter().map(|&i| pieces[i].cost).max()?;
    for &i in here {
        let piece = pieces[i];
        if left > 4 * dearest && district_room[piece.district] >= piece.cost {
            left -= piece.cost;
            district_room[piece.district] -= piece.cost;
            moved.push(i);
        } else {
            kept.push(i);
        }
    }
    kept.retain(|&i| district_room[pieces[i].district] >= pieces[i].cost);
    kept.truncate(40);
    moved.extend(subset(pieces, &kept, left, &mut district_room)?);
    for i in moved {
        let piece = pieces[i];
        let year = years[i];
        years[i] = year - 1;
        rooms.years[year] += piece.cost;
        rooms.years[year - 1] -= piece.cost;
        rooms.districts[piece.district][year] += piece.cost;
        rooms.districts[piece.district][year - 1] -= piece.cost;
    }
    Some(())
}

/// A subset that sums to at least `goal` and as little more as possible, within the districts' room.
fn subset(pieces: &[Piece], from: &[usize], goal: i64, room: &mut [i64]) -> Option<Vec<usize>> {
    struct Best<'a> {
        pieces: &'a [Piece],
        from: &'a [usize],
        rest: Vec<i64>,
        over: i64,
        picks: Option<Vec<usize>>,
        steps: usize,
    }
    fn go(b: &mut Best, at: usize, goal: i64, room: &mut [i64], picks: &mut Vec<usize>) {
        if goal <= 0 {
            if -goal < b.over {
                b.over = -goal;
                b.picks = Some(picks.clone());
            }
            return;
        }
        b.steps += 1;
        if at == b.from.len() || b.rest[at] < goal || b.over == 0 || b.steps > 20_000 {
            return;
        }
        let piece = b.pieces[b.from[at]];
        if room[piece.district] >= piece.cost && piece.cost - goal < b.over {
            room[piece.district] -= piece.cost;
            picks.push(b.from[at]);
            go(b, at + 1, goal - piece.cost, room, picks);
            picks.pop();
            room[piece.district] += piece.cost;
        }
        go(b, at + 1, goal, room, picks);
    }
    let mut from = from.to_vec();
    from.sort_by_key(|&i| std::cmp::Reverse(pieces[i].cost));
    let mut rest = vec![0; from.len() + 1];
    for i in (0..from.len()).rev() {
        rest[i] = rest[i + 1] + pieces[from[i]].cost;
    }
    let mut best = Best { pieces, from: &from, rest, over: i64::MAX, picks: None, steps: 0 };
    go(&mut best, 0, goal, room, &mut Vec::new());
    best.picks
}

struct Exact<'a> {
    pieces: &'a [Piece],
    rooms: Rooms,
    years: Vec<usize>,
    steps: usize,
}

impl Exact<'_> {
    /// Whether the pieces from `at` on fit; none when the steps ran out.
    fn place(&mut self, at: usize) -> Option<bool> {
        let Some(&piece) = self.pieces.get(at) else { return Some(true) };
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return None;
        }
        for year in (0..=piece.deadline).rev() {
            if self.rooms.years[year] >= piece.cost && self.rooms.districts[piece.district][year] >= piece.cost {
                self.years[at] = year;
                self.rooms.years[year] -= piece.cost;
                self.rooms.districts[piece.district][year] -= piece.cost;
                let fits = self.place(at + 1);
                self.rooms.years[year] += piece.cost;
                self.rooms.districts[piece.district][year] += piece.cost;
                if fits != Some(false) {
                    return fits;
                }
            }
        }
        Some(false)
    }
}
