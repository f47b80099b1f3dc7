//! Sessions: who is signed in, where, since when.

use super::{Hash, Vault, bytes, get, person, read_person, read_time, time};
use crate::JournalError;
use sea_orm::QueryResult;
use vedich_facts::PersonId;
use vedich_values::Timestamp;

/// A session to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// SHA-256 of the token in the cookie.
    pub token: Hash,
    /// Its name in lists, which opens nothing.
    pub id: String,
    /// Whose.
    pub person: PersonId,
    /// When it was opened.
    pub started_at: Timestamp,
    /// When it ends at the latest.
    pub ends_at: Timestamp,
    /// What it was opened with: `password`, `password+totp`, `sso`, `sso+provider` (two factors shown
    /// there), `sso+totp`, `passkey`.
    pub means: String,
    /// From which address.
    pub address: String,
    /// With which browser, as it names itself.
    pub agent: String,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its name in lists.
    pub id: String,
    /// Whose.
    pub person: PersonId,
    /// When it was opened.
    pub started_at: Timestamp,
    /// When it was last used, to the minute or so.
    pub seen_at: Timestamp,
    /// When it ends at the latest.
    pub ends_at: Timestamp,
    /// What it was opened with.
    pub means: String,
    /// From which address.
    pub address: String,
    /// With which browser.
    pub agent: String,
}

const COLUMNS: &str = "id, person, started_at, seen_at, ends_at, means, address, agent";

impl Vault {
    /// Opens a session.
    ///
    /// # Errors
    /// When the database does not answer, or the person has no credentials.
    pub async fn open_session(&self, new: &NewSession) -> Result<(), JournalError> {
        let sql = "INSERT INTO sessions (token, id, person, started_at, seen_at, ends_at, means, address, agent) \
                   VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8)";
        let values = [
            bytes(&new.token),
            new.id.as_str().into(),
            person(new.person),
            time(new.started_at),
            time(new.ends_at),
            new.means.as_str().into(),
            new.address.as_str().into(),
            new.agent.as_str().into(),
        ];
        self.write(sql, values).await.map(|_| ())
    }

    /// The session of a token, if it was used since `idle` and has not ended.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn session(&self, token: &Hash, now: Timestamp, idle: Timestamp) -> Result<Option<Session>, JournalError> {
        let sql = format!("SELECT {COLUMNS} FROM sessions WHERE token = $1 AND ends_at > $2 AND seen_at > $3");
        self.one(&sql, [bytes(token), time(now), time(idle)], read).await
    }

    /// Notes that a session is in use.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn touch_session(&self, token: &Hash, at: Timestamp) -> Result<(), JournalError> {
        self.write("UPDATE sessions SET seen_at = $2 WHERE token = $1", [bytes(token), time(at)]).await.map(|_| ())
    }

    /// Keeps the identity token a session was opened with by single sign-on, sealed, for as long as the session.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn keep_id_token(&self, token: &Hash, sealed: &[u8]) -> Result<(), JournalError> {
        self.write("UPDATE sessions SET id_token = $2 WHERE token = $1", [bytes(token), bytes(sealed)]).await.map(|_| ())
    }

    /// The identity token kept with a session, sealed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn id_token(&self, token: &Hash) -> Result<Option<Vec<u8>>, JournalError> {
        let sql = "SELECT id_token FROM sessions WHERE token = $1";
        let found: Option<Option<Vec<u8>>> = self.one(sql, [bytes(token)], |row| get(row, 0, "sessions")).await?;
        Ok(found.flatten())
    }

    /// Ends the session of a token.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn close_session(&self, token: &Hash) -> Result<bool, JournalError> {
        Ok(self.write("DELETE FROM sessions WHERE token = $1", [bytes(token)]).await? > 0)
    }

    /// Ends a session of a person by its name.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn close_session_named(&self, whose: PersonId, id: &str) -> Result<bool, JournalError> {
        Ok(self.write("DELETE FROM sessions WHERE person = $1 AND id = $2", [person(whose), id.into()]).await? > 0)
    }

    /// Ends every session of a person, but for the one of a token.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn close_sessions(&self, whose: PersonId, except: Option<&Hash>) -> Result<u64, JournalError> {
        let kept = except.map_or_else(Vec::new, |token| token.to_vec());
        self.write("DELETE FROM sessions WHERE person = $1 AND token <> $2", [person(whose), bytes(&kept)]).await
    }

    /// The sessions of a person that still open, last used first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sessions(&self, whose: PersonId, now: Timestamp, idle: Timestamp) -> Result<Vec<Session>, JournalError> {
        let sql = format!("SELECT {COLUMNS} FROM sessions WHERE person = $1 AND ends_at > $2 AND seen_at > $3 ORDER BY seen_at DESC, id");
        self.all(&sql, [person(whose), time(now), time(idle)], read).await
    }

    /// Throws away what no longer opens anything: sessions, links and tokens that ended, attempts long ago.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sweep(&self, now: Timestamp, idle: Timestamp, attempts_before: Timestamp) -> Result<(), JournalError> {
        self.write("DELETE FROM sessions WHERE ends_at <= $1 OR seen_at <= $2", [time(now), time(idle)]).await?;
        self.write("DELETE FROM links WHERE ends_at <= $1", [time(now)]).await?;
        self.write("DELETE FROM api_tokens WHERE ends_at <= $1", [time(now)]).await?;
        self.write("DELETE FROM attempts WHERE last_at <= $1 AND free_at <= $2", [time(attempts_before), time(now)]).await?;
        Ok(())
    }
}

fn read(row: &QueryResult) -> Result<Session, JournalError> {
    let table = "sessions";
    Ok(Session {
        id: get(row, 0, table)?,
        person: read_person(row, 1, table)?,
        started_at: read_time(row, 2, table)?,
        seen_at: read_time(row, 3, table)?,
        ends_at: read_time(row, 4, table)?,
        means: get(row, 5, table)?,
        address: get(row, 6, table)?,
        agent: get(row, 7, table)?,
    })
}
