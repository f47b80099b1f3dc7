//! Workbooks (XLSX) into sheets: typed cells, cached results of formulas, merged headings. Only what a person sees is read.

use crate::cell::NumberCell;
use crate::sheet::{Merge, Sheet};
use calamine::{CellErrorType, DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx, XlsxError};
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use vedich_values::{Diagnostic, Place, date::parse_date};

/// Cells read from one workbook at most; beyond it the machine's memory, not the reader, would decide.
const MOST_CELLS: usize = 60_000_000;
/// A workbook may unpack to this many bytes at most (a "zip bomb" unpacks to a thousand times its size).
const LARGEST_UNPACKED: u64 = 1 << 30;
/// Parts of a workbook at most: a sheet, its drawing and its comments are three.
const MOST_PARTS: usize = 10_000;
/// Merged regions are looked for in sheets of up to this many cells, and in larger ones only when their head needs it.
const MERGES_ALWAYS_BELOW: usize = 50_000;
/// Formulas without a result told of one workbook; one remedy mends them all.
const MOST_UNCALCULATED: usize = 50;
/// Headings stand in the first rows; so do the merged regions that matter.
const HEAD_ROWS: usize = 24;

/// Reads the visible sheets.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Vec<Sheet>, Vec<Diagnostic>> {
    let place = Place { file: Some(name.to_owned()), ..Place::default() };
    let unreadable = |why: String| vec![Diagnostic::error("table.unreadable", place.clone()).with("why", why)];
    check_sizes(bytes, LARGEST_UNPACKED, MOST_PARTS).map_err(unreadable)?;
    // The reader is a library over hostile input: a panic in it is a file that can't be read, not the end of the process.
    catch_unwind(AssertUnwindSafe(|| read_sheets(bytes, name)))
        .unwrap_or_else(|_| Err(Failure::Damaged("the workbook is damaged".to_owned())))
        .map_err(|failure| match failure {
            Failure::Password => vec![Diagnostic::error("table.password", place.clone())],
            Failure::TooMany => vec![Diagnostic::error("table.too-large", place.clone()).with("largest", format!("{MOST_CELLS} cells"))],
            Failure::NoCells => vec![Diagnostic::error("table.empty", place.clone())],
            Failure::Uncalculated(places) => places.into_iter().map(|place| Diagnostic::error("table.uncalculated", place)).collect(),
            Failure::Damaged(why) => unreadable(why),
        })
}

enum Failure {
    Password,
    TooMany,
    /// A chart sheet.
    NoCells,
    /// Formulas whose result the file does not hold.
    Uncalculated(Vec<Place>),
    Damaged(String),
}

impl From<XlsxError> for Failure {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Self::Password,
            XlsxError::NotAWorksheet(_) => Self::NoCells,
            other => Self::Damaged(other.to_string()),
        }
    }
}

/// Refuses archives of too many parts, archives that unpack to more than we hold, whatever size they state, and string tables that promise
/// more strings than fit into them.
fn check_sizes(bytes: &[u8], most_bytes: u64, most_parts: usize) -> Result<(), String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    if archive.len() > most_parts {
        return Err(format!("the archive has {} parts", archive.len()));
    }
    let mut left = most_bytes;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|error| error.to_string())?;
        let mut head = Vec::new();
        // What a part states of its size may be a lie: it is unpacked to the end, and not kept.
        let mut counted = (&mut entry).take(left + 1);
        counted.by_ref().take(2048).read_to_end(&mut head).map_err(|error| error.to_string())?;
        let rest = std::io::copy(&mut counted, &mut std::io::sink()).map_err(|error| error.to_string())?;
        let size = rest + head.len() as u64;
        left = left.checked_sub(size).ok_or_else(|| format!("the archive unpacks to more than {most_bytes} bytes"))?;
        if entry.name().map_err(|error| error.to_string())?.to_ascii_lowercase().ends_with("sharedstrings.xml") {
            check_promise(&String::from_utf8_lossy(&head), size)?;
        }
    }
    Ok(())
}

