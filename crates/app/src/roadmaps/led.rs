//! What leaders of an area are told of its roadmaps: when each will be ready, and what waits for their decision.

use super::{AreaRoadmaps, Assessed, Followed};
use std::sync::Arc;
use vedich_board::Board;
use vedich_facts::UnitLevel;
use vedich_roadmap::planner::{Planned, Planner};
use vedich_roadmap::triage::{Decider, Track, Triaged, Unmet, Why};
use vedich_values::{CriterionNo, Date, SetId, UnitId};

/// What a picture holds of it: taken quickly, worked out without holding the picture.
#[derive(Clone, Debug)]
pub struct Led {
    followed: Followed,
    /// What is not met, of each roadmap in their order, and whose decision "the district's" is.
    assessed: Vec<(Assessed, bool)>,
    level: UnitLevel,
}

/// The roadmaps of an area, and what waits for a decision of its leaders.
#[derive(Clone, Debug, Default)]
pub struct LedRoadmaps {
    /// The roadmaps.
    pub drawn: AreaRoadmaps,
    /// What waits, by unit in the order of the roadmaps.
    pub undecided: Vec<Undecided>,
}

/// The criteria of one unit that wait for a decision of the area's level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// Whose.
    pub unit: UnitId,
    /// The set the numbers belong to.
    pub set: Option<SetId>,
    /// First day of the roadmap: since when it is known that a decision is needed.
    pub since: Date,
    /// The criteria, each with why, the deciding reason first.
    pub criteria: Vec<(CriterionNo, Vec<Why>)>,
}

impl Led {
    /// Of the active roadmaps of an area (tỉnh, huyện) and the units below it.
    #[must_use]
    pub fn below(board: &Board, area: UnitId) -> Self {
        let followed = Followed::below(board, area);
        let registry = &board.reference().registry;
        let has_district = |unit: UnitId| {
            let above = registry.ancestors(unit, board.date());
            above.into_iter().chain([unit]).any(|above| registry.get(above).is_some_and(|above| above.level == UnitLevel::District))
        };
        let assessed = followed.records().map(|record| (Assessed::of(board, record.unit, Some(record)), has_district(record.unit)));
        let level = registry.get(area).map_or(UnitLevel::Country, |unit| unit.level);
        Self { assessed: assessed.collect(), followed, level }
    }

    /// Works it out. Takes a while when the forecasts are not known yet: keep it off the threads that answer requests.
    #[must_use]
    pub fn draw(&self, planner: &Planner) -> LedRoadmaps {
        let drawn = self.followed.draw(planner);
        let timed = self.followed.each(planner).zip(&self.assessed).filter_map(|(timed, assessed)| Some((timed.ok()?, assessed)));
        let undecided = timed.map(|(planned, (assessed, district))| self.waiting(planner, &planned, assessed, *district));
        LedRoadmaps { undecided: undecided.filter(|one| !one.criteria.is_empty()).collect(), drawn }
    }

    fn waiting(&self, planner: &Planner, planned: &Arc<Planned>, assessed: &Assessed, district: bool) -> Undecided {
        let lists = assessed.lists(planner, planned);
        let ours = |one: &&Triaged| decided_by(one, &lists.unmet[one.place]).is_some_and(|who| level_of(who, district) == self.level);
        let told = |one: &Triaged| Some((CriterionNo(lists.unmet[one.place].code.parse().ok()?), one.reasons.clone()));
        let record = &planned.record;
        Undecided {
            unit: record.unit,
            set: record.header.set.clone(),
            since: record.header.start.min(planned.on),
            criteria: lists.triaged.iter().filter(ours).filter_map(told).collect(),
        }
    }
}

/// Whose decision a criterion waits for itself; none: nobody's, or that of a criterion it waits on. What its unit could do but not in time
/// is for those right above.
fn decided_by(one: &Triaged, unmet: &Unmet) -> Option<Decider> {
    if one.track != Track::NeedsDecision {
        return None;
    }
    let undecided = one.reasons.iter().any(|why| matches!(why, Why::Undecided(_))).then_some(unmet.decider);
    undecided.or_else(|| one.reasons.iter().any(|why| matches!(why, Why::TooLate(_))).then_some(Decider::District))
}

/// The level that decides; where there is no district its decisions are those of the province's departments.
const fn level_of(decider: Decider, district: bool) -> UnitLevel {
    match decider {
        Decider::Commune => UnitLevel::Commune,
        Decider::District if district => UnitLevel::District,
        Decider::District | Decider::Province => UnitLevel::Province,
        Decider::Centre => UnitLevel::Country,
    }
}
