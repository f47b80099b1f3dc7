//! What administrators and auditors see: the people and entries of their area, and nothing of others'.

use crate::authority::Ground;
use crate::{App, AppError, Hand};
use vedich_facts::PersonId;
use vedich_journal::{Entry, EntrySearch, Verdict};
use vedich_rights::{Action, On, Person, Post, Refusal, Rights};
use vedich_units::COUNTRY;
use vedich_values::text::fold;
use vedich_values::{EntrySeq, UnitId};

/// Entries looked through for one page of an area's trail, at most.
const LOOKED_THROUGH: usize = 20_000;
/// Entries read at once.
const PAGE: u32 = 500;

/// A page of the audit trail.
#[derive(Clone, Debug)]
pub struct Trail {
    /// The entries, newest first.
    pub entries: Vec<Entry>,
    /// Where the next page begins, if there may be one.
    pub next: Option<EntrySeq>,
}

impl App {
    /// Whether a hand may do something anywhere at all: what decides which parts of the site a person is shown.
    #[must_use]
    pub fn may_somewhere(&self, hand: &Hand, action: Action) -> bool {
        let Some(person) = hand.whose() else { return true };
        let rights = self.rights();
        rights.acting(person, self.today()).any(|post| rights.roles().get(&post.role).is_some_and(|role| role.may.contains(&action)))
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

    /// A page of the audit trail: everything for who audits the country, else what was written in posts of the area or by its people.
    ///
    /// # Errors
    /// When the hand audits nothing, or the journal does not answer.
    pub async fn audit(&self, hand: &Hand, search: &EntrySearch, most: usize) -> Result<Trail, AppError> {
        if !self.may_somewhere(hand, Action::ReadAudit) {
            return Err(Refusal::NotInRole.into());
        }
        let whole = self.may(hand, Action::ReadAudit, &On::unit(COUNTRY)).is_ok();
        let areas = self.audited_areas(hand);
        let rights = self.rights();
        let mut search = search.clone();
        let mut entries = Vec::new();
        let mut looked = 0;
        loop {
            let page = self.journal().search_entries(&search, PAGE).await?;
            let is_last = page.len() < PAGE as usize;
            looked += page.len();
            for entry in page {
                let seq = entry.seq;
                search.before = Some(seq);
                if whole || self.concerns(&rights, &areas, &entry) {
                    entries.push(entry);
                    if entries.len() >= most {
                        return Ok(Trail { entries, next: Some(seq) });
                    }
                }
            }
            if is_last {
                return Ok(Trail { entries, next: None });
            }
            if looked >= LOOKED_THROUGH {
                return Ok(Trail { entries, next: search.before });
            }
        }
    }

    /// The areas a person audits.
    fn audited_areas(&self, hand: &Hand) -> Vec<UnitId> {
        let rights = self.rights();
        let audits = |post: &&Post| rights.roles().get(&post.role).is_some_and(|role| role.may.contains(&Action::ReadAudit));
        hand.whose().map_or_else(Vec::new, |person| rights.acting(person, self.today()).filter(audits).map(|post| post.unit).collect())
    }

    fn concerns(&self, rights: &Rights, areas: &[UnitId], entry: &Entry) -> bool {
        let written_over = entry.post.and_then(|post| rights.post(post)).map(|post| post.unit);
        let written_by = rights.by_login(&entry.actor).map(|person| person.home);
        let (reference, today) = (self.reference(), self.today());
        let ground = Ground(&reference.registry);
        let mut units = written_over.or(written_by).into_iter();
        units.any(|unit| areas.iter().any(|area| Rights::covers(&ground, *area, unit, today)))
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
