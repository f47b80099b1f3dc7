//! What is on record of a unit or a set, without assessing anything.

use crate::Board;
use std::sync::Arc;
use vedich_facts::{Body, Recorded};
use vedich_values::{SetId, UnitId};

impl Board {
    /// Whether anything but values and declared statuses is on record of a unit: reported counts, works, outputs, stages, remarks.
    #[must_use]
    pub fn has_records(&self, unit: UnitId) -> bool {
        self.dossier(unit).is_some_and(|dossier| !dossier.others.is_empty())
    }

    /// What is stated of a unit beside values: stages, outputs, works, remarks, reported counts, attributes; latest record first.
    #[must_use]
    pub fn records(&self, unit: UnitId) -> Vec<Arc<Recorded>> {
        let of_unit = self.dossier(unit).into_iter().flat_map(|dossier| dossier.others.iter().chain(&dossier.attributes));
        let mut found: Vec<Arc<Recorded>> = of_unit.cloned().collect();
        found.sort_by_key(|recorded| std::cmp::Reverse(recorded.seq));
        found
    }

    /// Thresholds set or confirmed locally for a set or one it extends, wherever they hold, oldest first.
    #[must_use]
    pub fn overlays(&self, set: &SetId) -> Vec<Arc<Recorded>> {
        let concerns = |recorded: &&Arc<Recorded>| match &recorded.fact.body {
            Body::Overlay(overlay) => self.reference().catalogue.accepts(set, &overlay.set),
            _ => false,
        };
        let mut found: Vec<Arc<Recorded>> = self.dossiers().flat_map(|dossier| &dossier.overlays).filter(concerns).cloned().collect();
        found.sort_by_key(|recorded| (recorded.fact.as_of, recorded.seq));
        found
    }
}
