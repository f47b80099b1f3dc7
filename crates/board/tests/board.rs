//! The board against a small country: two provinces, one with a set of its own.
#![expect(clippy::unwrap_used, reason = "a test may unwrap")]

#[path = "board/world.rs"]
mod world;

#[path = "board/conditions.rs"]
mod conditions;
#[path = "board/corrections.rs"]
mod corrections;
#[path = "board/emulation.rs"]
mod emulation;
#[path = "board/pictures.rs"]
mod pictures;
#[path = "board/properties.rs"]
mod properties;
#[path = "board/queues.rs"]
mod queues;
#[path = "board/recognitions.rs"]
mod recognitions;
#[path = "board/registers.rs"]
mod registers;
#[path = "board/steering.rs"]
mod steering;
#[path = "board/trends.rs"]
mod trends;
