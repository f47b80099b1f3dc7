//! Passkeys: adding, using and removing them. Opening with a passkey takes the device and the person's finger, face or PIN on it: no
//! second factor is asked for.

use super::links::ChooseError;
use super::session::{Signed, Visitor};
use super::signin::{Opened, SignInError};
use super::webauthn::{self, Site};
use super::{secrets, throttle};
use crate::{App, AppError};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use vedich_facts::PersonId;
use vedich_journal::vault::Passkey;
use vedich_values::Timestamp;

/// A person has at most so many.
const MOST: usize = 20;
/// Longest name of one.
const LONGEST_LABEL: usize = 60;
/// A question to an authenticator stands for so long: people look for their key.
const ANSWERED_WITHIN: TimeDelta = TimeDelta::minutes(10);
/// Bytes of a question before its stamp: random ones, and the second it ends.
const NONCE_BYTES: usize = 16;

/// What a browser brings of a new passkey, each in base64url.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// What the browser says it was asked.
    pub client_data: String,
    /// What the authenticator says.
    pub attestation: String,
    /// What the person calls it.
    pub label: String,
}

/// What a browser brings of a passkey that is to open, each in base64url.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Which one.
    pub id: String,
    /// What the browser says it was asked.
    pub client_data: String,
    /// What the authenticator says.
    pub data: String,
    /// Its signature.
    pub signature: String,
    /// Whose it is, as the authenticator remembers.
    pub owner: String,
}

impl App {
    /// A question to be answered by a new passkey of who signed in.
    #[must_use]
    pub fn ask_new_passkey(&self, signed: &Signed) -> String {
        self.question(&for_new(signed))
    }

    /// A question to be answered by any passkey, to sign in.
    #[must_use]
    pub fn ask_passkey(&self) -> String {
        self.question(SIGN_IN)
    }

    /// How an authenticator remembers whose a passkey is, in base64url.
    #[must_use]
    pub fn passkey_owner(person: PersonId) -> String {
        URL_SAFE_NO_PAD.encode(person.0.to_be_bytes())
    }

