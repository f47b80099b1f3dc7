//! What administrators do: enter people, give and end posts, disable. And what holders of posts do: delegate.

use super::{Contact, of_sets};
use crate::{App, AppError, By, Committed, NewEntry};
use std::collections::BTreeSet;
use vedich_board::Reference;
use vedich_facts::{AccountEvent, Body, CredentialChange, Fact, Field, PersonId, PostId};
use vedich_rights::{Action, NewDelegation, Post, Refusal, Rights};
use vedich_units::COUNTRY;
use vedich_values::{Date, DateSpan, Diagnostic, FactSeq, Place, UnitId};

/// A person to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// Name to sign in with.
    pub login: String,
    /// Name as officials write it.
    pub name: String,
    /// The unit they belong to, which administers the account.
    pub home: UnitId,
    /// Where letters and calls reach them.
    pub contact: Contact,
    /// Posts they get at once.
    pub posts: Vec<NewPosting>,
}

/// A post to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPosting {
    /// As what.
    pub role: String,
    /// Over which unit.
    pub unit: UnitId,
    /// For which criteria.
    pub field: Field,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
    /// The decision that gives it.
    pub decision: Option<String>,
}

impl NewPosting {
    /// The same, with numbers of a kind of unit as numbers of the set in force on its first day: what the record keeps.
    pub(super) fn by_sets(self, reference: &Reference) -> Self {
        Self { field: of_sets(reference, &self.field, self.unit, self.from), ..self }
    }

    pub(super) fn fact(&self, app: &App, person: PersonId) -> Fact {
        let field = of_sets(&app.reference(), &self.field, self.unit, self.from);
        let event = AccountEvent::Appointed { person, role: self.role.clone(), field, to: self.to };
        let mut fact = Fact::new(self.unit, self.from, Body::Account(event));
        fact.source = self.decision.as_deref().map(Into::into);
        fact
    }
}

/// A post is delegated for a while; from a year on it is asked whether that was meant.
const LONG_DELEGATION: chrono::Months = chrono::Months::new(12);

impl App {
    /// Enters people with their posts, all or none. Identities are given in the order of the list.
    ///
    /// # Errors
    /// Everything that can't be, or the hand may not; or the journal does not answer.
    pub async fn enter_people(&self, by: By, since: Date, people: Vec<NewPerson>) -> Result<Vec<PersonId>, AppError> {
        let contacts: Vec<Contact> = people.iter().map(|person| person.contact.clone()).collect();
        let wrong: Vec<_> = contacts.iter().flat_map(Contact::problems).collect();
        if !wrong.is_empty() {
            return Err(AppError::Refused(wrong));
        }
        let lengths: Vec<u64> = people.iter().map(|person| 1 + person.posts.len() as u64).collect();
        let (kind, now) = ("enter-people", self.clock().now());
        let committed = self
            .commit_with(move |app, _| {
                app.logins_are_free(&people)?;
                // A person's identity is the number of the fact that enters them: known while deciding.
                let mut facts = Vec::new();
                for person in &people {
                    let id = PersonId(app.version().get() + 1 + facts.len() as u64);
                    let event = AccountEvent::Entered { login: person.login.clone(), name: person.name.clone() };
                    facts.push(Fact::new(person.home, since, Body::Account(event)));
                    facts.extend(person.posts.iter().map(|post| post.fact(app, id)));
                }
                Ok(NewEntry::new(kind, by.clone(), now, facts))
            })
            .await?;
        let mut next = committed.facts.start.get();
        let mut ids = Vec::new();
        for (contact, length) in contacts.into_iter().zip(lengths) {
            self.entrance().vault.set_contact(PersonId(next), contact.email.as_deref(), contact.phone.as_deref()).await?;
            ids.push(PersonId(next));
            next += length;
        }
        Ok(ids)
    }

    /// Whoever may not be entered because the login is taken would be unknown to the statements of their posts: the login is told first.
    fn logins_are_free(&self, people: &[NewPerson]) -> Result<(), AppError> {
        let rights = self.rights();
        let taken = people.iter().filter(|person| rights.by_login(&person.login).is_some());
        let taken = taken.map(|person| Diagnostic::error("account.login-taken", Place::default()).with("login", &person.login));
        let taken: Vec<Diagnostic> = taken.collect();
        if taken.is_empty() { Ok(()) } else { Err(AppError::Refused(taken)) }
    }

    /// The unit that administers somebody who is entered with a post: the post's own, or the one into which that went whole.
    #[must_use]
    pub fn home_of(&self, post: &NewPosting) -> UnitId {
        super::workplace::carried_on(&self.reference().registry, post.unit, self.today()).unwrap_or(post.unit)
    }

