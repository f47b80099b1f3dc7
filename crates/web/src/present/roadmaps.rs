//! Roadmaps as pages show them: taken from a picture quickly ([`Material`]), timed without holding it ([`Timed`]), then put into words.

pub mod agreed;
pub mod area;
pub mod conflicts;
pub mod count;
pub mod days_off;
mod decides;
pub mod forms;
pub mod grid;
pub mod list;
mod one;
mod rows;
pub mod task_form;
pub mod value;
mod words;

pub use one::{sketched, view};

use super::Scene;
use crate::frame::Frame;
use crate::pages::roadmaps::Tone;
use std::sync::Arc;
use vedich_app::roadmaps::Assessed;
use vedich_board::Board;
use vedich_facts::Recorded;
use vedich_facts::roadmap::DayOff;
use vedich_roadmap::plan::PlanError;
use vedich_roadmap::planner::{Lists, Planned, Planner};
use vedich_roadmap::record::RoadmapRecord;
use vedich_values::{CriterionNo, Date, RoadmapKey, UnitId};

/// Days "last week" lies back.
const WEEK: u64 = 7;

fn week_before(day: Date) -> Date {
    day.checked_sub_days(chrono::Days::new(WEEK)).unwrap_or(day)
}

/// What the page of one roadmap needs of a picture.
#[derive(Clone, Debug)]
pub struct Material {
    /// The roadmap.
    pub record: Arc<RoadmapRecord>,
    /// All of the unit's: the others teach the forecast.
    pub all: Vec<Arc<RoadmapRecord>>,
    /// What made the roadmap by a week before.
    before: Vec<Arc<Recorded>>,
    /// Days off that were declared by then.
    closed_before: Arc<[DayOff]>,
    /// What is not met.
    assessed: Assessed,
    on: Date,
}

impl Material {
    /// What a picture holds of a unit's roadmap: the one of that key, else the one it follows.
    #[must_use]
    pub fn of(board: &Board, unit: UnitId, key: Option<&RoadmapKey>) -> Option<Self> {
        let record = match key {
            Some(key) => board.roadmap_by_key(unit, key),
            None => board.roadmap(unit),
        }?;
        let week_ago = week_before(board.date());
        let before = board.roadmap_changes(unit).filter(|one| one.fact.as_of <= week_ago).cloned().collect();
        Some(Self {
            record: Arc::clone(record),
            all: board.roadmaps(unit).to_vec(),
            before,
            closed_before: board.closed_days(unit, week_ago),
            assessed: Assessed::of(board, unit, Some(record)),
            on: board.date(),
        })
    }

    /// Times it, and works the forecast out: takes a while the first time.
    ///
    /// # Errors
    /// When its tasks cannot be timed.
    pub fn time(self, planner: &Planner) -> Result<Timed, Arc<PlanError>> {
        let planned = planner.timed(&self.record, &self.all, self.on)?;
        let week_ago = week_before(self.on);
        let before =
            planner.earlier((self.record.unit, &self.record.key), &self.before, &self.closed_before, week_ago).and_then(Result::ok);
        let is_told = |before: &Arc<Planned>| before.record.header.start <= week_ago || !before.record.counts.is_empty();
        let before = before.filter(is_told);
        _ = (planned.chance(), planned.drivers());
        let lists = self.assessed.lists(planner, &planned);
        Ok(Timed { planned, before, lists, all: self.all })
    }
}

/// A roadmap timed on the day of the page and a week before.
#[derive(Clone, Debug)]
pub struct Timed {
    /// The roadmap.
    pub planned: Arc<Planned>,
    before: Option<Arc<Planned>>,
    lists: Lists,
    all: Vec<Arc<RoadmapRecord>>,
}

/// Half of the runs, in hundredths of a percent.
const EVEN_CHANCE: u32 = 5_000;

/// Late or in time against the target; where the plan just keeps it and the forecast gives it less than one chance in two, it says so.
#[must_use]
pub fn verdict(f: &Frame, days_late: Option<i32>, done: bool, chance: impl FnOnce() -> Option<u32>) -> (Tone, String) {
    match days_late {
        _ if done => (Tone::Good, f.text("gantt.all-done").to_owned()),
        None => (Tone::Plain, f.text("gantt.no-target").to_owned()),
        Some(0) if chance().is_some_and(|share| share < EVEN_CHANCE) => (Tone::Plain, f.text("gantt.in-time-if").to_owned()),
        Some(0) => (Tone::Good, f.text("gantt.in-time").to_owned()),
        Some(days) => (Tone::Bad, f.say("gantt.days-late", &[("n", &f.days(days))])),
    }
}

/// "08/09/2020 – 30/09/2020", or the one day.
#[must_use]
pub fn span(f: &Frame, (from, to): (Date, Date)) -> String {
    if from == to { f.date(from) } else { format!("{} – {}", f.date(from), f.date(to)) }
}

/// A share in hundredths of a percent, in whole percent; shares that are neither nothing nor all never read as such.
#[must_use]
pub fn percent(share: u32) -> String {
    let rounded = (share + 50) / 100;
    let shown = match share {
        0 => 0,
        10_000.. => 100,
        _ => rounded.clamp(1, 99),
    };
    format!("{shown}%")
}

/// The name of a criterion under the roadmap's set, with its number.
#[must_use]
pub fn criterion(s: Scene<'_>, record: &RoadmapRecord, no: CriterionNo) -> String {
    let set = record.header.set.as_ref().and_then(|id| s.catalogue().get(id.as_str()));
    let named = set.and_then(|set| set.criteria.iter().find(|criterion| criterion.no == no));
    named.map_or_else(|| no.to_string(), |criterion| format!("{no}. {}", s.f.lang.of(&criterion.name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_says_nothing_and_all_only_when_it_is_so() {
        assert_eq!([0, 1, 2_550, 4_573, 9_999, 10_000].map(percent), ["0%", "1%", "26%", "46%", "99%", "100%"]);
    }
}
