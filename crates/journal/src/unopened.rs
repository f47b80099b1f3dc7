//! Why a database could not be opened, told from what its driver says: what a person has to do differs, the driver's sentence does not tell it.

use crate::JournalError;
use sea_orm::{DbErr, RuntimeErr};

/// Why a database could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unopened {
    /// SQLite: the file can't be made or reached: no such folder, no right to it, a folder of that name.
    NoFile,
    /// SQLite: the file is no database.
    NotADatabase,
    /// SQLite: the file or its folder may only be read, or the disk is full.
    NotWritable,
    /// PostgreSQL: nobody answers at that address.
    NoAnswer,
    /// PostgreSQL: the server does not know the user, or the password is another one.
    BadLogin,
    /// PostgreSQL: the server has no database of that name.
    NoSuchDatabase,
    /// PostgreSQL: the user may not make tables there.
    NoRight,
    /// PostgreSQL: the address can't be read.
    BadAddress,
    /// A later version of the program has been at work: its schema has steps this one does not know.
    Newer,
    /// Another process was at work with it for as long as anybody waits.
    Busy,
    /// Something else; the source tells.
    Other,
}

impl JournalError {
    /// The driver could not open it.
    pub(crate) fn unopened(error: sqlx::Error) -> Self {
        Self::Open { why: of_driver(&error), source: Box::new(error) }
    }

    /// The schema could not be looked at or brought up to date.
    pub(crate) fn not_up_to_date(error: DbErr) -> Self {
        let why = match &error {
            DbErr::Conn(RuntimeErr::SqlxError(inner))
            | DbErr::Exec(RuntimeErr::SqlxError(inner))
            | DbErr::Query(RuntimeErr::SqlxError(inner)) => of_driver(inner),
            // The one thing of the migrator's own that it finds wrong; it has no other sign than its sentence.
            DbErr::Custom(said) if said.contains("its file is missing") => Unopened::Newer,
            _ => Unopened::Other,
        };
        Self::Open { why, source: Box::new(error) }
    }
}

fn of_driver(error: &sqlx::Error) -> Unopened {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::Tls(_) => Unopened::NoAnswer,
        sqlx::Error::Configuration(_) => Unopened::BadAddress,
        sqlx::Error::Database(said) => said.code().map_or(Unopened::Other, |code| of_code(&code)),
        _ => Unopened::Other,
    }
}

/// SQLite numbers its results, finer ones in the higher bytes; PostgreSQL has the five letters of SQLSTATE.
fn of_code(code: &str) -> Unopened {
    match (code, code.parse::<u32>().map(|number| number & 0xff)) {
        ("28P01" | "28000", _) => Unopened::BadLogin,
        ("3D000", _) => Unopened::NoSuchDatabase,
        ("42501", _) => Unopened::NoRight,
        (_, Ok(_)) if code.len() == 5 => Unopened::Other,
        (_, Ok(14)) => Unopened::NoFile,
        (_, Ok(26)) => Unopened::NotADatabase,
        (_, Ok(3 | 8 | 13)) => Unopened::NotWritable,
        (_, Ok(5)) => Unopened::Busy,
        _ => Unopened::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_both_engines_are_told_apart() {
        for (code, why) in [
            ("14", Unopened::NoFile),
            ("26", Unopened::NotADatabase),
            ("1032", Unopened::NotWritable),
            ("5", Unopened::Busy),
            ("28P01", Unopened::BadLogin),
            ("3D000", Unopened::NoSuchDatabase),
            ("42501", Unopened::NoRight),
            ("53300", Unopened::Other),
            ("1", Unopened::Other),
        ] {
            assert_eq!(of_code(code), why, "{code}");
        }
        assert_eq!(of_driver(&sqlx::Error::PoolTimedOut), Unopened::NoAnswer);
    }
}
