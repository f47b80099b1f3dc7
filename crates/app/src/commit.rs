//! The one door for writes.

use crate::{App, AppError, NewEntry};
use rustc_hash::FxHashSet;
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::atomic::Ordering;
use tokio::sync::oneshot;
use vedich_facts::{PostId, Recorded};
use vedich_journal::{JournalError, Select};
use vedich_values::{Diagnostic, EntrySeq, FactSeq, Place, Timestamp, UnitId};

/// How often a decision is taken again because another process wrote in between.
const MOST_ATTEMPTS: usize = 20;
/// Commits of different units decided together, at most: some ten milliseconds of deciding.
const MOST_TOGETHER: usize = 128;
/// Facts shown at once: fewer than would have the board drawn anew.
const SHOWN_AT_ONCE: usize = 900;

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

    /// Commits what concerns only some units and depends on nothing else of the moment. Commits of other units that wait at the same time
    /// are decided in the same breath and share one transaction: the disk is waited for once.
    pub(crate) async fn commit_apart(
        &self,
        units: Vec<UnitId>,
        decide: impl FnMut(&Self, Option<NewEntry>) -> Result<NewEntry, AppError> + Send + 'static,
    ) -> Result<Committed, AppError> {
        let (answer, answered) = oneshot::channel();
        self.inner.waiting.lock().push_back(Waiting { units, decide: Box::new(decide), before: None, answer });
        let app = self.clone();
        // A task for each that waits, and each takes at least one: nobody is left over.
        tokio::spawn(async move {
            let _one_at_a_time = app.inner.deciding.lock().await;
            let together = app.take_waiting();
            app.commit_together(together).await;
        });
        answered.await.map_err(|_| AppError::Stopped)?
    }

    /// Those of the waiting that share no unit, first come first.
    fn take_waiting(&self) -> Vec<Waiting> {
        let mut queue = self.inner.waiting.lock();
        let (mut together, mut later) = (Vec::new(), VecDeque::new());
        let mut units: FxHashSet<UnitId> = FxHashSet::default();
        for one in queue.drain(..) {
            if together.len() < MOST_TOGETHER && one.units.iter().all(|unit| !units.contains(unit)) {
                units.extend(one.units.iter().copied());
                together.push(one);
            } else {
                later.push_back(one);
            }
        }
        *queue = later;
        together
    }

    async fn commit_together(&self, mut together: Vec<Waiting>) {
        for _ in 0..MOST_ATTEMPTS {
            let mut ready = Vec::with_capacity(together.len());
            for mut one in together {
                match self.decided(&mut one).await {
                    Ok(Decided::Append(entry, post)) => ready.push((one, entry, post)),
                    Ok(Decided::Before(committed)) => _ = one.answer.send(Ok(committed)),
                    Err(error) => _ = one.answer.send(Err(error)),
                }
            }
            if ready.is_empty() {
                return;
            }
            let written: Vec<_> = ready.iter().map(|(_, entry, post)| entry.written(*post)).collect();
            match self.inner.journal.append_all_after(&written, self.version()).await {
                Ok(appended) => return self.show_together(ready, appended).await,
                Err(JournalError::Moved { .. }) => {
                    if let Err(error) = self.catch_up_deciding().await {
                        tracing::error!(error = &error as &dyn std::error::Error, "the journal could not be followed");
                    }
                    together = again(ready);
                }
                // One of them is at fault: each goes by itself, so that the others are recorded.
                Err(error) if error.is_of_one_entry() && ready.len() > 1 => {
                    for one in again(ready) {
                        Box::pin(self.commit_together(vec![one])).await;
                    }
                    return;
                }
                Err(error) => {
                    tracing::error!(
                        error = &error as &dyn std::error::Error,
                        count = ready.len(),
                        "entries could not be appended together"
                    );
                    return fail_together(ready, error);
                }
            }
        }
        for one in together {
            let _ = one.answer.send(Err(AppError::Refused(vec![Diagnostic::error("commit.too-busy", Place::default())])));
        }
    }

    async fn decided(&self, one: &mut Waiting) -> Result<Decided, AppError> {
        let entry = (one.decide)(self, one.before.take())?;
        let refused = match self.authorise(&entry).await {
            Ok(post) => match self.check(&entry.facts).await? {
                problems if problems.is_empty() => return Ok(Decided::Append(entry, post)),
                problems => AppError::Refused(problems),
            },
            Err(error) => error,
        };
        // A command that was carried out may no longer pass the checks it passed then.
        self.carried_out(&entry).await?.map(Decided::Before).ok_or(refused)
    }

    /// All are durable by now; the pictures take them in, a bounded number at a time.
    async fn show_together(&self, ready: Vec<(Waiting, NewEntry, Option<PostId>)>, appended: Vec<vedich_journal::Appended>) {
        let (mut facts, mut answers) = (Vec::new(), Vec::new());
        for ((one, entry, _), appended) in ready.into_iter().zip(appended) {
            let vedich_journal::Appended { entry: seq, facts: range, recorded_at, already } = appended.clone();
            if !already {
                facts.extend(recorded(entry, &appended));
            }
            answers.push((one.answer, Committed { entry: seq, facts: range, recorded_at, already }));
        }
        for some in facts.chunks(SHOWN_AT_ONCE) {
            self.show(some.to_vec()).await;
        }
        for (answer, committed) in answers {
            let _ = answer.send(Ok(committed));
        }
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
        if before.is_some() {
            self.inner.journal.same_request(entry.by.command, entry.by.request).await?;
        }
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

/// A commit that waits to be decided.
pub(crate) struct Waiting {
    units: Vec<UnitId>,
    decide: Decide,
    before: Option<NewEntry>,
    answer: oneshot::Sender<Result<Committed, AppError>>,
}

type Decide = Box<dyn FnMut(&App, Option<NewEntry>) -> Result<NewEntry, AppError> + Send>;

impl std::fmt::Debug for Waiting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Waiting").field("units", &self.units).finish_non_exhaustive()
    }
}

/// What became of a commit that was decided on.
enum Decided {
    Append(NewEntry, Option<PostId>),
    Before(Committed),
}

/// None of them was recorded, for a reason that is none of theirs: each is told it.
fn fail_together(ready: Vec<(Waiting, NewEntry, Option<PostId>)>, error: JournalError) {
    let another = error.for_another();
    let mut first = Some(error);
    for (one, ..) in ready {
        let error = match first.take() {
            Some(JournalError::UnknownSuperseded(seq)) => AppError::Refused(vec![unknown_fact(seq, Place::default())]),
            Some(error) => error.into(),
            None => another.for_another().into(),
        };
        let _ = one.answer.send(Err(error));
    }
}

/// To be decided again, each with its last answer.
fn again(ready: Vec<(Waiting, NewEntry, Option<PostId>)>) -> Vec<Waiting> {
    ready.into_iter().map(|(one, entry, _)| Waiting { before: Some(entry), ..one }).collect()
}

fn recorded(entry: NewEntry, appended: &vedich_journal::Appended) -> Vec<Recorded> {
    let numbered = entry.facts.into_iter().zip(appended.facts.start.get()..);
    let record = |(fact, seq)| Recorded { seq: FactSeq(seq), entry: appended.entry, recorded_at: appended.recorded_at, fact };
    numbered.map(record).collect()
}
