//! The desk: documents handed in, one document with its cards, a folder, the score.

pub mod document;
pub mod folder;
pub mod lessons;
pub mod list;
pub mod reading;
pub mod score;
pub mod shelf;

use crate::frame::Frame;
use maud::{Markup, html};

/// What every form of the desk carries.
fn hidden(token: &str) -> Markup {
    html! { input type="hidden" name="token" value=(token); }
}

/// To whom a document, or those of a folder, can be passed on.
fn hand_over(f: &Frame, token: &str, action: &str, colleagues: &[String]) -> Markup {
    html! {
        details.desk-add.no-print {
            summary { (f.text("desk.hand-over")) }
            form.tall method="post" action=(action) {
                (hidden(token))
                div.field.wide {
                    label for="hand-over-to" { (f.text("desk.field.person")) }
                    input id="hand-over-to" type="text" name="to" maxlength="120" list="colleagues" autocomplete="off";
                    datalist id="colleagues" { @for one in colleagues { option value=(one) {} } }
                    span.hint { (f.text("desk.hand-over-hint")) }
                }
                button.act.light name="do" value="hand-over" { (f.text("desk.hand-over-button")) }
            }
        }
    }
}

/// A document in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentLine {
    /// Its title.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// Name of its file.
    pub file: String,
    /// Its date.
    pub date: String,
    /// When it was read.
    pub read: String,
    /// Where it stands, in words; what needs a person stands first.
    pub needs: Vec<(&'static str, String)>,
}

fn documents(f: &Frame, lines: &[DocumentLine]) -> Markup {
    html! {
        div.boxed.scroll {
            table.plain-table.cards-on-phone {
                thead { tr { th { (f.text("desk.document")) } th { (f.text("desk.date")) } th { (f.text("desk.stands")) } th { (f.text("desk.read-at")) } } }
                tbody {
                    @for line in lines {
                        tr {
                            td data-l=(f.text("desk.document")) {
                                @if line.href.is_empty() { (line.title) } @else { a href=(line.href) { (line.title) } }
                                @if !line.file.is_empty() { br; span.quiet { (line.file) } }
                            }
                            td data-l=(f.text("desk.date")) { (line.date) }
                            td data-l=(f.text("desk.stands")) { @for (class, words) in &line.needs { span class={ "tag " (class) } { (words) } " " } }
                            td data-l=(f.text("desk.read-at")) { (line.read) }
                        }
                    }
                }
            }
        }
    }
}
