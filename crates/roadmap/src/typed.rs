//! Tasks as people type them into the cells of a table: `10`, `30 lịch`, `3; 5SS+2`, `1,5 km`, `2,5 tỷ`, `8–15`. What is typed is read against the roadmap as its
//! maker saw it, so that only what they changed becomes an edit.

mod added;

pub use added::{is_added, read_added};

use crate::record::{LinkRecord, RoadmapRecord, TaskField, TaskFieldName, TaskRecord};
use vedich_facts::roadmap::{Constraint, LinkKind, PlannedQuantity, RoadmapEdit, Span, Spread};
use vedich_values::date::{parse_date, print_date};
use vedich_values::number::{parse_number, print_number};
use vedich_values::{Date, TaskId, Vnd};

/// A column that is typed into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    /// What the task is called.
    Title,
    /// How long it takes.
    Days,
    /// The day before which it may not start.
    NotBefore,
    /// The day by whose end it must be over.
    Deadline,
    /// What it waits on, by the numbers of rows.
    After,
    /// Who is responsible.
    Person,
    /// How much there is to do, with its unit of measure.
    Quantity,
    /// How much money it needs.
    Cost,
    /// How long it takes if all goes well, and if it goes badly.
    Spread,
}

impl Cell {
    /// In the order of the columns.
    pub const ALL: [Self; 9] =
        [Self::Title, Self::Days, Self::NotBefore, Self::Deadline, Self::After, Self::Person, Self::Quantity, Self::Cost, Self::Spread];

    /// Whether only a piece of work has it: a heading or a milestone takes no time and no money of its own.
    #[must_use]
    pub const fn is_of_work(self) -> bool {
        matches!(self, Self::Days | Self::Quantity | Self::Cost | Self::Spread)
    }

    /// The name in forms.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Days => "days",
            Self::NotBefore => "from",
            Self::Deadline => "by",
            Self::After => "after",
            Self::Person => "person",
            Self::Quantity => "quantity",
            Self::Cost => "cost",
            Self::Spread => "spread",
        }
    }

    /// The column of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cell| cell.name() == name)
    }
}

/// What was typed into one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Of which task.
    pub task: TaskId,
    /// Into which column.
    pub cell: Cell,
    /// The text.
    pub text: String,
}

/// A cell that cannot be read: of which task, in which column, why.
pub type Wrong = (TaskId, Cell, Unreadable);

/// Why a cell cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A task needs a name.
    NoTitle,
    /// No number of days.
    Days,
    /// No date.
    Date,
    /// No link, or to a row that is not there.
    Link(String),
    /// No number with a unit of measure.
    Quantity,
    /// No amount of money.
    Money,
    /// No two numbers of days, the smaller first.
    Spread,
}

/// The text of a cell; read again it says the same.
#[must_use]
pub fn print(record: &RoadmapRecord, place: usize, cell: Cell) -> String {
    let task = &record.tasks[place];
    match cell {
        Cell::Title => task.title.clone(),
        Cell::Days => print_span(task.duration),
        Cell::NotBefore => match task.constraint {
            Some(Constraint::NotBefore(date)) => print_date(date),
            Some(Constraint::Fixed(date)) => format!("={}", print_date(date)),
            _ => String::new(),
        },
        Cell::Deadline => task.due().map(print_date).unwrap_or_default(),
        Cell::After => print_links(record, &task.links),
        Cell::Person => task.person.clone().unwrap_or_default(),
        Cell::Quantity => task.quantity.as_ref().map(print_quantity).unwrap_or_default(),
        Cell::Cost => task.cost.map(|cost| cost.to_string()).unwrap_or_default(),
        Cell::Spread => task.spread.map(|spread| format!("{}–{}", spread.optimistic, spread.pessimistic)).unwrap_or_default(),
    }
}

/// `1,5 km`; a unit alone where how much is not known yet.
fn print_quantity(quantity: &PlannedQuantity) -> String {
    let planned = quantity.planned.map(print_number).unwrap_or_default();
    format!("{planned} {}", quantity.unit).trim().to_owned()
}

/// Reads `1,5 km`, `22 vườn`, `km`.
fn read_quantity(text: &str) -> Option<PlannedQuantity> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let planned = if number.is_empty() { None } else { Some(parse_number(number).ok()?) };
    let unit = unit.trim();
    // A minus or another sign is no unit of measure.
    let named = unit.is_empty() || unit.starts_with(|c: char| c.is_alphabetic() || c == '%');
    (named && !(planned.is_none() && unit.is_empty())).then(|| PlannedQuantity { unit: unit.to_owned(), planned })
}

