//! Reading: pages by key, and everything in chunks for the board.

use crate::append::{instant, integer};
use crate::database::{Journal, cell, damaged, digest, natural};
use crate::model::{Entry, EntrySearch, Select};
use crate::record::{Fields, Unreadable};
use crate::{Digest, JournalError, record, sql};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use std::fmt::Write as _;
use tokio::task::JoinHandle;
use uuid::Uuid;
use vedich_facts::{Kind, PostId, Recorded};
use vedich_values::{EntrySeq, FactSeq, Timestamp};

/// Sequence numbers covered by one packed row: about a megabyte of text, some milliseconds of work.
const PACK: u64 = 16_384;
/// Facts of a page when the caller names no limit.
const PAGE: u32 = 1_000;
/// Facts per page when chunks are read by key (one unit, one kind).
const KEYED_PAGE: u32 = 4_096;
/// Most entries of a page.
const MOST_ENTRIES: u32 = 10_000;

impl Journal {
    /// A page of facts. The next page starts `after` (newest first: `before`) the last fact of this one; no page is dearer than another.
    ///
    /// # Errors
    /// When the database does not answer or a row is damaged.
    pub async fn read(&self, select: &Select) -> Result<Vec<Recorded>, JournalError> {
        let Some((after, last)) = self.bounds(select).await? else { return Ok(Vec::new()) };
        let backend = self.inner.backend;
        let mut values: Vec<Value> = vec![integer(after), integer(last)];
        let mut sql =
            String::from("SELECT f.record, e.recorded_at FROM facts f JOIN entries e ON e.seq = f.entry WHERE f.seq > $1 AND f.seq <= $2");
        let mut and = |condition: &str, value: i64| {
            values.push(value.into());
            let _ = write!(sql, " AND {condition} ${}", values.len());
        };
        if let Some(unit) = select.unit {
            and("f.unit =", i64::from(unit.get()));
        }
        if let Some(as_of) = select.as_of_max {
            and("f.as_of <=", i64::from(record::date_number(as_of).unwrap_or(i32::MAX)));
        }
        if let Some(kind) = select.kind {
            and("f.kind =", i64::from(kind.number()));
        }
        if select.kind.is_some_and(|kind| kind != Kind::Observation) {
            // What the partial index `facts_by_kind` is made for.
            sql.push_str(" AND f.kind <> 1");
        }
        let order = if select.newest_first { "DESC" } else { "ASC" };
        let _ = write!(sql, " ORDER BY f.seq {order} LIMIT {}", select.limit.unwrap_or(PAGE));
        let statement = sql::statement(backend, sql, values);
        let rows = self.inner.reader.query_all_raw(statement).await.map_err(JournalError::during("reading facts"))?;
        let mut lines = Vec::with_capacity(rows.len());
        for row in &rows {
            lines.push((cell::<String>(row, 0, "facts", 0)?, instant(cell(row, 1, "entries", 0)?)));
        }
        self.decode(lines.iter().map(|(record, at)| (record.as_str(), *at)).collect()).await
    }

