//! What the pages need of the running product: the picture of a date, and one door for a fact.

use std::future::Future;
use std::pin::Pin;
use vedich_app::commands::{By, ConfirmThreshold};
use vedich_app::{App, AppError};
use vedich_board::Board;
use vedich_rights::Refusal;
use vedich_values::{Date, Diagnostic, Timestamp};

/// A future that pages wait for.
pub type Task<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Why a picture could not be had or a fact not be recorded.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The record cannot be read or written now.
    #[error("the record is not available")]
    Unavailable(#[source] AppError),
    /// The person may not do it.
    #[error("not allowed: {0}")]
    Forbidden(Refusal),
    /// The statement contradicts the register, the sets or the record.
    #[error("refused, {} problems", .0.len())]
    Refused(Vec<Diagnostic>),
}

/// The running product as the pages see it; `vedich` gives the real one, tests a board in memory.
pub trait Office: Send + Sync + 'static {
    /// Today in Vietnam.
    fn today(&self) -> Date;

    /// Grows with every fact recorded: pages rendered before are stale.
    fn version(&self) -> u64;

    /// Whether the record is loaded and followed.
    fn is_ready(&self) -> Task<'_, bool>;

    /// Lets `view` see the picture of a date, as known at the end of a day in Vietnam (none: now).
    fn look<'a>(
        &'a self,
        date: Date,
        known_on: Option<Date>,
        view: Box<dyn FnOnce(&Board) + Send + 'a>,
    ) -> Task<'a, Result<(), OfficeError>>;

    /// Sets or confirms a threshold.
    fn confirm(&self, by: By, command: ConfirmThreshold) -> Task<'_, Result<(), OfficeError>>;
}

/// The end of a day in Vietnam (UTC+7).
pub(crate) fn end_of_day(day: Date) -> Timestamp {
    (day.and_time(chrono::NaiveTime::MIN) + chrono::Duration::hours(24 - 7)).and_utc()
}

impl From<AppError> for OfficeError {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Refused(problems) => Self::Refused(problems),
            AppError::Forbidden(refusal) => Self::Forbidden(refusal),
            other => Self::Unavailable(other),
        }
    }
}

impl Office for App {
    fn today(&self) -> Date {
        Self::today(self)
    }

    fn version(&self) -> u64 {
        Self::version(self).get()
    }

    fn is_ready(&self) -> Task<'_, bool> {
        Box::pin(async { self.health().await.ready })
    }

    fn look<'a>(
        &'a self,
        date: Date,
        known_on: Option<Date>,
        view: Box<dyn FnOnce(&Board) + Send + 'a>,
    ) -> Task<'a, Result<(), OfficeError>> {
        Box::pin(async move {
            {
                let live = self.live();
                if live.date() == date && known_on.is_none() {
                    view(&live);
                    return Ok(());
                }
            }
            let picture = self.picture(date, known_on.map(end_of_day)).await?;
            view(&picture);
            Ok(())
        })
    }

    fn confirm(&self, by: By, command: ConfirmThreshold) -> Task<'_, Result<(), OfficeError>> {
        Box::pin(async move { Ok(self.confirm_threshold(by, command).await.map(|_| ())?) })
    }
}
