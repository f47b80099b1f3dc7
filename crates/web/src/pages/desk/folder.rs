//! A folder or archive of documents: how far it is settled, what needs a person first, duplicates, what could not be read.

use super::{DocumentLine, documents};
use crate::frame::Frame;
use crate::parts::{Head, Link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct FolderView {
    /// Its name.
    pub name: String,
    /// When it was handed in.
    pub read: String,
    /// Files settled, files in all.
    pub settled: (usize, usize),
    /// How it went, in words.
    pub counts: Vec<(&'static str, String)>,
    /// Documents that wait for a person, the most urgent first.
    pub waiting: Vec<DocumentLine>,
    /// The other files: name and what became of them.
    pub rest: Vec<(String, Link)>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &FolderView) -> Markup {
    let crumbs = vec![Link::new(f.text("desk.title"), "/desk")];
    let head = Head { title: view.name.clone(), sub: view.read.clone(), crumbs, part: "desk", ..Head::default() };
    let (settled, all) = view.settled;
    let words = f.say("desk.settled", &[("settled", &settled.to_string()), ("all", &all.to_string())]);
    let body = html! {
        p { label for="settled" { (words) } }
        progress.settled id="settled" max=(all.max(1)) value=(settled) { (words) }
        p { @for (class, words) in &view.counts { span class={ "tag " (class) } { (words) } " " } }
        section aria-labelledby="waiting" {
            h2 id="waiting" { (f.text("desk.waiting")) }
            @if view.waiting.is_empty() { p.quiet { (f.text("desk.none-waiting")) } } @else { (documents(f, &view.waiting)) }
        }
        @if !view.rest.is_empty() {
            section aria-labelledby="rest" {
                h2 id="rest" { (f.text("desk.rest")) }
                div.boxed.scroll {
                    table.plain-table.cards-on-phone {
                        thead { tr { th { (f.text("desk.file")) } th { (f.text("desk.outcome")) } } }
                        tbody {
                            @for (file, became) in &view.rest {
                                tr { td data-l=(f.text("desk.file")) { (file) } td data-l=(f.text("desk.outcome")) { (crate::parts::link(became)) } }
                            }
                        }
                    }
                }
            }
        }
    };
    page(f, &head, &body)
}
