//! Letters, wishes and arrivals, on both databases.

use crate::fixture::{Database, at};
use vedich_facts::PersonId;
use vedich_journal::vault::{Enclosed, Letter, Rhythm, Vault, Wishes};
use vedich_values::FactSeq;

crate::on_both!(
    a_letter_waits_until_a_server_took_it,
    the_same_letter_is_kept_once,
    a_letter_goes_to_an_address_with_its_file,
    a_letter_that_was_given_up_waits_for_a_person,
    wishes_are_kept_and_read_back,
    what_was_seen_before_stays_the_same_within_a_session,
);

const LAN: PersonId = PersonId(7);

async fn vault(database: &Database) -> Vault {
    let vault = database.open().await.vault();
    vault.set_contact(LAN, Some("lan@example.vn"), None).await.unwrap();
    vault
}

fn letter(id: &str, person: PersonId) -> Letter {
    Letter::to_person(id.to_owned(), person, "Việc hôm nay".to_owned(), "…".to_owned())
}

async fn a_letter_waits_until_a_server_took_it(database: Database) {
    let vault = vault(&database).await;
    vault.post(&letter("a", LAN), at(1)).await.unwrap();
    vault.post(&letter("nowhere", PersonId(8)), at(1)).await.unwrap();
    assert_eq!(vault.letters_due(at(0), 10).await.unwrap(), [], "not yet");
    let due = vault.letters_due(at(1), 10).await.unwrap();
    assert_eq!(due, [(letter("a", LAN), "lan@example.vn".to_owned())], "people without an address wait");
    vault.letter_failed("a", "no answer", at(60)).await.unwrap();
    assert_eq!(vault.letters_due(at(59), 10).await.unwrap(), []);
    assert_eq!(vault.letters_due(at(60), 10).await.unwrap()[0].0.tries, 1);
    assert_eq!(vault.letters_waiting().await.unwrap(), (2, Some("no answer".to_owned())));
    vault.letter_sent("a", at(61)).await.unwrap();
    assert_eq!(vault.letters_due(at(99), 10).await.unwrap(), []);
    assert_eq!(vault.letters_waiting().await.unwrap(), (1, None));
}

async fn the_same_letter_is_kept_once(database: Database) {
    let vault = vault(&database).await;
    assert!(vault.post(&letter("digest-7-2026-11-28", LAN), at(1)).await.unwrap());
    assert!(!vault.post(&letter("digest-7-2026-11-28", LAN), at(2)).await.unwrap());
    vault.letter_sent("digest-7-2026-11-28", at(3)).await.unwrap();
    assert!(!vault.post(&letter("digest-7-2026-11-28", LAN), at(4)).await.unwrap(), "not even after it was sent");
}

async fn a_letter_goes_to_an_address_with_its_file(database: Database) {
    let vault = vault(&database).await;
    let enclosed = Enclosed { name: "moi.ics".to_owned(), media: "text/calendar".to_owned(), content: "BEGIN:VCALENDAR".to_owned() };
    let letter = Letter::to_address("invite-m-1-a".to_owned(), "a@example.vn".to_owned(), "Giấy mời".to_owned(), "…".to_owned());
    vault.post(&letter.enclosing(enclosed.clone()), at(1)).await.unwrap();
    let due = vault.letters_due(at(1), 10).await.unwrap();
    let found: Vec<_> = due.iter().map(|(letter, address)| (address.as_str(), letter.enclosed.as_ref())).collect();
    assert_eq!(found, [("a@example.vn", Some(&enclosed))]);
    assert_eq!(vault.letters_like("invite-m-1-").await.unwrap(), (0, 1, 0));
    vault.letter_sent("invite-m-1-a", at(2)).await.unwrap();
    assert_eq!(vault.letters_like("invite-m-1-").await.unwrap(), (1, 0, 0));
    assert_eq!(vault.letters_like("invite-n-").await.unwrap(), (0, 0, 0));
}

