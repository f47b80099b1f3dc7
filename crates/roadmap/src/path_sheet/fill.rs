//! A table that comes back filled in. What differs from the table as it was handed out is what its writer changed; the rest says nothing,
//! so that what others changed meanwhile stays.

use super::{PERCENT, PathRow, PathSheet};
use crate::planner::Planned;
use crate::record::{Count, Done, Funding, Period, PlannedQuantity, RoadmapRecord, TaskKind, TaskRecord, WeekClosing};
use chrono::Days;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use vedich_facts::roadmap::{Constraint, Span};
use vedich_values::{CriterionNo, Date, Decimal, Diagnostic, IndicatorCode, Place, TaskId, Vnd, text::fold};

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
            ([one], Some(sum)) if source_amount(one).is_none() => Some(vec![Funding { source: (*one).to_owned(), amount: sum }]),
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

    /// What was done, week by week and so far.
    fn counts(&mut self, task: &TaskRecord, current: &PathRow, changed: &Changed, row: &FilledRow) {
        for (week, (filled, place)) in &changed.counted {
            if *filled == Filled::Empty {
                let title = [("task", task.title.clone())];
                self.problem("path-sheet.count-emptied", place, &title);
                continue;
            }
            self.count(task, *week, filled, place);
        }
        let Some((filled, place)) = changed.fields.get(&PathField::Done) else { return };
        let Some(done) = self.done(task, filled, place) else { return };
        if changed.counted.is_empty() {
            if current.done != Some(done) {
                self.count(task, WeekClosing::of(self.on).week, filled, place);
            }
            return;
        }
        let last = row.counted.iter().rev().find(|(_, (filled, _))| *filled != Filled::Empty).map(|(_, (filled, _))| filled.clone());
        if last.as_ref() != Some(filled) {
            let params = [("found", said(filled)), ("counted", last.as_ref().map(said).unwrap_or_default())];
            self.problem("path-sheet.done-differs", place, &params);
        }
    }

    fn count(&mut self, task: &TaskRecord, week: Date, filled: &Filled, place: &Place) {
        if week > self.on {
            let params = [("task", task.title.clone()), ("date", week.to_string()), ("today", self.on.to_string())];
            return self.problem("path-sheet.future", place, &params);
        }
        let Some(done) = self.done(task, filled, place) else { return };
        let sunday = week.checked_add_days(Days::new(6)).unwrap_or(week);
        let known = self.record.counts.get(&task.id).into_iter().flatten().map(|entry| &entry.count);
        let in_week: Vec<&Count> = known.filter(|count| (week..=sunday).contains(&count.on)).collect();
        // A week counted day by day is counted on by its last day; else the later day would stand above the week.
        let count = match in_week.last() {
            Some(last) => Count { done: Some(done), ..(*last).clone() },
            None => Count::of_week(task.id.clone(), week, done),
        };
        let share = |done: Done| match done {
            Done::Percent(percent) => percent >= WHOLE,
            Done::Quantity(quantity) => task.quantity.as_ref().and_then(|q| q.planned).is_some_and(|planned| quantity >= planned),
        };
        let count = if share(done) { Count { days_left: None, ..count } } else { count };
        self.put(Count { assumed: false, ..count });
    }

    /// One count a task and period: what was put before is added to.
    fn put(&mut self, count: Count) {
        let same = |other: &&mut Count| (&other.task, other.on, other.period) == (&count.task, count.on, count.period);
        match self.out.counts.iter_mut().find(same) {
            Some(before) => *before = count,
            None => self.out.counts.push(count),
        }
    }

    fn done(&mut self, task: &TaskRecord, filled: &Filled, place: &Place) -> Option<Done> {
        let planned = task.quantity.as_ref().and_then(|quantity| quantity.planned);
        let in_units = task.quantity.as_ref().is_some_and(|quantity| !quantity.unit.trim().is_empty());
        let percent = |share: Decimal| {
            let hundredths = (share * Decimal::ONE_HUNDRED).round();
            u32::try_from(hundredths).ok().filter(|share| *share <= WHOLE).map(Done::Percent)
        };
        let found = [("task", task.title.clone()), ("found", said(filled))];
        let read = match filled {
            Filled::Percent(share) => percent(*share).ok_or("path-sheet.bad-percent"),
            Filled::Number(done) if in_units && planned.is_none() && *done != Decimal::ZERO => Err("path-sheet.no-total"),
            Filled::Number(done) if in_units && done.is_sign_negative() => Err("path-sheet.bad-done"),
            Filled::Number(done) if in_units && planned.is_some() => Ok(Done::Quantity(done.normalize())),
            Filled::Number(share) => percent(*share).ok_or("path-sheet.bad-percent"),
            _ => Err("path-sheet.bad-done"),
        };
        match read {
            Ok(done) => Some(done),
            Err(code) => {
                self.problem(code, place, &found);
                None
            }
        }
    }

    /// Dates of what has not begun move the plan; of what has, they are what those who do the work see.
    fn dates(&mut self, task: &mut TaskRecord, current: &PathRow, changed: &Changed, row: &FilledRow) {
        if !changed.any(&[PathField::Start, PathField::Finish]) {
            return;
        }
        let Some((start, finish)) = self.span(changed, row, Some(current)) else { return };
        if (start, finish) == (current.start, current.finish) {
            return;
        }
        let moved = (changed.any(&[PathField::Start]), changed.any(&[PathField::Finish]));
        if self.now.record.counted(task, self.now.on).started.is_some() {
            return self.seen_dates(task, (start, finish), moved, current, row);
        }
        if moved.0 || (task.kind == TaskKind::Milestone && moved.1) {
            match task.constraint {
                Some(Constraint::NotAfter(date)) => {
                    let place = row.cells.get(&PathField::Start).map_or(&row.place, |(_, place)| place);
                    return self.problem("path-sheet.held", place, &[("task", task.title.clone()), ("date", date.to_string())]);
                }
                Some(Constraint::Fixed(_)) => task.constraint = Some(Constraint::Fixed(start)),
                Some(Constraint::NotBefore(_)) | None => task.constraint = Some(Constraint::NotBefore(start)),
            }
        }
        if task.kind == TaskKind::Task {
            task.duration = match task.duration {
                Span::Working(_) => Span::Working(self.working_days(start, finish)),
                Span::Calendar(_) => Span::Calendar(u32::try_from((finish - start).num_days() + 1).unwrap_or(0)),
            };
        }
        self.out.wished.push((task.id.clone(), start, finish, row.place.clone()));
    }

    fn seen_dates(&mut self, task: &TaskRecord, (start, finish): (Date, Date), moved: (bool, bool), current: &PathRow, row: &FilledRow) {
        let week = WeekClosing::of(self.on).week;
        let put = self.out.counts.iter().rev().find(|count| count.task == task.id).cloned();
        let known = put.or_else(|| self.record.last_count(&task.id).map(|entry| entry.count.clone()));
        let Some(known) = known else { return };
        let over = match known.done {
            Some(Done::Percent(percent)) => percent >= WHOLE,
            Some(Done::Quantity(done)) => task.quantity.as_ref().and_then(|q| q.planned).is_some_and(|planned| done >= planned),
            None => false,
        };
        let mut count = if over { known } else { Count { on: week, period: Period::Week, note: None, by: None, ..known } };
        if moved.0 {
            count.started = Some(start);
        }
        if over {
            count.finished = Some(finish);
        } else if moved.1 && finish != current.finish {
            let tomorrow = self.on.succ_opt().unwrap_or(self.on);
            count.days_left = Some(if finish < tomorrow { 0 } else { self.working_days(tomorrow, finish) });
        }
        let late = [Some(start), Some(finish).filter(|_| over)].into_iter().flatten().find(|date| *date > self.on);
        if let Some(date) = late {
            let params = [("task", task.title.clone()), ("date", date.to_string()), ("today", self.on.to_string())];
            return self.problem("path-sheet.future", &row.place, &params);
        }
        count.assumed = false;
        self.put(count);
    }

    /// The dates a row is to have: as written, else as they are.
    fn span(&mut self, changed: &Changed, row: &FilledRow, current: Option<&PathRow>) -> Option<(Date, Date)> {
        let date = |field| match row.cells.get(&field) {
            Some((Filled::Date(date), _)) => Some(*date),
            _ => None,
        };
        let milestone = current.is_some_and(|row| row.start == row.finish)
            && current.is_some_and(|row| self.record.task(&row.task).is_some_and(|task| task.kind == TaskKind::Milestone));
        let (start, finish) = (date(PathField::Start), date(PathField::Finish));
        if milestone {
            let one = if changed.any(&[PathField::Finish]) { finish } else { start };
            return one.map(|date| (date, date));
        }
        match (start.or(current.map(|row| row.start)), finish.or(current.map(|row| row.finish))) {
            (Some(start), Some(finish)) if finish < start => {
                let place = row.cells.get(&PathField::Finish).map_or(&row.place, |(_, place)| place);
                let params = [("start", start.to_string()), ("finish", finish.to_string())];
                self.problem("path-sheet.finish-before-start", place, &params);
                None
            }
            (Some(start), Some(finish)) => Some((start, finish)),
            (None, None) => None,
            _ => {
                self.problem("path-sheet.one-date", &row.place, &[]);
                None
            }
        }
    }

    fn working_days(&self, from: Date, to: Date) -> u32 {
        u32::try_from(self.now.plan.calendar.count(from..=to)).unwrap_or(0)
    }
}

