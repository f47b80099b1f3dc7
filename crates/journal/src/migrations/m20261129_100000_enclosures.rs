//! Letters to addresses without an account, and files enclosed: invitations to meetings.
//!
//! Why: whoever is asked to a meeting often has no account; the person of such a letter is 0, which no account has.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const COLUMNS: [&str; 4] = ["address", "enclosed_name", "enclosed_media", "enclosed"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            manager.get_connection().execute_unprepared(&format!("ALTER TABLE letters ADD COLUMN {column} TEXT")).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            manager.get_connection().execute_unprepared(&format!("ALTER TABLE letters DROP COLUMN {column}")).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
