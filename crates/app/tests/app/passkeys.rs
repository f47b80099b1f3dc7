//! Passkeys on both databases, with an authenticator made of software.

use crate::support::{clock, date, open, unit};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};
use sha2::{Digest, Sha256};
use vedich_app::people::{ChooseError, Contact, Made, NewPerson, NewPosting, Opened, Shown, SignInError, Signed, Site, Visitor};
use vedich_app::{App, By, EntrySearch};
use vedich_facts::Field;
use vedich_journal::testing::Database;

crate::on_both!(
    a_passkey_is_added_opens_and_is_removed,
    what_does_not_answer_the_question_opens_nothing,
    whoever_lost_a_phone_loses_its_passkeys_too,
);

const PASSWORD: &str = "con trâu gặm cỏ bên cầu";
const SITE: &str = "https://vedich.example.vn";

fn visitor() -> Visitor {
    Visitor { address: "10.0.0.1".into(), agent: "test".into() }
}

fn site() -> Site {
    Site::of(SITE)
}

async fn signed(app: &App, login: &str) -> Signed {
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    let from = date("2024-01-01");
    let post = NewPosting { role: "commune-officer".into(), unit: commune, field: Field::WHOLE, from, to: None, decision: None };
    let new = NewPerson { login: login.into(), name: login.into(), home: commune, contact: Contact::default(), posts: vec![post] };
    let id = app.enter_people(By::operator("test", "test"), from, vec![new]).await.unwrap()[0];
    let link = app.give_link(By::operator("test", "test"), id).await.unwrap();
    let Some(Opened::Session(token)) = app.choose_password(&link.token, PASSWORD, &visitor()).await.unwrap() else { panic!("{login}") };
    app.signed(&token, "web").await.unwrap().unwrap()
}

enum Key {
    Curve(EcdsaKeyPair),
    Edwards(Ed25519KeyPair),
}

/// A phone with one passkey.
struct Phone {
    key: Key,
    id: Vec<u8>,
    counter: u32,
    flags: u8,
    site: &'static str,
}

impl Phone {
    fn new(id: u8) -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).unwrap();
        Self { key: Key::Curve(key), id: vec![id; 16], counter: 0, flags: 5, site: SITE }
    }

    fn edwards(id: u8) -> Self {
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Self { key: Key::Edwards(Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap()), ..Self::new(id) }
    }

    fn client_data(&self, kind: &str, challenge: &str) -> String {
        URL_SAFE_NO_PAD.encode(format!(r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{}","crossOrigin":false}}"#, self.site))
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let name = Sha256::digest(Site::of(self.site).name());
        [name.as_slice(), &[flags], &self.counter.to_be_bytes()].concat()
    }

    /// The public key as COSE writes it.
    fn cose(&self) -> Vec<u8> {
        match &self.key {
            Key::Curve(key) => {
                let point = key.public_key().as_ref();
                [&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32], &point[1..33], &[0x22, 0x58, 32], &point[33..]].concat()
            }
            Key::Edwards(key) => [&[0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 32], key.public_key().as_ref()].concat(),
        }
    }

    fn make(&self, challenge: &str) -> Made {
        let id = [&u16::try_from(self.id.len()).unwrap().to_be_bytes(), self.id.as_slice()].concat();
        let data = [self.data(self.flags | 0x40), vec![0; 16], id, self.cose()].concat();
        let length = u8::try_from(data.len()).unwrap();
        let object = [b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".as_slice(), &[length], &data].concat();
        let client_data = self.client_data("webauthn.create", challenge);
        Made { client_data, attestation: URL_SAFE_NO_PAD.encode(object), label: "Điện thoại".into() }
    }

    fn show(&mut self, challenge: &str, owner: &Signed) -> Shown {
        self.counter += 1;
        let client_data = self.client_data("webauthn.get", challenge);
        let data = self.data(self.flags);
        let hash = Sha256::digest(URL_SAFE_NO_PAD.decode(&client_data).unwrap());
        let signed = [data.as_slice(), &hash].concat();
        let signature = match &self.key {
            Key::Curve(key) => key.sign(&SystemRandom::new(), &signed).unwrap().as_ref().to_vec(),
            Key::Edwards(key) => key.sign(&signed).as_ref().to_vec(),
        };
        Shown {
            id: URL_SAFE_NO_PAD.encode(&self.id),
            client_data,
            data: URL_SAFE_NO_PAD.encode(data),
            signature: URL_SAFE_NO_PAD.encode(signature),
            owner: App::passkey_owner(owner.person.id),
        }
    }
}

fn wrong(outcome: Result<Opened, SignInError>) -> bool {
    matches!(outcome, Err(SignInError::Wrong))
}

async fn a_passkey_is_added_opens_and_is_removed(database: Database) {
    let app = open(&database, &clock()).await;
    let lan = signed(&app, "lan").await;
    for (mut phone, label) in [(Phone::new(1), "ES256"), (Phone::edwards(2), "EdDSA")] {
        let made = Made { label: label.into(), ..phone.make(&app.ask_new_passkey(&lan)) };
        assert!(matches!(app.add_passkey(&lan, "not this one", &site(), &made).await, Err(ChooseError::WrongOld)));
        app.add_passkey(&lan, PASSWORD, &site(), &made).await.unwrap();
        let shown = phone.show(&app.ask_passkey(), &lan);
        let Ok(Opened::Session(token)) = app.sign_in_passkey(&site(), &shown, &visitor()).await else { panic!("{label}") };
        let again = app.signed(&token, "web").await.unwrap().unwrap();
        assert_eq!((again.person.id, again.session.means.as_str()), (lan.person.id, "passkey"));
        assert!(wrong(app.sign_in_passkey(&site(), &shown, &visitor()).await), "an answer opens once");
    }
    let keys = app.passkeys(&lan).await.unwrap();
    assert_eq!(keys.iter().map(|key| (key.label.as_str(), key.used_at.is_some())).collect::<Vec<_>>(), [("ES256", true), ("EdDSA", true)]);
    let mut phone = Phone::new(3);
    app.add_passkey(&lan, PASSWORD, &site(), &phone.make(&app.ask_new_passkey(&lan))).await.unwrap();
    app.remove_passkey(&lan, PASSWORD, &URL_SAFE_NO_PAD.encode(&phone.id)).await.unwrap();
    assert!(wrong(app.sign_in_passkey(&site(), &phone.show(&app.ask_passkey(), &lan), &visitor()).await), "removed");
    let search = EntrySearch { actors: Some(["lan".into()].into()), ..EntrySearch::default() };
    let entries = app.journal().search_entries(&search, 50).await.unwrap();
    let kinds: Vec<String> = entries.into_iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| *kind == "add-passkey").count(), 3, "{kinds:?}");
    assert_eq!(kinds.iter().filter(|kind| *kind == "remove-passkey").count(), 1);
}

