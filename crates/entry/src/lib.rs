#![doc = include_str!("../README.md")]

mod calendar;
mod draft;
mod merge;
pub mod odd;

pub use calendar::{Calendar, DueDates, Reminder, Rule, Window};
pub use draft::{Counted, DraftLine, LineChange, LineKey, Reached, SheetDraft, Stood, Unread};
pub use merge::{Fate, merge};
pub use odd::{OddRules, Oddity, Seen, is_held_beside_threshold, oddities};

/// Codes of the problems and warnings this crate tells of; each is worded in `vedich-wording`.
pub const CODES: &[&str] = &[
    "reporting.unreadable",
    "reporting.bad-rule",
    "reporting.overlapping",
    "odd.jump-points",
    "odd.jump-share",
    "odd.to-zero",
    "odd.reversed",
    "odd.fell",
    "odd.negative",
    "odd.declared-met",
    "odd.declared-not-met",
    "odd.declared-not-applicable",
    "odd.parts-differ",
    "odd.must-apply",
    "odd.may-have-to-apply",
    "odd.before-window",
    "odd.older",
];
