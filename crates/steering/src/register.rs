//! What several people wrote at one place.

use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_facts::{Fact, Recorded};
use vedich_values::{Date, EntrySeq, FactSeq, Timestamp, UnitId};

/// Who wrote something, when, for which day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The fact.
    pub seq: FactSeq,
    /// The command it came with.
    pub entry: EntrySeq,
    /// The unit in whose name.
    pub unit: UnitId,
    /// The day it holds for.
    pub on: Date,
    /// When it was recorded.
    pub at: Timestamp,
    /// Who says so.
    pub by: Option<Arc<str>>,
}

impl Stamp {
    /// The stamp of a fact.
    #[must_use]
    pub fn of(recorded: &Recorded) -> Self {
        let Fact { unit, as_of, source, .. } = &recorded.fact;
        Self { seq: recorded.seq, entry: recorded.entry, unit: *unit, on: *as_of, at: recorded.recorded_at, by: source.clone() }
    }
}

/// A place that is written to: the versions nobody has replaced, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Register<V> {
    heads: Vec<(Stamp, V)>,
}

impl<V> Default for Register<V> {
    fn default() -> Self {
        Self { heads: Vec::new() }
    }
}

impl<V: PartialEq> Register<V> {
    /// Writes a value: it takes the place of what its maker had seen, or wrote in the same go, and stands beside what they had not.
    pub fn write(&mut self, stamp: &Stamp, base: FactSeq, value: V) {
        self.heads.retain(|(earlier, _)| !(earlier.seq <= base || earlier.entry == stamp.entry));
        self.heads.push((stamp.clone(), value));
    }

    /// The value that counts: the one written last.
    #[must_use]
    pub fn value(&self) -> Option<&V> {
        self.heads.last().map(|(_, value)| value)
    }

    /// Who wrote it.
    #[must_use]
    pub fn stamp(&self) -> Option<&Stamp> {
        self.heads.last().map(|(stamp, _)| stamp)
    }

    /// What others wrote at the same time and is not the same, oldest first.
    pub fn others(&self) -> impl Iterator<Item = &(Stamp, V)> {
        let (kept, rest) = self.heads.split_last().map_or((None, &[][..]), |(last, rest)| (Some(&last.1), rest));
        rest.iter().filter(move |(_, value)| kept != Some(value))
    }
}

/// One thing in a list that several people keep.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<V> {
    /// What it says.
    pub value: V,
    /// Who wrote it.
    pub stamp: Stamp,
    /// When it was first written down: lists keep that order.
    pub first: FactSeq,
    /// What others wrote of it at the same time.
    pub others: Vec<(Stamp, V)>,
}

/// A list that several people keep: things by their id, each a register of its own.
#[derive(Clone, Debug)]
pub(crate) struct Shelf<K, V>(BTreeMap<K, (FactSeq, Register<Option<V>>)>);

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord, V: PartialEq + Clone> Shelf<K, V> {
    /// Writes a thing, or takes it out.
    pub(crate) fn write(&mut self, key: K, stamp: &Stamp, base: FactSeq, value: Option<V>) {
        self.0.entry(key).or_insert_with(|| (stamp.seq, Register::default())).1.write(stamp, base, value);
    }

    /// What stands in the list, by when it was first written. A thing taken out by somebody who had not seen its last version stays.
    pub(crate) fn entries(&self) -> Vec<Entry<V>> {
        let mut entries: Vec<Entry<V>> = self.0.values().filter_map(|(first, register)| entry(*first, register)).collect();
        entries.sort_by_key(|entry| entry.first);
        entries
    }
}

fn entry<V: PartialEq + Clone>(first: FactSeq, register: &Register<Option<V>>) -> Option<Entry<V>> {
    let mut standing = register.heads.iter().filter_map(|(stamp, value)| Some((stamp, value.as_ref()?)));
    let (stamp, value) = standing.next_back()?;
    let others = standing.filter(|(_, other)| *other != value).map(|(stamp, other)| (stamp.clone(), other.clone())).collect();
    Some(Entry { value: value.clone(), stamp: stamp.clone(), first, others })
}
