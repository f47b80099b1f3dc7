//! Backup and restore: one format for both databases, plain lines that any tool can read.
//!
//! ```text
//! {"format":"vedich-backup","version":2,"entries":2,"facts":5,"terms":3,"head":"<64 hex digits>","beside":4}
//! E<TAB>{entry as JSON, its hash included}        one line per entry, followed by what came with it:
//! T<TAB>sort<TAB>text                              the terms it brought, in order
//! F<TAB>record                                     its facts, in order
//! B<TAB>table<TAB>values                           a line per row of the tables beside the journal (see `beside`)
//! .<TAB>head hash<TAB>hash of the lines beside     the last line: without it the file was cut off
//! ```
//! Rows of the journal are only ever added, so copying up to the head that stood at the beginning is a consistent copy however long it
//! takes. What lies beside it is read in the transaction that reads that head. Version 1 had none of it, and is taken back as it is.

mod beside;

pub use beside::{LEFT_OUT, copied};

use crate::append::{EntryRow, Line, integer};
use crate::chain::Digest;
use crate::database::{HeadRow, Journal, cell, natural};
use crate::dictionary::Term;
use crate::record::Fields;
use crate::{Entry, Head, JournalError, sql};
use sea_orm::{AccessMode, ConnectionTrait, DatabaseTransaction, IsolationLevel, TransactionTrait};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use vedich_facts::PostId;

const FORMAT: &str = "vedich-backup";
const VERSION: u32 = 2;
/// The version that held the journal alone.
const JOURNAL_ALONE: u32 = 1;
/// Rows read at once.
const PAGE: u64 = 8_192;
/// Facts restored in one transaction, at least (entries are kept whole).
const RESTORED_TOGETHER: u64 = 50_000;

/// Why a copy could not be taken or taken back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The journal did not answer.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The file could not be read or written.
    #[error("the backup file could not be read or written: {0}")]
    File(#[from] std::io::Error),
    /// A backup never takes the place of another file.
    #[error("{} is there already; choose another name", .0.display())]
    Exists(std::path::PathBuf),
    /// Restoring needs an empty database.
    #[error("the database is not empty: it has {0} entries; restore into a new one")]
    NotEmpty(u64),
    /// The file is no backup, or one of a later version.
    #[error("this is no backup of version {VERSION}")]
    NotABackup,
    /// A line is wrong: the file was changed or cut off.
    #[error("line {line} of the backup is wrong: {what}")]
    Line {
        /// The line, from 1.
        line: u64,
        /// What is wrong.
        what: &'static str,
    },
}

/// What a copy holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Holding {
    /// How far the journal goes in it.
    #[serde(flatten)]
    pub head: Head,
    /// Rows of the tables beside the journal: what people sign in with, drafts, wishes, notices.
    pub beside: BTreeMap<&'static str, u64>,
    /// Tables that are left out on purpose.
    pub left_out: [&'static str; 5],
}

impl Holding {
    /// Rows of a table.
    #[must_use]
    pub fn rows(&self, table: &str) -> u64 {
        self.beside.get(table).copied().unwrap_or_default()
    }
}

/// How far a restore is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestoreProgress {
    /// Facts taken back.
    pub done: u64,
    /// Facts in the file.
    pub total: u64,
}

#[derive(Serialize, Deserialize)]
struct Header {
    format: String,
    version: u32,
    entries: u64,
    facts: u64,
    terms: u64,
    head: String,
    /// Lines beside the journal; absent in version 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    beside: Option<u64>,
}

impl Header {
    fn is_known(&self) -> bool {
        self.format == FORMAT
            && match self.version {
                VERSION => self.beside.is_some(),
                JOURNAL_ALONE => self.beside.is_none(),
                _ => false,
            }
    }
}

#[derive(Serialize, Deserialize)]
struct EntryLine {
    seq: u64,
    command: String,
    kind: String,
    actor: String,
    origin: String,
    /// Microseconds.
    recorded_at: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content_hash: Option<String>,
    first_fact: u64,
    fact_count: u64,
    terms: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    post: Option<PostId>,
    hash: String,
}

