//! Notices: what waits for a person, and what of it they have read.

use super::work::WaitingLine;
use crate::frame::Frame;
use crate::parts::form::token;
use crate::parts::{Head, link, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticesView {
    /// What waits and was not read of.
    pub unread: Vec<NoticeLine>,
    /// What waits and was read of.
    pub read: Vec<NoticeLine>,
    /// What waits no longer.
    pub done: Vec<NoticeLine>,
}

/// A notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticeLine {
    /// What, of which unit, until when.
    pub line: WaitingLine,
    /// Its name in forms.
    pub key: String,
    /// When it appeared or grew; of what is done: when it was.
    pub at: String,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &NoticesView) -> Markup {
    let sub = f.say("work.notices.sub", &[("n", &view.unread.len().to_string())]);
    let head = Head { title: f.text("work.notices.title").to_owned(), sub, part: "notices", ..Head::default() };
    let body = html! {
        div.work.notices {
            section.section aria-labelledby="new" {
                h2 id="new" { (f.text("work.notices.new")) }
                @if view.unread.is_empty() { p.quiet { (f.text("work.notices.nothing-new")) } } @else {
                    (list(f, &view.unread, Some(("read", f.text("work.notices.read")))))
                    form.no-print method="post" action="/notices/read" { (token(f)) button.act.light type="submit" { (f.text("work.notices.read-all")) } }
                }
            }
            @if !view.read.is_empty() {
                section.section aria-labelledby="read" {
                    h2 id="read" { (f.text("work.notices.waiting")) }
                    (list(f, &view.read, Some(("unread", f.text("work.notices.keep")))))
                }
            }
            @if !view.done.is_empty() {
                section.section aria-labelledby="done" {
                    h2 id="done" { (f.text("work.notices.done")) }
                    (list(f, &view.done, None))
                }
            }
        }
    };
    page(f, &head, &body)
}

fn list(f: &Frame, lines: &[NoticeLine], does: Option<(&str, &str)>) -> Markup {
    html! {
        ul.list {
            @for one in lines {
                li class=[one.line.pressing.then_some("pressing")] {
                    @if does.is_some() { (link(&one.line.what)) } @else { (one.line.what.text) }
                    small {
                        (one.line.unit) @if !one.line.note.is_empty() { " · " (one.line.note) }
                        " · " (f.say(if does.is_some() { "work.notices.since" } else { "work.notices.done-at" }, &[("at", &one.at)]))
                    }
                    @if let Some((action, words)) = does {
                        form.no-print method="post" action={ "/notices/" (action) } {
                            (token(f))
                            input type="hidden" name="key" value=(one.key);
                            button.plain type="submit" { (words) span.vh { ": " (one.line.what.text) ", " (one.line.unit) } }
                        }
                    }
                }
            }
        }
    }
}
