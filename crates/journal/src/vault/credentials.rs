//! Passwords, second factors, passkeys, single sign-on.

use super::{Hash, Vault, bytes, get, person, read_person, read_time, time};
use crate::JournalError;
use crate::sql::list_of;
use sea_orm::QueryResult;
use vedich_facts::PersonId;
use vedich_values::Timestamp;

/// What the installation knows of a person beside the record.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    /// Whose.
    pub person: PersonId,
    /// Where letters go.
    pub email: Option<String>,
    /// Where calls go.
    pub phone: Option<String>,
    /// Argon2id hash in PHC form; none before the first is chosen.
    pub password: Option<String>,
    /// When it was chosen.
    pub password_at: Option<Timestamp>,
    /// The second factor, once begun.
    pub totp: Option<Totp>,
}

/// A second factor of one-time passwords (RFC 6238).
#[derive(Clone, PartialEq, Eq)]
pub struct Totp {
    /// The shared secret, sealed.
    pub sealed: Vec<u8>,
    /// When the person showed that their device has it; it is asked for from then on.
    pub confirmed_at: Option<Timestamp>,
}

/// A passkey (WebAuthn credential).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// The authenticator's name for it.
    pub id: Vec<u8>,
    /// Whose.
    pub person: PersonId,
    /// COSE number of its algorithm.
    pub algorithm: i32,
    /// Its public key, in the form the verifier reads.
    pub public_key: Vec<u8>,
    /// Signatures counted by the authenticator.
    pub counter: u32,
    /// What the person calls it.
    pub label: String,
    /// When it was added.
    pub made_at: Timestamp,
    /// When it last opened the account.
    pub used_at: Option<Timestamp>,
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credential").field("person", &self.person).field("password", &self.password.is_some()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Totp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Totp").field("confirmed_at", &self.confirmed_at).finish_non_exhaustive()
    }
}

const COLUMNS: &str = "person, email, phone, password, password_at, totp, totp_at";
const PASSKEY: &str = "id, person, CAST(algorithm AS BIGINT), public_key, counter, label, made_at, used_at";