/// Refuses a string table whose head promises more strings than it has room for: the shortest is `<si/>`.
fn check_promise(head: &str, size: u64) -> Result<(), String> {
    let promised = head.split("uniqueCount").nth(1).map_or(0, |rest| {
        let digits: String = rest.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        digits.parse::<u64>().unwrap_or(u64::MAX)
    });
    if promised > size / 5 + 1 {
        return Err(format!("the string table promises {promised} strings in {size} bytes"));
    }
    Ok(())
}

fn read_sheets(bytes: &[u8], name: &str) -> Result<Vec<Sheet>, Failure> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let visible: Vec<String> =
        book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible).map(|sheet| sheet.name.clone()).collect();
    let mut sheets = Vec::new();
    let mut cells = 0;
    let mut uncalculated = Vec::new();
    for sheet_name in visible {
        let mut sheet = Sheet::new(name, Some(&sheet_name));
        match read_cells(&mut book, &sheet_name, &mut sheet, &mut cells) {
            Err(Failure::NoCells) => continue,
            Ok(has_gaps) if has_gaps => uncalculated.extend(formulas_without_result(&mut book, &sheet)?),
            other => drop(other?),
        }
        if sheet.slots.len() <= MERGES_ALWAYS_BELOW || head_has_gaps(&sheet) {
            sheet.merges = book
                .merge_cells_by_sheet_name(&sheet_name)?
                .into_iter()
                .take(100_000)
                .map(|d| Merge { top: d.start.0, left: d.start.1, bottom: d.end.0, right: d.end.1 })
                .filter(|merge| sheet.rows.get(HEAD_ROWS).is_none_or(|row| merge.top < row.number))
                .collect();
        }
        sheets.push(sheet);
    }
    uncalculated.truncate(MOST_UNCALCULATED);
    if uncalculated.is_empty() { Ok(sheets) } else { Err(Failure::Uncalculated(uncalculated)) }
}

/// The cells whose formula was never calculated, as programs write them that know the formula alone: read as empty they would be lost
/// without a word. A formula that can't be read itself is none: what counts of a file are its values.
fn formulas_without_result(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &Sheet) -> Result<Vec<Place>, Failure> {
    let mut reader = book.worksheet_cells_reader(sheet.name().unwrap_or_default())?;
    let mut found = Vec::new();
    while let Ok(Some(cell)) = reader.next_cell_with_formula_metadata() {
        if cell.formula.is_some() && cell.value == DataRef::Empty {
            found.push(sheet.place(cell.pos.0, cell.pos.1));
            if found.len() >= MOST_UNCALCULATED {
                break;
            }
        }
    }
    Ok(found)
}

/// Whether the rows headings may stand in have cells missing between the first and the last: the mark of merged headings.
fn head_has_gaps(sheet: &Sheet) -> bool {
    let widths = (0..HEAD_ROWS.min(sheet.len())).filter_map(|index| sheet.row(index)).map(|row| {
        let last = row.cells().last().map_or(0, |(column, _)| column as usize + 1);
        (row.cells().count(), last)
    });
    let widths: Vec<_> = widths.collect();
    let widest = widths.iter().map(|(_, last)| *last).max().unwrap_or(0);
    let full_rows = widths.iter().filter(|(count, last)| count == last && *last == widest).count();
    full_rows < widths.len()
}

/// Reads the cells that hold something; says whether there were others, which the file names for their look or a formula.
fn read_cells(book: &mut Xlsx<Cursor<&[u8]>>, sheet_name: &str, sheet: &mut Sheet, cells: &mut usize) -> Result<bool, Failure> {
    let mut reader = book.worksheet_cells_reader(sheet_name)?;
    let percent: Vec<bool> =
        reader.styles().iter().map(|style| style.number_format.as_ref().is_some_and(|format| shows_percent(&format.format_code))).collect();
    let mut last = None;
    let mut has_gaps = false;
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let (row, column) = cell.get_position();
        if *cell.get_value() == DataRef::Empty {
            has_gaps = true;
            continue;
        }
        // Cells in another order than left to right, top to bottom, or twice: no spreadsheet program writes them.
        if last.is_some_and(|before| before >= (row, column)) || column >= 16_384 || row >= 1_048_576 {
            return Err(Failure::Damaged(format!("cell {} is out of order", crate::address(row, column))));
        }
        if last.is_none_or(|(before, _)| before != row) {
            sheet.open_row(row);
        }
        last = Some((row, column));
        *cells += 1;
        if *cells > MOST_CELLS || sheet.texts.len() > u32::MAX as usize / 2 {
            return Err(Failure::TooMany);
        }
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        keep(sheet, column, cell.get_value(), percent.get(style).copied().unwrap_or(false));
    }
    sheet.finish();
    Ok(has_gaps)
}

