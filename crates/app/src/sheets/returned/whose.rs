//! Whose sheet it is that came back: the unit and the period it says it is of, above its table. A row of a sheet of one unit names no unit, so
//! that nothing else tells the sheet of one commune from that of the next.

use super::{HEAD_ROWS, Reading};
use crate::sheets::problem;
use crate::sheets::workbook::NUMBER_MARK;
use vedich_documents::Sheet;
use vedich_units::Registry;
use vedich_values::text::fold;
use vedich_values::{Date, Diagnostic, Period, Place, UnitId};

/// What a sheet says of itself, each with its cell.
#[derive(Debug, Default)]
struct Said {
    unit: Option<(UnitId, Place)>,
    period: Option<(Period, Place)>,
}

impl Reading<'_> {
    /// The unit the lines of a sheet are of. Rows that name their units are held against the area one by one.
    ///
    /// # Errors
    /// When it is the sheet of another period, or of a unit that is not of this area.
    pub(super) fn whose(&self, sheet: &Sheet, table: usize, by_unit: bool) -> Result<UnitId, Diagnostic> {
        let said = said(sheet, table, self.registry, self.on);
        if let Some((period, place)) = said.period.filter(|(period, _)| *period != self.period) {
            let other = problem("sheet.foreign-period").with("found", period).with("period", self.period);
            return Err(Diagnostic { place, ..other });
        }
        let Some((unit, place)) = said.unit.filter(|_| !by_unit) else { return Ok(self.area) };
        if unit == self.area || self.registry.ancestors(unit, self.on).contains(&self.area) {
            return Ok(unit);
        }
        let name = |unit| self.registry.at(unit, self.on).map_or_else(String::new, |at| at.name.to_owned());
        let other = problem("sheet.foreign-unit").with("found", name(unit)).with("unit", name(self.area));
        Err(Diagnostic { place, ..other })
    }
}

fn said(sheet: &Sheet, table: usize, registry: &Registry, on: Date) -> Said {
    let mut said = Said::default();
    for row in (0..table.min(HEAD_ROWS)).filter_map(|index| sheet.row(index)) {
        for (column, cell) in row.cells() {
            let label = cell.label();
            if let Some((unit, period)) = label.trim().strip_prefix(NUMBER_MARK).and_then(|number| number.trim().split_once('/')) {
                // Our own number of a sheet says it better than its title.
                said.unit = unit.parse().ok().map(|unit| (unit, row.place(column))).or(said.unit);
                said.period = period.parse().ok().map(|period| (period, row.place(column))).or(said.period);
            } else if said.unit.is_none() {
                said.unit = titled(label.trim(), registry, on).map(|unit| (unit, row.place(column)));
            }
        }
    }
    said
}

/// The unit of a title such as "Xã Sơn Kim 1 (18196)": its name and its code have to belong together.
fn titled(label: &str, registry: &Registry, on: Date) -> Option<UnitId> {
    let (name, code) = label.strip_suffix(')')?.rsplit_once('(')?;
    let unit = registry.by_code(code.trim(), on)?;
    let at = registry.at(unit, on)?;
    let name = fold(name);
    [at.name, at.short_name()].into_iter().any(|known| name == fold(known) || name.ends_with(&format!(" {}", fold(known)))).then_some(unit)
}