impl Vault {
    /// Keeps how a person can be reached; the row everything else hangs on.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_contact(&self, whose: PersonId, email: Option<&str>, phone: Option<&str>) -> Result<(), JournalError> {
        let sql = "INSERT INTO credentials (person, email, phone, totp_step) VALUES ($1, $2, $3, 0) \
                   ON CONFLICT (person) DO UPDATE SET email = excluded.email, phone = excluded.phone";
        self.write(sql, [person(whose), email.map(str::to_owned).into(), phone.map(str::to_owned).into()]).await.map(|_| ())
    }

    /// What is known of a person.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn credential(&self, whose: PersonId) -> Result<Option<Credential>, JournalError> {
        self.one(&format!("SELECT {COLUMNS} FROM credentials WHERE person = $1"), [person(whose)], read_credential).await
    }

    /// What is known of everybody.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn credentials(&self) -> Result<Vec<Credential>, JournalError> {
        self.all(&format!("SELECT {COLUMNS} FROM credentials ORDER BY person"), [], read_credential).await
    }

    /// What some people sign in with, as far as they have anything.
    ///
    /// # Errors
    /// When the database does not answer or a row is damaged.
    pub async fn credentials_of(&self, people: &[PersonId]) -> Result<Vec<Credential>, JournalError> {
        self.all(
            &format!("SELECT {COLUMNS} FROM credentials WHERE {} ORDER BY person", self.of_these()),
            [list_of(people.iter().map(|person| person.0))],
            read_credential,
        )
        .await
    }

    /// Of the people of the first parameter.
    fn of_these(&self) -> String {
        crate::sql::among(self.0.inner.backend, "person", 1)
    }

    /// Sets a password.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_password(&self, whose: PersonId, hash: &str, at: Timestamp) -> Result<(), JournalError> {
        let sql = "INSERT INTO credentials (person, password, password_at, totp_step) VALUES ($1, $2, $3, 0) \
                   ON CONFLICT (person) DO UPDATE SET password = excluded.password, password_at = excluded.password_at";
        self.write(sql, [person(whose), hash.into(), time(at)]).await.map(|_| ())
    }

    /// Puts a hash made anew of the same password in the place of one made with older parameters, unless another password was set meanwhile.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn rehash_password(&self, whose: PersonId, before: &str, after: &str) -> Result<bool, JournalError> {
        let sql = "UPDATE credentials SET password = $3 WHERE person = $1 AND password = $2";
        Ok(self.write(sql, [person(whose), before.into(), after.into()]).await? > 0)
    }

    /// Begins a second factor, not asked for until it is confirmed; one that is confirmed stays. Whether it was begun.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn begin_totp(&self, whose: PersonId, sealed: &[u8]) -> Result<bool, JournalError> {
        let sql = "UPDATE credentials SET totp = $2 WHERE person = $1 AND totp_at IS NULL";
        Ok(self.write(sql, [person(whose), bytes(sealed)]).await? > 0)
    }

    /// Asks for the second factor from now on, with these recovery codes.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn confirm_totp(&self, whose: PersonId, at: Timestamp, codes: &[Hash]) -> Result<(), JournalError> {
        self.set_recovery_codes(whose, codes).await?;
        self.write("UPDATE credentials SET totp_at = $2 WHERE person = $1", [person(whose), time(at)]).await.map(|_| ())
    }

    /// Takes the second factor and its recovery codes away.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn remove_totp(&self, whose: PersonId) -> Result<(), JournalError> {
        self.write("UPDATE credentials SET totp = NULL, totp_at = NULL WHERE person = $1", [person(whose)]).await?;
        self.set_recovery_codes(whose, &[]).await
    }

    /// Uses up a step of time: a one-time password opens once, even when it is sent twice at once. Whether it was still free.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn use_totp_step(&self, whose: PersonId, step: u64) -> Result<bool, JournalError> {
        let sql = "UPDATE credentials SET totp_step = $2 WHERE person = $1 AND totp_step < $2";
        Ok(self.write(sql, [person(whose), crate::append::integer(step)]).await? > 0)
    }

    /// Replaces the recovery codes.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_recovery_codes(&self, whose: PersonId, codes: &[Hash]) -> Result<(), JournalError> {
        self.write("DELETE FROM recovery_codes WHERE person = $1", [person(whose)]).await?;
        for code in codes {
            self.write("INSERT INTO recovery_codes (person, hash) VALUES ($1, $2)", [person(whose), bytes(code)]).await?;
        }
        Ok(())
    }

    /// Uses up a recovery code. Whether there was one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn use_recovery_code(&self, whose: PersonId, code: &Hash) -> Result<bool, JournalError> {
        Ok(self.write("DELETE FROM recovery_codes WHERE person = $1 AND hash = $2", [person(whose), bytes(code)]).await? > 0)
    }

    /// How many recovery codes are left.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn recovery_codes_left(&self, whose: PersonId) -> Result<u64, JournalError> {
        let sql = "SELECT count(*) FROM recovery_codes WHERE person = $1";
        let left: Option<i64> = self.one(sql, [person(whose)], |row| get(row, 0, "recovery_codes")).await?;
        Ok(left.and_then(|left| u64::try_from(left).ok()).unwrap_or(0))
    }

    /// How many recovery codes some people have left, and how many passkeys; who has none is not there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn factors(&self, people: &[PersonId]) -> Result<(Vec<(PersonId, u64)>, Vec<(PersonId, u64)>), JournalError> {
        let count = |table: &'static str| async move {
            let sql = format!("SELECT person, count(*) FROM {table} WHERE {} GROUP BY person ORDER BY person", self.of_these());
            let read = |row: &QueryResult| Ok((read_person(row, 0, table)?, u64::try_from(get::<i64>(row, 1, table)?).unwrap_or_default()));
            self.all(&sql, [list_of(people.iter().map(|person| person.0))], read).await
        };
        Ok((count("recovery_codes").await?, count("passkeys").await?))
    }

    /// The person known to an issuer of single sign-on under that name.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn identity(&self, issuer: &str, subject: &str) -> Result<Option<PersonId>, JournalError> {
        let sql = "SELECT person FROM identities WHERE issuer = $1 AND subject = $2";
        self.one(sql, [issuer.into(), subject.into()], |row| read_person(row, 0, "identities")).await
    }

    /// Binds an issuer's name to a person; one that is bound stays. Whether it was bound now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn bind_identity(&self, issuer: &str, subject: &str, whose: PersonId) -> Result<bool, JournalError> {
        let sql = "INSERT INTO identities (issuer, subject, person) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        Ok(self.write(sql, [issuer.into(), subject.into(), person(whose)]).await? > 0)
    }

    /// The names bound to a person: issuer and name there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn identities_of(&self, whose: PersonId) -> Result<Vec<(String, String)>, JournalError> {
        let sql = "SELECT issuer, subject FROM identities WHERE person = $1 ORDER BY issuer, subject";
        self.all(sql, [person(whose)], |row| Ok((get(row, 0, "identities")?, get(row, 1, "identities")?))).await
    }

    /// Takes every name bound to a person away.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn remove_identities(&self, whose: PersonId) -> Result<u64, JournalError> {
        self.write("DELETE FROM identities WHERE person = $1", [person(whose)]).await
    }

    /// Adds a passkey; an id that is there already is refused.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn add_passkey(&self, key: &Passkey) -> Result<bool, JournalError> {
        let sql = "INSERT INTO passkeys (id, person, algorithm, public_key, counter, label, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
                   ON CONFLICT DO NOTHING";
        let values = [
            bytes(&key.id),
            person(key.person),
            key.algorithm.into(),
            bytes(&key.public_key),
            i64::from(key.counter).into(),
            key.label.as_str().into(),
            time(key.made_at),
        ];
        Ok(self.write(sql, values).await? > 0)
    }

    /// The passkeys of a person, first added first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn passkeys(&self, whose: PersonId) -> Result<Vec<Passkey>, JournalError> {
        self.all(&format!("SELECT {PASSKEY} FROM passkeys WHERE person = $1 ORDER BY made_at"), [person(whose)], read_passkey).await
    }

    /// The passkey of that id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn passkey(&self, id: &[u8]) -> Result<Option<Passkey>, JournalError> {
        self.one(&format!("SELECT {PASSKEY} FROM passkeys WHERE id = $1"), [bytes(id)], read_passkey).await
    }

    /// Notes that a passkey was used; refused when its counter did not go on, as that of a copy would not.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn use_passkey(&self, id: &[u8], counter: u32, at: Timestamp) -> Result<bool, JournalError> {
        let sql = "UPDATE passkeys SET counter = $2, used_at = $3 WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0))";
        Ok(self.write(sql, [bytes(id), i64::from(counter).into(), time(at)]).await? > 0)
    }

    /// Takes every passkey of a person away.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn remove_passkeys(&self, whose: PersonId) -> Result<u64, JournalError> {
        self.write("DELETE FROM passkeys WHERE person = $1", [person(whose)]).await
    }

    /// Takes a passkey away.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn remove_passkey(&self, whose: PersonId, id: &[u8]) -> Result<bool, JournalError> {
        Ok(self.write("DELETE FROM passkeys WHERE person = $1 AND id = $2", [person(whose), bytes(id)]).await? > 0)
    }
}

