//! What the pages need of the running product: the picture of a date, and one door for a fact.

use std::future::Future;
use std::pin::Pin;
use vedich_board::Board;
use vedich_facts::Fact;
use vedich_values::Date;

/// A future that pages wait for.
pub type Task<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Why a picture could not be had or a fact not be recorded.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The record cannot be read or written now.
    #[error("the record is not available: {0}")]
    Unavailable(String),
    /// The fact was refused.
    #[error("refused: {0}")]
    Refused(String),
}

/// The running product as the pages see it; `vedich` gives the real one, tests a board in memory.
pub trait Office: Send + Sync + 'static {
    /// Today in Vietnam.
    fn today(&self) -> Date;

    /// Grows with every fact recorded: pages rendered before are stale.
    fn version(&self) -> u64;

    /// Whether the record is loaded and followed.
    fn is_ready(&self) -> bool;

    /// Lets `view` see the picture of a date.
    fn look<'a>(&'a self, date: Date, view: Box<dyn FnOnce(&Board) + Send + 'a>) -> Task<'a, Result<(), OfficeError>>;

    /// Records one fact, with who did it.
    fn record(&self, fact: Fact, actor: &str) -> Task<'_, Result<(), OfficeError>>;
}
