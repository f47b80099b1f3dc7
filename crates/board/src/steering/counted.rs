//! The counts of an area over weeks or months: what stood on each last day, and what was closed.

use super::TaskScope;
use crate::Board;
use vedich_facts::steering::{CountSpan, Counted, TaskTally};
use vedich_steering::count::spans;
use vedich_steering::due::end_of;
use vedich_values::{Date, UnitId};

/// More tasks than this are not replayed day by day: of them the counts that were closed are shown.
const MOST_REPLAYED: u32 = 20_000;

/// A week or month of the counts of an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedSpan {
    /// Its last day, or the day of the picture while it lasts.
    pub through: Date,
    /// What stood on that day; none: of so many tasks nobody closed the count.
    pub tally: Option<TaskTally>,
    /// The count that was closed last, and by whom.
    pub closed: Option<(Option<String>, Counted)>,
}

impl Board {
    /// The last weeks or months of an area, oldest first: from the one in which its first task was given, or whose count was closed before.
    #[must_use]
    pub fn counted_spans(&self, area: UnitId, span: CountSpan, how_many: usize) -> Vec<CountedSpan> {
        let scope = TaskScope::Area(area);
        let days = spans(span, self.date(), how_many);
        let stood = (self.task_tally(&scope).assigned() <= MOST_REPLAYED).then(|| self.task_tallies_on(&scope, &days));
        let closed: Vec<_> = self.closed_counts(area).filter(|(_, counted)| counted.span == span).collect();
        let line = |(at, through): (usize, &Date)| {
            let last = closed.iter().rev().find(|(_, counted)| counted.through == end_of(span, *through));
            let closed = last.map(|(recorded, counted)| (recorded.fact.source.as_deref().map(str::to_owned), (*counted).clone()));
            let tally = stood.as_ref().map(|stood| stood[at]).or_else(|| closed.as_ref().map(|(_, counted)| counted.tally));
            CountedSpan { through: *through, tally, closed }
        };
        let first = self.task_briefs(&scope).map(|brief| brief.given).min();
        let begun = |one: &CountedSpan| one.closed.is_some() || first.is_some_and(|first| first <= one.through);
        let mut counted: Vec<CountedSpan> = days.iter().enumerate().map(line).collect();
        // Where there was never a task, the one that lasts still says so.
        let before = counted.iter().position(begun).unwrap_or(counted.len().saturating_sub(1));
        counted.drain(..before);
        counted
    }
}
