//! Which documents of a desk need a person first, and what is done with those of a folder together.

use super::{Batch, Beheld, Faced, Reading};
use crate::{App, AppError, Hand};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use vedich_desk::{Beside, Decision};
use vedich_values::{Date, EntrySeq};

/// Days whose pictures are drawn to compare a folder; the documents of other days are compared when they are opened.
const MOST_DAYS: usize = 24;

/// What became of the decided documents of a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AppliedAll {
    /// Recorded.
    pub applied: usize,
    /// Left for a person: incomplete, or contradicting what was recorded meanwhile.
    pub left: usize,
}

/// Where a reading stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Progress {
    /// Cards in all.
    pub cards: usize,
    /// Nobody has decided on.
    pub open: usize,
    /// Contradicting what is known.
    pub contradictions: usize,
    /// Asking something: a place, a date, a number.
    pub asking: usize,
    /// On record already.
    pub known: usize,
    /// Open, and nothing speaks against taking them over as they are.
    pub sure: usize,
    /// The least sure of the open ones, in hundredths; 100 when none is open.
    pub least_sure: u8,
    /// Whether it was compared with the board.
    pub compared: bool,
}

impl Progress {
    /// Where a reading stands beside the board.
    #[must_use]
    pub fn of(beheld: &Beheld) -> Self {
        let mut progress = Self { compared: true, least_sure: 100, ..Self::default() };
        for (card, judged, refused) in beheld.cards() {
            progress.cards += 1;
            progress.asking += usize::from(card.decision != Decision::Rejected && !card.settled && !judged.problems.is_empty());
            if card.decision == Decision::Open {
                progress.open += 1;
                progress.least_sure = progress.least_sure.min(card.confidence);
                progress.contradictions += usize::from(judged.beside.is_contradiction());
                progress.known += usize::from(matches!(judged.beside, Beside::Known(_)));
                progress.sure += usize::from(super::is_sure(&beheld.reading.draft, card, judged, refused.as_ref()));
            }
        }
        progress
    }

    /// Whether every card is decided and nothing is missing: it can be recorded.
    #[must_use]
    pub const fn is_decided(&self) -> bool {
        self.compared && self.cards > 0 && self.open == 0 && self.asking == 0
    }

    fn uncompared(reading: &Reading) -> Self {
        let open = reading.draft.cards.iter().filter(|card| card.decision == Decision::Open);
        let least_sure = open.map(|card| card.confidence).min().unwrap_or(100);
        Self { cards: reading.draft.cards.len(), open: reading.draft.open(), least_sure, ..Self::default() }
    }

    /// What needs a person first comes first: contradictions, then questions, then what is least sure.
    #[must_use]
    pub fn urgency(&self) -> impl Ord + use<> {
        (std::cmp::Reverse(self.contradictions), std::cmp::Reverse(self.asking), std::cmp::Reverse(self.open > 0), self.least_sure)
    }
}

impl App {
    /// Those documents of a folder that still wait, each with where it stands.
    async fn waiting(&self, hand: &Hand, batch: &Batch) -> Result<Vec<Reading>, AppError> {
        let mine: BTreeSet<&str> = batch.readings().collect();
        Ok(self.desk(hand).await?.into_iter().filter(|reading| mine.contains(reading.id.as_str())).collect())
    }

    /// Accepts what is sure in every document of a folder that waits; how many cards.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn accept_sure_of(&self, hand: &Hand, batch: &Batch) -> Result<usize, AppError> {
        let mut accepted = 0;
        for reading in self.waiting(hand, batch).await? {
            accepted += self.accept_sure(hand, &reading.id).await?;
        }
        Ok(accepted)
    }

    /// Applies every document of a folder that is all decided, each as an entry of its own, in the order of their days. What is incomplete,
    /// or contradicts what was recorded meanwhile, be it by a document of the same folder, waits for a person.
    ///
    /// # Errors
    /// When the person may not state something, or the journal does not answer; what was applied before stays.
    pub async fn apply_decided_of(&self, hand: &Hand, batch: &Batch) -> Result<AppliedAll, AppError> {
        let today = self.today();
        let mut readings = self.waiting(hand, batch).await?;
        readings.retain(|reading| !reading.draft.cards.is_empty() && reading.draft.open() == 0);
        readings.sort_by_key(|reading| reading.draft.day(today));
        let mut done = AppliedAll::default();
        for reading in readings {
            match self.apply_reading(hand, &reading.id, Faced::Nothing).await {
                Ok(_) => done.applied += 1,
                Err(AppError::Refused(problems))
                    if problems.iter().all(|one| matches!(one.code, "desk.incomplete" | "desk.new-contradiction")) =>
                {
                    done.left += 1;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(done)
    }

    /// Where readings stand, what needs a person first at the top. Documents are compared day by day, those of the days with most
    /// documents first; the rest is told apart by how sure the reader was.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn triage(&self, hand: &Hand, readings: Vec<Reading>) -> Result<Vec<(Reading, Progress)>, AppError> {
        let today = self.today();
        let mut by_day: BTreeMap<Date, usize> = BTreeMap::new();
        readings.iter().for_each(|reading| *by_day.entry(reading.draft.day(today)).or_default() += 1);
        let mut days: Vec<(Date, usize)> = by_day.into_iter().collect();
        days.sort_by_key(|(_, documents)| std::cmp::Reverse(*documents));
        let compared: BTreeSet<Date> = days.into_iter().take(MOST_DAYS).map(|(day, _)| day).collect();
        let mut readings = readings;
        // Day by day, so that each picture is drawn once.
        readings.sort_by_key(|reading| reading.draft.day(today));
        let mut out = Vec::with_capacity(readings.len());
        for reading in readings {
            if compared.contains(&reading.draft.day(today)) {
                let beheld = self.behold(hand, reading).await?;
                let progress = Progress::of(&beheld);
                out.push((beheld.reading, progress));
            } else {
                let progress = Progress::uncompared(&reading);
                out.push((reading, progress));
            }
        }
        out.sort_by_cached_key(|(_, progress)| progress.urgency());
        Ok(out)
    }

    /// Whether a reading that is no longer on the desk was applied, and by which entry.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn applied_reading(&self, id: &str) -> Result<Option<EntrySeq>, AppError> {
        let Ok(command) = Uuid::parse_str(id) else { return Ok(None) };
        Ok(self.journal().find(command, None).await?.map(|entry| entry.seq))
    }
}
