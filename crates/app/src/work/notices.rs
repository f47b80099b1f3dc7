//! Notices in the site: the same list as the first page, with what is new in it since a person last read it.

use super::due::{Due, What};
use crate::people::Signed;
use crate::{App, AppError};
use chrono::TimeDelta;
use vedich_facts::PersonId;
use vedich_journal::vault::Notice;
use vedich_rights::Post;
use vedich_values::Timestamp;

/// Notices shown.
const MOST: u32 = 300;
/// What is done is told for so long.
const KEPT: TimeDelta = TimeDelta::days(60);
/// Somebody who moves about the site is told of news after so long at the latest.
const RENEWED_EVERY: TimeDelta = TimeDelta::seconds(60);

/// A notice (thông báo).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What waits, or waited.
    pub due: Due,
    /// When it appeared, or grew.
    pub at: Timestamp,
    /// Whether it was read since.
    pub read: bool,
    /// When it waited no longer.
    pub done: Option<Timestamp>,
}

impl App {
    /// The notices of who signed in, brought up to date: what waits first.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn notices(&self, signed: &Signed) -> Result<Vec<Told>, AppError> {
        self.renew_notices(signed.person.id).await?;
        let kept = self.entrance().vault.notices(signed.person.id, MOST).await?;
        Ok(kept.into_iter().filter_map(told).collect())
    }

    /// Notes that who signed in has read one notice, or everything.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn read_notices(&self, signed: &Signed, key: Option<&str>) -> Result<(), AppError> {
        Ok(self.entrance().vault.mark_read(signed.person.id, key, self.clock().now()).await?)
    }

    /// Makes a notice unread again.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn keep_unread(&self, signed: &Signed, key: &str) -> Result<(), AppError> {
        Ok(self.entrance().vault.mark_unread(signed.person.id, key).await?)
    }

    /// How many things wait that a person has not read of, as last found out. Nobody waits for it to be found out anew: that is done
    /// aside, when something was recorded since and the last time is a while ago.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn unread(&self, person: PersonId) -> Result<u32, AppError> {
        let (version, now) = (self.version(), self.clock().now());
        let old = |(seen, at): &(vedich_values::FactSeq, Timestamp)| {
            now - *at >= RENEWED_EVERY && (*seen != version || at.date_naive() != now.date_naive())
        };
        let is_old = {
            let mut told = self.inner.told.lock();
            let is_old = told.get(&person).is_none_or(old);
            if is_old {
                // Taken note of at once, so that the next page does not ask the same.
                told.insert(person, (version, now));
            }
            is_old
        };
        if is_old {
            let app = self.clone();
            tokio::spawn(async move {
                if let Err(error) = app.renew_notices(person).await {
                    tracing::warn!(error = &error as &dyn std::error::Error, "notices could not be brought up to date");
                }
            });
        }
        Ok(self.entrance().vault.unread(person).await?)
    }

    async fn renew_notices(&self, person: PersonId) -> Result<(), AppError> {
        let rights = self.rights();
        let posts: Vec<&Post> = rights.acting(person, self.today()).collect();
        let due = super::due::due(self, person, &posts).await?;
        self.tell(person, &due).await
    }

    /// Writes down what is new, has changed, or waits no longer; nothing when it is as it was.
    pub(super) async fn tell(&self, person: PersonId, due: &[Due]) -> Result<(), AppError> {
        let (vault, now) = (&self.entrance().vault, self.clock().now());
        self.inner.told.lock().insert(person, (self.version(), now));
        let kept = vault.notices(person, MOST).await?;
        let open = |key: &str| kept.iter().find(|notice| notice.key == key && notice.done_at.is_none());
        let mut keys = Vec::with_capacity(due.len());
        for one in due {
            let key = one.key();
            let until = one.until.map(|day| day.to_string());
            if open(&key).is_none_or(|notice| notice.count != one.count || notice.until != until) {
                let notice = Notice {
                    key: key.clone(),
                    what: one.what.name().to_owned(),
                    unit: one.unit,
                    count: one.count,
                    until,
                    period: one.period.map(|period| period.to_string()),
                    whose: one.person,
                    changed_at: now,
                    read_at: None,
                    done_at: None,
                };
                vault.tell(person, &notice, now).await?;
            }
            keys.push(key);
        }
        for gone in kept.iter().filter(|notice| notice.done_at.is_none() && !keys.contains(&notice.key)) {
            vault.settle(person, &gone.key, now).await?;
        }
        if kept.iter().any(|notice| notice.done_at.is_some_and(|at| at < now - KEPT)) {
            vault.sweep_notices(person, now - KEPT).await?;
        }
        Ok(())
    }
}

/// What a program of another version wrote and this one does not know is left out.
fn told(notice: Notice) -> Option<Told> {
    let due = Due {
        what: What::from_name(&notice.what)?,
        unit: notice.unit,
        count: notice.count,
        until: notice.until.and_then(|day| day.parse().ok()),
        period: notice.period.and_then(|period| period.parse().ok()),
        person: notice.whose,
    };
    Some(Told { due, at: notice.changed_at, read: notice.read_at.is_some(), done: notice.done_at })
}
