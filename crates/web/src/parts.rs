//! Pieces that pages are put together from.

pub mod chart;
pub mod form;
pub mod gantt;
pub mod layout;
mod nav;
pub mod status;

pub use layout::{Head, page};
pub use status::{badge, figure, legend, mere_sign, ready_bar, sign, strip, tally_line};

use crate::frame::Frame;
use maud::{Markup, html};

/// A text that leads somewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The text.
    pub text: String,
    /// Where it leads; empty: nowhere.
    pub href: String,
}

impl Link {
    /// A text and where it leads.
    #[must_use]
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into() }
    }
}

/// The link, or its bare text when it leads nowhere.
#[must_use]
pub fn link(link: &Link) -> Markup {
    html! {
        @if link.href.is_empty() { (link.text) } @else { a href=(link.href) { (link.text) } }
    }
}

/// The code of an indicator; one that is this software's own, not the decision's, is marked and says so.
#[must_use]
pub fn code(f: &Frame, code: &str) -> Markup {
    let own = vedich_values::code::is_placeholder(code);
    html! { span.code title=[own.then(|| f.text("web.set.placeholder"))] { (code) @if own { "*" span.vh { " (" (f.text("web.set.placeholder")) ")" } } } }
}

/// Links in a sentence, with commas between.
#[must_use]
pub fn links(all: &[Link]) -> Markup {
    html! {
        @for (i, one) in all.iter().enumerate() {
            @if i > 0 { ", " }
            (link(one))
        }
    }
}
