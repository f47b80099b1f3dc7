//! Workbooks that come back: our own sheets, and forms B01, B04 and B11 as officials fill them. Everything becomes lines of a draft, each
//! with its cell; what can't be read is told with its cell, and then nothing is recorded.

mod hamlets;
mod heads;
mod names;
mod whose;

use self::heads::{Head, below, head, line_code, line_within};
use super::problem;
use super::workbook::{VERSION_MARK, cell_date, is_on_record};
use crate::App;
use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vedich_board::Board;
use vedich_criteria::CriteriaSet;
use vedich_documents::{CellValue, Row, Sheet, Sheets, read_table};
use vedich_entry::{Counted, DraftLine, LineKey, SheetDraft, Unread};
use vedich_facts::UnitLevel;
use vedich_units::{Registry, Resolution};
use vedich_values::number::print_number;
use vedich_values::text::fold;
use vedich_values::{Date, Diagnostic, Period, Tally, UnitId};

/// Rows among which a heading is looked for.
const HEAD_ROWS: usize = 25;

/// What a returned workbook says.
#[derive(Clone, Debug, Default)]
pub struct Returned {
    /// Its lines.
    pub draft: SheetDraft,
    /// The units it speaks of.
    pub units: BTreeSet<UnitId>,
}

impl App {
    /// Reads a workbook that came back for an area or a unit and a period. The sheet of a unit below an area is taken as that unit's.
    ///
    /// # Errors
    /// When the file can't be read at all, or is of another unit or period.
    pub fn read_returned(
        &self,
        board: &Board,
        (area, period): (UnitId, Period),
        file: &str,
        bytes: &[u8],
    ) -> Result<Returned, Vec<Diagnostic>> {
        let sheets = read_table(bytes, file)?;
        let reference = self.reference();
        let window = self.window(board, area, period).ok_or_else(|| vec![problem("sheet.no-window").with("period", period)])?;
        // Units and sets are those of the day that values are dated which say no other.
        let on = window.default_date(self.today());
        let mut reading = Reading {
            board,
            registry: &reference.registry,
            area,
            period,
            on,
            names: names(&reference.registry, area, on),
            unit: area,
            version: self.version().get(),
            commune: String::new(),
            criterion: String::new(),
            known_rows: 0,
            out: Returned::default(),
        };
        reading.all(&sheets)?;
        if reading.out.draft.lines.is_empty() && reading.out.draft.counts.is_empty() && reading.out.draft.unread.is_empty() {
            match reading.known_rows {
                0 => reading.refuse(String::new(), "sheet.empty", &[]),
                rows => reading.refuse(String::new(), "sheet.left-blank", &[("count", &rows.to_string())]),
            }
        }
        Ok(reading.out)
    }
}

/// The units of an area by name, for forms that give no codes.
fn names(registry: &Registry, area: UnitId, on: Date) -> BTreeMap<String, Vec<UnitId>> {
    let mut names: BTreeMap<String, Vec<UnitId>> = BTreeMap::new();
    let below = [UnitLevel::District, UnitLevel::Commune, UnitLevel::Hamlet].map(|level| registry.descendants(area, level, on)).concat();
    for unit in std::iter::once(area).chain(below) {
        let Some(at) = registry.at(unit, on) else { continue };
        for name in BTreeSet::from([fold(at.name), fold(at.short_name())]) {
            let same = names.entry(name).or_default();
            if !same.contains(&unit) {
                same.push(unit);
            }
        }
    }
    names
}

struct Reading<'a> {
    board: &'a Board,
    registry: &'a Registry,
    area: UnitId,
    period: Period,
    on: Date,
    names: BTreeMap<String, Vec<UnitId>>,
    /// Whose the lines of the sheet are whose rows name no unit.
    unit: UnitId,
    version: u64,
    /// The commune the last row named.
    commune: String,
    /// The criterion the last row named.
    criterion: String,
    /// Rows that name a unit or a line of the set, whether anything is said of it or not.
    known_rows: usize,
    out: Returned,
}

