//! Pictures of other days, as known now or then: the last few asked for are kept.

use crate::{App, AppError};
use parking_lot::Mutex;
use std::sync::Arc;
use vedich_board::Board;
use vedich_journal::Select;
use vedich_values::{Date, FactSeq, Timestamp};

/// Pictures kept: the month before and the start of the year that boards are compared with, and a few dates people look at.
const KEPT: usize = 6;

/// The pictures kept, the last used at the end.
#[derive(Debug, Default)]
pub(crate) struct Pictures {
    kept: Mutex<Vec<Kept>>,
    /// One picture is drawn at a time: two people asking for the same date wait for one drawing.
    drawing: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct Kept {
    date: Date,
    /// Known up to that fact; none: up to now.
    known: Option<FactSeq>,
    board: Arc<Board>,
    /// The last fact it has taken in.
    taken_in: FactSeq,
}

impl Pictures {
    pub(crate) fn forget_all(&self) {
        self.kept.lock().clear();
    }

    fn take(&self, date: Date, known: Option<FactSeq>) -> Option<Kept> {
        let mut kept = self.kept.lock();
        let index = kept.iter().position(|picture| picture.date == date && picture.known == known)?;
        Some(kept.remove(index))
    }

    /// The picture, if it is kept and up to date.
    fn current(&self, date: Date, known: Option<FactSeq>, last: FactSeq) -> Option<Arc<Board>> {
        let mut kept = self.kept.lock();
        let index = kept
            .iter()
            .position(|picture| picture.date == date && picture.known == known && (known.is_some() || picture.taken_in == last))?;
        let picture = kept.remove(index);
        let board = Arc::clone(&picture.board);
        kept.push(picture);
        Some(board)
    }

    fn put(&self, picture: Kept) {
        let mut kept = self.kept.lock();
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(picture);
    }
}

impl App {
    /// The picture as of a date, as known at an instant (none: now). The last few are kept and brought up to date when asked for again.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn picture(&self, date: Date, known: Option<Timestamp>) -> Result<Arc<Board>, AppError> {
        let known = match known.filter(|known| *known < self.inner.clock.now()) {
            Some(known) => Some(self.inner.journal.last_known(known).await?),
            None => None,
        };
        let pictures = &self.inner.pictures;
        if let Some(board) = pictures.current(date, known, self.version()) {
            return Ok(board);
        }
        let _one_at_a_time = pictures.drawing.lock().await;
        let last = self.version();
        if let Some(board) = pictures.current(date, known, last) {
            return Ok(board);
        }
        let picture = match pictures.take(date, known) {
            Some(picture) => self.continued(picture, last).await?,
            None => {
                let upto = known.unwrap_or(last);
                let reference = self.reference_known_at(upto);
                Kept { date, known, board: Arc::new(self.draw(&reference, date, upto).await?), taken_in: upto }
            }
        };
        let board = Arc::clone(&picture.board);
        // A change of units meanwhile emptied the shelf: a picture drawn against the register before must not go back on it.
        if known.is_some() || Arc::ptr_eq(&board.reference().registry, &self.reference().registry) {
            pictures.put(picture);
        }
        Ok(board)
    }

    /// A kept picture with the facts since. Whoever still holds the old one keeps it as it was.
    async fn continued(&self, mut picture: Kept, last: FactSeq) -> Result<Kept, AppError> {
        let select = Select { after: Some(picture.taken_in), before: Some(FactSeq(last.get() + 1)), ..Select::default() };
        let mut chunks = self.inner.journal.chunks(&select).await?;
        while let Some(chunk) = chunks.next().await? {
            let board = Arc::make_mut(&mut picture.board);
            chunk.iter().for_each(|recorded| _ = board.apply(recorded));
        }
        picture.taken_in = last;
        Ok(picture)
    }
}
