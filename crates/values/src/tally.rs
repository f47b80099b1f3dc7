//! Counts kept as numerator and denominator, and texts in two languages.

use serde::{Deserialize, Serialize};

/// "16/19": so many met of so many. A ratio is computed only when printed; tallies add up, ratios don't.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawTally")]
pub struct Tally {
    met: u32,
    total: u32,
}

#[derive(Deserialize)]
struct RawTally {
    met: u32,
    total: u32,
}

/// A tally that says more are met than there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{met} met of {total} is impossible")]
pub struct ImpossibleTally {
    /// The numerator that was given.
    pub met: u32,
    /// The denominator that was given.
    pub total: u32,
}

impl Tally {
    /// `met` of `total`.
    ///
    /// # Errors
    /// When `met` exceeds `total`.
    pub const fn new(met: u32, total: u32) -> Result<Self, ImpossibleTally> {
        if met > total { Err(ImpossibleTally { met, total }) } else { Ok(Self { met, total }) }
    }

    /// How many are met.
    #[must_use]
    pub const fn met(self) -> u32 {
        self.met
    }

    /// Of how many.
    #[must_use]
    pub const fn total(self) -> u32 {
        self.total
    }

    /// What is left to do.
    #[must_use]
    pub const fn missing(self) -> u32 {
        self.total - self.met
    }

    /// Parses `12/20` as officials write it, blanks allowed around the stroke.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (met, total) = text.split_once('/')?;
        Self::new(met.trim().parse().ok()?, total.trim().parse().ok()?).ok()
    }
}

impl TryFrom<RawTally> for Tally {
    type Error = ImpossibleTally;
    fn try_from(raw: RawTally) -> Result<Self, Self::Error> {
        Self::new(raw.met, raw.total)
    }
}

impl std::ops::Add for Tally {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { met: self.met + other.met, total: self.total + other.total }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.met, self.total)
    }
}

/// A text of a decision or data file in Vietnamese, with its English rendering where one is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Bilingual {
    /// The Vietnamese text, the one that counts.
    pub vi: String,
    /// The English rendering; empty when none was made.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Bilingual {
    /// Both texts.
    #[must_use]
    pub fn new(vi: &str, en: &str) -> Self {
        Self { vi: vi.to_owned(), en: en.to_owned() }
    }
}
