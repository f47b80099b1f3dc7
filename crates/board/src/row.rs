//! One unit under one set: its current values, the values behind them, what was declared, and the marks.

use crate::checking::What;
use crate::origin::{Origin, Sighting};
use crate::queue::Glances;
use crate::sheet::Sheet;
use chrono::Datelike;
use std::sync::OnceLock;
use vedich_criteria::{Cell, CellState, Declared, Marks};
use vedich_facts::DeclaredState;
use vedich_values::{Date, FactSeq, UnitId};

/// What a declared status is about: the place of an indicator or criterion in the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Indicator(u16),
    Criterion(u16),
}

/// A declared status and the fact it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) subject: Subject,
    pub(crate) state: DeclaredState,
    pub(crate) implied: bool,
    pub(crate) origin: Origin,
}

impl Word {
    /// The later date wins; on the same day what was said by name wins over what only follows from a total.
    const fn rank(&self) -> (i32, bool, u64) {
        let (days, seq) = self.origin.rank();
        (days, !self.implied, seq)
    }
}

/// One unit under one set.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) unit: UnitId,
    /// Current value of each slot; empty where nothing stands.
    pub(crate) cells: Box<[Cell]>,
    /// The fact behind each current value.
    pub(crate) origins: Box<[Origin]>,
    /// Standing values that a later one of the same slot outranks, in no order.
    beaten: Vec<(u16, Sighting)>,
    /// Standing declared statuses, in no order.
    pub(crate) words: Vec<Word>,
    /// The declared statuses that count.
    pub(crate) declared: Declared,
    /// Occupied slots and declared statuses: a row of zero is as good as none.
    filled: u32,
    /// The latest date of anything that counts here, in days of the common era.
    newest: i32,
    /// Index of the yardstick in the sheet.
    pub(crate) yardstick: u32,
    /// The outcome.
    pub(crate) marks: Marks,
    /// Whether the row is part of the totals at present.
    pub(crate) counted: bool,
    /// The current values as queues look at them; made when first asked for, forgotten when anything here changes.
    pub(crate) glances: OnceLock<Glances>,
}

impl Row {
    pub(crate) fn new(unit: UnitId, width: usize) -> Self {
        Self {
            unit,
            cells: vec![Cell::EMPTY; width].into_boxed_slice(),
            origins: vec![Origin::default(); width].into_boxed_slice(),
            beaten: Vec::new(),
            words: Vec::new(),
            declared: Declared::default(),
            filled: 0,
            newest: i32::MIN,
            yardstick: u32::MAX,
            marks: Marks::default(),
            counted: false,
            glances: OnceLock::new(),
        }
    }

    /// Whether anything stands here.
    pub(crate) const fn has_data(&self) -> bool {
        self.filled > 0
    }

    /// The latest day of anything that counts here.
    pub(crate) fn last(&self) -> Option<Date> {
        if self.has_data() { Date::from_num_days_from_ce_opt(self.newest) } else { None }
    }

    /// Takes a value in; true when it is the current one now.
    pub(crate) fn see(&mut self, slot: u16, sighting: Sighting) -> bool {
        self.glances.take();
        let place = usize::from(slot);
        let (Some(cell), Some(origin)) = (self.cells.get_mut(place), self.origins.get_mut(place)) else { return false };
        self.newest = self.newest.max(sighting.origin.rank().0);
        if cell.state == CellState::Empty {
            self.filled += 1;
        } else if sighting.origin.rank() < origin.rank() {
            self.beaten.push((slot, sighting));
            return false;
        } else {
            self.beaten.push((slot, Sighting { cell: *cell, origin: *origin }));
        }
        (*cell, *origin) = (sighting.cell, sighting.origin);
        true
    }

    /// Takes a declared status in.
    pub(crate) fn hear(&mut self, word: Word, indicators: usize, criteria: usize) {
        self.glances.take();
        self.newest = self.newest.max(word.origin.rank().0);
        self.words.push(word);
        self.filled += 1;
        self.settle(indicators, criteria);
    }

