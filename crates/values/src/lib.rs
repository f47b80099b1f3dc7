//! The value types of the programme: what every other crate counts, dates and names with.
#![doc = include_str!("../README.md")]

pub mod code;
pub mod date;
pub mod diagnostic;
pub mod id;
pub mod near;
pub mod number;
pub mod period;
pub mod tally;
pub mod text;
pub mod text_index;

pub use code::{CriterionKey, CriterionNo, IndicatorCode, ItemKey, PartKey, RoadmapKey, SetId, TaskId, ZoneId};
pub use date::{Date, DateSpan, Timestamp};
pub use diagnostic::{Diagnostic, Place, Severity};
pub use id::{EntrySeq, FactSeq, UnitId};
pub use number::{Decimal, Percent, Vnd};
pub use period::{Cycle, Period};
pub use tally::{Bilingual, Tally};
