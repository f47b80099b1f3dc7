//! Rights, case by case and as properties.
#![expect(clippy::unwrap_used, reason = "a whole crate of tests: clippy knows only functions marked as tests")]

mod cases;
mod directory;
mod properties;
mod world;
