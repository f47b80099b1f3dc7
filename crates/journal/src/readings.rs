//! Readings of documents that nobody has applied yet, each of one person, and the folders they came in. Beside the journal: work in
//! progress that survives a restart. What `state` and `report` hold is the business of whoever keeps them here.

use crate::JournalError;
use crate::database::Journal;
use sea_orm::{QueryResult, TryGetable, Value};
use vedich_values::Timestamp;

/// The table of readings.
#[derive(Clone, Debug)]
pub struct Readings(Journal);

/// A reading as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReading {
    /// Identity; the command that applies it bears the same.
    pub id: String,
    /// Whose work it is: the name the record knows them by.
    pub owner: String,
    /// SHA-256 over the document's words: a person has one reading of a document.
    pub fingerprint: [u8; 32],
    /// Name of the file it came in.
    pub file: Option<String>,
    /// The document's title.
    pub title: String,
    /// The document's text.
    pub text: String,
    /// Where the work stands.
    pub state: String,
    /// Goes up with each change.
    pub version: i64,
    /// When it was read.
    pub made_at: Timestamp,
    /// When it was last worked on.
    pub changed_at: Timestamp,
}

/// A folder of documents handed in together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptBatch {
    /// Identity.
    pub id: String,
    /// Whose work it is.
    pub owner: String,
    /// What it is called.
    pub name: String,
    /// What became of each file.
    pub report: String,
    /// When it was handed in.
    pub made_at: Timestamp,
}

const COLUMNS: &str = "id, owner, fingerprint, file, title, text, state, version, made_at, changed_at";

impl Journal {
    /// Readings nobody has applied yet.
    #[must_use]
    pub fn readings(&self) -> Readings {
        Readings(self.clone())
    }
}

