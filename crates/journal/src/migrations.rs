//! The schema, step by step. A released migration is never edited; a later one changes what it made.

use sea_orm_migration::{MigrationTrait, MigratorTrait, async_trait::async_trait};

mod m20261122_090000_journal;
mod m20261122_180000_accounts;
mod m20261128_010000_drafts;
mod m20261128_050000_desk;
mod m20261128_080000_mail;
mod m20261129_010000_notices;
mod m20261129_100000_enclosures;

/// Every migration, oldest first, the same for both databases.
#[derive(Debug)]
pub struct Migrator;

#[async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_090000_journal::Migration),
            Box::new(m20261122_180000_accounts::Migration),
            Box::new(m20261128_010000_drafts::Migration),
            Box::new(m20261128_050000_desk::Migration),
            Box::new(m20261128_080000_mail::Migration),
            Box::new(m20261129_010000_notices::Migration),
            Box::new(m20261129_100000_enclosures::Migration),
        ]
    }
}

/// The names of the migrations this program knows.
#[must_use]
pub fn migration_names() -> Vec<String> {
    Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect()
}
