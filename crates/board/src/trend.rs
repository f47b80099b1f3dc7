//! How units stood on several dates: columns of values, assessed date by date, rolled up to any grouping.

use crate::origin::{Origin, SourceNo};
use crate::sums::{is_full, plus};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::sync::Arc;
use vedich_criteria::{Cell, CellState, Counts, CriteriaSet, Declared, Layout, Marks, Yardstick};
use vedich_values::{Date, FactSeq, UnitId};

/// Values of many units under one set at the ends of several periods, in columns.
///
/// A value holds from its date until a later one replaces it, so what was reported in March stands in June too.
#[derive(Clone, Debug)]
pub struct Trend {
    set: Arc<CriteriaSet>,
    layout: Arc<Layout>,
    units: Vec<UnitId>,
    index: FxHashMap<UnitId, u32>,
    dates: Vec<Date>,
    /// Date by date, unit by unit, slot by slot.
    cells: Vec<Cell>,
}

/// One value of one unit, corrections already left out.
#[derive(Clone, Copy, Debug)]
pub struct Observation {
    /// The unit.
    pub unit: UnitId,
    /// The slot of the set's layout.
    pub slot: u16,
    /// The date it holds for.
    pub as_of: Date,
    /// Its place in the journal: of two values of the same day the later record counts.
    pub seq: FactSeq,
    /// The value.
    pub cell: Cell,
}

/// How one unit stood on one date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Whether any value was known.
    pub has_data: bool,
    /// Whether every criterion was met.
    pub full: bool,
    /// Criteria.
    pub criteria: Counts,
    /// Indicators.
    pub indicators: Counts,
}

/// How a group of units stood on one date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Units.
    pub units: u32,
    /// Of these, units with any value.
    pub with_data: u32,
    /// Of these, units that met every criterion.
    pub full: u32,
    /// Criteria over all units.
    pub criteria: Counts,
    /// Indicators over all units.
    pub indicators: Counts,
}

impl Group {
    /// Counts one more unit.
    pub const fn add(&mut self, standing: &Standing) {
        self.units += 1;
        self.with_data += standing.has_data as u32;
        self.full += standing.full as u32;
        plus(&mut self.criteria, &standing.criteria);
        plus(&mut self.indicators, &standing.indicators);
    }
}

impl Trend {
    /// Lays observations out by date; those of other units, of unknown slots, or later than every date are left out.
    /// The dates are taken in ascending order.
    pub fn build(
        set: &Arc<CriteriaSet>,
        layout: &Arc<Layout>,
        units: Vec<UnitId>,
        mut dates: Vec<Date>,
        observations: impl IntoIterator<Item = Observation>,
    ) -> Self {
        dates.sort_unstable();
        dates.dedup();
        let index = units.iter().enumerate().map(|(index, unit)| (*unit, u32::try_from(index).unwrap_or(u32::MAX))).collect();
        let size = dates.len() * units.len() * layout.width();
        let mut trend = Self { set: Arc::clone(set), layout: Arc::clone(layout), units, index, dates, cells: vec![Cell::EMPTY; size] };
        trend.fill(observations);
        trend
    }

    /// The dates, ascending.
    #[must_use]
    pub fn dates(&self) -> &[Date] {
        &self.dates
    }

    /// The units, in the order they were given.
    #[must_use]
    pub fn units(&self) -> &[UnitId] {
        &self.units
    }

    /// The set.
    #[must_use]
    pub const fn set(&self) -> &Arc<CriteriaSet> {
        &self.set
    }

    /// The values of a unit on a date, by slot.
    #[must_use]
    pub fn cells(&self, date: usize, unit: usize) -> &[Cell] {
        let width = self.layout.width();
        let start = (date * self.units.len() + unit) * width;
        self.cells.get(start..start + width).unwrap_or_default()
    }

    /// Assesses every unit on one date, each by the yardstick its circumstances call for.
    pub fn assess<'a>(&self, date: usize, yardstick: impl Fn(usize) -> &'a Yardstick, mut sink: impl FnMut(usize, &Marks)) {
        let (mut marks, nothing) = (Marks::default(), Declared::default());
        for unit in 0..self.units.len() {
            yardstick(unit).assess(self.cells(date, unit), &nothing, &mut marks);
            sink(unit, &marks);
        }
    }

    /// How each unit stood on one date, in the order of the units.
    pub fn standings<'a>(&self, date: usize, yardstick: impl Fn(usize) -> &'a Yardstick) -> Vec<Standing> {
        let mut standings = Vec::with_capacity(self.units.len());
        self.assess(date, yardstick, |unit, marks| standings.push(self.standing(date, unit, marks)));
        standings
    }

    /// The units of one date rolled up: `group_of` gives each unit's group, in the order of the units.
    pub fn roll_up<'a>(&self, date: usize, yardstick: impl Fn(usize) -> &'a Yardstick, group_of: &[u32]) -> Vec<Group> {
        let size = group_of.iter().max().map_or(0, |last| *last as usize + 1);
        let mut groups = vec![Group::default(); size];
        self.assess(date, yardstick, |unit, marks| {
            if let Some(group) = group_of.get(unit).and_then(|group| groups.get_mut(*group as usize)) {
                group.add(&self.standing(date, unit, marks));
            }
        });
        groups
    }

    fn standing(&self, date: usize, unit: usize, marks: &Marks) -> Standing {
        Standing {
            has_data: self.cells(date, unit).iter().any(|cell| cell.state != CellState::Empty),
            full: is_full(marks),
            criteria: marks.criterion_counts,
            indicators: marks.indicator_counts,
        }
    }

    /// Puts each observation at the first date on or after its own, the last of each place winning, then carries values forward.
    fn fill(&mut self, observations: impl IntoIterator<Item = Observation>) {
        let (width, plane) = (self.layout.width(), self.units.len() * self.layout.width());
        let mut origins = vec![Origin::default(); self.cells.len()];
        for observation in observations {
            let date = self.dates.partition_point(|date| *date < observation.as_of);
            let Some(unit) = self.index.get(&observation.unit) else { continue };
            let slot = usize::from(observation.slot);
            if date == self.dates.len() || slot >= width {
                continue;
            }
            let place = date * plane + *unit as usize * width + slot;
            let origin = Origin::new(observation.as_of, observation.seq, SourceNo::default());
            if self.cells[place].state == CellState::Empty || origins[place].rank() < origin.rank() {
                (self.cells[place], origins[place]) = (observation.cell, origin);
            }
        }
        for place in plane..self.cells.len() {
            if self.cells[place].state == CellState::Empty {
                self.cells[place] = self.cells[place - plane];
            }
        }
    }
}
