//! What is asked of a timed roadmap: its forecast, its earned value, the chain that decides, how it slipped.

use super::one::BaselineShape;
use crate::api::shapes::UnitRef;
use serde::Serialize;
use utoipa::ToSchema;
use vedich_values::{Date, Decimal};

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
    pub whole: EarnedValueShape,
    /// By topmost heading.
    pub parts: Vec<ValuePartShape>,
    /// Sums over time: the eve of the first day, the end of every week, the date itself; oldest first.
    pub curve: Vec<ValuePointShape>,
    /// Tasks without an estimated cost, which are not in these figures.
    pub unpriced: usize,
}

/// Planned, earned and actual value.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EarnedValueShape {
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
    pub value: EarnedValueShape,
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
