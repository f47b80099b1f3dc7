//! Tables as delimited text: UTF-8 with a mark (spreadsheets need it for Vietnamese), decimal commas, quotes where needed.

use super::WriteError;
use crate::table::{Content, Kind, Table};
use std::io::Write;
use vedich_values::date::print_date;

/// How a delimited text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvStyle {
    /// Between cells: `,` for exchange, `;` for spreadsheets set to Vietnamese.
    pub separator: u8,
    /// Whether title, subtitles, totals and notes are written too. Our reader finds the heading row below them.
    pub paper: bool,
    /// Dates as `2020-09-08` (exchange) or `08/09/2020` (people).
    pub iso_dates: bool,
}

impl CsvStyle {
    /// For other programs and for reading back: commas, headings in the first line, ISO dates.
    pub const EXCHANGE: Self = Self { separator: b',', paper: false, iso_dates: true };
    /// For people: semicolons, title and notes, dates as officials write them.
    pub const PEOPLE: Self = Self { separator: b';', paper: true, iso_dates: false };
}

/// The table as one text.
///
/// # Errors
/// Never in practice: writing into memory does not fail.
///
/// ```
/// use vedich_documents::{Column, Content, CsvStyle, Kind, Table, write_csv};
/// let table = Table {
///     columns: vec![Column::new("Xã", Kind::Text), Column::new("BHYT", Kind::Percent)],
///     rows: vec![vec![Content::text("Quảng An"), Content::Number("95.3".parse().unwrap())], vec![Content::text("Dực Yên"), Content::NotApplicable]],
///     ..Table::default()
/// };
/// let csv = String::from_utf8(write_csv(&table, CsvStyle::EXCHANGE).unwrap()).unwrap();
/// assert_eq!(csv, "\u{feff}Xã,BHYT\r\nQuảng An,\"95,3\"\r\nDực Yên,-\r\n");
/// ```
pub fn write_csv(table: &Table, style: CsvStyle) -> Result<Vec<u8>, WriteError> {
    let mut out = Vec::new();
    stream_csv(table, table.rows.iter(), style, &mut out)?;
    Ok(out)
}

/// Writes the table's head, the given rows (instead of the table's own) and its foot, row by row.
/// Returns how many rows were written: an export says so, and whoever reads it can check.
///
/// # Errors
/// When the writer refuses.
pub fn stream_csv<R: AsRef<[Content]>>(
    table: &Table,
    rows: impl IntoIterator<Item = R>,
    style: CsvStyle,
    mut out: impl Write,
) -> Result<u64, WriteError> {
    let mut line = Line { text: String::with_capacity(256), separator: char::from(style.separator), iso_dates: style.iso_dates };
    out.write_all("\u{feff}".as_bytes())?;
    if style.paper {
        for text in std::iter::once(&table.title).chain(&table.subtitles).chain(&table.measure).filter(|text| !text.is_empty()) {
            line.cell(text);
            line.end(&mut out)?;
        }
    }
    for (index, column) in table.columns.iter().enumerate() {
        line.next(index);
        match &column.group {
            Some(group) => line.cell(&format!("{group}: {}", column.heading)),
            None => line.cell(&column.heading),
        }
    }
    line.end(&mut out)?;
    let mut written = 0;
    for row in rows {
        line.row(row.as_ref(), table);
        line.end(&mut out)?;
        written += 1;
    }
    if style.paper {
        if let Some(totals) = &table.totals {
            line.row(totals, table);
            line.end(&mut out)?;
        }
        for note in &table.notes {
            line.cell(note);
            line.end(&mut out)?;
        }
    }
    out.flush()?;
    Ok(written)
}

/// A line being put together.
struct Line {
    text: String,
    separator: char,
    iso_dates: bool,
}

impl Line {
    fn row(&mut self, cells: &[Content], table: &Table) {
        for index in 0..table.columns.len() {
            self.next(index);
            match cells.get(index) {
                None | Some(Content::Empty) => {}
                Some(Content::NotApplicable) => self.text.push('-'),
                Some(Content::Text(text) | Content::Status(text, _)) => self.cell(text),
                Some(Content::Moment(at)) if self.iso_dates => self.text.push_str(&at.format("%Y-%m-%d %H:%M:%S").to_string()),
                Some(Content::Moment(at)) => self.text.push_str(&at.format("%d/%m/%Y %H:%M:%S").to_string()),
                Some(Content::Date(date)) if self.iso_dates => self.text.push_str(&date.to_string()),
                Some(Content::Date(date)) => self.text.push_str(&print_date(*date)),
                Some(Content::Number(number) | Content::Formula(_, number)) => {
                    // Decimal comma, no dots between thousands: other programs need not guess.
                    let mut printed = number.to_string().replace('.', ",");
                    if table.columns[index].kind == Kind::Percent && !self.iso_dates {
                        printed.push('%');
                    }
                    self.raw(&printed);
                }
            }
        }
    }

    fn next(&mut self, index: usize) {
        if index > 0 {
            self.text.push(self.separator);
        }
    }

    /// A text; what a spreadsheet would run as a formula is marked as text, and the mark is taken off again when we read it.
    fn cell(&mut self, text: &str) {
        let trimmed = text.trim();
        if trimmed != "-" && trimmed.trim_start_matches('\'').starts_with(['=', '+', '-', '@']) {
            self.raw(&format!("'{trimmed}"));
        } else {
            self.raw(text);
        }
    }

    fn raw(&mut self, text: &str) {
        let needs_quotes = text.contains(['"', '\n', '\r', self.separator]) || text.starts_with(' ') || text.ends_with(' ');
        if needs_quotes {
            self.text.push('"');
            self.text.push_str(&text.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(text);
        }
    }

    fn end(&mut self, out: &mut impl Write) -> Result<(), WriteError> {
        self.text.push_str("\r\n");
        out.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }
}
