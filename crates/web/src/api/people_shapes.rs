//! What the API says of people to who administers them.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vedich_values::{Date, Timestamp};

/// Which people.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PeopleQuery {
    /// Words of the login or the name.
    pub q: Option<String>,
    /// Only those after this person: `next` of the page before.
    pub after: Option<u64>,
    /// At most so many, up to 500; default 100.
    pub limit: Option<usize>,
}

/// A page of people, by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct PeopleShape {
    /// Those of the page.
    pub people: Vec<PersonShape>,
    /// How many there are on all pages.
    pub total: usize,
    /// `after` of the next page; none: these were the last.
    pub next: Option<u64>,
}

/// A person, and what opens the account.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonShape {
    /// Our id of the person.
    pub person: u64,
    /// Name to sign in with.
    pub login: String,
    /// Name as officials write it.
    pub name: String,
    /// The unit that administers the account.
    pub home: u32,
    /// Whether the account is disabled.
    pub disabled: bool,
    /// Posts that count today.
    pub posts: Vec<PostShape>,
    /// Whether a password was chosen.
    pub password: bool,
    /// Whether codes of a device are asked for.
    pub totp: bool,
    /// Recovery codes left.
    pub recovery_codes: u64,
    /// Passkeys.
    pub passkeys: u64,
    /// Whether a post requires a second factor.
    pub second_factor_required: bool,
}

/// A post.
#[derive(Debug, Serialize, ToSchema)]
pub struct PostShape {
    /// Its identity.
    pub post: u64,
    /// The role's id.
    pub role: String,
    /// Over which unit.
    pub unit: u32,
    /// Its criteria, `vn.commune.2021-2025.standard: 5, 14`; empty: all.
    pub field: String,
    /// What the field covers in the sets in force today; absent criteria: it has to be given anew. Empty for a post for all criteria.
    pub covers_now: Vec<CoveredShape>,
    /// First day.
    pub from: Option<Date>,
    /// Last day; absent: open.
    pub to: Option<Date>,
}

/// What a field covers in a set.
#[derive(Debug, Serialize, ToSchema)]
pub struct CoveredShape {
    /// The set's id.
    pub set: String,
    /// Numbers of its criteria.
    pub criteria: Vec<u16>,
}

/// What is written anew of a person; what is absent stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonRequest {
    /// Name as officials write it.
    pub name: Option<String>,
    /// Our id of the unit that administers the account from now on.
    pub home: Option<u32>,
    /// Where letters go; an empty text takes the address away.
    pub email: Option<String>,
    /// Where calls go; an empty text takes the number away.
    pub phone: Option<String>,
    /// Why, for the record.
    pub why: Option<String>,
}

/// Why something is done to an account.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountRequest {
    /// Why, for the record.
    pub why: Option<String>,
}

/// What became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountAnswer {
    /// The person.
    pub person: u64,
    /// Whether codes of a device are still asked for.
    pub totp: bool,
    /// Passkeys left.
    pub passkeys: u64,
}

/// What is to be done with a file of people.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PeopleFileQuery {
    /// Show what it would do; write nothing.
    #[serde(default)]
    pub dry_run: bool,
    /// Accounts that get wholly another name are still the same person's: without this such a file is refused.
    #[serde(default)]
    pub other_names: bool,
    /// Its name: `nguoi-dung.xlsx`, for its kind and the places of problems.
    pub name: Option<String>,
}

/// What a file of people would do, or did.
#[derive(Debug, Serialize, ToSchema)]
pub struct PeopleFileAnswer {
    /// The entry of the record; none: nothing was written.
    pub entry: Option<u64>,
    /// Rows of people who have no account yet.
    pub new: usize,
    /// Rows that change something of known people.
    pub changed: usize,
    /// Rows that hold already.
    pub same: usize,
    /// The rows, in their order.
    pub rows: Vec<PeopleFileRow>,
    /// Everything that is wrong, each with its cell; with any, nothing is written.
    pub problems: Vec<String>,
    /// Rows that give an account wholly another name: taken only with `other_names=true`.
    pub other_names: Vec<String>,
    /// Who was invited.
    pub invitations: Vec<InvitationShape>,
}

