#![doc = include_str!("../README.md")]

pub mod assessment;
pub mod attributes;
pub mod bands;
pub mod catalogue;
pub mod cell;
pub mod compare;
pub mod conditions;
pub mod context;
pub mod correspondence;
pub mod diff;
pub mod expr;
pub mod layout;
pub mod model;
pub mod procedure;
mod read;
pub mod threshold;
pub mod typed;
pub mod value;
pub mod yardstick;

pub use assessment::{Applied, Assessment, CriterionResult, IndicatorResult, Margin, Origin, OverlayOrigin, PartResult, Reason};
pub use attributes::{Attribute, AttributeKind, KIND};
pub use bands::{Band, BandScheme, Bands};
pub use catalogue::{Catalogue, check_file, check_province};
pub use cell::{Basis, Cell, CellState, Counts, Declared, Marks, Status, ValueKind};
pub use compare::{Comparison, Direction, compare};
pub use conditions::{Below, ConditionFacts, ConditionResult, Contents, Included, Readiness};
pub use context::{OverlayInForce, UnitContext, ZoneDecision, ZoneOrigin};
pub use correspondence::{Because, Correspondence, Pair};
pub use diff::{
    ConditionChange, CriterionChange, FieldChange, IndicatorChange, NamedCriterion, PartChange, SetDiff, ThresholdChange, diff,
};
pub use layout::{Layout, Slot};
pub use model::{
    Alternative, Amended, Amendment, Completeness, Condition, Confidence, CriteriaSet, Criterion, Indicator, LegalBasis, Measure, Op, Part,
    PassRule, Scope, Source, Subject, Threshold, ThresholdTable, ThresholdValue, Tier, Zone, ZoneRule,
};
pub use procedure::Procedure;
pub use threshold::{ThresholdRefused, parse_threshold};
pub use typed::{Typed, print_plainly, rating, read_typed};
pub use value::{ValueRefused, parse_value, print_value, to_cell};
pub use yardstick::Yardstick;
