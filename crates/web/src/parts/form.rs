//! Fields of forms that keep what was typed and say what is wrong where it is wrong. Passwords are never shown again.

use crate::frame::{Frame, Reader};
use maud::{Markup, html};

/// What a form was sent with, and what is wrong with it. The empty field is the form as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// What was typed, by field.
    pub typed: Vec<(String, String)>,
    /// What is wrong, by field.
    pub wrong: Vec<(&'static str, String)>,
}

impl Sent {
    /// What was typed into a field, without blanks around it.
    #[must_use]
    pub fn typed(&self, name: &str) -> &str {
        self.typed.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// What was typed into a field for a password, blanks and all.
    #[must_use]
    pub fn secret(&self, name: &str) -> &str {
        self.typed.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// What was typed, when anything was.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&str> {
        Some(self.typed(name)).filter(|text| !text.is_empty())
    }

    /// Says that a field is wrong.
    pub fn refuse(&mut self, name: &'static str, why: impl Into<String>) {
        self.wrong.push((name, why.into()));
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn why(&self, name: &str) -> Option<&str> {
        self.wrong.iter().find(|(key, _)| *key == name).map(|(_, why)| why.as_str())
    }
}

/// A field to type into.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// Its name.
    pub name: &'static str,
    /// What stands above it.
    pub label: &'a str,
    /// What stands below it.
    pub hint: &'a str,
    /// `text`, `password`, `email`, `tel`.
    pub kind: &'static str,
    /// What the browser may fill in.
    pub autocomplete: &'static str,
    /// The id of the list of values it offers; empty: none.
    pub list: &'static str,
    /// Letters it takes at most.
    pub most: u16,
}

/// Letters of a field of one line, at most.
const LINE: u16 = 200;
/// Letters of a field of one line that holds a sentence or a list.
const LONG_LINE: u16 = 2000;

impl<'a> Field<'a> {
    /// A line of text that browsers fill in with nothing.
    #[must_use]
    pub const fn text(name: &'static str, label: &'a str) -> Self {
        Self { name, label, hint: "", kind: "text", autocomplete: "off", list: "", most: LINE }
    }

    /// With a hint.
    #[must_use]
    pub const fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// With values offered: those of the list with that id on the page.
    #[must_use]
    pub const fn offering(self, list: &'static str) -> Self {
        Self { list, ..self }
    }

    /// For a sentence or a list.
    #[must_use]
    pub const fn long(self) -> Self {
        Self { most: LONG_LINE, ..self }
    }

    /// A password: the present one (`current-password`) or one being chosen (`new-password`).
    #[must_use]
    pub const fn password(name: &'static str, label: &'a str, autocomplete: &'static str) -> Self {
        Self { name, label, hint: "", kind: "password", autocomplete, list: "", most: LINE }
    }

    /// With what the browser may fill in.
    #[must_use]
    pub const fn filled_by(self, kind: &'static str, autocomplete: &'static str) -> Self {
        let most = if matches!(kind.as_bytes(), b"url") { LONG_LINE } else { self.most };
        Self { kind, autocomplete, most, ..self }
    }

    /// The field with what was typed. `place` makes ids unique on pages with several forms.
    #[must_use]
    pub fn show(&self, sent: &Sent, place: &str) -> Markup {
        let id = format!("{place}-{}", self.name);
        let value = Some(sent.typed(self.name)).filter(|_| self.kind != "password");
        let invalid = sent.why(self.name).map(|_| "true");
        let described = described(&id, self.hint, sent.why(self.name));
        let input = html! {
            input id=(id) type=(self.kind) name=(self.name) value=[value] maxlength=(self.most) list=[Some(self.list).filter(|list| !list.is_empty())] autocomplete=(self.autocomplete) aria-invalid=[invalid] aria-describedby=[described];
        };
        around((&id, self.name), self.label, self.hint, sent.why(self.name), &input)
    }
}

/// The values fields offer by the id of the list.
#[must_use]
pub fn offered(id: &str, values: &[String]) -> Markup {
    html! { datalist id=(id) { @for value in values { option value=(value) {} } } }
}

/// A choice.
#[must_use]
pub fn select(sent: &Sent, place: &str, name: &'static str, label: &str, choices: &[(String, String)]) -> Markup {
    let id = format!("{place}-{name}");
    let input = html! {
        select id=(id) name=(name) aria-describedby=[described(&id, "", sent.why(name))] {
            @for (value, words) in choices { option value=(value) selected[value == sent.typed(name)] { (words) } }
        }
    };
    around((&id, name), label, "", sent.why(name), &input)
}

/// The id of the words below a field, where there are any.
fn described(id: &str, hint: &str, wrong: Option<&str>) -> Option<String> {
    (wrong.is_some() || !hint.is_empty()).then(|| format!("{id}-why"))
}

fn around((id, name): (&str, &str), label: &str, hint: &str, wrong: Option<&str>, input: &Markup) -> Markup {
    html! {
        div class=(if wrong.is_some() { "field wrong" } else { "field" }) id=[wrong.map(|_| wrong_id(name))] {
            label for=(id) { (label) }
            (input)
            @if let Some(words) = described(id, hint, wrong) { span id=(words) class=(if wrong.is_some() { "why" } else { "hint" }) { (wrong.unwrap_or(hint)) } }
        }
    }
}

/// What is wrong with a form, at the top of it or of its page: of the form as a whole, and field by field with a link to each. A page shown
/// again stands there, so that nobody looks for what is far below.
#[must_use]
pub fn problem(sent: &Sent) -> Markup {
    let whole = sent.wrong.iter().filter(|(name, _)| name.is_empty()).map(|(_, why)| why.as_str());
    let fields = sent.wrong.iter().filter(|(name, _)| !name.is_empty());
    summary(whole, fields.map(|(name, why)| (format!("#{}", wrong_id(name)), why.as_str())))
}

/// Everything that keeps a form from being taken: sentences about all of it, and links to the fields with what is wrong there.
pub fn summary<'a>(whole: impl Iterator<Item = &'a str>, fields: impl Iterator<Item = (String, &'a str)>) -> Markup {
    let (whole, fields): (Vec<_>, Vec<_>) = (whole.collect(), fields.collect());
    html! {
        @if !whole.is_empty() || !fields.is_empty() {
            div.note.warn.summary role="alert" tabindex="-1" autofocus {
                @for why in whole { p { b { (why) } } }
                @if !fields.is_empty() { ul { @for (place, why) in &fields { li { a href=(place) { (why) } } } } }
            }
        }
    }
}

/// The id of a field that is wrong, for links to it: a form is shown again with its own wrong fields only.
#[must_use]
pub fn wrong_id(name: &str) -> String {
    format!("wrong-{name}")
}

/// What every form of a signed-in person carries.
#[must_use]
pub fn token(f: &Frame) -> Markup {
    html! { @if let Reader::Person { token, .. } = &f.reader { input type="hidden" name="token" value=(token); } }
}
