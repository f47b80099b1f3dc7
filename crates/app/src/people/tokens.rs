//! Personal tokens (mã truy cập API): a program calls the API in the hand of a person, with the rights of their posts and no more.
//!
//! What is sent is `vedich_` and 64 hexadecimal digits; its SHA-256 alone is kept. A token never reaches an account: whoever holds it can't
//! make another, change a password or appoint anybody. It ends on its day, when it is taken away, when the account is disabled and when the
//! password or the factor of its person changes.

use super::session::{NOTED_EVERY, Signed, Visitor};
use super::{ChooseError, secrets};
use crate::{App, AppError, By, Hand};
use chrono::TimeDelta;
use uuid::Uuid;
use vedich_facts::PersonId;
use vedich_journal::vault::{NewToken, Session, Token};
use vedich_rights::Person;
use vedich_values::{Diagnostic, Place};

/// What every token begins with, so that it is known where it turns up by mistake.
const PREFIX: &str = "vedich_";
/// What the session of a token is opened with: made with a password alone, or by somebody who had shown a second factor as well.
const MEANS: [&str; 2] = ["token", "token+factor"];
/// Longest name a person may give one, in letters.
const LONGEST_NAME: usize = 80;
/// Days a token may open at most: a year, so that programs nobody looks after stop.
pub const LONGEST_DAYS: u16 = 366;
/// Tokens of one person at most.
const MOST: usize = 20;

/// A token to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// What the person calls it: the program that holds it.
    pub name: String,
    /// How many days it opens, 1 to [`LONGEST_DAYS`].
    pub days: u16,
    /// Whether it only reads.
    pub read_only: bool,
}

impl App {
    /// Makes a token for oneself; the answer is what the program sends, shown once and kept nowhere.
    ///
    /// # Errors
    /// When the present password is wrong, the name or the days can't be, there are too many, or the journal does not answer.
    pub async fn make_own_token(&self, signed: &Signed, present: &str, new: &ApiToken) -> Result<String, ChooseError> {
        refused(new)?;
        if self.owes_second_factor(signed).await? {
            return Err(AppError::Refused(vec![problem("account.token-owed")]).into());
        }
        self.prove(signed, present).await?;
        let means = signed.session.means.as_str();
        let shown = means == "passkey" || means.contains('+');
        Ok(self.keep_token(&signed.person, new, MEANS[usize::from(shown)], signed.hand()).await?)
    }

    /// Makes a token for somebody, for whoever runs the machine.
    ///
    /// # Errors
    /// When there is no such account, the name or the days can't be, there are too many, or the journal does not answer.
    pub async fn make_token_for(&self, by: &By, person: PersonId, new: &ApiToken) -> Result<String, AppError> {
        refused(new)?;
        let person = self.rights().person(person).filter(|person| !person.disabled).cloned();
        let person = person.ok_or_else(|| AppError::Refused(vec![problem("account.unknown-person")]))?;
        self.keep_token(&person, new, MEANS[0], by.hand()).await
    }

    async fn keep_token(&self, person: &Person, new: &ApiToken, means: &str, hand: &Hand) -> Result<String, AppError> {
        let (vault, now) = (&self.entrance().vault, self.clock().now());
        let open = vault.tokens(person.id).await?.into_iter().filter(|token| token.ends_at > now).count();
        if open >= MOST {
            return Err(AppError::Refused(vec![problem("account.token-too-many").with("most", MOST)]));
        }
        let token = format!("{PREFIX}{}", secrets::token());
        let kept = NewToken {
            token: secrets::hash(token.as_bytes()),
            id: Uuid::now_v7().simple().to_string(),
            person: person.id,
            name: vedich_values::text::normalise(new.name.trim()),
            read_only: new.read_only,
            made_at: now,
            ends_at: now + TimeDelta::days(i64::from(new.days)),
            means: means.to_owned(),
        };
        vault.keep_token(&kept).await?;
        self.note("make-token", hand).await?;
        Ok(token)
    }

    /// The tokens of a person that still open, the latest first.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn tokens_of(&self, person: PersonId) -> Result<Vec<Token>, AppError> {
        let now = self.clock().now();
        Ok(self.entrance().vault.tokens(person).await?.into_iter().filter(|token| token.ends_at > now).collect())
    }

    /// Takes a token of a person away: from that moment on it opens nothing.
    ///
    /// # Errors
    /// When the person has no such token, or the journal does not answer.
    pub async fn drop_token(&self, hand: &Hand, person: PersonId, id: &str) -> Result<(), AppError> {
        if !self.entrance().vault.drop_token(person, id).await? {
            return Err(AppError::Refused(vec![problem("account.token-unknown")]));
        }
        self.note("drop-token", hand).await
    }

    /// Whoever calls with a token, and whether it only reads; none when it opens nothing. What is written is noted as theirs, by that token.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn signed_by_token(&self, token: &str, visitor: &Visitor) -> Result<Option<(Signed, bool)>, AppError> {
        if !token.starts_with(PREFIX) {
            return Ok(None);
        }
        let (hash, now) = (secrets::hash(token.as_bytes()), self.clock().now());
        let vault = &self.entrance().vault;
        let Some(found) = vault.token(&hash, now).await? else { return Ok(None) };
        let Some(person) = self.rights().person(found.person).filter(|person| !person.disabled).cloned() else { return Ok(None) };
        if found.used_at.is_none_or(|used| now - used >= NOTED_EVERY) {
            vault.touch_token(&hash, now).await?;
        }
        let origin = format!("api {} ({})", found.name, visitor.address);
        let session = Session {
            id: found.id,
            person: person.id,
            started_at: found.made_at,
            seen_at: now,
            ends_at: found.ends_at,
            means: found.means,
            address: visitor.address.clone(),
            agent: visitor.agent.clone(),
        };
        Ok(Some((self.signed_in(person, session, hash, &origin), found.read_only)))
    }

    /// Ends everything that opens the account of a person: sessions but for the one of a token, and tokens of programs.
    pub(super) async fn shut(&self, person: PersonId, except: Option<&vedich_journal::vault::Hash>) -> Result<(), AppError> {
        let vault = &self.entrance().vault;
        vault.close_sessions(person, except).await?;
        vault.drop_tokens(person).await?;
        Ok(())
    }
}

fn refused(new: &ApiToken) -> Result<(), AppError> {
    let name = new.name.trim();
    let mut problems = Vec::new();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        problems.push(problem("account.token-no-name").with("most", LONGEST_NAME));
    }
    if new.days == 0 || new.days > LONGEST_DAYS {
        problems.push(problem("account.token-days").with("most", LONGEST_DAYS));
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::Refused(problems)) }
}

fn problem(code: &'static str) -> Diagnostic {
    Diagnostic::error(code, Place::default())
}
