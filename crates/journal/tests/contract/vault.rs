//! What people sign in with, on both databases; and the post an entry was written in.

use crate::fixture::{Database, at, entry, observations};
use vedich_facts::{PersonId, PostId};
use vedich_journal::vault::{Attempt, NewSession, NewToken, Passkey, Purpose, Vault};
use vedich_journal::{EntrySearch, NewEntry, Verdict};

crate::on_both!(
    passwords_and_contacts_are_kept_side_by_side,
    a_one_time_password_and_a_recovery_code_open_once,
    sessions_end_by_time_by_name_and_all_at_once,
    tokens_end_by_time_by_name_and_all_at_once,
    links_open_once_and_a_new_one_replaces_the_old,
    attempts_are_counted_and_forgotten,
    the_first_key_of_the_installation_stays,
    keys_are_renewed_with_what_is_sealed_under_them,
    a_copied_passkey_is_noticed,
    single_sign_on_binds_a_name_once,
    entries_are_found_by_actor_kind_and_time,
    the_post_of_an_entry_is_part_of_the_chain_and_of_backups,
);

const LAN: PersonId = PersonId(7);

async fn vault(database: &Database) -> Vault {
    let vault = database.open().await.vault();
    vault.set_contact(LAN, Some("lan@example.vn"), None).await.unwrap();
    vault
}

async fn passwords_and_contacts_are_kept_side_by_side(database: Database) {
    let vault = vault(&database).await;
    vault.set_password(LAN, "$argon2id$x", at(1)).await.unwrap();
    vault.set_contact(LAN, Some("l@example.vn"), Some("0912")).await.unwrap();
    vault.set_password(PersonId(8), "$argon2id$y", at(2)).await.unwrap();
    let lan = vault.credential(LAN).await.unwrap().unwrap();
    assert_eq!((lan.email.as_deref(), lan.phone.as_deref()), (Some("l@example.vn"), Some("0912")));
    assert_eq!((lan.password.as_deref(), lan.password_at, lan.totp), (Some("$argon2id$x"), Some(at(1)), None));
    assert!(vault.rehash_password(LAN, "$argon2id$x", "$argon2id$z").await.unwrap());
    assert!(!vault.rehash_password(LAN, "$argon2id$x", "$argon2id$w").await.unwrap(), "another was set meanwhile");
    let anew = vault.credential(LAN).await.unwrap().unwrap();
    assert_eq!((anew.password.as_deref(), anew.password_at), (Some("$argon2id$z"), Some(at(1))));
    assert_eq!(vault.credentials().await.unwrap().len(), 2);
    assert_eq!(vault.credential(PersonId(9)).await.unwrap(), None);
    assert!(!format!("{:?}", vault.credential(LAN).await.unwrap()).contains("argon2id"), "hashes stay out of logs");
}

async fn a_one_time_password_and_a_recovery_code_open_once(database: Database) {
    let vault = vault(&database).await;
    assert!(vault.begin_totp(LAN, b"sealed").await.unwrap());
    assert!(vault.begin_totp(LAN, b"sealed again").await.unwrap(), "not confirmed yet");
    vault.confirm_totp(LAN, at(5), &[[1; 32], [2; 32]]).await.unwrap();
    assert!(!vault.begin_totp(LAN, b"another").await.unwrap(), "a confirmed one is not replaced");
    let totp = vault.credential(LAN).await.unwrap().unwrap().totp.unwrap();
    assert_eq!((totp.sealed.as_slice(), totp.confirmed_at), (b"sealed again".as_slice(), Some(at(5))));
    assert!(vault.use_totp_step(LAN, 100).await.unwrap());
    assert!(!vault.use_totp_step(LAN, 100).await.unwrap() && !vault.use_totp_step(LAN, 99).await.unwrap());
    assert!(vault.use_recovery_code(LAN, &[1; 32]).await.unwrap());
    assert!(!vault.use_recovery_code(LAN, &[1; 32]).await.unwrap());
    assert_eq!(vault.recovery_codes_left(LAN).await.unwrap(), 1);
    vault.remove_totp(LAN).await.unwrap();
    assert_eq!(vault.recovery_codes_left(LAN).await.unwrap(), 0);
    assert_eq!(vault.credential(LAN).await.unwrap().unwrap().totp, None);
}

fn session(token: u8, started: i64) -> NewSession {
    NewSession {
        token: [token; 32],
        id: format!("s{token}"),
        person: LAN,
        started_at: at(started),
        ends_at: at(started + 1000),
        means: "password".into(),
        address: "127.0.0.1".into(),
        agent: "test".into(),
    }
}

