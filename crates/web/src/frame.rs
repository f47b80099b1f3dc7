//! What every page knows of its request: language, colours, date, address; and how it links and prints.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;
use vedich_rights::Action;
use vedich_values::Date;
use vedich_wording::Lang;

/// Colours asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// As the device prefers.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The name in the cookie and in `data-theme`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of that name; anything else is [`Theme::Auto`].
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }
}

/// What a page knows of its request.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Language of the page.
    pub lang: Lang,
    /// Colours asked for.
    pub theme: Theme,
    /// Path of the page.
    pub path: String,
    /// Its query, without `as_of` and `known_on`.
    pub query: Vec<(String, String)>,
    /// The date the page speaks of.
    pub as_of: Date,
    /// The last day of what is taken into account: facts recorded later are left out. None: everything known by now.
    pub known_on: Option<Date>,
    /// Today in Vietnam.
    pub today: Date,
    /// Who looks at the page.
    pub reader: Reader,
}

/// Who looks at a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reader {
    /// Anybody: the site has no accounts.
    #[default]
    Public,
    /// Somebody who could sign in.
    Guest,
    /// A person who signed in.
    Person {
        /// Their name.
        name: Arc<str>,
        /// What their forms carry.
        token: Arc<str>,
        /// Things that wait for them and that they have not read of.
        unread: u32,
        /// What some post of theirs lets them do: ways that lead nowhere for them are not shown.
        may: Arc<BTreeSet<Action>>,
    },
}

impl Reader {
    /// Whether some post of theirs lets them do it.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        matches!(self, Self::Person { may, .. } if may.contains(&action))
    }
}

impl Frame {
    /// The frame of what is no page: an answer of the API, a file, the command line.
    #[must_use]
    pub const fn bare(lang: Lang, as_of: Date, today: Date) -> Self {
        Self { lang, theme: Theme::Auto, path: String::new(), query: Vec::new(), as_of, known_on: None, today, reader: Reader::Public }
    }

    /// The message of that key in the page's language.
    #[must_use]
    pub fn text(&self, key: &'static str) -> &'static str {
        self.lang.text(key)
    }

    /// The message of that key with its parameters.
    #[must_use]
    pub fn say(&self, key: &'static str, params: &[(&str, &str)]) -> String {
        self.lang.say(key, params)
    }

    /// A date as the reader expects it.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        vedich_wording::date(self.lang, date)
    }

    /// A date as a field of a form shows it; read back with `vedich_values::date::parse_date`.
    #[must_use]
    pub fn date_field(&self, date: Date) -> String {
        match self.lang {
            Lang::Vi => vedich_values::date::print_date(date),
            Lang::En => date.to_string(),
        }
    }

    /// A number of days, whichever way it points, with its thousands apart.
    #[must_use]
    pub fn days(&self, days: i32) -> String {
        self.count(days.unsigned_abs())
    }

    /// A whole number with its thousands apart.
    #[must_use]
    pub fn count(&self, count: u32) -> String {
        vedich_wording::number(self.lang, count.into())
    }

    /// Whether the page shows the past (or the future).
    #[must_use]
    pub fn is_past(&self) -> bool {
        self.as_of != self.today || self.known_on.is_some()
    }

    /// The date of the page and what it knows, as links carry them; empty where they are today's.
    fn dates(&self) -> [(&'static str, String); 2] {
        let date = if self.is_past() { self.as_of.to_string() } else { String::new() };
        [("as_of", date), ("known_on", self.known_on.map_or_else(String::new, |day| day.to_string()))]
    }

    /// A link inside the site that keeps the date of the page.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        self.link_with(path, &[])
    }

    /// A link with a query that keeps the date of the page; empty values are left out.
    #[must_use]
    pub fn link_with(&self, path: &str, query: &[(&str, &str)]) -> String {
        let dates = self.dates();
        address(path, query.iter().copied().chain(dates.iter().map(|(key, value)| (*key, value.as_str()))))
    }

    /// This very page with some parameters replaced; an empty value removes one.
    #[must_use]
    pub fn here_with(&self, changes: &[(&str, &str)]) -> String {
        let dates = self.dates();
        let dates = dates.iter().map(|(key, value)| (*key, value.as_str()));
        let kept = self.query.iter().map(|(key, value)| (key.as_str(), value.as_str())).chain(dates);
        let kept = kept.filter(|(key, _)| !changes.iter().any(|(changed, _)| changed == key));
        address(&self.path, kept.chain(changes.iter().copied()))
    }

    /// The value of a parameter of this page.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// A path with its query, percent-encoded; empty values are left out.
pub fn address<'a>(path: &str, query: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = path.to_owned();
    let mut separator = '?';
    for (key, value) in query {
        if !value.is_empty() {
            out.push(separator);
            encode(&mut out, key);
            out.push('=');
            encode(&mut out, value);
            separator = '&';
        }
    }
    out
}

/// A text as it stands in headers and addresses, percent-encoded, blanks too.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::new();
    encode(&mut out, text);
    out.replace('+', "%20")
}

fn encode(out: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(byte as char),
            b' ' => out.push('+'),
            _ => write!(out, "%{byte:02X}").unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Frame {
        let day = |d| Date::from_ymd_opt(2020, 9, d).unwrap();
        Frame {
            lang: Lang::Vi,
            theme: Theme::Auto,
            path: "/board/7".into(),
            query: vec![("sort".into(), "name".into()), ("name".into(), "Kỳ Lạc".into())],
            as_of: day(8),
            today: day(9),
            known_on: None,
            reader: Reader::Public,
        }
    }

    #[test]
    fn links_keep_the_date_of_the_page_and_nothing_else() {
        assert_eq!(frame().link("/places/3"), "/places/3?as_of=2020-09-08");
        assert_eq!(frame().link_with("/search", &[("q", "a b"), ("x", "")]), "/search?q=a+b&as_of=2020-09-08");
        let today = Frame { as_of: frame().today, ..frame() };
        assert_eq!(today.link("/places/3"), "/places/3");
        let known = Frame { known_on: Some(frame().as_of), ..frame() };
        assert_eq!(known.link("/places/3"), "/places/3?as_of=2020-09-08&known_on=2020-09-08");
        assert_eq!(known.here_with(&[("known_on", ""), ("name", "")]), "/board/7?sort=name&as_of=2020-09-08");
    }

    #[test]
    fn a_change_of_one_parameter_keeps_the_others() {
        assert_eq!(frame().here_with(&[("sort", "")]), "/board/7?name=K%E1%BB%B3+L%E1%BA%A1c&as_of=2020-09-08");
        assert_eq!(frame().here_with(&[("as_of", "2021-01-01"), ("name", "")]), "/board/7?sort=name&as_of=2021-01-01");
    }
}
