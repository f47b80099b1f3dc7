//! The register of units and its questions.

use crate::{
    Tables,
    counts::{Counted, Counts},
    search::Index,
    timeline::intersect,
    unit::{Succession, Unit, UnitAt, ZoneName},
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use vedich_facts::UnitLevel;
use vedich_values::{Date, DateSpan, Diagnostic, UnitId, ZoneId, text::fold};

/// Việt Nam, the unit above all others, valid always.
pub const COUNTRY: UnitId = UnitId(1);

/// First id for units that are not in the official tables: hamlets, and whatever the journal registers.
pub(crate) const FIRST_FREE: u32 = 10_000_000;

/// Most steps of succession that are followed: units are merged every few years.
const MOST_STEPS: usize = 8;

/// Every administrative unit over time. Questions take a date; whatever did not exist on it is not there.
#[derive(Clone, Debug)]
pub struct Registry {
    /// Shared with the registers this one was copied from: a change of a few units copies only those.
    pub(crate) units: Vec<Arc<Unit>>,
    pub(crate) index_of: FxHashMap<UnitId, u32>,
    /// Every unit that ever lay below, in Vietnamese order of its newest name.
    pub(crate) below: Vec<Vec<u32>>,
    pub(crate) by_code: Codes,
    pub(crate) by_level: [Vec<u32>; 5],
    pub(crate) slugs: FxHashMap<u32, Vec<(DateSpan, Box<str>)>>,
    pub(crate) counts: Counts,
    pub(crate) search: Index,
    pub(crate) zones: Vec<ZoneName>,
    pub(crate) latest: Date,
    pub(crate) next_free: u32,
    pub(crate) stated: FxHashMap<u32, crate::change::Stated>,
}

impl Registry {
    /// Builds the register from the tables.
    ///
    /// # Errors
    /// Every problem of every table, each with file, line and column.
    pub fn build(tables: &Tables<'_>) -> Result<Self, Vec<Diagnostic>> {
        crate::build::build(tables)
    }

    /// The unit over its whole life.
    #[must_use]
    pub fn get(&self, id: UnitId) -> Option<&Unit> {
        self.index_of.get(&id).map(|index| &*self.units[*index as usize])
    }

    /// The unit as it was on a date; none when it did not exist then.
    #[must_use]
    pub fn at(&self, id: UnitId, date: Date) -> Option<UnitAt<'_>> {
        self.get(id)?.at(date)
    }

    /// All units over time, the country first.
    pub fn iter(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().map(|unit| &**unit)
    }

    /// The last date on which the tables say that something changed: the newest state of the register.
    #[must_use]
    pub const fn latest(&self) -> Date {
        self.latest
    }

    /// Units right below on a date, in Vietnamese order of their names without the type word.
    #[must_use]
    pub fn children(&self, id: UnitId, date: Date) -> Vec<UnitId> {
        self.children_of(id, date).map(|unit| unit.id).collect()
    }

    fn children_of(&self, id: UnitId, date: Date) -> impl Iterator<Item = &Unit> {
        let below = self.index_of.get(&id).map_or(&[][..], |index| &self.below[*index as usize]);
        below.iter().map(|index| &*self.units[*index as usize]).filter(move |unit| unit.parents.at(date) == Some(&id))
    }

    /// Units above on a date, nearest first, ending with the country; empty when it did not exist, and for the country.
    #[must_use]
    pub fn ancestors(&self, id: UnitId, date: Date) -> Vec<UnitId> {
        std::iter::successors(self.parent(id, date), |above| self.parent(*above, date)).collect()
    }

    fn parent(&self, id: UnitId, date: Date) -> Option<UnitId> {
        self.get(id)?.parents.at(date).copied()
    }

    /// All units of a level below on a date, in the order of the tree.
    #[must_use]
    pub fn descendants(&self, id: UnitId, level: UnitLevel, date: Date) -> Vec<UnitId> {
        let mut found = Vec::with_capacity(self.count(id, level, date));
        let mut waiting = vec![id];
        while let Some(next) = waiting.pop() {
            let start = waiting.len();
            for unit in self.children_of(next, date) {
                if unit.level == level {
                    found.push(unit.id);
                } else if unit.level < level {
                    waiting.push(unit.id);
                }
            }
            waiting[start..].reverse();
        }
        found
    }

    /// All units of a level on a date, in the order of the tables (official codes).
    pub fn units(&self, level: UnitLevel, date: Date) -> impl Iterator<Item = UnitId> {
        self.by_level[level as usize]
            .iter()
            .map(|index| &*self.units[*index as usize])
            .filter(move |unit| unit.exists(date))
            .map(|unit| unit.id)
    }

    /// How many units of a level lie below on a date. Cheap: no walk through the tree.
    #[must_use]
    pub fn count(&self, id: UnitId, level: UnitLevel, date: Date) -> usize {
        self.index_of.get(&id).map_or(0, |index| self.counts.on(*index, Counted::Level(level), date))
    }

    /// How many units of a level lie below on a date that sets of criteria assess: of communes the rural ones (xã). Wards, townships and
    /// special zones are not recognised as New Rural communes; the sets have demands of their own for them.
    #[must_use]
    pub fn count_assessed(&self, id: UnitId, level: UnitLevel, date: Date) -> usize {
        let what = if level == UnitLevel::Commune { Counted::RuralCommunes } else { Counted::Level(level) };
        self.index_of.get(&id).map_or(0, |index| self.counts.on(*index, what, date))
    }

    /// The units [`Registry::count_assessed`] counts, in the order of the tree.
    #[must_use]
    pub fn assessed(&self, id: UnitId, level: UnitLevel, date: Date) -> Vec<UnitId> {
        let mut found = self.descendants(id, level, date);
        found.retain(|unit| self.at(*unit, date).is_some_and(|at| at.is_assessed()));
        found
    }

    /// The unit that bears an official code on a date. Blanks and missing leading zeros are accepted: `6730` is `06730`.
    /// Provinces have 2 digits, districts 3, communes 5; a shorter number is read as the highest level that has it.
    #[must_use]
    pub fn by_code(&self, code: &str, date: Date) -> Option<UnitId> {
        self.bearers(code, date).next()
    }

    /// All units that bear a code on a date once its missing zeros are put back, the highest first: `385` is a district, and what is left
    /// of the commune `00385` when a spreadsheet took it for a number.
    pub fn bearers(&self, code: &str, date: Date) -> impl Iterator<Item = UnitId> {
        self.codes_like(code).filter(move |unit| unit.codes.at(date).is_some_and(|official| same_code(official, code))).map(|unit| unit.id)
    }

    /// Whether any unit bore the code on any date.
    #[must_use]
    pub fn ever_bore(&self, code: &str) -> bool {
        self.codes_like(code).next().is_some()
    }

    /// Units that ever bore a code, in the order `by_code` prefers them.
    pub(crate) fn codes_like(&self, code: &str) -> impl Iterator<Item = &Unit> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let numeric = !code.is_empty() && code.len() <= 5 && code.bytes().all(|b| b.is_ascii_digit());
        let mut keys: Vec<String> = if numeric {
            [2, 3, 5].into_iter().filter(|width| code.len() <= *width).map(|width| format!("{code:0>width$}")).collect()
        } else {
            Vec::new()
        };
        if keys.first() != Some(&code) {
            keys.push(code);
        }
        keys.into_iter().flat_map(|key| {
            let hash = key_hash(&key);
            let bears = move |unit: &&Unit| unit.codes.iter().any(|dated| *dated.value == *key);
            self.by_code.like(hash).map(|index| &*self.units[index as usize]).filter(bears)
        })
    }

    /// What became of the unit, in whole or in part.
    #[must_use]
    pub fn successors(&self, id: UnitId) -> &[Succession] {
        self.get(id).map_or(&[], |unit| &unit.successors)
    }

    /// What took a unit's place: its successors, or for a district of June 2025, which has none, those of its communes.
    /// `whole` then says whether all of it went to one unit.
    #[must_use]
    pub fn heirs(&self, id: UnitId) -> Vec<Succession> {
        let Some(unit) = self.get(id) else { return Vec::new() };
        let Some(last_day) = unit.span.to.filter(|_| unit.successors.is_empty()) else { return unit.successors.clone() };
        let mut heirs: Vec<Succession> = Vec::new();
        for child in self.children_of(id, last_day) {
            // A commune that goes on unchanged is what is left there itself.
            let own = Succession { unit: child.id, on: last_day.succ_opt().unwrap_or(last_day), whole: true };
            let next = if child.span.to == Some(last_day) { child.successors.as_slice() } else { std::slice::from_ref(&own) };
            for heir in next.iter().filter(|heir| heir.on == own.on) {
                if !heirs.iter().any(|known| known.unit == heir.unit) {
                    heirs.push(*heir);
                }
            }
        }
        let whole = heirs.len() == 1;
        heirs.iter_mut().for_each(|heir| heir.whole = whole);
        heirs
    }

    /// The units that exist on a day and into which the unit went whole by then, however many reorganisations lie between; empty while it
    /// exists, and when it was divided.
    #[must_use]
    pub fn went_into(&self, id: UnitId, on: Date) -> Vec<UnitId> {
        let exists = |id: UnitId| self.get(id).is_some_and(|unit| unit.exists(on));
        if exists(id) {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut waiting = vec![id];
        for _ in 0..MOST_STEPS {
            let successions = std::mem::take(&mut waiting).into_iter().flat_map(|id| self.successors(id));
            for next in successions.filter(|next| next.whole && next.on <= on) {
                if exists(next.unit) {
                    found.push(next.unit);
                } else {
                    waiting.push(next.unit);
                }
            }
        }
        found
    }

    /// The unit, everything that ever lay below it, and everything that went whole into any of them: whatever a statement about it may name.
    /// None when there are more than `most`.
    #[must_use]
    pub fn ever_within(&self, id: UnitId, most: usize) -> Option<Vec<UnitId>> {
        let (mut found, mut next) = (vec![id], 0);
        let mut known: FxHashSet<UnitId> = found.iter().copied().collect();
        while let Some(unit) = found.get(next).copied() {
            next += 1;
            let below = self.index_of.get(&unit).map_or(&[][..], |index| &self.below[*index as usize]);
            let below = below.iter().map(|index| self.units[*index as usize].id);
            let before = self.predecessors(unit).iter().filter(|one| one.whole).map(|one| one.unit);
            found.extend(below.chain(before).filter(|unit| known.insert(*unit)));
            if found.len() > most {
                return None;
            }
        }
        Some(found)
    }

    /// What the unit came from.
    #[must_use]
    pub fn predecessors(&self, id: UnitId) -> &[Succession] {
        self.get(id).map_or(&[], |unit| &unit.predecessors)
    }

    /// The zone (vùng) of a unit on a date, lower case as in threshold tables. None for the country, and for the seven provinces
    /// of today that lie in two zones. A hamlet lies in the zone of its commune.
    #[must_use]
    pub fn zone(&self, id: UnitId, date: Date) -> Option<&ZoneId> {
        let unit = self.get(id)?;
        // Hamlets, and units registered later, lie in the zone of the unit above them.
        if unit.zones.is_empty() {
            return self.zone(*unit.parents.at(date)?, date);
        }
        if unit.span.contains(date) { unit.zones.at(date) } else { None }
    }

    /// The zones and their names.
    #[must_use]
    pub fn zones(&self) -> &[ZoneName] {
        &self.zones
    }

    /// The province a unit lies in on a date, itself if it is one.
    #[must_use]
    pub fn province(&self, id: UnitId, date: Date) -> Option<UnitId> {
        let unit = self.get(id)?;
        match unit.level {
            UnitLevel::Province => unit.span.contains(date).then_some(id),
            _ => self.province(*unit.parents.at(date)?, date),
        }
    }

    /// The slug of that province as set files use it: `quang-ninh`.
    #[must_use]
    pub fn province_slug(&self, id: UnitId, date: Date) -> Option<&str> {
        let index = self.index_of.get(&self.province(id, date)?)?;
        self.slugs.get(index)?.iter().find(|(span, _)| span.contains(date)).map(|(_, slug)| slug.as_ref())
    }

    /// The names that addresses and criteria sets have for provinces, of all times: `ha-tinh`.
    pub fn province_slugs(&self) -> impl Iterator<Item = &str> {
        self.slugs.values().flatten().map(|(_, slug)| slug.as_ref())
    }

    /// Its place in words, nearest first, without the country: `Xã Lâm Hợp, Huyện Kỳ Anh, Tỉnh Hà Tĩnh`. Empty when it did not exist.
    #[must_use]
    pub fn path(&self, id: UnitId, date: Date) -> String {
        let mut path = String::new();
        for id in std::iter::once(id).chain(self.ancestors(id, date)) {
            let Some(unit) = self.at(id, date) else { break };
            if unit.level == UnitLevel::Country && !path.is_empty() {
                break;
            }
            if !path.is_empty() {
                path.push_str(", ");
            }
            path.push_str(unit.name);
        }
        path
    }

    /// An id no unit has yet, for a unit about to be registered.
    #[must_use]
    pub const fn next_free_id(&self) -> UnitId {
        UnitId(self.next_free)
    }

    /// All units above over time with the days they were above, within `span`.
    pub(crate) fn lineage(&self, index: u32, span: DateSpan, sink: &mut impl FnMut(u32, DateSpan)) {
        for dated in self.units[index as usize].parents.iter() {
            let (Some(shared), Some(above)) = (intersect(dated.span, span), self.index_of.get(&dated.value)) else { continue };
            sink(*above, shared);
            self.lineage(*above, shared, sink);
        }
    }
}

