//! Responsibilities out of a file: the table people keep in Excel, looked at first, taken whole or not at all.

use super::GiveDuty;
use crate::{App, AppError, By, Committed};
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_board::Board;
use vedich_criteria::CriteriaSet;
use vedich_documents::{CellValue, Row, Sheet, Wanted, find_tables, read_table};
use vedich_facts::{Charge, Part};
use vedich_units::Registry;
use vedich_values::date::parse_date;
use vedich_values::text::{fold, normalise};
use vedich_values::{CriterionNo, Date, Diagnostic, Place, UnitId};

/// The columns.
pub const COLUMNS: [&str; 7] = ["duty_over", "duty_holder", "duty_part", "duty_from", "duty_to", "duty_decision", "duty_login"];
const REQUIRED: &[&[&str]] = &[&["duty_over"], &["duty_holder"]];
/// Longest name of somebody, as at the door.
const LONGEST_NAME: usize = 200;

/// Codes of the problems of such a file; each is worded in `vedich-wording`.
pub const CODES: &[&str] = &["duty.unknown-over", "duty.unknown-part", "duty.bad-date", "duty.unknown-login"];

/// What a file of responsibilities would do.
#[derive(Clone, Debug, Default)]
pub struct DutyFile {
    /// What is new, in the order of the rows.
    pub duties: Vec<GiveDuty>,
    /// Rows that say what holds already.
    pub known: usize,
    /// Everything that is wrong, each with its cell.
    pub problems: Vec<Diagnostic>,
}

impl App {
    /// Reads a file of responsibilities of a unit. Nothing is written.
    #[must_use]
    pub fn read_duties(&self, unit: UnitId, name: &str, bytes: &[u8]) -> DutyFile {
        let sheets = match read_table(bytes, name) {
            Ok(sheets) => sheets,
            Err(problems) => return DutyFile { problems, ..DutyFile::default() },
        };
        let tables = match find_tables(&sheets, &Wanted { columns: &COLUMNS, required: REQUIRED, mapping: &[] }) {
            Ok(tables) => tables,
            Err(problems) => return DutyFile { problems, ..DutyFile::default() },
        };
        let board = self.live();
        let today = self.today();
        let mut reader =
            Reader { app: self, board: &board, unit, today, set: board.shared_set(unit, today).cloned(), out: DutyFile::default() };
        for (sheet, header) in &tables.found {
            let columns = COLUMNS.iter().zip(&header.columns).filter_map(|(id, column)| Some((*id, (*column)?))).collect();
            for row in header.data(sheet) {
                reader.row(sheet, &columns, &row);
            }
        }
        let mut out = reader.out;
        if out.duties.is_empty() && out.known == 0 && out.problems.is_empty() {
            out.problems.push(Diagnostic::error("table.no-rows", Place { file: Some(name.to_owned()), ..Place::default() }));
        }
        out
    }

    /// Takes a file of responsibilities: all of it, or nothing. None when everything in it holds already.
    ///
    /// # Errors
    /// Everything that is wrong in it, the hand may not, or the journal does not answer.
    pub async fn import_duties(&self, by: By, unit: UnitId, name: &str, bytes: &[u8]) -> Result<Option<Committed>, AppError> {
        let DutyFile { duties, problems, .. } = self.read_duties(unit, name, bytes);
        if !problems.is_empty() {
            return Err(AppError::Refused(problems));
        }
        if duties.is_empty() {
            return Ok(None);
        }
        self.give_duties(by, "import-duties", duties).await.map(Some)
    }
}

struct Reader<'a> {
    app: &'a App,
    board: &'a Board,
    unit: UnitId,
    today: Date,
    set: Option<Arc<CriteriaSet>>,
    out: DutyFile,
}

