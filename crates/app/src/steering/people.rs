//! People named in steering: which account is meant by what was typed, and what the person of a task may do.

use crate::entry::Hand;
use crate::{App, AppError};
use vedich_facts::steering::Someone;
use vedich_rights::{Action, On, Person};
use vedich_steering::Task;
use vedich_values::text::normalise;
use vedich_values::{Diagnostic, Place, UnitId};

/// Names offered for a field, at most.
const MOST_OFFERED: usize = 500;

impl App {
    /// Who is meant by a login ("dung.ho"), a full name ("Hồ Văn Dũng"), or both ("Hồ Văn Dũng (dung.ho)"). Of several with the same name
    /// it is the one of the unit; who has no account is kept by name.
    ///
    /// # Errors
    /// `task.which-person` when several accounts bear the name and none or several of them are the unit's.
    pub fn someone(&self, text: &str, unit: UnitId) -> Result<Someone, AppError> {
        let (rights, text) = (self.rights(), text.trim());
        let linked = |person: &Person| Someone { person: Some(person.id), name: person.name.to_string() };
        let login = text.rsplit_once('(').and_then(|(_, login)| login.strip_suffix(')')).map(str::trim);
        let known = [Some(text), login].into_iter().flatten().find_map(|login| rights.by_login(&login.to_lowercase()));
        if let Some(person) = known {
            return Ok(linked(person));
        }
        let wanted = called(text);
        let same: Vec<&Person> = rights.people().filter(|person| !person.disabled && called(&person.name) == wanted).collect();
        let today = self.today();
        let own = |person: &&Person| person.home == unit || rights.acting(person.id, today).any(|post| post.unit == unit);
        let of_unit: Vec<&Person> = same.iter().copied().filter(own).collect();
        match (same.as_slice(), of_unit.as_slice()) {
            ([], _) => Ok(Someone { person: None, name: text.to_owned() }),
            ([one], _) | (_, [one]) => Ok(linked(one)),
            (several, _) => {
                let names: Vec<String> = several.iter().map(|person| format!("{} ({})", person.name, person.login)).collect();
                let problem = Diagnostic::error("task.which-person", Place::default()).with("name", text).with("people", names.join("; "));
                Err(AppError::Refused(vec![problem]))
            }
        }
    }

    /// Somebody as a field shows them, to be read back by [`Self::someone`].
    #[must_use]
    pub fn someone_typed(&self, someone: &Someone) -> String {
        let rights = self.rights();
        let known = someone.person.and_then(|person| rights.person(person));
        known.map_or_else(|| someone.name.clone(), |person| format!("{} ({})", person.name, person.login))
    }

    /// People a hand may name: those of the units its posts are over, as a field shows them, in the order of their names, some hundreds at most.
    #[must_use]
    pub fn people_to_name(&self, hand: &Hand) -> Vec<String> {
        let rights = self.rights();
        let homes = self.homes_where(hand, |unit| self.may_within(hand, Action::Read, unit));
        let own = rights.people_of(&homes, "", None, MOST_OFFERED).people;
        let open = own.iter().filter(|person| !person.disabled);
        let mut names: Vec<String> = open.map(|person| format!("{} ({})", person.name, person.login)).collect();
        names.sort_by_cached_key(|name| vedich_units::name_order(name));
        names
    }

    /// Whether a hand may say what the lead of a task says: as the unit that leads it, or as the person who answers for it.
    #[must_use]
    pub fn may_speak_for_lead(&self, hand: &Hand, task: &Task) -> bool {
        let assignment = &task.assignment;
        let named = hand.person.is_some() && hand.person == assignment.person.person;
        let acts = || hand.person.is_some_and(|person| self.rights().acting(person, self.today()).next().is_some());
        self.may(hand, Action::Count, &On::unit(assignment.lead.unit)).is_ok() || (named && acts())
    }
}

/// A name as it is compared: neither the case of its letters nor its blanks matter, its marks do.
fn called(name: &str) -> String {
    normalise(name).to_lowercase()
}
