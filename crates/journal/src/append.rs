//! Appending: one command, one transaction, every row chained to the one before.

use crate::chain::Digest;
use crate::database::{HeadRow, Journal};
use crate::dictionary::{self, Draft};
use crate::model::{Appended, Entry, NewEntry};
use crate::record::{self, Key};
use crate::{JournalError, sql};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, SqliteTransactionMode, TransactionOptions, TransactionTrait, Value};
use uuid::Uuid;
use vedich_facts::{Body, Fact, PostId};
use vedich_values::{EntrySeq, FactSeq, Timestamp};

/// Facts sent to the database at once. SQLite: enough to make the statement's own cost small, few enough to stay below its 32,766
/// parameters and to keep its text short. PostgreSQL: one round trip per so many.
const CHUNK_SQLITE: usize = 256;
const CHUNK_POSTGRES: usize = 8_192;
/// Sizes of statement used for the rest of a chunk on SQLite, so that few different statements are ever prepared.
const REST_SIZES: [usize; 3] = [32, 4, 1];
/// Longest text of an entry: who, what, from where.
const LONGEST_TEXT: usize = 200;

/// A fact ready to be stored.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) unit: u32,
    pub(crate) as_of: i32,
    pub(crate) kind: i16,
    pub(crate) target: Option<u32>,
    pub(crate) record: String,
    pub(crate) hash: Digest,
}

/// The row of `entries` before its digest is known.
#[derive(Debug)]
pub(crate) struct EntryRow<'a> {
    pub(crate) seq: u64,
    pub(crate) command: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) actor: &'a str,
    pub(crate) origin: &'a str,
    /// Microseconds.
    pub(crate) recorded_at: i64,
    pub(crate) content_hash: Option<Digest>,
    pub(crate) first_fact: u64,
    pub(crate) fact_count: u64,
    pub(crate) post: Option<PostId>,
}

impl EntryRow<'_> {
    /// The digest of the entry: over the entry before, everything said of this one, its facts and the dictionary so far.
    pub(crate) fn digest(&self, before: Digest, facts: Digest, terms: u64, dictionary: Digest) -> Digest {
        let said = (self.seq, self.command, self.kind, self.actor, self.origin, self.recorded_at, self.content_hash);
        let covers = (self.first_fact, self.fact_count, facts, terms, dictionary);
        // Entries without a post are digested as they were before there were posts.
        let text = match self.post {
            None => serde_json::to_string(&(said, covers)),
            Some(post) => serde_json::to_string(&(said, covers, post)),
        };
        let text = text.expect("numbers and texts can be written as JSON");
        before.next(text.as_bytes())
    }
}

impl Journal {
    /// Appends a command and its facts in one transaction, durable when this returns. A command id or content hash that is there
    /// already changes nothing; the answer then tells where it stands, with `already` set.
    ///
    /// # Errors
    /// When a text or date can't be stored, a corrected fact is not in the journal, or the database does not answer; nothing is
    /// changed then.
    pub async fn append(&self, new: &NewEntry) -> Result<Appended, JournalError> {
        self.append_here(std::slice::from_ref(new), None).await.map(first)
    }

    /// Like [`Journal::append`], but only directly behind `seen`, the last fact the decision rests on: refused with
    /// [`JournalError::Moved`] when another process appended in between, to read on and decide again.
    ///
    /// # Errors
    /// As [`Journal::append`], and when the journal went on.
    pub async fn append_after(&self, new: &NewEntry, seen: FactSeq) -> Result<Appended, JournalError> {
        self.append_here(std::slice::from_ref(new), Some(seen)).await.map(first)
    }

    /// Like [`Journal::append_after`] for several commands that don't depend on each other: one transaction, an entry each, in order.
    ///
    /// # Errors
    /// As [`Journal::append_after`]; none of them is appended then.
    pub async fn append_all_after(&self, new: &[NewEntry], seen: FactSeq) -> Result<Vec<Appended>, JournalError> {
        self.append_here(new, Some(seen)).await
    }

