#![doc = include_str!("../README.md")]

pub mod cell;
pub mod model;

pub use cell::{Basis, Cell, CellState, Counts, Declared, Marks, Status};
pub use model::{
    Alternative, Amended, Amendment, Completeness, Condition, Confidence, CriteriaSet, Criterion, Indicator, LegalBasis, Measure, Op, Part,
    PassRule, Scope, Source, Subject, Threshold, ThresholdTable, ThresholdValue, Tier, Zone, ZoneRule,
};
