//! The evidence of a unit packed into one ZIP with an index: for the page, the API and the command line.

use crate::frame::Frame;
use crate::present::Scene;
use crate::present::evidence::{index, packed_name};
use crate::present::fieldwork::Who;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::io::Write;
use tokio::runtime::Handle;
use vedich_app::evidence::Attached;
use vedich_app::people::Doer;
use vedich_app::{App, AppError, Hand};
use vedich_documents::{WriteError, ZipStream, write_xlsx};
use vedich_values::{EntrySeq, FactSeq, UnitId};

/// What goes into one archive.
#[derive(Clone, Debug)]
pub struct Parcel {
    unit: UnitId,
    all: Vec<Attached>,
    doers: FxHashMap<EntrySeq, Doer>,
}

impl Parcel {
    /// Everything attached to a unit that a hand may see and that was not withdrawn.
    ///
    /// # Errors
    /// When it may see none, or the journal does not answer.
    pub async fn of(app: &App, hand: &Hand, unit: UnitId) -> Result<Self, AppError> {
        let all = app.evidence_of(hand, unit).await?;
        let all: Vec<Attached> = all.into_iter().filter(|one| one.withdrawn.is_none()).collect();
        let doers = app.doers(all.iter().map(|one| &*one.recorded)).await?;
        Ok(Self { unit, all, doers })
    }

    /// How many pieces of evidence.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.all.len()
    }
}

/// Writes every file under a name of its own, one at a time, and last `index.xlsx`, which says what each shows and which files the store
/// does not have: those are named there instead of ending the archive. To be called off the threads that answer: it waits for the store
/// through `waiting`.
///
/// # Errors
/// When `out` takes no more.
pub fn pack(app: &App, frame: &Frame, parcel: &Parcel, waiting: &Handle, out: impl Write) -> Result<(), WriteError> {
    let mut zip = ZipStream::new(out);
    let mut missing: BTreeSet<FactSeq> = BTreeSet::new();
    for one in &parcel.all {
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
        let (live, rights) = (app.live(), app.rights());
        let who = Who { doers: &parcel.doers, rights: &rights };
        index(Scene::of(frame, &live), parcel.unit, &parcel.all, who, &missing)
    };
    zip.add("index.xlsx", &write_xlsx(&table)?)?;
    zip.finish()?;
    Ok(())
}
