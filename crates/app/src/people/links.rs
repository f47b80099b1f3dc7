//! One-time links: to choose a first password, or a new one.

use super::session::Visitor;
use super::signin::{Opened, SignInError};
use super::{Weak, password, secrets};
use crate::{App, AppError, By, Hand};
use chrono::TimeDelta;
use vedich_facts::{AccountEvent, CredentialChange, PersonId};
use vedich_journal::vault::{Letter, Purpose};
use vedich_rights::{Person, Refusal};
use vedich_values::Timestamp;

/// A link sent by mail opens for so long; another is sent after that.
const MAILED_LINK_OPENS: TimeDelta = TimeDelta::hours(1);

/// A one-time link, shown to whoever made it and to nobody else.
#[derive(Clone, PartialEq, Eq)]
pub struct Link {
    /// What opens.
    pub token: String,
    /// Until when.
    pub until: Timestamp,
}

impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Link").field("until", &self.until).finish_non_exhaustive()
    }
}

impl App {
    /// Gives out a link with which a person chooses a password; earlier links of theirs no longer open. It is shown to the administrator,
    /// who hands it over.
    ///
    /// # Errors
    /// When the hand may not, or the journal does not answer.
    pub async fn give_link(&self, by: By, person: PersonId) -> Result<Link, AppError> {
        let known = self.rights().person(person).cloned().ok_or(Refusal::NoAccount)?;
        let first = self.entrance().vault.credential(person).await?.is_none_or(|credential| credential.password.is_none());
        let (change, purpose) =
            if first { (CredentialChange::Invited, Purpose::Invite) } else { (CredentialChange::ResetLink, Purpose::Reset) };
        self.account_event("give-link", by, known.home, AccountEvent::Credentials { person, change }, None).await?;
        let now = self.clock().now();
        let until = now + TimeDelta::from_std(self.policy().link).unwrap_or(TimeDelta::days(3));
        let token = secrets::token();
        self.entrance().vault.put_link(&secrets::hash(token.as_bytes()), person, purpose, now, until).await?;
        Ok(Link { token, until })
    }

    /// Sends a person who forgot their password a link by mail, one an hour at most. What comes of it is told nobody: not whether there
    /// is such an account, nor whether it has an address.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn mail_link(
        &self,
        login: &str,
        visitor: &Visitor,
        words: impl FnOnce(&Person, &Link) -> (String, String) + Send,
    ) -> Result<(), AppError> {
        let rights = self.rights();
        let Some(person) = rights.by_login(&login.trim().to_lowercase()).filter(|person| !person.disabled).cloned() else { return Ok(()) };
        let vault = &self.entrance().vault;
        if vault.credential(person.id).await?.is_none_or(|known| known.email.is_none()) {
            return Ok(());
        }
        let now = self.clock().now();
        let link = Link { token: secrets::token(), until: now + MAILED_LINK_OPENS };
        let (subject, body) = words(&person, &link);
        let id = format!("reset-{}-{}", person.id.0, now.timestamp() / MAILED_LINK_OPENS.num_seconds());
        if vault.post(&Letter::to_person(id, person.id, subject, body), now).await? {
            vault.put_link(&secrets::hash(link.token.as_bytes()), person.id, Purpose::Reset, now, link.until).await?;
            self.note("ask-reset", &Hand::person(person.id, &person.login, &visitor.origin())).await?;
        }
        Ok(())
    }

    /// Whose link it is, if it opens.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn link_holder(&self, token: &str) -> Result<Option<Person>, AppError> {
        let found = self.entrance().vault.link(&secrets::hash(token.as_bytes()), self.clock().now()).await?;
        let Some((person, Purpose::Invite | Purpose::Reset)) = found else { return Ok(None) };
        Ok(self.rights().person(person).filter(|person| !person.disabled).cloned())
    }

    /// Chooses a password with a link, ends every session there was, and signs in. None when the link does not open.
    ///
    /// # Errors
    /// When the password is refused, or the journal does not answer.
    pub async fn choose_password(&self, token: &str, chosen: &str, visitor: &Visitor) -> Result<Option<Opened>, ChooseError> {
        let Some(person) = self.link_holder(token).await? else { return Ok(None) };
        password::check(chosen, &person.login, &person.name)?;
        let hash = self.hash_password(chosen).await;
        let vault = &self.entrance().vault;
        if !vault.use_link(&secrets::hash(token.as_bytes())).await.map_err(AppError::from)? {
            return Ok(None);
        }
        vault.set_password(person.id, &hash, self.clock().now()).await.map_err(AppError::from)?;
        self.shut(person.id, None).await?;
        self.note("choose-password", &Hand::person(person.id, &person.login, &visitor.origin())).await?;
        match self.sign_in(&person.login, chosen, visitor).await {
            Ok(opened) => Ok(Some(opened)),
            Err(SignInError::App(error)) => Err(error.into()),
            // Too many failures before: the password stands, signing in has to wait.
            Err(_) => Ok(None),
        }
    }
}

/// Why a password was not set.
#[derive(Debug, thiserror::Error)]
pub enum ChooseError {
    /// It is too weak.
    #[error(transparent)]
    Weak(#[from] Weak),
    /// The old one is wrong.
    #[error("the present password is wrong")]
    WrongOld,
    /// The passkey does not answer the question, or is there already.
    #[error("the passkey does not answer")]
    BadPasskey,
    /// The code is wrong.
    #[error("the code is wrong")]
    WrongCode,
    /// Too many failures: wait so many seconds.
    #[error("too many failures: wait {0} s")]
    Wait(u64),
    /// The journal did not answer.
    #[error(transparent)]
    App(#[from] AppError),
}
