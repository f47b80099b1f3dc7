//! What a session begun by single sign-on needs to be ended at the provider: its identity token, sealed.
//!
//! Why: providers ask for it before they end a session without asking the person again (RP-Initiated Logout 1.0, `id_token_hint`). It goes
//! with the session.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, "ALTER TABLE sessions ADD COLUMN id_token {bytes}").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, "ALTER TABLE sessions DROP COLUMN id_token").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
