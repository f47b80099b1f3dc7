//! Typed access to one table of a file: what is missing, misspelt or of the wrong type is reported where it stands.

use super::Reader;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use vedich_values::date::parse_date;
use vedich_values::near::nearest;
use vedich_values::{Bilingual, Date, DateSpan};

/// Codes of "wrong type": one per type that was expected.
pub(crate) const EXPECTED_TEXT: &str = "file.expected-text";
const EXPECTED_TABLE: &str = "file.expected-table";
const EXPECTED_LIST: &str = "file.expected-list";
const EXPECTED_BOOLEAN: &str = "file.expected-boolean";
const EXPECTED_INTEGER: &str = "file.expected-integer";
const EXPECTED_DATE: &str = "file.expected-date";

/// A table with its place and path.
#[derive(Clone)]
pub(crate) struct Table<'r, 't> {
    reader: &'r Reader<'t>,
    table: &'r DeTable<'t>,
    span: Range<usize>,
    path: String,
}

/// A text with its place.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// The text.
    pub(crate) text: String,
    /// Its bytes in the file.
    pub(crate) span: Range<usize>,
    /// Its key path.
    pub(crate) path: String,
}

impl<'r, 't> Table<'r, 't> {
    /// The whole document.
    pub(crate) fn root(reader: &'r Reader<'t>, document: &'r Spanned<DeTable<'t>>) -> Self {
        Self { reader, table: document.get_ref(), span: 0..0, path: String::new() }
    }

    /// The reader, to report to.
    pub(crate) const fn reader(&self) -> &'r Reader<'t> {
        self.reader
    }

    /// Key path of a key of this table.
    pub(crate) fn at(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Where a key's value stands; the table's own place when the key is absent.
    pub(crate) fn span(&self, key: &str) -> Range<usize> {
        self.table.get(key).map_or_else(|| self.span.clone(), Spanned::span)
    }

    /// Whether the key is there.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The keys with their places.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (&'r str, Range<usize>)> {
        self.table.iter().map(|(key, _)| (key.get_ref().as_ref(), key.span()))
    }

    /// The raw value of a key.
    pub(crate) fn value(&self, key: &str) -> Option<&'r Spanned<DeValue<'t>>> {
        self.table.get(key)
    }

