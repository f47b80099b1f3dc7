//! Tables of papers as workbooks, and the registers as tables.

use std::sync::Arc;
use vedich_documents::{Column, Content as Cell, Kind, Table as Sheet, WriteError, write_workbook};
use vedich_facts::HandOver;
use vedich_papers::{Align, Arrival, Content, Outgoing, Paper, Row, Table, placed};
use vedich_reference::paper_tables;

/// Every table of a paper as a workbook, a sheet each; a paper without tables is one sheet with its title.
///
/// # Errors
/// When a sheet can't hold its table.
pub fn workbook(paper: &Paper) -> Result<Vec<u8>, WriteError> {
    let titled = paper.titled_tables().map(|(title, table)| Table { title: title.to_owned(), ..table.clone() });
    let tables: Vec<Table> = titled.collect();
    if tables.is_empty() {
        let empty = Table { title: paper.head.subject.clone(), ..Table::default() };
        return tables_workbook(&[&empty]);
    }
    tables_workbook(&tables.iter().collect::<Vec<_>>())
}

/// Tables as a workbook, a sheet each.
///
/// # Errors
/// When a sheet can't hold its table.
pub fn tables_workbook(tables: &[&Table]) -> Result<Vec<u8>, WriteError> {
    let mut names: Vec<String> = Vec::new();
    let sheets: Vec<Sheet> = tables
        .iter()
        .map(|table| {
            let wanted = if table.id.is_empty() { "1".to_owned() } else { table.id.clone() };
            let same = names.iter().filter(|name| **name == wanted || name.starts_with(&format!("{wanted} "))).count();
            let name = if same == 0 { wanted } else { format!("{wanted} {}", same + 1) };
            names.push(name.clone());
            sheet(table, name)
        })
        .collect();
    write_workbook(&sheets.iter().collect::<Vec<_>>())
}

fn sheet(table: &Table, name: String) -> Sheet {
    let width = table.columns.len();
    let mut columns: Vec<Column> = table.columns.iter().map(|column| Column::new("", kind(column.align))).collect();
    let head: Vec<&[vedich_papers::Cell]> = table.head.iter().map(Vec::as_slice).collect();
    for (index, line) in placed(&head, width).iter().enumerate() {
        for one in line {
            for column in columns.iter_mut().skip(one.column).take(one.columns) {
                let words = one.cell.content.printed();
                if index == 0 && one.rows < table.head.len() {
                    column.group = Some(words);
                } else {
                    column.heading = words;
                }
            }
        }
    }
    let mut totals = None;
    let body: Vec<&[vedich_papers::Cell]> = table.rows.iter().map(|row| row.cells.as_slice()).collect();
    let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(body.len());
    for line in placed(&body, width) {
        let mut cells = vec![Cell::Empty; width];
        for one in line {
            cells[one.column] = content(&one.cell.content);
        }
        rows.push(cells);
    }
    if table.rows.last().is_some_and(|row| row.bold) && rows.len() > 1 {
        totals = rows.pop();
    }
    Sheet {
        name,
        title: table.title.clone(),
        measure: table.measure.as_deref().map(|unit| vedich_wording::Lang::Vi.say("paper.measure", &[("unit", unit)])),
        columns,
        rows,
        totals,
        notes: table.notes.clone(),
        ..Sheet::default()
    }
}

const fn kind(align: Align) -> Kind {
    match align {
        Align::Left => Kind::Text,
        Align::Centre => Kind::Code,
        Align::Right => Kind::Number,
    }
}

fn content(content: &Content) -> Cell {
    match content {
        Content::Empty => Cell::Empty,
        Content::NotApplicable => Cell::NotApplicable,
        Content::Text(text) => Cell::text(text),
        Content::Number(number) => Cell::Number(*number),
        Content::Percent(_) => Cell::Text(content.printed()),
        Content::Date(date) => Cell::Date(*date),
    }
}

