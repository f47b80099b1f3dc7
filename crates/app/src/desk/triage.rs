//! Which documents of a desk need a person first, and what is done with those of a folder together.

use super::among::{Weighed, compare_all};
use super::apply::{self, Company};
use super::{Alike, Batch, Beheld, Faced, Handed, Reading};
use crate::{App, AppError, Hand};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use vedich_desk::{Beside, Card, Decision, Draft, Judged};
use vedich_rights::Refusal;
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

/// What would come of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rehearsed {
    /// Its title.
    pub title: String,
    /// Its date, as it was read.
    pub date: String,
    /// Where it would stand.
    pub progress: Progress,
    /// Another document that may be the same.
    pub alike: Option<Alike>,
}

/// Where a reading stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Progress {
    /// Cards in all.
    pub cards: usize,
    /// Nobody has decided on.
    pub open: usize,
    /// Accepted, and not recorded yet.
    #[serde(skip)]
    pub accepted: usize,
    /// Contradicting what is known, or another document of the desk; accepted ones too, until they are recorded.
    pub contradictions: usize,
    /// Asking something: a place, a date, a number.
    pub asking: usize,
    /// Open counts that are lower than the last one reported.
    pub lower: usize,
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
        Self::counted(&beheld.reading.draft, beheld.cards())
    }

    fn of_weighed(weighed: &Weighed) -> Self {
        Self::counted(&weighed.reading.draft, weighed.cards())
    }

    fn counted<'a>(draft: &Draft, cards: impl Iterator<Item = (&'a Card, &'a Judged, &'a Option<Refusal>)>) -> Self {
        let mut progress = Self { compared: true, least_sure: 100, ..Self::default() };
        for (card, judged, refused) in cards {
            progress.cards += 1;
            let counts = card.decision != Decision::Rejected && !card.settled;
            progress.asking += usize::from(counts && !judged.problems.is_empty());
            progress.accepted += usize::from(counts && card.decision == Decision::Accepted);
            progress.contradictions += usize::from(counts && judged.beside.is_contradiction());
            if card.decision == Decision::Open {
                progress.open += 1;
                progress.least_sure = progress.least_sure.min(card.confidence);
                progress.lower += usize::from(matches!(judged.beside, Beside::Lower(_)));
                progress.known += usize::from(matches!(judged.beside, Beside::Known(_)));
                progress.sure += usize::from(super::is_sure(draft, card, judged, refused.as_ref()));
            }
        }
        progress
    }

    /// Whether every card is decided, some accepted, nothing is missing and nothing contradicts: it can be recorded without another look.
    #[must_use]
    pub const fn is_decided(&self) -> bool {
        self.compared && self.accepted > 0 && self.open == 0 && self.asking == 0 && self.contradictions == 0
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
    pub(super) async fn waiting(&self, hand: &Hand, batch: &Batch) -> Result<Vec<Reading>, AppError> {
        let mine: BTreeSet<&str> = batch.readings().collect();
        Ok(self.desk(hand).await?.into_iter().filter(|reading| mine.contains(reading.id.as_str())).collect())
    }

    /// Documents beside the record and beside each other, in the order of their days.
    async fn weigh(&self, hand: &Hand, mut readings: Vec<Reading>) -> Result<Vec<Weighed>, AppError> {
        let today = self.today();
        // Day by day, so that each picture is drawn once.
        readings.sort_by_key(|reading| reading.draft.day(today));
        let mut all = Vec::with_capacity(readings.len());
        for reading in readings {
            all.push(Weighed::from(self.behold_alone(hand, reading).await?));
        }
        compare_all(&mut all);
        Ok(all)
    }

    /// Accepts what is sure in every document of a folder that waits; how many cards.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn accept_sure_of(&self, hand: &Hand, batch: &Batch) -> Result<usize, AppError> {
        let mut accepted = 0;
        for weighed in self.weigh(hand, self.waiting(hand, batch).await?).await? {
            accepted += self.take_over_sure(hand, &weighed).await?;
        }
        Ok(accepted)
    }

    /// Applies every document of a folder that is all decided, each as an entry of its own, in the order of their days. What is incomplete,
    /// or contradicts what was recorded meanwhile, be it by a document of the same folder, waits for a person.
    ///
    /// # Errors
    /// When the person may not state something, or the journal does not answer; what was applied before stays.
    pub async fn apply_decided_of(&self, hand: &Hand, batch: &Batch) -> Result<AppliedAll, AppError> {
        let mut readings = self.waiting(hand, batch).await?;
        readings.retain(|reading| !reading.draft.cards.is_empty() && reading.draft.open() == 0);
        let mut done = AppliedAll::default();
        for weighed in self.weigh(hand, readings).await? {
            let progress = Progress::of_weighed(&weighed);
            if !progress.is_decided() {
                // A document of which everything was rejected waits for nothing.
                done.left += usize::from(progress.accepted > 0);
                continue;
            }
            match apply::apply(self, hand, &weighed.reading.id, Faced::Nothing, Company::Alone).await {
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
        let (known, rest): (Vec<_>, Vec<_>) = readings.into_iter().partition(|reading| compared.contains(&reading.draft.day(today)));
        let weighed = self.weigh(hand, known).await?.into_iter().map(|weighed| {
            let progress = Progress::of_weighed(&weighed);
            (weighed.reading, progress)
        });
        let unweighed = rest.into_iter().map(|reading| {
            let progress = Progress::uncompared(&reading);
            (reading, progress)
        });
        let mut out: Vec<(Reading, Progress)> = weighed.chain(unweighed).collect();
        out.sort_by_cached_key(|(_, progress)| progress.urgency());
        Ok(out)
    }

    /// What would come of documents handed in together: read, judged, compared with the record and with each other as on the page of a
    /// folder, but put on nobody's desk. In the order given; `at` is told how many are read.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn rehearse(&self, hand: &Hand, documents: Vec<Handed>, at: &(dyn Fn(usize) + Sync)) -> Result<Vec<Rehearsed>, AppError> {
        let now = self.clock().now();
        let mut readings = Vec::with_capacity(documents.len());
        for (handed, no) in documents.into_iter().zip(1..) {
            let (title, draft) = self.read_and_settled(handed.clone()).await?;
            let Handed { file, text, .. } = handed;
            let fingerprint = super::fingerprint(&text);
            readings.push(Reading { id: format!("{no}"), fingerprint, file, title, text, draft, made_at: now, changed_at: now });
            at(no);
        }
        let alike = self.alike(hand, &readings).await?;
        let mut stands: BTreeMap<String, Progress> =
            self.triage(hand, readings.clone()).await?.into_iter().map(|(reading, progress)| (reading.id, progress)).collect();
        let rehearsed = |(reading, alike): (Reading, Option<Alike>)| {
            let Reading { id, title, draft, .. } = reading;
            Rehearsed { title, date: draft.date, progress: stands.remove(&id).unwrap_or_default(), alike }
        };
        Ok(readings.into_iter().zip(alike).map(rehearsed).collect())
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
