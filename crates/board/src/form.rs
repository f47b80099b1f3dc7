//! A unit as an entry sheet starts from it: what stands on a day, and what it would come to with what is being typed.

use crate::Board;
use crate::board::in_force;
use crate::place::{DeclaredStatus, Stated};
use crate::reading::Reading;
use crate::row::Row;
use crate::standing::Standing;
use std::sync::Arc;
use vedich_criteria::{Assessment, Cell, CriteriaSet, Layout, Yardstick};
use vedich_facts::DeclaredState;
use vedich_values::{CriterionNo, Date, IndicatorCode, SetId, UnitId};

/// A unit under the set in force for it on a day: what stands, ready to be typed over.
#[derive(Clone, Debug)]
pub struct Form {
    /// The unit.
    pub unit: UnitId,
    /// The day: what is dated later does not stand yet.
    pub date: Date,
    /// The set.
    pub set: Arc<CriteriaSet>,
    /// The places of its values.
    pub layout: Arc<Layout>,
    /// What stands, by slot.
    pub values: Vec<Option<Stated>>,
    /// What was declared, latest first.
    pub declared: Vec<DeclaredStatus>,
    yardstick: Arc<Yardstick>,
    row: Row,
}

impl Form {
    /// How the unit stands.
    #[must_use]
    pub fn assessment(&self) -> Assessment {
        self.yardstick.explain(&self.row.cells, &self.row.declared)
    }

    /// What was declared of a criterion as a whole, and counts.
    #[must_use]
    pub fn said_of(&self, criterion: CriterionNo) -> Option<&DeclaredStatus> {
        self.declared.iter().find(|said| said.criterion == criterion && said.code.is_none() && said.counts)
    }

    /// What was declared of an indicator, and counts.
    #[must_use]
    pub fn said_of_indicator(&self, code: &str) -> Option<&DeclaredStatus> {
        self.declared.iter().find(|said| said.counts && said.code.as_ref().is_some_and(|known| known.as_str() == code))
    }

    /// How the unit would stand with these values in their slots and this declared of its criteria and indicators; an empty cell leaves what
    /// stands.
    #[must_use]
    pub fn tried(&self, typed: &[(u16, Cell)], said: &[(CriterionNo, Option<IndicatorCode>, DeclaredState)]) -> Assessment {
        let mut cells = self.row.cells.clone();
        for (slot, cell) in typed {
            if let Some(place) = cells.get_mut(usize::from(*slot)).filter(|_| cell.state != vedich_criteria::CellState::Empty) {
                *place = *cell;
            }
        }
        let mut declared = self.row.declared.clone();
        declared.criteria.resize(self.set.criteria.len(), None);
        declared.indicators.resize(self.set.indicators().count(), None);
        for (no, code, state) in said {
            let place = match code {
                Some(code) => self.layout.indicator(code.as_str()).and_then(|index| declared.indicators.get_mut(index)),
                None => {
                    let index = self.set.criteria.iter().position(|criterion| criterion.no == *no);
                    index.and_then(|index| declared.criteria.get_mut(index))
                }
            };
            if let Some(place) = place {
                *place = Some(*state);
            }
        }
        self.yardstick.explain(&cells, &declared)
    }
}

impl Board {
    /// How a unit stood by a set on an earlier day: by the thresholds of that day. None for the day of the picture and later, and where
    /// another set was in force for it then.
    #[must_use]
    pub fn stood(&self, unit: UnitId, set: &SetId, date: Date) -> Option<Assessment> {
        let form = (date < self.date()).then(|| self.form(unit, date)).flatten()?;
        (form.set.id == *set).then(|| form.assessment())
    }

    /// A unit as an entry sheet of a day starts from it; a day after the picture's is the picture's. None when the unit does not exist
    /// then, or no set is in force for it.
    #[must_use]
    pub fn form(&self, unit: UnitId, date: Date) -> Option<Form> {
        let date = date.min(self.date());
        let standing = Standing::of(&self.reference().registry, unit, date).filter(|standing| standing.valid)?;
        let sheet = self.sheet(&self.set_in_force_on(unit, date)?.id)?;
        let (row, yardstick) = if date == self.date() {
            let Reading { row, yardstick, .. } = self.reading(unit, &standing, sheet);
            (row.into_owned(), yardstick)
        } else {
            let row = sheet.row(unit).map_or_else(|| Row::new(unit, sheet.layout.width()), |row| sheet.row_on(row, date));
            let context = self.context(sheet, unit, &standing, date);
            let overlays = self.overlays_for(&sheet.set.id, unit, &standing, date);
            let overlays: Vec<_> = overlays.into_iter().map(|(recorded, overlay)| in_force(recorded, overlay)).collect();
            (row, Arc::new(Yardstick::new(&sheet.set, &sheet.layout, &context, &overlays, &self.reference().bands)))
        };
        let slots = 0..u16::try_from(sheet.layout.width()).unwrap_or(u16::MAX);
        Some(Form {
            unit,
            date,
            set: Arc::clone(&sheet.set),
            layout: Arc::clone(&sheet.layout),
            values: slots.map(|slot| row.current(slot).map(|sighting| self.stated(sighting))).collect(),
            declared: self.declared(sheet, &row),
            yardstick,
            row,
        })
    }
}
