//! People out of a file (danh sách cán bộ): the list an office keeps in Excel, one row a post, looked at first, taken whole or not at all.

mod plan;
mod read;

use super::invitations::{Invitation, InvitationWords};
use super::{Contact, NewPosting};
use crate::{App, AppError, By, Committed, Hand, NewEntry};
use plan::{Known, Plan};
use std::sync::Arc;
use vedich_facts::PersonId;
use vedich_values::text::fold;
use vedich_values::{Diagnostic, Place};

/// The columns.
pub const COLUMNS: [&str; 10] = [
    "person_name",
    "person_login",
    "person_email",
    "person_phone",
    "person_role",
    "person_unit",
    "person_field",
    "person_from",
    "person_to",
    "person_decision",
];

/// Codes of the problems of such a file; each is worded in `vedich-wording`.
pub const CODES: &[&str] = &[
    "roster.no-login",
    "roster.unknown-role",
    "roster.bad-field",
    "roster.bad-date",
    "roster.differs",
    "roster.post-twice",
    "roster.disabled",
    "roster.another-name",
];

/// What a file of people would do.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// Its rows that can be read, in their order.
    pub rows: Vec<RosterRow>,
    /// Everything that is wrong, each with its cell; with any, nothing is written.
    pub problems: Vec<Diagnostic>,
}

impl Roster {
    /// How many of its rows are new people, change something of known ones, change nothing.
    #[must_use]
    pub fn counts(&self) -> [usize; 3] {
        [RosterState::New, RosterState::Changed, RosterState::Same].map(|state| self.rows.iter().filter(|row| row.state() == state).count())
    }

    /// The rows that give an account wholly another name: they are taken only when somebody says that it is still the same person.
    pub fn other_names(&self) -> impl Iterator<Item = &RosterRow> {
        self.rows.iter().filter(|row| row.is_another_name())
    }

    /// Whether it would write or send anything.
    #[must_use]
    pub fn does_something(&self) -> bool {
        self.rows.iter().any(|row| !row.changes.is_empty())
    }
}

/// A row: somebody in a post.
#[derive(Clone, Debug)]
pub struct RosterRow {
    /// Where it stands.
    pub place: Place,
    /// Name to sign in with.
    pub login: String,
    /// Name as officials write it.
    pub name: String,
    /// Where letters and calls reach them.
    pub contact: Contact,
    /// The post.
    pub post: NewPosting,
    /// The name the account has so far, where it is written anew.
    pub renamed_from: Option<String>,
    /// What it does; nothing: all of it holds already.
    pub changes: Vec<RosterChange>,
}

impl RosterRow {
    /// Whether the account gets wholly another name: neither its family name nor its given name stays.
    #[must_use]
    pub fn is_another_name(&self) -> bool {
        self.renamed_from.as_deref().is_some_and(|before| is_another(before, &self.name))
    }

    /// What it is in one word.
    #[must_use]
    pub fn state(&self) -> RosterState {
        match self.changes.as_slice() {
            [] => RosterState::Same,
            changes if changes.contains(&RosterChange::Entered) => RosterState::New,
            _ => RosterState::Changed,
        }
    }
}

/// Whether a name is somebody else's: another family name and another given name, not the same words in another order. Marks and capitals
/// aside.
fn is_another(before: &str, after: &str) -> bool {
    let words = |name: &str| fold(name).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (words(before), words(after));
    let sorted = |words: &[String]| words.iter().cloned().collect::<std::collections::BTreeSet<_>>();
    before.first() != after.first() && before.last() != after.last() && sorted(&before) != sorted(&after)
}

/// A row in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RosterState {
    /// Somebody who has no account yet.
    New,
    /// Somebody known, of whom something changes.
    Changed,
    /// It holds already.
    Same,
}

impl RosterState {
    /// Its name in the API and in the keys of its wording.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Same => "same",
        }
    }
}

/// Something a row does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RosterChange {
    /// Makes an account; the person is invited.
    Entered,
    /// Writes the name anew.
    Renamed,
    /// Writes anew where letters and calls go.
    ContactChanged,
    /// Gives the post.
    PostGiven,
    /// Gives the post anew with other days; the old one ends.
    PostMoved,
    /// Invites somebody again who never came and whose link opens no more.
    InvitedAgain,
}

impl RosterChange {
    /// Its name in the API and in the keys of its wording.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Renamed => "renamed",
            Self::ContactChanged => "contact-changed",
            Self::PostGiven => "post-given",
            Self::PostMoved => "post-moved",
            Self::InvitedAgain => "invited-again",
        }
    }
}

/// A file of people that is to be taken.
#[derive(Clone, Copy, Debug)]
pub struct PeopleFile<'a> {
    /// Its name, for its kind and the places of problems.
    pub name: &'a str,
    /// The file.
    pub bytes: &'a [u8],
    /// Accounts that get wholly another name are still the same person's, says whoever hands it in.
    pub other_names: bool,
}

/// What became of a file of people.
#[derive(Clone, Debug)]
pub struct Imported {
    /// What it did.
    pub roster: Roster,
    /// The entry; none when everything in it held already.
    pub committed: Option<Committed>,
    /// Who was invited, and how.
    pub invitations: Vec<Invitation>,
}

impl App {
    /// Reads a file of people and tells what it would do in that hand. Nothing is written.
    ///
    /// # Errors
    /// When the hand administers nobody, or the journal does not answer.
    pub async fn read_people(&self, hand: &Hand, name: &str, bytes: &[u8]) -> Result<Roster, AppError> {
        Ok(self.planned(hand, name, bytes).await?.0)
    }

