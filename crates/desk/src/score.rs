//! How right the reader was, by kind and month: taken over as read, of all that somebody decided on.

use chrono::Datelike;
use std::collections::BTreeMap;
use vedich_facts::{ReadingExample, ReadingVerdict};
use vedich_values::Date;

/// What people made of the proposals of one kind in one month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Taken over as read.
    pub right: u32,
    /// Taken over after a correction.
    pub corrected: u32,
    /// Rejected.
    pub wrong: u32,
}

impl Score {
    /// All that were decided on.
    #[must_use]
    pub const fn decided(self) -> u32 {
        self.right + self.corrected + self.wrong
    }

    /// Adds one.
    pub fn add(&mut self, verdict: ReadingVerdict) {
        match verdict {
            ReadingVerdict::Right => self.right += 1,
            ReadingVerdict::Corrected => self.corrected += 1,
            ReadingVerdict::Wrong => self.wrong += 1,
        }
    }

    /// Adds another.
    pub fn join(&mut self, other: Self) {
        self.right += other.right;
        self.corrected += other.corrected;
        self.wrong += other.wrong;
    }
}

/// Scores by kind of proposal and first day of the month in which they were decided.
#[must_use]
pub fn score<'a>(decided: impl IntoIterator<Item = (Date, &'a ReadingExample)>) -> BTreeMap<(String, Date), Score> {
    let mut scores: BTreeMap<(String, Date), Score> = BTreeMap::new();
    for (on, example) in decided {
        let month = on.with_day(1).unwrap_or(on);
        scores.entry((example.kind.clone(), month)).or_default().add(example.verdict);
    }
    scores
}
