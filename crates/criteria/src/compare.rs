//! What an authority counted against what we compute: "12/20" beside our own figures.

use crate::cell::Counts;
use serde::Serialize;
use vedich_values::Tally;

/// How a reported count stands beside the computed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "comparison")]
pub enum Comparison {
    /// The same, and nothing is left open.
    Agrees,
    /// Not the same, but what we know nothing of can make up for it.
    Possible {
        /// How many of the total we know nothing of.
        unexplained: u32,
    },
    /// Both cannot be true.
    Contradicts {
        /// By how many.
        by: u32,
        /// In which way.
        direction: Direction,
    },
}

/// How a reported count contradicts the computed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More are reported met than our values allow.
    ReportedHigher,
    /// Fewer are reported met than our values show.
    ReportedLower,
    /// The report counts another total than the set.
    OtherTotal,
}

/// Compares a reported count with the computed one.
///
/// ```
/// use vedich_criteria::{Counts, compare::{Comparison, compare}};
/// use vedich_values::Tally;
/// let unknown = Counts { no_data: 20, total: 20, ..Counts::default() };
/// assert_eq!(compare(Tally::new(12, 20).unwrap(), &unknown), Comparison::Possible { unexplained: 20 });
/// ```
#[must_use]
pub fn compare(reported: Tally, computed: &Counts) -> Comparison {
    if reported.total() != computed.total {
        return Comparison::Contradicts { by: reported.total().abs_diff(computed.total), direction: Direction::OtherTotal };
    }
    let possible = computed.met + computed.no_data;
    if reported.met() > possible {
        Comparison::Contradicts { by: reported.met() - possible, direction: Direction::ReportedHigher }
    } else if reported.met() < computed.met {
        Comparison::Contradicts { by: computed.met - reported.met(), direction: Direction::ReportedLower }
    } else if computed.no_data == 0 {
        Comparison::Agrees
    } else {
        Comparison::Possible { unexplained: computed.no_data }
    }
}
