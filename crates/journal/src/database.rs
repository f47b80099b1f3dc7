//! Opening a database: its address, its connections and their settings, its schema.

use crate::dictionary::{Dictionary, Term};
use crate::migrations::Migrator;
use crate::{Digest, Head, JournalError, sql};
use parking_lot::RwLock;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, QueryResult, SqliteTransactionMode, SqlxSqliteConnector, TransactionOptions,
    TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use vedich_values::{EntrySeq, FactSeq};

/// How long a statement waits for another process to finish writing before it gives up.
pub(crate) const BUSY_TIMEOUT: Duration = Duration::from_secs(30);
/// Between two tries where SQLite refuses at once instead of waiting.
const BUSY_PAUSE: Duration = Duration::from_millis(20);
/// Connections that read at the same time on SQLite: pages are short, and more than cores would only queue elsewhere.
const SQLITE_READERS: u32 = 4;
/// One connection is kept warm, so that the first page after a start is as quick as the others.
const SQLITE_READERS_AT_START: u32 = 1;
/// Terms read at once.
const TERM_PAGE: i64 = 5_000;

/// The record of the programme on one database. Cheap to clone; clones share connections and the dictionary.
#[derive(Clone, Debug)]
pub struct Journal {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) backend: DbBackend,
    pub(crate) writer: DatabaseConnection,
    pub(crate) reader: DatabaseConnection,
    pub(crate) dictionary: RwLock<Dictionary>,
    /// One append at a time in this process; the database keeps other processes in the queue.
    pub(crate) appending: tokio::sync::Mutex<()>,
    pub(crate) drafting: crate::drafts::Drafting,
}

enum Address {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Address {
    fn parse(url: &str) -> Result<Self, JournalError> {
        let wrong = || JournalError::Address(redacted(url));
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        let path = url.strip_prefix("sqlite:").ok_or_else(wrong)?;
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.is_empty() || path.contains(":memory:") || path.contains('?') {
            return Err(wrong());
        }
        Ok(Self::Sqlite(PathBuf::from(path)))
    }
}

/// The address without a password, for messages.
fn redacted(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 < at => format!("{}…{}", &url[..scheme + 3], &url[at..]),
        _ => url.to_owned(),
    }
}

impl Journal {
    /// Opens the journal at `sqlite:PATH` or `postgres://…`, creates the file if need be, and brings the schema up to date.
    ///
    /// # Errors
    /// When the address is wrong, the database can't be reached, or its schema can't be brought up to date.
    pub async fn open(url: &str) -> Result<Self, JournalError> {
        let inner = match Address::parse(url)? {
            Address::Sqlite(path) => open_sqlite(&path).await?,
            Address::Postgres(url) => crate::postgres::open(&url).await?,
        };
        let journal = Self { inner: Arc::new(inner) };
        journal.learn_terms(&journal.inner.reader).await?;
        Ok(journal)
    }

    /// Waits until the server of `postgres://…` answers, for who starts beside it (a machine that boots, a server that recovers) and has
    /// nobody waiting in front of a screen: [`Journal::open`] gives up after four seconds. A file needs no waiting.
    ///
    /// # Errors
    /// When the address is wrong, or the server refuses for good, or does not answer within `patience`.
    pub async fn wait_for_server(url: &str, patience: Duration) -> Result<(), JournalError> {
        match Address::parse(url)? {
            Address::Sqlite(_) => Ok(()),
            Address::Postgres(url) => crate::postgres::wait(&url, patience).await,
        }
    }

    /// Closes the connections; pending statements end first. On SQLite this folds the write-ahead file into the database file.
    pub async fn close(&self) {
        let _ = self.inner.reader.close_by_ref().await;
        let _ = self.inner.writer.close_by_ref().await;
    }

