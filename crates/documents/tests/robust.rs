//! Whatever the bytes, reading ends with sheets or diagnostics; whatever the texts, what is written reads back.
#![expect(clippy::unwrap_used, reason = "a failed expectation is a failed test")]

use proptest::prelude::*;
use vedich_documents::{Column, Content, CsvStyle, Kind, Table, Wanted, find_tables, read_table, write_csv, write_xlsx};

const WANTED: Wanted<'static> = Wanted { columns: &["unit_code", "as_of", "value"], required: &[&["unit_code"], &["as_of"]], mapping: &[] };

/// Reads and looks at everything.
fn look_at(bytes: &[u8]) {
    if let Ok(sheets) = read_table(bytes, "x") {
        let _ = find_tables(&sheets, &WANTED);
        for sheet in &sheets.sheets {
            for row in sheet.rows_from(0) {
                for (column, cell) in row.cells() {
                    let _ = (row.place(column), cell.label());
                }
            }
        }
    }
}

fn table(texts: Vec<Vec<String>>) -> Table {
    let width = texts.iter().map(Vec::len).max().unwrap_or(0);
    let headings = ["Mã xã", "Ngày", "Chỉ tiêu", "Giá trị", "Nguồn"];
    Table {
        columns: headings.iter().take(width).map(|heading| Column::new(heading, Kind::Text)).collect(),
        rows: texts.into_iter().map(|row| row.iter().map(|text| Content::text(text)).collect()).collect(),
        ..Table::default()
    }
}

/// The texts a reader shows, blank rows left out.
fn shown(bytes: &[u8], width: u32) -> Vec<Vec<String>> {
    let sheets = read_table(bytes, "x").unwrap();
    sheets.sheets[0].rows_from(1).map(|row| (0..width).map(|column| row.cell(column).label().into_owned()).collect()).collect()
}

/// Texts a spreadsheet cell may hold (no control characters, which XML has no way to write).
fn cell() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zA-Z0-9À-ỹ=+@'\",;.% \\-]{0,12}", "-?[0-9]{1,4}(,[0-9]{1,3})?", Just(String::new()), "[xĐđ\n\"]{0,4}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        look_at(&bytes);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "(\\PC|[\n\r\t\";,]){0,200}") {
        look_at(text.as_bytes());
        look_at(&text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>());
    }

    #[test]
    fn no_damage_to_a_workbook_makes_the_reader_panic(damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = write_xlsx(&table(vec![vec!["06730".into(), "1/1/2020".into()]])).unwrap();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        look_at(&bytes);
    }

    #[test]
    fn written_text_reads_back(rows in prop::collection::vec(prop::collection::vec(cell(), 2..5), 1..8)) {
        let width = rows.iter().map(Vec::len).max().unwrap();
        let expected: Vec<Vec<String>> = rows
            .iter()
            .map(|row| (0..width).map(|i| row.get(i).map_or(String::new(), |text| text.trim().to_owned())).collect::<Vec<_>>())
            .filter(|row| row.iter().any(|text| !text.is_empty()))
            .collect();
        let columns = u32::try_from(width).unwrap();
        let table = table(rows);
        prop_assert_eq!(&shown(&write_csv(&table, CsvStyle::EXCHANGE).unwrap(), columns), &expected);
        prop_assert_eq!(&shown(&write_csv(&table, CsvStyle { paper: false, ..CsvStyle::PEOPLE }).unwrap(), columns), &expected);
    }
}
