//! The critical-path table (bảng đường găng) as a form: columns as offices keep them, weeks with a line of what was planned and one of
//! what was done, late tasks in red, the first to finish first.

use crate::App;
use crate::roadmaps::{Followed, Untimed};
use chrono::{Datelike, Days};
use std::sync::Arc;
use vedich_board::Reference;
use vedich_documents::{Column, Content, Form, Kind, Mark, Table, Tone, WriteError, write_forms};
use vedich_roadmap::path_sheet::{PERCENT, PathRow, PathSheet, sources_text};
use vedich_roadmap::plan::PlanError;
use vedich_roadmap::planner::{Planned, TaskStanding};
use vedich_roadmap::record::Done;
use vedich_roadmap::{dates_file, project};
use vedich_values::{Bilingual, CriterionNo, Date, Decimal, UnitId, Vnd};

/// The words of a key, with parameters filled in.
pub type Say<'w> = dyn Fn(&str, &[(&str, &str)]) -> String + 'w;

/// Words of the table.
#[derive(Clone, Copy)]
pub struct SheetWords<'w> {
    /// Message of a key with parameters.
    pub say: &'w Say<'w>,
    /// A date.
    pub date: &'w dyn Fn(Date) -> String,
    /// A name in the language of the reader.
    pub name: &'w dyn Fn(&Bilingual) -> String,
}

impl std::fmt::Debug for SheetWords<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SheetWords").finish_non_exhaustive()
    }
}

impl SheetWords<'_> {
    fn text(&self, key: &str) -> String {
        (self.say)(key, &[])
    }
}

/// Columns merged over the two lines of a task: all but the label and the weeks.
const FIXED: usize = 16;
/// Columns that stay in sight: up to what is to be done.
const FROZEN: u16 = 4;

impl App {
    /// The critical-path workbook of the roadmaps taken: a sheet each, and the units whose roadmap cannot be timed, with why. Takes a
    /// while for a whole province: keep it off the threads that answer requests.
    ///
    /// # Errors
    /// When a sheet can't hold its table.
    pub fn path_workbook(&self, followed: &Followed, words: SheetWords<'_>) -> Result<(Vec<u8>, Untimed), WriteError> {
        let reference = self.reference();
        let (timed, untimed) = self.time(followed);
        let mut forms: Vec<Form> = timed.iter().map(|planned| path_form(&reference, planned, words)).collect();
        if forms.is_empty() {
            forms.push(Form { table: Table { title: words.text("path-sheet.title"), ..Table::default() }, ..Form::default() });
        }
        Ok((write_forms(&forms)?, untimed))
    }

    /// The roadmap of a unit as XML of Microsoft Project; none when it has none among those taken.
    ///
    /// # Errors
    /// When it cannot be timed.
    pub fn project_file(&self, followed: &Followed, unit: UnitId) -> Result<Option<String>, Arc<PlanError>> {
        let (timed, untimed) = self.time(followed);
        let own = timed.iter().find(|planned| planned.record.unit == unit);
        match (own, untimed.into_iter().find(|(other, _)| *other == unit)) {
            (Some(planned), _) => Ok(Some(project::write(planned, &mark(planned)))),
            (None, Some((_, error))) => Err(error),
            (None, None) => Ok(None),
        }
    }

    /// The dates of the roadmaps taken as iCalendar, those of one person when named.
    #[must_use]
    pub fn dates_file(&self, followed: &Followed, person: Option<&str>, words: SheetWords<'_>) -> String {
        let registry = self.reference().registry;
        let (timed, _) = self.time(followed);
        let units = timed.iter().map(|planned| registry.path(planned.record.unit, planned.on)).collect();
        let [late, critical, responsible] = ["path-sheet.late", "path-sheet.critical", "path-sheet.person"].map(|key| words.text(key));
        let name = person.map_or_else(|| words.text("plan-files.title"), str::to_owned);
        dates_file::write(&timed, &dates_file::Wanted { name: &name, person, units, words: [&late, &critical, &responsible] })
    }
}

