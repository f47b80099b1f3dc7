//! The table of the critical path (bảng đường găng) as officials keep it in a workbook: a row per task, sorted by finish, with what is to
//! be done and what was done week by week; and what such a table, filled in, says of the roadmap it was made from.

mod fill;

pub use fill::{Filled, FilledIn, FilledRow, PathField, fill_in, sources_text};

use crate::planner::{Planned, TaskStanding};
use crate::record::{Done, Funding, TaskKind, TaskRecord, WeekClosing};
use chrono::Days;
use vedich_values::{CriterionNo, Date, Decimal, IndicatorCode, TaskId, Vnd};

/// Weeks shown at most: a plan of three years is looked at by month, not by week.
const MOST_WEEKS: usize = 160;
/// Unit of measure of work that is only counted in parts of the whole.
pub const PERCENT: &str = "%";
/// Hundredths of a percent in a percent.
const HUNDREDTHS: u32 = 100;

/// The table of one roadmap on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct PathSheet {
    /// The Mondays of the weeks shown, from the week of the start to the week of the last date.
    pub weeks: Vec<Date>,
    /// Tasks and milestones, the first to finish first; headings are left out.
    pub rows: Vec<PathRow>,
}

/// A task in the table.
#[derive(Clone, Debug, PartialEq)]
pub struct PathRow {
    /// Which.
    pub task: TaskId,
    /// The criterion (tiêu chí) it serves.
    pub criterion: Option<CriterionNo>,
    /// The indicator (chỉ tiêu) it serves.
    pub code: Option<IndicatorCode>,
    /// What is to be done (nội dung công việc).
    pub title: String,
    /// Unit of measure (ĐVT); [`PERCENT`] when only the share is counted.
    pub measure: String,
    /// How much in all (tổng KL); none: not known yet.
    pub total: Option<Decimal>,
    /// Done so far (đã làm); none: never counted.
    pub done: Option<Done>,
    /// Money needed (nhu cầu).
    pub cost: Option<Vnd>,
    /// Money already there, by source (đã có, nguồn).
    pub funding: Vec<Funding>,
    /// The member of the steering committee in charge (chỉ đạo).
    pub member: Option<String>,
    /// The unit that does it (thực hiện): the lead, else the place.
    pub lead: Option<String>,
    /// The one responsible person.
    pub person: Option<String>,
    /// First day, as things go now.
    pub start: Date,
    /// Last day, as things go now.
    pub finish: Date,
    /// By week: how much should be done by its end as agreed (KH), cumulative; only over the weeks it lasts.
    pub planned: Vec<Option<Done>>,
    /// By week: how much was done by its end (TH), cumulative, where it was counted.
    pub counted: Vec<Option<Done>>,
    /// A remark (ghi chú).
    pub note: Option<String>,
    /// Its finish decides the finish of the whole (găng).
    pub critical: bool,
    /// Whether it is late: shown in red.
    pub late: bool,
    /// Working days its finish lies behind the agreed one; 0 when not behind.
    pub days_late: i32,
    /// How it stands.
    pub standing: TaskStanding,
}

impl PathSheet {
    /// The table of a timed roadmap.
    #[must_use]
    pub fn of(planned: &Planned) -> Self {
        let places: Vec<usize> = (0..planned.record.tasks.len()).filter(|place| !planned.is_heading(*place)).collect();
        let times: Vec<_> = places.iter().map(|place| planned.task(*place)).collect();
        let header = &planned.record.header;
        let last = times.iter().flat_map(|times| [times.expected.1, times.agreed.1]).chain(header.target).max().unwrap_or(header.start);
        let first = times.iter().flat_map(|times| [times.expected.0, times.agreed.0]).chain([header.start]).min().unwrap_or(header.start);
        let weeks = weeks(first, last);
        let mut rows: Vec<PathRow> = times.iter().map(|times| row(planned, times, &weeks)).collect();
        rows.sort_by_key(|row| (row.finish, row.start));
        Self { weeks, rows }
    }
}

