//! Notices: what waits for a person, as it was last told to them, and whether they have read it.
//!
//! Why beside the journal: what waits is computed from the record at any time; only "read" is a person's own. Deleting the rows makes
//! everything unread again and loses nothing else.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE notices (
    person {int8} NOT NULL,
    key TEXT NOT NULL,
    what TEXT NOT NULL,
    unit {int8} NOT NULL,
    count {int8} NOT NULL,
    until TEXT,
    period TEXT,
    whose {int8},
    changed_at {int8} NOT NULL,
    read_at {int8},
    done_at {int8},
    CONSTRAINT notices_pk PRIMARY KEY (person, key)
) {strict};
";

const DOWN: &str = "DROP TABLE notices;";

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
