//! Letters that were not delivered.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vedich_app::work::{NotDelivered, Remedy};
use vedich_values::Timestamp;

/// Which letters.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LettersQuery {
    /// `next` of the page before.
    pub before: Option<String>,
}

/// A page of letters that were not delivered.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LetterList {
    /// The letters, the latest given up first.
    pub letters: Vec<LetterShape>,
    /// `before` of the next page; none: these were the last.
    pub next: Option<String>,
}

/// A letter that was not delivered.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LetterShape {
    /// Its identity.
    pub id: String,
    /// Our id of the person; none: it went to somebody without an account.
    pub person: Option<u64>,
    /// The address it went to.
    pub address: Option<String>,
    /// What it is about.
    pub subject: String,
    /// What the mail server last said.
    pub problem: String,
    /// How often it was tried.
    pub tries: u32,
    /// When it was given up.
    #[schema(value_type = String)]
    pub given_up_at: Timestamp,
    /// Where its address is put right: own (one's account), account (of the person), letter (send it again with another one).
    pub remedy: &'static str,
}

/// A letter to send again.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgainRequest {
    /// Its identity.
    pub id: String,
    /// Another address, where it went to somebody without an account.
    #[serde(default)]
    pub address: Option<String>,
}

impl From<NotDelivered> for LetterShape {
    fn from(one: NotDelivered) -> Self {
        let letter = one.letter;
        let remedy = match one.remedy {
            Remedy::Own => "own",
            Remedy::Account => "account",
            Remedy::Letter => "letter",
        };
        Self {
            id: letter.id,
            person: letter.person.map(|person| person.0),
            address: letter.address,
            subject: letter.subject,
            problem: letter.problem,
            tries: letter.tries,
            given_up_at: letter.at,
            remedy,
        }
    }
}
