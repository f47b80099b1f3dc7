//! Timed roadmaps, worked out when asked for and kept by version and day: schedule, what moved, what is late, the forecast.

mod open;
mod planned;
mod remarks;
mod slip;
mod value;

pub use open::Lists;
pub use planned::{Asked, Chance, Planned, TaskStanding, TaskTimes};
pub use slip::{Slip, Slippage};
pub use value::{EarnedValue, Measure, Value, ValuePart, ValuePoint};

use crate::calendar::WorkCalendar;
use crate::calendar::holidays::Holiday;
use crate::forecast::Risk;
use crate::plan::PlanError;
use crate::record::{self, CalendarChoice, RoadmapRecord};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};
use vedich_facts::roadmap::DayOff;
use vedich_facts::{Body, Recorded};
use vedich_values::{Date, FactSeq, RoadmapKey, UnitId};

/// Timed roadmaps kept: a province's communes on two days.
const KEPT: usize = 1_000;

/// Which timed roadmap: of whom, of which version made of how many changes (a picture of an earlier date may lack some in the middle),
/// knowing what of the unit's other roadmaps, on which day, with which days off declared for everybody.
type Key = (UnitId, RoadmapKey, FactSeq, usize, FactSeq, Date, Arc<[DayOff]>);
type Timed = Result<Arc<Planned>, Arc<PlanError>>;

/// Times roadmaps and keeps what it timed. One for the whole product; threads share it.
#[derive(Debug, Default)]
pub struct Planner {
    holidays: Vec<Holiday>,
    risks: Vec<Risk>,
    calendars: Mutex<FxHashMap<(CalendarChoice, i32, i32), WorkCalendar>>,
    kept: Mutex<FxHashMap<Key, Timed>>,
}

impl Planner {
    /// With the holidays of the list, and what each risk tag does to durations.
    #[must_use]
    pub fn new(holidays: Vec<Holiday>, risks: Vec<Risk>) -> Self {
        Self { holidays, risks, ..Self::default() }
    }

    /// What each risk tag does to durations.
    #[must_use]
    pub fn risks(&self) -> &[Risk] {
        &self.risks
    }

    /// The working calendar of a roadmap.
    #[must_use]
    pub fn calendar(&self, record: &RoadmapRecord) -> WorkCalendar {
        let years = record.years();
        let choice = record.calendar_choice();
        let key = (choice.clone(), *years.start(), *years.end());
        let mut calendars = self.calendars.lock().unwrap_or_else(PoisonError::into_inner);
        calendars.entry(key).or_insert_with(|| record::calendar(&choice, &self.holidays, years)).clone()
    }

    /// The roadmap timed at the end of a day: as planned, and from what is left. The finished tasks of `others`, roadmaps of the same
    /// unit, teach the forecast how long things take there.
    ///
    /// # Errors
    /// When its tasks cannot be timed: a ring, a link to a heading that cannot be.
    pub fn timed(&self, record: &Arc<RoadmapRecord>, others: &[Arc<RoadmapRecord>], on: Date) -> Timed {
        let known = others.iter().map(|other| other.version).max().unwrap_or(FactSeq(0));
        let key = (record.unit, record.key.clone(), record.version, record.log.len(), known, on, Arc::clone(&record.closed));
        if let Some(timed) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return timed.clone();
        }
        let calendar = self.calendar(record);
        let timed = Planned::new(record, others, &calendar, self.risks.clone(), on).map(Arc::new).map_err(Arc::new);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, timed.clone());
        timed
    }

    /// The roadmap that the changes of an earlier day make, timed on that day; none when they do not open it. The changes are only read
    /// when it is not kept. `closed` are the days off declared by then.
    #[must_use]
    pub fn earlier(
        &self,
        (unit, key): (UnitId, &RoadmapKey),
        changes: &[Arc<Recorded>],
        closed: &Arc<[DayOff]>,
        on: Date,
    ) -> Option<Timed> {
        let is_own = |one: &&Arc<Recorded>| matches!(&one.fact.body, Body::Roadmap(change) if change.roadmap == *key);
        let own: Vec<&Arc<Recorded>> = changes.iter().filter(is_own).collect();
        let kept = (unit, key.clone(), own.last()?.seq, own.len(), FactSeq(0), on, Arc::clone(closed));
        if let Some(timed) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&kept) {
            return Some(timed.clone());
        }
        let record = RoadmapRecord::replay(unit, key, own.into_iter().map(|one| &**one))?;
        Some(self.timed(&Arc::new(record.with_days_off(Arc::clone(closed))), &[], on))
    }

    /// Whether tasks can be timed at all, and the constraints they cannot keep; nothing is kept.
    ///
    /// # Errors
    /// When they cannot be timed.
    pub fn try_out(&self, record: &RoadmapRecord, on: Date) -> Result<crate::plan::Schedule, PlanError> {
        record.plan(&self.calendar(record), on).schedule()
    }
}