    /// The passkeys of who signed in, first added first.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn passkeys(&self, signed: &Signed) -> Result<Vec<Passkey>, AppError> {
        Ok(self.entrance().vault.passkeys(signed.person.id).await?)
    }

    /// Adds a passkey. The present password is asked for.
    ///
    /// # Errors
    /// When the password is wrong, the passkey does not answer the question, or the journal does not answer.
    pub async fn add_passkey(&self, signed: &Signed, present: &str, site: &Site, made: &Made) -> Result<(), ChooseError> {
        self.prove(signed, present).await?;
        let decoded = (URL_SAFE_NO_PAD.decode(&made.client_data), URL_SAFE_NO_PAD.decode(&made.attestation));
        let (Ok(client_data), Ok(attestation)) = decoded else { return Err(ChooseError::BadPasskey) };
        let challenge = webauthn::asked(site, "webauthn.create", &client_data).ok_or(ChooseError::BadPasskey)?;
        let key = webauthn::registered(site, &attestation).ok_or(ChooseError::BadPasskey)?;
        if !self.answers(&for_new(signed), &challenge).await? || self.passkeys(signed).await?.len() >= MOST {
            return Err(ChooseError::BadPasskey);
        }
        let label: String = made.label.trim().chars().filter(|c| !c.is_control()).take(LONGEST_LABEL).collect();
        let passkey = Passkey {
            id: key.id,
            person: signed.person.id,
            algorithm: key.algorithm,
            public_key: key.public_key,
            counter: key.counter,
            label: if label.is_empty() { "Passkey".to_owned() } else { label },
            made_at: self.clock().now(),
            used_at: None,
        };
        if !self.entrance().vault.add_passkey(&passkey).await.map_err(AppError::from)? {
            return Err(ChooseError::BadPasskey);
        }
        Ok(self.note("add-passkey", signed.hand()).await?)
    }

    /// Takes a passkey away: it no longer opens.
    ///
    /// # Errors
    /// When the password is wrong, or the journal does not answer.
    pub async fn remove_passkey(&self, signed: &Signed, present: &str, id: &str) -> Result<(), ChooseError> {
        self.prove(signed, present).await?;
        let id = URL_SAFE_NO_PAD.decode(id).unwrap_or_default();
        if self.entrance().vault.remove_passkey(signed.person.id, &id).await.map_err(AppError::from)? {
            self.note("remove-passkey", signed.hand()).await?;
        }
        Ok(())
    }

    /// Signs in with a passkey.
    ///
    /// # Errors
    /// When it does not answer the question, is nobody's, or there were too many failures.
    pub async fn sign_in_passkey(&self, site: &Site, shown: &Shown, visitor: &Visitor) -> Result<Opened, SignInError> {
        let id = URL_SAFE_NO_PAD.decode(&shown.id).unwrap_or_default();
        let key = self.entrance().vault.passkey(&id).await?;
        let person = key.as_ref().and_then(|key| self.rights().person(key.person).filter(|person| !person.disabled).cloned());
        let login = person.as_ref().map_or_else(String::new, |person| person.login.to_string());
        let _turn = self.awaited(&login, visitor).await?;
        let (Some(key), Some(person)) = (key, person) else { return self.failed(&login, visitor).await };
        let (client_data, counter) = match opens(site, &key, shown) {
            Some(opened) => opened,
            None => return self.failed(&login, visitor).await,
        };
        let challenge = webauthn::asked(site, "webauthn.get", &client_data).unwrap_or_default();
        let now = self.clock().now();
        if !self.answers(SIGN_IN, &challenge).await? || !self.entrance().vault.use_passkey(&id, counter, now).await? {
            return self.failed(&login, visitor).await;
        }
        let [of_login, _] = throttle::keys(&person.login, &visitor.address);
        self.entrance().vault.clear_attempts(&of_login.hash).await?;
        Ok(Opened::Session(self.open_session(&person, "passkey", visitor).await?))
    }

    fn question(&self, purpose: &str) -> String {
        let ends = (self.clock().now() + ANSWERED_WITHIN).timestamp().to_be_bytes();
        let question = [secrets::random::<NONCE_BYTES>().as_slice(), &ends].concat();
        let stamp = self.entrance().keys.stamp(purpose, &question);
        URL_SAFE_NO_PAD.encode([question, stamp].concat())
    }

    /// Whether a question was ours, for that purpose, still stands, and was not answered before: the answer uses it up.
    async fn answers(&self, purpose: &str, challenge: &str) -> Result<bool, AppError> {
        let bytes = URL_SAFE_NO_PAD.decode(challenge).unwrap_or_default();
        let Some((question, stamp)) = bytes.split_at_checked(NONCE_BYTES + 8) else { return Ok(false) };
        let ends = question.get(NONCE_BYTES..).and_then(|ends| ends.try_into().ok()).map_or(0, i64::from_be_bytes);
        let now = self.clock().now();
        let ends = Timestamp::from_timestamp(ends, 0).unwrap_or(now);
        if ends <= now || !self.entrance().keys.is_stamped(purpose, question, stamp) {
            return Ok(false);
        }
        Ok(self.entrance().vault.use_once(&secrets::hash(&bytes), now, ends).await?)
    }
}

const SIGN_IN: &str = "passkey sign-in";

/// A question for a new passkey is for one session.
fn for_new(signed: &Signed) -> String {
    format!("passkey new {} {}", signed.person.id, signed.session.id)
}

/// What the browser was asked and how often the authenticator has signed, if the signature is the key's.
fn opens(site: &Site, key: &Passkey, shown: &Shown) -> Option<(Vec<u8>, u32)> {
    let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).ok();
    let client_data = decode(&shown.client_data)?;
    let owner = shown.owner.is_empty() || shown.owner == App::passkey_owner(key.person);
    let counter =
        webauthn::asserted(site, key.algorithm, &key.public_key, &decode(&shown.data)?, &client_data, &decode(&shown.signature)?)?;
    owner.then_some((client_data, counter))
}
