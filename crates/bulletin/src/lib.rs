#![doc = include_str!("../README.md")]

mod build;
mod confidence;
mod doc;
pub mod facts;
pub mod gazetteer;
mod layout;
pub mod lexicon;
mod merge;
pub mod number;
mod reader;
mod scan;
pub mod source;
mod term;
pub mod token;

pub use facts::{Body, Document, Fact, Tally, UnitRef};
pub use gazetteer::{Gazetteer, Level};
pub use reader::{Reader, ReaderError, Tables};
pub use source::Span;
