//! Drafts of entry sheets, on both databases.

use crate::fixture::{Database, at};
use vedich_facts::PersonId;
use vedich_journal::{DraftKey, Drafts};

crate::on_both!(
    a_draft_is_kept_as_it_was_typed_and_survives_a_restart,
    of_two_who_write_at_once_one_reads_again,
    a_draft_is_forgotten_only_as_its_author_saw_it,
);

fn key(person: u64, sheet: &str) -> DraftKey {
    DraftKey { person: PersonId(person), sheet: sheet.to_owned(), period: "2026-11".to_owned() }
}

async fn a_draft_is_kept_as_it_was_typed_and_survives_a_restart(database: Database) {
    let text = "{\"lines\":{\"5:2.1\":{\"value\":\"95,3 % – “đạt”\"}}}";
    {
        let journal = database.open().await;
        assert!(journal.drafts().put(&key(1, "5"), text, 0, at(1)).await.unwrap());
        assert!(journal.drafts().put(&key(1, "6"), "{}", 0, at(9)).await.unwrap());
        assert!(journal.drafts().put(&key(2, "5"), "{}", 0, at(2)).await.unwrap(), "everybody has drafts of their own");
        journal.close().await;
    }
    let drafts = database.open().await.drafts();
    let kept = drafts.get(&key(1, "5")).await.unwrap().unwrap();
    assert_eq!((kept.content.as_str(), kept.version, kept.saved_at), (text, 1, at(1)));
    let sheets: Vec<String> = drafts.of_person(PersonId(1)).await.unwrap().into_iter().map(|draft| draft.key.sheet).collect();
    assert_eq!(sheets, ["6", "5"], "last changed first");
    assert_eq!(drafts.get(&key(3, "5")).await.unwrap(), None);
}

async fn of_two_who_write_at_once_one_reads_again(database: Database) {
    let drafts: Drafts = database.open().await.drafts();
    assert!(drafts.put(&key(1, "5"), "a", 0, at(1)).await.unwrap());
    assert!(!drafts.put(&key(1, "5"), "b", 0, at(2)).await.unwrap(), "there is one already");
    assert!(drafts.put(&key(1, "5"), "c", 1, at(3)).await.unwrap());
    assert!(!drafts.put(&key(1, "5"), "d", 1, at(4)).await.unwrap(), "it went on");
    let kept = drafts.get(&key(1, "5")).await.unwrap().unwrap();
    assert_eq!((kept.content.as_str(), kept.version), ("c", 2));
    let tries = (0..16).map(|number| {
        let drafts = drafts.clone();
        tokio::spawn(async move {
            loop {
                let kept = drafts.get(&key(1, "5")).await.unwrap().unwrap();
                if drafts.put(&key(1, "5"), &format!("{} {number}", kept.content), kept.version, at(5)).await.unwrap() {
                    return;
                }
            }
        })
    });
    for task in tries.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    let kept = drafts.get(&key(1, "5")).await.unwrap().unwrap();
    assert_eq!((kept.version, kept.content.split(' ').count()), (18, 17), "nothing lost: {}", kept.content);
}

async fn a_draft_is_forgotten_only_as_its_author_saw_it(database: Database) {
    let drafts = database.open().await.drafts();
    drafts.put(&key(1, "5"), "a", 0, at(1)).await.unwrap();
    drafts.put(&key(1, "5"), "b", 1, at(2)).await.unwrap();
    assert!(!drafts.forget(&key(1, "5"), 1).await.unwrap(), "something was typed since");
    assert!(drafts.forget(&key(1, "5"), 2).await.unwrap() && drafts.get(&key(1, "5")).await.unwrap().is_none());
    assert!(drafts.put(&key(1, "5"), "c", 0, at(3)).await.unwrap());
}
