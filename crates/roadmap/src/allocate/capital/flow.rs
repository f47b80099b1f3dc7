//! Who can pay for what: a flow from sources and years to kinds of works, kept feasible while works come and go.

use super::model::{Kind, Model};

/// Money by kind and slot. Adding asks other kinds to move to other sources or years when that makes room, so it fails only when no
/// division of the money would do (Hall, Ford and Fulkerson).
#[derive(Clone, Debug)]
pub(super) struct Flow {
    slots: usize,
    /// Money left in each slot.
    left: Vec<i64>,
    left_in_all: i64,
    /// Money of each kind from each slot.
    paid: Vec<i64>,
}

/// Slots that are all spent and what they could not pay: the proof that it does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Short {
    pub(super) amount: i64,
    pub(super) slots: Vec<usize>,
}

#[derive(Clone, Copy)]
enum Via {
    Start(usize),
    /// Reached through this kind leaving that slot.
    Move {
        kind: usize,
        from: usize,
    },
}

impl Flow {
    pub(super) fn new(model: &Model) -> Self {
        Self::over(&model.budgets, model.kinds.len())
    }

    /// Nothing paid yet, of so many kinds.
    pub(super) fn over(budgets: &[i64], kinds: usize) -> Self {
        Self { slots: budgets.len(), left_in_all: budgets.iter().sum(), paid: vec![0; budgets.len() * kinds], left: budgets.to_vec() }
    }

    pub(super) const fn left_in_all(&self) -> i64 {
        self.left_in_all
    }

    pub(super) fn paid(&self, kind: usize, slot: usize) -> i64 {
        self.paid[kind * self.slots + slot]
    }

    /// Money of a kind from all slots.
    pub(super) fn paid_in_all(&self, kind: usize) -> i64 {
        self.paid[kind * self.slots..(kind + 1) * self.slots].iter().sum()
    }

    /// Pays an amount of a kind; when it cannot be, nothing changes.
    pub(super) fn add(&mut self, kinds: &[Kind], kind: usize, amount: i64) -> Result<(), Short> {
        self.add_most(kinds, kind, amount).inspect_err(|short| self.remove(kind, amount - short.amount))
    }

    /// Pays as much of an amount as there is money for.
    pub(super) fn add_most(&mut self, kinds: &[Kind], kind: usize, amount: i64) -> Result<(), Short> {
        let mut missing = amount;
        for &slot in &kinds[kind].slots {
            let take = missing.min(self.left[slot]);
            self.left[slot] -= take;
            self.paid[kind * self.slots + slot] += take;
            missing -= take;
            if missing == 0 {
                break;
            }
        }
        let mut blocked = None;
        while missing > 0 && blocked.is_none() {
            match self.make_room(kinds, kind, missing) {
                Ok(moved) => missing -= moved,
                Err(slots) => blocked = Some(Short { amount: missing, slots }),
            }
        }
        self.left_in_all -= amount - missing;
        blocked.map_or(Ok(()), Err)
    }

    /// Takes back an amount of a kind.
    pub(super) fn remove(&mut self, kind: usize, amount: i64) {
        let mut back = amount;
        for slot in (0..self.slots).rev() {
            let paid = &mut self.paid[kind * self.slots + slot];
            let take = back.min(*paid);
            *paid -= take;
            self.left[slot] += take;
            back -= take;
            if back == 0 {
                break;
            }
        }
        self.left_in_all += amount;
    }

    /// Moves others along a shortest chain to a slot with money left; how much could be paid by that, or the spent slots in the way.
    fn make_room(&mut self, kinds: &[Kind], kind: usize, want: i64) -> Result<i64, Vec<usize>> {
        let mut via: Vec<Option<Via>> = vec![None; self.slots];
        let mut asked = vec![false; kinds.len()];
        asked[kind] = true;
        let mut queue: Vec<usize> = Vec::with_capacity(self.slots);
        for &slot in &kinds[kind].slots {
            via[slot] = Some(Via::Start(kind));
            queue.push(slot);
        }
        let mut at = 0;
        while at < queue.len() {
            let slot = queue[at];
            at += 1;
            if self.left[slot] > 0 {
                return Ok(self.shift(&via, slot, want));
            }
            for other in 0..kinds.len() {
                if asked[other] || self.paid[other * self.slots + slot] == 0 {
                    continue;
                }
                asked[other] = true;
                for &to in &kinds[other].slots {
                    if via[to].is_none() {
                        via[to] = Some(Via::Move { kind: other, from: slot });
                        queue.push(to);
                    }
                }
            }
        }
        queue.sort_unstable();
        Err(queue)
    }

    fn shift(&mut self, via: &[Option<Via>], end: usize, want: i64) -> i64 {
        let mut amount = want.min(self.left[end]);
        let mut slot = end;
        while let Some(Via::Move { kind, from }) = via[slot] {
            amount = amount.min(self.paid[kind * self.slots + from]);
            slot = from;
        }
        self.left[end] -= amount;
        let mut slot = end;
        while let Some(step) = via[slot] {
            match step {
                Via::Move { kind, from } => {
                    self.paid[kind * self.slots + slot] += amount;
                    self.paid[kind * self.slots + from] -= amount;
                    slot = from;
                }
                Via::Start(kind) => {
                    self.paid[kind * self.slots + slot] += amount;
                    break;
                }
            }
        }
        amount
    }
}
