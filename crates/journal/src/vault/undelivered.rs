//! Letters that were given up: why, and what puts them on their way again.

use super::{Vault, get, read_person, read_time, time};
use crate::JournalError;
use sea_orm::QueryResult;
use vedich_facts::PersonId;
use vedich_values::Timestamp;

/// A letter that was not delivered and is not tried any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undelivered {
    /// Its identity.
    pub id: String,
    /// To whom; none: somebody without an account.
    pub person: Option<PersonId>,
    /// Where it went last; none: the person has no address any more.
    pub address: Option<String>,
    /// What it is about.
    pub subject: String,
    /// What the mail server last said.
    pub problem: String,
    /// How often it was tried.
    pub tries: u32,
    /// When it was given up.
    pub at: Timestamp,
}

const UNDELIVERED: &str = "SELECT l.id, l.person, COALESCE(l.address, c.email), l.subject, COALESCE(l.problem, ''), l.tries, l.given_up_at \
     FROM letters l LEFT JOIN credentials c ON c.person = l.person WHERE l.sent_at IS NULL AND l.given_up_at IS NOT NULL";

fn read(row: &QueryResult) -> Result<Undelivered, JournalError> {
    let tries: i64 = get(row, 5, "letters")?;
    let person = read_person(row, 1, "letters")?;
    Ok(Undelivered {
        id: get(row, 0, "letters")?,
        person: (person != super::letters::NOBODY).then_some(person),
        address: get(row, 2, "letters")?,
        subject: get(row, 3, "letters")?,
        problem: get(row, 4, "letters")?,
        tries: u32::try_from(tries).unwrap_or(u32::MAX),
        at: read_time(row, 6, "letters")?,
    })
}

impl Vault {
    /// The letter is not tried any more: the server refused it for good, or long enough.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn letter_given_up(&self, id: &str, problem: &str, at: Timestamp) -> Result<(), JournalError> {
        let sql = "UPDATE letters SET tries = tries + 1, problem = $2, given_up_at = $3 WHERE id = $1 AND sent_at IS NULL";
        self.write(sql, [id.into(), problem.into(), time(at)]).await.map(|_| ())
    }

    /// Letters that were given up, the latest first, at most so many; those behind a letter of the page before, when one is given by its
    /// instant and identity.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn undelivered(&self, behind: Option<(Timestamp, &str)>, most: u32) -> Result<Vec<Undelivered>, JournalError> {
        let sql = format!(
            "{UNDELIVERED} AND l.given_up_at <= $1 AND (l.given_up_at < $1 OR l.id > $2) ORDER BY l.given_up_at DESC, l.id LIMIT $3"
        );
        let (at, id) = behind.map_or_else(|| (i64::MAX.into(), ""), |(at, id)| (time(at), id));
        self.all(&sql, [at, id.into(), i64::from(most).into()], read).await
    }

    /// One letter that was given up.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn undelivered_one(&self, id: &str) -> Result<Option<Undelivered>, JournalError> {
        self.one(&format!("{UNDELIVERED} AND l.id = $1"), [id.into()], read).await
    }

    /// Puts a letter that was given up on its way again, to another address when one is given. False when there is no such letter.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn letter_again(&self, id: &str, address: Option<&str>, now: Timestamp) -> Result<bool, JournalError> {
        let sql = "UPDATE letters SET given_up_at = NULL, tries = 0, next_at = $2, address = COALESCE($3, address) \
                   WHERE id = $1 AND sent_at IS NULL AND given_up_at IS NOT NULL";
        let address = address.map(str::to_owned);
        Ok(self.write(sql, [id.into(), time(now), address.into()]).await? > 0)
    }
}
