//! Long work of one request, off the threads that answer others: as many at once as a small machine has processors, for a few seconds.

use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use vedich_values::{Diagnostic, Place};

/// Longest search; what is proven by then is said.
pub(super) const SECONDS: u64 = 5;
/// Pieces of work at once, so that pages stay quick.
static ROOM: Semaphore = Semaphore::const_new(2);

/// Does it, with the time gone since it began; waits a moment for room, then says that the machine is busy.
///
/// # Errors
/// What the work itself refuses, or that there is no room.
pub(super) async fn worked<T: Send + 'static>(
    work: impl FnOnce(&dyn Fn() -> Duration) -> Result<T, Box<Diagnostic>> + Send + 'static,
) -> Result<T, Box<Diagnostic>> {
    let busy = || Box::new(Diagnostic::error("money-page.busy", Place::default()));
    let room = tokio::time::timeout(Duration::from_secs(2 * SECONDS), ROOM.acquire()).await;
    let Ok(Ok(_room)) = room else { return Err(busy()) };
    let start = Instant::now();
    let done = tokio::task::spawn_blocking(move || work(&|| start.elapsed())).await;
    done.unwrap_or_else(|_| Err(busy()))
}
