//! The schema, step by step. A released migration is never edited; a later one changes what it made.

use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationTrait, MigratorTrait, SchemaManager, async_trait::async_trait};

mod m20261122_090000_journal;
mod m20261122_180000_accounts;
mod m20261128_010000_drafts;
mod m20261128_050000_desk;
mod m20261128_080000_mail;
mod m20261129_010000_notices;
mod m20261129_100000_enclosures;
mod m20261129_120000_farewell;
mod m20261129_170000_at_once;
mod m20261129_200000_undelivered;
mod m20261130_010000_tokens;
mod m20261130_120000_long_lists;
mod m20261130_200000_by_unit;
mod m20261130_210000_requests;

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
            Box::new(m20261129_120000_farewell::Migration),
            Box::new(m20261129_170000_at_once::Migration),
            Box::new(m20261129_200000_undelivered::Migration),
            Box::new(m20261130_010000_tokens::Migration),
            Box::new(m20261130_120000_long_lists::Migration),
            Box::new(m20261130_200000_by_unit::Migration),
            Box::new(m20261130_210000_requests::Migration),
        ]
    }
}

/// Runs statements of a step, each database's own words put in for `{int8}`, `{int4}`, `{int2}`, `{bytes}` and `{strict}`.
async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let words = match manager.get_database_backend() {
        DbBackend::Postgres => {
            [("{int8}", "BIGINT"), ("{int4}", "INTEGER"), ("{int2}", "SMALLINT"), ("{bytes}", "BYTEA"), ("{strict}", "")]
        }
        _ => [("{int8}", "INTEGER"), ("{int4}", "INTEGER"), ("{int2}", "INTEGER"), ("{bytes}", "BLOB"), ("{strict}", "STRICT")],
    };
    let sql = words.iter().fold(sql.to_owned(), |sql, (placeholder, word)| sql.replace(placeholder, word));
    manager.get_connection().execute_unprepared(&sql).await.map(|_| ())
}

/// The names of the migrations this program knows.
#[must_use]
pub fn migration_names() -> Vec<String> {
    Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect()
}
