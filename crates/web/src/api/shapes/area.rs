//! Areas: the places in them, beside each other and over time.

use super::place::{CountsShape, HeadlineShape, ReportedShape, TallyShape};
use super::units::UnitRef;
use serde::Serialize;
use utoipa::ToSchema;
use vedich_values::Date;

/// How a place stood on a date.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PointShape {
    /// The date.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// Criteria, by the thresholds of the date.
    pub criteria: CountsShape,
    /// Indicators.
    pub indicators: CountsShape,
}

/// A place over time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgressAnswer {
    /// Id of the set.
    pub set: String,
    /// Dates on which something was stated, ascending; the last ones when there are many.
    pub points: Vec<PointShape>,
    /// Counts reported, newest first, with what they compare to today.
    pub reported: Vec<ReportedShape>,
}

/// A place in an order; equal places share it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RankShape {
    /// 1 for the first.
    pub place: u32,
    /// The unit.
    pub unit: UnitRef,
    /// Its criteria, as computed.
    pub criteria: CountsShape,
    /// The count that stands for it, by which it is ranked.
    pub headline: Option<HeadlineShape>,
}

/// A place among its likes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RankAnswer {
    /// Id of the set.
    pub set: String,
    /// The nearest area in which others are known too.
    pub area: Option<UnitRef>,
    /// The unit's place by criteria met, then indicators met; 1 for the first.
    pub place: u32,
    /// How many are ranked.
    pub of: u32,
    /// How many share the place, itself included.
    pub shared: u32,
    /// The units just before and behind it, best first, itself included.
    pub neighbours: Vec<RankShape>,
}

/// A page of the board of an area.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AreaAnswer {
    /// The area.
    pub area: UnitRef,
    /// The set as it is in force in the area: the province's own where it has one.
    pub set: String,
    /// Root of the family of sets: what the sets of the provinces of a country's board have in common.
    pub family: String,
    /// The date.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// Level of the rows.
    pub level: &'static str,
    /// Units in all, with facts or without.
    pub units: u32,
    /// Of these, units of which anything is known.
    pub with_data: u32,
    /// Units that meet every criterion.
    pub full: u32,
    /// What averages and bands are over: the units of which it is known how many criteria they meet.
    pub counted: CountedShape,
    /// Criteria over all units.
    pub criteria: CountsShape,
    /// Indicators over all units.
    pub indicators: CountsShape,
    /// Units by how they stand at each criterion.
    pub by_criterion: Vec<CriterionCounts>,
    /// Units that count by band.
    pub by_band: Vec<BandCount>,
    /// Rows that pass the filter, in all.
    pub found: usize,
    /// A page of rows, in the order asked for.
    pub rows: Vec<AreaRowShape>,
    /// Give this as `after` for the next page; absent on the last one.
    pub next_after: Option<u32>,
}

/// Units of which it is known how many criteria they meet: each with the count that stands for it (`headline`).
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct CountedShape {
    /// How many units.
    pub units: u32,
    /// Criteria met over all of them; the average is this by `units`.
    pub met: u32,
    /// How many of the units count with what they reported.
    pub reported: u32,
}

/// Units by how they stand at one criterion.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CriterionCounts {
    /// Number of the criterion.
    pub no: u16,
    /// Its name.
    pub name: String,
    /// The units.
    pub units: CountsShape,
}

/// Units in one band.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BandCount {
    /// Id of the band.
    pub band: String,
    /// How many units.
    pub units: u32,
}

/// One row of a board.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AreaRowShape {
    /// The unit.
    pub unit: UnitRef,
    /// The set it is assessed by.
    pub set: String,
    /// Whether anything is known of it.
    pub has_data: bool,
    /// Its band.
    pub band: Option<String>,
    /// Counts of criteria.
    pub criteria: CountsShape,
    /// Counts of indicators.
    pub indicators: CountsShape,
    /// The last reported count of criteria: all there is where the detail is unknown.
    pub reported: Option<TallyShape>,
    /// The count that stands for the unit; absent: nothing is decided and nothing was reported.
    pub headline: Option<HeadlineShape>,
    /// Criteria met more (or, negative, fewer) than a month ago; absent when nothing was known then.
    pub change_month: Option<i32>,
    /// Criteria met more (or, negative, fewer) than at the end of last year; absent when nothing was known then.
    pub change_year: Option<i32>,
    /// Status by criterion number; null where its set has no such criterion.
    pub statuses: Vec<Option<&'static str>>,
}
