//! Errors: what happened, and the next step.

use crate::frame::Frame;
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// An error page.
#[derive(Clone, Debug, Default)]
pub struct ErrorView {
    /// The HTTP status.
    pub code: u16,
    /// More precisely what is wrong, in the reader's language; empty when the general words say it.
    pub detail: String,
    /// What the person may have meant.
    pub near: Vec<Link>,
    /// Number to quote when asking for help.
    pub request_id: String,
}

/// Renders an error page.
#[must_use]
pub fn render(f: &Frame, view: &ErrorView) -> Markup {
    let (title, text) = match view.code {
        400 => (f.text("web.error.400"), f.text("web.error-text.400")),
        403 => (f.text("web.error.403"), f.text("web.error-text.403")),
        404 => (f.text("web.error.404"), f.text("web.error-text.404")),
        405 => (f.text("web.error.405"), f.text("web.error-text.405")),
        410 => (f.text("web.error.410"), f.text("web.error-text.410")),
        413 => (f.text("web.error.413"), f.text("web.error-text.413")),
        422 => (f.text("web.error.422"), f.text("web.error-text.422")),
        429 => (f.text("web.error.429"), f.text("web.error-text.429")),
        503 => (f.text("web.error.503"), f.text("web.error-text.503")),
        _ => (f.text("web.error.500"), f.text("web.error-text.500")),
    };
    let body = html! {
        div.oops.stack {
            p.code { (view.code) }
            h1 { (title) }
            p { (text) }
            @if !view.detail.is_empty() { p.note.warn { (view.detail) } }
            @if !view.near.is_empty() {
                p { (f.text("web.error.near")) }
                ul { @for near in &view.near { li { (link(near)) } } }
            }
            ul {
                @if f.is_past() && view.code == 404 { li { a href=(f.here_with(&[("as_of", "")])) { (f.text("web.error.today")) } } }
                li { a href=(f.link("/board")) { (f.text("web.error.board")) } }
                li { a href=(f.link("/units")) { (f.text("web.error.units")) } }
                li { a href=(f.link("/")) { (f.text("web.error.home")) } }
            }
            @if !view.request_id.is_empty() { p.small.quiet { (f.say("web.error.id", &[("id", &view.request_id)])) } }
        }
    };
    page(f, &Head { title: title.into(), own_title: true, ..Head::default() }, &body)
}
