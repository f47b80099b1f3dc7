//! A document on record: its text with the words marked that something was stated from.

use super::reading::{Piece, piece};
use crate::frame::Frame;
use crate::parts::{Head, Link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct DocumentView {
    /// Its title.
    pub title: String,
    /// When and by which entry it was recorded, in words.
    pub recorded: String,
    /// Its file; without an address where it is no more than its text.
    pub file: Link,
    /// The text, cut where the words behind a statement begin or end.
    pub text: Vec<Piece>,
    /// What was stated: of which unit, as of when, and where it stands in the text.
    pub stated: Vec<(Link, String)>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &DocumentView) -> Markup {
    let crumbs = vec![Link::new(f.text("desk.title"), "/desk")];
    let head = Head { title: view.title.clone(), sub: view.recorded.clone(), crumbs, part: "desk", ..Head::default() };
    let body = html! {
        @if !view.file.text.is_empty() { p.quiet { (f.text("desk.file")) ": " (crate::parts::link(&view.file)) } }
        section.desk-text aria-label=(f.text("desk.text")) { div.read { @for one in &view.text { (piece(one)) } } }
        @if !view.stated.is_empty() {
            section aria-labelledby="stated" {
                h2 id="stated" { (f.text("desk.stated")) }
                ul { @for (index, (unit, words)) in view.stated.iter().enumerate() {
                    li id={ "card-" (index + 1) } { (crate::parts::link(unit)) " · " a href={ "#text-" (index + 1) } { "“" (words) "”" } }
                } }
            }
        }
    };
    page(f, &head, &body)
}
