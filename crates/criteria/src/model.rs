//! A criteria set as its decision wrote it (FORMAT of the data files: `data/criteria/README.md`).

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use vedich_facts::UnitLevel;
use vedich_values::{Bilingual, CriterionKey, CriterionNo, Date, DateSpan, Decimal, IndicatorCode, PartKey, SetId, ZoneId};

/// What kind of thing a set assesses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it all: xã, thôn, huyện, tỉnh, vườn, hộ")]
pub enum Subject {
    Commune,
    Hamlet,
    District,
    Province,
    Garden,
    Household,
}

impl Subject {
    /// What sets about units of a level are about; none is about the country.
    #[must_use]
    pub const fn of_level(level: UnitLevel) -> Option<Self> {
        match level {
            UnitLevel::Country => None,
            UnitLevel::Province => Some(Self::Province),
            UnitLevel::District => Some(Self::District),
            UnitLevel::Commune => Some(Self::Commune),
            UnitLevel::Hamlet => Some(Self::Hamlet),
        }
    }
}

/// How demanding a set is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Đạt chuẩn nông thôn mới.
    Standard,
    /// Nâng cao.
    Advanced,
    /// Kiểu mẫu.
    Model,
    /// Hiện đại.
    Modern,
}

/// Where a set is in force.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The whole country.
    National,
    /// One province, by its slug (`quang-ninh`).
    Province(String),
}

/// How much of the decision the file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Completeness {
    /// Every indicator is listed.
    Full,
    /// Some are.
    Partial,
    /// Criteria names, few indicators.
    CriteriaOnly,
    /// Counts or existence only.
    DeclaredOnly,
}

/// What passing takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassRule {
    /// Every indicator of every criterion, and every condition.
    All,
    /// Every condition.
    AllConditions,
    /// Not known.
    Unknown,
}

/// How sure we are of a value or label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Not known; a value has no threshold.
    Unknown,
    /// One poor source (labels only).
    Weak,
    /// From memory: must be confirmed against the annex before anyone relies on it.
    Memory,
    /// Seen in a source.
    Verified,
    /// Confirmed or set by a coordination office, with decision number and date.
    Confirmed,
}

/// What an indicator measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// A share, 0 to 100.
    Percent,
    /// Yes or no.
    YesNo,
    /// An amount in the indicator's unit.
    Amount,
    /// A whole number.
    Count,
    /// A word or grade of an ordered scale.
    Level,
    /// A ratio ("lần").
    Ratio,
    /// A count of child units or things recognised under another set.
    ChildCount,
    /// A date.
    Date,
}

/// How a value is compared with the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Op {
    #[serde(rename = ">=")]
    AtLeast,
    #[serde(rename = "<=")]
    AtMost,
    #[serde(rename = "=")]
    Equal,
    #[serde(rename = ">")]
    MoreThan,
    #[serde(rename = "<")]
    LessThan,
}

/// What a value is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ThresholdValue {
    /// A number in the indicator's unit.
    Number(Decimal),
    /// The thing must exist (`= yes`) or must not (`= no`).
    YesNo(bool),
    /// A word of the scale, or of a set-level condition (`recognised`, `met`, `all-applicable`).
    Word(String),
}

impl ThresholdValue {
    /// The number, where it is one; in the indicator's unit.
    #[must_use]
    pub const fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::YesNo(_) | Self::Word(_) => None,
        }
    }
}

/// `>= 80`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Threshold {
    /// The comparison.
    pub op: Op,
    /// The bound.
    pub value: ThresholdValue,
}

/// The threshold of an indicator as the decision lays it out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ThresholdTable {
    /// None known.
    #[default]
    None,
    /// One for everybody.
    One(Threshold),
    /// By zone; a zone may be left out on purpose.
    ByZone(BTreeMap<ZoneId, Threshold>),
    /// By year, then zone.
    ByYear(BTreeMap<i32, BTreeMap<ZoneId, Threshold>>),
}

/// A criteria set. `extends` is already resolved: `criteria` is complete.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriteriaSet {
    /// Identity, equal to the file name.
    pub id: SetId,
    /// Official title.
    pub title: Bilingual,
    /// What it assesses.
    pub subject: Subject,
    /// How demanding.
    pub tier: Tier,
    /// Where in force.
    pub scope: Scope,
    /// The set whose criteria were taken over.
    pub extends: Option<SetId>,
    /// All sets it builds on, nearest first; filled when the catalogue resolves `extends`.
    pub lineage: Vec<SetId>,
    /// How much of the decision the file holds.
    pub completeness: Completeness,
    /// Number of criteria by law, when known.
    pub declared_criteria: Option<u32>,
    /// Number of indicators by law, when known.
    pub declared_indicators: Option<u32>,
    /// What passing takes.
    pub pass_rule: PassRule,
    /// When in force.
    pub effective: DateSpan,
    /// The decisions behind it.
    pub legal: Vec<LegalBasis>,
    /// Zones or commune groups its tables use.
    pub zones: Vec<Zone>,
    /// Units that use another zone's thresholds.
    pub zone_rules: Vec<ZoneRule>,
    /// Demands outside the criteria.
    pub conditions: Vec<Condition>,
    /// Later changes by other decisions.
    pub amendments: Vec<Amendment>,
    /// Where the values were seen, by key.
    pub sources: BTreeMap<String, Source>,
    /// The criteria.
    pub criteria: Vec<Criterion>,
    /// Remark of the file's author.
    pub note: Option<Bilingual>,
}

