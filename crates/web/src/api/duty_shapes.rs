//! What the API says of who is responsible for what. Keys are only ever added.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vedich_values::Date;

/// A responsibility.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DutyShape {
    /// Its identity; none in the answer about a file that was only looked at.
    pub duty: Option<u64>,
    /// Who.
    pub holder: String,
    /// Their account, where one is bound.
    pub login: Option<String>,
    /// The criterion they are responsible for, everywhere below the unit.
    pub criterion: Option<u16>,
    /// The set whose number the criterion has. The same work under other sets is found by what corresponds there.
    pub set: Option<String>,
    /// The unit they are responsible for.
    pub unit: Option<u32>,
    /// `lead` or `support`.
    pub part: &'static str,
    /// First day.
    pub from: Date,
    /// Last day; none: until ended.
    pub to: Option<Date>,
    /// The decision.
    pub decision: Option<String>,
}

/// What is to be done with a file of responsibilities.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DutyFileQuery {
    /// Show what it would do; write nothing.
    #[serde(default)]
    pub dry_run: bool,
    /// Its name: `phan-cong.xlsx`, for its kind and the places of problems.
    pub name: Option<String>,
}

/// What a file of responsibilities would do, or did.
#[derive(Debug, Serialize, ToSchema)]
pub struct DutyFileAnswer {
    /// The entry of the record; none: nothing was written.
    pub entry: Option<u64>,
    /// What is new, in the order of the rows.
    pub duties: Vec<DutyShape>,
    /// Rows that say what holds already.
    pub known: usize,
    /// Everything that is wrong, each with its cell; with any, nothing is written.
    pub problems: Vec<String>,
}

/// A responsibility to be given: for a criterion or for a unit, one of the two.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveDutyRequest {
    /// Who, by name.
    pub holder: String,
    /// Their account, where there is one.
    pub login: Option<String>,
    /// The criterion, everywhere below the unit.
    pub criterion: Option<u16>,
    /// Our id of a unit below.
    pub unit: Option<u32>,
    /// `lead` (default) or `support`.
    pub part: Option<String>,
    /// First day; absent: today.
    pub from: Option<Date>,
    /// Last day; absent: until ended.
    pub to: Option<Date>,
    /// The decision.
    pub decision: Option<String>,
    /// Whoever is in charge of it until then hands over: theirs ends the day before, in the same entry. Absent: it is refused while
    /// somebody is.
    #[serde(default)]
    pub hand_over: bool,
}

/// From when on a responsibility no longer holds.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndDutyRequest {
    /// From that day on; absent: today.
    pub from: Option<Date>,
    /// Why, for the record.
    pub why: Option<String>,
}
