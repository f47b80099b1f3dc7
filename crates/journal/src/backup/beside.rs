//! What a backup takes along beside the journal: what people sign in with, what is begun and not recorded, what people wished for.
//! A line per row: `B<TAB>table<TAB>["text",5,null,"hexadecimal digits"]`, the columns in the order given here.

use crate::database::{Journal, cell, damaged};
use crate::{JournalError, sql};
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Value};
use serde_json::Value as Json;

/// How a column is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Number,
    Small,
    Text,
    Bytes,
}

use Sort::{Bytes, Number, Small, Text};

/// A table that is taken along.
struct Copied {
    name: &'static str,
    columns: &'static [(&'static str, Sort)],
}

/// The tables, those that others refer to first.
const COPIED: &[Copied] = &[
    Copied {
        name: "credentials",
        columns: &[
            ("person", Number),
            ("email", Text),
            ("phone", Text),
            ("password", Text),
            ("password_at", Number),
            ("totp", Bytes),
            ("totp_at", Number),
            ("totp_step", Number),
        ],
    },
    Copied { name: "recovery_codes", columns: &[("person", Number), ("hash", Bytes)] },
    Copied { name: "identities", columns: &[("issuer", Text), ("subject", Text), ("person", Number)] },
    Copied {
        name: "passkeys",
        columns: &[
            ("id", Bytes),
            ("person", Number),
            ("algorithm", Small),
            ("public_key", Bytes),
            ("counter", Number),
            ("label", Text),
            ("made_at", Number),
            ("used_at", Number),
        ],
    },
    Copied { name: "requests", columns: &[("command", Text), ("digest", Bytes)] },
    Copied { name: "server_keys", columns: &[("name", Text), ("key", Bytes)] },
    Copied {
        name: "drafts",
        columns: &[("person", Number), ("sheet", Text), ("period", Text), ("content", Text), ("version", Number), ("saved_at", Number)],
    },
    Copied { name: "reading_batches", columns: &[("id", Text), ("owner", Text), ("name", Text), ("report", Text), ("made_at", Number)] },
    Copied {
        name: "readings",
        columns: &[
            ("id", Text),
            ("owner", Text),
            ("fingerprint", Bytes),
            ("file", Text),
            ("title", Text),
            ("text", Text),
            ("state", Text),
            ("version", Number),
            ("made_at", Number),
            ("changed_at", Number),
        ],
    },
    Copied {
        name: "wishes",
        columns: &[("person", Number), ("digest", Text), ("hour", Number), ("weekday", Number), ("digest_at", Number)],
    },
    Copied {
        name: "arrivals",
        columns: &[
            ("person", Number),
            ("session", Text),
            ("before_seq", Number),
            ("before_at", Number),
            ("now_seq", Number),
            ("now_at", Number),
        ],
    },
    Copied {
        name: "notices",
        columns: &[
            ("person", Number),
            ("key", Text),
            ("what", Text),
            ("unit", Number),
            ("count", Number),
            ("until", Text),
            ("period", Text),
            ("whose", Number),
            ("changed_at", Number),
            ("read_at", Number),
            ("done_at", Number),
        ],
    },
];

/// Tables a backup leaves out on purpose. Sessions, one-time links, tokens of programs and failed attempts: what was closed, used, taken
/// away or forgiven since must not come back with an old copy. Letters: what was sent since would be sent again.
pub const LEFT_OUT: [&str; 5] = ["sessions", "links", "api_tokens", "attempts", "letters"];

/// The names of the tables that are taken along.
pub fn copied() -> impl Iterator<Item = &'static str> {
    COPIED.iter().map(|table| table.name)
}

/// A row as a line of the file, without its tag.
pub(super) struct Row {
    pub(super) table: &'static str,
    pub(super) line: String,
}