/// Units by code. Codes of two units on different dates are the rule since July 2025; keeping hashes spares a text per code.
#[derive(Clone, Debug, Default)]
pub(crate) struct Codes {
    first: FxHashMap<u64, u32>,
    more: FxHashMap<u64, Vec<u32>>,
}

impl Codes {
    pub(crate) fn add(&mut self, code: &str, unit: u32) {
        let key = key_hash(code);
        let first = *self.first.entry(key).or_insert(unit);
        if first != unit {
            let more = self.more.entry(key).or_default();
            if !more.contains(&unit) {
                more.push(unit);
            }
        }
    }

    /// Units whose code has this hash, first entered first.
    fn like(&self, key: u64) -> impl Iterator<Item = u32> {
        self.first.get(&key).into_iter().chain(self.more.get(&key).into_iter().flatten()).copied()
    }
}

fn key_hash(code: &str) -> u64 {
    std::hash::BuildHasher::hash_one(&rustc_hash::FxBuildHasher, code)
}

/// Whether a written code means an official one.
pub(crate) fn same_code(official: &str, written: &str) -> bool {
    let mut written: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    if written.len() < official.len() && written.bytes().all(|b| b.is_ascii_digit()) {
        let width = official.len();
        written = format!("{written:0>width$}");
    }
    written == official
}

/// `Tỉnh Thừa Thiên Huế` without its type word as a slug: `thua-thien-hue`.
pub(crate) fn slug(short_name: &str) -> Box<str> {
    fold(short_name).replace(' ', "-").into()
}
