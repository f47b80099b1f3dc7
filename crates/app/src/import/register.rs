//! Changes of units out of a file: hamlets registered, units renamed, moved, dissolved, in the order of the rows.

use super::Desk;
use super::found;
use super::margin::Margin;
use super::observations::no_date;
use super::places::meant;
use super::problems::{Finding, Problems};
use std::collections::BTreeMap;
use vedich_documents::{CellValue, Row, Sheet, Sheets, Wanted};
use vedich_facts::{Body, Fact};
use vedich_units::{ChangeRefused, Registry, UnitChange, UnitLevel};
use vedich_values::{Date, UnitId, date::parse_date, text::fold, text::normalise};

/// The columns.
pub const COLUMNS: [&str; 11] =
    ["change", "code", "name", "old_name", "kind", "level", "parent_code", "parent_name", "from", "successors", "source"];
const REQUIRED: &[&[&str]] = &[&["name", "code"], &["parent_code", "parent_name", "change"]];

/// What a file of units would do.
pub(super) struct Changes {
    pub(super) facts: Vec<Fact>,
    pub(super) problems: Problems,
    pub(super) rows: u64,
    pub(super) new: u64,
    pub(super) changed: u64,
    pub(super) unchanged: u64,
    pub(super) refused: u64,
}

/// The kinds of change, by the words people use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Register,
    Rename,
    Move,
    Dissolve,
}

/// Types of unit by their folded word: official type, word before the name, level.
const TYPES: [(&str, &str, &str, UnitLevel); 21] = [
    ("thon", "thon", "Thôn", UnitLevel::Hamlet),
    ("ban", "ban", "Bản", UnitLevel::Hamlet),
    ("ap", "ap", "Ấp", UnitLevel::Hamlet),
    ("xom", "xom", "Xóm", UnitLevel::Hamlet),
    ("buon", "buon", "Buôn", UnitLevel::Hamlet),
    ("lang", "lang", "Làng", UnitLevel::Hamlet),
    ("khom", "khom", "Khóm", UnitLevel::Hamlet),
    ("khoi", "khoi", "Khối", UnitLevel::Hamlet),
    ("khu pho", "khu_pho", "Khu phố", UnitLevel::Hamlet),
    ("to dan pho", "to_dan_pho", "Tổ dân phố", UnitLevel::Hamlet),
    ("khu", "khu", "Khu", UnitLevel::Hamlet),
    ("thi tran", "thi_tran", "Thị trấn", UnitLevel::Commune),
    ("dac khu", "dac_khu", "Đặc khu", UnitLevel::Commune),
    ("phuong", "phuong", "Phường", UnitLevel::Commune),
    ("xa", "xa", "Xã", UnitLevel::Commune),
    ("huyen", "huyen", "Huyện", UnitLevel::District),
    ("quan", "quan", "Quận", UnitLevel::District),
    ("thi xa", "thi_xa", "Thị xã", UnitLevel::District),
    ("thanh pho", "thanh_pho", "Thành phố", UnitLevel::District),
    ("tinh", "tinh", "Tỉnh", UnitLevel::Province),
    ("thanh pho", "thanh_pho_tw", "Thành phố", UnitLevel::Province),
];

/// Reads the changes and tries them, one after the other, on a copy of the register.
pub(super) fn read(sheets: &Sheets, desk: &Desk, mapping: &[(String, String)]) -> Changes {
    let registry = (*desk.reference.registry).clone();
    let out = Changes { facts: Vec::new(), problems: Problems::default(), rows: 0, new: 0, changed: 0, unchanged: 0, refused: 0 };
    let mut reading = Reading { registry, next: desk.reference.registry.next_free_id().get(), out };
    let wanted = Wanted { columns: &COLUMNS, required: REQUIRED, mapping };
    for (sheet, header) in found::tables(sheets, &wanted, &mut reading.out.problems) {
        let columns = found::by_name(&COLUMNS, &header);
        let mut margin = Margin::new(sheet, &header);
        for row in header.data(sheet) {
            reading.out.rows += 1;
            margin.check(&row, &mut reading.out.problems);
            reading.row(sheet, &columns, &row);
        }
    }
    reading.out
}

