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
use sea_orm::{QueryResult, TryGetable, Value};
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
        let key = self.one("SELECT key FROM server_keys WHERE name = $1", [name.into()], |row| get(row, 0, "server_keys")).await?;
        key.ok_or_else(|| crate::database::damaged("server_keys", 0, "the key just made is missing"))
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