/// The cells of a row that differ from the row as it was handed out.
struct Changed {
    fields: BTreeMap<PathField, (Filled, Place)>,
    counted: BTreeMap<Date, (Filled, Place)>,
}

impl Changed {
    fn of(row: &FilledRow, then: &PathRow, weeks: &[Date]) -> Self {
        let differs = |(field, (filled, _)): &(&PathField, &(Filled, Place))| !same(filled, &as_filled(then, **field));
        let fields = row.cells.iter().filter(differs).map(|(field, filled)| (*field, filled.clone())).collect();
        let before = |week: &Date| {
            let place = weeks.iter().position(|monday| monday == week)?;
            then.counted.get(place).copied().flatten()
        };
        let moved = |(week, (filled, _)): &(&Date, &(Filled, Place))| !same(filled, &done_as_filled(before(week), then));
        let counted = row.counted.iter().filter(moved).map(|(week, filled)| (*week, filled.clone())).collect();
        Self { fields, counted }
    }

    fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.counted.is_empty()
    }

    fn any(&self, fields: &[PathField]) -> bool {
        fields.iter().any(|field| self.fields.contains_key(field))
    }
}

/// The cell a row was handed out with.
fn as_filled(row: &PathRow, field: PathField) -> Filled {
    let text = |text: &Option<String>| text.as_ref().map_or(Filled::Empty, |text| Filled::Text(text.clone()));
    match field {
        PathField::Criterion => row.criterion.map_or(Filled::Empty, |no| Filled::Number(Decimal::from(no.0))),
        PathField::Code => text(&row.code.as_ref().map(ToString::to_string)),
        PathField::Title => Filled::Text(row.title.clone()),
        PathField::Measure => Filled::Text(row.measure.clone()),
        PathField::Total => row.total.map_or(Filled::Empty, Filled::Number),
        PathField::Done => done_as_filled(row.done, row),
        PathField::Cost => row.cost.map_or(Filled::Empty, |cost| Filled::Number(Decimal::new(cost.0, 6))),
        PathField::Funded if row.funding.is_empty() => Filled::Empty,
        PathField::Funded => Filled::Number(Decimal::new(row.funding.iter().map(|one| one.amount.0).sum(), 6)),
        PathField::Sources => text(&Some(sources_text(&row.funding)).filter(|text| !text.is_empty())),
        PathField::Member => text(&row.member),
        PathField::Lead => text(&row.lead),
        PathField::Person => text(&row.person),
        PathField::Start => Filled::Date(row.start),
        PathField::Finish => Filled::Date(row.finish),
        PathField::Note => text(&row.note),
    }
}

