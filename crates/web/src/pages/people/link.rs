//! Choosing a password with a one-time link.

use super::chosen;
use crate::frame::Frame;
use crate::parts::form::{Sent, problem};
use crate::parts::{Head, page};
use maud::{Markup, html};

/// Renders the page for whoever holds the link of that login.
#[must_use]
pub fn render(f: &Frame, login: &str, sent: &Sent) -> Markup {
    let head = Head { title: f.text("people.choose-title").to_owned(), part: "account", ..Head::default() };
    let body = html! {
        section.section.card {
            p { (f.text("people.choose-text")) " " b { (login) } }
            (problem(sent))
            form.tall method="post" action=(f.path) {
                input type="hidden" name="login" value=(login) autocomplete="username";
                (chosen(f, sent, "choose"))
                button.act type="submit" { (f.text("people.choose-go")) }
            }
        }
    };
    page(f, &head, &body)
}
