//! Drafts of entry sheets, beside the journal: kept as they are typed, forgotten once their values are recorded.

use crate::append::{instant, integer};
use crate::database::{Journal, cell, natural};
use crate::{JournalError, sql};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use tokio::sync::oneshot;
use vedich_facts::PersonId;
use vedich_values::Timestamp;

/// Where a draft belongs: whose, of which sheet, of which period.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DraftKey {
    /// Whose; 0 is whoever runs the machine.
    pub person: PersonId,
    /// The sheet: a unit, or an area's units at once.
    pub sheet: String,
    /// The period, as written.
    pub period: String,
}

/// A draft as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Where it belongs.
    pub key: DraftKey,
    /// What was typed, as its author's program wrote it.
    pub content: String,
    /// Grows by one with each change.
    pub version: u64,
    /// When it was last changed.
    pub saved_at: Timestamp,
}

const COLUMNS: &str = "person, sheet, period, content, version, saved_at";

/// Changes that wait for their turn.
#[derive(Debug, Default)]
pub(crate) struct Drafting {
    queue: parking_lot::Mutex<Vec<Change>>,
    turn: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct Change {
    statement: String,
    values: Vec<Value>,
    answer: oneshot::Sender<Result<u64, String>>,
}

fn failed(why: &str) -> JournalError {
    JournalError::during("keeping a draft")(DbErr::Custom(why.to_owned()))
}

/// The table of drafts.
#[derive(Clone, Debug)]
pub struct Drafts(Journal);

impl Journal {
    /// The drafts of entry sheets.
    #[must_use]
    pub fn drafts(&self) -> Drafts {
        Drafts(self.clone())
    }
}

impl Drafts {
    /// A draft, if there is one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn get(&self, key: &DraftKey) -> Result<Option<Draft>, JournalError> {
        let statement = format!("SELECT {COLUMNS} FROM drafts WHERE person = $1 AND sheet = $2 AND period = $3");
        Ok(self.all(&statement, values(key)).await?.pop())
    }

    /// The drafts of a person, last changed first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of_person(&self, person: PersonId) -> Result<Vec<Draft>, JournalError> {
        let statement = format!("SELECT {COLUMNS} FROM drafts WHERE person = $1 ORDER BY saved_at DESC, sheet, period");
        self.all(&statement, [integer(person.0)]).await
    }

    /// Keeps a draft, if it still has the version its author started from (0: there was none). Whether it was kept: of two who write at
    /// once one is, and the other reads again.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn put(&self, key: &DraftKey, content: &str, from: u64, at: Timestamp) -> Result<bool, JournalError> {
        let more: [Value; 2] = [content.into(), at.timestamp_micros().into()];
        if from == 0 {
            let insert = "INSERT INTO drafts (person, sheet, period, content, version, saved_at) VALUES ($1, $2, $3, $4, 1, $5) ON CONFLICT DO NOTHING";
            return Ok(self.write(insert, values(key).into_iter().chain(more)).await? > 0);
        }
        let update = "UPDATE drafts SET content = $4, version = version + 1, saved_at = $5 \
                      WHERE person = $1 AND sheet = $2 AND period = $3 AND version = $6";
        Ok(self.write(update, values(key).into_iter().chain(more).chain([integer(from)])).await? > 0)
    }

    /// Forgets a draft, if it still has that version.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forget(&self, key: &DraftKey, version: u64) -> Result<bool, JournalError> {
        let delete = "DELETE FROM drafts WHERE person = $1 AND sheet = $2 AND period = $3 AND version = $4";
        Ok(self.write(delete, values(key).into_iter().chain([integer(version)])).await? > 0)
    }

    /// Carries a change out; how many rows it touched. Changes that come at the same time share one transaction, and with it one wait for
    /// the disk: five hundred people type at once.
    async fn write(&self, statement: &str, values: impl IntoIterator<Item = Value>) -> Result<u64, JournalError> {
        let inner = &self.0.inner;
        let (answer, mut answered) = oneshot::channel();
        inner.drafting.queue.lock().push(Change { statement: statement.to_owned(), values: values.into_iter().collect(), answer });
        {
            let _one_at_a_time = inner.drafting.turn.lock().await;
            if let Ok(done) = answered.try_recv() {
                return done.map_err(|why| failed(&why));
            }
            let changes = std::mem::take(&mut *inner.drafting.queue.lock());
            self.carry_out(changes).await;
        }
        answered.await.unwrap_or_else(|_| Err("the change was dropped".to_owned())).map_err(|why| failed(&why))
    }

    async fn carry_out(&self, changes: Vec<Change>) {
        let (mut done, mut answers) = (Ok(Vec::with_capacity(changes.len())), Vec::with_capacity(changes.len()));
        let statements: Vec<(String, Vec<Value>)> = changes
            .into_iter()
            .map(|change| {
                answers.push(change.answer);
                (change.statement, change.values)
            })
            .collect();
        match self.0.begin().await {
            Ok(tx) => {
                for (text, values) in statements {
                    let statement = sql::statement(self.0.inner.backend, text, values);
                    match (tx.execute_raw(statement).await, &mut done) {
                        (Ok(result), Ok(rows)) => rows.push(result.rows_affected()),
                        (Err(error), _) => {
                            done = Err(error.to_string());
                            break;
                        }
                        (Ok(_), Err(_)) => break,
                    }
                }
                if done.is_ok()
                    && let Err(error) = tx.commit().await
                {
                    done = Err(error.to_string());
                }
            }
            Err(error) => done = Err(error.to_string()),
        }
        for (index, answer) in answers.into_iter().enumerate() {
            let one = match &done {
                Ok(rows) => Ok(rows.get(index).copied().unwrap_or(0)),
                Err(why) => Err(why.clone()),
            };
            // Who no longer waits has gone away; what they typed is kept all the same.
            let _ = answer.send(one);
        }
    }

    async fn all(&self, statement: &str, values: impl IntoIterator<Item = Value>) -> Result<Vec<Draft>, JournalError> {
        self.0.rows("reading drafts", statement, values, read).await
    }
}

fn values(key: &DraftKey) -> [Value; 3] {
    [integer(key.person.0), key.sheet.as_str().into(), key.period.as_str().into()]
}

fn read(row: &QueryResult) -> Result<Draft, JournalError> {
    let table = "drafts";
    Ok(Draft {
        key: DraftKey { person: PersonId(natural(row, 0, table, 0)?), sheet: cell(row, 1, table, 0)?, period: cell(row, 2, table, 0)? },
        content: cell(row, 3, table, 0)?,
        version: natural(row, 4, table, 0)?,
        saved_at: instant(cell(row, 5, table, 0)?),
    })
}
