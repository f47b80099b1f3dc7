//! The tables of a file that an import reads, with a remark on every column nobody asks for.

use super::problems::{Finding, Problems};
use std::collections::BTreeMap;
use vedich_documents::{Header, Sheet, Sheets, Wanted, find_tables};

/// The tables that have the columns; what is wrong with the others goes to the problems.
pub(super) fn tables<'s>(sheets: &'s Sheets, wanted: &Wanted<'_>, problems: &mut Problems) -> Vec<(&'s Sheet, Header)> {
    let tables = match find_tables(sheets, wanted) {
        Ok(tables) => tables,
        Err(found) => {
            problems.extend(found);
            return Vec::new();
        }
    };
    problems.extend(tables.skipped);
    for (sheet, header) in &tables.found {
        let heading_row = sheet.row(header.row).map_or(0, |row| row.number());
        for (column, text) in &header.unknown {
            let finding = Finding::warning("import.unknown-column").with("heading", text);
            problems.add(&finding, || sheet.place(heading_row, *column));
        }
        if header.data(sheet).next().is_none() {
            problems.add(&Finding::warning("table.no-rows"), || sheet.whole());
        }
    }
    tables.found
}

/// Where the columns of a table stand, by name.
pub(super) fn by_name(columns: &[&'static str], header: &Header) -> BTreeMap<&'static str, u32> {
    columns.iter().zip(&header.columns).filter_map(|(id, column)| Some((*id, (*column)?))).collect()
}
