//! Keeping up: entries of other processes, and midnight.

use crate::{App, AppError};
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::task::JoinHandle;

/// How often the journal is asked whether it went on: two processes must agree within 2 s, and asking costs less than a millisecond.
const POLL: Duration = Duration::from_millis(500);
/// How long to wait after a failure.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(2);

/// Keeps following until dropped.
#[derive(Debug)]
#[must_use = "following ends when this is dropped"]
pub struct Following(JoinHandle<()>);

impl Drop for Following {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl App {
    /// Follows what other processes append, and draws the new day's board at midnight, until the answer is dropped.
    pub fn follow(&self) -> Following {
        let app = self.clone();
        Following(tokio::spawn(async move {
            let mut failing = false;
            loop {
                let outcome = app.keep_up().await;
                app.inner.sound.store(outcome.is_ok(), Ordering::Relaxed);
                match (&outcome, failing) {
                    (Err(error), false) => tracing::error!(error = error as &dyn std::error::Error, "can't follow the journal; trying on"),
                    (Ok(()), true) => tracing::info!("following the journal again"),
                    _ => {}
                }
                failing = outcome.is_err();
                tokio::time::sleep(if failing { PAUSE_AFTER_FAILURE } else { POLL }).await;
            }
        }))
    }

    /// Takes in what other processes appended since, and turns the page when the day changed. What [`App::follow`] does again and again.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn keep_up(&self) -> Result<(), AppError> {
        let head = self.inner.journal.head().await?;
        if head.fact > self.version() {
            let _one_at_a_time = self.inner.deciding.lock().await;
            self.catch_up_deciding().await?;
        }
        if self.is_behind() {
            let _one_at_a_time = self.inner.deciding.lock().await;
            let today = self.today();
            self.redraw(today).await?;
            tracing::info!(%today, "the live board was drawn anew");
        }
        Ok(())
    }
}
