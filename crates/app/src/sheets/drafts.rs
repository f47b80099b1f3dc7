//! Drafts: what people typed, kept in the database until it is recorded.

use super::plan::units_of;
use crate::{App, AppError, Hand};
use vedich_entry::{DraftLine, LineChange, SheetDraft};
use vedich_facts::PersonId;
use vedich_journal::{Draft, DraftKey};
use vedich_rights::Refusal;
use vedich_values::{Period, Timestamp};

/// How often a draft is merged again because another window of the same person wrote in between.
const MOST_ATTEMPTS: usize = 12;

/// A draft as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptDraft {
    /// What was typed.
    pub draft: SheetDraft,
    /// Its version; 0: nothing is kept.
    pub version: u64,
    /// When it was last changed.
    pub saved_at: Option<Timestamp>,
    /// Lines in which another window had typed something else: both texts are kept.
    pub conflicts: Vec<String>,
}

/// What a workbook that came back displaced in a draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Displaced {
    /// Whether an earlier workbook lay there; this one took its place.
    pub earlier: bool,
    /// Lines of the earlier workbook of which this one says nothing: they are gone.
    pub gone: usize,
    /// Lines with another value in the earlier workbook.
    pub changed: usize,
    /// Lines typed by hand that have this workbook's value now.
    pub typed: usize,
}

impl Displaced {
    fn of(before: &SheetDraft, returned: &SheetDraft) -> Self {
        let mut found = Self { earlier: !before.unread.is_empty() || !before.counts.is_empty(), ..Self::default() };
        for (key, line) in &before.lines {
            let (from_file, now) = (!line.cell.is_empty(), returned.lines.get(key));
            found.earlier |= from_file;
            match now {
                None => found.gone += usize::from(from_file),
                Some(now) if now.value == line.value => {}
                Some(_) if from_file => found.changed += 1,
                Some(_) => found.typed += usize::from(!line.value.is_empty()),
            }
        }
        found
    }
}