    /// Takes a file of people: accounts, posts and what changed of both, all of it in one entry or nothing. Whoever is new is invited, by
    /// mail when there are words for a letter and an address, else by a link to be handed over. The same file again changes nothing. A file
    /// that gives an account wholly another name is taken only where `other_names` says that it is the same person.
    ///
    /// # Errors
    /// Everything that is wrong in it or that the hand may not, each with its cell; or the journal does not answer.
    pub async fn import_people(&self, by: By, file: PeopleFile<'_>, mail: Option<InvitationWords<'_>>) -> Result<Imported, AppError> {
        let PeopleFile { name, bytes, other_names } = file;
        let (roster, rows, known) = self.planned(by.hand(), name, bytes).await?;
        if !roster.problems.is_empty() {
            return Err(AppError::Refused(roster.problems));
        }
        let unsure: Vec<Diagnostic> = roster.other_names().filter(|_| !other_names).map(another_name).collect();
        if !unsure.is_empty() {
            return Err(AppError::Refused(unsure));
        }
        if !roster.does_something() {
            return Ok(Imported { roster, committed: None, invitations: Vec::new() });
        }
        let (now, done) = (self.clock().now(), Arc::new(parking_lot::Mutex::new(None)));
        let taken = Arc::clone(&done);
        let committed = self
            .commit_with(move |app, _| {
                // Planned on the state of this moment: another process may have entered somebody since the file was looked at.
                let plan = Plan::of(app, &rows, &known);
                let entry = NewEntry::new("import-people", by.clone(), now, plan.facts.clone());
                *taken.lock() = Some(plan);
                Ok(entry)
            })
            .await?;
        let Some(plan) = done.lock().take().filter(|_| !committed.already) else {
            return Ok(Imported { roster, committed: Some(committed), invitations: Vec::new() });
        };
        for (person, contact) in &plan.contacts {
            self.entrance().vault.set_contact(*person, contact.email.as_deref(), contact.phone.as_deref()).await?;
        }
        let invitations = self.hand_out(&plan.invited, mail).await?;
        Ok(Imported { roster, committed: Some(committed), invitations })
    }

    /// What a file says and would do: rows with their changes, and every problem of the file, of the record, of the hand.
    async fn planned(&self, hand: &Hand, name: &str, bytes: &[u8]) -> Result<(Roster, Vec<read::Row>, Known), AppError> {
        self.administers_somebody(hand)?;
        let known = self.known_people(hand).await?;
        let read::Read { rows, mut problems } = read::read(self, name, bytes, &known);
        let plan = Plan::of(self, &rows, &known);
        problems.extend(plan.problems.iter().cloned());
        problems.extend(self.refusals_of(hand, &rows, &plan).await?);
        problems.sort_by_key(|problem| (problem.place.sheet.clone(), problem.place.line, problem.place.column));
        problems.dedup();
        let reference = self.reference();
        let lines = rows.iter().zip(plan.changes).enumerate().map(|(index, (row, changes))| RosterRow {
            renamed_from: plan.names.get(&index).cloned(),
            place: row.place.clone(),
            login: row.login.clone(),
            name: row.name.clone(),
            contact: row.contact.clone(),
            post: row.posting(None).by_sets(&reference),
            changes,
        });
        Ok((Roster { rows: lines.collect(), problems }, rows, known))
    }

    /// What the door would refuse of a plan, each at the cell it comes from.
    async fn refusals_of(&self, hand: &Hand, rows: &[read::Row], plan: &Plan) -> Result<Vec<Diagnostic>, AppError> {
        let row_of = |fact: usize| plan.rows.get(fact).and_then(|row| rows.get(*row));
        let mut found = Vec::new();
        for mut problem in self.check(&plan.facts).await? {
            let fact = problem.place.line.and_then(|line| usize::try_from(line).ok()).unwrap_or(1);
            if let Some(row) = row_of(fact.saturating_sub(1)) {
                problem.place = row.cell(column_of(problem.code));
                found.push(problem);
            }
        }
        for (fact, refusal) in self.refused_of_accounts(hand, &plan.facts)? {
            let Some(row) = row_of(fact) else { continue };
            let place = row.cell(if refusal == vedich_rights::Refusal::NotInRole { "person_role" } else { "person_unit" });
            found.push(Diagnostic::error(refusal.code(), place));
        }
        Ok(found)
    }

    /// What is known of the people a hand administers beside the record.
    async fn known_people(&self, hand: &Hand) -> Result<Known, AppError> {
        let administered: Vec<PersonId> = self.all_people_administered(hand, "")?.iter().map(|person| person.id).collect();
        let never_came = self.never_came(administered.iter().copied()).await?;
        let credentials = self.entrance().vault.credentials().await?;
        let contacts = credentials.into_iter().map(|known| (known.person, Contact { email: known.email, phone: known.phone }));
        Ok(Known::new(administered, contacts.collect(), never_came))
    }
}

/// A row that gives an account wholly another name, as a problem where nobody said it is the same person.
fn another_name(row: &RosterRow) -> Diagnostic {
    let before = row.renamed_from.as_deref().unwrap_or_default();
    Diagnostic::error("roster.another-name", row.place.clone()).with("login", &row.login).with("before", before).with("after", &row.name)
}

/// The column a problem of the record comes from.
pub(super) fn column_of(code: &str) -> &'static str {
    match code {
        "account.bad-login" | "account.login-taken" => "person_login",
        "account.no-name" => "person_name",
        "account.unknown-role" | "account.wrong-level" => "person_role",
        "account.unknown-criterion" | "account.needs-field" => "person_field",
        "account.bad-span" => "person_to",
        "fact.future-date" | "fact.unit-not-there" => "person_from",
        _ => "person_unit",
    }
}