impl Journal {
    /// Writes a consistent copy to a new file while the journal stays in use. The file appears under its name when it is complete; a file
    /// of that name that is there already may be the only good copy, and stays. It holds what opens accounts: nobody else may read it.
    ///
    /// # Errors
    /// When the file is there already or can't be written, or the journal does not answer.
    pub async fn backup(&self, to: &Path) -> Result<Holding, BackupError> {
        if to.exists() {
            return Err(BackupError::Exists(to.to_owned()));
        }
        let (head, rows) = self.head_and_beside().await?;
        let mut partial = to.as_os_str().to_owned();
        partial.push(".partial");
        let mut out = BufWriter::with_capacity(1 << 20, private_file(partial.as_ref())?);
        let header = Header {
            format: FORMAT.into(),
            version: VERSION,
            entries: head.entries,
            facts: head.facts,
            terms: head.terms,
            head: head.entry_hash.to_string(),
            beside: Some(rows.len() as u64),
        };
        writeln!(out, "{}", json(&header))?;
        self.copy_rows(&head, &mut out).await?;
        let (mut hash, mut counts) = (Digest::START, BTreeMap::new());
        for row in rows {
            writeln!(out, "B\t{}", row.line)?;
            hash = hash.next(row.line.as_bytes());
            *counts.entry(row.table).or_default() += 1;
        }
        writeln!(out, ".\t{}\t{hash}", head.entry_hash)?;
        out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        std::fs::rename(&partial, to)?;
        Ok(Holding { head: self.head_of(&head), beside: counts, left_out: LEFT_OUT })
    }

    /// How far the journal goes, and everything beside it at that same moment.
    async fn head_and_beside(&self) -> Result<(HeadRow, Vec<beside::Row>), JournalError> {
        let during = JournalError::during("beginning a backup");
        let tx = match self.engine() {
            "postgres" => {
                let level = Some(IsolationLevel::RepeatableRead);
                self.inner.reader.begin_with_config(level, Some(AccessMode::ReadOnly)).await
            }
            // The first reading of a transaction fixes what all of it sees.
            _ => self.inner.reader.begin().await,
        };
        let tx = tx.map_err(during)?;
        let head = self.read_head(&tx, false).await?;
        let rows = self.rows_beside(&tx).await?;
        tx.rollback().await.map_err(JournalError::during("ending the reading of a backup"))?;
        Ok((head, rows))
    }

    async fn copy_rows(&self, head: &HeadRow, out: &mut impl Write) -> Result<(), BackupError> {
        let mut facts = Texts {
            journal: self,
            sql: "SELECT seq, record FROM facts WHERE seq > $1 ORDER BY seq LIMIT $2",
            last: 0,
            rows: Vec::new().into_iter(),
        };
        let terms_sql = "SELECT id, CAST(sort AS BIGINT) || chr_tab || text, entry FROM terms WHERE id > $1 ORDER BY id LIMIT $2";
        let terms_sql = terms_sql.replace("chr_tab", if self.engine() == "postgres" { "chr(9)" } else { "char(9)" });
        let mut terms = Texts { journal: self, sql: &terms_sql, last: 0, rows: Vec::new().into_iter() };
        let mut term = terms.next(true).await?;
        let mut last = 0;
        while last < head.entries {
            let statement = sql::statement(self.inner.backend, sql::entries_after(), [integer(last), integer(PAGE)]);
            let rows = self.inner.reader.query_all_raw(statement).await.map_err(JournalError::during("reading entries"))?;
            if rows.is_empty() {
                return Err(crate::database::damaged("entries", i64::try_from(last + 1).unwrap_or(0), "missing").into());
            }
            for row in rows.iter().take(usize::try_from(head.entries - last).unwrap_or(usize::MAX)) {
                let entry = crate::read::entry(row)?;
                last = entry.seq.get();
                let mut brought = Vec::new();
                while let Some((text, _)) = term.take_if(|(_, by)| *by <= last) {
                    brought.push(text);
                    term = terms.next(true).await?;
                }
                writeln!(out, "E\t{}", json(&EntryLine::of(&entry, brought.len() as u64)))?;
                for text in brought {
                    writeln!(out, "T\t{text}")?;
                }
                for seq in entry.facts.start.get()..entry.facts.end.get() {
                    let missing = || crate::database::damaged("facts", i64::try_from(seq).unwrap_or(0), "missing");
                    let (record, _) = facts.next(false).await?.ok_or_else(missing)?;
                    writeln!(out, "F\t{record}")?;
                }
            }
        }
        Ok(())
    }

