//! Tasks, their counts, and what was written.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vedich_facts::steering::TaskTally;
use vedich_values::Date;

/// Of which day, and as known when.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DayQuery {
    /// The date it holds for; default today in Việt Nam.
    pub as_of: Option<String>,
    /// Only what was on record by the end of that day.
    pub known_on: Option<String>,
}

/// A unit, and an office within it where one is meant.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyShape {
    /// Our id of the unit.
    pub unit: u32,
    /// The office within it: "Phòng Kinh tế".
    #[serde(default)]
    pub office: String,
}

/// A deadline: exactly one of these, or none for a task without one.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DueRequest {
    /// A day.
    #[schema(value_type = Option<String>, format = Date)]
    pub day: Option<Date>,
    /// Working days after it is given.
    pub working_days: Option<u32>,
    /// Days after it is given.
    pub calendar_days: Option<u32>,
    /// Every week on this day: 1 Monday to 7 Sunday.
    pub weekly: Option<u8>,
    /// Every month on this day: 1 to 31, or the last one of a shorter month.
    pub monthly: Option<u8>,
    /// Last day of what comes every week or month.
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
}

/// A task to assign.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskRequest {
    /// In whose name it is assigned: our id. Within a conclusion it is the meeting's.
    pub unit: Option<u32>,
    /// What is to be done.
    pub content: String,
    /// What comes out of it.
    #[serde(default)]
    pub product: String,
    /// Who leads it: exactly one.
    pub lead: PartyShape,
    /// Who answers for it: a login, a name or a post.
    pub person: String,
    /// The day it is given; default today.
    #[schema(value_type = Option<String>, format = Date)]
    pub given: Option<Date>,
    /// By when.
    #[serde(default)]
    pub due: DueRequest,
    /// Who helps.
    #[serde(default)]
    pub cooperating: Vec<PartyShape>,
    /// Places it concerns.
    #[serde(default)]
    pub places: Vec<u32>,
    /// Criteria it concerns.
    #[serde(default)]
    pub criteria: Vec<u16>,
    /// `directive` (default), `plan`.
    pub source: Option<String>,
    /// Number of the paper that assigns it.
    pub paper: Option<String>,
    /// Paragraph of that paper.
    pub paragraph: Option<String>,
    /// The task of the lead's roadmap that it is, by id or by name: `tc2.thi-cong`, `2. Thi công cứng hóa mặt đường`.
    pub roadmap_task: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Of an edit whose deadline is later: why. It takes the right to approve and is kept as an extension.
    pub reason: Option<String>,
    /// Of an edit: the version its maker had seen; default the present one. What differs from it is written, and nothing else.
    pub base: Option<u64>,
}

/// A task in the place of another.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplaceRequest {
    /// The new task; it is assigned in the name of the unit that assigned the old one.
    pub task: TaskRequest,
    /// Why the old one is stopped.
    pub why: String,
    /// The version of the old one its maker had seen.
    pub base: Option<u64>,
}

/// What becomes of a task.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TaskActRequest {
    /// Progress, a reason, what came out of it.
    pub text: Option<String>,
    /// How far it is, 0 to 100: of `note`.
    pub percent: Option<u8>,
    /// What shows it: of `note` and `report`.
    pub evidence: Option<String>,
    /// Files that show it: of `accept`, `decline`, `note`, `report`, `round`, `ask-extension`.
    #[serde(default)]
    pub files: Vec<TaskFile>,
    /// Until when: of `ask-extension`, `grant-extension` and `extend`.
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// The task that takes its place: of `stop`.
    pub replaced_by: Option<String>,
    /// The day it holds for; default today.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    /// The version it was made from; default the present one.
    pub base: Option<u64>,
}

/// A file that goes with what is said of a task.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskFile {
    /// Its name.
    pub name: String,
    /// Its content, in Base64.
    pub content: String,
}

/// A count to close.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseCountRequest {
    /// Whose tasks: our id.
    pub unit: u32,
    /// `week` or `month`.
    pub span: String,
    /// A day of it; default today.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    /// A remark.
    pub note: Option<String>,
}

