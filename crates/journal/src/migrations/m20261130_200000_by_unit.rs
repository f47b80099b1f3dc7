//! The facts of a kind about one unit. Why: the documents about one commune among a million were looked for among the latest of the country.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "CREATE INDEX facts_by_kind_and_unit ON facts (kind, unit, seq) WHERE kind <> 1;";

const DOWN: &str = "DROP INDEX facts_by_kind_and_unit;";

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
