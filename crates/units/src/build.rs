//! From the tables to the register.

mod check;
mod history;

use crate::{
    COUNTRY, Registry, Tables,
    counts::{Counted, Counts},
    kinds::{is_rural, kind_of_name, kind_word},
    letters,
    registry::{Codes, FIRST_FREE, slug},
    search::Index,
    tables::{Cell, Sheet, clean_name},
    timeline::{Timeline, intersect},
    unit::{Named, Succession, Unit, ZoneName},
};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::Arc;
use vedich_facts::UnitLevel;
use vedich_values::{Bilingual, Date, DateSpan, Diagnostic, Place, UnitId, ZoneId};

/// First day of the two-level order of units (Luật 72/2025/QH15, resolutions of June 2025).
pub const TWO_LEVELS: Date = match Date::from_ymd_opt(2025, 7, 1) {
    Some(date) => date,
    None => Date::MIN,
};

/// The state of the tables a unit id is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Snapshot {
    Old = 1,
    New = 2,
    Earlier = 3,
}

/// Id of a unit of the tables: snapshot, level and official code as one number, `1_406_730` for the commune 06730 of before July 2025.
fn table_id(snapshot: Snapshot, level: UnitLevel, code: &str) -> UnitId {
    UnitId(snapshot as u32 * 1_000_000 + (level as u32 + 1) * 100_000 + code.parse::<u32>().unwrap_or(0))
}

/// Units under construction.
struct Draft<'a> {
    units: Vec<Unit>,
    index_of: FxHashMap<UnitId, u32>,
    /// Position by snapshot and code.
    old: FxHashMap<&'a str, u32>,
    new: FxHashMap<&'a str, u32>,
    /// One shared copy of each zone.
    zones: FxHashMap<&'a str, ZoneId>,
    /// Units that had ended by then.
    earlier: Vec<u32>,
    problems: Vec<Diagnostic>,
    latest: Date,
}

pub(crate) fn build(tables: &Tables<'_>) -> Result<Registry, Vec<Diagnostic>> {
    let country = Unit {
        id: COUNTRY,
        level: UnitLevel::Country,
        span: DateSpan::ALWAYS,
        names: Timeline::one(DateSpan::ALWAYS, Named { name: "Việt Nam".into(), kind: kind_word("nuoc") }),
        codes: Timeline::default(),
        parents: Timeline::default(),
        zones: Timeline::default(),
        successors: Vec::new(),
        predecessors: Vec::new(),
        source: None,
    };
    let mut draft = Draft {
        units: Vec::with_capacity(16_000),
        index_of: FxHashMap::default(),
        old: FxHashMap::default(),
        new: FxHashMap::default(),
        zones: FxHashMap::default(),
        earlier: Vec::new(),
        problems: Vec::new(),
        latest: TWO_LEVELS,
    };
    draft.index_of.reserve(16_000);
    draft.add(country);
    draft.read_old(tables.old);
    draft.read_new(tables.new, tables.mapping);
    draft.read_changes(tables.changes);
    history::read(&mut draft, tables.history);
    let zones = draft.read_zones(tables.zones);
    check::parents(&mut draft);
    if draft.problems.is_empty() { Ok(assemble(draft, zones)) } else { Err(draft.problems) }
}

impl<'a> Draft<'a> {
    fn add(&mut self, unit: Unit) -> u32 {
        let index = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        self.index_of.insert(unit.id, index);
        self.units.push(unit);
        index
    }

    fn read_old(&mut self, text: &'a str) {
        let sheet = Sheet::read("units-old.csv", text, &["code", "name", "level", "type", "parent_code", "zone"], &mut self.problems);
        let span = DateSpan { from: None, to: TWO_LEVELS.pred_opt() };
        for [code, name, level, kind, parent, zone] in sheet.rows() {
            let row = Row { code, name, level, kind, parent, zone };
            match row.unit(Snapshot::Old, span, &self.old, &self.units, &mut self.zones) {
                Ok(unit) => {
                    let index = self.add(unit);
                    self.old.insert(code.text, index);
                }
                Err(problem) => self.problems.push(problem),
            }
        }
    }

