#![doc = include_str!("../README.md")]

mod about;
mod append;
mod backup;
mod beside;
mod chain;
mod database;
mod dictionary;
mod drafts;
mod error;
mod migrations;
mod model;
mod numbered;
mod postgres;
mod read;
pub mod readings;
mod record;
mod sql;
#[cfg(feature = "testing")]
pub mod testing;
mod unopened;
pub mod vault;
mod verify;
mod whose;

pub use about::{EntriesAbout, Subject};
pub use backup::{BackupError, Holding, LEFT_OUT, RestoreProgress, copied};
pub use chain::Digest;
pub use database::Journal;
pub use drafts::{Draft, DraftKey, Drafts};
pub use error::JournalError;
pub use migrations::{Migrator, migration_names};
pub use model::{Appended, Entry, EntrySearch, Head, NewEntry, Select};
pub use read::Chunks;
pub use unopened::Unopened;
pub use verify::{Problem, Progress, Verdict};
pub use whose::{Sketch, Subjects};
