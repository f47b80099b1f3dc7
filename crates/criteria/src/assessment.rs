//! What assessment says, in full: per indicator and criterion the status, what it rests on and why.

use crate::cell::{Basis, Marks, Status};
use crate::context::ZoneDecision;
use crate::model::{Confidence, Measure, Threshold};
use serde::Serialize;
use std::collections::BTreeSet;
use vedich_facts::{DeclaredState, Observed};
use vedich_values::{Bilingual, CriterionNo, Date, Decimal, IndicatorCode, PartKey, SetId, ZoneId};

/// The outcome for one unit under one set, with everything a person wants to know.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assessment {
    /// The set.
    pub set: SetId,
    /// The date assessed.
    pub date: Date,
    /// Which zone's thresholds applied.
    pub zone: ZoneDecision,
    /// Statuses and counts, as [`crate::Yardstick::assess`] gives them.
    #[serde(skip)]
    pub marks: Marks,
    /// By listed indicator, in the order of the set.
    pub indicators: Vec<IndicatorResult>,
    /// By criterion, in the order of the set.
    pub criteria: Vec<CriterionResult>,
}

/// How one indicator stands, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorResult {
    /// Its code.
    pub code: IndicatorCode,
    /// Its criterion.
    pub criterion: CriterionNo,
    /// Its name on the date: the amended one where it was amended.
    pub name: Bilingual,
    /// What it measures on the date.
    pub measure: Measure,
    /// Unit of measure.
    pub unit: Option<String>,
    /// How it stands.
    pub status: Status,
    /// What the status rests on.
    pub basis: Basis,
    /// The value as it was reported.
    pub value: Option<Observed>,
    /// The threshold that applied, and where it comes from.
    pub applied: Option<Applied>,
    /// Distance from the threshold.
    pub margin: Option<Margin>,
    /// How sure of the threshold; unknown without one.
    pub confidence: Confidence,
    /// Why, where the threshold alone does not say it.
    pub reasons: Vec<Reason>,
    /// Its parts or alternatives that apply on the date.
    pub parts: Vec<PartResult>,
    /// Whether one of the parts is enough (alternatives) rather than all.
    pub one_is_enough: bool,
    /// What an authority declared.
    pub declared: Option<DeclaredState>,
}

/// How one part or alternative stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartResult {
    /// Its key.
    pub key: PartKey,
    /// Its name.
    pub name: Bilingual,
    /// What it measures.
    pub measure: Measure,
    /// Unit of measure.
    pub unit: Option<String>,
    /// How it stands.
    pub status: Status,
    /// The value as it was reported.
    pub value: Option<Observed>,
    /// The threshold that applied.
    pub applied: Option<Applied>,
    /// Distance from the threshold.
    pub margin: Option<Margin>,
    /// Why, where the threshold alone does not say it.
    pub reasons: Vec<Reason>,
}

/// A threshold that applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Applied {
    /// The threshold.
    pub threshold: Threshold,
    /// Where it comes from.
    pub origin: Origin,
    /// How sure of it.
    pub confidence: Confidence,
}

/// Where a threshold comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// Number of the set's decision, when found.
    pub decision: Option<String>,
    /// The zone whose column was read.
    pub zone: Option<ZoneId>,
    /// Name of that zone.
    pub zone_name: Option<Bilingual>,
    /// The zone rule that moved the unit there, by its id.
    pub zone_rule: Option<String>,
    /// The year whose row was read.
    pub year: Option<i32>,
    /// The amending decision.
    pub amendment: Option<String>,
    /// The decision that set or confirmed it locally.
    pub overlay: Option<OverlayOrigin>,
}

/// The decision behind a local threshold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OverlayOrigin {
    /// Its number.
    pub decision: String,
    /// Its date.
    pub decided: Date,
    /// Whether it set the value, rather than confirming the file's.
    pub sets: bool,
}

/// Distance of a value from its threshold, positive on the good side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Margin {
    /// In the indicator's unit.
    pub absolute: Decimal,
    /// The threshold it is relative to.
    pub bound: Decimal,
}

impl Margin {
    /// In percent of the threshold, rounded to so many decimals; nothing where the threshold is zero.
    #[must_use]
    pub fn relative_percent(self, decimals: u32) -> Option<Decimal> {
        let share = self.absolute.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(self.bound.abs())?;
        Some(share.round_dp_with_strategy(decimals, vedich_values::number::HALF_UP))
    }
}

