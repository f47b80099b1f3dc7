//! The people of an area.

use crate::frame::Frame;
use crate::parts::{Head, link, page};
use crate::present::people::PersonLine;
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct ListView {
    /// What was searched for.
    pub query: String,
    /// How many were found.
    pub total: usize,
    /// The first of them.
    pub lines: Vec<PersonLine>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &ListView) -> Markup {
    let head = Head { title: f.text("people.list-title").to_owned(), part: "account", ..Head::default() };
    let total = view.total.to_string();
    let body = html! {
        form.fields.no-print method="get" action="/people" role="search" {
            div.field {
                label for="people-q" { (f.text("people.search")) }
                input id="people-q" type="search" name="q" value=(view.query) maxlength="100";
            }
            button.act.light type="submit" { (f.text("people.search")) }
            a.act href="/people/new" { (f.text("people.new-title")) }
        }
        p.quiet { (f.say("people.found", &[("count", &total), ("shown", &view.lines.len().to_string())])) }
        @if !view.lines.is_empty() {
            div.boxed.scroll {
                table.plain-table.cards-on-phone {
                    thead { tr { th { (f.text("people.name")) } th { (f.text("people.login")) } th { (f.text("people.home")) } th { (f.text("people.posts-now")) } } }
                    tbody {
                        @for line in &view.lines {
                            tr.quiet[line.disabled] {
                                td data-l=(f.text("people.name")) { (link(&line.name)) @if line.disabled { " (" (f.text("people.disabled")) ")" } }
                                td data-l=(f.text("people.login")) { code { (line.login) } }
                                td data-l=(f.text("people.home")) { (line.home) }
                                td data-l=(f.text("people.posts-now")) { @for (i, post) in line.posts.iter().enumerate() { @if i > 0 { br; } (post) } }
                            }
                        }
                    }
                }
            }
        }
    };
    page(f, &head, &body)
}
