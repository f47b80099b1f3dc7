//! One roadmap: its tasks, timed, and the plan that was agreed.

use crate::api::shapes::UnitRef;
use serde::Serialize;
use utoipa::ToSchema;
use vedich_values::{Date, Decimal};

/// A roadmap timed at the end of a day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoadmapAnswer {
    /// Whose.
    pub unit: UnitRef,
    /// Which of theirs.
    pub roadmap: String,
    /// Its last change: what an edit made from this answer carries as `base`.
    pub version: u64,
    /// The date the answer holds for.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// Its title.
    pub title: String,
    /// The criteria set it works through.
    pub set: Option<String>,
    /// The tier aimed at.
    pub tier: Option<String>,
    /// `active`, `finished`, `abandoned`.
    pub state: &'static str,
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub start: Date,
    /// The day by which everything is to be done.
    #[schema(value_type = Option<String>, format = Date)]
    pub target: Option<Date>,
    /// Last day as things go now.
    #[schema(value_type = String, format = Date)]
    pub finish: Date,
    /// Working days by which that lies behind the target; 0 when the target is kept.
    pub days_late: Option<i32>,
    /// On what it rests.
    pub basis: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// The plan agreed last.
    pub baseline: Option<BaselineShape>,
    /// Mondays of the weeks whose count was closed.
    #[schema(value_type = Vec<String>)]
    pub closed_weeks: Vec<Date>,
    /// Its tasks, in the order people keep.
    pub tasks: Vec<RoadmapTaskShape>,
    /// Ids of the tasks that decide the finish, in the order of their starts.
    pub critical: Vec<String>,
    /// What two people wrote differently at once, and what cannot be kept, in words.
    pub remarks: Vec<String>,
}

/// An agreed plan.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BaselineShape {
    /// Its name.
    pub name: String,
    /// When it was agreed.
    #[schema(value_type = String, format = Date)]
    pub agreed: Date,
    /// Its last day.
    #[schema(value_type = String, format = Date)]
    pub finish: Date,
}

/// A task with its dates.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoadmapTaskShape {
    /// Its id in the roadmap.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// `task`, `milestone`, `summary`.
    pub kind: &'static str,
    /// The heading it stands under.
    pub parent: Option<String>,
    /// The criterion it serves.
    pub criterion: Option<u16>,
    /// The indicator it serves.
    pub code: Option<String>,
    /// Most likely duration.
    pub duration_days: u32,
    /// Whether that is in calendar days.
    pub calendar_days: bool,
    /// Duration if all goes well.
    pub optimistic: Option<u32>,
    /// Duration if it goes badly.
    pub pessimistic: Option<u32>,
    /// What it waits on.
    pub predecessors: Vec<LinkShape>,
    /// Unit of measure.
    pub unit_of_measure: Option<String>,
    /// Planned quantity.
    #[schema(value_type = Option<String>)]
    pub quantity: Option<Decimal>,
    /// Whether it is a work (công trình): something built, which stands in the list of works (B08).
    pub work: bool,
    /// Money needed; null: not known.
    pub cost: Option<i64>,
    /// Money already there.
    pub funded: i64,
    /// The one responsible person.
    pub person: Option<String>,
    /// The leading unit.
    pub lead: Option<String>,
    /// Cooperating units.
    pub cooperating: Vec<String>,
    /// The member of the steering committee in charge.
    pub member: Option<String>,
    /// Where.
    pub location: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// What may lengthen it.
    pub risks: Vec<String>,
    /// Who must decide: `commune`, `district`, `province`, `centre`.
    pub decider: &'static str,
    /// Whether that decision has been given.
    pub decided: bool,
    /// Durations and links are assumed.
    pub assumed: bool,
    /// First day as things go now.
    #[schema(value_type = String, format = Date)]
    pub start: Date,
    /// Last day as things go now.
    #[schema(value_type = String, format = Date)]
    pub finish: Date,
    /// First day as agreed.
    #[schema(value_type = String, format = Date)]
    pub agreed_start: Date,
    /// Last day as agreed.
    #[schema(value_type = String, format = Date)]
    pub agreed_finish: Date,
    /// Working days it can slip without moving the finish.
    pub float_days: i32,
    /// Whether it decides the finish.
    pub critical: bool,
    /// `done`, `late`, `underway`, `waiting`.
    pub standing: &'static str,
    /// Working days behind the agreed finish; negative: ahead.
    pub days_late: i32,
    /// Done so far, in percent with two decimals; null: never counted.
    #[schema(value_type = Option<String>)]
    pub done_percent: Option<Decimal>,
    /// Last day counted.
    #[schema(value_type = Option<String>, format = Date)]
    pub counted_through: Option<Date>,
}

/// A link to an earlier task.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LinkShape {
    /// The earlier task.
    pub id: String,
    /// `FS`, `SS`, `FF`, `SF`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Working days between; negative for a lead.
    pub lag_days: i32,
}
