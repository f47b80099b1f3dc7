//! Files in and out: the sheet of the spreadsheet comparison, and an import from CSV to the journal.

use super::asked::Line;
use super::national;
use anyhow::{Result, ensure};
use serde::Serialize;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use vedich_app::App;
use vedich_app::export::{self, Wanted};
use vedich_app::import::{Given, Subject};
use vedich_board::Reference;
use vedich_documents::{CellValue, Column, Content, CsvStyle, Kind, Table, read_table, write_csv, write_xlsx};
use vedich_units::COUNTRY;
use vedich_values::Decimal;

/// What files cost.
#[derive(Serialize)]
pub(crate) struct FileReport {
    xlsx_cells: u32,
    pub(crate) xlsx_write_ms: u128,
    pub(crate) xlsx_read_ms: u128,
    import_rows: u64,
    import_ms: u128,
    pub(crate) import_rows_per_s: u128,
}

const ROWS: u32 = 8_000;
const COLUMNS: u32 = 80;
/// Sum of all numbers of the sheet, as every program that reads it must find it.
const CHECKSUM: i64 = 299_995_000;

/// Milliseconds to write the sheet, and to read it back.
fn sheet() -> Result<(u128, u128)> {
    let sheet = table(ROWS, COLUMNS);
    let start = Instant::now();
    let bytes = write_xlsx(&sheet)?;
    let write_ms = start.elapsed().as_millis();
    let start = Instant::now();
    ensure!(sum(&bytes)? == Decimal::from(CHECKSUM), "the sheet read is not the sheet written");
    Ok((write_ms, start.elapsed().as_millis()))
}

/// What is asked of the sheet alone, beside what was reached.
///
/// # Errors
/// When the sheet read is not the sheet written.
pub(crate) fn sheet_lines() -> Result<[Line; 2]> {
    sheet().map(|(write_ms, read_ms)| lines(write_ms, read_ms))
}

/// The lines of a sheet written and read in so many milliseconds.
pub(crate) fn lines(write_ms: u128, read_ms: u128) -> [Line; 2] {
    let count = |ms: u128| u64::try_from(ms).unwrap_or(u64::MAX);
    [
        Line::at_most("xlsx_640000_cells_read_ms", 400, None, count(read_ms)),
        Line::at_most("xlsx_640000_cells_write_ms", 800, None, count(write_ms)),
    ]
}

/// Writes and reads the sheet, then imports the data set at `url` as one CSV file into a new database in `dir`.
///
/// # Errors
/// When a database does not answer, or the sheet read is not the sheet written.
pub(crate) async fn measure(url: &str, dir: &Path, reference: &Reference) -> Result<FileReport> {
    let (xlsx_write_ms, xlsx_read_ms) = sheet()?;
    let clock = Arc::new(vedich_app::SystemClock);
    let from = App::open_without_board(url, reference.clone(), clock.clone()).await?;
    let wanted = Wanted { area: COUNTRY, as_of: national::as_of(), known_at: None, set: None };
    let csv = write_csv(&export::observations(from.journal(), &reference.registry, &wanted).await?, CsvStyle::EXCHANGE)?;
    let into = format!("sqlite:{}", dir.join("import.db").display());
    let into = App::open_without_board(&into, reference.clone(), clock).await?;
    let given =
        Given { file: "bench.csv".to_owned(), bytes: csv, hand: vedich_app::Hand::operator("vedich bench", "cli"), mapping: Vec::new() };
    let start = Instant::now();
    let outcome = into.import(Subject::Observations, given).await?;
    let elapsed = start.elapsed();
    ensure!(outcome.applied, "the import was refused");
    Ok(FileReport {
        xlsx_cells: ROWS * COLUMNS,
        xlsx_write_ms,
        xlsx_read_ms,
        import_rows: outcome.rows,
        import_ms: elapsed.as_millis(),
        import_rows_per_s: u128::from(outcome.rows) * 1_000_000 / elapsed.as_micros().max(1),
    })
}

fn sum(bytes: &[u8]) -> Result<Decimal> {
    let sheets = read_table(bytes, "bench.xlsx").map_err(|problems| anyhow::anyhow!("{problems:?}"))?;
    let numbers = sheets.sheets[0].rows_from(1).flat_map(|row| row.cells().map(|(_, cell)| cell).collect::<Vec<_>>());
    Ok(numbers.filter_map(|cell| if let CellValue::Number(number) = cell { number.decimal() } else { None }).sum())
}

/// 5 text columns and numbers.
fn table(rows: u32, columns: u32) -> Table {
    let row = |i: u32| {
        let texts = [format!("{i:05}"), format!("Xã Quảng Nghĩa {i}"), format!("Thành phố Móng Cái {}", i % 700)];
        let fixed = ["Quảng Ninh", "đã thẩm tra"].map(str::to_owned);
        let numbers = (0..columns.saturating_sub(5)).map(|j| {
            let hundredths = (u64::from(i) * 7919 + u64::from(j) * 104_729) % 100_000;
            Content::Number(Decimal::new(i64::try_from(hundredths).unwrap_or(0), 2))
        });
        texts.into_iter().chain(fixed).map(Content::Text).chain(numbers).collect()
    };
    Table {
        name: "Chỉ tiêu".to_owned(),
        columns: (0..columns).map(|j| Column::new(&format!("c{j}"), if j < 5 { Kind::Text } else { Kind::Number })).collect(),
        rows: (0..rows).map(row).collect(),
        ..Table::default()
    }
}
