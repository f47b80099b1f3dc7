//! The session ended while somebody was typing: what they sent stands here until they can send it again.

use crate::frame::Frame;
use crate::parts::{Head, page};
use maud::{Markup, html};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct EndedView {
    /// Where it was sent to.
    pub action: String,
    /// What was sent, without the token.
    pub fields: Vec<(String, String)>,
    /// The new token, when they are signed in again.
    pub token: Option<String>,
}

/// Renders the page.
#[must_use]
pub fn render(f: &Frame, view: &EndedView) -> Markup {
    let head = Head { title: f.text("entry.ended-title").to_owned(), part: "entry", ..Head::default() };
    let text = if view.token.is_some() { f.text("entry.ended-again") } else { f.text("entry.ended-text") };
    let body = html! {
        p.note role="alert" { (text) }
        @if view.token.is_none() { p { a.act.light href="/sign-in?back=/entry" target="_blank" { (f.text("people.sign-in")) } } }
        form.under method="post" action=(view.action) {
            input type="hidden" name="token" value=(view.token.as_deref().unwrap_or_default());
            @for (name, value) in &view.fields { input type="hidden" name=(name) value=(value); }
            button.act type="submit" { (f.text("entry.resend")) }
        }
    };
    page(f, &head, &body)
}
