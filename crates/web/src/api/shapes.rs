//! Wire shapes of the JSON API and of `vedich … --json`. Others script against them: keys are only ever added.

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

/// Counts of statuses: `met + not_met + no_data = total`; narrowly met ones are inside `met` too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct CountsShape {
    /// Met, narrowly met and not applicable.
    pub met: u32,
    /// Met only just.
    pub narrowly_met: u32,
    /// Not met.
    pub not_met: u32,
    /// Nothing known, or no threshold to compare with.
    pub no_data: u32,
    /// All.
    pub total: u32,
}

/// "12/20".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TallyShape {
    /// Met.
    pub met: u32,
    /// Of how many.
    pub total: u32,
}

/// A count somebody reported, beside the computed one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReportedShape {
    /// Criteria.
    pub criteria: Option<TallyShape>,
    /// Indicators.
    pub indicators: Option<TallyShape>,
    /// The date it holds for.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// Who says so.
    pub source: Option<String>,
    /// `agrees`, `possible` or `contradicts`, for criteria.
    pub verdict: Option<&'static str>,
    /// The verdict in words.
    pub comparison: Option<String>,
}

/// A criterion that is not met.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnmetShape {
    /// Its number.
    pub no: u16,
    /// Its name.
    pub name: String,
    /// Why, in words.
    pub why: String,
}

/// One criterion's outcome.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CriterionShape {
    /// Its number.
    pub no: u16,
    /// Its name.
    pub name: String,
    /// met, narrowly_met, not_met, no_data, not_applicable, not_assessable.
    pub status: &'static str,
    /// computed, declared, none.
    pub basis: &'static str,
}

/// One indicator's outcome.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ResultShape {
    /// Indicator code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// met, narrowly_met, not_met, no_data, not_applicable, not_assessable.
    pub status: &'static str,
    /// The value as reported, unit included.
    pub value: Option<String>,
    /// The threshold that applied, unit included.
    pub threshold: Option<String>,
    /// Distance to the threshold in the indicator's unit, as a decimal; negative when short of it.
    pub margin: Option<String>,
    /// How sure the threshold is: verified, confirmed, memory, unknown.
    pub confidence: &'static str,
    /// The rule that decided, in words.
    pub explanation: String,
}

/// A place assessed against a set as of a date.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssessAnswer {
    /// The place.
    pub unit: UnitRef,
    /// Id of the set.
    pub set: String,
    /// The date.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// Counts of criteria.
    pub criteria: CountsShape,
    /// Counts of indicators.
    pub indicators: CountsShape,
    /// Reported counts, newest first.
    pub reported: Vec<ReportedShape>,
    /// Criteria not met.
    pub unmet: Vec<UnmetShape>,
    /// Every criterion.
    pub criteria_results: Vec<CriterionShape>,
    /// Every listed indicator.
    pub results: Vec<ResultShape>,
}
