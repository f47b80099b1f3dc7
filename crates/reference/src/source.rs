//! A file and the places in it: what the reader of TOML says, as codes with line and key.

use serde::de::DeserializeOwned;
use vedich_values::near::nearest;
use vedich_values::{Diagnostic, Place};

/// Unknown keys told at once: who has more sees the rest after correcting these.
const MOST_KEYS: usize = 20;

/// A file as it was given.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'a> {
    pub(crate) name: &'a str,
    pub(crate) text: &'a str,
}

impl Source<'_> {
    /// A problem at a line, from 1, with the key it is about.
    pub(crate) fn problem(self, code: &'static str, line: usize, key: &str) -> Diagnostic {
        let place = Place {
            file: Some(self.name.to_owned()),
            line: u32::try_from(line.max(1)).ok(),
            key: Some(key.to_owned()).filter(|key| !key.is_empty()),
            ..Place::default()
        };
        Diagnostic::error(code, place).with("key", key)
    }

    /// Reads it, with every key that is not known; keys in tables of one line are told one at a time.
    pub(crate) fn read<T: DeserializeOwned>(self) -> Result<T, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let mut text = self.text.to_owned();
        loop {
            let error = match toml::from_str::<T>(&text) {
                Ok(read) if problems.is_empty() => return Ok(read),
                Ok(_) => return Err(problems),
                Err(error) => error,
            };
            let problem = self.located(&error);
            // A key that was misspelt is not missing as well.
            let meant = |told: &Diagnostic| told.param("suggestion").is_some() && told.param("suggestion") == problem.param("key");
            if problem.code == "file.missing-key" && problems.iter().any(meant) {
                return Err(problems);
            }
            let line = problem.place.line.unwrap_or(1) as usize;
            let key = problem.param("found").unwrap_or_default().to_owned();
            let goes_on = ["file.unknown-key", "file.misspelt-key"].contains(&problem.code) && problems.len() < MOST_KEYS;
            problems.push(problem);
            match without(&text, line, &key).filter(|_| goes_on) {
                Some(rest) => text = rest,
                None => return Err(problems),
            }
        }
    }

    /// What the reader of TOML says, with its place.
    pub(crate) fn located(self, error: &toml::de::Error) -> Diagnostic {
        let at = error.span().map_or(0, |span| span.start.min(self.text.len()));
        let line = self.text[..at].matches('\n').count() + 1;
        let message = error.message();
        let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let (found, allowed) = (quoted.first().copied().unwrap_or_default(), quoted.get(1..).unwrap_or_default());
        let key = self.key_of(line);
        let suggestion = nearest(found, allowed.iter().copied());
        let told = |code, key: &str| self.problem(code, line, key).with("found", found).with("allowed", allowed.join(", "));
        match (message, suggestion) {
            (message, Some(suggestion)) if message.starts_with("unknown field") => {
                told("file.misspelt-key", found).with("suggestion", suggestion)
            }
            (message, None) if message.starts_with("unknown field") => told("file.unknown-key", found),
            (message, Some(suggestion)) if message.starts_with("unknown variant") => {
                told("file.misspelt-word", &key).with("suggestion", suggestion)
            }
            (message, None) if message.starts_with("unknown variant") => told("file.bad-word", &key),
            (message, _) if message.starts_with("missing field") => self.problem("file.missing-key", line, found),
            _ => self.problem("file.syntax", line, &key).with("detail", message.trim()),
        }
    }

    /// The key a line begins with.
    fn key_of(self, line: usize) -> String {
        let found = self.text.lines().nth(line.saturating_sub(1)).and_then(|line| line.split_once('='));
        found.map_or_else(String::new, |(name, _)| name.trim().trim_start_matches('{').trim().to_owned())
    }

    /// The first line from this one on, both from 1, that says `key = "value"`, however it is spaced and quoted.
    pub(crate) fn line_saying(self, from: usize, key: &str, value: &str) -> Option<usize> {
        let wanted = format!("{key}=\"{value}\"").replace(char::is_whitespace, "");
        let says = |line: &str| line.replace(char::is_whitespace, "").replace('\'', "\"").contains(&wanted);
        self.text.lines().enumerate().skip(from.saturating_sub(1)).find(|(_, line)| says(line)).map(|(at, _)| at + 1)
    }

    /// The line of a key of the n-th table of a name, from 0; the line of the table where it has no such key.
    pub(crate) fn line_of(self, table: &str, n: usize, key: &str) -> usize {
        let head = format!("[[{table}]]");
        let lines: Vec<&str> = self.text.lines().map(str::trim).collect();
        let start = lines.iter().enumerate().filter(|(_, line)| line.starts_with(&head)).nth(n).map_or(0, |(at, _)| at);
        self.key_after(&lines, start, key)
    }

    /// The line of a key of a table, or of the file when the table has no name.
    pub(crate) fn line_in(self, table: &str, key: &str) -> usize {
        let head = format!("[{table}]");
        let lines: Vec<&str> = self.text.lines().map(str::trim).collect();
        let start = if table.is_empty() { Some(0) } else { lines.iter().position(|line| line.starts_with(&head)) };
        self.key_after(&lines, start.unwrap_or(0), key)
    }

    fn key_after(self, lines: &[&str], start: usize, key: &str) -> usize {
        let rest = lines.iter().enumerate().skip(start).take_while(|(at, line)| *at == start || !line.starts_with('['));
        let named = |line: &str| line.split_once('=').is_some_and(|(name, _)| name.trim() == key);
        rest.filter(|(_, line)| named(line)).map(|(at, _)| at).next().unwrap_or(start) + 1
    }
}

/// The text without a key that stands alone on its line, every other line where it was; none: it does not stand alone.
fn without(text: &str, line: usize, key: &str) -> Option<String> {
    let found = text.lines().nth(line - 1)?;
    let (name, _) = found.split_once('=')?;
    let closed = |open: char, close: char| found.matches(open).count() == found.matches(close).count();
    let alone = name.trim() == key && closed('[', ']') && closed('{', '}') && !found.contains("\"\"\"");
    let kept = |(at, other): (usize, &str)| if at + 1 == line { String::new() } else { other.to_owned() };
    alone.then(|| text.lines().enumerate().map(kept).collect::<Vec<_>>().join("\n"))
}
