#![doc = include_str!("../README.md")]

mod about;
mod asides;
mod build;
mod class;
mod confidence;
mod doc;
pub mod facts;
mod fuzz;
pub mod gazetteer;
mod layout;
mod letters;
mod lexicon;
mod merge;
pub mod number;
mod reader;
mod scan;
pub mod source;
mod spelling;
mod term;
pub mod token;
mod written;

pub use class::Class;
pub use facts::{Body, Document, Fact, Tally, UnitRef};
pub use fuzz::fuzz_target;
pub use gazetteer::{Gazetteer, Level};
pub use lexicon::LexiconError;
pub use reader::{Read, Reader, ReaderError, Tables};
pub use source::Span;
