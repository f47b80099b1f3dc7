//! Signing in. Whoever fails learns nothing but that it failed: not whether the login exists, is disabled, or has another password.

use super::session::Visitor;
use super::{secrets, throttle, totp};
use crate::{App, AppError, Hand};
use chrono::TimeDelta;
use vedich_journal::vault::{Credential, Purpose};
use vedich_rights::Person;

/// The second factor is awaited for so long after the password.
const SECOND_FACTOR_WITHIN: TimeDelta = TimeDelta::minutes(5);

/// What a right password opens.
#[derive(Debug, PartialEq, Eq)]
pub enum Opened {
    /// A session: its token, for the cookie.
    Session(String),
    /// The question for the second factor: a token that goes with the answer.
    SecondFactor(String),
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Login, password or code are wrong.
    #[error("wrong login, password or code")]
    Wrong,
    /// Too many failures: wait so many seconds.
    #[error("too many failures: wait {0} s")]
    Wait(u64),
    /// The journal did not answer.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<vedich_journal::JournalError> for SignInError {
    fn from(error: vedich_journal::JournalError) -> Self {
        Self::App(error.into())
    }
}

fn has_second_factor(credential: Option<&Credential>) -> bool {
    credential.and_then(|known| known.totp.as_ref()).is_some_and(|totp| totp.confirmed_at.is_some())
}

impl App {
    /// Signs in with login and password.
    ///
    /// # Errors
    /// When they are wrong, there were too many failures, or the journal does not answer.
    pub async fn sign_in(&self, login: &str, password: &str, visitor: &Visitor) -> Result<Opened, SignInError> {
        let login = login.trim().to_lowercase();
        let _turn = self.awaited(&login, visitor).await?;
        let person = self.rights().by_login(&login).filter(|person| !person.disabled).cloned();
        let credential = match &person {
            Some(person) => self.entrance().vault.credential(person.id).await?,
            None => None,
        };
        let stored = credential.as_ref().and_then(|credential| credential.password.clone());
        let matches = self.verify_password(password, stored.clone()).await;
        if let (true, Some(person), Some(stored)) = (matches, &person, &stored) {
            self.keep_hash_of_today(person.id, password, stored).await?;
        }
        match person.filter(|person| matches || self.is_demo(person, password)) {
            Some(person) => self.password_was_right(&person, credential.as_ref(), visitor).await,
            None => self.failed(&login, visitor).await,
        }
    }

    /// Whether it is one of the demo's accounts with the demo's password; such accounts have no password outside the demo.
    fn is_demo(&self, person: &Person, password: &str) -> bool {
        self.policy().demo.as_ref().is_some_and(|demo| demo.people.contains(&person.id) && secrets::same(&demo.password, password))
    }

    async fn password_was_right(&self, person: &Person, credential: Option<&Credential>, visitor: &Visitor) -> Result<Opened, SignInError> {
        if has_second_factor(credential) {
            // Failures are forgotten only when the whole door is passed.
            return Ok(Opened::SecondFactor(self.awaits_second_factor(person, Purpose::SecondFactor).await?));
        }
        self.pass(person, "password", visitor).await
    }

    /// The question for the second factor of whoever has set one up here, after single sign-on; none for whoever has none.
    pub(super) async fn second_factor_asked(&self, person: &Person, after: Purpose) -> Result<Option<String>, AppError> {
        let credential = self.entrance().vault.credential(person.id).await?;
        if !has_second_factor(credential.as_ref()) {
            return Ok(None);
        }
        self.awaits_second_factor(person, after).await.map(Some)
    }

    async fn awaits_second_factor(&self, person: &Person, after: Purpose) -> Result<String, AppError> {
        let (token, now) = (secrets::token(), self.clock().now());
        let hash = secrets::hash(token.as_bytes());
        self.entrance().vault.put_link(&hash, person.id, after, now, now + SECOND_FACTOR_WITHIN).await?;
        Ok(token)
    }

