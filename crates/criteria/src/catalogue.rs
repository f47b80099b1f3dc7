//! All sets together: files in, checked and resolved sets out.

mod check;

use crate::correspondence::{Counterparts, counterparts};
use crate::model::{CriteriaSet, Scope, Subject, Tier};
use crate::procedure::Procedure;
use crate::read::{Reader, read_set};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use vedich_facts::Counterpart;
use vedich_values::near::nearest;
use vedich_values::{CriterionKey, CriterionNo, Date, Diagnostic, SetId, Severity};

/// Every criteria set, by identity, with `extends` resolved.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    sets: BTreeMap<SetId, Arc<CriteriaSet>>,
    remarks: Vec<Diagnostic>,
    counterparts: OnceLock<Counterparts>,
}

impl Catalogue {
    /// Reads all files. Any error in any of them refuses the whole catalogue; all problems of all files are reported. What is only worth
    /// a look is kept as [`Catalogue::remarks`].
    ///
    /// # Errors
    /// The problems, warnings included, by file and line.
    pub fn build(files: &[(String, &str)]) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let mut raw: BTreeMap<SetId, (CriteriaSet, usize)> = BTreeMap::new();
        let mut readers = Vec::new();
        for (name, text) in files {
            let reader = Reader::new(name, text);
            let set = read_set(&reader);
            check::check_set(&reader, &set);
            if let Some((_, earlier)) = raw.get(&set.id) {
                let earlier: &(String, &str) = &files[*earlier];
                reader.report(reader.error("set.id-repeated", reader.find_key("id"), "id").with("id", &set.id).with("other", &earlier.0));
            } else {
                raw.insert(set.id.clone(), (set, readers.len()));
            }
            readers.push(reader);
        }
        let ids: Vec<SetId> = raw.keys().cloned().collect();
        let asked_by: BTreeMap<SetId, Vec<String>> = raw.iter().map(|(id, (set, _))| (id.clone(), attributes_of(set))).collect();
        let mut sets = BTreeMap::new();
        for id in &ids {
            let Some((set, file)) = raw.get(id) else { continue };
            let reader = &readers[*file];
            check::check_references(reader, set, &|id| codes(&raw, id), &ids);
            check::check_correspondents(reader, &|id| numbers(&raw, id), &ids);
            if let Some(resolved) = resolve(set, &raw, reader, &ids) {
                check::check_resolved(reader, set, &resolved);
                let asked = |(other, names): (&SetId, &Vec<String>)| if other == id { Vec::new() } else { names.clone() };
                check::check_conditions(reader, &resolved, &asked_by.iter().flat_map(asked).collect());
                sets.insert(id.clone(), Arc::new(resolved));
            }
        }
        for reader in readers {
            problems.extend(reader.into_problems());
        }
        if problems.iter().any(|problem| problem.severity == Severity::Error) {
            return Err(problems);
        }
        Ok(Self { sets, remarks: problems, counterparts: OnceLock::default() })
    }

    /// What in the files is worth a look and refuses nothing, by file and line.
    #[must_use]
    pub fn remarks(&self) -> &[Diagnostic] {
        &self.remarks
    }

    /// The set of that identity.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Arc<CriteriaSet>> {
        self.sets.get(id)
    }

    /// All sets, by identity.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<CriteriaSet>> {
        self.sets.values()
    }

    /// How many sets there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sets.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// The provincial set that extends this one and is in force there on that date; else the set itself.
    #[must_use]
    pub fn localise(&self, set: &SetId, province_slug: Option<&str>, date: Date) -> SetId {
        let Some(slug) = province_slug else { return set.clone() };
        self.sets
            .values()
            .filter(|local| is_of(local, slug) && local.lineage.contains(set) && local.effective.contains(date))
            .max_by_key(|local| (local.lineage.len(), local.effective.from))
            .map_or_else(|| set.clone(), |local| local.id.clone())
    }

    /// The set a unit is assessed against: the province's own before the national one. Between the end of a set and the start of
    /// its successor (1 January to 7 March 2022) the ended one still counts.
    #[must_use]
    pub fn in_force(&self, subject: Subject, tier: Tier, province_slug: Option<&str>, date: Date) -> Option<&Arc<CriteriaSet>> {
        let fits = |set: &&Arc<CriteriaSet>| {
            set.subject == subject
                && set.tier == tier
                && match &set.scope {
                    Scope::National => true,
                    Scope::Province(slug) => Some(slug.as_str()) == province_slug,
                }
        };
        let named_for_tier = |set: &Arc<CriteriaSet>| set.id.as_str().ends_with(&format!(".{}", tier.name()));
        let rank = |set: &&Arc<CriteriaSet>| (matches!(set.scope, Scope::Province(_)), named_for_tier(set), set.effective.from);
        let current = self.sets.values().filter(fits).filter(|set| set.effective.contains(date)).max_by_key(rank);
        current.or_else(|| {
            let has_successor = self.sets.values().filter(fits).any(|set| set.effective.from.is_some_and(|from| from > date));
            let ended = self.sets.values().filter(fits).filter(|set| set.effective.to.is_some_and(|to| to < date));
            has_successor.then(|| ended.max_by_key(|set| (set.effective.to, rank(set)))).flatten()
        })
    }

    /// The sets a unit may be assessed against on a date, of every tier: national ones and the province's own. One that the province
    /// has made its own is left out, and one that has ended, unless it still counts until its successor starts.
    pub fn applying(&self, subject: Subject, province_slug: Option<&str>, date: Date) -> impl Iterator<Item = &Arc<CriteriaSet>> {
        self.sets.values().filter(move |set| {
            let is_here = match &set.scope {
                Scope::National => true,
                Scope::Province(slug) => Some(slug.as_str()) == province_slug,
            };
            let counts = || {
                set.effective.contains(date) || self.in_force(subject, set.tier, province_slug, date).is_some_and(|last| last.id == set.id)
            };
            set.subject == subject && is_here && counts() && self.localise(&set.id, province_slug, date) == set.id
        })
    }

    /// What a criterion is in every set about the same kind of unit, its own included: the criteria there that together are it. Sets that
    /// have nothing that corresponds are left out.
    #[must_use]
    pub fn counterparts(&self, set: &SetId, no: CriterionNo) -> Arc<[Counterpart]> {
        let all = self.counterparts.get_or_init(|| counterparts(self.sets.values().map(Arc::as_ref)));
        all.get(set).and_then(|of_set| of_set.get(&no)).cloned().unwrap_or_default()
    }

    /// The criteria of a set that a criterion of another went into, or came out of.
    #[must_use]
    pub fn within(&self, set: &SetId, criterion: &CriterionKey) -> BTreeSet<CriterionNo> {
        let parts = self.counterparts(&criterion.set, criterion.no);
        parts.iter().find(|part| part.set == *set).map(|part| part.criteria.clone()).unwrap_or_default()
    }

    /// The numbers that a criterion and those which correspond to it have, in whatever set.
    #[must_use]
    pub fn numbers_of(&self, criterion: &CriterionKey) -> BTreeSet<CriterionNo> {
        let keys = self.sets.values().flat_map(|set| set.criteria.iter().map(|one| set.key(one.no)));
        keys.filter(|key| self.correspond(key, criterion)).map(|key| key.no).chain([criterion.no]).collect()
    }

    /// Whether two criteria correspond: they are the same, or one is a part of the other.
    #[must_use]
    pub fn correspond(&self, one: &CriterionKey, other: &CriterionKey) -> bool {
        one == other || self.within(&other.set, one).contains(&other.no)
    }

    /// Whether the first of two criteria is the second, or a part of it: nothing else went into it.
    #[must_use]
    pub fn lies_in(&self, one: &CriterionKey, other: &CriterionKey) -> bool {
        one == other || self.within(&other.set, one) == BTreeSet::from([other.no])
    }

    /// The set by whose numbers people speak of the criteria of a kind of unit: the first tier that has one in force there on that day,
    /// the standard first.
    #[must_use]
    pub fn spoken_of(&self, subject: Subject, province_slug: Option<&str>, date: Date) -> Option<&Arc<CriteriaSet>> {
        let tiers = [Tier::Standard, Tier::Advanced, Tier::Model, Tier::Modern];
        tiers.into_iter().filter_map(|tier| self.in_force(subject, tier, province_slug, date)).find(|set| !set.criteria.is_empty())
    }

    /// The root of the set's `extends` chain: what provincial variants have in common.
    #[must_use]
    pub fn family(&self, id: &SetId) -> SetId {
        self.sets.get(id).and_then(|set| set.lineage.last()).unwrap_or(id).clone()
    }

    /// Whether facts stated for one set count for another: the same set, or one it builds on.
    #[must_use]
    pub fn accepts(&self, set: &SetId, stated_for: &SetId) -> bool {
        set == stated_for || self.sets.get(set).is_some_and(|set| set.lineage.contains(stated_for))
    }
}

