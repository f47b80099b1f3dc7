//! The evidence of a unit packed into one ZIP with an index: for the page, the API and the command line.

use crate::frame::Frame;
use crate::present::Scene;
use crate::present::evidence::{index, packed_name};
use std::collections::BTreeSet;
use std::io::Write;
use tokio::runtime::Handle;
use vedich_app::App;
use vedich_app::evidence::Attached;
use vedich_documents::{WriteError, ZipStream, write_xlsx};
use vedich_values::{FactSeq, UnitId};

/// Writes every file under a name of its own, one at a time, and last `index.xlsx`, which says what each shows and which files the store
/// does not have: those are named there instead of ending the archive. Withdrawn evidence is left to whoever asks: hand over what is to
/// be packed. To be called off the threads that answer: it waits for the store through `waiting`.
///
/// # Errors
/// When `out` takes no more.
pub fn pack(app: &App, frame: &Frame, unit: UnitId, all: &[Attached], waiting: &Handle, out: impl Write) -> Result<(), WriteError> {
    let mut zip = ZipStream::new(out);
    let mut missing: BTreeSet<FactSeq> = BTreeSet::new();
    for one in all {
        let Some(stored) = one.file() else { continue };
        match waiting.block_on(app.read_file(stored)) {
            Ok(Some(content)) => zip.add(&packed_name(one, stored), &content)?,
            Ok(None) => _ = missing.insert(one.seq()),
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "a file of evidence could not be read");
                missing.insert(one.seq());
            }
        }
    }
    let table = {
        let live = app.live();
        index(Scene::of(frame, &live), unit, all, &missing)
    };
    zip.add("index.xlsx", &write_xlsx(&table)?)?;
    zip.finish()?;
    Ok(())
}
