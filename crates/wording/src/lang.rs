//! The two languages and how a message is said in them.

use crate::catalogue::message;
use crate::sentence::{begins_sentence, in_sentence};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use vedich_values::{Bilingual, Date, Diagnostic, Place};

/// Language of a page, a message, a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Vietnamese, the language of the programme and of the catalogue's source.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// Both, Vietnamese first.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// `vi` or `en`: for the `lang` attribute, cookies and file names.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The language of a tag; anything else is `None`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(primary))
    }

    /// The best of our languages for an `Accept-Language` header; Vietnamese when none is asked for.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let quality = |params: &str| params.trim().strip_prefix("q=").and_then(|q| q.parse::<rust_decimal::Decimal>().ok());
        let mut best = (rust_decimal::Decimal::ZERO, Self::Vi);
        for item in header.split(',').take(20) {
            let (tag, params) = item.split_once(';').unwrap_or((item, "q=1"));
            if let (Some(lang), Some(weight)) = (Self::from_tag(tag), quality(params))
                && weight > best.0
            {
                best = (weight, lang);
            }
        }
        best.1
    }

    /// The message of that key. A missing key shows itself; a test keeps that from happening.
    #[must_use]
    pub fn text(self, key: &str) -> &str {
        message(key).map_or(key, |both| self.of(both))
    }

    /// The message of that key with its `{name}` parameters filled in; in Vietnamese, units have their type word with a small letter in the
    /// middle of a sentence.
    #[must_use]
    pub fn say(self, key: &str, params: &[(&str, &str)]) -> String {
        fill_in(self, self.text(key), |name| params.iter().find(|(known, _)| *known == name).map(|(_, value)| *value))
    }

    /// The text of a decision or data file in this language; Vietnamese where no English was made.
    #[must_use]
    pub fn of(self, both: &Bilingual) -> &str {
        match self {
            Self::En if !both.en.is_empty() => &both.en,
            _ => &both.vi,
        }
    }

    /// A problem in full: where it stands, what is wrong and what to do.
    #[must_use]
    pub fn problem(self, diagnostic: &Diagnostic) -> String {
        let place = self.place(&diagnostic.place);
        let what = self.problem_without_place(diagnostic);
        if place.is_empty() { what } else { format!("{place}: {what}") }
    }

    /// A problem without its place, for tables that have columns for the place.
    #[must_use]
    pub fn problem_without_place(self, diagnostic: &Diagnostic) -> String {
        let key = format!("problem.{}", diagnostic.code);
        // Codes carry dates and reasons of the system as machines write them; people read theirs. What was found stands as it was written.
        let worded = |(name, value): &(&'static str, String)| {
            if *name == "why" {
                return (*name, self.reason(value));
            }
            if *name == "detail" && diagnostic.code == "file.syntax" {
                return (*name, self.toml_fault(value));
            }
            if matches!(*name, "period" | "other_period")
                && let Ok(period) = value.parse()
            {
                return (*name, crate::period(self, period));
            }
            let date = value.parse::<Date>().ok().filter(|_| value.len() == 10 && *name != "found");
            (*name, date.map_or_else(|| value.clone(), |date| crate::date(self, date)))
        };
        let params: Vec<(&str, String)> = diagnostic.params.iter().map(worded).collect();
        fill(self.text(&key), |name| params.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str()))
    }

    /// Why the system refused something: a code of `problem.system`, in words; `system.other:` with the system's own words behind it; what
    /// is neither is in words already.
    #[must_use]
    pub fn reason(self, why: &str) -> String {
        let Some(refusal) = why.strip_prefix("system.") else { return why.to_owned() };
        let (code, said) = refusal.split_once(':').unwrap_or((refusal, ""));
        self.say(&format!("problem.system.{code}"), &[("said", said)])
    }

    /// "tệp.csv, dòng 7, cột value".
    #[must_use]
    pub fn place(self, place: &Place) -> String {
        let mut parts: Vec<String> = place.file.iter().cloned().collect();
        parts.extend(place.sheet.as_deref().map(|sheet| self.say("place.sheet", &[("sheet", sheet)])));
        parts.extend(place.line.map(|line| self.say("place.line", &[("line", &line.to_string())])));
        parts.extend(place.column.map(|column| self.say("place.column", &[("column", &column.to_string())])));
        parts.extend(place.key.clone());
        parts.join(", ")
    }
}