    /// Everything selected, oldest first, in chunks of many thousands: how a board is loaded. `limit` and `newest_first` do not count here.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn chunks(&self, select: &Select) -> Result<Chunks, JournalError> {
        let select = Select { newest_first: false, ..*select };
        let (after, last) = self.bounds(&select).await?.unwrap_or((0, 0));
        let mut chunks = Chunks { journal: self.clone(), select, after, last, coming: None };
        chunks.prefetch();
        Ok(chunks)
    }

    /// Hands every selected fact to `sink`, oldest first.
    ///
    /// # Errors
    /// When the database does not answer or a row is damaged.
    pub async fn for_each(&self, select: &Select, mut sink: impl FnMut(Recorded)) -> Result<(), JournalError> {
        let mut chunks = self.chunks(select).await?;
        while let Some(chunk) = chunks.next().await? {
            chunk.into_iter().for_each(&mut sink);
        }
        Ok(())
    }

    /// A page of entries, newest first, before the given one.
    ///
    /// # Errors
    /// When the database does not answer or a row is damaged.
    pub async fn entries(&self, before: Option<EntrySeq>, limit: u32) -> Result<Vec<Entry>, JournalError> {
        let before = before.map_or(i64::MAX.into(), |before| integer(before.get()));
        let values = [before, i64::from(limit.min(MOST_ENTRIES)).into()];
        let statement = sql::statement(self.inner.backend, sql::entries_before(), values);
        let rows = self.inner.reader.query_all_raw(statement).await.map_err(JournalError::during("reading entries"))?;
        rows.iter().map(entry).collect()
    }

    /// The last fact recorded at that instant or earlier; 0 when none was.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn last_known(&self, at: Timestamp) -> Result<FactSeq, JournalError> {
        let statement = sql::statement(self.inner.backend, sql::LAST_KNOWN, [at.timestamp_micros().into()]);
        let row = self.inner.reader.query_one_raw(statement).await.map_err(JournalError::during("reading entries"))?;
        row.map_or(Ok(FactSeq(0)), |row| natural(&row, 0, "entries", 0).map(FactSeq))
    }

    /// The numbers to read: after the first, up to the second. None when that is nothing.
    async fn bounds(&self, select: &Select) -> Result<Option<(u64, u64)>, JournalError> {
        let after = select.after.map_or(0, FactSeq::get);
        let mut last = self.head().await?.fact.get();
        if let Some(before) = select.before {
            last = last.min(before.get().saturating_sub(1));
        }
        if let Some(known_at) = select.known_at {
            last = last.min(self.last_known(known_at).await?.get());
        }
        Ok((after < last).then_some((after, last)))
    }

    /// Records into facts. Terms that another process brought in meanwhile are learnt first.
    pub(crate) async fn decode(&self, lines: Vec<(&str, Timestamp)>) -> Result<Vec<Recorded>, JournalError> {
        let wrong = |record: &str, what: Unreadable| {
            let seq = record.split('\t').next().and_then(|seq| seq.parse().ok()).unwrap_or(0);
            damaged("facts", seq, format!("its record can't be read ({})", what.0))
        };
        let mut fields = Vec::with_capacity(lines.len());
        for (line, at) in &lines {
            fields.push((Fields::split(line).map_err(|what| wrong(line, what))?, *at));
        }
        let highest = fields.iter().map(|(fields, _)| fields.highest_term()).max().unwrap_or(0);
        if highest > self.inner.dictionary.read().len() {
            self.learn_terms(&self.inner.reader).await?;
        }
        let dictionary = self.inner.dictionary.read();
        let read = |((fields, at), (line, _)): (&(Fields<'_>, Timestamp), &(&str, Timestamp))| {
            fields.read(&*dictionary, *at).map_err(|what| wrong(line, what))
        };
        fields.iter().zip(&lines).map(read).collect()
    }

    /// The facts after `after` up to `upto`, out of one packed row.
    async fn unpack(&self, select: &Select, after: u64, upto: u64) -> Result<Vec<Recorded>, JournalError> {
        let failed = || JournalError::during("reading facts");
        let as_of = select.as_of_max.map_or(i32::MAX, |date| record::date_number(date).unwrap_or(i32::MAX));
        let backend = self.inner.backend;
        let values = [integer(after), integer(upto), i64::from(as_of).into()];
        let row = self.inner.reader.query_one_raw(sql::statement(backend, sql::packed_facts(backend), values)).await.map_err(failed())?;
        let Some(row) = row else { return Ok(Vec::new()) };
        let Some(text): Option<String> = cell(&row, 2, "facts", 0)? else { return Ok(Vec::new()) };
        let (first, last): (i64, i64) = (cell(&row, 0, "facts", 0)?, cell(&row, 1, "facts", 0)?);
        let statement = sql::statement(backend, sql::RECORDED_AT, [first.into(), last.into()]);
        let mut instants = Vec::new();
        for row in self.inner.reader.query_all_raw(statement).await.map_err(failed())? {
            instants.push(instant(cell(&row, 1, "entries", 0)?));
        }
        let mut lines = Vec::with_capacity((upto - after) as usize);
        for line in text.split('\n') {
            let entry: Option<i64> = line.split('\t').nth(1).and_then(|entry| entry.parse().ok());
            let at = entry.and_then(|entry| instants.get(usize::try_from(entry - first).ok()?));
            lines.push((line, *at.ok_or_else(|| damaged("facts", 0, "it belongs to no entry"))?));
        }
        self.decode(lines).await
    }
}

impl Journal {
    /// The entries that match, newest first, at most `limit`. Reads no more for one of many actors or kinds than for the first page of all.
    ///
    /// # Errors
    /// When the database does not answer or a row is damaged.
    pub async fn search_entries(&self, search: &EntrySearch, limit: u32) -> Result<Vec<Entry>, JournalError> {
        let actors = search.actors.as_ref().map(|actors| sql::list_of(actors.iter().map(String::as_str)));
        let backend = self.inner.backend;
        let sql = sql::entries_like(backend, actors.is_some(), search.kind.is_some());
        let mut values: Vec<Value> = bounds_of(search).into();
        values.push(i64::from(limit).into());
        values.extend(actors.into_iter().chain(search.kind.clone().map(Value::from)));
        let statement = sql::statement(backend, sql, values);
        let rows = self.inner.reader.query_all_raw(statement).await.map_err(JournalError::during("searching entries"))?;
        rows.iter().map(entry).collect()
    }
}

