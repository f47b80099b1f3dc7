//! The unit a name means on a date.

use vedich_facts::UnitLevel;
use vedich_units::{COUNTRY, Registry, Resolution};
use vedich_values::{Date, UnitId};

/// Units of one name that are looked at: the commonest names of communes stand some eighty times in the country.
const MOST: usize = 300;
/// Units whose names come near that a person chooses from.
const OFFERED: usize = 12;
/// Reorganisations that are followed from an ended unit to those of a day.
const MOST_STEPS: usize = 6;

/// A unit a name may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The unit.
    pub unit: UnitId,
    /// Its whole name with the units above it: written into the field it means this unit and no other.
    pub path: String,
    /// The unit that bore the name and went into this one.
    pub heir: Option<Heir>,
}

/// A unit that ended, and what of it went into another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heir {
    /// Its whole name on its last day.
    pub of: String,
    /// First day of the new order.
    pub from: Date,
}

impl Candidate {
    pub(crate) fn of(registry: &Registry, unit: UnitId, on: Date) -> Self {
        Self { unit, path: registry.path(unit, on), heir: None }
    }
}

/// Which unit a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// This one.
    One(UnitId),
    /// Any of these; a person has to say which.
    Several(Vec<Candidate>),
    /// Only one bore it, but far from what the document is about, in another province: a person has to say that it is meant.
    Far(Candidate),
    /// None that existed on the date; these come near, or existed at another time.
    Unknown(Vec<Candidate>),
    /// No place was named.
    Missing,
}

impl Whereabouts {
    /// The unit, when there is no doubt.
    #[must_use]
    pub const fn unit(&self) -> Option<UnitId> {
        match self {
            Self::One(unit) => Some(*unit),
            _ => None,
        }
    }

    /// What a person can choose from.
    #[must_use]
    pub fn candidates(&self) -> &[Candidate] {
        match self {
            Self::Several(found) | Self::Unknown(found) => found,
            Self::Far(found) => std::slice::from_ref(found),
            Self::One(_) | Self::Missing => &[],
        }
    }
}

/// Finds the unit that a name of a document means on its date. `level` is the level the text gives the name (empty: none), `near` the
/// unit the document is about: of several units of a name the one nearest to it in the tree is meant.
#[must_use]
pub(crate) fn find(registry: &Registry, name: &str, level: &str, date: Date, near: Option<UnitId>) -> Whereabouts {
    let wanted = wanted(level);
    if name.is_empty() {
        let line = near.map(|near| line(registry, near, date)).unwrap_or_default();
        // A city was a district or a province of its own.
        let city = |level| level == UnitLevel::District || level == UnitLevel::Province;
        let fits = |unit: &&UnitId| {
            let at = registry.at(**unit, date).map(|at| at.level);
            if name.is_empty() && level == "city" { at.is_some_and(city) } else { wanted.is_none_or(|level| at == Some(level)) }
        };
        return match line.iter().find(fits) {
            Some(unit) => Whereabouts::One(*unit),
            None if level == "country" => Whereabouts::One(COUNTRY),
            None => Whereabouts::Missing,
        };
    }
    let home = near.map(|near| line(registry, near, date)).unwrap_or_default();
    let candidate = |unit: UnitId, on: Date| Candidate::of(registry, unit, on);
    // A name with the units above it, and a province's, say themselves where they lie.
    let far = |unit: UnitId| {
        let low = registry.at(unit, date).is_some_and(|at| at.level > UnitLevel::Province);
        low && home.len() > 1
            && !name.contains(',')
            && line(registry, unit, date).iter().all(|above| *above == COUNTRY || !home.contains(above))
    };
    let one = |unit: UnitId| if far(unit) { Whereabouts::Far(candidate(unit, date)) } else { Whereabouts::One(unit) };
    if let Resolution::One(unit) = registry.resolve(name, date)
        && (wanted.is_none() || registry.at(unit, date).map(|at| at.level) == wanted)
    {
        return one(unit);
    }
    let found = registry.find(name, Some(date), MOST);
    let here = |unit: UnitId| registry.at(unit, date).filter(|at| wanted.is_none_or(|level| at.level == level));
    let mut exact: Vec<UnitId> = found.iter().filter(|one| one.exact && here(one.unit).is_some()).map(|one| one.unit).collect();
    exact.dedup();
    let nearness = |unit: UnitId| {
        let own = line(registry, unit, date);
        let shared = own.iter().filter(|above| home.contains(above)).count();
        // The country is shared by all and says nothing.
        if shared <= 1 { 0 } else { shared }
    };
    let nearest = exact.iter().map(|unit| nearness(*unit)).max().unwrap_or_default();
    let best: Vec<UnitId> = exact.iter().copied().filter(|unit| nearness(*unit) == nearest).collect();
    match best.as_slice() {
        [unit] => one(*unit),
        [] => Whereabouts::Unknown(near_ones(registry, &found, date)),
        several => Whereabouts::Several(several.iter().map(|unit| candidate(*unit, date)).collect()),
    }
}