/// Why something stands as it does: a code with parameters, worded at the edge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum Reason {
    /// Nothing was reported.
    NothingReported,
    /// The threshold is not known: nobody has read it in the decision yet.
    ThresholdUnknown,
    /// The threshold is left to an authority and has not been entered.
    Delegated {
        /// `province` or `ministry`.
        to: String,
        /// The authority, when named.
        authority: Option<String>,
    },
    /// The threshold differs by zone, and the unit's zone is not known.
    ZoneUnknown,
    /// The set has no value for the unit's zone.
    ZoneWithoutValue {
        /// The zone.
        zone: ZoneId,
        /// Its name.
        name: Option<Bilingual>,
    },
    /// The table of thresholds begins later.
    YearBeforeTable {
        /// Its first year.
        first: i32,
    },
    /// Whether it applies depends on attributes nobody stated.
    NeedsAttribute {
        /// The attributes.
        attributes: BTreeSet<String>,
    },
    /// Whether it applies is described in words that only a person can judge.
    NeedsJudgement,
    /// It does not apply to this unit by its own condition.
    OutOfScope,
    /// The value was recorded under the measure before an amendment.
    OtherMeasure {
        /// The amending decision.
        by: Option<String>,
    },
    /// Marked "does not apply", which the set does not allow here.
    MustApply,
    /// Marked "does not apply", which the set allows.
    MarkedNotApplicable,
    /// Judged by its parts.
    ByParts,
    /// The later form of the indicator has no threshold in our data.
    AmendedWithoutThreshold {
        /// The amending decision.
        by: String,
    },
    /// An authority declared it.
    Declared {
        /// What was declared.
        state: DeclaredState,
    },
    /// An authority declared otherwise than the values say; the values count.
    DeclaredDiffers {
        /// What was declared.
        state: DeclaredState,
    },
    /// The file does not list all indicators of the criterion: "met" covers the listed ones.
    ListedInPart,
    /// The file lists no indicator of the criterion.
    NotListed,
    /// Nothing here counts what the condition asks for: it stands in no set we hold. A reported value is needed.
    NotCounted,
    /// More was reported than there is to choose from.
    MoreThanOptions {
        /// How much there is.
        options: usize,
    },
    /// Contents that must be among those met, and are not.
    MustInclude {
        /// Their names.
        names: Vec<String>,
    },
    /// Contents that must be among those met, and that the set does not list under such a name.
    ContentUnknown {
        /// Their names.
        names: Vec<String>,
    },
    /// Each content in each commune has a bound of its own, which no single value can show.
    EachToo {
        /// The bound.
        bound: Threshold,
    },
    /// Of so many units below it is not known whether the condition is about them.
    UnitsUndecided {
        /// How many.
        units: u32,
    },
}

impl Reason {
    /// Whether there is no threshold to compare with: somebody has to set or confirm one first.
    #[must_use]
    pub const fn lacks_threshold(&self) -> bool {
        matches!(self, Self::ThresholdUnknown | Self::Delegated { .. } | Self::ZoneWithoutValue { .. } | Self::YearBeforeTable { .. })
    }

    /// The code of the wording.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NothingReported => "reason.nothing-reported",
            Self::ThresholdUnknown => "reason.threshold-unknown",
            Self::Delegated { .. } => "reason.delegated",
            Self::ZoneUnknown => "reason.zone-unknown",
            Self::ZoneWithoutValue { .. } => "reason.zone-without-value",
            Self::YearBeforeTable { .. } => "reason.year-before-table",
            Self::NeedsAttribute { .. } => "reason.needs-attribute",
            Self::NeedsJudgement => "reason.needs-judgement",
            Self::OutOfScope => "reason.out-of-scope",
            Self::OtherMeasure { .. } => "reason.other-measure",
            Self::MustApply => "reason.must-apply",
            Self::MarkedNotApplicable => "reason.marked-not-applicable",
            Self::ByParts => "reason.by-parts",
            Self::AmendedWithoutThreshold { .. } => "reason.amended-without-threshold",
            Self::Declared { .. } => "reason.declared",
            Self::DeclaredDiffers { .. } => "reason.declared-differs",
            Self::ListedInPart => "reason.listed-in-part",
            Self::NotListed => "reason.not-listed",
            Self::NotCounted => "reason.not-counted",
            Self::MoreThanOptions { .. } => "reason.more-than-options",
            Self::MustInclude { .. } => "reason.must-include",
            Self::ContentUnknown { .. } => "reason.content-unknown",
            Self::EachToo { .. } => "reason.each-too",
            Self::UnitsUndecided { .. } => "reason.units-undecided",
        }
    }
}

/// How one criterion stands, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriterionResult {
    /// Its number.
    pub no: CriterionNo,
    /// Its name.
    pub name: Bilingual,
    /// How it stands.
    pub status: Status,
    /// What the status rests on.
    pub basis: Basis,
    /// What an authority declared.
    pub declared: Option<DeclaredState>,
    /// Why: its indicators that are not met, without data, or only just met.
    pub not_met: Vec<IndicatorCode>,
    /// Indicators only just met.
    pub narrowly_met: Vec<IndicatorCode>,
    /// Indicators without data or threshold.
    pub open: Vec<IndicatorCode>,
    /// Why, where the indicators alone do not say it.
    pub reasons: Vec<Reason>,
}