/// What is wrong, in which column.
type Wrong = (&'static str, Diagnostic);

fn wrong(column: &'static str, code: &'static str, found: &str) -> Wrong {
    (column, Diagnostic::error(code, Place::default()).with("found", found))
}

impl Reader<'_> {
    fn row(&mut self, sheet: &Sheet, columns: &BTreeMap<&'static str, u32>, row: &Row<'_>) {
        let cell = |id: &str| columns.get(id).map_or(CellValue::Empty, |column| row.cell(*column));
        if COLUMNS.iter().all(|id| cell(id) == CellValue::Empty) {
            return;
        }
        match self.duty(&cell) {
            Ok(duty) if self.holds(&duty) || self.out.duties.contains(&duty) => self.out.known += 1,
            Ok(duty) => self.out.duties.push(duty),
            Err((column, mut problem)) => {
                problem.place = sheet.place(row.number(), columns.get(column).copied().unwrap_or(0));
                self.out.problems.push(problem);
            }
        }
    }

    fn duty<'c>(&self, cell: &impl Fn(&str) -> CellValue<'c>) -> Result<GiveDuty, Wrong> {
        let text = |id: &str| normalise(&cell(id).label());
        let holder = text("duty_holder");
        if holder.is_empty() || holder.chars().count() > LONGEST_NAME {
            return Err(wrong("duty_holder", "duty.no-holder", &holder));
        }
        let over = text("duty_over");
        let over = self.charge(&over).ok_or_else(|| wrong("duty_over", "duty.unknown-over", &over))?;
        let part = text("duty_part");
        let part = read_part(&part).ok_or_else(|| wrong("duty_part", "duty.unknown-part", &part))?;
        let from = read_day(cell("duty_from")).map_err(|found| wrong("duty_from", "duty.bad-date", &found))?.unwrap_or(self.today);
        let to = read_day(cell("duty_to")).map_err(|found| wrong("duty_to", "duty.bad-date", &found))?;
        if to.is_some_and(|to| to < from) {
            let (column, problem) = wrong("duty_to", "duty.bad-span", "");
            return Err((column, problem.with("from", from).with("to", to.unwrap_or(from))));
        }
        let login = text("duty_login").to_lowercase();
        let person = match login.as_str() {
            "" => None,
            login => Some(self.app.rights().by_login(login).ok_or_else(|| wrong("duty_login", "duty.unknown-login", login))?.id),
        };
        let decision = Some(text("duty_decision")).filter(|decision| !decision.is_empty());
        Ok(GiveDuty { unit: self.unit, holder, person, over, part, from, to, decision })
    }

    /// `5`, `Tiêu chí 5`, `TC5. Trường học`, of another set than the one in use with its title in brackets behind; or the name of a unit
    /// right below.
    fn charge(&self, text: &str) -> Option<Charge> {
        if let Some(no) = criterion(text) {
            let titled = |set: &&Arc<CriteriaSet>| [&set.title.vi, &set.title.en].iter().any(|title| text.ends_with(&format!("({title})")));
            let set = self.board.reference().catalogue.iter().find(titled).or(self.set.as_ref())?;
            return set.criterion(no).map(|_| super::charge_of(set, no));
        }
        below(&self.board.reference().registry, self.unit, self.today, text).map(Charge::Unit)
    }

    /// Whether the same holds already.
    fn holds(&self, new: &GiveDuty) -> bool {
        let same = |old: &vedich_board::Duty| {
            *old.holder == *new.holder && old.over == new.over && old.part == new.part && old.person == new.person && old.to == new.to
        };
        self.board.duties(self.unit).iter().any(|old| same(old) && old.from <= new.from)
    }
}

/// The number of a criterion at the front, behind the word or its letters.
fn criterion(text: &str) -> Option<CriterionNo> {
    let folded = fold(text);
    let rest =
        ["tieu chi so ", "tieu chi ", "tc ", "tc", "criterion "].iter().find_map(|word| folded.strip_prefix(word)).unwrap_or(&folded);
    let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
    let after = rest.trim_start().get(digits.len()..)?.chars().next();
    let ends = after.is_none_or(|letter| !letter.is_alphanumeric());
    digits.parse().ok().filter(|_| ends).map(CriterionNo)
}

/// The unit right below of that name, with or without the word of its kind.
fn below(registry: &Registry, unit: UnitId, on: Date, text: &str) -> Option<UnitId> {
    let wanted = fold(text);
    let is = |child: &UnitId| {
        let name = registry.at(*child, on).map(|at| fold(at.name)).unwrap_or_default();
        name == wanted || name.strip_suffix(&wanted).is_some_and(|kind| kind.ends_with(' '))
    };
    let mut found = registry.children(unit, on).into_iter().filter(is);
    let first = found.next().filter(|_| !wanted.is_empty())?;
    // Two of one name are told apart by nobody but their maker.
    found.next().is_none().then_some(first)
}

fn read_part(text: &str) -> Option<Part> {
    match fold(text).as_str() {
        // Folding leaves nothing of signs either: only an empty cell is nothing said.
        "" => text.trim().is_empty().then_some(Part::Lead),
        "chu tri" | "phu trach" | "lead" | "in charge" => Some(Part::Lead),
        "phoi hop" | "ho tro" | "support" | "helping" => Some(Part::Support),
        _ => None,
    }
}

/// A day, none where nothing is written; what can't be one is given back.
pub(crate) fn read_day(cell: CellValue<'_>) -> Result<Option<Date>, String> {
    match cell {
        CellValue::Empty => Ok(None),
        CellValue::Date(date) => Ok(Some(date)),
        other => {
            let text = normalise(&other.label());
            if text.is_empty() || text == "…" { Ok(None) } else { parse_date(&text).map(Some).ok_or(text) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_criterion_is_read_as_people_write_it() {
        for text in ["5", "Tiêu chí 5", "tiêu chí số 5", "TC5", "TC 5. Trường học", "5. Trường học", "Criterion 5: schools"]
        {
            assert_eq!(criterion(text), Some(CriterionNo(5)), "{text}");
        }
        for text in ["", "Xã Lâm Hợp", "5a", "thôn 5", "Tiêu chí"] {
            assert_eq!(criterion(text), None, "{text}");
        }
        assert_eq!((read_part("Phối hợp"), read_part(""), read_part("?")), (Some(Part::Support), Some(Part::Lead), None));
        assert_eq!(read_day(CellValue::Text("1/2/2024")), Ok("2024-02-01".parse().ok()));
        assert_eq!(read_day(CellValue::Text("mai")), Err("mai".to_owned()));
    }
}
