//! A table that comes back filled in. What differs from the table as it was handed out is what its writer changed; the rest says nothing,
//! so that what others changed meanwhile stays.

mod cells;
mod counts;
mod dates;

pub use cells::sources_text;

use super::{PERCENT, PathRow, PathSheet};
use crate::planner::Planned;
use crate::record::{Count, Funding, PlannedQuantity, RoadmapRecord, TaskRecord, WeekClosing};
use cells::{Changed, criterion_of, millions, money, said, source_amount, words};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use vedich_facts::roadmap::{Constraint, Span};
use vedich_values::{CriterionNo, Date, Decimal, Diagnostic, IndicatorCode, Place, TaskId, text::fold};

/// Đồng in a million.
const MILLION: i64 = 1_000_000;
/// Hundredths of a percent of the whole.
const WHOLE: u32 = 10_000;
/// An id made of a title is no longer than this.
const LONGEST_SLUG: usize = 40;

/// A column of the table that can be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathField {
    /// Tiêu chí.
    Criterion,
    /// Chỉ tiêu.
    Code,
    /// Nội dung công việc.
    Title,
    /// ĐVT.
    Measure,
    /// Tổng KL.
    Total,
    /// Đã làm.
    Done,
    /// Kinh phí: nhu cầu, in millions of đồng.
    Cost,
    /// Kinh phí: đã có, in millions of đồng.
    Funded,
    /// Kinh phí: nguồn.
    Sources,
    /// Chỉ đạo (BCĐ).
    Member,
    /// Thực hiện (thôn/đơn vị).
    Lead,
    /// Người phụ trách.
    Person,
    /// Bắt đầu.
    Start,
    /// Hoàn thành.
    Finish,
    /// Ghi chú.
    Note,
}

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub enum Filled {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A share, in percent.
    Percent(Decimal),
    /// A date.
    Date(Date),
}

/// A row as it came back. A column that is not in the file is not in `cells`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FilledRow {
    /// Which task, by the unseen column; none: a row people added.
    pub task: Option<TaskId>,
    /// Where the row stands.
    pub place: Place,
    /// Its cells, each with its place.
    pub cells: BTreeMap<PathField, (Filled, Place)>,
    /// What was done by the end of weeks (TH), by their Mondays.
    pub counted: BTreeMap<Date, (Filled, Place)>,
}

/// What a table, filled in, makes of a roadmap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FilledIn {
    /// The tasks of the table, and those not in it as they are.
    pub tasks: Vec<TaskRecord>,
    /// What was counted.
    pub counts: Vec<Count>,
    /// Tasks whose dates were written, with the dates and the place of the row: what the network makes of them is told.
    pub wished: Vec<(TaskId, Date, Date, Place)>,
    /// Problems, each with its cell.
    pub problems: Vec<Diagnostic>,
}

/// Reads a table back: `handed_out` is the roadmap timed as it was when the table was made, `record` the roadmap now, `now` the same
/// timed, `on` the day what is done counts for.
#[must_use]
pub fn fill_in(handed_out: &Planned, now: &Planned, on: Date, rows: &[FilledRow]) -> FilledIn {
    let (then, current) = (PathSheet::of(handed_out), PathSheet::of(now));
    let index = |sheet: PathSheet| sheet.rows.into_iter().map(|row| (row.task.clone(), row)).collect();
    let mut filling = Filling {
        weeks: then.weeks.clone(),
        then: index(then),
        current: index(current),
        record: &now.record,
        now,
        on,
        seen: FxHashSet::default(),
        out: FilledIn { tasks: now.record.tasks.clone(), ..FilledIn::default() },
    };
    rows.iter().for_each(|row| filling.row(row));
    filling.out
}

struct Filling<'a> {
    weeks: Vec<Date>,
    then: BTreeMap<TaskId, PathRow>,
    current: BTreeMap<TaskId, PathRow>,
    record: &'a RoadmapRecord,
    now: &'a Planned,
    on: Date,
    seen: FxHashSet<TaskId>,
    out: FilledIn,
}

