//! People, posts and delegations, as the facts say.

use crate::decide::Places;
use crate::directory::Directory;
use crate::roles::Roles;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vedich_facts::{AccountEvent, Body, Field, PersonId, PostId, Recorded};
use vedich_values::{Date, DateSpan, Timestamp, UnitId};

/// A person with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Identity.
    pub id: PersonId,
    /// Name to sign in with.
    pub login: Arc<str>,
    /// Name as officials write it.
    pub name: Arc<str>,
    /// The unit they belong to.
    pub home: UnitId,
    /// Whether the account no longer opens.
    pub disabled: bool,
}

/// A post (chức trách), or the delegation of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Identity.
    pub id: PostId,
    /// Who acts in it.
    pub person: PersonId,
    /// As what; a delegation has the role of its post.
    pub role: Arc<str>,
    /// Over which unit and everything below.
    pub unit: UnitId,
    /// For which criteria.
    pub field: Field,
    /// From when to when.
    pub span: DateSpan,
    /// The post it delegates; none for a post of its own.
    pub of: Option<PostId>,
    /// The decision that gave it.
    pub decision: Option<Arc<str>>,
    /// When it was ended before its time.
    pub ended: Option<Timestamp>,
}

impl Post {
    /// Whether it counts on a day.
    #[must_use]
    pub fn counts_on(&self, day: Date) -> bool {
        self.ended.is_none() && self.span.contains(day)
    }

    /// Whether it counts on that day or may on a later one.
    #[must_use]
    pub fn is_open(&self, today: Date) -> bool {
        self.ended.is_none() && self.span.to.is_none_or(|to| today <= to)
    }
}

/// Who may do what: people and posts as known now.
#[derive(Clone, Debug, Default)]
pub struct Rights {
    pub(crate) roles: Arc<Roles>,
    people: BTreeMap<PersonId, Person>,
    by_login: FxHashMap<Arc<str>, PersonId>,
    posts: BTreeMap<PostId, Post>,
    by_person: FxHashMap<PersonId, Vec<PostId>>,
    pub(crate) directory: Directory,
    /// The units whose administrators require a second factor of a role, below them too.
    second_factor: BTreeSet<(UnitId, Arc<str>)>,
}

impl Rights {
    /// Nobody yet.
    #[must_use]
    pub fn new(roles: Arc<Roles>) -> Self {
        Self { roles, ..Self::default() }
    }

    /// Takes a fact in; facts come in the order of the journal. Facts about anything else, and events about people or posts that are not
    /// there, change nothing.
    pub fn apply(&mut self, recorded: &Recorded) {
        let Body::Account(event) = &recorded.fact.body else { return };
        match event {
            AccountEvent::Entered { login, name } => self.enter(recorded, login, name),
            AccountEvent::Described { person, name } => {
                if let Some(person) = self.people.get_mut(person) {
                    self.directory.leave(person);
                    (person.name, person.home) = (name.as_str().into(), recorded.fact.unit);
                    self.directory.enter(person);
                }
            }
            AccountEvent::Disabled { person } => self.set_disabled(*person, true),
            AccountEvent::Enabled { person } => self.set_disabled(*person, false),
            AccountEvent::Appointed { person, role, field, to } => {
                self.give(recorded, *person, role.as_str().into(), field, *to, None);
            }
            AccountEvent::Delegated { of, person, field, to } => {
                if let Some(role) = self.posts.get(of).filter(|post| post.of.is_none()).map(|post| Arc::clone(&post.role)) {
                    self.give(recorded, *person, role, field, Some(*to), Some(*of));
                }
            }
            AccountEvent::Ended { post } => {
                if let Some(post) = self.posts.get_mut(post) {
                    post.ended.get_or_insert(recorded.recorded_at);
                }
            }
            AccountEvent::Credentials { .. } => {}
            AccountEvent::SecondFactor { role, required } => {
                let rule = (recorded.fact.unit, Arc::from(role.as_str()));
                if *required { _ = self.second_factor.insert(rule) } else { _ = self.second_factor.remove(&rule) }
            }
        }
    }