    async fn append_here(&self, new: &[NewEntry], seen: Option<FactSeq>) -> Result<Vec<Appended>, JournalError> {
        new.iter().try_for_each(check)?;
        let _one_at_a_time = self.inner.appending.lock().await;
        let tx = self.begin().await?;
        let head = self.read_head(&tx, true).await?;
        let mut known = Vec::with_capacity(new.len());
        for entry in new {
            known.push(self.find_same(&tx, entry).await?);
        }
        if known.iter().all(Option::is_some) {
            return Ok(known.into_iter().flatten().collect());
        }
        if let Some(seen) = seen.filter(|seen| seen.get() != head.facts) {
            return Err(JournalError::Moved { seen, last: FactSeq(head.facts) });
        }
        self.catch_up(&tx, &head).await?;
        let mut draft = Draft::after(self.inner.dictionary.read().len());
        let mut at = head;
        let mut appended = Vec::with_capacity(new.len());
        for (place, (entry, mut known)) in new.iter().zip(known).enumerate() {
            // Sent twice at the same time, the second is told of the first.
            if known.is_none() && new[..place].iter().any(|before| is_same(before, entry)) {
                known = self.find_same(&tx, entry).await?;
            }
            match known {
                Some(same) => appended.push(same),
                None => appended.push(self.append_one(&tx, entry, &mut at, &mut draft).await?),
            }
        }
        self.set_head(&tx, &at).await?;
        tx.commit().await.map_err(JournalError::during("committing an entry"))?;
        draft.publish(&mut self.inner.dictionary.write());
        Ok(appended)
    }

    /// Stores an entry behind `head`, which then is where the next one follows.
    async fn append_one(
        &self,
        tx: &DatabaseTransaction,
        new: &NewEntry,
        head: &mut HeadRow,
        draft: &mut Draft,
    ) -> Result<Appended, JournalError> {
        let entry = head.entries + 1;
        let mut chain = head.fact_hash;
        let chunk_size = if self.inner.backend == DbBackend::Postgres { CHUNK_POSTGRES } else { CHUNK_SQLITE };
        let (mut seq, known_terms) = (head.facts + 1, draft.fresh.len());
        let mut chunks = new.facts.chunks(chunk_size);
        let mut coming = chunks.next().map(|chunk| self.encode(chunk, seq, entry, draft, &mut chain)).transpose()?;
        while let Some(lines) = coming.take() {
            let (first, after) = (seq, seq + lines.len() as u64);
            // While the database stores one chunk on its own thread, this one writes and chains the next.
            let (stored, encoded) = tokio::join!(biased; self.insert_facts(tx, first, entry, lines), async {
                chunks.next().map(|chunk| self.encode(chunk, after, entry, draft, &mut chain)).transpose()
            });
            stored?;
            (coming, seq) = (encoded?, after);
        }
        let recorded_at = new.recorded_at.timestamp_micros().max(head.recorded_at);
        let row = EntryRow {
            seq: entry,
            command: &new.command.to_string(),
            kind: &new.kind,
            actor: &new.actor,
            origin: &new.origin,
            recorded_at,
            content_hash: new.content_hash.map(Digest),
            first_fact: head.facts + 1,
            fact_count: new.facts.len() as u64,
            post: new.post,
        };
        let mut term_hash = head.term_hash;
        let fresh = draft.fresh.get(known_terms..).unwrap_or_default();
        for (term, id) in fresh.iter().zip(head.terms + 1..) {
            term_hash = self.insert_term(tx, id, entry, term.sort(), &term.text(), term_hash).await?;
        }
        let terms = head.terms + fresh.len() as u64;
        let entry_hash = row.digest(head.entry_hash, chain, terms, term_hash);
        self.insert_entry(tx, &row, entry_hash).await?;
        if let Some(request) = &new.request {
            let statement = sql::statement(self.inner.backend, sql::INSERT_REQUEST, [row.command.into(), bytes(Some(request))]);
            tx.execute_raw(statement).await.map_err(JournalError::during("storing what was sent"))?;
        }
        let facts = FactSeq(row.first_fact)..FactSeq(seq);
        *head = HeadRow { entries: entry, facts: seq - 1, terms, recorded_at, fact_hash: chain, term_hash, entry_hash };
        Ok(Appended { entry: EntrySeq(entry), facts, recorded_at: instant(recorded_at), already: false })
    }

    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, JournalError> {
        // Immediate: a transaction that reads before it writes could otherwise be refused when another process wrote in between.
        let sqlite_transaction_mode = (self.inner.backend == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode, ..TransactionOptions::default() };
        self.inner.writer.begin_with_options(options).await.map_err(JournalError::during("beginning an entry"))
    }

    async fn find_same(&self, tx: &DatabaseTransaction, new: &NewEntry) -> Result<Option<Appended>, JournalError> {
        let same = self.find_in(tx, new.command, new.content_hash).await?;
        if same.is_some() {
            self.check_request(tx, new.command, new.request).await?;
        }
        Ok(same.map(|entry| Appended { entry: entry.seq, facts: entry.facts, recorded_at: entry.recorded_at, already: true }))
    }

