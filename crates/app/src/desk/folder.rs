//! Folders and archives of documents: how they are read, and what became of each file.

use super::{Handed, Outcome, document_of};
use crate::{App, AppError, Hand};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vedich_journal::readings::KeptBatch;
use vedich_values::{Date, EntrySeq, Timestamp};

/// A folder handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Identity.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// When it was handed in.
    pub made_at: Timestamp,
    /// Files in it.
    pub total: usize,
    /// When the last of its files so far was read.
    pub read_at: Timestamp,
    /// What became of each file that was read.
    pub lines: Vec<BatchLine>,
}

/// How far the reading of a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Every file was read.
    Read,
    /// It is being read.
    Reading,
    /// Whatever read it ended before it was through: the files not read have to be handed in again.
    Broken,
}

/// A folder whose last file was read so long ago is not being read any more: the longest document takes a few seconds.
const BROKEN_AFTER: TimeDelta = TimeDelta::minutes(2);
/// How often it is kept how far a folder is read.
const KEPT_EVERY: TimeDelta = TimeDelta::seconds(1);

/// One file of a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchLine {
    /// Its name.
    pub file: String,
    /// What became of it.
    pub filed: Filed,
}

impl Batch {
    /// How far it is read at a moment.
    #[must_use]
    pub fn stage(&self, now: Timestamp) -> Stage {
        match self.lines.len() >= self.total {
            true => Stage::Read,
            false if now - self.read_at < BROKEN_AFTER => Stage::Reading,
            false => Stage::Broken,
        }
    }

    /// The documents of it that were read.
    pub fn readings(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().filter_map(BatchLine::reading)
    }
}

impl BatchLine {
    /// The document, when it was read.
    #[must_use]
    pub fn reading(&self) -> Option<&str> {
        match &self.filed {
            Filed::Read { reading } => Some(reading),
            _ => None,
        }
    }
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "filed")]
pub enum Filed {
    /// It was read.
    Read {
        /// The reading.
        reading: String,
    },
    /// The same document was on the desk, or stands in the folder twice.
    Twice {
        /// The reading.
        reading: String,
    },
    /// The same document was applied before.
    Applied {
        /// By which entry.
        entry: EntrySeq,
    },
    /// No text could be taken from it.
    Unreadable {
        /// Code of the reason, worded as `problem.CODE`.
        why: String,
    },
}

/// What is said of a folder as it is handed in.
pub struct FolderAsked<'a> {
    /// The day its documents were published, where they do not say so themselves.
    pub published: Option<Date>,
    /// Told after each file: how many are read, of how many.
    pub at: &'a (dyn Fn(usize, usize) + Sync),
}

impl std::fmt::Debug for FolderAsked<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FolderAsked").field("published", &self.published).finish_non_exhaustive()
    }
}

impl Default for FolderAsked<'_> {
    fn default() -> Self {
        Self { published: None, at: &|_, _| {} }
    }
}

/// What is kept of a folder beside its name.
#[derive(Debug, Serialize, Deserialize)]
struct Report {
    total: usize,
    read_at: Timestamp,
    lines: Vec<BatchLine>,
}

impl Report {
    fn of(batch: &Batch) -> String {
        let report = Self { total: batch.total, read_at: batch.read_at, lines: batch.lines.clone() };
        serde_json::to_string(&report).unwrap_or_default()
    }

    /// Folders of earlier versions kept their lines alone, when all were read.
    fn parse(kept: &KeptBatch) -> Self {
        serde_json::from_str(&kept.report).unwrap_or_else(|_| {
            let lines: Vec<BatchLine> = serde_json::from_str(&kept.report).unwrap_or_default();
            Self { total: lines.len(), read_at: kept.made_at, lines }
        })
    }
}

impl App {
    /// Reads a folder of files and keeps what became of each.
    ///
    /// # Errors
    /// When the database does not answer; files that cannot be read, or find no place on the desk, are no error.
    pub async fn hand_in_folder(
        &self,
        hand: &Hand,
        name: &str,
        files: Vec<(String, Vec<u8>)>,
        asked: &FolderAsked<'_>,
    ) -> Result<Batch, AppError> {
        let batch = self.begin_folder(hand, name, files.len()).await?;
        self.read_folder(hand, batch, files, asked).await
    }