    /// Removes what the fact brought; true when something was removed.
    pub(crate) fn forget(&mut self, seq: FactSeq, indicators: usize, criteria: usize) -> bool {
        self.glances.take();
        let removed = self.remove(seq, indicators, criteria);
        if removed {
            let values = self.cells.iter().zip(&self.origins).filter(|(cell, _)| cell.state != CellState::Empty).map(|(_, origin)| *origin);
            let dates = values.chain(self.words.iter().map(|word| word.origin)).map(|origin| origin.rank().0);
            self.newest = dates.max().unwrap_or(i32::MIN);
        }
        removed
    }

    fn remove(&mut self, seq: FactSeq, indicators: usize, criteria: usize) -> bool {
        let words = self.words.len();
        self.words.retain(|word| word.origin.seq() != seq);
        if self.words.len() < words {
            self.filled -= u32::from(true);
            self.settle(indicators, criteria);
            return true;
        }
        if let Some(index) = self.beaten.iter().position(|(_, sighting)| sighting.origin.seq() == seq) {
            self.beaten.swap_remove(index);
            return true;
        }
        let standing = |(cell, origin): (&Cell, &Origin)| cell.state != CellState::Empty && origin.seq() == seq;
        let Some(place) = self.cells.iter().zip(&self.origins).position(standing) else { return false };
        let next =
            self.beaten.iter().enumerate().filter(|(_, (slot, _))| usize::from(*slot) == place).max_by_key(|(_, (_, s))| s.origin.rank());
        if let Some(index) = next.map(|(index, _)| index) {
            let (_, sighting) = self.beaten.swap_remove(index);
            (self.cells[place], self.origins[place]) = (sighting.cell, sighting.origin);
        } else {
            (self.cells[place], self.origins[place]) = (Cell::EMPTY, Origin::default());
            self.filled -= 1;
        }
        true
    }

    /// Every standing value with its slot.
    pub(crate) fn sightings(&self) -> impl Iterator<Item = (u16, Sighting)> {
        let slots = 0..u16::try_from(self.cells.len()).unwrap_or(u16::MAX);
        slots.filter_map(|slot| Some((slot, self.current(slot)?))).chain(self.beaten.iter().copied())
    }

    /// Whether nothing that counts here is dated later: the row of that day is this one.
    pub(crate) fn is_by(&self, date: Date) -> bool {
        self.newest <= date.num_days_from_ce()
    }

    /// Only what is dated on that day or before: the values that were current then, and what was declared.
    pub(crate) fn on(&self, date: Date, indicators: usize, criteria: usize) -> Self {
        let mut row = Self::new(self.unit, self.cells.len());
        for (slot, sighting) in self.sightings().filter(|(_, sighting)| sighting.origin.is_by(date)) {
            row.see(slot, sighting);
        }
        row.beaten.clear();
        row.words = self.words.iter().filter(|word| word.origin.is_by(date)).copied().collect();
        row.filled += u32::try_from(row.words.len()).unwrap_or(u32::MAX);
        row.settle(indicators, criteria);
        row
    }

    /// Every fact standing here.
    pub(crate) fn facts(&self) -> Vec<FactSeq> {
        let current = self.cells.iter().zip(&self.origins).filter(|(cell, _)| cell.state != CellState::Empty).map(|(_, origin)| *origin);
        let others = self.beaten.iter().map(|(_, sighting)| sighting.origin).chain(self.words.iter().map(|word| word.origin));
        current.chain(others).map(Origin::seq).collect()
    }

    /// The current value of a slot with its origin; none when nothing stands there.
    pub(crate) fn current(&self, slot: u16) -> Option<Sighting> {
        let place = usize::from(slot);
        let sighting = Sighting { cell: *self.cells.get(place)?, origin: *self.origins.get(place)? };
        (sighting.cell.state != CellState::Empty).then_some(sighting)
    }

    /// Standing values of a slot that a later one outranks, latest first.
    pub(crate) fn earlier(&self, slot: u16) -> Vec<Sighting> {
        let mut earlier: Vec<Sighting> = self.beaten.iter().filter(|(at, _)| *at == slot).map(|(_, sighting)| *sighting).collect();
        earlier.sort_unstable_by_key(|sighting| std::cmp::Reverse(sighting.origin.rank()));
        earlier
    }

