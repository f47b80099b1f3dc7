//! `/search?q=`: units by name, ambiguous names with their parents; below them whatever else has the words in its name.

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
    /// What else fits, under headings: criteria sets, procedures, words, and the papers of those who work here.
    pub others: Vec<(String, Vec<OtherHit>)>,
}

/// Something else found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OtherHit {
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

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &SearchView) -> Markup {
    let body = html! {
        @if view.query.is_empty() {
            p.note { (f.text("web.search.ask")) }
        } @else if view.found.is_empty() && view.others.is_empty() {
            div.card.stack {
                p { b { (f.say("web.search.none", &[("query", &view.query)])) } }
                p { (f.text("web.search.none-hint")) }
                p { a.act.light href=(f.link("/units")) { (f.text("web.error.units")) } }
            }
        } @else {
            @if view.near { p.note.warn { (f.say("web.search.near", &[("query", &view.query)])) } }
            @else if view.found.is_empty() { p.note { (f.say("web.search.no-units", &[("query", &view.query)])) } }
            @else if view.found.len() > 1 { p.quiet { (f.say("web.search.many", &[("n", &view.found.len().to_string())])) } }
            @if !view.found.is_empty() { ol.list.section { @for hit in &view.found {
                li {
                    div.row.between {
                        span { b { (link(&hit.unit)) } " " @if !hit.level.is_empty() { span.tag { (hit.level) } } @if !hit.span.is_empty() { " " span.tag.warn { (hit.span) } } }
                        @if let Some(board) = &hit.board { (link(board)) }
                    }
                    small { (hit.path) }
                }
            } } }
            @for (heading, hits) in &view.others {
                section.section {
                    h2 { (heading) span.count { (hits.len()) } }
                    ul.list { @for hit in hits { li { b { (link(&hit.what)) } @if !hit.note.is_empty() { small { (hit.note) } } } } }
                }
            }
        }
    };
    let title =
        if view.query.is_empty() { f.text("web.search.title").into() } else { f.say("web.search.title-for", &[("query", &view.query)]) };
    page(f, &Head { title, part: "units", ..Head::default() }, &body)
}
