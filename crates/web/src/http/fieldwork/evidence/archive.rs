//! The evidence of a unit as one archive: packed while it goes out, one file at a time, however large it gets. What the store does not have
//! is named in the index instead of breaking the download.

use super::sent_file;
use crate::archive::{Parcel, pack};
use crate::frame::Frame;
use axum::body::{Body, Bytes};
use axum::response::Response;
use std::io::{BufWriter, Error, ErrorKind, Write};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{Sender, channel};
use vedich_app::{App, AppError, Hand};
use vedich_values::UnitId;

/// Bytes that go out in one piece.
const PIECE: usize = 256 * 1024;
/// Pieces that wait for a slow line.
const WAITING: usize = 4;
/// Archives packed at once: each holds a thread for as long as its line takes.
static ROOM: Semaphore = Semaphore::const_new(8);

/// Everything attached to a unit that a hand may see and that was not withdrawn.
pub(crate) async fn send(app: &App, frame: &Frame, hand: &Hand, unit: UnitId) -> Result<Response, AppError> {
    let parcel = Parcel::of(app, hand, unit).await?;
    let (sender, mut receiver) = channel::<Result<Bytes, Error>>(WAITING);
    let (app, frame, waiting) = (app.clone(), frame.clone(), Handle::current());
    tokio::spawn(async move {
        let Ok(_room) = ROOM.acquire().await else { return };
        let failing = sender.clone();
        let out = move || BufWriter::with_capacity(PIECE, Pieces(sender));
        let packed = tokio::task::spawn_blocking(move || pack(&app, &frame, &parcel, &waiting, out())).await;
        if let Ok(Err(error)) = packed {
            // Whoever went away is told nothing; else the download ends short, and the browser says so.
            tracing::warn!(error = &error as &dyn std::error::Error, "an archive of evidence was not sent to its end");
            let _ = failing.send(Err(Error::other("the archive could not be packed"))).await;
        }
    });
    let pieces = futures_util::stream::poll_fn(move |context| receiver.poll_recv(context));
    Ok(sent_file(Body::from_stream(pieces), "application/zip", Some(&format!("minh-chung-{unit}.zip"))))
}

/// Sends what is written, piece by piece.
struct Pieces(Sender<Result<Bytes, Error>>);

impl Write for Pieces {
    fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
        let sent = self.0.blocking_send(Ok(Bytes::copy_from_slice(piece)));
        sent.map(|()| piece.len()).map_err(|_| Error::from(ErrorKind::BrokenPipe))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
