//! Walking the chain: is every row what it was when it was written?

use crate::append::{EntryRow, integer};
use crate::chain::Digest;
use crate::database::{HeadRow, Journal, damaged};
use crate::record::Fields;
use crate::{Entry, Head, JournalError, dictionary, sql};
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::VecDeque;
use vedich_values::{EntrySeq, FactSeq};

/// Rows read at once.
const PAGE: u64 = 4_096;

/// What the walk found.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case", tag = "verdict")]
pub enum Verdict {
    /// Every row is as it was written.
    Sound {
        /// How far the journal goes; its hash is what to write down.
        head: Head,
    },
    /// A row is not as it was written.
    Broken {
        /// The table: `entries`, `facts`, `terms` or `head`.
        table: &'static str,
        /// The number of the first row that does not match.
        row: i64,
        /// What does not match.
        problem: Problem,
    },
}

/// What does not match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The row is not there.
    Missing,
    /// The row should not be there.
    Unexpected,
    /// The column does not say what the record says.
    Column(&'static str),
    /// The content does not give the stored digest: it, or a row before it, was changed.
    Digest,
    /// The row can't be read at all.
    Unreadable,
    /// The digest written down earlier is the digest of no entry.
    NotThisJournal,
}

/// How far the walk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Facts seen.
    pub done: u64,
    /// Facts in all.
    pub total: u64,
}

type Walk<T> = Result<T, Stop>;

/// Why a walk ends early.
enum Stop {
    Broken(&'static str, i64, Problem),
    Failed(JournalError),
}

impl From<JournalError> for Stop {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::Damaged { table, row, .. } => Self::Broken(table, row, Problem::Unreadable),
            other => Self::Failed(other),
        }
    }
}

fn broken<T>(table: &'static str, row: u64, problem: Problem) -> Walk<T> {
    Err(Stop::Broken(table, i64::try_from(row).unwrap_or(i64::MAX), problem))
}

impl Journal {
    /// Walks every row of the journal as it stands when called; appends may go on meanwhile. `written_down` is the hash somebody noted
    /// earlier: it must be the hash of some entry, or the journal was cut off or rewritten since. `progress` is called now and then.
    ///
    /// # Errors
    /// When the database does not answer. A damaged journal is no error but the [`Verdict`].
    pub async fn verify(&self, written_down: Option<Digest>, progress: impl FnMut(Progress)) -> Result<Verdict, JournalError> {
        match self.walk(written_down, progress).await {
            Ok(head) => Ok(Verdict::Sound { head }),
            Err(Stop::Broken(table, row, problem)) => Ok(Verdict::Broken { table, row, problem }),
            Err(Stop::Failed(error)) => Err(error),
        }
    }

    async fn walk(&self, written_down: Option<Digest>, mut progress: impl FnMut(Progress)) -> Walk<Head> {
        let head = self.read_head(&self.inner.reader, false).await?;
        let terms = self.walk_terms(&head).await?;
        let mut facts = FactWalk { journal: self, rows: VecDeque::new(), last_read: i64::MIN, done: 0, chain: Digest::START };
        let mut before = Digest::START;
        let mut last_instant = i64::MIN;
        let mut noted = written_down.is_none_or(|digest| digest == Digest::START);
        let mut expected = 1;
        let mut key = i64::MIN;
        while expected <= head.entries {
            let statement = sql::statement(self.inner.backend, sql::entries_after(), [key.into(), integer(PAGE)]);
            let rows = self.inner.reader.query_all_raw(statement).await.map_err(JournalError::during("reading entries"))?;
            if rows.is_empty() {
                return broken("entries", expected, Problem::Missing);
            }
            for row in &rows {
                key = crate::database::cell(row, 0, "entries", 0)?;
                let entry = in_order(row, key, expected)?;
                if entry.facts.start.get() != facts.done + 1 {
                    return broken("entries", expected, Problem::Column("first_fact"));
                }
                for _ in 0..entry.facts.end.get() - entry.facts.start.get() {
                    facts.step(expected).await?;
                    if facts.done.is_multiple_of(PAGE * 4) {
                        progress(Progress { done: facts.done, total: head.facts });
                    }
                }
                let (count, dictionary) = terms.after_entry(expected);
                before = digest_of(&entry, before, facts.chain, count, dictionary);
                if before != entry.hash {
                    return broken("entries", expected, Problem::Digest);
                }
                if entry.recorded_at.timestamp_micros() < last_instant {
                    return broken("entries", expected, Problem::Column("recorded_at"));
                }
                last_instant = entry.recorded_at.timestamp_micros();
                noted |= written_down == Some(before);
                expected += 1;
                if expected > head.entries {
                    break;
                }
            }
        }
        self.check_end(&head, facts.done, facts.chain, before).await?;
        progress(Progress { done: facts.done, total: head.facts });
        if !noted {
            return broken("head", 1, Problem::NotThisJournal);
        }
        Ok(Head { entry: EntrySeq(head.entries), fact: FactSeq(head.facts), hash: head.entry_hash })
    }

