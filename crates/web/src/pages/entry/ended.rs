//! The session ended while somebody was typing: what they sent stands here until they can send it again.

use crate::frame::{Frame, address};
use crate::parts::{Head, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct EndedView {
    /// Where it was sent to.
    pub action: String,
    /// The sheet it was sent from.
    pub back: String,
    /// What was sent, without the token.
    pub fields: Vec<(String, String)>,
    /// Whether files came along: they have to be chosen again.
    pub files: bool,
    /// The new token, when they are signed in again.
    pub token: Option<String>,
}

/// Renders the page. Where scripts run the sheet itself has kept what was typed, and signing in leads back to it.
#[must_use]
pub fn render(f: &Frame, view: &EndedView) -> Markup {
    let head = Head { title: f.text("entry.ended-title").to_owned(), part: "entry", ..Head::default() };
    let body = html! {
        @if view.token.is_none() {
            div data-ended hidden {
                p.note role="alert" { (f.text("entry.ended-here")) }
                p { a.act href=(address("/sign-in", [("back", view.back.as_str())])) { (f.text("people.sign-in")) } }
            }
        }
        div data-ended-else[view.token.is_none()] {
            p.note role="alert" { (f.text(if view.token.is_some() { "entry.ended-again" } else { "entry.ended-text" })) }
            @if view.token.is_none() { p { a.act.light href="/sign-in?back=/entry" target="_blank" { (f.text("people.sign-in")) } } }
            form.under method="post" action=(view.action) {
                input type="hidden" name="token" value=(view.token.as_deref().unwrap_or_default());
                @for (name, value) in &view.fields { input type="hidden" name=(name) value=(value); }
                button.act type="submit" { (f.text("entry.resend")) }
            }
        }
        @if view.files { p.note.warn { (f.text("entry.ended-files")) } }
    };
    page(f, &head, &body)
}
