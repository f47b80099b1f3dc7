//! Why the journal could not do as asked.

use crate::Unopened;
use vedich_values::FactSeq;

/// Why the journal could not do as asked. Nothing was changed when one of these comes back.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The address is neither `sqlite:PATH` nor `postgres://…`.
    #[error("`{0}` is no database address: write `sqlite:PATH` or `postgres://USER@HOST/NAME`")]
    Address(String),
    /// The database could not be opened or brought up to date.
    #[error("the database could not be opened")]
    Open {
        /// What a person can do something about.
        why: Unopened,
        /// The driver's word.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The file is an SQLite database of another program: nothing of it is touched.
    #[error("`{0}` is a database of another program: give a new file, or one that Vedich made")]
    Foreign(String),
    /// A statement failed: the connection broke, the disk is full, another program holds the file.
    #[error("the database did not answer while {during}")]
    Database {
        /// What was being done.
        during: &'static str,
        /// The driver's word.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A fact corrects one that is not in the journal.
    #[error("fact {0} can't be superseded: it is not in the journal")]
    UnknownSuperseded(FactSeq),
    /// Another process appended since the caller last read.
    #[error("the journal went on: fact {last} was recorded since fact {seen} was read")]
    Moved {
        /// The last fact the caller knew.
        seen: FactSeq,
        /// The last fact there is.
        last: FactSeq,
    },
    /// A command that was carried out came again with something else.
    #[error("command {0} was carried out with another content")]
    CommandReused(uuid::Uuid),
    /// A text of the entry can't be stored as it stands.
    #[error("`{field}` must have 1 to 200 characters and no control characters")]
    Text {
        /// Which text.
        field: &'static str,
    },
    /// A date outside the years 1 to 9999.
    #[error("the date {0} is outside the years 1 to 9999")]
    DateRange(vedich_values::Date),
    /// Stored data breaks a rule of the journal; `verify` tells more.
    #[error("row {row} of table `{table}` is damaged: {what}")]
    Damaged {
        /// The table.
        table: &'static str,
        /// The number of the row.
        row: i64,
        /// What is wrong with it.
        what: String,
    },
}

impl JournalError {
    /// Whether it is about one entry, and others sent with it could be appended without it.
    #[must_use]
    pub const fn is_of_one_entry(&self) -> bool {
        matches!(self, Self::UnknownSuperseded(_) | Self::CommandReused(_) | Self::Text { .. } | Self::DateRange(_))
    }

    /// The same for another whom it concerns as well.
    #[must_use]
    pub fn for_another(&self) -> Self {
        Self::Database { during: "appending entries", source: self.to_string().into() }
    }

    pub(crate) fn during(during: &'static str) -> impl FnOnce(sea_orm::DbErr) -> Self {
        move |source| Self::Database { during, source: Box::new(source) }
    }
}