    /// The entry of a command, or of the same content.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn find(&self, command: Uuid, content_hash: Option<[u8; 32]>) -> Result<Option<Entry>, JournalError> {
        self.find_in(&self.inner.reader, command, content_hash).await
    }

    /// Checks that what was sent with a command that was carried out is the same again. Of commands without a hash nothing is known.
    ///
    /// # Errors
    /// [`JournalError::CommandReused`] when it is something else; or the database does not answer.
    pub async fn same_request(&self, command: Uuid, request: Option<[u8; 32]>) -> Result<(), JournalError> {
        self.check_request(&self.inner.reader, command, request).await
    }

    async fn check_request(&self, db: &impl ConnectionTrait, command: Uuid, request: Option<[u8; 32]>) -> Result<(), JournalError> {
        let Some(request) = request else { return Ok(()) };
        let statement = sql::statement(self.inner.backend, sql::REQUEST, [command.to_string().into()]);
        let row = db.query_one_raw(statement).await.map_err(JournalError::during("looking for what was sent with a command"))?;
        let sent = row.map(|row| crate::database::cell::<Vec<u8>>(&row, 0, "requests", 0)).transpose()?;
        if sent.is_some_and(|sent| sent != request) { Err(JournalError::CommandReused(command)) } else { Ok(()) }
    }

    async fn find_in(&self, db: &impl ConnectionTrait, command: Uuid, content: Option<[u8; 32]>) -> Result<Option<Entry>, JournalError> {
        let values = [command.to_string().into(), bytes(content.as_ref().map(<[u8; 32]>::as_slice))];
        let statement = sql::statement(self.inner.backend, sql::same_entry(), values);
        let row = db.query_one_raw(statement).await.map_err(JournalError::during("looking for the same command"))?;
        row.as_ref().map(crate::read::entry).transpose()
    }

    /// Terms another process brought in since this one last looked.
    async fn catch_up(&self, tx: &DatabaseTransaction, head: &HeadRow) -> Result<(), JournalError> {
        if u64::from(self.inner.dictionary.read().len()) < head.terms {
            self.learn_terms(tx).await?;
        }
        let known = u64::from(self.inner.dictionary.read().len());
        if known == head.terms {
            Ok(())
        } else {
            Err(crate::database::damaged("head", 1, format!("{} terms counted, {known} found", head.terms)))
        }
    }

    fn encode(&self, facts: &[Fact], first: u64, entry: u64, draft: &mut Draft, chain: &mut Digest) -> Result<Vec<Line>, JournalError> {
        let known = self.inner.dictionary.read();
        let mut lines = Vec::with_capacity(facts.len());
        for (fact, seq) in facts.iter().zip(first..) {
            if let Some(earlier) = fact.supersedes.filter(|earlier| earlier.get() == 0 || earlier.get() >= seq) {
                return Err(JournalError::UnknownSuperseded(earlier));
            }
            let as_of = record::date_number(fact.as_of).ok_or(JournalError::DateRange(fact.as_of))?;
            let target = match &fact.body {
                Body::Observation { target, .. } => Some(draft.target(&known, target)),
                _ => None,
            };
            let source = dictionary::shared_source(fact).map(|source| draft.source(&known, source));
            let mut record = String::with_capacity(64);
            record::write(&mut record, fact, Key { seq, entry, target, source }, as_of);
            *chain = chain.next(record.as_bytes());
            lines.push(Line { unit: fact.unit.get(), as_of, kind: fact.body.kind().number(), target, record, hash: *chain });
        }
        Ok(lines)
    }

    /// Stores facts whose numbers follow each other from `first`.
    pub(crate) async fn insert_facts(
        &self,
        tx: &DatabaseTransaction,
        first: u64,
        entry: u64,
        lines: Vec<Line>,
    ) -> Result<(), JournalError> {
        let failed = || JournalError::during("storing facts");
        if self.inner.backend == DbBackend::Postgres {
            for (lines, seq) in lines.chunks(CHUNK_POSTGRES).zip((first..).step_by(CHUNK_POSTGRES)) {
                let statement = sql::statement(DbBackend::Postgres, sql::INSERT_FACTS_POSTGRES, joined(seq, entry, lines));
                tx.execute_raw(statement).await.map_err(failed())?;
            }
            return Ok(());
        }
        let mut lines = lines.into_iter();
        let mut seq = first;
        while lines.len() > 0 {
            let size = std::iter::once(CHUNK_SQLITE).chain(REST_SIZES).find(|size| *size <= lines.len()).unwrap_or(1);
            let mut values = Vec::with_capacity(size * sql::FACT_COLUMNS);
            for line in lines.by_ref().take(size) {
                values.extend([
                    integer(seq),
                    integer(entry),
                    i64::from(line.unit).into(),
                    i64::from(line.as_of).into(),
                    i64::from(line.kind).into(),
                    line.target.map(i64::from).into(),
                    line.record.into(),
                    bytes(Some(&line.hash.0)),
                ]);
                seq += 1;
            }
            tx.execute_raw(sql::statement(DbBackend::Sqlite, sql::insert_facts_sqlite(size), values)).await.map_err(failed())?;
        }
        Ok(())
    }

    pub(crate) async fn insert_term(
        &self,
        tx: &DatabaseTransaction,
        id: u64,
        entry: u64,
        sort: i16,
        text: &str,
        before: Digest,
    ) -> Result<Digest, JournalError> {
        let number = u32::try_from(id).map_err(|_| crate::database::damaged("terms", i64::MAX, "too many terms"))?;
        let hash = dictionary::chained(before, number, entry, sort, text);
        let values = [integer(id), integer(entry), i64::from(sort).into(), text.into(), bytes(Some(&hash.0))];
        let statement = sql::statement(self.inner.backend, sql::INSERT_TERM, values);
        tx.execute_raw(statement).await.map_err(JournalError::during("storing the dictionary"))?;
        Ok(hash)
    }

    pub(crate) async fn insert_entry(&self, tx: &DatabaseTransaction, row: &EntryRow<'_>, hash: Digest) -> Result<(), JournalError> {
        let values = [
            integer(row.seq),
            row.command.into(),
            row.kind.into(),
            row.actor.into(),
            row.origin.into(),
            row.recorded_at.into(),
            bytes(row.content_hash.as_ref().map(|hash| hash.0.as_slice())),
            integer(row.first_fact),
            integer(row.fact_count),
            bytes(Some(&hash.0)),
            row.post.map(|post| i64::try_from(post.0).unwrap_or(i64::MAX)).into(),
        ];
        let statement = sql::statement(self.inner.backend, sql::INSERT_ENTRY, values);
        tx.execute_raw(statement).await.map_err(JournalError::during("storing an entry")).map(|_| ())
    }

    pub(crate) async fn set_head(&self, tx: &DatabaseTransaction, head: &HeadRow) -> Result<(), JournalError> {
        let values = [
            integer(head.entries),
            integer(head.facts),
            integer(head.terms),
            head.recorded_at.into(),
            bytes(Some(&head.fact_hash.0)),
            bytes(Some(&head.term_hash.0)),
            bytes(Some(&head.entry_hash.0)),
        ];
        let statement = sql::statement(self.inner.backend, sql::SET_HEAD, values);
        tx.execute_raw(statement).await.map_err(JournalError::during("storing how far the journal goes")).map(|_| ())
    }
}

