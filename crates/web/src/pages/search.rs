//! `/search?q=`: units by name, ambiguous names with their parents.

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
        } @else if view.found.is_empty() {
            div.card.stack {
                p { b { (f.say("web.search.none", &[("query", &view.query)])) } }
                p { (f.text("web.search.none-hint")) }
                p { a.act.light href=(f.link("/units")) { (f.text("web.error.units")) } }
            }
        } @else {
            @if view.near { p.note.warn { (f.say("web.search.near", &[("query", &view.query)])) } }
            @else if view.found.len() > 1 { p.quiet { (f.say("web.search.many", &[("n", &view.found.len().to_string())])) } }
            ol.list.section { @for hit in &view.found {
                li {
                    div.row.between {
                        span { b { (link(&hit.unit)) } " " @if !hit.level.is_empty() { span.tag { (hit.level) } } @if !hit.span.is_empty() { " " span.tag.warn { (hit.span) } } }
                        @if let Some(board) = &hit.board { (link(board)) }
                    }
                    small { (hit.path) }
                }
            } }
        }
    };
    let title =
        if view.query.is_empty() { f.text("web.search.title").into() } else { f.say("web.search.title-for", &[("query", &view.query)]) };
    page(f, &Head { title, part: "units", ..Head::default() }, &body)
}