/// A row of a file of people: somebody in a post.
#[derive(Debug, Serialize, ToSchema)]
pub struct PeopleFileRow {
    /// Its number in the sheet, from 1.
    pub row: Option<u32>,
    /// Name to sign in with.
    pub login: String,
    /// Name as officials write it.
    pub name: String,
    /// The name the account has so far, where it is written anew.
    pub name_before: Option<String>,
    /// The role's id.
    pub role: String,
    /// Over which unit.
    pub unit: u32,
    /// First day.
    pub from: Date,
    /// Last day; absent: open.
    pub to: Option<Date>,
    /// `new`, `changed` or `same`.
    pub state: &'static str,
    /// What it does: `entered`, `renamed`, `contact-changed`, `post-given`, `post-moved`, `invited-again`.
    pub changes: Vec<&'static str>,
}

/// An invitation to an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationShape {
    /// Our id of the person.
    pub person: u64,
    /// Name to sign in with.
    pub login: String,
    /// The one-time link to be handed over; told here and nowhere else. None: it is in a letter.
    pub link: Option<String>,
    /// Where the letter goes.
    pub mailed_to: Option<String>,
    /// Until when the link opens.
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
}

/// A person to be entered and invited.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InviteRequest {
    /// Name to sign in with.
    pub login: String,
    /// Name as officials write it.
    pub name: String,
    /// Where letters go.
    pub email: Option<String>,
    /// Where calls go.
    pub phone: Option<String>,
    /// Their first post; its unit administers the account.
    pub post: AppointRequest,
}

/// A post to be given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointRequest {
    /// The role's id.
    pub role: String,
    /// Over which unit.
    pub unit: u32,
    /// Its criteria, by their numbers in the set in force on the first day: `5, 14` or `commune: 5, 14; hamlet: 3`; or in a set by its
    /// id: `vn.commune.2021-2025.advanced: 5`; absent: all.
    pub field: Option<String>,
    /// First day; absent: today.
    pub from: Option<Date>,
    /// Last day; absent: open.
    pub to: Option<Date>,
    /// The decision that gives it.
    pub decision: Option<String>,
}

/// A token of one's own.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenShape {
    /// Its id, which opens nothing.
    pub id: String,
    /// The program that holds it, as its person calls it.
    pub name: String,
    /// Whether it only reads.
    pub read_only: bool,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub made_at: Timestamp,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    pub ends_at: Timestamp,
    /// When it was last used, to the minute or so.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub used_at: Option<Timestamp>,
}

impl From<vedich_app::people::Token> for TokenShape {
    fn from(token: vedich_app::people::Token) -> Self {
        let vedich_app::people::Token { id, name, read_only, made_at, ends_at, used_at, .. } = token;
        Self { id, name, read_only, made_at, ends_at, used_at }
    }
}

/// A token to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenRequest {
    /// The program that will hold it.
    pub name: String,
    /// How many days it opens: 1 to 366.
    pub days: u16,
    /// Whether it only reads.
    #[serde(default)]
    pub read_only: bool,
    /// The caller's present password; whoever has none and came by single sign-on just now leaves it out.
    pub present: Option<String>,
}

/// A token just made.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeTokenShape {
    /// What the program sends: `Authorization: Bearer …`. It is told here and never again.
    pub token: String,
}

/// Somebody who acts in a post of the caller's for a while.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DelegateRequest {
    /// Who, by the name they sign in with.
    pub login: String,
    /// First day; absent: today.
    pub from: Option<Date>,
    /// Last day.
    pub to: Date,
    /// Why.
    pub why: Option<String>,
}

/// A delegation that was given.
#[derive(Debug, Serialize, ToSchema)]
pub struct DelegatedAnswer {
    /// The entry of the record.
    pub entry: u64,
    /// The numbers of what it states: the identity of the delegation.
    pub facts: Vec<u64>,
    /// The same command was there before; nothing was changed.
    pub already: bool,
    /// What is worth a second look, in words: given to somebody who works outside the area of the post, or for a year and more.
    pub warnings: Vec<String>,
}