    /// Of which roles a second factor is required, by the unit whose administrator requires it, below it too.
    pub fn second_factor_rules(&self) -> impl Iterator<Item = (UnitId, &str)> {
        self.second_factor.iter().map(|(unit, role)| (*unit, &**role))
    }

    /// Whether a post a person acts in today asks for a second factor.
    #[must_use]
    pub fn needs_second_factor(&self, places: &impl Places, person: PersonId, today: Date) -> bool {
        let asks = |post: &Post| {
            let mut rules = self.second_factor.iter().filter(|(_, role)| *role == post.role);
            rules.any(|(unit, _)| Self::covers(places, *unit, post.unit, today))
        };
        !self.second_factor.is_empty() && self.acting(person, today).any(asks)
    }

    fn enter(&mut self, recorded: &Recorded, login: &str, name: &str) {
        let login: Arc<str> = login.into();
        if self.by_login.contains_key(&login) {
            return;
        }
        let id = PersonId(recorded.seq.get());
        self.by_login.insert(Arc::clone(&login), id);
        let person = Person { id, login, name: name.into(), home: recorded.fact.unit, disabled: false };
        self.directory.enter(&person);
        self.people.insert(id, person);
    }

    fn set_disabled(&mut self, person: PersonId, disabled: bool) {
        if let Some(person) = self.people.get_mut(&person) {
            person.disabled = disabled;
        }
    }

    fn give(&mut self, recorded: &Recorded, person: PersonId, role: Arc<str>, field: &Field, to: Option<Date>, of: Option<PostId>) {
        if !self.people.contains_key(&person) {
            return;
        }
        let fact = &recorded.fact;
        let id = PostId(recorded.seq.get());
        let span = DateSpan { from: Some(fact.as_of), to };
        let post = Post { id, person, role, unit: fact.unit, field: field.clone(), span, of, decision: fact.source.clone(), ended: None };
        self.directory.give(&post);
        self.posts.insert(id, post);
        self.by_person.entry(person).or_default().push(id);
    }

    /// The roles.
    #[must_use]
    pub fn roles(&self) -> &Roles {
        &self.roles
    }

    /// The person.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id)
    }

    /// The person of a login, as stored: lower case.
    #[must_use]
    pub fn by_login(&self, login: &str) -> Option<&Person> {
        self.people.get(self.by_login.get(login)?)
    }

    /// Everybody, first entered first.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.values()
    }

    /// The post or delegation.
    #[must_use]
    pub fn post(&self, id: PostId) -> Option<&Post> {
        self.posts.get(&id)
    }

    /// All posts and delegations a person ever had, first given first.
    pub fn posts_of(&self, person: PersonId) -> impl Iterator<Item = &Post> {
        self.by_person.get(&person).into_iter().flatten().filter_map(|id| self.posts.get(id))
    }

    /// The delegations a person gave out of their posts, first given first.
    pub fn given_by(&self, person: PersonId) -> impl Iterator<Item = &Post> {
        let mut given: Vec<&Post> = self.posts_of(person).flat_map(|post| self.delegations_of(post.id)).collect();
        given.sort_unstable_by_key(|post| post.id);
        given.into_iter()
    }

    /// The post a delegation is of; itself for a post of its own.
    pub fn root<'a>(&'a self, post: &'a Post) -> Option<&'a Post> {
        post.of.map_or(Some(post), |of| self.posts.get(&of))
    }

    /// Whether a post counts or may count later: open, and for a delegation its post and its giver as well.
    #[must_use]
    pub fn is_open(&self, post: &Post, today: Date) -> bool {
        let gives =
            |root: &Post| post.of.is_none() || root.is_open(today) && self.person(root.person).is_some_and(|person| !person.disabled);
        post.is_open(today) && self.root(post).is_some_and(gives)
    }

    /// The posts a person can act in on a day: not ended, in their period, and for a delegation its post and its giver as well.
    pub fn acting(&self, person: PersonId, today: Date) -> impl Iterator<Item = &Post> {
        let opens = |person: PersonId| self.people.get(&person).is_some_and(|person| !person.disabled);
        let here = opens(person);
        self.posts_of(person).filter(move |post| {
            here && post.counts_on(today) && self.root(post).is_some_and(|root| root.counts_on(today) && opens(root.person))
        })
    }
}
