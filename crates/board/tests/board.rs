//! The board against a small country: two provinces, one with a set of its own.

#[path = "board/world.rs"]
mod world;

#[path = "board/corrections.rs"]
mod corrections;
#[path = "board/pictures.rs"]
mod pictures;
#[path = "board/properties.rs"]
mod properties;
