//! Which document of the desk a value, a declared status or a task was read from.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use vedich_facts::{Cited, Recorded};
use vedich_values::FactSeq;

/// The citations of facts that the board keeps packed. Only what was read at the desk is here, each document's fingerprint once:
/// what was typed or imported takes no room.
#[derive(Clone, Debug, Default)]
pub(crate) struct Citations {
    of: FxHashMap<FactSeq, Cited>,
    documents: FxHashSet<Arc<str>>,
}

impl Citations {
    /// Takes in what a fact cites; does nothing where it cites nothing new. Pictures share what they know until one learns more.
    pub(crate) fn see(shared: &mut Arc<Self>, recorded: &Recorded) {
        let Some(mut cited) = recorded.fact.evidence.as_deref().and_then(Cited::parse) else { return };
        if shared.of.contains_key(&recorded.seq) {
            return;
        }
        let own = Arc::make_mut(shared);
        match own.documents.get(&cited.fingerprint) {
            Some(known) => cited.fingerprint = Arc::clone(known),
            None => _ = own.documents.insert(Arc::clone(&cited.fingerprint)),
        }
        own.of.insert(recorded.seq, cited);
    }

    pub(crate) fn get(&self, seq: FactSeq) -> Option<&Cited> {
        self.of.get(&seq)
    }
}
