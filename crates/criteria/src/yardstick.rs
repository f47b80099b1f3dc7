//! A criteria set made ready for one context: thresholds resolved, then units measured against it, fast or in full.

mod compile;
mod explain;

use crate::assessment::{Applied, Reason};
use crate::bands::Bands;
use crate::cell::{Cell, CellState, Counts, Declared, Marks, Status, ValueKind};
use crate::context::{OverlayInForce, UnitContext, ZoneDecision};
use crate::layout::Layout;
use crate::model::{CriteriaSet, Measure};
use std::sync::Arc;
use vedich_facts::DeclaredState;
use vedich_values::Bilingual;

/// A set with its thresholds resolved for one context; units with the same context and overlays share it.
#[derive(Clone, Debug)]
pub struct Yardstick {
    set: Arc<CriteriaSet>,
    layout: Arc<Layout>,
    context: UnitContext,
    zone: ZoneDecision,
    steps: Vec<Step>,
    /// Checks of parts and alternatives; steps point into it.
    checks: Vec<Check>,
    /// Last step of each criterion, exclusive.
    ends: Vec<usize>,
    unlisted_criteria: u32,
    unlisted_indicators: u32,
    /// What explanations need, one per step; its parts one per check.
    lines: Vec<Line>,
    part_lines: Vec<Line>,
    /// The bounds of the set-level conditions, in the order of the set.
    bounds: Vec<Result<Applied, Reason>>,
}

/// One indicator in the hot path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    own: Check,
    rule: Rule,
    first: u16,
    count: u16,
}

/// How the checks of an indicator make its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// Its own value decides.
    Own,
    /// All parts must hold; a value for the whole stands in for parts not reported.
    All,
    /// One of the ways is enough.
    Any,
}

/// One value against its bounds. A met value outside the safe bounds is only just met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Check {
    low: i64,
    high: i64,
    safe_low: i64,
    safe_high: i64,
    slot: u16,
    /// Kind of value it takes; nothing when no value can be judged.
    kind: Option<ValueKind>,
    /// Status when nothing is reported.
    blank: Status,
    /// Status when marked "does not apply".
    not_applicable: Status,
    /// Status of a value of another kind.
    misfit: Status,
}

/// What an explanation says of one check.
#[derive(Clone, Debug)]
struct Line {
    name: Bilingual,
    measure: Measure,
    unit: Option<String>,
    scale: Vec<String>,
    key: Option<vedich_values::PartKey>,
    applied: Result<Applied, Reason>,
    /// The amending decision in force.
    amendment: Option<String>,
}

impl Yardstick {
    /// Resolves the thresholds of a set for a context. `overlays` may hold those of other sets and dates: they are left out.
    #[must_use]
    pub fn new(set: &Arc<CriteriaSet>, layout: &Arc<Layout>, context: &UnitContext, overlays: &[OverlayInForce], bands: &Bands) -> Self {
        compile::compile(set, layout, context, overlays, bands)
    }

    /// Whether another gives the same marks for whatever values: the thresholds came out the same.
    #[must_use]
    pub fn marks_like(&self, other: &Self) -> bool {
        let whole = |one: &Self| (one.unlisted_criteria, one.unlisted_indicators);
        self.steps == other.steps && self.checks == other.checks && self.ends == other.ends && whole(self) == whole(other)
    }

    /// The set.
    #[must_use]
    pub const fn set(&self) -> &Arc<CriteriaSet> {
        &self.set
    }

    /// Where values live.
    #[must_use]
    pub const fn layout(&self) -> &Arc<Layout> {
        &self.layout
    }

    /// The context it was made for.
    #[must_use]
    pub const fn context(&self) -> &UnitContext {
        &self.context
    }

    /// The bound of a set-level condition, by its place in the set.
    ///
    /// # Errors
    /// Why there is none.
    pub fn bound(&self, condition: usize) -> Result<&Applied, Reason> {
        self.bounds.get(condition).map_or(Err(Reason::ThresholdUnknown), |bound| bound.as_ref().map_err(Clone::clone))
    }

    /// Which zone's thresholds apply, and why.
    #[must_use]
    pub const fn zone(&self) -> &ZoneDecision {
        &self.zone
    }

    /// Measures a unit: one status per indicator and criterion, and both counts. `marks` is overwritten and can be used again
    /// without allocating; `cells` is laid out by [`Layout`].
    pub fn assess(&self, cells: &[Cell], declared: &Declared, marks: &mut Marks) {
        marks.indicators.resize(self.steps.len(), Status::NoData);
        marks.criteria.resize(self.ends.len(), Status::NoData);
        let mut indicator_tally = [0_u32; Status::COUNT];
        let mut criterion_tally = [0_u32; Status::COUNT];
        let mut start = 0;
        for (index, (end, criterion)) in self.ends.iter().zip(&mut marks.criteria).enumerate() {
            let mut seen = 0_u8;
            let steps = self.steps.get(start..*end).unwrap_or_default();
            let places = marks.indicators.get_mut(start..*end).unwrap_or_default();
            let said = declared.criteria.get(index).copied().flatten();
            let apart = said == Some(DeclaredState::NotApplicable) && may_not_apply(steps);
            for (offset, (step, place)) in steps.iter().zip(places).enumerate() {
                let mut status = self.status(step, cells);
                if is_open(status) {
                    status = declared_of(declared, start + offset, apart).map_or(status, |said| step.says(said));
                }
                *place = status;
                seen |= status.bit();
                indicator_tally[status as usize] += 1;
            }
            start = *end;
            let mut status = all_of(seen);
            if status == Status::NotApplicable && !apart {
                status = Status::Met;
            }
            if is_open(status) {
                let counts = |said: &DeclaredState| *said != DeclaredState::NotApplicable || apart;
                status = said.filter(counts).map_or(status, Status::from);
            }
            *criterion = status;
            criterion_tally[status as usize] += 1;
        }
        marks.indicator_counts = counts(&indicator_tally, self.unlisted_indicators);
        marks.criterion_counts = counts(&criterion_tally, self.unlisted_criteria);
    }