struct Reading {
    registry: Registry,
    next: u32,
    out: Changes,
}

/// One row with its cells by name.
struct Cells<'c, 's> {
    columns: &'c BTreeMap<&'static str, u32>,
    row: &'c Row<'s>,
}

impl<'s> Cells<'_, 's> {
    fn cell(&self, id: &str) -> CellValue<'s> {
        self.columns.get(id).map_or(CellValue::Empty, |column| self.row.cell(*column))
    }

    fn text(&self, id: &str) -> String {
        normalise(&self.cell(id).label())
    }
}

/// What is wrong, and in which column.
type Wrong = (&'static str, Finding);

impl Reading {
    fn row(&mut self, sheet: &Sheet, columns: &BTreeMap<&'static str, u32>, row: &Row<'_>) {
        let cells = Cells { columns, row };
        let place = |id: &str| sheet.place(row.number(), columns.get(id).copied().unwrap_or(0));
        match self.change(&cells) {
            Ok((unit, as_of, change, warnings)) => {
                for (column, warning) in warnings {
                    self.out.problems.add(&warning, || place(column));
                }
                self.apply((unit, as_of, change), &cells.text("source"), || place("name"));
            }
            Err((column, finding)) => {
                self.out.problems.add(&finding, || place(column));
                self.out.refused += 1;
            }
        }
    }

    fn apply(&mut self, (unit, as_of, change): (UnitId, Date, UnitChange), source: &str, place: impl FnOnce() -> vedich_values::Place) {
        if self.stands(unit, as_of, &change) {
            self.out.unchanged += 1;
            return;
        }
        let ends = match &change {
            UnitChange::Dissolved { successors, .. } => self.registry.check_end(unit, as_of, successors),
            _ => Ok(()),
        };
        match ends.and_then(|()| self.registry.apply(unit, as_of, &change)) {
            Ok(()) => {
                if matches!(change, UnitChange::Registered { .. }) {
                    self.next += 1;
                    self.out.new += 1;
                } else {
                    self.out.changed += 1;
                }
                let fact = Fact::new(unit, as_of, Body::UnitChange(change));
                self.out.facts.push(if source.is_empty() { fact } else { fact.from_source(source) });
            }
            Err(refused) => {
                let finding = Finding::error(refused.code()).with("unit", unit).with("date", as_of);
                let other = match refused {
                    ChangeRefused::NotAbove { parent: other, .. } | ChangeRefused::StillHolds { below: other, .. } => Some(other),
                    _ => None,
                };
                let known = other.and_then(|other| self.registry.get(other)).and_then(|other| other.at(as_of));
                self.out.problems.add(&finding.with("name", known.map_or_else(String::new, |known| known.name.to_string())), place);
                self.out.refused += 1;
            }
        }
    }

    /// Whether the register says so already: the same file again changes nothing.
    fn stands(&self, unit: UnitId, as_of: Date, change: &UnitChange) -> bool {
        let Some(known) = self.registry.get(unit) else { return false };
        match change {
            UnitChange::Registered { .. } => true,
            UnitChange::Renamed { name, kind } => known.at(as_of).is_some_and(|at| at.name == name && at.kind == kind),
            UnitChange::Moved { parent } => known.parents.at(as_of) == Some(parent),
            UnitChange::Dissolved { successors, .. } => {
                known.span.to.is_some_and(|to| to < as_of)
                    && successors.iter().all(|heir| known.successors.iter().any(|known| known.unit == *heir))
            }
        }
    }

    fn change(&self, cells: &Cells<'_, '_>) -> Result<(UnitId, Date, UnitChange, Vec<Wrong>), Wrong> {
        let kind = change_kind(&cells.text("change"))?;
        let mut warnings = Vec::new();
        let date = match cells.cell("from") {
            CellValue::Date(date) => Some(date),
            CellValue::Empty => None,
            cell => {
                let text = cell.label();
                Some(parse_date(&text).ok_or_else(|| ("from", no_date(&text)))?)
            }
        };
        if kind == Kind::Register {
            return self.registration(cells, date, warnings);
        }
        let date = date.ok_or_else(|| ("from", Finding::error("import.no-date")))?;
        let unit = self.unit_meant(cells, kind, date)?;
        let change = match kind {
            Kind::Rename => {
                let known = self.registry.get(unit).and_then(|unit| unit.at(date));
                let level = known.map_or(UnitLevel::Hamlet, |at| at.level);
                let (name, kind) = self.full_name(cells, known.map(|at| at.kind.to_owned()), level)?;
                UnitChange::Renamed { name, kind }
            }
            Kind::Move => UnitChange::Moved { parent: self.parent(cells, date)?.ok_or_else(no_parent)? },
            Kind::Dissolve | Kind::Register => {
                let successors = self.successors(&cells.text("successors"), date)?;
                if successors.is_empty() {
                    warnings.push(("successors", Finding::warning("import.no-successor")));
                }
                UnitChange::Dissolved { whole: successors.len() == 1, successors }
            }
        };
        Ok((unit, date, change, warnings))
    }

    fn registration(
        &self,
        cells: &Cells<'_, '_>,
        date: Option<Date>,
        mut warnings: Vec<Wrong>,
    ) -> Result<(UnitId, Date, UnitChange, Vec<Wrong>), Wrong> {
        // Without a date the parent is looked for among today's units, and the unit counts from the parent's first day on.
        let on = date.unwrap_or_else(|| self.registry.latest());
        let parent = self.parent(cells, on)?.ok_or_else(no_parent)?;
        let began = self.registry.get(parent).and_then(|parent| parent.span.from);
        let from = date.or(began).or_else(|| Date::from_ymd_opt(1900, 1, 1)).unwrap_or(on);
        if date.is_none() {
            warnings.push(("from", Finding::warning("import.date-assumed").with("date", from)));
        }
        let level = match fold(&cells.text("level")).as_str() {
            "tinh" | "province" => UnitLevel::Province,
            "huyen" | "district" => UnitLevel::District,
            "xa" | "commune" => UnitLevel::Commune,
            "" | "thon" | "hamlet" => {
                let word = fold(&cells.text("kind"));
                TYPES.iter().find(|(folded, ..)| *folded == word).map_or(UnitLevel::Hamlet, |(.., level)| *level)
            }
            other => return Err(("level", Finding::error("import.unknown-level").with("found", other))),
        };
        let (name, kind) = self.full_name(cells, None, level)?;
        let code = Some(cells.text("code")).filter(|code| !code.is_empty());
        let same = self.registry.children(parent, on).into_iter().filter_map(|child| self.registry.at(child, on));
        let known = same.filter(|child| child.level == level).find(|child| fold(child.name) == fold(&name));
        let unit = match (known, code.as_deref().and_then(|code| self.registry.by_code(code, on))) {
            (Some(known), Some(bearer)) if known.id != bearer => return Err(self.code_taken(bearer, on, code.as_deref())),
            (Some(known), _) => known.id,
            (None, Some(bearer)) => return Err(self.code_taken(bearer, on, code.as_deref())),
            (None, None) => UnitId(self.next),
        };
        Ok((unit, from, UnitChange::Registered { level, kind, name, parent, code }, warnings))
    }

    fn code_taken(&self, bearer: UnitId, on: Date, code: Option<&str>) -> Wrong {
        let finding = Finding::error("import.code-taken").with("code", code.unwrap_or_default());
        ("code", finding.with("unit", self.registry.path(bearer, on)))
    }

    /// The full name with its type word, and the official type.
    fn full_name(&self, cells: &Cells<'_, '_>, known: Option<String>, level: UnitLevel) -> Result<(String, String), Wrong> {
        let name = cells.text("name");
        if name.is_empty() {
            return Err(("name", Finding::error("unit-change.no-name")));
        }
        let folded = fold(&name);
        let shown = TYPES
            .iter()
            .filter(|(.., of)| *of == level)
            .find(|(word, ..)| folded.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')));
        let stated = fold(&cells.text("kind").replace('_', " "));
        // "Thành phố" is a type of two levels.
        let typed = TYPES.iter().filter(|(word, kind, ..)| *word == stated || kind.replace('_', " ") == stated);
        let given = typed.clone().find(|(.., of)| *of == level).or_else(|| typed.clone().next());
        if !stated.is_empty() && given.is_none() {
            let words: Vec<&str> = TYPES.iter().map(|(_, _, word, _)| *word).collect();
            return Err((
                "kind",
                Finding::error("import.unknown-kind").with("found", cells.text("kind")).with("candidates", words.join(", ")),
            ));
        }
        Ok(match (shown, given) {
            (Some((_, kind, ..)), _) => (name, (*kind).to_owned()),
            (None, Some((_, kind, word, _))) => (format!("{word} {name}"), (*kind).to_owned()),
            (None, None) => {
                let default = TYPES.iter().find(|(_, kind, ..)| Some(*kind) == known.as_deref());
                let default = default.or_else(|| TYPES.iter().find(|(.., of)| *of == level));
                default.map_or((name.clone(), "thon".to_owned()), |(_, kind, word, _)| (format!("{word} {name}"), (*kind).to_owned()))
            }
        })
    }

    fn parent(&self, cells: &Cells<'_, '_>, date: Date) -> Result<Option<UnitId>, Wrong> {
        let (code, name) = (cells.text("parent_code"), cells.text("parent_name"));
        meant(&self.registry, &code, &name, date).map_err(|finding| (if code.is_empty() { "parent_name" } else { "parent_code" }, finding))
    }

    /// The unit that changes: by its code, or by its present name and parent.
    fn unit_meant(&self, cells: &Cells<'_, '_>, kind: Kind, date: Date) -> Result<UnitId, Wrong> {
        let code = cells.text("code");
        let old = cells.text("old_name");
        let name = match (old.is_empty(), kind) {
            (false, _) => old,
            (true, Kind::Rename) => String::new(),
            (true, _) => cells.text("name"),
        };
        // On the day of the change the unit may be gone already: the day before counts.
        let before = date.pred_opt().unwrap_or(date);
        let parent = cells.text("parent_name");
        let full = if parent.is_empty() || kind == Kind::Move || name.contains(',') { name } else { format!("{name}, {parent}") };
        let found =
            meant(&self.registry, &code, &full, before).or_else(|finding| meant(&self.registry, &code, &full, date).map_err(|_| finding));
        let column = if code.is_empty() { "name" } else { "code" };
        found.map_err(|finding| (column, finding))?.ok_or_else(|| (column, Finding::error("import.no-unit")))
    }

    /// Codes or names, separated by semicolons.
    fn successors(&self, text: &str, date: Date) -> Result<Vec<UnitId>, Wrong> {
        text.split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(|part| {
                let is_code = part.bytes().all(|b| b.is_ascii_alphanumeric()) && part.bytes().any(|b| b.is_ascii_digit());
                let found = if is_code { meant(&self.registry, part, "", date) } else { meant(&self.registry, "", part, date) };
                found
                    .map_err(|finding| ("successors", finding))
                    .and_then(|unit| unit.ok_or_else(|| ("successors", Finding::error("import.no-unit"))))
            })
            .collect()
    }
}

fn no_parent() -> Wrong {
    ("parent_code", Finding::error("import.no-parent"))
}

fn change_kind(text: &str) -> Result<Kind, Wrong> {
    match fold(text).as_str() {
        "" | "register" | "registered" | "dang ky" | "thanh lap" | "lap moi" | "moi" | "them" => Ok(Kind::Register),
        "rename" | "renamed" | "doi ten" => Ok(Kind::Rename),
        "move" | "moved" | "chuyen" | "dieu chuyen" | "chuyen ve" => Ok(Kind::Move),
        "dissolve" | "dissolved" | "giai the" | "sap nhap" | "nhap" | "bo" => Ok(Kind::Dissolve),
        _ => Err(("change", Finding::error("import.unknown-change").with("found", text))),
    }
}