async fn sessions_end_by_time_by_name_and_all_at_once(database: Database) {
    let vault = vault(&database).await;
    for token in 1..=4 {
        vault.open_session(&session(token, 0)).await.unwrap();
    }
    let found = vault.session(&[1; 32], at(10), at(-100)).await.unwrap().unwrap();
    assert_eq!((found.id.as_str(), found.person, found.started_at), ("s1", LAN, at(0)));
    assert_eq!(vault.session(&[1; 32], at(1000), at(-100)).await.unwrap(), None, "it ends");
    assert_eq!(vault.session(&[1; 32], at(10), at(0)).await.unwrap(), None, "it was idle");
    vault.touch_session(&[1; 32], at(50)).await.unwrap();
    let found = vault.session(&[1; 32], at(70), at(40)).await.unwrap().unwrap();
    assert_eq!(found.seen_at, at(50));
    assert!(!vault.close_session_named(PersonId(8), "s2").await.unwrap(), "not theirs");
    assert!(vault.close_session_named(LAN, "s2").await.unwrap());
    assert!(vault.close_session(&[3; 32]).await.unwrap());
    assert_eq!(vault.sessions(LAN, at(70), at(-100)).await.unwrap().len(), 2);
    assert_eq!(vault.close_sessions(LAN, Some(&[1; 32])).await.unwrap(), 1);
    vault.sweep(at(2000), at(-100), at(0)).await.unwrap();
    assert_eq!(vault.close_sessions(LAN, None).await.unwrap(), 0, "swept away");
}

async fn tokens_end_by_time_by_name_and_all_at_once(database: Database) {
    let vault = vault(&database).await;
    let new = |token: u8, ends: i64| NewToken {
        token: [token; 32],
        id: format!("t{token}"),
        person: LAN,
        name: "Máy chủ".into(),
        read_only: token == 1,
        made_at: at(i64::from(token)),
        ends_at: at(ends),
        means: "token".into(),
    };
    for token in 1..=3 {
        vault.keep_token(&new(token, 100)).await.unwrap();
    }
    let found = vault.token(&[1; 32], at(10)).await.unwrap().unwrap();
    assert_eq!((found.id.as_str(), found.person, found.read_only, found.used_at), ("t1", LAN, true, None));
    vault.touch_token(&[1; 32], at(20)).await.unwrap();
    assert_eq!(vault.token(&[1; 32], at(30)).await.unwrap().unwrap().used_at, Some(at(20)));
    assert_eq!(vault.token(&[1; 32], at(100)).await.unwrap(), None, "it ends");
    let names = |tokens: Vec<vedich_journal::vault::Token>| tokens.into_iter().map(|one| one.id).collect::<Vec<_>>();
    assert_eq!(names(vault.tokens(LAN).await.unwrap()), ["t3", "t2", "t1"]);
    assert!(!vault.drop_token(PersonId(8), "t2").await.unwrap(), "not theirs");
    assert!(vault.drop_token(LAN, "t2").await.unwrap() && vault.token(&[2; 32], at(10)).await.unwrap().is_none());
    assert_eq!(vault.drop_tokens(LAN).await.unwrap(), 2);
    vault.keep_token(&new(4, 50)).await.unwrap();
    vault.sweep(at(60), at(-100), at(0)).await.unwrap();
    assert!(vault.tokens(LAN).await.unwrap().is_empty(), "swept away");
}

async fn links_open_once_and_a_new_one_replaces_the_old(database: Database) {
    let vault = vault(&database).await;
    vault.put_link(&[1; 32], LAN, Purpose::Invite, at(0), at(100)).await.unwrap();
    vault.put_link(&[2; 32], LAN, Purpose::Reset, at(0), at(100)).await.unwrap();
    assert_eq!(vault.link(&[1; 32], at(1)).await.unwrap(), None);
    assert_eq!(vault.link(&[2; 32], at(1)).await.unwrap(), Some((LAN, Purpose::Reset)));
    assert_eq!(vault.link(&[2; 32], at(100)).await.unwrap(), None);
    assert!(vault.use_link(&[2; 32]).await.unwrap());
    assert!(!vault.use_link(&[2; 32]).await.unwrap());
}

async fn attempts_are_counted_and_forgotten(database: Database) {
    let vault = vault(&database).await;
    let key = [9; 32];
    assert_eq!(vault.attempt(&key).await.unwrap(), None);
    for failures in 1..3 {
        let attempt = Attempt { failures, last_at: at(0), free_at: at(10) };
        vault.set_attempt(&key, attempt).await.unwrap();
        assert_eq!(vault.attempt(&key).await.unwrap(), Some(attempt));
    }
    vault.sweep(at(5), at(-100), at(3)).await.unwrap();
    assert!(vault.attempt(&key).await.unwrap().is_some(), "still barred");
    vault.clear_attempts(&key).await.unwrap();
    assert_eq!(vault.attempt(&key).await.unwrap(), None);
}

async fn the_first_key_of_the_installation_stays(database: Database) {
    let vault = vault(&database).await;
    assert_eq!(vault.server_key("forms", b"one").await.unwrap(), b"one");
    assert_eq!(vault.server_key("forms", b"two").await.unwrap(), b"one");
}

