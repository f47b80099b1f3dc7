//! The use cases on real databases, SQLite and PostgreSQL.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a whole crate of tests: clippy knows only functions marked as tests")]

mod commands;
mod demo;
mod desk;
mod evidence;
mod fields;
mod following;
mod forms;
mod four_eyes;
mod numbers;
mod office_program;
mod passkeys;
mod people_files;
mod pictures;
mod plan_files;
mod report_tables;
mod reports;
mod returned;
mod roadmaps;
mod sheets;
mod steering;
mod support;
mod trail;
mod verify;
mod visits;
mod work;

/// Makes two tests of each function: one with a SQLite file, one with a PostgreSQL database.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    super::$name(vedich_journal::testing::Database::sqlite()).await;
                }
            )+
        }
        mod postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    if let Some(database) = vedich_journal::testing::Database::postgres().await {
                        super::$name(database).await;
                    }
                }
            )+
        }
    };
}