    /// The marks of a unit.
    #[must_use]
    pub fn marks(&self, cells: &[Cell], declared: &Declared) -> Marks {
        let mut marks = Marks::default();
        self.assess(cells, declared, &mut marks);
        marks
    }

    #[inline]
    fn status(&self, step: &Step, cells: &[Cell]) -> Status {
        match step.rule {
            Rule::Own => step.own.status(cells),
            Rule::All => self.all_parts(step, cells),
            Rule::Any => self.any_way(step, cells),
        }
    }

    fn parts(&self, step: &Step) -> &[Check] {
        let first = usize::from(step.first);
        self.checks.get(first..first + usize::from(step.count)).unwrap_or_default()
    }

    fn all_parts(&self, step: &Step, cells: &[Cell]) -> Status {
        let mut seen = self.parts(step).iter().fold(0, |seen, part| seen | part.status(cells).bit());
        let own = step.own.status(cells);
        if own == Status::NotApplicable {
            return own;
        }
        if own.is_met() {
            // The whole was reported: it stands in for parts of which nothing is known.
            seen = (seen & !(Status::NoData.bit() | Status::NotAssessable.bit())) | own.bit();
        } else if own == Status::NotMet {
            seen |= own.bit();
        }
        all_of(seen)
    }

    fn any_way(&self, step: &Step, cells: &[Cell]) -> Status {
        let own = step.own.status(cells);
        let seen = self.parts(step).iter().fold(0, |seen, way| seen | way.status(cells).bit());
        let best = [Status::Met, Status::NarrowlyMet, Status::NotApplicable].into_iter().find(|met| (seen | own.bit()) & met.bit() != 0);
        match best {
            Some(met) => met,
            // "No" for the whole says that none of the ways is there.
            None if own == Status::NotMet || seen == Status::NotMet.bit() => Status::NotMet,
            None if seen & Status::NoData.bit() != 0 || seen == 0 => Status::NoData,
            None => Status::NotAssessable,
        }
    }
}

/// What is said of an indicator without a value: of itself, or that its criterion as a whole does not apply.
fn declared_of(declared: &Declared, indicator: usize, apart: bool) -> Option<DeclaredState> {
    let own = declared.indicators.get(indicator).copied().flatten();
    own.or_else(|| apart.then_some(DeclaredState::NotApplicable))
}

/// Whether a criterion as a whole may be marked "does not apply": where the set allows it of each of its indicators. Of a criterion without
/// listed indicators the set says nothing, so whoever declares it decides.
fn may_not_apply(steps: &[Step]) -> bool {
    steps.iter().all(|step| step.own.not_applicable == Status::NotApplicable)
}

impl Step {
    /// The status a declared state gives: "does not apply" is worth what the same mark in the cell would be.
    fn says(&self, said: DeclaredState) -> Status {
        if said == DeclaredState::NotApplicable { self.own.not_applicable } else { Status::from(said) }
    }
}

/// Nothing known of it: a declared state may speak.
const fn is_open(status: Status) -> bool {
    matches!(status, Status::NoData | Status::NotAssessable)
}

/// What several statuses make together when all must be met.
#[inline]
const fn all_of(seen: u8) -> Status {
    ALL_OF[(seen & 0b11_1111) as usize]
}

/// By the set of statuses seen (one bit each).
const ALL_OF: [Status; 64] = {
    let mut table = [Status::NoData; 64];
    let mut seen = 1;
    while seen < 64 {
        table[seen] = worst(seen as u8);
        seen += 1;
    }
    table
};

const fn worst(seen: u8) -> Status {
    let order = [Status::NotMet, Status::NoData, Status::NotAssessable, Status::NarrowlyMet, Status::Met, Status::NotApplicable];
    let mut at = 0;
    while at < order.len() {
        if seen & order[at].bit() != 0 {
            return order[at];
        }
        at += 1;
    }
    Status::NoData
}

fn counts(tally: &[u32; Status::COUNT], unlisted: u32) -> Counts {
    let of = |status: Status| tally[status as usize];
    Counts {
        met: of(Status::Met) + of(Status::NarrowlyMet) + of(Status::NotApplicable),
        narrowly_met: of(Status::NarrowlyMet),
        not_met: of(Status::NotMet),
        no_data: of(Status::NoData) + of(Status::NotAssessable) + unlisted,
        not_assessable: of(Status::NotAssessable),
        total: tally.iter().sum::<u32>() + unlisted,
    }
}

impl Check {
    #[inline]
    fn status(&self, cells: &[Cell]) -> Status {
        let Some(cell) = cells.get(usize::from(self.slot)) else { return self.blank };
        match cell.state {
            CellState::Empty => self.blank,
            CellState::NotApplicable => self.not_applicable,
            CellState::Value if self.kind != Some(cell.kind) => self.misfit,
            CellState::Value if cell.raw < self.low || cell.raw > self.high => Status::NotMet,
            CellState::Value if cell.raw < self.safe_low || cell.raw > self.safe_high => Status::NarrowlyMet,
            CellState::Value => Status::Met,
        }
    }
}
