//! Tasks added by typing into the empty rows below a table: rows are called `+1`, `+2` until they are tasks.

use super::{Cell, Typed, Wrong, read_cell};
use crate::record::{RoadmapRecord, TaskField, TaskRecord};
use vedich_facts::roadmap::{RoadmapEdit, Span};
use vedich_values::TaskId;

/// The sign before the number of an empty row.
const SIGN: char = '+';

/// Whether a cell stands in an empty row below the table, and not in the row of a task.
#[must_use]
pub fn is_added(row: &TaskId) -> bool {
    row.as_str().starts_with(SIGN)
}

/// The tasks that what was typed into the empty rows makes, behind the last of the list; `name` gives the first, second, … its identity.
/// A row nobody typed into is none. A row may wait on the rows above it, by their numbers. Without days a task is given one, marked as
/// assumed.
///
/// # Errors
/// Every cell that cannot be read; a row with something in it but no name.
pub fn read_added(seen: &RoadmapRecord, typed: &[Typed], name: impl Fn(usize) -> TaskId) -> Result<Vec<RoadmapEdit>, Vec<Wrong>> {
    let (mut grown, mut edits, mut wrong) = (seen.clone(), Vec::new(), Vec::new());
    let last = seen.tasks.iter().map(|task| task.place).max().unwrap_or(0);
    for row in rows(typed) {
        let number = edits.len() + 1;
        let mut task = TaskRecord { place: last + i64::try_from(number).unwrap_or(i64::MAX), ..TaskRecord::new(name(number), "") };
        for cell in Cell::ALL {
            let text = typed.iter().find(|one| one.task == *row && one.cell == cell).map_or("", |one| one.text.trim());
            match read_cell(&grown, &task.id, cell, text) {
                Ok(field) => write(&mut task, field),
                Err(why) => wrong.push((row.clone(), cell, why)),
            }
        }
        if task.duration == Span::default() {
            (task.duration, task.assumed) = (Span::Working(1), true);
        }
        grown.tasks.push(task.clone());
        edits.push(RoadmapEdit::PutTask(Box::new(task)));
    }
    if wrong.is_empty() { Ok(edits) } else { Err(wrong) }
}

/// The empty rows something was typed into, in the order of the table.
fn rows(typed: &[Typed]) -> Vec<&TaskId> {
    let mut rows: Vec<&TaskId> = Vec::new();
    for one in typed.iter().filter(|one| is_added(&one.task) && !one.text.trim().is_empty()) {
        if !rows.contains(&&one.task) {
            rows.push(&one.task);
        }
    }
    rows
}

fn write(task: &mut TaskRecord, field: TaskField) {
    match field {
        TaskField::Title(title) => task.title = title,
        TaskField::Duration(span) => task.duration = span,
        TaskField::Constraint(limit) => task.constraint = limit,
        TaskField::Deadline(due) => task.deadline = due,
        TaskField::Links(links) => task.links = links,
        TaskField::Person(person) => task.person = person,
        TaskField::Quantity(quantity) => task.quantity = quantity,
        TaskField::Cost(cost) => task.cost = cost,
        TaskField::Spread(spread) => task.spread = spread,
        // No column of the table is typed into another field.
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::RoadmapHeader;
    use vedich_facts::roadmap::RoadmapChange;
    use vedich_facts::{Body, Fact, Recorded};
    use vedich_values::{EntrySeq, FactSeq, RoadmapKey, Timestamp, UnitId};

    fn record() -> RoadmapRecord {
        let day = "2020-09-08".parse().unwrap();
        let first = TaskRecord { place: 7, ..TaskRecord::new("a", "Khảo sát").lasting(5) };
        let edits = vec![RoadmapEdit::Open(RoadmapHeader::new("A", day)), RoadmapEdit::PutTask(Box::new(first))];
        let change = RoadmapChange { roadmap: RoadmapKey::new("1"), base: FactSeq(0), edits, undoes: None };
        let fact = Fact::new(UnitId(1), day, Body::Roadmap(Box::new(change)));
        let recorded = Recorded { seq: FactSeq(1), entry: EntrySeq(1), recorded_at: Timestamp::default(), fact };
        RoadmapRecord::replay(UnitId(1), &RoadmapKey::new("1"), [&recorded]).unwrap()
    }

    fn typed(cells: &[(&str, Cell, &str)]) -> Vec<Typed> {
        cells.iter().map(|(row, cell, text)| Typed { task: (*row).into(), cell: *cell, text: (*text).to_owned() }).collect()
    }

    fn read(cells: &[(&str, Cell, &str)]) -> Result<Vec<RoadmapEdit>, Vec<Wrong>> {
        read_added(&record(), &typed(cells), |number| TaskId::new(&format!("n{number}")))
    }

    #[test]
    fn rows_typed_into_become_tasks_behind_the_last_and_may_wait_on_each_other() {
        let made = read(&[
            ("a", Cell::Days, "9"),
            ("+1", Cell::Title, "Thiết kế"),
            ("+1", Cell::Days, "10"),
            ("+1", Cell::After, "1"),
            ("+2", Cell::Title, ""),
            ("+4", Cell::Title, "Thi công"),
            ("+4", Cell::After, "2SS+3"),
        ]);
        let tasks: Vec<TaskRecord> = made
            .unwrap()
            .into_iter()
            .map(|edit| match edit {
                RoadmapEdit::PutTask(task) => *task,
                other => panic!("{other:?}"),
            })
            .collect();
        let told: Vec<_> =
            tasks.iter().map(|task| (task.id.as_str(), task.title.as_str(), task.place, task.duration, task.assumed)).collect();
        assert_eq!(told, [("n1", "Thiết kế", 8, Span::Working(10), false), ("n2", "Thi công", 9, Span::Working(1), true)]);
        assert_eq!((tasks[0].links[0].from.as_str(), tasks[1].links[0].from.as_str()), ("a", "n1"));
    }

    #[test]
    fn a_row_without_a_name_and_cells_that_cannot_be_read_are_told() {
        let wrong = read(&[("+3", Cell::Days, "mười"), ("+3", Cell::After, "3")]).unwrap_err();
        let told: Vec<_> = wrong.iter().map(|(row, cell, _)| (row.as_str(), *cell)).collect();
        assert_eq!(told, [("+3", Cell::Title), ("+3", Cell::Days), ("+3", Cell::After)]);
    }

    #[test]
    fn nothing_typed_makes_nothing() {
        assert_eq!(read(&[("+1", Cell::Title, " "), ("+2", Cell::Cost, "")]), Ok(Vec::new()));
    }
}
