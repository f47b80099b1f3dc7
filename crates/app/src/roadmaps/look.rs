//! Questions about roadmaps that need more than one of them, or the assessment beside them.

use crate::App;
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_board::Board;
use vedich_criteria::{IndicatorResult, Margin, Status};
use vedich_roadmap::area::{AreaPicture, area};
use vedich_roadmap::plan::PlanError;
use vedich_roadmap::planner::{Lists, Planned};
use vedich_roadmap::record::RoadmapRecord;
use vedich_values::{CriterionNo, Decimal, UnitId};

/// The roadmaps followed in an area, and those that cannot be timed.
#[derive(Clone, Debug, Default)]
pub struct AreaRoadmaps {
    /// The picture of those that can.
    pub picture: AreaPicture,
    /// Units whose roadmap cannot be timed, and why.
    pub untimed: Vec<(UnitId, Arc<PlanError>)>,
}

impl App {
    /// The leaders' picture of an area (tỉnh, huyện) on the board's date: active roadmaps of the area and the units below it.
    #[must_use]
    pub fn area_roadmaps(&self, board: &Board, of: UnitId) -> AreaRoadmaps {
        let mut timed: Vec<Arc<Planned>> = Vec::new();
        let mut untimed = Vec::new();
        let followed = board.units_with_roadmaps(of).into_iter().filter_map(|unit| board.roadmap(unit));
        for record in followed.filter(|record| record.is_active()) {
            match self.timed(board, record) {
                Ok(planned) => timed.push(planned),
                Err(error) => untimed.push((record.unit, error)),
            }
        }
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        AreaRoadmaps { picture: area(&timed, threads), untimed }
    }

    /// The unit's open criteria in three lists: can finish now, needs money, needs a decision above; by the assessment of the board's
    /// date where values tell how far they are.
    ///
    /// # Errors
    /// When the roadmap cannot be timed.
    pub fn roadmap_lists(&self, board: &Board, record: &Arc<RoadmapRecord>) -> Result<Lists, Arc<PlanError>> {
        Ok(self.timed(board, record)?.lists(&gaps(board, record)))
    }
}

/// How far each unmet criterion is from its threshold, in hundredths of a percent of it: its farthest indicator counts. Those without
/// values, or with thresholds of nothing, are left out.
fn gaps(board: &Board, record: &RoadmapRecord) -> BTreeMap<CriterionNo, u32> {
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