fn weeks(first: Date, last: Date) -> Vec<Date> {
    let monday = WeekClosing::of(first).week;
    let mondays = (0_u64..).map_while(|week| monday.checked_add_days(Days::new(week * 7)));
    mondays.take_while(|monday| *monday <= last).take(MOST_WEEKS).collect()
}

fn row(planned: &Planned, times: &crate::planner::TaskTimes, weeks: &[Date]) -> PathRow {
    let task = &planned.record.tasks[times.place];
    let late = times.standing == TaskStanding::Late;
    PathRow {
        task: task.id.clone(),
        criterion: task.criterion,
        code: task.code.clone(),
        title: task.title.clone(),
        measure: measure(task),
        total: total(task),
        done: times.counted.share.map(|share| times.counted.quantity.map_or(Done::Percent(share), Done::Quantity)),
        cost: task.cost,
        funding: task.funding.clone(),
        member: task.member.clone(),
        lead: task.lead.clone().or_else(|| task.location.clone()),
        person: task.person.clone(),
        start: times.expected.0,
        finish: times.expected.1,
        planned: weeks.iter().map(|monday| planned_by(planned, task, times.agreed, *monday)).collect(),
        counted: weeks.iter().map(|monday| counted_in(planned, task, *monday)).collect(),
        note: task.note.clone(),
        critical: times.critical && times.standing != TaskStanding::Done,
        late,
        days_late: if late { times.days_late.max(0) } else { 0 },
        standing: times.standing,
    }
}

/// Unit of measure as the table shows it.
fn measure(task: &TaskRecord) -> String {
    task.quantity
        .as_ref()
        .map(|quantity| quantity.unit.clone())
        .filter(|unit| !unit.trim().is_empty())
        .unwrap_or_else(|| PERCENT.to_owned())
}

/// How much in all; a hundred where only the share is counted.
fn total(task: &TaskRecord) -> Option<Decimal> {
    match &task.quantity {
        Some(quantity) if !quantity.unit.trim().is_empty() => quantity.planned,
        Some(quantity) => quantity.planned.or(Some(Decimal::ONE_HUNDRED)),
        None => Some(Decimal::ONE_HUNDRED),
    }
}

fn sunday(monday: Date) -> Date {
    monday.checked_add_days(Days::new(6)).unwrap_or(monday)
}

/// What should be done by the end of a week, in proportion to the working days of the agreed plan; none before and after its weeks.
fn planned_by(planned: &Planned, task: &TaskRecord, (from, to): (Date, Date), monday: Date) -> Option<Done> {
    let sunday = sunday(monday);
    if sunday < from || monday > to {
        return None;
    }
    let calendar = &planned.plan.calendar;
    let (over, all) = (calendar.count(from..=to.min(sunday)), calendar.count(from..=to));
    let whole = to <= sunday || all <= 0 || task.kind == TaskKind::Milestone;
    match task.quantity.as_ref().and_then(|quantity| quantity.planned) {
        Some(total) if whole => Some(Done::Quantity(total)),
        Some(total) => Some(Done::Quantity((total * Decimal::from(over) / Decimal::from(all)).round_dp(2).normalize())),
        None if whole => Some(Done::Percent(100 * HUNDREDTHS)),
        None => u32::try_from(over * 100 / all).ok().map(|percent| Done::Percent(percent * HUNDREDTHS)),
    }
}

/// What was done by the last count of a week.
fn counted_in(planned: &Planned, task: &TaskRecord, monday: Date) -> Option<Done> {
    let counts = planned.record.counts.get(&task.id)?;
    let sunday = sunday(monday);
    counts.iter().rev().filter(|entry| (monday..=sunday).contains(&entry.count.on)).find_map(|entry| entry.count.done)
}

#[cfg(test)]
mod tests;
