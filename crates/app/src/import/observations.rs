//! Values and statuses of a file into statements: every row read, every problem located, nothing written yet.

use super::Desk;
use super::found;
use super::margin::Margin;
use super::places::Places;
use super::problems::{Finding, Problems};
use super::statement::{Cells, Of, Statement};
use super::targets::{SetNo, TargetNo, Targets, no_indicator};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use vedich_documents::{CellValue, Row, Sheet, Sheets, Wanted, address};
use vedich_facts::{DeclaredState, Observed};
use vedich_values::{Date, Place, UnitId, date::parse_date, date::print_date};

/// The columns, in the order of the export.
pub const COLUMNS: [&str; 9] = ["unit_code", "unit_name", "as_of", "set", "indicator", "value", "status", "source", "note"];
const REQUIRED: &[&[&str]] = &[&["unit_code", "unit_name"], &["as_of"], &["indicator"], &["value", "status"]];

/// What one row states.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) unit: UnitId,
    pub(super) as_of: Date,
    pub(super) target: TargetNo,
    /// The value, if one is given.
    pub(super) observed: Option<Observed>,
    /// The status, if one is given; beside a value it is only compared with what the value gives.
    pub(super) state: Option<DeclaredState>,
    pub(super) source: Option<Arc<str>>,
    pub(super) note: Option<Arc<str>>,
    pub(super) sheet: u16,
    pub(super) row: u32,
}

/// A file, read.
pub(super) struct Drafts {
    pub(super) drafts: Vec<Draft>,
    pub(super) targets: Targets,
    pub(super) problems: Problems,
    /// Rows of data.
    pub(super) rows: u64,
    /// Rows that report nothing.
    pub(super) blank: u64,
    /// Rows with an error.
    pub(super) refused: u64,
    /// The sheets, to place what is found out later.
    pub(super) origins: Vec<Origin>,
}

/// Where a sheet's values and statuses stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin {
    whole: Place,
    value: Option<u32>,
    status: Option<u32>,
}

impl Origin {
    pub(super) fn of_value(&self, row: u32) -> Place {
        self.cell(row, self.value.or(self.status).unwrap_or(0))
    }

    pub(super) fn of_status(&self, row: u32) -> Place {
        self.cell(row, self.status.or(self.value).unwrap_or(0))
    }

    fn cell(&self, row: u32, column: u32) -> Place {
        let (line, key) = (Some(row.saturating_add(1)), Some(address(row, column)));
        Place { line, column: Some(column.saturating_add(1)), key, ..self.whole.clone() }
    }
}

impl Drafts {
    /// Nothing, because the file could not be read.
    pub(super) fn refused(desk: &Desk, problems: Vec<vedich_values::Diagnostic>) -> Self {
        let mut drafts = Self::empty(desk, 0);
        drafts.problems.extend(problems);
        drafts
    }

    fn empty(desk: &Desk, sheets: usize) -> Self {
        Self {
            drafts: Vec::new(),
            targets: Targets::new(desk),
            problems: Problems::default(),
            rows: 0,
            blank: 0,
            refused: 0,
            origins: vec![Origin::default(); sheets],
        }
    }
}

/// Reads all sheets that have the columns.
pub(super) fn read(sheets: &Sheets, desk: &Desk, mapping: &[(String, String)]) -> Drafts {
    let mut reading = Reading {
        today: desk.today,
        places: Places::new(&desk.reference.registry),
        dates: FxHashMap::default(),
        texts: [None, None],
        seen: FxHashMap::default(),
        out: Drafts::empty(desk, sheets.sheets.len()),
    };
    let wanted = Wanted { columns: &COLUMNS, required: REQUIRED, mapping };
    for (sheet, header) in found::tables(sheets, &wanted, &mut reading.out.problems) {
        let number = sheets.sheets.iter().position(|other| std::ptr::eq(other, sheet)).unwrap_or(0);
        let mut columns = Columns { at: [None; 9] };
        columns.at.copy_from_slice(&header.columns);
        reading.out.origins[number] = Origin { whole: sheet.whole(), value: columns.at[VALUE], status: columns.at[STATUS] };
        let mut margin = Margin::new(sheet, &header);
        reading.out.drafts.reserve(sheet.len());
        for row in header.data(sheet) {
            reading.out.rows += 1;
            reading.row(sheet, u16::try_from(number).unwrap_or(u16::MAX), &columns, &row, &mut margin);
        }
    }
    reading.out
}