fn read_credential(row: &QueryResult) -> Result<Credential, JournalError> {
    let table = "credentials";
    let moment = |index| Ok::<_, JournalError>(get::<Option<i64>>(row, index, table)?.map(crate::append::instant));
    let sealed: Option<Vec<u8>> = get(row, 5, table)?;
    let confirmed_at = moment(6)?;
    Ok(Credential {
        person: read_person(row, 0, table)?,
        email: get(row, 1, table)?,
        phone: get(row, 2, table)?,
        password: get(row, 3, table)?,
        password_at: moment(4)?,
        totp: sealed.map(|sealed| Totp { sealed, confirmed_at }),
    })
}

fn read_passkey(row: &QueryResult) -> Result<Passkey, JournalError> {
    let table = "passkeys";
    let counter: i64 = get(row, 4, table)?;
    let algorithm: i64 = get(row, 2, table)?;
    Ok(Passkey {
        id: get(row, 0, table)?,
        person: read_person(row, 1, table)?,
        algorithm: i32::try_from(algorithm).unwrap_or_default(),
        public_key: get(row, 3, table)?,
        counter: u32::try_from(counter).unwrap_or(u32::MAX),
        label: get(row, 5, table)?,
        made_at: read_time(row, 6, table)?,
        used_at: get::<Option<i64>>(row, 7, table)?.map(crate::append::instant),
    })
}
