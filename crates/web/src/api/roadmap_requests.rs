//! What is sent to make and change roadmaps, and where a change came to stand. Keys are only ever added.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vedich_facts::roadmap::{Count, RoadmapEdit};
use vedich_values::Date;

/// Changes to a roadmap: all or none.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct EditRequest {
    /// Which roadmap; absent: the one being followed.
    pub roadmap: Option<String>,
    /// The `version` of the answer they were made from; absent: the present one.
    pub base: Option<u64>,
    /// The date they hold for; absent: today.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    /// The changes, such as `{"set_task":{"task":"tc2.thi-cong","set":[{"duration":{"working":25}}]}}`.
    #[schema(value_type = Vec<Object>)]
    pub edits: Vec<RoadmapEdit>,
}

/// What was done, for a week or a day.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct CountRequest {
    /// Which roadmap; absent: the one being followed.
    pub roadmap: Option<String>,
    /// The `version` of the answer they were made from; absent: the present one.
    pub base: Option<u64>,
    /// The date they hold for; absent: today.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    /// The counts, such as `{"task":"tc2.thi-cong","on":"2020-09-14","done":{"percent":2500}}`: hundredths of a percent, or `quantity`.
    #[schema(value_type = Vec<Object>)]
    pub counts: Vec<Count>,
    /// Whether the week of `on` is complete with them.
    #[serde(default)]
    pub close_week: bool,
}

/// A roadmap to be made.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeRequest {
    /// Its title; absent: the unit's name and the target.
    pub title: Option<String>,
    /// The criteria set; absent: the one in force.
    pub set: Option<String>,
    /// First day; absent: today.
    #[schema(value_type = Option<String>, format = Date)]
    pub start: Option<Date>,
    /// The day by which everything is to be done.
    #[schema(value_type = String, format = Date)]
    pub target: Date,
    /// Numbers of the criteria; absent: those not met, met only just, or unknown.
    pub criteria: Option<Vec<u16>>,
    /// How far it goes: `met`, `submitted` (default), `recognised`.
    pub aim: Option<String>,
}

/// A change to be taken back.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UndoRequest {
    /// Which roadmap; absent: the one being followed.
    pub roadmap: Option<String>,
    /// Number of the change; absent: the caller's last one.
    pub change: Option<u64>,
    /// The date it holds for; absent: today.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
}

/// A plan to be kept as agreed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreeRequest {
    /// Which roadmap; absent: the one being followed.
    pub roadmap: Option<String>,
    /// Its name, unique in the roadmap.
    pub name: String,
    /// A remark.
    pub note: Option<String>,
    /// The day it is agreed; absent: today.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
}

/// Where a change came to stand.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChangedAnswer {
    /// The entry of the journal.
    pub entry: u64,
    /// Which roadmap.
    pub roadmap: Option<String>,
    /// The roadmap's new version.
    pub version: u64,
    /// Worth a look: constraints that cannot be kept, what somebody else wrote at once.
    pub remarks: Vec<String>,
}

/// Days off of an area.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DaysOffRequest {
    /// The first day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last day; absent: the first.
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// Why: `bão số 9`.
    pub reason: String,
    /// The day it is said; absent: today.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
}

/// Days off that hold for a unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClosedShape {
    /// The fact that declared them.
    pub seq: u64,
    /// Our id of the area that declared them.
    pub area: u32,
    /// The first day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// Why.
    pub reason: String,
    /// The day it was said.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
}

/// A roadmap to be carried on by a successor.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CarryRequest {
    /// Which roadmap; absent: the one the unit followed.
    pub roadmap: Option<String>,
    /// Our id of the successor; absent: the one the unit went into.
    pub to: Option<u32>,
}

/// Where it was carried to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CarriedAnswer {
    /// The journal's entry.
    pub entry: u64,
    /// Our id of the successor.
    pub unit: u32,
    /// The key of its new roadmap.
    pub roadmap: String,
}
