//! Readings nobody has applied yet, on both databases.

use crate::fixture::{Database, at, day};
use vedich_facts::{Body, DocumentRecord, Fact, ReadingExample, ReadingRecord, ReadingVerdict, StoredFile};
use vedich_journal::Select;
use vedich_journal::readings::{KeptBatch, KeptReading};
use vedich_values::UnitId;

crate::on_both!(
    a_reading_is_its_owners_alone_and_survives_a_restart,
    two_who_change_a_reading_at_once_do_not_overwrite_each_other,
    a_document_and_its_examples_come_back_as_they_were,
);

fn reading(id: &str, owner: &str, word: u8) -> KeptReading {
    KeptReading {
        id: id.into(),
        owner: owner.into(),
        fingerprint: [word; 32],
        file: Some("tin.txt".into()),
        title: "Tin\tmới".into(),
        text: "Xã đạt 16/20\n\u{0}tiêu chí".into(),
        state: "{}".into(),
        version: 1,
        made_at: at(1),
        changed_at: at(1),
    }
}

async fn a_reading_is_its_owners_alone_and_survives_a_restart(database: Database) {
    let journal = database.open().await;
    let kept = journal.readings();
    assert!(kept.add(&reading("a", "lan", 1)).await.unwrap());
    assert!(!kept.add(&reading("b", "lan", 1)).await.unwrap(), "the same document twice");
    assert!(kept.add(&reading("c", "hoa", 1)).await.unwrap(), "somebody else may read it too");
    let batch = KeptBatch { id: "f".into(), owner: "lan".into(), name: "kho.zip".into(), report: "[]".into(), made_at: at(2) };
    kept.add_batch(&batch).await.unwrap();
    journal.close().await;
    let kept = database.open().await.readings();
    let mine = kept.of("lan").await.unwrap();
    assert_eq!(mine, [KeptReading { text: "Xã đạt 16/20\n\u{fffd}tiêu chí".into(), ..reading("a", "lan", 1) }]);
    assert_eq!(kept.one("hoa", "a").await.unwrap(), None);
    assert_eq!(kept.same("hoa", &[1; 32]).await.unwrap().unwrap().id, "c");
    kept.report_batch("hoa", "f", "[0]").await.unwrap();
    assert_eq!(kept.batches("lan").await.unwrap(), std::slice::from_ref(&batch), "not theirs");
    kept.report_batch("lan", "f", "[1]").await.unwrap();
    assert_eq!(kept.batches("lan").await.unwrap(), [KeptBatch { report: "[1]".into(), ..batch }]);
    assert!(kept.batches("hoa").await.unwrap().is_empty());
    assert!(!kept.remove("hoa", "a").await.unwrap() && kept.remove("lan", "a").await.unwrap());
    assert!(kept.of("lan").await.unwrap().is_empty());
}

async fn two_who_change_a_reading_at_once_do_not_overwrite_each_other(database: Database) {
    let kept = database.open().await.readings();
    kept.add(&reading("a", "lan", 1)).await.unwrap();
    assert!(kept.change("lan", "a", 1, "{\"x\":1}", at(5)).await.unwrap());
    assert!(!kept.change("lan", "a", 1, "{\"x\":2}", at(6)).await.unwrap(), "it was changed since");
    assert!(!kept.change("hoa", "a", 2, "{}", at(6)).await.unwrap(), "not theirs");
    let now = kept.one("lan", "a").await.unwrap().unwrap();
    assert_eq!((now.state.as_str(), now.version, now.changed_at, now.made_at), ("{\"x\":1}", 2, at(5), at(1)));
}

async fn a_document_and_its_examples_come_back_as_they_were(database: Database) {
    let journal = database.open().await;
    let document = DocumentRecord {
        fingerprint: "ab".into(),
        title: "Bản tin \"số 5\"".into(),
        file: Some("ban-tin.pdf".into()),
        original: Some(StoredFile { hash: "c".repeat(64), name: "ban-tin.pdf".into(), media: "application/pdf".into(), bytes: 12 }),
        text: "Dòng một\nDòng hai\tđạt 16/20".into(),
    };
    let example = ReadingExample {
        kind: "progress".into(),
        rule: "progress".into(),
        confidence: 97,
        bulk: false,
        verdict: ReadingVerdict::Corrected,
        evidence: "đạt 16/20".into(),
        read: [("met".to_owned(), "16".to_owned())].into(),
        meant: [("met".to_owned(), "15".to_owned())].into(),
    };
    let facts = vec![
        Fact::new(UnitId(7), day(2020, 9, 8), Body::Document(Box::new(document))),
        Fact::new(UnitId(7), day(2020, 9, 8), Body::Reading(Box::new(ReadingRecord { document: "ab".into(), examples: vec![example] }))),
    ];
    crate::fixture::add(&journal, 0, facts.clone()).await;
    let read = journal.read(&Select::default()).await.unwrap();
    assert_eq!(read.into_iter().map(|recorded| recorded.fact).collect::<Vec<_>>(), facts);
}
