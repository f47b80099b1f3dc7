//! Writes and reads one large sheet: `sheet_speed [ROWS] [COLUMNS] [FILE]`, prints milliseconds and the sum of all numbers.
//! The sheet of the spreadsheet comparison: 5 text columns and numbers, 8,000 x 80; its sum is 299995000.

use std::time::Instant;
use vedich_documents::{CellValue, Column, Content, CsvStyle, Kind, Table, read_table, write_csv, write_xlsx};
use vedich_values::Decimal;

#[expect(clippy::print_stdout, reason = "a program for people at a terminal")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let rows: u32 = arguments.next().map_or(Ok(8_000), |a| a.parse())?;
    let columns: u32 = arguments.next().map_or(Ok(80), |a| a.parse())?;
    let started = Instant::now();
    let table = table(rows, columns);
    println!("made    {:>6} ms", started.elapsed().as_millis());
    for (name, write) in [("xlsx", write_xlsx as fn(&Table) -> _), ("csv", |table| write_csv(table, CsvStyle::EXCHANGE))] {
        let started = Instant::now();
        let bytes = write(&table)?;
        println!("{name:<4} written {:>6} ms, {} bytes", started.elapsed().as_millis(), bytes.len());
        read(name, &bytes)?;
        if let ("xlsx", Some(path)) = (name, arguments.next()) {
            std::fs::write(path, &bytes)?;
        }
    }
    if let Some(path) = arguments.next() {
        read(&path, &std::fs::read(&path)?)?;
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "a program for people at a terminal")]
fn read(name: &str, bytes: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
    let started = Instant::now();
    let sheets = read_table(bytes, name).map_err(|problems| format!("{problems:?}"))?;
    let loaded = started.elapsed().as_millis();
    let mut sum = Decimal::ZERO;
    for row in sheets.sheets[0].rows_from(1) {
        for (column, cell) in row.cells() {
            match cell {
                CellValue::Number(number) => sum += number.decimal().ok_or("no number")?,
                CellValue::Text(text) if column >= 5 => sum += text.replace(',', ".").parse::<Decimal>()?,
                _ => {}
            }
        }
    }
    println!("{name:<4} read    {loaded:>6} ms, with sum {} ms: {}", started.elapsed().as_millis(), sum.normalize());
    Ok(())
}

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
