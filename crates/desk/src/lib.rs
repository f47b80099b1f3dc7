#![doc = include_str!("../README.md")]

mod among;
mod beside;
mod card;
mod cards;
mod concerns;
mod draft;
mod examples;
mod facts;
mod field;
mod home;
mod judge;
mod meant;
mod order;
mod orderer;
mod party;
mod place;
mod score;
mod sets;
mod when;
mod words;

pub use among::{Side, compare};
pub use beside::{Behind, Beside, Known, Matter};
pub use card::{Card, CardKind, Decision};
pub use cards::cards;
pub use draft::{Draft, HandedOver};
pub use examples::examples;
pub use facts::{Stated, facts};
pub use field::{Field, Fields};
pub use judge::{Judge, Judged};
pub use meant::{Doubt, DoubtKind, Meant, settle};
pub use place::{Candidate, Heir, Whereabouts};
pub use score::{Score, Scores};
pub use when::as_written;
pub use words::{Words, WordsError};

/// Codes of what can be wrong with a card; each is about the field named in its place.
pub const CODES: &[&str] = &[
    "desk.no-date",
    "desk.future-date",
    "desk.no-place",
    "desk.unknown-place",
    "desk.ambiguous-place",
    "desk.not-there",
    "desk.far-place",
    "desk.no-set",
    "desk.bad-count",
    "desk.more-than-total",
    "desk.unknown-criterion",
    "desk.no-criteria",
    "desk.unknown-indicator",
    "desk.bad-value",
    "desk.no-words",
    "desk.no-person",
    "desk.unclear-lead",
    "desk.own-order",
    "desk.bad-date",
    "desk.due-before-given",
];

#[cfg(test)]
mod tests;
