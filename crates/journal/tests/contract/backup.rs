//! Copies taken while the journal is in use, taken back on either engine.

use crate::fixture::{Database, add, at, observations};
use vedich_facts::PersonId;
use vedich_journal::{BackupError, DraftKey, Journal, LEFT_OUT, Select, Verdict, copied};

crate::on_both!(
    a_copy_taken_while_serving_is_whole,
    a_changed_copy_is_refused,
    the_format_is_the_same_on_both_engines,
    a_copy_takes_along_what_people_sign_in_with_and_have_begun,
    every_table_is_copied_or_left_out_on_purpose
);

async fn everything(journal: &Journal) -> Vec<vedich_facts::Recorded> {
    let mut facts = Vec::new();
    journal.for_each(&Select::default(), |recorded| facts.push(recorded)).await.unwrap();
    facts
}

async fn a_copy_taken_while_serving_is_whole(database: Database) {
    let journal = database.open().await;
    for i in 0..5 {
        add(&journal, i, observations(2_000)).await;
    }
    let writer = journal.clone();
    let writing = tokio::spawn(async move {
        for i in 0..20 {
            add(&writer, 100 + i, observations(50)).await;
        }
    });
    let file = database.file("copy.vedich");
    let held = journal.backup(&file).await.unwrap();
    let head = held.head;
    writing.await.unwrap();
    let other = Journal::open(&format!("sqlite:{}", database.file("restored.db").display())).await.unwrap();
    assert_eq!(other.restore(&file, |_| ()).await.unwrap(), held);
    let verdict = other.verify(Some(head.hash), |_| ()).await.unwrap();
    assert!(matches!(verdict, Verdict::Sound { head: found } if found == head), "{verdict:?}");
    let original = everything(&journal).await;
    assert_eq!(everything(&other).await, original[..usize::try_from(head.fact.get()).unwrap()]);
    assert!(matches!(other.restore(&file, |_| ()).await, Err(BackupError::NotEmpty(_))));
    // It goes on where it ended.
    add(&other, 1_000, observations(10)).await;
    assert!(matches!(other.verify(Some(head.hash), |_| ()).await.unwrap(), Verdict::Sound { .. }));
}

async fn a_changed_copy_is_refused(database: Database) {
    let journal = database.open().await;
    add(&journal, 0, observations(30)).await;
    add(&journal, 1, observations(30)).await;
    let file = database.file("copy.vedich");
    journal.backup(&file).await.unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let mut variants = vec![lines[..lines.len() - 1].to_vec(), lines[..lines.len() / 2].to_vec(), vec!["{}"], vec![]];
    for index in [1, 2, 30, 50, lines.len() - 1] {
        let mut without = lines.clone();
        without.remove(index);
        variants.push(without);
    }
    let changed = lines[40].to_owned() + "1";
    let mut with_change = lines.clone();
    with_change[40] = &changed;
    variants.push(with_change);
    for (index, variant) in variants.iter().enumerate() {
        std::fs::write(&file, variant.join("\n")).unwrap();
        let other = Journal::open(&format!("sqlite:{}", database.file(&format!("refused{index}.db")).display())).await.unwrap();
        assert!(other.restore(&file, |_| ()).await.is_err(), "variant {index} was taken");
        assert!(everything(&other).await.is_empty(), "variant {index} left something behind");
    }
}

const LAN: PersonId = PersonId(7);

