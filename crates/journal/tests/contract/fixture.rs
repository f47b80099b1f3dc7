//! A database for one test, and facts to put in.

use sqlx::{AssertSqlSafe, Connection, Row};
use std::path::PathBuf;
use vedich_facts::{Body, Fact, Observed, Target, Value};
use vedich_journal::{Appended, Journal, NewEntry};
use vedich_values::{Date, Decimal, Timestamp, UnitId};

pub(crate) struct Database {
    pub(crate) url: String,
    pub(crate) folder: tempfile::TempDir,
}

impl Database {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { url: format!("sqlite:{}", folder.path().join("journal.db").display()), folder }
    }

    /// A fresh database on the server of the test run; none when the run leaves PostgreSQL out.
    pub(crate) async fn postgres() -> Option<Self> {
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

    pub(crate) fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }

    pub(crate) async fn open(&self) -> Journal {
        Journal::open(&self.url).await.unwrap()
    }

    /// A second, empty database of the other or the same engine.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Does what no program of ours does: changes rows behind the journal's back.
    pub(crate) async fn tamper(&self, sql: &str) {
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
    pub(crate) async fn texts(&self, sql: &str) -> Vec<String> {
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

#[expect(clippy::disallowed_methods, reason = "tests are told about the server by the script that starts it")]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

pub(crate) fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).unwrap()
}

/// So many seconds after the start of all tests.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_timestamp(1_700_000_000 + seconds, 0).unwrap()
}

pub(crate) fn observation(unit: u32, code: &str, value: i64) -> Fact {
    let target = Target::indicator("vn.commune.2021-2025.standard", code);
    let observed = Observed::Value(Value::Number(Decimal::new(value, 1)));
    Fact::new(UnitId(unit), day(2024, 6, 30), Body::Observation { target, observed }).from_source("Báo cáo UBND xã")
}

/// `count` values over as many units as needed, 75 each.
pub(crate) fn observations(count: u32) -> Vec<Fact> {
    (0..count).map(|i| observation(1_000_000 + i / 75, &format!("{}.{}", i % 75 / 4 + 1, i % 4 + 1), i64::from(i % 1000))).collect()
}

pub(crate) fn entry(seconds: i64, facts: Vec<Fact>) -> NewEntry {
    NewEntry::new("record-observations", "cán bộ xã", "test", at(seconds), facts)
}

pub(crate) async fn add(journal: &Journal, seconds: i64, facts: Vec<Fact>) -> Appended {
    journal.append(&entry(seconds, facts)).await.unwrap()
}
