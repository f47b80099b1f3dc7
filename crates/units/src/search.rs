//! Finding a place by what people write.

mod find;
mod index;
mod query;

pub(crate) use index::Index;

use crate::Registry;
use find::Hit;
use serde::Serialize;
use vedich_values::{Date, UnitId};

/// A unit found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    /// The unit.
    pub unit: UnitId,
    /// A date on which it is valid under the parents asked for: the date asked about, else one near it.
    pub on: Date,
    /// How well it fits; only the order matters.
    pub score: u32,
    /// The whole name was written, its type word not contradicted, and the units above it in full; or its code.
    pub exact: bool,
}

/// What a text that should mean one unit means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// Exactly one unit of that date.
    One(UnitId),
    /// Several units of that date bear the name: the person must add what lies above.
    Ambiguous(Vec<Found>),
    /// None of that date; these come near, or existed at another date.
    NotFound(Vec<Found>),
}

/// How many near ones are offered.
const NEAR: usize = 8;

impl Registry {
    /// Finds units by name, name and units above ("Hải Đông, Móng Cái"), or official code; diacritics, tone placement, capitals and
    /// the usual abbreviations don't matter, the last word may be unfinished, a level word restricts the level. When nothing fits,
    /// names one typing error away are given. Whole names come first, then those of the date asked about (`None`: of today's
    /// register); units of other dates are found too.
    #[must_use]
    pub fn find(&self, query: &str, on: Option<Date>, limit: usize) -> Vec<Found> {
        let mut hits = find::hits(self, query, on);
        find::rank(self, &mut hits, limit);
        hits.into_iter().map(|hit| hit.found).collect()
    }

    /// The one unit a text means on a date.
    #[must_use]
    pub fn resolve(&self, query: &str, on: Date) -> Resolution {
        let mut hits = find::hits(self, query, Some(on));
        let fitting: Vec<Hit> = hits.iter().filter(|hit| hit.found.exact && hit.valid).cloned().collect();
        // A diacritic that was written counts, unless it leads nowhere.
        let true_to_letter: Vec<Hit> = fitting.iter().filter(|hit| hit.accents_fit).cloned().collect();
        let mut fitting = if true_to_letter.is_empty() { fitting } else { true_to_letter };
        find::rank(self, &mut fitting, usize::MAX);
        match fitting.as_slice() {
            [one] => Resolution::One(one.found.unit),
            [] => {
                find::rank(self, &mut hits, NEAR);
                Resolution::NotFound(hits.into_iter().map(|hit| hit.found).collect())
            }
            _ => Resolution::Ambiguous(fitting.into_iter().map(|hit| hit.found).collect()),
        }
    }
}