    async fn walk_terms(&self, head: &HeadRow) -> Walk<TermWalk> {
        let mut walk = TermWalk { chain: vec![(0, Digest::START)] };
        let mut before = Digest::START;
        let mut expected = 1;
        let mut key = i64::MIN;
        while expected <= head.terms {
            let statement = sql::statement(self.inner.backend, sql::TERMS, [key.into(), integer(PAGE)]);
            let rows = self.inner.reader.query_all_raw(statement).await.map_err(JournalError::during("reading the dictionary"))?;
            if rows.is_empty() {
                return broken("terms", expected, Problem::Missing);
            }
            for row in rows.iter().take(usize::try_from(head.terms + 1 - expected).unwrap_or(usize::MAX)) {
                key = crate::database::cell(row, 0, "terms", 0)?;
                same_number("terms", key, expected)?;
                let entry = crate::database::natural(row, 1, "terms", key)?;
                let sort: i64 = crate::database::cell(row, 2, "terms", key)?;
                let text: String = crate::database::cell(row, 3, "terms", key)?;
                let number = u32::try_from(expected).unwrap_or(u32::MAX);
                before = dictionary::chained(before, number, entry, i16::try_from(sort).unwrap_or(-1), &text);
                if before != crate::database::digest(row, 4, "terms", key)? {
                    return broken("terms", expected, Problem::Digest);
                }
                walk.chain.push((entry, before));
                expected += 1;
            }
        }
        if before == head.term_hash { Ok(walk) } else { broken("head", 1, Problem::Column("term_hash")) }
    }

    /// Nothing beyond the head, and the head says what the walk found.
    async fn check_end(&self, head: &HeadRow, facts: u64, fact_hash: Digest, entry_hash: Digest) -> Walk<()> {
        for (column, same) in
            [("facts", head.facts == facts), ("fact_hash", head.fact_hash == fact_hash), ("entry_hash", head.entry_hash == entry_hash)]
        {
            if !same {
                return broken("head", 1, Problem::Column(column));
            }
        }
        // One statement sees one state, so an append going on meanwhile does not look like an extra row.
        let ends = "SELECT (SELECT max(seq) FROM entries), (SELECT max(seq) FROM facts), (SELECT max(id) FROM terms), entries, facts, terms \
                    FROM head WHERE id = 1";
        let row = self.inner.reader.query_one_raw(sql::statement(self.inner.backend, ends, [])).await;
        let row = row.map_err(JournalError::during("reading how far the journal goes"))?.ok_or_else(|| damaged("head", 1, "missing"))?;
        for (index, table) in ["entries", "facts", "terms"].into_iter().enumerate() {
            let last: Option<i64> = crate::database::cell(&row, index, table, 0)?;
            let counted = crate::database::natural(&row, index + 3, "head", 1)?;
            let last = u64::try_from(last.unwrap_or(0)).unwrap_or(0);
            if last > counted {
                return broken(table, last, Problem::Unexpected);
            }
        }
        Ok(())
    }
}

/// The dictionary's chain: by term, the entry that brought it and the digest up to it.
struct TermWalk {
    chain: Vec<(u64, Digest)>,
}

impl TermWalk {
    /// How many terms there were after an entry, and the digest up to them.
    fn after_entry(&self, entry: u64) -> (u64, Digest) {
        let count = self.chain.partition_point(|(brought_by, _)| *brought_by <= entry);
        (count as u64 - 1, self.chain[count - 1].1)
    }
}

/// The facts in order, page after page, their texts packed many to a row: the driver's cost per row is far above that of hashing.
struct FactWalk<'a> {
    journal: &'a Journal,
    rows: VecDeque<Row>,
    last_read: i64,
    done: u64,
    chain: Digest,
}

/// A row of `facts`.
struct Row {
    seq: i64,
    /// The columns that repeat the record, as the database prints them.
    columns: String,
    hash: String,
    record: String,
}

