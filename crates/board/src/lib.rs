#![doc = include_str!("../README.md")]

mod area;
mod board;
mod change;
mod conditions;
mod dossier;
mod family;
mod form;
mod ledger;
mod origin;
mod place;
mod progress;
mod reading;
mod recognition;
mod records;
mod reporting;
mod roadmaps;
mod row;
mod sheet;
mod standing;
pub mod steering;
mod sums;
pub mod trend;

pub use area::{AreaRow, AreaTable, Filter, Rank, SortKey};
pub use board::{Applied, Board, Reference};
pub use change::{Change, UnitMove};
pub use form::Form;
pub use place::{DeclaredStatus, Place, Reported, Stated};
pub use recognition::Recognition;
pub use reporting::Handed;
pub use sums::Totals;
pub use trend::Trend;
