//! What is told of roadmaps; what is sent to change them is in `roadmap_requests`. Keys are only ever added. Money is whole đồng, shares are 0 to 1, days are working days unless said.

use super::shapes::UnitRef;
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
    pub tasks: Vec<TaskShape>,
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
pub struct TaskShape {
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

/// The forecast of a roadmap.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ForecastAnswer {
    /// Whose.
    pub unit: UnitRef,
    /// Which of theirs.
    pub roadmap: String,
    /// The date the answer holds for.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// The day by which everything is to be done.
    #[schema(value_type = Option<String>, format = Date)]
    pub target: Option<Date>,
    /// Number of runs.
    pub runs: u32,
    /// Their seed.
    pub seed: u64,
    /// The shape of a duration between its estimates: `pert` or `triangular`.
    pub distribution: &'static str,
    /// The date that holds in one of two runs.
    #[schema(value_type = String, format = Date)]
    pub p50: Date,
    /// In four of five.
    #[schema(value_type = String, format = Date)]
    pub p80: Date,
    /// In nine of ten.
    #[schema(value_type = String, format = Date)]
    pub p90: Date,
    /// Chance of finishing by the target, 0 to 1.
    #[schema(value_type = Option<String>)]
    pub chance_by_target: Option<Decimal>,
    /// How many finished tasks of the unit taught the estimates; null: too few.
    pub learned_from: Option<usize>,
    /// Tasks by how often they decide the finish, most first.
    pub drivers: Vec<DriverShape>,
}

/// A task that drives the finish.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DriverShape {
    /// The task.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Share of runs in which it is critical, 0 to 1.
    #[schema(value_type = String)]
    pub criticality: Decimal,
    /// How strongly its duration moves with the finish, -1 to 1.
    #[schema(value_type = String)]
    pub sensitivity: Decimal,
}

/// What should be done of a roadmap, what is done and what it took.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ValueAnswer {
    /// Whose.
    pub unit: UnitRef,
    /// Which of theirs.
    pub roadmap: String,
    /// The date the answer holds for.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// `dong`: amounts are đồng; `days`: amounts are working days.
    pub measure: &'static str,
    /// All of it.
    pub whole: ValueShape,
    /// By topmost heading.
    pub parts: Vec<ValuePartShape>,
    /// Sums over time: the eve of the first day, the end of every week, the date itself; oldest first.
    pub curve: Vec<ValuePointShape>,
    /// Tasks without an estimated cost, which are not in these figures.
    pub unpriced: usize,
}

/// Planned, earned and actual value.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ValueShape {
    /// The worth of all of it.
    #[schema(value_type = String)]
    pub budget: Decimal,
    /// The worth of what should be done.
    #[schema(value_type = String)]
    pub planned: Decimal,
    /// The worth of what is done.
    #[schema(value_type = String)]
    pub earned: Decimal,
    /// What it took; null: of no task was it said.
    #[schema(value_type = Option<String>)]
    pub actual: Option<Decimal>,
    /// Earned by planned: 1 is on time, less is behind; null while nothing was due.
    #[schema(value_type = Option<String>)]
    pub schedule_index: Option<Decimal>,
    /// Earned by actual, of the tasks of which the actual was said: 1 is as estimated, less is dearer.
    #[schema(value_type = Option<String>)]
    pub cost_index: Option<Decimal>,
    /// What all of it will take if the rest goes as what is done.
    #[schema(value_type = Option<String>)]
    pub at_completion: Option<Decimal>,
}

/// The value under one heading.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ValuePartShape {
    /// Id of the heading; null for tasks outside any.
    pub id: Option<String>,
    /// What people call it.
    pub title: Option<String>,
    /// Its value.
    pub value: ValueShape,
}

/// A point of the curve.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ValuePointShape {
    /// The end of this day.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// The worth of what should be done by then.
    #[schema(value_type = String)]
    pub planned: Decimal,
    /// The worth of what was done by then; null for days to come.
    #[schema(value_type = Option<String>)]
    pub earned: Option<Decimal>,
    /// What it took by then.
    #[schema(value_type = Option<String>)]
    pub actual: Option<Decimal>,
}

/// The chain of tasks that decides the finish.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChainAnswer {
    /// Whose.
    pub unit: UnitRef,
    /// Which of theirs.
    pub roadmap: String,
    /// Last day as things go now.
    #[schema(value_type = String, format = Date)]
    pub finish: Date,
    /// Chains of critical tasks, each driven by the one before; at most five.
    pub chains: Vec<Vec<StepShape>>,
    /// Tasks that can slip a week or less before they decide the finish, the fewest days first.
    pub near_critical: Vec<NearShape>,
}

/// A task that is nearly critical.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NearShape {
    /// The task.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Working days it can slip.
    pub float_days: i32,
}

/// How far a roadmap has moved from a plan that was agreed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SlippageAnswer {
    /// Whose.
    pub unit: UnitRef,
    /// Which of theirs.
    pub roadmap: String,
    /// The date the answer holds for.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// The plan compared with.
    pub plan: BaselineShape,
    /// Its number among the agreed plans, from 1.
    pub version: usize,
    /// The names of all agreed plans, oldest first.
    pub plans: Vec<String>,
    /// The later plan it is held against; null: as things go now.
    pub against: Option<BaselineShape>,
    /// Last day as things go now, or in the later plan.
    #[schema(value_type = String, format = Date)]
    pub finish: Date,
    /// Working days by which the finish moved, positive is later.
    pub finish_moved_days: i32,
    /// The tasks, those taken out since last.
    pub tasks: Vec<SlipShape>,
}

/// A task against an agreed plan.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SlipShape {
    /// The task.
    pub id: String,
    /// What people call it; null: it was taken out since.
    pub title: Option<String>,
    /// First day as agreed; null: it came later.
    #[schema(value_type = Option<String>, format = Date)]
    pub agreed_start: Option<Date>,
    /// Last day as agreed.
    #[schema(value_type = Option<String>, format = Date)]
    pub agreed_finish: Option<Date>,
    /// First day as things go now; null: it was taken out since.
    #[schema(value_type = Option<String>, format = Date)]
    pub start: Option<Date>,
    /// Last day as things go now.
    #[schema(value_type = Option<String>, format = Date)]
    pub finish: Option<Date>,
    /// Working days by which the start moved, positive is later.
    pub start_moved_days: Option<i32>,
    /// Working days by which the end moved.
    pub finish_moved_days: Option<i32>,
}

/// A step of a chain.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StepShape {
    /// The task.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The responsible person.
    pub person: Option<String>,
    /// First day as things go now.
    #[schema(value_type = String, format = Date)]
    pub start: Date,
    /// Last day as things go now.
    #[schema(value_type = String, format = Date)]
    pub finish: Date,
    /// Working days the finish would gain if it took no time.
    pub drag_days: i32,
}

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
