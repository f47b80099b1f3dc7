//! Tables beside the journal: reading and changing them on either database.

use crate::database::Journal;
use crate::{JournalError, sql};
use sea_orm::{ConnectionTrait, QueryResult, Value};

impl Journal {
    /// Carries a change out; how many rows it touched. `doing` says in an error what was being done.
    pub(crate) async fn change(
        &self,
        doing: &'static str,
        statement: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<u64, JournalError> {
        let statement = sql::statement(self.inner.backend, statement, values);
        let done = self.inner.writer.execute_raw(statement).await.map_err(JournalError::during(doing))?;
        Ok(done.rows_affected())
    }

    /// The rows a question finds. `doing` says in an error what was being done.
    pub(crate) async fn rows<T>(
        &self,
        doing: &'static str,
        statement: &str,
        values: impl IntoIterator<Item = Value>,
        read: impl Fn(&QueryResult) -> Result<T, JournalError>,
    ) -> Result<Vec<T>, JournalError> {
        let statement = sql::statement(self.inner.backend, statement, values);
        let rows = self.inner.reader.query_all_raw(statement).await.map_err(JournalError::during(doing))?;
        rows.iter().map(read).collect()
    }
}
