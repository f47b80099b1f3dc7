#![doc = include_str!("../README.md")]

mod app;
mod authority;
mod changes;
mod check;
mod clock;
pub mod commands;
mod commit;
pub mod days_off;
mod demo;
pub mod desk;
pub mod duties;
mod entry;
mod error;
pub mod evidence;
pub mod export;
pub mod fitting;
mod follow;
pub mod import;
pub mod papers;
pub mod people;
mod pictures;
pub mod roadmaps;
pub mod sheets;
pub mod steering;
pub mod verify;
pub mod visits;
pub mod work;

pub use app::{App, Health, reference};
pub use authority::Ground;
pub use check::CODES;
pub use clock::{Clock, FixedClock, SystemClock};
pub use commit::Committed;
pub use entry::{By, Hand, NewEntry};
pub use error::AppError;
pub use follow::Following;
pub use vedich_journal::{Entry, EntrySearch, Head, Select, Verdict};
