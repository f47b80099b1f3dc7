//! A table as read: rows of cells, each with its place.

use crate::cell::{CellValue, NumberCell, Slot, address};
use vedich_values::{Date, Place};

/// Everything read from one file: one sheet of a CSV file, the visible sheets of a workbook.
#[derive(Debug)]
pub struct Sheets {
    /// File name as the person gave it.
    pub file: String,
    /// The sheets in their order; blank ones are left out.
    pub sheets: Vec<Sheet>,
}

/// One sheet. Only rows and cells that hold something are kept, so a stray cell in the last corner costs nothing.
#[derive(Debug, Default)]
pub struct Sheet {
    /// File name as the person gave it.
    pub(crate) file: String,
    /// Name of the sheet; none in a text file.
    pub(crate) name: Option<String>,
    pub(crate) texts: String,
    pub(crate) slots: Vec<Slot>,
    pub(crate) rows: Vec<RowSpan>,
    pub(crate) merges: Vec<Merge>,
}

/// Where a row's cells lie in the sheet's slots.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowSpan {
    /// Row of the sheet or line of the text file, from 0.
    pub(crate) number: u32,
    /// First slot; the row ends where the next begins.
    pub(crate) first: u32,
}

/// A merged region; rows and columns from 0, both ends inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

impl Merge {
    pub(crate) const fn covers(&self, row: u32, column: u32) -> bool {
        self.top <= row && row <= self.bottom && self.left <= column && column <= self.right
    }
}

impl Sheet {
    /// Name of the sheet; none in a text file.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// How many rows hold something.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing was entered at all.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The row at that position among the rows that hold something.
    #[must_use]
    pub fn row(&self, index: usize) -> Option<Row<'_>> {
        let span = *self.rows.get(index)?;
        let end = self.rows.get(index + 1).map_or(self.slots.len(), |next| next.first as usize);
        Some(Row { sheet: self, number: span.number, slots: self.slots.get(span.first as usize..end)? })
    }

    /// All rows that hold something, from that position on.
    pub fn rows_from(&self, index: usize) -> impl Iterator<Item = Row<'_>> {
        (index..self.rows.len()).filter_map(|i| self.row(i))
    }

    /// The place of a cell; row and column count from 0.
    #[must_use]
    pub fn place(&self, row: u32, column: u32) -> Place {
        Place {
            file: Some(self.file.clone()),
            sheet: self.name.clone(),
            line: Some(row.saturating_add(1)),
            column: Some(column.saturating_add(1)),
            key: Some(address(row, column)),
        }
    }

    /// The place of a whole row, counted from 0.
    #[must_use]
    pub fn row_place(&self, row: u32) -> Place {
        Place { column: None, key: None, ..self.place(row, 0) }
    }

    /// The place of the sheet as a whole.
    #[must_use]
    pub fn whole(&self) -> Place {
        Place { file: Some(self.file.clone()), sheet: self.name.clone(), ..Place::default() }
    }
}

/// A row of a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    sheet: &'a Sheet,
    number: u32,
    slots: &'a [Slot],
}

impl<'a> Row<'a> {
    /// Row of the sheet or line of the text file, from 0.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// The cell in that column, counted from 0.
    #[must_use]
    pub fn cell(&self, column: u32) -> CellValue<'a> {
        let dense = self.slots.get(column as usize).filter(|slot| u32::from(slot.column) == column);
        let slot = dense.or_else(|| {
            let index = self.slots.binary_search_by_key(&column, |slot| u32::from(slot.column)).ok()?;
            self.slots.get(index)
        });
        slot.map_or(CellValue::Empty, |slot| slot.value(&self.sheet.texts))
    }

    /// The cells that hold something, each with its column.
    pub fn cells(&self) -> impl Iterator<Item = (u32, CellValue<'a>)> + use<'a> {
        let texts = &self.sheet.texts;
        self.slots.iter().map(move |slot| (u32::from(slot.column), slot.value(texts)))
    }

    /// The first cell that holds something to the right of a column.
    #[must_use]
    pub fn beyond(&self, last: u32) -> Option<(u32, CellValue<'a>)> {
        let slot = self.slots.last().filter(|slot| u32::from(slot.column) > last).and_then(|_| {
            let index = self.slots.partition_point(|slot| u32::from(slot.column) <= last);
            self.slots.get(index)
        })?;
        Some((u32::from(slot.column), slot.value(&self.sheet.texts)))
    }

    /// The place of a cell of this row.
    #[must_use]
    pub fn place(&self, column: u32) -> Place {
        self.sheet.place(self.number, column)
    }
}

impl Sheet {
    pub(crate) fn new(file: &str, name: Option<&str>) -> Self {
        Self { file: file.to_owned(), name: name.map(str::to_owned), ..Self::default() }
    }

    /// Opens the row of that number; a row that stays blank leaves no trace.
    pub(crate) fn open_row(&mut self, number: u32) {
        let first = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        match self.rows.last_mut() {
            Some(last) if last.first == first => last.number = number,
            _ => self.rows.push(RowSpan { number, first }),
        }
    }

    /// Ends the sheet: a last row without cells is dropped.
    pub(crate) fn finish(&mut self) {
        if self.rows.last().is_some_and(|last| last.first as usize == self.slots.len()) {
            self.rows.pop();
        }
    }

    pub(crate) fn push_text(&mut self, column: u16, text: &str) {
        let text = text.trim();
        let (Ok(start), Ok(len)) = (u32::try_from(self.texts.len()), u32::try_from(text.len())) else { return };
        if !text.is_empty() {
            self.texts.push_str(text);
            self.slots.push(Slot::text(column, start, len));
        }
    }

    pub(crate) fn push_number(&mut self, column: u16, number: NumberCell) {
        self.slots.push(Slot::number(column, number));
    }

    pub(crate) fn push_date(&mut self, column: u16, date: Date) {
        self.slots.push(Slot::date(column, date));
    }

    pub(crate) fn push_bool(&mut self, column: u16, value: bool) {
        self.slots.push(Slot::bool(column, value));
    }

    pub(crate) fn push_error(&mut self, column: u16, text: &str) {
        self.slots.push(Slot::error(column, text));
    }

    /// The text a heading cell shows: its own, or that of the merged region it lies in.
    pub(crate) fn shown(&self, row_index: usize, column: u32) -> CellValue<'_> {
        let Some(row) = self.row(row_index) else { return CellValue::Empty };
        let own = row.cell(column);
        if !own.is_empty() {
            return own;
        }
        let Some(merge) = self.merges.iter().find(|merge| merge.covers(row.number, column)) else { return CellValue::Empty };
        let Ok(top) = self.rows.binary_search_by_key(&merge.top, |span| span.number) else { return CellValue::Empty };
        self.row(top).map_or(CellValue::Empty, |row| row.cell(merge.left))
    }
}