    /// Every current value, and every declared status said by name that counts: what is verified.
    pub(crate) fn each_current(&self, sheet: &Sheet, mut sink: impl FnMut(What, Origin)) {
        for slot in 0..u16::try_from(sheet.layout.width()).unwrap_or(u16::MAX) {
            if let Some(sighting) = self.current(slot) {
                sink(What::Slot(slot, sighting.cell), sighting.origin);
            }
        }
        for word in self.words.iter().filter(|word| !word.implied) {
            if self.word(word.subject).is_some_and(|best| best.origin.seq() == word.origin.seq()) {
                sink(What::Word(word.subject, word.state), word.origin);
            }
        }
    }

    /// The declared status that counts for a criterion or indicator.
    pub(crate) fn word(&self, subject: Subject) -> Option<&Word> {
        self.words.iter().filter(|word| word.subject == subject).max_by_key(|word| word.rank())
    }

    /// Works out which declared statuses count.
    fn settle(&mut self, indicators: usize, criteria: usize) {
        if self.words.is_empty() {
            self.declared = Declared::default();
            return;
        }
        let mut best: Vec<&Word> = self.words.iter().collect();
        best.sort_unstable_by_key(|word| word.rank());
        let mut declared = Declared { indicators: vec![None; indicators], criteria: vec![None; criteria] };
        for word in best {
            let place = match word.subject {
                Subject::Indicator(index) => declared.indicators.get_mut(usize::from(index)),
                Subject::Criterion(index) => declared.criteria.get_mut(usize::from(index)),
            };
            if let Some(place) = place {
                *place = Some(word.state);
            }
        }
        self.declared = declared;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::origin::SourceNo;
    use proptest::prelude::*;

    fn sighting(day: i32, seq: u64, raw: i64) -> Sighting {
        let as_of = Date::from_num_days_from_ce_opt(737_000 + day).unwrap();
        Sighting { cell: Cell::value(raw, 0), origin: Origin::new(as_of, FactSeq(seq), SourceNo::default()) }
    }

    #[test]
    fn an_earlier_value_shows_again_when_the_later_one_is_taken_back() {
        let mut row = Row::new(UnitId(1), 2);
        assert!(row.see(1, sighting(5, 2, 20)));
        assert!(!row.see(1, sighting(1, 3, 10)));
        assert!(row.forget(FactSeq(2), 0, 0));
        assert_eq!(row.current(1), Some(sighting(1, 3, 10)));
        assert!(row.forget(FactSeq(3), 0, 0));
        assert!(!row.has_data() && !row.forget(FactSeq(3), 0, 0));
    }

    #[test]
    fn what_was_said_by_name_outranks_what_follows_from_a_total_of_the_same_day() {
        let mut row = Row::new(UnitId(1), 0);
        let word = |seq, state, implied| Word { subject: Subject::Criterion(1), state, implied, origin: sighting(1, seq, 0).origin };
        row.hear(word(1, DeclaredState::NotMet, false), 0, 2);
        row.hear(word(2, DeclaredState::Met, true), 0, 2);
        assert_eq!(row.declared.criteria, [None, Some(DeclaredState::NotMet)]);
        row.forget(FactSeq(1), 0, 2);
        assert_eq!(row.declared.criteria, [None, Some(DeclaredState::Met)]);
    }

    proptest! {
        #[test]
        fn any_order_of_arrival_and_removal_leaves_the_greatest_standing_value(
            values in prop::collection::vec((0i32..4, 0u16..2), 1..24), removed in prop::collection::vec(any::<bool>(), 24), shuffle in any::<u64>()
        ) {
            let mut steps: Vec<(usize, bool)> = (0..values.len()).map(|i| (i, false)).collect();
            let mut state = shuffle;
            for i in (1..steps.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                steps.swap(i, (state >> 33) as usize % (i + 1));
            }
            let mut row = Row::new(UnitId(1), 2);
            for (i, _) in &steps {
                let (day, slot) = values[*i];
                row.see(slot, sighting(day, *i as u64 + 1, *i as i64));
                if removed[*i] {
                    prop_assert!(row.forget(FactSeq(*i as u64 + 1), 0, 0));
                }
            }
            for slot in 0..2 {
                let best = (0..values.len()).filter(|i| !removed[*i] && values[*i].1 == slot).max_by_key(|i| (values[*i].0, *i));
                prop_assert_eq!(row.current(slot), best.map(|i| sighting(values[i].0, i as u64 + 1, i as i64)));
            }
        }
    }
}
