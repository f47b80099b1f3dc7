//! Changes before 30 June 2025: what the units of that day were earlier, and units that had ended by then.

use super::{Draft, Snapshot, new_unit, table_id, zone_of};
use crate::{
    kinds::kind_word,
    tables::{Cell, Sheet, clean_name},
    unit::Named,
};
use std::cmp::Reverse;
use vedich_values::{Date, DateSpan, Diagnostic};

const COLUMNS: [&str; 12] =
    ["event", "date", "code", "name", "level", "type", "parent_code", "zone", "to_code", "kind", "source", "confidence"];

/// One event; the date is the first day of the new state.
struct Event<'a> {
    date: Date,
    what: &'static str,
    cells: [Cell<'a>; 12],
}

impl<'a> Event<'a> {
    fn read(cells: [Cell<'a>; 12]) -> Result<Self, Diagnostic> {
        let what = cells[0].one_of(&["ended", "formed", "moved", "renamed"])?;
        cells[2].code()?;
        cells[10].filled()?;
        cells[11].one_of(&["verified", "memory"])?;
        Ok(Self { date: cells[1].date()?, what, cells })
    }

    fn cell(&self, name: &str) -> Cell<'a> {
        let index = COLUMNS.iter().position(|column| *column == name).unwrap_or(0);
        self.cells[index]
    }

    fn source(&self) -> Box<str> {
        format!("{} ({})", self.cell("source").text, self.cell("confidence").text).into()
    }
}

/// Reads the events, newest first, so that each states what held before the ones already read.
pub(super) fn read<'a>(draft: &mut Draft<'a>, text: &'a str) {
    let sheet = Sheet::read("history.csv", text, &COLUMNS, &mut draft.problems);
    let mut events = Vec::new();
    for cells in sheet.rows() {
        match Event::read(cells) {
            Ok(event) => events.push(event),
            Err(problem) => draft.problems.push(problem),
        }
    }
    // On one day units end first, because others lay below them before.
    events.sort_by_key(|event| (Reverse(event.date), event.what != "ended"));
    for event in &events {
        let done = match event.what {
            "ended" => ended(draft, event),
            _ => changed(draft, event),
        };
        draft.problems.extend(done.err());
    }
}

/// A unit that was there until the day before, and what took it over.
fn ended<'a>(draft: &mut Draft<'a>, event: &Event<'a>) -> Result<(), Diagnostic> {
    let level = event.cell("level").level()?;
    let code = event.cell("code");
    let id = table_id(Snapshot::Earlier, level, code.text);
    let before = event.date.pred_opt().unwrap_or(event.date);
    let heir_cell = event.cell("to_code");
    let heir = find(draft, heir_cell, event.date)?;
    let whole = event.cell("kind").one_of(&["whole", "part"])? == "whole";
    let index = match draft.index_of.get(&id) {
        // A second row of the same unit names a second heir.
        Some(index) if draft.units[*index as usize].span.to == Some(before) => *index,
        Some(_) => return Err(code.problem("units.duplicate-code")),
        None => {
            let parent = find(draft, event.cell("parent_code"), before)?;
            let parent_id = draft.units[parent as usize].id;
            let span = DateSpan { from: None, to: Some(before) };
            let (name, kind) = (event.cell("name").filled()?, event.cell("type").filled()?);
            let zone = zone_of(event.cell("zone").text, &mut draft.zones);
            let mut unit = new_unit(id, level, span, name, kind, code.text, parent_id, zone);
            unit.source = Some(event.source());
            let index = draft.add(unit);
            draft.earlier.push(index);
            index
        }
    };
    draft.link(index, heir, event.date, whole);
    Ok(())
}

/// A unit of 30 June 2025 that began, moved or was renamed on the date.
fn changed(draft: &mut Draft<'_>, event: &Event<'_>) -> Result<(), Diagnostic> {
    let index = find(draft, event.cell("code"), event.date)?;
    let before = event.date.pred_opt().unwrap_or(event.date);
    match event.what {
        "formed" => {
            let unit = &mut draft.units[index as usize];
            unit.span.from = Some(event.date);
            let span = unit.span;
            unit.names.clip(span);
            unit.codes.clip(span);
            unit.parents.clip(span);
            unit.zones.clip(span);
        }
        "moved" => {
            let parent = find(draft, event.cell("parent_code"), before)?;
            let parent = draft.units[parent as usize].id;
            draft.units[index as usize].parents.set_before(event.date, parent);
        }
        _ => {
            let named = Named { name: clean_name(event.cell("name").filled()?), kind: kind_word(event.cell("type").filled()?) };
            draft.units[index as usize].names.set_before(event.date, named);
        }
    }
    draft.units[index as usize].source = Some(event.source());
    Ok(())
}

/// The unit that bears a code on a date: of 30 June 2025, else one that ended earlier.
fn find(draft: &Draft<'_>, code: Cell<'_>, date: Date) -> Result<u32, Diagnostic> {
    let bears = |index: &u32| {
        let unit = &draft.units[*index as usize];
        unit.span.contains(date) && unit.codes.at(date).is_some_and(|official| **official == *code.text)
    };
    let of_2025 = draft.old.get(code.text).copied().filter(bears);
    of_2025.or_else(|| draft.earlier.iter().copied().find(bears)).ok_or_else(|| code.problem("units.unknown-code"))
}