fn is_of(set: &CriteriaSet, slug: &str) -> bool {
    matches!(&set.scope, Scope::Province(province) if province == slug)
}

/// Everything wrong with one file of a set or of a procedure: for `vedich criteria check`. With a catalogue, references to other sets are
/// checked too.
#[must_use]
pub fn check_file(name: &str, text: &str, catalogue: Option<&Catalogue>) -> Vec<Diagnostic> {
    let reader = Reader::new(name, text);
    // Sets list criteria, procedures stages: nothing else tells them apart.
    if !reader.find_key("stages").is_empty() {
        return Procedure::parse(name, text).err().unwrap_or_default();
    }
    let set = read_set(&reader);
    check::check_set(&reader, &set);
    if let Some(catalogue) = catalogue {
        let ids: Vec<SetId> = catalogue.sets.keys().cloned().collect();
        let mut raw: BTreeMap<SetId, (CriteriaSet, usize)> =
            catalogue.sets.iter().map(|(id, set)| (id.clone(), (set.as_ref().clone(), 0))).collect();
        raw.insert(set.id.clone(), (set.clone(), 0));
        check::check_references(&reader, &set, &|id| codes(&raw, id), &ids);
        check::check_correspondents(&reader, &|id| numbers(&raw, id), &ids);
        if let Some(resolved) = resolve(&set, &raw, &reader, &ids) {
            check::check_resolved(&reader, &set, &resolved);
            check::check_conditions(&reader, &resolved, &catalogue.sets.values().flat_map(|set| attributes_of(set)).collect());
        }
    }
    reader.into_problems()
}

