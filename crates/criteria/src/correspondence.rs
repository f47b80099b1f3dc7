//! Which criterion of one set corresponds to which of another: decisions number criteria anew, join them and divide them.

use crate::model::{CriteriaSet, Criterion};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use vedich_values::text::fold;
use vedich_values::{CriterionNo, SetId};

/// Why two criteria correspond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// One set builds on the other and kept the number.
    Inherited,
    /// The file of one of the sets says so (`corresponds`).
    Listed,
    /// Both have the same official name.
    SameName,
    /// At least half of the indicators of each have the same name.
    SharedIndicators,
    /// At least two thirds of the words of their names are the same.
    SimilarName,
}

/// Two criteria that correspond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Pair {
    /// In the left set.
    pub from: CriterionNo,
    /// In the right set.
    pub to: CriterionNo,
    /// Why.
    pub because: Because,
}

/// What corresponds in two sets. A criterion that went into several, or came out of several, stands in several pairs; one that stands in
/// none has nothing to correspond to, as far as is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Correspondence {
    pairs: BTreeSet<Pair>,
}

impl Correspondence {
    /// Compares two sets. What the files list goes before what the names say; where names and indicators leave a choice between two
    /// criteria, nothing is taken for granted.
    ///
    /// The answer is the same whichever set stands left.
    #[must_use]
    pub fn of(a: &CriteriaSet, b: &CriteriaSet) -> Self {
        let mut matching = Matching { a, b, pairs: BTreeSet::new(), settled: [BTreeSet::new(), BTreeSet::new()] };
        if a.id == b.id || a.lineage.contains(&b.id) || b.lineage.contains(&a.id) {
            matching.take_inherited();
        }
        matching.take_listed();
        matching.take_only_choices(Because::SameName, |a, b| fold(&a.name.vi) == fold(&b.name.vi));
        matching.take_only_choices(Because::SharedIndicators, share_indicators);
        matching.take_only_choices(Because::SimilarName, |a, b| are_similar(&a.name.vi, &b.name.vi));
        Self { pairs: matching.pairs }
    }

    /// Every pair, by the numbers of the left set.
    pub fn pairs(&self) -> impl Iterator<Item = Pair> {
        self.pairs.iter().copied()
    }

    /// The criteria of the left set that are in a criterion of the right one.
    #[must_use]
    pub fn of_right(&self, to: CriterionNo) -> BTreeSet<CriterionNo> {
        self.pairs.iter().filter(|pair| pair.to == to).map(|pair| pair.from).collect()
    }

    /// The criteria of the right set into which a criterion of the left one went.
    #[must_use]
    pub fn of_left(&self, from: CriterionNo) -> BTreeSet<CriterionNo> {
        self.pairs.iter().filter(|pair| pair.from == from).map(|pair| pair.to).collect()
    }
}

/// Two sets being compared; criteria that are settled are not looked at again.
struct Matching<'a> {
    a: &'a CriteriaSet,
    b: &'a CriteriaSet,
    pairs: BTreeSet<Pair>,
    settled: [BTreeSet<CriterionNo>; 2],
}

impl Matching<'_> {
    fn take(&mut self, from: CriterionNo, to: CriterionNo, because: Because) {
        self.pairs.insert(Pair { from, to, because });
        self.settled[0].insert(from);
        self.settled[1].insert(to);
    }

    fn take_inherited(&mut self) {
        let (a, b) = (self.a, self.b);
        for criterion in a.criteria.iter().filter(|criterion| has(b, criterion.no)) {
            self.take(criterion.no, criterion.no, Because::Inherited);
        }
    }

    fn take_listed(&mut self) {
        let (a, b) = (self.a, self.b);
        let open = self.settled.clone();
        for criterion in b.criteria.iter().filter(|criterion| !open[1].contains(&criterion.no)) {
            let Some(listed) = listed_for(criterion, a) else { continue };
            self.settled[1].insert(criterion.no);
            for no in listed.iter().filter(|no| has(a, **no)) {
                self.take(*no, criterion.no, Because::Listed);
            }
        }
        for criterion in a.criteria.iter().filter(|criterion| !open[0].contains(&criterion.no)) {
            let Some(listed) = listed_for(criterion, b) else { continue };
            self.settled[0].insert(criterion.no);
            for no in listed.iter().filter(|no| has(b, **no)) {
                self.take(criterion.no, *no, Because::Listed);
            }
        }
    }

    /// Takes pairs of which each is the only choice of the other.
    fn take_only_choices(&mut self, because: Because, fits: impl Fn(&Criterion, &Criterion) -> bool) {
        let (a, b) = (self.a, self.b);
        let left = a.criteria.iter().filter(|criterion| !self.settled[0].contains(&criterion.no));
        let right: Vec<&Criterion> = b.criteria.iter().filter(|criterion| !self.settled[1].contains(&criterion.no)).collect();
        let found: Vec<(CriterionNo, CriterionNo)> = left
            .flat_map(|one| right.iter().filter(|other| fits(one, other)).map(|other| (one.no, other.no)).collect::<Vec<_>>())
            .collect();
        for (from, to) in &found {
            if found.iter().filter(|(one, other)| one == from || other == to).count() == 1 {
                self.take(*from, *to, because);
            }
        }
    }
}

fn has(set: &CriteriaSet, no: CriterionNo) -> bool {
    set.criteria.iter().any(|criterion| criterion.no == no)
}

/// What the file lists for a set, or for the nearest one that set builds on.
fn listed_for<'a>(criterion: &'a Criterion, set: &CriteriaSet) -> Option<&'a BTreeSet<CriterionNo>> {
    std::iter::once(&set.id).chain(&set.lineage).find_map(|id: &SetId| criterion.corresponds.get(id))
}

fn share_indicators(a: &Criterion, b: &Criterion) -> bool {
    let names = |one: &Criterion| one.indicators.iter().map(|indicator| fold(&indicator.name.vi)).collect::<BTreeSet<String>>();
    let (a, b) = (names(a), names(b));
    let shared = a.intersection(&b).count();
    shared > 0 && 2 * shared >= a.len().max(b.len())
}

fn are_similar(a: &str, b: &str) -> bool {
    // "và" joins the same things that elsewhere stand beside a comma.
    let words = |name: &str| fold(name).split(' ').filter(|word| *word != "va").map(str::to_owned).collect::<BTreeSet<String>>();
    let (a, b) = (words(a), words(b));
    3 * a.intersection(&b).count() >= 2 * a.union(&b).count()
}

/// What every criterion of every set is in the other sets about the same kind of unit.
pub(crate) type Counterparts = BTreeMap<SetId, BTreeMap<CriterionNo, std::sync::Arc<[vedich_facts::Counterpart]>>>;

/// Works them out.
pub(crate) fn counterparts<'a>(sets: impl Iterator<Item = &'a CriteriaSet> + Clone) -> Counterparts {
    let of = |set: &CriteriaSet| {
        let others = sets.clone().filter(|other| other.subject == set.subject);
        let compared: Vec<_> = others.map(|other| (other.id.clone(), Correspondence::of(other, set))).collect();
        let known = |no: CriterionNo| {
            let parts = compared.iter().map(|(id, found)| vedich_facts::Counterpart { set: id.clone(), criteria: found.of_right(no) });
            parts.filter(|part| !part.criteria.is_empty()).collect()
        };
        set.criteria.iter().map(|criterion| (criterion.no, known(criterion.no))).collect()
    };
    sets.clone().map(|set| (set.id.clone(), of(set))).collect()
}
