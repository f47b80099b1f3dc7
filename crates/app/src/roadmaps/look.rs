//! Questions about roadmaps that need more than one of them, or the assessment beside them.

use crate::App;
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_board::Board;
use vedich_criteria::{IndicatorResult, Margin, Status};
use vedich_roadmap::area::{AreaPicture, area};
use vedich_roadmap::plan::PlanError;
use vedich_roadmap::planner::{Lists, Planned, Planner};
use vedich_roadmap::record::RoadmapRecord;
use vedich_values::{CriterionNo, Date, Decimal, RoadmapKey, SetId, UnitId};

/// The roadmaps followed in an area, and those that cannot be timed.
#[derive(Clone, Debug, Default)]
pub struct AreaRoadmaps {
    /// The picture of those that can.
    pub picture: AreaPicture,
    /// Units whose roadmap cannot be timed, and why.
    pub untimed: Untimed,
}

/// Units whose roadmap cannot be timed, and why.
pub type Untimed = Vec<(UnitId, Arc<PlanError>)>;

/// Roadmaps to be looked at together: taken from a picture quickly, timed without holding it.
#[derive(Clone, Debug)]
pub struct Followed {
    on: Date,
    /// Each with the unit's other roadmaps, which teach its forecast.
    roadmaps: Vec<(Arc<RoadmapRecord>, Vec<Arc<RoadmapRecord>>)>,
}

impl Followed {
    /// The active roadmaps followed by an area (tỉnh, huyện) and the units below it.
    #[must_use]
    pub fn below(board: &Board, area: UnitId) -> Self {
        let units = board.units_with_roadmaps(area).into_iter();
        let followed = units.filter_map(|unit| board.roadmap(unit)).filter(|record| record.is_active());
        let with_others = |record: &Arc<RoadmapRecord>| (Arc::clone(record), board.roadmaps(record.unit).to_vec());
        Self { on: board.date(), roadmaps: followed.map(with_others).collect() }
    }

    /// The same, with the unit's own roadmap even when it is no longer followed, or the one of a key.
    #[must_use]
    pub fn at(board: &Board, unit: UnitId, key: Option<&RoadmapKey>) -> Self {
        let with_others = |record: &Arc<RoadmapRecord>| (Arc::clone(record), board.roadmaps(record.unit).to_vec());
        if let Some(key) = key {
            let one = board.roadmap_by_key(unit, key).map(with_others);
            return Self { on: board.date(), roadmaps: one.into_iter().collect() };
        }
        let mut followed = Self::below(board, unit);
        if let Some(own) = board.roadmap(unit).filter(|own| !own.is_active()) {
            followed.roadmaps.push(with_others(own));
        }
        followed
    }

    /// At most so many of them, those of the first units.
    #[must_use]
    pub(crate) fn first(mut self, most: usize) -> Self {
        self.roadmaps.truncate(most);
        self
    }

    /// The roadmaps.
    pub fn records(&self) -> impl Iterator<Item = &Arc<RoadmapRecord>> {
        self.roadmaps.iter().map(|(record, _)| record)
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.roadmaps.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.roadmaps.is_empty()
    }

    /// The day they are looked at.
    #[must_use]
    pub const fn on(&self) -> Date {
        self.on
    }

    /// The leaders' picture of them. Takes a while when the forecasts are not known yet: keep it off the threads that answer requests.
    #[must_use]
    pub fn draw(&self, planner: &Planner) -> AreaRoadmaps {
        let (timed, untimed) = self.time(planner);
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        AreaRoadmaps { picture: area(&timed, threads), untimed }
    }

    /// Each roadmap timed, and those that cannot be.
    pub(crate) fn time(&self, planner: &Planner) -> (Vec<Arc<Planned>>, Untimed) {
        let (mut timed, mut untimed) = (Vec::new(), Vec::new());
        for (record, planned) in self.records().zip(self.each(planner)) {
            match planned {
                Ok(planned) => timed.push(planned),
                Err(error) => untimed.push((record.unit, error)),
            }
        }
        (timed, untimed)
    }

