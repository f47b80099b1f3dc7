//! The list of roadmaps.

use super::{Scene, verdict};
use crate::frame::Frame;
use crate::pages::roadmaps::list::{Line, ListView};
use crate::parts::Link;
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_roadmap::planner::{Planned, Planner, TaskStanding};
use vedich_roadmap::record::RoadmapRecord;
use vedich_units::COUNTRY;
use vedich_values::{Date, UnitId};

/// Roadmaps shown at once.
const SHOWN: usize = 200;

/// What the list needs of a picture: the roadmaps shown, and how many there are in all and below each area.
#[derive(Clone, Debug, Default)]
pub struct Found {
    shown: Vec<(Arc<RoadmapRecord>, Vec<Arc<RoadmapRecord>>)>,
    total: usize,
    areas: Vec<(UnitId, usize)>,
    /// Where there is none: the last day there was one.
    last: Option<Date>,
}

impl Found {
    /// Roadmaps of units whose name or whose areas' names contain what was typed, with or without diacritics.
    #[must_use]
    pub fn of(s: Scene<'_>, query: &str) -> Self {
        let wanted = vedich_values::text::fold(query);
        let fits = |unit: &UnitId| {
            wanted.is_empty() || vedich_values::text::fold(&format!("{}, {}", s.name(*unit), s.above(*unit))).contains(&wanted)
        };
        let mut units: Vec<UnitId> = s.board.units_with_roadmaps(COUNTRY).into_iter().filter(fits).collect();
        let mut areas: BTreeMap<UnitId, usize> = BTreeMap::new();
        for unit in &units {
            for above in s.registry().ancestors(*unit, s.on(*unit)).into_iter().filter(|above| *above != COUNTRY) {
                *areas.entry(above).or_default() += 1;
            }
        }
        let total = units.len();
        units.truncate(SHOWN);
        let shown = units.iter().filter_map(|unit| Some((Arc::clone(s.board.roadmap(*unit)?), s.board.roadmaps(*unit).to_vec())));
        let mut areas: Vec<(UnitId, usize)> = areas.into_iter().collect();
        areas.sort_by_key(|(unit, n)| (std::cmp::Reverse(*n), *unit));
        areas.truncate(12);
        let last = if total == 0 { s.board.last_day_of_roadmaps(COUNTRY) } else { None };
        Self { shown: shown.collect(), total, areas, last }
    }

    /// Times them; forecasts are not asked for.
    #[must_use]
    pub fn time(&self, planner: &Planner, on: Date) -> Vec<(Arc<RoadmapRecord>, Option<Arc<Planned>>)> {
        self.shown.iter().map(|(record, others)| (Arc::clone(record), planner.timed(record, others, on).ok())).collect()
    }
}

/// The page.
#[must_use]
pub fn view(s: Scene<'_>, found: &Found, timed: &[(Arc<RoadmapRecord>, Option<Arc<Planned>>)], query: &str) -> ListView {
    let area = |(unit, n): &(UnitId, usize)| (Link::new(s.name(*unit), s.f.link(&format!("/roadmaps/area/{unit}"))), *n);
    ListView {
        lines: timed.iter().map(|(record, planned)| line(s, record, planned.as_deref())).collect(),
        total: found.total,
        areas: found.areas.iter().map(area).collect(),
        query: query.to_owned(),
        last: found.last.map(|day| last_day(s, day, query)).unwrap_or_default(),
    }
}

/// The list on the last day there was something in it.
fn last_day(s: Scene<'_>, day: Date, query: &str) -> Link {
    let f = Frame { as_of: day, ..s.f.clone() };
    Link::new(f.say("gantt.list-last", &[("date", &f.date(day))]), f.link_with("/roadmaps", &[("q", query)]))
}

fn line(s: Scene<'_>, record: &RoadmapRecord, planned: Option<&Planned>) -> Line {
    let standing =
        |wanted: TaskStanding| planned.map_or(0, |planned| planned.work().filter(|place| planned.task(*place).standing == wanted).count());
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Line {
        unit: Link::new(s.name(record.unit), s.f.link(&format!("/roadmaps/{}", record.unit))),
        above: s.above(record.unit),
        title: record.header.title.clone(),
        target: record.header.target.map(|target| s.f.date(target)).unwrap_or_default(),
        finish: planned.map(|planned| s.f.date(planned.finish())).unwrap_or_default(),
        verdict: planned
            .map(|planned| verdict(s.f, planned.days_late(), planned.is_done(), || planned.chance().by_target))
            .unwrap_or_default(),
        done: (number(standing(TaskStanding::Done)), planned.map_or(0, |planned| number(planned.work().count()))),
        late: planned.map_or(0, |planned| number(planned.late().len())),
    }
}
