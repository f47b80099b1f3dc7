//! The newest facts and entries about some units out of very many, and what the newest ones are about: without reading the others.

use crate::append::integer;
use crate::database::{Journal, cell, damaged, natural};
use crate::sql::list_of;
use crate::{JournalError, record, sql};
use sea_orm::{ConnectionTrait, Value};
use std::ops::Range;
use vedich_facts::{Kind, Recorded};
use vedich_values::{Date, EntrySeq, FactSeq, UnitId};

/// Spans of units asked about in one question: SQLite joins no more than five hundred lists.
const SPANS_AT_ONCE: usize = 250;

/// What a fact is about, without what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The fact.
    pub seq: FactSeq,
    /// The unit it is about.
    pub unit: UnitId,
    /// The day it holds for.
    pub as_of: Date,
}

/// Entries with facts about some units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntriesAbout {
    /// Their numbers, newest first, each once.
    pub entries: Vec<EntrySeq>,
    /// No older entry has a fact about the units.
    pub is_last: bool,
}

impl Journal {
    /// The newest entries with a fact about any of some units, before the given entry. As many as `facts` of those facts came with, so at
    /// least one when there is one; the last of them may have more facts about the units than were read.
    ///
    /// # Errors
    /// When the database does not answer or a row is damaged.
    pub async fn newest_entries_about(&self, units: &[UnitId], before: Option<EntrySeq>, facts: u32) -> Result<EntriesAbout, JournalError> {
        let failed = || JournalError::during("reading entries");
        if before.is_some_and(|before| before.get() <= 1) {
            return Ok(EntriesAbout { entries: Vec::new(), is_last: true });
        }
        let mut upper: Value = i64::MAX.into();
        if let Some(before) = before {
            let statement = sql::statement(self.inner.backend, sql::FIRST_FACT, [integer(before.get())]);
            if let Some(row) = self.inner.reader.query_one_raw(statement).await.map_err(failed())? {
                upper = integer(natural(&row, 0, "entries", 0)?);
            }
        }
        let backend = self.inner.backend;
        let statement = sql::statement(
            backend,
            sql::newest_entries_about(backend),
            [upper, i64::from(facts).into(), list_of(units.iter().map(|unit| unit.get()))],
        );
        let rows = self.inner.reader.query_all_raw(statement).await.map_err(failed())?;
        let entry = |row| natural(row, 1, "facts", 0).map(EntrySeq);
        let mut entries = rows.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
        entries.dedup();
        Ok(EntriesAbout { entries, is_last: rows.len() < facts as usize })
    }

    /// The numbers of the first facts about each of some units within a span, at most so many of each.
    ///
    /// # Errors
    /// When the database does not answer or a row is damaged.
    pub async fn first_about(&self, asked: &[(UnitId, Range<FactSeq>)], most: u64) -> Result<Vec<FactSeq>, JournalError> {
        let mut numbers = Vec::new();
        for asked in asked.chunks(SPANS_AT_ONCE) {
            let pair = |(unit, span): &(UnitId, Range<FactSeq>)| {
                [i64::from(unit.get()).into(), integer(span.start.get()), integer(span.end.get())]
            };
            let values = std::iter::once(integer(most)).chain(asked.iter().flat_map(pair));
            let statement = sql::statement(self.inner.backend, sql::first_about(asked.len()), values);
            let rows = self.inner.reader.query_all_raw(statement).await.map_err(JournalError::during("reading facts"))?;
            for row in &rows {
                numbers.push(FactSeq(natural(row, 0, "facts", 0)?));
            }
        }
        Ok(numbers)
    }

    /// The newest facts of a kind about any of some units, newest first, at most `limit`, recorded before the given one. A page costs the
    /// same however many facts there are about other units; of observations, which have no list of their own, it is dear.
    ///
    /// # Errors
    /// When the database does not answer or a row is damaged.
    pub async fn newest_about(
        &self,
        kind: Kind,
        units: &[UnitId],
        before: Option<FactSeq>,
        limit: u32,
    ) -> Result<Vec<Recorded>, JournalError> {
        let backend = self.inner.backend;
        let values =
            [upper(before), i64::from(kind.number()).into(), i64::from(limit).into(), list_of(units.iter().map(|unit| unit.get()))];
        let statement = sql::statement(backend, sql::newest_about(backend), values);
        let rows = self.inner.reader.query_all_raw(statement).await.map_err(JournalError::during("reading facts"))?;
        let number = |row| natural(row, 0, "facts", 0).map(FactSeq);
        let numbers = rows.iter().map(number).collect::<Result<Vec<_>, _>>()?;
        let mut found = self.facts(&numbers).await?;
        found.reverse();
        Ok(found)
    }

    /// What the newest facts of a kind are about, newest first, at most `limit`, recorded before the given one.
    ///
    /// # Errors
    /// When the database does not answer or a row is damaged.
    pub async fn newest_subjects(&self, kind: Kind, before: Option<FactSeq>, limit: u32) -> Result<Vec<Subject>, JournalError> {
        let values = [upper(before), i64::from(kind.number()).into(), i64::from(limit).into()];
        let statement = sql::statement(self.inner.backend, sql::NEWEST_SUBJECTS, values);
        let rows = self.inner.reader.query_all_raw(statement).await.map_err(JournalError::during("reading facts"))?;
        let subject = |row| {
            let seq = natural(row, 0, "facts", 0)?;
            let wrong = |what: &str| damaged("facts", i64::try_from(seq).unwrap_or(0), what.to_owned());
            let unit = u32::try_from(natural(row, 1, "facts", 0)?).map_err(|_| wrong("its unit is no unit"))?;
            let as_of = record::date_of_number(cell(row, 2, "facts", 0)?).ok_or_else(|| wrong("its day is no day"))?;
            Ok(Subject { seq: FactSeq(seq), unit: UnitId(unit), as_of })
        };
        rows.iter().map(subject).collect()
    }
}

fn upper(before: Option<FactSeq>) -> Value {
    before.map_or(i64::MAX.into(), |before| integer(before.get()))
}