/// The facts selected, many thousands at a time, the next chunk being fetched while the last is worked on.
#[derive(Debug)]
pub struct Chunks {
    journal: Journal,
    select: Select,
    after: u64,
    last: u64,
    coming: Option<JoinHandle<Result<Vec<Recorded>, JournalError>>>,
}

impl Chunks {
    /// The next chunk; none at the end. A chunk may be empty.
    ///
    /// # Errors
    /// When the database does not answer or a row is damaged.
    pub async fn next(&mut self) -> Result<Option<Vec<Recorded>>, JournalError> {
        let Some(coming) = self.coming.take() else { return Ok(None) };
        let chunk = coming.await.map_err(|error| JournalError::Database { during: "reading facts", source: Box::new(error) })??;
        if self.by_key() {
            match chunk.last() {
                Some(last) if chunk.len() == KEYED_PAGE as usize => self.after = last.seq.get(),
                _ => self.after = self.last,
            }
        }
        self.prefetch();
        Ok(Some(chunk))
    }

    /// The number of the last fact that will be read: what a picture made of these chunks knows.
    #[must_use]
    pub fn last(&self) -> FactSeq {
        FactSeq(self.last)
    }

    fn by_key(&self) -> bool {
        self.select.unit.is_some() || self.select.kind.is_some_and(|kind| kind != Kind::Observation)
    }

    fn prefetch(&mut self) {
        if self.after >= self.last {
            return;
        }
        let (journal, select, after, last) = (self.journal.clone(), self.select, self.after, self.last);
        self.coming = Some(if self.by_key() {
            let page = Select { after: Some(FactSeq(after)), before: Some(FactSeq(last + 1)), limit: Some(KEYED_PAGE), ..select };
            tokio::spawn(async move { journal.read(&page).await })
        } else {
            self.after = (after + PACK).min(last);
            let upto = self.after;
            tokio::spawn(async move {
                let mut facts = journal.unpack(&select, after, upto).await?;
                if let Some(kind) = select.kind {
                    facts.retain(|recorded| recorded.fact.body.kind() == kind);
                }
                Ok(facts)
            })
        });
    }
}

impl Drop for Chunks {
    fn drop(&mut self) {
        if let Some(coming) = &self.coming {
            coming.abort();
        }
    }
}

/// A row of `entries` in the order of `sql::ENTRY_COLUMNS`.
pub(crate) fn entry(row: &QueryResult) -> Result<Entry, JournalError> {
    let seq: i64 = cell(row, 0, "entries", 0)?;
    let command: String = cell(row, 1, "entries", seq)?;
    let content_hash: Option<Vec<u8>> = cell(row, 6, "entries", seq)?;
    let content_hash = content_hash
        .map(|bytes| Digest::from_bytes(&bytes).ok_or_else(|| damaged("entries", seq, "its content hash has not 32 bytes")))
        .transpose()?;
    let post: Option<i64> = cell(row, 10, "entries", seq)?;
    let first_fact = natural(row, 7, "entries", seq)?;
    let fact_count = natural(row, 8, "entries", seq)?;
    let end = first_fact.checked_add(fact_count).ok_or_else(|| damaged("entries", seq, "its facts have impossible numbers"))?;
    Ok(Entry {
        seq: EntrySeq(natural(row, 0, "entries", seq)?),
        command: Uuid::parse_str(&command).map_err(|_| damaged("entries", seq, "its command id can't be read"))?,
        kind: cell(row, 2, "entries", seq)?,
        actor: cell(row, 3, "entries", seq)?,
        origin: cell(row, 4, "entries", seq)?,
        recorded_at: instant(cell(row, 5, "entries", seq)?),
        content_hash,
        facts: FactSeq(first_fact)..FactSeq(end),
        hash: digest(row, 9, "entries", seq)?,
        post: post.map(|post| natural_post(post, seq)).transpose()?,
    })
}

/// Before which entry, and from and until when: the first parameters of a search.
pub(crate) fn bounds_of(search: &EntrySearch) -> [Value; 3] {
    [
        search.before.map_or(i64::MAX, |before| i64::try_from(before.get()).unwrap_or(i64::MAX)).into(),
        search.from.map_or(i64::MIN, |from| from.timestamp_micros()).into(),
        search.until.map_or(i64::MAX, |until| until.timestamp_micros()).into(),
    ]
}

pub(crate) fn natural_post(post: i64, entry: i64) -> Result<PostId, JournalError> {
    u64::try_from(post).map(PostId).map_err(|_| damaged("entries", entry, "its post has an impossible number"))
}
