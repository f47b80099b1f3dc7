//! The unit a name means on a date.

use vedich_facts::UnitLevel;
use vedich_units::{COUNTRY, Registry, Resolution};
use vedich_values::{Date, UnitId};

/// Units of one name that are looked at: the commonest names of communes stand some eighty times in the country.
const MOST: usize = 300;
/// Candidates a person chooses from.
const OFFERED: usize = 12;

/// A unit a name may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The unit.
    pub unit: UnitId,
    /// Its whole name with the units above it: written into the field it means this unit and no other.
    pub path: String,
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
        let fits = |unit: &&UnitId| wanted.is_none_or(|level| registry.at(**unit, date).is_some_and(|at| at.level == level));
        return match line.iter().find(fits) {
            Some(unit) => Whereabouts::One(*unit),
            None if level == "country" => Whereabouts::One(COUNTRY),
            None => Whereabouts::Missing,
        };
    }
    let home = near.map(|near| line(registry, near, date)).unwrap_or_default();
    let candidate = |unit: UnitId, on: Date| Candidate { unit, path: registry.path(unit, on) };
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
        [] => Whereabouts::Unknown(found.iter().take(OFFERED).map(|one| candidate(one.unit, one.on)).collect()),
        several => Whereabouts::Several(several.iter().take(OFFERED).map(|unit| candidate(*unit, date)).collect()),
    }
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
