//! Digests: who is to be written to now, and the letters on their way.

use super::{Agenda, Letter, Rhythm, Wishes};
use crate::{App, AppError};
use chrono::{Datelike, Days, NaiveTime, TimeZone};
use chrono_tz::Asia::Ho_Chi_Minh;
use vedich_rights::Person;
use vedich_values::{Date, Timestamp};

/// Letters handed to the mail server in one round.
const ROUND: u32 = 50;

/// A digest that is to be written.
#[derive(Clone, Debug)]
pub struct Digest {
    /// To whom.
    pub person: Person,
    /// Of which day: a day has one digest.
    pub day: Date,
    /// What it tells.
    pub agenda: Agenda,
}

impl App {
    /// The digests whose hour has come, for people whose account is open.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn digests_due(&self) -> Result<Vec<Digest>, AppError> {
        let now = self.clock().now();
        let rights = self.rights();
        let mut due = Vec::new();
        for subscriber in self.entrance().vault.subscribers().await? {
            let Some(person) = rights.person(subscriber.person).filter(|person| !person.disabled) else { continue };
            let Some(day) = day_due(subscriber.wishes, subscriber.last, now) else { continue };
            let after = self.journal().last_known(subscriber.last).await?;
            due.push(Digest { person: person.clone(), day, agenda: self.agenda_of(person.id, Some(after)).await? });
        }
        Ok(due)
    }

    /// Keeps a digest for sending, once a day however often it is asked; nothing to tell makes no letter.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn post_digest(&self, digest: &Digest, words: Option<(String, String)>) -> Result<(), AppError> {
        let (vault, now, person) = (&self.entrance().vault, self.clock().now(), digest.person.id);
        if let Some((subject, body)) = words {
            let id = format!("digest-{}-{}", person.0, digest.day);
            vault.post(&Letter::to_person(id, person, subject, body), now).await?;
        }
        Ok(vault.digest_made(person, now).await?)
    }

    /// Letters to be sent now, each with its address.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn letters_due(&self) -> Result<Vec<(Letter, String)>, AppError> {
        Ok(self.entrance().vault.letters_due(self.clock().now(), ROUND).await?)
    }

    /// How many letters wait, and what the mail server last said.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn letters_waiting(&self) -> Result<(u64, Option<String>), AppError> {
        Ok(self.entrance().vault.letters_waiting().await?)
    }
}

/// The day whose digest is due: the last chosen hour of Vietnam's time up to now, if it came after the last digest.
fn day_due(wishes: Wishes, last: Timestamp, now: Timestamp) -> Option<Date> {
    let local = now.with_timezone(&Ho_Chi_Minh);
    let hour = NaiveTime::from_hms_opt(u32::from(wishes.hour), 0, 0)?;
    let today = local.date_naive();
    let day = if local.time() >= hour { today } else { today.checked_sub_days(Days::new(1))? };
    let day = match wishes.rhythm {
        Rhythm::Never => return None,
        Rhythm::Daily => day,
        Rhythm::Weekly => {
            let back = (day.weekday().number_from_monday() + 7 - u32::from(wishes.weekday)) % 7;
            day.checked_sub_days(Days::new(u64::from(back)))?
        }
    };
    let instant = Ho_Chi_Minh.from_local_datetime(&day.and_time(hour)).earliest()?.to_utc();
    (last < instant).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_digest_is_due_at_the_chosen_hour_of_vietnam() {
        let daily = Wishes { rhythm: Rhythm::Daily, hour: 7, weekday: 1, at_once: false };
        let yesterday = at("2026-11-27T01:00:00Z");
        let day = |text: &str| text.parse::<Date>().ok();
        assert_eq!(day_due(daily, yesterday, at("2026-11-27T23:59:00Z")), None, "06:59 in Vietnam");
        assert_eq!(day_due(daily, yesterday, at("2026-11-28T00:00:00Z")), day("2026-11-28"), "07:00 in Vietnam");
        assert_eq!(day_due(daily, at("2026-11-28T00:00:00Z"), at("2026-11-28T12:00:00Z")), None, "made already");
        assert_eq!(day_due(Wishes::default(), yesterday, at("2026-11-28T12:00:00Z")), None, "nobody asked");
    }

    #[test]
    fn a_weekly_digest_comes_on_its_day_and_is_made_up_for_after_a_stop() {
        let friday = Wishes { rhythm: Rhythm::Weekly, hour: 16, weekday: 5, at_once: false };
        let last = at("2026-11-20T09:00:00Z");
        assert_eq!(day_due(friday, last, at("2026-11-27T08:59:00Z")), None, "15:59 on Friday in Vietnam");
        assert_eq!(day_due(friday, last, at("2026-11-27T09:00:00Z")), "2026-11-27".parse().ok());
        assert_eq!(day_due(friday, last, at("2026-11-30T02:00:00Z")), "2026-11-27".parse().ok(), "the server stood still at the weekend");
    }
}