/// Reads `8–15`, `8-15`, `8; 15`, `8/15`: the best and the worst case.
fn read_spread(text: &str) -> Option<Spread> {
    let (optimistic, pessimistic) = text.split_once(['–', '-', ';', '/'])?;
    let days = |text: &str| text.trim().parse::<u32>().ok();
    let spread = Spread { optimistic: days(optimistic)?, pessimistic: days(pessimistic)? };
    (spread.optimistic <= spread.pessimistic).then_some(spread)
}

/// `10`, or `30 lịch` for days of the calendar.
#[must_use]
pub fn print_span(span: Span) -> String {
    match span {
        Span::Working(days) => days.to_string(),
        Span::Calendar(days) => format!("{days} lịch"),
    }
}

/// Reads `10`, `10 ngày`, `30 lịch`, `30 cal`; nothing is no time.
#[must_use]
pub fn read_span(text: &str) -> Option<Span> {
    // A span is never negative; folding would lose the sign.
    if text.trim_start().starts_with(['-', '\u{2212}', '\u{2013}']) {
        return None;
    }
    let folded = vedich_values::text::fold(text.trim());
    let digits = folded.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = folded[digits.len()..].trim().trim_end_matches('.');
    let days = if digits.is_empty() { 0 } else { digits.trim().parse().ok()? };
    match unit {
        "" | "ngay" | "d" | "days" | "day" | "ngay lam viec" => Some(Span::Working(days)),
        "lich" | "ngay lich" | "cal" | "calendar" | "calendar days" => Some(Span::Calendar(days)),
        _ => None,
    }
}

