//! Both databases have the same schema, reached by the same migrations, forward and back.

use crate::fixture::Database;
use sea_orm::ConnectionTrait;
use sea_orm_migration::MigratorTrait;
use std::collections::BTreeMap;
use vedich_journal::{Journal, JournalError, Migrator, Unopened, migration_names};

crate::on_both!(migrations_run_down_and_up_again, opening_twice_changes_nothing);

const SQLITE_COLUMNS: &str = "SELECT m.name || '.' || c.name || ' ' || c.type || CASE WHEN c.\"notnull\" THEN ' NOT NULL' ELSE '' END \
     FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'seaql%' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, c.cid";
const POSTGRES_COLUMNS: &str = "SELECT table_name || '.' || column_name || ' ' || upper(data_type) || CASE is_nullable WHEN 'NO' THEN ' NOT NULL' ELSE '' END \
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'seaql%' ORDER BY table_name, ordinal_position";
const INDEXES_SQLITE: &str = "SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite%' ORDER BY name";
const INDEXES_POSTGRES: &str =
    "SELECT indexname::text FROM pg_indexes WHERE schemaname = 'public' AND indexname LIKE '%\\_by\\_%' ORDER BY indexname";

async fn columns(database: &Database) -> Vec<String> {
    let words = BTreeMap::from([("BIGINT", "INTEGER"), ("SMALLINT", "INTEGER"), ("BYTEA", "BLOB")]);
    let lines = database.texts(if database.is_sqlite() { SQLITE_COLUMNS } else { POSTGRES_COLUMNS }).await;
    lines.into_iter().map(|line| line.split(' ').map(|word| *words.get(word).unwrap_or(&word)).collect::<Vec<_>>().join(" ")).collect()
}

#[tokio::test]
async fn both_databases_have_the_same_migrations_columns_and_indexes() {
    let Some(postgres) = Database::postgres().await else { return };
    let sqlite = Database::sqlite();
    for database in [&sqlite, &postgres] {
        database.open().await.close().await;
        assert_eq!(database.texts("SELECT version FROM seaql_migrations ORDER BY version").await, migration_names());
    }
    let found = columns(&sqlite).await;
    assert!(found.contains(&"facts.record TEXT NOT NULL".to_owned()), "{found:?}");
    assert_eq!(found, columns(&postgres).await);
    assert_eq!(sqlite.texts(INDEXES_SQLITE).await, postgres.texts(INDEXES_POSTGRES).await);
}

#[tokio::test]
async fn tables_of_sqlite_are_strict_and_writing_is_durable() {
    let database = Database::sqlite();
    database.open().await.close().await;
    let loose = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 's%'";
    assert!(database.texts(loose).await.is_empty());
    assert_eq!(database.texts("SELECT journal_mode FROM pragma_journal_mode").await, ["wal"]);
}

#[tokio::test]
async fn a_database_of_another_program_is_left_as_it_is() {
    let database = Database::sqlite();
    let path = database.url.trim_start_matches("sqlite:");
    let other = sea_orm::Database::connect(&format!("sqlite://{path}?mode=rwc")).await.unwrap();
    other.execute_unprepared("CREATE TABLE notes (text TEXT)").await.unwrap();
    other.close().await.unwrap();
    let before = std::fs::read(path).unwrap();
    assert!(matches!(Journal::open(&database.url).await, Err(JournalError::Foreign(_))));
    assert_eq!(std::fs::read(path).unwrap(), before);
}

#[tokio::test]
async fn why_a_database_does_not_open_is_told() {
    let why = async |url: String| match Journal::open(&url).await {
        Err(JournalError::Open { why, .. }) => why,
        other => panic!("{url}: {other:?}"),
    };
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    assert_eq!(why(at("nowhere/x.db")).await, Unopened::NoFile);
    std::fs::write(folder.path().join("letter.db"), "no database, but longer than the head of one ".repeat(20)).unwrap();
    assert_eq!(why(at("letter.db")).await, Unopened::NotADatabase);
    let database = Database::sqlite();
    database.open().await.close().await;
    let later = sea_orm::Database::connect(&database.url.replace("sqlite:", "sqlite://")).await.unwrap();
    later.execute_unprepared("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29991231_000000_later', 1)").await.unwrap();
    later.close().await.unwrap();
    assert_eq!(why(database.url.clone()).await, Unopened::Newer);
    let Err(error) = Journal::open(&database.url).await else { panic!("opened") };
    let said = std::error::Error::source(&error).unwrap().to_string();
    assert!(said.contains("m29991231"), "{said}");
}

async fn migrations_run_down_and_up_again(database: Database) {
    database.open().await.close().await;
    let url = database.url.replace("sqlite:", "sqlite://");
    let before = columns(&database).await;
    let connection = sea_orm::Database::connect(&url).await.unwrap();
    Migrator::down(&connection, None).await.unwrap();
    assert!(columns(&database).await.is_empty());
    Migrator::up(&connection, None).await.unwrap();
    connection.close().await.unwrap();
    assert_eq!(columns(&database).await, before);
    assert_eq!(database.open().await.head().await.unwrap().fact.get(), 0);
}

async fn opening_twice_changes_nothing(database: Database) {
    let first = database.open().await;
    crate::fixture::add(&first, 0, crate::fixture::observations(3)).await;
    let second = database.open().await;
    assert_eq!(second.head().await.unwrap(), first.head().await.unwrap());
}