/// The form of one roadmap.
fn path_form(reference: &Reference, planned: &Planned, words: SheetWords<'_>) -> Form {
    let sheet = PathSheet::of(planned);
    let record = &planned.record;
    let registry = &reference.registry;
    let name = registry.at(record.unit, planned.on).map(|at| at.name.to_owned()).unwrap_or_default();
    let set = record.header.set.as_ref().and_then(|set| reference.catalogue.get(set.as_str()));
    let criterion = |no: CriterionNo| match set.and_then(|set| set.criteria.iter().find(|criterion| criterion.no == no)) {
        Some(criterion) => format!("{no}. {}", (words.name)(&criterion.name)),
        None => no.to_string(),
    };
    let rows = sheet.rows.iter().zip(1_u32..).flat_map(|(row, number)| lines(row, number, &criterion, words)).collect();
    let first = sheet.weeks.first().copied().unwrap_or(record.header.start);
    let mark = format!("{} week={first}", mark(planned));
    let place_of =
        |found: &dyn Fn(&PathRow) -> bool| sheet.rows.iter().enumerate().filter(|(_, row)| found(row)).map(|(place, _)| place).collect();
    Form {
        table: Table {
            name: name.clone(),
            title: words.text("path-sheet.title"),
            subtitles: subtitles(planned, &registry.path(record.unit, planned.on), words),
            columns: columns(&sheet, words),
            rows,
            notes: ["path-sheet.note-colours", "path-sheet.note-dates", "path-sheet.note-weeks", "path-sheet.note-fill"]
                .map(|key| words.text(key))
                .to_vec(),
            ..Table::default()
        },
        lines: 2,
        joined: (0..FIXED).chain([FIXED + 1 + sheet.weeks.len()]).collect(),
        tones: sheet.rows.iter().map(tone).collect(),
        strong: place_of(&|row| row.critical),
        frozen: FROZEN,
        mark: Some(Mark {
            sheet: mark,
            heading: words.text("path-sheet.id"),
            records: sheet.rows.iter().map(|row| row.task.to_string()).collect(),
        }),
    }
}

/// What a file says of where it comes from.
fn mark(planned: &Planned) -> String {
    let record = &planned.record;
    format!("{}unit={} roadmap={} version={} on={}", super::read::MARK, record.unit, record.key, record.version, planned.on)
}

fn tone(row: &PathRow) -> Tone {
    match row.standing {
        _ if row.late => Tone::Bad,
        TaskStanding::Done => Tone::Good,
        _ => Tone::Neutral,
    }
}

fn subtitles(planned: &Planned, path: &str, words: SheetWords<'_>) -> Vec<String> {
    let header = &planned.record.header;
    let dates = [planned.on, planned.finish()].map(words.date);
    let mut line = (words.say)("path-sheet.as-of", &[("date", &dates[0])]);
    if let Some(target) = header.target {
        line.push_str(&format!("; {}", (words.say)("path-sheet.target", &[("date", &(words.date)(target))])));
    }
    line.push_str(&format!("; {}", (words.say)("path-sheet.finish", &[("date", &dates[1])])));
    vec![path.to_owned(), header.title.clone(), line]
}

fn columns(sheet: &PathSheet, words: SheetWords<'_>) -> Vec<Column> {
    let column = |key: &str, kind, width| Column::new(&words.text(key), kind).wide(width);
    let (money, by) = (words.text("path-sheet.money"), words.text("path-sheet.done-by"));
    let mut columns = vec![
        column("path-sheet.number", Kind::Code, 12),
        column("path-sheet.criterion", Kind::Text, 17),
        column("path-sheet.code", Kind::Code, 8),
        column("path-sheet.work", Kind::Text, 38),
        column("path-sheet.measure", Kind::Code, 8),
        column("path-sheet.total", Kind::Number, 9),
        column("path-sheet.done", Kind::Number, 9),
        column("path-sheet.left", Kind::Number, 9),
        column("path-sheet.cost", Kind::Number, 10).under(&money),
        column("path-sheet.funded", Kind::Number, 10).under(&money),
        column("path-sheet.sources", Kind::Text, 15).under(&money),
        column("path-sheet.member", Kind::Text, 17),
        column("path-sheet.lead", Kind::Text, 18).under(&by),
        column("path-sheet.person", Kind::Text, 18).under(&by),
        column("path-sheet.start", Kind::Date, 11),
        column("path-sheet.end", Kind::Date, 11),
        column("path-sheet.line", Kind::Code, 7),
    ];
    for (monday, number) in sheet.weeks.iter().zip(1_u32..) {
        let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(*monday);
        let day = |date: Date| format!("{}/{}", date.day(), date.month());
        let params = [("number", number.to_string()), ("from", day(*monday)), ("to", day(sunday))];
        let params: Vec<(&str, &str)> = params.iter().map(|(name, value)| (*name, value.as_str())).collect();
        columns.push(Column::new(&(words.say)("path-sheet.week", &params), Kind::Number).wide(10));
    }
    columns.push(column("path-sheet.note", Kind::Text, 24));
    columns
}

