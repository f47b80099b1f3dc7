//! Everyone's first page: what waits for a person, what changed since they were last here, their places; and digests of it by mail.

pub mod at_once;
mod digest;
mod due;
mod notices;
mod undelivered;

pub use digest::Digest;
pub use due::{Due, What};
pub use notices::Told;
pub use undelivered::{Behind, LettersBack, MOST_TRIES, NotDelivered, Remedy, Went};
pub use vedich_journal::vault::{Enclosed, Letter, Rhythm, Undelivered, Wishes};

use crate::authority::Ground;
use crate::people::Signed;
use crate::{App, AppError};
use std::collections::{BTreeMap, BTreeSet};
use vedich_facts::{Kind, PersonId, Recorded, UnitLevel};
use vedich_journal::Select;
use vedich_rights::{Places, Post};
use vedich_units::COUNTRY;
use vedich_values::{EntrySeq, FactSeq, Timestamp, UnitId};

/// Facts read at once for what changed, newest first: more than an office reads in a morning.
const LOOKED_THROUGH: u32 = 2_000;
/// Whoever has so many units at most is told of each of them, whatever was recorded elsewhere: a commune with its hamlets.
const MOST_UNITS: usize = 80;
/// Pages looked through for whoever has more: an import of a whole province.
const MOST_PAGES: usize = 20;
/// Lines of what changed.
const MOST_CHANGES: usize = 30;

/// What stands on a person's first page.
#[derive(Clone, Debug, Default)]
pub struct Agenda {
    /// The units of their posts.
    pub places: Vec<UnitId>,
    /// What waits for them, most pressing first.
    pub due: Vec<Due>,
    /// What was recorded of their places since `since`, latest first.
    pub changes: Vec<Changed>,
    /// When they were last here; none at the first visit.
    pub since: Option<Timestamp>,
}

/// Facts of one kind about one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// About which unit.
    pub unit: UnitId,
    /// Of which kind.
    pub kind: Kind,
    /// How many.
    pub facts: u32,
    /// When the last one was recorded.
    pub at: Timestamp,
}

