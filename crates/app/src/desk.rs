//! The desk (bàn đọc bản tin): documents read into proposals, kept until their reader has settled them, applied as one entry with the
//! document as evidence; what people made of the proposals, as examples and a score.

mod alike;
mod among;
mod apply;
mod change;
mod document;
mod folder;
mod hand_over;
mod lessons;
mod read;
mod shelf;
mod text;
mod triage;

pub use alike::Alike;
use among::Weighed;
pub use apply::Faced;
use change::carry_out;
pub use change::{Change, Changed};
pub use document::Filed as OnRecord;
pub use folder::{Batch, BatchLine, Filed, FolderAsked, Stage};
pub use hand_over::PassedOn;
pub use lessons::{Lesson, LessonSearch, Lessons};
use read::read;
pub use shelf::{Shelf, ShelfSearch, Shelved};
pub use text::{Unreadable, document_of};
pub use triage::{AppliedAll, Progress, Rehearsed};

use crate::{App, AppError, Committed, Hand};
use bytes::Bytes;
use sha2::{Digest as _, Sha256};
use std::sync::{Arc, LazyLock};
use uuid::Uuid;
use vedich_board::Board;
use vedich_desk::{Card, CardKind, Decision, Draft, Judge, Judged, Scores, Whereabouts, Words};
use vedich_facts::steering::{Assignment, Due};
use vedich_facts::{Body, Fact, Kind, StoredFile};
use vedich_journal::readings::KeptReading;
use vedich_journal::{Entry, Select};
use vedich_rights::Refusal;
use vedich_steering::due;
use vedich_values::{Date, Diagnostic, Place, Timestamp, text::fold};

/// Longest document kept, in characters: some two hundred pages.
pub const LONGEST_TEXT: usize = 400_000;
/// Readings one person can have open at a time: an archive of a few years of one district.
pub const MOST_OPEN: usize = 2_000;
/// Rules this sure and better are taken over together when nothing speaks against it, in hundredths.
pub const SURE: u8 = 90;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let (words, criteria) = vedich_reference::DESK_WORDS;
    Words::new(words, criteria).expect("the words of the desk inside this binary are right (tested)")
});

/// What the desk needs to know: which indicator, criterion and stage the reader's words mean.
#[must_use]
pub fn words() -> &'static Words {
    &WORDS
}

/// A document handed in to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handed {
    /// Name of the file it came in.
    pub file: Option<String>,
    /// Its title; its first line when nobody says.
    pub title: Option<String>,
    /// Its text.
    pub text: String,
    /// The day it was published (ngày đăng), where the page or the person says so: dates without a year are completed by it.
    pub published: Option<Date>,
    /// The file itself, where it is more than its text and of a kind that is kept.
    pub original: Option<Bytes>,
}

/// What became of a document handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was read: this is the reading.
    Read(String),
    /// The same document lies on this person's desk already.
    OnDesk(String),
    /// The same document was applied before, by this entry.
    Applied(Box<Entry>),
}

/// A document on the desk.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Identity; the command that applies it bears the same.
    pub id: String,
    /// SHA-256 over its words.
    pub fingerprint: [u8; 32],
    /// Name of the file it came in.
    pub file: Option<String>,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// Its date, place and cards.
    pub draft: Draft,
    /// When it was read.
    pub made_at: Timestamp,
    /// When it was last worked on.
    pub changed_at: Timestamp,
}

/// A reading beside the board of its day.
#[derive(Clone, Debug)]
pub struct Beheld {
    /// The reading.
    pub reading: Reading,
    /// The unit it is about.
    pub home: Whereabouts,
    /// Its cards, judged, in their order.
    pub judged: Vec<Judged>,
    /// What speaks against this person stating a card: by card, in their order.
    pub refused: Vec<Option<Refusal>>,
    /// The picture of the document's day.
    pub board: Arc<Board>,
    /// An entry that applied the same document before.
    pub before: Option<Entry>,
    /// Another document, on the same desk or on record, that may be the same.
    pub alike: Option<Alike>,
}

/// SHA-256 over the words of a document: layout, capitals and marks aside.
#[must_use]
pub fn fingerprint(text: &str) -> [u8; 32] {
    Sha256::digest(fold(text).as_bytes()).into()
}