/// The only one of a list of one.
fn first(mut appended: Vec<Appended>) -> Appended {
    appended.pop().expect("an entry appended has its place")
}

fn check(new: &NewEntry) -> Result<(), JournalError> {
    for (field, text) in [("kind", &new.kind), ("actor", &new.actor), ("origin", &new.origin)] {
        if text.is_empty() || text.chars().count() > LONGEST_TEXT || text.chars().any(char::is_control) {
            return Err(JournalError::Text { field });
        }
    }
    Ok(())
}

/// One line of text per column, in the order of the parameters.
fn joined(first: u64, entry: u64, lines: &[Line]) -> [Value; 8] {
    use std::fmt::Write as _;
    let column = |separator: char, write: &dyn Fn(&mut String, &Line)| {
        let mut text = String::with_capacity(lines.len() * 12);
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                text.push(separator);
            }
            write(&mut text, line);
        }
        Value::from(text)
    };
    [
        integer(first),
        integer(entry),
        column(',', &|text, line| _ = write!(text, "{}", line.unit)),
        column(',', &|text, line| _ = write!(text, "{}", line.as_of)),
        column(',', &|text, line| _ = write!(text, "{}", line.kind)),
        column(',', &|text, line| _ = write!(text, "{}", line.target.unwrap_or(0))),
        column('\n', &|text, line| text.push_str(&line.record)),
        column(',', &|text, line| _ = write!(text, "{}", line.hash)),
    ]
}

/// Whether two entries are of one command, or have the same content.
fn is_same(one: &NewEntry, other: &NewEntry) -> bool {
    one.command == other.command || (one.content_hash.is_some() && one.content_hash == other.content_hash)
}

/// A number of the journal as a parameter. Sequences stay far below 2^63.
pub(crate) fn integer(number: u64) -> Value {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}

fn bytes(bytes: Option<&[u8]>) -> Value {
    Value::Bytes(bytes.map(<[u8]>::to_vec))
}

/// The instant of stored microseconds.
pub(crate) fn instant(micros: i64) -> Timestamp {
    Timestamp::from_timestamp_micros(micros).unwrap_or(Timestamp::UNIX_EPOCH)
}
