//! What a set says of a demand outside its criteria, beside name and bound: on its own page and on that of a place.

use crate::parts::{Link, link};
use maud::{Markup, html};

/// What a set says of a demand.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// To whom it applies, what must be included, what there is to choose from, who sets it: label and words.
    pub lines: Vec<(String, String)>,
    /// The set it refers to.
    pub refers: Option<Link>,
}

/// The terms as a short list.
pub(crate) fn terms(terms: &Terms) -> Markup {
    html! {
        @if !terms.lines.is_empty() || terms.refers.is_some() {
            ul.dots.small {
                @for (label, words) in &terms.lines { li { (label) @if !words.is_empty() { ": " (words) } } }
                @if let Some(refers) = &terms.refers { li { (link(refers)) } }
            }
        }
    }
}