/// What is done, as a cell shows it: percents as bare numbers where the unit of measure is percent.
fn done_as_filled(done: Option<Done>, row: &PathRow) -> Filled {
    match done {
        None => Filled::Empty,
        Some(Done::Quantity(quantity)) => Filled::Number(quantity),
        Some(Done::Percent(percent)) if row.measure == PERCENT => Filled::Number(Decimal::new(percent.into(), 2)),
        Some(Done::Percent(percent)) => Filled::Percent(Decimal::new(percent.into(), 2)),
    }
}

/// Money there, by source, as the table shows it: `NS tỉnh 500; NS xã 200`, in millions of đồng; one source needs no amount.
#[must_use]
pub fn sources_text(funding: &[Funding]) -> String {
    match funding {
        [one] => one.source.clone(),
        many => many.iter().map(|one| format!("{} {}", one.source, millions(one.amount.0))).collect::<Vec<_>>().join("; "),
    }
}

/// Both say the same: numbers by value, words without regard to blanks; a criterion by its number.
fn same(a: &Filled, b: &Filled) -> bool {
    let blanks = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match (a, b) {
        (Filled::Text(a), Filled::Text(b)) => blanks(a) == blanks(b),
        (Filled::Text(text), Filled::Empty) | (Filled::Empty, Filled::Text(text)) => text.trim().is_empty(),
        (Filled::Text(text), Filled::Number(number)) | (Filled::Number(number), Filled::Text(text)) => {
            leading_number(text).map(Decimal::from) == Some(*number) || text.trim().parse() == Ok(*number)
        }
        _ => a == b,
    }
}