/// What a task waits on, by the numbers of rows: `3; 5SS+2`.
#[must_use]
pub fn print_links(record: &RoadmapRecord, links: &[LinkRecord]) -> String {
    let number = |link: &LinkRecord| record.tasks.iter().position(|task| task.id == link.from).map(|place| place + 1);
    let mut known: Vec<(usize, &LinkRecord)> = links.iter().filter_map(|link| Some((number(link)?, link))).collect();
    known.sort_by_key(|(number, _)| *number);
    let one = |(number, link): &(usize, &LinkRecord)| match (link.kind, link.lag) {
        (LinkKind::FinishToStart, 0) => number.to_string(),
        (kind, 0) => format!("{number}{}", kind.letters()),
        (kind, lag) => format!("{number}{}{lag:+}", kind.letters()),
    };
    known.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Reads `3; 5SS+2`, with commas or semicolons between.
///
/// # Errors
/// The part that is no link to a row of the list.
pub fn read_links(record: &RoadmapRecord, text: &str) -> Result<Vec<LinkRecord>, Unreadable> {
    let parts = text.split([';', ',']).map(str::trim).filter(|part| !part.is_empty());
    let one = |part: &str| read_link(record, part).ok_or_else(|| Unreadable::Link(part.to_owned()));
    let mut links: Vec<LinkRecord> = parts.map(one).collect::<Result<_, _>>()?;
    links.sort_by(|a, b| a.from.cmp(&b.from));
    links.dedup_by(|a, b| a.from == b.from);
    Ok(links)
}

fn read_link(record: &RoadmapRecord, part: &str) -> Option<LinkRecord> {
    let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number: usize = part[..digits].parse().ok()?;
    let from = record.tasks.get(number.checked_sub(1)?)?.id.clone();
    let rest: String = part[digits..].chars().filter(|c| !c.is_whitespace()).collect();
    let (letters, lag) = match rest.find(['+', '-']) {
        Some(at) => (&rest[..at], rest[at..].trim_end_matches(|c: char| c.is_alphabetic()).parse().ok()?),
        None => (rest.as_str(), 0),
    };
    let kind = if letters.is_empty() { LinkKind::FinishToStart } else { LinkKind::from_letters(letters)? };
    Some(LinkRecord { from, kind, lag })
}

/// The edits that what was typed asks for. A cell that says what its maker saw asks for nothing.
///
/// # Errors
/// Every cell that cannot be read.
pub fn read(seen: &RoadmapRecord, typed: &[Typed]) -> Result<Vec<RoadmapEdit>, Vec<Wrong>> {
    let (mut edits, mut wrong): (Vec<RoadmapEdit>, _) = (Vec::new(), Vec::new());
    for one in typed {
        let Some(task) = seen.task(&one.task) else { continue };
        match read_cell(seen, &one.task, one.cell, one.text.trim()) {
            Err(why) => wrong.push((one.task.clone(), one.cell, why)),
            Ok(TaskField::Links(links)) => {
                let gone = task.links.iter().filter(|link| !links.iter().any(|other| other.from == link.from));
                edits.extend(gone.map(|link| RoadmapEdit::Unlink { task: one.task.clone(), from: link.from.clone() }));
                let new = links.iter().filter(|link| !task.links.contains(link));
                edits.extend(new.map(|link| RoadmapEdit::Link { task: one.task.clone(), link: link.clone() }));
            }
            Ok(TaskField::Deadline(date)) if date == task.due() => {}
            Ok(field) if field.name() != TaskFieldName::Deadline && field == task.field(field.name()) => {}
            Ok(field) => {
                let beside = beside(task, &field, edits.last());
                let fields = std::iter::once(field).chain(beside);
                match edits.last_mut() {
                    Some(RoadmapEdit::SetTask { task, set }) if *task == one.task => set.extend(fields),
                    _ => edits.push(RoadmapEdit::SetTask { task: one.task.clone(), set: fields.collect() }),
                }
            }
        }
    }
    if wrong.is_empty() { Ok(edits) } else { Err(wrong) }
}

/// What goes with a typed date where an older record says the deadline as a constraint: a start typed over it keeps the day as the
/// deadline, a deadline typed over it takes its place. `last` is the edit before, where both were typed.
fn beside(task: &TaskRecord, field: &TaskField, last: Option<&RoadmapEdit>) -> Option<TaskField> {
    let due = task.due_by_constraint()?;
    let is_constraint = |field: &TaskField| field.name() == TaskFieldName::Constraint;
    let typed_too = matches!(last, Some(RoadmapEdit::SetTask { task: of, set }) if *of == task.id && set.iter().any(is_constraint));
    match field {
        TaskField::Constraint(_) => Some(TaskField::Deadline(Some(due))),
        TaskField::Deadline(_) if !typed_too => Some(TaskField::Constraint(None)),
        _ => None,
    }
}

fn read_cell(seen: &RoadmapRecord, id: &TaskId, cell: Cell, text: &str) -> Result<TaskField, Unreadable> {
    let present = seen.task(id);
    match cell {
        Cell::Title if text.is_empty() => Err(Unreadable::NoTitle),
        Cell::Title => Ok(TaskField::Title(text.to_owned())),
        Cell::Days => read_span(text).map(TaskField::Duration).ok_or(Unreadable::Days),
        Cell::NotBefore => {
            let limit = present.and_then(|task| task.constraint).filter(|limit| matches!(limit, Constraint::NotAfter(_)));
            Ok(TaskField::Constraint(read_limit(text)?.or(limit)))
        }
        Cell::Deadline if text.is_empty() => Ok(TaskField::Deadline(None)),
        Cell::Deadline => parse_date(text).map(|date| TaskField::Deadline(Some(date))).ok_or(Unreadable::Date),
        Cell::After => read_links(seen, text).map(TaskField::Links),
        Cell::Person => Ok(TaskField::Person(Some(text.to_owned()).filter(|text| !text.is_empty()))),
        Cell::Quantity if text.is_empty() => Ok(TaskField::Quantity(None)),
        Cell::Quantity => read_quantity(text).map(|quantity| TaskField::Quantity(Some(quantity))).ok_or(Unreadable::Quantity),
        Cell::Cost if text.is_empty() => Ok(TaskField::Cost(None)),
        Cell::Cost => {
            let cost = Vnd::parse(text).ok().filter(|cost| cost.0 >= 0);
            cost.map(|cost| TaskField::Cost(Some(cost))).ok_or(Unreadable::Money)
        }
        Cell::Spread if text.is_empty() => Ok(TaskField::Spread(None)),
        Cell::Spread => read_spread(text).map(|spread| TaskField::Spread(Some(spread))).ok_or(Unreadable::Spread),
    }
}

/// A date before which a task may not start, or `=` and the date on which it starts.
fn read_limit(text: &str) -> Result<Option<Constraint>, Unreadable> {
    let date = |text: &str| -> Result<Date, Unreadable> { parse_date(text).ok_or(Unreadable::Date) };
    match text.strip_prefix('=') {
        _ if text.is_empty() => Ok(None),
        Some(fixed) => Ok(Some(Constraint::Fixed(date(fixed)?))),
        None => Ok(Some(Constraint::NotBefore(date(text)?))),
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
        let day = Date::from_ymd_opt(2020, 9, 8).unwrap();
        let mut work = TaskRecord::new("b", "Thiết kế").lasting(10).after("a", LinkKind::FinishToStart, 0);
        work.quantity = Some(PlannedQuantity { unit: "km".into(), planned: Some("1.5".parse().unwrap()) });
        (work.cost, work.spread) = (Some(Vnd(2_500_000_000)), Some(Spread { optimistic: 8, pessimistic: 15 }));
        let put = |task: TaskRecord, place| RoadmapEdit::PutTask(Box::new(TaskRecord { place, ..task }));
        let edits = vec![
            RoadmapEdit::Open(RoadmapHeader::new("A", day)),
            put(TaskRecord::new("a", "Khảo sát").lasting(5), 1),
            put(work, 2),
            put(TaskRecord::new("c", "Niêm yết").after("a", LinkKind::StartToStart, 2).after("b", LinkKind::FinishToFinish, -1), 3),
        ];
        let change = RoadmapChange { roadmap: RoadmapKey::new("1"), base: FactSeq(0), edits, undoes: None };
        let fact = Fact::new(UnitId(1), day, Body::Roadmap(Box::new(change)));
        let recorded = Recorded { seq: FactSeq(1), entry: EntrySeq(1), recorded_at: Timestamp::default(), fact };
        RoadmapRecord::replay(UnitId(1), &RoadmapKey::new("1"), [&recorded]).unwrap()
    }

    fn typed(task: &str, cell: Cell, text: &str) -> Typed {
        Typed { task: task.into(), cell, text: text.to_owned() }
    }

    #[test]
    fn every_cell_read_as_it_is_printed_changes_nothing() {
        let record = record();
        let all = (0..record.tasks.len()).flat_map(|place| Cell::ALL.map(|cell| (place, cell)));
        let cells: Vec<Typed> =
            all.map(|(place, cell)| Typed { task: record.tasks[place].id.clone(), cell, text: print(&record, place, cell) }).collect();
        let text = |place: usize, cell: Cell| print(&record, place, cell);
        assert_eq!(text(2, Cell::After), "1SS+2; 2FF-1");
        assert_eq!([Cell::Quantity, Cell::Cost, Cell::Spread].map(|cell| text(1, cell)), ["1,5 km", "2,5 tỷ", "8–15"]);
        assert_eq!(read(&record, &cells), Ok(Vec::new()));
    }

    #[test]
    fn spans_are_read_as_people_write_them() {
        let check = |text: &str, expected: Option<Span>| assert_eq!(read_span(text), expected, "{text}");
        check("10", Some(Span::Working(10)));
        check(" 10 ngày ", Some(Span::Working(10)));
        check("30 lịch", Some(Span::Calendar(30)));
        check("30 cal.", Some(Span::Calendar(30)));
        check("", Some(Span::Working(0)));
        for wrong in ["mười", "1,5", "10 tuần", "-3", "99999999999"] {
            check(wrong, None);
        }
    }

    #[test]
    fn quantities_money_and_spreads_are_read_as_people_write_them() {
        let record = record();
        let check = |cell: Cell, text: &str, expected: Option<&str>| {
            let read = read_cell(&record, &"b".into(), cell, text).ok();
            let said = read.map(|field| match field {
                TaskField::Quantity(quantity) => quantity.as_ref().map(print_quantity).unwrap_or_default(),
                TaskField::Cost(cost) => cost.map(|cost| cost.to_string()).unwrap_or_default(),
                TaskField::Spread(spread) => spread.map(|one| format!("{} {}", one.optimistic, one.pessimistic)).unwrap_or_default(),
                other => panic!("{other:?}"),
            });
            assert_eq!(said.as_deref(), expected, "{text}");
        };
        check(Cell::Quantity, "22 vườn", Some("22 vườn"));
        check(Cell::Quantity, "1.250,5m2", Some("1.250,5 m2"));
        check(Cell::Quantity, "vườn", Some("vườn"));
        check(Cell::Quantity, "", Some(""));
        check(Cell::Quantity, "-3 km", None);
        check(Cell::Quantity, "1,2,3.4 km", None);
        check(Cell::Cost, "350 triệu", Some("350 triệu"));
        check(Cell::Cost, "1.234.567 đồng", Some("1.234.567 đồng"));
        check(Cell::Cost, "", Some(""));
        check(Cell::Cost, "-5 tỷ", None);
        check(Cell::Cost, "nhiều", None);
        check(Cell::Spread, "8 - 15", Some("8 15"));
        check(Cell::Spread, "8/8", Some("8 8"));
        check(Cell::Spread, "", Some(""));
        for wrong in ["15-8", "8", "a-b", "-3-4"] {
            check(Cell::Spread, wrong, None);
        }
    }

    #[test]
    fn links_are_read_by_the_numbers_of_rows() {
        let record = record();
        let read = |text: &str| read_links(&record, text).map(|links| print_links(&record, &links));
        assert_eq!(read("2ff - 1 , 1ss+2"), Ok("1SS+2; 2FF-1".to_owned()));
        assert_eq!(read("2FS+3d"), Ok("2FS+3".to_owned()));
        for wrong in ["4", "0", "x", "2XX", "2FS+"] {
            assert_eq!(read(wrong), Err(Unreadable::Link(wrong.to_owned())), "{wrong}");
        }
    }

    #[test]
    fn only_what_was_changed_becomes_an_edit_and_all_that_is_wrong_is_told() {
        let record = record();
        let cells = [typed("b", Cell::Title, "Thiết kế"), typed("b", Cell::Days, "12"), typed("b", Cell::Person, "Trưởng thôn")];
        let set = vec![TaskField::Duration(Span::Working(12)), TaskField::Person(Some("Trưởng thôn".to_owned()))];
        assert_eq!(read(&record, &cells), Ok(vec![RoadmapEdit::SetTask { task: "b".into(), set }]));
        let cells = [typed("c", Cell::After, "2")];
        let link = LinkRecord { from: "b".into(), kind: LinkKind::FinishToStart, lag: 0 };
        let expected = vec![RoadmapEdit::Unlink { task: "c".into(), from: "a".into() }, RoadmapEdit::Link { task: "c".into(), link }];
        assert_eq!(read(&record, &cells), Ok(expected));
        let cells = [
            typed("a", Cell::Title, " "),
            typed("a", Cell::Days, "x"),
            typed("b", Cell::NotBefore, "31/2/2020"),
            typed("gone", Cell::Days, "x"),
        ];
        assert_eq!(read(&record, &cells).unwrap_err().len(), 3, "a task that is not there any more asks for nothing");
        let cells = [typed("a", Cell::NotBefore, "=15/9/2020")];
        let day = Date::from_ymd_opt(2020, 9, 15).unwrap();
        let set = vec![TaskField::Constraint(Some(Constraint::Fixed(day)))];
        assert_eq!(read(&record, &cells), Ok(vec![RoadmapEdit::SetTask { task: "a".into(), set }]));
    }

    #[test]
    fn a_start_typed_over_a_deadline_keeps_it() {
        let date = |day: u32| Date::from_ymd_opt(2020, 9, day).unwrap();
        let mut record = record();
        record.tasks[0].constraint = Some(Constraint::NotAfter(date(30)));
        let set = |set: Vec<TaskField>| Ok(vec![RoadmapEdit::SetTask { task: "a".into(), set }]);
        let from = TaskField::Constraint(Some(Constraint::NotBefore(date(15))));
        assert_eq!(print(&record, 0, Cell::Deadline), "30/09/2020");
        let start = typed("a", Cell::NotBefore, "15/9/2020");
        let (kept, later) = (TaskField::Deadline(Some(date(30))), TaskField::Deadline(Some(date(25))));
        assert_eq!(read(&record, std::slice::from_ref(&start)), set(vec![from.clone(), kept.clone()]));
        assert_eq!(read(&record, &[typed("a", Cell::Deadline, "30/9/2020")]), Ok(Vec::new()));
        assert_eq!(read(&record, &[typed("a", Cell::Deadline, "25/9/2020")]), set(vec![later.clone(), TaskField::Constraint(None)]));
        assert_eq!(read(&record, &[typed("a", Cell::Deadline, "")]), set(vec![TaskField::Deadline(None), TaskField::Constraint(None)]));
        assert_eq!(read(&record, &[start, typed("a", Cell::Deadline, "25/9/2020")]), set(vec![from, kept, later]), "the last one holds");
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "\\PC{0,30}") {
            let record = record();
            for cell in Cell::ALL {
                let _ = read(&record, &[typed("b", cell, &text)]);
            }
        }
    }
}
