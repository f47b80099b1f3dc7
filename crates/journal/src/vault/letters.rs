//! Letters waiting to be sent, how people want to be written to, what they had seen when they were last here.

use super::{Vault, get, person, read_person, read_time, time};
use crate::JournalError;
use sea_orm::QueryResult;
use vedich_facts::PersonId;
use vedich_values::{FactSeq, Timestamp};

/// How often a person wants a digest of what waits for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rhythm {
    /// Never.
    #[default]
    Never,
    /// Every day.
    Daily,
    /// Once a week.
    Weekly,
}

impl Rhythm {
    /// Every rhythm.
    pub const ALL: [Self; 3] = [Self::Never, Self::Daily, Self::Weekly];

    /// The name in forms and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }

    /// The rhythm of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rhythm| rhythm.name() == name)
    }
}

/// How a person wants to be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wishes {
    /// How often.
    pub rhythm: Rhythm,
    /// Hour of the day in Vietnam, 0 to 23.
    pub hour: u8,
    /// Day of the week for a weekly digest, Monday 1 to Sunday 7.
    pub weekday: u8,
    /// Whether what cannot wait is written at once: a value returned, a task assigned, reminders before a deadline.
    pub at_once: bool,
}

impl Default for Wishes {
    /// Nothing is sent unasked; seven on Monday, before the week's first meeting, once somebody asks.
    fn default() -> Self {
        Self { rhythm: Rhythm::Never, hour: 7, weekday: 1, at_once: false }
    }
}

/// A person who wants digests, and when the last was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscriber {
    /// Who.
    pub person: PersonId,
    /// How.
    pub wishes: Wishes,
    /// When the last digest was made, or the wish was stated.
    pub last: Timestamp,
}

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its identity: the same letter is kept once.
    pub id: String,
    /// To whom.
    pub person: PersonId,
    /// What it is about.
    pub subject: String,
    /// What it says, plain text.
    pub body: String,
    /// Where it goes; none: to the address of the person's account.
    pub address: Option<String>,
    /// A file that goes with it.
    pub enclosed: Option<Enclosed>,
    /// How often sending failed so far.
    pub tries: u32,
}

/// A file in a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosed {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// What it holds: text.
    pub content: String,
}

impl Letter {
    /// A letter to a person with an account.
    #[must_use]
    pub const fn to_person(id: String, person: PersonId, subject: String, body: String) -> Self {
        Self { id, person, subject, body, address: None, enclosed: None, tries: 0 }
    }

    /// A letter to somebody without an account.
    #[must_use]
    pub fn to_address(id: String, address: String, subject: String, body: String) -> Self {
        Self { address: Some(address), ..Self::to_person(id, NOBODY, subject, body) }
    }

    /// The same with a file.
    #[must_use]
    pub fn enclosing(self, enclosed: Enclosed) -> Self {
        Self { enclosed: Some(enclosed), ..self }
    }
}

/// The person of letters to somebody without an account: accounts are numbered by the facts that made them, from 1.
pub(super) const NOBODY: PersonId = PersonId(0);

const WISHES: &str = "digest, hour, weekday, at_once";

