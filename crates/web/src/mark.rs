//! How a status is shown: always a colour, a sign and a word together.

use vedich_criteria::Status;
use vedich_wording::Lang;

/// A status on a page. The class letter picks colour and sign in `ui/src/styles/status.css`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Not met (chưa đạt): first, because it is what people come to see.
    Unmet,
    /// Met but only just (đạt sát ngưỡng).
    Narrow,
    /// No data (chưa có số liệu).
    #[default]
    NoData,
    /// Cannot be assessed (chưa đánh giá được).
    NotAssessable,
    /// Met (đạt).
    Met,
    /// Not applicable (không áp dụng).
    NotApplicable,
}

impl Mark {
    /// Every mark, in the order pages show them.
    pub const ALL: [Self; 6] = [Self::Met, Self::Narrow, Self::Unmet, Self::NoData, Self::NotApplicable, Self::NotAssessable];

    /// The class of the style sheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Met => "m",
            Self::Narrow => "n",
            Self::Unmet => "u",
            Self::NoData => "o",
            Self::NotApplicable => "x",
            Self::NotAssessable => "q",
        }
    }

    /// The name in addresses and exports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Narrow => "narrowly_met",
            Self::Unmet => "not_met",
            Self::NoData => "no_data",
            Self::NotApplicable => "not_applicable",
            Self::NotAssessable => "not_assessable",
        }
    }

    /// The mark of a name used in addresses.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.name() == name)
    }

    /// The word beside the sign.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Met => lang.text("status.met"),
            Self::Narrow => lang.text("status.narrowly_met"),
            Self::Unmet => lang.text("status.not_met"),
            Self::NoData => lang.text("status.no_data"),
            Self::NotApplicable => lang.text("status.not_applicable"),
            Self::NotAssessable => lang.text("status.not_assessable"),
        }
    }
}

impl From<Status> for Mark {
    fn from(status: Status) -> Self {
        match status {
            Status::Met => Self::Met,
            Status::NarrowlyMet => Self::Narrow,
            Status::NotMet => Self::Unmet,
            Status::NoData => Self::NoData,
            Status::NotApplicable => Self::NotApplicable,
            Status::NotAssessable => Self::NotAssessable,
        }
    }
}

/// Counts as pages show them. `met` includes `narrow`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tallied {
    /// Met in any way.
    pub met: u32,
    /// Of these, only just.
    pub narrow: u32,
    /// Not met.
    pub unmet: u32,
    /// Nothing known, or not assessable.
    pub none: u32,
    /// All.
    pub total: u32,
}

impl From<vedich_criteria::Counts> for Tallied {
    fn from(counts: vedich_criteria::Counts) -> Self {
        Self { met: counts.met, narrow: counts.narrowly_met, unmet: counts.not_met, none: counts.no_data, total: counts.total }
    }
}
