//! Whose sheet it is that came back: the unit and the period it says it is of, above its table. A row of a sheet of one unit names no unit, so
//! that nothing else tells the sheet of one commune from that of the next. Our own sheets say it by a number of theirs, forms of offices in
//! their heading: "Xã Kỳ Lạc, tháng 12/2026".

use super::{HEAD_ROWS, Reading};
use crate::sheets::problem;
use crate::sheets::workbook::NUMBER_MARK;
use vedich_documents::{Row, Sheet};
use vedich_facts::UnitLevel;
use vedich_units::{Found, Registry};
use vedich_values::text::fold;
use vedich_values::{Date, Diagnostic, Period, Place, UnitId};

/// Units of one name that are looked at: no name of a commune is borne by so many.
const MOST_NAMESAKES: usize = 300;
/// Words of the longest name of a commune: "Thạnh Hóa Tây Nam Bộ" and the like.
const LONGEST_NAME: usize = 5;

/// What a sheet says of itself, each with its cell.
#[derive(Debug, Default)]
struct Said {
    unit: Option<(UnitId, Place)>,
    period: Option<(Period, Place)>,
    /// Communes its heading speaks of: the units that bear such a name, and the name.
    communes: Vec<(Vec<Found>, String, Place)>,
    /// Periods its heading speaks of.
    periods: Vec<(Period, Place)>,
}

impl Reading<'_> {
    /// The unit the lines of a sheet are of. Rows that name their units are held against the area one by one.
    ///
    /// # Errors
    /// When it is the sheet of another period, or of a unit that is not of this area.
    pub(super) fn whose(&self, sheet: &Sheet, table: usize, by_unit: bool) -> Result<UnitId, Diagnostic> {
        let said = said(sheet, table, self.registry, self.on);
        if let Some((other, place)) = self.other_period(&said) {
            let refusal = problem("sheet.foreign-period").with("other_period", other).with("period", self.period);
            return Err(Diagnostic { place, ..refusal });
        }
        if by_unit {
            return Ok(self.area);
        }
        match said.unit {
            Some((unit, _)) if self.is_here(unit) => Ok(unit),
            Some((unit, place)) => Err(self.foreign(&self.name(unit), place)),
            None => self.headed(said.communes),
        }
    }

    /// The period a sheet is of, when that is not the one asked for. A heading may speak of the year a month lies in, or of the month a
    /// quarter ends with; our own number is of one period and no other.
    fn other_period(&self, said: &Said) -> Option<(Period, Place)> {
        if let Some((period, place)) = &said.period {
            return (*period != self.period).then(|| (*period, place.clone()));
        }
        let shares = |other: &Period| other.first_day() <= self.period.last_day() && self.period.first_day() <= other.last_day();
        let fits = said.periods.iter().any(|(period, _)| shares(period));
        said.periods.first().filter(|_| !fits).cloned()
    }

    /// The unit of a form by the communes its heading speaks of: one below the area, or the area itself.
    fn headed(&self, communes: Vec<(Vec<Found>, String, Place)>) -> Result<UnitId, Diagnostic> {
        let ours: Vec<&Found> = communes.iter().flat_map(|(bearers, ..)| bearers).filter(|one| self.is_of(one)).collect();
        if ours.is_empty() {
            let other = communes.into_iter().next();
            return other.map_or(Ok(self.area), |(_, name, place)| Err(self.foreign(&name, place)));
        }
        let mut below = ours.iter().map(|one| one.unit).filter(|unit| *unit != self.area && self.is_here(*unit));
        let first = below.next();
        Ok(first.filter(|first| below.all(|other| other == *first)).unwrap_or(self.area))
    }

    fn foreign(&self, found: &str, place: Place) -> Diagnostic {
        Diagnostic { place, ..problem("sheet.foreign-unit").with("found", found).with("unit", self.name(self.area)) }
    }

    pub(super) fn name(&self, unit: UnitId) -> String {
        self.registry.at(unit, self.on).map_or_else(String::new, |at| at.name.to_owned())
    }

    /// Whether a unit is the area, or lies in it in the period.
    fn is_here(&self, unit: UnitId) -> bool {
        unit == self.area || self.registry.ancestors(unit, self.on).contains(&self.area)
    }

    /// Whether a unit of a heading has to do with the area: it is or was of it, went into it, came from it, or has it below.
    fn is_of(&self, found: &Found) -> bool {
        let registry = self.registry;
        self.is_here(found.unit)
            || registry.ancestors(found.unit, found.on).contains(&self.area)
            || registry.ancestors(self.area, self.on).contains(&found.unit)
            || registry.heirs(found.unit).iter().any(|heir| self.is_here(heir.unit))
            || registry.heirs(self.area).iter().any(|heir| heir.unit == found.unit)
    }
}

