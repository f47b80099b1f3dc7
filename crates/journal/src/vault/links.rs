//! One-time links and failed attempts.

use super::{Hash, Vault, bytes, get, person, read_person, read_time, time};
use crate::JournalError;
use vedich_facts::PersonId;
use vedich_values::Timestamp;

/// What a one-time link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Choosing a first password.
    Invite,
    /// Choosing a new password.
    Reset,
    /// The second half of signing in: the password was right, the second factor is awaited.
    SecondFactor,
    /// The same after single sign-on that did not show two factors.
    SecondFactorOfSso,
}

impl Purpose {
    const ALL: [Self; 4] = [Self::Invite, Self::Reset, Self::SecondFactor, Self::SecondFactorOfSso];

    const fn name(self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::Reset => "reset",
            Self::SecondFactor => "second-factor",
            Self::SecondFactorOfSso => "second-factor-of-sso",
        }
    }
}

/// Failed attempts under one key: a login and an address, or an address alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// How many in a row.
    pub failures: u32,
    /// When the last one was.
    pub last_at: Timestamp,
    /// From when on the next is looked at.
    pub free_at: Timestamp,
}

impl Vault {
    /// Keeps a link. Earlier links of the person for the same purpose no longer open.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn put_link(
        &self,
        token: &Hash,
        whose: PersonId,
        purpose: Purpose,
        at: Timestamp,
        ends: Timestamp,
    ) -> Result<(), JournalError> {
        if purpose != Purpose::SecondFactor {
            self.drop_links(whose).await?;
        }
        let sql = "INSERT INTO links (token, person, purpose, made_at, ends_at) VALUES ($1, $2, $3, $4, $5)";
        self.write(sql, [bytes(token), person(whose), purpose.name().into(), time(at), time(ends)]).await.map(|_| ())
    }

    /// Whose link it is and what for, if it still opens.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn link(&self, token: &Hash, now: Timestamp) -> Result<Option<(PersonId, Purpose)>, JournalError> {
        let found = self
            .one("SELECT person, purpose FROM links WHERE token = $1 AND ends_at > $2", [bytes(token), time(now)], |row| {
                Ok((read_person(row, 0, "links")?, get::<String>(row, 1, "links")?))
            })
            .await?;
        Ok(found.and_then(|(person, name)| Some((person, Purpose::ALL.into_iter().find(|purpose| purpose.name() == name)?))))
    }

    /// Uses a link up. Whether it was still there: of two who use it at once one gets it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn use_link(&self, token: &Hash) -> Result<bool, JournalError> {
        Ok(self.write("DELETE FROM links WHERE token = $1", [bytes(token)]).await? > 0)
    }

    /// Uses up something that was given out and may come back once, until it ends. Whether it had not come back before.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn use_once(&self, given: &Hash, at: Timestamp, ends: Timestamp) -> Result<bool, JournalError> {
        let sql = "INSERT INTO links (token, person, purpose, made_at, ends_at) VALUES ($1, 0, 'used', $2, $3) ON CONFLICT DO NOTHING";
        Ok(self.write(sql, [bytes(given), time(at), time(ends)]).await? > 0)
    }

    /// Who can come in without being invited again: people with a link to choose a password that still opens, or a name at a single sign-on.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn reachable(&self, now: Timestamp) -> Result<Vec<PersonId>, JournalError> {
        let sql = "SELECT person FROM links WHERE purpose IN ('invite', 'reset') AND ends_at > $1 UNION SELECT person FROM identities";
        self.all(sql, [time(now)], |row| read_person(row, 0, "links")).await
    }

    /// Takes every link of a person away.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn drop_links(&self, whose: PersonId) -> Result<(), JournalError> {
        self.write("DELETE FROM links WHERE person = $1", [person(whose)]).await.map(|_| ())
    }

    /// The failed attempts under a key.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn attempt(&self, key: &Hash) -> Result<Option<Attempt>, JournalError> {
        self.one("SELECT failures, last_at, free_at FROM attempts WHERE key = $1", [bytes(key)], |row| {
            let failures: i64 = get(row, 0, "attempts")?;
            let failures = u32::try_from(failures).unwrap_or(u32::MAX);
            Ok(Attempt { failures, last_at: read_time(row, 1, "attempts")?, free_at: read_time(row, 2, "attempts")? })
        })
        .await
    }

    /// Notes failed attempts.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_attempt(&self, key: &Hash, attempt: Attempt) -> Result<(), JournalError> {
        let sql = "INSERT INTO attempts (key, failures, last_at, free_at) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at, free_at = excluded.free_at";
        let values = [bytes(key), i64::from(attempt.failures).into(), time(attempt.last_at), time(attempt.free_at)];
        self.write(sql, values).await.map(|_| ())
    }

    /// Forgets the failed attempts under a key.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn clear_attempts(&self, key: &Hash) -> Result<(), JournalError> {
        self.write("DELETE FROM attempts WHERE key = $1", [bytes(key)]).await.map(|_| ())
    }
}
