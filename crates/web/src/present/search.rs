//! Whatever has the words: units by name, criteria sets, their criteria and indicators, and terms, and for those who work here tasks, meetings, conclusions, proposals
//! and papers.

mod indicators;
mod others;
mod work;

pub use work::Reach;

use super::{Scene, board_path, units};
use crate::pages::search::{Group, Hit, OtherHit, SearchView};
use crate::parts::Link;
use serde::Serialize;
use vedich_units::Found;
use vedich_values::text_index::Query;

/// How many units are listed.
const LIMIT: usize = 30;
/// Hits of one kind beside others.
const BESIDE: usize = 10;
/// Hits of one kind on a page of their own.
const PAGE: usize = 50;
/// Hits of one kind that are counted beside others, and that are gone through page by page: who finds more adds a word.
const COUNTED: usize = 100;
const GONE_THROUGH: usize = 500;

/// The kinds that can be asked for alone, in the order they are shown.
pub const KINDS: [&str; 10] =
    ["criteria", "indicators", "procedures", "glossary", "tasks", "meetings", "conclusions", "proposals", "papers", "arrivals"];

/// What is looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The words.
    pub query: &'a str,
    /// One kind alone, of [`KINDS`].
    pub kind: Option<&'a str>,
    /// Of one kind: the hit its page goes on after.
    pub after: Option<&'a str>,
}

/// The page.
#[must_use]
pub fn view(s: Scene<'_>, asked: Asked<'_>, reach: Option<&dyn Reach>) -> SearchView {
    let query = asked.query;
    let wants_units = asked.kind.is_none() && !query.trim().is_empty();
    let found = if wants_units { s.registry().find(query, Some(s.f.as_of), LIMIT) } else { Vec::new() };
    let near = !found.iter().any(|one| one.exact);
    SearchView {
        query: query.to_owned(),
        near: near && !found.is_empty(),
        found: found.iter().map(|one| hit(s, one)).collect(),
        others: groups(s, asked, reach),
        alone: asked.kind.is_some().then(|| s.f.here_with(&[("kind", ""), ("after", "")])),
        works: reach.is_some(),
    }
}

/// Everything but units, under headings; of one kind alone a page of it.
#[must_use]
pub fn groups(s: Scene<'_>, asked: Asked<'_>, reach: Option<&dyn Reach>) -> Vec<Group> {
    let query = Query::of(asked.query);
    let most = if asked.kind.is_some() { GONE_THROUGH } else { COUNTED };
    let mut groups = others::found(s, asked.query, most);
    groups.retain(|group| asked.kind.is_none_or(|kind| kind == group.kind));
    if let Some(reach) = reach.filter(|_| !query.is_too_short()) {
        groups.extend(work::found(s, reach, &query, asked.kind, most));
    }
    groups.retain(|group| !group.hits.is_empty());
    for group in &mut groups {
        group.total = group.hits.len();
        if asked.kind.is_some() {
            turn_to(s, group, asked.after);
        } else if group.total > BESIDE {
            group.hits.truncate(BESIDE);
            group.all = s.f.here_with(&[("kind", group.kind)]);
        }
    }
    groups
}

/// The page of a group that goes on after a hit.
fn turn_to(s: Scene<'_>, group: &mut Group, after: Option<&str>) {
    let start = after.and_then(|after| group.hits.iter().position(|hit| hit.id == after)).map_or(0, |at| at + 1);
    group.first = start;
    let rest = group.hits.split_off(start);
    group.hits = rest;
    if group.hits.len() > PAGE {
        group.hits.truncate(PAGE);
        let last = group.hits.last().map(|hit| hit.id.clone()).unwrap_or_default();
        group.next = s.f.here_with(&[("after", &last)]);
        group.after = last;
    }
}

fn hit(s: Scene<'_>, one: &Found) -> Hit {
    let registry = s.registry();
    let frame = crate::frame::Frame { as_of: one.on, ..s.f.clone() };
    let then = Scene { f: &frame, ..s };
    let known = registry.get(one.unit);
    let gone = one.on != s.f.as_of;
    let span = known.filter(|_| gone).map(|unit| units::span_words(s.f, unit.span)).unwrap_or_default();
    let board = registry.children(one.unit, one.on).len();
    Hit {
        unit: then.place_link(one.unit),
        level: known.map(|unit| level_beside(then, unit)).unwrap_or_default(),
        path: then.above(one.unit),
        span,
        board: (board > 0).then(|| Link::new(s.f.text("web.nav.board"), frame.link(&board_path(one.unit)))),
    }
}

/// The level of a unit where its name does not say it: a ward is of the level of communes.
fn level_beside(s: Scene<'_>, unit: &vedich_units::Unit) -> String {
    let level = s.level(unit.level);
    if s.name(unit.id).starts_with(level) { String::new() } else { s.f.say("web.search.level", &[("level", &level.to_lowercase())]) }
}

/// What the search box suggests while one types.
#[derive(Clone, Debug, Serialize)]
pub struct Suggestion {
    /// The unit.
    pub name: String,
    /// Its parents, and its days when it is gone.
    pub path: String,
    /// Where it leads.
    pub href: String,
}

/// Suggestions, at most.
const SUGGESTED: usize = 8;

/// Suggestions for the search box: units first, then what else says the words, as far as there is room.
#[must_use]
pub fn suggestions(s: Scene<'_>, query: &str, reach: Option<&dyn Reach>) -> Vec<Suggestion> {
    let found = s.registry().find(query, Some(s.f.as_of), SUGGESTED);
    let words = Query::of(query);
    let mut groups = others::found(s, query, SUGGESTED);
    if let Some(reach) = reach.filter(|_| !words.is_too_short()) {
        groups.extend(work::found(s, reach, &words, None, SUGGESTED));
    }
    // Every kind gets its turn: many tasks do not hide the one paper.
    let turns = (0..SUGGESTED).flat_map(|at| groups.iter().filter_map(move |group| Some((&group.heading, group.hits.get(at)?))));
    let said = |heading: &str, hit: &OtherHit| {
        let path = if hit.note.is_empty() { heading.to_owned() } else { format!("{heading} · {}", hit.note) };
        Suggestion { name: hit.what.text.clone(), path, href: hit.what.href.clone() }
    };
    let others = turns.map(|(heading, hit)| said(heading, hit));
    // What only sounds like a unit stands behind what has the very words.
    let (exact, near): (Vec<&Found>, Vec<&Found>) = found.iter().partition(|one| one.exact);
    let unit = |one: &Found| unit_suggestion(s, one);
    let all = exact.into_iter().map(unit).chain(others).chain(near.into_iter().map(unit));
    all.take(SUGGESTED).collect()
}

/// Units by name as hits.
#[must_use]
pub fn units_called(s: Scene<'_>, query: &str) -> Vec<OtherHit> {
    let found = s.registry().find(query, Some(s.f.as_of), LIMIT);
    let all = found.iter().map(|one| {
        let Suggestion { name, path, href } = unit_suggestion(s, one);
        OtherHit { id: one.unit.to_string(), what: Link::new(name, href), note: path }
    });
    all.collect()
}

fn unit_suggestion(s: Scene<'_>, one: &Found) -> Suggestion {
    let hit = hit(s, one);
    let path = [hit.path, hit.span].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    Suggestion { name: hit.unit.text, path, href: hit.unit.href }
}
