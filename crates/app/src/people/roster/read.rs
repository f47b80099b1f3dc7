//! The rows of a file of people, each cell read for what it means.

use super::super::workplace::workplace;
use super::super::{Contact, NewPosting, read_field};
use super::COLUMNS;
use super::plan::Known;
use crate::App;
use crate::duties::file::read_day;
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_documents::{CellValue, Sheet, Wanted, address, find_tables, read_table};
use vedich_facts::{Field, PersonId, UnitLevel};
use vedich_rights::Rights;
use vedich_units::Registry;
use vedich_values::text::{fold, normalise};
use vedich_values::{Date, Diagnostic, Place, UnitId};

const REQUIRED: &[&[&str]] = &[&["person_name"], &["person_login", "person_email"], &["person_role"], &["person_unit"]];
/// Digits of a mobile number without its leading zero, which spreadsheets drop.
const DIGITS_WITHOUT_ZERO: usize = 9;

/// What a file says.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) rows: Vec<Row>,
    pub(super) problems: Vec<Diagnostic>,
}

/// A row, read.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) place: Place,
    columns: Arc<BTreeMap<&'static str, u32>>,
    pub(super) name: String,
    pub(super) login: String,
    pub(super) contact: Contact,
    pub(super) role: Arc<str>,
    pub(super) unit: UnitId,
    pub(super) field: Field,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
    pub(super) decision: Option<String>,
    today: Date,
}

impl Row {
    /// The place of a cell; of the row where the file has no such column.
    pub(super) fn cell(&self, column: &str) -> Place {
        place(&self.place, self.columns.get(column).copied())
    }

    /// The post it gives, from an earlier day on where it goes on from there.
    pub(super) fn posting(&self, earlier: Option<Date>) -> NewPosting {
        let from = self.from.unwrap_or_else(|| earlier.unwrap_or(self.today));
        NewPosting {
            role: self.role.to_string(),
            unit: self.unit,
            field: self.field.clone(),
            from: earlier.map_or(from, |earlier| earlier.min(from)),
            to: self.to,
            decision: self.decision.clone(),
        }
    }
}

fn place(row: &Place, column: Option<u32>) -> Place {
    let (Some(column), Some(line)) = (column, row.line) else { return row.clone() };
    Place { column: Some(column + 1), key: Some(address(line.saturating_sub(1), column)), ..row.clone() }
}

/// Reads a file.
pub(super) fn read(app: &App, name: &str, bytes: &[u8], known: &Known) -> Read {
    let refused = |problems| Read { problems, ..Read::default() };
    let sheets = match read_table(bytes, name) {
        Ok(sheets) => sheets,
        Err(problems) => return refused(problems),
    };
    let tables = match find_tables(&sheets, &Wanted { columns: &COLUMNS, required: REQUIRED, mapping: &[] }) {
        Ok(tables) => tables,
        Err(problems) => return refused(problems),
    };
    let reference = app.reference();
    let mut reader = Reader { registry: &reference.registry, rights: &app.rights(), known, today: app.today(), out: Read::default() };
    for (sheet, header) in &tables.found {
        let columns: BTreeMap<_, _> = COLUMNS.iter().zip(&header.columns).filter_map(|(id, column)| Some((*id, (*column)?))).collect();
        let columns = Arc::new(columns);
        for row in header.data(sheet) {
            let cell = |id: &str| columns.get(id).map_or(CellValue::Empty, |column| row.cell(*column));
            reader.row(sheet, row.number(), &columns, &cell);
        }
    }
    let mut out = reader.out;
    if out.rows.is_empty() && out.problems.is_empty() {
        out.problems.push(Diagnostic::error("table.no-rows", Place { file: Some(name.to_owned()), ..Place::default() }));
    }
    out
}

struct Reader<'a> {
    registry: &'a Registry,
    rights: &'a Rights,
    known: &'a Known,
    today: Date,
    out: Read,
}