    /// Each roadmap timed, in their order.
    pub(super) fn each(&self, planner: &Planner) -> impl Iterator<Item = Result<Arc<Planned>, Arc<PlanError>>> {
        self.roadmaps.iter().map(|(record, others)| planner.timed(record, others, self.on))
    }
}

impl App {
    /// The leaders' picture of an area, see [`Followed::draw`].
    #[must_use]
    pub fn area_roadmaps(&self, followed: &Followed) -> AreaRoadmaps {
        followed.draw(self.planner())
    }

    /// Each roadmap timed, and those that cannot be.
    pub(crate) fn time(&self, followed: &Followed) -> (Vec<Arc<Planned>>, Untimed) {
        followed.time(self.planner())
    }
}

/// What the three lists of a unit need of a picture: the criteria that are not met, and what the templates have for those no task serves.
#[derive(Clone, Debug, Default)]
pub struct Assessed {
    /// Not met, each with how far it is from its threshold where a value tells.
    unmet: BTreeMap<CriterionNo, Option<u32>>,
    /// A roadmap made of templates for the criteria the unit's own has no task for; all of them, when it has no roadmap.
    sketch: Option<Arc<RoadmapRecord>>,
    on: Date,
}

impl Assessed {
    /// Of a unit, towards the set of its roadmap; without one towards the set in force.
    #[must_use]
    pub fn of(board: &Board, unit: UnitId, record: Option<&RoadmapRecord>) -> Self {
        let set = record.and_then(|record| record.header.set.as_ref());
        let unmet = unmet(board, unit, set);
        let served = |no: &CriterionNo| record.is_some_and(|record| record.tasks.iter().any(|task| task.criterion == Some(*no)));
        let unserved: Vec<CriterionNo> = unmet.keys().copied().filter(|no| !served(no)).collect();
        let target = record.and_then(|record| record.header.target);
        Self { sketch: super::make::sketch(board, unit, set, &unserved, target), unmet, on: board.date() }
    }

    /// The three lists of a roadmap.
    #[must_use]
    pub fn lists(&self, planner: &Planner, planned: &Planned) -> Lists {
        planned.lists(&self.unmet, self.sketched(planner).as_deref())
    }

    /// The three lists of a unit without a roadmap, as the templates have them, with the roadmap they come from; none when nothing is
    /// unmet, or no set is in force.
    #[must_use]
    pub fn sketched_lists(&self, planner: &Planner) -> Option<(Arc<Planned>, Lists)> {
        let sketch = self.sketched(planner)?;
        let lists = sketch.lists(&self.unmet, None);
        Some((sketch, lists))
    }

    fn sketched(&self, planner: &Planner) -> Option<Arc<Planned>> {
        planner.timed(self.sketch.as_ref()?, &[], self.on).ok()
    }
}

/// The criteria that are not met, each with how far it is from its threshold, in hundredths of a percent of it: its farthest indicator
/// counts. None: no value tells, or the threshold is nothing.
fn unmet(board: &Board, unit: UnitId, set: Option<&SetId>) -> BTreeMap<CriterionNo, Option<u32>> {
    let open = App::open_criteria(board, unit, set).into_iter().filter(|(_, status)| *status == Status::NotMet);
    let mut unmet: BTreeMap<CriterionNo, Option<u32>> = open.map(|(no, _)| (no, None)).collect();
    let place = board.place(unit, set);
    let results = place.iter().flat_map(|place| &place.assessment.indicators).filter(|result| result.status == Status::NotMet);
    for result in results {
        let Some(gap) = gap(result) else { continue };
        if let Some(farthest) = unmet.get_mut(&result.criterion) {
            *farthest = Some(farthest.map_or(gap, |far| far.max(gap)));
        }
    }
    unmet
}

fn gap(result: &IndicatorResult) -> Option<u32> {
    let margins = result.margin.into_iter().chain(result.parts.iter().filter_map(|part| part.margin));
    let short = |margin: Margin| -> Option<u32> {
        let percent = margin.relative_percent(2).filter(|percent| percent.is_sign_negative())?;
        (percent.abs() * Decimal::ONE_HUNDRED).trunc().try_into().ok()
    };
    margins.filter_map(short).max()
}
