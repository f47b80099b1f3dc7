//! A critical-path table read back from a workbook: rows of cells into what they say, each with its place.

use super::COLUMNS;
use std::collections::BTreeMap;
use vedich_documents::{CellValue, Header, Row, Sheet, Wanted, read_table};
use vedich_roadmap::path_sheet::{Filled, FilledRow, PathField};
use vedich_values::date::parse_date;
use vedich_values::number::parse_number;
use vedich_values::text::fold;
use vedich_values::{Date, Diagnostic, FactSeq, Place, RoadmapKey, TaskId, UnitId};

/// What a mark begins with.
pub(super) const MARK: &str = "vedich-roadmap ";

/// What a sheet says of itself in the column nobody sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SheetMark {
    pub(super) unit: Option<UnitId>,
    pub(super) roadmap: Option<RoadmapKey>,
    pub(super) version: Option<FactSeq>,
    pub(super) on: Option<Date>,
    pub(super) week: Option<Date>,
}

/// What was done by the end of weeks, by their numbers.
pub(super) type Weeks = BTreeMap<u32, (Filled, Place)>;

/// A sheet read.
pub(super) struct SheetRead {
    pub(super) name: String,
    pub(super) place: Place,
    pub(super) mark: SheetMark,
    /// Rows, with what was done by the number of the week.
    pub(super) rows: Vec<(FilledRow, Weeks)>,
}

/// Reads the sheets of a workbook that hold the table.
pub(super) fn read(bytes: &[u8], file: &str) -> Result<(Vec<SheetRead>, Vec<Diagnostic>), Vec<Diagnostic>> {
    let sheets = read_table(bytes, file)?;
    let wanted =
        Wanted { columns: &COLUMNS, required: &[&["task_title"], &["task_start", "task_finish", "task_done", "task_id"]], mapping: &[] };
    let tables = vedich_documents::find_tables(&sheets, &wanted)?;
    let mut problems = tables.skipped;
    let read = tables.found.iter().map(|(sheet, header)| one(sheet, header, &mut problems)).collect();
    Ok((read, problems))
}

fn one(sheet: &Sheet, header: &Header, problems: &mut Vec<Diagnostic>) -> SheetRead {
    let weeks: Vec<(u32, u32)> = header.unknown.iter().filter_map(|(column, text)| Some((*column, week_number(text)?))).collect();
    let mut rows: Vec<(FilledRow, Weeks)> = Vec::new();
    let columns = Columns { at: &header.columns, weeks: &weeks };
    for row in header.data(sheet) {
        if columns.is_done_line(&row) {
            if let Some((_, counted)) = rows.last_mut() {
                *counted = columns.counted(&row, problems);
            }
        } else if let Some(read) = columns.row(sheet, &row, problems) {
            rows.push((read, BTreeMap::new()));
        }
    }
    SheetRead { name: sheet.name().unwrap_or_default().to_owned(), place: sheet.whole(), mark: mark(sheet), rows }
}

/// "Tuần 3 …" or "Week 3 …".
fn week_number(heading: &str) -> Option<u32> {
    let folded = fold(heading);
    let rest = folded.strip_prefix("tuan ").or_else(|| folded.strip_prefix("week "))?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|week| *week > 0)
}

/// The mark stands in the first rows, in a column of its own.
fn mark(sheet: &Sheet) -> SheetMark {
    let mut texts = sheet.rows_from(0).take(3).flat_map(|row| row.cells().map(|(_, cell)| cell.label().into_owned()).collect::<Vec<_>>());
    let Some(text) = texts.find(|text| text.starts_with(MARK)) else { return SheetMark::default() };
    mark_of(&text)
}

/// What a file says of itself: `vedich-roadmap unit=… roadmap=… version=… on=…`.
pub(super) fn mark_of(text: &str) -> SheetMark {
    let mut mark = SheetMark::default();
    if !text.starts_with(MARK) {
        return mark;
    }
    for (name, value) in text.split_whitespace().filter_map(|pair| pair.split_once('=')) {
        match name {
            "unit" => mark.unit = value.parse().ok(),
            "roadmap" => mark.roadmap = Some(RoadmapKey::new(value)),
            "version" => mark.version = value.parse().ok(),
            "on" => mark.on = value.parse().ok(),
            "week" => mark.week = value.parse().ok(),
            _ => {}
        }
    }
    mark
}

struct Columns<'a> {
    at: &'a [Option<u32>],
    weeks: &'a [(u32, u32)],
}