    /// Gives a post.
    ///
    /// # Errors
    /// Everything that can't be, or the hand may not; or the journal does not answer.
    pub async fn appoint(&self, by: By, person: PersonId, post: &NewPosting) -> Result<Committed, AppError> {
        self.commit(self.entry("appoint", by, vec![post.fact(self, person)])).await
    }

    /// Lets another person act in a post for a while.
    ///
    /// # Errors
    /// Everything that can't be, or the hand may not; or the journal does not answer.
    pub async fn delegate(&self, by: By, new: &NewDelegation, why: Option<&str>) -> Result<Committed, AppError> {
        if by.hand().whose().is_none() {
            // Whoever runs the machine does it for the holder, who could not give more than they have.
            let (rights, reference) = (self.rights(), self.reference());
            let holder = rights.post(new.of).map(|post| post.person).ok_or(Refusal::NoPost)?;
            rights.may_delegate(&crate::Ground(&reference.registry), holder, new, self.today())?;
        }
        let from = new.span.from.unwrap_or_else(|| self.today());
        let to = new.span.to.unwrap_or(from);
        let event = AccountEvent::Delegated { of: new.of, person: new.person, field: new.field.clone(), to };
        let mut fact = Fact::new(new.unit, from, Body::Account(event));
        fact.note = why.map(Into::into);
        self.commit(self.entry("delegate", by, vec![fact])).await
    }

    /// What is worth a second look in letting somebody act in a post for a while; none of it forbids.
    #[must_use]
    pub fn odd_in_delegation(&self, post: PostId, to: PersonId, span: DateSpan) -> Vec<Diagnostic> {
        let (rights, reference, today) = (self.rights(), self.reference(), self.today());
        let (Some(post), Some(person)) = (rights.post(post), rights.person(to)) else { return Vec::new() };
        let ground = crate::Ground(&reference.registry);
        let works_near = |unit| Rights::covers(&ground, post.unit, unit, today) || Rights::covers(&ground, unit, post.unit, today);
        let own = rights.acting(to, today).filter(|own| own.of.is_none()).map(|own| own.unit);
        let mut odd = Vec::new();
        if !std::iter::once(person.home).chain(own).any(works_near) {
            odd.push(Diagnostic::warning("delegation.elsewhere", Place::default()).with("name", &person.name));
        }
        let from = span.from.unwrap_or(today);
        let year = from.checked_add_months(LONG_DELEGATION);
        if span.to.is_some_and(|to| year.is_some_and(|year| to >= year)) {
            odd.push(Diagnostic::warning("delegation.long", Place::default()));
        }
        odd
    }

    /// Ends a post or delegation at once.
    ///
    /// # Errors
    /// Everything that can't be, or the hand may not; or the journal does not answer.
    pub async fn end_post(&self, by: By, post: PostId, why: Option<&str>) -> Result<Committed, AppError> {
        let rights = self.rights();
        let unit = rights.post(post).map(|post| post.unit).ok_or(Refusal::NoPost)?;
        self.account_event("end-post", by, unit, AccountEvent::Ended { post }, why).await
    }

    /// Disables an account: every session ends, no post of theirs counts.
    ///
    /// # Errors
    /// When the hand may not, or the journal does not answer.
    pub async fn disable(&self, by: By, person: PersonId, why: Option<&str>) -> Result<(), AppError> {
        self.of_account("disable-account", by, AccountEvent::Disabled { person }, person, why).await?;
        self.entrance().vault.drop_links(person).await?;
        self.shut(person, None).await?;
        Ok(())
    }

    /// Lets a disabled account open again.
    ///
    /// # Errors
    /// When the hand may not, or the journal does not answer.
    pub async fn enable(&self, by: By, person: PersonId, why: Option<&str>) -> Result<(), AppError> {
        self.of_account("enable-account", by, AccountEvent::Enabled { person }, person, why).await
    }

    /// Takes away the second factor and the passkeys of a person who lost them, and ends their sessions.
    ///
    /// # Errors
    /// When the hand may not, or the journal does not answer.
    pub async fn remove_lost_factor(&self, by: By, person: PersonId, why: Option<&str>) -> Result<(), AppError> {
        let event = AccountEvent::Credentials { person, change: CredentialChange::SecondFactorRemoved };
        self.of_account("remove-second-factor", by, event, person, why).await?;
        self.entrance().vault.remove_totp(person).await?;
        self.entrance().vault.remove_passkeys(person).await?;
        self.shut(person, None).await?;
        Ok(())
    }

