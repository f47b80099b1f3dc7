//! Several writers, in one process and in several, never interleave.

use crate::fixture::{Database, add, at, entry, observation, observations};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::time::Duration;
use vedich_journal::{Journal, JournalError, Select, Verdict};
use vedich_values::FactSeq;

crate::on_both!(
    deciding_on_old_knowledge_is_refused,
    writers_of_several_processes_queue_up,
    many_tasks_of_one_process_queue_up,
    opening_together_is_safe,
    readers_see_whole_entries_only
);

async fn writers_of_several_processes_queue_up(database: Database) {
    let mut writers = Vec::new();
    for writer in 0..4_u32 {
        // Each with connections and a dictionary of its own, like a process.
        let journal = database.open().await;
        writers.push(tokio::spawn(async move {
            for i in 0..15 {
                let facts = vec![observation(writer, &format!("{writer}.{i}"), 1), observation(writer, &format!("shared.{i}"), 2)];
                let appended = add(&journal, i64::from(i), facts.clone()).await;
                let after = Select { after: Some(FactSeq(appended.facts.start.get() - 1)), limit: Some(2), ..Select::default() };
                let back: Vec<_> = journal.read(&after).await.unwrap().into_iter().map(|recorded| recorded.fact).collect();
                assert_eq!(back, facts);
            }
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    let journal = database.open().await;
    assert_eq!(journal.head().await.unwrap().fact, FactSeq(120));
    let verdict = journal.verify(None, |_| ()).await.unwrap();
    assert!(matches!(verdict, Verdict::Sound { .. }), "{verdict:?}");
}

async fn many_tasks_of_one_process_queue_up(database: Database) {
    let journal = database.open().await;
    let mut tasks = Vec::new();
    for i in 0..40 {
        let journal = journal.clone();
        tasks.push(tokio::spawn(async move { add(&journal, i, observations(3)).await.facts.start.get() }));
    }
    let mut starts = Vec::new();
    for task in tasks {
        starts.push(task.await.unwrap());
    }
    starts.sort_unstable();
    assert_eq!(starts, (0..40).map(|i| i * 3 + 1).collect::<Vec<u64>>());
    assert!(matches!(journal.verify(None, |_| ()).await.unwrap(), Verdict::Sound { .. }));
}

async fn opening_together_is_safe(database: Database) {
    // The first to come makes the schema; on a new file of SQLite it also turns the file to write-ahead, where nobody can queue.
    let opening: Vec<_> = (0..12)
        .map(|_| {
            let url = database.url.clone();
            tokio::spawn(async move { Journal::open(&url).await.map(|_| ()) })
        })
        .collect();
    for opened in opening {
        opened.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn opening_waits_for_whoever_holds_the_file() {
    let database = Database::sqlite();
    let file = database.url.trim_start_matches("sqlite:");
    let mut other = SqliteConnectOptions::new().filename(file).create_if_missing(true).connect().await.unwrap();
    // About to write in the old journal mode: SQLite refuses at once to turn the file to write-ahead, whatever time it was given to wait.
    sqlx::raw_sql("PRAGMA user_version = 1; BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    let url = database.url.clone();
    let opening = tokio::spawn(async move { Journal::open(&url).await.map(|_| ()) });
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!opening.is_finished(), "it gave up, or did not mind the other");
    sqlx::raw_sql("COMMIT").execute(&mut other).await.unwrap();
    other.close().await.unwrap();
    opening.await.unwrap().unwrap();
}

async fn readers_see_whole_entries_only(database: Database) {
    let journal = database.open().await;
    let reader = database.open().await;
    let writing = tokio::spawn(async move {
        for i in 0..10 {
            journal.append(&entry(i, observations(500))).await.unwrap();
        }
    });
    loop {
        let mut count = 0_u64;
        reader.for_each(&Select { known_at: Some(at(1_000)), ..Select::default() }, |_| count += 1).await.unwrap();
        assert_eq!(count % 500, 0);
        if count == 5_000 {
            break;
        }
        tokio::task::yield_now().await;
    }
    writing.await.unwrap();
}

async fn deciding_on_old_knowledge_is_refused(database: Database) {
    let (one, other) = (database.open().await, database.open().await);
    add(&one, 0, observations(2)).await;
    let new = entry(1, observations(1));
    assert!(matches!(other.append_after(&new, FactSeq(0)).await, Err(JournalError::Moved { last: FactSeq(2), .. })));
    assert_eq!(other.append_after(&new, FactSeq(2)).await.unwrap().facts.start, FactSeq(3));
    assert!(other.append_after(&new, FactSeq(0)).await.unwrap().already, "the same command is known whatever was seen");
}
