//! Values packed for assessment, the statuses that come out, and how they are counted.

use serde::Serialize;
use vedich_facts::DeclaredState;

/// What a cell holds: nothing reported, a value, or "does not apply". Empty is not zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum CellState {
    /// Nothing reported (blank).
    #[default]
    Empty,
    /// A value.
    Value,
    /// Not applicable (`-`).
    NotApplicable,
}

/// Which integers a cell holds, so that a value recorded before an amendment changed the measure is not misread after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum ValueKind {
    /// Millionths of the unit: percent, amount, count, ratio.
    #[default]
    Number,
    /// 1 for yes, 0 for no.
    YesNo,
    /// Place in the scale, from 0; the grade itself where the set lists no scale.
    Level,
    /// Days since 1970-01-01.
    Date,
}

/// One value of one indicator or part, as an integer: millionths for numbers, 1/0 for yes/no, the place in its scale for a
/// level, days since 1970-01-01 for a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The value; meaningless unless `state` is [`CellState::Value`].
    pub raw: i64,
    /// What the cell holds.
    pub state: CellState,
    /// How to read `raw`.
    pub kind: ValueKind,
    /// Decimals the value was written with, for printing it as it was reported.
    pub scale: u8,
}

impl Cell {
    /// Nothing reported.
    pub const EMPTY: Self = Self { raw: 0, state: CellState::Empty, kind: ValueKind::Number, scale: 0 };
    /// Does not apply.
    pub const NOT_APPLICABLE: Self = Self { raw: 0, state: CellState::NotApplicable, kind: ValueKind::Number, scale: 0 };
    /// Numbers are kept in this many parts of one: 6 decimals.
    pub const MICROS: i64 = 1_000_000;

    /// A number already in millionths, written with `scale` decimals.
    #[must_use]
    pub const fn value(raw: i64, scale: u8) -> Self {
        Self { raw, state: CellState::Value, kind: ValueKind::Number, scale }
    }

    /// Yes or no.
    #[must_use]
    pub const fn yes_no(yes: bool) -> Self {
        Self { raw: yes as i64, state: CellState::Value, kind: ValueKind::YesNo, scale: 0 }
    }

    /// A place in a scale, from 0.
    #[must_use]
    pub const fn level(place: i64) -> Self {
        Self { raw: place, state: CellState::Value, kind: ValueKind::Level, scale: 0 }
    }

    /// A date, in days since 1970-01-01.
    #[must_use]
    pub const fn date(days: i64) -> Self {
        Self { raw: days, state: CellState::Value, kind: ValueKind::Date, scale: 0 }
    }
}

/// How an indicator or criterion stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Status {
    /// Nothing known (chưa có số liệu).
    #[default]
    NoData,
    /// Met (đạt).
    Met,
    /// Met but only just (đạt nhưng ở mức thấp).
    NarrowlyMet,
    /// Not met (chưa đạt).
    NotMet,
    /// Does not apply; counts as met (không áp dụng).
    NotApplicable,
    /// There may be a value, but no threshold: delegated and not set, or unknown (chưa đánh giá được).
    NotAssessable,
}

impl Status {
    /// How many statuses there are.
    pub const COUNT: usize = 6;

    /// A bit of its own, to note which statuses were seen.
    pub(crate) const fn bit(self) -> u8 {
        1 << self as u8
    }

    /// Counts as met: met, narrowly met, not applicable.
    #[must_use]
    pub const fn is_met(self) -> bool {
        matches!(self, Self::Met | Self::NarrowlyMet | Self::NotApplicable)
    }

    /// The name used in exports and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoData => "no_data",
            Self::Met => "met",
            Self::NarrowlyMet => "narrowly_met",
            Self::NotMet => "not_met",
            Self::NotApplicable => "not_applicable",
            Self::NotAssessable => "not_assessable",
        }
    }
}

impl From<DeclaredState> for Status {
    fn from(state: DeclaredState) -> Self {
        match state {
            DeclaredState::Met => Self::Met,
            DeclaredState::NarrowlyMet => Self::NarrowlyMet,
            DeclaredState::NotMet => Self::NotMet,
            DeclaredState::NotApplicable => Self::NotApplicable,
        }
    }
}

/// What a status rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Nothing.
    #[default]
    None,
    /// Values compared with thresholds.
    Computed,
    /// An authority's word without a value.
    Declared,
}

/// What authorities declared of one unit under one set: by indicator (index in the set's flat list) and by criterion (index).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// One place per listed indicator; may be empty when nothing was declared.
    pub indicators: Vec<Option<DeclaredState>>,
    /// One place per criterion; may be empty when nothing was declared.
    pub criteria: Vec<Option<DeclaredState>>,
}

/// Counts of statuses. `met` includes narrowly met and not applicable; `met + not_met + no_data == total`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Met in any way.
    pub met: u32,
    /// Of these, only just.
    pub narrowly_met: u32,
    /// Not met.
    pub not_met: u32,
    /// Nothing known, or not assessable, or demanded by the set but not listed in our data.
    pub no_data: u32,
    /// Of these, for want of a threshold.
    #[serde(skip)]
    pub not_assessable: u32,
    /// All.
    pub total: u32,
}

impl Counts {
    /// Counts one more status.
    pub const fn add(&mut self, status: Status) {
        self.total += 1;
        match status {
            Status::Met | Status::NotApplicable => self.met += 1,
            Status::NarrowlyMet => {
                self.met += 1;
                self.narrowly_met += 1;
            }
            Status::NotMet => self.not_met += 1,
            Status::NoData => self.no_data += 1,
            Status::NotAssessable => {
                self.no_data += 1;
                self.not_assessable += 1;
            }
        }
    }
}

/// The outcome for one unit under one set, packed: one status per listed indicator and per criterion, and both counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// By listed indicator, in the order of the set.
    pub indicators: Vec<Status>,
    /// By criterion, in the order of the set.
    pub criteria: Vec<Status>,
    /// Counts of indicators, unlisted ones included.
    pub indicator_counts: Counts,
    /// Counts of criteria, unlisted ones included.
    pub criterion_counts: Counts,
}