    /// Ends every session of a person.
    ///
    /// # Errors
    /// When the hand may not, or the journal does not answer.
    pub async fn end_sessions(&self, by: By, person: PersonId, why: Option<&str>) -> Result<(), AppError> {
        let event = AccountEvent::Credentials { person, change: CredentialChange::SessionsEnded };
        self.of_account("end-sessions", by, event, person, why).await?;
        self.shut(person, None).await?;
        Ok(())
    }

    /// Makes a system administrator, for whoever runs the machine.
    ///
    /// # Errors
    /// Everything that can't be; or the journal does not answer.
    pub async fn create_administrator(&self, by: By, login: &str, name: &str, contact: Contact) -> Result<PersonId, AppError> {
        let role = "system-administrator".to_owned();
        let post = NewPosting { role, unit: COUNTRY, field: Field::WHOLE, from: self.today(), to: None, decision: None };
        let person = NewPerson { login: login.to_owned(), name: name.to_owned(), home: COUNTRY, contact, posts: vec![post] };
        self.enter_people(by, self.today(), vec![person]).await?.pop().ok_or(AppError::Stopped)
    }

    /// The administrators of the whole country, and whether each can sign in: has a password or a name at a single sign-on.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn administrators(&self) -> Result<Vec<(PersonId, bool)>, AppError> {
        let rights = self.rights();
        let administers = |post: &&Post| {
            let does = rights.roles().get(&post.role).is_some_and(|role| role.may.contains(&Action::AdministerUsers));
            does && rights.acting(post.person, self.today()).any(|one| one.id == post.id)
        };
        let administrators: BTreeSet<PersonId> = rights.posts_over(COUNTRY).filter(administers).map(|post| post.person).collect();
        let mut found = Vec::new();
        for person in administrators.into_iter().filter_map(|person| rights.person(person)) {
            let credential = self.entrance().vault.credential(person.id).await?;
            let has_password = credential.is_some_and(|credential| credential.password.is_some());
            let by_sso = || async { Ok::<_, AppError>(self.single_sign_on().is_some() && !self.identities(person.id).await?.is_empty()) };
            found.push((person.id, has_password || by_sso().await?));
        }
        Ok(found)
    }

    pub(super) async fn of_account(
        &self,
        kind: &str,
        by: By,
        event: AccountEvent,
        person: PersonId,
        why: Option<&str>,
    ) -> Result<(), AppError> {
        let home = self.rights().person(person).map(|person| person.home).ok_or(Refusal::NoAccount)?;
        self.account_event(kind, by, home, event, why).await.map(|_| ())
    }

    /// Records an event of an account.
    pub(super) async fn account_event(
        &self,
        kind: &str,
        by: By,
        unit: UnitId,
        event: AccountEvent,
        why: Option<&str>,
    ) -> Result<Committed, AppError> {
        self.commit(self.entry(kind, by, vec![self.account_fact(unit, event, why)])).await
    }

    /// An event of an account, dated on a day its unit exists.
    pub(super) fn account_fact(&self, unit: UnitId, event: AccountEvent, why: Option<&str>) -> Fact {
        let reference = self.reference();
        let last = reference.registry.get(unit).and_then(|unit| unit.span.to);
        let mut fact = Fact::new(unit, last.map_or(self.today(), |last| last.min(self.today())), Body::Account(event));
        fact.note = why.map(str::trim).filter(|why| !why.is_empty()).map(Into::into);
        fact
    }

    /// The fact that gave a post or entered a person: when, by whom, by which decision.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn account_history(&self, person: PersonId) -> Result<Vec<vedich_facts::Recorded>, AppError> {
        let rights = self.rights();
        let theirs = |id: PostId| rights.post(id).is_some_and(|post| post.person == person);
        let select = vedich_journal::Select { kind: Some(vedich_facts::Kind::Account), ..vedich_journal::Select::default() };
        let mut found = Vec::new();
        self.journal()
            .for_each(&select, |recorded| {
                let Body::Account(event) = &recorded.fact.body else { return };
                let concerns = match event {
                    AccountEvent::Entered { .. } => recorded.seq == FactSeq(person.0),
                    AccountEvent::Disabled { person: who }
                    | AccountEvent::Enabled { person: who }
                    | AccountEvent::Described { person: who, .. }
                    | AccountEvent::Appointed { person: who, .. }
                    | AccountEvent::Credentials { person: who, .. } => *who == person,
                    AccountEvent::Delegated { of, person: who, .. } => *who == person || theirs(*of),
                    AccountEvent::Ended { post } => theirs(*post),
                    AccountEvent::SecondFactor { .. } => false,
                };
                if concerns {
                    found.push(recorded);
                }
            })
            .await?;
        Ok(found)
    }
}
