//! What administrators and auditors see: the people and entries of their area, and nothing of others'.

use crate::{App, AppError, Hand};
use std::collections::BTreeSet;
use vedich_facts::PersonId;
use vedich_journal::Verdict;
use vedich_rights::{Action, On, Person, Post, Refusal};
use vedich_units::COUNTRY;
use vedich_values::text::fold;

impl App {
    /// Whether a hand may do something anywhere at all: what decides which parts of the site a person is shown.
    #[must_use]
    pub fn may_somewhere(&self, hand: &Hand, action: Action) -> bool {
        self.actions_of(hand).contains(&action)
    }

    /// Everything some post of a hand lets it do, wherever.
    #[must_use]
    pub fn actions_of(&self, hand: &Hand) -> BTreeSet<Action> {
        let Some(person) = hand.whose() else { return Action::ALL.iter().copied().collect() };
        let rights = self.rights();
        let roles = rights.acting(person, self.today()).filter_map(|post| rights.roles().get(&post.role));
        roles.flat_map(|role| role.may.iter().copied()).collect()
    }

    /// The people a hand administers whose login or name has the words of a query, by name.
    ///
    /// # Errors
    /// When they administer nobody.
    pub fn people_administered(&self, hand: &Hand, query: &str) -> Result<Vec<Person>, Refusal> {
        if !self.may_somewhere(hand, Action::AdministerUsers) {
            return Err(Refusal::NotInRole);
        }
        let words = fold(query);
        let matches = |person: &Person| {
            let text = format!("{} {}", person.login, fold(&person.name));
            words.split(' ').all(|word| text.contains(word))
        };
        let rights = self.rights();
        let mut found: Vec<Person> = rights.people().filter(|person| matches(person)).cloned().collect();
        found.retain(|person| self.may(hand, Action::AdministerUsers, &On::unit(person.home)).is_ok());
        found.sort_by_cached_key(|person| fold(&person.name));
        Ok(found)
    }

    /// Open posts over units a hand administers that are held by people of elsewhere: their account is not the hand's, the post is.
    #[must_use]
    pub fn posts_of_others(&self, hand: &Hand) -> Vec<(Person, Post)> {
        let (rights, today) = (self.rights(), self.today());
        let administers = |unit| self.may(hand, Action::AdministerUsers, &On::unit(unit)).is_ok();
        let mut found: Vec<(Person, Post)> = Vec::new();
        for person in rights.people().filter(|person| !administers(person.home)) {
            let here = rights.posts_of(person.id).filter(|post| post.is_open(today) && administers(post.unit));
            found.extend(here.map(|post| (person.clone(), post.clone())));
        }
        found.sort_by_cached_key(|(person, post)| (fold(&person.name), post.id));
        found
    }

    /// A person of the area a hand administers.
    ///
    /// # Errors
    /// When there is none, or not theirs.
    pub fn person_administered(&self, hand: &Hand, id: PersonId) -> Result<Person, Refusal> {
        let person = self.rights().person(id).cloned().ok_or(Refusal::OutsideArea)?;
        self.may(hand, Action::AdministerUsers, &On::unit(person.home)).map(|()| person)
    }

    /// The roles a hand may give in some place, in the order of the file.
    #[must_use]
    pub fn roles_to_give(&self, hand: &Hand) -> Vec<vedich_rights::Role> {
        let rights = self.rights();
        let gives = |role: &str| match hand.whose() {
            None => true,
            Some(person) => rights
                .acting(person, self.today())
                .any(|post| rights.roles().get(&post.role).is_some_and(|own| own.appoints.contains(role))),
        };
        rights.roles().iter().filter(|role| gives(&role.id)).cloned().collect()
    }

    /// Walks the whole chain, for who audits the country.
    ///
    /// # Errors
    /// When the hand may not, or the journal does not answer.
    pub async fn verify_chain(&self, hand: &Hand) -> Result<Verdict, AppError> {
        self.may(hand, Action::ReadAudit, &On::unit(COUNTRY))?;
        Ok(self.journal().verify(None, |_| ()).await?)
    }
}
