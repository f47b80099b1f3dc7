//! Changes of units stated in the journal: hamlets registered, units renamed, moved, dissolved.

use crate::{
    Registry, letters,
    registry::FIRST_FREE,
    timeline::Timeline,
    unit::{Named, Succession, Unit},
};
use std::sync::Arc;
use vedich_facts::{UnitChange, UnitLevel};
use vedich_values::{Date, DateSpan, UnitId};

/// Why a change of units is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeRefused {
    /// The unit is not in the register.
    #[error("unit {0} is not in the register")]
    UnknownUnit(UnitId),
    /// The unit above, or a successor, is not in the register.
    #[error("unit {0} named in the change is not in the register")]
    UnknownOther(UnitId),
    /// A unit with that id is there already and is not the same.
    #[error("unit {0} is registered already")]
    AlreadyRegistered(UnitId),
    /// Ids below ten million belong to the official tables.
    #[error("id {0} belongs to the official tables")]
    ReservedId(UnitId),
    /// The unit did not exist on the date of the change.
    #[error("unit {unit} did not exist on {date}")]
    NotThere {
        /// The unit.
        unit: UnitId,
        /// The date of the change.
        date: Date,
    },
    /// The unit named as parent is not of a higher level.
    #[error("unit {parent} is not above unit {unit}")]
    NotAbove {
        /// The unit.
        unit: UnitId,
        /// The unit that was to be above.
        parent: UnitId,
    },
    /// A unit that ends goes into itself.
    #[error("unit {0} cannot go into itself")]
    OwnHeir(UnitId),
    /// A unit ends without a successor while others still lie in it.
    #[error("units such as {below} still lie in unit {unit} on {date}")]
    StillHolds {
        /// The unit that was to end.
        unit: UnitId,
        /// One of those that lie in it.
        below: UnitId,
        /// The date of the change.
        date: Date,
    },
    /// A name is missing.
    #[error("the name is empty")]
    NoName,
}

impl ChangeRefused {
    /// Codes of all refusals; each is worded in `vedich-wording`.
    pub const CODES: [&'static str; 9] = [
        "unit-change.unknown-unit",
        "unit-change.unknown-other",
        "unit-change.already-registered",
        "unit-change.reserved-id",
        "unit-change.not-there",
        "unit-change.not-above",
        "unit-change.own-heir",
        "unit-change.still-holds",
        "unit-change.no-name",
    ];

    /// The code of this refusal.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        Self::CODES[match self {
            Self::UnknownUnit(_) => 0,
            Self::UnknownOther(_) => 1,
            Self::AlreadyRegistered(_) => 2,
            Self::ReservedId(_) => 3,
            Self::NotThere { .. } => 4,
            Self::NotAbove { .. } => 5,
            Self::OwnHeir(_) => 6,
            Self::StillHolds { .. } => 7,
            Self::NoName => 8,
        }]
    }
}

/// What has been stated of a unit's place, before following parents into their successors.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stated {
    /// Parents by first day, in order of date.
    moves: Vec<(Date, UnitId)>,
    /// Last day, when its end was stated.
    to: Option<Date>,
}

impl Registry {
    /// Applies a change stated in the journal, in force from `as_of` on. The same change twice changes nothing, and changes of
    /// different dates may come in any order. A unit whose parent goes over whole into one successor follows it there; where the
    /// parent is divided, its hamlets end with it until a later `Moved` says where they lie.
    ///
    /// # Errors
    /// When the change contradicts the register; nothing is changed then.
    pub fn apply(&mut self, unit: UnitId, as_of: Date, change: &UnitChange) -> Result<(), ChangeRefused> {
        match change {
            UnitChange::Registered { level, kind, name, parent, code } => {
                self.check_parent(unit, *level, *parent, as_of)?;
                if name.trim().is_empty() {
                    return Err(ChangeRefused::NoName);
                }
                if unit.get() < FIRST_FREE {
                    return Err(ChangeRefused::ReservedId(unit));
                }
                let named = Named { name: crate::tables::clean_name(name), kind: crate::kinds::kind_word(kind) };
                self.register(unit, as_of, *level, named, *parent, code.as_deref())
            }
            UnitChange::Renamed { name, kind } => {
                let index = self.existing(unit, as_of)?;
                if name.trim().is_empty() {
                    return Err(ChangeRefused::NoName);
                }
                let named = Named { name: crate::tables::clean_name(name), kind: crate::kinds::kind_word(kind) };
                self.rename(index, as_of, named);
                Ok(())
            }
            UnitChange::Moved { parent } => {
                let index = *self.index_of.get(&unit).ok_or(ChangeRefused::UnknownUnit(unit))?;
                let level = self.units[index as usize].level;
                self.check_parent(unit, level, *parent, as_of)?;
                if self.units[index as usize].span.from.is_some_and(|from| as_of < from) {
                    return Err(ChangeRefused::NotThere { unit, date: as_of });
                }
                let mut stated = self.stated_of(index);
                match stated.moves.binary_search_by_key(&as_of, |(date, _)| *date) {
                    Ok(found) => stated.moves[found].1 = *parent,
                    Err(place) => stated.moves.insert(place, (as_of, *parent)),
                }
                self.thread(index, stated);
                Ok(())
            }
            UnitChange::Dissolved { successors, whole } => {
                let index = self.existing(unit, as_of.pred_opt().unwrap_or(as_of))?;
                for successor in successors {
                    self.existing(*successor, as_of).map_err(|_| ChangeRefused::UnknownOther(*successor))?;
                }
                self.dissolve(index, as_of, successors, *whole);
                Ok(())
            }
        }
    }