impl Reading<'_> {
    fn all(&mut self, sheets: &Sheets) -> Result<(), Vec<Diagnostic>> {
        let mut foreign = Vec::new();
        for sheet in &sheets.sheets {
            self.version = version(sheet).unwrap_or(self.version);
            let Some((head_row, mut heads)) = self.heading(sheet) else {
                self.pass_over_table(sheet);
                continue;
            };
            let by_unit = heads.iter().any(|(_, head)| head.names_unit()) && heads.iter().any(|(_, head)| head.states());
            heads::settle_codes(&mut heads, by_unit);
            match self.whose(sheet, head_row, by_unit) {
                Ok(unit) => self.unit = unit,
                Err(other) => {
                    foreign.push(other);
                    continue;
                }
            }
            self.commune.clear();
            self.criterion.clear();
            if by_unit {
                self.pass_over(sheet, head_row, &heads);
            }
            for row in sheet.rows_from(head_row + 1) {
                if by_unit {
                    self.unit_row(sheet, &heads, &row);
                } else {
                    self.line_row(sheet, &heads, &row);
                }
            }
        }
        if foreign.is_empty() { Ok(()) } else { Err(foreign) }
    }

    /// The row of headings with most columns that mean something; a heading merged over two rows shows in the lower one.
    fn heading(&self, sheet: &Sheet) -> Option<(usize, Vec<(u32, Head)>)> {
        let set = self.set(self.sample());
        let mut best: Option<(usize, Vec<(u32, Head)>)> = None;
        for index in 0..HEAD_ROWS.min(sheet.len()) {
            let Some(row) = sheet.row(index) else { continue };
            let above = index.checked_sub(1).and_then(|above| sheet.row(above));
            let means = |(column, cell): (u32, CellValue<'_>)| {
                let under = above.as_ref().and_then(|above| below(above, column, &cell.label()));
                Some((column, under.or_else(|| head(&cell.label(), set.as_deref()))?))
            };
            let mut heads: Vec<(u32, Head)> = row.cells().filter_map(means).collect();
            // Headings of the rows above that are merged down into this one.
            for above in (0..index).rev().take(2) {
                let Some(other) = sheet.row(above) else { continue };
                for (column, cell) in other.cells() {
                    if row.cell(column).is_empty()
                        && let Some(found) = head(&cell.label(), set.as_deref())
                        && !heads.iter().any(|(at, known)| *at == column || *known == found)
                    {
                        heads.push((column, found));
                    }
                }
            }
            let criteria = set.as_deref().map(|set| heads::criteria(set, &row, above.as_ref())).unwrap_or_default();
            heads.retain(|(at, _)| !criteria.iter().any(|(column, _)| column == at));
            heads.extend(criteria.into_iter().map(|(column, no)| (column, Head::Line(format!("#{no}")))));
            let better = best.as_ref().is_none_or(|(_, known)| heads.len() > known.len());
            if heads.len() >= 2 && better {
                best = Some((index, heads));
            }
        }
        best
    }

    /// A unit whose set says which codes are headings.
    fn sample(&self) -> UnitId {
        let own = self.registry.at(self.area, self.on).is_some_and(|at| matches!(at.level, UnitLevel::Commune | UnitLevel::Hamlet));
        if own {
            return self.area;
        }
        self.registry.descendants(self.area, UnitLevel::Commune, self.on).first().copied().unwrap_or(self.area)
    }

    fn set(&self, unit: UnitId) -> Option<Arc<CriteriaSet>> {
        self.board.set_in_force_on(unit, self.on).cloned()
    }

    /// A row of a form with a unit in each row: B01, B11, our sheet of an area.
    fn unit_row(&mut self, sheet: &Sheet, heads: &[(u32, Head)], row: &Row<'_>) {
        let cell = |wanted: &Head| {
            heads.iter().find(|(_, head)| head == wanted).map(|(column, _)| row.cell(*column).label().trim().to_owned()).unwrap_or_default()
        };
        let (code, own, commune) = (cell(&Head::UnitCode), cell(&Head::UnitName), cell(&Head::Commune));
        let of_communes = !heads.iter().any(|(_, head)| *head == Head::UnitName);
        let name = if of_communes { commune.clone() } else { own };
        if !commune.is_empty() {
            // A commune merged down over its hamlets stands in its first row only.
            self.commune = commune;
        }
        if (code.is_empty() && name.is_empty()) || is_total(&name) || is_total(&code) {
            return;
        }
        let at = |column: u32| place(sheet, row, column);
        let first = heads.iter().find(|(_, head)| head.names_unit()).map_or(0, |(column, _)| *column);
        let filled = heads.iter().any(|(column, head)| !head.names_unit() && !row.cell(*column).is_empty());
        let unit = match self.unit(&code, &name, !of_communes) {
            Ok(unit) => unit,
            // A line of signatures or remarks below the table has nothing in the columns of values.
            Err(_) if !filled => return,
            Err(why) => {
                let said = if name.is_empty() { &code } else { &name };
                let (date, area) = (cell_date(self.on), self.name(self.area));
                let (count, candidates) = (why.candidates.len().to_string(), why.candidates.join("; "));
                let params = [("name", said), ("date", &date), ("code", &code), ("unit", &area), ("count", &count)];
                let params = params.map(|(name, value)| (name, value.as_str()));
                return self.refuse(at(first), why.code, &[&params[..], &[("candidates", candidates.as_str())]].concat());
            }
        };
        let assessed = self.registry.at(unit, self.on).is_none_or(|at| at.is_assessed());
        if filled && !assessed && !self.board.has_handed_in(unit, self.period) {
            return self.refuse(at(first), "sheet.not-rural", &[]);
        }
        self.known_rows += 1;
        self.out.units.insert(unit);
        for (column, head) in heads {
            if let Head::Line(code) = head {
                self.line(unit, code, &row.cell(*column), at(*column), None);
            }
        }
        let counted = self.counted(unit, sheet, heads, row);
        if counted.says_something() {
            self.count(unit, counted);
        }
    }

    /// What a row states beside its lines. Two rows of one unit that say different things are told, and the first stays.
    fn count(&mut self, unit: UnitId, counted: Counted) {
        match self.out.draft.counts.get(&unit.to_string()) {
            Some(first) if (Counted { cell: first.cell.clone(), ..counted.clone() }) == *first => {}
            Some(first) => {
                let first = first.cell.clone();
                self.refuse(counted.cell, "sheet.unit-twice", &[("first", &first)]);
            }
            None => _ = self.out.draft.counts.insert(unit.to_string(), counted),
        }
    }

    /// Tells the columns of a form of units of which nothing is read although something stands in them.
    fn pass_over(&mut self, sheet: &Sheet, head_row: usize, heads: &[(u32, Head)]) {
        let Some(row) = sheet.row(head_row) else { return };
        let read = |column: u32| heads.iter().any(|(at, head)| *at == column && head.is_read());
        let units: Vec<u32> = heads.iter().filter(|(_, head)| head.names_unit()).map(|(column, _)| *column).collect();
        let of_unit = |row: &Row<'_>| units.iter().any(|column| !row.cell(*column).is_empty());
        let mut filled: BTreeSet<u32> = BTreeSet::new();
        for row in sheet.rows_from(head_row + 1).filter(of_unit) {
            filled.extend(row.cells().filter(|(column, cell)| !cell.is_empty() && !read(*column)).map(|(column, _)| column));
        }
        for column in filled {
            // A heading merged down from the rows above stands in them only.
            let above = (head_row.saturating_sub(2)..=head_row).rev().filter_map(|index| sheet.row(index));
            let label = above.map(|row| row.cell(column).label().trim().to_owned()).find(|label| !label.is_empty()).unwrap_or_default();
            if !heads::is_plain(&label) {
                let (cell, params) = (place(sheet, &row, column), vec![("found".to_owned(), label)]);
                self.out.draft.passed_over.push(Unread { cell, code: "sheet.column-not-read".to_owned(), params });
            }
        }
    }

    /// Tells a table of a workbook that is no form anybody knows.
    fn pass_over_table(&mut self, sheet: &Sheet) {
        if let Some(name) = sheet.name().filter(|_| sheet.len() > 1) {
            let params = vec![("found".to_owned(), name.to_owned())];
            self.out.draft.passed_over.push(Unread { cell: name.to_owned(), code: "sheet.table-not-read".to_owned(), params });
        }
    }

    /// "16/20", or "16" of the set's criteria.
    fn tally(&mut self, set: Option<&CriteriaSet>, cell: &CellValue<'_>, criteria: bool, at: &str) -> Option<Tally> {
        let text = cell.label().trim().to_owned();
        if text.is_empty() {
            return None;
        }
        let total = set.and_then(|set| {
            let listed = if criteria { set.criteria.len() } else { set.indicators().count() };
            let declared = if criteria { set.declared_criteria } else { set.declared_indicators };
            u32::try_from(listed).ok().map(|listed| declared.unwrap_or(listed).max(listed))
        });
        let found = Tally::parse(&text).or_else(|| Tally::new(text.parse().ok()?, total?).ok());
        if found.is_none() || set.is_none() {
            self.refuse(at.to_owned(), if set.is_none() { "sheet.no-unit" } else { "sheet.bad-tally" }, &[("found", &text)]);
        }
        found.filter(|_| set.is_some())
    }

    /// A row of a form of one unit: B04, our sheet of a unit.
    fn line_row(&mut self, sheet: &Sheet, heads: &[(u32, Head)], row: &Row<'_>) {
        let column = |wanted: &Head| heads.iter().find(|(_, head)| head == wanted).map(|(column, _)| *column);
        let cell = |wanted: &Head| column(wanted).map(|column| row.cell(column)).filter(|cell| !cell.is_empty());
        let text = |wanted: &Head| cell(wanted).map(|cell| cell.label().trim().to_owned()).unwrap_or_default();
        let (result, rating) = (cell(&Head::Result), cell(&Head::Rating));
        if let Some(criterion) = cell(&Head::Criterion) {
            criterion.label().trim().clone_into(&mut self.criterion);
        }
        let unit = self.unit;
        let Some(set) = self.set(unit) else { return };
        let at = place(sheet, row, column(&Head::Result).or_else(|| column(&Head::Rating)).unwrap_or(0));
        let (code, name) = (text(&Head::Code), text(&Head::Name));
        let key = line_code(&set, &code, &name).or_else(|| line_within(&set, &self.criterion, &name));
        self.known_rows += usize::from(key.is_some());
        if result.is_none() && rating.is_none() {
            return;
        }
        let Some(key) = key else {
            return self.refuse(at, "sheet.unknown-line", &[("code", if code.is_empty() { &name } else { &code })]);
        };
        if let Some(own) = names::contradicted(&set, &key, &name) {
            let params = [("code", &*code_shown(&key)), ("name", own.as_str()), ("found", name.as_str()), ("set", set.title.vi.as_str())];
            return self.refuse(at, "sheet.other-line", &params);
        }
        self.out.units.insert(unit);
        let more = DraftLine {
            note: text(&Head::Note),
            source: text(&Head::Source),
            as_of: match cell(&Head::AsOf) {
                Some(CellValue::Date(date)) => cell_date(date),
                Some(other) => other.label().trim().to_owned(),
                None => String::new(),
            },
            ..DraftLine::default()
        };
        match (result, rating) {
            (Some(result), _) => self.line(unit, &key, &result, at, Some(more)),
            (None, Some(rating)) => self.line(unit, &key, &heads::as_rating(rating), at, Some(more)),
            (None, None) => {}
        }
    }

    fn line(&mut self, unit: UnitId, code: &str, cell: &CellValue<'_>, at: String, more: Option<DraftLine>) {
        let value = match cell {
            CellValue::Empty => return,
            CellValue::Number(number) => number.decimal().map_or_else(|| cell.label().into_owned(), print_number),
            CellValue::Date(date) => cell_date(*date),
            CellValue::Bool(yes) => if *yes { "x" } else { "CĐ" }.to_owned(),
            CellValue::Error(error) => return self.refuse(at, "import.error-cell", &[("found", error)]),
            // It shows what was known when the workbook was taken away.
            CellValue::Text(text) if is_on_record(text) => return,
            CellValue::Text(text) => (*text).trim().to_owned(),
        };
        let (code, part) = code.split_once('/').map_or((code, None), |(code, part)| (code, Some(part.to_owned())));
        let key = LineKey { unit, code: code.to_owned(), part };
        if value.is_empty() {
            return;
        }
        let line = DraftLine { value, base: self.version, cell: at, ..more.unwrap_or_default() };
        match self.out.draft.lines.entry(key.to_string()) {
            Entry::Vacant(vacant) => _ = vacant.insert(line),
            Entry::Occupied(first) if first.get().says_the_same(&line) => {}
            Entry::Occupied(first) => {
                let (cell, said) = (first.get().cell.clone(), first.get().value.clone());
                self.refuse(line.cell, "sheet.line-twice", &[("found", &line.value), ("said", &said), ("first", &cell)]);
            }
        }
    }

    /// The unit of a row; of several hamlets with one name, the one in the commune of the row.
    fn unit(&self, code: &str, name: &str, within: bool) -> Result<UnitId, NoUnit> {
        if !code.is_empty()
            && let Some(unit) = self.registry.by_code(code, self.on)
        {
            let inside = unit == self.area || self.registry.ancestors(unit, self.on).contains(&self.area);
            return if inside { Ok(unit) } else { Err(NoUnit::of("sheet.outside-area")) };
        }
        let several = match self.names.get(&fold(name)).map(Vec::as_slice) {
            Some([unit]) => return Ok(*unit),
            Some(several) => several,
            None if !name.is_empty() && matches!(self.registry.resolve(name, self.on), Resolution::One(_) | Resolution::Ambiguous(_)) => {
                return Err(NoUnit::of("sheet.outside-area"));
            }
            None if name.is_empty() => return Err(NoUnit::of("import.unknown-code")),
            None => return Err(NoUnit::of("import.unknown-unit")),
        };
        if within && !self.commune.is_empty() {
            let commune = fold(&self.commune);
            let above = |unit: &UnitId| self.registry.ancestors(*unit, self.on).first().copied();
            let named =
                |unit: UnitId| self.registry.at(unit, self.on).is_some_and(|at| [at.name, at.short_name()].map(fold).contains(&commune));
            let mut here = several.iter().filter(|unit| above(unit).is_some_and(named));
            if let (Some(only), None) = (here.next(), here.next()) {
                return Ok(*only);
            }
        }
        let candidates = several.iter().map(|unit| self.registry.path(*unit, self.on)).collect();
        Err(NoUnit { code: "import.ambiguous-unit", candidates })
    }

    fn refuse(&mut self, cell: String, code: &str, params: &[(&str, &str)]) {
        let params = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.out.draft.unread.push(Unread { cell, code: code.to_owned(), params });
    }
}

