//! When a letter was given up: refused for good, or tried long enough.
//!
//! Why: a letter to an address that is no more was tried for ever and nobody was told. Given up, it is not tried again until a person asks
//! for it, and stands in a list with the reason.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, "ALTER TABLE letters ADD COLUMN given_up_at {int8}").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, "ALTER TABLE letters DROP COLUMN given_up_at").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