    /// Takes a backup back into an empty database, checking the chain line by line; every entry keeps its number, time and hash.
    /// Broken off halfway it leaves a sound beginning of the journal, to be thrown away.
    ///
    /// # Errors
    /// When the database is not empty, the file is no backup or was changed, or the database does not answer.
    pub async fn restore(&self, from: &Path, mut progress: impl FnMut(RestoreProgress)) -> Result<Holding, BackupError> {
        let mut lines = Lines { input: BufReader::with_capacity(1 << 20, File::open(from)?), number: 0, text: String::new() };
        let header = lines.next()?.ok_or(BackupError::NotABackup)?;
        let header: Header = serde_json::from_str(header).map_err(|_| BackupError::NotABackup)?;
        if !header.is_known() {
            return Err(BackupError::NotABackup);
        }
        let _one_at_a_time = self.inner.appending.lock().await;
        let mut head = self.read_head(&self.inner.reader, false).await?;
        if head.entries > 0 {
            return Err(BackupError::NotEmpty(head.entries));
        }
        let mut tx = self.begin().await?;
        let mut committed = 0;
        while head.entries < header.entries {
            self.restore_entry(&tx, &mut lines, &mut head).await?;
            if head.facts - committed >= RESTORED_TOGETHER {
                self.set_head(&tx, &head).await?;
                tx.commit().await.map_err(JournalError::during("committing restored entries"))?;
                committed = head.facts;
                progress(RestoreProgress { done: head.facts, total: header.facts });
                tx = self.begin().await?;
            }
        }
        let (counts, hash) = self.restore_beside(&tx, &mut lines, header.beside).await?;
        let last = hash.map_or_else(|| format!(".\t{}", head.entry_hash), |hash| format!(".\t{}\t{hash}", head.entry_hash));
        let end = lines.next()?.map(str::to_owned);
        let as_announced =
            (header.facts, header.terms, header.head.as_str()) == (head.facts, head.terms, head.entry_hash.to_string().as_str());
        if end != Some(last) || !as_announced || lines.next()?.is_some() {
            return Err(lines.wrong("the file does not end where its header says"));
        }
        self.set_head(&tx, &head).await?;
        tx.commit().await.map_err(JournalError::during("committing restored entries"))?;
        self.learn_terms(&self.inner.reader).await?;
        progress(RestoreProgress { done: head.facts, total: header.facts });
        Ok(Holding { head: self.head_of(&head), beside: counts, left_out: LEFT_OUT })
    }

    /// Takes back what lies beside the journal, and the hash over its lines; a file of version 1 has none, and leaves the tables alone.
    async fn restore_beside(
        &self,
        tx: &DatabaseTransaction,
        lines: &mut Lines,
        announced: Option<u64>,
    ) -> Result<(BTreeMap<&'static str, u64>, Option<Digest>), BackupError> {
        let mut counts = BTreeMap::new();
        let Some(announced) = announced else { return Ok((counts, None)) };
        self.clear_beside(tx).await?;
        let mut hash = Digest::START;
        for _ in 0..announced {
            let line = lines.tagged("B\t")?.to_owned();
            hash = hash.next(line.as_bytes());
            let table = self.put_beside(tx, &line).await?.ok_or_else(|| lines.wrong("the row beside the journal can't be read"))?;
            *counts.entry(table).or_default() += 1;
        }
        Ok((counts, Some(hash)))
    }

    async fn restore_entry(&self, tx: &DatabaseTransaction, lines: &mut Lines, head: &mut HeadRow) -> Result<(), BackupError> {
        let entry: EntryLine = serde_json::from_str(lines.tagged("E\t")?).map_err(|_| lines.wrong("the entry can't be read"))?;
        if entry.seq != head.entries + 1 || entry.first_fact != head.facts + 1 {
            return Err(lines.wrong("an entry is missing before this one"));
        }
        for _ in 0..entry.terms {
            let line = lines.tagged("T\t")?.to_owned();
            let parts = line.split_once('\t').and_then(|(sort, text)| Some((sort.parse().ok()?, text)));
            let (sort, text) =
                parts.filter(|(sort, text)| Term::parse(*sort, text).is_some()).ok_or_else(|| lines.wrong("the term can't be read"))?;
            head.terms += 1;
            head.term_hash = self.insert_term(tx, head.terms, entry.seq, sort, text, head.term_hash).await?;
        }
        let mut left = entry.fact_count;
        while left > 0 {
            let first = head.facts + 1;
            let mut chunk = Vec::with_capacity(left.min(PAGE) as usize);
            for seq in first..first + left.min(PAGE) {
                let record = lines.tagged("F\t")?.to_owned();
                let fields = Fields::split(&record).map_err(|_| lines.wrong("the fact can't be read"))?;
                if (fields.seq, fields.entry) != (seq, entry.seq) {
                    return Err(lines.wrong("a fact is missing before this one"));
                }
                head.fact_hash = head.fact_hash.next(record.as_bytes());
                let (unit, as_of, kind, target) = fields.columns();
                chunk.push(Line { unit, as_of, kind, target, record, hash: head.fact_hash });
            }
            left -= chunk.len() as u64;
            head.facts += chunk.len() as u64;
            self.insert_facts(tx, first, entry.seq, chunk).await?;
        }
        let row = entry.row();
        head.entry_hash = row.digest(head.entry_hash, head.fact_hash, head.terms, head.term_hash);
        head.entries = entry.seq;
        head.recorded_at = entry.recorded_at;
        if head.entry_hash.to_string() != entry.hash {
            return Err(lines.wrong("the entry ending here does not give its hash: it was changed"));
        }
        self.insert_entry(tx, &row, head.entry_hash).await?;
        Ok(())
    }

