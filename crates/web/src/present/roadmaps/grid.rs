//! The table edited in place: its cells as fields, and what was typed into them.

use crate::frame::Frame;
use crate::pages::roadmaps::one::{CellView, Roadmap, Row};
use crate::parts::form::Sent;
use crate::parts::gantt::Shape;
use vedich_roadmap::record::RoadmapRecord;
use vedich_roadmap::typed::{Cell, Typed, Unreadable, Wrong, is_added, print};
use vedich_values::TaskId;

/// Empty rows below the table: enough to add a few tasks without scripts, which add more as they are needed.
const EMPTY_ROWS: usize = 3;

/// Cells of a form: fields named `days:tc2.khao-sat`.
#[must_use]
pub fn typed(sent: &[(String, String)]) -> Vec<Typed> {
    let one = |(name, text): &(String, String)| {
        let (column, task) = name.split_once(':')?;
        Some(Typed { task: TaskId::new(task), cell: Cell::from_name(column)?, text: text.clone() })
    };
    sent.iter().filter_map(one).collect()
}

/// Makes the rows of a page fields: with what was typed where something was, and why it cannot be read.
pub fn open(f: &Frame, record: &RoadmapRecord, roadmap: &mut Roadmap, typed: &[Typed], wrong: &[Wrong], action: String, sent: Sent) {
    for row in &mut roadmap.rows {
        let place = row.no - 1;
        let id = &record.tasks[place].id;
        let is_work = row.bar.shape == Shape::Task;
        let cells = Cell::ALL.into_iter().filter(|cell| is_work || !cell.is_of_work());
        let cell = |cell: Cell| {
            let own = typed.iter().find(|one| one.task == *id && one.cell == cell);
            let why = wrong.iter().find(|(task, column, _)| task == id && *column == cell).map(|(_, _, why)| said(f, why));
            CellView {
                name: cell.name(),
                text: own.map_or_else(|| print(record, place, cell), |one| one.text.clone()),
                why: why.unwrap_or_default(),
            }
        };
        row.cells = cells.map(cell).collect();
    }
    roadmap.added = added(f, record.tasks.len(), typed, wrong);
    roadmap.grid = Some((action, sent));
}

/// Empty rows below the table, to add tasks by typing; more where more was typed and could not be kept.
fn added(f: &Frame, tasks: usize, typed: &[Typed], wrong: &[Wrong]) -> Vec<Row> {
    let mut ids: Vec<TaskId> = (1..=EMPTY_ROWS).map(|number| TaskId::new(&format!("+{number}"))).collect();
    for one in typed.iter().filter(|one| is_added(&one.task)) {
        if !ids.contains(&one.task) {
            ids.push(one.task.clone());
        }
    }
    let row = |(place, id): (usize, &TaskId)| {
        let cell = |cell: Cell| CellView {
            name: cell.name(),
            text: typed.iter().find(|one| one.task == *id && one.cell == cell).map(|one| one.text.clone()).unwrap_or_default(),
            why: wrong.iter().find(|(task, column, _)| task == id && *column == cell).map(|(_, _, why)| said(f, why)).unwrap_or_default(),
        };
        Row { no: tasks + place + 1, id: id.to_string(), cells: Cell::ALL.into_iter().map(cell).collect(), ..Row::default() }
    };
    ids.iter().enumerate().map(row).collect()
}

/// Why a cell cannot be read.
#[must_use]
pub fn said(f: &Frame, why: &Unreadable) -> String {
    match why {
        Unreadable::NoTitle => f.text("gantt.wrong.title").to_owned(),
        Unreadable::Days => f.text("gantt.wrong.days").to_owned(),
        Unreadable::Date => f.text("web.confirm.no-date").to_owned(),
        Unreadable::Link(part) => f.say("gantt.wrong.link", &[("part", part)]),
        Unreadable::Quantity => f.text("gantt.wrong.quantity").to_owned(),
        Unreadable::Money => f.text("gantt.wrong.money").to_owned(),
        Unreadable::Spread => f.text("gantt.wrong.spread").to_owned(),
    }
}