    /// `sqlite` or `postgres`, for messages and metrics.
    #[must_use]
    pub fn engine(&self) -> &'static str {
        if self.inner.backend == DbBackend::Postgres { "postgres" } else { "sqlite" }
    }

    /// How far the journal goes. Cheap: this is what other processes poll.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn head(&self) -> Result<Head, JournalError> {
        let head = self.read_head(&self.inner.reader, false).await?;
        Ok(Head { entry: EntrySeq(head.entries), fact: FactSeq(head.facts), hash: head.entry_hash })
    }

    pub(crate) async fn read_head(&self, db: &impl ConnectionTrait, lock: bool) -> Result<HeadRow, JournalError> {
        let statement = sql::statement(self.inner.backend, sql::head(self.inner.backend, lock), []);
        let row = db.query_one_raw(statement).await.map_err(JournalError::during("reading how far the journal goes"))?;
        let row = row.ok_or_else(|| damaged("head", 1, "the row is missing"))?;
        Ok(HeadRow {
            entries: natural(&row, 0, "head", 1)?,
            facts: natural(&row, 1, "head", 1)?,
            terms: natural(&row, 2, "head", 1)?,
            recorded_at: cell(&row, 3, "head", 1)?,
            fact_hash: digest(&row, 4, "head", 1)?,
            term_hash: digest(&row, 5, "head", 1)?,
            entry_hash: digest(&row, 6, "head", 1)?,
        })
    }

    /// Reads the terms that came since, our own and other processes'.
    pub(crate) async fn learn_terms(&self, db: &impl ConnectionTrait) -> Result<(), JournalError> {
        loop {
            let known = self.inner.dictionary.read().len();
            let statement = sql::statement(self.inner.backend, sql::TERMS, [i64::from(known).into(), TERM_PAGE.into()]);
            let rows = db.query_all_raw(statement).await.map_err(JournalError::during("reading the dictionary"))?;
            if rows.is_empty() {
                return Ok(());
            }
            let mut dictionary = self.inner.dictionary.write();
            for row in rows {
                let id: i64 = cell(&row, 0, "terms", 0)?;
                if id <= i64::from(dictionary.len()) {
                    continue;
                }
                if id != i64::from(dictionary.len()) + 1 {
                    return Err(damaged("terms", id, "a term before it is missing"));
                }
                let sort: i64 = cell(&row, 2, "terms", id)?;
                let text: String = cell(&row, 3, "terms", id)?;
                let term = i16::try_from(sort).ok().and_then(|sort| Term::parse(sort, &text));
                dictionary.push(term.ok_or_else(|| damaged("terms", id, "its text can't be read"))?);
            }
        }
    }
}

/// The row of table `head`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeadRow {
    pub(crate) entries: u64,
    pub(crate) facts: u64,
    pub(crate) terms: u64,
    /// Microseconds.
    pub(crate) recorded_at: i64,
    pub(crate) fact_hash: Digest,
    pub(crate) term_hash: Digest,
    pub(crate) entry_hash: Digest,
}

/// Refuses a file that another program filled, before anything of it is changed; an empty file and a missing one are free to take.
/// Not opened for reading alone: what a killed process left half-written has to be rolled back first, whoever opens it.
async fn refuse_foreign(path: &Path) -> Result<(), JournalError> {
    if std::fs::metadata(path).map_or(0, |file| file.len()) == 0 {
        return Ok(());
    }
    let looking = SqliteConnectOptions::new().filename(path).busy_timeout(BUSY_TIMEOUT).disable_statement_logging();
    let pool = SqlitePoolOptions::new().max_connections(1).acquire_timeout(BUSY_TIMEOUT);
    let looking = SqlxSqliteConnector::from_sqlx_sqlite_pool(connect_patiently(pool, &looking).await?);
    let tables = "SELECT COUNT(*) AS tables, COALESCE(SUM(name IN ('entries', 'seaql_migrations')), 0) AS ours \
                  FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let open = JournalError::not_up_to_date;
    let row = looking.query_one_raw(sql::statement(DbBackend::Sqlite, tables, [])).await.map_err(open)?;
    let (tables, ours): (i64, i64) = match row {
        Some(row) => (row.try_get("", "tables").map_err(open)?, row.try_get("", "ours").map_err(open)?),
        None => (0, 0),
    };
    let _ = looking.close().await;
    if tables > 0 && ours < 2 { Err(JournalError::Foreign(path.display().to_string())) } else { Ok(()) }
}

