//! The fixed words of set files.

use crate::model::{Completeness, Confidence, Measure, PassRule, Subject, Tier};

pub(crate) const SUBJECTS: [(&str, Subject); 6] = [
    ("commune", Subject::Commune),
    ("hamlet", Subject::Hamlet),
    ("district", Subject::District),
    ("province", Subject::Province),
    ("garden", Subject::Garden),
    ("household", Subject::Household),
];

pub(crate) const TIERS: [(&str, Tier); 4] =
    [("standard", Tier::Standard), ("advanced", Tier::Advanced), ("model", Tier::Model), ("modern", Tier::Modern)];

pub(crate) const COMPLETENESS: [(&str, Completeness); 4] = [
    ("full", Completeness::Full),
    ("partial", Completeness::Partial),
    ("criteria-only", Completeness::CriteriaOnly),
    ("declared-only", Completeness::DeclaredOnly),
];

pub(crate) const PASS_RULES: [(&str, PassRule); 3] =
    [("all", PassRule::All), ("all-conditions", PassRule::AllConditions), ("unknown", PassRule::Unknown)];

/// Confidence of a value.
pub(crate) const CONFIDENCE: [(&str, Confidence); 3] =
    [("verified", Confidence::Verified), ("memory", Confidence::Memory), ("unknown", Confidence::Unknown)];

/// Confidence of a label.
pub(crate) const LABEL_CONFIDENCE: [(&str, Confidence); 4] =
    [("verified", Confidence::Verified), ("memory", Confidence::Memory), ("weak", Confidence::Weak), ("unknown", Confidence::Unknown)];

pub(crate) const MEASURES: [(&str, Measure); 8] = [
    ("percent", Measure::Percent),
    ("yes_no", Measure::YesNo),
    ("amount", Measure::Amount),
    ("count", Measure::Count),
    ("level", Measure::Level),
    ("ratio", Measure::Ratio),
    ("child_count", Measure::ChildCount),
    ("date", Measure::Date),
];

/// What a set-level condition may measure: the measures of indicators, and these.
pub(crate) const CONDITION_MEASURES: [(&str, ()); 15] = [
    ("percent", ()),
    ("yes_no", ()),
    ("amount", ()),
    ("count", ()),
    ("level", ()),
    ("ratio", ()),
    ("child_count", ()),
    ("date", ()),
    ("prerequisite", ()),
    ("percent_of", ()),
    ("child_percent", ()),
    ("contents_percent", ()),
    ("contents_met", ()),
    ("satisfaction_percent", ()),
    ("set_met", ()),
];

pub(crate) const SOURCE_KINDS: [(&str, ()); 9] = [
    ("legal-text", ()),
    ("official", ()),
    ("official-news", ()),
    ("secondary", ()),
    ("press", ()),
    ("press-copy", ()),
    ("scan", ()),
    ("seed", ()),
    ("weak", ()),
];

pub(crate) const DELEGATES: [(&str, ()); 2] = [("province", ()), ("ministry", ())];

impl Measure {
    /// The word of set files.
    #[must_use]
    pub fn name(self) -> &'static str {
        MEASURES.iter().find(|(_, measure)| *measure == self).map_or("", |(name, _)| name)
    }
}

impl Subject {
    /// The word of set files.
    #[must_use]
    pub fn name(self) -> &'static str {
        SUBJECTS.iter().find(|(_, subject)| *subject == self).map_or("", |(name, _)| name)
    }

    /// The subject of a word, as fields of posts give it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        SUBJECTS.iter().find(|(word, _)| *word == name).map(|(_, subject)| *subject)
    }
}

impl Tier {
    /// The word of set files.
    #[must_use]
    pub fn name(self) -> &'static str {
        TIERS.iter().find(|(_, tier)| *tier == self).map_or("", |(name, _)| name)
    }

    /// The tier of a word, as the attribute `tier` of a unit gives it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        TIERS.iter().find(|(word, _)| *word == name).map(|(_, tier)| *tier)
    }
}

impl Confidence {
    /// The word of set files; `confirmed` comes from overlays only.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Weak => "weak",
            Self::Memory => "memory",
            Self::Verified => "verified",
            Self::Confirmed => "confirmed",
        }
    }
}