/// What was written.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ItemWrittenAnswer {
    /// The item.
    pub id: String,
    /// The entry of the journal.
    pub entry: u64,
    /// The item's version now: the base of the next change.
    pub version: u64,
    /// It had been sent before; nothing was changed.
    pub already: bool,
}

/// A task.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TaskShape {
    /// Its id.
    pub id: String,
    /// What is to be done.
    pub content: String,
    /// What comes out of it.
    pub product: String,
    /// The unit that assigned it.
    pub assigner: u32,
    /// Who leads it.
    pub lead: LeadShape,
    /// Who answers for it.
    pub person: String,
    /// Who helps.
    pub cooperating: Vec<PartyShape>,
    /// The day it was given.
    pub given: Date,
    /// The last day in force.
    pub due: Option<Date>,
    /// Times it was extended.
    pub extensions: u32,
    /// Where it stands: `assigned`, `declined`, `in-progress`, `reported`, `finished`, `stopped`.
    pub state: &'static str,
    /// How it counts: `in-time`, `late`, `in-progress`, `overdue`, `out`.
    pub counts: &'static str,
    /// Days late or overdue.
    pub days: u32,
    /// How far it is.
    pub percent: Option<u8>,
    /// Places it concerns.
    pub places: Vec<u32>,
    /// Criteria it concerns.
    pub criteria: Vec<u16>,
    /// Where it comes from.
    #[schema(value_type = Object)]
    pub source: serde_json::Value,
    /// Address of the document it was read from, at the words that order it.
    pub document: Option<String>,
    /// The task of a roadmap it is.
    #[schema(value_type = Object)]
    pub roadmap: serde_json::Value,
    /// The task that takes its place.
    pub replaced_by: Option<String>,
    /// Files that show what happened to it: name, media type, size in bytes, address.
    #[schema(value_type = Vec<Object>)]
    pub files: Vec<serde_json::Value>,
    /// Its version: the base of the next change.
    pub version: u64,
}

/// Who leads a task.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LeadShape {
    /// Our id of the unit.
    pub unit: u32,
    /// Its name.
    pub name: String,
    /// The office within it.
    pub office: String,
}

/// A count of tasks: assigned = in time + late + in progress + overdue.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct TaskTallyShape {
    /// Assigned.
    pub assigned: u32,
    /// Finished in time.
    pub in_time: u32,
    /// Finished late.
    pub late: u32,
    /// Not finished, in time.
    pub in_progress: u32,
    /// Not finished, overdue.
    pub overdue: u32,
}

impl From<TaskTally> for TaskTallyShape {
    fn from(tally: TaskTally) -> Self {
        let TaskTally { in_time, late, in_progress, overdue } = tally;
        Self { assigned: tally.assigned(), in_time, late, in_progress, overdue }
    }
}

/// A page of tasks.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TaskList {
    /// The date it holds for.
    pub as_of: Date,
    /// The count of the whole list.
    pub count: TaskTallyShape,
    /// The tasks, those to be done first at the front.
    pub tasks: Vec<TaskShape>,
    /// Where the next page starts.
    pub next: Option<String>,
}

/// The count of an area week by week or month by month.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CountAnswer {
    /// The date it holds for.
    pub as_of: Date,
    /// Oldest first.
    pub history: Vec<CountedSpanShape>,
    /// The units right below that lead any, now.
    pub by_unit: Vec<UnitTallyShape>,
}

/// A count on a day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CountedSpanShape {
    /// The day.
    pub through: Date,
    /// The count; none where there are too many tasks to count a past day anew and nobody closed it.
    pub count: Option<TaskTallyShape>,
    /// The count as it was closed, when it was.
    pub closed: Option<ClosedCountShape>,
}

/// A count that was closed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClosedCountShape {
    /// Who closed it.
    pub by: Option<String>,
    /// What was counted then.
    pub count: TaskTallyShape,
    /// Their remark.
    pub note: Option<String>,
}

/// The count of a unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitTallyShape {
    /// Our id of the unit.
    pub unit: u32,
    /// Its name.
    pub name: String,
    /// The count.
    pub count: TaskTallyShape,
}
