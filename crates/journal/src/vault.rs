//! What people sign in with: password hashes, second factors, sessions, one-time links, failed attempts. Beside the journal, never in it.
//! Everything a person holds (tokens, codes) comes in as its SHA-256.

mod credentials;
mod letters;
mod links;
mod notices;
mod sessions;
mod tokens;
mod undelivered;

pub use credentials::{Credential, Passkey, Totp};
pub use letters::{Enclosed, Letter, Rhythm, Subscriber, Wishes};
pub use links::{Attempt, Purpose};
pub use notices::Notice;
pub use sessions::{NewSession, Session};
pub use tokens::{NewToken, Token};
pub use undelivered::Undelivered;

use crate::JournalError;
use crate::database::Journal;
use sea_orm::{ConnectionTrait, QueryResult, TryGetable, Value};
use vedich_facts::PersonId;
use vedich_values::Timestamp;

/// SHA-256 of something only the person holds.
pub type Hash = [u8; 32];

/// The tables of secrets.
#[derive(Clone, Debug)]
pub struct Vault(Journal);

impl Journal {
    /// What people sign in with.
    #[must_use]
    pub fn vault(&self) -> Vault {
        Vault(self.clone())
    }
}

impl Vault {
    /// A key of the installation, made by the first process that asks.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn server_key(&self, name: &str, fresh: &[u8]) -> Result<Vec<u8>, JournalError> {
        self.write("INSERT INTO server_keys (name, key) VALUES ($1, $2) ON CONFLICT DO NOTHING", [name.into(), bytes(fresh)]).await?;
        self.known_key(name).await?.ok_or_else(|| crate::database::damaged("server_keys", 0, "the key just made is missing"))
    }

    /// A key of the installation as it stands now; none before the first process asked for it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn known_key(&self, name: &str) -> Result<Option<Vec<u8>>, JournalError> {
        self.one("SELECT key FROM server_keys WHERE name = $1", [name.into()], |row| get(row, 0, "server_keys")).await
    }

    /// Puts new keys of the installation in the place of those there are, and what is sealed for people under the new ones: all of it, or
    /// nothing. `reseal` makes of a sealed seed what is to stand in its place; what it can't open stays as it is. Identity tokens kept with
    /// sessions are given up. How many seeds were sealed anew.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn renew_keys(
        &self,
        fresh: &[(&str, &[u8])],
        reseal: impl Fn(PersonId, &[u8]) -> Option<Vec<u8>>,
    ) -> Result<u64, JournalError> {
        let failed = || JournalError::during("renewing the keys of the installation");
        let (backend, tx) = (self.0.inner.backend, self.0.begin().await?);
        let run = async |sql: &str, values: Vec<Value>| tx.execute_raw(crate::sql::statement(backend, sql, values)).await.map_err(failed());
        let sealed = crate::sql::statement(backend, "SELECT person, totp FROM credentials WHERE totp IS NOT NULL", []);
        let mut resealed = 0;
        for row in &tx.query_all_raw(sealed).await.map_err(failed())? {
            let (whose, before): (PersonId, Vec<u8>) = (read_person(row, 0, "credentials")?, get(row, 1, "credentials")?);
            if let Some(after) = reseal(whose, &before) {
                run("UPDATE credentials SET totp = $2 WHERE person = $1", vec![person(whose), bytes(&after)]).await?;
                resealed += 1;
            }
        }
        run("UPDATE sessions SET id_token = NULL", Vec::new()).await?;
        for (name, key) in fresh {
            run("UPDATE server_keys SET key = $2 WHERE name = $1", vec![(*name).into(), bytes(key)]).await?;
        }
        tx.commit().await.map_err(failed())?;
        Ok(resealed)
    }

    /// Carries a change out; how many rows it touched.
    async fn write(&self, statement: &str, values: impl IntoIterator<Item = Value>) -> Result<u64, JournalError> {
        self.0.change("writing what people sign in with", statement, values).await
    }

    async fn all<T>(
        &self,
        statement: &str,
        values: impl IntoIterator<Item = Value>,
        read: impl Fn(&QueryResult) -> Result<T, JournalError>,
    ) -> Result<Vec<T>, JournalError> {
        self.0.rows("reading what people sign in with", statement, values, read).await
    }

    async fn one<T>(
        &self,
        statement: &str,
        values: impl IntoIterator<Item = Value>,
        read: impl Fn(&QueryResult) -> Result<T, JournalError>,
    ) -> Result<Option<T>, JournalError> {
        Ok(self.all(statement, values, read).await?.pop())
    }
}

/// A column; secrets have no row numbers to name.
fn get<T: TryGetable>(row: &QueryResult, index: usize, table: &'static str) -> Result<T, JournalError> {
    crate::database::cell(row, index, table, 0)
}

fn person(id: PersonId) -> Value {
    crate::append::integer(id.0)
}

fn read_person(row: &QueryResult, index: usize, table: &'static str) -> Result<PersonId, JournalError> {
    crate::database::natural(row, index, table, 0).map(PersonId)
}

fn time(at: Timestamp) -> Value {
    at.timestamp_micros().into()
}

fn read_time(row: &QueryResult, index: usize, table: &'static str) -> Result<Timestamp, JournalError> {
    Ok(crate::append::instant(get(row, index, table)?))
}

fn bytes(bytes: &[u8]) -> Value {
    Value::Bytes(Some(bytes.to_vec()))
}
