//! Which tier a unit works towards: its attribute `tier`, as the board reads it.

use rustc_hash::FxHashMap;
use vedich_criteria::Tier;
use vedich_facts::{AttributeValue, Body, Recorded};
use vedich_values::{Date, FactSeq, UnitId};

/// The tiers stated of units.
#[derive(Clone, Debug, Default)]
pub(super) struct Tiers {
    stated: FxHashMap<UnitId, Vec<Stated>>,
}

#[derive(Clone, Copy, Debug)]
struct Stated {
    as_of: Date,
    seq: FactSeq,
    to: Option<Date>,
    tier: Tier,
}

impl Tiers {
    /// The tiers among attribute facts; corrected ones are left out.
    pub(super) fn of_facts<'f>(facts: impl Iterator<Item = &'f Recorded> + Clone) -> Self {
        let corrected: Vec<FactSeq> = facts.clone().filter_map(|recorded| recorded.fact.supersedes).collect();
        let mut stated: FxHashMap<UnitId, Vec<Stated>> = FxHashMap::default();
        for recorded in facts.filter(|recorded| !corrected.contains(&recorded.seq)) {
            if let Body::Attribute { name, value: AttributeValue::Text(word), to } = &recorded.fact.body
                && name == "tier"
            {
                let tier = match word.as_str() {
                    "advanced" => Tier::Advanced,
                    "model" => Tier::Model,
                    "modern" => Tier::Modern,
                    _ => Tier::Standard,
                };
                let one = Stated { as_of: recorded.fact.as_of, seq: recorded.seq, to: *to, tier };
                stated.entry(recorded.fact.unit).or_default().push(one);
            }
        }
        Self { stated }
    }

    /// The tier of a unit on a date: the latest statement that holds then, else standard.
    pub(super) fn of(&self, unit: UnitId, date: Date) -> Tier {
        let all = self.stated.get(&unit).map_or(&[][..], Vec::as_slice);
        let holding = all.iter().filter(|stated| stated.as_of <= date && stated.to.is_none_or(|to| date <= to));
        holding.max_by_key(|stated| (stated.as_of, stated.seq)).map_or(Tier::Standard, |stated| stated.tier)
    }
}
