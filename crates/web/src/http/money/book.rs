//! The question of capital as a workbook: three sheets, filled with what was typed, and the same workbook read back into the form.

use super::question::lines;
use crate::parts::form::Sent;
use vedich_documents::{CellValue, Column, Content, Kind, Sheet, Sheets, Table};
use vedich_values::number::{parse_number, print_number};
use vedich_values::text::fold;
use vedich_values::{Diagnostic, Place};
use vedich_wording::Lang;

/// A field of the form that is a sheet of the workbook.
struct Part {
    field: &'static str,
    name: &'static str,
    heads: &'static [&'static str],
    /// Columns, by place, that hold numbers.
    numbers: &'static [usize],
    /// First headings by which its table is known, folded.
    known: &'static [&'static str],
}

const PARTS: [Part; 3] = [
    Part {
        field: "items",
        name: "money-page.items",
        heads: &["commune", "criterion", "cost", "sources", "demand", "by", "area", "lead"],
        numbers: &[2],
        known: &["xa", "commune"],
    },
    Part {
        field: "budgets",
        name: "money-page.book.budgets",
        heads: &["source"],
        numbers: &[1, 2, 3, 4, 5, 6],
        known: &["nguon von", "nguon", "source"],
    },
    Part {
        field: "floors",
        name: "money-page.floors",
        heads: &["area", "communes-at-least", "money-at-least", "money-at-most"],
        numbers: &[1, 2, 3],
        known: &["dia ban", "area"],
    },
];

/// The question as it stands in the form.
pub(super) fn tables(lang: Lang, sent: &Sent) -> Vec<Table> {
    let years = sent.typed("years").split([';', ',', ' ', '\t']).filter(|year| !year.is_empty());
    let years: Vec<String> = years.map(str::to_owned).collect();
    PARTS.iter().map(|part| table(lang, part, sent, &years)).collect()
}

fn table(lang: Lang, part: &Part, sent: &Sent, years: &[String]) -> Table {
    let mut heads: Vec<String> = part.heads.iter().map(|head| lang.text(head_key(head)).to_owned()).collect();
    if part.field == "budgets" {
        heads.extend_from_slice(years);
    }
    let kind = |place: usize| if part.numbers.contains(&place) { Kind::Number } else { Kind::Text };
    let content = |(place, cell): (usize, &&str)| match parse_number(cell) {
        Ok(number) if part.numbers.contains(&place) => Content::Number(number),
        _ => Content::text(cell),
    };
    Table {
        name: lang.text(part.name).to_owned(),
        title: lang.text(part.name).to_owned(),
        subtitles: vec![lang.text("money-page.book.help").to_owned()],
        measure: Some(lang.text("money-page.book.measure").to_owned()),
        columns: heads.iter().enumerate().map(|(place, head)| Column::new(head, kind(place))).collect(),
        rows: lines(sent.typed(part.field)).map(|(_, cells)| cells.iter().enumerate().map(content).collect()).collect(),
        ..Table::default()
    }
}

fn head_key(head: &str) -> &'static str {
    match head {
        "commune" => "money-page.book.commune",
        "criterion" => "money-page.book.criterion",
        "cost" => "money-page.book.cost",
        "sources" => "money-page.book.sources",
        "demand" => "money-page.book.demand",
        "by" => "money-page.book.by",
        "area" => "money-page.book.area",
        "lead" => "money-page.book.lead",
        "source" => "money-page.book.source",
        "communes-at-least" => "money-page.book.communes-at-least",
        "money-at-least" => "money-page.book.money-at-least",
        _ => "money-page.book.money-at-most",
    }
}

/// Fields of the form out of the sheets of a file; a table is known by its first heading, whatever its sheet is called.
pub(super) fn read(sheets: &Sheets) -> Result<Vec<(String, String)>, Vec<Diagnostic>> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut wrong = Vec::new();
    for sheet in &sheets.sheets {
        let Some((part, head)) = known(sheet) else { continue };
        if part.field == "budgets" {
            let row = sheet.row(head);
            let years = row.iter().flat_map(vedich_documents::Row::cells).filter(|(column, _)| *column > 0);
            fields.push(("years".to_owned(), years.map(|(_, cell)| cell.label().into_owned()).collect::<Vec<_>>().join("; ")));
        }
        let mut text = String::new();
        for row in sheet.rows_from(head + 1) {
            let Some(width) = row.cells().map(|(column, _)| column).max() else { continue };
            let cells = (0..=width).map(|column| match row.cell(column) {
                CellValue::Number(number) => number.decimal().map_or_else(String::new, print_number),
                CellValue::Error(error) => {
                    wrong.push(Diagnostic::error("money-page.book.error-cell", row.place(column)).with("found", error));
                    String::new()
                }
                other => other.label().replace(['\n', '\r'], " ").replace(['\t', ';'], ","),
            });
            text.push_str(&cells.collect::<Vec<_>>().join("; "));
            text.push('\n');
        }
        fields.push((part.field.to_owned(), text));
    }
    if fields.is_empty() {
        let place = Place { file: Some(sheets.file.clone()), ..Place::default() };
        wrong.push(Diagnostic::error("money-page.book.no-table", place));
    }
    if wrong.is_empty() { Ok(fields) } else { Err(wrong) }
}

/// Which table a sheet holds, and at which of its rows the headings stand: its first is known, and others stand beside it. A title may
/// say the same, but alone.
fn known(sheet: &Sheet) -> Option<(&'static Part, usize)> {
    (0..sheet.len().min(12)).find_map(|at| {
        let row = sheet.row(at)?;
        let head = fold(&row.cell(0).label());
        let part = PARTS.iter().find(|part| part.known.contains(&head.as_str()))?;
        (row.cells().count() > 1).then_some((part, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Sent {
        Sent { typed: pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(), wrong: Vec::new() }
    }

    #[test]
    fn the_question_goes_out_as_a_workbook_and_comes_back_the_same() {
        for lang in [Lang::Vi, Lang::En] {
            let typed = sent(&[
                ("years", "2026; 2027"),
                ("budgets", "NS tỉnh; 5000,5; 6000\nDân góp; 900,125"),
                ("items", "Lâm Hợp; 2. Giao thông; 4200,5; NS tỉnh, Dân góp; bắt buộc; 2027; Huyện Kỳ Anh\nKỳ Lạc; 2; 100"),
                ("floors", "Huyện Kỳ Anh; 1; ; 9000"),
            ]);
            let tables = tables(lang, &typed);
            let book = vedich_documents::write_workbook(&tables.iter().collect::<Vec<_>>()).unwrap();
            let fields = read(&vedich_documents::read_table(&book, "von.xlsx").unwrap()).unwrap();
            let back = Sent { typed: fields, wrong: Vec::new() };
            let question = |sent: &Sent| super::super::question::json(sent).unwrap();
            assert_eq!(question(&back), question(&typed));
        }
    }

    #[test]
    fn a_workbook_of_something_else_is_refused() {
        let sheets = vedich_documents::read_table("Họ tên;Chức vụ\nA;B\n".as_bytes(), "ds.csv").unwrap();
        let codes: Vec<&str> = read(&sheets).unwrap_err().iter().map(|one| one.code).collect();
        assert_eq!(codes, ["money-page.book.no-table"]);
    }
}