impl Columns<'_> {
    fn column(&self, id: &str) -> Option<u32> {
        let index = COLUMNS.iter().position(|column| *column == id)?;
        self.at.get(index).copied().flatten()
    }

    fn label(&self, row: &Row<'_>, id: &str) -> String {
        self.column(id).map(|column| row.cell(column).label().into_owned()).unwrap_or_default()
    }

    fn is_done_line(&self, row: &Row<'_>) -> bool {
        matches!(fold(&self.label(row, "task_line")).as_str(), "th" | "done" | "thuc hien")
    }

    fn row(&self, sheet: &Sheet, row: &Row<'_>, problems: &mut Vec<Diagnostic>) -> Option<FilledRow> {
        let task = Some(self.label(row, "task_id")).filter(|id| !id.is_empty()).map(|id| TaskId::from(id.as_str()));
        let mut cells = BTreeMap::new();
        let before = problems.len();
        for (id, field) in FIELDS {
            let Some(column) = self.column(id) else { continue };
            let place = row.place(column);
            match cell(*field, row.cell(column)) {
                Ok(filled) => drop(cells.insert(*field, (filled, place))),
                Err(code) => problems.push(Diagnostic::error(code, place).with("found", row.cell(column).label())),
            }
        }
        let titled = cells.get(&PathField::Title).is_some_and(|(filled, _)| *filled != Filled::Empty);
        let holds = |(filled, _): &(Filled, Place)| *filled != Filled::Empty;
        if task.is_none() && !titled && !cells.values().any(holds) {
            // A line below the table, a blank one.
            problems.truncate(before);
            return None;
        }
        Some(FilledRow { task, place: sheet.row_place(row.number()), cells, counted: BTreeMap::new() })
    }

    fn counted(&self, row: &Row<'_>, problems: &mut Vec<Diagnostic>) -> Weeks {
        let mut counted = BTreeMap::new();
        for (column, week) in self.weeks {
            match cell(PathField::Done, row.cell(*column)) {
                Ok(filled) => drop(counted.insert(*week, (filled, row.place(*column)))),
                Err(code) => problems.push(Diagnostic::error(code, row.place(*column)).with("found", row.cell(*column).label())),
            }
        }
        counted
    }
}

const FIELDS: &[(&str, PathField)] = &[
    ("task_criterion", PathField::Criterion),
    ("task_code", PathField::Code),
    ("task_title", PathField::Title),
    ("task_measure", PathField::Measure),
    ("task_total", PathField::Total),
    ("task_done", PathField::Done),
    ("task_cost", PathField::Cost),
    ("task_funded", PathField::Funded),
    ("task_source", PathField::Sources),
    ("task_member", PathField::Member),
    ("task_lead", PathField::Lead),
    ("task_person", PathField::Person),
    ("task_start", PathField::Start),
    ("task_finish", PathField::Finish),
    ("task_note", PathField::Note),
];

/// A cell by what its column holds; the code of what is wrong with it.
fn cell(field: PathField, value: CellValue<'_>) -> Result<Filled, &'static str> {
    if let CellValue::Error(_) = value {
        return Err("path-sheet.failed-formula");
    }
    match field {
        PathField::Start | PathField::Finish => match value {
            CellValue::Empty => Ok(Filled::Empty),
            CellValue::Date(date) => Ok(Filled::Date(date)),
            CellValue::Text(text) => parse_date(text).map(Filled::Date).ok_or("path-sheet.bad-date"),
            _ => Err("path-sheet.bad-date"),
        },
        PathField::Total | PathField::Done | PathField::Cost | PathField::Funded => number(value),
        _ => Ok(match value.label() {
            text if text.trim().is_empty() => Filled::Empty,
            text => Filled::Text(text.into_owned()),
        }),
    }
}

fn number(value: CellValue<'_>) -> Result<Filled, &'static str> {
    match value {
        CellValue::Empty => Ok(Filled::Empty),
        CellValue::Number(number) => {
            let read = number.decimal().ok_or("path-sheet.bad-number")?;
            Ok(if number.percent { Filled::Percent(read) } else { Filled::Number(read) })
        }
        CellValue::Text("-") => Ok(Filled::Empty),
        CellValue::Text(text) => match text.trim().strip_suffix('%') {
            Some(share) => parse_number(share).map(Filled::Percent),
            None => parse_number(text).map(Filled::Number),
        }
        .map_err(|_| "path-sheet.bad-number"),
        _ => Err("path-sheet.bad-number"),
    }
}

/// A share counts the same whichever way it is written.
#[cfg(test)]
mod tests {
    use super::*;
    use vedich_values::Decimal;

    #[test]
    fn weeks_are_told_by_their_headings() {
        assert_eq!(week_number("Tuần 3 21/9–27/9"), Some(3));
        assert_eq!(week_number("Week 12 30/11–6/12"), Some(12));
        assert_eq!(week_number("Tuần"), None);
        assert_eq!(week_number("Ghi chú"), None);
    }

    #[test]
    fn cells_are_read_as_people_write_them() {
        assert_eq!(cell(PathField::Start, CellValue::Text("8/9/2020")), Ok(Filled::Date("2020-09-08".parse().unwrap())));
        assert_eq!(cell(PathField::Start, CellValue::Text("đầu tháng 9")), Err("path-sheet.bad-date"));
        assert_eq!(cell(PathField::Done, CellValue::Text("12,5%")), Ok(Filled::Percent(Decimal::new(125, 1))));
        assert_eq!(cell(PathField::Done, CellValue::Text("nhiều")), Err("path-sheet.bad-number"));
    }
}
