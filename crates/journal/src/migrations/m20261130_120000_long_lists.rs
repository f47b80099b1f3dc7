//! Indexes of lists that grow for ever: entries by who wrote them and by kind, letters that wait and letters that were given up.
//!
//! Why: at a million rows the trail of one person, the post that goes out each minute and the page of undelivered letters read the whole table.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE INDEX entries_by_actor ON entries (actor, seq);
CREATE INDEX entries_by_kind ON entries (kind, seq);
CREATE INDEX letters_by_waiting ON letters (made_at, id) WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX letters_by_given_up ON letters (given_up_at, id) WHERE sent_at IS NULL AND given_up_at IS NOT NULL;
";

const DOWN: &str = "
DROP INDEX entries_by_actor;
DROP INDEX entries_by_kind;
DROP INDEX letters_by_waiting;
DROP INDEX letters_by_given_up;
";

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