/// Whether a number format multiplies by a hundred: a `%` outside quotes and not escaped.
fn shows_percent(format: &str) -> bool {
    let outside_quotes = format.split('"').step_by(2).collect::<String>();
    outside_quotes.replace("\\%", "").contains('%')
}

fn keep(sheet: &mut Sheet, column: u16, value: &DataRef<'_>, percent: bool) {
    match value {
        DataRef::Empty => {}
        DataRef::Int(number) => {
            // Whole numbers beyond 2^53 are no measurements; their last digits may round.
            #[expect(clippy::cast_precision_loss, reason = "a spreadsheet has kept it as a float itself")]
            sheet.push_number(column, NumberCell { stored: *number as f64, percent });
        }
        DataRef::Float(stored) => sheet.push_number(column, NumberCell { stored: *stored, percent }),
        DataRef::String(text) => sheet.push_text(column, text),
        DataRef::SharedString(text) => sheet.push_text(column, text),
        DataRef::Bool(value) => sheet.push_bool(column, *value),
        DataRef::DateTime(moment) => match civil_date(moment) {
            Some(date) => sheet.push_date(column, date),
            None => sheet.push_number(column, NumberCell { stored: moment.as_f64(), percent }),
        },
        DataRef::DateTimeIso(text) => match parse_date(text) {
            Some(date) => sheet.push_date(column, date),
            None => sheet.push_text(column, text),
        },
        DataRef::DurationIso(text) => sheet.push_text(column, text),
        DataRef::Error(error) => sheet.push_error(column, error_text(error)),
    }
}

/// The day of a date cell; none for times of day and for numbers no calendar has.
fn civil_date(moment: &ExcelDateTime) -> Option<vedich_values::Date> {
    let serial = moment.as_f64();
    if !(1.0..2_958_466.0).contains(&serial) || moment.is_duration() {
        return None;
    }
    moment.as_datetime().map(|at| at.date())
}

const fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::GettingData => "#GETTING_DATA",
        _ => "#VALUE!",
    }
}

#[cfg(test)]
mod tests {
    use super::check_sizes;
    use std::io::{Cursor, Write};
    use zip::write::SimpleFileOptions;

    const PART: u32 = 100_000;

    fn archive() -> Vec<u8> {
        let mut stream = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["xl/a.xml", "xl/b.xml", "xl/c.xml"] {
            stream.start_file(name, SimpleFileOptions::default()).unwrap();
            stream.write_all(&vec![b' '; PART as usize]).unwrap();
        }
        stream.finish().unwrap().into_inner()
    }

    #[test]
    fn a_workbook_is_refused_by_what_it_unpacks_to() {
        let honest = archive();
        assert_eq!(check_sizes(&honest, 3 * u64::from(PART), 3), Ok(()));
        assert!(check_sizes(&honest, 3 * u64::from(PART) - 1, 3).unwrap_err().contains("more than 299999 bytes"));
        assert!(check_sizes(&honest, 3 * u64::from(PART), 2).unwrap_err().contains("3 parts"));
        // The same parts, each said to be of one byte.
        let mut lying = honest;
        let (said, lie) = (PART.to_le_bytes(), 1_u32.to_le_bytes());
        let mut at = 0;
        while let Some(found) = lying[at..].windows(4).position(|four| four == said) {
            at += found;
            lying[at..at + 4].copy_from_slice(&lie);
        }
        assert!(check_sizes(&lying, 3 * u64::from(PART) - 1, 3).is_err());
    }
}