/// Lines of the outgoing register (sổ đăng ký văn bản đi) of a year.
#[must_use]
pub fn outgoing_table<'l>(year: i32, lines: impl IntoIterator<Item = Outgoing<'l>>) -> Table {
    let rows = lines.into_iter().map(|(line, issue, dated)| {
        let over = line.handed.as_ref();
        let copies = over.and_then(|(_, over)| over.copies).map_or(issue.recipients.len().max(1) as u64, u64::from);
        let [kept, on, by, note] = handed(over);
        cells(vec![
            Content::text(&issue.symbol),
            Content::Date(dated),
            Content::text(&issue.title),
            Content::text(&issue.signer),
            Content::text(&issue.recipients.join("; ")),
            kept,
            Content::count(copies),
            on,
            by,
            note,
        ])
    });
    register("outgoing", year, rows.collect())
}

/// Lines of the incoming register (sổ đăng ký văn bản đến) of a year.
#[must_use]
pub fn incoming_table<'l>(year: i32, lines: impl IntoIterator<Item = &'l Arc<Arrival>>) -> Table {
    let rows = lines.into_iter().map(|arrival| {
        let receipt = &arrival.receipt;
        let [_, on, by, note] = handed(arrival.handed.as_ref());
        let due = receipt.due.map(|due| vedich_wording::Lang::Vi.say("paper.due", &[("date", &vedich_values::date::print_date(due))]));
        cells(vec![
            Content::Date(arrival.came),
            Content::Text(format!("{:02}", receipt.number)),
            Content::text(&receipt.author),
            Content::text(&receipt.symbol),
            Content::Date(receipt.dated),
            Content::text(&receipt.title),
            Content::text(&receipt.given_to),
            on,
            by,
            Content::text(
                &[due.unwrap_or_default(), note.printed(), corrected(arrival)]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join("; "),
            ),
        ])
    });
    register("incoming", year, rows.collect())
}

/// When a line was last corrected, and why; nothing when it stands as it was entered.
fn corrected(arrival: &Arrival) -> String {
    let Some(earlier) = arrival.earlier.last() else { return String::new() };
    let on = vedich_values::date::print_date(vedich_values::date::day_of(earlier.replaced.at));
    vedich_wording::Lang::Vi.say("paper.corrected", &[("date", &on), ("reason", &earlier.replaced.reason)])
}

/// Who keeps the copy, the day it was handed over, who signed for it, and a remark.
fn handed(over: Option<&(vedich_values::Date, HandOver)>) -> [Content; 4] {
    match over {
        None => [Content::Empty, Content::Empty, Content::Empty, Content::Empty],
        Some((on, over)) => [Content::text(&over.kept_by), Content::Date(*on), Content::text(&over.received_by), Content::text(&over.note)],
    }
}

/// Lines of the register of what is to be answered (sổ theo dõi giải quyết văn bản đến) of a year, as they stand on a day.
#[must_use]
pub fn follow_table<'l>(year: i32, lines: impl IntoIterator<Item = &'l Arc<Arrival>>, on: vedich_values::Date) -> Table {
    let vi = vedich_wording::Lang::Vi;
    let rows = lines.into_iter().map(|arrival| {
        let receipt = &arrival.receipt;
        let follow = arrival.followed.clone().unwrap_or_default();
        let late = match arrival.overdue(on) {
            0 => None,
            days => Some(vi.say("steering.overdue-days", &[("days", &days.to_string())])),
        };
        let note = [Some(follow.note).filter(|note| !note.is_empty()), late].into_iter().flatten().collect::<Vec<_>>().join("; ");
        let paper = [receipt.symbol.as_str(), receipt.author.as_str(), receipt.title.as_str()];
        cells(vec![
            Content::Text(format!("{:02}", receipt.number)),
            Content::text(&paper.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")),
            Content::text(&receipt.given_to),
            receipt.due.map_or(Content::Empty, Content::Date),
            Content::text(&follow.progress),
            Content::text(&follow.answer),
            Content::text(&note),
        ])
    });
    register("follow-up", year, rows.collect())
}

fn register(id: &str, year: i32, rows: Vec<Row>) -> Table {
    paper_tables().get(id).map(|form| form.fill(&[("year", &year.to_string())], &[], rows)).unwrap_or_default()
}

fn cells(cells: Vec<Content>) -> Row {
    Row { cells: cells.into_iter().map(vedich_papers::Cell::new).collect(), bold: false }
}
