//! Signing in, one's own account, administering people, the audit trail.

pub mod account;
pub mod audit;
pub mod audit_entry;
pub mod link;
pub mod list;
pub mod new;
pub mod one;
mod posts;
pub mod roster;
pub mod sign_in;

use crate::frame::Frame;
use crate::parts::form::{Field, Sent};
use maud::{Markup, html};

/// Two fields for a password being chosen.
fn chosen(f: &Frame, sent: &Sent, place: &str) -> Markup {
    html! {
        (Field::password("password", f.text("people.password-new"), "new-password").hint(f.text("people.password-hint")).show(sent, place))
        (Field::password("again", f.text("people.password-again"), "new-password").show(sent, place))
    }
}

/// What says that it was done.
fn done(f: &Frame, done: bool) -> Markup {
    html! { @if done { p.note role="status" { b { (f.text("people.done")) } } } }
}
