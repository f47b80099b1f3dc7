//! The page of a leader for programs. Keys are only ever added.

use super::TaskTallyShape;
use crate::api::convert::roadmaps::area_line;
use crate::api::roadmap_shapes::AreaLineShape;
use crate::present::Scene;
use crate::present::steering::leaders::{self, Decision, PlaceLine};
use serde::Serialize;
use utoipa::ToSchema;
use vedich_app::roadmaps::LedRoadmaps;
use vedich_values::{Date, UnitId};

/// What a leader sees of an area.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LeadersShape {
    /// The date it holds for.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// Our id of the area.
    pub unit: u32,
    /// Its name.
    pub name: String,
    /// The count of its tasks.
    pub count: TaskTallyShape,
    /// Promises in answer to proposals.
    pub promises: PromisesShape,
    /// The decisions asked for, the oldest first.
    pub decisions: Vec<DecisionShape>,
    /// The roadmaps followed in the area, the least likely to keep their target first.
    pub roadmaps: Vec<AreaLineShape>,
    /// The places in the order of the ranking.
    pub ranking: Vec<RankedShape>,
    /// On what the points rest.
    pub basis: String,
}

/// Promises of an area.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PromisesShape {
    /// Kept in time.
    pub kept: u32,
    /// Not kept when their day came.
    pub broken: u32,
    /// Still to come.
    pub coming: u32,
}

/// A decision that is waited for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DecisionShape {
    /// What kind, in words.
    pub kind: String,
    /// What it is about.
    pub about: String,
    /// Where it is decided on the site.
    pub address: String,
    /// Details.
    pub text: String,
}

/// A place in the ranking.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RankedShape {
    /// Our id of the place.
    pub unit: u32,
    /// Its name.
    pub name: String,
    /// Criteria met; none: nothing is known.
    pub criteria_met: Option<u32>,
    /// Of how many.
    pub criteria: Option<u32>,
    /// The count of the tasks it leads.
    pub count: TaskTallyShape,
    /// Points of a hundred, as people write them.
    pub points: String,
    /// Its rank; `–`: too little is known.
    pub rank: String,
    /// Its rating in words.
    pub rating: String,
    /// Why it has no rank; empty: it has one.
    pub apart: String,
    /// Measure by measure.
    pub measures: Vec<MeasureShape>,
    /// How the points of the measures become points of a hundred, in words, where some are not known; empty: all are.
    pub scaled: String,
}

/// A measure of the ranking.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MeasureShape {
    /// Its name.
    pub name: String,
    /// How much of how much: `16/20`.
    pub share: String,
    /// Points got of the most: `32 / 40`.
    pub points: String,
}

impl LeadersShape {
    /// The page of an area, with every place and every decision.
    #[must_use]
    pub fn of(s: Scene<'_>, area: UnitId, led: &LedRoadmaps) -> Self {
        let view = leaders::whole(s, area, led);
        let decision = |one: &Decision| DecisionShape {
            kind: one.kind.clone(),
            about: one.about.text.clone(),
            address: one.about.href.clone(),
            text: one.text.clone(),
        };
        let (kept, broken, coming) = view.promises;
        Self {
            as_of: s.board.date(),
            unit: area.get(),
            name: view.name.clone(),
            count: view.tally.into(),
            promises: PromisesShape { kept, broken, coming },
            decisions: view.decisions.iter().map(decision).collect(),
            roadmaps: view.timed.iter().map(|line| area_line(s.registry(), s.board.date(), line)).collect(),
            ranking: view.places.iter().map(ranked).collect(),
            basis: view.basis.clone(),
        }
    }
}

fn ranked(place: &PlaceLine) -> RankedShape {
    let measure = |(name, share, points): &(String, String, String)| MeasureShape {
        name: name.clone(),
        share: share.clone(),
        points: points.clone(),
    };
    RankedShape {
        unit: place.unit,
        name: place.name.text.clone(),
        criteria_met: place.criteria.map(|(met, _)| met),
        criteria: place.criteria.map(|(_, total)| total),
        count: place.tally.into(),
        points: place.points.clone(),
        rank: place.rank.clone(),
        rating: place.rating.clone(),
        apart: place.apart.clone(),
        measures: place.explained.iter().map(measure).collect(),
        scaled: place.scaled.clone(),
    }
}
