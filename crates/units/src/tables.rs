//! The tables of `data/units` as rows with their places.

use crate::kinds::level_of;
use vedich_facts::UnitLevel;
use vedich_values::{Date, Diagnostic, Place, date::parse_date, text::normalise};

/// The texts of the tables in `data/units` (see its README for the columns) and the zones of `data/criteria/zones.toml`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tables<'a> {
    /// `units-old.csv`: the units of 30 June 2025.
    pub old: &'a str,
    /// `units-2025.csv`: the units of 1 July 2025.
    pub new: &'a str,
    /// `mapping.csv`: which old unit went to which new one, whole or in part.
    pub mapping: &'a str,
    /// `changes-2026.csv`: renames and changes of type since.
    pub changes: &'a str,
    /// `history.csv`: changes before 30 June 2025, newest state in `old`.
    pub history: &'a str,
    /// `zones.toml`: names of the zones and the old provinces in them.
    pub zones: &'a str,
}

/// Codes of every problem the tables can have; each is worded in `vedich-wording`.
pub const CODES: &[&str] = &[
    "units.table-unreadable",
    "units.column-missing",
    "units.empty-cell",
    "units.bad-code",
    "units.bad-level",
    "units.bad-date",
    "units.bad-word",
    "units.duplicate-code",
    "units.unknown-parent",
    "units.unknown-code",
    "units.parent-not-above",
    "units.parent-not-then",
    "units.name-differs",
    "units.type-unknown",
    "units.zone-differs",
    "units.zones-unreadable",
];

/// One cell with its place.
#[derive(Clone, Copy)]
pub(crate) struct Cell<'a> {
    pub(crate) text: &'a str,
    table: &'a Sheet,
    row: usize,
    column: usize,
}

impl<'a> Cell<'a> {
    pub(crate) fn problem(&self, code: &'static str) -> Diagnostic {
        self.table.problem(code, self.row, self.column).with("found", self.text)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn level(&self) -> Result<UnitLevel, Diagnostic> {
        level_of(self.text).ok_or_else(|| self.problem("units.bad-level"))
    }

    pub(crate) fn date(&self) -> Result<Date, Diagnostic> {
        parse_date(self.text).ok_or_else(|| self.problem("units.bad-date").with("allowed", "2025-07-01"))
    }

    /// An official code: 2, 3 or 5 digits.
    pub(crate) fn code(&self) -> Result<&'a str, Diagnostic> {
        let good = matches!(self.text.len(), 2 | 3 | 5) && self.text.bytes().all(|b| b.is_ascii_digit());
        if good { Ok(self.text) } else { Err(self.problem("units.bad-code")) }
    }

    /// One of the words allowed.
    pub(crate) fn one_of(&self, allowed: &[&'static str]) -> Result<&'static str, Diagnostic> {
        allowed
            .iter()
            .copied()
            .find(|word| *word == self.text)
            .ok_or_else(|| self.problem("units.bad-word").with("allowed", allowed.join(" ")))
    }

    /// A text that must be there.
    pub(crate) fn filled(&self) -> Result<&'a str, Diagnostic> {
        if self.is_empty() { Err(self.problem("units.empty-cell")) } else { Ok(self.text) }
    }
}

/// A table read once: cells in one text, with the lines they stand on.
pub(crate) struct Sheet {
    file: &'static str,
    source: String,
    columns: Vec<&'static str>,
    /// Column of the file for each of `columns`.
    order: Vec<usize>,
    records: Vec<csv::StringRecord>,
}

impl Sheet {
    /// Reads a table whose first line names at least `columns`.
    pub(crate) fn read(file: &'static str, text: &str, columns: &[&'static str], problems: &mut Vec<Diagnostic>) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut sheet =
            Self { file, source: text.to_owned(), columns: columns.to_vec(), order: vec![usize::MAX; columns.len()], records: Vec::new() };
        if text.is_empty() {
            return sheet;
        }
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        match reader.headers() {
            Ok(header) => {
                for (slot, name) in sheet.order.iter_mut().zip(columns) {
                    match header.iter().position(|heading| heading == *name) {
                        Some(position) => *slot = position,
                        None => problems.push(Diagnostic::error("units.column-missing", place(file, 1, 1, name)).with("column", name)),
                    }
                }
            }
            Err(error) => problems.push(unreadable(file, &error)),
        }
        sheet.records.reserve(text.len() / 40);
        for record in reader.into_records() {
            match record {
                Ok(record) => sheet.records.push(record),
                Err(error) => problems.push(unreadable(file, &error)),
            }
        }
        sheet
    }

    /// Rows, each as cells in the order of the columns asked for.
    pub(crate) fn rows<const N: usize>(&self) -> impl Iterator<Item = [Cell<'_>; N]> {
        self.records.iter().enumerate().map(|(row, record)| {
            std::array::from_fn(|column| {
                let text = self.order.get(column).and_then(|index| record.get(*index)).unwrap_or("");
                Cell { text, table: self, row, column }
            })
        })
    }

    fn problem(&self, code: &'static str, row: usize, column: usize) -> Diagnostic {
        let line = self.records[row].position().map_or(0, csv::Position::line);
        let text = usize::try_from(line).ok().and_then(|line| self.source.lines().nth(line.saturating_sub(1))).unwrap_or("");
        let column_in_text = column_of(text, self.order[column]);
        Diagnostic::error(code, place(self.file, line, column_in_text, self.columns[column]))
    }
}

/// Character column, from 1, at which the `index`th field of a line starts.
fn column_of(line: &str, index: usize) -> u32 {
    let (mut field, mut quoted) = (0, false);
    for (position, c) in line.chars().enumerate() {
        if field == index {
            return u32::try_from(position + 1).unwrap_or(u32::MAX);
        }
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => field += 1,
            _ => {}
        }
    }
    u32::try_from(line.chars().count() + 1).unwrap_or(u32::MAX)
}

fn place(file: &str, line: u64, column: u32, key: &str) -> Place {
    Place { file: Some(file.to_owned()), sheet: None, line: u32::try_from(line).ok(), column: Some(column), key: Some(key.to_owned()) }
}

fn unreadable(file: &str, error: &csv::Error) -> Diagnostic {
    let line = error.position().map_or(1, csv::Position::line);
    Diagnostic::error("units.table-unreadable", place(file, line, 1, "")).with("reason", error)
}

/// A name in the form we store.
pub(crate) fn clean_name(text: &str) -> Box<str> {
    if text.is_ascii() { text.into() } else { normalise(text).into() }
}