    fn read_new(&mut self, text: &'a str, mapping: &'a str) {
        let mapping = Sheet::read("mapping.csv", mapping, &["old_code", "new_code", "kind"], &mut self.problems);
        let links = Links::of(&mapping, &self.old, &mut self.problems);
        let sheet = Sheet::read("units-2025.csv", text, &["code", "name", "level", "type", "parent_code", "zone7"], &mut self.problems);
        let span = DateSpan::since(TWO_LEVELS);
        for [code, name, level, kind, parent, zone] in sheet.rows() {
            let row = Row { code, name, level, kind, parent, zone };
            let unit = match row.unit(Snapshot::New, span, &self.new, &self.units, &mut self.zones) {
                Ok(unit) => unit,
                Err(problem) => {
                    self.problems.push(problem);
                    continue;
                }
            };
            let index = match links.unchanged(code.text).filter(|old| self.goes_on(*old, &unit)) {
                Some(old) => {
                    self.continue_unit(old, unit);
                    old
                }
                None => self.add(unit),
            };
            self.new.insert(code.text, index);
        }
        for [old_code, new_code, kind] in mapping.rows() {
            match (self.old.get(old_code.text), self.new.get(new_code.text)) {
                (Some(old), Some(new)) if old == new => {}
                (Some(old), Some(new)) => self.link(*old, *new, TWO_LEVELS, kind.text == "whole"),
                (None, _) => self.problems.push(old_code.problem("units.unknown-code")),
                (_, None) => self.problems.push(new_code.problem("units.unknown-code")),
            }
        }
    }

    /// Whether a new unit is an old one going on: same level, same name but for capital letters.
    fn goes_on(&self, old: u32, new: &Unit) -> bool {
        let old = &self.units[old as usize];
        let name = |unit: &Unit| unit.names.last().map(|named| named.value.name.to_lowercase());
        old.level == new.level && name(old) == name(new)
    }

    fn continue_unit(&mut self, old: u32, new: Unit) {
        let unit = &mut self.units[old as usize];
        unit.span.to = None;
        for dated in new.names.iter() {
            unit.names.push(dated.span, dated.value.clone());
        }
        for dated in new.codes.iter() {
            unit.codes.push(dated.span, dated.value.clone());
        }
        for dated in new.parents.iter() {
            unit.parents.push(dated.span, dated.value);
        }
        for dated in new.zones.iter() {
            unit.zones.push(dated.span, dated.value.clone());
        }
    }

    fn link(&mut self, old: u32, new: u32, on: Date, whole: bool) {
        let (old_id, new_id) = (self.units[old as usize].id, self.units[new as usize].id);
        self.units[old as usize].successors.push(Succession { unit: new_id, on, whole });
        self.units[new as usize].predecessors.push(Succession { unit: old_id, on, whole });
    }

    fn read_changes(&mut self, text: &'a str) {
        let sheet = Sheet::read("changes-2026.csv", text, &["code", "effective", "old_name", "new_name"], &mut self.problems);
        for [code, effective, old_name, new_name] in sheet.rows() {
            let changed = (|| {
                let date = effective.date()?;
                let index = *self.new.get(code.code()?).ok_or_else(|| code.problem("units.unknown-code"))?;
                let unit = &mut self.units[index as usize];
                let before = unit.names.at(date).map_or("", |named| &named.name);
                if before != clean_name(old_name.text).as_ref() {
                    return Err(old_name.problem("units.name-differs").with("known", before));
                }
                let name = clean_name(new_name.filled()?);
                let kind = kind_of_name(&name, unit.level).ok_or_else(|| new_name.problem("units.type-unknown"))?;
                unit.names.set_from(date, Named { name, kind: kind_word(kind) });
                self.latest = self.latest.max(date);
                Ok(())
            })();
            self.problems.extend(changed.err());
        }
    }

    /// Names of the zones; the old provinces must lie where the unit table says.
    fn read_zones(&mut self, text: &str) -> Vec<ZoneName> {
        let read: ZoneFile = match toml::from_str(text) {
            Ok(read) => read,
            Err(error) => {
                let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or("");
                let line = u32::try_from(before.matches('\n').count() + 1).ok();
                let column = u32::try_from(before.rsplit('\n').next().unwrap_or("").chars().count() + 1).ok();
                let place = Place { file: Some("zones.toml".to_owned()), line, column, ..Place::default() };
                self.problems.push(Diagnostic::error("units.zones-unreadable", place).with("reason", error.message()));
                return Vec::new();
            }
        };
        for zone in &read.zones {
            for province in &zone.provinces {
                let known = self.old.get(province.code.as_str()).and_then(|index| self.units[*index as usize].zones.first());
                if known.is_none_or(|known| known.value.as_str() != zone.id) {
                    let line = text.lines().position(|line| line.contains(&format!("\"{}\"", province.code)));
                    let place = Place {
                        file: Some("zones.toml".to_owned()),
                        line: line.and_then(|l| u32::try_from(l + 1).ok()),
                        column: Some(1),
                        ..Place::default()
                    };
                    let known = known.map_or("-", |known| known.value.as_str());
                    self.problems.push(
                        Diagnostic::error("units.zone-differs", place)
                            .with("found", &zone.id)
                            .with("known", known)
                            .with("code", &province.code),
                    );
                }
            }
        }
        read.zones.into_iter().map(|zone| ZoneName { id: zone.id.as_str().into(), name: zone.name }).collect()
    }
}

