//! Which facts the board has taken in, and which were corrected.

use rustc_hash::{FxHashMap, FxHashSet};
use vedich_values::FactSeq;

/// The facts standing on the board, a bit each, and those that any known fact supersedes.
///
/// A fact is out of the picture as soon as *any* known fact supersedes it, whether that one stands itself or was corrected in its
/// turn: then neither chains of corrections nor the order of arrival can make a difference.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger {
    pages: FxHashMap<u64, Box<[u64; Self::WORDS]>>,
    superseded: FxHashSet<FactSeq>,
    version: u64,
}

impl Ledger {
    /// 64 words of 64 bits: a page of 512 bytes knows 4,096 facts.
    const WORDS: usize = 64;

    fn place(seq: FactSeq) -> (u64, usize, u64) {
        let bit = seq.get() % (Self::WORDS as u64 * 64);
        (seq.get() / (Self::WORDS as u64 * 64), (bit / 64) as usize, 1 << (bit % 64))
    }

    /// What a picture drawn from the same facts starts with: the same corrections, nothing standing yet.
    pub(crate) fn corrections(&self) -> Self {
        Self { pages: FxHashMap::default(), superseded: self.superseded.clone(), version: self.version }
    }

    /// Whether the fact stands on the board.
    pub(crate) fn has(&self, seq: FactSeq) -> bool {
        let (page, word, mask) = Self::place(seq);
        self.pages.get(&page).is_some_and(|words| words[word] & mask != 0)
    }

    pub(crate) fn keep(&mut self, seq: FactSeq) {
        let (page, word, mask) = Self::place(seq);
        self.pages.entry(page).or_insert_with(|| Box::new([0; Self::WORDS]))[word] |= mask;
    }

    pub(crate) fn drop(&mut self, seq: FactSeq) {
        let (page, word, mask) = Self::place(seq);
        if let Some(words) = self.pages.get_mut(&page) {
            words[word] &= !mask;
        }
    }

    /// Notes that `seq` is superseded; true when that is news.
    pub(crate) fn supersede(&mut self, seq: FactSeq) -> bool {
        self.superseded.insert(seq)
    }

    pub(crate) fn is_superseded(&self, seq: FactSeq) -> bool {
        self.superseded.contains(&seq)
    }

    pub(crate) fn see(&mut self, seq: FactSeq) {
        self.version = self.version.max(seq.get());
    }

    /// The last fact seen, whether it concerned this picture or not.
    pub(crate) const fn version(&self) -> FactSeq {
        FactSeq(self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_kept_and_dropped_one_by_one() {
        let mut ledger = Ledger::default();
        for seq in [0, 1, 4_095, 4_096, u64::MAX] {
            assert!(!ledger.has(FactSeq(seq)));
            ledger.keep(FactSeq(seq));
            assert!(ledger.has(FactSeq(seq)));
        }
        ledger.drop(FactSeq(4_095));
        assert!(!ledger.has(FactSeq(4_095)) && ledger.has(FactSeq(4_096)));
        assert!(ledger.supersede(FactSeq(7)) && !ledger.supersede(FactSeq(7)));
    }
}
