//! Units: named, found, with everything known of them.

use serde::Serialize;
use utoipa::ToSchema;
use vedich_values::Date;

/// A unit, named.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitRef {
    /// Our own id, stable for ever.
    pub id: u32,
    /// Full name: "Xã Lâm Hợp".
    pub name: String,
    /// Official code on the date asked for.
    pub code: Option<String>,
    /// country, province, district, commune, hamlet.
    pub level: &'static str,
    /// Name with its parents: "Xã Lâm Hợp, Huyện Kỳ Anh, Tỉnh Hà Tĩnh".
    pub path: String,
}

/// A unit found by name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FoundShape {
    /// The unit.
    #[serde(flatten)]
    pub unit: UnitRef,
    /// A date on which it exists under that name.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// The whole name or code was given.
    pub exact: bool,
}

/// Something that holds from a date to a date.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DatedShape {
    /// The name, code, parent or zone.
    pub value: String,
    /// First day; absent: since before our records.
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// Last day; absent: still.
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
}

/// What a unit became, or came from.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SuccessionShape {
    /// The other unit.
    pub unit: UnitRef,
    /// First day of the new order.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// Whether the earlier unit went over undivided.
    pub whole: bool,
}

/// A unit over its whole life.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitShape {
    /// Our own id.
    pub id: u32,
    /// country, province, district, commune, hamlet.
    pub level: &'static str,
    /// Full names.
    pub names: Vec<DatedShape>,
    /// Official codes.
    pub codes: Vec<DatedShape>,
    /// Units above it, by our id.
    pub parents: Vec<DatedShape>,
    /// Zones its thresholds are taken from.
    pub zones: Vec<DatedShape>,
    /// What took its place: its successors, or for a district of June 2025, which has none, those of its communes.
    pub heirs: Vec<SuccessionShape>,
    /// What it became.
    pub successors: Vec<SuccessionShape>,
    /// What it came from.
    pub predecessors: Vec<SuccessionShape>,
}
