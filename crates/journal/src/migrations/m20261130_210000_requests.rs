//! What was sent with a command, as a hash: the same command again with something else is told apart from a retry.
//!
//! Why: a program that used one `Idempotency-Key` for two requests was answered as if the second had been recorded.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE requests (
    command TEXT NOT NULL,
    digest {bytes} NOT NULL,
    CONSTRAINT requests_pk PRIMARY KEY (command)
) {strict};
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, "DROP TABLE requests").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