impl Filling<'_> {
    fn problem(&mut self, code: &'static str, place: &Place, with: &[(&'static str, String)]) {
        let problem = Diagnostic::error(code, place.clone());
        self.out.problems.push(with.iter().fold(problem, |problem, (name, value)| problem.with(name, value)));
    }

    fn row(&mut self, row: &FilledRow) {
        let known = row.task.clone().or_else(|| self.same_title(row));
        let Some(id) = known else { return self.added(row) };
        if !self.seen.insert(id.clone()) {
            return self.problem("path-sheet.twice", &row.place, &[("task", id.to_string())]);
        }
        let then = self.then.get(&id).or_else(|| self.current.get(&id)).cloned();
        let Some(then) = then else { return self.problem("path-sheet.unknown-task", &row.place, &[("task", id.to_string())]) };
        let changed = Changed::of(row, &then, &self.weeks);
        if changed.is_empty() {
            return;
        }
        let (Some(place), Some(current)) = (self.record.tasks.iter().position(|task| task.id == id), self.current.get(&id).cloned()) else {
            return self.problem("path-sheet.gone", &row.place, &[("task", then.title.clone())]);
        };
        let mut task = self.out.tasks[place].clone();
        let before = self.out.problems.len();
        self.fields(&mut task, &changed, row);
        self.counts(&task, &current, &changed, row);
        self.dates(&mut task, &current, &changed, row);
        if self.out.problems.len() == before {
            self.out.tasks[place] = task;
        }
    }

    /// A row without an identity is the task of the same title and criterion, if there is one: the same file twice adds nothing twice.
    fn same_title(&self, row: &FilledRow) -> Option<TaskId> {
        let title = fold(&words(row.cells.get(&PathField::Title)?.0.clone())?);
        let criterion = criterion_of(row);
        let same = |task: &&TaskRecord| fold(&task.title) == title && (criterion.is_none() || task.criterion == criterion);
        self.record.tasks.iter().filter(|task| self.current.contains_key(&task.id)).find(same).map(|task| task.id.clone())
    }

    fn added(&mut self, row: &FilledRow) {
        let Some(title) = row.cells.get(&PathField::Title).and_then(|(filled, _)| words(filled.clone())) else {
            return self.problem("path-sheet.no-title", &row.place, &[]);
        };
        let id = self.free_id(&title);
        self.seen.insert(id.clone());
        let mut task = TaskRecord::new(id, &title);
        task.place = self.out.tasks.iter().map(|task| task.place).max().unwrap_or(0) + 10;
        let changed = Changed {
            fields: row.cells.clone(),
            counted: row.counted.iter().filter(|(_, (filled, _))| *filled != Filled::Empty).map(|(w, f)| (*w, f.clone())).collect(),
        };
        let before = self.out.problems.len();
        self.fields(&mut task, &changed, row);
        task.parent = self.heading_of(task.criterion);
        if let Some((start, finish)) = self.span(&changed, row, None) {
            task.constraint = Some(Constraint::NotBefore(start));
            task.duration = Span::Working(self.working_days(start, finish));
            self.out.wished.push((task.id.clone(), start, finish, row.place.clone()));
        }
        let done = changed.fields.get(&PathField::Done).cloned().filter(|(filled, _)| *filled != Filled::Empty);
        let mut weeks = changed.counted.clone();
        if let Some(done) = done
            && weeks.is_empty()
        {
            weeks.insert(WeekClosing::of(self.on).week, done);
        }
        for (week, (filled, place)) in weeks {
            self.count(&task, week, &filled, &place);
        }
        if self.out.problems.len() == before {
            self.out.tasks.push(task);
        }
    }

    fn heading_of(&self, criterion: Option<CriterionNo>) -> Option<TaskId> {
        let mut headings = self.record.tasks.iter().filter(|task| !self.current.contains_key(&task.id) && task.parent.is_none());
        headings.find(|task| criterion.is_some() && task.criterion == criterion).map(|task| task.id.clone())
    }

    fn free_id(&self, title: &str) -> TaskId {
        let mut slug = String::new();
        for word in fold(title).split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            if slug.len() + word.len() > LONGEST_SLUG {
                break;
            }
            if !slug.is_empty() {
                slug.push('-');
            }
            slug.push_str(word);
        }
        let slug = if slug.is_empty() { "viec".to_owned() } else { slug };
        let taken = |id: &TaskId| self.out.tasks.iter().any(|task| task.id == *id);
        let numbered = (2_u32..).map(|number| TaskId::from(format!("{slug}-{number}").as_str()));
        let mut ids = std::iter::once(TaskId::from(slug.as_str())).chain(numbered);
        ids.find(|id| !taken(id)).unwrap_or_else(|| TaskId::from(slug.as_str()))
    }

    /// Words, quantities, money.
    fn fields(&mut self, task: &mut TaskRecord, changed: &Changed, row: &FilledRow) {
        for (field, (filled, place)) in &changed.fields {
            match field {
                PathField::Criterion => match (criterion_of(row), filled) {
                    (None, Filled::Text(found)) => self.problem("path-sheet.bad-criterion", place, &[("found", found.clone())]),
                    (criterion, _) => task.criterion = criterion,
                },
                PathField::Code => task.code = words(filled.clone()).map(|code| IndicatorCode::new(&code)),
                PathField::Title => match words(filled.clone()) {
                    Some(title) => task.title = title,
                    None => self.problem("path-sheet.no-title", place, &[]),
                },
                PathField::Member => task.member = words(filled.clone()),
                PathField::Lead => task.lead = words(filled.clone()),
                PathField::Person => task.person = words(filled.clone()),
                PathField::Note => task.note = words(filled.clone()),
                PathField::Cost => match money(filled) {
                    Ok(cost) => task.cost = cost,
                    Err(()) => self.problem("path-sheet.bad-money", place, &[("found", said(filled))]),
                },
                _ => {}
            }
        }
        if changed.any(&[PathField::Measure, PathField::Total]) {
            self.quantity(task, row);
        }
        if changed.any(&[PathField::Funded, PathField::Sources]) {
            self.funding(task, row);
        }
    }

    fn quantity(&mut self, task: &mut TaskRecord, row: &FilledRow) {
        let measure = row.cells.get(&PathField::Measure).and_then(|(filled, _)| words(filled.clone()));
        let measure = if row.cells.contains_key(&PathField::Measure) { measure } else { task.quantity.as_ref().map(|q| q.unit.clone()) };
        let total = row.cells.get(&PathField::Total);
        match (measure.filter(|measure| measure != PERCENT), total) {
            (None, Some((Filled::Number(total), place))) if *total != Decimal::ONE_HUNDRED => {
                self.problem("path-sheet.no-measure", place, &[("found", total.to_string())]);
            }
            (None, _) => task.quantity = None,
            (Some(unit), Some((Filled::Number(total), place))) => {
                if *total <= Decimal::ZERO {
                    self.problem("path-sheet.bad-total", place, &[("found", total.to_string())]);
                }
                task.quantity = Some(PlannedQuantity { unit, planned: Some(total.normalize()) });
            }
            (Some(unit), Some((Filled::Empty, _))) => task.quantity = Some(PlannedQuantity { unit, planned: None }),
            (Some(_), Some((other, place))) => self.problem("path-sheet.bad-total", place, &[("found", said(other))]),
            (Some(unit), None) => {
                task.quantity = Some(PlannedQuantity { unit, planned: task.quantity.as_ref().and_then(|quantity| quantity.planned) });
            }
        }
    }

    /// `NS tỉnh 500; NS xã 200`, or one source and the sum beside it.
    fn funding(&mut self, task: &mut TaskRecord, row: &FilledRow) {
        let (sum, sum_place) = match row.cells.get(&PathField::Funded) {
            Some((filled, place)) => match money(filled) {
                Ok(sum) => (sum, place),
                Err(()) => return self.problem("path-sheet.bad-money", place, &[("found", said(filled))]),
            },
            None => (None, &row.place),
        };
        let Some((filled, place)) = row.cells.get(&PathField::Sources) else { return };
        let text = words(filled.clone()).unwrap_or_default();
        let parts: Vec<&str> = text.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
        let read: Option<Vec<Funding>> = match (&parts[..], sum) {
            ([], None) => Some(Vec::new()),
            ([], Some(sum)) if sum.0 == 0 => Some(Vec::new()),
            ([one], Some(sum)) if source_amount(one).is_none() => Some(vec![Funding::of_source(one, sum)]),
            (parts, _) => parts.iter().map(|part| source_amount(part)).collect(),
        };
        let Some(funding) = read.filter(|funding| !(funding.is_empty() && sum.is_some_and(|sum| sum.0 != 0))) else {
            return self.problem("path-sheet.bad-sources", place, &[("found", text)]);
        };
        let all: i64 = funding.iter().map(|funding| funding.amount.0).sum();
        if let Some(sum) = sum.filter(|sum| sum.0 != all) {
            let params = [("found", millions(sum.0)), ("sum", millions(all))];
            return self.problem("path-sheet.sources-differ", sum_place, &params);
        }
        task.funding = funding;
    }
}
