//! Which thresholds apply to a unit: its zone, its attributes, the overlays in force above it.

use super::Board;
use crate::dossier::Removed;
use crate::sheet::{Setting, Sheet};
use crate::standing::Standing;
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_criteria::{KIND, OverlayInForce, UnitContext};
use vedich_facts::{AttributeValue, Overlay, Recorded, UnitLevel};
use vedich_values::{Date, SetId, UnitId, ZoneId};

impl Board {
    /// Works out which yardstick a row is measured by.
    pub(super) fn set_up(&mut self, sheet: usize, row: u32) {
        let unit = self.sheets[sheet].rows[row as usize].unit;
        let Some(standing) = self.standings.get(unit) else { return };
        let context = self.context(&self.sheets[sheet], unit, standing, self.date);
        let found = self.overlays_for(&self.sheets[sheet].set.id, unit, standing, self.date);
        let setting = Setting { context, overlays: found.iter().map(|(recorded, _)| recorded.seq).collect() };
        let overlays: Vec<OverlayInForce> = found.into_iter().map(|(recorded, overlay)| in_force(recorded, overlay)).collect();
        let Self { sheets, reference, .. } = self;
        let yardstick = sheets[sheet].yardstick_for(setting, &overlays, &reference.bands);
        sheets[sheet].rows[row as usize].yardstick = yardstick;
    }

    /// After an attribute or overlay of a unit came or went: the rows below it whose thresholds changed are marked anew.
    pub(super) fn unsettle(&mut self, unit: UnitId, what: Removed) {
        if what == Removed::Other || self.bulk.is_some() {
            return;
        }
        for below in self.standings.under(unit) {
            for sheet in 0..self.sheets.len() {
                let Some(row) = self.sheets[sheet].find(below) else { continue };
                let before = self.sheets[sheet].rows[row as usize].yardstick;
                self.set_up(sheet, row);
                if self.sheets[sheet].rows[row as usize].yardstick != before {
                    self.refresh(sheet, row);
                }
            }
        }
    }

    /// What a set needs to know of a unit on a date.
    pub(crate) fn context(&self, sheet: &Sheet, unit: UnitId, standing: &Standing, date: Date) -> UnitContext {
        let mut context = UnitContext { date, zone: self.zone(unit, standing, date), attributes: BTreeMap::new() };
        for asked in &sheet.asked {
            let known = line(unit, standing).find(|(_, level)| *level == asked.level);
            if let Some(value) = known.and_then(|(id, _)| self.attribute(id, &asked.name, standing.on, date)) {
                context.attributes.insert(asked.key.clone(), value);
            }
        }
        context
    }

    /// What is stated of a unit, or, of its type, what the register says.
    fn attribute(&self, unit: UnitId, name: &str, on: Date, date: Date) -> Option<AttributeValue> {
        if name == KIND {
            return self.reference.registry.at(unit, on).map(|at| AttributeValue::Text(at.kind.to_owned()));
        }
        self.dossiers.get(&unit)?.attribute(name, date).cloned()
    }

    /// The zone of a unit: stated of it or of the nearest unit above, else by the register.
    fn zone(&self, unit: UnitId, standing: &Standing, date: Date) -> Option<ZoneId> {
        let stated = line(unit, standing).find_map(|(id, _)| match self.dossiers.get(&id)?.attribute("zone", date)? {
            AttributeValue::Text(zone) => Some(ZoneId::new(zone)),
            _ => None,
        });
        stated.or_else(|| self.reference.registry.zone(unit, standing.on).cloned())
    }

    /// Overlays in force for a unit under a set, strongest last: from the country down to the unit, earlier statements before later ones.
    pub(crate) fn overlays_for(&self, set: &SetId, unit: UnitId, standing: &Standing, date: Date) -> Vec<(&Arc<Recorded>, &Overlay)> {
        let mut found = Vec::new();
        for (id, _) in line(unit, standing) {
            let Some(dossier) = self.dossiers.get(&id) else { continue };
            found.extend(dossier.overlays_on(date).filter(|(_, overlay)| self.reference.catalogue.accepts(set, &overlay.set)));
        }
        found.reverse();
        found
    }
}

/// The unit and the units above it, nearest first.
fn line(unit: UnitId, standing: &Standing) -> impl Iterator<Item = (UnitId, UnitLevel)> {
    std::iter::once((unit, standing.level)).chain(standing.ancestors.iter().copied())
}

/// An overlay as the yardstick wants it.
pub(crate) fn in_force(recorded: &Recorded, overlay: &Overlay) -> OverlayInForce {
    OverlayInForce { overlay: overlay.clone(), since: recorded.fact.as_of }
}
