//! Statements other than values: declared statuses, attributes, overlays, changes of units, stages, outputs, works.

use serde::{Deserialize, Serialize};
use vedich_values::{Bilingual, Date, Decimal, IndicatorCode, PartKey, SetId, UnitId, ZoneId};

/// What an authority says of a criterion or indicator without giving a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclaredState {
    /// Met (đạt).
    Met,
    /// Met but at a low level (đạt nhưng còn ở mức thấp, case E).
    NarrowlyMet,
    /// Not met (chưa đạt).
    NotMet,
    /// Does not apply to this unit (không áp dụng, `-`). It counts as met where the set lets all of it be not applicable, else not at all.
    NotApplicable,
}

impl DeclaredState {
    /// Every state, best first.
    pub const ALL: [Self; 4] = [Self::Met, Self::NarrowlyMet, Self::NotMet, Self::NotApplicable];
}

/// A property of a unit that thresholds and zone rules ask for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributeValue {
    /// Yes or no: `especially_difficult`.
    YesNo(bool),
    /// A number: `school_count`, `ethnic_region`.
    Number(Decimal),
    /// A word: `tier` the unit works towards, `zone` or `group` set by decision.
    Text(String),
}

/// A threshold set or confirmed by an authority without touching the set's file: delegated values, values read in the annex.
/// Holds for the units below the fact's unit, from the fact's `as_of` on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overlay {
    /// The criteria set; sets extending it take the overlay over.
    pub set: SetId,
    /// Indicator code.
    pub code: IndicatorCode,
    /// Part of the indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<PartKey>,
    /// Only for this zone; absent: every zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneId>,
    /// Only for this year; absent: every year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// The threshold as in a set file (`>= 80`); absent: the file's value is confirmed as it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<String>,
    /// Number of the decision that sets or confirms it (`1523/QĐ-UBND`).
    pub decision: String,
    /// Date of that decision.
    pub decided: Date,
    /// Last day of validity; absent: open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// Level of an administrative unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitLevel {
    /// The whole country (cả nước).
    Country,
    /// Province or centrally run city (tỉnh, thành phố trực thuộc trung ương).
    Province,
    /// District, town, city of a province (huyện, thị xã, thành phố, quận); none after 30 June 2025.
    District,
    /// Commune, ward, township, special zone (xã, phường, thị trấn, đặc khu).
    Commune,
    /// Hamlet (thôn, bản, ấp, khu phố).
    Hamlet,
}

impl UnitLevel {
    /// Every level, from the country down.
    pub const ALL: [Self; 5] = [Self::Country, Self::Province, Self::District, Self::Commune, Self::Hamlet];

    /// Its name in files, addresses and rules.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Province => "province",
            Self::District => "district",
            Self::Commune => "commune",
            Self::Hamlet => "hamlet",
        }
    }

    /// The level of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// A change of the units themselves, from the fact's `as_of` on. The fact's unit is the one that changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum UnitChange {
    /// A unit enters the register (hamlets above all).
    Registered {
        /// Its level.
        level: UnitLevel,
        /// Its official type: `thon`, `ban`, `xa`, `phuong`.
        kind: String,
        /// Its name without the type word ("5" for "Thôn 5" is kept as "Thôn 5": the full name).
        name: String,
        /// The unit above it.
        parent: UnitId,
        /// Official code, if it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<String>,
    },
    /// It gets a new name or type.
    Renamed {
        /// New full name.
        name: String,
        /// New type.
        kind: String,
    },
    /// It moves below another unit.
    Moved {
        /// The new parent.
        parent: UnitId,
    },
    /// It is dissolved; `as_of` is the first day it no longer exists. Each successor with whether it took over the whole.
    Dissolved {
        /// Units that took it over.
        successors: Vec<UnitId>,
        /// Whether it went over undivided.
        whole: bool,
    },
}

/// Units at a stage of the recognition pipeline, as an authority counts them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageCount {
    /// Stage id of the procedure: `registered`, `working`, `appraised`, `recognised`.
    pub stage: String,
    /// How many.
    pub count: u32,
    /// Where, when the statement says so: commune and how many of `count` lie there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<(UnitId, u32)>,
}

/// A quantity of work done: 15.5 km of road widened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutputLine {
    /// What was done.
    pub what: Bilingual,
    /// How much; none where only a plan is stated and nothing was counted yet (empty is not zero).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Decimal>,
    /// In which unit (`km`, `tường rào`, `vườn`).
    pub unit: Bilingual,
    /// First day of the period counted.
    pub from: Date,
    /// How much was planned for that period, where that is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<Decimal>,
}

/// Where a work (công trình, dự án) stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkState {
    /// Wanted or planned.
    Planned,
    /// Being built or run.
    Underway,
    /// Finished.
    Finished,
}
