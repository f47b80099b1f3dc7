//! People by name and by unit: a page of those of an area is read without the others.

use crate::rights::{Person, Post, Rights};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;
use vedich_facts::{PersonId, PostId};
use vedich_values::UnitId;
use vedich_values::text::fold;

/// Where a person stands among others: by name without marks, then by who was entered first.
type Standing = (Arc<str>, PersonId);

/// The orders people and posts are looked up in beside their identity.
#[derive(Clone, Debug, Default)]
pub(crate) struct Directory {
    by_name: BTreeSet<Standing>,
    by_home: BTreeMap<UnitId, BTreeSet<Standing>>,
    posts: BTreeMap<UnitId, Vec<PostId>>,
    delegations: BTreeMap<PostId, Vec<PostId>>,
}

impl Directory {
    pub(crate) fn enter(&mut self, person: &Person) {
        let standing = standing(person);
        self.by_home.entry(person.home).or_default().insert(standing.clone());
        self.by_name.insert(standing);
    }

    pub(crate) fn leave(&mut self, person: &Person) {
        let standing = standing(person);
        self.by_name.remove(&standing);
        if let Some(there) = self.by_home.get_mut(&person.home) {
            there.remove(&standing);
        }
    }

    pub(crate) fn give(&mut self, post: &Post) {
        self.posts.entry(post.unit).or_default().push(post.id);
        if let Some(of) = post.of {
            self.delegations.entry(of).or_default().push(post.id);
        }
    }
}

fn standing(person: &Person) -> Standing {
    (fold(&person.name).into(), person.id)
}

/// Whose people are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Homes {
    /// Everybody's.
    All,
    /// Those of some units, not of what lies below them.
    Of(BTreeSet<UnitId>),
}

impl Homes {
    /// Whether people of a unit are among them.
    #[must_use]
    pub fn have(&self, unit: UnitId) -> bool {
        match self {
            Self::All => true,
            Self::Of(units) => units.contains(&unit),
        }
    }
}

/// People by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeoplePage {
    /// Those of the page.
    pub people: Vec<Person>,
    /// After whom the next page begins; none: these are the last.
    pub next: Option<PersonId>,
    /// How many there are on all pages.
    pub total: usize,
}

impl Rights {
    /// A page of the people of some units whose login or name has all of the words, by name, after somebody, at most so many. Without words
    /// it costs the same at the front as at the end, however many others there are; with words everybody of the units is looked at.
    #[must_use]
    pub fn people_of(&self, homes: &Homes, words: &str, after: Option<PersonId>, most: usize) -> PeoplePage {
        let after = after.and_then(|after| self.person(after)).map(standing);
        let start = after.as_ref().map_or(Bound::Unbounded, Bound::Excluded);
        let words = fold(words);
        let (mut ids, total) = if words.is_empty() {
            (self.first_after(homes, start, most.saturating_add(1)), self.count_of(homes))
        } else {
            let found =
                self.first_after(homes, Bound::Unbounded, usize::MAX).into_iter().filter(|standing| self.is_meant(standing, &words));
            let found: Vec<&Standing> = found.collect();
            let total = found.len();
            let later = found.into_iter().filter(|standing| after.as_ref().is_none_or(|after| *standing > after));
            (later.take(most.saturating_add(1)).collect(), total)
        };
        let is_last = ids.len() <= most;
        ids.truncate(most);
        let people: Vec<Person> = ids.into_iter().filter_map(|(_, id)| self.person(*id).cloned()).collect();
        PeoplePage { next: people.last().filter(|_| !is_last).map(|last| last.id), people, total }
    }

    /// The posts and delegations over a unit itself, those that ended too, first given first.
    pub fn posts_over(&self, unit: UnitId) -> impl Iterator<Item = &Post> {
        self.directory.posts.get(&unit).into_iter().flatten().filter_map(|id| self.post(*id))
    }

    /// The delegations of a post, those that ended too, first given first.
    pub fn delegations_of(&self, post: PostId) -> impl Iterator<Item = &Post> {
        self.directory.delegations.get(&post).into_iter().flatten().filter_map(|id| self.post(*id))
    }

    /// The units somebody ever had a post over.
    pub fn units_with_posts(&self) -> impl Iterator<Item = UnitId> {
        self.directory.posts.keys().copied()
    }

    /// The people who belong to a unit itself.
    pub fn people_at(&self, home: UnitId) -> impl Iterator<Item = &Person> {
        self.directory.by_home.get(&home).into_iter().flatten().filter_map(|(_, id)| self.person(*id))
    }

    fn is_meant(&self, (name, id): &Standing, words: &str) -> bool {
        let login = self.person(*id).map(|person| &*person.login).unwrap_or_default();
        words.split(' ').all(|word| name.contains(word) || login.contains(word))
    }

    fn count_of(&self, homes: &Homes) -> usize {
        match homes {
            Homes::All => self.directory.by_name.len(),
            Homes::Of(units) => units.iter().filter_map(|unit| self.directory.by_home.get(unit)).map(BTreeSet::len).sum(),
        }
    }

    /// The first of them from a place on, at most so many: of each unit no more than may be wanted.
    fn first_after(&self, homes: &Homes, start: Bound<&Standing>, most: usize) -> Vec<&Standing> {
        let range = (start, Bound::Unbounded);
        match homes {
            Homes::All => self.directory.by_name.range::<Standing, _>(range).take(most).collect(),
            Homes::Of(units) => {
                let there = units.iter().filter_map(|unit| self.directory.by_home.get(unit));
                let mut found: Vec<&Standing> = there.flat_map(|there| there.range::<Standing, _>(range).take(most)).collect();
                found.sort_unstable();
                found.truncate(most);
                found
            }
        }
    }
}
