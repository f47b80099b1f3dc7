//! CSV rows as structs, every problem with its line.

use serde::de::DeserializeOwned;
use vedich_values::{Diagnostic, Place};

/// A row and the line it stands on.
pub(crate) struct Row<T> {
    pub(crate) line: u32,
    pub(crate) value: T,
}

/// Reads all rows of a table with headings.
pub(crate) fn read<T: DeserializeOwned>(file: &'static str, text: &str, problems: &mut Vec<Diagnostic>) -> Vec<Row<T>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => {
            problems.push(unreadable(file, &error));
            return Vec::new();
        }
    };
    let mut rows = Vec::new();
    for record in reader.into_records() {
        let row = record.and_then(|record| {
            let line = record.position().and_then(|position| u32::try_from(position.line()).ok()).unwrap_or(0);
            Ok(Row { line, value: record.deserialize(Some(&header))? })
        });
        match row {
            Ok(row) => rows.push(row),
            Err(error) => problems.push(unreadable(file, &error)),
        }
    }
    rows
}

fn unreadable(file: &str, error: &csv::Error) -> Diagnostic {
    let line = error.position().and_then(|position| u32::try_from(position.line()).ok());
    let place = Place { file: Some(file.to_owned()), line, ..Place::default() };
    Diagnostic::error("reference.table-unreadable", place).with("reason", error)
}

/// The place of a cell.
pub(crate) fn cell(file: &str, line: u32, key: &str) -> Place {
    Place { file: Some(file.to_owned()), line: Some(line), key: Some(key.to_owned()), ..Place::default() }
}