#[derive(Deserialize)]
struct ZoneFile {
    #[serde(default)]
    zones: Vec<ZoneRow>,
}

#[derive(Deserialize)]
struct ZoneRow {
    id: String,
    name: Bilingual,
    #[serde(default)]
    provinces: Vec<ProvinceRow>,
}

#[derive(Deserialize)]
struct ProvinceRow {
    code: String,
}

/// The links of 1 July 2025, counted.
#[derive(Default)]
struct Links<'a> {
    /// How many new units an old one went to.
    successors: FxHashMap<&'a str, u32>,
    /// Where a new unit came from: position of the old one, its code, whether it went over whole.
    predecessors: FxHashMap<&'a str, Vec<(u32, &'a str, bool)>>,
}

impl<'a> Links<'a> {
    fn of(mapping: &Sheet<'a>, old: &FxHashMap<&'a str, u32>, problems: &mut Vec<Diagnostic>) -> Self {
        let mut links = Self::default();
        for [old_code, new_code, kind] in mapping.rows() {
            match kind.one_of(&["whole", "part"]) {
                Ok(kind) => {
                    *links.successors.entry(old_code.text).or_default() += 1;
                    if let Some(index) = old.get(old_code.text) {
                        links.predecessors.entry(new_code.text).or_default().push((*index, old_code.text, kind == "whole"));
                    }
                }
                Err(problem) => problems.push(problem),
            }
        }
        links
    }

    /// The one old unit that went over whole and undivided into this new one, if that is all there is.
    fn unchanged(&self, new_code: &str) -> Option<u32> {
        match self.predecessors.get(new_code)?.as_slice() {
            [(index, old_code, true)] if self.successors.get(old_code) == Some(&1) => Some(*index),
            _ => None,
        }
    }
}

/// A row of a unit table.
struct Row<'a> {
    code: Cell<'a>,
    name: Cell<'a>,
    level: Cell<'a>,
    kind: Cell<'a>,
    parent: Cell<'a>,
    zone: Cell<'a>,
}

impl<'a> Row<'a> {
    fn unit(
        &self,
        snapshot: Snapshot,
        span: DateSpan,
        known: &FxHashMap<&'a str, u32>,
        units: &[Unit],
        zones: &mut FxHashMap<&'a str, ZoneId>,
    ) -> Result<Unit, Diagnostic> {
        let level = self.level.level()?;
        let code = self.code.code()?;
        if known.contains_key(code) {
            return Err(self.code.problem("units.duplicate-code"));
        }
        let parent = if level == UnitLevel::Province {
            COUNTRY
        } else {
            let above = known.get(self.parent.text).map(|index| &units[*index as usize]);
            let above = above.ok_or_else(|| self.parent.problem("units.unknown-parent"))?;
            if above.level >= level {
                return Err(self.parent.problem("units.parent-not-above"));
            }
            // A unit going on keeps its old id; its place below the new parent is the same either way.
            above.id
        };
        Ok(new_unit(
            table_id(snapshot, level, code),
            level,
            span,
            self.name.filled()?,
            self.kind.filled()?,
            code,
            parent,
            zone_of(self.zone.text, zones),
        ))
    }
}

#[expect(clippy::too_many_arguments, reason = "the columns of a row of the tables, used twice")]
fn new_unit(
    id: UnitId,
    level: UnitLevel,
    span: DateSpan,
    name: &str,
    kind: &str,
    code: &str,
    parent: UnitId,
    zone: Option<ZoneId>,
) -> Unit {
    Unit {
        id,
        level,
        span,
        names: Timeline::one(span, Named { name: clean_name(name), kind: kind_word(kind) }),
        codes: Timeline::one(span, code.into()),
        parents: Timeline::one(span, parent),
        zones: zone.map_or_else(Timeline::default, |zone| Timeline::one(span, zone)),
        successors: Vec::new(),
        predecessors: Vec::new(),
        source: None,
    }
}