async fn a_letter_that_was_given_up_waits_for_a_person(database: Database) {
    let vault = vault(&database).await;
    vault.post(&letter("a", LAN), at(1)).await.unwrap();
    let guest = Letter::to_address("invite-m-1-b".to_owned(), "b@example.vn".to_owned(), "Giấy mời".to_owned(), "…".to_owned());
    vault.post(&guest, at(1)).await.unwrap();
    vault.letter_given_up("a", "550 no such mailbox", at(2)).await.unwrap();
    vault.letter_given_up("invite-m-1-b", "550 gone", at(3)).await.unwrap();
    assert_eq!((vault.letters_due(at(99), 10).await.unwrap(), vault.letters_waiting().await.unwrap()), (Vec::new(), (0, None)));
    assert_eq!(vault.letters_like("invite-m-1-").await.unwrap(), (0, 0, 1));
    let known = vault.undelivered(None, 10).await.unwrap();
    let told: Vec<_> =
        known.iter().map(|one| (one.id.as_str(), one.person, one.address.as_deref(), one.problem.as_str(), one.tries)).collect();
    assert_eq!(
        told,
        [("invite-m-1-b", None, Some("b@example.vn"), "550 gone", 1), ("a", Some(LAN), Some("lan@example.vn"), "550 no such mailbox", 1)]
    );
    assert_eq!(vault.undelivered(Some((at(3), "invite-m-1-b")), 10).await.unwrap().len(), 1, "the page after the latest");
    assert_eq!(vault.undelivered_one("a").await.unwrap().as_ref(), known.get(1));
    assert_eq!(vault.undelivered_one("nothing").await.unwrap(), None);

    assert!(!vault.letter_again("nothing", None, at(4)).await.unwrap());
    assert!(vault.letter_again("invite-m-1-b", Some("right@example.vn"), at(4)).await.unwrap());
    let due = vault.letters_due(at(4), 10).await.unwrap();
    assert_eq!(due.iter().map(|(letter, to)| (letter.tries, to.as_str())).collect::<Vec<_>>(), [(0, "right@example.vn")]);
    vault.set_contact(LAN, Some("lan.moi@example.vn"), None).await.unwrap();
    assert!(vault.letter_again("a", None, at(5)).await.unwrap());
    assert_eq!(vault.letters_due(at(5), 10).await.unwrap()[0].1, "lan.moi@example.vn", "a person's letters follow their address");
    assert!(!vault.letter_again("a", None, at(6)).await.unwrap(), "it is on its way");
}

async fn wishes_are_kept_and_read_back(database: Database) {
    let vault = vault(&database).await;
    assert_eq!(vault.wishes(LAN).await.unwrap(), Wishes::default());
    let wishes = Wishes { rhythm: Rhythm::Weekly, hour: 6, weekday: 5, at_once: true };
    vault.set_wishes(LAN, wishes, at(5)).await.unwrap();
    vault.set_wishes(PersonId(8), Wishes::default(), at(5)).await.unwrap();
    assert_eq!(vault.wishes(LAN).await.unwrap(), wishes);
    vault.set_wishes(LAN, Wishes { hour: 7, ..wishes }, at(9)).await.unwrap();
    assert_eq!(vault.at_once().await.unwrap(), [(LAN, at(5))], "since they first wanted it");
    vault.set_wishes(LAN, Wishes { at_once: false, ..wishes }, at(10)).await.unwrap();
    assert_eq!(vault.at_once().await.unwrap(), []);
    vault.set_wishes(LAN, wishes, at(5)).await.unwrap();
    let subscribers = vault.subscribers().await.unwrap();
    assert_eq!(subscribers.iter().map(|one| (one.person, one.last)).collect::<Vec<_>>(), [(LAN, at(5))], "who wants none is left out");
    vault.digest_made(LAN, at(9)).await.unwrap();
    assert_eq!(vault.subscribers().await.unwrap()[0].last, at(9));
}

async fn what_was_seen_before_stays_the_same_within_a_session(database: Database) {
    let vault = vault(&database).await;
    assert_eq!(vault.arrive(LAN, "s1", FactSeq(10), at(1)).await.unwrap(), None, "the first time");
    assert_eq!(vault.arrive(LAN, "s1", FactSeq(12), at(2)).await.unwrap(), None);
    let before = Some((FactSeq(12), at(2)));
    assert_eq!(vault.arrive(LAN, "s2", FactSeq(20), at(3)).await.unwrap(), before);
    assert_eq!(vault.arrive(LAN, "s2", FactSeq(25), at(4)).await.unwrap(), before, "the same for the whole session");
    assert_eq!(vault.arrive(LAN, "s3", FactSeq(30), at(5)).await.unwrap(), Some((FactSeq(25), at(4))));
}