impl FactWalk<'_> {
    /// Checks the next fact, which must belong to `entry`.
    async fn step(&mut self, entry: u64) -> Walk<()> {
        let expected = self.done + 1;
        if self.rows.is_empty() {
            self.read_on().await?;
        }
        let Some(row) = self.rows.pop_front() else { return broken("facts", expected, Problem::Missing) };
        same_number("facts", row.seq, expected)?;
        self.chain = self.chain.next(row.record.as_bytes());
        if Digest::parse(&row.hash) != Some(self.chain) {
            return broken("facts", expected, Problem::Digest);
        }
        let Ok(fields) = Fields::split(&row.record) else { return broken("facts", expected, Problem::Unreadable) };
        let (unit, as_of, kind, target) = fields.columns();
        let said =
            [entry.to_string(), unit.to_string(), as_of.to_string(), kind.to_string(), target.map(|t| t.to_string()).unwrap_or_default()];
        if fields.seq != expected || fields.entry != entry {
            return broken("facts", expected, Problem::Column(if fields.seq == expected { "entry" } else { "seq" }));
        }
        for ((name, said), stored) in ["entry", "unit", "as_of", "kind", "target"].into_iter().zip(&said).zip(row.columns.split(' ')) {
            if said != stored {
                return broken("facts", expected, Problem::Column(name));
            }
        }
        self.done = expected;
        Ok(())
    }

    async fn read_on(&mut self) -> Walk<()> {
        let inner = &self.journal.inner;
        let statement = sql::statement(inner.backend, sql::whole_facts(inner.backend), [self.last_read.into(), integer(PAGE)]);
        let row = inner.reader.query_one_raw(statement).await.map_err(JournalError::during("reading facts"))?;
        let Some(row) = row else { return Ok(()) };
        let Some(packed) = crate::database::cell::<Option<String>>(&row, 0, "facts", 0)? else { return Ok(()) };
        let count: i64 = crate::database::cell(&row, 1, "facts", 0)?;
        let lines: Vec<&str> = packed.split('\n').collect();
        // Two lines each: a record with a line break in it, which could pass for several rows, makes more.
        let all_plain = lines.len() as i64 == 2 * count;
        for pair in lines.chunks(2) {
            let row = (|| {
                let (seq, rest) = pair[0].split_once(' ')?;
                let (hash, columns) = rest.split_once(' ')?;
                Some(Row { seq: seq.parse().ok()?, hash: hash.to_owned(), columns: columns.to_owned(), record: (*pair.get(1)?).to_owned() })
            })();
            let Some(row) = row.filter(|_| all_plain) else { return self.find_broken_line().await };
            self.last_read = row.seq;
            self.rows.push_back(row);
        }
        Ok(())
    }

    /// Names the first record with a line break.
    async fn find_broken_line(&self) -> Walk<()> {
        let inner = &self.journal.inner;
        let statement = sql::statement(inner.backend, sql::first_broken_line(inner.backend), [self.last_read.into()]);
        let row = inner.reader.query_one_raw(statement).await.map_err(JournalError::during("reading facts"))?;
        let seq = row.map(|row| crate::database::cell(&row, 0, "facts", 0)).transpose()?.unwrap_or(self.last_read);
        Err(Stop::Broken("facts", seq, Problem::Unreadable))
    }
}

fn same_number(table: &'static str, found: i64, expected: u64) -> Walk<()> {
    match u64::try_from(found) {
        Ok(found) if found == expected => Ok(()),
        Ok(found) if found > expected => broken(table, expected, Problem::Missing),
        _ => Err(Stop::Broken(table, found, Problem::Unexpected)),
    }
}

fn in_order(row: &QueryResult, key: i64, expected: u64) -> Walk<Entry> {
    same_number("entries", key, expected)?;
    Ok(crate::read::entry(row)?)
}

fn digest_of(entry: &Entry, before: Digest, facts: Digest, terms: u64, dictionary: Digest) -> Digest {
    let row = EntryRow {
        seq: entry.seq.get(),
        command: &entry.command.to_string(),
        kind: &entry.kind,
        actor: &entry.actor,
        origin: &entry.origin,
        recorded_at: entry.recorded_at.timestamp_micros(),
        content_hash: entry.content_hash,
        first_fact: entry.facts.start.get(),
        fact_count: entry.facts.end.get() - entry.facts.start.get(),
        post: entry.post,
    };
    row.digest(before, facts, terms, dictionary)
}
