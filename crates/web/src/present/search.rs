//! Units by name, and what else has the words in its name.

mod others;

use super::{Scene, board_path, units};
use crate::pages::search::{Hit, SearchView};
use crate::parts::Link;
use serde::Serialize;
use vedich_units::Found;

/// How many are listed.
const LIMIT: usize = 30;

/// The page.
#[must_use]
pub fn view(s: Scene<'_>, query: &str) -> SearchView {
    let found = if query.trim().is_empty() { Vec::new() } else { s.registry().find(query, Some(s.f.as_of), LIMIT) };
    let near = !found.iter().any(|one| one.exact);
    SearchView {
        query: query.to_owned(),
        near: near && !found.is_empty(),
        found: found.iter().map(|one| hit(s, one)).collect(),
        others: others::found(s, query),
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

/// Suggestions for the search box: units first, then what else has the words in its name, as far as there is room.
#[must_use]
pub fn suggestions(s: Scene<'_>, query: &str) -> Vec<Suggestion> {
    let found = s.registry().find(query, Some(s.f.as_of), SUGGESTED);
    let others = others::found(s, query).into_iter().flat_map(|(heading, hits)| {
        hits.into_iter().map(move |hit| Suggestion { name: hit.what.text, path: heading.clone(), href: hit.what.href })
    });
    // What only sounds like a unit stands behind what has the very words.
    let (exact, near): (Vec<&Found>, Vec<&Found>) = found.iter().partition(|one| one.exact);
    let unit = |one: &Found| unit_suggestion(s, one);
    let all = exact.into_iter().map(unit).chain(others).chain(near.into_iter().map(unit));
    all.take(SUGGESTED).collect()
}

fn unit_suggestion(s: Scene<'_>, one: &Found) -> Suggestion {
    let hit = hit(s, one);
    let path = [hit.path, hit.span].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    Suggestion { name: hit.unit.text, path, href: hit.unit.href }
}