/// Why a row is of no unit of the area, and which units it may mean.
struct NoUnit {
    code: &'static str,
    candidates: Vec<String>,
}

impl NoUnit {
    const fn of(code: &'static str) -> Self {
        Self { code, candidates: Vec::new() }
    }
}

/// The version of the record a sheet of ours was made from.
fn version(sheet: &Sheet) -> Option<u64> {
    (0..HEAD_ROWS.min(sheet.len())).find_map(|index| {
        let row = sheet.row(index)?;
        row.cells().find_map(|(_, cell)| cell.label().trim().strip_prefix(VERSION_MARK)?.trim().parse().ok())
    })
}

fn place(sheet: &Sheet, row: &Row<'_>, column: u32) -> String {
    let address = vedich_documents::address(row.number(), column);
    sheet.name().map_or_else(|| address.clone(), |name| format!("{name}!{address}"))
}

/// The code of a line as people write it: `TC5` for a criterion as a whole.
fn code_shown(key: &str) -> Cow<'_, str> {
    key.strip_prefix('#').map_or(Cow::Borrowed(key), |no| Cow::Owned(format!("TC{no}")))
}

fn is_total(text: &str) -> bool {
    matches!(fold(text).as_str(), "tong" | "tong cong" | "cong" | "tong so" | "total")
}
