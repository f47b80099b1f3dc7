//! Whose entries are, and what units they are about: thousands in one question, without the rest of them.

use crate::append::integer;
use crate::database::{Journal, cell, damaged};
use crate::model::EntrySearch;
use crate::read::{bounds_of, natural_post};
use crate::{JournalError, sql};
use sea_orm::{ConnectionTrait, Value};
use std::collections::BTreeMap;
use std::ops::Range;
use vedich_facts::PostId;
use vedich_values::{EntrySeq, FactSeq, UnitId};

/// Spans of facts asked about in one question: SQLite joins no more than five hundred lists.
const SPANS_AT_ONCE: usize = 250;

/// What of an entry says whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// Its number.
    pub seq: EntrySeq,
    /// Who gave the command.
    pub actor: String,
    /// The post it was given in.
    pub post: Option<PostId>,
    /// The numbers of its facts.
    pub facts: Range<FactSeq>,
}

/// The units that the facts of entries are about, by entry, with how many are about each.
pub type Subjects = BTreeMap<EntrySeq, BTreeMap<UnitId, u64>>;

impl Journal {
    /// Whose the entries are that match, whoever their actors, newest first, at most `limit`. They come packed in one row: looking through
    /// thousands for those of an area costs a few milliseconds.
    ///
    /// # Errors
    /// When the database does not answer or a row is damaged.
    pub async fn sketches(&self, search: &EntrySearch, limit: u32) -> Result<Vec<Sketch>, JournalError> {
        let mut values: Vec<Value> = bounds_of(search).into();
        values.push(i64::from(limit).into());
        values.extend(search.kind.iter().map(|kind| kind.clone().into()));
        let backend = self.inner.backend;
        let statement = sql::statement(backend, sql::sketches(backend, search.kind.is_some()), values);
        let row = self.inner.reader.query_one_raw(statement).await.map_err(JournalError::during("searching entries"))?;
        let packed: Option<String> = row.as_ref().map(|row| cell(row, 0, "entries", 0)).transpose()?.flatten();
        packed.iter().flat_map(|text| text.lines()).map(sketch).collect()
    }

    /// The units that some spans of facts are about, by the entries they came with, and how many are about each.
    ///
    /// # Errors
    /// When the database does not answer or a row is damaged.
    pub async fn units_of(&self, facts: impl IntoIterator<Item = Range<FactSeq>>) -> Result<Subjects, JournalError> {
        let mut units = Subjects::new();
        let spans = facts.into_iter().map(|span| (span.start.get(), span.end.get())).filter(|(first, end)| first < end);
        let mut spans: Vec<(u64, u64)> = spans.collect();
        spans.sort_unstable();
        // Entries that follow one another are asked about at once.
        spans.dedup_by(|next, before| {
            next.0 == before.1 && {
                before.1 = next.1;
                true
            }
        });
        for spans in spans.chunks(SPANS_AT_ONCE) {
            let values = spans.iter().flat_map(|(first, end)| [integer(*first), integer(*end)]);
            let statement = sql::statement(self.inner.backend, sql::units_of(self.inner.backend, spans.len()), values);
            for row in self.inner.reader.query_all_raw(statement).await.map_err(JournalError::during("reading facts"))? {
                let packed: Option<String> = cell(&row, 0, "facts", 0)?;
                for line in packed.iter().flat_map(|text| text.lines()) {
                    let wrong = || damaged("facts", 0, format!("entry, unit and facts read {line:?}"));
                    let mut numbers = line.splitn(3, ' ').map(|part| part.parse::<u64>().ok());
                    let mut number = || numbers.next().flatten().ok_or_else(wrong);
                    let (entry, unit, facts) = (number()?, number()?, number()?);
                    let unit = u32::try_from(unit).map_err(|_| wrong())?;
                    units.entry(EntrySeq(entry)).or_default().insert(UnitId(unit), facts);
                }
            }
        }
        Ok(units)
    }
}

/// Number, post, first fact, facts and actor, parted by blanks; the actor may have some.
fn sketch(line: &str) -> Result<Sketch, JournalError> {
    let wrong = || damaged("entries", 0, format!("whose it is reads {line:?}"));
    let mut parts = line.splitn(5, ' ');
    let mut number = || parts.next().and_then(|part| part.parse::<i64>().ok()).ok_or_else(wrong);
    let (seq, post, first, count) = (number()?, number()?, number()?, number()?);
    let actor = parts.next().ok_or_else(wrong)?.to_owned();
    let natural = |n: i64| u64::try_from(n).map_err(|_| wrong());
    let first = natural(first)?;
    let end = first.checked_add(natural(count)?).ok_or_else(wrong)?;
    let post = (post != 0).then(|| natural_post(post, seq)).transpose()?;
    Ok(Sketch { seq: EntrySeq(natural(seq)?), actor, post, facts: FactSeq(first)..FactSeq(end) })
}
