//! What the journal promises, checked on SQLite and on PostgreSQL: every test here runs on both.
//! PostgreSQL comes from `scripts/with-postgres`; without it these tests fail, unless `VEDICH_SKIP_POSTGRES=1` says to leave them out.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a whole crate of tests: clippy knows only functions marked as tests")]

mod appending;
mod backup;
mod concurrency;
mod drafts;
mod fixture;
mod kill;
mod letters;
mod reading;
mod readings;
mod schema;
mod tampering;
mod vault;

/// Makes two tests of each function: one with a SQLite file, one with a PostgreSQL database.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    super::$name($crate::fixture::Database::sqlite()).await;
                }
            )+
        }
        mod postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    if let Some(database) = $crate::fixture::Database::postgres().await {
                        super::$name(database).await;
                    }
                }
            )+
        }
    };
}
