//! Opening a database of PostgreSQL.

use crate::JournalError;
use crate::database::{BUSY_TIMEOUT, Inner, inner};
use crate::migrations::Migrator;
use crate::sql;
use sea_orm::{ConnectionTrait, DbBackend, SqlxPostgresConnector};
use sea_orm_migration::MigratorTrait;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection};
use std::io::{Error, ErrorKind};
use std::time::Duration;
use tokio::time::Instant;

/// Connections of one process to PostgreSQL; its default allows 100 in all, and a few processes share it.
const CONNECTIONS: u32 = 8;
/// Any number, the same for every process that migrates: the key of PostgreSQL's advisory lock.
const MIGRATION_LOCK: i64 = 0x5665_6469_6368;
/// How long a server that does not answer is tried: enough for one that is just starting, and somebody waits in front of the screen.
const KNOCKING: Duration = Duration::from_secs(4);
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(250);
/// SQLSTATE of a server that is starting up, or recovering after it broke down.
const STARTING: &str = "57P03";

pub(crate) async fn open(url: &str) -> Result<Inner, JournalError> {
    let options = options(url)?;
    let open = JournalError::unopened;
    knock(&options, KNOCKING).await.map_err(open)?;
    // One connection of its own, because an advisory lock belongs to a session; closing it gives the lock back.
    let single = PgPoolOptions::new().max_connections(1).acquire_timeout(BUSY_TIMEOUT).connect_with(options.clone()).await.map_err(open)?;
    let migrating = SqlxPostgresConnector::from_sqlx_postgres_pool(single);
    let migrated = async {
        let lock = sql::statement(DbBackend::Postgres, "SELECT 1 FROM (SELECT pg_advisory_lock($1)) AS held", [MIGRATION_LOCK.into()]);
        migrating.query_one_raw(lock).await?;
        Migrator::up(&migrating, None).await
    };
    let migrated = migrated.await;
    let _ = migrating.close().await;
    migrated.map_err(JournalError::not_up_to_date)?;
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(BUSY_TIMEOUT);
    let shared = SqlxPostgresConnector::from_sqlx_postgres_pool(pool.connect_with(options).await.map_err(open)?);
    Ok(inner(DbBackend::Postgres, shared.clone(), shared))
}

/// Waits until the server answers, or the patience is over.
pub(crate) async fn wait(url: &str, patience: Duration) -> Result<(), JournalError> {
    knock(&options(url)?, patience).await.map_err(JournalError::unopened)
}

fn options(url: &str) -> Result<PgConnectOptions, JournalError> {
    let options: PgConnectOptions = url.parse().map_err(JournalError::unopened)?;
    Ok(options.application_name("vedich").disable_statement_logging())
}

/// Connects once and hangs up. A pool tries as long as a statement may wait, and then tells only that it waited; here whoever opens is told
/// soon, in the words of whoever refused. With more patience than that, that it waits, and why, is written into the log once.
async fn knock(options: &PgConnectOptions, patience: Duration) -> Result<(), sqlx::Error> {
    let until = Instant::now() + patience;
    let patient = patience > KNOCKING;
    let mut told = false;
    loop {
        let silent = |_| Err(sqlx::Error::Io(Error::from(ErrorKind::TimedOut)));
        // A call that is taken and not answered is given up as soon as ever, so that the next one finds the server that came up meanwhile.
        let try_until = until.min(Instant::now() + KNOCKING);
        let error = match tokio::time::timeout_at(try_until, options.connect()).await.unwrap_or_else(silent) {
            Ok(connection) => return connection.close().await,
            Err(error) => error,
        };
        let worth_another = may_be_starting(&error) || (patient && matches!(error, sqlx::Error::Io(_)));
        if !worth_another || Instant::now() + PAUSE >= until {
            return Err(error);
        }
        if patient && !told {
            let seconds = patience.as_secs();
            tracing::warn!(seconds, why = &error as &dyn std::error::Error, "the database server does not answer yet: waiting for it");
            told = true;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Whether a server may answer a moment later: nobody listens yet, or it says that it is starting or recovering.
fn may_be_starting(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(error) => matches!(error.kind(), ErrorKind::ConnectionRefused | ErrorKind::NotFound),
        sqlx::Error::Database(said) => said.code().is_some_and(|code| code == STARTING),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Unopened;
    use std::error::Error as _;

    async fn refused(address: &str) -> (Unopened, String, Duration) {
        let began = Instant::now();
        let error = open(&format!("postgres://an:x@{address}/vedich")).await.unwrap_err();
        let JournalError::Open { why, .. } = &error else { panic!("{error}") };
        (*why, error.source().unwrap().to_string(), began.elapsed())
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_told_soon_in_the_words_of_the_system() {
        // A port that was free a moment ago.
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let (why, detail, took) = refused(&closed.to_string()).await;
        assert_eq!(why, Unopened::NoAnswer);
        assert!(detail.to_lowercase().contains("refused"), "{detail}");
        assert!(took < KNOCKING + Duration::from_secs(1), "{took:?}");
    }

    #[tokio::test]
    async fn a_server_that_takes_the_call_and_says_nothing_is_left_as_soon() {
        let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let (why, _, took) = refused(&silent.local_addr().unwrap().to_string()).await;
        assert_eq!(why, Unopened::NoAnswer);
        assert!(took < KNOCKING + Duration::from_secs(1), "{took:?}");
    }

    /// A server that says it is recovering to the first callers, then lets one in.
    async fn recovering(refusals: usize) -> std::net::SocketAddr {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let recovering = b"SFATAL\0VFATAL\0C57P03\0Mthe database system is in recovery mode\0\0";
        let length = u32::try_from(recovering.len() + 4).unwrap().to_be_bytes();
        let refusal = [&b"E"[..], &length, recovering].concat();
        let welcome = b"R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I";
        tokio::spawn(async move {
            for call in 0.. {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut heard = [0; 1024];
                let _ = stream.read(&mut heard).await.unwrap();
                stream.write_all(if call < refusals { &refusal } else { welcome }).await.unwrap();
                let _ = stream.read(&mut heard).await;
            }
        });
        address
    }

    #[tokio::test]
    async fn a_server_that_recovers_is_waited_for_by_who_has_the_patience() {
        let url = format!("postgres://an:x@{}/vedich?sslmode=disable", recovering(3).await);
        wait(&url, Duration::from_secs(30)).await.unwrap();
        let url = format!("postgres://an:x@{}/vedich?sslmode=disable", recovering(usize::MAX).await);
        let began = Instant::now();
        let error = wait(&url, PAUSE * 3).await.unwrap_err();
        assert!(error.source().unwrap().to_string().contains("recovery mode"), "{error}");
        assert!(began.elapsed() < KNOCKING, "{:?}", began.elapsed());
    }
}
