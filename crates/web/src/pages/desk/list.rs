//! What lies on a person's desk, and where documents are handed in.

use super::{DocumentLine, documents, hidden};
use crate::frame::Frame;
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct DeskView {
    /// What forms carry.
    pub token: String,
    /// What was wrong with what was handed in.
    pub wrong: String,
    /// The text that was pasted, when something was wrong with it.
    pub text: String,
    /// The day it was published, as it was typed.
    pub published: String,
    /// A document that was applied before: what to say, and where it can be read again.
    pub applied: Option<(String, Link)>,
    /// What was done.
    pub done: String,
    /// Open documents, what needs a person first at the top.
    pub lines: Vec<DocumentLine>,
    /// Which of how many are shown; empty when all are.
    pub shown: String,
    /// The page before.
    pub before: Option<String>,
    /// The next page.
    pub next: Option<String>,
    /// Folders handed in.
    pub folders: Vec<(Link, String)>,
    /// The way to the folders that are not shown.
    pub more_folders: Option<Link>,
    /// Samples to try: key and title.
    pub samples: Vec<(String, String)>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &DeskView) -> Markup {
    let head = Head { title: f.text("desk.title").to_owned(), sub: f.text("desk.sub").to_owned(), part: "desk", ..Head::default() };
    let body = html! {
        @if !view.done.is_empty() { p.note role="status" { b { (view.done) } } }
        @if let Some(applied) = &view.applied { (again(f, view, applied)) }
        section.desk-in aria-labelledby="in" {
            h2 id="in" { (f.text("desk.hand-in")) }
            form.tall method="post" action="/desk" enctype="multipart/form-data" {
                (hidden(&view.token))
                @if !view.wrong.is_empty() { p.note.warn role="alert" { b { (view.wrong) } } }
                div.field.wide {
                    label for="desk-text" { (f.text("desk.paste")) }
                    textarea id="desk-text" name="text" rows="9" spellcheck="false" { (view.text) }
                }
                div.field {
                    label for="desk-published" { (f.text("desk.published")) }
                    input id="desk-published" type="text" name="published" value=(view.published) maxlength="30" placeholder=(f.text("web.date.hint"));
                    span.hint { (f.text("desk.published-hint")) }
                }
                div.field {
                    label for="desk-files" { (f.text("desk.files")) }
                    input id="desk-files" type="file" name="files" multiple accept=".txt,.html,.htm,.docx,.pdf,.zip,text/plain,text/html";
                    span.hint { (f.text("desk.files-hint")) }
                }
                button.act type="submit" { (f.text("desk.read")) }
            }
        }
        @if !view.samples.is_empty() {
            section aria-labelledby="samples" {
                h2 id="samples" { (f.text("desk.samples")) }
                form.fields method="post" action="/desk" {
                    (hidden(&view.token))
                    @for (key, title) in &view.samples { button.act.light name="sample" value=(key) { (title) } }
                }
            }
        }
        section aria-labelledby="open" {
            h2 id="open" { (f.text("desk.open")) }
            @if view.lines.is_empty() { p.quiet { (f.text("desk.none")) } } @else {
                @if !view.shown.is_empty() { p.quiet { (view.shown) } }
                (documents(f, &view.lines))
                p.no-print {
                    @if let Some(before) = &view.before { a.act.light href=(before) rel="prev" { (f.text("desk.page-before")) } " " }
                    @if let Some(next) = &view.next { a.act.light href=(next) rel="next" { (f.text("desk.page-next")) } }
                }
            }
        }
        @if !view.folders.is_empty() {
            section aria-labelledby="folders" {
                h2 id="folders" { (f.text("desk.folders")) }
                ul { @for (way, words) in &view.folders { li { (link(way)) " " span.quiet { (words) } } } }
                @if let Some(more) = &view.more_folders { p { (link(more)) } }
            }
        }
        p.no-print { a href="/documents" { (f.text("desk.shelf")) } " · " a href="/desk/score" { (f.text("desk.score-title")) } }
    };
    page(f, &head, &body)
}

/// The same document was applied before; it can be read again on purpose.
fn again(f: &Frame, view: &DeskView, (applied, way): &(String, Link)) -> Markup {
    html! {
        form.note.warn method="post" action="/desk" enctype="multipart/form-data" role="status" {
            (hidden(&view.token))
            p { b { (applied) } " " (link(way)) }
            textarea.vh name="text" aria-hidden="true" tabindex="-1" { (view.text) }
            input type="hidden" name="published" value=(view.published);
            button.act.light name="again" value="1" { (f.text("desk.again")) }
        }
    }
}