fn lines(row: &PathRow, number: u32, criterion: &dyn Fn(CriterionNo) -> String, words: SheetWords<'_>) -> [Vec<Content>; 2] {
    let text = |text: &Option<String>| text.as_deref().map_or(Content::Empty, Content::text);
    let mut first = number.to_string();
    if row.critical {
        first.push_str(&format!("\n{}", words.text("path-sheet.critical")));
    }
    if row.days_late > 0 {
        first.push_str(&format!("\n{}", (words.say)("path-sheet.days-late", &[("days", &row.days_late.to_string())])));
    } else if row.late {
        first.push_str(&format!("\n{}", words.text("path-sheet.late")));
    }
    let mut plan = vec![
        Content::Text(first),
        row.criterion.map_or(Content::Empty, |no| Content::Text(criterion(no))),
        row.code.as_ref().map_or(Content::Empty, |code| Content::text(code.as_str())),
        Content::Text(row.title.clone()),
        Content::Text(row.measure.clone()),
        row.total.map_or(Content::Empty, number_of),
        done(row.done, row),
        left(row),
        row.cost.map_or(Content::Empty, millions),
        funded(row),
        Content::text(&sources_text(&row.funding)),
        text(&row.member),
        text(&row.lead),
        text(&row.person),
        Content::Date(row.start),
        Content::Date(row.finish),
        Content::Text(words.text("path-sheet.plan")),
    ];
    let mut did = vec![Content::Empty; FIXED];
    did.push(Content::Text(words.text("path-sheet.did")));
    plan.extend(row.planned.iter().map(|week| done(*week, row)));
    did.extend(row.counted.iter().map(|week| done(*week, row)));
    plan.push(text(&row.note));
    did.push(Content::Empty);
    [plan, did]
}

/// A number without needless zeros behind the comma.
fn number_of(number: Decimal) -> Content {
    Content::Number(number.normalize())
}

fn millions(money: Vnd) -> Content {
    number_of(Decimal::new(money.0, 6))
}

fn funded(row: &PathRow) -> Content {
    if row.funding.is_empty() { Content::Empty } else { millions(Vnd(row.funding.iter().map(|one| one.amount.0).sum())) }
}

fn done(done: Option<Done>, row: &PathRow) -> Content {
    match done {
        None => Content::Empty,
        Some(Done::Quantity(quantity)) => number_of(quantity),
        Some(Done::Percent(percent)) if row.measure == PERCENT => number_of(Decimal::new(percent.into(), 2)),
        Some(Done::Percent(percent)) => {
            Content::Text(format!("{}%", vedich_values::number::print_number(Decimal::new(percent.into(), 2).normalize())))
        }
    }
}

/// What is left, worked out by the spreadsheet: in all less done.
fn left(row: &PathRow) -> Content {
    let Some(total) = row.total else { return Content::Empty };
    let done = match row.done {
        None => Decimal::ZERO,
        Some(Done::Quantity(quantity)) => quantity,
        Some(Done::Percent(percent)) => total * Decimal::new(percent.into(), 4),
    };
    Content::Formula("IF(ISNUMBER(G{row}),F{row}-G{row},F{row})".to_owned(), (total - done).normalize())
}
