//! Families of sets: a national set and the provincial sets that extend it, totalled together.

use crate::Reference;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use vedich_criteria::{BandScheme, CriteriaSet, Marks, Scope};
use vedich_facts::UnitLevel;
use vedich_units::COUNTRY;
use vedich_values::{CriterionNo, Date, SetId, UnitId};

/// Which set of a family a unit is assessed by on the date of the picture, and what the sets have in common.
#[derive(Clone, Debug)]
pub(crate) struct Family {
    pub(crate) root: Arc<CriteriaSet>,
    /// Sheet numbers of the sets, the root's first.
    pub(crate) members: Vec<u16>,
    /// The member in force by province, where it is not the root.
    by_province: FxHashMap<String, usize>,
    /// Criterion numbers of all members, ascending.
    pub(crate) criteria: Vec<CriterionNo>,
    /// The scheme of bands for the whole country, or for the one province of a provincial family.
    scheme: Option<Arc<BandScheme>>,
    /// Provinces with another scheme.
    local_schemes: FxHashMap<String, Option<Arc<BandScheme>>>,
}

impl Family {
    /// The place among `members` of the set that applies in the province; none where the family does not apply.
    pub(crate) fn member(&self, province: Option<&str>) -> Option<usize> {
        let local = province.and_then(|slug| self.by_province.get(slug));
        match (&self.root.scope, local) {
            (_, Some(member)) => Some(*member),
            (Scope::National, None) => Some(0),
            (Scope::Province(slug), None) => (province == Some(slug.as_str())).then_some(0),
        }
    }

    /// The scheme of bands in a province; without one, for the whole country.
    pub(crate) fn scheme(&self, province: Option<&str>) -> Option<&BandScheme> {
        province.and_then(|slug| self.local_schemes.get(slug)).unwrap_or(&self.scheme).as_deref()
    }

    /// The place of a unit's band in that scheme.
    pub(crate) fn band(&self, province: Option<&str>, marks: &Marks) -> Option<usize> {
        let scheme = self.scheme(province)?;
        let found = scheme.band(&marks.criterion_counts)?;
        scheme.bands.iter().position(|band| std::ptr::eq(band, found))
    }

    /// How many units of the level below the area (or the area itself) are assessed by each member; of communes the rural ones.
    pub(crate) fn units(&self, reference: &Reference, area: UnitId, level: UnitLevel, date: Date) -> Vec<u32> {
        let registry = &reference.registry;
        let mut units = vec![0; self.members.len()];
        let count = |id| u32::try_from(registry.count_assessed(id, level, date)).unwrap_or(u32::MAX);
        if area != COUNTRY {
            if let Some(member) = self.member(registry.province_slug(area, date)) {
                units[member] = count(area);
            }
            return units;
        }
        let mut elsewhere = count(area);
        for province in registry.units(UnitLevel::Province, date) {
            let member = self.member(registry.province_slug(province, date));
            if member == Some(0) && self.root.scope == Scope::National {
                continue;
            }
            let here = if level == UnitLevel::Province { 1 } else { count(province) };
            elsewhere -= here.min(elsewhere);
            if let Some(member) = member {
                units[member] += here;
            }
        }
        if self.root.scope == Scope::National {
            units[0] += elsewhere;
        }
        units
    }
}

/// All families and where each set belongs.
#[derive(Clone, Debug)]
pub(crate) struct Families {
    pub(crate) all: Vec<Family>,
    /// By sheet: family, place among its members.
    pub(crate) of_sheet: Vec<(u16, u16)>,
    by_root: FxHashMap<SetId, u16>,
}

impl Families {
    /// Groups the sets, which are given in the order of the sheets.
    pub(crate) fn new(reference: &Reference, sets: &[Arc<CriteriaSet>], date: Date) -> Self {
        let catalogue = &reference.catalogue;
        let number = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
        let mut families = Self { all: Vec::new(), of_sheet: vec![(0, 0); sets.len()], by_root: FxHashMap::default() };
        for (sheet, root) in sets.iter().enumerate().filter(|(_, set)| catalogue.family(&set.id) == set.id) {
            let family = number(families.all.len());
            let mut members = vec![number(sheet)];
            members.extend((0..sets.len()).filter(|other| *other != sheet && catalogue.family(&sets[*other].id) == root.id).map(number));
            // A family whose time is over is looked at as on its last day, one whose time has not come as on its first.
            let after_start = root.effective.from.map_or(date, |from| date.max(from));
            let on = root.effective.to.map_or(after_start, |to| after_start.min(to));
            let mut by_province = FxHashMap::default();
            let mut criteria: Vec<CriterionNo> = Vec::new();
            for (place, member) in members.iter().enumerate() {
                let set = &sets[usize::from(*member)];
                families.of_sheet[usize::from(*member)] = (family, number(place));
                criteria.extend(set.criteria.iter().map(|criterion| criterion.no));
                if let (true, Scope::Province(slug)) = (place > 0, &set.scope)
                    && catalogue.localise(&root.id, Some(slug), on) == set.id
                {
                    by_province.insert(slug.clone(), place);
                }
            }
            criteria.sort_unstable();
            criteria.dedup();
            families.by_root.insert(root.id.clone(), family);
            let scheme = |set: &CriteriaSet, slug| reference.bands.scheme(set, slug, date).cloned().map(Arc::new);
            let named =
                reference.bands.schemes.iter().flat_map(|scheme| &scheme.scopes).filter_map(|scope| scope.strip_prefix("province:"));
            let slugs = named.chain(by_province.keys().map(String::as_str));
            let set_of = |slug: &str| by_province.get(slug).map_or(root, |place: &usize| &sets[usize::from(members[*place])]);
            let local_schemes = slugs.map(|slug| (slug.to_owned(), scheme(set_of(slug), Some(slug)))).collect();
            families.all.push(Family { root: Arc::clone(root), scheme: scheme(root, None), local_schemes, members, by_province, criteria });
        }
        families
    }

    pub(crate) fn by_root(&self, root: &SetId) -> Option<u16> {
        self.by_root.get(root).copied()
    }

    pub(crate) fn get(&self, family: u16) -> &Family {
        &self.all[usize::from(family)]
    }
}
