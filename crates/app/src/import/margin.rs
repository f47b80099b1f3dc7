//! Cells to the right of the last heading: nobody said what they are.

use super::problems::{Finding, Problems};
use rustc_hash::FxHashSet;
use vedich_documents::{Header, Row, Sheet};

/// Watches the margin of one table.
pub(super) struct Margin {
    last: u32,
    text_file: bool,
    told: FxHashSet<u32>,
}

impl Margin {
    pub(super) fn new(sheet: &Sheet, header: &Header) -> Self {
        Self { last: header.last, text_file: sheet.name().is_none(), told: FxHashSet::default() }
    }

    /// In a text file the row is refused: `37,5` between commas is two cells, and 37 would be taken for the value. In a workbook it is a
    /// remark at the margin, told once per column.
    pub(super) fn check(&mut self, row: &Row<'_>, problems: &mut Problems) {
        let Some((column, cell)) = row.beyond(self.last) else { return };
        let found = || cell.label().chars().take(40).collect::<String>();
        if self.text_file {
            problems.add(&Finding::error("table.more-cells").with("found", found()), || row.place(column));
        } else if self.told.insert(column) {
            problems.add(&Finding::warning("table.no-heading").with("found", found()), || row.place(column));
        }
    }
}