/// What a name may stand for that no unit bore on the day: what took the place of the unit that bore it, else units whose names come near.
fn near_ones(registry: &Registry, found: &[vedich_units::Found], date: Date) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    for one in found.iter().take(OFFERED) {
        let heirs = heirs(registry, one.unit, date);
        let offered = if heirs.is_empty() { vec![Candidate::of(registry, one.unit, one.on)] } else { heirs };
        for candidate in offered {
            if !out.iter().any(|known| known.unit == candidate.unit) {
                out.push(candidate);
            }
        }
    }
    out.truncate(OFFERED);
    out
}

/// The units of a day into which a unit went that had ended by then, in whole or in part; none while it exists.
pub(crate) fn heirs(registry: &Registry, unit: UnitId, date: Date) -> Vec<Candidate> {
    let exists = |unit: UnitId| registry.at(unit, date).is_some();
    let mut out: Vec<Candidate> = Vec::new();
    let last = registry.get(unit).and_then(|unit| unit.span.to);
    let Some(of) = last.filter(|_| !exists(unit)).map(|last| registry.path(unit, last)) else { return out };
    let mut waiting = vec![unit];
    for _ in 0..MOST_STEPS {
        for ended in std::mem::take(&mut waiting) {
            for next in registry.heirs(ended).into_iter().filter(|next| next.on <= date) {
                if !exists(next.unit) {
                    waiting.push(next.unit);
                } else if !out.iter().any(|known| known.unit == next.unit) {
                    let heir = Some(Heir { of: of.clone(), from: next.on });
                    out.push(Candidate { heir, ..Candidate::of(registry, next.unit, date) });
                }
            }
        }
    }
    out
}

/// The units of exactly this name and level on a date.
pub(crate) fn called(registry: &Registry, name: &str, level: &str, date: Date) -> Vec<UnitId> {
    let wanted = wanted(level);
    let here = |unit: UnitId| registry.at(unit, date).is_some_and(|at| wanted.is_none_or(|level| at.level == level));
    let mut exact: Vec<UnitId> =
        registry.find(name, Some(date), MOST).iter().filter(|one| one.exact && here(one.unit)).map(|one| one.unit).collect();
    exact.sort_unstable();
    exact.dedup();
    exact
}

/// A unit and those above it.
pub(crate) fn line(registry: &Registry, unit: UnitId, date: Date) -> Vec<UnitId> {
    std::iter::once(unit).chain(registry.ancestors(unit, date)).collect()
}

/// The level a word of the reader's means.
pub(crate) fn wanted(level: &str) -> Option<UnitLevel> {
    Some(match level {
        "hamlet" => UnitLevel::Hamlet,
        "commune" | "ward" | "town" => UnitLevel::Commune,
        "district" => UnitLevel::District,
        "province" => UnitLevel::Province,
        "country" => UnitLevel::Country,
        _ => return None,
    })
}