/// Whether the province a set is for is one of those there are, by the name addresses have (`ha-tinh`): units are not known here, so who
/// knows them names the provinces of all times.
#[must_use]
pub fn check_province(name: &str, text: &str, provinces: &BTreeSet<&str>) -> Vec<Diagnostic> {
    let read = Reader::new(name, text);
    if !read.find_key("stages").is_empty() {
        return Vec::new();
    }
    let set = read_set(&read);
    // What else is wrong is told by `check_file`.
    let reader = Reader::new(name, text);
    check::check_province(&reader, &set, provinces);
    reader.into_problems()
}

/// The attributes a set asks for, as its conditions name them.
fn attributes_of(set: &CriteriaSet) -> Vec<String> {
    set.asks_for().into_iter().map(|(name, _)| name).collect()
}

/// What can be referred to in a set: its criteria by number, its indicators by code, its conditions by id; none when there is no such set.
fn codes(raw: &BTreeMap<SetId, (CriteriaSet, usize)>, id: &SetId) -> Option<BTreeSet<String>> {
    let mut found: BTreeSet<String> = numbers(raw, id)?.iter().map(ToString::to_string).collect();
    let mut next = raw.get(id).map(|(set, _)| set);
    for _ in 0..raw.len() {
        let Some(set) = next else { break };
        found.extend(set.indicators().map(|(_, indicator)| indicator.code.to_string()));
        found.extend(set.conditions.iter().map(|condition| condition.id.clone()));
        next = set.extends.as_ref().and_then(|base| raw.get(base)).map(|(base, _)| base);
    }
    Some(found)
}

