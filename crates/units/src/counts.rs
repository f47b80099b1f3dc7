//! How many units lie below a unit on a date, kept as changes by date so that a question costs a few additions.

use rustc_hash::FxHashMap;
use vedich_facts::UnitLevel;
use vedich_values::{Date, DateSpan};

/// Which descendants are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Counted {
    /// Those of a level.
    Level(UnitLevel),
    /// Rural communes (xã).
    RuralCommunes,
}

/// Changes of the number of descendants per unit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    changes: FxHashMap<(u32, Counted), Vec<(Date, i64)>>,
}

impl Counts {
    /// Counts a unit below `ancestor` over a span, `sign` times.
    pub(crate) fn add(&mut self, ancestor: u32, what: Counted, span: DateSpan, sign: i64) {
        let line = self.changes.entry((ancestor, what)).or_default();
        add_change(line, span.from.unwrap_or(Date::MIN), sign);
        if let Some(after) = span.to.and_then(|to| to.succ_opt()) {
            add_change(line, after, -sign);
        }
    }

    /// The number on a date.
    pub(crate) fn on(&self, ancestor: u32, what: Counted, date: Date) -> usize {
        let line = self.changes.get(&(ancestor, what)).map_or(&[][..], Vec::as_slice);
        let sum: i64 = line.iter().take_while(|(from, _)| *from <= date).map(|(_, change)| change).sum();
        usize::try_from(sum).unwrap_or(0)
    }
}

fn add_change(line: &mut Vec<(Date, i64)>, date: Date, change: i64) {
    match line.binary_search_by_key(&date, |(date, _)| *date) {
        Ok(found) => line[found].1 += change,
        Err(place) => line.insert(place, (date, change)),
    }
}
