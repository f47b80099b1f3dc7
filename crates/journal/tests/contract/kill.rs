//! Killed at any moment: nothing acknowledged is lost, nothing half-applied shows.

use crate::fixture::{Database, entry, observations, variable};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use uuid::Uuid;
use vedich_journal::{Journal, Verdict};

/// How often a process is killed per database.
const KILLS: u32 = 50;

/// Not a test of its own: what the killed process runs. It imports for ever and says what was acknowledged.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    let Some(url) = variable("VEDICH_KILL_CHILD") else { return };
    let journal = Journal::open(&url).await.unwrap();
    println!("ready");
    for round in 0.. {
        // Sizes from one statement to many, so that the end comes in every phase of an append.
        let new = entry(round, observations([1, 40, 700, 2_500][usize::try_from(round % 4).unwrap()]));
        let appended = journal.append(&new).await.unwrap();
        println!("acknowledged {} {} {}", new.command, appended.entry, appended.facts.end);
        std::io::stdout().flush().unwrap();
    }
}

#[tokio::test]
async fn a_killed_import_leaves_whole_entries_only_on_sqlite() {
    killing(&Database::sqlite()).await;
}

#[tokio::test]
async fn a_killed_import_leaves_whole_entries_only_on_postgres() {
    if let Some(database) = Database::postgres().await {
        killing(&database).await;
    }
}

#[tokio::test]
async fn a_process_killed_while_it_creates_the_schema_leaves_nothing_in_the_way() {
    for round in 0..6 {
        let mut databases = vec![Database::sqlite()];
        databases.extend(Database::postgres().await);
        for database in databases {
            let mut process = start(&database.url);
            std::thread::sleep(Duration::from_millis(4 + round * 9));
            process.kill().unwrap();
            process.wait().unwrap();
            check(&database, &BTreeMap::new()).await;
        }
    }
}

fn start(url: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::child", "--nocapture"])
        .env("VEDICH_KILL_CHILD", url)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

async fn killing(database: &Database) {
    let mut acknowledged: BTreeMap<u64, (Uuid, u64)> = BTreeMap::new();
    let mut random = 42_u64;
    for kill in 1..=KILLS {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let delay = Duration::from_micros((random >> 33) % 60_000);
        let mut process = start(&database.url);
        let mut output = BufReader::new(process.stdout.take().unwrap()).lines();
        for line in output.by_ref() {
            if line.unwrap().ends_with("ready") {
                break;
            }
        }
        let killer = std::thread::spawn(move || {
            std::thread::sleep(delay);
            process.kill().unwrap();
            process.wait().unwrap();
        });
        for line in output {
            // The last line may be cut off by the kill: then it was not acknowledged.
            let Ok(line) = line else { break };
            let words: Vec<&str> = line.split(' ').collect();
            if let ["acknowledged", command, entry, end] = words.as_slice()
                && let (Ok(command), Ok(entry), Ok(end)) = (Uuid::parse_str(command), entry.parse(), end.parse())
            {
                acknowledged.insert(entry, (command, end));
            }
        }
        killer.join().unwrap();
        if kill % 10 == 0 {
            check(database, &acknowledged).await;
        }
    }
    assert!(acknowledged.len() > KILLS as usize / 2, "only {} entries in {KILLS} runs", acknowledged.len());
}

async fn check(database: &Database, acknowledged: &BTreeMap<u64, (Uuid, u64)>) {
    let journal = database.open().await;
    let verdict = journal.verify(None, |_| ()).await.unwrap();
    assert!(matches!(verdict, Verdict::Sound { .. }), "{verdict:?}");
    let mut found = BTreeMap::new();
    let mut before = None;
    loop {
        let page = journal.entries(before, 1_000).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.seq);
        found.extend(page.into_iter().map(|entry| (entry.seq.get(), (entry.command, entry.facts.end.get()))));
    }
    for (entry, expected) in acknowledged {
        let found = found.get(entry).copied();
        // The end of the numbers is printed last and may be cut short.
        assert_eq!(found.map(|(command, _)| command), Some(expected.0), "entry {entry} was acknowledged");
    }
    journal.close().await;
}