fn leading_number(text: &str) -> Option<u16> {
    let digits: String = text.trim().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn criterion_of(row: &FilledRow) -> Option<CriterionNo> {
    match &row.cells.get(&PathField::Criterion)?.0 {
        Filled::Text(text) => leading_number(text).map(CriterionNo),
        Filled::Number(number) => u16::try_from(*number).ok().map(CriterionNo),
        _ => None,
    }
}

fn words(filled: Filled) -> Option<String> {
    match filled {
        Filled::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Filled::Number(number) => Some(number.normalize().to_string()),
        Filled::Percent(share) => Some(format!("{}%", share.normalize())),
        Filled::Date(date) => Some(vedich_values::date::print_date(date)),
        Filled::Empty => None,
    }
}

fn said(filled: &Filled) -> String {
    words(filled.clone()).unwrap_or_default()
}

/// Millions of đồng into đồng.
fn money(filled: &Filled) -> Result<Option<Vnd>, ()> {
    match filled {
        Filled::Empty => Ok(None),
        Filled::Number(amount) if !amount.is_sign_negative() || amount.is_zero() => {
            let dong = amount.checked_mul(Decimal::from(MILLION)).ok_or(())?.round();
            i64::try_from(dong).map(|dong| Some(Vnd(dong))).map_err(|_| ())
        }
        _ => Err(()),
    }
}

/// `NS tỉnh 500`: the last word is the amount, in millions of đồng.
fn source_amount(part: &str) -> Option<Funding> {
    let (source, amount) = part.rsplit_once(char::is_whitespace)?;
    let amount = vedich_values::number::parse_number(amount).ok()?;
    let amount = money(&Filled::Number(amount)).ok()??;
    let source = source.trim().trim_end_matches([':', '-']).trim().to_owned();
    (!source.is_empty()).then_some(Funding { source, amount })
}

fn millions(dong: i64) -> String {
    vedich_values::number::print_number(Decimal::new(dong, 6).normalize())
}
