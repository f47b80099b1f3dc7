//! One place: how it is assessed, what was stated of it.

use super::units::UnitRef;
use serde::Serialize;
use utoipa::ToSchema;
use vedich_values::Date;

/// Counts of statuses: `met + not_met + no_data = total`; narrowly met ones are inside `met` too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct CountsShape {
    /// Met, narrowly met and not applicable.
    pub met: u32,
    /// Met only just.
    pub narrowly_met: u32,
    /// Not met.
    pub not_met: u32,
    /// Nothing known, no threshold to compare with, or counted by the decision without being listed (`unlisted` of a sheet, none of
    /// `results`).
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

/// The one count that is told of a unit: what its values and statuses give, or what was reported while less than half of its criteria
/// are decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HeadlineShape {
    /// `computed` or `reported`.
    pub basis: &'static str,
    /// Criteria.
    pub criteria: TallyShape,
    /// Indicators; absent: none is known, or none was reported.
    pub indicators: Option<TallyShape>,
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
    /// Address of the document it was read from, at the words that say so.
    pub document: Option<String>,
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
    /// The value as reported, unit included, in words of the language asked for.
    pub value: Option<String>,
    /// The value as recorded, the same in every language.
    #[schema(value_type = Option<Object>)]
    pub observed: Option<vedich_facts::Observed>,
    /// The threshold that applied, unit included, in words of the language asked for.
    pub threshold: Option<String>,
    /// The threshold as set files write it (`>= 90`), the same in every language.
    pub rule: Option<String>,
    /// Distance to the threshold in the indicator's unit, as a decimal; negative when short of it.
    pub margin: Option<String>,
    /// The distance in percent of the threshold, two decimals, rounded half up; none where the threshold is zero.
    pub margin_percent: Option<String>,
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
    /// What must still be known before the zone, and with it the thresholds, is certain, in words; absent when it is.
    pub zone_undecided: Option<String>,
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
    /// What the set asks for outside its criteria.
    pub conditions: Vec<ConditionShape>,
    /// ready: everything is met; criteria_met: conditions are missing; short: criteria are missing; unknown.
    pub readiness: &'static str,
    /// Statuses an authority declared where no value is given, latest first.
    pub declared: Vec<DeclaredShape>,
    /// Thresholds set or confirmed locally that count here, strongest last.
    pub overlays: Vec<OverlayShape>,
}

/// A place: how it is assessed, and the count that stands for it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlaceAnswer {
    /// How it is assessed.
    #[serde(flatten)]
    pub assessed: AssessAnswer,
    /// The count that stands for it; absent: nothing is decided and nothing was reported.
    pub headline: Option<HeadlineShape>,
}

/// A demand of a set outside its criteria.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConditionShape {
    /// Its id in the set.
    pub id: String,
    /// Its name.
    pub name: String,
    /// met, narrowly_met, not_met, no_data, not_applicable, not_assessable.
    pub status: &'static str,
    /// The value found, where it is a number.
    pub value: Option<String>,
    /// The share behind the value.
    pub share: Option<TallyShape>,
    /// The bound that applied, in words.
    pub threshold: Option<String>,
    /// How sure the bound is: verified, confirmed, memory, unknown.
    pub confidence: &'static str,
    /// Number of the decision that set or confirmed the bound locally.
    pub decision: Option<String>,
    /// To whom it applies, where not to every unit, in words.
    pub applies_when: Option<String>,
    /// Contents that must be among those met.
    pub must_include: Vec<IncludedShape>,
    /// What can be counted for it.
    pub options: Vec<String>,
    /// How it stands, in words.
    pub explanation: String,
}

/// A content that must be among those met.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IncludedShape {
    /// Its name.
    pub name: String,
    /// How the place stands at it; absent: the set lists no such content, or units below are judged.
    pub status: Option<&'static str>,
}

/// A status that an authority declared.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeclaredShape {
    /// The criterion.
    pub criterion: u16,
    /// The indicator, when the statement goes that far.
    pub code: Option<String>,
    /// met, narrowly_met, not_met, not_applicable.
    pub state: &'static str,
    /// Not said by name but following from a total.
    pub implied: bool,
    /// Whether it is the one that counts.
    pub counts: bool,
    /// The date it holds for.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// Who says so.
    pub source: Option<String>,
    /// Address of the document it was read from, at the words that say so.
    pub document: Option<String>,
    /// Its place in the journal.
    pub seq: u64,
}

/// A threshold set or confirmed locally by a decision.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OverlayShape {
    /// Its place in the journal.
    pub seq: u64,
    /// The area it holds in.
    pub area: Option<UnitRef>,
    /// The set it was given for.
    pub set: String,
    /// Indicator code.
    pub code: String,
    /// Part of the indicator.
    pub part: Option<String>,
    /// Only for this zone.
    pub zone: Option<String>,
    /// Only for this year.
    pub year: Option<i32>,
    /// The threshold; absent: the one of the file is confirmed.
    pub threshold: Option<String>,
    /// Number of the decision.
    pub decision: String,
    /// Date of the decision.
    #[schema(value_type = String, format = Date)]
    pub decided: Date,
    /// First day it holds.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// Last day it holds; absent: no end is known.
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// When it was recorded, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: vedich_values::Timestamp,
    /// Who set or confirmed it, by name and post; only in `/criteria/{set}/overlays`, and only for people who signed in.
    pub by: Option<String>,
}

/// One recorded value.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ValueShape {
    /// Its place in the journal.
    pub seq: u64,
    /// The set it was stated for.
    pub set: String,
    /// Indicator code.
    pub code: String,
    /// Part of the indicator.
    pub part: Option<String>,
    /// The date it holds for.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// When it was recorded, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: vedich_values::Timestamp,
    /// The value; `not_applicable` or `withdrawn` as text.
    #[schema(value_type = Object)]
    pub value: vedich_facts::Observed,
    /// Who says so.
    pub source: Option<String>,
    /// Address of the document it was read from, at the words that say so.
    pub document: Option<String>,
    /// The value it corrects.
    pub supersedes: Option<u64>,
}