const UNIT_CODE: usize = 0;
const UNIT_NAME: usize = 1;
const AS_OF: usize = 2;
const SET: usize = 3;
const INDICATOR: usize = 4;
const VALUE: usize = 5;
const STATUS: usize = 6;
const SOURCE: usize = 7;
const NOTE: usize = 8;

/// Where each column stands in one sheet.
struct Columns {
    at: [Option<u32>; 9],
}

impl Columns {
    fn cell<'s>(&self, row: &Row<'s>, column: usize) -> CellValue<'s> {
        self.at[column].map_or(CellValue::Empty, |at| row.cell(at))
    }
}

/// What has been said of a target so far, to notice rows that say it again.
struct Seen {
    row: u32,
    draft: usize,
}

struct Reading {
    today: Date,
    places: Places,
    dates: FxHashMap<Box<str>, Option<Date>>,
    /// The last source and note: neighbouring rows mostly share them.
    texts: [Option<Arc<str>>; 2],
    seen: FxHashMap<(UnitId, Date, TargetNo), Seen>,
    out: Drafts,
}

impl Reading {
    fn row(&mut self, sheet: &Sheet, number: u16, columns: &Columns, row: &Row<'_>, margin: &mut Margin) {
        let before = self.out.problems.errors;
        margin.check(row, &mut self.out.problems);
        let draft = self.draft(number, columns, row);
        if self.out.problems.errors > before {
            self.out.refused += 1;
            return;
        }
        let Some(draft) = draft else {
            self.out.blank += 1;
            return;
        };
        let index = self.out.drafts.len();
        let key = (draft.unit, draft.as_of, draft.target);
        let place = || sheet.place(row.number(), columns.at[INDICATOR].unwrap_or(0));
        match self.seen.entry(key) {
            std::collections::hash_map::Entry::Vacant(vacant) => {
                vacant.insert(Seen { row: row.number(), draft: index });
                self.out.drafts.push(draft);
            }
            std::collections::hash_map::Entry::Occupied(seen) => {
                let first = seen.get();
                let other = &mut self.out.drafts[first.draft];
                let line = first.row.saturating_add(1);
                if adds(other, &draft) {
                    // One row gives the value, another the status: both are kept together.
                    other.observed = other.observed.take().or(draft.observed);
                    other.state = other.state.or(draft.state);
                    return;
                }
                let same = other.observed == draft.observed && other.state == draft.state;
                let finding = if same { Finding::warning("import.row-twice") } else { Finding::error("import.rows-contradict") };
                self.out.problems.add(&finding.with("line", line), place);
                self.out.refused += u64::from(!same);
                self.out.blank += u64::from(same);
            }
        }
    }

    /// The row's statement; none when it reports nothing or has an error. Each cell is judged as far as the others let it be: what is wrong
    /// with one does not hide what is wrong with the next.
    fn draft(&mut self, number: u16, columns: &Columns, row: &Row<'_>) -> Option<Draft> {
        let place = |column: usize| row.place(columns.at[column].unwrap_or(0));
        let cells = Cells { value: columns.cell(row, VALUE), status: columns.cell(row, STATUS) };
        if cells.value.is_empty() && cells.status.is_empty() {
            return None;
        }
        let as_of = self.date(&columns.cell(row, AS_OF)).map_err(|finding| self.out.problems.add(&finding, || place(AS_OF))).ok();
        let unit = self.unit(columns, row, as_of);
        let set = self.set(columns, row, unit, as_of);
        let target = self.target(columns, row, set);
        let Drafts { targets, problems, .. } = &mut self.out;
        let mut tell = |cell, finding: &Finding| {
            problems.add(finding, || place(if cell == Of::Value { VALUE } else { STATUS }));
        };
        let Some(target) = target else {
            cells.look(targets.scales(), &mut tell);
            return None;
        };
        let aim = &targets.aims[target as usize];
        let Statement { observed, state } = cells.read(targets, aim, as_of.unwrap_or(self.today), &mut tell)?;
        let (unit, as_of) = (unit?, as_of?);
        if observed.is_none() && state.is_none() {
            return None;
        }
        let source = self.text(0, &columns.cell(row, SOURCE));
        let note = self.text(1, &columns.cell(row, NOTE));
        Some(Draft { unit, as_of, target, observed, state, source, note, sheet: number, row: row.number() })
    }

    /// A date that has passed.
    fn date(&mut self, cell: &CellValue<'_>) -> Result<Date, Finding> {
        let date = self.date_written(cell)?;
        if date > self.today {
            return Err(Finding::error("import.future-date").with("found", print_date(date)));
        }
        Ok(date)
    }