fn said(sheet: &Sheet, table: usize, registry: &Registry, on: Date) -> Said {
    let mut said = Said::default();
    for row in (0..table.min(HEAD_ROWS)).filter_map(|index| sheet.row(index)) {
        for (column, cell) in row.cells() {
            let label = cell.label();
            let place = || row.place(column);
            if let Some((unit, period)) = label.trim().strip_prefix(NUMBER_MARK).and_then(|number| number.trim().split_once('/')) {
                // Our own number of a sheet says it better than its title.
                said.unit = unit.parse().ok().map(|unit| (unit, place())).or(said.unit);
                said.period = period.parse().ok().map(|period| (period, place())).or(said.period);
                continue;
            }
            if said.unit.is_none() {
                said.unit = titled(label.trim(), registry, on).map(|unit| (unit, place()));
            }
            let text = with_the_next(&row, column, &label);
            if !speaks_of_a_decision(&text) {
                said.communes.extend(communes(&text, registry, on).into_iter().map(|(bearers, name)| (bearers, name, place())));
                said.periods.extend(Period::spoken_of(&text).into_iter().map(|period| (period, place())));
            }
        }
    }
    said
}

/// "Đơn vị:" stands in one cell and "Xã Kỳ Lạc" in the next.
fn with_the_next(row: &Row<'_>, column: u32, label: &str) -> String {
    let next = label.trim_end().ends_with(':').then(|| row.cells().find(|(at, cell)| *at > column && !cell.is_empty())).flatten();
    next.map_or_else(|| label.to_owned(), |(_, cell)| format!("{label} {}", cell.label()))
}

/// Days and places of a decision a form goes by are not those of the form.
fn speaks_of_a_decision(text: &str) -> bool {
    let folded = fold(text);
    ["can cu", "theo", "kem theo", "ban hanh", "quyet dinh", "kinh gui"].iter().any(|lead| folded.starts_with(lead))
}

/// The communes a text names after their type word ("xã Kỳ Lạc"), each with the units that bear or bore the name.
fn communes(text: &str, registry: &Registry, on: Date) -> Vec<(Vec<Found>, String)> {
    const TYPES: [&str; 4] = ["xa", "phuong", "thi tran", "dac khu"];
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    for at in 0..words.len() {
        let kind = |length: usize| words.get(at..at + length).map(|words| (length, words.join(" ")));
        let Some((length, kind)) = [1, 2].into_iter().filter_map(kind).find(|(_, kind)| TYPES.contains(&fold(kind).as_str())) else {
            continue;
        };
        // A name ends with a comma or a bracket, and each of its words begins with a capital letter or a figure.
        let begins = |word: &str| word.chars().next().is_some_and(|first| first.is_uppercase() || first.is_ascii_digit());
        let mut name: Vec<&str> = Vec::new();
        for word in words[at + length..].iter().take(LONGEST_NAME).take_while(|word| begins(word)) {
            let bare = word.trim_end_matches([',', '.', ';', ':', '(', ')', '-', '–']);
            name.push(bare);
            if bare.len() < word.len() {
                break;
            }
        }
        let bearers = |count: usize| {
            let written = format!("{} {}", kind.trim_end_matches(':'), name[..count].join(" "));
            let is_commune = |one: &Found| registry.at(one.unit, one.on).is_some_and(|at| at.level == UnitLevel::Commune);
            let all = registry.find(&written, Some(on), MOST_NAMESAKES).into_iter().filter(|one| one.exact && is_commune(one));
            Some((all.collect::<Vec<_>>(), written)).filter(|(all, _)| !all.is_empty())
        };
        found.extend((1..=name.len()).rev().find_map(bearers));
    }
    found
}

/// The unit of a title such as "Xã Sơn Kim 1 (18196)": its name and its code have to belong together.
fn titled(label: &str, registry: &Registry, on: Date) -> Option<UnitId> {
    let (name, code) = label.strip_suffix(')')?.rsplit_once('(')?;
    let unit = registry.by_code(code.trim(), on)?;
    let at = registry.at(unit, on)?;
    let name = fold(name);
    [at.name, at.short_name()].into_iter().any(|known| name == fold(known) || name.ends_with(&format!(" {}", fold(known)))).then_some(unit)
}
