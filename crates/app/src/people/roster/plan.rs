//! What the rows of a file of people come to: the statements that lead from what holds to what they say.

use super::super::workplace::carried_on;
use super::super::{Contact, NewPosting};
use super::RosterChange;
use super::read::Row;
use crate::App;
use std::collections::{BTreeMap, BTreeSet};
use vedich_facts::{AccountEvent, Body, CredentialChange, Fact, PersonId};
use vedich_rights::{Post, Rights};
use vedich_values::text::normalise;
use vedich_values::{Date, Diagnostic, UnitId};

/// What is known of people beside the record, of those the hand administers.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    administered: BTreeSet<PersonId>,
    contacts: BTreeMap<PersonId, Contact>,
    by_email: BTreeMap<String, PersonId>,
    never_came: BTreeSet<PersonId>,
}

impl Known {
    pub(super) fn new(administered: Vec<PersonId>, contacts: BTreeMap<PersonId, Contact>, never_came: BTreeSet<PersonId>) -> Self {
        let administered: BTreeSet<PersonId> = administered.into_iter().collect();
        let mut by_email = BTreeMap::new();
        for (person, contact) in contacts.iter().filter(|(person, _)| administered.contains(person)) {
            if let Some(email) = &contact.email {
                by_email.entry(email.to_lowercase()).or_insert(*person);
            }
        }
        Self { administered, contacts, by_email, never_came }
    }

    /// The account that has an address, the first entered where several have.
    pub(super) fn by_email(&self, email: &str) -> Option<PersonId> {
        self.by_email.get(email).copied()
    }
}

/// The statements of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// What is stated, in the order of the rows.
    pub(super) facts: Vec<Fact>,
    /// The row each statement comes from.
    pub(super) rows: Vec<usize>,
    /// What each row does.
    pub(super) changes: Vec<Vec<RosterChange>>,
    /// The names accounts have so far, by the rows that write them anew.
    pub(super) names: BTreeMap<usize, String>,
    /// Whose contact is written anew.
    pub(super) contacts: Vec<(PersonId, Contact)>,
    /// Who is invited.
    pub(super) invited: Vec<PersonId>,
    /// Rows that contradict each other or cannot be.
    pub(super) problems: Vec<Diagnostic>,
}

impl Plan {
    /// Plans on the state of now. Call it while deciding, or to look.
    pub(super) fn of(app: &App, rows: &[Row], known: &Known) -> Self {
        let rights = app.rights();
        let next = app.version().get() + 1;
        let mut planner =
            Planner { app, rights: &rights, known, next, seen: BTreeMap::new(), given: BTreeMap::new(), out: Self::default() };
        for (index, row) in rows.iter().enumerate() {
            let changes = planner.row(index, row);
            planner.out.changes.push(changes);
        }
        planner.out
    }
}

/// Somebody of the file.
struct Seen {
    id: PersonId,
    name: String,
    contact: Contact,
}

/// What tells posts of a file apart: person, role, unit, field in words.
type PostKey = (PersonId, String, UnitId, String);

struct Planner<'a> {
    app: &'a App,
    rights: &'a Rights,
    known: &'a Known,
    next: u64,
    seen: BTreeMap<String, Seen>,
    /// The posts of the file and their days.
    given: BTreeMap<PostKey, (Option<Date>, Option<Date>)>,
    out: Plan,
}

