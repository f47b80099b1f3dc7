//! Drafts of entry sheets: what people typed and have not recorded yet.
//!
//! Why beside the journal: a draft is nobody's statement. It changes with every word, and goes away once its values are recorded; the
//! record keeps what was said, not how it was typed.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE drafts (
    person {int8} NOT NULL,
    sheet TEXT NOT NULL,
    period TEXT NOT NULL,
    content TEXT NOT NULL,
    version {int8} NOT NULL,
    saved_at {int8} NOT NULL,
    CONSTRAINT drafts_pk PRIMARY KEY (person, sheet, period)
) {strict};
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, "DROP TABLE drafts;").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