impl Readings {
    /// Keeps a new reading; false when its owner has one of the same document already.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn add(&self, new: &KeptReading) -> Result<bool, JournalError> {
        let statement = format!("INSERT INTO readings ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING");
        let values: [Value; 10] = [
            text(&new.id),
            text(&new.owner),
            Value::Bytes(Some(new.fingerprint.to_vec())),
            new.file.as_deref().map(plain).into(),
            text(&new.title),
            text(&new.text),
            text(&new.state),
            new.version.into(),
            new.made_at.timestamp_micros().into(),
            new.changed_at.timestamp_micros().into(),
        ];
        Ok(self.write(&statement, values).await? > 0)
    }

    /// The owner's readings, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(&self, owner: &str) -> Result<Vec<KeptReading>, JournalError> {
        let statement = format!("SELECT {COLUMNS} FROM readings WHERE owner = $1 ORDER BY made_at DESC, id DESC");
        self.all(&statement, [text(owner)], reading).await
    }

    /// How many readings the owner has.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count(&self, owner: &str) -> Result<usize, JournalError> {
        let counted = self.all("SELECT count(*) FROM readings WHERE owner = $1", [text(owner)], |row| get::<i64>(row, 0)).await?;
        Ok(counted.first().and_then(|count| usize::try_from(*count).ok()).unwrap_or_default())
    }

    /// One of the owner's readings.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn one(&self, owner: &str, id: &str) -> Result<Option<KeptReading>, JournalError> {
        let statement = format!("SELECT {COLUMNS} FROM readings WHERE owner = $1 AND id = $2");
        Ok(self.all(&statement, [text(owner), text(id)], reading).await?.pop())
    }

    /// The owner's reading of a document.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn same(&self, owner: &str, fingerprint: &[u8; 32]) -> Result<Option<KeptReading>, JournalError> {
        let statement = format!("SELECT {COLUMNS} FROM readings WHERE owner = $1 AND fingerprint = $2");
        let values = [text(owner), Value::Bytes(Some(fingerprint.to_vec()))];
        Ok(self.all(&statement, values, reading).await?.pop())
    }

    /// Keeps a new state, if nobody changed the reading since that version; whether it was kept.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn change(&self, owner: &str, id: &str, seen: i64, state: &str, at: Timestamp) -> Result<bool, JournalError> {
        let statement =
            "UPDATE readings SET state = $1, version = version + 1, changed_at = $2 WHERE owner = $3 AND id = $4 AND version = $5";
        let values = [text(state), at.timestamp_micros().into(), text(owner), text(id), seen.into()];
        Ok(self.write(statement, values).await? > 0)
    }

    /// Gives a reading to another owner with a new state, if nobody changed it since that version and the other has none of the same
    /// document; whether it was given.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn pass(&self, owner: &str, (id, seen): (&str, i64), to: &str, state: &str, at: Timestamp) -> Result<bool, JournalError> {
        let statement = "UPDATE readings SET owner = $1, state = $2, version = version + 1, changed_at = $3 \
            WHERE owner = $4 AND id = $5 AND version = $6 \
            AND NOT EXISTS (SELECT 1 FROM readings other WHERE other.owner = $1 AND other.fingerprint = readings.fingerprint)";
        let values = [text(to), text(state), at.timestamp_micros().into(), text(owner), text(id), seen.into()];
        Ok(self.write(statement, values).await? > 0)
    }

    /// Those who have a reading of a document, in the order they began.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn owners(&self, fingerprint: &[u8; 32]) -> Result<Vec<String>, JournalError> {
        let statement = "SELECT owner FROM readings WHERE fingerprint = $1 ORDER BY made_at, id";
        self.all(statement, [Value::Bytes(Some(fingerprint.to_vec()))], |row| get(row, 0)).await
    }

    /// Whose a reading is.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn owner_of(&self, id: &str) -> Result<Option<String>, JournalError> {
        Ok(self.all("SELECT owner FROM readings WHERE id = $1", [text(id)], |row| get(row, 0)).await?.pop())
    }

    /// Takes a reading away; whether it was there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn remove(&self, owner: &str, id: &str) -> Result<bool, JournalError> {
        Ok(self.write("DELETE FROM readings WHERE owner = $1 AND id = $2", [text(owner), text(id)]).await? > 0)
    }

    /// Keeps a folder.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn add_batch(&self, new: &KeptBatch) -> Result<(), JournalError> {
        let statement = "INSERT INTO reading_batches (id, owner, name, report, made_at) VALUES ($1, $2, $3, $4, $5)";
        let values = [text(&new.id), text(&new.owner), text(&new.name), text(&new.report), new.made_at.timestamp_micros().into()];
        self.write(statement, values).await.map(|_| ())
    }

    /// Keeps what became of a folder's files so far.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn report_batch(&self, owner: &str, id: &str, report: &str) -> Result<(), JournalError> {
        let values = [text(report), text(owner), text(id)];
        self.write("UPDATE reading_batches SET report = $1 WHERE owner = $2 AND id = $3", values).await.map(|_| ())
    }

    /// The owner's folders, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn batches(&self, owner: &str) -> Result<Vec<KeptBatch>, JournalError> {
        let statement = "SELECT id, owner, name, report, made_at FROM reading_batches WHERE owner = $1 ORDER BY made_at DESC, id DESC";
        self.all(statement, [text(owner)], |row| {
            Ok(KeptBatch {
                id: get(row, 0)?,
                owner: get(row, 1)?,
                name: get(row, 2)?,
                report: get(row, 3)?,
                made_at: crate::append::instant(get(row, 4)?),
            })
        })
        .await
    }

    async fn write(&self, statement: &str, values: impl IntoIterator<Item = Value>) -> Result<u64, JournalError> {
        self.0.change("keeping a reading", statement, values).await
    }

    async fn all<T>(
        &self,
        statement: &str,
        values: impl IntoIterator<Item = Value>,
        read: impl Fn(&QueryResult) -> Result<T, JournalError>,
    ) -> Result<Vec<T>, JournalError> {
        self.0.rows("looking for readings", statement, values, read).await
    }
}

fn reading(row: &QueryResult) -> Result<KeptReading, JournalError> {
    let fingerprint: Vec<u8> = get(row, 2)?;
    Ok(KeptReading {
        id: get(row, 0)?,
        owner: get(row, 1)?,
        fingerprint: fingerprint.try_into().map_err(|_| crate::database::damaged("readings", 0, "a fingerprint has not 32 bytes"))?,
        file: get(row, 3)?,
        title: get(row, 4)?,
        text: get(row, 5)?,
        state: get(row, 6)?,
        version: get(row, 7)?,
        made_at: crate::append::instant(get(row, 8)?),
        changed_at: crate::append::instant(get(row, 9)?),
    })
}

fn get<T: TryGetable>(row: &QueryResult, index: usize) -> Result<T, JournalError> {
    crate::database::cell(row, index, "readings", 0)
}

/// A text as both databases can keep it: PostgreSQL takes no NUL.
fn plain(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

fn text(value: &str) -> Value {
    plain(value).into()
}
