//! The roadmaps of units: changes go in, in any order; records come out, put together when asked for and kept until the next change.

use crate::Board;
use std::sync::{Arc, OnceLock};
use vedich_facts::roadmap::DayOff;
use vedich_facts::{Body, Recorded};
use vedich_roadmap::record::RoadmapRecord;
use vedich_values::{Date, FactSeq, RoadmapKey, UnitId};

/// The changes of one unit's roadmaps, in the order of the journal, and what they add up to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roadmaps {
    changes: Vec<Arc<Recorded>>,
    records: OnceLock<Vec<Arc<RoadmapRecord>>>,
}

impl Roadmaps {
    pub(crate) fn put(&mut self, recorded: Arc<Recorded>) {
        let place = self.changes.partition_point(|other| other.seq < recorded.seq);
        self.changes.insert(place, recorded);
        self.records.take();
    }

    /// Takes a corrected change out; true when it was there.
    pub(crate) fn forget(&mut self, seq: FactSeq) -> bool {
        let found = self.changes.binary_search_by_key(&seq, |recorded| recorded.seq);
        if let Ok(place) = found {
            self.changes.remove(place);
            self.records.take();
        }
        found.is_ok()
    }

    pub(crate) fn retain(&mut self, stays: impl Fn(FactSeq) -> bool) {
        self.changes.retain(|recorded| stays(recorded.seq));
        self.records.take();
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<Recorded>> {
        self.changes.iter()
    }

    /// Forgets what the changes add up to; it is worked out again when asked for.
    pub(crate) fn put_together_anew(&mut self) {
        self.records.take();
    }

    fn records(&self, unit: UnitId, closed: impl FnOnce() -> Arc<[DayOff]>) -> &[Arc<RoadmapRecord>] {
        self.records.get_or_init(|| {
            let mut keys: Vec<&RoadmapKey> = Vec::new();
            for recorded in &self.changes {
                if let Body::Roadmap(change) = &recorded.fact.body
                    && !keys.contains(&&change.roadmap)
                {
                    keys.push(&change.roadmap);
                }
            }
            if keys.is_empty() {
                return Vec::new();
            }
            let (changes, closed) = (|| self.changes.iter().map(|recorded| &**recorded), closed());
            let record = |key| Some(Arc::new(RoadmapRecord::replay(unit, key, changes())?.with_days_off(Arc::clone(&closed))));
            keys.into_iter().filter_map(record).collect()
        })
    }
}

impl Board {
    /// The roadmaps (lộ trình) of a unit, the one opened last at the end.
    #[must_use]
    pub fn roadmaps(&self, unit: UnitId) -> &[Arc<RoadmapRecord>] {
        self.dossier(unit).map_or(&[], |dossier| dossier.roadmaps.records(unit, || self.closed_days(unit, self.date())))
    }

    /// The roadmap a unit follows: the active one opened last, else the one opened last.
    #[must_use]
    pub fn roadmap(&self, unit: UnitId) -> Option<&Arc<RoadmapRecord>> {
        let records = self.roadmaps(unit);
        records.iter().rev().find(|record| record.is_active()).or(records.last())
    }

    /// One roadmap of a unit.
    #[must_use]
    pub fn roadmap_by_key(&self, unit: UnitId, key: &RoadmapKey) -> Option<&Arc<RoadmapRecord>> {
        self.roadmaps(unit).iter().find(|record| record.key == *key)
    }

    /// The changes of a unit's roadmaps, in the order of the journal: what undo is worked out from.
    pub fn roadmap_changes(&self, unit: UnitId) -> impl Iterator<Item = &Arc<Recorded>> {
        self.dossier(unit).into_iter().flat_map(|dossier| dossier.roadmaps.all())
    }

    /// The last day on which a unit that no longer exists, an area or one below it, had a roadmap; none: there never was one.
    #[must_use]
    pub fn last_day_of_roadmaps(&self, area: UnitId) -> Option<Date> {
        let has_one = |unit: &UnitId| self.dossier(*unit).is_some_and(|dossier| dossier.roadmaps.all().next().is_some());
        let ended = |unit: UnitId| self.reference().registry.get(unit)?.span.to.filter(|last| *last < self.date());
        self.units_ever_under(area).into_iter().filter(has_one).filter_map(ended).max()
    }

    /// Units that exist on the date of the picture and have a roadmap: those below an area, and the area itself. In the order of their ids.
    #[must_use]
    pub fn units_with_roadmaps(&self, area: UnitId) -> Vec<UnitId> {
        let has_one = |unit: &UnitId| self.dossier(*unit).is_some_and(|dossier| dossier.roadmaps.all().next().is_some());
        let mut units: Vec<UnitId> = self.units_under(area).into_iter().filter(has_one).collect();
        units.sort_unstable();
        units
    }
}