/// A fingerprint in hexadecimal.
#[must_use]
pub fn hex(fingerprint: &[u8; 32]) -> String {
    use std::fmt::Write as _;
    fingerprint.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn problem(code: &'static str) -> Diagnostic {
    Diagnostic::error(code, Place::default())
}

fn refused(code: &'static str) -> AppError {
    AppError::Refused(vec![problem(code)])
}

/// Codes of what the desk refuses as a whole.
pub const CODES: &[&str] = &[
    "desk.empty",
    "desk.too-long",
    "desk.too-many",
    "desk.gone",
    "desk.nothing-decided",
    "desk.nothing-accepted",
    "desk.not-accepted",
    "desk.incomplete",
    "desk.new-contradiction",
    "desk.unreadable-file",
    "desk.not-text",
    "desk.no-letters",
    "desk.garbled",
    "desk.file-too-large",
    "desk.bad-archive",
    "desk.archive-too-large",
    "desk.bad-published",
    "desk.no-colleague",
    "desk.own-desk",
    "desk.colleague-may-not",
    "desk.colleague-has-it",
];

/// Whether an open card can be taken over as it is: sure, complete, not contradicted, with a place of its own in the record, and no order:
/// a person looks at those. Nothing is of a document whose unit or year was only concluded.
fn is_sure(draft: &Draft, card: &Card, judged: &Judged, refused: Option<&Refusal>) -> bool {
    let open = card.decision == Decision::Open && card.kind != CardKind::Task && refused.is_none();
    let plain = judged.is_complete() && !judged.in_words && !judged.beside.needs_a_look();
    open && plain && card.confidence >= SURE && !draft.guessed && !draft.year_guessed
}

/// Day on which a task of a document falls due, in the working days of the steering.
#[must_use]
pub fn due_day(assignment: &Assignment) -> Option<Date> {
    let Due { rule, on } = assignment.due;
    on.or_else(|| due::resolve(rule, assignment.given, None, &vedich_reference::steering_calendar()).on)
}

/// Whether what names mean is to be looked up anew.
fn is_unsettled(draft: &Draft) -> bool {
    draft.cards.iter().any(|card| card.meant.is_none())
}

impl App {
    /// Reads a document and puts it on a person's desk. A document that lies there, or was applied before, is not read again unless
    /// `again` says so.
    ///
    /// # Errors
    /// When it is empty or too long, the desk is full, or the database does not answer.
    pub async fn hand_in(&self, hand: &Hand, handed: Handed, again: bool) -> Result<Outcome, AppError> {
        if handed.text.trim().is_empty() {
            return Err(refused("desk.empty"));
        }
        if handed.text.chars().nth(LONGEST_TEXT).is_some() {
            return Err(AppError::Refused(vec![problem("desk.too-long").with("most", LONGEST_TEXT)]));
        }
        let fingerprint = fingerprint(&handed.text);
        let kept = self.journal().readings();
        if let Some(same) = kept.same(hand.actor(), &fingerprint).await? {
            return Ok(Outcome::OnDesk(same.id));
        }
        if let Some(entry) = self.applied(&fingerprint).await?.filter(|_| !again) {
            return Ok(Outcome::Applied(Box::new(entry)));
        }
        if kept.count(hand.actor()).await? >= MOST_OPEN {
            return Err(AppError::Refused(vec![problem("desk.too-many").with("most", MOST_OPEN)]));
        }
        let (title, mut draft) = self.read_and_settled(handed.clone()).await?;
        draft.original = self.keep_original(&handed).await?;
        let now = self.clock().now();
        let new = KeptReading {
            id: Uuid::now_v7().to_string(),
            owner: hand.actor().to_owned(),
            fingerprint,
            file: handed.file,
            title,
            text: handed.text,
            state: serde_json::to_string(&draft).map_err(|_| refused("desk.gone"))?,
            version: 1,
            made_at: now,
            changed_at: now,
        };
        if kept.add(&new).await? {
            return Ok(Outcome::Read(new.id));
        }
        let same = kept.same(hand.actor(), &fingerprint).await?;
        same.map(|same| Outcome::OnDesk(same.id)).ok_or_else(|| refused("desk.gone"))
    }

    /// The file of a document in the store; a site without one keeps its text alone.
    async fn keep_original(&self, handed: &Handed) -> Result<Option<StoredFile>, AppError> {
        let Some((content, _)) = handed.original.as_ref().zip(self.evidence_store()) else { return Ok(None) };
        let name = handed.file.as_deref().unwrap_or_default();
        Ok(Some(self.store_file(name, content.clone(), false).await?))
    }

    /// A document read, with what its names mean on its day.
    async fn read_and_settled(&self, handed: Handed) -> Result<(String, Draft), AppError> {
        let app = self.clone();
        let read = tokio::task::spawn_blocking(move || {
            let (title, mut draft) = read(&handed);
            // Names are looked up on the document's day in the register, which knows all days: no picture is drawn for that.
            vedich_desk::settle(words(), &app.live(), &mut draft, app.today());
            (title, draft)
        });
        read.await.map_err(|_| AppError::Stopped)
    }

    /// The entry by which a document was applied.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn applied(&self, fingerprint: &[u8; 32]) -> Result<Option<Entry>, AppError> {
        Ok(self.journal().find(Uuid::nil(), Some(*fingerprint)).await?)
    }

    /// What lies on a person's desk, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn desk(&self, hand: &Hand) -> Result<Vec<Reading>, AppError> {
        self.journal().readings().of(hand.actor()).await?.into_iter().map(reading).collect()
    }

    /// One reading of a person.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn reading(&self, hand: &Hand, id: &str) -> Result<Option<Reading>, AppError> {
        self.journal().readings().one(hand.actor(), id).await?.map(reading).transpose()
    }

    /// A reading beside the board of its day.
    async fn behold_alone(&self, hand: &Hand, reading: Reading) -> Result<Beheld, AppError> {
        let today = self.today();
        let board = self.picture(reading.draft.day(today), None).await?;
        let judge = Judge::new(words(), &board, &reading.draft, today);
        let (home, judged) = (judge.home().clone(), judge.all());
        let mut refused = Vec::with_capacity(judged.len());
        for one in &judged {
            refused.push(self.speaks_against(hand, one).await);
        }
        let before = self.applied(&reading.fingerprint).await?;
        Ok(Beheld { reading, home, judged, refused, board, before, alike: None })
    }

    /// What speaks against a person stating a card.
    async fn speaks_against(&self, hand: &Hand, judged: &Judged) -> Option<Refusal> {
        for (fact, _) in vedich_desk::facts(&judged.stated) {
            if let Err(AppError::Forbidden(refusal)) = self.may_state(hand, &fact).await {
                return Some(refusal);
            }
        }
        None
    }

    /// Changes a reading; somebody who works on it in another window at once loses nothing. A card in which something is missing is not
    /// accepted: it stays as undecided as it was.
    ///
    /// # Errors
    /// When it is gone, or the database does not answer.
    pub async fn change_reading(&self, hand: &Hand, id: &str, changes: &[Change]) -> Result<Changed, AppError> {
        let kept = self.journal().readings();
        for _ in 0..8 {
            let Some(seen) = kept.one(hand.actor(), id).await? else { return Err(refused("desk.gone")) };
            let version = seen.version;
            let mut reading = reading(seen)?;
            let before = reading.draft.clone();
            changes.iter().for_each(|change| carry_out(&mut reading, change));
            if is_unsettled(&reading.draft) {
                vedich_desk::settle(words(), &self.live(), &mut reading.draft, self.today());
            }
            let incomplete = self.leave_incomplete(&mut reading, &before, changes).await?;
            let state = serde_json::to_string(&reading.draft).map_err(|_| refused("desk.gone"))?;
            if kept.change(hand.actor(), id, version, &state, self.clock().now()).await? {
                return Ok(Changed { reading, incomplete });
            }
        }
        Err(refused("commit.too-busy"))
    }

    /// Takes back that cards were accepted in which something is missing; which.
    async fn leave_incomplete(&self, reading: &mut Reading, before: &Draft, changes: &[Change]) -> Result<Vec<u32>, AppError> {
        let accepted: Vec<u32> = changes.iter().filter_map(Change::accepts).collect();
        if accepted.is_empty() {
            return Ok(Vec::new());
        }
        let today = self.today();
        let board = self.picture(reading.draft.day(today), None).await?;
        let judge = Judge::new(words(), &board, &reading.draft, today);
        let asked =
            reading.draft.cards.iter().filter(|card| accepted.contains(&card.no) && !card.settled && card.decision == Decision::Accepted);
        let incomplete: Vec<u32> = asked.filter(|card| !judge.card(card).is_complete()).map(|card| card.no).collect();
        for card in reading.draft.cards.iter_mut().filter(|card| incomplete.contains(&card.no)) {
            let was = before.card(card.no).map_or(Decision::Open, |card| card.decision);
            card.decision = if was == Decision::Accepted { Decision::Open } else { was };
            card.bulk = false;
        }
        Ok(incomplete)
    }

    /// What was decided in a round stands on record: the reading leaves the desk, or stays with the cards nobody has decided on.
    async fn put_aside(&self, hand: &Hand, id: &str, round: u32) -> Result<(), AppError> {
        let kept = self.journal().readings();
        for _ in 0..8 {
            let Some(seen) = kept.one(hand.actor(), id).await? else { return Ok(()) };
            let version = seen.version;
            let mut reading = reading(seen)?;
            if reading.draft.round != round {
                return Ok(());
            }
            if reading.draft.open() == 0 {
                kept.remove(hand.actor(), id).await?;
                return Ok(());
            }
            reading.draft.settle_decided();
            let state = serde_json::to_string(&reading.draft).map_err(|_| refused("desk.gone"))?;
            if kept.change(hand.actor(), id, version, &state, self.clock().now()).await? {
                return Ok(());
            }
        }
        Err(refused("commit.too-busy"))
    }

    /// Accepts every open card that is sure, complete, new and not contradicted; how many.
    ///
    /// # Errors
    /// When it is gone, or the database does not answer.
    pub async fn accept_sure(&self, hand: &Hand, id: &str) -> Result<usize, AppError> {
        let Some(reading) = self.reading(hand, id).await? else { return Err(refused("desk.gone")) };
        let beheld = self.behold(hand, reading).await?;
        self.take_over_sure(hand, &Weighed::from(beheld)).await
    }

    /// Accepts what is sure in a document that was weighed; how many cards.
    async fn take_over_sure(&self, hand: &Hand, weighed: &Weighed) -> Result<usize, AppError> {
        let draft = &weighed.reading.draft;
        let sure = weighed.cards().filter(|(card, judged, refused)| is_sure(draft, card, judged, refused.as_ref()));
        let changes: Vec<Change> = sure.map(|(card, ..)| Change::AcceptUnseen(card.no)).collect();
        if !changes.is_empty() {
            self.change_reading(hand, &weighed.reading.id, &changes).await?;
        }
        Ok(changes.len())
    }

    /// Takes a reading off the desk; nothing of it is stated. What the person rejected in it is kept as examples of what was read wrong.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn drop_reading(&self, hand: &Hand, id: &str) -> Result<bool, AppError> {
        apply::keep_rejected(self, hand, id).await?;
        Ok(self.journal().readings().remove(hand.actor(), id).await?)
    }

    /// How right the reader was: by kind and month of the decision, by rule, by how sure it was.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn reading_scores(&self) -> Result<Scores, AppError> {
        let select = Select { kind: Some(Kind::Reading), ..Select::default() };
        let mut scores = Scores::default();
        self.journal()
            .for_each(&select, |recorded| {
                let Body::Reading(record) = &recorded.fact.body else { return };
                let on = vedich_values::date::day_of(recorded.recorded_at);
                record.examples.iter().for_each(|example| scores.add(on, example));
            })
            .await?;
        Ok(scores)
    }

    /// Applies what a person accepted: one entry with the document as evidence. What is decided is applied once, however often it is asked
    /// for; cards nobody has decided on stay on the desk. `faced` are the cards the person knows to contradict the record.
    ///
    /// # Errors
    /// When nothing is decided, something accepted is incomplete or contradicts what was recorded since, the person may not, or the journal
    /// does not answer.
    pub async fn apply_reading(&self, hand: &Hand, id: &str, faced: Faced<'_>) -> Result<Committed, AppError> {
        apply::apply(self, hand, id, faced, apply::Company::Desk).await
    }
}

impl Beheld {
    /// The cards with what is to be said of them.
    pub fn cards(&self) -> impl Iterator<Item = (&vedich_desk::Card, &Judged, &Option<Refusal>)> {
        self.reading.draft.cards.iter().zip(&self.judged).zip(&self.refused).map(|((card, judged), refused)| (card, judged, refused))
    }

    /// The facts that applying it would state: accepted, complete, and not on record already.
    #[must_use]
    pub fn to_state(&self) -> Vec<Fact> {
        apply::facts_of(self).into_iter().map(|(fact, _)| fact).collect()
    }
}

fn reading(kept: KeptReading) -> Result<Reading, AppError> {
    let KeptReading { id, fingerprint, file, title, text, state, made_at, changed_at, .. } = kept;
    let draft = serde_json::from_str(&state).map_err(|_| refused("desk.gone"))?;
    Ok(Reading { id, fingerprint, file, title, text, draft, made_at, changed_at })
}
