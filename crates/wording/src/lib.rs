#![doc = include_str!("../README.md")]

pub mod assessment;
mod catalogue;
mod collation;
pub mod diagnostics;
mod format;
mod lang;
pub mod money;

pub use catalogue::{FAMILIES, all_keys};
pub use collation::{SortKey, compare_names, sort_by_name};
pub use format::{date, date_time, millions, number, percent, quantity};
pub use lang::Lang;
