//! Roadmaps (lộ trình): the list, a unit's own with its chart and table, what decides its date.

pub mod agreed;
pub mod area;
pub mod count;
pub mod days_off;
pub mod decides;
pub mod forms;
mod grid;
pub mod list;
pub mod one;
mod rows;
pub mod value;

use crate::frame::Frame;
use maud::{Markup, html};

/// How a date stands against its aim, with a sign: nothing is told by colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Plain,
    /// In time.
    Good,
    /// Late.
    Bad,
}

impl Tone {
    /// Class of a tag.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "tag",
            Self::Good => "tag good",
            Self::Bad => "tag bad",
        }
    }

    /// What stands before the words.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Good => "✓ ",
            Self::Bad => "! ",
        }
    }
}

/// Words with their tone.
#[must_use]
pub fn told((tone, words): &(Tone, String)) -> Markup {
    html! { @if !words.is_empty() { span class=(tone.class()) { (tone.sign()) (words) } } }
}

/// A sentence with its tone: longer than a tag holds.
fn said((tone, sentence): &(Tone, String)) -> Markup {
    html! { p class=[matches!(tone, Tone::Bad).then_some("behind")] { (tone.sign()) (sentence) } }
}

/// The crumb of the list.
#[must_use]
pub fn crumb(f: &Frame) -> crate::parts::Link {
    crate::parts::Link::new(f.text("gantt.list-title"), f.link("/roadmaps"))
}