impl Vault {
    /// Keeps a letter until it is sent. False when it was there already.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn post(&self, letter: &Letter, at: Timestamp) -> Result<bool, JournalError> {
        let sql = "INSERT INTO letters (id, person, made_at, next_at, tries, subject, body, address, enclosed_name, enclosed_media, enclosed) \
                   VALUES ($1, $2, $3, $4, 0, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
        let Letter { id, person: whose, subject, body, address, enclosed, .. } = letter.clone();
        let (name, media, content) = enclosed.map_or((None, None, None), |one| (Some(one.name), Some(one.media), Some(one.content)));
        let values = [
            id.into(),
            person(whose),
            time(at),
            time(at),
            subject.into(),
            body.into(),
            address.into(),
            name.into(),
            media.into(),
            content.into(),
        ];
        Ok(self.write(sql, values).await? > 0)
    }

    /// Letters whose time has come, oldest first, with the address they go to; those of people without an address wait.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn letters_due(&self, now: Timestamp, most: u32) -> Result<Vec<(Letter, String)>, JournalError> {
        let sql = "SELECT l.id, l.person, l.subject, l.body, l.tries, COALESCE(l.address, c.email), l.address, l.enclosed_name, \
                   l.enclosed_media, l.enclosed FROM letters l LEFT JOIN credentials c ON c.person = l.person \
                   WHERE l.sent_at IS NULL AND l.given_up_at IS NULL AND l.next_at <= $1 AND COALESCE(l.address, c.email) IS NOT NULL \
                   ORDER BY l.made_at, l.id LIMIT $2";
        self.all(sql, [time(now), i64::from(most).into()], |row| {
            let tries: i64 = get(row, 4, "letters")?;
            let part = |index| -> Result<Option<String>, JournalError> { get(row, index, "letters") };
            let enclosed = match (part(7)?, part(8)?, part(9)?) {
                (Some(name), Some(media), Some(content)) => Some(Enclosed { name, media, content }),
                _ => None,
            };
            let letter = Letter {
                id: get(row, 0, "letters")?,
                person: read_person(row, 1, "letters")?,
                subject: get(row, 2, "letters")?,
                body: get(row, 3, "letters")?,
                address: part(6)?,
                enclosed,
                tries: u32::try_from(tries).unwrap_or(u32::MAX),
            };
            Ok((letter, get(row, 5, "letters")?))
        })
        .await
    }

    /// The mail server took it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn letter_sent(&self, id: &str, at: Timestamp) -> Result<(), JournalError> {
        let sql = "UPDATE letters SET sent_at = $2, body = '', enclosed = NULL, problem = NULL WHERE id = $1";
        self.write(sql, [id.into(), time(at)]).await.map(|_| ())
    }

    /// The mail server did not; the letter is tried again at `next`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn letter_failed(&self, id: &str, problem: &str, next: Timestamp) -> Result<(), JournalError> {
        let sql = "UPDATE letters SET tries = tries + 1, problem = $2, next_at = $3 WHERE id = $1 AND sent_at IS NULL";
        self.write(sql, [id.into(), problem.into(), time(next)]).await.map(|_| ())
    }

    /// How many letters whose identity begins with a text were sent, how many wait, and how many were given up.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn letters_like(&self, beginning: &str) -> Result<(u64, u64, u64), JournalError> {
        let sql = "SELECT COUNT(sent_at), COUNT(*), COUNT(given_up_at) FROM letters WHERE substr(id, 1, CAST($1 AS INTEGER)) = $2";
        let length = i64::try_from(beginning.chars().count()).unwrap_or(i64::MAX);
        let found = self.one(sql, [length.into(), beginning.into()], |row| {
            let (sent, all, given_up): (i64, i64, i64) = (get(row, 0, "letters")?, get(row, 1, "letters")?, get(row, 2, "letters")?);
            let count = |number: i64| u64::try_from(number).unwrap_or(0);
            Ok((count(sent), count(all - sent - given_up), count(given_up)))
        });
        Ok(found.await?.unwrap_or_default())
    }

    /// How many letters wait to be tried, and what the mail server last said, if sending failed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn letters_waiting(&self) -> Result<(u64, Option<String>), JournalError> {
        let sql = "SELECT COUNT(*), MAX(problem) FROM letters WHERE sent_at IS NULL AND given_up_at IS NULL";
        let found = self
            .one(sql, [], |row| {
                let count: i64 = get(row, 0, "letters")?;
                Ok((u64::try_from(count).unwrap_or(0), get(row, 1, "letters")?))
            })
            .await?;
        Ok(found.unwrap_or_default())
    }

    /// Keeps how a person wants to be written to; the first digest comes at the next time they chose.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_wishes(&self, whose: PersonId, wishes: Wishes, now: Timestamp) -> Result<(), JournalError> {
        // Who wanted letters at once before keeps the instant from which on they do.
        let sql = "INSERT INTO wishes (person, digest, hour, weekday, digest_at, at_once) VALUES ($1, $2, $3, $4, $5, $6) \
                   ON CONFLICT (person) DO UPDATE SET digest = excluded.digest, hour = excluded.hour, weekday = excluded.weekday, \
                   digest_at = excluded.digest_at, \
                   at_once = CASE WHEN excluded.at_once IS NULL THEN NULL ELSE COALESCE(wishes.at_once, excluded.at_once) END";
        let (hour, weekday) = (i64::from(wishes.hour).into(), i64::from(wishes.weekday).into());
        let since = if wishes.at_once { time(now) } else { None::<i64>.into() };
        let values = [person(whose), wishes.rhythm.name().into(), hour, weekday, time(now), since];
        self.write(sql, values).await.map(|_| ())
    }

    /// How a person wants to be written to.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn wishes(&self, whose: PersonId) -> Result<Wishes, JournalError> {
        let sql = format!("SELECT {WISHES} FROM wishes WHERE person = $1");
        Ok(self.one(&sql, [person(whose)], |row| read_wishes(row, 0)).await?.unwrap_or_default())
    }

    /// Everybody who wants digests.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn subscribers(&self) -> Result<Vec<Subscriber>, JournalError> {
        let sql = format!("SELECT person, digest_at, {WISHES} FROM wishes WHERE digest <> 'never' ORDER BY person");
        self.all(&sql, [], |row| {
            Ok(Subscriber { person: read_person(row, 0, "wishes")?, last: read_time(row, 1, "wishes")?, wishes: read_wishes(row, 2)? })
        })
        .await
    }

    /// Everybody who wants to know at once of what cannot wait, and since when.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn at_once(&self) -> Result<Vec<(PersonId, Timestamp)>, JournalError> {
        let sql = "SELECT person, at_once FROM wishes WHERE at_once IS NOT NULL ORDER BY person";
        self.all(sql, [], |row| Ok((read_person(row, 0, "wishes")?, read_time(row, 1, "wishes")?))).await
    }

    /// A digest was made.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn digest_made(&self, whose: PersonId, at: Timestamp) -> Result<(), JournalError> {
        self.write("UPDATE wishes SET digest_at = $2 WHERE person = $1", [person(whose), time(at)]).await.map(|_| ())
    }

    /// Notes that a person is here in a session, with the newest fact of now. The answer is what was newest, and when, at their visit
    /// in an earlier session: the same for the whole of this one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn arrive(
        &self,
        whose: PersonId,
        session: &str,
        newest: FactSeq,
        now: Timestamp,
    ) -> Result<Option<(FactSeq, Timestamp)>, JournalError> {
        let kept = |column: &str, fresh: &str| {
            format!("{column} = CASE WHEN arrivals.session = excluded.session THEN arrivals.{column} ELSE arrivals.{fresh} END")
        };
        let sql = format!(
            "INSERT INTO arrivals (person, session, now_seq, now_at) VALUES ($1, $2, $3, $4) ON CONFLICT (person) DO UPDATE SET \
             {}, {}, session = excluded.session, now_seq = excluded.now_seq, now_at = excluded.now_at",
            kept("before_seq", "now_seq"),
            kept("before_at", "now_at"),
        );
        self.write(&sql, [person(whose), session.into(), crate::append::integer(newest.get()), time(now)]).await?;
        let sql = "SELECT before_seq, before_at FROM arrivals WHERE person = $1 AND before_seq IS NOT NULL AND before_at IS NOT NULL";
        self.one(sql, [person(whose)], |row| {
            let seq = crate::database::natural(row, 0, "arrivals", 0)?;
            Ok((FactSeq(seq), read_time(row, 1, "arrivals")?))
        })
        .await
    }
}

fn read_wishes(row: &QueryResult, first: usize) -> Result<Wishes, JournalError> {
    let small = |index| -> Result<u8, JournalError> {
        let number: i64 = get(row, index, "wishes")?;
        u8::try_from(number).map_err(|_| crate::database::damaged("wishes", 0, "an hour or weekday that can't be"))
    };
    let name: String = get(row, first, "wishes")?;
    let rhythm = Rhythm::from_name(&name).ok_or_else(|| crate::database::damaged("wishes", 0, "an unknown rhythm"))?;
    let at_once = get::<Option<i64>>(row, first + 3, "wishes")?.is_some();
    Ok(Wishes { rhythm, hour: small(first + 1)?, weekday: small(first + 2)?, at_once })
}
