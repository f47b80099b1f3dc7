//! Drafts of entry sheets: what people typed and have not recorded yet.
//!
//! Why beside the journal: a draft is nobody's statement. It changes with every word, and goes away once its values are recorded; the
//! record keeps what was said, not how it was typed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

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
        let words = match manager.get_database_backend() {
            DbBackend::Postgres => [("{int8}", "BIGINT"), ("{strict}", "")],
            _ => [("{int8}", "INTEGER"), ("{strict}", "STRICT")],
        };
        let sql = words.iter().fold(UP.to_owned(), |sql, (placeholder, word)| sql.replace(placeholder, word));
        manager.get_connection().execute_unprepared(&sql).await.map(|_| ())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("DROP TABLE drafts;").await.map(|_| ())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