    /// Reports an error at a key.
    pub(crate) fn error(&self, code: &'static str, key: &str, params: &[(&'static str, &str)]) {
        let mut problem = self.reader.error(code, self.span(key), &self.at(key));
        for (name, value) in params {
            problem = problem.with(name, value);
        }
        self.reader.report(problem);
    }

    /// Reports every key that is not known, with the nearest known one.
    pub(crate) fn only(&self, known: &[&'static str]) {
        for (key, span) in self.keys() {
            if known.contains(&key) {
                continue;
            }
            let near = nearest(key, known.iter().copied());
            let code = if near.is_some() { "file.misspelt-key" } else { "file.unknown-key" };
            let problem = self.reader.error(code, span, &self.at(key)).with("found", key).with("allowed", known.join(", "));
            self.reader.report(problem.with("suggestion", near.unwrap_or_default()));
        }
    }

    /// Reports a value of the wrong type.
    pub(crate) fn wrong_type(&self, key: &str, code: &'static str, value: &Spanned<DeValue<'_>>) {
        self.reader.report(self.reader.error(code, value.span(), &self.at(key)).with("key", key));
    }

    /// Reports a key that holds no list, with how the list is written: what stands there in brackets, or the heading of the tables.
    fn no_list(&self, key: &str, value: &Spanned<DeValue<'_>>, example: String) {
        self.reader.report(self.reader.error(EXPECTED_LIST, value.span(), &self.at(key)).with("key", key).with("example", example));
    }

    /// The heading of a table of a list: `[[criteria.indicators.parts]]`, whichever one it is of.
    fn heading(&self, key: &str) -> String {
        let path = self.at(key);
        let names: Vec<&str> = path.split('.').map(|name| name.split('[').next().unwrap_or(name)).collect();
        format!("[[{}]]", names.join("."))
    }

    /// Reports an item of a list that has the wrong type.
    fn wrong_item(&self, key: &str, path: &str, code: &'static str, value: &Spanned<DeValue<'_>>) {
        self.reader.report(self.reader.error(code, value.span(), path).with("key", key));
    }

    /// Reports a key that must be there and is not.
    pub(crate) fn missing(&self, key: &str) {
        self.reader.report(self.reader.error("file.missing-key", self.span.clone(), &self.at(key)).with("key", key));
    }

    /// A text, if given.
    pub(crate) fn word(&self, key: &str) -> Option<Word> {
        let value = self.table.get(key)?;
        if let DeValue::String(text) = value.get_ref() {
            return Some(Word { text: text.clone().into_owned(), span: value.span(), path: self.at(key) });
        }
        self.wrong_type(key, EXPECTED_TEXT, value);
        None
    }

    /// A text, if given.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        self.word(key).map(|word| word.text)
    }

    /// A text that must be there and say something.
    pub(crate) fn need_text(&self, key: &str) -> String {
        self.need_word(key).map(|word| word.text).unwrap_or_default()
    }

    /// A text that must be there and say something.
    pub(crate) fn need_word(&self, key: &str) -> Option<Word> {
        if !self.has(key) {
            self.missing(key);
            return None;
        }
        let word = self.word(key)?;
        if word.text.trim().is_empty() {
            self.error("file.empty-text", key, &[("key", key)]);
            return None;
        }
        Some(word)
    }

    /// One of a fixed list of words, if given.
    pub(crate) fn choice<T: Copy>(&self, key: &str, words: &[(&'static str, T)]) -> Option<T> {
        self.pick(key, self.word(key)?, words)
    }

    /// A list of words of a fixed list; at least one.
    pub(crate) fn choices<T: Copy>(&self, key: &str, words: &[(&'static str, T)]) -> Vec<T> {
        let given = self.words(key);
        if given.is_empty() && !self.has(key) {
            self.missing(key);
        }
        given.into_iter().filter_map(|word| self.pick(key, word, words)).collect()
    }

    fn pick<T: Copy>(&self, key: &str, word: Word, words: &[(&'static str, T)]) -> Option<T> {
        let found = words.iter().find(|(name, _)| *name == word.text);
        if found.is_none() {
            let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
            let near = nearest(&word.text, names.iter().copied());
            let code = if near.is_some() { "file.misspelt-word" } else { "file.bad-word" };
            let problem = self.reader.error(code, word.span, &word.path).with("key", key).with("found", &word.text);
            self.reader.report(problem.with("allowed", names.join(", ")).with("suggestion", near.unwrap_or_default()));
        }
        found.map(|(_, value)| *value)
    }

    /// One of a fixed list of words that must be there.
    pub(crate) fn need_choice<T: Copy>(&self, key: &str, words: &[(&'static str, T)]) -> Option<T> {
        if !self.has(key) {
            self.missing(key);
        }
        self.choice(key, words)
    }

    /// A text in two languages, both needed.
    pub(crate) fn need_bilingual(&self, key: &str) -> Bilingual {
        if !self.has(key) {
            self.missing(key);
        }
        self.bilingual(key).unwrap_or_default()
    }

    /// A text in two languages, if given.
    pub(crate) fn bilingual(&self, key: &str) -> Option<Bilingual> {
        let table = self.table(key)?;
        table.only(&["vi", "en"]);
        Some(Bilingual { vi: table.need_text("vi"), en: table.need_text("en") })
    }

    /// Words in two languages, if given; a plain text serves both.
    pub(crate) fn in_words(&self, key: &str) -> Option<Bilingual> {
        let value = self.table.get(key)?;
        match value.get_ref() {
            DeValue::Table(_) => self.bilingual(key),
            _ => self.text(key).map(|text| Bilingual { vi: text.clone(), en: text }),
        }
    }

    /// A table, if given.
    pub(crate) fn table(&self, key: &str) -> Option<Self> {
        let value = self.table.get(key)?;
        if let DeValue::Table(table) = value.get_ref() {
            return Some(Self { reader: self.reader, table, span: value.span(), path: self.at(key) });
        }
        self.wrong_type(key, EXPECTED_TABLE, value);
        None
    }

    /// A list of tables; empty when absent.
    pub(crate) fn tables(&self, key: &str) -> Vec<Self> {
        let Some(value) = self.table.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.no_list(key, value, self.heading(key));
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let path = format!("{}[{index}]", self.at(key));
            if let DeValue::Table(table) = item.get_ref() {
                tables.push(Self { reader: self.reader, table, span: item.span(), path });
            } else {
                self.wrong_item(key, &path, EXPECTED_TABLE, item);
            }
        }
        tables
    }

    /// A list of texts; empty when absent.
    pub(crate) fn words(&self, key: &str) -> Vec<Word> {
        let Some(value) = self.table.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            let meant = value.get_ref().as_str().unwrap_or("…");
            self.no_list(key, value, format!("[\"{meant}\"]"));
            return Vec::new();
        };
        let mut words = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let path = format!("{}[{index}]", self.at(key));
            if let DeValue::String(text) = item.get_ref() {
                words.push(Word { text: text.clone().into_owned(), span: item.span(), path });
            } else {
                self.wrong_item(key, &path, EXPECTED_TEXT, item);
            }
        }
        words
    }

    /// A list of texts without their places.
    pub(crate) fn texts(&self, key: &str) -> Vec<String> {
        self.words(key).into_iter().map(|word| word.text).collect()
    }

    /// Yes or no; no when absent.
    pub(crate) fn flag(&self, key: &str) -> bool {
        let Some(value) = self.table.get(key) else { return false };
        if let DeValue::Boolean(flag) = value.get_ref() {
            return *flag;
        }
        self.wrong_type(key, EXPECTED_BOOLEAN, value);
        false
    }

    /// A whole number between two bounds, if given.
    pub(crate) fn number(&self, key: &str, min: u32, max: u32) -> Option<u32> {
        let value = self.table.get(key)?;
        let DeValue::Integer(integer) = value.get_ref() else {
            self.wrong_type(key, EXPECTED_INTEGER, value);
            return None;
        };
        let number = u32::from_str_radix(integer.as_str(), integer.radix()).ok().filter(|number| (min..=max).contains(number));
        if number.is_none() {
            let (min, max, found) = (min.to_string(), max.to_string(), integer.to_string());
            self.error("file.out-of-range", key, &[("key", key), ("found", &found), ("min", &min), ("max", &max)]);
        }
        number
    }

    /// A whole number that must be there.
    pub(crate) fn need_number(&self, key: &str, min: u32, max: u32) -> Option<u32> {
        if !self.has(key) {
            self.missing(key);
        }
        self.number(key, min, max)
    }

    /// A date as text `2022-03-08` (or a TOML date), if given.
    pub(crate) fn date(&self, key: &str) -> Option<Date> {
        let value = self.table.get(key)?;
        let text = match value.get_ref() {
            DeValue::String(text) => text.clone().into_owned(),
            DeValue::Datetime(date) => date.to_string(),
            _ => {
                self.wrong_type(key, EXPECTED_DATE, value);
                return None;
            }
        };
        let date = (text.len() == 10 && text.as_bytes().get(4) == Some(&b'-')).then(|| parse_date(&text)).flatten();
        if date.is_none() {
            let problem = self.reader.error("file.bad-date", value.span(), &self.at(key)).with("key", key).with("found", &text);
            // In the quotes of the file, which keep it from being told as readers write dates.
            let suggestion = parse_date(&text).map_or_else(|| "\"2022-03-08\"".to_owned(), |date| format!("\"{date}\""));
            self.reader.report(problem.with("suggestion", suggestion));
        }
        date
    }

    /// `from` and `to`; the end must not lie before the start.
    pub(crate) fn dates(&self) -> DateSpan {
        let span = DateSpan { from: self.date("from"), to: self.date("to") };
        if let (Some(from), Some(to)) = (span.from, span.to)
            && to < from
        {
            self.error("file.span-reversed", "to", &[("from", &from.to_string()), ("to", &to.to_string())]);
        }
        span
    }
}
