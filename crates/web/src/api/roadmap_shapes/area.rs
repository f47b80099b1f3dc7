//! The roadmaps of an area: what to do first, who has too much to do.

use crate::api::shapes::UnitRef;
use serde::Serialize;
use utoipa::ToSchema;
use vedich_values::{Date, Decimal};

/// Open criteria in three lists, easiest first in each.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TriageAnswer {
    /// Whose.
    pub unit: UnitRef,
    /// Which roadmap.
    pub roadmap: String,
    /// The criteria.
    pub criteria: Vec<TriagedShape>,
}

/// A criterion on its list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TriagedShape {
    /// Its number.
    pub criterion: u16,
    /// Its name.
    pub name: String,
    /// `finish-now`, `needs-money`, `needs-decision`.
    pub list: &'static str,
    /// Higher is easier, up to 1,000.
    pub score: i32,
    /// Why, in words, the deciding reason first.
    pub reasons: Vec<String>,
    /// Working days its tasks take from the day on.
    pub days_left: Option<i32>,
    /// Money needed; null: not known.
    pub cost: Option<i64>,
    /// Money already there.
    pub funded: i64,
}

/// The roadmaps of an area.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AreaRoadmapsAnswer {
    /// The date the answer holds for.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// Roadmaps that will keep their target as things go now.
    pub on_time: u32,
    /// A line per roadmap, the least likely first.
    pub roadmaps: Vec<AreaLineShape>,
    /// The criteria that leave most units no room before their target.
    pub blocking: Vec<BlockingShape>,
    /// The persons who carry most.
    pub loaded: Vec<LoadShape>,
    /// Roadmaps that cannot be timed, and why.
    pub untimed: Vec<UntimedShape>,
}

/// One roadmap of an area.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AreaLineShape {
    /// Whose.
    pub unit: UnitRef,
    /// Which of theirs.
    pub roadmap: String,
    /// The day by which everything is to be done.
    #[schema(value_type = Option<String>, format = Date)]
    pub target: Option<Date>,
    /// Last day as things go now.
    #[schema(value_type = String, format = Date)]
    pub finish: Date,
    /// The date that holds in four of five runs.
    #[schema(value_type = String, format = Date)]
    pub p80: Date,
    /// Chance of finishing by the target, 0 to 1.
    #[schema(value_type = Option<String>)]
    pub chance_by_target: Option<Decimal>,
    /// Working days behind the target.
    pub days_late: Option<i32>,
    /// Tasks.
    pub tasks: u32,
    /// Of them over.
    pub done: u32,
    /// Of them late.
    pub late: u32,
    /// Tasks due to be counted this week that were not.
    pub uncounted: u32,
    /// Whether the week's count was closed.
    pub week_closed: bool,
    /// Tasks that are not over and that nobody answers for.
    pub unassigned: u32,
    /// Criteria that decide its finish.
    pub blocking: Vec<u16>,
}

/// A criterion that leaves several units no room before their target.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BlockingShape {
    /// The set its number belongs to; null: of roadmaps that name none.
    pub set: Option<String>,
    /// Its number.
    pub criterion: u16,
    /// How many units.
    pub units: usize,
    /// Its late tasks.
    pub late: u32,
}

/// What a person carries.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LoadShape {
    /// Name or post.
    pub person: String,
    /// Whose officer; null: of a committee above the units.
    pub unit: Option<UnitRef>,
    /// Tasks that are not over.
    pub tasks: u32,
    /// Of them late.
    pub late: u32,
    /// Working days left in them.
    pub days_left: u32,
}

/// A roadmap that cannot be timed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UntimedShape {
    /// Our id of the unit.
    pub unit: u32,
    /// Why, in words.
    pub why: String,
}