/// A zone as threshold tables write it. `DHNTB|TN`: a province in two zones has none; its communes have theirs.
fn zone_of<'a>(written: &'a str, known: &mut FxHashMap<&'a str, ZoneId>) -> Option<ZoneId> {
    if written.is_empty() || written.contains('|') {
        return None;
    }
    Some(known.entry(written).or_insert_with(|| ZoneId::new(&written.to_lowercase())).clone())
}

/// Builds every index over the finished units.
fn assemble(draft: Draft<'_>, zones: Vec<ZoneName>) -> Registry {
    let count = draft.units.len();
    // Not collected: that would keep the room of the units themselves, three megabytes, for their pointers.
    let mut units = Vec::with_capacity(count);
    units.extend(draft.units.into_iter().map(Arc::new));
    let mut registry = Registry {
        units,
        index_of: draft.index_of,
        below: vec![Vec::new(); count],
        by_code: Codes::default(),
        by_level: Default::default(),
        slugs: FxHashMap::default(),
        counts: Counts::default(),
        search: Index::default(),
        zones,
        latest: draft.latest,
        next_free: FIRST_FREE,
        stated: FxHashMap::default(),
    };
    // All sorting keys in one text: a key each would cost more than the sorting.
    let (mut keys, mut ends, mut tones) = (Vec::with_capacity(count * 12), Vec::with_capacity(count + 1), Vec::new());
    ends.push(0);
    for index in 0..u32::try_from(count).unwrap_or(u32::MAX) {
        registry.enter(index);
        let unit = &registry.units[index as usize];
        letters::push_sort_key(unit.names.last().map_or("", |named| named.value.short_name()), &mut keys, &mut tones);
        ends.push(keys.len());
        for dated in unit.parents.iter() {
            let below = registry.index_of.get(&dated.value).map(|parent| &mut registry.below[*parent as usize]);
            if let Some(below) = below.filter(|below| below.last() != Some(&index)) {
                below.push(index);
            }
        }
    }
    for below in &mut registry.below {
        let key = |unit: u32| &keys[ends[unit as usize]..ends[unit as usize + 1]];
        below.sort_unstable_by(|a, b| key(*a).cmp(key(*b)).then(a.cmp(b)));
        below.dedup();
    }
    registry
}

impl Registry {
    /// Enters a unit into the indexes that do not depend on names' order.
    pub(crate) fn enter(&mut self, index: u32) {
        let unit = &self.units[index as usize];
        self.by_level[unit.level as usize].push(index);
        for dated in unit.codes.iter() {
            self.by_code.add(&dated.value, index);
        }
        if unit.level == UnitLevel::Province {
            self.slugs.insert(index, unit.names.iter().map(|dated| (dated.span, slug(dated.value.short_name()))).collect());
        }
        for dated in unit.names.iter() {
            self.search.add(index, unit.level, dated.span, &dated.value);
        }
        self.tally(index, 1);
    }

    /// Adds a unit to, or takes it out of, the counts of everything above it.
    pub(crate) fn tally(&mut self, index: u32, sign: i64) {
        let mut counts = std::mem::take(&mut self.counts);
        let unit = Arc::clone(&self.units[index as usize]);
        let rural = || unit.names.iter().filter(|named| unit.level == UnitLevel::Commune && is_rural(unit.level, &named.value.kind));
        self.lineage(index, DateSpan::ALWAYS, &mut |above, span| {
            counts.add(above, Counted::Level(unit.level), span, sign);
            for named in rural() {
                if let Some(shared) = intersect(named.span, span) {
                    counts.add(above, Counted::RuralCommunes, shared, sign);
                }
            }
        });
        self.counts = counts;
    }

    /// Lists a unit below each of its parents, at the place `position` gives.
    pub(crate) fn place_below_parents(&mut self, index: u32, position: impl Fn(&Self, &[u32]) -> usize) {
        let parents: Vec<u32> =
            self.units[index as usize].parents.iter().filter_map(|dated| self.index_of.get(&dated.value).copied()).collect();
        for parent in parents {
            let below = &self.below[parent as usize];
            if !below.contains(&index) {
                let place = position(self, below).min(below.len());
                self.below[parent as usize].insert(place, index);
            }
        }
    }
}