impl CriteriaSet {
    /// All listed indicators in order, each with the index of its criterion.
    pub fn indicators(&self) -> impl Iterator<Item = (usize, &Indicator)> {
        self.criteria.iter().enumerate().flat_map(|(index, criterion)| criterion.indicators.iter().map(move |indicator| (index, indicator)))
    }

    /// The criterion of that number.
    #[must_use]
    pub fn criterion(&self, no: CriterionNo) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.no == no)
    }

    /// A number of this set.
    #[must_use]
    pub fn key(&self, no: CriterionNo) -> CriterionKey {
        CriterionKey { set: self.id.clone(), no }
    }

    /// The indicator of that code.
    #[must_use]
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators().map(|(_, indicator)| indicator).find(|indicator| indicator.code.as_str() == code)
    }

    /// Changes other decisions made, in force on a date, oldest first.
    #[must_use]
    pub fn amendments_on(&self, date: Date) -> Vec<&Amendment> {
        let mut found: Vec<&Amendment> = self.amendments.iter().filter(|amendment| amendment.from <= date).collect();
        found.sort_by_key(|amendment| amendment.from);
        found
    }

    /// The number of the decision that issued it, when found.
    #[must_use]
    pub fn decision(&self) -> Option<&str> {
        self.legal.iter().find(|basis| basis.role == "issue").and_then(|basis| basis.number.as_deref())
    }
}

/// A decision behind a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LegalBasis {
    /// Its number; absent when not found.
    pub number: Option<String>,
    /// Date of issue as far as known: `2022-03-08`, `2014-08`.
    pub issued: Option<String>,
    /// Who issued it.
    pub issuer: Bilingual,
    /// `issue`, `amend`, `guidance…`.
    pub role: String,
}

/// A zone (vùng) or commune group (nhóm).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Zone {
    /// Identity in threshold tables.
    pub id: ZoneId,
    /// Name.
    pub name: Bilingual,
    /// For groups: what puts a commune in it; plain words or expressions.
    pub when_any: Vec<String>,
    /// The same in words, where the decision defines the zone.
    pub definition: Option<Bilingual>,
    /// How sure.
    pub confidence: Option<Confidence>,
    /// Source keys.
    pub source: Vec<String>,
}

/// Units matching any condition use another zone's thresholds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ZoneRule {
    /// Identity.
    pub id: String,
    /// The zone whose thresholds apply.
    pub use_zone: ZoneId,
    /// When in force.
    pub span: DateSpan,
    /// Expressions over attributes; any suffices.
    pub when_any: Vec<String>,
    /// How sure.
    pub confidence: Confidence,
    /// Source keys.
    pub source: Vec<String>,
    /// Remark.
    pub note: Option<Bilingual>,
}

/// A demand outside the criteria: prerequisite tier, share of child units, satisfaction.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Condition {
    /// Identity in the set.
    pub id: String,
    /// Name.
    pub name: Bilingual,
    /// `prerequisite`, `child_percent`, `satisfaction_percent`, `set_met`, `percent_of`, `contents_met`, or a plain measure.
    pub measure: String,
    /// The bound.
    pub threshold: Option<Threshold>,
    /// Unit of the bound.
    pub unit: Option<String>,
    /// Other set, or `set#code`.
    pub refers_to: Option<String>,
    /// Value set by someone else.
    pub delegated_to: Option<String>,
    /// How sure.
    pub confidence: Confidence,
    /// Source keys.
    pub source: Vec<String>,
    /// Only where this holds: an expression over attributes of the unit (or, where the contents of units below are demanded, of each of
    /// these), or plain words that only a person can judge.
    pub applies_when: Option<String>,
    /// Contents that must be among those met, by name; short readings of the decision are enough to find them.
    pub must_include: Vec<String>,
    /// What can be counted for it, by name; empty: anything.
    pub options: Vec<String>,
    /// Bound that each content must hold in each commune, beside the overall one (Quyết định 320/QĐ-TTg).
    pub each_content_each_commune: Option<Threshold>,
    /// Remark.
    pub note: Option<Bilingual>,
}

/// A later decision that changed part of the set.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Amendment {
    /// The amending decision.
    pub by: String,
    /// From when.
    pub from: Date,
    /// Indicator code, criterion number or `zone_rules`.
    pub target: String,
    /// What changed.
    pub what: Bilingual,
    /// Source keys.
    pub source: Vec<String>,
}

/// Where something was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Title.
    pub title: String,
    /// Address; may be empty.
    pub url: String,
    /// legal-text, official, official-news, secondary, press, press-copy, scan, seed, weak.
    pub kind: String,
}

