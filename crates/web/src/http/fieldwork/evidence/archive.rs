//! The evidence of a unit as one archive: packed while it goes out, one file at a time, however large it gets. What the store does not have
//! is named in the index instead of breaking the download.

use super::sent_file;
use crate::frame::Frame;
use crate::http::Answer;
use crate::http::actor::Actor;
use crate::http::people::Desk;
use crate::present::evidence as present;
use axum::body::{Body, Bytes};
use std::collections::BTreeSet;
use std::io::{BufWriter, Error, ErrorKind, Write};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{Sender, channel};
use vedich_app::App;
use vedich_app::evidence::Attached;
use vedich_documents::{WriteError, ZipStream};
use vedich_values::{FactSeq, UnitId};

/// Bytes that go out in one piece.
const PIECE: usize = 256 * 1024;
/// Pieces that wait for a slow line.
const WAITING: usize = 4;
/// Archives packed at once: each holds a thread for as long as its line takes.
static ROOM: Semaphore = Semaphore::const_new(8);

/// Everything attached to a unit that its reader may see and that was not withdrawn.
pub(super) async fn send(desk: &Desk, actor: &Actor, unit: UnitId) -> Answer {
    let all = desk.app.evidence_of(&actor.hand, unit).await.map_err(|error| desk.fail(error))?;
    let all: Vec<Attached> = all.into_iter().filter(|one| one.withdrawn.is_none()).collect();
    let (sender, mut receiver) = channel::<Result<Bytes, Error>>(WAITING);
    let (app, frame, waiting) = (desk.app.clone(), desk.frame().clone(), Handle::current());
    tokio::spawn(async move {
        let Ok(_room) = ROOM.acquire().await else { return };
        let failing = sender.clone();
        let packed = tokio::task::spawn_blocking(move || pack(&app, &frame, unit, &all, &waiting, Pieces(sender))).await;
        if let Ok(Err(error)) = packed {
            // Whoever went away is told nothing; else the download ends short, and the browser says so.
            tracing::warn!(error = &error as &dyn std::error::Error, "an archive of evidence was not sent to its end");
            let _ = failing.send(Err(Error::other("the archive could not be packed"))).await;
        }
    });
    let pieces = futures_util::stream::poll_fn(move |context| receiver.poll_recv(context));
    Ok(sent_file(Body::from_stream(pieces), "application/zip", Some(&format!("minh-chung-{unit}.zip"))))
}

/// Every file under a name of its own, and last an index that says what each shows, and which the store does not have.
fn pack(app: &App, frame: &Frame, unit: UnitId, all: &[Attached], waiting: &Handle, out: Pieces) -> Result<(), WriteError> {
    let mut zip = ZipStream::new(BufWriter::with_capacity(PIECE, out));
    let mut missing: BTreeSet<FactSeq> = BTreeSet::new();
    for one in all {
        let Some(stored) = one.file() else { continue };
        match waiting.block_on(app.read_file(stored)) {
            Ok(Some(content)) => zip.add(&present::packed_name(one, stored), &content)?,
            Ok(None) => _ = missing.insert(one.seq()),
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "a file of evidence could not be read");
                missing.insert(one.seq());
            }
        }
    }
    let index = {
        let live = app.live();
        present::index(crate::present::Scene::of(frame, &live), unit, all, &missing)
    };
    zip.add("index.xlsx", &vedich_documents::write_xlsx(&index)?)?;
    zip.finish()?;
    Ok(())
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
