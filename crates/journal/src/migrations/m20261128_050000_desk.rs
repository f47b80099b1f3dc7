//! The desk: readings of documents that nobody has applied yet, and the folders they came in. Drafts are work in progress of one person,
//! beside the journal; what is applied is in the journal.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

const UP: &str = "
CREATE TABLE reading_batches (
    id TEXT NOT NULL,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    report TEXT NOT NULL,
    made_at {int8} NOT NULL,
    CONSTRAINT reading_batches_pk PRIMARY KEY (id)
) {strict};
CREATE INDEX reading_batches_by_owner ON reading_batches (owner, made_at);
CREATE TABLE readings (
    id TEXT NOT NULL,
    owner TEXT NOT NULL,
    fingerprint {bytes} NOT NULL,
    file TEXT,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL,
    version {int8} NOT NULL,
    made_at {int8} NOT NULL,
    changed_at {int8} NOT NULL,
    CONSTRAINT readings_pk PRIMARY KEY (id),
    CONSTRAINT readings_once UNIQUE (owner, fingerprint)
) {strict};
CREATE INDEX readings_by_owner ON readings (owner, made_at);
";

const DOWN: &str = "DROP TABLE readings; DROP TABLE reading_batches;";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, DOWN).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
