//! How right the reader was, by kind and month, by rule, by how sure it was: taken over as read, of all that somebody looked at.

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
    /// Added by a person: the reader had not seen it. Beside the others, since nothing was proposed.
    pub missed: u32,
    /// Accepted together with others: nobody looked at them, and they count for nothing.
    pub unseen: u32,
}

impl Score {
    /// All that somebody looked at and decided on.
    #[must_use]
    pub const fn decided(self) -> u32 {
        self.right + self.corrected + self.wrong
    }

    /// Adds one.
    pub fn add(&mut self, example: &ReadingExample) {
        match example.verdict {
            _ if example.bulk => self.unseen += 1,
            ReadingVerdict::Right => self.right += 1,
            ReadingVerdict::Corrected => self.corrected += 1,
            ReadingVerdict::Wrong => self.wrong += 1,
            ReadingVerdict::Missed => self.missed += 1,
        }
    }

    /// Adds another.
    pub fn join(&mut self, other: Self) {
        self.right += other.right;
        self.corrected += other.corrected;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.unseen += other.unseen;
    }
}

/// Scores of many decisions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// By kind of proposal and first day of the month in which they were decided.
    pub by_kind: BTreeMap<(String, Date), Score>,
    /// By the reader's rule.
    pub by_rule: BTreeMap<String, Score>,
    /// By how sure the rule said to be, in tens of hundredths from below: 90 stands for 90 to 99.
    pub by_confidence: BTreeMap<u8, Score>,
}

impl Scores {
    /// Adds an example of a day.
    pub fn add(&mut self, on: Date, example: &ReadingExample) {
        let month = on.with_day(1).unwrap_or(on);
        self.by_kind.entry((example.kind.clone(), month)).or_default().add(example);
        if example.verdict == ReadingVerdict::Missed {
            // No rule proposed it.
            return;
        }
        self.by_rule.entry(example.rule.clone()).or_default().add(example);
        self.by_confidence.entry(example.confidence / 10 * 10).or_default().add(example);
    }
}