/// Replaces `{name}` by its value, as it stands there in a sentence; an unknown name stays visible.
pub(crate) fn fill_in<'a>(lang: Lang, template: &str, value: impl Fn(&str) -> Option<&'a str>) -> String {
    filled(
        template,
        value,
        |before, value| {
            if lang == Lang::Vi && !begins_sentence(before) { in_sentence(value) } else { Cow::Borrowed(value) }
        },
    )
}

/// Replaces `{name}` by its value as it is.
fn fill<'a>(template: &str, value: impl Fn(&str) -> Option<&'a str>) -> String {
    filled(template, value, |_, value| Cow::Borrowed(value))
}

/// Replaces `{name}` by its value, and `{name:day|days}` by the word that goes with it: the first with 1, else the second.
fn filled<'a>(template: &str, value: impl Fn(&str) -> Option<&'a str>, written: impl Fn(&str, &'a str) -> Cow<'a, str>) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some(close) = rest.find('}') else { break };
        let (name, forms) = rest[1..close].split_once(':').map_or((&rest[1..close], None), |(name, forms)| (name, forms.split_once('|')));
        match (value(name), forms) {
            (Some(value), Some((one, many))) => out.push_str(if value == "1" { one } else { many }),
            (Some(value), None) => {
                let value = written(&out, value);
                out.push_str(&value);
            }
            (None, _) => out.push_str(&rest[..=close]),
        }
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_gets_the_language_asked_for() {
        let check = |header: &str, expected: Lang| assert_eq!(Lang::from_accept_language(header), expected, "{header}");
        check("", Lang::Vi);
        check("fr-FR,fr;q=0.9", Lang::Vi);
        check("en-US,en;q=0.5", Lang::En);
        check("vi-VN,vi;q=0.9,en;q=0.8", Lang::Vi);
        check("en;q=0.3,vi;q=0.7", Lang::Vi);
        check("en;q=x,;;,", Lang::Vi);
    }

    #[test]
    fn words_go_with_their_number() {
        let late = |days: &str| fill("{days} working {days:day|days} late, {other:is|are}", |name| (name == "days").then_some(days));
        assert_eq!(late("1"), "1 working day late, {other:is|are}");
        assert_eq!(late("0"), "0 working days late, {other:is|are}");
        assert_eq!(late("21"), "21 working days late, {other:is|are}");
    }

    #[test]
    fn parameters_are_filled_and_unknown_ones_stay_visible() {
        assert_eq!(fill("{a} of {b}, {c", |name| (name == "a").then_some("1")), "1 of {b}, {c");
    }

    #[test]
    fn a_problem_tells_dates_as_its_reader_writes_them() {
        let day: Date = "2026-11-30".parse().unwrap();
        let problem = Diagnostic::error("fact.future-date", Place::default()).with("date", day).with("today", "2026-11-22");
        let vi = Lang::Vi.problem_without_place(&problem);
        assert!(vi.contains("30/11/2026") && vi.contains("22/11/2026") && !vi.contains("2026-"), "{vi}");
        let en = Lang::En.problem_without_place(&problem);
        assert!(en.contains("30 Nov 2026") && en.contains("22 Nov 2026"), "{en}");
        // What somebody typed is shown as they typed it.
        let typed = Diagnostic::error("import.future-date", Place::default()).with("found", "2026-11-30");
        assert!(Lang::Vi.problem_without_place(&typed).contains("2026-11-30"));
    }

    #[test]
    fn a_place_is_told_in_words() {
        let place = Place { file: Some("a.csv".into()), line: Some(7), key: Some("value".into()), ..Place::default() };
        assert_eq!(Lang::Vi.place(&place), "a.csv, dòng 7, value");
        assert_eq!(Lang::En.place(&place), "a.csv, line 7, value");
    }
}
