//! What else has the words in its name, open to everybody: criteria sets, their criteria and indicators, procedures, words of the glossary.

use super::super::procedures::SHIPPED;
use super::super::{Scene, units};
use crate::pages::search::{Group, OtherHit};
use crate::parts::Link;
use vedich_values::text::fold;

/// Hits under one heading, at most: there are few sets and terms.
const MOST: usize = 100;
/// Letters below which nothing else is looked for: one would be in every title.
const LEAST: usize = 2;

/// Everything but units, under headings; of criteria and indicators, which are many, `most`.
#[must_use]
pub(super) fn found(s: Scene<'_>, query: &str, most: usize) -> Vec<Group> {
    let words: Vec<String> = fold(query).split_whitespace().map(str::to_owned).collect();
    if words.iter().map(|word| word.chars().count()).sum::<usize>() < LEAST {
        return Vec::new();
    }
    let fits = |texts: &[&str]| {
        let text = texts.iter().map(|text| fold(text)).collect::<Vec<_>>().join(" ");
        words.iter().all(|word| text.contains(word))
    };
    let group = |kind, heading, hits| Group { kind, heading: s.f.text(heading).to_owned(), hits, ..Group::default() };
    vec![
        group("criteria", "web.nav.criteria", sets(s, &fits)),
        super::indicators::found(s, query, most),
        group("procedures", "procedure.list", procedures(s, &fits)),
        group("glossary", "glossary.title", terms(s, query)),
    ]
}

/// Criteria sets by title, decision or id; those in force on the date first.
fn sets(s: Scene<'_>, fits: &dyn Fn(&[&str]) -> bool) -> Vec<OtherHit> {
    let f = s.f;
    let mut found: Vec<_> = s
        .catalogue()
        .iter()
        .filter(|set| fits(&[&set.title.vi, &set.title.en, set.decision().unwrap_or_default(), set.id.as_str()]))
        .collect();
    found.sort_by_key(|set| (!set.effective.contains(f.as_of), std::cmp::Reverse(set.effective.from)));
    found
        .into_iter()
        .take(MOST)
        .map(|set| OtherHit { id: set.id.to_string(), what: s.set_link(set), note: units::span_words(f, set.effective) })
        .collect()
}

fn procedures(s: Scene<'_>, fits: &dyn Fn(&[&str]) -> bool) -> Vec<OtherHit> {
    let f = s.f;
    let numbers = |one: &vedich_criteria::Procedure| one.legal.iter().map(|basis| basis.number.clone()).collect::<Vec<_>>().join(", ");
    let found = SHIPPED.iter().filter(|one| fits(&[&one.title.vi, &one.title.en, &numbers(one)]));
    let hit = |one: &vedich_criteria::Procedure| OtherHit {
        id: one.id.to_string(),
        what: Link::new(f.lang.of(&one.title), f.link(&format!("/procedures/{}", one.id))),
        note: units::span_words(f, one.effective),
    };
    found.take(MOST).map(hit).collect()
}

/// Words of the glossary: the term leads to the glossary with it typed in.
fn terms(s: Scene<'_>, query: &str) -> Vec<OtherHit> {
    let f = s.f;
    let terms = vedich_reference::glossary().unwrap_or_default();
    let hit = |term: &vedich_reference::Term| {
        let (term, other) = if f.lang == vedich_wording::Lang::Vi { (&term.vi, &term.en) } else { (&term.en, &term.vi) };
        OtherHit { id: term.clone(), what: Link::new(term.clone(), f.link_with("/glossary", &[("q", term)])), note: other.clone() }
    };
    terms.iter().filter(|term| term.is_like(query)).take(MOST).map(hit).collect()
}
