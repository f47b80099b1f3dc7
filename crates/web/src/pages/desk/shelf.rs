//! The documents on record: searched by place, day and words.

use crate::frame::Frame;
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct ShelfView {
    /// What was wrong with what was asked for.
    pub wrong: String,
    /// The documents, newest first.
    pub lines: Vec<ShelfLine>,
    /// The next page.
    pub next: Option<String>,
}

/// A document on record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShelfLine {
    /// Its title; leads to it.
    pub title: Link,
    /// Name of its file.
    pub file: String,
    /// The unit it is about, on its day.
    pub place: Link,
    /// Its day.
    pub date: String,
    /// When and by which entry it was recorded.
    pub recorded: String,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &ShelfView) -> Markup {
    let crumbs = vec![Link::new(f.text("desk.title"), "/desk")];
    let (title, sub) = (f.text("desk.shelf").to_owned(), f.text("desk.shelf-sub").to_owned());
    let head = Head { title, sub, crumbs, part: "desk", ..Head::default() };
    let body = html! {
        (search(f))
        @if !view.wrong.is_empty() { p.note.warn role="alert" { b { (view.wrong) } } }
        @else if view.lines.is_empty() { p.quiet { (f.text(if view.next.is_some() { "desk.shelf-none-yet" } else { "desk.shelf-none" })) } }
        @else { (table(f, &view.lines)) }
        @if let Some(next) = &view.next { p.no-print { a.act.light href=(next) rel="next" { (f.text("desk.shelf-older")) } } }
    };
    page(f, &head, &body)
}

fn search(f: &Frame) -> Markup {
    let field = |name: &'static str, label: &'static str, hint: &'static str| {
        html! {
            div.field {
                label for={ "shelf-" (name) } { (f.text(label)) }
                input id={ "shelf-" (name) } type="text" name=(name) value=(f.param(name).unwrap_or_default()) maxlength="200" placeholder=(hint);
            }
        }
    };
    let day = f.text("web.date.hint");
    html! {
        form.fields.no-print method="get" action="/documents" role="search" {
            (field("words", "desk.shelf-words", "")) (field("place", "desk.field.place", ""))
            (field("from", "desk.shelf-from", day)) (field("until", "desk.shelf-until", day))
            button.act type="submit" { (f.text("desk.shelf-search")) }
        }
    }
}

fn table(f: &Frame, lines: &[ShelfLine]) -> Markup {
    html! {
        div.boxed.scroll {
            table.plain-table.cards-on-phone {
                thead { tr { th { (f.text("desk.document")) } th { (f.text("desk.field.place")) } th { (f.text("desk.date")) } th { (f.text("desk.recorded")) } } }
                tbody {
                    @for line in lines {
                        tr {
                            td data-l=(f.text("desk.document")) { (link(&line.title)) @if !line.file.is_empty() { br; span.quiet { (line.file) } } }
                            td data-l=(f.text("desk.field.place")) { (link(&line.place)) }
                            td data-l=(f.text("desk.date")) { (line.date) }
                            td data-l=(f.text("desk.recorded")) { (line.recorded) }
                        }
                    }
                }
            }
        }
    }
}
