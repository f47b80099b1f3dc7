#![doc = include_str!("../README.md")]

mod admin;
mod decide;
mod directory;
mod rights;
mod roles;

pub use admin::{NewDelegation, NewPost};
pub use decide::{Decision, On, Places, Refusal, Topic};
pub use directory::{Homes, PeoplePage};
pub use rights::{Person, Post, Rights};
pub use roles::{Action, Role, Roles};

/// Codes of the problems a file of roles can have; each is worded in `vedich-wording`.
pub const CODES: &[&str] =
    &["roles.unreadable", "roles.twice", "roles.unknown-action", "roles.unknown-role", "roles.verifies-nothing", "roles.empty"];
