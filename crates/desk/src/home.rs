//! The unit a document is about, where it does not say: "toàn huyện" of a page whose district stands only in its head, a commune whose name
//! others bear too. What the text names besides tells: communes of one district, a town above.

use crate::card::CardKind;
use crate::draft::Draft;
use crate::field::Field;
use crate::place;
use std::collections::BTreeMap;
use vedich_facts::UnitLevel;
use vedich_units::{COUNTRY, Registry};
use vedich_values::{Date, UnitId};

/// Names that are looked up: the text's first say where it is from.
const MOST_NAMES: usize = 40;

/// The one unit that what the text names points to; none when several do, or nothing does.
pub(crate) fn guess(registry: &Registry, draft: &Draft, day: Date) -> Option<UnitId> {
    let own = draft.place.split(',').next().unwrap_or_default().trim();
    let others = || draft.named.iter().filter(|(name, _)| name != own).take(MOST_NAMES);
    let bearers: Vec<Vec<UnitId>> = others().map(|(name, level)| place::called(registry, name, level, day)).collect();
    let line = |unit: UnitId| place::line(registry, unit, day);
    let candidates = if own.is_empty() {
        let level = wanted(draft)?;
        let above = |unit: &UnitId| line(*unit).into_iter().find(|above| level_of(registry, *above, day) == Some(level));
        let mut all: Vec<UnitId> = bearers.iter().flatten().filter_map(above).collect();
        all.sort_unstable();
        all.dedup();
        all
    } else {
        place::called(registry, own, &draft.level, day)
    };
    let mut points: BTreeMap<UnitId, usize> = BTreeMap::new();
    for candidate in candidates {
        let near = Near { registry, day, line: line(candidate), candidate };
        points.insert(candidate, bearers.iter().filter(|units| units.iter().any(|unit| near.to(*unit))).count());
    }
    let most = points.values().copied().max().filter(|most| *most > 0)?;
    let mut best = points.iter().filter(|(_, count)| **count == most).map(|(unit, _)| *unit);
    let (first, second) = (best.next(), best.next());
    // One name borne in one place only is no proof of a unit that is not named at all; two are.
    let enough = !own.is_empty() || most >= 2;
    first.filter(|_| second.is_none() && enough)
}

/// A unit a document may be about.
struct Near<'a> {
    registry: &'a Registry,
    day: Date,
    candidate: UnitId,
    line: Vec<UnitId>,
}

impl Near<'_> {
    /// Whether a unit lies above it, below it, or in the same district.
    fn to(&self, unit: UnitId) -> bool {
        if unit == COUNTRY || unit == self.candidate {
            return false;
        }
        let other = place::line(self.registry, unit, self.day);
        let district = |above: &&UnitId| level_of(self.registry, **above, self.day) == Some(UnitLevel::District);
        let together = self.line.iter().find(district).is_some_and(|district| other.contains(district));
        self.line.contains(&unit) || other.contains(&self.candidate) || together
    }
}

fn level_of(registry: &Registry, unit: UnitId, day: Date) -> Option<UnitLevel> {
    registry.at(unit, day).map(|at| at.level)
}

/// The level most cards give the unit that is never named.
fn wanted(draft: &Draft) -> Option<UnitLevel> {
    let mut counts: BTreeMap<UnitLevel, usize> = BTreeMap::new();
    // An order says the level of who gives it.
    for card in draft.cards.iter().filter(|card| card.kind != CardKind::Task && card.field(Field::Place).is_empty()) {
        if let Some(level) = place::wanted(card.field(Field::Level)).filter(|level| *level != UnitLevel::Country) {
            *counts.entry(level).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(level, _)| level)
}
