//! The register as rights follow it.

use vedich_facts::UnitLevel;
use vedich_rights::Places;
use vedich_units::Registry;
use vedich_values::{Date, UnitId};

/// The register of units, for deciding rights.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a>(pub &'a Registry);

impl Places for Ground<'_> {
    fn line(&self, unit: UnitId, on: Date) -> Vec<UnitId> {
        let Some(known) = self.0.get(unit) else { return Vec::new() };
        let day = known.span.to.map_or(on, |last| last.min(on));
        if !known.exists(day) {
            return Vec::new();
        }
        std::iter::once(unit).chain(self.0.ancestors(unit, day)).collect()
    }

    fn heirs(&self, unit: UnitId, on: Date) -> Vec<UnitId> {
        self.0.went_into(unit, on)
    }

    fn ended(&self, unit: UnitId, on: Date) -> bool {
        let gone = self.0.get(unit).is_some_and(|known| known.span.to.is_some_and(|last| last < on));
        gone && self.heirs(unit, on).is_empty()
    }

    fn level(&self, unit: UnitId) -> Option<UnitLevel> {
        self.0.get(unit).map(|unit| unit.level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vedich_reference::Shipped;

    #[test]
    fn a_post_over_lam_hop_covers_its_successor_from_the_first_of_july() {
        let registry = Shipped::load().unwrap().registry;
        let day = |text: &str| text.parse::<Date>().unwrap();
        let lam_hop = registry.find("Lâm Hợp, Kỳ Anh", Some(day("2020-09-08")), 1)[0].unit;
        let successors = registry.successors(lam_hop);
        assert_eq!(successors.len(), 1);
        assert!(successors[0].whole && successors[0].on == day("2025-07-01"));
        let ground = Ground(&registry);
        assert_eq!(ground.heirs(lam_hop, day("2025-06-30")), []);
        assert_eq!(ground.heirs(lam_hop, day("2025-07-01")), [successors[0].unit]);
        let then: Vec<_> = ground.line(lam_hop, day("2026-11-22")).into_iter().filter_map(|unit| ground.level(unit)).collect();
        assert_eq!(then, [UnitLevel::Commune, UnitLevel::District, UnitLevel::Province, UnitLevel::Country], "as on its last day");
        assert!(!ground.ended(lam_hop, day("2026-11-22")), "it went on in another");
        let district = registry.find("Huyện Kỳ Anh, Hà Tĩnh", Some(day("2020-09-08")), 1)[0].unit;
        assert!(!ground.ended(district, day("2025-06-30")) && ground.ended(district, day("2025-07-01")));
        assert_eq!(ground.line(UnitId(9), day("2026-11-22")), []);
    }
}
