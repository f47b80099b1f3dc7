//! Since when a person wants letters at once of what cannot wait; none: not at all.
//!
//! Why: a value returned or a task assigned is known the next morning by a digest; some want to know within a minute. The instant keeps
//! whoever begins to want it from being told of what was before.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, "ALTER TABLE wishes ADD COLUMN at_once {int8}").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, "ALTER TABLE wishes DROP COLUMN at_once").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
