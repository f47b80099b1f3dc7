//! Sessions: who a request comes from.

use super::secrets;
use crate::{App, AppError, By, Hand};
use chrono::TimeDelta;
use uuid::Uuid;
use vedich_journal::vault::{Hash, NewSession, Session};
use vedich_rights::Person;
use vedich_values::{Date, Timestamp};

/// A session in use is noted once in so long: most requests only read.
pub(super) const NOTED_EVERY: TimeDelta = TimeDelta::seconds(60);
/// Longest name of a browser that is kept.
const LONGEST_AGENT: usize = 200;

/// Where a request comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// The address.
    pub address: String,
    /// The browser, as it names itself.
    pub agent: String,
}

impl Visitor {
    /// Where from, as the record says it: `web 10.0.0.1`.
    pub(super) fn origin(&self) -> String {
        format!("web {}", self.address)
    }
}

/// A person who signed in: what every write of theirs goes through.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The person.
    pub person: Person,
    /// The session.
    pub session: Session,
    /// What forms shown in this session carry.
    pub form_token: String,
    token: Hash,
    hand: Hand,
}

impl Signed {
    /// Their hand.
    #[must_use]
    pub const fn hand(&self) -> &Hand {
        &self.hand
    }

    /// Whether they came by the province's single sign-on.
    #[must_use]
    pub fn came_by_sso(&self) -> bool {
        self.session.means.split('+').next() == Some("sso")
    }

    /// A command of theirs.
    #[must_use]
    pub fn by(&self) -> By {
        By::new(self.hand.clone())
    }

    pub(super) const fn token(&self) -> &Hash {
        &self.token
    }
}

impl App {
    /// Who holds a token, if its session still opens: not ended, not idle too long, and the account not disabled since.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn signed(&self, token: &str, origin: &str) -> Result<Option<Signed>, AppError> {
        let now = self.clock().now();
        let hash = secrets::hash(token.as_bytes());
        let entrance = self.entrance();
        let Some(session) = entrance.vault.session(&hash, now, self.idle_since(now)).await? else { return Ok(None) };
        let Some(person) = self.rights().person(session.person).filter(|person| !person.disabled).cloned() else { return Ok(None) };
        if now - session.seen_at >= NOTED_EVERY {
            entrance.vault.touch_session(&hash, now).await?;
        }
        Ok(Some(self.signed_in(person, session, hash, origin)))
    }

    /// What a form carries that may still be sent once its session has ended and its person is signed in again: that it was shown to them, on
    /// this day. Empty for the operator of the machine.
    #[must_use]
    pub fn form_pass(&self, hand: &Hand) -> String {
        self.pass_of(hand, self.today())
    }

    /// Whether a form was shown to a hand, today or the day before.
    #[must_use]
    pub fn is_form_pass(&self, hand: &Hand, pass: &str) -> bool {
        let today = self.today();
        let days = [Some(today), today.pred_opt()].into_iter().flatten();
        !pass.is_empty() && days.map(|day| self.pass_of(hand, day)).any(|own| secrets::same(&own, pass))
    }

    fn pass_of(&self, hand: &Hand, day: Date) -> String {
        let person = hand.whose();
        person.map_or_else(String::new, |person| self.entrance().keys.pass(format!("{person} {day}").as_bytes()))
    }

    /// A person in a session, whose writes come from there.
    pub(super) fn signed_in(&self, person: Person, session: Session, token: Hash, origin: &str) -> Signed {
        let hand = Hand::person(person.id, &person.login, origin);
        Signed { form_token: self.entrance().keys.form_token(&token), person, session, token, hand }
    }

    /// Opens a session; the answer is the token, which is kept nowhere else.
    pub(super) async fn open_session(&self, person: &Person, means: &str, visitor: &Visitor) -> Result<String, AppError> {
        let now = self.clock().now();
        let token = secrets::token();
        let longest = TimeDelta::from_std(self.policy().longest).unwrap_or(TimeDelta::hours(12));
        let new = NewSession {
            token: secrets::hash(token.as_bytes()),
            id: Uuid::now_v7().simple().to_string(),
            person: person.id,
            started_at: now,
            ends_at: now + longest,
            means: means.to_owned(),
            address: visitor.address.clone(),
            agent: visitor.agent.chars().filter(|c| !c.is_control()).take(LONGEST_AGENT).collect(),
        };
        self.entrance().vault.open_session(&new).await?;
        tracing::info!(person = person.id.0, means, "signed in");
        self.note("sign-in", &Hand::person(person.id, &person.login, &visitor.origin())).await?;
        Ok(token)
    }

    /// Ends the session.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn sign_out(&self, signed: &Signed) -> Result<(), AppError> {
        self.entrance().vault.close_session(signed.token()).await?;
        self.note("sign-out", signed.hand()).await
    }

    /// The sessions of a person, last used first.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn sessions(&self, signed: &Signed) -> Result<Vec<Session>, AppError> {
        let now = self.clock().now();
        Ok(self.entrance().vault.sessions(signed.person.id, now, self.idle_since(now)).await?)
    }

    /// Ends one session of their own, or all others.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn end_own_sessions(&self, signed: &Signed, only: Option<&str>) -> Result<(), AppError> {
        let vault = &self.entrance().vault;
        let ended = match only {
            Some(id) => vault.close_session_named(signed.person.id, id).await?,
            None => vault.close_sessions(signed.person.id, Some(signed.token())).await? > 0,
        };
        if ended { self.note("end-sessions", signed.hand()).await } else { Ok(()) }
    }

    /// Throws away sessions, links and attempts that are over. Called now and then while serving.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn sweep(&self) -> Result<(), AppError> {
        let now = self.clock().now();
        Ok(self.entrance().vault.sweep(now, self.idle_since(now), now - TimeDelta::days(2)).await?)
    }

    fn idle_since(&self, now: Timestamp) -> Timestamp {
        now - TimeDelta::from_std(self.policy().idle).unwrap_or(TimeDelta::hours(2))
    }
}
