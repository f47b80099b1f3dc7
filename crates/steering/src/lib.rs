#![doc = include_str!("../README.md")]

pub mod check;
pub mod count;
pub mod due;
pub mod emulation;
pub mod meeting;
pub mod proposal;
pub mod register;
pub mod rules;
pub mod task;

pub use meeting::Meeting;
pub use proposal::Proposal;
pub use register::{Entry, Register, Stamp};
pub use task::Task;

/// Codes of the refusals of [`check`]; each is worded in `vedich-wording`.
pub use check::CODES;
