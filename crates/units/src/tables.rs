//! The tables of `data/units` as rows with their places.

use crate::kinds::level_of;
use unicode_normalization::is_nfc;
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
    file: &'static str,
    column: &'static str,
    line: u32,
    line_text: &'a str,
    /// Which field of the line it is.
    field: usize,
}

impl<'a> Cell<'a> {
    pub(crate) fn problem(&self, code: &'static str) -> Diagnostic {
        let place = place(self.file, self.line, column_of(self.line_text, self.field), self.column);
        Diagnostic::error(code, place).with("found", self.text)
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

/// A table, read line by line as its rows are asked for. Cells may stand in quotes; quotes inside cells are refused.
pub(crate) struct Sheet<'a> {
    file: &'static str,
    columns: Vec<&'static str>,
    /// Field of the file for each of `columns`.
    order: Vec<usize>,
    lines: Vec<(u32, &'a str)>,
}

impl<'a> Sheet<'a> {
    /// Reads a table whose first line names at least `columns`.
    pub(crate) fn read(file: &'static str, text: &'a str, columns: &[&'static str], problems: &mut Vec<Diagnostic>) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut sheet = Self { file, columns: columns.to_vec(), order: vec![usize::MAX; columns.len()], lines: Vec::new() };
        sheet.lines.reserve(text.len() / 30);
        let lines = (1u32..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
        sheet.lines.extend(lines);
        if sheet.lines.is_empty() {
            return sheet;
        }
        let (_, header) = sheet.lines.remove(0);
        for (slot, name) in sheet.order.iter_mut().zip(columns) {
            match fields(header).position(|heading| heading == *name) {
                Some(position) => *slot = position,
                None => problems.push(Diagnostic::error("units.column-missing", place(file, 1, 1, name)).with("column", name)),
            }
        }
        for (line, text) in &sheet.lines {
            if text.contains('"') && (text.contains("\"\"") || text.matches('"').count() % 2 == 1) {
                let problem = Diagnostic::error("units.table-unreadable", place(file, *line, 1, ""));
                problems.push(problem.with("reason", "quotes inside a cell"));
            }
        }
        sheet
    }

    /// Rows, each as cells in the order of the columns asked for.
    pub(crate) fn rows<const N: usize>(&self) -> impl Iterator<Item = [Cell<'a>; N]> {
        self.lines.iter().map(|(line, line_text)| {
            let mut cells = std::array::from_fn(|column| {
                let field = self.order.get(column).copied().unwrap_or(usize::MAX);
                let name = self.columns.get(column).copied().unwrap_or("");
                Cell { text: "", file: self.file, column: name, line: *line, line_text, field }
            });
            for (field, text) in fields(line_text).enumerate() {
                for cell in cells.iter_mut().filter(|cell| cell.field == field) {
                    cell.text = text;
                }
            }
            cells
        })
    }
}

/// The fields of a line, without the quotes around them.
fn fields(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest?;
        let quoted = line.trim_start().strip_prefix('"').and_then(|inside| inside.split_once('"'));
        let (field, behind) = match quoted {
            Some((field, behind)) => (field, behind.split_once(',').map(|(_, behind)| behind)),
            None => line.split_once(',').map_or((line, None), |(field, behind)| (field, Some(behind))),
        };
        rest = behind;
        Some(field.trim())
    })
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

fn place(file: &str, line: u32, column: u32, key: &str) -> Place {
    Place { file: Some(file.to_owned()), sheet: None, line: Some(line), column: Some(column), key: Some(key.to_owned()) }
}

/// A name in the form we store.
pub(crate) fn clean_name(text: &str) -> Box<str> {
    if is_nfc(text) && !text.contains("  ") { text.trim().into() } else { normalise(text).into() }
}