    /// Keeps a folder whose files are about to be read.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn begin_folder(&self, hand: &Hand, name: &str, total: usize) -> Result<Batch, AppError> {
        let now = self.clock().now();
        let batch = Batch { id: Uuid::now_v7().to_string(), name: name.to_owned(), made_at: now, total, read_at: now, lines: Vec::new() };
        let kept = KeptBatch {
            id: batch.id.clone(),
            owner: hand.actor().to_owned(),
            name: batch.name.clone(),
            report: Report::of(&batch),
            made_at: now,
        };
        self.journal().readings().add_batch(&kept).await?;
        Ok(batch)
    }

    /// Reads the files of a folder that was begun; how far it is can be seen meanwhile.
    ///
    /// # Errors
    /// As [`Self::hand_in_folder`].
    pub async fn read_folder(
        &self,
        hand: &Hand,
        mut batch: Batch,
        files: Vec<(String, Vec<u8>)>,
        asked: &FolderAsked<'_>,
    ) -> Result<Batch, AppError> {
        let mut kept_at = batch.made_at;
        for (file, bytes) in files {
            let filed = self.file(hand, &file, &bytes, asked.published).await?;
            batch.lines.push(BatchLine { file, filed });
            batch.read_at = self.clock().now();
            (asked.at)(batch.lines.len(), batch.total);
            if batch.read_at - kept_at >= KEPT_EVERY {
                kept_at = batch.read_at;
                self.keep_folder(hand, &batch).await?;
            }
        }
        self.keep_folder(hand, &batch).await?;
        Ok(batch)
    }

    async fn keep_folder(&self, hand: &Hand, batch: &Batch) -> Result<(), AppError> {
        Ok(self.journal().readings().report_batch(hand.actor(), &batch.id, &Report::of(batch)).await?)
    }

    async fn file(&self, hand: &Hand, file: &str, bytes: &[u8], published: Option<Date>) -> Result<Filed, AppError> {
        let unreadable = |why: &str| Filed::Unreadable { why: why.to_owned() };
        let document = match document_of(file, bytes) {
            Ok(document) => document,
            Err(why) => return Ok(unreadable(why.code())),
        };
        let document = Handed { published: document.published.or(published), ..document };
        match self.hand_in(hand, document, false).await {
            Ok(Outcome::Read(reading)) => Ok(Filed::Read { reading }),
            Ok(Outcome::OnDesk(reading)) => Ok(Filed::Twice { reading }),
            Ok(Outcome::Applied(entry)) => Ok(Filed::Applied { entry: entry.seq }),
            Err(AppError::Refused(problems)) if problems.iter().all(|one| of_one_file(one.code)) => {
                Ok(unreadable(problems.first().map_or("desk.empty", |one| one.code)))
            }
            Err(error) => Err(error),
        }
    }

    /// A person's folders, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn folders(&self, hand: &Hand) -> Result<Vec<Batch>, AppError> {
        let batch = |kept: KeptBatch| {
            let Report { total, read_at, lines } = Report::parse(&kept);
            Batch { lines, total, read_at, id: kept.id, name: kept.name, made_at: kept.made_at }
        };
        Ok(self.journal().readings().batches(hand.actor()).await?.into_iter().map(batch).collect())
    }
}

/// Whether a refusal is about one file: the others of its folder are read all the same.
fn of_one_file(code: &str) -> bool {
    matches!(code, "desk.empty" | "desk.too-long" | "desk.too-many") || code.starts_with("file.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_stands_still_was_broken_off_and_those_of_earlier_versions_are_read() {
        let at = |minute: i64| Timestamp::UNIX_EPOCH + TimeDelta::minutes(minute);
        let line = BatchLine { file: "a.txt".into(), filed: Filed::Unreadable { why: "desk.empty".into() } };
        let batch = Batch { id: String::new(), name: String::new(), made_at: at(0), total: 2, read_at: at(1), lines: vec![line] };
        assert_eq!(batch.stage(at(2)), Stage::Reading);
        assert_eq!(batch.stage(at(9)), Stage::Broken);
        assert_eq!(Batch { total: 1, ..batch.clone() }.stage(at(9)), Stage::Read);
        let kept = |report: String| KeptBatch { id: String::new(), owner: String::new(), name: String::new(), report, made_at: at(0) };
        assert_eq!(Report::parse(&kept(Report::of(&batch))).total, 2);
        let before = Report::parse(&kept(serde_json::to_string(&batch.lines).unwrap()));
        assert_eq!((before.total, before.lines), (1, batch.lines));
    }
}