    /// Signs in with the second factor: a code of now, or a recovery code.
    ///
    /// # Errors
    /// When the code is wrong or too late, there were too many failures, or the journal does not answer.
    pub async fn sign_in_second(&self, token: &str, code: &str, visitor: &Visitor) -> Result<Opened, SignInError> {
        let vault = &self.entrance().vault;
        let hash = secrets::hash(token.as_bytes());
        let found = vault.link(&hash, self.clock().now()).await?;
        let (id, first) = match found {
            Some((id, Purpose::SecondFactor)) => (id, "password"),
            Some((id, Purpose::SecondFactorOfSso)) => (id, "sso"),
            _ => return Err(SignInError::Wrong),
        };
        let rights = self.rights();
        let Some(person) = rights.person(id).filter(|person| !person.disabled) else { return Err(SignInError::Wrong) };
        let _turn = self.awaited(&person.login, visitor).await?;
        let second = if self.code_opens(person, code).await? {
            "totp"
        } else if vault.use_recovery_code(id, &totp::recovery_hash(code)).await? {
            self.note("use-recovery-code", &Hand::person(id, &person.login, &visitor.origin())).await?;
            "recovery"
        } else {
            return self.failed(&person.login, visitor).await;
        };
        if !vault.use_link(&hash).await? {
            return Err(SignInError::Wrong);
        }
        self.pass(person, &format!("{first}+{second}"), visitor).await
    }

    /// Whether it is a code of now that was not used before.
    async fn code_opens(&self, person: &Person, code: &str) -> Result<bool, AppError> {
        let vault = &self.entrance().vault;
        let totp = vault.credential(person.id).await?.and_then(|credential| credential.totp);
        let secret = totp.and_then(|totp| self.entrance().keys.unseal(&purpose(person), &totp.sealed));
        match secret.and_then(|secret| totp::step_of(&secret, code, self.clock().now())) {
            Some(step) => Ok(vault.use_totp_step(person.id, step).await?),
            None => Ok(false),
        }
    }

    async fn pass(&self, person: &Person, means: &str, visitor: &Visitor) -> Result<Opened, SignInError> {
        let [of_login, _] = throttle::keys(&person.login, &visitor.address);
        let (vault, known) = (&self.entrance().vault, throttle::known(&person.login, &visitor.address));
        vault.clear_attempts(&of_login.hash).await?;
        vault.set_attempt(&known, throttle::came_in(self.clock().now())).await?;
        Ok(Opened::Session(self.open_session(person, means, visitor).await?))
    }

    /// Under what the attempts of a login from an address are counted. Whoever came in from there before answers for their own login only.
    async fn counted(&self, login: &str, visitor: &Visitor) -> Result<Vec<throttle::Key>, SignInError> {
        let [of_login, of_address] = throttle::keys(login, &visitor.address);
        let before = self.entrance().vault.attempt(&throttle::known(login, &visitor.address)).await?;
        let known = throttle::is_known(before, self.clock().now());
        Ok(if known { vec![of_login] } else { vec![of_login, of_address] })
    }

    /// The turn of the next attempt, if it may come; held until the attempt is judged and its failure counted.
    pub(super) async fn awaited(&self, login: &str, visitor: &Visitor) -> Result<super::Turn<'_>, SignInError> {
        let turn = self.entrance().turn(login).await;
        let now = self.clock().now();
        for key in self.counted(login, visitor).await? {
            let before = self.entrance().vault.attempt(&key.hash).await?;
            if let Some(seconds) = throttle::wait(before, now) {
                return Err(SignInError::Wait(seconds));
            }
        }
        Ok(turn)
    }

    /// Counts a failure. The record hears of it when somebody is made to wait: an attacker can't fill it.
    pub(super) async fn failed<T>(&self, login: &str, visitor: &Visitor) -> Result<T, SignInError> {
        let now = self.clock().now();
        let vault = &self.entrance().vault;
        for key in self.counted(login, visitor).await? {
            let before = vault.attempt(&key.hash).await?;
            let attempt = throttle::failed(key, before, now);
            vault.set_attempt(&key.hash, attempt).await?;
            let begins = attempt.free_at > now && before.is_none_or(|before| before.free_at <= before.last_at);
            if begins {
                let known = self.rights().by_login(login).map_or_else(|| "?".to_owned(), |person| person.login.to_string());
                self.note("sign-in-barred", &Hand::operator(&known, &visitor.origin())).await?;
            }
        }
        tracing::info!("signing in failed");
        Err(SignInError::Wrong)
    }
}

/// What a person's second factor is sealed for.
pub(super) fn purpose(person: &Person) -> String {
    purpose_of(person.id)
}

/// The same by the person's identity.
pub(super) fn purpose_of(person: vedich_facts::PersonId) -> String {
    format!("totp {person}")
}