/// A criterion (tiêu chí).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Criterion {
    /// Number in the set.
    pub no: CriterionNo,
    /// Name.
    pub name: Bilingual,
    /// Group of criteria it belongs to.
    pub group: Option<Bilingual>,
    /// How sure of the name.
    pub name_confidence: Option<Confidence>,
    /// The criteria of other sets that it corresponds to, where the names alone don't say so; nothing: to none.
    pub corresponds: BTreeMap<SetId, BTreeSet<CriterionNo>>,
    /// Its indicators; may be empty when the file does not list them.
    pub indicators: Vec<Indicator>,
    /// Whether the file claims to list all of them; "met" of a criterion listed in part covers the listed ones only.
    pub listed_fully: bool,
    /// Remark.
    pub note: Option<Bilingual>,
}

/// An indicator (chỉ tiêu).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Indicator {
    /// Code.
    pub code: IndicatorCode,
    /// Shortened official label.
    pub name: Bilingual,
    /// What it measures.
    pub measure: Measure,
    /// Ordered words or grades of a level, lowest first.
    pub scale: Vec<String>,
    /// Unit of measure.
    pub unit: Option<String>,
    /// The threshold.
    pub threshold: ThresholdTable,
    /// The law's national column by year (`None` key: one for all): a programme average, never a commune's threshold.
    #[serde(serialize_with = "years_as_text")]
    pub national_average: BTreeMap<Option<i32>, Threshold>,
    /// `province` or `ministry`, when the value is left to them.
    pub delegated_to: Option<String>,
    /// The authority, when named.
    pub authority: Option<String>,
    /// "(nếu có)": may be marked not applicable.
    pub if_applicable: bool,
    /// Only where this expression holds; elsewhere it does not apply.
    pub when: Option<String>,
    /// All must hold.
    pub parts: Vec<Part>,
    /// One is enough.
    pub any_of: Vec<Alternative>,
    /// Its later form.
    pub amended: Option<Amended>,
    /// What the value is relative to, in words.
    pub relative_to: Option<Bilingual>,
    /// Past years the value must cover.
    pub lookback_years: Option<u32>,
    /// Other set (`set` or `set#code`).
    pub refers_to: Option<String>,
    /// How sure of the value.
    pub confidence: Confidence,
    /// How sure of the label.
    pub label_confidence: Confidence,
    /// Cells of a memory table that were seen in a source.
    pub verified_zones: Vec<ZoneId>,
    /// Number of the decision it comes from, when found: the base set's where it was taken over.
    pub decision: Option<String>,
    /// Some zones were left out on purpose.
    pub threshold_partial: bool,
    /// Source keys.
    pub source: Vec<String>,
    /// Remark.
    pub note: Option<Bilingual>,
}

impl Indicator {
    /// The keys of its parts and of its alternatives, in the order of the set.
    pub fn part_keys(&self) -> impl Iterator<Item = &PartKey> {
        self.parts.iter().map(|part| &part.key).chain(self.any_of.iter().map(|one| &one.key))
    }

    /// The part or alternative a text names: by its key in the set, or by its number, as workbooks show it (`5/1`: the first of indicator 5).
    #[must_use]
    pub fn part_named(&self, text: &str) -> Option<&PartKey> {
        let numbered = || self.part_keys().nth(text.parse::<usize>().ok()?.checked_sub(1)?);
        self.part_keys().find(|key| key.as_str() == text).or_else(numbered)
    }
}

/// A part of an indicator; all that apply must hold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// Key.
    pub key: PartKey,
    /// Name.
    pub name: Bilingual,
    /// What it measures; the indicator's measure when not given (percent for a numeric part of a yes/no indicator).
    pub measure: Measure,
    /// Scale of a level.
    pub scale: Vec<String>,
    /// Unit of measure.
    pub unit: Option<String>,
    /// The threshold.
    pub threshold: ThresholdTable,
    /// Left to an authority.
    pub delegated: bool,
    /// Only when this expression holds.
    pub when: Option<String>,
    /// Only in this span.
    pub span: DateSpan,
    /// How sure of the value.
    pub confidence: Confidence,
    /// Source keys.
    pub source: Vec<String>,
    /// Remark.
    pub note: Option<Bilingual>,
}

/// One of several ways to meet an indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alternative {
    /// Key.
    pub key: PartKey,
    /// Name.
    pub name: Bilingual,
    /// What it measures.
    pub measure: Measure,
    /// The threshold.
    pub threshold: ThresholdTable,
    /// Only in this span.
    pub span: DateSpan,
}

/// An indicator's later form.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Amended {
    /// The amending decision.
    pub by: String,
    /// From when.
    pub from: Date,
    /// New label, when changed.
    pub name: Option<Bilingual>,
    /// New measure, when changed.
    pub measure: Option<Measure>,
    /// New threshold, when changed.
    pub threshold: Option<ThresholdTable>,
    /// What changed, in words.
    pub what: Option<Bilingual>,
}

/// JSON keys are text: `all` for the one value that holds in every year.
fn years_as_text<S: serde::Serializer>(map: &BTreeMap<Option<i32>, Threshold>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(map.iter().map(|(year, threshold)| (year.map_or_else(|| "all".to_owned(), |year| year.to_string()), threshold)))
}
