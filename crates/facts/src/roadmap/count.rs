//! What was counted, what was closed, what was agreed.

use super::task::Funding;
use serde::{Deserialize, Serialize};
use vedich_values::{Date, Decimal, TaskId, Vnd};

/// How long a time a count covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A week, Monday to Sunday.
    #[default]
    Week,
    /// A day, as in a campaign.
    Day,
}

/// How much is done so far, since the start of the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    /// In the task's unit of measure.
    Quantity(Decimal),
    /// In hundredths of a percent, 0 to 10,000.
    Percent(u32),
}

/// The count of a task (kiểm đếm) for a week or a day. Cumulative; what is not said stays empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Count {
    /// Of which task.
    pub task: TaskId,
    /// The day counted, or the Monday of the week counted.
    pub on: Date,
    /// Day or week.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub period: Period,
    /// Done so far; empty: not counted, only remarked on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Done>,
    /// Working days left, as those who do the work see it; empty: in proportion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_left: Option<u32>,
    /// First day of work, when said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<Date>,
    /// Last day of work, when said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<Date>,
    /// Spent so far, in đồng.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spent: Option<Vnd>,
    /// The same by source of capital, as far as it is known; never more than what was spent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spent_by: Vec<Funding>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who counted, when it is not the one who records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Illustrative, not counted by anybody.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub assumed: bool,
}

impl Count {
    /// The count of a task for the week of a day.
    #[must_use]
    pub fn of_week(task: impl Into<TaskId>, day: Date, done: Done) -> Self {
        Self::new(task, monday(day), Period::Week, done)
    }

    /// The count of a task on a day.
    #[must_use]
    pub fn of_day(task: impl Into<TaskId>, day: Date, done: Done) -> Self {
        Self::new(task, day, Period::Day, done)
    }

    fn new(task: impl Into<TaskId>, on: Date, period: Period, done: Done) -> Self {
        Self {
            task: task.into(),
            on,
            period,
            done: Some(done),
            days_left: None,
            started: None,
            finished: None,
            spent: None,
            spent_by: Vec::new(),
            note: None,
            by: None,
            assumed: false,
        }
    }

    /// The same, with what was spent from each source; together that is what was spent.
    #[must_use]
    pub fn spending_by(mut self, sources: Vec<Funding>) -> Self {
        if !sources.is_empty() {
            self.spent = Some(Vnd(sources.iter().fold(0, |sum, source| sum.saturating_add(source.amount.0))));
        }
        self.spent_by = sources;
        self
    }

    /// The last day it covers.
    #[must_use]
    pub fn through(&self) -> Date {
        match self.period {
            Period::Day => self.on,
            Period::Week => self.on.checked_add_days(chrono::Days::new(6)).unwrap_or(self.on),
        }
    }
}

/// The Monday of a day's week.
pub(crate) fn monday(day: Date) -> Date {
    use chrono::Datelike;
    let since = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(chrono::Days::new(since)).unwrap_or(day)
}

/// A week whose count is complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekClosing {
    /// Monday of the week.
    pub week: Date,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl WeekClosing {
    /// The closing of the week of a day.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self { week: monday(day), note: None }
    }
}

/// First and last day of a task in a plan that was agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskSpan {
    /// The task.
    pub task: TaskId,
    /// First day.
    pub start: Date,
    /// Last day.
    pub finish: Date,
}

/// A plan that was agreed (kế hoạch gốc), kept as it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaselineRecord {
    /// Its name, unique in the roadmap: "Kế hoạch gốc ngày 08/9/2020".
    pub name: String,
    /// The day it was agreed.
    pub agreed: Date,
    /// Last day of the plan.
    pub finish: Date,
    /// First and last day of each task.
    pub tasks: Vec<TaskSpan>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
