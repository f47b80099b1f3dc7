//! Notices: what was told a person of what waits for them, and whether they have read it.

use super::{Vault, get, person, read_person, read_time, time};
use crate::{JournalError, append, database};
use sea_orm::QueryResult;
use vedich_facts::PersonId;
use vedich_values::{Timestamp, UnitId};

/// A notice (thông báo): something that waits, or waited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The name under which it is the same thing tomorrow.
    pub key: String,
    /// What waits, by its name.
    pub what: String,
    /// Of which unit.
    pub unit: UnitId,
    /// How many.
    pub count: u32,
    /// Until when: a date as `2026-11-29`.
    pub until: Option<String>,
    /// Of which reporting period: `2026-11`.
    pub period: Option<String>,
    /// Whose tasks.
    pub whose: Option<PersonId>,
    /// When it appeared, or grew.
    pub changed_at: Timestamp,
    /// When it was read; none: it was not, or it grew since.
    pub read_at: Option<Timestamp>,
    /// When it waited no longer.
    pub done_at: Option<Timestamp>,
}

const COLUMNS: &str = "key, what, unit, count, until, period, whose, changed_at, read_at, done_at";

impl Vault {
    /// The notices of a person: what waits first, the latest at the front.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn notices(&self, whose: PersonId, most: u32) -> Result<Vec<Notice>, JournalError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM notices WHERE person = $1 \
             ORDER BY CASE WHEN done_at IS NULL THEN 0 ELSE 1 END, done_at DESC, changed_at DESC, key LIMIT $2"
        );
        self.all(&sql, [person(whose), i64::from(most).into()], read).await
    }

    /// How many things wait that a person has not read of.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn unread(&self, whose: PersonId) -> Result<u32, JournalError> {
        let sql = "SELECT count(*) FROM notices WHERE person = $1 AND read_at IS NULL AND done_at IS NULL";
        let count: Option<i64> = self.one(sql, [person(whose)], |row| get(row, 0, "notices")).await?;
        Ok(count.and_then(|count| u32::try_from(count).ok()).unwrap_or(0))
    }

    /// Tells of something that waits: new, or as it stands now. Unread when it is new, waits again, or has grown.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn tell(&self, whose: PersonId, notice: &Notice, now: Timestamp) -> Result<(), JournalError> {
        let grown = "excluded.count > notices.count OR notices.done_at IS NOT NULL";
        let sql = format!(
            "INSERT INTO notices (person, key, what, unit, count, until, period, whose, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             ON CONFLICT (person, key) DO UPDATE SET \
             changed_at = CASE WHEN {grown} THEN excluded.changed_at ELSE notices.changed_at END, \
             read_at = CASE WHEN {grown} THEN NULL ELSE notices.read_at END, \
             count = excluded.count, until = excluded.until, done_at = NULL"
        );
        let Notice { key, what, unit, count, until, period, whose: of, .. } = notice.clone();
        let values = [
            person(whose),
            key.into(),
            what.into(),
            append::integer(unit.get().into()),
            i64::from(count).into(),
            until.into(),
            period.into(),
            of.and_then(|of| i64::try_from(of.0).ok()).into(),
            time(now),
        ];
        self.write(&sql, values).await.map(|_| ())
    }

    /// Something no longer waits.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn settle(&self, whose: PersonId, key: &str, now: Timestamp) -> Result<(), JournalError> {
        let sql = "UPDATE notices SET done_at = $3 WHERE person = $1 AND key = $2 AND done_at IS NULL";
        self.write(sql, [person(whose), key.into(), time(now)]).await.map(|_| ())
    }

    /// Notes that a person has read of something, or of everything that waits.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn mark_read(&self, whose: PersonId, key: Option<&str>, now: Timestamp) -> Result<(), JournalError> {
        let all = "UPDATE notices SET read_at = $2 WHERE person = $1 AND read_at IS NULL";
        match key {
            None => self.write(all, [person(whose), time(now)]).await,
            Some(key) => self.write(&format!("{all} AND key = $3"), [person(whose), time(now), key.into()]).await,
        }
        .map(|_| ())
    }

    /// Makes something unread again.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn mark_unread(&self, whose: PersonId, key: &str) -> Result<(), JournalError> {
        self.write("UPDATE notices SET read_at = NULL WHERE person = $1 AND key = $2", [person(whose), key.into()]).await.map(|_| ())
    }

    /// Throws away what waited until long ago.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sweep_notices(&self, whose: PersonId, before: Timestamp) -> Result<(), JournalError> {
        self.write("DELETE FROM notices WHERE person = $1 AND done_at < $2", [person(whose), time(before)]).await.map(|_| ())
    }
}

fn read(row: &QueryResult) -> Result<Notice, JournalError> {
    let table = "notices";
    let natural = |index| database::natural(row, index, table, 0);
    let small = |index| natural(index).map(|number| u32::try_from(number).unwrap_or(u32::MAX));
    let moment = |index| Ok::<_, JournalError>(get::<Option<i64>>(row, index, table)?.map(append::instant));
    let whose: Option<i64> = get(row, 6, table)?;
    Ok(Notice {
        key: get(row, 0, table)?,
        what: get(row, 1, table)?,
        unit: UnitId(small(2)?),
        count: small(3)?,
        until: get(row, 4, table)?,
        period: get(row, 5, table)?,
        whose: whose.map(|_| read_person(row, 6, table)).transpose()?,
        changed_at: read_time(row, 7, table)?,
        read_at: moment(8)?,
        done_at: moment(9)?,
    })
}
