//! `/search?q=`: units by name, ambiguous names with their parents; below them whatever else says the words, kind by kind.

use crate::frame::Frame;
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct SearchView {
    /// What was asked.
    pub query: String,
    /// What fits.
    pub found: Vec<Hit>,
    /// Nothing fits; these are near.
    pub near: bool,
    /// What else fits, under headings.
    pub others: Vec<Group>,
    /// One kind alone is shown: where everything is.
    pub alone: Option<String>,
    /// Whether tasks, meetings and papers were looked through as well.
    pub works: bool,
}

/// What was found of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The kind, as addresses and the API name it.
    pub kind: &'static str,
    /// The kind in words.
    pub heading: String,
    /// What is shown of it.
    pub hits: Vec<OtherHit>,
    /// How many were found.
    pub total: usize,
    /// Whether there may be more than that.
    pub more: bool,
    /// How many stand before those shown.
    pub first: usize,
    /// Where all of them are; empty: here.
    pub all: String,
    /// Where the next ones are; empty: these are the last.
    pub next: String,
    /// The hit the next ones come after.
    pub after: String,
}

/// Something else found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OtherHit {
    /// Its identity within its kind.
    pub id: String,
    /// What it is.
    pub what: Link,
    /// What is said beside it.
    pub note: String,
}

/// A unit found.
#[derive(Clone, Debug, Default)]
pub struct Hit {
    /// The unit.
    pub unit: Link,
    /// Its level, in words.
    pub level: String,
    /// Its parents.
    pub path: String,
    /// When it existed, if not on the date of the page.
    pub span: String,
    /// Its board, when something lies below it.
    pub board: Option<Link>,
}

/// So many units leave what stands below them in sight.
const FEW: usize = 3;

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &SearchView) -> Markup {
    let body = html! {
        @if view.query.is_empty() {
            p.note { (f.text(if view.works { "web.search.ask-all" } else { "web.search.ask" })) }
        } @else if view.found.is_empty() && view.others.is_empty() {
            div.card.stack {
                p { b { (f.say("web.search.none", &[("query", &view.query)])) } }
                p { (f.text("web.search.none-hint")) }
                p { a.act.light href=(f.link("/units")) { (f.text("web.error.units")) } }
            }
        } @else {
            @if let Some(everything) = &view.alone { p { a href=(everything) { (f.text("web.search.everything")) } } }
            @if view.near && !view.others.is_empty() {
                // What only sounds like a unit stands behind what has the very words.
                @for group in &view.others { (one_kind(f, group)) }
                (units(f, view))
            } @else {
                (units(f, view))
                @for group in &view.others { (one_kind(f, group)) }
            }
        }
    };
    let title =
        if view.query.is_empty() { f.text("web.search.title").into() } else { f.say("web.search.title-for", &[("query", &view.query)]) };
    page(f, &Head { title, part: "units", ..Head::default() }, &body)
}

/// The units, with a word on how many they are and whether they are only near.
fn units(f: &Frame, view: &SearchView) -> Markup {
    html! {
        @if view.near { p.note.warn { (f.say("web.search.near", &[("query", &view.query)])) } }
        @else if view.found.is_empty() && view.alone.is_none() { p.note { (f.say("web.search.no-units", &[("query", &view.query)])) } }
        @else if view.found.len() > 1 { p.quiet { (f.say("web.search.many", &[("n", &view.found.len().to_string())])) } }
        @if view.found.len() > FEW && !view.near && !view.others.is_empty() { (further(view)) }
        @if !view.found.is_empty() { ol.list.section { @for hit in &view.found {
            li {
                div.row.between {
                    span { b { (link(&hit.unit)) } " " @if !hit.level.is_empty() { span.tag { (hit.level) } } @if !hit.span.is_empty() { " " span.tag.warn { (hit.span) } } }
                    @if let Some(board) = &hit.board { (link(board)) }
                }
                small { (hit.path) }
            }
        } } }
    }
}

/// The ways to what stands below many units.
fn further(view: &SearchView) -> Markup {
    html! {
        p.no-print { @for (at, group) in view.others.iter().enumerate() { @if at > 0 { " · " } a href={ "#" (group.kind) } { (group.heading) } " " span.count { (total(group)) } } }
    }
}

fn total(group: &Group) -> String {
    if group.more { format!("{}+", group.total) } else { group.total.to_string() }
}

/// What was found of one kind.
fn one_kind(f: &Frame, group: &Group) -> Markup {
    let total = total(group);
    html! {
        section.section id=(group.kind) {
            h2 { (group.heading) span.count { (total) } }
            ul.list { @for hit in &group.hits { li { b { (link(&hit.what)) } @if !hit.note.is_empty() { small { (hit.note) } } } } }
            @if !group.all.is_empty() { p { a.act.light href=(group.all) { (f.say("web.search.all", &[("n", &total)])) } } }
            @if !group.next.is_empty() || group.first > 0 {
                nav.row.between aria-label=(group.heading) {
                    span.quiet { (f.say("web.search.shown", &[("from", &(group.first + 1).to_string()), ("to", &(group.first + group.hits.len()).to_string()), ("n", &total)])) }
                    @if !group.next.is_empty() { a.act.light rel="next" href=(group.next) { (f.text("web.search.next")) } }
                }
            }
            @if group.more && group.all.is_empty() && group.next.is_empty() { p.quiet { (f.text("web.search.narrow")) } }
        }
    }
}