    /// Whether the end of a unit makes sense to who states it now: it goes into others, and not into nothing while units lie in it. What is
    /// on record already is taken as it stands.
    ///
    /// # Errors
    /// When it does not.
    pub fn check_end(&self, unit: UnitId, as_of: Date, successors: &[UnitId]) -> Result<(), ChangeRefused> {
        if successors.contains(&unit) {
            return Err(ChangeRefused::OwnHeir(unit));
        }
        if !successors.is_empty() {
            return Ok(());
        }
        let levels = [UnitLevel::District, UnitLevel::Commune, UnitLevel::Hamlet];
        match levels.into_iter().find_map(|level| self.descendants(unit, level, as_of).first().copied()) {
            Some(below) if below != unit => Err(ChangeRefused::StillHolds { unit, below, date: as_of }),
            _ => Ok(()),
        }
    }

    fn existing(&self, unit: UnitId, date: Date) -> Result<u32, ChangeRefused> {
        let index = *self.index_of.get(&unit).ok_or(ChangeRefused::UnknownUnit(unit))?;
        if self.units[index as usize].span.contains(date) { Ok(index) } else { Err(ChangeRefused::NotThere { unit, date }) }
    }

    fn check_parent(&self, unit: UnitId, level: UnitLevel, parent: UnitId, date: Date) -> Result<(), ChangeRefused> {
        let above = self.get(parent).ok_or(ChangeRefused::UnknownOther(parent))?;
        // A hamlet lies in a commune; island districts without communes hold theirs themselves.
        let skips = level == UnitLevel::Hamlet
            && above.level != UnitLevel::Commune
            && !self.descendants(parent, UnitLevel::Commune, date).is_empty();
        if above.level >= level || skips {
            return Err(ChangeRefused::NotAbove { unit, parent });
        }
        if above.span.contains(date) { Ok(()) } else { Err(ChangeRefused::NotThere { unit: parent, date }) }
    }

    fn register(
        &mut self,
        id: UnitId,
        from: Date,
        level: UnitLevel,
        named: Named,
        parent: UnitId,
        code: Option<&str>,
    ) -> Result<(), ChangeRefused> {
        let span = DateSpan::since(from);
        if let Some(known) = self.get(id) {
            let first = known.names.first().map(|dated| &dated.value);
            let same = known.level == level && known.span.from == Some(from) && first == Some(&named);
            return if same { Ok(()) } else { Err(ChangeRefused::AlreadyRegistered(id)) };
        }
        let index = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        self.units.push(Arc::new(Unit {
            id,
            level,
            span,
            names: Timeline::one(span, named),
            codes: code.map_or_else(Timeline::default, |code| Timeline::one(span, code.into())),
            parents: Timeline::default(),
            zones: Timeline::default(),
            successors: Vec::new(),
            predecessors: Vec::new(),
            source: None,
        }));
        self.below.push(Vec::new());
        self.index_of.insert(id, index);
        self.next_free = self.next_free.max(id.get().saturating_add(1));
        self.enter(index);
        self.thread(index, Stated { moves: vec![(from, parent)], to: None });
        Ok(())
    }

    /// A unit to be changed: its own copy, when registers share it.
    fn change(&mut self, index: u32) -> &mut Unit {
        Arc::make_mut(&mut self.units[index as usize])
    }