impl App {
    /// The first page of who signed in. Noted: what they see now is what they have seen at their next visit.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn agenda(&self, signed: &Signed) -> Result<Agenda, AppError> {
        let before = self.entrance().vault.arrive(signed.person.id, &signed.session.id, self.version(), self.clock().now()).await?;
        let mut agenda = self.agenda_of(signed.person.id, before.map(|(seq, _)| seq)).await?;
        agenda.since = before.map(|(_, at)| at);
        Ok(agenda)
    }

    /// What waits for a person, and what changed after a fact.
    pub(crate) async fn agenda_of(&self, person: PersonId, after: Option<FactSeq>) -> Result<Agenda, AppError> {
        let (rights, today) = (self.rights(), self.today());
        let posts: Vec<&Post> = rights.acting(person, today).collect();
        let places = self.places(&posts);
        let due = due::due(self, person, &posts).await?;
        self.tell(person, &due).await?;
        let changes = match after {
            Some(after) => self.changed_since(person, after, &places).await?,
            None => Vec::new(),
        };
        Ok(Agenda { places, due, changes, since: None })
    }

    /// The units of posts as they are today: what a merged unit became counts in its place.
    fn places(&self, posts: &[&Post]) -> Vec<UnitId> {
        let reference = self.reference();
        let (ground, today) = (Ground(&reference.registry), self.today());
        let mut places = Vec::new();
        for post in posts {
            let heirs = ground.heirs(post.unit, today);
            let now = if heirs.is_empty() { vec![post.unit] } else { heirs };
            places.extend(now.into_iter().filter(|unit| !places.contains(unit)).collect::<Vec<_>>());
        }
        places
    }

    async fn changed_since(&self, person: PersonId, after: FactSeq, places: &[UnitId]) -> Result<Vec<Changed>, AppError> {
        if let Some(units) = self.few_units(places) {
            return self.of_others(person, self.facts_of(after, &units).await?).await.map(|found| grouped(&found));
        }
        let reference = self.reference();
        let ground = Ground(&reference.registry);
        let mut within: BTreeMap<UnitId, bool> = BTreeMap::new();
        let mut is_theirs = |recorded: &Recorded| {
            let unit = recorded.fact.unit;
            *within.entry(unit).or_insert_with(|| {
                places.contains(&COUNTRY) || ground.line(unit, recorded.fact.as_of).iter().any(|above| places.contains(above))
            })
        };
        let mut found: Vec<Recorded> = Vec::new();
        let mut before = None;
        for _ in 0..MOST_PAGES {
            let select = Select { after: Some(after), before, newest_first: true, limit: Some(LOOKED_THROUGH), ..Select::default() };
            let page = self.journal().read(&select).await?;
            before = page.last().map(|last| last.seq);
            let is_last = page.len() < LOOKED_THROUGH as usize;
            found.extend(page.into_iter().filter(&mut is_theirs));
            if is_last || found.len() >= LOOKED_THROUGH as usize {
                break;
            }
        }
        self.of_others(person, found).await.map(|found| grouped(&found))
    }

    /// Without what the person wrote themselves.
    async fn of_others(&self, person: PersonId, mut found: Vec<Recorded>) -> Result<Vec<Recorded>, AppError> {
        let rights = self.rights();
        let Some(login) = rights.person(person).map(|person| person.login.clone()) else { return Ok(found) };
        let entries: BTreeSet<EntrySeq> = found.iter().map(|recorded| recorded.entry).collect();
        let entries = self.journal().entries_of(&entries.into_iter().collect::<Vec<_>>()).await?;
        let own: BTreeSet<EntrySeq> = entries.iter().filter(|entry| *entry.actor == *login).map(|entry| entry.seq).collect();
        found.retain(|recorded| !own.contains(&recorded.entry));
        Ok(found)
    }

    /// The units of some places with all below them and all that went into them; none when there are many.
    fn few_units(&self, places: &[UnitId]) -> Option<BTreeSet<UnitId>> {
        let reference = self.reference();
        let (registry, today) = (&reference.registry, self.today());
        let mut units = BTreeSet::new();
        for place in places {
            let level = registry.get(*place)?.level;
            if !matches!(level, UnitLevel::Commune | UnitLevel::Hamlet) {
                return None;
            }
            units.extend(registry.descendants(*place, UnitLevel::Hamlet, today));
            units.extend(registry.predecessors(*place).iter().map(|before| before.unit));
            units.insert(*place);
        }
        Some(units).filter(|units| units.len() <= MOST_UNITS)
    }

    /// What was recorded of some units, newest first.
    async fn facts_of(&self, after: FactSeq, units: &BTreeSet<UnitId>) -> Result<Vec<Recorded>, AppError> {
        let mut found = Vec::new();
        for unit in units {
            let select =
                Select { after: Some(after), unit: Some(*unit), newest_first: true, limit: Some(LOOKED_THROUGH), ..Select::default() };
            found.extend(self.journal().read(&select).await?);
        }
        found.sort_by_key(|recorded| std::cmp::Reverse(recorded.seq));
        Ok(found)
    }

    /// How a person wants to be written to.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn wishes(&self, signed: &Signed) -> Result<Wishes, AppError> {
        Ok(self.entrance().vault.wishes(signed.person.id).await?)
    }

    /// Keeps how a person wants to be written to.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn set_wishes(&self, signed: &Signed, wishes: Wishes) -> Result<(), AppError> {
        Ok(self.entrance().vault.set_wishes(signed.person.id, wishes, self.clock().now()).await?)
    }
}

/// Facts by unit and kind, as they come; what happens to accounts is told elsewhere.
fn grouped(facts: &[Recorded]) -> Vec<Changed> {
    let mut changes: Vec<Changed> = Vec::new();
    for recorded in facts.iter().filter(|recorded| recorded.fact.body.kind() != Kind::Account) {
        let (unit, kind) = (recorded.fact.unit, recorded.fact.body.kind());
        if let Some(line) = changes.iter_mut().find(|line| (line.unit, line.kind) == (unit, kind)) {
            line.facts += 1;
        } else if changes.len() < MOST_CHANGES {
            changes.push(Changed { unit, kind, facts: 1, at: recorded.recorded_at });
        }
    }
    changes
}
