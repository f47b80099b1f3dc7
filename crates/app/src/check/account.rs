//! What must hold of an event of an account or post.

use super::{Problem, problem};
use crate::authority::{Ground, take_in_account};
use std::sync::Arc;
use vedich_board::Reference;
use vedich_facts::{AccountEvent, Fact, Field, PersonId};
use vedich_rights::{Places, Rights};

/// Shortest and longest login.
const LOGIN_CHARS: std::ops::RangeInclusive<usize> = 2..=60;
/// Names nobody signs in with: the record uses them for programs.
const RESERVED: [&str; 5] = ["local-admin", "admin", "root", "system", "vedich"];

/// The state an entry's events are checked against, one after the other.
pub(super) struct Accounts<'a> {
    rights: Arc<Rights>,
    ground: Ground<'a>,
    reference: &'a Reference,
    next: u64,
    /// Those who can't be entered: what follows about them is not told as well.
    refused: Vec<PersonId>,
}

impl<'a> Accounts<'a> {
    pub(super) fn new(rights: Arc<Rights>, ground: Ground<'a>, reference: &'a Reference, next: u64) -> Self {
        Self { rights, ground, reference, next, refused: Vec::new() }
    }

    /// Counts a fact that is no event of an account.
    pub(super) const fn pass(&mut self) {
        self.next += 1;
    }

    /// Every problem of an event; one without is taken in.
    pub(super) fn check(&mut self, fact: &Fact, event: &AccountEvent, found: &mut Vec<Problem>) {
        let known = found.len();
        match event {
            AccountEvent::Entered { login, name } => self.check_person(login, name, found),
            AccountEvent::Described { person, name } => {
                self.known(*person, found);
                check_name(name, found);
            }
            AccountEvent::Disabled { person } | AccountEvent::Enabled { person } | AccountEvent::Credentials { person, .. } => {
                self.known(*person, found);
            }
            AccountEvent::Appointed { person, role, field, to } => {
                self.known(*person, found);
                self.check_role(fact, role, field, found);
                check_span(fact, *to, found);
            }
            AccountEvent::Delegated { of, person, field, to } => {
                self.known(*person, found);
                self.check_field(field, found);
                check_span(fact, Some(*to), found);
                if self.rights.post(*of).is_none_or(|post| post.of.is_some() || post.ended.is_some()) {
                    found.push(problem("account.unknown-post").with("post", of));
                }
            }
            AccountEvent::SecondFactor { role, .. } => {
                if self.rights.roles().get(role).is_none() {
                    found.push(problem("account.unknown-role").with("role", role));
                }
            }
            AccountEvent::Ended { post } => {
                if self.rights.post(*post).is_none_or(|post| post.ended.is_some()) {
                    found.push(problem("account.unknown-post").with("post", post));
                }
            }
        }
        if found.len() == known {
            take_in_account(self.reference, &mut self.rights, fact, self.next);
        } else if matches!(event, AccountEvent::Entered { .. }) {
            self.refused.push(PersonId(self.next));
        }
        self.next += 1;
    }

    fn known(&self, person: PersonId, found: &mut Vec<Problem>) {
        if self.rights.person(person).is_none() && !self.refused.contains(&person) {
            found.push(problem("account.unknown-person").with("person", person));
        }
    }

    fn check_person(&self, login: &str, name: &str, found: &mut Vec<Problem>) {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | '@');
        let well_formed =
            LOGIN_CHARS.contains(&login.len()) && login.chars().all(fits) && login.starts_with(|c: char| c.is_ascii_alphanumeric());
        if !well_formed || RESERVED.contains(&login) {
            found.push(problem("account.bad-login").with("login", login));
        } else if self.rights.by_login(login).is_some() {
            found.push(problem("account.login-taken").with("login", login));
        }
        check_name(name, found);
    }

    fn check_role(&self, fact: &Fact, role: &str, field: &Field, found: &mut Vec<Problem>) {
        let Some(known) = self.rights.roles().get(role) else {
            return found.push(problem("account.unknown-role").with("role", role));
        };
        if self.ground.level(fact.unit).is_some_and(|level| !known.levels.contains(&level)) {
            found.push(problem("account.wrong-level").with("role", &known.name.vi));
        }
        if known.needs_field && field.is_whole() {
            found.push(problem("account.needs-field").with("role", &known.name.vi));
        }
        self.check_field(field, found);
    }

    /// Every criterion named is one of some set.
    fn check_field(&self, field: &Field, found: &mut Vec<Problem>) {
        for (key, numbers) in field.0.iter().flatten() {
            let is_meant = |set: &&Arc<vedich_criteria::CriteriaSet>| set.id.as_str() == key.as_str() || set.subject.name() == key.as_str();
            let sets: Vec<_> = self.reference.catalogue.iter().filter(is_meant).collect();
            let unknown = numbers.iter().find(|no| !sets.iter().any(|set| set.criteria.iter().any(|known| known.no == **no)));
            if let Some(no) = unknown {
                found.push(problem("account.unknown-criterion").with("key", key).with("criterion", no));
            } else if sets.is_empty() || numbers.is_empty() {
                found.push(problem("account.unknown-criterion").with("key", key).with("criterion", ""));
            }
        }
    }
}

fn check_name(name: &str, found: &mut Vec<Problem>) {
    if name.trim().is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        found.push(problem("account.no-name"));
    }
}

fn check_span(fact: &Fact, to: Option<vedich_values::Date>, found: &mut Vec<Problem>) {
    if let Some(to) = to.filter(|to| *to < fact.as_of) {
        found.push(problem("account.bad-span").with("from", fact.as_of).with("to", to));
    }
}
