//! The one door for writes.

use crate::{App, AppError, NewEntry};
use std::ops::Range;
use std::sync::atomic::Ordering;
use vedich_facts::Recorded;
use vedich_journal::{JournalError, Select};
use vedich_values::{Diagnostic, EntrySeq, FactSeq, Place, Timestamp};

/// How often a decision is taken again because another process wrote in between.
const MOST_ATTEMPTS: usize = 20;

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Committed {
    /// Its number.
    pub entry: EntrySeq,
    /// The numbers of its facts.
    pub facts: Range<FactSeq>,
    /// When it counts as recorded.
    pub recorded_at: Timestamp,
    /// The same command or the same file was there before; nothing was changed.
    pub already: bool,
}

impl App {
    /// Checks an entry, appends it, and brings the pictures up to date: when this returns, it is durable and shows everywhere.
    /// Goes on to its end even if the caller stops waiting.
    ///
    /// # Errors
    /// Every problem of the entry, or the journal's failure; nothing is changed then.
    pub async fn commit(&self, entry: NewEntry) -> Result<Committed, AppError> {
        let mut given = Some(entry);
        self.commit_with(move |_, before| before.or_else(|| given.take()).ok_or(AppError::Stopped)).await
    }

    /// Commits what `decide` makes of the present state; asked again, with its last answer, when another process wrote in between.
    pub(crate) async fn commit_with(
        &self,
        decide: impl FnMut(&Self, Option<NewEntry>) -> Result<NewEntry, AppError> + Send + 'static,
    ) -> Result<Committed, AppError> {
        let app = self.clone();
        tokio::spawn(async move { app.commit_now(decide).await }).await.map_err(|_| AppError::Stopped)?
    }

    async fn commit_now(
        &self,
        mut decide: impl FnMut(&Self, Option<NewEntry>) -> Result<NewEntry, AppError> + Send,
    ) -> Result<Committed, AppError> {
        let _one_at_a_time = self.inner.deciding.lock().await;
        let mut before = None;
        for _ in 0..MOST_ATTEMPTS {
            let entry = decide(self, before.take())?;
            let refused = match self.authorise(&entry).await {
                Ok(post) => self.check(&entry.facts).await.map(|problems| if problems.is_empty() { Ok(post) } else { Err(problems) })?,
                // A command that was carried out may no longer pass the checks it passed then.
                Err(error) => return self.carried_out(&entry).await?.ok_or(error),
            };
            let post = match refused {
                Ok(post) => post,
                Err(problems) => return self.carried_out(&entry).await?.ok_or(AppError::Refused(problems)),
            };
            match self.inner.journal.append_after(&entry.written(post), self.version()).await {
                Ok(appended) => {
                    if !appended.already {
                        self.show(recorded(entry, &appended)).await;
                    }
                    let vedich_journal::Appended { entry, facts, recorded_at, already } = appended;
                    return Ok(Committed { entry, facts, recorded_at, already });
                }
                Err(JournalError::Moved { .. }) => {
                    self.catch_up_deciding().await?;
                    before = Some(entry);
                }
                Err(JournalError::UnknownSuperseded(seq)) => return Err(AppError::Refused(vec![unknown_fact(seq, Place::default())])),
                Err(error) => return Err(error.into()),
            }
        }
        Err(AppError::Refused(vec![Diagnostic::error("commit.too-busy", Place::default())]))
    }

    /// The entry is durable by now: if the pictures can't be brought up to date, following does it later.
    async fn show(&self, facts: Vec<Recorded>) {
        if let Err(error) = self.take_in(&facts).await {
            self.inner.sound.store(false, Ordering::Relaxed);
            tracing::error!(error = &error as &dyn std::error::Error, "the board could not be brought up to date");
        }
    }

    async fn carried_out(&self, entry: &NewEntry) -> Result<Option<Committed>, AppError> {
        let before = self.inner.journal.find(entry.by.command, entry.content_hash).await?;
        Ok(before.filter(|before| before.actor == entry.by.hand.actor()).map(|entry| Committed {
            entry: entry.seq,
            facts: entry.facts,
            recorded_at: entry.recorded_at,
            already: true,
        }))
    }

    /// Takes in what other processes appended. Call it while deciding.
    pub(crate) async fn catch_up_deciding(&self) -> Result<(), AppError> {
        let mut chunks = self.inner.journal.chunks(&Select { after: Some(self.version()), ..Select::default() }).await?;
        let mut facts = Vec::new();
        while let Some(chunk) = chunks.next().await? {
            facts.extend(chunk);
        }
        self.take_in(&facts).await
    }
}

pub(crate) fn unknown_fact(seq: FactSeq, place: Place) -> Diagnostic {
    Diagnostic::error("fact.unknown-superseded", place).with("fact", seq)
}

fn recorded(entry: NewEntry, appended: &vedich_journal::Appended) -> Vec<Recorded> {
    let numbered = entry.facts.into_iter().zip(appended.facts.start.get()..);
    let record = |(fact, seq)| Recorded { seq: FactSeq(seq), entry: appended.entry, recorded_at: appended.recorded_at, fact };
    numbered.map(record).collect()
}
