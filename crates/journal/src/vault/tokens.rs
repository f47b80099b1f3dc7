//! Personal tokens of the API: whose, until when, last used.

use super::{Hash, Vault, bytes, get, person, read_person, read_time, time};
use crate::JournalError;
use crate::append::instant;
use sea_orm::QueryResult;
use vedich_facts::PersonId;
use vedich_values::Timestamp;

/// A token to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// SHA-256 of what its holder sends.
    pub token: Hash,
    /// Its name in addresses and lists, which opens nothing.
    pub id: String,
    /// Whose.
    pub person: PersonId,
    /// What the person calls it.
    pub name: String,
    /// Whether it only reads.
    pub read_only: bool,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// How much its person had shown when it was made: `token`, `token+factor`.
    pub means: String,
}

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its name in addresses and lists.
    pub id: String,
    /// Whose.
    pub person: PersonId,
    /// What the person calls it.
    pub name: String,
    /// Whether it only reads.
    pub read_only: bool,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// When it was last used, to the minute or so.
    pub used_at: Option<Timestamp>,
    /// How much its person had shown when it was made.
    pub means: String,
}

const COLUMNS: &str = "id, person, name, read_only, made_at, ends_at, used_at, means";

impl Vault {
    /// Keeps a token.
    ///
    /// # Errors
    /// When the database does not answer, or the person has no credentials.
    pub async fn keep_token(&self, new: &NewToken) -> Result<(), JournalError> {
        let sql =
            "INSERT INTO api_tokens (token, id, person, name, read_only, made_at, ends_at, means) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = [
            bytes(&new.token),
            new.id.as_str().into(),
            person(new.person),
            new.name.as_str().into(),
            i16::from(new.read_only).into(),
            time(new.made_at),
            time(new.ends_at),
            new.means.as_str().into(),
        ];
        self.write(sql, values).await.map(|_| ())
    }

    /// The token somebody sent, if it has not ended.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn token(&self, token: &Hash, now: Timestamp) -> Result<Option<Token>, JournalError> {
        let sql = format!("SELECT {COLUMNS} FROM api_tokens WHERE token = $1 AND ends_at > $2");
        self.one(&sql, [bytes(token), time(now)], read).await
    }

    /// Notes that a token is in use.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn touch_token(&self, token: &Hash, at: Timestamp) -> Result<(), JournalError> {
        self.write("UPDATE api_tokens SET used_at = $2 WHERE token = $1", [bytes(token), time(at)]).await.map(|_| ())
    }

    /// The tokens of a person, the latest first; ended ones until they are swept away.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn tokens(&self, whose: PersonId) -> Result<Vec<Token>, JournalError> {
        let sql = format!("SELECT {COLUMNS} FROM api_tokens WHERE person = $1 ORDER BY made_at DESC, id");
        self.all(&sql, [person(whose)], read).await
    }

    /// Takes a token of a person away by its name; whether there was one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn drop_token(&self, whose: PersonId, id: &str) -> Result<bool, JournalError> {
        Ok(self.write("DELETE FROM api_tokens WHERE person = $1 AND id = $2", [person(whose), id.into()]).await? > 0)
    }

    /// Takes every token of a person away.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn drop_tokens(&self, whose: PersonId) -> Result<u64, JournalError> {
        self.write("DELETE FROM api_tokens WHERE person = $1", [person(whose)]).await
    }
}

fn read(row: &QueryResult) -> Result<Token, JournalError> {
    let table = "api_tokens";
    let used: Option<i64> = get(row, 6, table)?;
    Ok(Token {
        id: get(row, 0, table)?,
        person: read_person(row, 1, table)?,
        name: get(row, 2, table)?,
        read_only: get::<i16>(row, 3, table)? != 0,
        made_at: read_time(row, 4, table)?,
        ends_at: read_time(row, 5, table)?,
        used_at: used.map(instant),
        means: get(row, 7, table)?,
    })
}
