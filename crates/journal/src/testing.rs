//! Databases for tests, of this crate and of those above: a SQLite file in a temporary folder, or a fresh PostgreSQL database on the
//! server that `scripts/with-postgres` started. Behind the feature `testing`.
#![expect(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "a module for tests, which fail by panicking")]

use crate::Journal;
use sqlx::{AssertSqlSafe, Connection, Row};
use std::path::PathBuf;

/// A database of one test. The folder is gone when it is dropped.
#[derive(Debug)]
pub struct Database {
    /// Its address.
    pub url: String,
    /// Room for files of the test.
    pub folder: tempfile::TempDir,
}

impl Database {
    /// A SQLite file that does not exist yet.
    #[must_use]
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { url: format!("sqlite:{}", folder.path().join("journal.db").display()), folder }
    }

    /// A fresh database on the server of the test run; none when the run leaves PostgreSQL out.
    ///
    /// # Panics
    /// When there is no server and nobody said that these tests may be left out.
    pub async fn postgres() -> Option<Self> {
        let Some(server) = variable("VEDICH_TEST_POSTGRES") else {
            if variable("VEDICH_SKIP_POSTGRES").as_deref() == Some("1") {
                eprintln!("skipped: no PostgreSQL (VEDICH_SKIP_POSTGRES=1)");
                return None;
            }
            panic!("no PostgreSQL: run through scripts/with-postgres, or set VEDICH_SKIP_POSTGRES=1 to leave these tests out");
        };
        let name = format!("t_{}", uuid::Uuid::now_v7().simple());
        let mut connection = sqlx::PgConnection::connect(&server).await.unwrap();
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await.unwrap();
        let (base, options) = server.split_once('?').unwrap_or((&server, ""));
        let base = base.rsplit_once('/').unwrap().0;
        Some(Self { url: format!("{base}/{name}?{options}"), folder: tempfile::tempdir().unwrap() })
    }

    /// Which of the two it is.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }

    /// Opens the journal.
    ///
    /// # Panics
    /// When it can't be opened.
    pub async fn open(&self) -> Journal {
        Journal::open(&self.url).await.unwrap()
    }

    /// A path in the folder.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Does what no program of ours does: changes rows behind the journal's back.
    ///
    /// # Panics
    /// When the statement fails.
    pub async fn tamper(&self, sql: &str) {
        if let Some(path) = self.url.strip_prefix("sqlite:") {
            let mut connection = sqlx::SqliteConnection::connect(&format!("sqlite://{path}")).await.unwrap();
            sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        } else {
            let mut connection = sqlx::PgConnection::connect(&self.url).await.unwrap();
            sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
    }

    /// Texts of the rows of a query with one text column.
    ///
    /// # Panics
    /// When the query fails.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        if let Some(path) = self.url.strip_prefix("sqlite:") {
            let mut connection = sqlx::SqliteConnection::connect(&format!("sqlite://{path}")).await.unwrap();
            let rows = sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_all(&mut connection).await.unwrap();
            rows.iter().map(|row| row.get(0)).collect()
        } else {
            let mut connection = sqlx::PgConnection::connect(&self.url).await.unwrap();
            let rows = sqlx::query(AssertSqlSafe(sql.to_owned())).fetch_all(&mut connection).await.unwrap();
            rows.iter().map(|row| row.get(0)).collect()
        }
    }
}

/// What the environment of the test run says.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "tests are told about the server by the script that starts it")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
