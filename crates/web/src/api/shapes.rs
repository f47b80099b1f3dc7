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
}

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
    /// Its criteria.
    pub criteria: CountsShape,
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

/// A statement on record other than a value: a stage of recognition, an output, a work, a remark, an attribute.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecordShape {
    /// Its place in the journal.
    pub seq: u64,
    /// reported_count, attribute, stage, stage_counts, output, work, remark.
    pub kind: &'static str,
    /// The date it holds for.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// When it was recorded, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: vedich_values::Timestamp,
    /// What is stated; its keys depend on the kind.
    #[schema(value_type = Object)]
    pub statement: vedich_facts::Body,
    /// Who says so.
    pub source: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// The statement it corrects.
    pub supersedes: Option<u64>,
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

/// A page of the board of an area.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AreaAnswer {
    /// The area.
    pub area: UnitRef,
    /// Root of the family of sets.
    pub set: String,
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

/// Units of which it is known how many criteria they meet: from values and statuses, else from what they reported.
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
    /// Criteria met more (or, negative, fewer) than a month ago; absent when nothing was known then.
    pub change_month: Option<i32>,
    /// Criteria met more (or, negative, fewer) than at the end of last year; absent when nothing was known then.
    pub change_year: Option<i32>,
    /// Status by criterion number; null where its set has no such criterion.
    pub statuses: Vec<Option<&'static str>>,
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

/// A criteria set in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SetShape {
    /// Its id.
    pub id: String,
    /// Title in Vietnamese.
    pub title_vi: String,
    /// Title in English.
    pub title_en: String,
    /// commune, hamlet, district, province, garden, household.
    #[schema(value_type = String)]
    pub subject: vedich_criteria::Subject,
    /// standard, advanced, model, modern.
    #[schema(value_type = String)]
    pub tier: vedich_criteria::Tier,
    /// The set it takes over.
    pub extends: Option<String>,
    /// Number of the decision, when found.
    pub decision: Option<String>,
    /// First day in force.
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// Last day in force.
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// Criteria listed in our data.
    pub criteria_listed: usize,
    /// Criteria by law, when known.
    pub criteria_declared: Option<u32>,
    /// Indicators listed in our data.
    pub indicators_listed: usize,
    /// Indicators by law, when known.
    pub indicators_declared: Option<u32>,
}

/// An entry of the journal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryShape {
    /// Its number, gapless from 1.
    pub seq: u64,
    /// What kind of command.
    pub kind: String,
    /// Where it came from: cli, web, demo.
    pub origin: String,
    /// When, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: vedich_values::Timestamp,
    /// Facts it brought.
    pub facts: u64,
    /// The chain up to and including it.
    pub hash: String,
}

/// A recognition procedure in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProcedureShape {
    /// Its id.
    pub id: String,
    /// Official title.
    pub title_vi: String,
    /// English title.
    pub title_en: String,
    /// Numbers of the decisions behind it.
    pub decisions: Vec<String>,
    /// First day in force.
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// Last day in force; absent: open.
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// How many steps are listed.
    pub stages: usize,
}

/// A word of the programme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TermShape {
    /// The Vietnamese term.
    pub vi: String,
    /// How it is abbreviated.
    pub abbreviations: Vec<String>,
    /// The English used here.
    pub en: String,
    /// Group as the table names it.
    pub group: String,
    /// A remark.
    pub note: Option<String>,
    /// The remark in English.
    pub note_en: Option<String>,
}

impl From<vedich_reference::Term> for TermShape {
    fn from(term: vedich_reference::Term) -> Self {
        let (note, note_en) = term.note.map(|note| (note.vi, note.en)).unzip();
        Self { vi: term.vi, abbreviations: term.abbreviations, en: term.en, group: term.group, note, note_en }
    }
}
