//! Facts and entries by their numbers: many in one question.

use crate::append::{instant, integer};
use crate::database::{Journal, cell};
use crate::model::Entry;
use crate::read::entry;
use crate::{JournalError, sql};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use vedich_facts::Recorded;
use vedich_values::{EntrySeq, FactSeq};

/// Most numbers of one question: both databases take more, but plan it worse.
const MOST_ASKED: usize = 500;

impl Journal {
    /// The facts of those numbers, in their order in the journal; numbers that no fact has are passed over.
    ///
    /// # Errors
    /// When the database does not answer or a row is damaged.
    pub async fn facts(&self, numbers: &[FactSeq]) -> Result<Vec<Recorded>, JournalError> {
        let numbers = numbers.iter().map(|number| number.get());
        let rows = self.numbered(numbers, "reading facts", sql::numbered_facts).await?;
        let mut lines = Vec::with_capacity(rows.len());
        for row in &rows {
            lines.push((cell::<String>(row, 0, "facts", 0)?, instant(cell(row, 1, "entries", 0)?)));
        }
        self.decode(lines.iter().map(|(record, at)| (record.as_str(), *at)).collect()).await
    }

    /// The entries of those numbers, in their order in the journal; numbers that no entry has are passed over.
    ///
    /// # Errors
    /// When the database does not answer or a row is damaged.
    pub async fn entries_of(&self, numbers: &[EntrySeq]) -> Result<Vec<Entry>, JournalError> {
        let numbers = numbers.iter().map(|number| number.get());
        self.numbered(numbers, "reading entries", sql::numbered_entries).await?.iter().map(entry).collect()
    }

    async fn numbered(
        &self,
        numbers: impl Iterator<Item = u64>,
        during: &'static str,
        sql: impl Fn(usize) -> String,
    ) -> Result<Vec<QueryResult>, JournalError> {
        let mut numbers: Vec<u64> = numbers.collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut rows = Vec::with_capacity(numbers.len());
        for asked in numbers.chunks(MOST_ASKED) {
            let values: Vec<Value> = asked.iter().map(|number| integer(*number)).collect();
            let statement = sql::statement(self.inner.backend, sql(asked.len()), values);
            rows.extend(self.inner.reader.query_all_raw(statement).await.map_err(JournalError::during(during))?);
        }
        Ok(rows)
    }
}
