#![doc = include_str!("../README.md")]

mod app;
mod changes;
mod check;
mod clock;
pub mod commands;
mod commit;
mod demo;
mod error;
pub mod export;
mod follow;
pub mod import;
mod pictures;

pub use app::{App, Health, reference};
pub use check::CODES;
pub use clock::{Clock, FixedClock, SystemClock};
pub use commit::Committed;
pub use error::AppError;
pub use follow::Following;
pub use vedich_journal::{Entry, Head, NewEntry, Select};