async fn what_does_not_answer_the_question_opens_nothing(database: Database) {
    let clock = clock();
    let app = open(&database, &clock).await;
    let (lan, hoa) = (signed(&app, "lan").await, signed(&app, "hoa").await);
    let mut phone = Phone::new(1);
    let bad = async |made: &Made| matches!(app.add_passkey(&lan, PASSWORD, &site(), made).await, Err(ChooseError::BadPasskey));
    assert!(bad(&phone.make(&app.ask_new_passkey(&hoa))).await, "the question was for another session");
    assert!(bad(&phone.make(&app.ask_passkey())).await, "the question was for signing in");
    assert!(bad(&phone.make("AAAA")).await, "nobody asked that");
    assert!(bad(&Made::default()).await);
    let elsewhere = Phone { site: "https://vedich.example.com", ..Phone::new(1) };
    assert!(bad(&elsewhere.make(&app.ask_new_passkey(&lan))).await, "made for another site");
    let unseen = Phone { flags: 1, ..Phone::new(1) };
    assert!(bad(&unseen.make(&app.ask_new_passkey(&lan))).await, "the person was not recognised");
    let late = phone.make(&app.ask_new_passkey(&lan));
    clock.advance(TimeDelta::minutes(11));
    assert!(bad(&late).await, "too late");
    app.add_passkey(&lan, PASSWORD, &site(), &phone.make(&app.ask_new_passkey(&lan))).await.unwrap();
    assert!(bad(&phone.make(&app.ask_new_passkey(&lan))).await, "it is there already");

    let open = async |shown: &Shown| {
        clock.advance(TimeDelta::minutes(16));
        let lan = app.sign_in("lan", PASSWORD, &visitor()).await;
        assert!(matches!(lan, Ok(Opened::Session(_))), "the password still opens");
        app.sign_in_passkey(&site(), shown, &visitor()).await
    };
    let forged = Shown { id: URL_SAFE_NO_PAD.encode(&phone.id), ..Phone::new(1).show(&app.ask_passkey(), &lan) };
    assert!(wrong(open(&forged).await), "another key signed");
    let shown = phone.show(&app.ask_passkey(), &hoa);
    assert!(wrong(app.sign_in_passkey(&site(), &shown, &visitor()).await), "the key remembers somebody else");
    clock.advance(TimeDelta::minutes(16));
    let other = Site::of("https://elsewhere.vn");
    assert!(wrong(app.sign_in_passkey(&other, &phone.show(&app.ask_passkey(), &lan), &visitor()).await), "asked by another site");
    let asked = app.ask_new_passkey(&lan);
    assert!(wrong(app.sign_in_passkey(&site(), &phone.show(&asked, &lan), &visitor()).await), "the question was another");
    let behind = phone.counter;
    assert!(matches!(app.sign_in_passkey(&site(), &phone.show(&app.ask_passkey(), &lan), &visitor()).await, Ok(Opened::Session(_))));
    phone.counter = behind - 1;
    assert!(wrong(app.sign_in_passkey(&site(), &phone.show(&app.ask_passkey(), &lan), &visitor()).await), "a copy counts from behind");
    app.disable(By::operator("test", "test"), lan.person.id, None).await.unwrap();
    phone.counter = 50;
    clock.advance(TimeDelta::minutes(20));
    assert!(wrong(app.sign_in_passkey(&site(), &phone.show(&app.ask_passkey(), &lan), &visitor()).await), "disabled");
}

async fn whoever_lost_a_phone_loses_its_passkeys_too(database: Database) {
    let app = open(&database, &clock()).await;
    let lan = signed(&app, "lan").await;
    let mut phone = Phone::new(1);
    app.add_passkey(&lan, PASSWORD, &site(), &phone.make(&app.ask_new_passkey(&lan))).await.unwrap();
    app.remove_lost_factor(By::operator("test", "test"), lan.person.id, None).await.unwrap();
    assert!(wrong(app.sign_in_passkey(&site(), &phone.show(&app.ask_passkey(), &lan), &visitor()).await));
}
