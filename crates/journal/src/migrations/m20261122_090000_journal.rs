//! The journal itself: one row per command, one per fact, the dictionary facts refer to, and how far all of them go.
//!
//! Why raw SQL: SQLite's `STRICT` tables and partial indexes have no word in the schema builder. The two dialects differ in the names
//! of three types only, so the text is written once.
//!
//! Why no foreign keys from `facts`: a check per row would take longer than the insert itself, and the chain already proves that
//! every fact belongs to its entry and its terms; `verify` walks it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE IF NOT EXISTS entries (
    seq {int8} NOT NULL,
    command TEXT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    origin TEXT NOT NULL,
    recorded_at {int8} NOT NULL,
    content_hash {bytes},
    first_fact {int8} NOT NULL,
    fact_count {int8} NOT NULL,
    hash {bytes} NOT NULL,
    CONSTRAINT entries_pk PRIMARY KEY (seq),
    CONSTRAINT entries_command_once UNIQUE (command),
    CONSTRAINT entries_content_once UNIQUE (content_hash),
    CONSTRAINT entries_hash_size CHECK (length(hash) = 32),
    CONSTRAINT entries_gapless_start CHECK (seq >= 1)
) {strict};
CREATE INDEX IF NOT EXISTS entries_by_time ON entries (recorded_at, seq);
CREATE TABLE IF NOT EXISTS terms (
    id {int8} NOT NULL,
    entry {int8} NOT NULL,
    sort {int2} NOT NULL,
    text TEXT NOT NULL,
    hash {bytes} NOT NULL,
    CONSTRAINT terms_pk PRIMARY KEY (id),
    CONSTRAINT terms_text_once UNIQUE (sort, text),
    CONSTRAINT terms_entry_known FOREIGN KEY (entry) REFERENCES entries (seq) DEFERRABLE INITIALLY DEFERRED
) {strict};
CREATE TABLE IF NOT EXISTS facts (
    seq {int8} NOT NULL,
    entry {int8} NOT NULL,
    unit {int8} NOT NULL,
    as_of {int4} NOT NULL,
    kind {int2} NOT NULL,
    target {int4},
    record TEXT NOT NULL,
    hash {bytes} NOT NULL,
    CONSTRAINT facts_pk PRIMARY KEY (seq)
) {strict};
CREATE INDEX IF NOT EXISTS facts_by_unit ON facts (unit, seq);
CREATE INDEX IF NOT EXISTS facts_by_kind ON facts (kind, seq) WHERE kind <> 1;
CREATE TABLE IF NOT EXISTS head (
    id {int2} NOT NULL,
    entries {int8} NOT NULL,
    facts {int8} NOT NULL,
    terms {int8} NOT NULL,
    recorded_at {int8} NOT NULL,
    fact_hash {bytes} NOT NULL,
    term_hash {bytes} NOT NULL,
    entry_hash {bytes} NOT NULL,
    CONSTRAINT head_pk PRIMARY KEY (id),
    CONSTRAINT head_one_row CHECK (id = 1)
) {strict};
INSERT INTO head (id, entries, facts, terms, recorded_at, fact_hash, term_hash, entry_hash)
    VALUES (1, 0, 0, 0, 0, {zero}, {zero}, {zero}) ON CONFLICT DO NOTHING;
";

const DOWN: &str = "DROP TABLE head; DROP TABLE facts; DROP TABLE terms; DROP TABLE entries;";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let zero = "00".repeat(32);
        let words = match manager.get_database_backend() {
            DbBackend::Postgres => [
                ("{int8}", "BIGINT"),
                ("{int4}", "INTEGER"),
                ("{int2}", "SMALLINT"),
                ("{bytes}", "BYTEA"),
                ("{strict}", ""),
                ("{zero}", &*format!("'\\x{zero}'")),
            ],
            _ => [
                ("{int8}", "INTEGER"),
                ("{int4}", "INTEGER"),
                ("{int2}", "INTEGER"),
                ("{bytes}", "BLOB"),
                ("{strict}", "STRICT"),
                ("{zero}", &*format!("x'{zero}'")),
            ],
        };
        let mut sql = UP.to_owned();
        for (placeholder, word) in words {
            sql = sql.replace(placeholder, word);
        }
        manager.get_connection().execute_unprepared(&sql).await.map(|_| ())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(DOWN).await.map(|_| ())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
