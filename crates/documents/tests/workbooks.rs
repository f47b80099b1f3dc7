//! Workbooks as people send them, made with the writing library and read back.
#![expect(clippy::unwrap_used, reason = "a failed expectation is a failed test")]

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::{Cursor, Read, Write};
use vedich_documents::{
    CellValue, Column, Content, CsvStyle, Kind, Sheets, Table, Tone, Wanted, find_header, find_tables, read_table, write_csv,
    write_workbook, write_xlsx,
};
use vedich_values::Date;

const WANTED: Wanted<'static> = Wanted {
    columns: &["unit_code", "unit_name", "as_of", "indicator", "value", "status"],
    required: &[&["unit_code"], &["as_of"], &["indicator"], &["value", "status"]],
    mapping: &[],
};

fn read(mut book: Workbook) -> Sheets {
    read_table(&book.save_to_buffer().unwrap(), "bieu.xlsx").unwrap()
}

fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn typed_cells_keep_their_types_and_places() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Số liệu").unwrap();
    sheet.write(1, 1, "  Xã Hải Đông ").unwrap();
    sheet.write(1, 2, 95.3).unwrap();
    sheet.write_with_format(1, 3, 0.953, &Format::new().set_num_format("0.0%")).unwrap();
    sheet.write_with_format(1, 4, 95.3, &Format::new().set_num_format("0.0\"%\"")).unwrap();
    sheet.write_with_format(1, 5, ExcelDateTime::from_ymd(2020, 9, 8).unwrap(), &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
    sheet.write(1, 6, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write(1, 7, Formula::new("=40+2").set_result("42")).unwrap();
    sheet.write(1, 8, true).unwrap();
    sheet.write(1, 9, "   ").unwrap();
    sheet.write(1, 10, "95,3").unwrap();
    let sheets = read(book);
    let row = sheets.sheets[0].row(0).unwrap();
    let labels: Vec<String> = (0..11).map(|column| row.cell(column).label().into_owned()).collect();
    assert_eq!(labels, ["", "Xã Hải Đông", "95.3", "95.3", "95.3", "2020-09-08", "#DIV/0!", "42", "TRUE", "", "95,3"]);
    assert_eq!(row.cell(5), CellValue::Date(day(2020, 9, 8)));
    assert_eq!(row.cell(6), CellValue::Error("#DIV/0!"));
    let place = row.place(1);
    assert_eq!((place.sheet.as_deref(), place.line, place.column, place.key.as_deref()), (Some("Số liệu"), Some(2), Some(2), Some("B2")));
}

#[test]
fn merged_headings_over_two_rows_are_understood() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = Format::new();
    sheet.merge_range(0, 0, 0, 5, "BIỂU TỔNG HỢP", &format).unwrap();
    for (column, heading) in ["TT", "Mã xã", "Ngày số liệu", "Mã chỉ tiêu"].into_iter().enumerate() {
        sheet.merge_range(2, u16::try_from(column).unwrap(), 3, u16::try_from(column).unwrap(), heading, &format).unwrap();
    }
    sheet.merge_range(2, 4, 2, 5, "Kết quả", &format).unwrap();
    sheet.write_row(3, 4, ["Giá trị", "Tự đánh giá"]).unwrap();
    sheet.write_row(4, 0, ["1", "06730", "30/6/2020", "2.1", "95,3", "Đ"]).unwrap();
    let sheets = read(book);
    let header = find_header(&sheets.sheets[0], &WANTED).unwrap();
    assert_eq!(header.columns, [Some(1), None, Some(2), Some(3), Some(4), Some(5)]);
    let data: Vec<_> = header.data(&sheets.sheets[0]).map(|row| row.cell(4).label().into_owned()).collect();
    assert_eq!(data, ["95,3"]);
}

#[test]
fn hidden_sheets_are_not_read_and_sheets_without_headings_are_named() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Ghi chú").unwrap().write(0, 0, "xin đọc").unwrap();
    book.add_worksheet().set_name("Ẩn").unwrap().set_hidden(true).write(0, 0, "bí mật").unwrap();
    book.add_worksheet().set_name("Xã").unwrap().write_row(0, 0, ["Mã xã", "Ngày", "Chỉ tiêu", "Giá trị"]).unwrap();
    let sheets = read(book);
    assert_eq!(sheets.sheets.len(), 2);
    let tables = find_tables(&sheets, &WANTED).unwrap();
    assert_eq!((tables.found.len(), tables.found[0].0.name()), (1, Some("Xã")));
    assert_eq!((tables.skipped[0].code, tables.skipped[0].place.sheet.as_deref()), ("table.sheet-skipped", Some("Ghi chú")));
}

fn sample() -> Table {
    let number = |text: &str| Content::Number(text.parse().unwrap());
    Table {
        name: "Tiêu chí theo xã: 2020/2021".to_owned(),
        title: "KẾT QUẢ THỰC HIỆN BỘ TIÊU CHÍ".to_owned(),
        subtitles: vec!["Huyện Kỳ Anh, số liệu đến 08/09/2020".to_owned()],
        measure: Some("ĐVT: triệu đồng".to_owned()),
        columns: vec![
            Column::new("Xã", Kind::Text),
            Column::new("Tiêu chí", Kind::Code).under("Đạt"),
            Column::new("Chỉ tiêu", Kind::Number).under("Đạt"),
            Column::new("BHYT", Kind::Percent),
            Column::new("Ngày", Kind::Date),
            Column::new("Kết luận", Kind::Status),
        ],
        rows: vec![
            vec![
                Content::text("Lâm Hợp"),
                Content::text("16/20"),
                number("0"),
                number("95.30"),
                Content::Date(day(2020, 9, 8)),
                Content::Status("Chưa đạt".to_owned(), Tone::Bad),
            ],
            vec![Content::text("=SUM(A1)"), Content::NotApplicable, Content::Empty, number("1234567.5")],
        ],
        totals: Some(vec![Content::text("Tổng"), Content::Empty, number("-1234.5")]),
        notes: vec!["“-”: không áp dụng; trống: chưa có số liệu.".to_owned()],
    }
}

