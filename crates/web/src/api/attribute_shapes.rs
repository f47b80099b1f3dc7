//! What the API says of properties of units. Keys are only ever added.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vedich_values::Date;

/// Something stated of a unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AttributeShape {
    /// The number of its fact.
    pub seq: u64,
    /// `tier`, `zone`, `group`, or a name that sets ask for: `especially_difficult`.
    pub name: String,
    /// Its value: a word, a number as text, or `yes` and `no`.
    pub value: String,
    /// First day.
    pub from: Date,
    /// Last day; none: until something else is stated.
    pub to: Option<Date>,
    /// Who says so.
    pub source: Option<String>,
}

/// Something to be stated of a unit.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct AttributeRequest {
    /// `tier`, `zone`, `group`, or a name that sets ask for.
    pub name: String,
    /// Its value, as people write it: a word or its name, a number, yes or no.
    pub value: String,
    /// First day.
    pub from: Date,
    /// Last day, when that is known.
    pub to: Option<Date>,
    /// Who says so: the decision.
    pub source: Option<String>,
}