impl Planner<'_> {
    fn row(&mut self, index: usize, row: &Row) -> Vec<RosterChange> {
        let mut changes = Vec::new();
        let home = match carried_on(&self.app.reference().registry, row.unit, self.app.today()) {
            Ok(home) => home,
            Err(problem) if row.to.is_none_or(|to| self.app.today() <= to) => {
                self.refuse(problem, row, "person_unit");
                return changes;
            }
            Err(_) => row.unit,
        };
        let person = match self.seen.get(&row.login) {
            Some(seen) => {
                let differs = [
                    ("person_name", normalise(&row.name) != seen.name),
                    ("person_email", differs(&row.contact.email, &seen.contact.email)),
                    ("person_phone", differs(&row.contact.phone, &seen.contact.phone)),
                ];
                let id = seen.id;
                for (column, _) in differs.into_iter().filter(|(_, differs)| *differs) {
                    self.refuse(Diagnostic::error("roster.differs", row.place.clone()).with("login", &row.login), row, column);
                }
                id
            }
            None => self.person(index, row, home, &mut changes),
        };
        self.post(index, row, person, &mut changes);
        changes
    }

    /// The first row of somebody: entered, or written anew.
    fn person(&mut self, index: usize, row: &Row, home: UnitId, changes: &mut Vec<RosterChange>) -> PersonId {
        let name = normalise(&row.name);
        let Some(known) = self.rights.by_login(&row.login).cloned() else {
            let event = AccountEvent::Entered { login: row.login.clone(), name: name.clone() };
            let id = PersonId(self.next);
            self.state(index, self.app.account_fact(home, event, None));
            self.state(index, self.app.invited(id, home));
            self.out.invited.push(id);
            self.out.contacts.push((id, row.contact.clone()));
            changes.push(RosterChange::Entered);
            self.seen.insert(row.login.clone(), Seen { id, name, contact: row.contact.clone() });
            return id;
        };
        if known.disabled {
            self.refuse(Diagnostic::error("roster.disabled", row.place.clone()).with("login", &row.login), row, "person_login");
        }
        // An account of another area stays with those who administer it; only the post is given here.
        if self.known.administered.contains(&known.id) {
            self.details(index, row, &known, &name, changes);
        }
        self.seen.insert(row.login.clone(), Seen { id: known.id, name, contact: row.contact.clone() });
        known.id
    }

    fn details(&mut self, index: usize, row: &Row, known: &vedich_rights::Person, name: &str, changes: &mut Vec<RosterChange>) {
        if !name.is_empty() && *name != *known.name {
            let event = AccountEvent::Described { person: known.id, name: name.to_owned() };
            self.state(index, self.app.account_fact(known.home, event, None));
            self.out.names.insert(index, known.name.to_string());
            changes.push(RosterChange::Renamed);
        }
        let before = self.known.contacts.get(&known.id).cloned().unwrap_or_default();
        let after = Contact {
            email: row.contact.email.clone().or(before.email.clone()),
            phone: row.contact.phone.clone().or(before.phone.clone()),
        };
        if after != before {
            let event = AccountEvent::Credentials { person: known.id, change: CredentialChange::ContactChanged };
            self.state(index, self.app.account_fact(known.home, event, None));
            self.out.contacts.push((known.id, after));
            changes.push(RosterChange::ContactChanged);
        }
        if self.known.never_came.contains(&known.id) {
            self.state(index, self.app.invited(known.id, known.home));
            self.out.invited.push(known.id);
            changes.push(RosterChange::InvitedAgain);
        }
    }

    fn post(&mut self, index: usize, row: &Row, person: PersonId, changes: &mut Vec<RosterChange>) {
        let new = row.posting(None).by_sets(&self.app.reference());
        let key = (person, row.role.to_string(), row.unit, serde_json::to_string(&new.field).unwrap_or_default());
        if let Some(days) = self.given.insert(key, (row.from, row.to)) {
            if days != (row.from, row.to) {
                self.refuse(Diagnostic::error("roster.post-twice", row.place.clone()).with("login", &row.login), row, "person_from");
            }
            return;
        }
        let overlaps = |post: &Post| {
            let from = post.span.from.is_none_or(|from| new.to.is_none_or(|to| from <= to));
            from && post.span.to.is_none_or(|to| row.from.is_none_or(|from| from <= to))
        };
        let same = |post: &&Post| post.of.is_none() && *post.role == *row.role && post.unit == row.unit && post.field == new.field;
        let held = self.rights.posts_of(person).filter(same).filter(|post| post.ended.is_none() && overlaps(post)).last().cloned();
        match held {
            None => {
                self.state(index, new.fact(self.app, person));
                changes.push(RosterChange::PostGiven);
            }
            Some(post) if post.span.to == row.to && row.from.is_none_or(|from| post.span.from.is_none_or(|held| held <= from)) => {}
            Some(post) => {
                self.state(index, self.app.account_fact(post.unit, AccountEvent::Ended { post: post.id }, None));
                let moved = NewPosting { field: new.field.clone(), ..row.posting(post.span.from) };
                self.state(index, moved.fact(self.app, person));
                changes.push(RosterChange::PostMoved);
            }
        }
    }

    fn state(&mut self, index: usize, fact: Fact) {
        debug_assert!(matches!(fact.body, Body::Account(_)), "a file of people states events of accounts");
        self.out.facts.push(fact);
        self.out.rows.push(index);
        self.next += 1;
    }

    fn refuse(&mut self, problem: Diagnostic, row: &Row, column: &str) {
        self.out.problems.push(Diagnostic { place: row.cell(column), ..problem });
    }
}

/// Whether two rows of one person say different things; a cell left empty says nothing.
fn differs(one: &Option<String>, other: &Option<String>) -> bool {
    one.is_some() && other.is_some() && one != other
}
