//! What administrators and auditors see: the people and entries of their area, and nothing of others'.

use crate::authority::Ground;
use crate::{App, AppError, Hand};
use std::collections::{BTreeMap, BTreeSet};
use vedich_facts::{PersonId, PostId};
use vedich_journal::Verdict;
use vedich_rights::{Action, Homes, On, PeoplePage, Person, Places, Post, Refusal};
use vedich_units::COUNTRY;
use vedich_values::UnitId;
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

    /// Refuses who administers nobody.
    ///
    /// # Errors
    /// The refusal.
    pub fn administers_somebody(&self, hand: &Hand) -> Result<(), Refusal> {
        if self.may_somewhere(hand, Action::AdministerUsers) { Ok(()) } else { Err(Refusal::NotInRole) }
    }

    /// A page of the people a hand administers whose login or name has the words of a query, by name, after somebody, at most so many.
    ///
    /// # Errors
    /// When they administer nobody.
    pub fn people_administered(&self, hand: &Hand, query: &str, after: Option<PersonId>, most: usize) -> Result<PeoplePage, Refusal> {
        self.administers_somebody(hand)?;
        Ok(self.rights().people_of(&self.homes_administered(hand), query, after, most))
    }

    /// All of them.
    ///
    /// # Errors
    /// When they administer nobody.
    pub fn all_people_administered(&self, hand: &Hand, query: &str) -> Result<Vec<Person>, Refusal> {
        Ok(self.people_administered(hand, query, None, usize::MAX)?.people)
    }

    /// The units whose people a hand administers.
    fn homes_administered(&self, hand: &Hand) -> Homes {
        self.homes_where(hand, |unit| self.may(hand, Action::AdministerUsers, &On::unit(unit)).is_ok())
    }

    /// The units of which something is true that a post gives a hand: of those of its posts, and of all that ever lay in them.
    pub(crate) fn homes_where(&self, hand: &Hand, may: impl Fn(UnitId) -> bool) -> Homes {
        let Some(person) = hand.whose().filter(|_| !may(COUNTRY)) else { return Homes::All };
        let (rights, registry) = (self.rights(), self.reference().registry);
        let within = rights.acting(person, self.today()).filter_map(|post| registry.ever_within(post.unit, usize::MAX)).flatten();
        let units: BTreeSet<UnitId> = within.collect();
        Homes::Of(units.into_iter().filter(|unit| may(*unit)).collect())
    }

    /// Open posts over units a hand administers that are held by people of elsewhere: their account is not the hand's, the post is.
    #[must_use]
    pub fn posts_of_others(&self, hand: &Hand) -> Vec<(Person, Post)> {
        let (rights, today) = (self.rights(), self.today());
        let homes = self.homes_administered(hand);
        let Homes::Of(units) = &homes else { return Vec::new() };
        let here = units.iter().flat_map(|unit| rights.posts_over(*unit)).filter(|post| rights.is_open(post, today));
        let held = here.filter_map(|post| Some((rights.person(post.person)?.clone(), post.clone())));
        let mut found: Vec<(Person, Post)> = held.filter(|(person, _)| !homes.have(person.home)).collect();
        found.sort_by_cached_key(|(person, post)| (fold(&person.name), post.id));
        found
    }

    /// The posts people a hand administers still act in over units that have ended with nobody in their place, by the name of who does.
    #[must_use]
    pub fn posts_over_ended(&self, hand: &Hand) -> Vec<(Person, Post)> {
        let (rights, today, reference) = (self.rights(), self.today(), self.reference());
        let homes = self.homes_administered(hand);
        let ground = Ground(&reference.registry);
        let ended = rights.units_with_posts().filter(|unit| ground.ended(*unit, today)).flat_map(|unit| rights.posts_over(unit));
        let ended: BTreeMap<PostId, &Post> =
            ended.flat_map(|post| std::iter::once(post).chain(rights.delegations_of(post.id))).map(|post| (post.id, post)).collect();
        let acts = |post: &&&Post| rights.acting(post.person, today).any(|one| one.id == post.id);
        let held = ended.values().filter(acts).filter_map(|post| Some((rights.person(post.person)?.clone(), Post::clone(post))));
        let mut found: Vec<(Person, Post)> = held.filter(|(person, _)| homes.have(person.home)).collect();
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