async fn keys_are_renewed_with_what_is_sealed_under_them(database: Database) {
    let vault = vault(&database).await;
    assert_eq!(vault.known_key("sealing").await.unwrap(), None, "looking makes none");
    vault.server_key("sealing", b"old").await.unwrap();
    vault.server_key("other", b"stays").await.unwrap();
    for (person, seed) in [(1, b"old 1".as_slice()), (2, b"broken")] {
        vault.set_contact(PersonId(person), None, None).await.unwrap();
        assert!(vault.begin_totp(PersonId(person), seed).await.unwrap());
    }
    let reseal = |person: PersonId, sealed: &[u8]| {
        sealed.strip_prefix(b"old").map(|rest| [b"new", rest, &[u8::try_from(person.0).unwrap()]].concat())
    };
    assert_eq!(vault.renew_keys(&[("sealing", b"new")], reseal).await.unwrap(), 1);
    assert_eq!(vault.known_key("sealing").await.unwrap().unwrap(), b"new");
    assert_eq!(vault.server_key("sealing", b"x").await.unwrap(), b"new");
    assert_eq!(vault.server_key("other", b"x").await.unwrap(), b"stays");
    let sealed = async |person| vault.credential(PersonId(person)).await.unwrap().unwrap().totp.unwrap().sealed;
    assert_eq!((sealed(1).await, sealed(2).await), (b"new 1\x01".to_vec(), b"broken".to_vec()));
}

async fn a_copied_passkey_is_noticed(database: Database) {
    let vault = vault(&database).await;
    let key = Passkey {
        id: vec![1, 2],
        person: LAN,
        algorithm: -7,
        public_key: vec![4; 65],
        counter: 5,
        label: "điện thoại".into(),
        made_at: at(0),
        used_at: None,
    };
    assert!(vault.add_passkey(&key).await.unwrap() && !vault.add_passkey(&key).await.unwrap());
    assert_eq!(vault.passkey(&[1, 2]).await.unwrap(), Some(key));
    assert!(vault.use_passkey(&[1, 2], 6, at(1)).await.unwrap());
    assert!(!vault.use_passkey(&[1, 2], 6, at(2)).await.unwrap());
    assert_eq!(vault.passkeys(LAN).await.unwrap()[0].used_at, Some(at(1)));
    assert!(!vault.remove_passkey(PersonId(8), &[1, 2]).await.unwrap() && vault.remove_passkey(LAN, &[1, 2]).await.unwrap());
}

async fn single_sign_on_binds_a_name_once(database: Database) {
    let vault = vault(&database).await;
    assert!(vault.bind_identity("https://id.example", "42", LAN).await.unwrap());
    assert!(!vault.bind_identity("https://id.example", "42", LAN).await.unwrap());
    assert_eq!(vault.identity("https://id.example", "42").await.unwrap(), Some(LAN));
    assert_eq!(vault.identity("https://other.example", "42").await.unwrap(), None);
    assert_eq!(vault.identities_of(LAN).await.unwrap(), [("https://id.example".to_owned(), "42".to_owned())]);
    assert_eq!((vault.remove_identities(LAN).await.unwrap(), vault.identities_of(LAN).await.unwrap()), (1, Vec::new()));
}

async fn the_post_of_an_entry_is_part_of_the_chain_and_of_backups(database: Database) {
    let journal = database.open().await;
    journal.append(&entry(0, observations(2))).await.unwrap();
    journal.append(&NewEntry { post: Some(PostId(3)), ..entry(1, observations(2)) }).await.unwrap();
    let entries = journal.entries(None, 10).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.post).collect::<Vec<_>>(), [Some(PostId(3)), None]);
    let head = journal.backup(&database.file("copy")).await.unwrap();
    let other = Database::sqlite();
    assert_eq!(other.open().await.restore(&database.file("copy"), |_| ()).await.unwrap(), head);
    assert!(matches!(journal.verify(None, |_| ()).await.unwrap(), Verdict::Sound { .. }));
    database.tamper("UPDATE entries SET post = 4 WHERE seq = 2").await;
    assert!(matches!(journal.verify(None, |_| ()).await.unwrap(), Verdict::Broken { table: "entries", row: 2, .. }));
}

async fn entries_are_found_by_actor_kind_and_time(database: Database) {
    let journal = database.open().await;
    for (seconds, actor, kind) in [(0, "lan", "enter"), (10, "hoa", "enter"), (20, "lan", "sign-in")] {
        journal.append(&NewEntry::new(kind, actor, "test", at(seconds), vec![])).await.unwrap();
    }
    let found = async |search: EntrySearch| {
        journal.search_entries(&search, 10).await.unwrap().iter().map(|entry| entry.seq.get()).collect::<Vec<_>>()
    };
    let all = EntrySearch::default;
    assert_eq!(found(all()).await, [3, 2, 1]);
    assert_eq!(found(EntrySearch { actors: Some(["lan".into()].into()), ..all() }).await, [3, 1]);
    assert_eq!(found(EntrySearch { kind: Some("enter".into()), from: Some(at(5)), ..all() }).await, [2]);
    assert_eq!(found(EntrySearch { until: Some(at(20)), before: Some(vedich_values::EntrySeq(2)), ..all() }).await, [1]);
}