/// What is wrong, in which column.
type Wrong = (&'static str, Diagnostic);

fn wrong(column: &'static str, code: &'static str, found: &str) -> Wrong {
    (column, Diagnostic::error(code, Place::default()).with("found", found))
}

/// What a row says beside who it is about.
struct Said {
    role: Arc<str>,
    unit: UnitId,
    field: Field,
    from: Option<Date>,
    to: Option<Date>,
}

impl Reader<'_> {
    fn row<'c>(&mut self, sheet: &Sheet, number: u32, columns: &Arc<BTreeMap<&'static str, u32>>, cell: &impl Fn(&str) -> CellValue<'c>) {
        if COLUMNS.iter().all(|id| cell(id) == CellValue::Empty) {
            return;
        }
        let at = sheet.row_place(number);
        let text = |id: &str| normalise(&cell(id).label());
        let mut found = Vec::new();
        let contact = Contact::typed(&text("person_email").to_lowercase(), &phone(cell("person_phone")));
        let reached = |problem: &Diagnostic| if problem.code == "account.bad-email" { "person_email" } else { "person_phone" };
        found.extend(contact.problems().into_iter().map(|problem| (reached(&problem), problem)));
        let login = self.login(&text("person_login"), &contact);
        if login.is_empty() {
            found.push(wrong("person_login", "roster.no-login", ""));
        }
        let said = self.said(cell, &mut found);
        let located = |(column, problem): Wrong| Diagnostic { place: place(&at, columns.get(column).copied()), ..problem };
        self.out.problems.extend(found.into_iter().map(located));
        let Some(Said { role, unit, field, from, to }) = said else { return };
        let decision = Some(text("person_decision")).filter(|decision| !decision.is_empty());
        let (name, columns, today) = (text("person_name"), Arc::clone(columns), self.today);
        self.out.rows.push(Row { place: at, columns, name, login, contact, role, unit, field, from, to, decision, today });
    }

    /// The post of a row; none when something of it can't be read.
    fn said<'c>(&self, cell: &impl Fn(&str) -> CellValue<'c>, found: &mut Vec<Wrong>) -> Option<Said> {
        let text = |id: &str| normalise(&cell(id).label());
        let day = |id| read_day(cell(id)).map_err(|found| wrong(id, "roster.bad-date", &found));
        let (from, to) = (day("person_from"), day("person_to"));
        let role = text("person_role");
        let unknown = || wrong("person_role", "roster.unknown-role", &role);
        let role = self.role(&role).ok_or_else(|| (unknown().0, unknown().1.with("roles", self.roles())));
        let on = from.as_ref().ok().copied().flatten().unwrap_or(self.today);
        let unit = workplace(self.registry, &text("person_unit"), on).map_err(|problem| ("person_unit", problem));
        let level = unit.as_ref().ok().and_then(|unit| self.registry.get(*unit)).map_or(UnitLevel::Commune, |unit| unit.level);
        let field = text("person_field");
        let field = read_field(&field, level).ok_or_else(|| wrong("person_field", "roster.bad-field", &field));
        // All of them are told, not only the first.
        let said = (kept(role, found), kept(unit, found), kept(field, found), kept(from, found), kept(to, found));
        let (Some(role), Some(unit), Some(field), Some(from), Some(to)) = said else { return None };
        Some(Said { role, unit, field, from, to })
    }

    /// The login that was written; without one the account that has the address, else the address itself.
    fn login(&self, written: &str, contact: &Contact) -> String {
        let email = contact.email.as_deref().unwrap_or_default();
        let known = || self.known.by_email(email).and_then(|person: PersonId| self.rights.person(person));
        match written {
            "" => known().map_or_else(|| email.to_owned(), |person| person.login.to_string()),
            written => written.to_lowercase(),
        }
    }

    /// A role by its name in either language or its id.
    fn role(&self, text: &str) -> Option<Arc<str>> {
        let wanted = fold(text);
        let is = |role: &&vedich_rights::Role| [&*role.id, &role.name.vi, &role.name.en].iter().any(|name| fold(name) == wanted);
        // "Trưởng thôn" of "Trưởng thôn, bản, khu phố": the beginning of one name alone.
        let begins = |role: &&vedich_rights::Role| !wanted.is_empty() && fold(&role.name.vi).starts_with(&format!("{wanted} "));
        let mut alike = self.rights.roles().iter().filter(begins);
        let only = alike.next().filter(|_| alike.next().is_none());
        self.rights.roles().iter().find(is).or(only).map(|role| Arc::clone(&role.id))
    }

    fn roles(&self) -> String {
        self.rights.roles().iter().map(|role| role.name.vi.clone()).collect::<Vec<_>>().join("; ")
    }
}

/// A number to call, with the zero that a spreadsheet dropped.
fn phone(cell: CellValue<'_>) -> String {
    let text = normalise(&cell.label());
    let dropped = matches!(cell, CellValue::Number(_)) && text.len() == DIGITS_WITHOUT_ZERO && text.bytes().all(|b| b.is_ascii_digit());
    if dropped { format!("0{text}") } else { text }
}

/// What was read; what is wrong with it is told.
fn kept<T>(read: Result<T, Wrong>, found: &mut Vec<Wrong>) -> Option<T> {
    read.map_err(|wrong| found.push(wrong)).ok()
}