impl App {
    /// The draft of a hand for a sheet and period; empty when nothing is kept.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn sheet_draft(&self, hand: &Hand, sheet: &str, period: Period) -> Result<KeptDraft, AppError> {
        let kept = self.inner.journal.drafts().get(&key(hand, sheet, period)).await?;
        Ok(kept.map(opened).unwrap_or_default())
    }

    /// The drafts of a hand, last changed first: sheet, period, when.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn sheet_drafts(&self, hand: &Hand) -> Result<Vec<(String, Period, Timestamp)>, AppError> {
        let kept = self.inner.journal.drafts().of_person(whose(hand)).await?;
        Ok(kept.into_iter().filter_map(|draft| Some((draft.key.sheet, draft.key.period.parse().ok()?, draft.saved_at))).collect())
    }

    /// Keeps what was typed. `head` (source, date, reason) replaces what is kept when given; lines are merged one by one, so that two
    /// windows of one person lose nothing. Sending the same again changes nothing.
    ///
    /// # Errors
    /// When the hand may enter nothing of one of the units, or the journal does not answer.
    pub async fn keep_draft(
        &self,
        hand: &Hand,
        sheet: &str,
        period: Period,
        head: Option<&SheetDraft>,
        lines: Vec<LineChange>,
    ) -> Result<KeptDraft, AppError> {
        self.check_draft(hand, &lines)?;
        let (drafts, key) = (self.inner.journal.drafts(), key(hand, sheet, period));
        for _ in 0..MOST_ATTEMPTS {
            let before = drafts.get(&key).await?.map(opened).unwrap_or_default();
            let mut draft = before.draft.clone();
            if let Some(head) = head {
                let short = |text: &str| text.trim().chars().take(500).collect::<String>();
                (draft.source, draft.as_of, draft.late) = (short(&head.source), short(&head.as_of), short(&head.late));
            }
            let mut conflicts = Vec::new();
            for change in &lines {
                if !draft.take(change.clone()) {
                    conflicts.push(change.key.clone());
                }
            }
            let now = self.clock().now();
            if draft == before.draft {
                return Ok(KeptDraft { conflicts, ..before });
            }
            let content = serde_json::to_string(&draft).map_err(|_| AppError::Stopped)?;
            if drafts.put(&key, &content, before.version, now).await? {
                return Ok(KeptDraft { draft, version: before.version + 1, saved_at: Some(now), conflicts });
            }
        }
        Err(AppError::Stopped)
    }

    fn check_draft(&self, hand: &Hand, lines: &[LineChange]) -> Result<(), AppError> {
        let lines = lines.iter().map(|change| (change.key.clone(), change.line.clone())).collect();
        let touched = SheetDraft { lines, ..SheetDraft::default() };
        let live = self.live();
        for unit in units_of(&touched).into_keys() {
            let set = live.set_in_force(unit).cloned();
            if set.is_none_or(|set| self.enterable(hand, unit, &set).is_empty()) {
                return Err(AppError::Forbidden(Refusal::OutsideArea));
            }
        }
        Ok(())
    }

    /// Takes a workbook that came back into a draft: its lines replace those that are there, whatever could not be read is kept beside them.
    /// What an earlier workbook left there goes with it, so that what is looked at and recorded is what this one says and what was typed.
    /// Answers with what it displaced.
    ///
    /// # Errors
    /// When the hand may enter nothing of one of the units, or the journal does not answer.
    pub async fn keep_returned(&self, hand: &Hand, sheet: &str, period: Period, returned: &SheetDraft) -> Result<Displaced, AppError> {
        let sent = |(key, line): (&String, &DraftLine)| LineChange { key: key.clone(), seen: String::new(), line: line.clone() };
        self.check_draft(hand, &returned.lines.iter().map(sent).collect::<Vec<_>>())?;
        let (drafts, key) = (self.inner.journal.drafts(), key(hand, sheet, period));
        for _ in 0..MOST_ATTEMPTS {
            let before = drafts.get(&key).await?.map(opened).unwrap_or_default();
            let mut draft = before.draft.clone();
            let displaced = Displaced::of(&before.draft, returned);
            draft.lines.retain(|_, line| line.cell.is_empty());
            for (key, line) in &returned.lines {
                let seen = draft.lines.get(key).map(|line| line.value.clone()).unwrap_or_default();
                draft.take(LineChange { key: key.clone(), seen, line: line.clone() });
            }
            draft.counts.clone_from(&returned.counts);
            draft.unread.clone_from(&returned.unread);
            draft.passed_over.clone_from(&returned.passed_over);
            let content = serde_json::to_string(&draft).map_err(|_| AppError::Stopped)?;
            let now = self.clock().now();
            if drafts.put(&key, &content, before.version, now).await? {
                return Ok(displaced);
            }
        }
        Err(AppError::Stopped)
    }

    /// Forgets what was recorded: the lines that still say what was sent. What was typed since stays, and so does what has no value yet.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn forget_recorded(&self, hand: &Hand, sheet: &str, period: Period, recorded: &SheetDraft) -> Result<(), AppError> {
        let (drafts, key) = (self.inner.journal.drafts(), key(hand, sheet, period));
        for _ in 0..MOST_ATTEMPTS {
            let Some(kept) = drafts.get(&key).await?.map(opened) else { return Ok(()) };
            let mut draft = kept.draft.clone();
            draft.lines.retain(|key, line| line.value.is_empty() || recorded.lines.get(key).is_none_or(|sent| !says_the_same(sent, line)));
            draft.counts.retain(|key, counted| recorded.counts.get(key) != Some(counted));
            draft.late.clear();
            draft.passed_over.clear();
            let done = if draft.is_empty() {
                drafts.forget(&key, kept.version).await?
            } else {
                let content = serde_json::to_string(&draft).map_err(|_| AppError::Stopped)?;
                drafts.put(&key, &content, kept.version, self.clock().now()).await?
            };
            if done {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn drop_draft(&self, hand: &Hand, sheet: &str, period: Period, version: u64) -> Result<bool, AppError> {
        Ok(self.inner.journal.drafts().forget(&key(hand, sheet, period), version).await?)
    }
}

/// Whether a line still says what was sent. A reason may have been given for the sheet as a whole.
fn says_the_same(sent: &DraftLine, now: &DraftLine) -> bool {
    let said = |line: &DraftLine| [&line.value, &line.note, &line.source, &line.as_of].map(String::clone);
    said(sent) == said(now)
}

fn whose(hand: &Hand) -> PersonId {
    hand.whose().unwrap_or(PersonId(0))
}

fn key(hand: &Hand, sheet: &str, period: Period) -> DraftKey {
    DraftKey { person: whose(hand), sheet: sheet.to_owned(), period: period.to_string() }
}

/// A draft that can't be read any more is as good as none: it is replaced by what is typed next.
fn opened(kept: Draft) -> KeptDraft {
    let draft = serde_json::from_str(&kept.content).unwrap_or_default();
    KeptDraft { draft, version: kept.version, saved_at: Some(kept.saved_at), conflicts: Vec::new() }
}