    fn date_written(&mut self, cell: &CellValue<'_>) -> Result<Date, Finding> {
        match cell {
            CellValue::Date(date) => Ok(*date),
            CellValue::Empty => Err(Finding::error("import.no-date")),
            CellValue::Text(text) => {
                let known = match self.dates.get(*text) {
                    Some(known) => *known,
                    None => *self.dates.entry((*text).into()).or_insert_with(|| parse_date(text)),
                };
                known.ok_or_else(|| no_date(text))
            }
            other => Err(no_date(&other.label())),
        }
    }

    /// The unit of a row. Where the date is wrong only what no date would mend is told.
    fn unit(&mut self, columns: &Columns, row: &Row<'_>, date: Option<Date>) -> Option<UnitId> {
        let (code, name) = (columns.cell(row, UNIT_CODE), columns.cell(row, UNIT_NAME));
        let (code, name) = (code.label(), name.label());
        let meaning = self.places.find(&code, &name, date);
        if let Some(finding) = &meaning.code {
            let column = columns.at[UNIT_CODE].or(columns.at[UNIT_NAME]).unwrap_or(0);
            self.out.problems.add(finding, || row.place(column));
        }
        if let Some(finding) = &meaning.name {
            self.out.problems.add(finding, || row.place(columns.at[UNIT_NAME].unwrap_or(0)));
        }
        meaning.unit
    }

    /// The set of a row: as written, or the one in force where unit and date are known. One that does not fit the unit counts as none, lest
    /// the indicator be looked for in the wrong set.
    fn set(&mut self, columns: &Columns, row: &Row<'_>, unit: Option<UnitId>, as_of: Option<Date>) -> Option<SetNo> {
        let cell = columns.cell(row, SET);
        let Drafts { targets, problems, .. } = &mut self.out;
        let column = columns.at[SET].or(columns.at[INDICATOR]).unwrap_or(0);
        let found = if cell.is_empty() { targets.set_in_force(unit?, as_of?) } else { targets.set(&cell.label()) };
        let set = found.map_err(|finding| problems.add(&finding, || row.place(column))).ok()?;
        let (Some(unit), Some(as_of)) = (unit, as_of) else { return Some(set) };
        let misfit = targets.misfit(set, unit, as_of);
        misfit.inspect(|finding| problems.add(finding, || row.place(column)));
        misfit.is_none_or(|finding| !finding.is_error()).then_some(set)
    }

    /// What the row is about; in no known set only what is no indicator of any can be told.
    fn target(&mut self, columns: &Columns, row: &Row<'_>, set: Option<SetNo>) -> Option<TargetNo> {
        let cell = columns.cell(row, INDICATOR);
        let found = match set {
            Some(set) => self.out.targets.target(set, &cell).map(Some),
            None => no_indicator(&cell).map_or(Ok(None), Err),
        };
        let place = || row.place(columns.at[INDICATOR].unwrap_or(0));
        found.map_err(|finding| self.out.problems.add(&finding, place)).ok().flatten()
    }

    fn text(&mut self, which: usize, cell: &CellValue<'_>) -> Option<Arc<str>> {
        if cell.is_empty() {
            return None;
        }
        let label = cell.label();
        let last = &mut self.texts[which];
        if last.as_deref() != Some(label.as_ref()) {
            *last = Some(Arc::from(vedich_values::text::normalise(&label)));
            if last.as_deref() != Some(label.as_ref()) {
                return last.clone();
            }
        }
        last.clone()
    }
}

/// What is wrong with a text that is no date. Spreadsheets count days from 30 December 1899; a date cell formatted as a number shows so.
pub(super) fn no_date(text: &str) -> Finding {
    let days = text.parse::<u64>().ok().filter(|days| (30_000..80_000).contains(days));
    let meant = days.and_then(|days| Date::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(days)));
    match meant {
        Some(date) => Finding::error("import.date-is-number").with("found", text).with("date", date),
        None => Finding::error("import.bad-date").with("found", text),
    }
}

/// Whether one row has just the value and the other just the status.
fn adds(first: &Draft, second: &Draft) -> bool {
    let only_value = |draft: &Draft| draft.observed.is_some() && draft.state.is_none();
    let only_state = |draft: &Draft| draft.observed.is_none() && draft.state.is_some();
    (only_value(first) && only_state(second)) || (only_state(first) && only_value(second))
}
