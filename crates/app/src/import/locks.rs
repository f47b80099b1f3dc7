//! Periods that are handed in and locked: a file changes none of their values without saying why, as a sheet does not.

use crate::App;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use vedich_board::Reference;
use vedich_entry::Calendar;
use vedich_facts::{Body, Kind, Recorded};
use vedich_journal::{Journal, JournalError, Select};
use vedich_values::{Date, FactSeq, Period, UnitId};

impl App {
    /// The period of a unit, handed in and locked today, that a value of a day belongs to.
    pub(crate) async fn locked_period(&self, unit: UnitId, day: Date) -> Result<Option<Period>, JournalError> {
        let locks = Locks::load(self, self.journal(), &self.reference(), self.today()).await?;
        Ok(locks.of_day(unit, day))
    }
}

/// The days of a locked period, first to last.
type Days = (Date, Date);

/// The locked periods of each unit that handed them in.
#[derive(Clone, Debug, Default)]
pub(super) struct Locks(FxHashMap<UnitId, Vec<(Days, Period)>>);

impl Locks {
    /// What was handed in and is locked on a day.
    pub(super) async fn load(app: &App, journal: &Journal, reference: &Reference, today: Date) -> Result<Self, JournalError> {
        let mut said: Vec<Recorded> = Vec::new();
        for kind in [Kind::Submission, Kind::ReportingPeriod] {
            journal.for_each(&Select { kind: Some(kind), ..Select::default() }, |recorded| said.push(recorded)).await?;
        }
        let working = |day| app.inner.workdays.is_working(day);
        Ok(Self::of(&said, app.calendar(), reference, &working, today))
    }

    fn of(said: &[Recorded], calendar: &Calendar, reference: &Reference, working: &dyn Fn(Date) -> bool, today: Date) -> Self {
        // The latest statement counts, be it of the unit or of one above it.
        let mut moved: BTreeMap<(UnitId, Period), (FactSeq, Date)> = BTreeMap::new();
        for recorded in said {
            if let Body::ReportingPeriod(change) = &recorded.fact.body {
                moved.insert((recorded.fact.unit, change.period), (recorded.seq, change.due));
            }
        }
        let mut locks = Self::default();
        for recorded in said {
            let (unit, Body::Submission(submission)) = (recorded.fact.unit, &recorded.fact.body) else { continue };
            let period = submission.period;
            if calendar.rule(period).is_some_and(|rule| rule.voluntary) {
                continue;
            }
            let line = std::iter::once(unit).chain(reference.registry.ancestors(unit, recorded.fact.as_of));
            let due = line.filter_map(|above| moved.get(&(above, period))).max().map(|(_, due)| (period, *due));
            let Some(window) = calendar.window(period, &due.into_iter().collect(), working) else { continue };
            let entry = ((window.opens, window.closes), period);
            let known = locks.0.entry(unit).or_default();
            if window.is_locked(today) && !known.contains(&entry) {
                known.push(entry);
            }
        }
        locks
    }

    /// The locked period a value of that day belongs to: the shortest there is.
    pub(super) fn of_day(&self, unit: UnitId, day: Date) -> Option<Period> {
        let holds = |((opens, closes), _): &&(Days, Period)| *opens <= day && day <= *closes;
        let found = self.0.get(&unit)?.iter().filter(holds);
        found.min_by_key(|((opens, closes), _)| *closes - *opens).map(|(_, period)| *period)
    }
}