async fn open_sqlite(path: &Path) -> Result<Inner, JournalError> {
    refuse_foreign(path).await?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        // KiB of pages per connection: the tree of a national journal above its leaves; the system caches the leaves.
        .pragma("cache_size", "-16384")
        // After a large import the write-ahead file is cut back to 64 MiB.
        .pragma("journal_size_limit", "67108864")
        // Statements carry people's figures; they are not for the log.
        .disable_statement_logging();
    let pool = |connections: u32| {
        SqlitePoolOptions::new().max_connections(connections).acquire_timeout(BUSY_TIMEOUT).idle_timeout(None).max_lifetime(None)
    };
    let writer = SqlxSqliteConnector::from_sqlx_sqlite_pool(connect_patiently(pool(1), &options).await?);
    migrate_sqlite(&writer).await.map_err(JournalError::not_up_to_date)?;
    let reading = options.create_if_missing(false).pragma("query_only", "on");
    let reader = connect_patiently(pool(SQLITE_READERS).min_connections(SQLITE_READERS_AT_START), &reading).await?;
    Ok(inner(DbBackend::Sqlite, writer, SqlxSqliteConnector::from_sqlx_sqlite_pool(reader)))
}

/// SQLite does not queue where queueing could deadlock: turning a new file to write-ahead, recovering one after a crash. Whoever meets
/// another process there is refused at once, so it asks again for as long as a statement would have waited.
async fn connect_patiently(pool: SqlitePoolOptions, options: &SqliteConnectOptions) -> Result<SqlitePool, JournalError> {
    let until = Instant::now() + BUSY_TIMEOUT;
    loop {
        match pool.clone().connect_with(options.clone()).await {
            Err(sqlx::Error::Database(refused)) if is_busy(refused.as_ref()) && Instant::now() < until => {
                tokio::time::sleep(BUSY_PAUSE).await
            }
            connected => return connected.map_err(JournalError::unopened),
        }
    }
}

/// Whether SQLite refused because another connection is at work: `SQLITE_BUSY`, whose finer codes stand in the higher bytes.
fn is_busy(error: &dyn sqlx::error::DatabaseError) -> bool {
    const SQLITE_BUSY: u32 = 5;
    error.code().and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| code & 0xff == SQLITE_BUSY)
}

/// Brings the schema up to date in one transaction: processes that start on a new file together queue up, and one that is killed
/// halfway leaves nothing half made.
async fn migrate_sqlite(writer: &DatabaseConnection) -> Result<(), DbErr> {
    let options = TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..TransactionOptions::default() };
    let tx = writer.begin_with_options(options).await?;
    Migrator::up(&tx, None).await?;
    tx.commit().await
}

pub(crate) fn inner(backend: DbBackend, writer: DatabaseConnection, reader: DatabaseConnection) -> Inner {
    Inner {
        backend,
        writer,
        reader,
        dictionary: RwLock::default(),
        appending: tokio::sync::Mutex::new(()),
        drafting: crate::drafts::Drafting::default(),
    }
}

pub(crate) fn damaged(table: &'static str, row: i64, what: impl Into<String>) -> JournalError {
    JournalError::Damaged { table, row, what: what.into() }
}

/// A column of a row, or the damage.
pub(crate) fn cell<T: sea_orm::TryGetable>(row: &QueryResult, index: usize, table: &'static str, seq: i64) -> Result<T, JournalError> {
    row.try_get_by_index(index).map_err(|error| damaged(table, seq, error.to_string()))
}

/// A count or number that can't be negative.
pub(crate) fn natural(row: &QueryResult, index: usize, table: &'static str, seq: i64) -> Result<u64, JournalError> {
    let number: i64 = cell(row, index, table, seq)?;
    u64::try_from(number).map_err(|_| damaged(table, seq, format!("{number} where no negative number can stand")))
}

/// A digest column.
pub(crate) fn digest(row: &QueryResult, index: usize, table: &'static str, seq: i64) -> Result<Digest, JournalError> {
    let bytes: Vec<u8> = cell(row, index, table, seq)?;
    Digest::from_bytes(&bytes).ok_or_else(|| damaged(table, seq, "a digest has not 32 bytes"))
}
