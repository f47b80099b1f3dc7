//! One unit under one set with everything its assessment needs.

use crate::Board;
use crate::board::in_force;
use crate::row::Row;
use crate::sheet::Sheet;
use crate::standing::Standing;
use std::borrow::Cow;
use std::sync::Arc;
use vedich_criteria::{Marks, UnitContext, Yardstick};
use vedich_facts::{Overlay, Recorded};
use vedich_values::UnitId;

/// One unit under one set, measured.
pub(crate) struct Reading<'a> {
    pub(crate) unit: UnitId,
    pub(crate) standing: &'a Standing,
    pub(crate) sheet: &'a Sheet,
    /// The unit's row, or a blank one when nothing is known of it under the set.
    pub(crate) row: Cow<'a, Row>,
    pub(crate) context: UnitContext,
    /// Overlays in force, strongest last.
    pub(crate) overlays: Vec<(&'a Arc<Recorded>, &'a Overlay)>,
    pub(crate) yardstick: Arc<Yardstick>,
    pub(crate) marks: Marks,
}

impl Board {
    /// Measures a unit under a set, whether or not anything is known of it there.
    pub(crate) fn reading<'a>(&'a self, unit: UnitId, standing: &'a Standing, sheet: &'a Sheet) -> Reading<'a> {
        let row = sheet.row(unit).map_or_else(|| Cow::Owned(Row::new(unit, sheet.layout.width())), Cow::Borrowed);
        let context = self.context(sheet, unit, standing, self.date());
        let overlays = self.overlays_for(&sheet.set.id, unit, standing, self.date());
        let made = || {
            let overlays: Vec<_> = overlays.iter().map(|(recorded, overlay)| in_force(recorded, overlay)).collect();
            Arc::new(Yardstick::new(&sheet.set, &sheet.layout, &context, &overlays, &self.reference().bands))
        };
        let yardstick = sheet.yardstick(&row).cloned().unwrap_or_else(made);
        let mut marks = Marks::default();
        yardstick.assess(&row.cells, &row.declared, &mut marks);
        Reading { unit, standing, sheet, row, context, overlays, yardstick, marks }
    }
}
