//! A plan as a file states it: wire shapes into tasks, with the ids as they came.

use super::{InputError, shape};
use crate::calendar::holidays::Holiday;
use crate::calendar::{Rules, Week, WorkCalendar};
use crate::forecast::{Risk, Shape};
use crate::network::LinkKind;
use crate::plan::{Constraint, Plan, Predecessor, Span, Task};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use vedich_values::date::parse_date;
use vedich_values::{Date, Diagnostic, Severity};

/// What a file asks.
pub(super) struct PlanAsked {
    pub(super) plan: Plan,
    /// Ids of its tasks as the file writes them, texts or numbers.
    pub(super) ids: Vec<Value>,
    pub(super) risks: Vec<Risk>,
    pub(super) shape: Shape,
    pub(super) remarks: Vec<Diagnostic>,
}

impl PlanAsked {
    pub(super) fn read(text: &str, holidays: &[Holiday]) -> Result<Self, InputError> {
        Self::checked(text, holidays, |_, _| Vec::new())
    }

    /// The same for a forecast, which needs what its risks are.
    pub(super) fn read_with_risks(text: &str, holidays: &[Holiday]) -> Result<Self, InputError> {
        Self::checked(text, holidays, shape::check_risks)
    }

    fn checked(text: &str, holidays: &[Holiday], more: impl Fn(&str, &Value) -> Vec<Diagnostic>) -> Result<Self, InputError> {
        let mut value: Value = serde_json::from_str(text)?;
        let given: Vec<Value> = value["tasks"].as_array().into_iter().flatten().map(|task| task["id"].clone()).collect();
        shape::plain(&mut value);
        let mut remarks = shape::check(text, &value);
        remarks.extend(more(text, &value));
        if remarks.iter().any(|problem| problem.severity == Severity::Error) {
            return Err(InputError::Refused(remarks));
        }
        let file: PlanFile = serde_json::from_value(value)?;
        let calendar = calendar(file.calendar.as_deref().unwrap_or("vn"), holidays)?;
        let tasks = file.tasks.into_iter().map(TaskFile::task).collect();
        // Other names were refused with their place.
        let shape = file.distribution.as_deref().and_then(Shape::named).unwrap_or_default();
        let risks = file.risks.into_iter().map(|risk| Risk::of_percent(&risk.name, risk.chance_percent, risk.impact_percent));
        Ok(Self { plan: Plan { start: file.start.0, calendar, tasks }, ids: given, risks: risks.collect(), shape, remarks })
    }
}

/// The calendar a file names: `vn` (default), `every-day`, `mon-fri`; the table reaches as far as the plan can.
///
/// # Errors
/// An unknown name.
pub fn calendar(name: &str, holidays: &[Holiday]) -> Result<WorkCalendar, InputError> {
    Ok(match name {
        "vn" => Rules::vietnam(holidays.to_vec()).build(),
        "every-day" => Rules::week(Week::EveryDay).years(2000..=2000).build(),
        "mon-fri" => Rules::week(Week::MondayToFriday).years(2000..=2000).build(),
        other => return Err(InputError::Calendar(other.into())),
    })
}

#[derive(Deserialize)]
struct PlanFile {
    start: Day,
    calendar: Option<String>,
    tasks: Vec<TaskFile>,
    #[serde(default)]
    risks: Vec<RiskFile>,
    distribution: Option<String>,
}

#[derive(Deserialize)]
struct TaskFile {
    id: Id,
    name: Option<String>,
    parent: Option<Id>,
    duration_days: Option<u32>,
    duration_calendar_days: Option<u32>,
    optimistic: Option<u32>,
    pessimistic: Option<u32>,
    #[serde(default)]
    predecessors: Vec<PredecessorFile>,
    not_before: Option<Day>,
    not_after: Option<Day>,
    fixed: Option<Day>,
    #[serde(default)]
    risks: Vec<String>,
}

/// A risk that lengthens tasks: chance in percent, and by how many percent at least, likely, at most.
#[derive(Deserialize)]
struct RiskFile {
    name: String,
    chance_percent: u32,
    impact_percent: [u32; 3],
}

#[derive(Deserialize)]
#[serde(untagged)]
enum PredecessorFile {
    Full {
        id: Id,
        #[serde(rename = "type")]
        kind: Option<String>,
        #[serde(default)]
        lag_days: i32,
    },
    Id(Id),
}

/// Ids are texts; numbers are taken as written.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Id {
    Text(String),
    Number(i64),
}

impl Id {
    pub(super) fn text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

/// A date as people write it.
struct Day(Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse_date(&text).map(Self).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is not a date")))
    }
}

impl TaskFile {
    fn task(self) -> Task {
        let id = self.id.text();
        let name = self.name.unwrap_or_else(|| id.clone());
        let mut task = Task::new(&id, &name, self.duration_days.unwrap_or(0));
        if let Some(days) = self.duration_calendar_days {
            task.span = Span::Calendar(days);
        }
        let likely = task.span.days();
        if self.optimistic.is_some() || self.pessimistic.is_some() {
            task.estimate = Some((self.optimistic.unwrap_or(likely), self.pessimistic.unwrap_or(likely)));
        }
        task.parent = self.parent.map(Id::text);
        task.risks = self.risks;
        task.predecessors = self.predecessors.into_iter().map(PredecessorFile::predecessor).collect();
        let fixed = self.fixed.map(|day| Constraint::Fixed(day.0));
        task.constraint = fixed.or(self.not_before.map(|day| Constraint::NotBefore(day.0)));
        task.deadline = self.not_after.map(|day| day.0);
        task
    }
}

impl PredecessorFile {
    fn predecessor(self) -> Predecessor {
        match self {
            Self::Full { id, kind, lag_days } => {
                // Other letters were refused with their place.
                let kind = kind.as_deref().and_then(LinkKind::from_letters).unwrap_or_default();
                Predecessor { id: id.text(), kind, lag: lag_days }
            }
            Self::Id(id) => Predecessor { id: id.text(), kind: LinkKind::FinishToStart, lag: 0 },
        }
    }
}
