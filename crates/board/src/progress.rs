//! How a unit or an area stood on earlier dates, from what stands on the board now: for charts of progress.

use crate::Board;
use crate::area::AreaRow;
use crate::row::Row;
use crate::sheet::{Setting, Sheet};
use crate::standing::Standing as Place;
use crate::sums::{blank, is_full};
use crate::trend::{Group, Standing};
use rustc_hash::FxHashMap;
use vedich_criteria::{Marks, OverlayInForce, Yardstick};
use vedich_facts::UnitLevel;
use vedich_values::{Date, SetId, UnitId};

/// Yardsticks made for one date, by set and circumstances.
type Yardsticks = FxHashMap<(SetId, Setting), Yardstick>;

impl Board {
    /// How a unit stood under a set on each date, as known now, thresholds being those of the date. Dates on which it did not exist
    /// are left out; so are dates later than the picture's.
    #[must_use]
    pub fn progress_of(&self, unit: UnitId, set: &SetId, dates: &[Date]) -> Vec<(Date, Standing)> {
        let Some(sheet) = self.sheet(set) else { return Vec::new() };
        let stood = |date: &Date| {
            let place = Place::of(&self.reference().registry, unit, *date).filter(|place| place.valid)?;
            Some((*date, self.stood(sheet, unit, &place, *date, &mut Yardsticks::default())))
        };
        dates.iter().filter(|date| **date <= self.date()).filter_map(stood).collect()
    }

    /// Criteria met more (or, negative, fewer) than on an earlier date, row by row. None where no criterion is decided now, and where the
    /// unit did not exist or nothing was known of it then. The values of the date are held against the thresholds of the date.
    #[must_use]
    pub fn changes_since(&self, rows: &[AreaRow<'_>], date: Date) -> Vec<Option<i32>> {
        let mut yardsticks = Yardsticks::default();
        let mut change = |row: &AreaRow<'_>| {
            let now = row.marks?.criterion_counts;
            if date > self.date() || now.met + now.not_met == 0 {
                return None;
            }
            let place = Place::of(&self.reference().registry, row.unit, date).filter(|place| place.valid)?;
            let then = self.stood(self.sheet(&row.set.id)?, row.unit, &place, date, &mut yardsticks);
            then.has_data.then(|| i32::try_from(i64::from(now.met) - i64::from(then.criteria.met)).ok())?
        };
        rows.iter().map(&mut change).collect()
    }

    /// How the units of a level below an area stood on each date, added up: the units of the day, their sets and thresholds of the day.
    #[must_use]
    pub fn progress(&self, area: UnitId, level: UnitLevel, family: &SetId, dates: &[Date]) -> Vec<(Date, Group)> {
        let Some(number) = self.family_of(family) else { return Vec::new() };
        let registry = &self.reference().registry;
        let added_up = |date: &Date| {
            let families = self.families_on(*date);
            let family = families.get(number);
            let mut group = Group::default();
            let mut yardsticks = Yardsticks::default();
            for unit in registry.descendants(area, level, *date) {
                let Some(member) = family.member(registry.province_slug(unit, *date)) else { continue };
                let sheet = self.sheet_number(family.members[member]);
                let place = sheet.find(unit).and_then(|_| Place::of(registry, unit, *date));
                let nothing = || nothing_known(sheet);
                group.add(&place.map_or_else(nothing, |place| self.stood(sheet, unit, &place, *date, &mut yardsticks)));
            }
            (*date, group)
        };
        dates.iter().filter(|date| **date <= self.date()).map(added_up).collect()
    }

    fn stood(&self, sheet: &Sheet, unit: UnitId, place: &Place, date: Date, yardsticks: &mut Yardsticks) -> Standing {
        let Some(row) = sheet.row(unit).map(|row| sheet.row_on(row, date)).filter(Row::has_data) else { return nothing_known(sheet) };
        let found = self.overlays_for(&sheet.set.id, unit, place, date);
        let setting =
            Setting { context: self.context(sheet, unit, place, date), overlays: found.iter().map(|(recorded, _)| recorded.seq).collect() };
        let yardstick = yardsticks.entry((sheet.set.id.clone(), setting)).or_insert_with_key(|(_, setting)| {
            let overlays: Vec<OverlayInForce> = found.iter().map(|(recorded, overlay)| crate::board::in_force(recorded, overlay)).collect();
            Yardstick::new(&sheet.set, &sheet.layout, &setting.context, &overlays, &self.reference().bands)
        });
        let mut marks = Marks::default();
        yardstick.assess(&row.cells, &row.declared, &mut marks);
        Standing { has_data: true, full: is_full(&marks), criteria: marks.criterion_counts, indicators: marks.indicator_counts }
    }
}

fn nothing_known(sheet: &Sheet) -> Standing {
    Standing { criteria: blank(sheet.blank.1, 1), indicators: blank(sheet.blank.0, 1), ..Standing::default() }
}
