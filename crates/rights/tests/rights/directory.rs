//! Whoever is entered, renamed and moved, in whatever order: pages put together are everybody of the units, by name, and nobody twice.

use crate::world::{Step, replay, steps};
use proptest::prelude::*;
use std::collections::BTreeSet;
use vedich_facts::{AccountEvent, PersonId};
use vedich_rights::{Homes, Person, Rights};
use vedich_values::UnitId;
use vedich_values::text::fold;

const NAMES: [&str; 6] = ["Đỗ Thị Ánh", "do thi anh", "Lê Văn Bình", "Nguyễn Ân", "Nguyễn An Bình", "Phạm Ý"];

/// People entered, then described anew with another name or unit.
fn drawn() -> impl Strategy<Value = Vec<Step>> {
    let name = || prop::sample::select(&NAMES[..]);
    let people = proptest::collection::vec((name(), 1u32..=8), 1..12);
    let moves = proptest::collection::vec((0usize..12, name(), 1u32..=8), 0..8);
    (people, moves).prop_map(|(people, moves)| {
        let count = people.len();
        let entered = people.into_iter().map(|(name, unit)| (None, name, unit));
        let moved = moves.into_iter().map(move |(who, name, unit)| (Some((who % count) as u64 + 1), name, unit));
        let event = |(seq, (who, name, unit)): (u64, (Option<u64>, &str, u32))| {
            let name = name.to_owned();
            let event = match who {
                None => AccountEvent::Entered { login: format!("nguoi.{seq}"), name },
                Some(person) => AccountEvent::Described { person: PersonId(person), name },
            };
            Step { unit: UnitId(unit), ..Step::new(seq, event) }
        };
        (1..).zip(entered.chain(moved)).map(event).collect()
    })
}

/// The same from everybody there is.
fn all(rights: &Rights, homes: &Homes, words: &str) -> Vec<Person> {
    let is_meant = |person: &&Person| {
        let text = format!("{} {}", person.login, fold(&person.name));
        homes.have(person.home) && fold(words).split(' ').all(|word| text.contains(word))
    };
    let mut found: Vec<Person> = rights.people().filter(is_meant).cloned().collect();
    found.sort_by_key(|person| (fold(&person.name), person.id));
    found
}

proptest! {
    #[test]
    fn pages_are_everybody_by_name(
        steps in drawn(),
        units in proptest::option::of(proptest::collection::btree_set(1u32..=8, 0..5)),
        words in prop::sample::select(&["", "binh", "nguyen AN", "nguoi.1", "Ý", "xyz"][..]),
        most in 1usize..5,
    ) {
        let rights = replay(&steps);
        let homes = units.map_or(Homes::All, |units| Homes::Of(units.into_iter().map(UnitId).collect()));
        let expected = all(&rights, &homes, words);
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let page = rights.people_of(&homes, words, after, most);
            prop_assert_eq!(page.total, expected.len());
            prop_assert!(page.people.len() == most || page.next.is_none());
            found.extend(page.people);
            after = page.next;
            if after.is_none() {
                break;
            }
            prop_assert!(found.len() < expected.len(), "a next page has somebody");
        }
        prop_assert_eq!(found, expected);
        let at: Vec<PersonId> = (1..=8).flat_map(|unit| rights.people_at(UnitId(unit))).map(|person| person.id).collect();
        prop_assert_eq!(at.iter().collect::<BTreeSet<_>>().len(), rights.people().count());
    }

    /// What is looked up by unit and by post is what all posts together say.
    #[test]
    fn posts_are_found_by_their_unit_and_by_the_post_they_delegate(steps in steps()) {
        let rights = replay(&steps);
        let all: Vec<_> = (1..=4).flat_map(|person| rights.posts_of(PersonId(person))).collect();
        let over: Vec<_> = rights.units_with_posts().flat_map(|unit| rights.posts_over(unit)).collect();
        let ids = |posts: &[&vedich_rights::Post]| posts.iter().map(|post| post.id).collect::<BTreeSet<_>>();
        prop_assert_eq!((ids(&over), over.len()), (ids(&all), all.len()));
        for post in &all {
            let delegations: Vec<_> = rights.delegations_of(post.id).map(|one| one.id).collect();
            let expected: Vec<_> = all.iter().filter(|one| one.of == Some(post.id)).map(|one| one.id).collect();
            prop_assert_eq!(delegations.iter().collect::<BTreeSet<_>>(), expected.iter().collect::<BTreeSet<_>>());
        }
        for person in (1..=4).map(PersonId) {
            let given: Vec<_> = rights.given_by(person).map(|post| post.id).collect();
            prop_assert!(given.is_sorted());
            let expected = all.iter().filter(|post| post.of.and_then(|of| rights.post(of)).is_some_and(|root| root.person == person)).count();
            prop_assert_eq!(given.len(), expected);
        }
    }
}
