//! Totals of an area, kept by adding and taking away one row at a time.

use serde::Serialize;
use vedich_criteria::{Counts, Marks, Status};
use vedich_facts::UnitLevel;
use vedich_values::{CriterionNo, Tally, UnitId};

/// The totals of all units of one level below an area under one family of sets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Units that exist on the date, with facts or without.
    pub units: u32,
    /// Of these, units with at least one value or declared status.
    pub with_data: u32,
    /// Units that meet every criterion.
    pub full: u32,
    /// Criteria over all units; `criteria.total` is units times criteria of their sets.
    pub criteria: Counts,
    /// Indicators over all units.
    pub indicators: Counts,
    /// Units by how they stand at each criterion.
    pub by_criterion: Vec<(CriterionNo, Counts)>,
    /// Units that count by band (`data/bands.toml`), every band of the scheme in use there, in its order.
    pub by_band: Vec<(String, u32)>,
    /// The units of which it is known how many criteria they meet.
    pub counted: Counted,
}

/// Units of which it is known how many criteria they meet: some criterion is assessed from values or statuses, or a count was reported
/// ("12/20"), and that is what they count with while less than half of their criteria are assessed. A place of which neither is known
/// counts nowhere: not known is not nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// How many units.
    pub units: u32,
    /// Criteria met over all of them.
    pub met: u32,
    /// How many of the units count with what they reported.
    pub reported: u32,
}

impl Totals {
    /// Mean criteria met per unit that counts, as numerator and denominator; divide only to print. What nobody reported is not zero.
    #[must_use]
    pub const fn criteria_per_unit(&self) -> (u32, u32) {
        (self.counted.met, self.counted.units)
    }

    /// Units that meet every criterion, of all units.
    #[must_use]
    pub fn full_share(&self) -> Tally {
        Tally::new(self.full, self.units).unwrap_or_default()
    }
}

/// What the totals of a family are kept by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) area: UnitId,
    pub(crate) level: UnitLevel,
    pub(crate) family: u16,
}

/// One row's contribution, looked at once and then added to or taken from every ancestor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Share<'a> {
    pub(crate) marks: &'a Marks,
    /// For each criterion of the row's set, its place among the family's criteria.
    pub(crate) places: &'a [u16],
    /// Place of the row's set among the sets of its family.
    pub(crate) member: usize,
    /// Place of its band among those used in its province.
    pub(crate) band: Option<usize>,
    /// Place of its band among those used for the whole country.
    pub(crate) band_of_country: Option<usize>,
}

impl Share<'_> {
    fn band_at(&self, level: UnitLevel) -> Option<usize> {
        if level == UnitLevel::Country { self.band_of_country } else { self.band }
    }
}

/// Running totals of the rows with data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    /// Rows by set of the family.
    pub(crate) rows: Vec<u32>,
    /// Rows with a criterion that is assessed.
    pub(crate) assessed: u32,
    pub(crate) full: u32,
    pub(crate) criteria: Counts,
    pub(crate) indicators: Counts,
    pub(crate) by_criterion: Vec<Counts>,
    pub(crate) by_band: Vec<u32>,
}

impl Sums {
    pub(crate) fn new(members: usize, criteria: usize) -> Self {
        Self { rows: vec![0; members], by_criterion: vec![Counts::default(); criteria], ..Self::default() }
    }

    /// Adds a row's share; `level` is that of the area.
    pub(crate) fn add(&mut self, level: UnitLevel, share: Share<'_>) {
        self.rows[share.member] += 1;
        self.assessed += u32::from(is_assessed(share.marks));
        self.full += u32::from(is_full(share.marks));
        plus(&mut self.criteria, &share.marks.criterion_counts);
        plus(&mut self.indicators, &share.marks.indicator_counts);
        for (status, place) in share.marks.criteria.iter().zip(share.places) {
            self.by_criterion[usize::from(*place)].add(*status);
        }
        if let Some(band) = share.band_at(level).filter(|_| is_assessed(share.marks)) {
            self.by_band.resize(self.by_band.len().max(band + 1), 0);
            self.by_band[band] += 1;
        }
    }

    /// Takes a row's share away again.
    pub(crate) fn take(&mut self, level: UnitLevel, share: Share<'_>) {
        self.rows[share.member] -= 1;
        self.assessed -= u32::from(is_assessed(share.marks));
        self.full -= u32::from(is_full(share.marks));
        minus(&mut self.criteria, &share.marks.criterion_counts);
        minus(&mut self.indicators, &share.marks.indicator_counts);
        for (status, place) in share.marks.criteria.iter().zip(share.places) {
            minus(&mut self.by_criterion[usize::from(*place)], &one(*status));
        }
        if let Some(band) = share.band_at(level).filter(|_| is_assessed(share.marks)) {
            self.by_band[band] -= 1;
        }
    }
}

/// Whether any criterion is known to be met or not met.
pub(crate) const fn is_assessed(marks: &Marks) -> bool {
    marks.criterion_counts.met + marks.criterion_counts.not_met > 0
}

/// Every criterion met; a set without criteria is never full.
pub(crate) const fn is_full(marks: &Marks) -> bool {
    marks.criterion_counts.total > 0 && marks.criterion_counts.met == marks.criterion_counts.total
}

fn one(status: Status) -> Counts {
    let mut counts = Counts::default();
    counts.add(status);
    counts
}

pub(crate) const fn plus(sum: &mut Counts, more: &Counts) {
    sum.met += more.met;
    sum.narrowly_met += more.narrowly_met;
    sum.not_met += more.not_met;
    sum.no_data += more.no_data;
    sum.not_assessable += more.not_assessable;
    sum.total += more.total;
}

const fn minus(sum: &mut Counts, less: &Counts) {
    sum.met -= less.met;
    sum.narrowly_met -= less.narrowly_met;
    sum.not_met -= less.not_met;
    sum.no_data -= less.no_data;
    sum.not_assessable -= less.not_assessable;
    sum.total -= less.total;
}

/// `units` units of which nothing is known.
pub(crate) const fn blank(total: u32, units: u32) -> Counts {
    Counts { met: 0, narrowly_met: 0, not_met: 0, no_data: total * units, not_assessable: 0, total: total * units }
}