#[test]
fn a_written_workbook_reads_back_with_its_three_states() {
    let sheets = read_table(&write_xlsx(&sample()).unwrap(), "ra.xlsx").unwrap();
    let sheet = &sheets.sheets[0];
    assert_eq!(sheet.name(), Some("Tiêu chí theo xã  2020 2021"));
    let rows: Vec<Vec<String>> =
        sheet.rows_from(5).map(|row| (0..6).map(|column| row.cell(column).label().into_owned()).collect()).collect();
    assert_eq!(rows[0], ["Lâm Hợp", "16/20", "0", "95.3", "2020-09-08", "Chưa đạt"]);
    assert_eq!(rows[1], ["=SUM(A1)", "-", "", "1234567.5", "", ""]);
    assert_eq!(rows[2][2], "-1234.5");
}

#[test]
fn a_written_text_reads_back_as_it_was() {
    let sheets = read_table(&write_csv(&sample(), CsvStyle::PEOPLE).unwrap(), "ra.csv").unwrap();
    let rows: Vec<Vec<String>> =
        sheets.sheets[0].rows_from(3).map(|row| (0..6).map(|column| row.cell(column).label().into_owned()).collect()).collect();
    assert_eq!(rows[0], ["Xã", "Đạt: Tiêu chí", "Đạt: Chỉ tiêu", "BHYT", "Ngày", "Kết luận"]);
    assert_eq!(rows[1], ["Lâm Hợp", "16/20", "0", "95,30%", "08/09/2020", "Chưa đạt"]);
    assert_eq!(rows[2], ["=SUM(A1)", "-", "", "1234567,5%", "", ""]);
}

#[test]
fn large_tables_are_streamed_and_say_the_same() {
    let mut large = sample();
    large.rows = (0..20_000).map(|i| vec![Content::text("Xã"), Content::count(i)]).collect();
    let sheets = read_table(&write_workbook(&[&large]).unwrap(), "lon.xlsx").unwrap();
    let last = sheets.sheets[0].row(5 + 19_999).unwrap();
    assert_eq!((last.cell(0).label().as_ref(), last.cell(1).label().as_ref()), ("Xã", "19999"));
}

/// The workbook with a text of its first sheet replaced, as another program would have written it.
fn rewritten(mut book: Workbook, from: &str, to: &str) -> Vec<u8> {
    let bytes = book.save_to_buffer().unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        out.start_file(part.name().unwrap(), zip::write::SimpleFileOptions::default()).unwrap();
        let text = if part.name().unwrap() == "xl/worksheets/sheet1.xml" { text.replace(from, to) } else { text };
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A formula the file holds no result of, as programs write it, was read as an empty cell.
#[test]
fn a_formula_that_was_never_calculated_is_told_with_its_place() {
    let filled = || {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("Biểu").unwrap();
        sheet.write_row(0, 0, ["Mã", "Kết quả"]).unwrap();
        sheet.write(1, 0, "9.2").unwrap();
        sheet.write(1, 1, Formula::new("=50+45.2").set_result("95.2")).unwrap();
        sheet.write(2, 1, Formula::new("=50+45.2").set_result("95.2")).unwrap();
        // A cell that is coloured and empty is empty.
        sheet.write_blank(1, 2, &Format::new().set_bold()).unwrap();
        book
    };
    let whole = read_table(&rewritten(filled(), "#", "#"), "a.xlsx").unwrap();
    assert_eq!(whole.sheets[0].row(1).unwrap().cell(1).label(), "95.2");
    for gone in ["", "<v/>", "<v></v>"] {
        let told = read_table(&rewritten(filled(), "<v>95.2</v>", gone), "a.xlsx").unwrap_err();
        let places: Vec<_> = told.iter().map(|one| (one.code, one.place.sheet.as_deref(), one.place.key.as_deref())).collect();
        let at = |key| ("table.uncalculated", Some("Biểu"), Some(key));
        assert_eq!(places, [at("B2"), at("B3")], "{gone:?}");
    }
    // A formula whose result is the empty text was calculated.
    let empty = rewritten(filled(), "><f>50+45.2</f><v>95.2</v>", " t=\"str\"><f>50+45.2</f><v></v>");
    assert_eq!(read_table(&empty, "a.xlsx").unwrap().sheets[0].row(1).unwrap().cell(1), CellValue::Empty);
}

#[test]
fn damaged_workbooks_are_refused() {
    let good = write_xlsx(&sample()).unwrap();
    assert_eq!(read_table(&good[..good.len() / 2], "nua.xlsx").unwrap_err()[0].code, "table.unreadable");
    assert_eq!(read_table(b"\xd0\xcf\x11\xe0rest", "cu.xls").unwrap_err()[0].code, "table.old-workbook");
    assert_eq!(read_table(b"", "trong.csv").unwrap_err()[0].code, "table.empty");
    assert_eq!(read_table(b"\n \n", "trong.csv").unwrap_err()[0].code, "table.empty");
}
