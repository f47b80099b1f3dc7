//! What the reader finds: facts in the shape of the corpus, each with its place in the text.

use crate::gazetteer::Level;
use crate::number::Number;
use crate::source::Span;
use serde::Serialize;

/// A unit as the text names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct UnitRef {
    /// As written, without the type word; `None` when the text never names it.
    pub name: Option<String>,
    /// Its level.
    pub level: Level,
}

/// What is said, by type. Field names are those of the corpus and of the desk.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Body {
    /// When and where the item is about.
    Document(Document),
    /// A unit's own score.
    Progress {
        /// Whose.
        unit: UnitRef,
        /// `criteria` or `indicators`.
        kind: &'static str,
        /// Met.
        met: Number,
        /// Out of.
        total: Option<i64>,
        /// `standard`, `advanced`, `model`, `modern`.
        tier: &'static str,
        /// The year it is about, when the text says an earlier one than its own.
        #[serde(skip_serializing_if = "Option::is_none")]
        as_of: Option<String>,
        /// An average: `commune` or `hamlet`.
        #[serde(skip_serializing_if = "Option::is_none")]
        average_per: Option<&'static str>,
    },
    /// Criteria said not to be met.
    Unmet {
        /// Whose.
        unit: UnitRef,
        /// As written.
        criteria: Vec<String>,
    },
    /// The value of an indicator.
    IndicatorValue {
        /// Whose.
        unit: UnitRef,
        /// Which: `income`, `poverty_rate`…
        indicator: String,
        /// The value: percent, or million đồng a person and year.
        value: Number,
        /// Its unit.
        unit_of_measure: &'static str,
        /// The year it is of.
        #[serde(skip_serializing_if = "Option::is_none")]
        year: Option<u16>,
    },
    /// How many units stand where.
    Tally(Tally),
    /// Work done or given.
    Output {
        /// What.
        what: String,
        /// How much.
        quantity: Number,
        /// In what unit.
        unit: String,
    },
    /// Money of the programme.
    Finance {
        /// `planned`, `disbursed`, `mobilised`, `contributed`, `debt`, `awarded`, `other`.
        what: &'static str,
        /// đồng.
        amount_vnd: i64,
        /// From whom.
        #[serde(skip_serializing_if = "Option::is_none")]
        source: Option<String>,
        /// `over`, `nearly`, `about`, `at_least`.
        #[serde(skip_serializing_if = "Option::is_none")]
        approx: Option<&'static str>,
        /// Where.
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<UnitRef>,
    },
    /// An order to somebody.
    Task {
        /// Who.
        assignee: String,
        /// What.
        action: String,
        /// By when: ISO, or as written when it recurs.
        #[serde(skip_serializing_if = "Option::is_none")]
        deadline: Option<String>,
    },
    /// What is aimed at.
    Target {
        /// Whose.
        unit: UnitRef,
        /// What.
        goal: String,
        /// `YYYY`, `YYYY-MM` or a date.
        by: String,
    },
}

/// When and where the item is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "field", rename_all = "snake_case")]
pub enum Document {
    /// A date.
    Date {
        /// ISO; `--MM-DD` when the year is not beside it.
        value: String,
        /// The whole date, completed from the document's own date.
        #[serde(skip_serializing_if = "Option::is_none")]
        resolved: Option<String>,
        /// `event`, `published`, or `as_of`: up to when the figures are counted.
        role: &'static str,
    },
    /// A place.
    Place {
        /// Name without its type word.
        name: String,
        /// Its level.
        level: Level,
    },
}

/// How many units stand where.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tally {
    /// Of which area.
    pub unit: UnitRef,
    /// What is counted: `communes`, `hamlets`…
    pub subject: &'static str,
    /// Where they stand.
    pub status: &'static str,
    /// Of which tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<&'static str>,
    /// How many.
    pub count: i64,
    /// Out of how many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<i64>,
    /// An increase, not a level.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub delta: bool,
    /// `[lowest, highest]` number of criteria.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub band: Option<(i64, Option<i64>)>,
    /// Which criterion they met: its number, or its name as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criterion: Option<String>,
    /// Which units, as listed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The year they stood there, when the text says an earlier one than its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
}

impl Tally {
    /// So many of an area stand somewhere; nothing more is said of them.
    pub(crate) fn of(unit: UnitRef, subject: &'static str, status: &'static str, count: i64) -> Self {
        let (tier, of, band, criterion, year) = (None, None, None, None, None);
        Self { unit, subject, status, tier, count, of, delta: false, band, criterion, names: Vec::new(), year }
    }
}

/// One fact, with its place and the rule that found it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    /// What is said.
    #[serde(flatten)]
    pub body: Body,
    /// The original text behind it.
    pub evidence: String,
    /// Where, in code points of the original text.
    #[serde(flatten)]
    pub span: Span,
    /// How sure, in hundredths: of facts said 90, nine in ten are right.
    #[serde(serialize_with = "hundredths")]
    pub confidence: u8,
    /// The rule.
    pub rule: &'static str,
}

fn hundredths<S: serde::Serializer>(value: &u8, s: S) -> Result<S::Ok, S::Error> {
    // through the decimal text: no arithmetic on floats
    s.serialize_f64(format!("0.{:02}", value.min(&99)).parse().unwrap_or_default())
}