/// The numbers of the criteria of a set, those it takes over included; none when there is no such set.
fn numbers(raw: &BTreeMap<SetId, (CriteriaSet, usize)>, id: &SetId) -> Option<BTreeSet<CriterionNo>> {
    let (mut found, mut next) = (BTreeSet::new(), raw.get(id).map(|(set, _)| set)?);
    // A set that leads back to itself is reported elsewhere.
    for _ in 0..raw.len() {
        found.extend(next.criteria.iter().map(|criterion| criterion.no));
        let Some((base, _)) = next.extends.as_ref().and_then(|base| raw.get(base)) else { break };
        next = base;
    }
    Some(found)
}

/// Takes the criteria of the bases over: the same number or code replaces, new ones are added in their order.
fn resolve(set: &CriteriaSet, raw: &BTreeMap<SetId, (CriteriaSet, usize)>, reader: &Reader<'_>, ids: &[SetId]) -> Option<CriteriaSet> {
    let mut chain = vec![set];
    while let Some(base) = chain.last().and_then(|last| last.extends.as_ref()) {
        if chain.iter().any(|earlier| earlier.id == *base) {
            let names: Vec<&str> = chain.iter().map(|set| set.id.as_str()).chain([base.as_str()]).collect();
            reader.report(reader.error("set.extends-cycle", reader.find_key("extends"), "extends").with("chain", names.join(" → ")));
            return None;
        }
        let Some((next, _)) = raw.get(base) else {
            if chain.len() == 1 {
                let near = nearest(base.as_str(), ids.iter().map(SetId::as_str));
                let code = if near.is_some() { "set.extends-misspelt" } else { "set.extends-unknown" };
                let problem = reader.error(code, reader.find_key("extends"), "extends").with("found", base);
                reader.report(problem.with("suggestion", near.unwrap_or_default()));
            }
            return None;
        };
        chain.push(next);
    }
    let mut resolved = set.clone();
    resolved.lineage = chain.iter().skip(1).map(|base| base.id.clone()).collect();
    mark_listed(&mut resolved);
    for base in chain.into_iter().skip(1) {
        take_over(&mut resolved, base);
    }
    Some(resolved)
}

fn mark_listed(set: &mut CriteriaSet) {
    let full = set.completeness == crate::model::Completeness::Full;
    let decision = set.decision().map(str::to_owned);
    for criterion in &mut set.criteria {
        criterion.listed_fully = full;
        for indicator in &mut criterion.indicators {
            indicator.decision.clone_from(&decision);
        }
    }
}

fn take_over(set: &mut CriteriaSet, base: &CriteriaSet) {
    let mut base = base.clone();
    if base.lineage.is_empty() {
        mark_listed(&mut base);
    }
    for theirs in base.criteria {
        match set.criteria.iter_mut().find(|ours| ours.no == theirs.no) {
            Some(ours) => {
                for indicator in theirs.indicators {
                    if !ours.indicators.iter().any(|own| own.code == indicator.code) {
                        ours.indicators.push(indicator);
                    }
                }
                ours.indicators.sort_by(|a, b| vedich_values::code::compare_codes(a.code.as_str(), b.code.as_str()));
            }
            None => set.criteria.push(theirs),
        }
    }
    set.criteria.sort_by_key(|criterion| criterion.no);
    if set.zones.is_empty() {
        set.zones = base.zones;
        set.zone_rules.extend(base.zone_rules);
    }
    for condition in base.conditions {
        if !set.conditions.iter().any(|own| own.id == condition.id) {
            set.conditions.push(condition);
        }
    }
    set.amendments.extend(base.amendments);
    for (key, source) in base.sources {
        set.sources.entry(key).or_insert(source);
    }
    set.declared_criteria = set.declared_criteria.or(base.declared_criteria);
}
