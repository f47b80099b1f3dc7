#![doc = include_str!("../README.md")]

pub mod assessment;
mod catalogue;
pub mod decree;
pub mod diagnostics;
mod format;
mod lang;
pub mod money;
mod plan;
pub mod procedure;
mod roadmap;
mod sentence;
mod syntax;
mod terms;

pub use catalogue::{FAMILIES, all_keys};
pub use format::{date, date_time, millions, millions_short, number, percent, period, quantity};
pub use lang::Lang;
pub use sentence::{in_sentence, mentioned};
