//! Questions about roadmaps that need more than one of them, or the assessment beside them.

use crate::App;
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_board::Board;
use vedich_criteria::{IndicatorResult, Margin, Status};
use vedich_roadmap::area::{AreaPicture, area};
use vedich_roadmap::plan::PlanError;
use vedich_roadmap::planner::{Planned, Planner};
use vedich_roadmap::record::RoadmapRecord;
use vedich_values::{CriterionNo, Date, Decimal, RoadmapKey, UnitId};

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
        for (record, others) in &self.roadmaps {
            match planner.timed(record, others, self.on) {
                Ok(planned) => timed.push(planned),
                Err(error) => untimed.push((record.unit, error)),
            }
        }
        (timed, untimed)
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

/// How far each unmet criterion is from its threshold, in hundredths of a percent of it: its farthest indicator counts. Those without
/// values, or with thresholds of nothing, are left out. What [`vedich_roadmap::planner::Planned::lists`] asks for.
#[must_use]
pub fn gaps(board: &Board, record: &RoadmapRecord) -> BTreeMap<CriterionNo, u32> {
    let mut gaps = BTreeMap::new();
    let place = board.place(record.unit, record.header.set.as_ref());
    let results = place.iter().flat_map(|place| &place.assessment.indicators).filter(|result| result.status == Status::NotMet);
    for result in results {
        let Some(gap) = gap(result) else { continue };
        let farthest = gaps.entry(result.criterion).or_insert(0);
        *farthest = gap.max(*farthest);
    }
    gaps
}

fn gap(result: &IndicatorResult) -> Option<u32> {
    let margins = result.margin.into_iter().chain(result.parts.iter().filter_map(|part| part.margin));
    let short = |margin: Margin| -> Option<u32> {
        let percent = margin.relative_percent(2).filter(|percent| percent.is_sign_negative())?;
        (percent.abs() * Decimal::ONE_HUNDRED).trunc().try_into().ok()
    };
    margins.filter_map(short).max()
}
