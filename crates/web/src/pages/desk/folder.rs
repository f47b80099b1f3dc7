//! A folder or archive of documents: how far it is settled, what needs a person first, duplicates, what could not be read.

use super::{DocumentLine, documents, hidden};
use crate::frame::Frame;
use crate::parts::{Head, Link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct FolderView {
    /// Identity.
    pub id: String,
    /// What forms carry.
    pub token: String,
    /// What was done.
    pub done: String,
    /// What went wrong.
    pub wrong: String,
    /// Its name.
    pub name: String,
    /// When it was handed in.
    pub read: String,
    /// How far it is read, in words, where it is not read to its end.
    pub reading: String,
    /// Whether the reading was broken off.
    pub broken: bool,
    /// Files settled, files in all.
    pub settled: (usize, usize),
    /// How it went, in words.
    pub counts: Vec<(&'static str, String)>,
    /// Cards that can be taken over as they are.
    pub sure: usize,
    /// Documents with open cards that were not compared with the record yet: there may be more to take over in them.
    pub uncompared: usize,
    /// Documents all decided, ready to be recorded.
    pub decided: usize,
    /// Colleagues they can be passed on to, as a field takes them.
    pub colleagues: Vec<String>,
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
        @if !view.done.is_empty() { p.note role="status" { b { (view.done) } } }
        @if !view.wrong.is_empty() { p.note.warn role="alert" { b { (view.wrong) } } }
        @if !view.reading.is_empty() {
            p.note.warn[view.broken] role="status" { b { (view.reading) } }
        }
        div.desk-folder {
            p { label for="settled" { (words) } @for (class, words) in &view.counts { " " span class={ "tag " (class) } { (words) } } }
            progress.settled id="settled" max=(all.max(1)) value=(settled) { (words) }
            (deeds(f, view))
        }
        section aria-labelledby="waiting" {
            h2 id="waiting" { (f.text("desk.waiting")) }
            @if view.waiting.is_empty() { p.quiet { (f.text("desk.none-waiting")) } } @else {
                (documents(f, &view.waiting))
                (super::hand_over(f, &view.token, &format!("/desk/folders/{}", view.id), &view.colleagues))
            }
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

/// What can be done with all documents at once.
fn deeds(f: &Frame, view: &FolderView) -> Markup {
    let count = |count: usize| f.count(u32::try_from(count).unwrap_or(u32::MAX));
    html! {
        @if view.sure + view.decided + view.uncompared > 0 {
            form.desk-bar method="post" action={ "/desk/folders/" (view.id) } {
                (hidden(&view.token))
                p { (f.text("desk.folder-deeds")) }
                @if view.uncompared > 0 {
                    button.act.light name="do" value="sure" { (f.say("desk.accept-sure-more", &[("count", &count(view.sure)), ("documents", &count(view.uncompared))])) }
                } @else if view.sure > 0 {
                    button.act.light name="do" value="sure" { (f.say("desk.accept-sure-all", &[("count", &count(view.sure))])) }
                }
                @if view.decided > 0 { button.act name="do" value="apply" { (f.say("desk.apply-all", &[("count", &count(view.decided))])) } }
            }
        }
    }
}
