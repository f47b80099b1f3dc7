//! How a unit or an area stood on earlier dates, from what stands on the board now: for charts of progress.

use crate::Board;
use crate::area::AreaRow;
use crate::sheet::{Setting, Sheet};
use crate::standing::Standing as Place;
use crate::sums::{blank, is_full};
use crate::trend::{Group, Standing};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use vedich_criteria::{Marks, OverlayInForce, Yardstick};
use vedich_facts::UnitLevel;
use vedich_units::Unit;
use vedich_values::{Date, SetId, UnitId, ZoneId};

impl Board {
    /// How a unit stood under a set on each date, as known now, thresholds being those of the date. Dates on which it did not exist
    /// are left out; so are dates later than the picture's.
    #[must_use]
    pub fn progress_of(&self, unit: UnitId, set: &SetId, dates: &[Date]) -> Vec<(Date, Standing)> {
        let Some(sheet) = self.sheet(set) else { return Vec::new() };
        let stood = |date: &Date| Some((*date, Day::of(self, *date).stood(sheet, unit)?));
        dates.iter().filter(|date| **date <= self.date()).filter_map(stood).collect()
    }

    /// Criteria met more (or, negative, fewer) than on an earlier date, row by row. None where no criterion is decided now or what was
    /// reported stands for the unit, and where the unit did not exist or nothing was known of it then. The values of the date are held against the thresholds of the date.
    #[must_use]
    pub fn changes_since(&self, rows: &[AreaRow<'_>], date: Date) -> Vec<Option<i32>> {
        let mut day = Day::of(self, date);
        let mut change = |row: &AreaRow<'_>| {
            let now = row.marks?.criterion_counts;
            if date > self.date() || now.met + now.not_met == 0 || row.reported.is_some() {
                return None;
            }
            let then = day.stood(self.sheet(&row.set.id)?, row.unit)?;
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
            let mut day = Day::of(self, *date);
            for unit in registry.assessed(area, level, *date) {
                let Some(member) = family.member(registry.province_slug(unit, *date)) else { continue };
                let sheet = self.sheet_number(family.members[member]);
                group.add(&day.stood(sheet, unit).unwrap_or_else(|| nothing_known(sheet)));
            }
            (*date, group)
        };
        dates.iter().filter(|date| **date <= self.date()).map(added_up).collect()
    }
}

/// One earlier day, and the yardsticks made for it.
struct Day<'b> {
    board: &'b Board,
    date: Date,
    yardsticks: FxHashMap<(SetId, Setting), Arc<Yardstick>>,
    near: Option<Near>,
    marks: Marks,
}

/// Where the unit asked about last stood. The next is mostly its neighbour, under the same yardstick.
struct Near {
    parent: Option<UnitId>,
    zone: Option<ZoneId>,
    place: Place,
    set: SetId,
    yardstick: Arc<Yardstick>,
    /// Number of the yardstick of today that is known to give the same marks.
    today: Option<u32>,
}

impl<'b> Day<'b> {
    fn of(board: &'b Board, date: Date) -> Self {
        Self { board, date, yardsticks: FxHashMap::default(), near: None, marks: Marks::default() }
    }

    /// How a unit stood; none when it did not exist.
    fn stood(&mut self, sheet: &Sheet, unit: UnitId) -> Option<Standing> {
        let known = self.board.reference().registry.get(unit).filter(|known| known.exists(self.date))?;
        let Some(row) = sheet.row(unit) else { return Some(nothing_known(sheet)) };
        let then = (!row.is_by(self.date)).then(|| sheet.row_on(row, self.date));
        let row = then.as_ref().unwrap_or(row);
        if !row.has_data() {
            return Some(nothing_known(sheet));
        }
        let (yardstick, today) = self.yardstick(sheet, known, row.yardstick)?;
        let marks = if then.is_none() && today == Some(row.yardstick) {
            &row.marks
        } else {
            yardstick.assess(&row.cells, &row.declared, &mut self.marks);
            &self.marks
        };
        Some(Standing { has_data: true, full: is_full(marks), criteria: marks.criterion_counts, indicators: marks.indicator_counts })
    }

    /// The yardstick of the day, and the number of today's that marks like it, if `today` does.
    fn yardstick(&mut self, sheet: &Sheet, unit: &Unit, today: u32) -> Option<(Arc<Yardstick>, Option<u32>)> {
        let registry = &self.board.reference().registry;
        let (parent, zone) = (unit.parents.at(self.date).copied(), registry.zone(unit.id, self.date));
        let plain = self.board.dossier(unit.id).is_none();
        if let Some(near) = self.near.as_ref().filter(|near| plain && near.parent == parent && near.place.level == unit.level)
            && near.zone.as_ref() == zone
            && near.set == sheet.set.id
        {
            return Some((Arc::clone(&near.yardstick), near.today));
        }
        let place = Place::of(registry, unit.id, self.date)?;
        let yardstick = self.make(sheet, unit.id, &place);
        let today = Some(today).filter(|number| sheet.yardstick_number(*number).is_some_and(|now| now.marks_like(&yardstick)));
        if plain {
            let (set, yardstick) = (sheet.set.id.clone(), Arc::clone(&yardstick));
            self.near = Some(Near { parent, zone: zone.cloned(), place, set, yardstick, today });
        }
        Some((yardstick, today))
    }

    fn make(&mut self, sheet: &Sheet, unit: UnitId, place: &Place) -> Arc<Yardstick> {
        let board = self.board;
        let found = board.overlays_for(&sheet.set.id, unit, place, self.date);
        let context = board.context(sheet, unit, place, self.date);
        let setting = Setting { context, overlays: found.iter().map(|(recorded, _)| recorded.seq).collect() };
        let yardstick = self.yardsticks.entry((sheet.set.id.clone(), setting)).or_insert_with_key(|(_, setting)| {
            let overlays: Vec<OverlayInForce> = found.iter().map(|(recorded, overlay)| crate::board::in_force(recorded, overlay)).collect();
            Arc::new(Yardstick::new(&sheet.set, &sheet.layout, &setting.context, &overlays, &board.reference().bands))
        });
        Arc::clone(yardstick)
    }
}

fn nothing_known(sheet: &Sheet) -> Standing {
    Standing { criteria: blank(sheet.blank.1, 1), indicators: blank(sheet.blank.0, 1), ..Standing::default() }
}
