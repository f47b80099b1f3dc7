//! Changes of the units themselves that the journal holds: the register as shipped, and what was stated since.

use rustc_hash::FxHashSet;
use std::sync::Arc;
use vedich_facts::{Body, Recorded};
use vedich_units::Registry;
use vedich_values::FactSeq;

/// The stated changes in the order of the journal.
#[derive(Clone, Debug)]
pub(crate) struct Changes {
    shipped: Arc<Registry>,
    stated: Vec<Recorded>,
}

impl Changes {
    pub(crate) const fn new(shipped: Arc<Registry>) -> Self {
        Self { shipped, stated: Vec::new() }
    }

    /// The register as shipped.
    pub(crate) const fn shipped(&self) -> &Arc<Registry> {
        &self.shipped
    }

    /// Takes in the changes among new facts. The register after them, or none when it stays what it is.
    pub(crate) fn take_in<'a>(&mut self, registry: &Arc<Registry>, facts: impl Iterator<Item = &'a Recorded>) -> Option<Arc<Registry>> {
        let known = self.stated.len();
        self.stated.extend(facts.filter(|recorded| matches!(recorded.fact.body, Body::UnitChange(_))).cloned());
        let fresh = &self.stated[known..];
        if fresh.is_empty() {
            return None;
        }
        if fresh.iter().any(|recorded| recorded.fact.supersedes.is_some()) {
            // A change taken back can't be undone in place.
            return Some(self.known_at(FactSeq(u64::MAX)));
        }
        let mut registry = Registry::clone(registry);
        fresh.iter().for_each(|recorded| apply(&mut registry, recorded));
        Some(Arc::new(registry))
    }

    /// The register with the changes stated up to that fact.
    pub(crate) fn known_at(&self, last: FactSeq) -> Arc<Registry> {
        let known = || self.stated.iter().take_while(|recorded| recorded.seq <= last);
        let corrected: FxHashSet<FactSeq> = known().filter_map(|recorded| recorded.fact.supersedes).collect();
        if known().next().is_none() {
            return Arc::clone(&self.shipped);
        }
        let mut registry = Registry::clone(&self.shipped);
        known().filter(|recorded| !corrected.contains(&recorded.seq)).for_each(|recorded| apply(&mut registry, recorded));
        Arc::new(registry)
    }

    /// Whether nothing was stated after that fact.
    pub(crate) fn none_after(&self, last: FactSeq) -> bool {
        self.stated.last().is_none_or(|recorded| recorded.seq <= last)
    }
}

fn apply(registry: &mut Registry, recorded: &Recorded) {
    let Body::UnitChange(change) = &recorded.fact.body else { return };
    if let Err(refused) = registry.apply(recorded.fact.unit, recorded.fact.as_of, change) {
        // Checked before it was appended; another version of the shipped tables may see it differently.
        tracing::warn!(fact = recorded.seq.get(), code = refused.code(), "a change of units in the journal does not fit the register");
    }
}