impl Journal {
    /// Every row of the tables, in an order that is the same on both databases.
    pub(super) async fn rows_beside(&self, db: &impl ConnectionTrait) -> Result<Vec<Row>, JournalError> {
        let mut all = Vec::new();
        for table in COPIED {
            let names = table.columns.iter().map(|(name, _)| quoted(name)).collect::<Vec<_>>().join(", ");
            let statement = sql::statement(self.inner.backend, format!("SELECT {names} FROM {}", table.name), []);
            let rows = db.query_all_raw(statement).await.map_err(JournalError::during("reading what lies beside the journal"))?;
            let mut lines = rows.iter().map(|row| written(table, row)).collect::<Result<Vec<_>, _>>()?;
            lines.sort_unstable();
            all.extend(lines.into_iter().map(|line| Row { table: table.name, line }));
        }
        Ok(all)
    }

    /// Empties the tables of a database without entries: a key may have been made in it before anybody used it.
    pub(super) async fn clear_beside(&self, tx: &DatabaseTransaction) -> Result<(), JournalError> {
        for table in COPIED.iter().rev() {
            let statement = sql::statement(self.inner.backend, format!("DELETE FROM {}", table.name), []);
            tx.execute_raw(statement).await.map_err(JournalError::during("emptying a new database"))?;
        }
        Ok(())
    }

    /// Puts a line of the file back into its table; none when it can't be read.
    pub(super) async fn put_beside(&self, tx: &DatabaseTransaction, line: &str) -> Result<Option<&'static str>, JournalError> {
        let Some((table, values)) = read(line) else { return Ok(None) };
        let names = table.columns.iter().map(|(name, _)| quoted(name)).collect::<Vec<_>>().join(", ");
        let places = (1..=table.columns.len()).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
        let text = format!("INSERT INTO {} ({names}) VALUES ({places})", table.name);
        let statement = sql::statement(self.inner.backend, text, values);
        tx.execute_raw(statement).await.map_err(JournalError::during("taking back what lies beside the journal"))?;
        Ok(Some(table.name))
    }
}

/// `count`, `key`, `text`: words of the language of databases.
fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

fn written(table: &Copied, row: &QueryResult) -> Result<String, JournalError> {
    let mut values = Vec::with_capacity(table.columns.len());
    for (index, (_, sort)) in table.columns.iter().enumerate() {
        values.push(match sort {
            Number => cell::<Option<i64>>(row, index, table.name, 0)?.map_or(Json::Null, Json::from),
            Small => cell::<Option<i32>>(row, index, table.name, 0)?.map_or(Json::Null, Json::from),
            Text => cell::<Option<String>>(row, index, table.name, 0)?.map_or(Json::Null, Json::from),
            Bytes => cell::<Option<Vec<u8>>>(row, index, table.name, 0)?.map_or(Json::Null, |bytes| Json::from(digits(&bytes))),
        });
    }
    let values = serde_json::to_string(&values).map_err(|error| damaged(table.name, 0, error.to_string()))?;
    Ok(format!("{}\t{values}", table.name))
}

fn read(line: &str) -> Option<(&'static Copied, Vec<Value>)> {
    let (name, values) = line.split_once('\t')?;
    let table = COPIED.iter().find(|table| table.name == name)?;
    let values: Vec<Json> = serde_json::from_str(values).ok()?;
    if values.len() != table.columns.len() {
        return None;
    }
    let value = |(json, (_, sort)): (&Json, &(&str, Sort))| -> Option<Value> {
        Some(match (sort, json) {
            (Number, Json::Null) => None::<i64>.into(),
            (Small, Json::Null) => None::<i32>.into(),
            (Text, Json::Null) => None::<String>.into(),
            (Bytes, Json::Null) => None::<Vec<u8>>.into(),
            (Number, json) => json.as_i64()?.into(),
            (Small, json) => i32::try_from(json.as_i64()?).ok()?.into(),
            (Text, json) => json.as_str()?.into(),
            (Bytes, json) => bytes(json.as_str()?)?.into(),
        })
    };
    Some((table, values.iter().zip(table.columns).map(value).collect::<Option<_>>()?))
}

fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    let digit = |digit: &u8| char::from(*digit).to_digit(16);
    let byte = |pair: &[u8]| u8::try_from(digit(pair.first()?)? * 16 + digit(pair.get(1)?)?).ok();
    digits.len().is_multiple_of(2).then(|| digits.as_bytes().chunks(2).map(byte).collect()).flatten()
}