    fn rename(&mut self, index: u32, from: Date, named: Named) {
        // A commune that becomes a ward is no rural commune any more.
        self.tally(index, -1);
        let unit = self.change(index);
        unit.names.set_from(from, named);
        self.tally(index, 1);
        let unit = &self.units[index as usize];
        let (level, names) = (unit.level, unit.names.clone());
        if level == UnitLevel::Province {
            let slugs = names.iter().map(|dated| (dated.span, crate::registry::slug(dated.value.short_name()))).collect();
            self.slugs.insert(index, slugs);
        }
        self.search.remove(index);
        for dated in names.iter() {
            self.search.add(index, level, dated.span, &dated.value);
        }
        let parents: Vec<u32> =
            self.units[index as usize].parents.iter().filter_map(|dated| self.index_of.get(&dated.value).copied()).collect();
        for parent in parents {
            self.below[parent as usize].retain(|child| *child != index);
        }
        self.sort_in(index);
    }

    fn dissolve(&mut self, index: u32, as_of: Date, successors: &[UnitId], whole: bool) {
        let id = self.units[index as usize].id;
        let earlier: Vec<UnitId> = self.change(index).successors.drain(..).map(|succession| succession.unit).collect();
        let earlier: Vec<u32> = earlier.iter().filter_map(|unit| self.index_of.get(unit).copied()).collect();
        for unit in earlier {
            self.change(unit).predecessors.retain(|succession| succession.unit != id);
        }
        for successor in successors {
            self.change(index).successors.push(Succession { unit: *successor, on: as_of, whole });
            if let Some(heir) = self.index_of.get(successor).copied() {
                self.change(heir).predecessors.push(Succession { unit: id, on: as_of, whole });
            }
        }
        let mut stated = self.stated_of(index);
        stated.to = as_of.pred_opt();
        self.thread(index, stated);
    }

    fn stated_of(&self, index: u32) -> Stated {
        self.stated.get(&index).cloned().unwrap_or_else(|| {
            let unit = &self.units[index as usize];
            Stated {
                moves: unit.parents.iter().map(|dated| (dated.span.from.unwrap_or(Date::MIN), dated.value)).collect(),
                to: unit.span.to,
            }
        })
    }

    /// Gives a unit its place in time as stated, and follows with everything below it.
    fn thread(&mut self, index: u32, stated: Stated) {
        let mut family = vec![index];
        let mut next = 0;
        while let Some(member) = family.get(next).copied() {
            for child in self.below[member as usize].clone() {
                if !family.contains(&child) {
                    family.push(child);
                }
            }
            next += 1;
        }
        for member in &family {
            self.tally(*member, -1);
        }
        self.stated.insert(index, stated);
        for member in &family {
            let stated = self.stated_of(*member);
            let began = self.units[*member as usize].span.from;
            let parents = self.followed(&stated, began);
            let unit = self.change(*member);
            unit.span.to = parents.last().map_or(unit.span.to, |dated| dated.span.to);
            unit.parents = parents;
            let to = unit.span.to;
            unit.names.extend_to(to);
            unit.codes.extend_to(to);
            unit.zones.extend_to(to);
            self.sort_in(*member);
        }
        for member in &family {
            self.tally(*member, 1);
        }
    }

    /// The parents stated, each followed into its successor when it went over whole.
    fn followed(&self, stated: &Stated, began: Option<Date>) -> Timeline<UnitId> {
        let mut line = Timeline::default();
        for (position, (from, parent)) in stated.moves.iter().enumerate() {
            let next = stated.moves.get(position + 1).and_then(|(date, _)| date.pred_opt());
            let last = match (next, stated.to) {
                (Some(next), Some(to)) => Some(next.min(to)),
                (next, to) => next.or(to),
            };
            let (mut from, mut parent) = (if *from == Date::MIN { began } else { Some(*from) }, *parent);
            while let Some(above) = self.get(parent) {
                let ends = above.span.to;
                let to = match (ends, last) {
                    (Some(ends), Some(last)) => Some(ends.min(last)),
                    (ends, last) => ends.or(last),
                };
                if matches!((from, to), (Some(from), Some(to)) if to < from) {
                    break;
                }
                line.push(DateSpan { from, to }, parent);
                match (to == ends, ends, above.successors.as_slice()) {
                    (true, Some(end), [heir]) if heir.whole => (from, parent) = (end.succ_opt(), heir.unit),
                    _ => break,
                }
            }
        }
        line
    }

    /// Lists a unit below its parents in Vietnamese order.
    fn sort_in(&mut self, index: u32) {
        let key = |registry: &Self, index: u32| {
            letters::sort_key(registry.units[index as usize].names.last().map_or("", |named| named.value.short_name()))
        };
        let own = key(self, index);
        self.place_below_parents(index, |registry, below| below.partition_point(|other| key(registry, *other) <= own));
    }
}