    fn head_of(&self, head: &HeadRow) -> Head {
        use vedich_values::{EntrySeq, FactSeq};
        Head { entry: EntrySeq(head.entries), fact: FactSeq(head.facts), hash: head.entry_hash }
    }
}

impl EntryLine {
    fn of(entry: &Entry, terms: u64) -> Self {
        Self {
            seq: entry.seq.get(),
            command: entry.command.to_string(),
            kind: entry.kind.clone(),
            actor: entry.actor.clone(),
            origin: entry.origin.clone(),
            recorded_at: entry.recorded_at.timestamp_micros(),
            content_hash: entry.content_hash.map(|hash| hash.to_string()),
            first_fact: entry.facts.start.get(),
            fact_count: entry.facts.end.get() - entry.facts.start.get(),
            terms,
            post: entry.post,
            hash: entry.hash.to_string(),
        }
    }

    fn row(&self) -> EntryRow<'_> {
        EntryRow {
            seq: self.seq,
            command: &self.command,
            kind: &self.kind,
            actor: &self.actor,
            origin: &self.origin,
            recorded_at: self.recorded_at,
            content_hash: self.content_hash.as_deref().and_then(Digest::parse),
            first_fact: self.first_fact,
            fact_count: self.fact_count,
            post: self.post,
        }
    }
}

/// A new file that only its owner may read.
#[cfg(unix)]
fn private_file(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

/// A new file.
#[cfg(not(unix))]
fn private_file(path: &Path) -> std::io::Result<File> {
    File::create(path)
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("numbers and texts can be written as JSON")
}

/// Rows of a number, a text and perhaps the entry that brought it, page after page.
struct Texts<'a> {
    journal: &'a Journal,
    sql: &'a str,
    last: u64,
    rows: std::vec::IntoIter<(u64, String, u64)>,
}

impl Texts<'_> {
    async fn next(&mut self, with_entry: bool) -> Result<Option<(String, u64)>, JournalError> {
        if self.rows.len() == 0 {
            let inner = &self.journal.inner;
            let statement = sql::statement(inner.backend, self.sql, [integer(self.last), integer(PAGE)]);
            let rows = inner.reader.query_all_raw(statement).await.map_err(JournalError::during("reading rows to copy"))?;
            let read = |row| {
                let entry = if with_entry { natural(row, 2, "terms", 0)? } else { 0 };
                Ok((natural(row, 0, "facts", 0)?, cell(row, 1, "facts", 0)?, entry))
            };
            self.rows = rows.iter().map(read).collect::<Result<Vec<_>, JournalError>>()?.into_iter();
        }
        Ok(self.rows.next().map(|(number, text, entry)| {
            self.last = number;
            (text, entry)
        }))
    }
}

/// The lines of a backup, one at a time.
struct Lines {
    input: BufReader<File>,
    number: u64,
    text: String,
}

impl Lines {
    fn next(&mut self) -> Result<Option<&str>, BackupError> {
        self.text.clear();
        self.number += 1;
        let read = self.input.read_line(&mut self.text)?;
        Ok((read > 0).then(|| self.text.trim_end_matches('\n')))
    }

    fn tagged(&mut self, tag: &'static str) -> Result<&str, BackupError> {
        let number = self.number + 1;
        let wrong = BackupError::Line { line: number, what: "another kind of line was expected here" };
        self.next()?.and_then(|line| line.strip_prefix(tag)).ok_or(wrong)
    }

    fn wrong(&self, what: &'static str) -> BackupError {
        BackupError::Line { line: self.number, what }
    }
}