/// An account with a name of single sign-on, a key of the installation, a draft.
async fn lived_in(journal: &Journal) {
    let vault = journal.vault();
    vault.server_key("totp", &[1, 2, 0xff]).await.unwrap();
    vault.set_contact(LAN, Some("lan@example.vn"), None).await.unwrap();
    assert!(vault.bind_identity("https://id.example", "42", LAN).await.unwrap());
    let key = DraftKey { person: LAN, sheet: "unit:1".into(), period: "2020-09".into() };
    assert!(journal.drafts().put(&key, r#"{"a":"Đường xã"}"#, 0, at(5)).await.unwrap());
}

async fn a_copy_takes_along_what_people_sign_in_with_and_have_begun(database: Database) {
    let journal = database.open().await;
    add(&journal, 0, observations(5)).await;
    lived_in(&journal).await;
    let file = database.file("copy.vedich");
    let held = journal.backup(&file).await.unwrap();
    let rows = ["credentials", "identities", "server_keys", "drafts"].map(|table| held.rows(table));
    assert_eq!(rows, [1, 1, 1, 1]);
    assert_eq!(held.left_out, LEFT_OUT);
    let other = Journal::open(&format!("sqlite:{}", database.file("restored.db").display())).await.unwrap();
    other.vault().server_key("totp", b"made before anybody used it").await.unwrap();
    assert_eq!(other.restore(&file, |_| ()).await.unwrap(), held);
    assert_eq!(other.vault().server_key("totp", b"another").await.unwrap(), [1, 2, 0xff]);
    let again = database.file("again.vedich");
    other.backup(&again).await.unwrap();
    assert_eq!(std::fs::read(&file).unwrap(), std::fs::read(&again).unwrap());
    let text = std::fs::read_to_string(&file).unwrap();
    let other = Journal::open(&format!("sqlite:{}", database.file("changed.db").display())).await.unwrap();
    std::fs::write(&file, text.replace("0102ff", "0102fe")).unwrap();
    assert!(other.restore(&file, |_| ()).await.is_err(), "a key that was changed is not taken back");
    assert_eq!(other.vault().server_key("totp", b"fresh").await.unwrap(), b"fresh", "and nothing of it is left");
}

async fn every_table_is_copied_or_left_out_on_purpose(database: Database) {
    database.open().await;
    let own = ["entries", "terms", "facts", "head"];
    let known: Vec<&str> = own.into_iter().chain(copied()).chain(LEFT_OUT).collect();
    let asked = if database.is_sqlite() {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    } else {
        "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()"
    };
    for table in database.texts(asked).await.into_iter().filter(|table| !table.ends_with("_migrations")) {
        assert!(known.contains(&table.as_str()), "a backup neither takes `{table}` along nor says why not (journal/src/backup/beside.rs)");
    }
}

async fn the_format_is_the_same_on_both_engines(database: Database) {
    let source = Journal::open(&format!("sqlite:{}", database.file("source.db").display())).await.unwrap();
    for i in 0..3 {
        add(&source, i, observations(200)).await;
    }
    lived_in(&source).await;
    let (first, second) = (database.file("first.vedich"), database.file("second.vedich"));
    source.backup(&first).await.unwrap();
    let target = database.open().await;
    target.restore(&first, |_| ()).await.unwrap();
    target.backup(&second).await.unwrap();
    assert_eq!(std::fs::read(&first).unwrap(), std::fs::read(&second).unwrap());
    assert!(matches!(target.verify(None, |_| ()).await.unwrap(), Verdict::Sound { .. }));
}

/// Lines cut, doubled, swapped and overwritten at random: a restore answers, and takes nothing it should not.
#[tokio::test]
async fn no_file_makes_a_restore_panic() {
    let database = Database::sqlite();
    let journal = database.open().await;
    add(&journal, 0, observations(8)).await;
    add(&journal, 1, observations(8)).await;
    let file = database.file("copy.vedich");
    journal.backup(&file).await.unwrap();
    let good = std::fs::read(&file).unwrap();
    let mut random = 7_usize;
    let mut next = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % below
    };
    let empty = Journal::open(&format!("sqlite:{}", database.file("empty.db").display())).await.unwrap();
    for _ in 0..300 {
        let mut bytes = good.clone();
        for _ in 0..=next(4) {
            let (from, to) = (next(bytes.len()), next(bytes.len()));
            match next(4) {
                0 => bytes[from] = u8::try_from(next(256)).unwrap(),
                1 => bytes.truncate(from.max(1)),
                2 => drop(bytes.drain(from.min(to)..from.max(to))),
                _ => bytes.extend_from_within(from.min(to)..from.max(to)),
            }
            if bytes.is_empty() {
                break;
            }
        }
        // The last line break alone may be missing.
        if bytes != good && bytes != good[..good.len() - 1] {
            std::fs::write(&file, &bytes).unwrap();
            let outcome = empty.restore(&file, |_| ()).await;
            assert!(outcome.is_err(), "a changed file was taken: {}", String::from_utf8_lossy(&bytes));
            assert_eq!(empty.head().await.unwrap().entry.get(), 0);
        }
    }
}
